"""Settings for all episodes of a show: `project` has them, `projectfile` reads them from a file, with the kinds of
`values` that a file may have."""
