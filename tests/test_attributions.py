"""Attributions on hand-made trees: who is the source, which words are the cue, what is put on the source's word."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trees import reading
from whence.reader.attributions import NOUN_RULE
from whence.reader.quotations import quoted


def found(*sentences: str, kinds: tuple[str, ...] = ()):
    """(source, cue, content) of each attribution; a sentence is "form/lemma/UPOS/head/deprel" words."""
    read = reading(*("\n".join(word.replace("/", " ") for word in one.split()) for one in sentences), kinds=kinds)
    for one in read.attributions:
        for span in (*one.source, *one.cue, *one.content):
            span.check(read.text)
    return [
        tuple(" … ".join(span.text for span in part) for part in (a.source, a.cue, a.content))
        for a in read.attributions
    ]


SAID_AFTER = (
    "Troops/troop/NOUN/2/nsubj shelled/shell/VERB/9/ccomp Idlib/Idlib/PROPN/2/obj ~,/,/PUNCT/9/punct "
    "medics/medic/NOUN/9/nsubj and/and/CCONJ/8/cc two/two/NUM/8/nummod activists/activist/NOUN/5/conj "
    "said/say/VERB/0/root ~././PUNCT/9/punct"
)


def test_joint_sources_after_what_they_say():
    assert found(SAID_AFTER) == [("medics and two activists", "said", "Troops shelled Idlib")]


def test_a_relative_clause_is_no_part_of_the_source():
    told = (
        "Mr/Mr/PROPN/2/compound Saleh/Saleh/PROPN/7/nsubj ~,/,/PUNCT/5/punct who/who/PRON/5/nsubj "
        "fled/flee/VERB/2/acl:relcl ~,/,/PUNCT/7/punct told/tell/VERB/0/root reporters/reporter/NOUN/7/obj "
        "that/that/SCONJ/11/mark rebels/rebel/NOUN/11/nsubj fired/fire/VERB/7/ccomp ~././PUNCT/7/punct"
    )
    assert found(told) == [("Mr Saleh", "told", "that rebels fired")]


def test_a_relative_pronoun_gives_way_to_its_noun():
    relative = (
        "Officers/officer/NOUN/0/root who/who/PRON/3/nsubj say/say/VERB/1/acl:relcl the/the/DET/5/det "
        "bridge/bridge/NOUN/6/nsubj fell/fall/VERB/3/ccomp"
    )
    assert found(relative) == [("Officers", "say", "the bridge fell")]


def test_as_somebody_notes():
    notes = (
        "As/as/SCONJ/3/mark Reuters/Reuters/PROPN/3/nsubj notes/note/VERB/7/advcl ~,/,/PUNCT/7/punct "
        "the/the/DET/6/det truce/truce/NOUN/7/nsubj held/hold/VERB/0/root ~././PUNCT/7/punct"
    )
    assert found(notes) == [("Reuters", "notes", "the truce held")]


@pytest.mark.parametrize("word", ["far", "soon"])
def test_as_far_as_is_no_report(word):
    far = (
        f"As/as/ADV/2/advmod {word}/{word}/ADV/7/advmod as/as/SCONJ/5/mark Reuters/Reuters/PROPN/5/nsubj "
        "knew/know/VERB/2/advcl nobody/nobody/PRON/7/nsubj died/die/VERB/0/root"
    )
    assert found(far) == []


def test_according_to_at_the_end_of_a_sentence_is_said_of_all_of_it():
    according = (
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root Aden/Aden/PROPN/2/obj ~,/,/PUNCT/5/punct "
        "killing/kill/VERB/2/advcl nine/nine/NUM/5/obj ~,/,/PUNCT/10/punct according/accord/VERB/10/case "
        "to/to/ADP/8/fixed medics/medic/NOUN/5/obl ~././PUNCT/2/punct"
    )
    assert found(according) == [("medics", "according to", "Shells hit Aden, killing nine")]


def test_according_to_in_brackets_is_said_of_its_own_clause():
    according = (
        "He/he/PRON/2/nsubj left/leave/VERB/0/root and/and/CCONJ/4/cc hid/hide/VERB/2/conj (/(/PUNCT/8/punct "
        "~according/accord/VERB/8/case to/to/ADP/6/fixed Reuters/Reuters/PROPN/4/obl "
        "~)/)/PUNCT/8/punct ~././PUNCT/2/punct"
    )
    assert found(according) == [("Reuters", "according to", "hid")]


def test_a_reporting_noun_with_its_owner():
    noun = (
        "The/the/DET/2/det army/army/NOUN/4/nmod:poss ~'s/'s/PART/2/case claim/claim/NOUN/9/nsubj "
        "that/that/SCONJ/7/mark it/it/PRON/7/nsubj won/win/VERB/4/acl is/be/AUX/9/cop false/false/ADJ/0/root"
    )
    assert found(noun) == [("The army's", "claim", "that it won")] or found(noun) == [
        ("The army", "claim", "that it won")
    ]


def test_reports_of_an_event_but_not_of_a_person():
    def of(noun):
        return f"Reports/report/NOUN/4/nsubj of/of/ADP/3/case {noun}/{noun}/NOUN/1/nmod spread/spread/VERB/0/root"

    assert found(of("fighting")) == [("", "Reports", "of fighting")]
    assert found(of("women")) == []


def test_a_passive_without_reporter_has_no_source_and_keeps_its_subject():
    passive = (
        "Rebels/rebel/NOUN/3/nsubj:pass are/be/AUX/3/aux:pass said/say/VERB/0/root to/to/PART/6/mark "
        "have/have/AUX/6/aux fled/flee/VERB/3/xcomp"
    )
    assert found(passive) == [("", "said", "Rebels … to have fled")]


def test_it_was_reported_by_somebody():
    passive = (
        "It/it/PRON/3/expl was/be/AUX/3/aux:pass reported/report/VERB/0/root by/by/ADP/5/case "
        "Reuters/Reuters/PROPN/3/obl:agent that/that/SCONJ/8/mark rebels/rebel/NOUN/8/nsubj fled/flee/VERB/3/csubj:pass"
    )
    assert found(passive) == [("Reuters", "reported", "that rebels fled")]


def test_a_report_that_is_denied_is_the_content_of_the_denial():
    denied = (
        "The/the/DET/2/det army/army/NOUN/3/nsubj denied/deny/VERB/0/root claims/claim/NOUN/3/obj "
        "that/that/SCONJ/7/mark it/it/PRON/7/nsubj looted/loot/VERB/4/acl homes/home/NOUN/7/obj"
    )
    assert found(denied) == [("The army", "denied claims", "that it looted homes")]


NOT_REPORTS = [
    "They/they/PRON/2/nsubj want/want/VERB/0/root to/to/PART/4/mark leave/leave/VERB/2/xcomp",
    "The/the/DET/2/det army/army/NOUN/3/nsubj found/find/VERB/0/root itself/itself/PRON/3/obj in/in/ADP/6/case "
    "trouble/trouble/NOUN/3/obl",
    "They/they/PRON/2/nsubj established/establish/VERB/0/root bases/base/NOUN/2/obj",
    "Two/two/NUM/2/nummod states/state/NOUN/3/nsubj declared/declare/VERB/0/root war/war/NOUN/3/obj",
    "They/they/PRON/2/nsubj maintained/maintain/VERB/0/root a/a/DET/4/det policy/policy/NOUN/2/obj",
    "The/the/DET/2/det consul/consul/NOUN/3/nsubj denied/deny/VERB/0/root them/they/PRON/3/iobj visas/visa/NOUN/3/obj",
    "You/you/PRON/2/nsubj know/know/VERB/0/root that/that/SCONJ/5/mark they/they/PRON/5/nsubj left/leave/VERB/2/ccomp",
    "We/we/PRON/2/nsubj know/know/VERB/0/root what/what/PRON/4/nsubj happened/happen/VERB/2/ccomp",
    "[/[/PUNCT/2/punct ~emphasis/emphasis/NOUN/0/root added/add/VERB/2/acl that/that/SCONJ/6/mark it/it/PRON/6/nsubj "
    "ended/end/VERB/3/ccomp ~]/]/PUNCT/2/punct",
    "It/it/PRON/4/nsubj is/be/AUX/4/cop a/a/DET/4/det time/time/NOUN/0/root to/to/PART/6/mark learn/learn/VERB/4/acl "
    "that/that/SCONJ/9/mark it/it/PRON/9/nsubj ended/end/VERB/6/ccomp",
]


NOT_REPORTS += [
    "She/she/PRON/2/nsubj declined/decline/VERB/0/root to/to/PART/4/mark say/say/VERB/2/xcomp that/that/SCONJ/7/mark "
    "they/they/PRON/7/nsubj left/leave/VERB/4/ccomp",
    "It/it/PRON/4/expl must/must/AUX/4/aux be/be/AUX/4/aux:pass said/say/VERB/0/root that/that/SCONJ/7/mark "
    "they/they/PRON/7/nsubj left/leave/VERB/4/csubj:pass",
]


@pytest.mark.parametrize("sentence", NOT_REPORTS)
def test_wishes_deeds_and_editors_report_nothing(sentence):
    assert found(sentence) == []


def test_an_event_confirmed_is_reported_as_that_event_only():
    confirmed = "Oslo/Oslo/PROPN/2/nsubj confirmed/confirm/VERB/0/root the/the/DET/4/det attack/attack/NOUN/2/obj"
    read = reading("\n".join(word.replace("/", " ") for word in confirmed.split()))
    assert [one.found_by for one in read.attributions] == [NOUN_RULE]


HEADLINE = "30/30/NUM/2/nsubj:pass killed/kill/VERB/0/root in/in/ADP/4/case Mali/Mali/PROPN/2/obl"


def test_a_source_stands_beside_a_colon_in_a_headline():
    before = (
        "UN/UN/PROPN/0/root ~:/:/PUNCT/1/punct 30/30/NUM/4/nsubj:pass killed/kill/VERB/1/parataxis in/in/ADP/6/case "
    )
    assert found(before + "Mali/Mali/PROPN/4/obl") == [("UN", "", "30 killed in Mali")]
    assert found(HEADLINE + " ~:/:/PUNCT/6/punct police/police/NOUN/2/parataxis") == [
        ("police", "", "30 killed in Mali")
    ]


@pytest.mark.parametrize("label", ["Mali", "Update", "Hezbollah"])
def test_a_place_a_field_or_a_topic_before_a_colon_says_nothing(label):
    line = f"{label}/{label}/PROPN/0/root ~:/:/PUNCT/1/punct rebels/rebel/NOUN/4/nsubj flee/flee/VERB/1/parataxis "
    assert found(line + "now/now/ADV/4/advmod") == []


QUOTE_SAID = (
    '"/"/PUNCT/3/punct ~They/they/PRON/3/nsubj fled/flee/VERB/6/ccomp ~,/,/PUNCT/6/punct ~"/"/PUNCT/3/punct '
    "said/say/VERB/0/root Saleh/Saleh/PROPN/6/nsubj ~././PUNCT/6/punct"
)
QUOTE_OPEN = '"/"/PUNCT/3/punct ~Nobody/nobody/PRON/3/nsubj helped/help/VERB/0/root ~././PUNCT/3/punct'
QUOTE_CLOSED = 'They/they/PRON/2/nsubj burned/burn/VERB/0/root it/it/PRON/2/obj ~././PUNCT/2/punct ~"/"/PUNCT/2/punct'


def test_a_quotation_taken_up_again_has_the_same_source_over_all_its_sentences():
    assert found(QUOTE_SAID, QUOTE_OPEN, QUOTE_CLOSED) == [
        ("Saleh", "said", '"They fled," … "Nobody helped. They burned it."')
    ]


def test_an_unquoted_sentence_ends_the_quotation():
    plain = "Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root ~././PUNCT/2/punct"
    (one,) = found(QUOTE_SAID, plain, QUOTE_OPEN, QUOTE_CLOSED)
    assert one[2] == '"They fled,"'


def test_a_line_that_ends_in_a_colon_introduces_the_quotation_after_it():
    line = "Saleh/Saleh/PROPN/2/nsubj wrote/write/VERB/0/root ~:/:/PUNCT/2/punct"
    assert found(line, QUOTE_OPEN, QUOTE_CLOSED) == [("Saleh", "wrote", '"Nobody helped. They burned it."')]


def test_contents_nest():
    nested = (
        "Reuters/Reuters/PROPN/2/nsubj says/say/VERB/0/root aides/aide/NOUN/4/nsubj claim/claim/VERB/2/ccomp "
        "rebels/rebel/NOUN/6/nsubj fled/flee/VERB/4/ccomp"
    )
    outer, inner = found(nested)
    assert outer == ("Reuters", "says", "aides claim rebels fled")
    assert inner == ("aides", "claim", "rebels fled")


def test_the_source_is_found_where_the_tree_has_lost_the_subject():
    lost = (
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/7/ccomp ~,/,/PUNCT/7/punct medics/medic/NOUN/2/obj "
        "and/and/CCONJ/6/cc locals/local/NOUN/4/conj said/say/VERB/0/root ~././PUNCT/7/punct"
    )
    assert found(lost) == [("medics and locals", "said", "Rebels fled")]


@given(st.text(alphabet='ab "“”', max_size=40))
def test_quoted_stretches_lie_apart_in_order_and_begin_at_a_mark(text):
    stretches = quoted(text, 0, len(text))
    assert all(text[start] in '"“' and start < end <= len(text) for start, end in stretches)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(stretches))


def test_a_subject_that_the_tree_joins_to_the_source_goes_back_to_its_clause():
    joined = (
        "According/accord/VERB/3/case to/to/ADP/1/fixed AFP/AFP/PROPN/7/obl ~,/,/PUNCT/5/punct "
        "militants/militant/NOUN/3/appos have/have/AUX/7/aux fled/flee/VERB/0/root ~././PUNCT/7/punct"
    )
    assert found(joined) == [("AFP", "According to", "militants have fled")]
