"""Who says each unit: the evidence, the model that weighs it, and the roles turned into names."""
