"""Who did it, to whom, and where, when the words for it stand somewhere else; on hand-made trees."""

from __future__ import annotations

from trees import acts, claims

CONVICTED = """
A a DET 2 det
court court NOUN 5 nsubj
in in ADP 4 case
Oslo Oslo PROPN 2 nmod
convicted convict VERB 0 root
Varga Varga PROPN 5 obj
of of ADP 9 case
the the DET 9 det
murder murder NOUN 5 obl
of of ADP 12 case
two two NUM 12 nummod
students student NOUN 9 nmod
~. . PUNCT 5 punct
"""

OF_A_BODY = """
Hassan Hassan PROPN 5 nsubj
Nasrallah Nasrallah PROPN 1 flat
of of ADP 4 case
Hezbollah Hezbollah PROPN 1 nmod
spoke speak VERB 0 root
~. . PUNCT 5 punct
"""

ANTI = """
An a DET 3 det
anti-Houthi anti-Houthi ADJ 3 amod
coalition coalition NOUN 4 nsubj
bombed bomb VERB 0 root
Hodeidah Hodeidah PROPN 4 obj
~. . PUNCT 4 punct
"""

DEMANDS = """
Ukraine Ukraine PROPN 2 nsubj
rejected reject VERB 0 root
the the DET 4 det
demands demand NOUN 2 obj
of of ADP 6 case
Hamas Hamas PROPN 4 nmod
~. . PUNCT 2 punct
"""

VOWED = """
The the DET 2 det
minister minister NOUN 3 nsubj
vowed vow VERB 0 root
on on ADP 5 case
Monday Monday PROPN 3 obl
to to PART 7 mark
crush crush VERB 3 xcomp
the the DET 9 det
rebels rebel NOUN 7 obj
~. . PUNCT 3 punct
"""

UNKNOWN_NUMBER = """
Gunmen gunman NOUN 2 nsubj
seized seize VERB 0 root
an a DET 5 det
unknown unknown ADJ 5 amod
number number NOUN 2 obj
of of ADP 7 case
villagers villager NOUN 5 nmod
~. . PUNCT 2 punct
"""

URGED = """
Hamas Hamas PROPN 2 nsubj
urged urge VERB 0 root
the the DET 4 det
army army NOUN 2 iobj
to to PART 6 mark
release release VERB 2 xcomp
the the DET 8 det
journalists journalist NOUN 6 obj
~. . PUNCT 2 punct
"""

ARREST = """
The the DET 2 det
police police NOUN 3 nsubj
arrested arrest VERB 0 root
a a DET 6 det
former former ADJ 6 amod
general general NOUN 3 obj
over over ADP 9 case
the the DET 9 det
bombing bombing NOUN 3 advcl
of of ADP 12 case
a a DET 12 det
mosque mosque NOUN 9 nmod
in in ADP 14 case
Kabul Kabul PROPN 12 nmod
~. . PUNCT 3 punct
"""

POSSESSOR = """
His his PRON 2 nmod:poss
lawyers lawyer NOUN 3 nsubj
condemned condemn VERB 0 root
the the DET 5 det
arrest arrest NOUN 3 obj
of of ADP 7 case
Navalny Navalny PROPN 5 nmod
in in ADP 9 case
Moscow Moscow PROPN 5 nmod
~. . PUNCT 3 punct
"""

DRILL = """
Soldiers soldier NOUN 2 nsubj
stormed storm VERB 0 root
the the DET 4 det
hospital hospital NOUN 2 obj
in in ADP 8 case
a a DET 8 det
mock mock ADJ 8 amod
attack attack NOUN 2 obl
~. . PUNCT 2 punct
"""

SENTENCED = """
Sheikh Sheikh PROPN 3 nsubj:pass
was be AUX 3 aux:pass
sentenced sentence VERB 0 root
to to ADP 5 case
death death NOUN 3 obl
for for ADP 8 case
the the DET 8 det
kidnapping kidnapping NOUN 3 obl
and and CCONJ 10 cc
murder murder NOUN 8 conj
of of ADP 13 case
journalist journalist NOUN 13 nmod:desc
Daniel Daniel PROPN 8 obj
Pearl Pearl PROPN 13 flat
in in ADP 16 case
Karachi Karachi PROPN 8 nmod
in in ADP 18 case
2002 2002 NUM 8 nmod
~. . PUNCT 3 punct
"""

CALL = """
Hamas Hamas PROPN 2 nsubj
calls call VERB 0 root
for for ADP 6 case
a a DET 6 det
general general ADJ 6 amod
strike strike NOUN 2 xcomp
~. . PUNCT 2 punct
"""

EXPECTED = """
Hassan Hassan PROPN 4 nsubj:pass
Nasrallah Nasrallah PROPN 1 flat
is be AUX 4 aux:pass
expected expect VERB 0 root
to to PART 7 mark
be be AUX 7 aux:pass
charged charge VERB 4 xcomp
with with ADP 9 case
murder murder NOUN 7 obl
~. . PUNCT 4 punct
"""

FIRST = """
Egypt Egypt PROPN 5 nsubj
is be AUX 5 cop
the the DET 5 det
first first ADJ 5 amod
country country NOUN 0 root
to to PART 7 mark
send send VERB 5 acl
troops troops NOUN 7 obj
to to ADP 10 case
Mosul Mosul PROPN 7 obl
~. . PUNCT 5 punct
"""

DISASTER = """
A a DET 2 det
hurricane hurricane NOUN 3 nsubj
made make VERB 0 root
landfall landfall NOUN 3 obj
~. . PUNCT 3 punct
"""

