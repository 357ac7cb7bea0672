"""Entity labels of each corpus, brought to one set; what a corpus does not annotate is left open, not called O."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from pathlib import Path

from training.corpora import Document, Sentence, gum_mentions, iob_spans
from training.labels import ANY_TAG, allow, spell

_DATA = Path(__file__).parent / "data"
_NAME_TAGS = ("NNP", "NNPS")
_LINKS = {
    "of",
    "the",
    "for",
    "and",
    "de",
    "al",
    "bin",
    "la",
    "el",
    "del",
    "-",
    "&",
    "'s",
    "’s",
    "'",
    "ibn",
    "von",
    "van",
}
_GUM_TYPES = {
    "person": "PER",
    "place": "LOC",
    "organization": "ORG",
    "event": "EVENT",
    "object": "OTHER",
    "substance": "OTHER",
    "abstract": "OTHER",
    "animal": "OTHER",
    "plant": "OTHER",
}
_RE3D_TYPES = {
    "Person": "PER",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "NORP",
    "Weapon": "WEAPON",
    "MilitaryPlatform": "WEAPON",
}
_PRONOUNS = {"i", "he", "she", "we", "they", "you", "it", "his", "her", "their"}
_OPEN_UNER = allow("O", "NORP", "WEAPON", "FACILITY", "EVENT", "OTHER")


@cache
def names(file: str) -> frozenset[str]:
    """First column of a list in ``training/data``."""
    with (_DATA / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(line for line in lines if not line.startswith("#")) if row]
    return frozenset(row[0] for row in rows[1:])


def capitalised(word: str) -> bool:
    """Whether a word has a capital anywhere in front of its first lower-case letter."""
    return bool(word) and (word[0].isupper() or (len(word) > 1 and word[1].isupper()))


def refine(words: list[str], label: str) -> str:
    """Tells facilities and weapons apart from the places and things under which corpora put them."""
    if label in ("LOC", "OTHER") and len(words) > 1 and words[-1] in names("facility_words.csv"):
        return "FACILITY"
    if label == "OTHER" and "".join(words) in compact_weapons():
        return "WEAPON"
    return label


@cache
def compact_weapons() -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in names("weapons.csv"))


def label_norp(sentence: Sentence, masks: list[int]) -> None:
    """Silver NORP on demonyms and peoples outside any entity."""
    for index, word in enumerate(sentence.words):
        if word in names("demonyms.csv") and masks[index] & 1:
            inside_name = index + 1 < len(masks) and masks[index + 1] == ANY_TAG and sentence.words[index + 1] != "-"
            masks[index] = ANY_TAG if inside_name else spell(0, 1, ("NORP",))[0]


def label_ewt(document: Document, tags: dict[str, tuple[list[str], list[str]]]) -> None:
    """UNER on EWT: PER, ORG and LOC are gold; other labels are open on capitalised proper nouns."""
    for sentence in document:
        gold = tags.get(sentence.ident)
        if gold is None or len(gold[1]) != len(sentence.words):
            continue
        masks = [open_mask(sentence, index, _OPEN_UNER) for index in range(len(sentence.words))]
        for first, last, label in iob_spans(gold[1]):
            if label in ("PER", "ORG", "LOC"):
                label = refine(sentence.words[first:last], label)
                masks[first:last] = spell(first, last, (label,))
            elif label == "OTH":
                masks[first:last] = [_OPEN_UNER] * (last - first)
        label_norp(sentence, masks)
        sentence.entities = masks


def open_mask(sentence: Sentence, index: int, mask: int) -> int:
    """``mask`` where a name could stand, else O alone."""
    word = sentence.words[index]
    named = sentence.xpos is None or sentence.xpos[index] in _NAME_TAGS
    if named and capitalised(word) and word not in names("titles.csv"):
        return mask
    return 1


def label_gum(document: Document) -> None:
    """GUM: mentions whose head is a proper noun, cut down to the name."""
    for sentence, mentions in zip(document, gum_mentions(document), strict=True):
        masks = [open_mask(sentence, index, ANY_TAG) for index in range(len(sentence.words))]
        taken = [False] * len(masks)
        spans = []
        for first, last, kind in mentions:
            name = _name_span(sentence, first, last)
            if name is not None and kind in _GUM_TYPES:
                spans.append((name[1] - name[0], name[0], name[1], _GUM_TYPES[kind]))
        for _, first, last, label in sorted(spans, reverse=True):
            if not any(taken[first:last]):
                label = refine(sentence.words[first:last], label)
                masks[first:last] = spell(first, last, (label,))
                taken[first:last] = [True] * (last - first)
        label_norp(sentence, masks)
        sentence.entities = masks


def _name_span(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The proper name inside a mention: the run of name words around the mention's head."""
    assert sentence.heads is not None and sentence.xpos is not None
    head = next((i for i in range(first, last) if not first <= sentence.heads[i] < last), None)
    if head is None or sentence.xpos[head] not in _NAME_TAGS or not capitalised(sentence.words[head]):
        return None
    inside = [_is_name_word(sentence, i) for i in range(len(sentence.words))]
    begin = end = head
    while begin > first and (inside[begin - 1] or (begin - 1 > first and _bridges(sentence, inside, begin - 1, -1))):
        begin -= 1
    while end + 1 < last and (inside[end + 1] or (end + 2 < last and _bridges(sentence, inside, end + 1, 1))):
        end += 1
    while begin < head and sentence.words[begin] in names("titles.csv"):
        begin += 1
    while begin < head and not inside[begin]:
        begin += 1
    while end > head and not inside[end]:
        end -= 1
    return begin, end + 1


