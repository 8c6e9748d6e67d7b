"""From text to terms: each language has its own way, all write into the same fields.

One field for all languages keeps the statistics (how rare is a word, how long is a text) those
of the whole house; with a field for each language a small language's scores would be out of scale.
"""

import re
from functools import cache, lru_cache

import tantivy

STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
WITHOUT_STOPWORDS = frozenset({"ar", "el", "ro", "tr"})  # stemmed, but no list in the engine
LONGEST_TERM = 60  # bytes; what is longer is a hash or an address, not a word

# Chinese characters, kana and Hangul: written without spaces, or with endings glued on.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
WORD = re.compile(r"\w+")

# Words that only hold an English question together. The engine's own English list has 33 words and
# decides what is indexed; these are left out of questions only.
_ENGLISH = """
a about above after again all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each every few for from further get
gets getting had has have having he her here hers him his how i if in into is it its itself just
let me more most my myself no nor not of off on once only or other our ours out over own please
same she should so some such than that the their theirs them then there these they this those
through to too under until up us very was we were what when where which while who whom why will
with would you your yours
"""
ENGLISH_FUNCTION_WORDS = frozenset(_ENGLISH.split())
TELLING_LETTERS = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ0123456789")


@cache
def analyzer(language: str) -> tantivy.TextAnalyzer:
    """How texts of `language` become terms; without a stemmer words are only folded."""
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(filters.remove_long(LONGEST_TERM)).filter(filters.lowercase())
    if language == "en":  # its accents are all borrowed, and often left out
        builder = builder.filter(filters.ascii_fold())
    if name := STEMMERS.get(language):
        # Elsewhere accents go last: stop lists and stemmers are written with them.
        if language not in WITHOUT_STOPWORDS:
            builder = builder.filter(filters.stopword(name))
        builder = builder.filter(filters.stemmer(name))
    return builder.filter(filters.ascii_fold()).build()


@cache
def _stop_only(language: str) -> tantivy.TextAnalyzer:
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(filters.lowercase())
    return builder.filter(filters.stopword(STEMMERS[language])).build()


def plain() -> tantivy.TextAnalyzer:
    """Words as they are written, without case and accents: for spelling and completion."""
    return analyzer("")


def spaced(text: str) -> str:
    """`text` with each unspaced run taken apart into pairs of letters and its last letter.

    So "知識管理" is found by "知識" and by "管理", and a single letter by the pairs it begins.
    """
    return text if text.isascii() else UNSPACED.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    letters = run[0]
    pairs = " ".join(letters[at : at + 2] for at in range(len(letters)))
    return f" {pairs} "


@lru_cache(maxsize=30_000)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms of one word (or short text) in `language`; none for a stop word."""
    return tuple(analyzer(language).analyze(spaced(word)))


@lru_cache(maxsize=30_000)
def holds_together(word: str, language: str) -> bool:
    """Whether `word` says nothing by itself in `language`, as "the" or "how" in English."""
    if language == "en" and word.lower() in ENGLISH_FUNCTION_WORDS:
        return True
    known = language in STEMMERS and language not in WITHOUT_STOPWORDS
    return known and not _stop_only(language).analyze(word)


def words_of(text: str) -> list[str]:
    """The words of a question; of single letters only capitals other than I and A ("Vitamin C")."""
    words = WORD.findall(text.replace("_", " "))
    said = [
        w
        for w in words
        if len(w) > 1 or not w.isascii() or w in "BCDEFGHJKLMNOPQRSTUVWXYZ0123456789"
    ]
    return said or words
