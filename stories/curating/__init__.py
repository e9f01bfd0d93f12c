"""What staff do with stories and sources, and who may do it.

Reading order: `deciding` (who decides about which row), `policies` (the same, as Wagtail asks it), `standing` (how
a source is doing, in words), `queue` (what waits for a person), `answering` (the answers there are, and the verb
behind each), `featuring` (what stands first on a programme's page). What an answer does is `publishing`'s business.
"""
