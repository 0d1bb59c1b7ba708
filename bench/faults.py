"""Faults by the thousand: `python bench/faults.py [states] [kills]`, from the top folder.

Kills at random moments of confirms and backups; every prefix, torn and missing write of a recorded
run; and bits flipped and ends cut off every file of a store. Each state is opened as the program
does and, where that is refused, restored by the command. Printed is how they were found, and every
loss with what was lost. Needs Linux and strace.
"""

import logging
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.store.faults import (  # noqa: E402
    LOG,
    NAME,
    Lost,
    Seen,
    cuts,
    fill,
    flips,
    killed,
    looked_at,
)
from tests.store.recorded_writes import lay_down, record, states  # noqa: E402

Look = Callable[[], Seen]
COUNT = 12


def kills(folder: Path, times: int) -> Iterator[Look]:
    """A store that is killed again and again."""
    chance, store = random.Random(11), folder / "killed"

    def kill() -> Seen:
        told = killed(store, chance.uniform(0, 0.2), backup_every=9)
        seen = looked_at(store, told)
        if seen.version not in (told, told + 1):
            raise Lost(f"{seen.version} submissions, and {told} were told")
        if seen.version > 150:
            shutil.rmtree(store)
        return seen

    yield from [kill] * times


def power_cuts(folder: Path, times: int) -> Iterator[Look]:
    """States between the writes of one recorded run."""
    for turn in range(1 + times // 400):
        found = list(states(record(folder / f"run{turn}", COUNT + turn, backup_after=5), seed=turn))
        random.Random(turn).shuffle(found)
        for state in found[: min(400, times - turn * 400)]:

            def look(state=state) -> Seen:  # type: ignore[no-untyped-def]
                place = folder / "state"
                lay_down(state.steps, place)
                try:
                    return looked_at(place, state.told)
                except Lost as loss:
                    raise Lost(f"{state.name}: {loss}") from loss
                finally:
                    shutil.rmtree(place)

            yield look


def damage(folder: Path, name: str, changed: Callable[[bytes], Iterator[bytes]]) -> Iterator[Look]:
    """One file of a store, changed in many ways."""
    store = folder / f"damaged-{name.replace('/', '-')}-{random.random()}"
    fill(store / NAME, COUNT, backup_after=COUNT // 2)
    (file,) = list(store.glob(name))[-1:]
    whole = file.read_bytes()

    for content in changed(whole):

        def look(content=content) -> Seen:  # type: ignore[no-untyped-def]
            file.write_bytes(content)
            return looked_at(store, COUNT)

        yield look


def run(name: str, looks: Iterator[Look]) -> int:
    """Looks at every state, prints how they were found, and gives the number of losses."""
    found: Counter[str] = Counter()
    begun = time.monotonic()
    for number, look in enumerate(looks, start=1):
        try:
            found[look().outcome.value] += 1
        except Lost as loss:
            found["LOST"] += 1
            print(f"  lost: {loss}", flush=True)
        if number % 50 == 0:
            print(f"  {name}: {number} so far, {dict(found)}", file=sys.stderr, flush=True)
    total = sum(found.values())
    print(f"{name}: {total} states in {time.monotonic() - begun:.0f} s", flush=True)
    for outcome, count in found.most_common():
        print(f"    {count:6} {outcome}", flush=True)
    return found["LOST"]


def main(count: int, kill_count: int) -> int:
    logging.disable(logging.CRITICAL)
    each = max(count // 8, 1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lost = run("killed at a random moment", kills(folder, kill_count))
        lost += run("power cut between writes", power_cuts(folder, count))
        for name, file in (
            ("log (.wal)", LOG),
            ("main file", NAME),
            ("journal", f"{NAME}.journal/*.jsonl"),
            ("backup", f"{NAME}.backups/*.duckdb"),
        ):
            lost += run(f"{name}, a flipped bit", damage(folder, file, lambda b: flips(b, each, 1)))
            lost += run(f"{name}, cut short", damage(folder, file, lambda b: cuts(b, each)))
    print(f"lost altogether: {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(main(*(numbers + [800, 200][len(numbers) :])))
