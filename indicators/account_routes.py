"""The addresses for signing in and out, the first administrator and the own account.

Every change is a POST from a page of ours: it brings the key of its form, and the browser says
that it comes from this address. Nothing typed is ever logged.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from indicators import account_words as words
from indicators import doorway, second_factor, store_words, wording
from indicators.account_book import is_name
from indicators.account_pages import (
    ADD_FACTOR,
    CHANGE_PASSWORD,
    DEED,
    DROP_FACTOR,
    HEADERS,
    SIGN_OUT_ELSEWHERE,
    AccountPages,
    OwnAccount,
    Said,
    answer,
)
from indicators.accounts import LOGIN_PATTERN, Account, Role
from indicators.passwords import Weakness
from indicators.plan import Plan
from indicators.server import is_from_here
from indicators.sign_in import Answer, Outcome, SignedIn, SignIn
from indicators.store import StoreUnavailable

_UNAVAILABLE = 503
_STATUS = {Answer.WRONG: 401, Answer.DISABLED: 403, Answer.LATE: 401, Answer.WAIT: 429}
_SENTENCES = {Answer.WRONG: words.WRONG, Answer.DISABLED: words.DISABLED, Answer.LATE: words.LATE}
_log = logging.getLogger(__name__)
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """What the pages need of the dashboard at the moment of a request."""

    plan: Plan
    door: SignIn
    has_admin: bool
    viewers_sign_in: bool = False
    single_sign_on: str = ""


class AccountRoutes:
    """The routes; `place` is asked at each request and may raise StoreUnavailable or PlanError."""

    def __init__(self, place: Callable[[], Place], pages: AccountPages) -> None:
        self._place, self._pages = place, pages

    def routes(self) -> list[Route]:
        each = (
            (doorway.SIGN_IN, self._show_sign_in, self._sign_in),
            (doorway.SIGN_OUT, self._show_sign_out, self._sign_out),
            (doorway.SET_UP, self._show_set_up, self._set_up),
            (doorway.OWN, self._show_own, self._change_own),
        )
        routes = [
            Route(address, self._answering(show, change), methods=["GET", "POST"])
            for address, show, change in each
        ]
        return [*routes, self._pages.route()]

    def _answering(
        self,
        show: Callable[[Request, Place], Response],
        change: Callable[[Request, Place, Fields], Response],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                fields = await doorway.form_of(request) if request.method == "POST" else None
            except doorway.TooLarge:
                return Response(words.TOO_LARGE, 413, HEADERS, "text/plain; charset=utf-8")
            return await run_in_threadpool(answered, request, fields)

        def answered(request: Request, fields: Fields | None) -> Response:
            try:
                place = self._place()
                if fields is None:
                    return show(request, place)
                if not self._is_ours(request, fields):
                    return self._message(place, words.NOT_FROM_HERE, 403)
                return change(request, place, fields)
            except Exception as error:
                # The error's text could hold what was typed; its type is enough to go by.
                _log.error("an account page failed: %s", type(error).__name__)
                told = wording.SCREEN_FAILED
                if isinstance(error, StoreUnavailable):
                    told = store_words.TROUBLES[error.trouble.value]
                return Response(told, _UNAVAILABLE, HEADERS, "text/plain; charset=utf-8")

        return endpoint

    def _is_ours(self, request: Request, fields: Fields) -> bool:
        """Whether a form is from a page that this very browser got from here."""
        tokens = [doorway.token_of(request.cookies)]
        if request.url.path in (doorway.SIGN_IN, doorway.SET_UP):
            tokens.append(doorway.token_before(request))
        key = fields.get(doorway.FORM_KEY, "")
        is_known = any(doorway.fits_form(token, key) for token in tokens)
        return is_known and is_from_here(request.headers)

    # Signing in

    def _show_sign_in(self, request: Request, place: Place) -> Response:
        found = place.door.find(doorway.token_of(request.cookies))
        told = words.signed_in_as(found.account.full_name) if found and found.may_work else ""
        said = Said(told, is_wrong=False)
        return self._ask_sign_in(request, place, request.query_params, said)

    def _ask_sign_in(
        self,
        request: Request,
        place: Place,
        fields: Fields,
        said: Said,
        status: int = 200,
        login: str = "",
    ) -> Response:
        free = words.VIEWING_NEEDS_SIGN_IN if place.viewers_sign_in else words.VIEWING_IS_FREE
        notes = [free] if place.has_admin else [free, words.NO_ADMIN_YET]
        back = doorway.local_address(fields.get(doorway.RETURN_TO, "/"))
        return self._with_key(
            request,
            lambda key: self._pages.sign_in(
                place.plan.commune,
                key,
                back,
                said,
                login=login,
                notes=notes,
                single_sign_on=place.single_sign_on,
            ),
            status,
        )

    def _sign_in(self, request: Request, place: Place, fields: Fields) -> Response:
        visit, token = doorway.visit_of(request), doorway.token_of(request.cookies)
        if "ma" in fields:
            outcome = place.door.with_code(token, fields["ma"], visit)
        else:
            outcome = place.door.with_password(
                fields.get("ten", ""), fields.get("mat-khau", ""), visit
            )
            # Whoever was signed in at this browser before is out: its token is not used again.
            if outcome.answer in (Answer.IN, Answer.NEEDS_CODE):
                place.door.sign_out(token, visit)
        back = doorway.local_address(fields.get(doorway.RETURN_TO, "/"))
        if outcome.answer is Answer.NEEDS_CODE:
            page = self._pages.code(
                place.plan.commune, doorway.form_key(outcome.token), back, Said()
            )
            return self._keeping(answer(page), request, outcome.token)
        if outcome.answer is Answer.IN:
            return self._welcome(request, place, outcome, back)
        said, status = _said(outcome), _STATUS[outcome.answer]
        if "ma" in fields and outcome.answer in (Answer.WRONG, Answer.WAIT):
            wrong = Said(words.WRONG_CODE) if outcome.answer is Answer.WRONG else said
            key = doorway.form_key(token)
            return answer(self._pages.code(place.plan.commune, key, back, wrong), status)
        login = fields.get("ten", "").strip()
        shown = login if LOGIN_PATTERN.fullmatch(login.casefold()) else ""
        return self._ask_sign_in(request, place, fields, said, status, shown)

    def _welcome(
        self, request: Request, place: Place, outcome: Outcome, back: str = "/"
    ) -> Response:
        found = place.door.find(outcome.token)
        must_change = found is None or found.credential.must_change
        response = RedirectResponse(doorway.OWN if must_change else back, 303, HEADERS)
        doorway.forget(response, request, doorway.BEFORE)
        return self._keeping(response, request, outcome.token)

    def _show_sign_out(self, request: Request, place: Place) -> Response:
        token = doorway.token_of(request.cookies)
        found = place.door.find(token)
        if found is None:
            return RedirectResponse("/", 303, HEADERS)
        key, name = doorway.form_key(token), found.account.full_name
        return answer(self._pages.sign_out(place.plan.commune, key, name))

    def _sign_out(self, request: Request, place: Place, _: Fields) -> Response:
        place.door.sign_out(doorway.token_of(request.cookies), doorway.visit_of(request))
        said = Said(words.SIGNED_OUT, is_wrong=False)
        response = self._ask_sign_in(request, place, {}, said)
        doorway.forget(response, request)
        return response

    # The first administrator

    def _show_set_up(self, request: Request, place: Place) -> Response:
        code = request.query_params.get(doorway.SET_UP_CODE, "")
        if not place.door.opens_setup(code):
            return self._message(place, words.SET_UP_CLOSED, 403)
        return self._ask_set_up(request, place, code, Said(), {})

    def _ask_set_up(
        self,
        request: Request,
        place: Place,
        code: str,
        said: Said,
        fields: Fields,
        status: int = 200,
    ) -> Response:
        return self._with_key(
            request,
            lambda key: self._pages.set_up(
                place.plan.commune,
                key,
                code,
                said,
                login=fields.get("ten", ""),
                full_name=fields.get("ho-ten", ""),
                also_editor="bien-tap" in fields,
            ),
            status,
        )

    def _set_up(self, request: Request, place: Place, fields: Fields) -> Response:
        code = fields.get(doorway.SET_UP_CODE, "")
        if not place.door.opens_setup(code):
            return self._message(place, words.SET_UP_CLOSED, 403)
        login = fields.get("ten", "").strip().casefold()
        name, password = fields.get("ho-ten", "").strip(), fields.get("mat-khau-moi", "")
        fault = ""
        if not is_name(name):
            fault = words.ACCOUNT_FAULTS["name"]
        elif not LOGIN_PATTERN.fullmatch(login):
            fault = words.ACCOUNT_FAULTS["login"]
        elif password != fields.get("nhac-lai", ""):
            fault = words.NOT_REPEATED
        if fault:
            return self._ask_set_up(request, place, code, Said(fault), fields, 422)
        roles = {Role.ADMIN, Role.EDITOR} if "bien-tap" in fields else {Role.ADMIN}
        account = Account(login, name, frozenset(roles))
        made = place.door.set_up(code, account, password, doorway.visit_of(request))
        if made is None:
            return self._message(place, words.SET_UP_CLOSED, 403)
        if isinstance(made, Weakness):
            said = Said(words.WEAKNESSES[made.value])
            return self._ask_set_up(request, place, code, said, fields, 422)
        return self._welcome(request, place, made)

    # The own account

    def _show_own(self, request: Request, place: Place) -> Response:
        token = doorway.token_of(request.cookies)
        found = place.door.find(token, used=True)
        if found is None or found.session.awaits_code:
            return RedirectResponse(doorway.sign_in_address(doorway.OWN), 303, HEADERS)
        asks_factor = request.query_params.get(DEED) == ADD_FACTOR
        if asks_factor and found.may_work and not found.credential.has_second_factor:
            return self._ask_factor(place, found, token, Said())
        return self._own(place, found, token, Said())

    def _own(
        self, place: Place, found: SignedIn, token: str, said: Said, status: int = 200
    ) -> Response:
        own = OwnAccount(
            found.account,
            place.plan.unit_name(found.account.unit) if found.account.unit else "",
            place.door.sessions_of(found.account.login),
            found.session.token_hash,
            found.credential.has_second_factor,
            found.credential.must_change,
        )
        key = doorway.form_key(token)
        return answer(self._pages.own_account(place.plan.commune, key, own, said), status)

    def _ask_factor(
        self, place: Place, found: SignedIn, token: str, said: Said, status: int = 200
    ) -> Response:
        commune, secret = place.plan.commune, second_factor.new_secret()
        login = found.account.login
        picture = second_factor.qr_picture(
            second_factor.app_address(secret, login, commune.product)
        )
        key = doorway.form_key(token)
        page = self._pages.second_factor(commune, key, login, secret, picture, said)
        return answer(page, status)

    def _change_own(self, request: Request, place: Place, fields: Fields) -> Response:
        token, visit = doorway.token_of(request.cookies), doorway.visit_of(request)
        found = place.door.find(token, used=True)
        if found is None or found.session.awaits_code:
            return RedirectResponse(doorway.sign_in_address(doorway.OWN), 303, HEADERS)
        deed = fields.get(DEED, "")
        if deed == SIGN_OUT_ELSEWHERE:
            place.door.sign_out_elsewhere(found)
            return self._own(place, found, token, Said(words.SIGNED_OUT_ELSEWHERE, is_wrong=False))
        is_allowed = deed == CHANGE_PASSWORD or (
            found.may_work and deed in (ADD_FACTOR, DROP_FACTOR)
        )
        if not is_allowed:
            return self._own(place, found, token, Said(), 400)
        known = place.door.knows_password(found, fields.get("mat-khau", ""), visit)
        if known.answer is not Answer.IN:
            is_wrong = known.answer is Answer.WRONG
            said = Said(words.WRONG_CURRENT) if is_wrong else _said(known)
            status = _STATUS[known.answer]
            if deed == ADD_FACTOR:
                return self._ask_factor(place, found, token, said, status)
            return self._own(place, found, token, said, status)
        if deed == CHANGE_PASSWORD:
            return self._change_password(request, place, found, token, fields)
        if deed == DROP_FACTOR:
            dropped = place.door.drop_second_factor(found, fields.get("mat-khau", ""), visit)
            said = (
                Said(words.TURNED_OFF, is_wrong=False) if dropped else Said(words.TOO_SHORT_WITHOUT)
            )
            again = place.door.find(token) or found
            return self._own(place, again, token, said, 200 if dropped else 422)
        secret = fields.get("khoa", "")
        codes = (
            place.door.add_second_factor(found, secret, fields.get("ma", ""), visit)
            if second_factor.is_secret(secret)
            else None
        )
        if codes is None:
            return self._ask_factor(place, found, token, Said(words.WRONG_NEW_CODE), 422)
        return answer(self._pages.recovery_codes(place.plan.commune, codes))

    def _change_password(
        self, request: Request, place: Place, found: SignedIn, token: str, fields: Fields
    ) -> Response:
        new = fields.get("mat-khau-moi", "")
        weak = place.door.weakness_of(found, new)
        fault = ""
        if new != fields.get("nhac-lai", ""):
            fault = words.NOT_REPEATED
        elif new == fields.get("mat-khau", ""):
            fault = words.SAME_PASSWORD
        elif weak is not None:
            fault = words.WEAKNESSES[weak.value]
        if fault:
            return self._own(place, found, token, Said(fault), 422)
        fresh = place.door.change_password(found, new, doorway.visit_of(request))
        again = place.door.find(fresh)
        if again is None:
            return RedirectResponse(doorway.SIGN_IN, 303, HEADERS)
        said = Said(words.PASSWORD_CHANGED, is_wrong=False)
        return self._keeping(self._own(place, again, fresh, said), request, fresh)

    # Parts of every answer

    def _with_key(
        self, request: Request, page: Callable[[str], str], status: int = 200
    ) -> Response:
        """A page with a form for somebody who is not signed in."""
        token = doorway.token_before(request) or doorway.new_token_before()
        response = answer(page(doorway.form_key(token)), status)
        doorway.keep(response, request, token, doorway.BEFORE)
        return response

    def _keeping(self, response: Response, request: Request, token: str) -> Response:
        doorway.keep(response, request, token)
        return response

    def _message(self, place: Place, sentence: str, status: int) -> Response:
        page = self._pages.message(place.plan.commune, words.SIGN_IN, Said(sentence))
        return answer(page, status)


def _said(outcome: Outcome) -> Said:
    if outcome.until is not None:
        return Said(words.wait(outcome.until))
    return Said(_SENTENCES[outcome.answer])
