"""Icons, written into the page as SVG so that they take the colour of the text beside them.

They come from Lucide (ISC). `npm run build` collects those that templates and Python name into
`static/lorehouse/icons.json`.
"""

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

BUILT = Path(__file__).parent / "static" / "lorehouse" / "icons.json"


class UnknownIcon(KeyError):
    """The build did not collect this icon."""


@cache
def icon(name: str, label: str = "") -> Markup:
    """The icon called `name` in Lucide; with `label` it is read aloud, without it is decoration.

    Raises UnknownIcon when the front end was built before something named this icon.
    """
    shapes = collected().get(name)
    if shapes is None:
        raise UnknownIcon(f"No icon {name!r} was built. If Lucide has it, build again.")
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" {said}>{shapes}</svg>')  # noqa: S704


@cache
def collected() -> dict[str, str]:
    """Every built icon: its name and the shapes inside its SVG."""
    shapes: dict[str, str] = json.loads(BUILT.read_text(encoding="utf-8"))
    return shapes
