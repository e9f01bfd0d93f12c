"""Stories as they leave the house: Atom, RSS, JSON Feed, and the list of sources as OPML.

Reading order: `news` (which stories, and when something last changed), `items` (how much of a story may be said),
`addresses` (where each feed is), `xml` and `json_feed` (how it is written), `sources`. What is public is
`Story.objects.published()`'s to say, here as everywhere.
"""
