"""How views answer: a page, a block of a page, a notice, a refusal."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.template import loader
from jinja2 import Template
from jinja2.runtime import Context

from lorehouse.lib.errors import Conflict, NotAllowed, Refused, TooMuch
from lorehouse.ui import explanations
from lorehouse.ui.slots import fill

STATUS_OF = {NotAllowed: 403, Conflict: 409, TooMuch: 429}


def render(
    request: HttpRequest, name: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page `room/page.html`, or only its block: `room/page.html#arrows`."""
    return HttpResponse(text(request, name, context), status=status)


def text(request: HttpRequest, name: str, context: Mapping[str, Any] | None = None) -> str:
    """What `render` answers, as a string."""
    file, _, block = name.partition("#")
    page = cast("Any", loader.get_template(file, using="jinja2"))
    variables = {**(context or {}), **_surroundings(page, request)}
    made = block_of(page.template, block, variables) if block else page.template.render(variables)
    return with_token(str(made), variables["csrf_input"])


def with_token(made: str, token: object) -> str:
    """`made` with the token in each form that components put on it.

    Components are the same for everybody and so cannot hold the token themselves; they write
    `<csrf>`, which nobody else can: what people type is escaped, and what they format is cleaned.
    """
    return made.replace("<csrf>", str(token)) if "<csrf>" in made else made


def _surroundings(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What the context processors add; `ui.context` adds the token against forged forms."""
    around: dict[str, Any] = {"request": request}
    for processor in page.backend.template_context_processors:
        around |= processor(request)
    return around


def block_of(template: Template, block: str, variables: dict[str, Any]) -> str:
    """One block of a template.

    A page imports its components at its top level, so the page is begun (up to its first output)
    before the block is written. Raises KeyError when there is no such block.
    """
    context = template.new_context(variables)
    with closing(cast("Any", template.root_render_func(context))) as beginning:
        next(cast("Iterator[str]", beginning), None)
    return "".join(_block(context, block))


def _block(context: Context, block: str) -> Iterator[str]:
    return context.blocks[block][0](context)


def notify(response: HttpResponse, sentence: str, tone: str = "ok") -> HttpResponse:
    """Let htmx show `sentence` as a notice beside what it swaps in. `tone` is ok, warn or bad."""
    response["HX-Trigger"] = json.dumps({"notice": {"text": sentence, "tone": tone}})
    return response


def refuse(request: HttpRequest, reason: Refused) -> HttpResponse:
    """The answer to something the house will not do: its sentence, and nothing typed is lost.

    Scripts get the sentence as plain text and swap nothing; others get a page.
    """
    status = next((code for kind, code in STATUS_OF.items() if isinstance(reason, kind)), 422)
    if request.headers.get("HX-Request"):
        answer = HttpResponse(str(reason), status=status, content_type="text/plain; charset=utf-8")
        answer["HX-Reswap"] = "none"
        return answer
    return error(request, status, str(reason))


def error(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """The error page for `status`: what happened, what was kept, what to do."""
    context = {
        "status": status,
        "sentence": sentence,
        "help": fill("error.help", request, status),
        **explanations.of(status),
    }
    return render(request, "ui/error.html", context, status=status)
