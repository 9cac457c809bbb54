"""Forms of sign-in and set-up."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from practice.core.models import User, fold_email
from practice.core.sessions import keep_cookie
from practice.team.adapters import REMEMBER, code_digest
from practice.team.forms.account import OwnWords
from practice.team.forms.settings import ZONE, unset_or_zone


class SignInForm(OwnWords, LoginForm):  # type: ignore[misc]
    """Address and password."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in; how long it lasts depends on who it is, not on the box alone."""
        request.session[REMEMBER] = self.cleaned_data["remember"]
        answer: HttpResponse = super().login(request, redirect_url=redirect_url)
        keep_cookie(request)
        return answer


class RequestCodeForm(OwnWords, RequestLoginCodeForm):  # type: ignore[misc]
    """An address that a code is mailed to."""

    remember = forms.BooleanField(label=_("Keep me signed in on this device"), required=False)

    def clean(self) -> dict[str, Any]:
        """Keep the wish until the code is typed."""
        cleaned: dict[str, Any] = super().clean()
        context.request.session[REMEMBER] = bool(cleaned.get("remember"))
        return cleaned


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail, compared by its digest."""

    def clean_code(self) -> str:
        """Compare what was typed with what the session keeps."""
        typed = self.cleaned_data["code"]
        self.cleaned_data["code"] = code_digest(typed)
        return str(super().clean_code())


class SetUpForm(forms.Form):
    """The first practice and its owner."""

    practice_name = forms.CharField(label=_("Name of the practice"), max_length=200)
    place = forms.CharField(
        label=_("Where you give lessons"),
        max_length=120,
        required=False,
        help_text=_("A name for the room, such as The studio. You can add more later."),
    )
    timezone = forms.ChoiceField(
        label=ZONE,
        choices=unset_or_zone,
        widget=forms.Select(attrs={"data-own-zone": ""}),  # form.js begins with the browser's
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type a password; an earlier one is never sent back.")},
        help_text=_("Twelve characters or more. A few words with spaces are welcome."),
    )

    def clean(self) -> dict[str, Any]:
        """Judge the password beside the name and address it must not repeat."""
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            email = fold_email(cleaned.get("email", ""))
            try:
                validate_password(password, User(email=email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
