# SPDX-License-Identifier: GPL-2.0-or-later
"""The hand-drawn part of the practice municipality: where its lakes, town, villages and lines lie.

Metres east and north of the market square. The seed decides everything finer than this. The layout follows
Heinola's in outline (a town at the strait between two lakes, an esker, a motorway passing west of it, an industrial
village in the south), but no shape of it is a real one.
"""

from __future__ import annotations

from dataclasses import dataclass

CRS = "EPSG:3067"
MUNICIPALITY = 111
MARKET = (448300, 6786100)
"""The market square in ETRS-TM35FIN: the coordinates of Heinola's centre."""

MIDDLE_OF_TOWN = (200, 100)

WEST, SOUTH = -9800, -15300
WIDTH, HEIGHT = 22400, 21760
"""The rectangle that one copy of the pattern fills; multiples of 320 m, so that grids of 10-320 m fit."""

# The municipality's border: its west side and its south side; east and north sides are the same, moved by WIDTH
# and HEIGHT, so that a copy of the pattern fits on every side.
BORDER_WEST = (
    (0, 0), (350, 1900), (-260, 3700), (-420, 5600), (300, 7700), (180, 9900), (-460, 11800),
    (-150, 14100), (450, 16300), (120, 18500), (-300, 20200), (0, HEIGHT),
)  # fmt: skip
BORDER_SOUTH = (
    (0, 0), (2100, -250), (4300, 380), (6500, 150), (8700, -460), (11200, -100), (13600, 420),
    (16000, 460), (18300, -200), (20500, -420), (WIDTH, 0),
)  # fmt: skip
BORDER_REACH = 500
"""No point of the border is further than this from the rectangle."""

# Lakes as spines: (x, y, half width) from point to point; noise makes the shore.
LAKE_SPINES = {
    "Harjoitusjärvi": (
        ((-1350, 950, 250), (-2700, 2000, 800), (-4700, 2900, 1300), (-6900, 3600, 900)),
        ((-2700, 2000, 700), (-1500, 3600, 600), (-600, 4700, 300)),
        ((-4700, 2900, 900), (-5600, 700, 500), (-6300, -900, 300)),
    ),
    "Harjoitusselkä": (
        ((1100, -1150, 250), (2400, -2700, 800), (4800, -4900, 1700), (7600, -8300, 1500), (10600, -13300, 500)),
        ((4800, -4900, 1200), (7300, -3700, 700), (8900, -3300, 400)),
        ((7600, -8300, 1200), (4600, -9700, 700), (3000, -10900, 350)),
    ),
}
LAKE_LEVEL = 77.4
RIVER = (
    (-1700, 1150), (-1280, 830), (-1000, 560), (-830, 240), (-640, -60), (-390, -290), (-90, -430), (190, -600),
    (420, -740), (700, -830), (1050, -1130), (1450, -1600),
)  # fmt: skip
"""The strait through town, from lake to lake."""
RIVER_HALF_WIDTH = 62
RIVER_REACH = (
    (-1180, 740), (-1000, 560), (-830, 240), (-640, -60), (-390, -290), (-90, -430), (190, -600), (420, -740),
    (700, -830), (960, -1050),
)  # fmt: skip
"""The part of it that is river, not lake."""

ESKER = (
    (-6500, -14100), (-5700, -11700), (-4300, -8600), (-2700, -5200), (-1150, -2350), (-250, -1150),
    (760, 420), (1000, 1900), (1500, 4300),
)  # fmt: skip

