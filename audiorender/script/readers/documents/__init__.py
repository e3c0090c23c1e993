"""Documents with headings and emphasis: Markdown, wiki pages, web pages, Word files."""
