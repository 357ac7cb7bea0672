"""Puts the sources together into entries: one a place, with all the names it is found under.

Provinces need the most care: the towns' file knows them by code alone. A province's name is tied to a code through
a town
that lies in it (its seat, or the town of its own name); its point is then the middle of the half-degree cells that hold
its towns, and it is of precision `province`. A province that cannot be tied has no point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean

import msgspec

from whence.gazetteer import sources
from whence.gazetteer.folding import fold, is_acronym, loose
from whence.gazetteer.pack import Kind
from whence.gazetteer.sources import Division, Town, listed, rows
from whence.records import ResourceError

CELL = 0.5  # degrees: evens out the crowding of towns round a capital, still finer than a province


class Entry(msgspec.Struct):
    """One place in the making; ``names[0]`` is the name it is shown under. ``point`` is (latitude, longitude)."""

    names: list[str]
    kind: Kind
    country: str | None
    admin1: str | None = None
    point: tuple[float, float] | None = None
    population: int = 0
    geonames_id: int | None = None
    areas: tuple[str, ...] = ()
    listed: bool = False
    certain: int = 1  # how many of the first names are as sure as the first: those written by hand

    def also(self, names: Iterable[str]) -> None:
        """Add names that it does not have yet."""
        self.names.extend(name for name in dict.fromkeys(names) if name not in self.names)


class Assembly:
    """All entries, and what goes with them. ``gather`` fills it."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.nationalities: dict[str, tuple[str, ...]] = {}
        self.acronyms: set[str] = set()
        self.longest = 1
        self._towns: list[Town] = []
        self._town_entries: list[Entry] = []
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._provinces: dict[tuple[str, str], Entry] = {}  # by country and GeoNames' code
        self._province_names: dict[tuple[str, str], Entry] = {}  # by country and folded name
        self._inner: dict[int, Entry] = {}  # by town: the province that is finer than its code

    def gather(self) -> None:
        """Read all sources, the coarse ones first."""
        self._read_towns()
        self._countries()
        self._regions()
        self._listed_provinces()
        self._iso_provinces()
        self._place_towns()
        self._localities()
        self._sites()
        self.longest = max(len(fold(name).split()) for entry in self._untowned() for name in entry.names)

    def _untowned(self) -> Iterable[Entry]:
        return (entry for entry in self.entries if entry.kind != "settlement")

    def _read_towns(self) -> None:
        self._towns = list(sources.towns())
        for number, town in enumerate(self._towns):
            self._by_code[town.country, town.admin1].append(number)
            for folded in _keys((town.name, *town.aliases)):
                self._by_name[town.country, folded].append(number)

    def _countries(self) -> None:
        iso = sources.iso_countries()
        nationalities: dict[str, list[str]] = defaultdict(list)
        written = set()
        for row in rows("countries"):
            code = row["alpha3"]
            written.add(code)
            aliases = listed(row["aliases"])
            self.acronyms.update(fold(alias) for alias in aliases if is_acronym(alias))
            point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None
            official = [iso[code]["name"]] if code in iso else []
            self._country(code, [row["name"], *aliases, *official], point)
            for word in listed(row["demonyms"]):
                nationalities[fold(word)].append(code)
        for code in sorted(set(iso) - written):
            self._country(code, [iso[code]["name"]], None)
        self.nationalities = {word: tuple(codes) for word, codes in nationalities.items()}

    def _country(self, code: str, names: list[str], point: tuple[float, float] | None) -> None:
        known = sources.iso_countries().get(code)
        population = int(known["population"]) if known else 0
        geonames_id = int(known["geonameid"]) if known else None
        entry = Entry(names[:1], "country", code, None, point, population, geonames_id)
        entry.also(names[1:])
        entry.certain = len(entry.names)
        self.entries.append(entry)

    def _regions(self) -> None:
        for row in rows("regions"):
            codes = listed(row["countries"])
            entry = Entry(
                [row["name"]],
                "region",
                codes[0] if len(codes) == 1 else None,
                areas=() if len(codes) == 1 else (codes or ("",)),
            )
            entry.also(listed(row["aliases"]))
            entry.certain = len(entry.names)
            self.acronyms.update(fold(alias) for alias in entry.names if is_acronym(alias))
            self.entries.append(entry)

    def _listed_provinces(self) -> None:
        for row in rows("provinces"):
            names = (row["name"], *listed(row["aliases"]))
            anchors = listed(row["anchors"]) or names
            code = self._code_of(row["country"], anchors)
            if row["within"]:
                self._inner_province(row["country"], names, anchors, code)
            else:
                self._province(row["country"], names, code)

    def _inner_province(self, country: str, names: tuple[str, ...], anchors: Iterable[str], code: str | None) -> None:
        """A province finer than GeoNames' codes: of its towns only the anchors are known to lie in it."""
        entry = self._province(country, names, None)
        numbers = [n for anchor in anchors if (n := self._town_of(country, anchor)) is not None]
        numbers = [n for n in numbers if self._towns[n].admin1 == code]
        entry.point = self._middle(numbers)
        self._inner.update((n, entry) for n in numbers)

    def _town_of(self, country: str, name: str) -> int | None:
        """The town of that name in the country: under its own name rather than another's alias, then the most
        populous."""
        numbers = self._by_name.get((country, fold(name)), [])
        exact = [n for n in numbers if fold(self._towns[n].name) == fold(name)] or numbers
        return max(exact, key=lambda n: (self._towns[n].population, -n), default=None)

    def _code_of(self, country: str, anchors: Iterable[str]) -> str | None:
        """GeoNames' code of the province in which the first known of ``anchors`` lies."""
        for anchor in anchors:
            if (number := self._town_of(country, anchor)) is not None:
                return self._towns[number].admin1 or None
        return None

    def _province(self, country: str, names: Iterable[str], code: str | None) -> Entry:
        numbers = self._by_code.get((country, code), []) if code else []
        if (country, code) in self._provinces:  # two names for one code: neither may claim its towns' middle twice
            numbers = []
        all_names = list(dict.fromkeys(names))
        entry = Entry(all_names[:1], "province", country, all_names[0], self._middle(numbers))
        entry.also(all_names[1:])
        entry.certain = len(entry.names)
        entry.population = sum(self._towns[n].population for n in numbers)
        self.entries.append(entry)
        if code and (country, code) not in self._provinces:
            self._provinces[country, code] = entry
        for name in entry.names:
            self._province_names.setdefault((country, fold(name)), entry)
        return entry

    def _middle(self, numbers: list[int]) -> tuple[float, float] | None:
        cells = {(round(self._towns[n].latitude / CELL), round(self._towns[n].longitude / CELL)) for n in numbers}
        if not cells:
            return None
        # A province across the date line would get a middle on the wrong side of the earth; better none.
        if max(cell[1] for cell in cells) - min(cell[1] for cell in cells) > 180 / CELL:
            return None
        return round(fmean(c[0] for c in cells) * CELL, 2), round(fmean(c[1] for c in cells) * CELL, 2)

    def _iso_provinces(self) -> None:
        """Subdivisions of ISO 3166-2 that no line of ``provinces.csv`` covers."""
        hand_listed = {country for country, _ in self._province_names}
        tied = sorted(
            ((division, self._iso_code(division)) for division in sources.divisions()),
            key=lambda pair: (pair[1] is None, pair[0].country, pair[0].code),
        )
        for division, code in tied:
            country = division.country
            same = next((e for n in division.names if (e := self._province_names.get((country, fold(n))))), None)
            if same is None and code and country in hand_listed:
                same = self._provinces.get((country, code))
            if same is not None:
                same.also(division.names)
            elif division.parent is not None and code is None:
                self.entries.append(Entry(list(division.names), "district", country))
            elif country not in hand_listed or code:
                self._province(country, division.names, code)

    def _iso_code(self, division: Division) -> str | None:
        """GeoNames' code of an ISO subdivision: its own code where both use letters, else that of the town of its
        name."""
        if division.code.isalpha() and (division.country, division.code) in self._by_code:
            return division.code
        return None if division.parent else self._code_of(division.country, division.names)

    def _place_towns(self) -> None:
        for number, town in enumerate(self._towns):
            province = self._inner.get(number) or self._provinces.get((town.country, town.admin1))
            entry = Entry(
                [town.name],
                "settlement",
                town.country,
                province.names[0] if province else None,
                (town.latitude, town.longitude),
                town.population,
                town.geonames_id,
            )
            if province is not None and fold(province.names[0]) in _keys((town.name,)):
                entry.names[0] = province.names[0]  # "Raqqa" rather than "Ar Raqqah"
            entry.names.extend(_aliases(town))
            self._town_entries.append(entry)
        self.entries.extend(self._town_entries)

    def _localities(self) -> None:
        for row in rows("localities"):
            names, country = listed(row["names"]), row["country"]
            province = self._province_of(row)
            entry = self._known_town(country, province, names)
            if entry is None:
                admin1 = province.names[0] if province else None
                self.entries.append(Entry(list(names), "district", country, admin1, listed=True, certain=len(names)))
            else:
                entry.names[:] = dict.fromkeys((*names, *entry.names))
                entry.listed = True
                entry.certain = len(names)

    def _known_town(self, country: str, province: Entry | None, names: Iterable[str]) -> Entry | None:
        """The town that one of ``names`` already names in that province; of several, the most populous."""
        codes = {code for (of, code), entry in self._provinces.items() if of == country and entry is province}
        codes |= {self._towns[n].admin1 for n, entry in self._inner.items() if entry is province}
        for name in names:
            found = [
                n
                for n in self._by_name.get((country, fold(name)), [])
                if province is None or self._towns[n].admin1 in codes
            ]
            if found:
                entry = self._town_entries[max(found, key=lambda n: (self._towns[n].population, -n))]
                if province is not None:
                    entry.admin1 = province.names[0]
                return entry
        return None

    def _sites(self) -> None:
        for row in rows("sites"):
            province = self._province_of(row)
            admin1 = province.names[0] if province else None
            names = listed(row["names"])
            self.entries.append(Entry(list(names), "site", row["country"], admin1, listed=True, certain=len(names)))

    def _province_of(self, row: dict[str, str]) -> Entry | None:
        if not row["province"]:
            return None
        province = self._province_names.get((row["country"], fold(row["province"])))
        if province is None:
            raise ResourceError(
                f"gazetteer data: {row['names']!r} lies in {row['province']!r}, but {row['country']} has no province "
                "of that name; mend the line, or add the province to provinces.csv"
            )
        return province


def _keys(names: Iterable[str]) -> set[str]:
    """The folded names, and their second keys."""
    folded = {fold(name) for name in names} - {""}
    return folded | {second for name in folded if (second := loose(name))}


def _aliases(town: Town) -> Iterable[str]:
    """The alternate names, one of each folded spelling."""
    seen = {fold(town.name), ""}
    for alias in town.aliases:
        folded = fold(alias)
        if folded not in seen:
            seen.add(folded)
            yield alias