MOTORWAY = (
    (-5250, -16200), (-5200, -14300), (-4900, -12500), (-4820, -10900), (-4500, -9000), (-3700, -6000), (-2950, -3600),
    (-2520, -1500), (-2350, -150), (-2050, 1300), (-1450, 2900), (-900, 4200), (-600, 5600), (-520, 7300),
)  # fmt: skip
JUNCTIONS = {
    "Harjoitus-Vierumäki": (-4820, -10900),
    "Harjoitus-Lahdentie": (-2480, -1200),
    "Harjoitus-Pohjoinen": (-640, 5330),
}
RAILWAY = (
    (-6600, -16200), (-6450, -14000), (-6620, -12300), (-6500, -10700), (-5900, -8900), (-4300, -6300), (-2700, -4000),
    (-1500, -2600), (-300, -1650), (620, -900), (1080, -250), (1330, 420), (1380, 1000),
)  # fmt: skip
ESKER_ROAD = (
    (-4820, -10900), (-5250, -10870), (-5330, -10500), (-4980, -9800), (-4560, -8900), (-3750, -7250), (-2900, -5500),
    (-2050, -4100), (-1250, -2850), (-830, -2150), (-430, -1500), (-230, -980), (-150, -560), (-20, -280),
)  # fmt: skip
"""The old main road along the esker, from the Vierumäki junction to the bridge in the middle of town."""
TOWN_LINK = ((-2480, -1200), (-1950, -1330), (-1300, -1390), (-800, -1330), (-430, -1240), (-280, -1120))
NORTH_LINK = (
    (-640, 5330), (-150, 5180), (520, 4650), (760, 3900), (560, 3250), (730, 2720), (650, 2050), (770, 1450),
    (700, 1000), (560, 560),
)  # fmt: skip
DISTRICT_LINKS = (
    (3, 7), (7, 13), (2, 9), (2, 10), (1, 2), (9, 13), (3, 13), (11, 5), (8, 6), (5, 8), (12, 2), (4, 3), (10, 12),
    (1, 12), (1, 3), (1, 4), (14, 16),
)  # fmt: skip
"""Districts joined by a street of their own, by number."""
GATES = {
    "east": ((13100, -1000), 12121, 46),
    "north": ((2900, 7100), 12122, 4143),
    "west": ((-10500, -10300), 12121, 313),
    "north-west": ((-10500, 3300), 12131, 4151),
    "south": ((1100, -16100), 12122, 363),
    "south-east": ((13300, -11500), 12131, 363),
}
"""Where roads leave the municipality: a place just outside, class of the topographic database, road number."""
POWER_LINES = (
    ((-8300, -16300), (-8000, -12800), (-6900, -9200), (-3900, -4900), (-3300, -900), (-3350, 60)),
    ((-3900, -4900), (900, -6900), (2000, -9100), (5300, -12700), (6200, -16300)),
    ((13300, 2500), (8400, 2900), (4700, 3700), (2200, 4200), (900, 7400)),
)
CANAL = ((10950, -13950), (11237, -14294), (12900, -15700), (15516, -17930))
"""From the lake's end at the Kimola canal's real coordinates to its other end outside the municipality."""

VILLAGES = {
    "Harjoitus-Vierumäki": (-6000, -11500),
    "Harjoituskylä": (1500, 5000),
    "Harjoitusniemi": (6400, -1500),
    "Harjoitussaari": (-500, -7300),
    "Harjoituslahti": (5600, -11900),
    "Harjoitusmaa": (-7600, -4300),
    "Harjoitusmäki": (8100, 3600),
    "Harjoituskoski": (1200, -13300),
    "Harjoitusranta": (10900, -5600),
    "Harjoitussuo": (-3200, 5300),
    "Harjoitusjoki": (4600, 2500),
    "Harjoitusperä": (-8300, 1500),
}


