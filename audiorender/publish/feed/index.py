"""The front page of a podcast: its episodes, each with its page and its audio."""

from __future__ import annotations

from jinja2 import Environment

from audiorender.model import RATE
from audiorender.publish.feed.channel import Channel
from audiorender.publish.oneline import one_line
from audiorender.publish.phrases import page_phrases
from audiorender.timecode import for_people

_PAGE = """\
<!doctype html>
<html lang="{{ channel.language or 'en' }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="{{ generator }}">
<title>{{ channel.title | line }}</title>
<meta property="og:type" content="website">
<meta property="og:title" content="{{ channel.title | line }}">
<meta property="og:description" content="{{ channel.description | line }}">
{%- if channel.image %}
<meta property="og:image" content="{{ channel.image }}">
{%- endif %}
<link rel="alternate" type="application/rss+xml" href="{{ channel.url | near }}" title="{{ channel.title | line }}">
<style>
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
  body { margin: 2.5rem auto; max-width: 42rem; padding: 0 1.25rem; overflow-wrap: anywhere }
  ol { list-style: none; padding: 0 }
  li { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 1.25rem 0 }
  h1, h2 { line-height: 1.2 } h2 { font-size: 1.15rem; margin: 0 0 .25rem }
  header { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: center; margin-bottom: 2rem }
  header img { width: 9rem; height: 9rem; border-radius: .6rem } header div { flex: 1 1 16rem }
  p { margin: 0 0 .5rem } .about { white-space: pre-line } .when { opacity: .75 } audio { display: block; width: 100% }
</style>
</head>
<body>
<header>
{%- if channel.image %}
<img src="{{ channel.image | near }}" width="144" height="144" alt="">
{%- endif %}
<div>
<h1 dir="auto">{{ channel.title | line }}</h1>
<p class="about" dir="auto">{{ channel.description }}</p>
<p>{{ say["feed-address"] }} <a href="{{ channel.url | near }}">{{ channel.url }}</a></p>
</div>
</header>
<main>
<ol>
{%- for item in channel.items %}
  <li>
    <h2 dir="auto">{% if item.link %}<a href="{{ item.link | near }}">{{ item.title | line }}</a>
    {%- else %}{{ item.title | line }}{% endif %}</h2>
    <p class="when">{% if item.published %}{{ item.published.date().isoformat() }} · {% endif %}{{ item | length }}</p>
    <audio controls preload="none">
    {%- for audio in item.audio %}<source src="{{ audio.url | near }}" type="{{ audio.media_type }}">{% endfor -%}
    </audio>
  </li>
{%- endfor %}
</ol>
</main>
</body>
</html>
"""


GENERATOR = "audiorender feed"
"""Identifies our pages, so that no other `index.html` is ever overwritten."""


def is_index_page(html: str) -> bool:
    """Whether `index_page` made this page."""
    return f'<meta name="generator" content="{GENERATOR}">' in html


def index_page(channel: Channel) -> str:
    """The page as HTML; everything that comes from the episodes is escaped.

    Links to files beside the feed have no host, so that the page also works from a disk.
    """
    environment = Environment(autoescape=True)
    folder = channel.url[: channel.url.rindex("/") + 1]
    environment.filters["near"] = lambda url: url.removeprefix(folder)
    environment.filters["line"] = one_line
    environment.filters["length"] = lambda item: for_people(item.samples, RATE)
    return (
        environment.from_string(_PAGE).render(channel=channel, generator=GENERATOR, say=page_phrases(channel.language))
        + "\n"
    )
