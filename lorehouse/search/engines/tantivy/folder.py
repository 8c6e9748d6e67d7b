"""The index on disk: generations, which of them serves, and who may write.

```
search/CURRENT        the name of the generation that serves; replaced in one step
search/v1-…           generations; the one that is not current is being built or about to go
search/lock           held while the index is changed, by whichever process changes it
search/building       held while a new generation is being built
search/touched        keys changed while a new generation was being built
```
"""

import fcntl
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lorehouse.search.engines.tantivy.schema import VERSION
from lorehouse.search.errors import IndexBusy, NoIndex


class IndexFolder:
    """One index folder. Any number of processes may read; changes go through `locked`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._current = path / "CURRENT"
        self._touched = path / "touched"

    def current(self) -> Path:
        """The generation that serves. Raises NoIndex when there is none this version can read."""
        try:
            name = self._current.read_text().strip()
        except FileNotFoundError:
            raise NoIndex("There is no search index yet.") from None
        if not name.startswith(f"v{VERSION}-") or not (self.path / name).is_dir():
            raise NoIndex("The search index was made by another version of Lorehouse.")
        return self.path / name

    def stamp(self) -> tuple[int, int]:
        """Changes whenever another generation serves. It costs one system call."""
        try:
            seen = self._current.stat()
        except FileNotFoundError:
            return (0, 0)
        return (seen.st_ino, seen.st_mtime_ns)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one to change the index. The lock goes with the process that held it."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty folder for a new generation; meanwhile `touch` writes down what changes.

        The folder is removed again unless `change_over` was called. Raises IndexBusy when a new
        generation is being built already.
        """
        generation = self.path / f"v{VERSION}-{time.time_ns()}"
        generation.mkdir(parents=True)
        with (self.path / "building").open("w") as lock:
            if not _free(lock):
                generation.rmdir()
                raise IndexBusy("The search index is being rebuilt already.")
            with self.locked():
                self._touched.write_text("")
            try:
                yield generation
            finally:
                if self.stamp() == (0, 0) or self.current() != generation:
                    shutil.rmtree(generation, ignore_errors=True)

    def touch(self, keys: Collection[int]) -> None:
        """Note that these keys changed, if a new generation is being built. Call it when locked."""
        with (self.path / "building").open("w") as lock:
            if _free(lock):
                return
        with self._touched.open("a") as notes:
            notes.writelines(f"{key}\n" for key in keys)

    def touched(self) -> set[int]:
        """The keys that changed since the building began. Call it when locked."""
        return {int(line) for line in self._touched.read_text().split()}

    def change_over(self, generation: Path) -> None:
        """Let `generation` serve from now on, and remove the others. Call it when locked."""
        beside = self.path / "CURRENT.new"
        beside.write_text(generation.name)
        beside.replace(self._current)
        self._touched.unlink(missing_ok=True)
        for other in self.path.glob("v*-*"):
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)

    def condemn(self) -> None:
        """The current generation cannot be read: let there be none, so that it is rebuilt."""
        self._current.unlink(missing_ok=True)

    def size(self) -> int:
        """Bytes on disk."""
        return sum(f.stat().st_size for f in self.path.rglob("*") if f.is_file())


def _free(lock: IO[str]) -> bool:
    """Take the lock if nobody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