@dataclass(frozen=True)
class District:
    """A part of town laid out in rows of blocks on a bent frame: u along the rows, v across them.

    Attributes:
        number: location part of its property ids.
        kind: which plan codes and buildings it gets (plans.MIXES).
        origin, angle: where the frame's (0, 0) lies, and the direction of u in degrees from east.
        reach: how far it goes along u and v from the origin: (u low, u high, v low, v high).
        row: depth of a block row, from and to. block: length of a block. plot: width of a plot.
        street: full width of a street area.
        bend: radius of the curve the rows follow (0 = straight), metres; negative bends the other way.
        wave: how far smooth waves move the streets aside, metres.
        through: whether cross streets run through all rows.
        round: whether blocks outside the ellipse in `reach` are left out.
    """

    number: int
    name: str
    kind: str
    origin: tuple[float, float]
    angle: float
    reach: tuple[float, float, float, float]
    row: tuple[float, float]
    block: tuple[float, float]
    plot: tuple[float, float]
    street: float
    bend: float = 0.0
    wave: float = 0.0
    through: bool = False
    round: bool = True


DISTRICTS = (
    District(1, "Harjoituskeskusta", "centre", (60, 80), -37, (-640, 600, -390, 470), (82, 118), (95, 165), (28, 48),
             16, wave=8, through=True, round=False),
    District(2, "Harjoitusharju", "apartments", (1990, 330), 62, (-640, 620, -330, 420), (120, 170), (150, 260),
             (56, 110), 16, bend=1500, wave=22),
    District(3, "Harjoituspuisto", "apartments", (260, 1010), -14, (-560, 420, -300, 300), (105, 150), (120, 230),
             (50, 90), 14, bend=2000, wave=18),
    District(4, "Harjoitusranta", "mixed", (-690, 850), -48, (-420, 420, -260, 330), (86, 104), (110, 220),
             (32, 46), 13, bend=-2500, wave=16),
    District(5, "Harjoitusjyränkö", "houses", (-1080, -760), -40, (-530, 530, -410, 360), (78, 90), (110, 240),
             (32, 45), 11, bend=1800, wave=20),
    District(6, "Harjoitusteollisuus", "industry", (-2130, -2950), 52, (-760, 820, -330, 330), (150, 210), (190, 420),
             (75, 150), 18, bend=-2500, wave=14, round=False),
    District(7, "Harjoitusmetsä", "houses", (-160, 2030), 14, (-470, 500, -380, 340), (78, 90), (130, 270), (33, 46),
             11, bend=-1500, wave=22),
    District(8, "Harjoitustähti", "mixed", (-1650, -1830), 28, (-460, 540, -310, 330), (80, 96), (120, 250), (33, 48),
             12, bend=-1600, wave=20),
    District(9, "Harjoituspelto", "houses", (2650, 1480), 24, (-440, 480, -350, 350), (80, 92), (120, 260), (34, 48),
             11, bend=1500, wave=24),
    District(10, "Harjoituslahti", "houses", (2420, -740), -31, (-450, 580, -320, 340), (80, 92), (120, 250), (34, 47),
             11, bend=1700, wave=24),
    District(11, "Harjoituskauppa", "retail", (-2010, -780), 78, (-420, 420, -260, 260), (130, 190), (150, 300),
             (80, 150), 16, bend=-2500, wave=10, round=False),
    District(12, "Harjoitustehdas", "industry", (1560, -620), -40, (-330, 480, -240, 260), (140, 190), (180, 320),
             (80, 170), 14, wave=12),
    District(13, "Harjoituskukkula", "houses", (1150, 2350), 72, (-430, 440, -250, 260), (84, 98), (110, 240), (34, 48),
             11, bend=-1500, wave=26),
    District(14, "Harjoitus-Vierumäki", "village", (-6080, -11550), 72, (-480, 420, -280, 340), (80, 94), (110, 230),
             (32, 46), 12, bend=1600, wave=22),
    District(15, "Harjoitusyrityspuisto", "heavy", (-5620, -9900), 76, (-620, 800, -420, 330), (190, 280), (220, 460),
             (90, 210), 20, bend=-3000, wave=12, round=False),
    District(16, "Harjoitusopisto", "resort", (-7350, -12900), 20, (-620, 620, -360, 380), (150, 230), (190, 330),
             (90, 200), 14, bend=1500, wave=30),
)  # fmt: skip
