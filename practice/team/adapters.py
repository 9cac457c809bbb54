"""How sign-in works here: no open sign-up, mails through the outbox, our session clocks."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from practice.core.models import User, fold_email
from practice.core.sessions import begin
from practice.team.emails import MAILS
from practice.team.queries import login_with, works_somewhere
from practice.team.services import plan_account_mail

REMEMBER = "remember"
A_DAY = timedelta(days=1)
PORTAL = "/portal/"
CLIENT_PLACES = (PORTAL, "/accounts/", "/l/")


def code_digest(code: str) -> str:
    """What the session keeps of a mailed code."""
    plain = normalize_user_code(code)
    return salted_hmac("supple.login_code", plain, algorithm="sha256").hexdigest()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation only; every mail goes through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: its 400 would roll back the count of a failed sign-in."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether a `next` stays on the host that was asked."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the access log that a sign-in failed; the page itself answers 200."""
        request.supple_outcome = HTTPStatus.UNAUTHORIZED  # type: ignore[attr-defined]
        super().authentication_failed(request, **credentials)

    def login(self, request: HttpRequest, user: User, *, staff: bool | None = None) -> None:
        """Sign in, and start the clocks that fit who it is."""
        remember = bool(request.session.pop(REMEMBER, False))
        if staff is None:
            staff = works_somewhere(user.pk)
        super().login(request, user)
        if staff:
            begin(request, kind="staff")
        else:
            begin(request, kind="client_remembered" if remember else "client")

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, **kwargs: Any
    ) -> HttpResponse:
        """Lead clients to the portal, also when a practice page asked them to sign in."""
        is_client = request.session.get("kind") != "staff"
        if is_client and not (redirect_url or "").startswith(CLIENT_PLACES):
            redirect_url = PORTAL
        answer: HttpResponse = super().post_login(
            request, user, redirect_url=redirect_url, **kwargs
        )
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to Today, clients to the portal."""
        return "/" if request.session.get("kind") == "staff" else PORTAL

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to work."""
        return self.get_login_redirect_url(request)

    def generate_login_code(self) -> str:
        """Make a code; the session gets its digest, the mail the code."""
        code: str = super().generate_login_code()
        context.request.supple_code = code
        return code_digest(code)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of a reset, on the base address that is ours."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.SUPPLE_BASE_URL) + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The address that confirms an address, on the base address that is ours."""
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return str(settings.SUPPLE_BASE_URL) + path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand a mail to the outbox; an unknown address gets none."""
        what = template_prefix.rsplit("/", 1)[-1].removesuffix("_signup")
        user = context.get("user") or login_with(email) or self._signed_in()
        if what not in MAILS:  # nobody has this address
            user = None
        url = context.get("password_reset_url") or context.get("activate_url") or ""
        plan_account_mail(
            user=user,
            to=email,
            what=what,
            lasts=_lasts(what),
            code=self.request.supple_code if what == "login_code" else "",
            url=url if what in {"password_reset_key", "email_confirmation"} else "",
        )

    def _signed_in(self) -> User | None:
        user = self.request.user
        return user if user.is_authenticated else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by address, whatever host name was asked."""
        return fold_email(credentials.get("email", ""))


def _lasts(what: str) -> timedelta:
    if what == "login_code":
        return timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
    if what == "password_reset_key":
        return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return A_DAY


def sign_in(request: HttpRequest, user: User, *, staff: bool, remember: bool = False) -> None:
    """Sign somebody in who proved who they are by a link of ours (set-up, invitation)."""
    request.session[REMEMBER] = remember
    AccountAdapter(request).login(request, user, staff=staff)
