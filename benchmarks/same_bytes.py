"""Whether an episode is the same bytes whenever it is made: python benchmarks/same_bytes.py [SOURCE] [--keep FOLDER]

    AUDIORENDER_VOICES=FOLDER python benchmarks/same_bytes.py

The source (default: scripts/demo.md) is rendered in a process of its own each time: with an empty cache and two
workers, the same once more, with an empty cache and one worker, and with a full cache. Printed are the SHA-256 of each
sound file and the engines that spoke; the exit code is 1 where two differ.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

RUNS = (("empty cache, 2 workers", 2, True), ("once more", 2, True), ("1 worker", 1, True), ("full cache", 2, False))


def rendered(source: Path, output: Path, cache: Path, jobs: int, formats: str) -> dict[str, str]:
    """The SHA-256 of each sound file, by its name."""
    command = [sys.executable, "-m", "audiorender", "render", source, "-o", output, "--jobs", str(jobs), "--json"]
    command += ["--format", formats]
    environment = {**os.environ, "AUDIORENDER_CACHE": str(cache)}
    report = json.loads(
        subprocess.run(list(map(str, command)), check=False, env=environment, stdout=subprocess.PIPE).stdout
    )
    engines = {member["engine"] for member in report["cast"].values()}
    print(f"  spoken by {', '.join(sorted(engines))}; {report['clips_made']} clips made")
    names = [each["file"] for each in report["files"]]
    return {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in names}


def main() -> None:
    """Render and compare."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("source", nargs="?", type=Path, default=ROOT / "scripts" / "demo.md")
    arguments.add_argument("--formats", default="mp3,wav", help="the sound files to compare")
    arguments.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the last episode in this new folder")
    given = arguments.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, (what, jobs, empty) in enumerate(RUNS):
            if empty:
                shutil.rmtree(folder / "cache", ignore_errors=True)
            output = folder / str(number)
            print(f"{what}:", flush=True)
            found.append(rendered(given.source.resolve(), output, folder / "cache", jobs, given.formats))
            for file, digest in found[-1].items():
                print(f"  {digest}  {file}", flush=True)
        if given.keep:
            shutil.copytree(output, given.keep)
    sys.exit(any(one != found[0] for one in found))


if __name__ == "__main__":
    main()
