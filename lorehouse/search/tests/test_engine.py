"""Finding: what matches, in which order, in which languages."""

from datetime import timedelta

from lorehouse.search.documents import Filters, Hits, Viewer, Wanted
from lorehouse.search.engines.tantivy.engine import TantivyIndex
from lorehouse.search.tests.conftest import ALICE, CAROL, GROUP, NOW, document

DAY = timedelta(days=1)


def find(index: TantivyIndex, words: str, viewer: Viewer = ALICE, **more) -> Hits:
    filters = more.pop("filters", Filters())
    wanted = Wanted(words=words, phrases=more.pop("phrases", ()), without=more.pop("without", ()))
    return index.search(wanted, viewer, filters, now=NOW, **more)


def keys(found: Hits) -> list[int]:
    return [hit.key for hit in found.hits]


def test_a_word_finds_its_other_forms(index_of):
    index = index_of(
        [document(1, "Verified suppliers", "We verify them yearly."), document(2, "Tea")]
    )
    assert keys(find(index, "verification of a supplier")) == [1]


def test_a_title_weighs_more_than_a_mention(index_of):
    index = index_of(
        [
            document(1, "Office plants", "Somebody on parental leave waters them."),
            document(2, "Parental leave", "How much time off a parent can take."),
        ]
    )
    assert keys(find(index, "parental leave")) == [2, 1]


def test_each_language_is_read_in_its_own_way(index_of):
    index = index_of(
        [
            document(1, "Reisekosten", "Die Häuser der Kunden werden besucht.", language="de"),
            document(2, "Gastos", "Los viajes y las reuniones se pagan.", language="es"),
            document(3, "Expenses", "Houses are visited.", language="en"),
        ]
    )
    assert keys(find(index, "Haus")) == [1]
    assert keys(find(index, "reunión")) == [2]
    assert keys(find(index, "house")) == [3]


def test_few_texts_in_another_language_do_not_push_forward_and_are_found_by_their_own_words(
    index_of,
):
    english = [document(n, "Information", "Information for visitors.") for n in range(60)]
    german = document(99, "Anträge", "Information über Urlaubsanträge, Visitor.", language="de")
    index = index_of([*english, german])
    assert 99 not in keys(find(index, "visitors information"))[:20]
    assert keys(find(index, "Urlaubsantrag"))[0] == 99


def test_chinese_japanese_and_korean_are_found_by_parts_of_a_run(index_of):
    index = index_of(
        [
            document(1, "知識管理手冊", "如何分享經驗", language="zh"),
            document(2, "休暇の申請", "有給休暇を申請するには", language="ja"),
            document(3, "휴가 신청 안내", "연차휴가를 신청하는 방법", language="ko"),
        ]
    )
    assert keys(find(index, "管理")) == [1]
    assert keys(find(index, "有給休暇")) == [2]
    assert keys(find(index, "휴가")) == [3]


def test_accents_may_be_left_out(index_of):
    index = index_of(
        [document(1, "Café"), document(2, "Résumé"), document(3, "Año", language="es")]
    )
    assert keys(find(index, "cafe")) == [1]
    assert keys(find(index, "resumes")) == [2]
    assert keys(find(index, "ano")) == [3]


def test_a_question_of_stop_words_alone_still_finds(index_of):
    index = index_of([document(1, "Who we are", "This is what we do and who we are.")])
    assert keys(find(index, "who are we")) == [1]


def test_a_phrase_must_be_there_word_for_word(index_of):
    index = index_of(
        [document(1, body="Notice of the annual meeting"), document(2, body="Meeting about notice")]
    )
    assert keys(find(index, "", phrases=("annual meeting",))) == [1]
    assert keys(find(index, "notice", without=("annual",))) == [2]


def test_trust_and_freshness_decide_between_equals_only(index_of):
    old = NOW - timedelta(days=2000)
    index = index_of(
        [
            document(1, "Expense rules", "Keep the receipts."),
            document(2, "Expense rules", "Keep the receipts.", merit=1.0),
            document(3, "Expense rules", "Keep the receipts.", updated_at=old),
            document(4, "Receipts", "Expense, among other things.", merit=1.0),
            document(5, "Expense rules", "Keep the receipts.", vouched_until=NOW + DAY, merit=0.5),
            document(6, "Expense rules", "Keep the receipts.", vouched_until=NOW - DAY),
        ]
    )
    assert keys(find(index, "expense rules")) == [5, 2, 1, 6, 3, 4]


def test_filters_limit_and_counts_show_what_another_choice_would_give(index_of):
    index = index_of(
        [
            document(1, "Travel guide", kind="article", space_id=7, tags=("travel", "money")),
            document(2, "Travel question", kind="question", lane="stream", author_id=5),
            document(3, "Travel note", kind="note", lane="stream", author_id=5, group_id=3),
        ]
    )
    found = find(index, "travel", filters=Filters(lanes=frozenset({"stream"})), counts=True)
    assert set(keys(found)) == {2, 3}
    assert found.total == 2
    assert found.counts["lane"] == {"stream": 2, "library": 1}
    assert found.counts["kind"] == {"question": 1, "note": 1}
    assert found.counts["author"] == {5: 2}
    assert found.counts["group"] == {3: 1}
    assert keys(find(index, "travel", filters=Filters(tags=frozenset({"travel", "money"})))) == [1]
    assert keys(find(index, "travel", filters=Filters(spaces=frozenset({7})))) == [1]


