"""The form in which somebody asks for a feed to be followed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people import consent
from people.models import Person
from programmes import rights
from programmes.models import Area, Programme
from stories.ingest.discovery import Feed
from stories.models.source import Licence
from stories.sources.proposing import Wish


class AddressForm(forms.Form):
    """One address, of anything: the feed is for us to find."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2048,
        help_text=_(
            "Of a blog, its feed, a YouTube channel, or a Mastodon account such as @name@server.example."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
    )


class WishForm(forms.Form):
    """Whose stories these are, how much of them we may show, and why they belong here."""

    feed = forms.ChoiceField(label=_("Which feed?"), widget=forms.RadioSelect)
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.all(),
        label=_("Which programmes are its stories about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none if it is about the whole network."),
    )
    area = forms.ModelChoiceField(
        Area.objects.select_related("programme"),
        label=_("Is it about one area?"),
        required=False,
        empty_label=_("No, or several"),
    )
    licence = forms.ChoiceField(
        label=_("How much of its words may we show?"),
        choices=Licence.choices,
        initial=Licence.EXCERPT,
        widget=forms.RadioSelect,
        help_text=_("Its publisher decides this. If you do not know, choose an excerpt; it can be changed."),
    )
    mine = forms.BooleanField(
        label=_("I publish it myself, and want to hear when it breaks."), required=False
    )
    steward = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who publishes it, and hears when it breaks?"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    why = forms.CharField(
        label=_("Why should it be followed?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Programme staff read this when they decide."),
    )

    def __init__(self, *args: Any, feeds: tuple[Feed, ...], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feeds, self.user = {feed.url: feed for feed in feeds}, user
        choices = [(feed.url, f"{feed.title or feed.url}") for feed in feeds]
        self._field("feed").choices = choices
        if len(choices) == 1:
            self.fields["feed"].widget = forms.HiddenInput()
        self.initial.setdefault("feed", choices[0][0])
        # Only those who look after programmes say who somebody else's steward is.
        if rights.curating(user):
            people = consent.listed(to=consent.Viewer.of(user)).order_by("display_name")
            self._field("steward").queryset = people
        else:
            del self.fields["steward"]
        if not Person.objects.filter(user=user, removed_at__isnull=True).exists():
            del self.fields["mine"]

    def wish(self) -> Wish:
        """What was asked for, of the feed as we read it."""
        data = self.cleaned_data
        feed = self.feeds[data["feed"]]
        mine = Person.objects.filter(user=self.user).first() if data.get("mine") else None
        area = data["area"]
        programmes = list(data["programmes"])
        if area and area.programme not in programmes:
            programmes.append(area.programme)
        return Wish(
            url=feed.url,
            title=feed.title,
            home_page=feed.home_page,
            licence=data["licence"],
            programmes=programmes,
            areas=[area] if area else [],
            steward=mine or data.get("steward"),
            why=data["why"],
        )

    def _field(self, name: str) -> Any:
        return self.fields[name]
