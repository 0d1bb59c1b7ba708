"""The one template of all presentation files: theme, master and two layouts, for both shapes.

It is python-pptx's own default file, made over here: the office changes a font or a colour of the
whole file in one place (View › Slide Master). Both shapes are 540 points high, so a text has the
same size in both.
"""

from __future__ import annotations

from copy import deepcopy
from enum import Enum, StrEnum
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from indicators.palette import BRAND, LIGHT_LOOK
from indicators.slides import deck_words

FONT = "Arial"
"""On every office PC, with all Vietnamese letters; Linux has the same widths in Liberation Sans."""
LANGUAGE = "vi-VN"
HEIGHT, MARGIN = 540.0, 24.0
FOOT = 502.0
"""Where the footer begins; nothing else reaches below `BOTTOM`."""
BOTTOM = FOOT - 8
KICKER = 13
"""The number of the placeholder above the title."""
_KEPT = {"Title Slide": deck_words.OPENING_LAYOUT, "Title Only": deck_words.CONTENT_LAYOUT}


class Shape(StrEnum):
    """The shape of the slides, as width x height."""

    WIDE = "16x9"
    CLASSIC = "4x3"

    @property
    def width(self) -> float:
        """The width of a slide in points."""
        return 960.0 if self is Shape.WIDE else 720.0


class Ink(Enum):
    """A colour of the theme, by what it is for."""

    TEXT = MSO_THEME_COLOR.TEXT_1
    SECONDARY = MSO_THEME_COLOR.TEXT_2
    BACK = MSO_THEME_COLOR.BACKGROUND_1
    TRACK = MSO_THEME_COLOR.BACKGROUND_2
    PROGRESS = MSO_THEME_COLOR.ACCENT_1
    RULE = MSO_THEME_COLOR.ACCENT_2
    PATH = MSO_THEME_COLOR.ACCENT_3
    ALERT = MSO_THEME_COLOR.ACCENT_4
    PATH_TEXT = MSO_THEME_COLOR.ACCENT_5


_THEME = {
    "dk1": LIGHT_LOOK.text,
    "lt1": LIGHT_LOOK.background,
    "dk2": LIGHT_LOOK.secondary,
    "lt2": LIGHT_LOOK.track,
    "accent1": LIGHT_LOOK.progress,
    "accent2": LIGHT_LOOK.baseline,
    "accent3": LIGHT_LOOK.path,
    "accent4": LIGHT_LOOK.alert,
    "accent5": LIGHT_LOOK.path_text,
    "accent6": BRAND,
    "hlink": BRAND,
    "folHlink": LIGHT_LOOK.path_text,
}


