"""A programme: one of the threads the network is made of."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes import colour, colour_words

HEX = r"^#[0-9a-fA-F]{6}$"
hex_colour = RegexValidator(HEX, _("Write the colour as # and six digits, for example #0b6e66."))


class Programme(models.Model):
    """What stories, people and areas belong to. Pages present it, one per language."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), unique=True, help_text=_("Used in addresses and in the import commands.")
    )
    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One sentence, in plain words.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[hex_colour],
        help_text=_("The programme’s thread wherever it appears. Lighter and darker tones follow from it."),
    )
    # What the colour comes to in words, strokes and fields, light and dark: `colour.Tones`, read by the theme.
    tones = models.JSONField(_("tones"), editable=False, default=dict)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    # Its place in the cord: the strand order is the same on every page.
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("A programme cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The tones follow the colour on every way in: a form, the files, a shell."""
        self.tones = asdict(colour.tones(self.colour))
        fields = kwargs.get("update_fields")
        if fields is not None and "colour" in fields:
            kwargs["update_fields"] = {*fields, "tones"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Whether this colour can be read, and told from the others, wherever it will be drawn."""
        super().clean()
        rows = list(Programme.objects.values_list("pk", "name", "colour"))
        # One that was accepted stays accepted: a new neighbour must not lock this programme's other fields.
        kept = (self.pk, self.colour) in {(pk, colour) for pk, _name, colour in rows}
        if kept or not re.fullmatch(HEX, self.colour):
            return
        beside = {name: colour for pk, name, colour in rows if pk != self.pk}
        if refusal := colour_words.refusal(self.colour, beside=beside):
            raise ValidationError({"colour": refusal})
