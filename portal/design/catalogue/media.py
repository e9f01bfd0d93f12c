"""What stories show beside words: pictures, sound and films."""

from __future__ import annotations

from dataclasses import replace

from portal.design.example import Component, Example, State
from portal.design.samples import network
from portal.design.samples.coming import LONG_TITLE, TABLE_ALT, URDU, URDU_NAME, Clip
from programmes.templatetags.pictures_tags import context
from stories.films import Film
from stories.models import Photo

SOUND = "https://kesterfieldcorner.example/voices.mp3"
FILM = "https://www.youtube.com/watch?v=example"
PLAYER = "https://www.youtube-nocookie.com/embed/example?autoplay=1"


def components() -> list[Component]:
    return [pictures(), shots(), sounds(), films()]


def pictures() -> Component:
    sizes = "(min-width: 60rem) 40rem, 100vw"
    usual = context(network.image(), sizes=sizes)
    gone = context(network.image(), sizes=sizes) | {"picture": replace(usual["picture"], src="/gone.jpg")}
    return Component(
        "picture",
        [
            Example(State.USUAL, usual, "Its place is kept, its colour is there before it."),
            Example(
                State.OTHER, gone, "Not come yet, or lost on the way: the colour and the words stand for it."
            ),
            Example(State.EMPTY, context(None, sizes=sizes), "No picture, and no frame around none."),
        ],
    )


def shots() -> Component:
    lunch = Photo(image=network.image(), caption="Saturday, about four")
    bare, urdu = Photo(image=network.image()), Photo(image=network.image(), caption=URDU)
    return Component(
        "story_photos",
        [
            Example(State.USUAL, {"photos": [lunch, bare]}, "The second one has no caption."),
            Example(State.LONG, {"photos": [Photo(image=network.image(), caption=LONG_TITLE)]}),
            Example(State.RIGHT_TO_LEFT, {"photos": [urdu]}),
        ],
    )


def sounds() -> Component:
    keys = Clip("Eleven keys, told by the people who carry them", SOUND, minutes=12, maker="Joan Petty")
    only_at_home = Clip("Eleven keys", home=SOUND)
    return Component(
        "audio_clip",
        [
            Example(State.USUAL, {"clip": replace(keys, transcript="#", thread="big-local")}),
            Example(State.LONG, {"clip": replace(keys, title=LONG_TITLE, home=SOUND)}),
            Example(State.EMPTY, {"clip": only_at_home}, "Only its home may play it."),
            Example(State.RIGHT_TO_LEFT, {"clip": replace(keys, title=URDU, lang="ur", maker=URDU_NAME)}),
        ],
    )


def films() -> Component:
    lamp = Film("How to mend a lamp from 1961", FILM, "YouTube", PLAYER, image=network.image(), alt=TABLE_ALT)
    return Component(
        "embed_still",
        [
            Example(State.USUAL, {"film": lamp}, "Nothing comes from the provider before a click."),
            Example(State.LONG, {"film": replace(lamp, title=LONG_TITLE)}),
            Example(State.RIGHT_TO_LEFT, {"film": replace(lamp, title=URDU, lang="ur")}),
            Example(State.NO_PICTURE, {"film": replace(lamp, image=None)}),
        ],
    )
