"""The verbs, as a person types them. Their docstrings are the help; the work is done in modules imported by need."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import cyclopts
from cyclopts import App, Parameter

from whence.cli.status import FAILED, MISUSED, OK, say
from whence.version import __version__

CASEFILE = Annotated[Path, Parameter(env_var="WHENCE_CASEFILE", help="the case file")]
DEFAULT_CASEFILE = Path("whence.duckdb")

Words = Annotated[tuple[str, ...], Parameter(negative=())]
# A lone "-" is no option but a value. Cyclopts cannot be told so, and no argument of a process can hold a NUL.
DASH = "\0"

Format = Literal["table", "jsonl", "csv"]

app = App(
    name="whence",
    help="Reads reporting on armed conflict into data that never forgets where it came from: who did what to whom, "
    "where, when, how many were hurt, according to whom, and how surely.",
    help_epilogue="Exit status: 0 all was read, 3 some documents could not be read, 2 wrong usage, "
    "1 nothing could be done. Data go to standard output, messages to standard error.",
    version=f"whence {__version__}",
    help_format="plaintext",  # Markdown costs 0.07 s to import, and the help has none
    default_parameter=Parameter(negative=()),
)


@app.command
def read(
    *paths: str,
    published: dt.date | None = None,
    casefile: CASEFILE = DEFAULT_CASEFILE,
    comments: bool = False,
    workers: int | None = None,
) -> int:
    """Read documents into a case file.

    What is in the case file already is left alone, so that a run that was cut short goes on where it was, and
    a folder that has grown is read by the same command again.

    Args:
        paths: files, folders, globs, or - for standard input: text, HTML, JSON Lines.
        published: day of publication, such as 2017-11-20, of documents that bear none.
        casefile: the case file; made where it is not there.
        comments: read readers' comments too.
        workers: processes that read side by side, about 300 MB each; one for each core, but no more than 8.
    """
    from whence.cli.reading import read_into
    from whence.runner import Options

    workers = _cores() if workers is None else workers
    return read_into(_some(paths), casefile, Options(published=published, comments=comments, workers=workers))


@app.command
def show(
    document: str | None = None,
    /,
    *,
    html: str | None = None,
    casefile: CASEFILE = DEFAULT_CASEFILE,
) -> int:
    """Show a document with its claims under each sentence; without DOCUMENT, list the documents.

    Args:
        document: the document's id or its beginning, its file, or part of its name or title.
        html: write one self-contained page to this file, or to standard output where it is -.
        casefile: the case file.
    """
    from whence.cli.showing import show_document

    return show_document(document, casefile, html=None if html is None else _dash(html))


@app.command
def claims(
    *,
    actor: Words = (),
    type: Words = (),
    place: Words = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    source: Words = (),
    certainty: Words = (),
    kind: Words = (),
    document: str | None = None,
    limit: int | None = None,
    format: Format = "table",
    casefile: CASEFILE = DEFAULT_CASEFILE,
) -> int:
    """List claims. All filters must hold; a filter given several times holds where one of its values does.

    Args:
        actor: part of the name, the words or the registry id of one who takes part, doing it or done to.
        type: event type or mode, a relation's predicate, an estimate's measure: ASSAULT, aerial, leads, strength.
        place: part of the place's name or province, or its country's code: Aleppo, SYR.
        since: first day; claims without a date are left out.
        until: last day; claims without a date are left out.
        source: part of the name of one of the source chain, or - for the document's own voice.
        certainty: certain, probable, possible, denied, open, or a FactBank value such as PS+.
        kind: event, relation, estimate, forecast or statement.
        document: the document's id or its beginning, its file, or part of its name or title.
        limit: no more claims than this.
        format: a table to look at, claim records (JSON Lines), or flat columns (CSV).
        casefile: the case file.
    """
    from whence.casefile import Filters
    from whence.cli.listing import list_claims

    filters: Filters = {
        "actor": actor,
        "type": type,
        "place": place,
        "since": since,
        "until": until,
        "source": tuple(map(_dash, source)),
        "certainty": certainty,
        "kind": kind,
        "document": document,
    }
    return list_claims(casefile, filters, limit=limit, format=format)


@app.command
def annotate(*paths: str, published: dt.date | None = None, output: Path | None = None) -> int:
    """Write what the reader sees in each document, before anything is coded: one record a line, no case file.

    Args:
        paths: files, folders, globs, or - for standard input: text, HTML, JSON Lines.
        published: day of publication, such as 2017-11-20, of documents that bear none.
        output: write to this file and not to standard output.
    """
    from whence.cli.annotating import annotate_to

    return annotate_to(_some(paths), published=published, output=output)


@app.command
def export(
    *,
    format: Literal["jsonl", "csv"] = "jsonl",
    output: Path | None = None,
    casefile: CASEFILE = DEFAULT_CASEFILE,
) -> int:
    """Write all claims of a case file, with a sheet of what the format could not carry.

    Args:
        format: jsonl: claim records, which carry everything; csv: flat columns.
        output: write to this file and not to standard output.
        casefile: the case file.
    """
    from whence.cli.exporting import export_to

    return export_to(casefile, format=format, output=output)


@app.command
def why(claim: str, /, *, casefile: CASEFILE = DEFAULT_CASEFILE) -> int:
    """Tell which words and which rules are behind a claim.

    Args:
        claim: the claim's id, or its beginning.
        casefile: the case file.
    """
    from whence.cli.listing import explain_claim

    return explain_claim(claim, casefile)


@app.command
def doctor(*, check: bool = False, casefile: CASEFILE = DEFAULT_CASEFILE) -> int:
    """Tell versions, the state of the model, the gazetteer, the registry and the case file, and this machine's speed.

    The exit status is 0 where all is well, 1 where something is missing or broken, 3 where only some documents
    of the case file could not be read.

    Args:
        check: look the whole case file over: offsets, hashes, keys, records.
        casefile: the case file; that there is none yet is no fault.
    """
    from whence.cli.doctoring import examine

    return examine(casefile, check=check)


def _some(paths: tuple[str, ...]) -> tuple[str, ...]:
    from whence.records import UsageError

    if not paths:
        raise UsageError("Nothing to read was named. Give files, folders, globs, or - for standard input.")
    return tuple(map(_dash, paths))


def _cores() -> int:
    """The cores that this process may use, up to the number of workers that are started unasked."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, 8)


