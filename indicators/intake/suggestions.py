"""What a refused cell may have meant: choices for one click, never taken unasked."""

from __future__ import annotations

import re

from indicators.intake import row_sentences
from indicators.intake.identities import IndicatorNames
from indicators.intake.template import KIND_NAMES
from indicators.observations import Fault, Option
from indicators.plan import Plan

_NUMBER = re.compile(r"\d[\d.,]*")


class Suggestions:
    """Finds them for one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._indicators = IndicatorNames(plan)

    def of(self, fault: Fault) -> tuple[Option, ...]:
        """Texts that a refused cell may be corrected to; most faults have none."""
        if fault.code == "unknown_indicator":
            return tuple(
                Option(code, row_sentences.is_indicator(code, measured.short_name))
                for code in self._indicators.codes_like(fault.seen)
                if (measured := self._plan.find_measured(code)) is not None
            )
        if fault.code == "unknown_kind":
            return tuple(Option(name, name) for name in KIND_NAMES)
        if fault.code == "number_with_words":
            numbers = _NUMBER.findall(fault.seen)
            return (Option(numbers[0], numbers[0]),) if len(numbers) == 1 else ()
        return ()
