"""What is to be put right in a form, as its summary lists it: a line for each mistake, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()

_ENDS = ("?", "!", "؟", "？", "！")  # a label that ends so takes no colon


@dataclass(frozen=True)
class Problem:
    """`field` is the id of the question it belongs to; a mistake of the whole form belongs to none."""

    field: str
    words: str


@register.simple_tag
def problems_of(form: BaseForm) -> list[Problem]:
    whole = [Problem("", str(error)) for error in form.non_field_errors()]
    return whole + [
        Problem(_question(field), f"{_called(field)} {error}")
        for field in form.visible_fields()
        for error in field.errors
    ]


def _question(field: BoundField) -> str:
    return f"{field.auto_id}_question" if field.use_fieldset else str(field.id_for_label)


def _called(field: BoundField) -> str:
    label = str(field.label)
    return label if label.endswith(_ENDS) else f"{label}:"
