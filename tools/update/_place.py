"""Replace files and the package together, or nothing."""

from collections.abc import Mapping
from pathlib import Path

from tools import atomic
from tools.generate.package.swap import swap


def place(
    new: Mapping[str, bytes], old: Mapping[str, bytes], package: Path | None, target: Path
) -> None:
    """Write files, then swap in the package. The swap is last because it is atomic.

    On an error or interrupt, everything is undone. Only a process that is killed in these
    milliseconds leaves some files new and some old, each complete; `git diff` shows them.

    Args:
        new: The content of each file to write, by path.
        old: Their current content.
        package: The new package, or None to keep the old one.
        target: The old package.

    Raises:
        OSError: Something can't be written; everything is restored.
    """
    written: list[str] = []
    try:
        for path, data in new.items():
            written.append(path)
            atomic.write(Path(path), data)
        if package is not None:
            swap(package, target)
    except BaseException:
        for path in written:
            if Path(path).read_bytes() != old[path]:
                atomic.write(Path(path), old[path])
        raise
