"""Makes the README's pictures anew: `./lore screenshots`.

Each is what a person of the demo house sees; `docs/pictures/` holds them.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import DESK, chromium, sign_in
from tests.browser.house import DemoHouse, demo_house

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SCALE = 2  # pixels of the picture for each of the page


@dataclass(frozen=True)
class Picture:
    """One picture: its name, who looks at what, in which window and light."""

    name: str
    who: str
    place: str
    window: dict[str, int]
    scheme: str = "light"
    clicks: tuple[str, ...] = ()


GROWN = "/library/hr-practice/first-90-days-of-a-manager/"
PASSAGE = "fieldset.accepted label.distil-passage"
TAKEN = [
    Picture("article", "tess", GROWN, DESK, clicks=("details.grew > summary",)),
    Picture("search", "tess", "/search/?q=sick+pay", DESK),
    Picture(
        "distil",
        "tess",
        "/stream/?sort=top&kind=question",
        DESK,
        "dark",
        (
            "main .post-title a",
            "a[href$='/distil/']",
            PASSAGE,
            f"{PASSAGE}:nth-of-type(2)",
            "h1",
        ),
    ),
]


def main() -> int:
    """Take every picture; return the exit status."""
    program = chromium()
    if not program:
        print("Pictures need Chromium, which is not here.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_house(Path(folder)) as house,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in TAKEN:
            take(browser, house, picture)
        browser.close()
    return 0


def take(browser: Browser, house: DemoHouse, picture: Picture) -> None:
    """Take one picture."""
    with window(browser, house, picture) as page:
        page.goto(picture.place)
        for selector in picture.clicks:
            page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
        page.locator(".notice-pop").evaluate_all("notices => notices.forEach(n => n.remove())")
        file = PICTURES / f"{picture.name}.png"
        page.screenshot(path=file)
    shrink(file)
    print(f"{file.relative_to(PICTURES.parents[1])}: {file.stat().st_size // 1024} kB")


@contextmanager
def window(browser: Browser, house: DemoHouse, picture: Picture) -> Iterator[Page]:
    """A window of the right size, with its person signed in."""
    context = browser.new_context(
        base_url=house.url,
        viewport={"width": picture.window["width"], "height": picture.window["height"]},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        device_scale_factor=SCALE,
        locale="en-GB",
    )
    page = context.new_page()
    sign_in(page, house.accounts()[picture.who])
    yield page
    context.close()


def shrink(file: Path) -> None:
    """Reduce the picture to 256 colours, which a page of text does not miss."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(256).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
