"""What people fill in about stories."""

from __future__ import annotations

from stories.forms.photos import PhotoRow, PhotosWidget
from stories.forms.staff import AnswerForm
from stories.forms.story import StoryForm
from stories.forms.widgets import PeopleWidget, ThreadRadio

__all__ = ["AnswerForm", "PeopleWidget", "PhotoRow", "PhotosWidget", "StoryForm", "ThreadRadio"]
