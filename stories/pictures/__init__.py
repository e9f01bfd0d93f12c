"""Our own copies of pictures, so that a reader's browser asks nobody but us.

`wanted` says which pictures a story may show, `owed` finds the stories whose pictures need looking at and brings
their rows in line, `fetching` asks the publisher for one, `copying` does all of that for a while. The row is the
truth: `Story.pictures_due_at` says when to look, `PictureCopy` what came of each address. Whoever changes what a
story shows sets `pictures_due_at`; nobody else is told. What no row shows, `strays` sweeps away.
"""
