"""The front page of a feed that is tried out: its episodes, each with its page and its audio."""

from __future__ import annotations

from jinja2 import Environment

from audiorender.model import RATE
from audiorender.publish.feed.channel import Channel
from audiorender.publish.oneline import one_line
from audiorender.timecode import for_people

_PAGE = """\
<!doctype html>
<html lang="{{ channel.language or 'en' }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ channel.title | line }}</title>
<style>
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
  body { margin: 2.5rem auto; max-width: 42rem; padding: 0 1.25rem; overflow-wrap: anywhere }
  ol { list-style: none; padding: 0 }
  li { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 1.25rem 0 }
  h1, h2 { line-height: 1.2 } h2 { font-size: 1.15rem; margin: 0 0 .25rem }
  p { margin: 0 0 .5rem } .about { white-space: pre-line } .when { opacity: .75 } audio { display: block; width: 100% }
</style>
<h1 dir="auto">{{ channel.title | line }}</h1>
<p class="about" dir="auto">{{ channel.description }}</p>
<p><a href="{{ channel.url }}">{{ channel.url }}</a>: the feed, for a podcast app on this machine</p>
<ol>
{%- for item in channel.items %}
  <li>
    <h2 dir="auto">{% if item.link %}<a href="{{ item.link }}">{{ item.title | line }}</a>
    {%- else %}{{ item.title | line }}{% endif %}</h2>
    <p class="when">{% if item.published %}{{ item.published.date().isoformat() }} · {% endif %}{{ item | length }}</p>
    <audio controls preload="none">
    {%- for audio in item.audio %}<source src="{{ audio.url }}" type="{{ audio.media_type }}">{% endfor -%}
    </audio>
  </li>
{%- endfor %}
</ol>
</html>
"""


def index_page(channel: Channel) -> str:
    """The page as HTML; all that comes from the episodes is escaped."""
    environment = Environment(autoescape=True)
    environment.filters["line"] = one_line
    environment.filters["length"] = lambda item: for_people(item.samples, RATE)
    return environment.from_string(_PAGE).render(channel=channel) + "\n"
