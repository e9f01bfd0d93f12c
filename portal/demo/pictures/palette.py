"""The colours of the drawings: the programmes' yarns, and what goes with them in paper and daylight."""

from __future__ import annotations

ORANGE, TEAL, PURPLE, OCHRE = "#d9722b", "#1d8f85", "#9a4590", "#e0a93b"
CREAM, PAPER, LINEN, STONE = "#f4ecd8", "#fbf6ea", "#e4d8bf", "#c9bda6"
BRICK, CLAY, WOOD, BARK = "#a9533d", "#c7795a", "#a9784d", "#6b4a35"
LEAF, MOSS, PINE, LIME = "#5b8f4a", "#7c9a5a", "#2f6146", "#9fbf62"
INK, SLATE, GREY, NIGHT = "#26323a", "#4d5b63", "#8a8f8e", "#25304a"
SEA, SKY, FOG = "#2f7089", "#c5dbe1", "#dfe6e2"
LAMP, RED, ROSE = "#f7cf7a", "#c9442e", "#d98a80"
