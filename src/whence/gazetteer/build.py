"""Builds the gazetteer pack in ``_built/``: ``python -m whence.gazetteer.build [--force]``.

Deterministic: the same sources give the same bytes. A pack whose sources have not changed is left as it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from whence.gazetteer import folding, pack, sources
from whence.gazetteer.assemble import Assembly, Entry
from whence.gazetteer.folding import fold, key, loose


def build(force: bool = False, folder: Path = pack.FOLDER) -> Path:
    """Make the pack, or leave it where its sources have not changed. Gives the folder.

    Raises:
        ResourceError: a package that the pack is made from is missing.
    """
    here = Path(__file__)
    code = [here, here.with_name("assemble.py"), Path(folding.__file__), Path(pack.__file__), Path(sources.__file__)]
    fingerprint = sources.fingerprint(*code)
    old = pack.read_meta(folder)
    if old is not None and old.fingerprint == fingerprint and not force:
        return folder
    assembly = Assembly()
    assembly.gather()
    _write(assembly, fingerprint, folder)
    return folder


def _write(assembly: Assembly, fingerprint: str, folder: Path) -> None:
    entries = assembly.entries
    countries = ("", *sorted({entry.country for entry in entries if entry.country}))
    provinces = ("", *sorted({entry.admin1 for entry in entries if entry.admin1}))
    country_number = {code: n for n, code in enumerate(countries)}
    province_number = {name: n for n, name in enumerate(provinces)}
    names = [entry.names[0].encode() for entry in entries]
    keys, postings = _postings(entries)
    meta = pack.Meta(
        version=pack.PACK_VERSION,
        fingerprint=fingerprint,
        countries=countries,
        provinces=provinces,
        areas={n: entry.areas for n, entry in enumerate(entries) if entry.areas},
        nationalities=dict(sorted(assembly.nationalities.items())),
        acronyms=tuple(sorted(assembly.acronyms)),
        ambiguous=tuple(sorted({fold(row["name"]) for row in sources.rows("ambiguous")})),
        longest=assembly.longest,
    )
    arrays = {
        "keys": keys,
        "postings": postings,
        "name_ends": np.cumsum([len(name) for name in names]),
        "country": np.array([country_number[entry.country or ""] for entry in entries]),
        "admin1": np.array([province_number[entry.admin1 or ""] for entry in entries]),
        "latitude": np.array([np.nan if e.point is None else e.point[0] for e in entries]),
        "longitude": np.array([np.nan if e.point is None else e.point[1] for e in entries]),
        "population": np.array([entry.population for entry in entries]),
        "kind": np.array([pack.KINDS.index(entry.kind) | (pack.LISTED if entry.listed else 0) for entry in entries]),
        "geonames_id": np.array([entry.geonames_id or 0 for entry in entries]),
    }
    pack.write(folder, arrays, b"".join(names), meta)


def _postings(entries: list[Entry]) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], ...]:
    """Sorted keys and, beside them, entry and match: the best match of a name with an entry is the one kept."""
    found: dict[str, dict[int, int]] = {}
    for number, entry in enumerate(entries):
        for rank, name in enumerate(entry.names):
            folded = fold(name)
            if not folded:
                continue
            match = 0 if rank < entry.certain else 1
            of = found.setdefault(folded, {})
            of[number] = min(of.get(number, 9), match)
            second = loose(folded)
            if second is not None:
                of = found.setdefault(second, {})
                of[number] = min(of.get(number, 9), 2)
    flat = [
        (key(folded), match, -entries[number].population, number)
        for folded, of in found.items()
        for number, match in of.items()
    ]
    flat.sort()
    keys = np.array([row[0] for row in flat], dtype=np.uint64)
    postings = np.array([row[3] | row[1] << pack.ENTRY_BITS for row in flat], dtype=np.uint64)
    return keys, postings


if __name__ == "__main__":
    print(build(force="--force" in sys.argv[1:]))
