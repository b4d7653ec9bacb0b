"""Which law a citation names: the Woo, the Wob, another act, or none."""

from __future__ import annotations

import re
from functools import cache

from woo_gronden.citations import lexicon as lex
from woo_gronden.citations.expression import Named
from woo_gronden.schema import Law
from woo_gronden.schema.letters import lowered

# Nouns that make a name of an act or another rule: "Aanbestedingswet", "het Besluit SUWI", "de cao".
_NOUN = (
    r"(?:wet|wetboek|besluit|verordening|regeling|verdrag|richtlijn|reglement|statuten|statuut|overeenkomst|handvest|"
    r"code|protocol|convenant|cao|beleidsregels?|voorwaarden|contract|polis|instructie|grondwet|kaderwet)"
)


@cache
def _other_after() -> re.Pattern[str]:
    """Another rule's name behind an article: "Awb", "van de Algemene wet bestuursrecht", "Schattingsbesluit"."""
    listed = "|".join(re.escape(entry) for entry in lex.word_list("other_laws.txt"))
    return re.compile(
        r"[\s,‚]*+\(?(?:\b(?:van|uit|der|v\.d\.)\s+(?:(?:de|het|dit|deze|een|onze|die)\s+)?"
        rf"(?:(?!Wo[ob]\b)[A-Za-zÀ-ÿ.\-]+\s+){{0,3}}?(?:(?i:\w*{_NOUN})(?![^\W_])|(?:{listed})(?![^\W_])|[A-Z]{{2}}[A-Za-z]*(?![^\W_]))"
        rf"|(?:{listed})(?![^\W_])"
        # "van" may be lost or stand elsewhere in text read from a scan
        rf"|(?:de|het)\s+(?:[A-Z]\w{{2,}}(?:wet|besluit|verordening|regeling|reglement)|{listed})(?![^\W_])"
        r"|[A-Z]\w{2,}(?:wet|besluit|verordening|verdrag|reglement|regeling)(?:en)?(?![^\W_])"
        r"|(?:Wetboek|Algemene\s+wet|Verordening|Richtlijn|Grondwet|Verdrag|Besluit\s+[A-Z]|Wet\s+(?!open)[A-Za-z])"
        # abbreviations of acts as a rule: "Wnra", "Wvggz"; no word starts so
        r"|W[bcdfghjklmnpqrstvxz][a-z]{1,5}(?![^\W_])"
        r"|(?:\b(?:van|uit)\s+de\s+)?W[o0][ob]\s+BES\b)"
    )


@cache
def _other_before() -> re.Pattern[str]:
    """Another rule's name right before an article, with the sign before it: "ZW art.", "Omgevingswet, artikel"."""
    listed = "|".join(re.escape(entry) for entry in lex.word_list("other_laws.txt"))
    return re.compile(
        rf"[\W_](?:(?:(?:{listed})|[A-Z]\w{{2,}}(?:wet|besluit|verordening|verdrag|reglement|regeling)|Grondwet|Wetboek)"
        r"\s?[,:]?\s?(?:MvT,?\s)?\(?(?:de\s|in\s)?$"
        # "Wet milieubeheer, artikel", "Besluit kwaliteit leefomgeving, artikel"
        r"|(?:Wet|Besluit|Regeling)(?:\s[\w-]+){1,4}\s?,\s(?:de\s)?$)"
    )


# What may stand between a rule's name and an article, also glued to it; how names end that no list need hold.
_JOINTS = ("de", "in", "MvT")
_RULE_ENDS = tuple(
    end + joint
    for end in ("wet", "besluit", "verordening", "verdrag", "reglement", "regeling", "etboek")
    for joint in ("", *_JOINTS)
)
_IN_LAW_NAMES = frozenset("oObB")


@cache
def _last_words() -> frozenset[str]:
    last = {entry.split()[-1] for entry in lex.word_list("other_laws.txt")}
    return frozenset(word + joint for word in {*last, ""} for joint in ("", *_JOINTS))


def _may_name_law(word: str) -> bool:
    """Whether the last word of a text can end what ``LAW_BEFORE`` finds: both laws' names end in a word with o or b."""
    return not word.isalpha() or not _IN_LAW_NAMES.isdisjoint(word) or lowered(word) == "de"


def _may_name_other(word: str) -> bool:
    """Whether it can end what ``_other_before`` finds: before most citations it cannot."""
    return not word.isalpha() or word in _last_words() or word.endswith(_RULE_ENDS)


# A capitalised abbreviation that no list knows: closed by punctuation, "(artikel 10 lid 2 onder b Or)", or without a
# vowel, "artikel 5.1 lid 2 Bkl". Not titles and words of a mail's head.
_UNKNOWN = re.compile(
    r"\s(?!(?:W[o0][ob]|Art|UWV|B?[Cc]c|CC|Dr|Drs|Mr|Mrs|Ir|Ing|Nr|Mw|Dhr|Tst|Tlf|St|Jl|Mvg|PS|Ps|Tv)(?![^\W_]))"
    r"(?:(?:[A-Z][a-z]?[A-Z]\w{0,4}|[A-Z]\w{1,4})(?=[).,;])|[BCDFGHJKLMNPQRSTVWXZ][bcdfghjklmnpqrstvwxz]{1,5}(?![^\W_]))"
)

_BEFORE_WINDOW = 40


def law_after(text: str, pos: int) -> tuple[Named, int] | None:
    """The law named right behind a citation, and where its name ends; None where none is."""
    match = lex.LAW_AFTER.match(text, pos)
    if match:
        return ("woo" if match["woo"] else "wob" if match["wob"] else "damaged"), match.end()
    match = lex.SAME_LAW.match(text, pos)
    if match:
        return "same", match.end()
    match = _other_after().match(text, pos)
    return ("other", match.end()) if match else None


def law_in_brackets(text: str, pos: int) -> Law | None:
    """The law in "(Wob)" behind a citation, which is no part of the citation's span."""
    match = lex.LAW_IN_BRACKETS.match(text, pos)
    return ("woo" if match["woo"] else "wob") if match else None


def unknown_after(text: str, pos: int) -> bool:
    """Whether an abbreviation that nobody knows closes the phrase: likely another act's."""
    return _UNKNOWN.match(text, pos) is not None


def law_before(text: str, pos: int) -> tuple[Named, int] | None:
    """The law named right before a citation, and where its name starts."""
    window = text[max(0, pos - _BEFORE_WINDOW) : pos]
    # A space stands for what is before the window: no letter.
    word = lex.last_word(window)
    match = lex.LAW_BEFORE.search(f" {window}") if _may_name_law(word) else None
    if match:
        return ("woo" if match["woo"] else "wob"), pos - len(window) + match.start()
    match = _other_before().search(f" {window}") if _may_name_other(word) else None
    return ("other", pos) if match else None
