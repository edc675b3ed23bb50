"""What every page has in common: headers, cookies, tokens, languages, errors, files."""

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from tests.web.pages.conftest import HTML, PASSWORD, hidden

from goldenbridge.language.messages import LANGUAGES
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.chain import rows
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web.guard import COOKIE
from goldenbridge.web.pages.secrets import FIELD, VISITOR
from goldenbridge.web.problems import MEDIA

SignedIn = Callable[..., TestClient]
CSP, PAGE = "content-security-policy", "text/html; charset=utf-8"
WRONG = {"login": "nobody", "password": "wrong"}


def test_a_page_may_load_only_from_here_and_stands_in_no_other(browser: TestClient) -> None:
    page = browser.get("/patterns")
    policy = dict(part.strip().split(" ", 1) for part in page.headers[CSP].split(";"))
    assert policy["default-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not any("unsafe" in allowed for allowed in policy.values())
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=|javascript:", page.text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)


def test_each_kind_of_answer_has_its_own_policy(anyone: TestClient) -> None:
    api, page = anyone.get("/health"), anyone.get("/patterns", headers=HTML)
    assert api.headers[CSP] == "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    assert api.headers["cache-control"] == "no-store"
    assert len(page.headers.get_list(CSP)) == len(page.headers.get_list("cache-control")) == 1


def test_a_file_is_kept_for_ever_under_its_hash(browser: TestClient) -> None:
    text = browser.get("/patterns").text
    urls = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', text))
    kinds = {url.rpartition(".")[2]: browser.get(url) for url in urls}
    assert set(kinds) == {"css", "js", "svg", "woff2"}
    for answer in kinds.values():
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    fonts = re.findall(r"url\((inter-[^)]+)\)", kinds["css"].text)
    assert len(fonts) == 4
    assert browser.get(f"/static/{fonts[0]}").content[:4] == b"wOF2"
    assert browser.get("/static/pages.000000000000.css").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_chosen_by_address_cookie_or_browser(
    browser: TestClient, language: str
) -> None:
    def spoken(path: str, **headers: str) -> str:
        return str(browser.get(path, headers=headers).headers["content-language"])

    assert spoken("/patterns", **{"Accept-Language": f"de, {language}-XX;q=0.8"}) == language
    assert spoken("/patterns", **{"Accept-Language": "de;q=x, fr"}) == "en"
    assert spoken(f"/patterns?lang={language}") == language
    assert spoken("/patterns", **{"Accept-Language": "en"}) == language
    assert spoken("/patterns?lang=xx") == language


def test_a_theme_is_kept(browser: TestClient) -> None:
    assert "data-theme" not in browser.get("/patterns").text.partition("<head>")[0]
    for path in ("/patterns?theme=dark", "/patterns"):
        assert 'data-theme="dark"' in browser.get(path).text.partition("<head>")[0]


def test_signing_in_and_out_through_the_pages(signed_in: SignedIn, ledger: Ledger) -> None:
    browser = signed_in(Grant("gate"))
    cookie = next(c for c in browser.cookies.jar if c.name == COOKIE)
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    assert not cookie.secure
    page = browser.get("/patterns")
    assert page.headers["cache-control"] == "no-store"
    old = browser.cookies[COOKIE]
    assert browser.post("/sign-out", data=hidden(page.text, "/sign-out")).status_code == 303
    assert COOKIE not in browser.cookies
    browser.cookies.set(COOKIE, old)
    assert 'action="/sign-out"' not in browser.get("/patterns").text
    assert _kinds(ledger)[-2:] == ["session-opened", "session-closed"]


def test_cookies_are_secure_behind_tls(anyone: TestClient) -> None:
    browser = TestClient(anyone.app, base_url="https://complex.example", headers=HTML)
    answer = browser.get("/sign-in?lang=ru&theme=dark")
    cookies = {c.split("=", 1)[0]: c.lower() for c in answer.headers.get_list("set-cookie")}
    assert set(cookies) == {VISITOR, "lang", "theme"}
    assert all("httponly" in cookie and "secure" in cookie for cookie in cookies.values())
    assert "samesite=strict" in cookies[VISITOR]


def test_a_failed_sign_in_says_no_more_than_that(browser: TestClient) -> None:
    fields = hidden(browser.get("/sign-in?next=/x").text, "/sign-in")
    answer = browser.post("/sign-in", data=fields | WRONG)
    assert answer.status_code == 422
    assert "do not go together" in answer.text
    assert WRONG["password"] not in answer.text
    assert 'name="next" value="/x"' in answer.text


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil", "x"])
def test_a_sign_in_leads_to_no_other_site(browser: TestClient, path: str) -> None:
    text = browser.get("/sign-in", params={"next": path}).text
    assert 'name="next" value="/"' in text


@pytest.mark.parametrize("made", ["none", "other", "cut", "no-cookie", "elsewhere"])
def test_a_form_that_another_site_could_send_is_refused(
    browser: TestClient, anyone: TestClient, made: str
) -> None:
    fields = hidden(browser.get("/sign-in").text, "/sign-in")
    headers = {}
    if made == "none":
        del fields[FIELD]
    elif made == "other":
        other = TestClient(anyone.app, headers=HTML)
        fields[FIELD] = hidden(other.get("/sign-in").text, "/sign-in")[FIELD]
    elif made == "cut":
        fields[FIELD] = fields[FIELD][:-1]
    elif made == "no-cookie":
        browser.cookies.clear()
    else:
        headers["Sec-Fetch-Site"] = "cross-site"
    answer = browser.post("/sign-in", data=fields | WRONG, headers=headers)
    assert answer.status_code == 403
    assert "open the page again" in answer.text


def test_a_token_is_another_on_each_page_and_all_hold(browser: TestClient) -> None:
    tokens = {hidden(browser.get("/sign-in").text, "/sign-in")[FIELD] for _ in range(3)}
    assert len(tokens) == 3
    for token in tokens:
        assert browser.post("/sign-in", data=WRONG | {FIELD: token}).status_code == 422


def test_a_session_does_nothing_for_another_site(signed_in: SignedIn) -> None:
    browser = signed_in(Grant("administrator"))
    sent = {"json": {"party": "p"}, "headers": {"Sec-Fetch-Site": "same-site"}}
    assert browser.post("/tokens", **sent).status_code == 403
    sent["headers"] = {"Sec-Fetch-Site": "same-origin"}
    assert browser.post("/tokens", **sent).status_code == 201


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"\xff=%ff", 422),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 1_100), 422),
    ],
)
def test_what_is_no_form_is_told(
    browser: TestClient, kind: str, content: bytes, status: int
) -> None:
    answer = browser.post("/sign-in", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PAGE)


