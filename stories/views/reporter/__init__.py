"""A reporter's pages: `post` (write, change, autosave), `mine` (where each story stands, and what to do about it).

`signed_out` keeps what was typed when a session had ended. Whose story it is is asked in one place, `own`.
"""
