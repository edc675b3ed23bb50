"""A browser without a window: it asks for pages, follows forms and keeps cookies."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from goldenbridge.operations.access import accounts
from goldenbridge.operations.access.roles import Grant
from goldenbridge.operations.ledger.ledger import Ledger

PASSWORD = "correct horse battery"  # noqa: S105 - of a test
HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
_HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')


def hidden(text: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to `action`."""
    form = text.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


@pytest.fixture
def browser(anyone: TestClient) -> TestClient:
    return TestClient(anyone.app, headers=HTML, follow_redirects=False)


@pytest.fixture
def signed_in(ledger: Ledger, browser: TestClient) -> Callable[..., TestClient]:
    """Sign somebody with these grants in through the page."""

    def made(*grants: Grant) -> TestClient:
        accounts.add_staff(ledger, "aida", PASSWORD, grants, actor="test")
        fields = hidden(browser.get("/sign-in").text, "/sign-in")
        answer = browser.post("/sign-in", data=fields | {"login": "aida", "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    return made
