"""Where an act took place, when the words for it stand elsewhere or nowhere; on hand-made trees."""

from __future__ import annotations

from trees import acts, claims

BOMB = """
A a DET 2 det
bomb bomb NOUN 3 nsubj
exploded explode VERB 0 root
in in ADP 5 case
Jolo Jolo PROPN 3 obl
on on ADP 7 case
Monday Monday PROPN 3 obl
~. . PUNCT 3 punct
"""

HURT = """
Two two NUM 2 nummod
soldiers soldier NOUN 4 nsubj:pass
were be AUX 4 aux:pass
hurt hurt VERB 0 root
~. . PUNCT 4 punct
"""

ELSEWHERE = """
Gunmen gunman NOUN 2 nsubj
killed kill VERB 0 root
a a DET 4 det
guard guard NOUN 2 obj
in in ADP 6 case
Kabul Kabul PROPN 2 obl
~. . PUNCT 2 punct
"""

NARROWED = """
The the DET 2 det
army army NOUN 3 nsubj
said say VERB 0 root
its its PRON 5 nmod:poss
soldiers soldier NOUN 7 nsubj
had have AUX 7 aux
shot shoot VERB 3 ccomp
down down ADP 7 compound:prt
a a DET 10 det
drone drone NOUN 7 obj
near near ADP 12 case
Tripoli Tripoli PROPN 10 nmod
~, , PUNCT 16 punct
in in ADP 16 case
northern northern ADJ 16 amod
Lebanon Lebanon PROPN 7 obl
~. . PUNCT 3 punct
"""

WITHDREW = """
Chadian Chadian ADJ 2 amod
rebels rebel NOUN 3 nsubj
withdrew withdraw VERB 0 root
from from ADP 5 case
Tripoli Tripoli PROPN 3 obl
~. . PUNCT 3 punct
"""

WENT_OFF = """
A a DET 2 det
bomb bomb NOUN 3 nsubj
went go VERB 0 root
off off ADP 3 advmod
in in ADP 6 case
Jolo Jolo PROPN 3 obl
~. . PUNCT 3 punct
"""

SAILORS = """
Gunmen gunman NOUN 2 nsubj
shot shoot VERB 0 root
Spanish Spanish ADJ 4 amod
sailors sailor NOUN 2 obj
~. . PUNCT 2 punct
"""

SPANISH_POLICE = """
Spanish Spanish ADJ 2 amod
police police NOUN 3 nsubj
arrested arrest VERB 0 root
a a DET 5 det
man man NOUN 3 obj
~. . PUNCT 3 punct
"""

ABROAD = """
Quiet quiet ADJ 2 amod
day day NOUN 0 root
in in ADP 4 case
Mosul Mosul PROPN 2 nmod
"""


def test_the_story_goes_on_where_it_told_last():
    hurt = acts(BOMB, HURT, of="ASSAULT")[-1]
    assert hurt.event.place is not None and hurt.event.place.name == "Jolo"
    assert hurt.event.injured is not None and hurt.event.injured.max == 2


def test_the_scene_ends_where_another_ground_is_named():
    places = [claim.event.place.name for claim in acts(BOMB, ELSEWHERE, of="ASSAULT")]
    assert places == ["Jolo", "Kabul"]


def test_of_a_town_and_its_region_the_place_is_the_town():
    (shot,) = acts(NARROWED, of="ASSAULT")
    assert shot.event.place.name == "Tripoli"


def test_a_withdrawal_is_where_they_left():
    (withdrawal,) = acts(WITHDREW, of="RETREAT")
    assert withdrawal.event.place.name == "Tripoli"


def test_a_particle_that_the_tree_has_as_an_adverb_is_one():
    (blast,) = acts(WENT_OFF, of="ASSAULT")
    assert blast.event.mode == "explosives" and blast.event.place.name == "Jolo"


def test_a_victims_nationality_is_no_place_and_an_arrest_is_at_home():
    (shooting,) = acts(SAILORS, of="ASSAULT")
    assert shooting.event.place is None
    (arrest,) = acts(SPANISH_POLICE, of="COERCE")
    assert arrest.event.place.country == "ESP" and arrest.event.place.precision == "country"


def test_an_arrest_is_not_at_home_where_the_headline_is_abroad():
    told = [one for one in claims(ABROAD, SPANISH_POLICE, kinds=("headline", "body")) if one.event is not None]
    assert told and all(one.event.place is None or one.event.place.country != "ESP" for one in told)
