"""The gazetteer: folding, the data files, building, looking up and scanning."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.gazetteer import Gazetteer, fold, load, pack, sources
from whence.gazetteer.build import build
from whence.gazetteer.folding import is_acronym, loose
from whence.records import ResourceError


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    build()
    return load()


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) == once or once.split()[:1] == ["the"]


@given(st.text(alphabet="abcdefghij klm-'’éüāḥ", min_size=1))
def test_folding_is_blind_to_case(name: str) -> None:
    assert fold(name.upper()) == fold(name)


@given(st.text())
def test_folded_names_are_plain(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("'’-,.()")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma'rib", "Marib"),
        ("Al Ḩudaydah", "al-Hudaydah"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("St. Petersburg", "Saint Petersburg"),
        ("U.S.", "US"),
        ("Łódź", "Lodz"),
        ("the Sahel", "Sahel"),
        ("Diyarbakır", "Diyarbakir"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_second_key_is_without_articles() -> None:
    assert loose("al hasakah") == "hasakah"
    assert loose("deir ez zor") == "deir zor"
    assert loose("mosul") is None
    assert loose("al") is None


def test_acronyms_are_short_and_capital() -> None:
    assert is_acronym("US") and is_acronym("D.R.C.")
    assert not is_acronym("us") and not is_acronym("Us") and not is_acronym("U")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "USA"),
        ("US", "USA"),
        ("the United States", "USA"),
        ("Britain", "GBR"),
        ("DRC", "COD"),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Republic of the Congo", "COG"),
        ("North Korea", "PRK"),
        ("Kosovo", "XKX"),
    ],
)
def test_countries_under_the_names_of_news(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert gazetteer.country(name) == country


@pytest.mark.parametrize("name", ["us", "Us", "Mosul", "", "Sahel", "Nowhere-at-all"])
def test_what_is_no_country(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.country(name) is None


def test_nationalities(gazetteer: Gazetteer) -> None:
    assert gazetteer.nationality("Afghan") == ("AFG",)
    assert set(gazetteer.nationality("Congolese")) == {"COD", "COG"}
    assert gazetteer.nationality("table") == ()


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Mosul", "IRQ", "Nineveh"),
        ("Darzab", "AFG", "Jowzjan"),
        ("Sangin", "AFG", "Helmand"),
        ("Hodeidah", "YEM", "Hodeidah"),
        ("Ardamata", "SDN", "West Darfur"),
        ("Sheikh Zuweid", "EGY", "North Sinai"),
        ("Kobani", "SYR", "Aleppo"),
        ("Hasakah", "SYR", "Hasakah"),
        ("Deir al-Zor", "SYR", "Deir ez-Zor"),
        ("Bakhmut", "UKR", "Donetsk"),
        ("Artemivsk", "UKR", "Donetsk"),
        ("Maiduguri", "NGA", "Borno"),
        ("Marawi", "PHL", "Lanao del Sur"),
        ("Isabela City", "PHL", "Basilan"),
        ("Khan Younis", "PSE", "Gaza Strip"),
        ("Mocimboa da Praia", "MOZ", "Cabo Delgado"),
        ("Jawzjan", "AFG", "Jowzjan"),
        ("Ningarhar", "AFG", "Nangarhar"),
        ("Idleb", "SYR", "Idlib"),
        ("Bagram Airfield", "AFG", "Parwan"),
    ],
)
def test_places_of_conflict_news(gazetteer: Gazetteer, name: str, country: str, admin1: str) -> None:
    found = gazetteer.candidates(name)
    assert any((candidate.country, candidate.admin1) == (country, admin1) for candidate in found)


def test_homonyms_are_all_given(gazetteer: Gazetteer) -> None:
    assert {candidate.country for candidate in gazetteer.candidates("Tripoli")} >= {"LBY", "LBN"}
    assert {candidate.kind for candidate in gazetteer.candidates("Georgia")} >= {"country", "province"}


def test_areas_have_no_point(gazetteer: Gazetteer) -> None:
    (sahel,) = gazetteer.candidates("the Sahel")
    assert (sahel.kind, sahel.country, sahel.latitude) == ("region", None, None)
    assert "MLI" in sahel.countries
    (darfur,) = [c for c in gazetteer.candidates("Darfur") if c.kind == "region"]
    assert (darfur.country, darfur.latitude) == ("SDN", None)


def test_a_provinces_point_lies_among_its_towns(gazetteer: Gazetteer) -> None:
    (helmand,) = [c for c in gazetteer.candidates("Helmand") if c.kind == "province"]
    assert helmand.latitude is not None and helmand.longitude is not None
    assert 29.5 < helmand.latitude < 33.5 and 62 < helmand.longitude < 66


def test_scan_takes_the_longest_name_and_leaves_words_alone(gazetteer: Gazetteer) -> None:
    text = "The United Arab Emirates and Burkina Faso told John Nice in Deir ez-Zor on May 3 to leave us"
    words = text.split()
    assert [" ".join(words[a:b]) for a, b in gazetteer.scan(words)] == [
        "United Arab Emirates",
        "Burkina Faso",
        "Deir ez-Zor",
    ]


@given(st.lists(st.sampled_from(["Iraq", "the", "South", "Sudan", "Mosul", "May", "said", "New", "York", "."])))
def test_scanned_spans_lie_in_order(words: list[str]) -> None:
    spans = load().scan(words)
    assert all(0 <= first < last <= len(words) for first, last in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_fast_enough_and_small_enough(gazetteer: Gazetteer) -> None:
    size = sum(path.stat().st_size for path in pack.FOLDER.iterdir())
    assert size < 25 * 2**20
    names = ["Mosul", "Tripoli", "nowhere", "Kabul", "U.S.", "Springfield"] * 2000
    start = time.process_time()
    for name in names:
        gazetteer.candidates(name)
    assert len(names) / (time.process_time() - start) > 50_000


def test_a_pack_up_to_date_is_left_alone() -> None:
    before = (pack.FOLDER / "meta.msgpack").stat().st_mtime_ns
    build()
    assert (pack.FOLDER / "meta.msgpack").stat().st_mtime_ns == before


def test_a_missing_pack_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"whence\.gazetteer\.build"):
        Gazetteer(tmp_path)


def test_a_broken_pack_says_what_to_type(tmp_path: Path, gazetteer: Gazetteer) -> None:
    shutil.copytree(pack.FOLDER, tmp_path / "pack")
    (tmp_path / "pack" / "keys.npy").write_bytes(b"nothing")
    with pytest.raises(ResourceError, match="--force"):
        Gazetteer(tmp_path / "pack")


@pytest.mark.parametrize("file", ["countries", "provinces", "regions", "localities", "sites", "ambiguous"])
def test_data_files_are_whole(file: str) -> None:
    found = list(sources.rows(file))
    assert found
    assert all(None not in row and None not in row.values() for row in found)
    for row in found:
        for value in row.values():
            assert value == value.strip() and "||" not in value


def test_no_country_or_province_stands_twice() -> None:
    countries = Counter(row["alpha3"] for row in sources.rows("countries"))
    provinces = Counter((row["country"], fold(row["name"])) for row in sources.rows("provinces"))
    assert not [code for code, count in countries.items() if count > 1]
    assert not [name for name, count in provinces.items() if count > 1]
    known = set(countries) | set(sources.iso_countries())
    assert {row["country"] for file in ("provinces", "localities", "sites") for row in sources.rows(file)} <= known
    assert {code for row in sources.rows("regions") for code in sources.listed(row["countries"])} <= known
