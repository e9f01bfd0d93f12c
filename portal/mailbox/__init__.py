"""Where development and the demo network keep their mail: in files, to be read in the browser at /mailbox/.

Whoever can open it can read everybody's codes. Production knows neither its addresses nor its folder.
Reading order: `backend` (writes), `letters` (reads), `views`.
"""
