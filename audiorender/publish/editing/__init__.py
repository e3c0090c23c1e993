"""What an edit changes: `edit` in the tags of a file, `changes` in a list of chapters, `revising` in each chapter."""
