"""One process that serves a complex until it is told to stop."""

from types import FrameType
from typing import Any

import uvicorn

from goldenbridge.operations.access.accounts import anyone
from goldenbridge.operations.access.hashes import new_token
from goldenbridge.operations.ledger.ledger import Ledger
from goldenbridge.web.app import create_app
from goldenbridge.web.pages.served import Served
from goldenbridge.web.watch import log_to_stderr

GRACE_S = 10


class Server(uvicorn.Server):
    """Tells endless answers to end when the process is asked to."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop taking requests; finish those in hand."""
        app: Any = self.config.app
        app.state.stopping.set()
        super().handle_exit(sig, frame)


def serve(ledger: Ledger, served: Served | None = None, *, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT, then finish what was begun and close the ledger.

    The pages show the programme `served`, the shipped one if left out; what they need is reckoned
    from now on, in the background. Where nobody has an account yet, a token for the set-up is
    printed once on the terminal.
    """
    with ledger.reading() as view:
        token = None if anyone(view.connection) else new_token()
    if token:
        print(  # noqa: T201 - only who starts the server may see it
            f"Set-up token, valid until the server stops: {token}\n"
            f"Make the first administrator: http://{host}:{port}/set-up",
            flush=True,
        )
    shown = served or Served()
    shown.reckoning.day()
    print(f"Pages: http://{host}:{port}/", flush=True)  # noqa: T201 - as above
    log_to_stderr()
    config = uvicorn.Config(
        create_app(ledger, shown, setup_token=token),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
    )
    Server(config).run()
