"""Made-up people, places and stories for the guide. Model instances here are never saved; what has no model yet
is a small frozen dataclass with the names its partial asks for."""