def template(shape: Shape) -> Any:
    """An empty presentation of this shape with the house's theme, master and layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(shape.width), Pt(HEIGHT)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _drop_picture(deck.part.package)
    _paint_theme(deck.slide_master)
    _set_master(deck.slide_master, shape)
    for layout in deck.slide_layouts:
        _set_layout(layout, shape, is_opening=layout.name == "Title Slide")
        layout.name = _KEPT[layout.name]
    return deck


def _drop_picture(package: Any) -> None:
    """Takes out the small picture of the default file, which shows another one."""
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(name)


def set_ink(colour: Any, ink: Ink | str) -> None:
    """Gives a colour format a colour of the theme, or one of the palette's that never changes."""
    if isinstance(ink, Ink):
        colour.theme_color = ink.value
    else:
        colour.rgb = RGBColor.from_string(ink.lstrip("#"))


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """Adds an element to another and returns it."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(name, value)
    parent.append(element)
    return element


def _paint_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", deck_words.THEME)
    colours = theme.find(f".//{qn('a:clrScheme')}")
    for name, value in _THEME.items():
        place = colours.find(qn(f"a:{name}"))
        for old in list(place):
            place.remove(old)
        add(place, "a:srgbClr", val=value.lstrip("#"))
    for face in ("majorFont", "minorFont"):
        fonts = theme.find(f".//{qn(f'a:{face}')}")
        for old in list(fonts):
            fonts.remove(old)
        for script in ("latin", "ea", "cs"):
            add(fonts, f"a:{script}", typeface=FONT)
    part._blob = serialize_part_xml(theme)


def _set_master(master: Any, shape: Shape) -> None:
    _drop(master, "dt")
    inner = shape.width - 2 * MARGIN
    places: dict[str, tuple[float, float, float, float]] = {
        "title": (MARGIN, 38, inner, 46),
        "body": (MARGIN, 92, inner, FOOT - 100),
        "sldNum": (MARGIN, FOOT + 5, 46, 26),
        "ftr": (shape.width / 2, FOOT + 5, shape.width / 2 - MARGIN, 26),
    }
    for holder in master.placeholders:
        name = holder.element.ph.get("type")
        _place(holder, places[name])
        _speak_vietnamese(holder)
        _no_inset(holder, "t" if name == "body" else "ctr")
        style = holder.element.find(f".//{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
        if style is not None:
            style.set("algn", "l" if name == "sldNum" else "r")
            _restyle(style, 16, "tx2", bold=name == "sldNum")
    styles = master.element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    _restyle(title, 32, "tx1", bold=True)
    sizes = (20, 18, 16, 16, 16)
    for level, size in enumerate(sizes, start=1):
        style = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        _restyle(style, size, "tx1", bold=False)
    _rule(master, shape)


def _set_layout(layout: Any, shape: Shape, *, is_opening: bool) -> None:
    _drop(layout, "dt")
    inner = shape.width - 2 * MARGIN
    for holder in layout.placeholders:
        _speak_vietnamese(holder)
        name = holder.element.ph.get("type")
        if name in ("ctrTitle", "subTitle"):
            _place(
                holder, (MARGIN, 120, inner, 84) if name == "ctrTitle" else (MARGIN, 208, inner, 40)
            )
            _no_inset(holder, "b" if name == "ctrTitle" else "t")
            _style(holder, 54 if name == "ctrTitle" else 32, "tx1", bold=True)
        else:
            transform = holder.element.spPr.find(qn("a:xfrm"))
            if transform is not None:  # as the master has it
                holder.element.spPr.remove(transform)
    title = layout.placeholders[0].element
    kicker = deepcopy(title)
    kicker.nvSpPr.cNvPr.set("id", "90")
    kicker.nvSpPr.cNvPr.set("name", "Kicker")
    mark = kicker.ph
    mark.set("type", "body")
    mark.set("idx", str(KICKER))
    mark.set("sz", "quarter")
    title.addnext(kicker)
    holder = next(h for h in layout.placeholders if h.placeholder_format.idx == KICKER)
    holder.text_frame.text = deck_words.TEXT_PROMPT
    _place(holder, (MARGIN, 14, inner, 22))
    _no_inset(holder, "ctr")
    _style(holder, 16, "tx2", bold=False)


def _style(holder: Any, size: int, colour: str, *, bold: bool) -> None:
    """Gives the first level of a placeholder its own style: no bullet, at the left."""
    styles = holder.element.txBody.find(qn("a:lstStyle"))
    for old in list(styles):
        styles.remove(old)
    style = add(styles, "a:lvl1pPr", marL="0", indent="0", algn="l")
    add(style, "a:buNone")
    add(style, "a:defRPr")
    _restyle(style, size, colour, bold=bold)


def _restyle(style: Any, size: int, colour: str, *, bold: bool) -> None:
    run = style.find(qn("a:defRPr"))
    run.set("sz", str(size * 100))
    run.set("b", "1" if bold else "0")
    fill = run.find(qn("a:solidFill"))
    if fill is None:
        fill = OxmlElement("a:solidFill")
        run.insert(0, fill)
    for old in list(fill):
        fill.remove(old)
    add(fill, "a:schemeClr", val=colour)


def _place(holder: Any, place: tuple[float, float, float, float]) -> None:
    holder.left, holder.top, holder.width, holder.height = (Pt(value) for value in place)


def _no_inset(holder: Any, anchor: str) -> None:
    """A placeholder's text begins at its edge; its size is ours, not fitted by the program."""
    frame = holder.element.txBody.find(qn("a:bodyPr"))
    for old in list(frame):
        frame.remove(old)
    for side in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(side, "0")
    frame.set("anchor", anchor)


def _speak_vietnamese(holder: Any) -> None:
    name = holder.element.ph.get("type") or "body"
    prompt = deck_words.TITLE_PROMPT if "itle" in name else deck_words.TEXT_PROMPT
    for number, text in enumerate(holder.element.iter(qn("a:t"))):
        if name not in ("sldNum", "ftr"):
            text.text = prompt if not number else f"{prompt} ({number + 1})"
    for kind in ("a:rPr", "a:endParaRPr"):
        for run in holder.element.iter(qn(kind)):
            run.set("lang", LANGUAGE)


def _drop(owner: Any, kind: str) -> None:
    for holder in list(owner.placeholders):
        if holder.element.ph.get("type") == kind:
            holder.element.getparent().remove(holder.element)


def _rule(master: Any, shape: Shape) -> None:
    """The line above the footer."""
    line = parse_xml(
        f'<p:cxnSp {nsdecls("p", "a")}><p:nvCxnSpPr><p:cNvPr id="91" name="Rule"/><p:cNvCxnSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="0" y="{Pt(FOOT)}"/>'
        f'<a:ext cx="{Pt(shape.width)}" cy="0"/></a:xfrm><a:prstGeom prst="line"/><a:ln w="9525">'
        '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )
    master.shapes._spTree.append(line)
