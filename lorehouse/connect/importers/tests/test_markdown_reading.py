import time

import pytest

from lorehouse.connect.importers.markdown.reading import read
from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.connect.importers.records import FileRecord, ItemRecord, PersonRecord, SpaceRecord
from lorehouse.lib.markdown import render


@pytest.fixture
def pages(folder, errand):
    """Reads files as a handbook: its records by id."""

    def read_all(files, **options):
        found = list(read(errand(folder(files), **options)))
        return {record.id: record for record in found}

    return read_all


def body(pages, text, **others):
    """What becomes of `text` on the page hr/a.md, beside some other pages."""
    files = {"hr/a.md": text, "hr/b.md": "# B\n\n## Part two\n", "it/c.md": "C", **others}
    return pages(files)["hr/a.md"].body


def test_folders_at_the_top_become_spaces(pages):
    found = pages({"hr/leave.md": "x", "it/laptops/new.md": "y", "top.md": "z"})

    spaces = {
        record.id: record.name for record in found.values() if isinstance(record, SpaceRecord)
    }
    assert spaces == {"hr": "Hr", "it": "It", "handbook": "Handbook"}
    assert found["it/laptops/new.md"].space == "it"


def test_one_space_can_be_asked_for(pages):
    found = pages({"hr/leave.md": "x", "it/new.md": "y"}, space="all")

    assert {r.space for r in found.values() if isinstance(r, ItemRecord)} == {"all"}


def test_folders_that_hold_one_folder_alone_are_passed(pages):
    assert pages({"content/hr/a.md": "x", "content/it/b.md": "y"})["content/hr/a.md"].space == "hr"


def test_pages_stand_below_their_folders_page(pages):
    found = pages(
        {
            "hr/index.md": "i",
            "hr/a.md": "a",
            "hr/x/README.md": "r",
            "hr/x/y/b.md": "b",
            "it/c.md": "",
        }
    )

    assert found["hr/a.md"].shelf.under == "hr/index.md"
    assert found["hr/x/README.md"].shelf.under == "hr/index.md"
    assert found["hr/x/y/b.md"].shelf.under == "hr/x/README.md"
    assert found["hr/index.md"].shelf.under == ""
    assert found["hr/x/README.md"].shelf.slug == "x"


def test_a_page_beside_a_folder_of_its_name_is_the_folders_page(pages):
    found = pages({"hr/guide.md": "g", "hr/guide/one.md": "1", "it/x.md": ""})

    assert found["hr/guide/one.md"].shelf.under == "hr/guide.md"
    assert found["hr/guide.md"].shelf.under == ""


def test_names_that_collide_are_told_apart_and_reported(pages, notes):
    found = pages({"hr/x/plan.md": "1", "hr/y/plan.md": "2", "hr/y/Plan.markdown": "3", "b.md": ""})

    slugs = [
        found[f"hr/{name}"].shelf.slug for name in ("x/plan.md", "y/plan.md", "y/Plan.markdown")
    ]
    assert len(set(slugs)) == 3
    assert notes.lost["addresses of pages that were taken"] == 2


def test_a_space_that_belongs_to_others_is_left_to_them(pages, notes):
    found = pages({"hr/a.md": "x", "it/b.md": "y"}, taken_spaces=frozenset({"hr"}))

    assert found["hr/a.md"].space == "hr-2"
    assert notes.lost == {"addresses of spaces that were taken": 1}


def test_the_head_of_a_page_is_read(pages, notes):
    text = (
        "---\ntitle: Leave\ntags: [time, Rules]\nauthor: Ann <ann@x.example>\ndate: 2024-05-01\n"
        "type: policy\nweight: 7\nlayout: wide\n---\n# Leave\n\nText"
    )
    found = pages({"hr/leave.md": text, "it/x.md": ""})

    page = found["hr/leave.md"]
    assert (page.title, page.body, page.tags) == ("Leave", "Text", ("time", "Rules"))
    assert (page.shelf.type, page.shelf.position) == ("policy", 7)
    assert page.created.isoformat() == "2024-05-01T00:00:00+00:00"
    assert found["ann@x.example"] == PersonRecord(
        id="ann@x.example", name="Ann", email="ann@x.example"
    )
    assert notes.lost == {"front matter field “layout”": 1}


