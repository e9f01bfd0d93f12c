"""The sources we follow, as a list others can follow too: OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from stories.models import Source
from stories.outputs.items import clean


def opml(title: str) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("opml", AttributesImpl({"version": "2.0"}))
    xml.startElement("head", AttributesImpl({}))
    xml.addQuickElement("title", clean(title))
    xml.endElement("head")
    xml.startElement("body", AttributesImpl({}))
    for source in Source.objects.followed().prefetch_related("programmes").order_by("title", "pk"):
        xml.addQuickElement("outline", None, _outline(source))
    xml.endElement("body")
    xml.endElement("opml")
    return out.getvalue()


def _outline(source: Source) -> dict[str, str]:
    """Categories are slash-delimited, in the way of OPML, and programmes need but one level."""
    told = {
        "type": "rss",
        "text": str(source),
        "title": str(source),
        "xmlUrl": source.url,
        "htmlUrl": source.home_page,
        "category": ",".join(f"/{programme.slug}" for programme in source.programmes.all()),
    }
    return {name: clean(value) for name, value in told.items() if value}
