"""The invitation somebody came with."""

from django.http import HttpRequest

from lorehouse.people.models import Invitation

SESSION_KEY = "invitation"  # holds the token whose link this browser followed


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation whose link this browser followed."""
    token = request.session.get(SESSION_KEY, "")
    return Invitation.objects.filter(token=token, accepted_at=None).first() if token else None
