"""`audiorender feed`: a podcast from rendered episodes, written for the web or tried out on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from audiorender.cli.arguments.flags import Printer, examples, printing, settings
from audiorender.errors import UsageError

PORT = 8000


def _port(_context: click.Context, _parameter: click.Parameter, given: str | None) -> int | None:
    """A port number; the error explains that a folder goes before --serve."""
    if given is None:
        return None
    if not given.isdecimal() or not int(given[:9]) < 65536:
        raise UsageError(f"--serve '{given}': a port is a number below 65536", hint="write the folder before --serve")
    return int(given)


@click.command(
    short_help="Make a podcast feed of rendered episodes.",
    epilog=examples("feed output --url https://example.org/show", "feed output --serve"),
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(), metavar="FOLDER...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write this file instead of feed.xml."
)
@click.option("--url", metavar="URL", help="The web address at which the folder is published.")
@click.option(
    "--serve",
    "port",
    callback=_port,
    is_flag=False,
    flag_value=str(PORT),
    metavar="[PORT]",
    help=f"Write nothing, but serve the folder at http://127.0.0.1:{PORT}/, on this machine only, until Ctrl-C.",
)
@click.option("--allow-outside", is_flag=True, help="Let the settings name a picture outside their own folder.")
@printing
def feed(
    asked: Printer,
    folders: tuple[str, ...],
    output: Path | None,
    url: str | None,
    port: int | None,
    allow_outside: bool,
) -> int:
    """Make a podcast feed from rendered episodes: their folders, or the folder that holds them.

    It is written to feed.xml in that folder, with the podcast's picture and a page of all episodes (index.html) beside
    it; folders whose names begin with a dot are skipped. `[feed]` in audiorender.toml describes the podcast.
    """
    import audiorender

    if port is not None:
        if output or url:
            raise UsageError("--serve writes nothing and uses its own address", hint="leave out -o and --url")
        return _serve(asked, folders, port, allow_outside)
    made = audiorender.feed(folders, output=output, url=url, allow_outside=allow_outside, settings=settings())
    code = asked.notes(made.notes)
    asked.result(made.as_json(), made.summary(), *([f"open {made.page}"] if made.page else []))
    return code


def _serve(asked: Printer, folders: tuple[str, ...], port: int, allow_outside: bool) -> int:
    """Serve until Ctrl-C, which is the normal way to stop."""
    import audiorender
    from audiorender.serve.server import Server
    from audiorender.serve.site import Site

    with Server(port) as server:
        made = audiorender.feed(folders, url=server.url, dry_run=True, allow_outside=allow_outside, settings=settings())
        server.site = Site(made.root, made.folders, made.pages())
        code = asked.notes(made.notes)
        asked.result({"serves": server.url, **made.as_json()}, f"{server.url} (Ctrl-C stops it)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return code
