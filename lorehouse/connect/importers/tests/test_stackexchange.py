import pytest

from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.connect.importers.records import ItemRecord, LinkRecord, PersonRecord
from lorehouse.connect.importers.stackexchange.reading import read


@pytest.fixture
def found(community, errand):
    return {record.id: record for record in read(errand(community))}


def test_all_kinds_are_read(found):
    kinds = {record.id: record.kind for record in found.values() if isinstance(record, ItemRecord)}

    assert kinds == {"10": "question", "11": "answer", "12": "answer", "14": "question",
                     "c1": "comment"}  # fmt: skip
    assert found["12"].reply_to == "10"
    assert found["c1"].reply_to == "12"


def test_the_accepted_answer_is_known(found):
    assert [name for name in ("10", "11", "12") if found[name].accepted] == ["12"]


def test_tags_are_read_in_their_old_and_new_form(found):
    assert found["10"].tags == ("chain", "wear")
    assert found["14"].tags == ("chain",)


def test_votes_make_up_the_score(found, notes):
    assert (found["10"].up, found["10"].down) == (3, 1)
    assert (found["11"].up, found["11"].down) == (0, 1)
    assert (found["c1"].up, found["c1"].down) == (3, 0)


def test_people_are_read_even_where_their_account_is_gone(found):
    people = {
        record.id: record.name for record in found.values() if isinstance(record, PersonRecord)
    }

    assert people == {"1": "Ann", "2": "Ben", "name:Gone": "Gone"}
    assert found["1"].bio == "I ride."
    assert found["11"].author == "name:Gone"


def test_a_history_becomes_versions(found):
    (earlier,) = found["10"].versions

    assert (earlier.title, earlier.body, earlier.author) == ("Slips", "My chain slips.", "1")
    assert found["10"].markdown == "My __chain__ slips."
    assert (found["10"].editor, found["10"].note) == ("2", "emphasis")


def test_duplicates_are_linked(found):
    (link,) = (record for record in found.values() if isinstance(record, LinkRecord))

    assert (link.kind, link.source, link.target) == ("duplicates", "14", "10")


def test_what_has_no_place_is_counted(found, notes):
    assert notes.skipped == []
    assert notes.lost == {
        "favourites": 1, "people's Location": 1, "tag wikis": 1, "closings": 1,
        "comments on what is not brought along": 1, "links to posts that are not in the dump": 1,
        "single votes of a post whose sum is not its score": 2,
    }  # fmt: skip


def test_a_post_of_40_megabytes_is_left_out_with_a_sentence(dump, errand, notes):
    path = dump(Posts=[
        {"Id": 1, "PostTypeId": 1, "Title": "T", "Body": "x" * 1_000_001},
        {"Id": 2, "PostTypeId": 1, "Title": "T", "Body": "x"},
    ])  # fmt: skip

    assert [r.id for r in read(errand(path)) if isinstance(r, ItemRecord)] == ["2"]
    assert notes.skipped == [
        ("row 1 of Posts.xml", "Its text has 1,000,001 characters; 1,000,000 are the most.")
    ]


@pytest.mark.parametrize(
    "files, sentence",
    [
        ({"a.txt": "x"}, "Posts.xml is missing."),
        ({"Posts.xml": "<posts><row Id='1' "}, "Posts.xml is not well-formed XML: line 1"),
        ({"Posts.xml": "a poem"}, "Posts.xml is not well-formed XML"),
        ({"Posts.xml": b""}, "Posts.xml is not well-formed XML"),
        ({"Posts.xml": "<posts></posts>"}, "There is no post in Posts.xml."),
        ({"Posts.xml": "<posts/>", "Votes.xml": b"\x00\x01"}, "Votes.xml is not well-formed XML"),
        (
            {"Posts.xml": '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "'
             + "&a;" * 50_000 + '"><!ENTITY c "' + "&b;" * 50_000
             + '">]><posts><row Id="1" Title="&c;"/></posts>'},
            "Posts.xml is not well-formed XML",
        ),
    ],
)  # fmt: skip
def test_what_is_no_dump_is_refused_with_a_sentence(folder, errand, files, sentence):
    with pytest.raises(NotThatSource, match=sentence):
        list(read(errand(folder(files, name="dump"))))


def test_a_missing_folder_is_refused_with_a_sentence(errand, tmp_path):
    with pytest.raises(NotThatSource, match="cannot be read: no such file or directory"):
        list(read(errand(tmp_path / "nothing")))
