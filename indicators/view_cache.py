"""What was made of a year's view, kept until the year is seen otherwise."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class ViewCache:
    """The last of each kind, shared by all sessions; at most `most`, the longest unused go first.

    A view is the same object until a figure, a list or the day has changed. It is not kept alive
    here: of many uploads in a row each would leave a whole year's figures behind.
    """

    def __init__(self, most: int = 64) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[weakref.ref[Any], Any]] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, view: object, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives for this view, made at the first question; `key` names its kind."""
        with self._guard:
            known = self._kept.get(key)
            if known is not None and known[0]() is view:
                self._kept.move_to_end(key)
                made: Made = known[1]
                return made
        made = make()
        with self._guard:
            self._kept[key] = (weakref.ref(view), made)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made
