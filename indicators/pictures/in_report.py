"""The pictures of the yearly report, drawn once for each version of the figures."""

from __future__ import annotations

import threading

from indicators.board import View
from indicators.report.document import Picture

_TRAJECTORY_WIDTH = 138.0
"""Millimetres: two of them on a page."""
_KEPT = 4
_made: list[tuple[View, tuple[Picture, ...]]] = []
_making = threading.Lock()


def report_pictures(view: View) -> tuple[Picture, ...]:
    """The overview, and the trajectory of every leading indicator by its code."""
    with _making:
        for known, pictures in _made:
            # A board keeps one view a version, year and day.
            if known is view:
                return pictures
        pictures = _drawn(view)
        _made.append((view, pictures))
        del _made[:-_KEPT]
        return pictures


def _drawn(view: View) -> tuple[Picture, ...]:
    from indicators.pictures import drawing

    leading = sorted(
        (s for s in view.standings if s.indicator.is_leading), key=lambda s: s.indicator.code
    )
    charts = [(drawing.overview(view, is_headed=False), drawing.PAGE_WIDTH)]
    charts += [
        (drawing.trajectory(view, standing, is_headed=False), _TRAJECTORY_WIDTH)
        for standing in leading
    ]
    return tuple(
        Picture(
            png=drawing.as_png(chart, width),
            alt=chart.text,
            caption=f"{chart.about}: {chart.title[:1].lower()}{chart.title[1:]}",
            width=width,
        )
        for chart, width in charts
    )
