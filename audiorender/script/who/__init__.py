"""Who says each unit: evidence, the model that weighs it, and the step from roles to names."""
