"""The coder's rules on hand-made trees: who did what to whom, on whose word, how surely."""

from __future__ import annotations

from trees import claims, reading

KILLED_SAID = """
A a DET 3 det
roadside roadside NOUN 3 compound
bomb bomb NOUN 4 nsubj
killed kill VERB 12 ccomp
two two NUM 6 nummod
soldiers soldier NOUN 4 obj
in in ADP 8 case
Mosul Mosul PROPN 4 obl
on on ADP 10 case
Monday Monday PROPN 4 obl
~, , PUNCT 12 punct
said say VERB 0 root
security security NOUN 14 compound
sources source NOUN 12 nsubj
~. . PUNCT 12 punct
"""

PASSIVE = """
Four four NUM 4 nummod
Islamic Islamic PROPN 4 compound
State State PROPN 2 flat
fighters fighter NOUN 6 nsubj:pass
were be AUX 6 aux:pass
killed kill VERB 0 root
by by ADP 9 case
Iraqi iraqi ADJ 9 amod
troops troop NOUN 6 obl:agent
~. . PUNCT 6 punct
"""

RESPONSIBILITY = """
The the DET 2 det
Taliban Taliban PROPN 3 nsubj
claimed claim VERB 0 root
responsibility responsibility NOUN 3 obj
for for ADP 7 case
the the DET 7 det
attack attack NOUN 4 nmod
that that PRON 9 nsubj
killed kill VERB 7 acl:relcl
at at ADP 12 advmod
least least ADJ 10 fixed
39 39 NUM 13 nummod
people people NOUN 9 obj
~. . PUNCT 3 punct
"""

TOLD = """
One one NUM 2 nummod
source source NOUN 3 nsubj
told tell VERB 0 root
Reuters Reuters PROPN 3 obj
that that SCONJ 7 mark
Russia Russia PROPN 7 nsubj
shelled shell VERB 3 ccomp
Kharkiv Kharkiv PROPN 7 obj
~. . PUNCT 3 punct
"""

DENIED = """
The the DET 2 det
Taliban Taliban PROPN 3 nsubj
denied deny VERB 0 root
shelling shell VERB 3 xcomp
a a DET 6 det
clinic clinic NOUN 4 obj
in in ADP 8 case
Ghazni Ghazni PROPN 6 nmod
~. . PUNCT 3 punct
"""

AHEAD = """
Hamas Hamas PROPN 4 nsubj
will will AUX 4 aux
almost almost ADV 5 advmod
attack attack VERB 0 root
certainly certainly ADV 4 advmod
Israel Israel PROPN 4 obj
in in ADP 8 case
June June PROPN 4 obl
~. . PUNCT 4 punct
"""

ALLEGEDLY = """
Russia Russia PROPN 4 nsubj
has have AUX 4 aux
allegedly allegedly ADV 4 advmod
deployed deploy VERB 0 root
troops troop NOUN 4 obj
in in ADP 7 case
Libya Libya PROPN 4 obl
~. . PUNCT 4 punct
"""

STRENGTH = """
There there PRON 2 expl
are be VERB 0 root
at at ADP 5 advmod
least least ADJ 3 fixed
1,000 1,000 NUM 8 nummod
Islamic Islamic PROPN 8 compound
State State PROPN 6 flat
fighters fighter NOUN 2 nsubj
in in ADP 10 case
Libya Libya PROPN 8 nmod
~. . PUNCT 2 punct
"""

LEADS = """
Khalifa Khalifa PROPN 12 nsubj
Haftar Haftar PROPN 1 flat
~, , PUNCT 4 punct
commander commander NOUN 1 appos
of of ADP 9 case
the the DET 9 det
Libyan Libyan PROPN 9 compound
National National PROPN 9 compound
Army Army PROPN 4 nmod
~, , PUNCT 4 punct
was be AUX 12 cop
absent absent ADJ 0 root
~. . PUNCT 12 punct
"""


def events(found, kind=None):
    return [one for one in found if one.event is not None and (kind is None or one.event.type == kind)]


def test_a_reported_bombing_keeps_its_source_toll_place_and_day():
    (claim,) = events(claims(KILLED_SAID))
    event = claim.event
    assert (event.type, event.mode) == ("ASSAULT", "explosives")
    assert (event.fatalities.min, event.fatalities.max) == (2, 2)
    assert event.place.name == "Mosul" and event.place.country == "IRQ"
    assert (event.date.start, event.date.end, event.date.basis) == ("2018-05-14", "2018-05-14", "relative")
    assert not event.actors, "a bomb is an instrument, not an actor"
    (step,) = claim.attribution
    assert step.source.text == "security sources" and step.cue.text == "said"
    assert step.standing in ("anonymous", "role") and step.stance == "asserts"
    assert claim.factuality.value == "CT+" and claim.document_commitment == "Uu"


def test_a_passive_names_doer_and_victim_the_right_way_round():
    (claim,) = events(claims(PASSIVE))
    assert [one.name for one in claim.event.recipients] == ["Islamic State"]
    assert [one.country for one in claim.event.actors] == ["IRQ"]
    assert claim.event.actors[0].type == "military"
    assert not claim.attribution and claim.document_commitment == "CT+"


def test_a_claim_of_responsibility_is_a_second_claim_without_toll():
    own, claimed = events(claims(RESPONSIBILITY), "ASSAULT")
    assert not own.attribution and not own.event.actors
    assert (own.event.fatalities.min, own.event.fatalities.max) == (39, None)
    assert [one.name for one in claimed.event.actors] == ["Taliban"]
    assert claimed.attribution[-1].stance == "claims_responsibility"
    assert claimed.event.fatalities is None and claimed.document_commitment == "Uu"
    assert own.id != claimed.id