@pytest.mark.parametrize(
    "text, title, rest",
    [
        ("# On *leave*\n\nx", "On leave", "x"),
        ("On leave\n===\nx", "On leave", "x"),
        ("x\n\n# Later", "The plan", "x\n\n# Later"),
        ("---\ntitle: A\n---\n# B\nx", "A", "# B\nx"),
    ],
)
def test_a_page_has_a_title(pages, text, title, rest):
    page = pages({"hr/the-plan.md": text, "it/x.md": ""})["hr/the-plan.md"]

    assert (page.title, page.body) == (title, rest)


@pytest.mark.parametrize(
    "written, becomes",
    [
        ("[go](b.md)", "[[hr/b|go]]"),
        ("[go](./b.md#part-two)", "[[hr/b#part-two|go]]"),
        ("[go](b.md#Part-Two)", "[[hr/b#part-two|go]]"),
        ("[go](b.md#b)", "[[hr/b|go]]"),
        ("[go](b)", "[[hr/b|go]]"),
        ("[go](B.MD)", "[[hr/b|go]]"),
        ("[go](../it/c.md)", "[[it/c|go]]"),
        ("[go](/it/c.md)", "[[it/c|go]]"),
        ("[go](b.html)", "[[hr/b|go]]"),
        ("[go](<b.md> 'title')", "[[hr/b|go]]"),
        ("[*very* `b`](b.md)", "[[hr/b|*very* `b`]]"),
        ("[go][x]\n\n[x]: b.md", "[[hr/b|go]]\n\n"),
        ("[x]\n\n[x]: ../it/c.md 't'", "[[it/c|x]]\n\n"),
        ("| [go](b.md) |", "| [[hr/b\\|go]] |"),
        ("[[b]] and [[it/c|see]]", "[[hr/b|b]] and [[it/c|see]]"),
        ("<a href='b.md'>go</a>", "<a href='/library/hr/b/'>go</a>"),
        ("[a [b] c](b.md)", "[a [b] c](/library/hr/b/)"),
        ("[out](https://x.example/b.md)", "[out](https://x.example/b.md)"),
        ("[mail](mailto:a@x.example)", "[mail](mailto:a@x.example)"),
        ("[here](#part)", "[here](#part)"),
        ("`[go](b.md)`", "`[go](b.md)`"),
        ("```\n[go](b.md)\n```\n[go](b.md)", "```\n[go](b.md)\n```\n[[hr/b|go]]"),
        ("<!-- [go](b.md) -->", "<!-- [go](b.md) -->"),
        ("[brackets] alone", "[brackets] alone"),
        ("- [x] task [go](b.md)", "- [x] task [[hr/b|go]]"),
    ],
)
def test_links_to_pages_become_wiki_links(pages, written, becomes):
    assert body(pages, written) == becomes


def test_links_that_lead_nowhere_are_reported_and_shown_as_missing(pages, notes):
    text = body(pages, "[go](gone.md) and [out](/elsewhere/x)")

    assert text == "[[gone.md|go]] and [[/elsewhere/x|out]]"
    assert render(text).html.count('class="missing"') == 2
    assert notes.lost == {"links that lead nowhere": 1, "links to the source's own site": 1}


def test_a_heading_that_is_not_there_is_reported(pages, notes):
    assert body(pages, "[go](b.md#part-nine)") == "[[hr/b|go]]"
    assert notes.lost == {"links to headings that are not there (the page is linked)": 1}


