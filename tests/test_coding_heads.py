"""Where lexicon and syntax are silent the model's heads speak; on hand-made trees with hand-set triggers."""

from __future__ import annotations

import msgspec

from trees import reading
from whence.coder.code import code
from whence.coder.proposals import LEAST_SCORE
from whence.records import Claim, Span
from whence.records.reading import Trigger

BURIED = """
Men man NOUN 2 nsubj
bury bury VERB 0 root
a a DET 4 det
victim victim NOUN 2 obj
of of ADP 7 case
an a DET 7 det
attack attack NOUN 4 nmod
in in ADP 9 case
Kabul Kabul PROPN 7 nmod
~. . PUNCT 2 punct
"""

RAZED = """
Militants militant NOUN 2 nsubj
singed singe VERB 0 root
a a DET 4 det
clinic clinic NOUN 2 obj
in in ADP 6 case
Kabul Kabul PROPN 2 obl
~. . PUNCT 2 punct
"""

STATED = """
The the DET 2 det
clinic clinic NOUN 4 nsubj:pass
was be AUX 4 aux:pass
singed singe VERB 0 root
~, , PUNCT 6 punct
said say VERB 4 parataxis
Hamas Hamas PROPN 6 nsubj
~. . PUNCT 4 punct
"""


def acts(tree: str, word: str, *, score: float = 0.9, actor: str = "") -> list[Claim]:
    """The ASSAULTs of a tree in which the model sees one at a word, done by the words of ``actor``."""
    read = reading(tree)
    index = next(place for place, token in enumerate(read.tokens) if token.text == word)
    token = read.tokens[index]
    start = read.text.index(actor)
    doers = (Span(actor, start, start + len(actor)),) if actor else ()
    trigger = Trigger(token.start, token.end, index, "ASSAULT", None, score, "CT+", doers)
    told = code(msgspec.structs.replace(read, triggers=(trigger,)))
    return [claim for claim in told if claim.event is not None and claim.event.type == "ASSAULT"]


def test_a_verb_that_the_lexicon_lacks_is_an_act_where_the_model_is_sure():
    (act,) = acts(RAZED, "singed")
    assert [entity.text for entity in act.event.actors] == ["Militants"]
    assert [entity.text for entity in act.event.recipients] == ["clinic"]
    assert not acts(RAZED, "singed", score=LEAST_SCORE / 2)


def test_who_does_something_to_a_victim_did_not_hurt_him():
    (act,) = acts(BURIED, "attack", actor="Men")
    assert act.event.actors == ()


def test_who_tells_of_an_act_is_not_filled_in_as_its_doer():
    (act,) = acts(STATED, "singed", actor="Hamas")
    assert act.event.actors == ()
    assert [step.source.text for step in act.attribution] == ["Hamas"]
