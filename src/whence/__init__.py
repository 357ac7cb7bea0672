"""whence reads reporting on armed conflict into data that never forgets where it came from."""

__version__ = "0.1.0"
