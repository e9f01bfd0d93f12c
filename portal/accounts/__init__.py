"""The User model and what sign-in needs; a leaf that imports no app.

Kept apart from every Page model: beside one, its first migration and Wagtail's would wait for each other.
"""
