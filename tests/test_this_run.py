"""A question is asked once in a run, and anew in the next, also after one that broke off."""

import threading

import pytest

from indicators import this_run


@pytest.fixture
def asked() -> list[int]:
    return []


def ask(asked: list[int]) -> int:
    def count() -> int:
        asked.append(len(asked) + 1)
        return asked[-1]

    return this_run.once("count", count)


def test_a_run_asks_once(asked: list[int]) -> None:
    with this_run.begun():
        assert [ask(asked), ask(asked)] == [1, 1]


def test_the_next_run_asks_again_after_one_that_broke_off(asked: list[int]) -> None:
    def broken_off() -> None:
        with this_run.begun():
            ask(asked)
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    with this_run.begun():
        assert ask(asked) == 2


def test_outside_a_run_every_question_is_asked(asked: list[int]) -> None:
    assert [ask(asked), ask(asked)] == [1, 2]


def test_sessions_at_work_at_once_do_not_share_answers(asked: list[int]) -> None:
    def other() -> None:
        with this_run.begun():
            ask(asked)

    with this_run.begun():
        ask(asked)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert ask(asked) == 1
    assert asked == [1, 2]
