"""Writes of notes: begin, save, sign, add to; and releases with or without a note."""

from sessions.notes.services.begin import (
    begin_another,
    begin_note,
    start_booked_lesson,
    start_lesson,
)
from sessions.notes.services.draft import save_draft, save_texts, save_typed
from sessions.notes.services.phrases import add_phrase, remove_phrase
from sessions.notes.services.releases import record_release, take_back_release
from sessions.notes.services.sign import add_addendum, sign_note, take_back
from sessions.notes.services.taking import take_improved, take_protocol
from sessions.notes.services.touch import give_touch, withdraw_touch

__all__ = [
    "add_addendum",
    "add_phrase",
    "begin_another",
    "begin_note",
    "give_touch",
    "record_release",
    "remove_phrase",
    "save_draft",
    "save_texts",
    "save_typed",
    "sign_note",
    "start_booked_lesson",
    "start_lesson",
    "take_back",
    "take_back_release",
    "take_improved",
    "take_protocol",
    "withdraw_touch",
]
