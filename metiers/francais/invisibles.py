"""Characters that nobody sees: they come along from a PDF, a web page or a telephone and change what is compared. Pure.

One cleaning for all that a person gives: files, the admin, searches, codes.
"""

import re

# Unicode's property Default_Ignorable_Code_Point (DerivedCoreProperties.txt).
_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian selectors and separator
    (0x200B, 0x200F),  # zero-width space and joiners, marks of direction
    (0x202A, 0x202E),  # embeddings and overrides of direction
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates of direction
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),  # shorthand
    (0x1D173, 0x1D17A),  # music
    (0xE0000, 0xE0FFF),  # tags, more variation selectors
)
_IGNORABLE = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f"  # tabs and line breaks are seen
# What a joiner or a selector may stand beside in an emoji.
_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2328\u232b-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_ONE = f"{_PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
_FLAG, _KEY = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f", "[0-9#*]\ufe0f?\u20e3"
_EMOJI = f"{_FLAG}|{_KEY}|{_ONE}(?:\u200d{_ONE})*"
_INVISIBLE = re.compile(f"({_EMOJI})|[{_CONTROL}{_IGNORABLE}]")


def without_invisible(text: str) -> str:
    """The text without control characters (tabs and line breaks stay) nor any that Unicode calls ignorable, save the
    joiners and selectors inside an emoji. A text that is only that becomes empty; cleaning twice changes nothing."""
    return _INVISIBLE.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    return found[1] or ""
