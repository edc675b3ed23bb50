"""Who may import whom, what an import costs, and that every module says what it is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "src" / "goldenbridge").rglob("*.py"))
HEAVY = {"numba", "numpy", "scipy", "typer", "rich", "jinja2", "pydantic"}
PROBE = """
import sys, time
before = time.perf_counter()
import goldenbridge
print(time.perf_counter() - before, *{name.partition(".")[0] for name in sys.modules})
"""


def test_a_higher_floor_imports_lower_ones_only(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_importing_the_package_loads_nothing_heavy() -> None:
    probe = [sys.executable, "-c", PROBE]
    done = subprocess.run(probe, capture_output=True, text=True, check=True)
    seconds, *loaded = done.stdout.split()
    assert not HEAVY & set(loaded)
    assert float(seconds) < 0.3


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix()
)
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