def _is_name_word(sentence: Sentence, index: int) -> bool:
    assert sentence.xpos is not None
    return sentence.xpos[index] in _NAME_TAGS and capitalised(sentence.words[index])


def _bridges(sentence: Sentence, inside: list[bool], index: int, step: int) -> bool:
    """Whether a small word joins two parts of a name ("Bank of England", "Al - Zaman")."""
    if sentence.words[index].lower() not in _LINKS - {"and", "'s", "’s"}:
        return False
    beyond = index + step
    if 0 <= beyond < len(inside) and sentence.words[beyond].lower() == "the":
        beyond += step
    return 0 <= beyond < len(inside) and inside[beyond]


def read_re3d(folder: Path) -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """re3d's documents: name, text, and entity offsets with their types."""
    documents = []
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for line in (source / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                spans.setdefault(row["documentId"], []).append((row["begin"], row["end"], row["type"]))
        for line in (source / "documents.json").read_text(encoding="utf-8-sig").splitlines():
            if line.strip():
                row = json.loads(line)
                documents.append((row["_id"], row["text"], spans.get(row["_id"], [])))
    return sorted(documents)


def label_re3d(sentence: Sentence, offsets: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> None:
    """re3d on one sentence: the names inside its mentions; other capitalised words are left open."""
    masks = [open_mask(sentence, index, ANY_TAG) for index in range(len(offsets))]
    if offsets and not any(char.islower() for char in "".join(sentence.words)):
        sentence.entities = [ANY_TAG] * len(offsets)
        return
    taken = [False] * len(offsets)
    for begin, end, kind in sorted(spans, key=lambda span: span[1] - span[0]):
        label = _RE3D_TYPES.get(kind)
        inside = [i for i, (start, stop) in enumerate(offsets) if start >= begin and stop <= end]
        if label is None or not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        words = sentence.words
        while first < last and (
            not capitalised(words[first]) or words[first] in ("The", "A", "An") or words[first] in names("titles.csv")
        ):
            first += 1
        while first < last and not capitalised(words[last - 1]):
            last -= 1
        small = [w for w in words[first:last] if not capitalised(w) and w.lower() not in _LINKS and not w.isdigit()]
        if (
            first == last
            or small
            or any(taken[first:last])
            or (label == "PER" and words[last - 1].lower() in _PRONOUNS)
        ):
            continue
        labels = (
            ("ORG", "LOC")
            if label == "ORG" and last - first == 1 and words[first] in countries()
            else (refine(words[first:last], label),)
        )
        if all(word in names("demonyms.csv") for word in words[first:last]):
            labels = ("NORP",)
        masks[first:last] = spell(first, last, labels)
        taken[first:last] = [True] * (last - first)
    label_norp(sentence, masks)
    sentence.entities = masks


@cache
def countries() -> frozenset[str]:
    """Names of states, as in ``training/data/countries.csv``."""
    return names("countries.csv")


def clean_item(text: str) -> str:
    """A news item with its white space normalised."""
    return re.sub(r"\s+", " ", text).strip()
