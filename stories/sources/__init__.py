"""The life of a source, from the day it is proposed: what people decide about it, and what follows for its stories.

Reading order: `addresses` (what may be followed at all), `proposing` (one by its address), `opml` (a list of
them), `changing` (what was approved is decided about anew), `placing` (into which programmes and areas its
stories go), `watching` (what the worker that asks it says), `rediscovering` (its feed has vanished), `doubted`
(its feed may have changed hands), `merging` (it turns out to be another one), `folding` (what both of them
told). Asking it for its feed is `ingest`'s; which step is allowed, `publishing`'s.
"""
