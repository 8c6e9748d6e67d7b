"""Files: taking them in, giving them out."""

from uuid import UUID

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.items import actions
from lorehouse.items.models import Attachment
from lorehouse.items.ranges import NoSuchPart, part_of, pieces
from lorehouse.lib.errors import Unfit
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui.pages import refuse
from lorehouse.ui.slots import fill

# Shown in the page; everything else is only ever saved to disk (SVG and HTML can hold scripts).
SHOWN = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"}
)
YEAR = 365 * 24 * 3600  # seconds; a file never changes, so a browser may keep it


@require_POST
@signed_in
def upload(request: SignedInRequest) -> HttpResponse:
    """Takes in the file in `file`; answers its address and the Markdown that shows it."""
    try:
        given = request.FILES.get("file")
        if given is None:
            raise Unfit(_("Choose a file."))
        attachment = actions.attach(
            uploader=request.person, name=given.name or "", content=given, now=timezone.now()
        )
    except Unfit as reason:
        answer = refuse(request, reason)
        return HttpResponse(str(reason), status=answer.status_code, content_type="text/plain")
    address = attachment.get_absolute_url()
    return JsonResponse(
        {"url": address, "markdown": markdown_for(attachment), "name": attachment.name}, status=201
    )


def markdown_for(attachment: Attachment) -> str:
    """An image is shown, another file is linked. Its name can hold nothing that ends the label."""
    link = f"[{attachment.name}]({attachment.get_absolute_url()})"
    is_image = attachment.content_type.startswith("image/") and attachment.content_type in SHOWN
    return f"!{link}" if is_image else link


@require_safe
@anyone
def download(request: PersonRequest, key: UUID, name: str) -> HttpResponse | FileResponse:
    """The file, for whoever may read an item that uses it."""
    attachment = _readable(request, key)
    if request.headers.get("If-None-Match") == etag(attachment):
        return _kept(HttpResponseNotModified(), attachment)
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as reason:
        raise Http404 from reason
    answer = FileResponse(
        content,
        as_attachment=attachment.content_type not in SHOWN,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    if asked := wanted_part(request, attachment):
        try:
            only(answer, part_of(asked, attachment.size), content, attachment.size)
        except NoSuchPart:
            answer.close()
            return _none_of(attachment)
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    if attachment.content_type != "application/pdf":  # browsers show those with code of their own
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept(answer, attachment)


def _readable(request: PersonRequest, key: UUID) -> Attachment:
    """The file, if an item or something of a room further out shows it to the reader; or 404."""
    if found := Attachment.objects.visible_to(request.person).filter(pk=key).first():
        return found
    attachment = get_object_or_404(Attachment, pk=key)
    if not fill("attachment.readable", request.person, attachment):
        raise Http404
    return attachment


def wanted_part(request: PersonRequest, attachment: Attachment) -> str:
    """The Range header, unless it was meant for another file than this one."""
    meant_for = request.headers.get("If-Range", "")
    return request.headers.get("Range", "") if meant_for in ("", etag(attachment)) else ""


def only(answer: FileResponse, part: range | None, content: "File[bytes]", size: int) -> None:
    """Let `answer` send this part of `content` alone."""
    if part is None:
        return
    answer.status_code = 206
    answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    answer["Content-Length"] = str(len(part))
    answer.streaming_content = pieces(content, part)


def _none_of(attachment: Attachment) -> HttpResponse:
    answer = HttpResponse(status=416)
    answer["Content-Range"] = f"bytes */{attachment.size}"
    return answer


def etag(attachment: Attachment) -> str:
    """What stays the same as long as the file does."""
    return f'"{attachment.sha256}"'


def _kept(
    answer: HttpResponse | FileResponse, attachment: Attachment
) -> HttpResponse | FileResponse:
    """Let the reader's own browser keep the file, and nothing between it and the house."""
    answer["ETag"] = etag(attachment)
    answer["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return answer
