"""The staff's first page: what needs a person today, and why.

`today` finds it, for one member of staff; `panel` puts it at the top of the CMS's home (`portal/wagtail_hooks.py`).
"""
