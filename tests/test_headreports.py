"""The rules' attributions joined with the model's, on hand-made trees."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from trees import reading
from whence.reader import headreports
from whence.reader.quotemarks import closed
from whence.reader.syntax import Syntax
from whence.records import AttributionSpans, Token

SAID = (
    "Two/two/NUM/2/nummod medics/medic/NOUN/3/nsubj said/say/VERB/0/root that/that/SCONJ/6/mark "
    "troops/troop/NOUN/6/nsubj shelled/shell/VERB/3/ccomp Idlib/Idlib/PROPN/6/obj ~././PUNCT/3/punct"
)
WANTS = (
    "The/the/DET/2/det governor/governor/NOUN/3/nsubj wants/want/VERB/0/root aid/aid/NOUN/3/obj for/for/ADP/6/case "
    "farmers/farmer/NOUN/4/nmod ~././PUNCT/3/punct"
)


def merged(tree: str, *head: tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]):
    """(source, cue, content, found by) of what the rules and the head see together."""
    read = reading("\n".join(word.replace("/", " ") for word in tree.split()))
    found = headreports.merge(read.attributions, head, read.text, Syntax(read.tokens, read.sentences))
    return [
        (*(" … ".join(span.text for span in part) for part in (one.source, one.cue, one.content)), one.found_by)
        for one in found
    ]


def test_the_heads_edges_of_source_and_cue_are_taken_and_the_rules_content():
    (one,) = merged(SAID, ([(1, 2)], [(2, 3)], [(5, 6)]))
    assert one[:3] == ("medics", "said", "that troops shelled Idlib")


def test_a_source_of_somebody_else_is_not_taken():
    (one,) = merged(SAID, ([(4, 5)], [(2, 3)], [(5, 6)]))
    assert one[0] == "Two medics"


def test_where_the_head_is_silent_the_rule_holds():
    assert [one[1] for one in merged(SAID)] == ["said"]


def test_a_rules_cue_that_the_waking_head_does_not_see_is_none():
    assert [one[1] for one in merged(SAID, ([(4, 5)], [(5, 6)], [(6, 7)]))] == ["shelled"]


def test_a_wish_is_an_attitude_and_its_content_is_whole():
    assert merged(WANTS, ([(0, 2)], [(2, 3)], [(3, 4)])) == [
        ("The governor", "wants", "aid for farmers", headreports.ATTITUDE)
    ]


def test_nothing_rests_on_an_attitude_in_the_coder():
    from whence.coder.view import View

    read = reading("\n".join(word.replace("/", " ") for word in WANTS.split()))
    wish = AttributionSpans((), (), (), 2, 1, 3, headreports.ATTITUDE)
    assert View(msgspec.structs.replace(read, attributions=(wish,))).attributions == ()


def tokens(text: str) -> list[Token]:
    """Words of a text in blanks; what is no letter is punctuation."""
    return [Token(word, 0, 0, word, "X" if word.isalpha() else "PUNCT", -1, "dep") for word in text.split()]


def test_a_quotation_takes_in_its_closing_mark_and_the_comma_before_it():
    assert closed(tokens("“ We go , ” he said"), {0, 1, 2}, {5, 6}) == {0, 1, 2, 3, 4}


def test_words_between_two_marks_take_in_both():
    assert closed(tokens('He said " we go . "'), {3, 4}, {0, 1}) == {2, 3, 4, 5, 6}


def test_the_marks_of_a_cue_are_not_taken():
    assert closed(tokens("“ We go , ” he said"), {0, 1, 2}, {4}) == {0, 1, 2}


def test_sentences_of_one_quotation_are_joined_over_the_stop():
    assert closed(tokens("“ We go . You stay . ”"), {0, 1, 2, 4, 5}, set()) == set(range(8))


@given(st.text('“”", .ab', max_size=24), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_marks_are_only_added_and_never_the_barred(text: str, words: set[int], barred: set[int]) -> None:
    line = tokens(" ".join(text.replace(" ", "")))
    held = {index for index in words - barred if index < len(line)}
    found = closed(line, held, barred)
    assert held <= found
    assert not (found - held) & barred
    assert all(0 <= index < len(line) for index in found)