RESCUED = """
Five five NUM 2 nummod
villagers villager NOUN 4 nsubj:pass
were be AUX 4 aux:pass
rescued rescue VERB 0 root
~. . PUNCT 4 punct
"""

APART = """
Six six NUM 2 nummod
soldiers soldier NOUN 3 nsubj
died die VERB 0 root
when when SCONJ 6 advmod
rebels rebel NOUN 6 nsubj
attacked attack VERB 3 advcl
Kabul Kabul PROPN 6 obj
~; ; PUNCT 12 punct
nine nine NUM 10 nummod
guards guard NOUN 12 nsubj:pass
were be AUX 12 aux:pass
wounded wound VERB 3 parataxis
~. . PUNCT 3 punct
"""


def ties(*trees: str) -> list[tuple[str, str, str]]:
    found = [claim.relation for claim in claims(*trees) if claim.relation is not None]
    return [(one.predicate, one.subject.name, one.object.name) for one in found if one.object is not None]


def names(entities) -> list[str]:
    return [entity.text for entity in entities]


def test_whoever_is_convicted_of_an_act_did_it():
    (murder,) = acts(CONVICTED, of="ASSAULT")
    assert names(murder.event.actors) == ["Varga"] and names(murder.event.recipients) == ["two students"]
    (verdict,) = acts(CONVICTED, of="SANCTION")
    assert names(verdict.event.actors) == ["court"] and names(verdict.event.recipients) == ["Varga"]


def test_whoever_is_arrested_over_an_act_did_it_as_far_as_the_charge_goes():
    (bombing,) = acts(ARREST, of="ASSAULT")
    assert names(bombing.event.actors) == ["former general"]
    assert names(bombing.event.recipients) == ["mosque"]


def test_a_person_of_a_body_is_its_member():
    assert ties(OF_A_BODY) == [("member_of", "Hassan Nasrallah", "Hezbollah")]


def test_anti_before_a_name_is_whom_the_noun_opposes():
    ((predicate, holder, target),) = ties(ANTI)
    assert (predicate, holder, target) == ("opposes", "anti-Houthi coalition", "Houthis")


def test_rejected_demands_are_refused_to_whoever_makes_them():
    (refusal,) = acts(DEMANDS, of="REJECT")
    assert [entity.name for entity in refusal.event.recipients] == ["Hamas"]


def test_a_vow_is_dated_by_its_own_day():
    (vow,) = acts(VOWED, of="THREATEN")
    assert (str(vow.event.date.start), str(vow.event.date.end)) == ("2018-05-14", "2018-05-14")


def test_an_unknown_number_is_at_least_one():
    (seizure,) = acts(UNKNOWN_NUMBER, of="ASSAULT")
    assert (seizure.event.abducted.min, seizure.event.abducted.max) == (1, None)


def test_the_arrest_of_somebody_befalls_him():
    (arrest,) = acts(POSSESSOR, of="COERCE")
    assert [entity.name for entity in arrest.event.recipients] == ["Alexei Navalny"]
    assert arrest.event.actors == ()


def test_a_mock_attack_is_none():
    assert not acts(DRILL, of="ASSAULT")


def test_what_somebody_is_urged_to_do_is_an_act_of_its_own_not_yet_done():
    (release,) = acts(URGED, of="RETREAT")
    assert names(release.event.actors) == ["army"] and names(release.event.recipients) == ["journalists"]
    assert release.factuality.value == "Uu" and [step.source.text for step in release.attribution] == ["Hamas"]
    assert (str(release.event.date.start), release.event.date.end) == ("2018-05-16", None)
    (request,) = acts(URGED, of="REQUEST")
    assert names(request.event.recipients) == ["army"]


def test_whom_somebody_vows_to_crush_is_whom_he_threatens():
    (vow,) = acts(VOWED, of="THREATEN")
    assert names(vow.event.recipients) == ["rebels"]


def test_what_somebody_is_sentenced_for_is_an_act_with_its_own_day():
    (crime,) = acts(SENTENCED, of="ASSAULT")
    assert names(crime.event.actors) == ["Sheikh"]
    assert str(crime.event.date.start) == "2002-01-01"
    (verdict,) = acts(SENTENCED, of="SANCTION")
    assert str(verdict.event.date.end) == "2018-05-16"


def test_a_call_for_a_strike_is_no_strike():
    assert not acts(CALL, of="PROTEST")
    assert len(acts(CALL, of="REQUEST")) == 1


def test_what_is_expected_lies_ahead():
    assert not acts(EXPECTED, of="ACCUSE")
    (ahead,) = [claim for claim in claims(EXPECTED) if claim.forecast is not None]
    assert ahead.forecast.event_type == "ACCUSE" and ahead.factuality.value == "PR+"


def test_the_first_to_do_a_thing_has_done_it():
    assert not [claim for claim in claims(FIRST) if claim.forecast is not None]


def test_a_rescue_in_a_disaster_is_out_of_scope_and_another_is_not():
    assert not acts(DISASTER, RESCUED, of="AID")
    assert len(acts(RESCUED, of="AID")) == 1


def test_tolls_on_both_sides_of_a_semicolon_stay_apart():
    tolls = [(one.event.fatalities, one.event.injured) for one in acts(APART, of="ASSAULT")]
    assert not any(dead is not None and hurt is not None for dead, hurt in tolls)
    assert [hurt.min for _, hurt in tolls if hurt is not None] == [9]
