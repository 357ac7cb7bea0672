"""Merging: one event a happening (CODING.md, section 2).

"An attack that killed 39", "attacked a post, killing four", "killed in clashes", "kidnapped and killed ten": the words
that tell one happening are taken into one draft. The word that names the act keeps the type; the gravest and most
specific mode wins (section 10.18).
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.coder.drafts import Draft
from whence.coder.view import View

_IN = frozenset({"in", "by", "during", "from", "after", "following", "as", "amid", "on", "with"})
_WHEN = frozenset({"when", "as", "after", "while", "during", "in"})

GRAVITY = (
    "suicide-attack",
    "unconventional",
    "execute",
    "assassinate",
    "sexual",
    "drone",
    "aerial",
    "heavy-weapons",
    "explosives",
    "firearms",
    "primitive",
    "torture",
    "abduct",
    "beat",
    "retake-territory",
    "take-territory",
    "destroy",
    "crowd-control",
    "clash",
)
"""Modes of ASSAULT from the most specific and gravest to the least (CODING.md 10.18; the order within is ours)."""

_RANK = {mode: place for place, mode in enumerate(GRAVITY)}


def merge(drafts: Sequence[Draft], view: View) -> list[Draft]:
    """The drafts of one sentence with those that tell one happening joined."""
    kept = list(drafts)
    changed = True
    while changed:
        changed = False
        for harm in kept:
            base = next((one for one in kept if one is not harm and _is_one(harm, one, view)), None)
            if base is not None:
                absorb(base, harm)
                kept.remove(harm)
                changed = True
                break
    return kept


def _is_one(harm: Draft, base: Draft, view: View) -> bool:
    """Whether ``harm`` tells only what came of ``base``, or the same act again."""
    if harm.type == base.type == "CONSULT" and view.syntax.is_under(harm.token, base.token):
        return True
    if harm.type in ("SANCTION", "COERCE") and base.type == "SANCTION":
        return _is_same_sentence(harm, base, view)
    if harm.type == "ASSAULT" and base.type == "PROTEST":
        return bool(harm.row.harm) and _is_amid(harm, base)
    if harm.type != "ASSAULT" or base.type not in ("ASSAULT", "COERCE"):
        return False
    tokens = {act.token for act in base.acts}
    subjects = set(harm.arguments.subjects)
    named = view.tokens[base.token].upos == "NOUN" and base.type == "ASSAULT"
    if (harm.row.harm or named) and subjects & tokens:
        return True
    if harm.row.harm and named and (_is_clause_within(harm, tokens, view) or _is_told_within(harm, tokens, view)):
        return True
    if _is_part_of_total(harm, base, view):
        return False
    if harm.row.harm and _is_amid(harm, base):
        return True
    if base.type != "ASSAULT":
        return False
    return _is_consequence(harm, base, view) or _is_setting(harm, base, view) or _is_doubled(harm, base, view)


def _is_amid(harm: Draft, base: Draft) -> bool:
    """ "killed in clashes", "injured during riots"."""
    tokens = {act.token for act in base.acts}
    obliques = (pair for act in harm.acts for pair in act.arguments.obliques)
    return any(case.split()[0] in _IN and word in tokens for case, word in obliques if case)


def _is_same_sentence(harm: Draft, base: Draft, view: View) -> bool:
    """ "found guilty and sentenced to prison": one verdict, whatever it is called."""
    if harm.mode not in ("convict", "arrest") or base.mode != "convict" or harm.token < base.token:
        return False
    head = view.tokens[harm.token].head
    near = {act.token for act in base.acts} | {base.light}
    if harm.type == "COERCE":
        return head in near and view.tokens[harm.token].upos == "NOUN"
    return head in near and view.syntax.relation(harm.token) in ("conj", "xcomp", "obl", "obj", "advcl", "nmod")


def _is_clause_within(harm: Draft, tokens: set[int], view: View) -> bool:
    """ "an attack on a bus station that killed seven": the clause belongs to the attack, though not in place."""
    if view.tokens[harm.token].deprel != "acl:relcl":
        return False
    return any(
        view.syntax.is_under(subject, token) and (_is_site(subject, view) or subject in view.toponym_at)
        for subject in harm.arguments.subjects
        for token in tokens
    )


def _is_told_within(harm: Draft, tokens: set[int], view: View) -> bool:
    """ "an attack in which 12 soldiers died and 20 were hurt": a clause that tells what happened in it."""
    here = harm.token
    while view.syntax.relation(here) == "conj" and view.tokens[here].head >= 0:
        here = view.tokens[here].head
    head = view.tokens[here].head
    if not view.tokens[here].deprel.startswith("acl") or head < 0:
        return False
    within = {view.word(one) for one in view.syntax.subtree(here)[:3]}
    return bool(within & {"which", "where"}) and any(
        head == token or view.syntax.is_under(head, token) for token in tokens
    )


def _is_site(index: int, view: View) -> bool:
    agent = view.agent(index)
    return agent is not None and agent.type == "site"


def _is_part_of_total(harm: Draft, base: Draft, view: View) -> bool:
    """ "has killed 6,000 people, including 14 in an ambush": the ambush is a part of what the verb tells."""
    start, end = view.tokens[harm.token].start, view.tokens[base.token].start
    return any(
        one.included and start < one.start < end and "," not in view.text[one.end : end]
        for one in view.reading.quantities
    )


def _is_consequence(harm: Draft, base: Draft, view: View) -> bool:
    """ "attacked a checkpoint, killing four" and "an attack killing four"."""
    token = view.tokens[harm.token]
    if not harm.row.harm or token.head not in {base.light, *(act.token for act in base.acts)}:
        return False
    if view.syntax.relation(harm.token) not in ("advcl", "acl", "xcomp"):
        return False
    return token.text.lower().endswith("ing") and not view.syntax.dependents(harm.token, "mark")


def _is_setting(harm: Draft, base: Draft, view: View) -> bool:
    """ "28 were killed when a bomber blew himself up"."""
    hung = view.tokens[base.token].head in {act.token for act in harm.acts}
    if not harm.row.harm or not hung or view.syntax.relation(base.token) != "advcl":
        return False
    words = {view.word(one) for one in view.syntax.dependents(base.token, "mark", "advmod")}
    return bool(words & _WHEN)


def _is_doubled(harm: Draft, base: Draft, view: View) -> bool:
    """ "kidnapped and killed ten", "killed 28 and wounded 40": one subject, one or both telling harm."""
    near = {word for act in base.acts for word in (act.token, *act.arguments.objects)}
    if view.syntax.relation(harm.token) != "conj" or view.tokens[harm.token].head not in near:
        return False
    if view.tokens[harm.token].upos != "VERB":
        return bool(harm.row.harm) and view.tokens[base.token].upos == view.tokens[harm.token].upos
    if harm.row.object == "place" or base.row.object == "place":
        return False
    if _own_subject(harm, view) and harm.arguments.subjects != base.arguments.subjects:
        return bool(harm.row.harm and base.row.harm) and harm.arguments.passive
    shared = set(harm.arguments.objects) & set(base.arguments.objects)
    return bool(shared) or bool(harm.row.harm)


def _own_subject(draft: Draft, view: View) -> bool:
    return bool(view.syntax.dependents(draft.token, "nsubj"))


def absorb(base: Draft, other: Draft) -> None:
    """Take ``other`` into ``base``: its words, what ``base`` lacks, and the graver mode."""
    base.absorbed += other.acts
    base.words |= other.words
    for role, words in other.roles.items():
        own = base.roles.setdefault(role, [])
        if role == "actor" and own:
            continue
        taken = {act.token for act in base.acts}
        if role == "actor":  # "an attack on a station that killed seven": the station suffered it
            taken |= set(base.roles.get("recipient", []))
        own += [word for word in words if word not in own and word not in taken]
    killed = base.mode == "abduct" and other.row.harm == "killed" and not other.mode
    base.mode = "execute" if killed and set(other.victims) & set(base.victims) else graver(base.mode, other.mode)


def graver(one: str, other: str) -> str:
    """The more specific and graver of two modes of ASSAULT; any mode outranks none."""
    if not one or not other:
        return one or other
    return min(one, other, key=lambda mode: _RANK.get(mode, len(GRAVITY)))
