"""The commands that keep and bring back a store: backup, restore, verify, repair."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from indicators import store_words, upkeep, upkeep_words
from indicators.answers import refuse
from indicators.events import Event, EventKind
from indicators.plan_folder import PlanError
from indicators.settings import SettingError, Settings, read_settings
from indicators.store import Store, StoreUnavailable, Trouble, close_stores, open_store
from indicators.store.backups import Backup, all_backups, is_whole
from indicators.store.keeping import Keeping
from indicators.store.restoring import Restored, drill, repair, restore, verify

_PATIENCE = 120.0


def backup() -> int:
    """Makes a backup, or has the running dashboard make one."""
    settings, path, keeping = _place()
    if not path.exists():
        return refuse(upkeep_words.NO_DATABASE.format(place=path))
    try:
        made = upkeep.backup_now(_open(settings, path, keeping))
    except StoreUnavailable as error:
        if error.trouble is not Trouble.IN_USE:
            return refuse(store_words.TROUBLES[error.trouble.value])
        made = _asked_for(path, keeping)
        if made is None:
            return refuse(upkeep_words.NO_ANSWER)
    except OSError as error:
        return refuse(store_words.TROUBLES["not_backed_up"], str(error))
    finally:
        close_stores()
    assert made is not None
    _say_made(made)
    for place in keeping.backups[1:]:
        if not (place / made.file.name).exists():
            return refuse(upkeep_words.NOT_COPIED.format(place=place))
    return 0


def bring_back(
    source: Path | None, *, before_upgrade: bool, as_backed_up: bool, only_try: bool
) -> int:
    """Restores the store, or only tries whether it could be."""
    settings, path, keeping = _place()
    try:
        if only_try:
            tried = drill(path, keeping)
            print(upkeep_words.drilled(tried.position.number, tried.rows))
            return _say_missing(tried)
        made = restore(path, keeping, source, before_upgrade, as_backed_up)
    except StoreUnavailable as error:
        return refuse(_not_restored(error, keeping))
    begin = made.backup.file if made.backup else source
    print(
        upkeep_words.restored(
            str(begin) if begin else None, made.position.number, made.replayed, made.rows
        )
    )
    if made.aside is not None:
        print(upkeep_words.kept_aside(str(made.aside)))
    _note(settings, path, keeping, str(begin or ""))
    return _say_missing(made)


def look_over() -> int:
    """Looks through database, journal and backups; 1 where anything is damaged."""
    _, path, keeping = _place()
    checked = verify(path, keeping)
    is_good = True
    if checked.database is not None:
        print(upkeep_words.database_checked(checked.database.number))
    elif checked.trouble is None:
        print(upkeep_words.NO_DATABASE.format(place=path))
    elif checked.trouble.trouble is Trouble.IN_USE:
        print(upkeep_words.DATABASE_IN_USE)
    else:
        is_good = False
        print(store_words.TROUBLES[checked.trouble.trouble.value])
    if checked.journal_broken:
        is_good = False
        print(upkeep_words.journal_broken(checked.journal_broken))
    elif checked.journal_end is None:
        print(upkeep_words.JOURNAL_EMPTY)
    else:
        print(upkeep_words.journal_checked(checked.journal_end.number))
    for one in (*checked.whole, *checked.broken):
        whole = one in checked.whole
        print(upkeep_words.listed(str(one.file), one.taken_at, one.reason.value, one.size, whole))
    if not (checked.whole or checked.broken):
        print(upkeep_words.NO_BACKUP)
    return 0 if is_good and not checked.broken else 1


def mend() -> int:
    """Makes the best of a damaged file in a copy."""
    _, path, keeping = _place()
    try:
        made = repair(path, keeping)
    except StoreUnavailable as error:
        if error.trouble is Trouble.IN_USE:
            return refuse(upkeep_words.STOP_FIRST)
        return refuse(upkeep_words.NOTHING_TO_REPAIR)
    print(upkeep_words.repaired(str(made.file), made.position.number, made.rows))
    return _say_missing(made)


# Steps


def _place() -> tuple[Settings, Path, Keeping]:
    """The settings, the database file and what keeps it. Raises SettingError for a server."""
    settings = read_settings(os.environ)
    if isinstance(settings.database, str) or settings.keeping is None:
        raise SettingError(upkeep_words.NO_FILE)
    return settings, settings.database.resolve(), settings.keeping


def _open(settings: Settings, path: Path, keeping: Keeping) -> Store:
    from indicators.opening import current_plan

    return open_store(path, current_plan(settings.plan_folder).commune.code, keeping=keeping)


def _asked_for(path: Path, keeping: Keeping) -> Backup | None:
    """Waits for the backup that the running dashboard was asked for."""
    before = {made.file for made in all_backups(keeping.backups[:1])}
    upkeep.asking_file(path).touch()
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        new = [made for made in all_backups(keeping.backups[:1]) if made.file not in before]
        if new and is_whole(new[0]):
            return new[0]
        time.sleep(0.3)
    upkeep.asking_file(path).unlink(missing_ok=True)
    return None


def _not_restored(error: StoreUnavailable, keeping: Keeping) -> str:
    if error.trouble is Trouble.IN_USE:
        return upkeep_words.STOP_FIRST
    if error.trouble is Trouble.NOT_BACKED_UP:
        return upkeep_words.NOTHING_TO_RESTORE.format(place=keeping.backups[0])
    return store_words.TROUBLES[error.trouble.value]


def _note(settings: Settings, path: Path, keeping: Keeping, begin: str) -> None:
    """Puts the restoring into the history, where the store opens."""
    try:
        store = _open(settings, path, keeping)
        store.events.record(Event(EventKind.RESTORE, subject=Path(begin).name))
    except (PlanError, StoreUnavailable) as error:
        print(error, file=sys.stderr)
    finally:
        close_stores()


def _say_made(made: Backup) -> None:
    rows = sum(made.rows.values())
    print(upkeep_words.backed_up(str(made.file), made.taken_at, made.position.number, rows))


def _say_missing(made: Restored) -> int:
    if made.missing is None:
        return 0
    return refuse(upkeep_words.missing(made.position.number + 1, made.missing))


COMMANDS: dict[str, Callable[[], int]] = {"backup": backup, "verify": look_over, "repair": mend}
