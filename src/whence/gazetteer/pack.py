"""The pack on disk: arrays that are memory-mapped, and one small msgpack file of what is not an array.

An *entry* is one place. ``keys`` holds the sorted 64-bit keys of all folded names and ``postings``, beside them,
the entry each leads to (low 28 bits) and how it matched (high 4 bits, an index into :data:`MATCHES`).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from whence.records import ResourceError

PACK_VERSION = 1
Kind = Literal["country", "province", "district", "settlement", "region", "site"]
KINDS: tuple[Kind, ...] = ("country", "province", "district", "settlement", "region", "site")
Match = Literal["name", "alias", "loose"]
MATCHES: tuple[Match, ...] = ("name", "alias", "loose")
ENTRY_BITS = 28
LISTED = 0x80  # in ``kind``: the place stands in a hand-edited file of names that conflict news uses
ARRAYS: dict[str, str] = {
    "keys": "<u8",
    "postings": "<u4",
    "name_ends": "<u4",
    "country": "|u1",
    "admin1": "<u2",
    "latitude": "<f4",
    "longitude": "<f4",
    "population": "<u4",
    "kind": "|u1",
    "geonames_id": "<u4",
}
FOLDER = Path(__file__).parent / "_built"


class Meta(msgspec.Struct, frozen=True):
    """What the arrays refer to. ``fingerprint`` is the hash of all sources that the pack was built from.

    ``countries`` and ``provinces`` are what the arrays' numbers mean (0: none); ``areas`` the countries of an entry
    that lies in several; ``nationalities`` maps a folded adjective or noun ("afghan") to alpha-3 codes; ``acronyms``
    are folded names that mean something only in capitals; ``ambiguous`` those that are more often something else;
    ``longest`` the most words that a name other than a town's has.
    """

    version: int
    fingerprint: str
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    areas: dict[int, tuple[str, ...]]
    nationalities: dict[str, tuple[str, ...]]
    acronyms: tuple[str, ...]
    ambiguous: tuple[str, ...]
    longest: int


def write(folder: Path, arrays: dict[str, npt.NDArray[np.generic]], names: bytes, meta: Meta) -> None:
    """Write a pack. The description goes last, so that a folder without it is no pack.

    Each file is written aside and moved into place: a process that has the old one mapped keeps what it has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "meta.msgpack").unlink(missing_ok=True)
    with TemporaryDirectory(dir=folder) as aside:
        for name, kind in ARRAYS.items():
            np.save(Path(aside) / f"{name}.npy", arrays[name].astype(kind))
        (Path(aside) / "names.bin").write_bytes(names)
        for path in sorted(Path(aside).iterdir()):
            path.replace(folder / path.name)
        described = Path(aside) / "meta.msgpack"
        described.write_bytes(msgspec.msgpack.encode(meta))
        described.replace(folder / described.name)


def read_meta(folder: Path) -> Meta | None:
    """The pack's description; ``None`` where there is no pack of this version."""
    path = folder / "meta.msgpack"
    if not path.exists():
        return None
    try:
        meta = msgspec.msgpack.decode(path.read_bytes(), type=Meta)
    except msgspec.MsgspecError:
        return None
    return meta if meta.version == PACK_VERSION else None


def read(folder: Path = FOLDER) -> tuple[Meta, dict[str, npt.NDArray[np.generic]], npt.NDArray[np.uint8]]:
    """Map a pack into memory.

    Raises:
        ResourceError: there is no pack there, or it is of another version or broken.
    """
    meta = read_meta(folder)
    if meta is None:
        raise ResourceError(
            f"looked for the gazetteer pack (version {PACK_VERSION}) in {folder} and found none; build it with "
            "python -m whence.gazetteer.build (a checkout needs the [dev] extra), or install whence again"
        )
    try:
        arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ARRAYS}
        names = np.asarray(np.memmap(folder / "names.bin", dtype=np.uint8, mode="r"))
    except (OSError, ValueError) as error:
        raise ResourceError(
            f"the gazetteer pack in {folder} is broken ({error}); build it again with "
            "python -m whence.gazetteer.build --force, or install whence again"
        ) from error
    return meta, arrays, names
