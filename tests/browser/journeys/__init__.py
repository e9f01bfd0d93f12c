"""The three journeys the portal exists for, walked in a browser: a reporter posts, staff curate, a funder explores.

Reading order: `hands` (a mouse, or nothing but a keyboard), `coming_in`, then one module a journey, which says
what is done and not with which hand. The tests walk them on a small network of their own; `timed` walks them on a
fresh demo network and prints how long each took.
"""
