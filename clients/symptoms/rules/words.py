from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A value as stored (`value`), with the words a person reads (`label`, plain English)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(word.value, word.label) for word in cls]
