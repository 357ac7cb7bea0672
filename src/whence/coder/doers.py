"""Doers told elsewhere: who did an act that somebody is charged with, sentenced for, or that a weapon carried out.

"convicted X of the bombing", "charged a policeman with shooting two students", "arrested him over the attack": whoever
suffers the charge did the act, as far as the charge goes (CODING.md, sections 2 and 10.15).
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.coder.drafts import Draft
from whence.coder.view import View

_CHARGES = {"ACCUSE": ("allege", ""), "SANCTION": ("convict",), "COERCE": ("arrest",)}
"""Types and modes of acts that charge somebody with another."""

_FOR = frozenset({"of", "for", "with", "over", "in"})


def charge_doers(drafts: Sequence[Draft], view: View) -> None:
    """Give the acts of a sentence that nobody is told to do, and that somebody is charged with, that somebody."""
    for outer in drafts:
        charged = outer.roles.get("recipient", [])
        if not charged or outer.mode not in _CHARGES.get(outer.type, ()):
            continue
        for inner in drafts:
            if inner is outer or inner.type != "ASSAULT" or inner.token < outer.token:
                continue
            known = {outer.token, *outer.roles.get("actor", [])}  # "sent him to prison for shooting": not the court
            if set(inner.roles.get("actor", [])) - known or not _is_charge(inner.token, outer, view):
                continue
            suffered = inner.roles.get("recipient", [])
            inner.roles["actor"] = list(charged)
            inner.roles["recipient"] = [word for word in suffered if word not in charged]


def _is_charge(index: int, outer: Draft, view: View) -> bool:
    """True where a word is what the charge is: it hangs on the charge by "of", "for", "with", "over"."""
    near = {act.token for act in outer.acts} | {outer.light, *outer.roles.get("recipient", [])}
    if view.tokens[index].head not in near:
        return False
    cases = set(view.syntax.case_of(index).split())
    marks = {view.word(one) for one in view.syntax.dependents(index, "mark")}
    return bool((cases | marks) & _FOR)
