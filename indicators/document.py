"""The plan as a document: whose it is, its basis, its reporting duty, our rules for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Commune:
    """`code` is the first part of every key in the store."""

    code: str
    name: str
    name_upper: str
    city: str
    people_committee: str
    place: str
    product: str


@dataclass(frozen=True, slots=True)
class Signer:
    authority: str
    capacity: str
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """The plan as a document: number, date, title, period, signer, recipients."""

    type: str
    number: str
    symbol: str
    date: str
    month: int
    year: int
    title: str
    appendix_title: str
    issuer: str
    first_year: int
    last_year: int
    vision_year: int
    recipients: tuple[str, ...]
    no_interim_milestones: str
    models_note: str
    vision_note: str
    signer: Signer


@dataclass(frozen=True, slots=True)
class Basis:
    """A document the plan carries out."""

    number: str
    type: str
    date: date
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Vision:
    year: int
    level: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """The yearly reporting duty: reports are due *before* this day of the year."""

    before_month: int
    before_day: int
    text: str
    clause: str
    who: str
    ad_hoc: str
    quality: str
    compiler: str
    compiler_clause: str
    reviews: str
    recipients: str
    years: tuple[int, ...]

    def deadline(self, year: int) -> date:
        """The day before which the report of `year` is due."""
        return date(year, self.before_month, self.before_day)


@dataclass(frozen=True, slots=True)
class OpenData:
    """On what terms the commune publishes its figures; "" where it has not said.

    `licence` is a short name such as "CC-BY-4.0", `contact` whom readers may ask.
    """

    licence: str = ""
    licence_title: str = ""
    licence_address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """Parameters of the assessment rule; assumptions of this software, not of the plan."""

    on_track_from: Decimal
    behind_from: Decimal
    short_series_below: int
    window_years: int
    stale_after_years: int
    baseline_year: int
    first_data_year: int
