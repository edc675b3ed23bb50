"""The guide and the README are run, block by block, in an empty folder.

```python blocks of a page share one namespace. In ```console blocks a line `$ command` is run and
the lines below it are what it prints, where `...` stands for anything; a command that ends with
another exit code than 0 says so behind a `#`, as in `# exit code 2`.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldenbridge import cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT_CODE = re.compile(r"# exit code (\d+)$")


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output the page shows below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command.strip(), output.strip()


def run(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """Exit code and output; the product's own commands run in this process."""
    words = shlex.split(command, comments=True)
    if words[0] != "goldenbridge":
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
    monkeypatch.setattr(sys, "argv", words)
    code: Any = 0
    try:
        cli.main()
    except SystemExit as end:
        code = end.code or 0
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def shows(expected: str, output: str) -> bool:
    """Whether the output is what the page shows, `...` standing for anything."""
    pattern = re.escape(expected).replace(re.escape("..."), ".*")
    plain = "\n".join(line.rstrip() for line in output.strip().splitlines())
    return re.fullmatch(pattern, plain, re.DOTALL) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    text = page.read_text(encoding="utf-8")
    namespace: dict[str, Any] = {}
    for block in BLOCK.finditer(text):
        if block[1] == "python":
            blank_lines = "\n" * text.count("\n", 0, block.start(2))
            exec(compile(blank_lines + block[2], page.name, "exec"), namespace)  # noqa: S102 - the test
            continue
        for command, expected in commands(block[2]):
            code, output = run(command, monkeypatch, capsys)
            promised = EXIT_CODE.search(command)
            assert code == (int(promised[1]) if promised else 0), f"{command}\n{output}"
            if expected:
                assert shows(expected, output), f"{command}\n{output}"
