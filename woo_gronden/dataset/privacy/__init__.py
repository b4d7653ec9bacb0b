"""Personal data in free text, found and replaced by typed placeholders.

What has a form of its own (e-mail, telephone, IBAN, BSN, licence plate, address) is found by patterns and their checks;
names by forms of address and initials, and by a Dutch de-identification library.
"""

from woo_gronden.dataset.privacy.find import TYPES, Found, NameFinder, find_personal_data
from woo_gronden.dataset.privacy.replace import LetterAnonymiser, load_anonymiser, load_name_finder

__all__ = [
    "TYPES",
    "Found",
    "LetterAnonymiser",
    "NameFinder",
    "find_personal_data",
    "load_anonymiser",
    "load_name_finder",
]
