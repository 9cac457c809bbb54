"""Fonts in which every letter is a block: text takes its place and looks alike everywhere."""

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000
GAP = 100
LETTERS = range(0x21, 0x2FFF)
SPACES = {0x20, 0xA0, *range(0x2000, 0x200C), 0x202F}


def _block(width: int, height: int) -> Glyph:
    pen = TTGlyphPen(None)
    for move in ((0, 0), (0, height), (width - GAP, height), (width - GAP, 0)):
        (pen.lineTo if move != (0, 0) else pen.moveTo)(move)
    pen.closePath()
    return pen.glyph()


def block_font(name: str, width: int, height: int) -> bytes:
    """A font whose letters are rectangles of this size, in thousandths of the type size."""
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", "space", "block"])
    font.setupCharacterMap({c: "space" if c in SPACES else "block" for c in (*SPACES, *LETTERS)})
    letter, nothing = _block(width, height), TTGlyphPen(None).glyph()
    font.setupGlyf({".notdef": letter, "space": nothing, "block": letter})
    font.setupHorizontalMetrics(dict.fromkeys((".notdef", "space", "block"), (width, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    made = BytesIO()
    font.save(made)
    return made.getvalue()
