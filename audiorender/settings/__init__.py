"""Settings for all episodes of a show: `project` has the values, `projectfile` reads them."""
