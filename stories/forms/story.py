"""The questions a reporter is asked, and what their answers must be before a story is sent in.

A draft may be anything. What is wrong with one answer takes no other along: `answers` has whatever was right, and
what the story said before where it was not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models import Area, CustomImage, Programme
from stories import posting, topics
from stories.forms import places, thanks
from stories.forms.photos import PhotoRow, PhotosWidget, of_form, rows
from stories.forms.widgets import PeopleWidget, ThreadRadio
from stories.ingest.entry.limits import MAX_TITLE, MAX_URL
from stories.ingest.entry.text import one_line
from stories.models import Story
from stories.models.story import beginning
from stories.posting import Answers, Picture

if TYPE_CHECKING:
    from portal.accounts.models import User

MAX_WORDS = 50_000
MAX_TOPICS = 2_000
NEW = "0.draft"  # the edition of a story that is not saved yet
TOO_LONG = gettext_lazy("This is %(show_value)s characters long, and there is room for %(limit_value)s.")


class StoryForm(forms.Form):
    """One story. `sending` asks for all that readers need; otherwise whatever there is will do."""

    title = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("In one line."),
        max_length=MAX_TITLE,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    words = forms.CharField(
        label=gettext_lazy("Tell us more"),
        help_text=gettext_lazy("As you would tell a neighbour. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MAX_WORDS,
        error_messages={
            "required": gettext_lazy("Say what happened, in a sentence or more."),
            "max_length": TOO_LONG,
        },
    )
    photos = forms.Field(
        label=gettext_lazy("Photos"),
        help_text=gettext_lazy("Up to ten. Where and with which phone they were taken is removed."),
        widget=PhotosWidget(attrs={"multiple": True, "accept": "image/*"}),
        required=False,
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Who can be recognised in your photos?"),
        choices=[
            (CustomImage.Consent.GIVEN, gettext_lazy("People, and every one of them said yes")),
            (CustomImage.Consent.NOT_NEEDED, gettext_lazy("Nobody")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please answer this: nobody is shown who did not agree.")},
    )
    video_url = forms.URLField(
        label=gettext_lazy("A film"),
        help_text=gettext_lazy("The address of its page, for example on YouTube or Vimeo."),
        max_length=MAX_URL,
        assume_scheme="https",
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is not a web address. Copy it from the page the film is on."),
            "max_length": TOO_LONG,
        },
    )
    area = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("The area, never an address."),
        required=False,
    )
    programme = forms.ChoiceField(
        label=gettext_lazy("Which programme?"),
        widget=ThreadRadio,
        error_messages={"required": gettext_lazy("Choose one, or “Across the network”.")},
    )
    topics = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Up to eight things with commas between them: allotments, empty shops."),
        max_length=MAX_TOPICS,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    credits = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who else made it?"),
        help_text=gettext_lazy("People in the who’s who. They are named under the story with you."),
        queryset=thanks.nobody(),
        widget=PeopleWidget,
        required=False,
    )
    byline = forms.CharField(
        label=gettext_lazy("What is your name?"),
        help_text=gettext_lazy("It stands under the story."),
        max_length=150,
        error_messages={
            "required": gettext_lazy("A story needs somebody’s name under it."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        writer: User,
        story: Story | None = None,
        sending: bool = False,
    ) -> None:
        self.writer, self.story, self.sending = writer, story, sending
        self.before = posting.answers_of(story) if story else Answers(**places.usual(writer))
        self.finding = thanks.Finding.of(data, writer=writer, credited=self.before.credits)
        super().__init__(self.finding.data, initial=self._initial())
        self.fields["area"].choices = places.area_choices()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["programme"].choices = places.programme_choices()  # type: ignore[attr-defined]  # as above
        self.fields["credits"].queryset = self.finding.candidates()  # type: ignore[attr-defined]  # as above
        if thanks.name_of(writer):
            del self.fields["byline"]
        # These travel with the form; `posting` says what they are for.
        self.post_key: UUID = (
            (story.post_key if story else None) or _uuid(self.data.get("key", "")) or uuid4()
        )
        self.page_id: UUID = _uuid(self.data.get("page", "")) or uuid4()
        self.edition: str = self.data.get("edition", "") if self.is_bound else story.edition if story else NEW
        held, self.coming = of_form(data, by=writer) if data is not None else ([], {})
        self.refusals: tuple[str, ...] = ()
        self.pictures: list[Picture] = held if data is not None else list(self.before.pictures)
        self._ask_for_consent()

    def _initial(self) -> dict[str, Any]:
        before = self.before
        consent = before.consent if before.consent != CustomImage.Consent.UNKNOWN else ""
        return {
            "title": before.title,
            "words": before.words,
            "video_url": before.video_url,
            "byline": before.byline,
            "topics": ", ".join(before.topics),
            "credits": [person.pk for person in before.credits],
            "consent": consent,
            "area": before.area.pk if before.area else "",
            "programme": before.programme.slug if before.programme else places.ACROSS,
        }

    def take(self, files: Iterable[UploadedFile[bytes]], *, now: datetime) -> None:
        """Keep the photos that came along, each with what was said of it; say which were refused, and why."""
        known = self.before.pictures
        taken = posting.take(files, by=self.writer, now=now, held=self.pictures, known=known)
        for name, picture in taken.pictures:
            said = self.coming.pop(name, picture)
            self.pictures.append(replace(said, image=picture.image, digest=picture.digest))
        self.refusals = taken.refusals

    def full_clean(self) -> None:
        self._ask_for_consent()
        required = [field for field in self.fields.values() if field.required and not self.sending]
        for field in required:
            field.required = False
        super().full_clean()
        for field in required:  # for the labels, which say what can be left out
            field.required = True

    def _ask_for_consent(self) -> None:
        """Only where there is a photo is there anybody to ask."""
        self.fields["consent"].required = bool(self.pictures)

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"], limit=MAX_TITLE)

    def clean_video_url(self) -> str:
        url: str = self.cleaned_data["video_url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["video_url"].error_messages["invalid"])
        return url

    def clean_area(self) -> Area | None:
        pk = self.cleaned_data["area"]
        return Area.objects.get(pk=pk) if pk else None

    def clean_programme(self) -> Programme | None:
        return Programme.objects.filter(slug=self.cleaned_data["programme"]).first()

    def clean_topics(self) -> str:
        typed: str = self.cleaned_data["topics"]
        too_long, too_many = topics.left_out(typed.split(","))
        wrong = []
        if too_long:
            wrong.append(_("Too long; say it in a word or two: %(names)s.") % {"names": _quoted(too_long)})
        if too_many:
            wrong.append(_("There is room for eight. Too many: %(names)s.") % {"names": _quoted(too_many)})
        if wrong:
            raise forms.ValidationError(wrong)
        return typed

    def clean(self) -> None:
        for refusal in self.refusals:
            self.add_error("photos", refusal)
        if self.sending and self.finding.problem:
            self.add_error("credits", self.finding.problem)
        if not (self.sending and self.pictures):
            return
        if not all(picture.is_decided for picture in self.pictures):
            words = _(
                "Say what is in each photo, for those who cannot see it, or that it is only decoration."
            )
            self.add_error("photos", words)

    def answers(self) -> Answers:
        """What was answered rightly, and what the story said before where it was not."""
        given = {name: self.cleaned_data[name] for name in _AS_THEY_ARE if name in self.cleaned_data}
        # Of too many topics as many as there is room for.
        given["topics"] = tuple(topic.strip() for topic in (self["topics"].value() or "").split(","))
        if "credits" in self.cleaned_data:
            given["credits"] = frozenset(self.cleaned_data["credits"])
        consent = self.cleaned_data.get("consent") or CustomImage.Consent.UNKNOWN
        return replace(self.before, **given, consent=consent, pictures=tuple(self.pictures))

    def now_at(self, story: Story) -> None:
        """Shown once more after it was saved: the next press knows what this one did."""
        self.story, self.edition = story, story.edition

    @property
    def page(self) -> posting.Page:
        return posting.Page(self.page_id, self.edition)

    @classmethod
    def again(cls, story: Story, *, writer: User) -> StoryForm:
        """The form of a saved draft, as if it were sent in as it stands."""
        saved, data = cls(writer=writer, story=story), QueryDict(mutable=True)
        for name, value in saved.initial.items():
            data.setlist(name, [str(each) for each in value] if isinstance(value, list) else [str(value)])
        for row in saved.photo_rows:
            data.appendlist("photos-key", row.key)
            data.appendlist("photos-caption", row.caption)
            data.appendlist("photos-alt", row.alt)
            if row.decorative:
                data.appendlist("photos-decorative", row.key)
        data["edition"] = story.edition
        return cls(data, writer=writer, story=story, sending=True)

    @property
    def photo_rows(self) -> list[PhotoRow]:
        return rows(self.pictures, by=self.writer)

    @property
    def thread(self) -> str:
        """The programme chosen so far, in whose colour the knots are tied."""
        return str(self["programme"].value() or places.ACROSS)


_AS_THEY_ARE = ("title", "words", "video_url", "byline", "area", "programme")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(_("“%(name)s”") % {"name": beginning(name)} for name in names)


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