def test_headings_in_comments_and_code_are_none(pages, notes):
    hidden = "# B\n\n<!--\n## One\n-->\n\n```sh\n## two\n```\n\n## Three\n"
    text = "[1](b.md#one) [2](b.md#two) [3](b.md#three)"

    assert body(pages, text, **{"hr/b.md": hidden}) == "[[hr/b|1]] [[hr/b|2]] [[hr/b#three|3]]"


def test_pictures_and_linked_files_become_attachments(pages, notes):
    found = pages(
        {"hr/a.md": "![plan](img/p%20l.png 't') [form](form.pdf) ![no](no.png)", "it/b.md": "",
         "hr/img/p l.png": b"png", "hr/form.pdf": b"pdf", "hr/unused.zip": b"zip"}
    )  # fmt: skip

    files = {record.name: record for record in found.values() if isinstance(record, FileRecord)}
    assert set(files) == {"p-l.png", "form.pdf"}
    picture, form = files["p-l.png"], files["form.pdf"]
    assert found["hr/a.md"].body == (
        f"![plan](/attachments/{picture.id}/p-l.png 't') [form](/attachments/{form.id}/form.pdf) "
        "![no](no.png)"
    )
    assert notes.lost == {"links that lead nowhere": 1, "files that no page shows or links": 1}


def test_a_changed_picture_has_another_address(pages):
    files = {"hr/a.md": "![x](x.png)", "it/b.md": "", "hr/x.png": b"1"}

    assert pages(files)["hr/a.md"].body == pages(files)["hr/a.md"].body
    assert pages(files)["hr/a.md"].body != pages({**files, "hr/x.png": b"2"})["hr/a.md"].body


def test_a_page_of_40_megabytes_is_left_out_with_a_sentence(pages, notes):
    found = pages({"hr/big.md": b"x" * 40_000_000, "hr/a.md": "x", "hr/wide.md": "x" * 1_000_001})

    assert "hr/big.md" not in found
    assert dict(notes.skipped) == {
        "hr/big.md": "It has 38 MB; a page has at most 1,000,000 characters.",
        "hr/wide.md": "Its text has 1,000,001 characters; 1,000,000 are the most.",
    }


def test_other_encodings_are_read(pages, notes):
    found = pages({"a.md": "Grüße".encode("utf-16"), "b.md": "Grüße".encode("cp1252")})

    assert found["a.md"].body == found["b.md"].body == "Grüße"
    assert notes.lost == {"pages that are not UTF-8 (read as Windows-1252)": 1}


def test_links_do_not_lead_out_of_the_folder(pages, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")

    found = pages({"hr/a.md": "[x](../../secret.txt) ![y](../../../etc/passwd)", "it/b.md": ""})

    assert not [record for record in found.values() if isinstance(record, FileRecord)]


def test_symbolic_links_are_not_followed(pages, folder, tmp_path, notes):
    (tmp_path / "secret.md").write_text("secret")
    place = folder({"hr/a.md": "x"})
    (place / "hr" / "s.md").symlink_to(tmp_path / "secret.md")

    assert "hr/s.md" not in pages({"hr/b.md": "y"})
    assert notes.lost == {"links to other files (symbolic links)": 1}


@pytest.mark.parametrize("files", [{}, {"a.txt": "x"}, {".git/a.md": "x"}])
def test_a_folder_without_pages_is_refused_with_a_sentence(folder, errand, tmp_path, files):
    (tmp_path / "handbook").mkdir()
    folder(files)

    with pytest.raises(NotThatSource, match=r"There is no Markdown file in handbook\."):
        list(read(errand(tmp_path / "handbook")))


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "`" * 20_001, "[a](" * 8_000, "[[a|" * 8_000, "![" * 10_000, "``` \n" * 5_000,
     "[x]: " * 8_000, "<!-- " * 8_000, "`a ``b " * 4_000, "\\[" * 10_000],
)  # fmt: skip
def test_odd_pages_are_read_in_bounded_time(pages, text):
    before = time.process_time()
    pages({"hr/a.md": text, "it/b.md": ""})

    assert time.process_time() - before < 5
