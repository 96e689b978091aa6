"""New files and a new package take the places of the old ones: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path

from tools import atomic
from tools.generate.package.swap import swap


def place(
    new: Mapping[str, bytes], old: Mapping[str, bytes], package: Path | None, target: Path
) -> None:
    """Write files, then swap the package in, which is last since it either happens or does not.

    What is interrupted or cannot be written is undone. Only a process that is killed in these
    milliseconds leaves a mixture, of files that are each whole; `git diff` shows it.

    Args:
        new: The content of each file to write, by path.
        old: The content that they have.
        package: The new package, None when the old one stays.
        target: The old package.

    Raises:
        OSError: Something cannot be written, and all of it is as it was.
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