def test_who_was_told_stands_before_who_said_it():
    (claim,) = events(claims(TOLD), "ASSAULT")
    assert [step.source.name for step in claim.attribution] == ["Reuters", "One source"]
    assert [step.commitment for step in claim.attribution] == ["Uu", "CT+"]


def test_a_denial_is_the_act_with_the_opposite_value():
    (claim,) = events(claims(DENIED), "ASSAULT")
    assert [one.name for one in claim.event.actors] == ["Taliban"]
    assert claim.factuality.value == "CT-" and claim.document_commitment == "Uu"
    assert claim.attribution[0].stance == "denies"


def test_what_will_happen_is_a_forecast_and_no_event():
    found = claims(AHEAD)
    assert not events(found, "ASSAULT")
    (forecast,) = [one for one in found if one.kind == "forecast"]
    assert forecast.forecast.about.name == "Hamas" and forecast.forecast.event_type == "ASSAULT"
    assert forecast.factuality.value != "CT+"
    assert forecast.forecast.horizon.start == "2018-06-01"


def test_allegedly_is_a_step_without_a_source():
    (claim,) = events(claims(ALLEGEDLY), "MOBILIZE")
    (step,) = claim.attribution
    assert step.source is None and step.standing == "unspecified"
    assert claim.factuality.value == "PS+"
    assert [marker.text for marker in claim.factuality.markers] == ["allegedly"]


def test_strength_is_an_estimate_and_not_a_toll():
    found = claims(STRENGTH)
    assert not events(found)
    (claim,) = [one for one in found if one.kind == "estimate"]
    assert claim.estimate.measure == "strength" and claim.estimate.of.name == "Islamic State"
    assert (claim.estimate.value.min, claim.estimate.value.max) == (1000, None)
    assert claim.estimate.place.country == "LBY"


def test_an_apposition_states_who_leads_whom():
    (claim,) = [one for one in claims(LEADS) if one.kind == "relation"]
    assert claim.relation.predicate == "leads"
    assert claim.relation.subject.name.endswith("Haftar")
    assert claim.relation.object.name == "Libyan National Army"


def test_a_quotation_set_off_belongs_to_whom_the_line_before_it_names():
    introduction = """
    As as SCONJ 3 mark
    Amnesty Amnesty PROPN 3 nsubj
    explains explain VERB 0 root
    ~: : PUNCT 3 punct
    """
    found = reading(introduction, PASSIVE, kinds=("body", "quote"))
    (one,) = [each for each in found.attributions if each.found_by == "quotation set off"]
    assert [span.text for span in one.source] == ["Amnesty"]
    (claim,) = events(claims(introduction, PASSIVE, kinds=("body", "quote")))
    assert claim.block == "quote" and claim.attribution[0].mode == "direct"


def test_every_span_says_what_the_text_says_and_ids_are_stable():
    for tree in (KILLED_SAID, PASSIVE, RESPONSIBILITY, TOLD, DENIED, AHEAD, ALLEGEDLY, STRENGTH, LEADS):
        text = reading(tree).text
        first, second = claims(tree), claims(tree)
        assert [one.id for one in first] == [one.id for one in second]
        for claim in first:
            claim.sentence.check(text)
            claim.evidence.check(text)
            for marker in claim.factuality.markers:
                marker.check(text)


def test_a_sentence_that_stands_twice_is_coded_once():
    assert len(events(claims(PASSIVE, PASSIVE, kinds=("body", "caption")))) == 1


def test_comments_are_coded_only_when_asked_for():
    assert claims(PASSIVE, kinds=("comment",)) == []


TWO_TOLLS = """
The the DET 2 det
blast blast NOUN 3 nsubj
killed kill VERB 0 root
at at ADP 5 advmod
least least ADJ 6 fixed
39 39 NUM 3 obj
and and CCONJ 8 cc
wounded wound VERB 3 conj
41 41 NUM 8 obj
in in ADP 11 case
Kabul Kabul PROPN 8 obl
~. . PUNCT 3 punct
"""

COUNTERFACTUAL = """
Had have AUX 5 aux
the the DET 3 det
army army NOUN 5 nsubj
not not PART 5 advmod
withdrawn withdraw VERB 10 advcl
~, , PUNCT 5 punct
rebels rebel NOUN 10 nsubj
could could AUX 10 aux
have have AUX 10 aux
attacked attack VERB 0 root
Goma Goma PROPN 10 obj
~. . PUNCT 10 punct
"""

NOBODY = """
No no DET 2 det
group group NOUN 4 nsubj
has have AUX 4 aux
attacked attack VERB 0 root
the the DET 6 det
hospital hospital NOUN 4 obj
~. . PUNCT 4 punct
"""


def test_two_numbers_of_one_blast_go_to_their_own_verbs():
    (claim,) = events(claims(TWO_TOLLS), "ASSAULT")
    assert (claim.event.fatalities.min, claim.event.fatalities.max) == (39, None)
    assert (claim.event.injured.min, claim.event.injured.max) == (41, 41)


def test_what_would_have_been_is_not_so():
    (claim,) = events(claims(COUNTERFACTUAL), "ASSAULT")
    assert claim.factuality.value == "CT-"
    assert "Had" in [marker.text for marker in claim.factuality.markers]


def test_what_nobody_did_is_not_so():
    (claim,) = events(claims(NOBODY), "ASSAULT")
    assert claim.factuality.value == "CT-"


def test_why_names_the_words_the_entry_and_the_rule():
    from whence.coder.why import explain

    text = reading(KILLED_SAID).text
    (claim,) = events(claims(KILLED_SAID))
    account = explain(claim, text)
    assert "predicates.csv: kill" in account and "“killed”" in account and "cues.csv: say" in account
