"""Tells the build what the package depends on: the lines of requirements/base.in."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

BUILD_ONLY = ("hatchling", "editables")


class Dependencies(MetadataHookInterface):
    """Fills in `dependencies`, so that they are written in one place."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add every requirement but those that only build the package."""
        lines = (Path(self.root) / "requirements" / "base.in").read_text().splitlines()
        wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        metadata["dependencies"] = [line for line in wanted if not line.startswith(BUILD_ONLY)]
