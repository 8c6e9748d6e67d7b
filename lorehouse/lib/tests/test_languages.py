import pytest

from lorehouse.lib.languages import detect


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "How many days of leave do I have left this year?"),
        ("de", "Wie viele Urlaubstage habe ich in diesem Jahr noch?"),
        ("fr", "Combien de jours de congé me reste-t-il cette année ?"),
        ("ru", "Сколько дней отпуска у меня осталось в этом году?"),
        ("ja", "今年の有給休暇はあと何日残っていますか。よろしくお願いします。"),
    ],
)
def test_a_sentence_tells_its_language(language, text):
    assert detect(text) == language


def test_code_does_not_count():
    text = (
        "```\nfor item in items: print(item)  # every one of them\n```\nWie räume ich auf, bitte?"
    )

    assert detect(text) == "de"


@pytest.mark.parametrize("text", ["", "ok", "42 %", "https://example.org/a/long/address", "\n\n"])
def test_too_little_text_tells_nothing(text):
    assert detect(text, otherwise="nl") == "nl"
