"""What stands in a document and is said by nobody; `asides.clear` asks every rule in turn."""
