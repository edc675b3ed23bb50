"""Files are written whole or not at all."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from goldenbridge.errors import OutputError


def write_whole(path: Path, text: str | bytes) -> None:
    """Put `text` (UTF-8) or bytes in the place of `path`, in one step.

    Raises OutputError when it cannot be written; what stood at `path` before still stands.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        if target.exists() and not target.is_file():
            raise OutputError(f"{path}: found something else than a file; allowed: a file")
        write_new(temporary, text)
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105 - the name of the call says what it does
    except OSError as error:
        raise OutputError(
            f"{path}: not written ({error.strerror or error}); what stood there is unchanged"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_new(path: Path, text: str | bytes) -> None:
    """Write `text` (UTF-8) or bytes to a file that does not exist yet, through to the disk.

    Raises OSError.
    """
    with path.open("xb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
        file.flush()
        os.fsync(file.fileno())
