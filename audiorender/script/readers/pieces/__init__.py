"""What several readers share: pieces of talk joined into paragraphs, captions, elements that go by, places in JSON."""
