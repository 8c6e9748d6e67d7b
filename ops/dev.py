"""The demo house for developers: `./lore dev` runs it. A changed source file starts it again."""

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WATCHED = (".py", ".html", ".yaml")
BUNDLE = ["node", "node_modules/vite/bin/vite.js", "build", "--watch", "--logLevel", "warn"]


def main(arguments: list[str]) -> int:
    """Bundle the front end and serve, both again at every change, until Ctrl-C."""
    vite = subprocess.Popen(BUNDLE, cwd=ROOT / "frontend", stdin=subprocess.DEVNULL)
    try:
        while (status := serve_until_changed(arguments)) is None:
            print("· A source file changed; starting again", flush=True)
        return status
    except KeyboardInterrupt:
        return 130
    finally:
        vite.terminate()


def serve_until_changed(arguments: list[str]) -> int | None:
    """Serve until a file changes (None) or the house closes by itself (its exit status)."""
    before = newest()
    house = subprocess.Popen(
        [sys.executable, "-m", "lorehouse.site.cli", "serve", "--demo", *arguments], cwd=ROOT
    )
    try:
        while house.poll() is None and newest() == before:
            time.sleep(0.5)
        return house.poll() if newest() == before else None
    finally:
        if house.poll() is None:
            house.send_signal(signal.SIGTERM)
        house.wait()


def newest() -> int:
    """When a file of the product was changed last, in nanoseconds."""
    files = (path for path in (ROOT / "lorehouse").rglob("*") if path.suffix in WATCHED)
    return max(path.stat().st_mtime_ns for path in files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
