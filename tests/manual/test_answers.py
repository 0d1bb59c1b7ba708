"""Every kind of fault that the product can say has an answer in the manual."""

import ast
from pathlib import Path

import pytest

from indicators import account_words, admin_words, own_figures, wording
from indicators.account_book import AccountFault
from indicators.manual import answers, find_place, read_manual
from indicators.manual.answers import answer_chapters
from indicators.passwords import Weakness
from indicators.plan import Plan
from indicators.settings import ROOT
from indicators.sign_in import Answer
from indicators.spreadsheet.unreadable import Trouble as WorkbookTrouble
from indicators.store import Trouble

OTHERS = {
    # Said in one place each, without a kind of its own.
    "session_ended": account_words.SESSION_ENDED,
    "not_from_here": account_words.NOT_FROM_HERE,
    "unknown_to_single_sign_on": account_words.UNKNOWN_TO_SINGLE_SIGN_ON,
    "set_up_closed": account_words.SET_UP_CLOSED,
    "no_admin_yet": account_words.NO_ADMIN_YET,
    "own_wrong_current": account_words.WRONG_CURRENT,
    "own_not_repeated": account_words.NOT_REPEATED,
    "own_same_password": account_words.SAME_PASSWORD,
    "account_last_admin": account_words.LAST_ADMIN,
    "screen_failed": wording.SCREEN_FAILED,
}


def codes_of_the_intake() -> set[str]:
    return {
        node.args[0].value
        for path in (ROOT / "indicators" / "intake").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def kinds_of_fault() -> dict[str, set[str]]:
    faults = {answer.value for answer in Answer} - {"in"}
    return {
        "reading a file": codes_of_the_intake() | {own_figures.CODE},
        "a workbook": {trouble.value for trouble in WorkbookTrouble},
        "the store": {trouble.value for trouble in Trouble},
        "signing in": {f"sign_in_{name}" for name in faults},
        "a password": {f"password_{weakness.value}" for weakness in Weakness},
        "an account": {f"account_{fault.value}" for fault in AccountFault},
        "backups": {f"backup_{name}" for name in admin_words.BACKUP_WARNINGS},
        "others": set(OTHERS),
    }


@pytest.mark.parametrize("kind", kinds_of_fault())
def test_every_fault_of_a_kind_has_an_answer(kind: str) -> None:
    codes = kinds_of_fault()[kind]
    assert codes
    assert codes - set(answers()) == set()


def test_no_fault_is_answered_twice_and_every_answer_is_a_place(plan: Plan) -> None:
    manual = read_manual(plan)
    sections = [section for chapter in answer_chapters() for section in chapter.sections]
    assert {answer.place for answer in answers().values()} == {each.name for each in sections}
    for answer in answers().values():
        found = find_place(manual, answer.place)
        assert found is not None
        assert found[1] is not None
        assert found[1].title == answer.title


def test_an_answer_that_does_not_say_how_to_mend_is_a_mistake(tmp_path: Path) -> None:
    text = "# Lỗi\nMột câu.\n\n## Tên {#code}\nNghĩa là: a.\nVì sao: b.\n"
    (tmp_path / "410-x.md").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="Tên"):
        answer_chapters(tmp_path)
