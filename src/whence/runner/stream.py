"""Readings and claims one after the other, without a case file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from whence.casefile import FailureRow
from whence.documents import Failure, load
from whence.records import Claim, Document, Reading
from whence.runner.options import DEFAULTS, Options
from whence.runner.work import Worker, attempt, failure_of

Result = TypeVar("Result")


def readings(paths: Iterable[str], options: Options = DEFAULTS) -> Iterator[Reading | FailureRow]:
    """What the reader sees in each document at ``paths``, in order; a failure where it cannot be read."""
    return _each(paths, options, Worker(threads=options.threads).reading)


def claims(paths: Iterable[str], options: Options = DEFAULTS) -> Iterator[tuple[Claim, ...] | FailureRow]:
    """The claims of each document at ``paths``, in order, without a case file; a failure where it cannot be read."""
    return _each(paths, options, Worker(comments=options.comments, threads=options.threads).claims)


def _each(paths: Iterable[str], options: Options, work: Callable[[Document], Result]) -> Iterator[Result | FailureRow]:
    for item in load(list(paths), published=options.published):
        yield failure_of(item) if isinstance(item, Failure) else attempt(work, item)
