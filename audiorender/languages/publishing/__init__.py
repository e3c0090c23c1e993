"""What sites, magazines and records put around a text: one module for each language, named after its tag."""
