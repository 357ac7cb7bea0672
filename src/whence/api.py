"""The Python interface: the same nouns as the command line's."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections.abc import Callable, Iterable, Iterator

from whence.casefile import FailureRow
from whence.records import Claim
from whence.runner import Options, claims


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | None = None,
    comments: bool = False,
    on_failure: Callable[[FailureRow], None] | None = None,
) -> Iterator[Claim]:
    """The claims of the documents at ``paths``, in document order, then text order, without a case file.

    Args:
        paths: files, folders, globs; JSON Lines, web pages, text, whatever ``whence read`` takes.
        published: the day of publication of documents that bear none.
        comments: code readers' comments too.
        on_failure: told of each document that cannot be read; without it, a warning is given. Reading goes on.

    Raises:
        UsageError: if a path cannot be meant.
        ResourceError: if the model or another data file is missing.
    """
    listed = [paths] if isinstance(paths, str | os.PathLike) else paths
    options = Options(published=published, comments=comments)
    for result in claims([os.fspath(path) for path in listed], options):
        if not isinstance(result, FailureRow):
            yield from result
        elif on_failure is not None:
            on_failure(result)
        else:
            warnings.warn(f"{result.origin}: {result.message}", stacklevel=2)
