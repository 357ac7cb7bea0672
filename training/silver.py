"""Silver names on news items: word lists and the shapes of names; what they do not tell is left open."""

from __future__ import annotations

from training.corpora import Sentence
from training.entities import capitalised, compact_weapons, countries, label_norp, names, open_mask
from training.labels import ANY_TAG, spell

_PLACE_CUES = {"in", "at", "near", "outside"}
_SUFFIXES = {
    "Party": "ORG",
    "Army": "ORG",
    "Ministry": "ORG",
    "Council": "ORG",
    "Front": "ORG",
    "Brigade": "ORG",
    "Brigades": "ORG",
    "University": "ORG",
    "Forces": "ORG",
    "Police": "ORG",
    "Agency": "ORG",
    "Court": "ORG",
    "Commission": "ORG",
    "Committee": "ORG",
    "Movement": "ORG",
    "Union": "ORG",
    "Organization": "ORG",
    "Organisation": "ORG",
    "Corps": "ORG",
    "Parliament": "ORG",
    "Senate": "ORG",
    "Bank": "ORG",
    "Airlines": "ORG",
    "Battalion": "ORG",
    "Guard": "ORG",
    "Service": "ORG",
    "Province": "LOC",
    "Governorate": "LOC",
    "District": "LOC",
    "Region": "LOC",
    "City": "LOC",
    "Island": "LOC",
    "Islands": "LOC",
    "River": "LOC",
    "Sea": "LOC",
    "Valley": "LOC",
    "Strait": "LOC",
    "Peninsula": "LOC",
    "Strip": "LOC",
    "War": "EVENT",
    "Olympics": "EVENT",
}


def label_events(sentence: Sentence, outlets: frozenset[str], groups: dict[str, list[tuple[str, ...]]]) -> None:
    """Silver labels on a news item: lists and the shapes of names; a name that no list knows is left open."""
    words = sentence.words
    masks = [open_mask(sentence, index, ANY_TAG) for index in range(len(words))]
    if masks and words[0].lower() in _OPENERS:
        masks[0] = 1
    taken = [False] * len(words)

    def put(first: int, last: int, labels: tuple[str, ...]) -> None:
        if not any(taken[first:last]):
            masks[first:last] = spell(first, last, labels)
            taken[first:last] = [True] * (last - first)

    if len(words) > 3 and words[-1] == ")" and "(" in words[-8:]:
        start = len(words) - 1 - words[::-1].index("(")
        if start + 1 < len(words) - 1 and capitalised(words[start + 1]):
            put(start + 1, len(words) - 1, ("ORG",))
    runs = _capital_runs(words)
    for first, last in runs:
        run = tuple(words[first:last])
        text = " ".join(run)
        if (
            first > 1
            and words[first - 1] in ("of", "for")
            and capitalised(words[first - 2])
            and words[first - 2] not in names("titles.csv")
        ):
            continue
        if text in countries():
            put(first, last, ("LOC", "ORG"))
        elif text in outlets:
            put(first, last, ("ORG",))
        elif last - first > 1 and run[-1] in names("facility_words.csv"):
            put(first, last, ("FACILITY",))
        elif last - first > 1 and run[-1] in _SUFFIXES and words[last : last + 1] != ["of"]:
            put(first, last, (_SUFFIXES[run[-1]],))
        elif (
            first > 0
            and words[first - 1].lower() in _PLACE_CUES
            and words[last : last + 1] == [","]
            and any(last + 1 == begin and " ".join(words[begin:end]) in countries() for begin, end in runs)
        ):
            put(first, last, ("LOC",))  # "in Goma, Democratic Republic of the Congo"
    for index, word in enumerate(words):
        for name in groups.get(word, ()):
            last = index + len(name)
            if tuple(words[index:last]) == name and not (
                last < len(words) and capitalised(words[last]) and not taken[last]
            ):
                put(
                    index,
                    last,
                    ("LOC", "ORG") if " ".join(name) in countries() else ("WEAPON",) if _is_weapon(name) else ("ORG",),
                )
                break
    for first, last in runs:
        titles = 0
        while first + titles < last and words[first + titles] in names("titles.csv"):
            titles += 1
        size = last - first - titles
        if titles and 2 <= size <= 3:
            put(first + titles, last, ("PER",))
    label_norp(sentence, masks)
    sentence.entities = masks


def _is_weapon(name: tuple[str, ...]) -> bool:
    return "".join(name) in compact_weapons()


def _capital_runs(words: list[str]) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words, not counting demonyms."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for index, word in enumerate([*words, ""]):
        named = capitalised(word) and word not in names("demonyms.csv") and (index > 0 or word.lower() not in _OPENERS)
        if named and start is None:
            start = index
        elif not named and start is not None:
            runs.append((start, index))
            start = None
    return runs


_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "for",
        "after",
        "at",
        "least",
        "according",
        "as",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "former",
        "police",
        "several",
        "more",
        "many",
        "some",
        "all",
        "hundreds",
        "thousands",
        "dozens",
        "protests",
        "voters",
        "authorities",
        "officials",
        "rebels",
        "government",
        "gunmen",
        "militants",
        "it",
        "he",
        "she",
        "they",
        "his",
        "her",
        "its",
        "this",
        "that",
        "these",
        "those",
        "with",
        "by",
        "from",
        "during",
        "following",
        "over",
        "under",
        "between",
        "around",
        "about",
        "when",
        "while",
        "its",
        "both",
        "new",
        "an",
    ]
)
