"""Forms of this app that the CMS shows in place of Wagtail's own."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from programmes.pictures import Refused
from programmes.pictures.keeping import named
from programmes.pictures.reading import MOST_BYTES, read


class PictureField(WagtailImageField):
    """An upload by staff, read as strictly as what anybody sends us.

    The uploaded file itself is written over, not a copy of it: where a form lacks a decision Wagtail keeps the
    upload for later, past this field, and that must be the harmless picture too.
    """

    colour = ""  # of what was uploaded; every form has a field of its own

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            self.colour = _write_over(data)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Wagtail's form for images, with our way of reading files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            theirs = self.fields["file"]
            self.fields["file"] = PictureField(
                label=theirs.label, required=theirs.required, widget=theirs.widget, help_text=theirs.help_text
            )

    def clean_file(self) -> Any:
        if "file" in self.changed_data:
            self.instance.dominant_colour = self.fields["file"].colour
            self.instance.prepared_at = None
        return self.cleaned_data["file"]


def _write_over(upload: UploadedFile[Any]) -> str:
    """Leave the harmless picture in the file and return its dominant colour."""
    try:
        safe = read(upload.read(MOST_BYTES + 1))
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from refused
    upload.seek(0)
    upload.truncate()
    upload.write(safe.data)
    upload.seek(0)
    upload.size = len(safe.data)
    upload.name = PurePath(named(safe).name or "").name
    return safe.colour
