"""One search over stories, pages, people and organisations, for everybody alike: what a visitor may read is found.

Reading order: `words` (how text and questions become words), `models` (the index), `subjects` (what of each kind
may be found, and how it is shown), `indexing` (what is owed to the index), `finding` (a question's answers),
`highlighting`, `views`.

Not Wagtail's own index, which staff search in the CMS: it works out the average title of the whole table with
every batch, indexes inside the transaction that saves, and cannot say where a word was found (docs/decisions/0014).
"""
