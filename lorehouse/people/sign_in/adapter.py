"""How django-allauth signs people up and in to this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from lorehouse.people import actions
from lorehouse.people.models import Person
from lorehouse.people.sign_in.invited import invitation_of
from lorehouse.people.sign_in.returning import SESSION_KEY


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The house decides who may sign up, and as what."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether somebody without an account may make one now."""
        return invitation_of(request) is not None or actions.may_sign_up()

    def save_user(
        self, request: HttpRequest, user: Person, form: Any, commit: bool = True
    ) -> Person:
        """Save who has just signed up."""
        data = form.cleaned_data
        user.email = data["email"].lower()
        if password := data.get("password1"):
            user.set_password(password)
        else:
            user.set_unusable_password()
        invitation = invitation_of(request)
        if invitation and invitation.email == user.email:
            self.stash_verified_email(request, user.email)  # the link came by mail
        else:
            invitation = None
        return actions.settle(
            person=user, name=data.get("name", ""), invitation=invitation, now=timezone.now()
        )

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Whoever closed their account themselves is asked whether to open it again.

        They have proved who they are by now: with the password, or a link in their mail.
        """
        if user.deactivated_at is None:
            return super().respond_user_inactive(request, user)  # type: ignore[no-any-return]
        request.session[SESSION_KEY] = user.pk
        return HttpResponseRedirect("/accounts/return/")

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have handles, made with the account; nothing to do."""
