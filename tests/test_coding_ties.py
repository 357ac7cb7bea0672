"""Standing ties: titles, bodies and the words that state a tie; on hand-made trees."""

from __future__ import annotations

import pytest

from trees import claims

BETWEEN = """
Tensions tension NOUN 6 nsubj
between between ADP 3 case
Israel Israel PROPN 1 nmod
and and CCONJ 5 cc
Hezbollah Hezbollah PROPN 3 conj
worry worry VERB 0 root
Egypt Egypt PROPN 6 obj
~. . PUNCT 6 punct
"""

LINKED = """
The the DET 3 det
Islamic Islamic ADJ 3 amod
State State PROPN 12 nsubj
~, , PUNCT 7 punct
which which PRON 7 nsubj:pass
is be AUX 7 aux:pass
linked link VERB 3 acl:relcl
to to ADP 9 case
Abu Abu PROPN 7 obl
Sayyaf Sayyaf PROPN 9 flat
~, , PUNCT 3 punct
attacked attack VERB 0 root
Marawi Marawi PROPN 12 obj
~. . PUNCT 12 punct
"""

IN_SUPPORT = """
Villagers villager NOUN 2 nsubj
rallied rally VERB 0 root
in in ADP 4 case
support support NOUN 2 obl
of of ADP 6 case
Hamas Hamas PROPN 4 nmod
~. . PUNCT 2 punct
"""

ON_THE_NAME = """
US US PROPN 3 compound
President President PROPN 3 nmod:desc
Donald Donald PROPN 5 nsubj
Trump Trump PROPN 3 flat
spoke speak VERB 0 root
~. . PUNCT 5 punct
"""

NOT_A_TITLE = """
Hassan Hassan PROPN 11 nsubj
Nasrallah Nasrallah PROPN 1 flat
~, , PUNCT 4 punct
chief chief NOUN 1 appos
of of ADP 9 case
the the DET 9 det
Palestinian Palestinian ADJ 9 amod
riot riot NOUN 9 compound
police police NOUN 4 nmod
~, , PUNCT 1 punct
spoke speak VERB 0 root
~. . PUNCT 11 punct
"""

ATTORNEY = """
US US PROPN 2 compound
Attorney Attorney PROPN 4 nmod:desc
General General PROPN 4 nmod:desc
Donald Donald PROPN 6 nsubj
Trump Trump PROPN 4 flat
spoke speak VERB 0 root
~. . PUNCT 6 punct
"""

ARE_IN = """
Lebanese Lebanese ADJ 2 amod
troops troops NOUN 5 nsubj
are be AUX 5 cop
in in ADP 5 case
Tripoli Tripoli PROPN 0 root
~. . PUNCT 5 punct
"""

STAFF = """
Aid aid NOUN 2 compound
workers worker NOUN 6 nsubj:pass
with with ADP 4 case
Hezbollah Hezbollah PROPN 2 nmod
were be AUX 6 aux:pass
kidnapped kidnap VERB 0 root
~. . PUNCT 6 punct
"""

TIES = [
    (BETWEEN, "rival_of", "Israel", "Hezbollah"),
    (LINKED, "allied_with", "Islamic State", "Abu Sayyaf"),
    (IN_SUPPORT, "supports", "Villagers", "Hamas"),
    (ON_THE_NAME, "leads", "Donald Trump", "Government of the United States"),
    (NOT_A_TITLE, "leads", "Hassan Nasrallah", "Palestinian police"),
    (ATTORNEY, "member_of", "Donald Trump", "Government of the United States"),
    (ARE_IN, "present_in", "Lebanese military", "Tripoli"),
    (STAFF, "member_of", "Aid workers", "Hezbollah"),
]


@pytest.mark.parametrize(("tree", "predicate", "subject", "whole"), TIES)
def test_a_tie_has_its_sides_the_right_way_round(tree: str, predicate: str, subject: str, whole: str):
    found = [claim.relation for claim in claims(tree) if claim.relation is not None]
    assert [(one.predicate, one.subject.name, one.object.name) for one in found] == [(predicate, subject, whole)]
