"""What was decided: kind of decision and outcome, from the operative words, the grounds applied and the list.

All text comes in small letters, without line breaks: a pattern that regards capitals can skip places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from woo_gronden.schema import Assessment, DecisionType, InventoryItem, Outcome

# "Beslissing op bezwaar", "uw bezwaar ongegrond", "uitspraak op bezwaar", "op uw bezwaar beslist": the letter decides
# an objection. The remedies of any decision ("kunt u bezwaar maken", "een bezwaarschrift indienen") are not meant.
_ON_OBJECTION = re.compile(
    r"beslissing (?:op|n\.?a\.?v\.?|naar aanleiding van) (?:uw |het |een )?bezwaar|besluit op (?:uw |het )?bezwaar|"
    r"uitspraak op bezwaar|op (?:uw|het|dit) bezwaar(?:schrift)?(?: van .{1,30}?)? (?:beslist|besloten)|"
    r"(?:uw|het) bezwaar(?:schrift)?(?: van .{1,40}?)? (?:geheel |gedeeltelijk |deels |kennelijk )?"
    r"(?:on)?gegrond|verklaar .{0,40}bezwaar|heroverweging",
)
# A decision on a part: "deelbesluit", "deelbeslissing", "in dit (tweede) deelbesluit". A mention of another one
# ("het laatste deelbesluit zal", "op 2 juli heeft u reeds een deelbesluit ontvangen") is not this letter's name.
_PARTIAL = re.compile(r"deelbe(?:sluit|slissing)|gedeeltelijk besluit op uw verzoek")
_THIS_PARTIAL = re.compile(
    r"(?:in dit|dit|het onderhavige|onderhavig|bijgaand|met dit|hierbij[^.]{0,40}?(?:een|het)|"
    r"ontvangt u(?: van ons)?[^.]{0,30}?een|neem ik|"
    r"besloten een) (?:\w+ ){0,2}deelbe(?:sluit|slissing)(?! (?:is|zijn) (?:reeds|al|eerder))",
)
# The term extended and nothing decided: "verdaag ik de beslistermijn", "beslissing verdagen".
_EXTENDS = re.compile(
    r"\b(?:verdaag|verdagen wij|verleng(?:en wij)?) (?:\w+ ){0,4}(?:beslis|termijn|besluit|beslissing)|"
    r"(?:beslistermijn|beslissing|besluit)[^.]{0,40}(?:wordt|worden)[^.]{0,30}verdaagd|besluit tot verdaging",
)
# The request passed on to who has the documents: "stuur ik uw verzoek door", "doorgezonden aan".
_FORWARDS = re.compile(
    r"(?:stuur|zend|zenden|sturen|draag)[^.]{0,20} uw (?:\w+-?)?verzoek[^.]{0,80}\b(?:door|over)\b|"
    r"uw (?:\w+-?)?verzoek[^.]{0,60}(?:doorgezonden|doorgestuurd|overgedragen)|doorzending van (?:uw|een|het)|"
    r"(?:stuur|zend|zenden|sturen) (?:ik|wij) u (?:het|een|dit) (?:\w+-?)?verzoek"
    r"(?:[^.]|(?<=\d)\.(?=\d)){0,90}\sdoor\b",
)
_DECIDES = re.compile(r"\bbeslo(?:ten|ot)\b|\bbesluit(?:en)?\b|wijs(?:t|zen)?\b[^.]{0,60}\baf\b|verklaar")

# A sentence that decides: "UWV heeft besloten ...", "Ik besluit ...", "Wij verklaren uw bezwaar ...", "wijst uw
# verzoek af". From its start: without that every later place of each sentence would be tried as well.
DECIDING = re.compile(
    r"(?:\A|(?<=\.))[^.]*?\b(?:(?:heb(?:ben)?|heeft|is|ben)\b[^.]{0,160}\b(?:besloten|beslist)\b|"
    r"besluit(?:en)? (?:ik|wij|uwv|u|om|tot)|ik besluit|"
    r"wij besluiten|verklaar(?:en|t)?\b[^.]{0,80}bezwaar|wijs(?:t|zen)? (?:ik |wij )?uw)[^.]*\.?",
)

# Not taken as a request at all, or laid aside.
_LAID_ASIDE = re.compile(
    r"buiten behandeling|niet (?:verder |langer )?in behandeling|(?:merk|merken|merkt)[^.]{0,60} niet aan als|"
    r"niet (?:worden |kan worden )?aangemerkt als (?:een )?(?:verzoek|wo[ob])|(?:is|"
    r"betreft) (?:dan ook )?geen wo[ob]-?\s?verzoek|"
    r"valt niet onder de reikwijdte van de (?:wo[ob]|wet)|niet-ontvankelijk verklaar|"
    r"verklaar[^.]{0,60}niet[- ]ontvankelijk",
)
_NONE_FOUND = re.compile(
    r"geen (?:\w+ ){0,4}(?:documenten|stukken|informatie|document|gegevens)\b[^.]{0,60}"
    r"(?:aangetroffen|aanwezig|gevonden|beschikbaar|voorhanden|berust|bestaan|beschik|zijn bij|\bheb\b|heeft)|"
    r"(?:er zijn|zijn er|heeft|heb|hebben|is|bevat)[^.]{0,40} geen (?:\w+ ){0,4}(?:documenten|stukken|document|"
    r"informatie)\b|"
    r"(?:document|documenten|informatie|stukken|gegevens)[^.]{0,60}(?:niet (?:zijn |is )?(?:aangetroffen|aanwezig|"
    r"gevonden|voorhanden)|"
    r"niet beschik|niet (?:bij \w+ )?berust)|beschik(?:t|ken)? (?:\w+ ){0,3}niet over|niet over (?:\w+ ){1,6}beschik|"
    r"\b(?:die|deze|ze) (?:zijn|bestaan) er (?:\w+ )?niet\b|"
    r"(?:documenten|stukken|informatie|document) bestaa[nt]t? (?:\w+ )?niet\b|"
    r"(?:documenten|stukken|informatie)[^.]{0,40}niet (?:onder (?:mij|ons|het college)|bij (?:mij|ons))|"
    r"(?:hebben|heb|heeft) (?:wij |ik |de gemeente )?(?:hierover |daarover )?(?:niets|niks) (?:gevonden|aangetroffen)|"
    r"(?:documenten|stukken|informatie)[^.]{0,30}hebben wij niet\b|"
    r"bij gebrek aan (?:\w+ ){0,4}documenten|niet in (?:een )?document(?:en)? (?:is |zijn )?(?:vastgelegd|neergelegd)",
)
_ALREADY = re.compile(
    r"(?:reeds|al) (?:\w+ ){0,3}(?:openbaar|gepubliceerd|toegankelijk)|openbaar en voor (?:een ieder|iedereen)|"
    r"(?:zijn|is) (?:via|op) [^.]{0,60}(?:openbaar|raadpleegbaar|te vinden)",
)
_PARTLY = re.compile(
    r"gedeelte(?:lijk|n)?\b|(?<!\w)\(?deels\)?(?!\w)|ten dele|grotendeels|deel van de (?:door u )?(?:gevraagde |"
    r"verzochte )?(?:informatie|documenten)|"
    r"met uitzondering van|behoudens|voor zover deze geen|geanonimiseerd(?:e versie|e vorm)? (?:openbaar|verstrek)|"
    r"onleesbaar|"
    r"met weglating|uitgezonderd|voor het overige",
)
_REFUSES = re.compile(
    r"afwijzend|\bwijs(?:t|zen)?\b[^.]{0,80}\baf\b|\baf te wijzen|afgewezen|"
    r"niet (?:\w+ ){0,3}openbaar (?:te )?(?:maken|gemaakt|maak)|"
    r"niet (?:te )?verstrek|niet (?:\w+ )?(?:ingewilligd|in te willigen|inwillig)|te weigeren|\bweiger(?:en|t)?\b|"
    r"geweigerd|"
    r"niet (?:aan uw verzoek )?tegemoet|openbaarmaking[^.]{0,30}achterwege|niet over te gaan tot",
)
_OPENS = re.compile(
    r"(?<!niet )(?<!nog niet )openbaar (?:te maken|gemaakt|maken)|(?:maak|maakt|maken)[^.]{0,120}(?<!niet )openbaar\b|"
    r"(?<!niet )te (?:verstrekken|openbaren)\b|(?<!niet )toe te (?:zenden|sturen)|(?:aan )?uw verzoek te voldoen|"
    r"hierbij (?:zend|stuur|zenden|sturen) (?:ik|wij) [uv]\b|bijgaand (?:stuur|zend|treft|ontvangt)|"
    r"verstrek(?:ken)? (?:ik|wij|u)|tegemoet (?:te komen|komen|gekomen)|in te willigen|"
    r"(?<!niet )ingewilligd|worden (?:hierbij )?(?:dan ook )?openbaar|\bsturen? (?:wij |ik )?u\b[^.]{0,60}documenten|"
    r"treft u [^.]{0,40}aan|ontvangt u (?:de|het|een) (?:gevraagde|vergunning|document)|stuur ik u de informatie",
)
# A refusal that names an exemption's article.
_ON_A_GROUND = re.compile(r"artikel(?:en)? (?:1[01]|5\.[12])\b")
# A part of the answer with at least this many words says something, also without operative words.
_SAYS_SOMETHING = 40
# Objections are well-founded in part; that says nothing of the documents.
_VERDICT_ON_OBJECTION = re.compile(r"(?:deels|gedeeltelijk|grotendeels|geheel) gegrond")
_STANDS = re.compile(r"bezwaar (?:\w+ ){0,2}ongegrond|blijft in stand|niet (?:te )?herroep|geen aanleiding")
# "is bij ons besluit van 17 januari ... openbaar gemaakt": what the decision under objection opened.
_OPENED_BEFORE = re.compile(r"besluit van [^.]{0,160}openbaar gemaakt")
# Part of what was found is decided on later: neither refused nor open yet.
_HELD_BACK = re.compile(r"nog geen (?:beslissing|besluit)[^.]{0,80}(?:documenten|kunnen nemen)|aangehouden")
# How the operative words of a decision on a part begin: "Deelbesluit 2".
_PART_FIRST = re.compile(r"\s*deelbe")
# Subject lines: "Verdaging beslistermijn"; "Doorzending Woo-verzoek".
_SUBJECT_EXTENDS = re.compile(r"verdag")
_SUBJECT_FORWARDS = re.compile(r"doorzend")
# What a letter says of the decision that was objected to.
_PARTLY_BEFORE = re.compile(r"(?:gedeeltelijk|deels|ten dele) openbaar")


def resolve_decision_type(subject: str, opening: str, operative: str) -> tuple[DecisionType, str]:
    """The kind of decision, and the rule.

    Args:
        subject: the subject line.
        opening: the first part of the letter's body.
        operative: the words that decide.
    """
    words = f"{opening} {operative}"
    objects = "bezwaar" in words or "heroverweging" in words
    if _ON_OBJECTION.search(subject) or (objects and _ON_OBJECTION.search(words)):
        return "beslissing op bezwaar", "decides an objection"
    this_part = "deelbe" in words and _THIS_PARTIAL.search(opening)
    if _PARTIAL.search(subject) or this_part or _PART_FIRST.match(operative):
        return "deelbesluit", "names itself a decision on a part"
    decides = _DECIDES.search(operative) or _OPENS.search(operative) or _REFUSES.search(operative)
    if _SUBJECT_EXTENDS.search(subject) or (not decides and _EXTENDS.search(opening)):
        return "verdaging", "only extends the term"
    if _SUBJECT_FORWARDS.search(subject) or (not decides and _FORWARDS.search(opening)):
        return "doorzending", "only passes the request on"
    return "besluit", "default"


def resolve_outcome(
    parts: Sequence[str], body: str, applied: Sequence[str], inventory: Sequence[InventoryItem]
) -> tuple[Outcome | None, str]:
    """The outcome of the letter as a whole, and the rule.

    Args:
        parts: the stretches that decide, in order.
        body: the letter without annexes.
        applied: grounds that the authority withholds on.
        inventory: rows of its list of documents.
    """
    operative = _VERDICT_ON_OBJECTION.sub("gegrond", " ".join(parts))
    if _LAID_ASIDE.search(operative):
        return "buiten behandeling", "laid aside"
    held_back = bool(_HELD_BACK.search(operative))
    if not _OPENS.search(operative) and not _REFUSES.search(operative) and not _STANDS.search(operative):
        # A heading with sub-headings under it: what is decided stands further on.
        operative = f"{operative} {' '.join(match.group() for match in DECIDING.finditer(body))}"
    core = " ".join(match.group() for match in DECIDING.finditer(operative))
    if _OPENS.search(core) or _REFUSES.search(core):
        operative = core
    if _STANDS.search(operative) and not _OPENS.search(_REFUSES.sub(" ", operative)):
        return _as_before(body, applied)
    listed = {item.assessment for item in inventory if item.assessment}
    partly = bool(_PARTLY.search(operative))
    refuses = bool(_REFUSES.search(operative))
    opens = bool(_OPENS.search(_REFUSES.sub(" ", operative)))
    if opens and (partly or refuses):
        return "deels openbaar", "operative words: open in part"
    if opens:
        return _open_unless_withheld(applied, listed, held_back)
    if refuses or (partly and not listed):
        return _refused(operative, body, applied, partly)
    if listed:
        return _from_list(listed), "list of documents"
    if any(_NONE_FOUND.search(part) for part in parts) and any(_answers(part) for part in parts):
        return "openbaar", "answers one part of the request, nothing found for another"
    if _NONE_FOUND.search(operative) or (not applied and _NONE_FOUND.search(body)):
        return "geen documenten", "nothing found"
    if applied:
        return ("deels openbaar", "grounds applied") if _OPENS.search(body) else ("niet openbaar", "grounds applied")
    if _ALREADY.search(body):
        return "reeds openbaar", "already public"
    return ("openbaar", "opens somewhere in the letter") if _OPENS.search(body) else (None, "no operative words")


def _answers(part: str) -> bool:
    return not _NONE_FOUND.search(part) and len(part.split()) >= _SAYS_SOMETHING


def _as_before(body: str, applied: Sequence[str]) -> tuple[Outcome, str]:
    """The outcome of a decision that stays as it was, of which the letter need not repeat the operative words."""
    if _PARTLY_BEFORE.search(body):
        return "deels openbaar", "objection rejected, earlier decision open in part"
    if applied:
        return "niet openbaar", "objection rejected, grounds maintained"
    if _OPENED_BEFORE.search(body) or (_OPENS.search(body) and not _NONE_FOUND.search(body)):
        return "openbaar", "objection rejected, earlier decision opened"
    return (
        ("geen documenten", "objection rejected, nothing found")
        if _NONE_FOUND.search(body)
        else ("niet openbaar", "objection rejected")
    )


def _open_unless_withheld(applied: Sequence[str], listed: set[Assessment], held_back: bool) -> tuple[Outcome, str]:
    if applied:
        return "deels openbaar", "operative words open, grounds applied"
    if listed & {"deels openbaar", "niet openbaar"}:
        return "deels openbaar", "operative words open, the list withholds"
    if held_back:
        return "deels openbaar", "operative words open, part decided on later"
    return "openbaar", "operative words open"


def _refused(operative: str, body: str, applied: Sequence[str], partly: bool) -> tuple[Outcome, str]:
    if partly:
        return "deels openbaar", "operative words: refused in part"
    if applied or _ON_A_GROUND.search(operative):
        return "niet openbaar", "refused on a ground"
    if _NONE_FOUND.search(operative):
        return "geen documenten", "refused, nothing found"
    if _ALREADY.search(operative):
        return "reeds openbaar", "refused, already public"
    if _NONE_FOUND.search(body):
        return "geen documenten", "refused, nothing found"
    return ("reeds openbaar", "refused, already public") if _ALREADY.search(body) else ("niet openbaar", "refused")


def _from_list(listed: set[Assessment]) -> Outcome:
    if listed == {"reeds openbaar"}:
        return "reeds openbaar"
    if listed == {"niet openbaar"} or listed == {"niet openbaar", "reeds openbaar"}:
        return "niet openbaar"
    return "openbaar" if listed <= {"openbaar", "reeds openbaar"} else "deels openbaar"