def test_a_browser_gets_errors_as_pages_and_a_program_as_problems(
    browser: TestClient, anyone: TestClient, ledger: Ledger
) -> None:
    assert anyone.get("/nowhere").headers["content-type"] == MEDIA
    page = browser.get("/nowhere")
    assert (page.status_code, page.headers["content-type"]) == (404, PAGE)
    assert 'href="/"' in page.text
    part = browser.get("/nowhere", headers={"HX-Request": "true"})
    assert part.status_code == 404
    assert part.text.startswith('<div class="notice bad" role="alert">')
    assert browser.put("/patterns").status_code == 405
    answer = browser.get("/events?after=3")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/events%3Fafter%3D3"
    assert browser.post("/sign-in", content=b" " * 2_000_000).status_code == 413
    ledger.close()
    fields = hidden(browser.get("/set-up").text, "/set-up") | {"token": "set-up-token"}
    gone = browser.post("/set-up", data=fields | {"login": "chief", "password": PASSWORD})
    assert gone.status_code == 503
    assert "work on paper" in gone.text


def test_a_fault_of_ours_is_a_page_with_its_policy(anyone: TestClient) -> None:
    anyone.app.add_api_route("/broken", lambda: 1 / 0)  # type: ignore[attr-defined]
    browser = TestClient(anyone.app, headers=HTML, raise_server_exceptions=False)
    answer = browser.get("/broken")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PAGE)
    assert "default-src 'self'" in answer.headers[CSP]
    assert "ZeroDivision" not in answer.text


def test_the_first_administrator_is_made_on_a_page(browser: TestClient) -> None:
    fields = hidden(browser.get("/set-up").text, "/set-up") | {"login": "chief"}
    wrong = browser.post("/set-up", data=fields | {"token": "guess", "password": PASSWORD})
    assert "not the token" in wrong.text
    right = fields | {"token": "set-up-token"}
    assert "12 to 128" in browser.post("/set-up", data=right | {"password": "short"}).text
    assert "Fill this in." in browser.post("/set-up", data=fields).text
    assert browser.post("/set-up", data=right | {"password": PASSWORD}).status_code == 303
    assert "There is an account already." in browser.get("/set-up").text


def _kinds(ledger: Ledger) -> list[str]:
    with ledger.reading() as view:
        return [row["kind"] for row in rows(view.connection, 0)]
