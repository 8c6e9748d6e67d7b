"""The rules: reading them, and writing them."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lorehouse.lib.comparing import compared
from lorehouse.lib.errors import Conflict, Refused
from lorehouse.moderation import actions, policy, reading
from lorehouse.moderation.forms import RuleForm
from lorehouse.moderation.models import Rule
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui.asked import fields
from lorehouse.ui.pages import render


@require_safe
@anyone
def rules(request: PersonRequest) -> HttpResponse:
    """All rules in force, for everybody; moderators see the retired ones, too."""
    listed = list(reading.rules())
    may_write = policy.may_write_rules(request.person)
    retired = Rule.objects.visible_to(request.person).exclude(retired_at=None)
    context = {"rules": listed, "retired": retired if may_write else [], "may_write": may_write}
    return render(request, "moderation/rules.html", context)


@require_safe
@anyone
def rule(request: PersonRequest, slug: str) -> HttpResponse:
    """One rule, at the address that citations lead to."""
    found = _rule(request, slug)
    context = {"rule": found, "may_write": policy.may_write_rules(request.person)}
    return render(request, "moderation/rule.html", context)


@require_safe
@anyone
def history(request: PersonRequest, slug: str) -> HttpResponse:
    """What a rule said before: every version, with what changed since the one before it."""
    found = _rule(request, slug)
    versions = list(found.versions.select_related("editor"))
    earlier = [*versions[1:], None]
    changes = [
        (one, compared(before.body, one.body) if before else None, before)
        for one, before in zip(versions, earlier, strict=True)
    ]
    return render(request, "moderation/rule_history.html", {"rule": found, "changes": changes})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """GET shows the form, POST publishes a rule."""
    if not policy.may_write_rules(request.person):
        raise Http404
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.write_rule(
            writer=request.person, title=given["title"], body=given["body"], now=timezone.now()
        )
        messages.success(request, _("The rule is published."))
        return HttpResponseRedirect(made.get_absolute_url())
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET shows the text as it stands, POST publishes another one."""
    found = _rule(request, slug)
    if not policy.may_write_rules(request.person):
        raise Http404
    stands = {"title": found.title, "body": found.body, "base_version": found.version}
    form = RuleForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rule(
                editor=request.person, rule=found, now=timezone.now(), **form.cleaned_data
            )
        except Conflict as reason:
            again = RuleForm(initial=form.cleaned_data | {"base_version": found.version})
            return _form(request, again, found, said=str(reason), status=409)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved. The text before is kept in its history."))
            return HttpResponseRedirect(found.get_absolute_url())
    return _form(request, form, found)


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def retirement(request: SignedInRequest, slug: str) -> HttpResponse:
    """PUT (or POST) retires a rule, DELETE (or POST with `value=0`) puts it into force again."""
    found = _rule(request, slug)
    if not policy.may_write_rules(request.person):
        raise Http404
    if request.method == "DELETE" or fields(request).get("value") == "0":
        actions.reinstate_rule(by=request.person, rule=found, now=timezone.now())
    else:
        actions.retire_rule(by=request.person, rule=found, now=timezone.now())
    return HttpResponseRedirect(found.get_absolute_url())


def _rule(request: PersonRequest, slug: str) -> Rule:
    reading.rules()  # a new house has them as soon as somebody asks
    return get_object_or_404(Rule.objects.visible_to(request.person), slug=slug)


def _form(
    request: SignedInRequest,
    form: RuleForm,
    rule: Rule | None,
    *,
    said: str = "",
    status: int | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "rule": rule,
        "said": said,
        "difference": compared(rule.body, str(form.initial["body"])) if rule and said else None,
    }
    return render(
        request, "moderation/rule_form.html", context, status or (422 if form.errors else 200)
    )
