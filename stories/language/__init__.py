"""Which language a story is in, where nobody said so: heard afterwards, in a process that ends with the work.

Never overrides what a feed or a person said. Knowing the languages takes 130 MB and seconds to load, so no worker
carries them: `owed` (what is to be heard, and writing it down) asks `child` (a process of its own), which judges
by `hearing`.
"""
