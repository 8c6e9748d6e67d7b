"""`python -m bench [NAME ...]`: run measurements, print their figures, exit 1 if one misses."""

import importlib
import os
import pkgutil
import sys
import time
from types import ModuleType

import bench
from bench.figures import show


def measurements() -> dict[str, ModuleType]:
    """Every module here that can measure something, by name."""
    names = [found.name for found in pkgutil.iter_modules(bench.__path__)]
    modules = {
        name: importlib.import_module(f"bench.{name}") for name in names if name != "__main__"
    }
    return {name: module for name, module in modules.items() if hasattr(module, "measure")}


def loop() -> float:
    """How long this machine counts to five million, in seconds of processor time.

    Times are read beside it: the budgets were set where it takes about 0.3 s.
    """
    begun, number = time.process_time(), 0
    for step in range(5_000_000):
        number += step
    return time.process_time() - begun


def main(names: list[str]) -> int:
    """Run the measurements called `names`, or all."""
    known = measurements()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no measurement {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    held = True
    for name in names or known:
        title = (known[name].__doc__ or name).splitlines()[0]
        print(
            f"\n{name}: {title}\n(load of the machine before: {os.getloadavg()[0]:.1f}; "
            f"five million steps of a loop: {loop():.2f} s of processor time)",
            flush=True,
        )
        held = show(known[name].measure()) and held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
