"""Triggers and roles decoded from scores."""

from __future__ import annotations

import numpy as np

from whence.reader.triggers import Trigger, TriggerDecoder

DECODER = TriggerDecoder(["O", "AID", "ASSAULT"], ["", "aerial"], ["CT+", "Uu"], ["actor", "recipient"])
SENTENCES = np.array([0, 0, 0, 0, 0, 1])
HEADS = [1, -1, 3, 1, 1, -1]
DEPRELS = ["nsubj", "root", "nummod", "obj", "punct", "root"]
"""Jets | struck | two | depots | . || Rain"""


def decoded(found: dict[str, np.ndarray], base: int = 0) -> list[Trigger]:
    return DECODER.decode(found, SENTENCES, HEADS, DEPRELS, base)


def scores() -> dict[str, np.ndarray]:
    """Nothing found, in six words."""
    found = {
        "trigger": np.zeros((6, 3), dtype=np.float32),
        "mode": np.zeros((6, 2), dtype=np.float32),
        "factuality": np.zeros((6, 2), dtype=np.float32),
        "roles": np.full((2, 6, 6), -4.0, dtype=np.float32),
    }
    found["trigger"][:, 0] = 5
    return found


def test_nothing_scores_and_nothing_is_found() -> None:
    assert decoded(scores()) == []


def test_a_trigger_has_type_mode_factuality_and_roles_at_their_places_in_the_document() -> None:
    found = scores()
    found["trigger"][1] = [0, 0, 4]
    found["mode"][1] = [0, 3]
    found["factuality"][1] = [0, 2]
    found["roles"][0, 1, 0] = 3
    found["roles"][1, 1, 2:4] = 3
    (one,) = decoded(found, 100)
    assert (one.token, one.type, one.mode, one.factuality) == (101, "ASSAULT", "aerial", "Uu")
    assert one.roles == {"actor": [(100, 101)], "recipient": [(102, 104)]}
    assert 0.9 < one.score < 1.0


def test_the_mode_may_be_none() -> None:
    found = scores()
    found["trigger"][1] = [0, 4, 0]
    found["mode"][1] = [1, 0]
    assert decoded(found)[0].mode is None


def test_a_role_is_played_inside_the_sentence_and_never_by_the_trigger() -> None:
    found = scores()
    found["trigger"][1] = [0, 0, 4]
    found["roles"][0, 1, [1, 5]] = 9
    assert decoded(found)[0].roles == {}


def test_a_word_plays_its_best_role_alone() -> None:
    found = scores()
    found["trigger"][1] = [0, 0, 4]
    found["roles"][0, 1, [0, 3]] = [2, 1]
    found["roles"][1, 1, [0, 3]] = [1, 2]
    assert decoded(found)[0].roles == {"actor": [(0, 1)], "recipient": [(2, 4)]}


def test_a_noun_brings_its_phrase_with_it_and_never_the_trigger() -> None:
    found = scores()
    found["trigger"][1] = [0, 0, 4]
    found["roles"][1, 1, 3] = 3
    assert decoded(found)[0].roles == {"recipient": [(2, 4)]}


def test_coordinated_nouns_are_a_span_each() -> None:
    found = scores()
    found["trigger"][1] = [0, 0, 4]
    found["roles"][0, 1, [2, 4]] = 3
    # Jets | hit | depots | and | ships || Rain
    (one,) = DECODER.decode(found, SENTENCES, [1, -1, 1, 4, 2, -1], ["nsubj", "root", "obj", "cc", "conj", "root"], 0)
    assert one.roles == {"actor": [(2, 3), (4, 5)]}
