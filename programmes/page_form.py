"""The form in which pages are edited: it does not put one editor's words over another's unasked.

Wagtail tells an editor, by script, that somebody else has the page open, and stops its own autosave from writing
over a newer version; a Save that is pressed writes all the same. Here it is told who saved meanwhile, once, with
everything typed still in the form. Saving again then is a decision. What the editor's own autosave has written
since is nobody else's: pressing Publish while it is under way is no quarrel.
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        newest = self.instance.latest_revision
        # Without a number the page was never saved before, or the form is no editor's.
        opened = self.data.get("overwrite_revision_id") or self.data.get("loaded_revision_id")
        if newest and opened and str(newest.pk) != opened and newest.user != self.for_user:
            who = newest.user.get_full_name() if newest.user else _("Somebody else")
            at = date_format(localtime(newest.created_at), "H:i")
            words = _(
                "%(who)s saved this page at %(at)s, after you opened it. Nothing you typed is lost: look at "
                "their version in another window, put in what you want to keep, and save again."
            )
            self.add_error(None, words % {"who": who, "at": at})
        return cleaned