def _dash(value: str) -> str:
    return "-" if value == DASH else value


def main(tokens: list[str] | None = None) -> int:
    """Run the command line; returns the exit status.

    ``tokens`` stand for the arguments of the process.
    """
    # The matrices outside the encoder are small: a second thread of BLAS only spins, for a quarter of all
    # processor time (measured). To be set before numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given = [DASH if token == "-" else token for token in (sys.argv[1:] if tokens is None else tokens)]
    try:
        status = app(given, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except cyclopts.CycloptsError as error:
        say(f"{_plain(error)} Type `whence --help`.")
        return MISUSED
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except KeyboardInterrupt:
        say("Interrupted. What had been read is in the case file; the same command goes on from there.")
        return 130
    except Exception as error:
        return _failed(error)
    return status if isinstance(status, int) else OK


def _failed(error: Exception) -> int:
    """The status for an error that a verb let through: one line for whence's own, a traceback for a defect."""
    from whence.records import UsageError, WhenceError

    if isinstance(error, UsageError):
        say(str(error))
        return MISUSED
    if isinstance(error, WhenceError):
        say(str(error))
        return FAILED
    raise error


def _plain(error: cyclopts.CycloptsError) -> str:
    text = " ".join(str(error).replace(DASH, "-").replace(repr(DASH)[1:-1], "-").split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
