"""The clock on the wall in Vietnam, for times that the store keeps in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

LOCAL_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """A time, in UTC where it names no zone, as a clock in Vietnam shows it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(LOCAL_TIME)


def as_utc(moment: datetime) -> datetime:
    """A time as the store keeps it: in UTC, without naming the zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def local_day(moment: datetime) -> date:
    return local(moment).date()


def day_begins(day: date, days_later: int = 0) -> datetime:
    """When a day begins in Vietnam, in UTC without a zone, as the store keeps times."""
    begins = datetime.combine(day + timedelta(days=days_later), time(), LOCAL_TIME)
    return begins.astimezone(UTC).replace(tzinfo=None)
