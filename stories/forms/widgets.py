"""Widgets that templates/components/question.html draws in a way of their own; it knows them by their names."""

from __future__ import annotations

from django import forms


class ThreadRadio(forms.RadioSelect):
    """Each choice in its programme's colour; the value is the programme's slug."""


class PeopleWidget(forms.CheckboxSelectMultiple):
    """Somebody from the who's-who: found by name, then ticked (people_picker)."""
