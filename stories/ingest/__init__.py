"""From the address of a source to stories in the stream.

Reading order, which is also the order of work: `pipeline` (the whole walk), `due` (claim the sources whose time
has come; a `visit` is what a look has to know of one), `fetch` (ask, cheaply), `fingerprint` (has anything
changed?), `reading` (a child process in which `parse` makes entries of bytes and `clean` safe words of them),
`familiar` (which of them need not be read), `identify` (which entry is this?), `decide` (new, changed, same),
`store` (one transaction), `backoff` (when to look again). `entry` holds the words they share. Stages do not know
each other; only the pipeline knows the order.
"""
