"""Whose name an intake is signed with: as its answers say, the client's or a guardian's."""

from collections.abc import Mapping

from clients.guardians.rules import ANOTHER_NAME, Signing, is_same_name
from clients.intake.rules.parts import listed, text_of

GUARDIAN_SIGNS = "The client is under age: a guardian types their name here."


def stated(signing: Signing, answers: Mapping[str, object]) -> dict[str, object]:
    """The answers, saying who signs: a draft may be from before somebody came of age."""
    told = {name: value for name, value in answers.items() if name != "signers"}
    return told if signing.names is None else {**told, "signers": list(signing.names)}


def signers_in(answers: Mapping[str, object]) -> list[str] | None:
    """Guardians that a draft names, one of whom signs; None where the client signs."""
    told = answers.get("signers")
    return [text_of(name) for name in listed(told)] if isinstance(told, list) else None


def unsigned(signature: str, signers: list[str]) -> str:
    """Why no guardian has signed, or ""."""
    if not signature:
        return GUARDIAN_SIGNS
    return "" if is_same_name(signature, signers) else ANOTHER_NAME
