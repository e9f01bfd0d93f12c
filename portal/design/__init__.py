"""The living guide at /design/: every component of the site, drawn from its real partial with made-up data.

Reading order: `example` (what a component and an example are), `samples` (the made-up data), `catalogue` (every
component with its examples), `tokens` (type, space and colour, read from the stylesheet), `views`.
"""
