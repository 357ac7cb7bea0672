"""The list of reporting cues: every row loads, says what it must, and no wish or deed is a report."""

from __future__ import annotations

import pytest

from whence.reader import cues, tables
from whence.records import ResourceError


def test_every_row_loads_and_is_keyed_by_lemma_and_part_of_speech():
    table = cues.load()
    assert all(key == (cue.lemma, cue.pos) for key, found in table.items() for cue in found)
    assert all(0 < cue.prior < 1 for found in table.values() for cue in found)


@pytest.mark.parametrize(
    ("lemma", "stance"), [("say", "asserts"), ("deny", "denies"), ("predict", "predicts"), ("confirm", "confirms")]
)
def test_the_plainest_verbs_of_reporting_are_there(lemma, stance):
    assert cues.load()[lemma, "v"][0].stance == stance


def test_cues_with_a_particle_come_before_those_without():
    for found in cues.load().values():
        bare = [cue.particle == "" for cue in found]
        assert bare == sorted(bare)


@pytest.mark.parametrize("lemma", ["plan", "intend", "agree", "encourage", "require"])
def test_plans_and_pressure_take_no_reported_infinitive(lemma):
    assert not any("to" in cue.frames for cue in cues.load().get((lemma, "v"), ()))


@pytest.mark.parametrize("lemma", ["maintain", "establish", "declare", "record", "recall", "observe"])
def test_what_may_be_kept_founded_or_called_back_reports_no_bare_noun(lemma):
    found = cues.load().get((lemma, "v"), ())
    assert not any("np" in cue.frames and cue.kind in ("says", "denies") and cue.prior >= 0.8 for cue in found)


def test_persons_and_things_are_not_among_the_nouns_that_can_be_reported():
    nouns = tables.words("reported_nouns.csv")
    assert {"attack", "ceasefire", "presence"} <= nouns
    assert not nouns & {"visa", "officer", "policy", "base", "government"}
    assert all(noun == noun.lower() for noun in nouns)


def test_a_bad_row_is_named_by_its_line(tmp_path, monkeypatch):
    path = tmp_path / "cues.csv"
    path.write_text(
        "lemma,pos,particle,stance,commitment,document_commitment,kind,frames,prior\n"
        "say,v,,asserts,CT+,Uu,says,clause,0.9\n"
        "mumble,v,,mumbles,CT+,Uu,says,clause,0.9\n"
    )
    monkeypatch.setattr(cues, "PATH", path)
    cues.load.cache_clear()
    try:
        with pytest.raises(ResourceError, match="line 3"):
            cues.load()
    finally:
        cues.load.cache_clear()
