"""The forms of somebody's own account, with the field's words on them."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django.utils.translation import gettext_lazy as _

WORDS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("The new password again"),
}
SAID_ABOVE = ("password1",)  # the page says it in one sentence


class OwnWords:
    """Says each field in our words."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WORDS.keys() & self.fields.keys():
            self.fields[name].label = WORDS[name]
        for name in self.fields.keys() & set(SAID_ABOVE):
            self.fields[name].help_text = ""


class OtherAddressForm(OwnWords, AddEmailForm):  # type: ignore[misc]
    """Another address to sign in with."""


class OtherPasswordForm(OwnWords, ChangePasswordForm):  # type: ignore[misc]
    """Another password in place of the one there is."""


class FirstPasswordForm(OwnWords, SetPasswordForm):  # type: ignore[misc]
    """A password where there was none."""


class ForgottenForm(OwnWords, ResetPasswordForm):  # type: ignore[misc]
    """An address that a link to a new password is mailed to."""


class AfterForgettingForm(OwnWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, behind that link."""


class ItIsMeForm(OwnWords, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""
