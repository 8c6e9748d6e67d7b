"""What `./lore check`, `./lore fix` and `./lore lock` do, once everything is installed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
SOURCES = ("lore", "lorehouse", "tests", "bench", "ops", "manage.py", "hatch_build.py")
FRONTEND = ROOT / "frontend"
MODULES = "frontend/node_modules"

DOCUMENTS = [f"tests/architecture/test_{name}.py" for name in ("documents", "locks", "messages")]

# The slowest first, so that the cores end together.
CHECKS: dict[str, list[str]] = {
    "types": ["mypy", "lorehouse", "bench", "tests"],
    "front end: tests": ["node", f"{MODULES}/vitest/vitest.mjs", "run", "--root", "frontend"],
    "documents": [PYTHON, "-m", "pytest", "-p", "no:cacheprovider", *DOCUMENTS],
    "format": ["ruff", "format", "--check", *SOURCES],
    "lint": ["ruff", "check", *SOURCES],
    "imports": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "lorehouse", "--lint", "--quiet"],
    "unused code": ["vulture"],
    "dependencies": ["deptry", ".", "--config", "requirements/deptry.toml"],
    "front end: types": ["node", f"{MODULES}/typescript/bin/tsc", "-p", "frontend"],
    "front end: lint": ["node", f"{MODULES}/oxlint/bin/oxlint", "--deny-warnings", "frontend"],
}
LOCKS = ("base", "dev", "uv", "node")
LOCKING = ["--universal", "--python-version", "3.11", "--generate-hashes"]
# No address of an index: whoever installs has one of their own.
SILENT = ["--no-emit-index-url", "--no-header", "--quiet"]


def main(arguments: list[str]) -> int:
    """Do what the first argument says; return the exit status."""
    task, rest = arguments[0], arguments[1:]
    return {"check": check, "fix": fix, "lock": lock}[task](rest)


def check(names: list[str]) -> int:
    """Run the checks called `names`, or all; return 1 when one fails."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        print(f"There is no check {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
        return 2
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        passed = list(pool.map(run_check, names or CHECKS))
    return 0 if all(passed) else 1


def run_check(name: str) -> bool:
    """Run one check; print what it says only when it fails."""
    begun = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode == 0
    said = "" if passed else f"\n{done.stdout[-8000:]}"
    verdict = "ok" if passed else "FAILED"
    print(f"{name:<18}{verdict:<8}{time.monotonic() - begun:5.1f} s{said}", flush=True)
    return passed


def fix(rest: list[str]) -> int:
    """Put right what tools can: imports, format, the catalogue of messages."""
    steps = [
        ["ruff", "check", "--quiet", "--fix", *SOURCES],
        ["ruff", "format", "--quiet", *SOURCES],
        [PYTHON, "-m", "tests.architecture.messages"],
        [PYTHON, "-m", "tests.architecture.translations"],
    ]
    return max(subprocess.run(step, cwd=ROOT).returncode for step in steps)


def lock(rest: list[str]) -> int:
    """Compile the lock files anew: `rest` is the installer's path and further flags for it."""
    uv, *flags = rest
    for name in LOCKS:
        files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
        command = [uv, "pip", "compile", *LOCKING, *SILENT, *flags, *files]
        if subprocess.run(command, cwd=ROOT).returncode:
            return 1
    npm = Path(os.environ["LORE_NPM"])
    quiet = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    unaddressed = {**os.environ, "npm_config_omit_lockfile_registry_resolved": "true"}
    return subprocess.run(
        ["node", npm, "install", *quiet], cwd=FRONTEND, env=unaddressed
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
