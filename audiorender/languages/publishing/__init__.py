"""What sites, magazines and records print around a text: one module per language, named after its tag."""
