# SPDX-License-Identifier: GPL-2.0-or-later
"""One copy of the practice municipality: every layer, in metres from the market square and without ids yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features
from ..progress import Progress, silent
from . import buildings, environment, general_plan, land, networks, plans, registers, services, terrain, yards
from .raster import Raster


@dataclass(frozen=True)
class Pattern:
    """Everything in one copy.

    Attributes:
        layers: by layer name; columns as delivered, but for the ids, which `numbering` makes from whole numbers.
        targets: the strategy's target areas but for the whole municipality.
        heights: ground heights.
    """

    layers: dict[str, Features]
    targets: Features
    heights: Raster


def make(seed: int, frame_seed: int, progress: Progress = silent) -> Pattern:
    """Make one copy; near the border it depends on `frame_seed` only."""
    progress(0.0, "shaping land and water")
    ground = terrain.make(seed, frame_seed)
    progress(0.15, "laying streets and roads")
    lines = networks.make(seed, ground)
    progress(0.35, "dividing the land")
    division = land.make(seed, ground, lines)
    parcels = division.parcels
    progress(0.75, "zoning and building")
    units, areas, aim = plans.make(seed, parcels)
    houses = buildings.make(seed, parcels, aim, ground.water)
    houses = houses.with_columns(yards.owners(seed, houses)).with_columns(yards.permits(seed, houses))
    built = np.zeros(len(parcels), dtype=bool)
    built[houses["parcel"]] = True
    reserves = environment.reserve_rows(seed, parcels)
    parcels = parcels.with_columns(registers.columns(seed, parcels, built, reserves))
    progress(0.85, "mapping nature and services")
    layers = _nature(seed, ground, lines, parcels, reserves)
    layers |= {
        "PalstanSijaintitiedot": parcels,
        "avoimet_rakennukset": houses,
        "kaavayksikot": units,
        "rakennusalat": areas,
        "pysakointialueet": yards.parking(seed, parcels, houses),
        "rky_alue": yards.heritage(parcels),
        "tieviiva": services.all_roads(division.roads, networks.paths(lines.roads)),
        "rautatie": services.railway(lines.railway),
        "sahkolinja": services.power_lines(seed),
        "liittymat": services.junctions(),
        "palvelut": services.services(parcels, built),
        "pysakit": services.stops(seed, lines.roads, shapely.union_all(lines.green.geometry), ground.border),
        "keskipiste": services.market(parcels),
    }
    targets = services.target_areas(seed, ground, parcels, lines.green)
    return Pattern(layers, targets, terrain.heights(ground))


def _nature(
    seed: int, ground: terrain.Terrain, lines: networks.Lines, parcels: Features, reserves: np.ndarray
) -> dict[str, Features]:
    corridors = lines.land.geometry[np.isin(lines.land["kind"], ("road", "motorway", "railway"))]
    lots = np.isin(parcels["kind"], ("cottage", "homestead"))
    taken = shapely.union_all([*corridors, *lines.green.geometry, *parcels.geometry[lots], ground.water])
    mires = environment.mires(seed, ground, taken)
    country = lines.roads.geometry[np.isin(lines.roads["kohdeluokka"], (12121, 12122, 12131))]
    country = country[shapely.length(country) > 1500]
    fields = environment.fields(seed, ground, country, shapely.union_all([taken, *mires.geometry]))
    floods, mapped = environment.floods(seed, ground)
    points, areas = environment.relics(seed, ground)
    motorway = lines.land.geometry[lines.land["kind"] == "motorway"]
    carriageways = shapely.union_all(lines.roads.geometry[lines.roads["kohdeluokka"] == 12111])
    planned = parcels.geometry[parcels["planned"]]
    lakes = Features(ground.lakes, {"nimi": ground.lake_names, "kohdeluokka": np.full(len(ground.lakes), 36200)})
    river = Features(
        ground.river, {"nimi": np.array(["Harjoitusvirta"], dtype=object), "kohdeluokka": np.array([36313])}
    )
    return {
        "jarvi": lakes,
        "virtavesialue": river,
        "virtavesikapea": environment.streams(seed, ground, mires),
        "suo": mires,
        "maatalousmaa": fields,
        "yleiskaava": general_plan.make(
            seed, ground, lines.green, fields.geometry, planned, parcels.geometry[reserves], motorway
        ),
        "VHS2022_Pohjavesi": environment.groundwater(seed),
        "natura2000": environment.natura(seed),
        "luonnonsuojelualueet": environment.reserves(parcels.geometry[reserves]),
        "tulvavaara_1_100a": floods,
        "tulvavaarakartoitetut": mapped,
        "muinaisjaannos_piste": points,
        "muinaisjaannos_alue": areas,
        "melu": environment.motorway_noise(seed, carriageways),
    }