def test_time_limits_and_counts(index_of):
    days = [1, 20, 200, 2000]
    index = index_of([document(n, "Pay", created_at=NOW - timedelta(days=n)) for n in days])
    found = find(index, "pay", counts=True)
    assert found.counts["time"] == {"week": 1, "month": 2, "year": 3}
    recent = Filters(since=NOW - timedelta(days=31), until=NOW - timedelta(days=10))
    assert keys(find(index, "pay", filters=recent)) == [20]


def test_counts_speak_of_close_matches(index_of):
    near = [document(n, "Annual leave policy") for n in range(10)]
    far = [document(100 + n, "Annual report") for n in range(10)]
    found = find(index_of([*near, *far]), "annual leave policy", counts=True, limit=20)
    assert found.total == 10
    assert len(found.hits) == 20


def test_pages_of_results_do_not_overlap(index_of):
    index = index_of([document(n, "Desk") for n in range(30)])
    pages = [keys(find(index, "desk", limit=10, offset=at)) for at in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 10, 0]
    assert len({key for page in pages for key in page}) == 30


def test_the_best_of_a_thread_stands_for_the_others(index_of):
    index = index_of(
        [
            document(1, "Figs in pots"),
            document(2, body="Figs like pots.", thread=1),
            document(3, body="No figs here.", thread=1),
            document(4, "Figs"),
        ]
    )
    found = find(index, "figs in pots", one_per_thread=True).hits
    assert [(hit.key, hit.thread, hit.beside) for hit in found] == [(1, 1, 2), (4, 4, 0)]


def test_a_word_that_no_reading_knows_is_found_as_it_is_written(index_of):
    index = index_of(
        [document(n, "Reports") for n in range(20)] + [document(99, "Ünicorns", language="xx")]
    )
    assert keys(find(index, "unicorns")) == [99]


def test_similar_wants_half_of_the_words(index_of):
    index = index_of(
        [
            document(1, "How do I reset my password?", kind="question"),
            document(2, "Where is the canteen?", kind="question"),
        ]
    )
    text = "I forgot my password, how can it be reset"
    assert [hit.key for hit in index.similar(text, ALICE, Filters(), now=NOW).hits] == [1]


def test_suggestions_finish_the_last_word_of_a_title(index_of):
    index = index_of(
        [
            document(1, "Parental leave"),
            document(2, "Parking places"),
            document(3, "Leave of absence", "parking"),
        ]
    )

    def suggested(text: str) -> set[int]:
        return {hit.key for hit in index.suggest(text, ALICE, Filters(), now=NOW).hits}

    assert suggested("par") == {1, 2}
    assert suggested("leaves par") == {1}
    assert suggested("") == set()


def test_what_was_typed_is_put_right_when_nobody_wrote_it(index_of):
    index = index_of([document(n, "Accommodation abroad") for n in (1, 2)] + [document(3, "Tea")])
    found = find(index, "acommodation abroad")
    assert found.corrected == "accommodation abroad"
    assert set(keys(found)) == {1, 2}
    assert find(index, "accommodation").corrected == ""


def test_an_empty_question_with_a_filter_lists_what_there_is(index_of):
    index = index_of([document(1, "A", space_id=1), document(2, "B", space_id=2)])
    found = find(index, "", filters=Filters(spaces=frozenset({1})), counts=True)
    assert keys(found) == [1]
    assert found.total == 1


def test_an_empty_index_answers_everything_with_nothing(index_of):
    index = index_of()
    found = find(index, "anything at all", counts=True, phrases=("a phrase",), without=("word",))
    assert (found.hits, found.total, found.corrected) == ([], 0, "")
    assert not any(any(values.values()) for values in found.counts.values())
    assert not index.similar("anything", ALICE, Filters(), now=NOW).hits
    assert not index.suggest("any", ALICE, Filters(), now=NOW).hits


def test_outsiders_find_nothing_of_the_group(index_of):
    index = index_of([document(1, "Merger", audience_id=GROUP), document(2, "Tea")])
    assert keys(find(index, "merger", ALICE)) == [1]
    assert keys(find(index, "merger", CAROL)) == []


def test_a_page_of_one_lane_is_given_the_best_of_the_other(index_of):
    talk = [document(n, "Compost bins", "Compost, compost.", lane="stream") for n in range(1, 151)]
    guide = document(500, "Waste", "A whole guide about what to put where, and once: compost.")
    secret = document(501, "Compost plan", "Ours alone.", audience_id=GROUP)
    index = index_of([*talk, guide, secret])

    assert [one.key for one in find(index, "compost", CAROL, limit=10, elsewhere=2).elsewhere] == [
        500
    ]
    assert {one.key for one in find(index, "compost", ALICE, limit=10, elsewhere=2).elsewhere} == {
        500,
        501,
    }


def test_a_page_with_both_lanes_is_given_nothing_more(index_of):
    index = index_of([document(1, "Compost"), document(2, "Compost", lane="stream")])

    found = find(index, "compost", limit=10, elsewhere=2)

    assert (len(found.hits), found.elsewhere, found.more) == (2, (), False)


def test_a_page_knows_whether_others_follow(index_of):
    index = index_of([document(number, f"Compost {number}") for number in range(5)])

    assert find(index, "compost", limit=4).more
    assert not find(index, "compost", limit=5).more
