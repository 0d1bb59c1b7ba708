"""The pages for signing in and for the own account, as HTML; they need no script."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from indicators import account_words as words
from indicators import notation, wording
from indicators.accounts import Account, Session
from indicators.components import asset
from indicators.document import Commune
from indicators.doorway import (
    FORM_KEY,
    OWN,
    RETURN_TO,
    SET_UP,
    SET_UP_CODE,
    SIGN_IN,
    SIGN_OUT,
    with_return,
)
from indicators.projector import font_face
from indicators.server import IMMUTABLE

DEED = "viec"
CHANGE_PASSWORD, ADD_FACTOR, DROP_FACTOR, SIGN_OUT_ELSEWHERE = (
    "doi-mat-khau",
    "bat-hai-lop",
    "tat-hai-lop",
    "dang-xuat-noi-khac",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
}
_STYLE = asset("account.css")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence at the top of a form: what went wrong, or what was done."""

    text: str = ""
    is_wrong: bool = True

    def html(self) -> str:
        if not self.text:
            return ""
        role, kind = ("alert", "said wrong") if self.is_wrong else ("status", "said")
        return f'<p class="{kind}" role="{role}">{escape(self.text)}</p>'


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the page of the own account shows."""

    account: Account
    unit_name: str
    sessions: Sequence[Session]
    this_session: str = field(repr=False)
    has_second_factor: bool = False
    must_change: bool = False


class AccountPages:
    """Every page in the frame of one commune; `font` is the address of the font's file."""

    def __init__(self, font: str = "") -> None:
        self._style = (font_face(font) + _STYLE).encode()
        mark = hashlib.sha256(self._style).hexdigest()[:12]
        self._style_address = f"/assets/account.{mark}.css"

    def route(self) -> Route:
        """The style sheet's."""
        headers = {"Cache-Control": IMMUTABLE}
        return Route(self._style_address, lambda _: Response(self._style, 200, headers, "text/css"))

    def sign_in(
        self,
        commune: Commune,
        key: str,
        back: str,
        said: Said,
        *,
        login: str = "",
        notes: Sequence[str] = (),
        single_sign_on: str = "",
    ) -> str:
        other = (
            f'<a class="button plain" href="{escape(with_return(single_sign_on, back))}">'
            f"{words.SINGLE_SIGN_ON}</a>"
            if single_sign_on
            else ""
        )
        form = _form(
            SIGN_IN,
            key,
            {RETURN_TO: back},
            _field("ten", words.LOGIN, login, complete="username", focus=not login),
            _field("mat-khau", words.PASSWORD, kind="password", complete="current-password"),
            button=words.SIGN_IN,
        )
        card = f"<h1>{words.SIGN_IN}</h1>{said.html()}{form}{other}"
        foot = "".join(f"<p>{escape(note)}</p>" for note in (*notes, words.FORGOTTEN))
        foot += f'<p><a href="/">{words.TO_START}</a></p>'
        return self._page(commune, words.SIGN_IN, _narrow(card, foot))

    def code(self, commune: Commune, key: str, back: str, said: Said) -> str:
        form = _form(
            SIGN_IN,
            key,
            {RETURN_TO: back},
            _field("ma", words.CODE, hint=words.CODE_HINT, complete="one-time-code", focus=True),
            button=words.CONTINUE,
        )
        card = f"<h1>{words.CODE}</h1>{said.html()}{form}"
        foot = f'<p><a href="{SIGN_IN}">{words.BACK}</a></p>'
        return self._page(commune, words.CODE, _narrow(card, foot))

    def set_up(
        self,
        commune: Commune,
        key: str,
        code: str,
        said: Said,
        *,
        login: str = "",
        full_name: str = "",
        also_editor: bool = False,
    ) -> str:
        checked = " checked" if also_editor else ""
        form = _form(
            SET_UP,
            key,
            {SET_UP_CODE: code},
            _field(
                "ho-ten",
                words.FULL_NAME,
                full_name,
                hint=words.NAME_HINT,
                complete="name",
                focus=True,
            ),
            _field("ten", words.LOGIN, login, hint=words.LOGIN_HINT, complete="username"),
            *_new_password(),
            '<label class="check"><input type="checkbox" name="bien-tap" value="1"'
            f"{checked}><span>{words.ALSO_EDITOR}</span></label>",
            button=words.SET_UP_DO,
        )
        card = f'<h1>{words.SET_UP}</h1><p class="lead">{words.SET_UP_LEAD}</p>{said.html()}{form}'
        return self._page(commune, words.SET_UP, _narrow(card, ""))

    def sign_out(self, commune: Commune, key: str, full_name: str) -> str:
        form = _form(SIGN_OUT, key, {}, button=words.SIGN_OUT)
        card = f"<h1>{words.SIGN_OUT}</h1><p>{escape(words.signed_in_as(full_name))}</p>{form}"
        return self._page(
            commune, words.SIGN_OUT, _narrow(card, f'<p><a href="/">{words.TO_START}</a></p>')
        )

    def message(self, commune: Commune, title: str, said: Said, link: str = "/") -> str:
        """One sentence and a way on."""
        name = words.SIGN_IN if link.startswith(SIGN_IN) else words.TO_START
        card = f'<h1>{escape(title)}</h1>{said.html()}<p><a href="{escape(link)}">{name}</a></p>'
        return self._page(commune, title, _narrow(card, ""))

    def own_account(self, commune: Commune, key: str, own: OwnAccount, said: Said) -> str:
        account = own.account
        facts = {
            words.FULL_NAME: account.full_name,
            words.LOGIN: account.login,
            words.ROLES_TITLE: words.role_names(account.roles),
            **({words.UNIT: own.unit_name} if own.unit_name else {}),
        }
        listed = "".join(f"<dt>{k}</dt><dd>{escape(v)}</dd>" for k, v in facts.items())
        leave = _form(SIGN_OUT, key, {}, button=words.SIGN_OUT, look="plain")
        start = "" if own.must_change else f'<a class="button" href="/">{words.TO_START}</a>'
        cards = [
            f"<h1>{words.OWN_ACCOUNT}</h1>{said.html()}"
            f'<dl class="facts">{listed}</dl><div class="actions">{start}{leave}</div>',
            self._password_card(key, own),
        ]
        if not own.must_change:
            cards += [self._factor_card(key, own), self._sessions_card(key, own)]
        return self._page(commune, words.OWN_ACCOUNT, _wide(cards))

    def second_factor(
        self, commune: Commune, key: str, login: str, secret: str, picture: str, said: Said
    ) -> str:
        form = _form(
            OWN,
            key,
            {DEED: ADD_FACTOR, "khoa": secret},
            _whose(login),
            _field(
                "mat-khau", words.CURRENT_PASSWORD, kind="password", complete="current-password"
            ),
            _field("ma", words.CODE, complete="one-time-code", look="code"),
            button=words.TURN_ON,
        )
        spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        card = (
            f"<h1>{words.SECOND_FACTOR}</h1>{said.html()}<p>{words.SCAN}</p>"
            f'<div class="qr"><div role="img" aria-label="{words.QR_TITLE}">{picture}</div>'
            f'<div><p class="quiet">{words.TYPE_SECRET}<br><code>{spaced}</code></p>{form}</div>'
            f'</div><p class="foot"><a href="{OWN}">{words.BACK}</a></p>'
        )
        return self._page(commune, words.SECOND_FACTOR, _wide([card]))

    def recovery_codes(self, commune: Commune, codes: Sequence[str]) -> str:
        listed = "".join(f"<li><code>{escape(code)}</code></li>" for code in codes)
        card = (
            f"<h1>{words.RECOVERY_TITLE}</h1><p>{words.RECOVERY_LEAD}</p>"
            f'<ol class="codes">{listed}</ol><a class="button" href="{OWN}">{words.CONTINUE}</a>'
        )
        return self._page(commune, words.RECOVERY_TITLE, _wide([card]))

    def _password_card(self, key: str, own: OwnAccount) -> str:
        form = _form(
            OWN,
            key,
            {DEED: CHANGE_PASSWORD},
            _whose(own.account.login),
            '<div class="two"><div>',
            _field(
                "mat-khau",
                words.CURRENT_PASSWORD,
                kind="password",
                complete="current-password",
                focus=own.must_change,
            ),
            "</div></div>",
            '<div class="two">',
            *(f"<div>{each}</div>" for each in _new_password()),
            "</div>",
            button=words.CHANGE_PASSWORD,
        )
        lead = f'<p class="said wrong">{words.MUST_CHANGE}</p>' if own.must_change else ""
        return f"<h2>{words.CHANGE_PASSWORD}</h2>{lead}{form}"

    def _factor_card(self, key: str, own: OwnAccount) -> str:
        title = f"<h2>{words.SECOND_FACTOR}</h2>"
        if not own.has_second_factor:
            return (
                f"{title}<p>{words.SECOND_FACTOR_OFF}</p>"
                f'<a class="button plain" href="{OWN}?{DEED}={ADD_FACTOR}">{words.TURN_ON}</a>'
            )
        form = _form(
            OWN,
            key,
            {DEED: DROP_FACTOR},
            _whose(own.account.login),
            '<div class="two"><div>',
            _field(
                "mat-khau", words.CURRENT_PASSWORD, kind="password", complete="current-password"
            ),
            "</div></div>",
            button=words.TURN_OFF,
            look="plain",
        )
        return f"{title}<p>{words.SECOND_FACTOR_ON}</p>{form}"

    def _sessions_card(self, key: str, own: OwnAccount) -> str:
        rows = "".join(
            f"<tr><td>{escape(words.browser(each.agent))}{_mark(each, own)}</td>"
            f'<td data-name="{words.ADDRESS}">{escape(each.address or words.THIS_MACHINE)}</td>'
            f'<td data-name="{words.SINCE}">{notation.moment(each.made_at)}</td>'
            f'<td data-name="{words.LAST_SEEN}">{notation.moment(each.last_seen)}</td></tr>'
            for each in own.sessions
        )
        names = (words.BROWSER, words.ADDRESS, words.SINCE, words.LAST_SEEN)
        heads = "".join(f'<th scope="col">{name}</th>' for name in names)
        form = ""
        if len(own.sessions) > 1:
            fields = {DEED: SIGN_OUT_ELSEWHERE}
            form = _form(OWN, key, fields, button=words.SIGN_OUT_ELSEWHERE, look="plain")
        return (
            f"<h2>{words.SESSIONS}</h2><table><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>{form}"
        )

    def _page(self, commune: Commune, title: str, body: str) -> str:
        product, line = escape(commune.product), escape(wording.commune_line(commune))
        return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>{escape(title)} · {product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,">
<link rel="stylesheet" href="{self._style_address}"></head>
<body><header><div><a class="product" href="/">{product}</a>
<span class="commune">{line}</span></div></header>
{body}
</body></html>
"""


def answer(page: str, status: int = 200, extra: Mapping[str, str] | None = None) -> Response:
    """A page that no cache keeps."""
    return HTMLResponse(page, status, {**HEADERS, **(extra or {})})


def _form(
    address: str, key: str, hidden: Mapping[str, str], *parts: str, button: str, look: str = ""
) -> str:
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in {FORM_KEY: key, **hidden}.items()
    )
    style = f' class="{look}"' if look else ""
    return (
        f'<form method="post" action="{address}">{fields}{"".join(parts)}'
        f"<button{style}>{escape(button)}</button></form>"
    )


def _field(
    name: str,
    label: str,
    value: str = "",
    *,
    kind: str = "text",
    hint: str = "",
    complete: str = "off",
    focus: bool = False,
    look: str = "",
) -> str:
    said = f'<span class="hint">{escape(hint)}</span>' if hint else ""
    given = f' value="{escape(value)}"' if value else ""
    extra = (" autofocus" if focus else "") + (f' class="{look}"' if look else "")
    return (
        f'<label>{escape(label)}<input type="{kind}" name="{name}"{given} required maxlength="200"'
        f' autocomplete="{complete}" autocapitalize="none" spellcheck="false"{extra}>{said}</label>'
    )


def _whose(login: str) -> str:
    """Tells a password manager whose password the form changes."""
    return (
        f'<input class="whose" type="text" name="ten" value="{escape(login)}" readonly'
        ' autocomplete="username" tabindex="-1" aria-hidden="true">'
    )


def _new_password() -> tuple[str, str]:
    return (
        _field(
            "mat-khau-moi",
            words.NEW_PASSWORD,
            kind="password",
            hint=words.PASSWORD_HINT,
            complete="new-password",
        ),
        _field("nhac-lai", words.REPEATED_PASSWORD, kind="password", complete="new-password"),
    )


def _mark(session: Session, own: OwnAccount) -> str:
    is_this = session.token_hash == own.this_session
    return f' <span class="mark">{words.THIS_SESSION}</span>' if is_this else ""


def _narrow(card: str, foot: str) -> str:
    below = f'<div class="foot">{foot}</div>' if foot else ""
    return f'<main class="narrow"><div class="card">{card}</div>{below}</main>'


def _wide(cards: Sequence[str]) -> str:
    return f'<main class="wide">{"".join(f"<div class=card>{card}</div>" for card in cards)}</main>'
