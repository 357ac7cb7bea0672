"""The encoder at run time, on the shipped model."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.reader.encoder import MODEL, Analysis, Encoder
from whence.reader.lemmas import Lemmatizer, apply, script
from whence.reader.pieces import shape
from whence.reader.sentences import split
from whence.reader.spoken import decode
from whence.reader.tags import NameDecoder, agree, likely
from whence.reader.tokenizer import tokenize
from whence.reader.windows import LONGEST
from whence.records.errors import ResourceError

Tokens = list[list[tuple[int, int]]]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(threads=1)


def tokens_of(text: str) -> Tokens:
    return [tokenize(text, start, end) for start, end in split(text, 0, len(text))]


def check(analysis: Analysis, sentences: Tokens) -> None:
    """The invariants: all parallel, one tree a sentence, names and attributions inside the text."""
    count = sum(len(sentence) for sentence in sentences)
    assert len(analysis.upos) == len(analysis.heads) == len(analysis.deprels) == len(analysis.lemmas) == count
    first = 0
    for sentence in sentences:
        last = first + len(sentence)
        heads = analysis.heads[first:last]
        assert sum(head < 0 for head in heads) == (1 if sentence else 0)
        assert all(head < 0 or first <= head < last for head in heads)
        for word in range(first, last):
            assert (analysis.deprels[word] == "root") == (analysis.heads[word] < 0)
            steps = 0
            while analysis.heads[word] >= 0:
                word = analysis.heads[word]
                steps += 1
                assert steps <= len(sentence)
        first = last
    assert all(0 <= a < b <= count and 0 <= score <= 1 for a, b, _, score in analysis.entities)
    for parts in analysis.attributions:
        assert parts[1] and parts[2]
        assert all(0 <= a < b <= count for part in parts for a, b in part)


def test_reads_a_plain_sentence(encoder: Encoder) -> None:
    text = "Government soldiers killed two rebels near Aleppo."
    sentences = tokens_of(text)
    analysis = encoder.analyze(text, sentences)
    check(analysis, sentences)
    assert analysis.upos == ["NOUN", "NOUN", "VERB", "NUM", "NOUN", "ADP", "PROPN", "PUNCT"]
    assert analysis.lemmas[:5] == ["government", "soldier", "kill", "two", "rebel"]
    assert analysis.heads[2] == -1
    assert (analysis.heads[1], analysis.deprels[1]) == (2, "nsubj")
    assert (analysis.heads[4], analysis.deprels[4]) == (2, "obj")
    assert (6, 7, "LOC") in {entity[:3] for entity in analysis.entities}


def test_tells_the_passive_and_its_agent(encoder: Encoder) -> None:
    text = "The bridge was destroyed by rebels."
    analysis = encoder.analyze(text, tokens_of(text))
    assert analysis.deprels[1] == "nsubj:pass"
    assert analysis.deprels[2] == "aux:pass"
    assert analysis.deprels[5] in ("obl:agent", "obl")


def test_heads_count_over_the_whole_document(encoder: Encoder) -> None:
    text = "Troops left. Rebels came. Nobody fought."
    sentences = tokens_of(text)
    assert len(sentences) == 3
    check(encoder.analyze(text, sentences), sentences)


def test_same_answer_whatever_the_rest_of_the_document(encoder: Encoder) -> None:
    text = "The army shelled the town. " * 3
    sentences = tokens_of(text)
    once = encoder.analyze(text, sentences)
    again = encoder.analyze(text, sentences)
    assert once == again


@pytest.mark.parametrize("sentences", [[], [[]], [[], []]])
def test_nothing_to_read(encoder: Encoder, sentences: Tokens) -> None:
    assert encoder.analyze("", sentences) == Analysis()


def test_empty_sentences_between_others(encoder: Encoder) -> None:
    text = "It rained."
    tokens = tokenize(text, 0, len(text))
    check(encoder.analyze(text, [[], tokens, []]), [[], tokens, []])


def test_a_sentence_of_two_thousand_words(encoder: Encoder) -> None:
    text = "and the rebels fled " * 500
    sentences = [tokenize(text, 0, len(text))]
    assert len(sentences[0]) == 2000
    check(encoder.analyze(text, sentences), sentences)


@pytest.mark.parametrize("text", ["😀 👍🏽", "\u200b", "\ufeff a", "x" * 9000, "战争 пришла الحرب", "§ ¶ †", "-" * 300])
def test_odd_text(encoder: Encoder, text: str) -> None:
    sentences = tokens_of(text)
    check(encoder.analyze(text, sentences), sentences)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("abc AB.,“”\n")), max_size=120))
def test_any_text_can_be_read(encoder: Encoder, text: str) -> None:
    sentences = tokens_of(text)
    check(encoder.analyze(text, sentences), sentences)


def test_windows_are_no_longer_than_the_model_allows(encoder: Encoder) -> None:
    assert LONGEST + 2 <= 288


def test_a_missing_model_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"reader\.onnx"):
        Encoder(model=tmp_path)
    for name in ("reader.onnx", "labels.json", "tokenizer.json"):
        shutil.copy(MODEL / name, tmp_path / name)
    with pytest.raises(ResourceError, match=r"relations\.npz"):
        Encoder(model=tmp_path)


def test_names_are_well_formed() -> None:
    tags = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "B-ORG", "I-ORG", "E-ORG", "S-ORG"]
    decoder = NameDecoder(tags)
    scores = np.zeros((4, len(tags)), dtype=np.float32)
    scores[0, tags.index("B-PER")] = 5
    scores[1, tags.index("E-ORG")] = 3
    scores[1, tags.index("E-PER")] = 2
    scores[2, tags.index("S-ORG")] = 4
    scores[3, tags.index("O")] = 4
    found = decoder.decode(scores, np.zeros(4, dtype=np.int64))
    assert [span[:3] for span in found] == [(0, 2, "PER"), (2, 3, "ORG")]


@given(st.integers(0, 10_000), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_no_name_crosses_a_sentence(seed: int, sizes: list[int]) -> None:
    tags = ["O", "B-PER", "I-PER", "E-PER", "S-PER"]
    sentence = np.repeat(np.arange(len(sizes)), sizes)
    scores = np.random.default_rng(seed).normal(size=(len(sentence), len(tags))).astype(np.float32)
    for first, last, _, _ in NameDecoder(tags).decode(scores, sentence):
        assert sentence[first] == sentence[last - 1]


def test_a_document_settles_on_one_label_for_a_name() -> None:
    words = [
        "Qasem",
        "Soleimani",
        "died",
        ".",
        "Soleimani",
        "led",
        ".",
        "Tehran",
        "mourns",
        "Soleimani",
        ".",
        "Iran",
        "said",
        "Iran",
    ]
    spans = [(0, 2, "PER", 0.9), (4, 5, "LOC", 0.4), (7, 8, "LOC", 0.9), (9, 10, "PER", 0.8)]
    spans += [(11, 12, "LOC", 0.6), (13, 14, "ORG", 0.6)]
    assert [span[2] for span in agree(spans, words)] == ["PER", "PER", "LOC", "PER", "LOC", "ORG"]


def test_attributions_join_source_cue_and_content() -> None:
    tags = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"]
    best = np.array([1, 2, 3, 5, 6, 6, 0])
    links = np.zeros((7, 7), dtype=np.float32)
    links[:, 2] = 1.0
    heads = [1, 2, -1, 5, 5, 2, 2]
    deprels = ["compound", "nsubj", "root", "mark", "nsubj", "ccomp", "punct"]
    assert decode(tags, best, links, heads, deprels, np.zeros(7, dtype=np.int64)) == [([(0, 2)], [(2, 3)], [(3, 6)])]


def test_a_report_inside_a_report_belongs_to_the_outer_content() -> None:
    # agency reports that officials say it fell
    tags = ["O", "B-SOURCE", "B-CUE", "B-CONTENT", "I-CONTENT"]
    best = np.array([1, 2, 3, 1, 2, 3, 4])
    links = np.zeros((7, 7), dtype=np.float32)
    links[[0, 2], 1] = 1.0
    links[[3, 5, 6], 4] = 1.0
    heads = [1, -1, 4, 4, 1, 6, 4]
    deprels = ["nsubj", "root", "mark", "nsubj", "ccomp", "nsubj", "ccomp"]
    assert decode(tags, best, links, heads, deprels, np.zeros(7, dtype=np.int64)) == [
        ([(0, 1)], [(1, 2)], [(2, 7)]),
        ([(3, 4)], [(4, 5)], [(5, 7)]),
    ]


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_an_edit_script_undoes_itself(form: str, lemma: str) -> None:
    edit = script(form, lemma)
    if form.lower().lower() == form.lower():
        assert apply(edit, form) == lemma


def test_lemmas_prefer_known_words() -> None:
    lemmatizer = Lemmatizer({"VERB": {"told": "tell"}}, ["kill", "move", "shell", "stop"])
    assert lemmatizer.lemma("told", "VERB", "L:3:oy") == "tell"
    assert lemmatizer.lemma("Killed", "VERB", "L:1:") == "kill"
    assert lemmatizer.lemma("moved", "VERB", "L:2:") == "move"
    assert lemmatizer.lemma("shelling", "VERB", "L:3:e") == "shell"
    assert lemmatizer.lemma("stopped", "VERB", "L:2:") == "stop"
    assert lemmatizer.lemma("Mosul", "PROPN", "L:1:") == "Mosul"


def test_a_script_that_leaves_no_word_gives_way_to_the_word_itself() -> None:
    lemmatizer = Lemmatizer({"VERB": {}}, ["deploy", "falsify"])
    assert lemmatizer.lemma("deploy", "VERB", "L:1:") == "deploy"
    assert lemmatizer.lemma("falsifying", "VERB", "L:1:") == "falsify"
    assert lemmatizer.lemma("criticize", "VERB", "L:1:") == "criticize"
    assert lemmatizer.lemma("kidnapping", "NOUN", "L:3:") == "kidnapping"
    assert lemmatizer.lemma("herdsmen", "NOUN", "L:1:") == "herdsman"


def test_shapes_tell_capitals_apart() -> None:
    kinds = [shape(word) for word in (",", "army", "Army", "NATO", "A", "McGurk", "2017", "M-777")]
    assert kinds == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_name_that_is_hardly_likely_is_dropped_unless_its_words_are_likely_elsewhere() -> None:
    words = ["Derna", "fell", ",", "Derna", "burns", ",", "Ray", "left"]
    spans = [(0, 1, "LOC", 0.9), (3, 4, "LOC", 0.3), (6, 7, "LOC", 0.4)]
    assert likely(spans, words) == spans[:2]
