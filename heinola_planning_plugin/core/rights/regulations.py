# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads plan regulations as data (Ryhti JSON, the Katja codes of decree 311/2024, and their forerunner of 2021).

Sources: SYKE, Ryhti plan service (PlanRegulation: type, value, additionalInformations) and its example plans; SYKE,
application profile for detailed plans ("sallittu kerrosala" is the total of the object it is on, and may be said to be
for one use by `kayttotarkoituskohdistus`; shares of uses lie inside the total).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..vocabulary import plan_codes
from .notation import Notation, ParkingNorm
from .tokens import LARGEST_RIGHT_M2, MOST_STOREYS, NAN

_BY_CODE = {
    "sallittukerrosala": "right", "sallitturakennustilavuus": "volume", "tehokkuusluku": "ratio",
    "valjyysluku": "spaciousness", "maanpaallinenkerrosluku": "storeys", "maanpaallinenkerroslukuluku": "storeys",
    "maanpaallinenkerroslukuarvovali": "storeys", "kellarinsallittuosuuskerrosalasta": "basement",
    "ullakonsallittuosuuskerrosalasta": "attic", "rakennuspaikkojenmaara": "places", "asuntojenmaara": "dwellings",
    "lisarakennusoikeudenmaara": "extra", "rakentamisensuhdealueenpintaalaan": "coverage",
    "kerrosneliomaarayhtaautopaikkaakohden": "car_m2", "kerrosneliomaarayhtapyorapaikkaakohden": "bicycle_m2",
    "autopaikkojenmaaraasuntoakohden": "car_dwelling", "pyorapaikkojenmaaraasuntoakohden": "bicycle_dwelling",
    # numbers of the code lists before the decree: Qaava (4 digits), the plan data model of 2021 (3 digits)
    "0301": "right", "0302": "volume", "0303": "ratio", "0304": "storeys", "0306": "basement", "0307": "attic",
    "0308": "places", "0309": "extra", "0401": "coverage",
    "011": "right", "012": "ratio", "013": "storeys", "014": "basement", "015": "attic",
}  # fmt: skip
_BY_TITLE = {
    "sallittu kerrosala": "right", "sallittu kokonaiskerrosala": "right", "sallittu rakennustilavuus": "volume",
    "tehokkuusluku": "ratio", "väljyysluku": "spaciousness", "maanpäällinen kerrosluku": "storeys",
    "kellarin sallittu kerrosalaosuus": "basement", "ullakon sallittu kerrosalaosuus": "attic",
    "rakennuspaikkojen määrä": "places", "sallittujen rakennuspaikkojen lukumäärä": "places",
    "asuntojen määrä": "dwellings", "lisärakennusoikeuden määrä": "extra", "lisärakennusoikeus": "extra",
    "rakentamisen suhde alueen pinta-alaan": "coverage", "alueen käyttötarkoitus": "use",
}  # fmt: skip
_SINGLE = {"volume": "volume_m3", "places": "places", "dwellings": "dwellings", "coverage": "coverage_pct"}
_LIMITS = {"volume_m3": 1e8, "places": 1e4, "dwellings": 1e4, "coverage_pct": 100}
_UNITS = {"right": ("k-m2", "m2", ""), "extra": ("k-m2", "m2", "")}
_PARKING = {
    "car_m2": ("m2", "car"), "bicycle_m2": ("m2", "bicycle"), "car_dwelling": ("dwelling", "car"),
    "bicycle_dwelling": ("dwelling", "bicycle"),
}  # fmt: skip


def from_regulations(regulations: Iterable[Mapping[str, Any]], letter: str | None = None) -> Notation:
    """Read the regulations that bear on one plan object into the same structure as its written notation.

    Args:
        regulations: Ryhti PlanRegulations, or "PlanRegulation" features' properties of the 2021 plan data model.
        letter: the group's letterIdentifier; without it the zone code is worked out of the main use.

    Returns:
        Of a range of floor area or plot ratio the upper end, with the lower end in `unread`. Regulations of other
        subjects are left out silently; a value of these subjects that can't be read is in `unread`.
    """
    reading = _Reading()
    for regulation in regulations:
        reading.take(regulation)
    return reading.result(letter)


class _Reading:
    def __init__(self) -> None:
        self.values: dict[str, list[tuple[float, float]]] = {}
        self.uses_m2: dict[str, float] = {}
        self.uses_pct: dict[str, float] = {}
        self.allocated: list[float] = []
        self.extra: dict[str, float] = {}
        self.main_uses: list[str] = []
        self.parking: list[ParkingNorm] = []
        self.unread: list[str] = []

    def take(self, regulation: Mapping[str, Any]) -> None:
        code, title = _name(regulation.get("type"))
        subject = _BY_TITLE.get(title.lower()) or _BY_CODE.get(code.lower())
        values = _values(regulation)
        infos = _infos(regulation)
        if subject == "use" or any(kind == "paakayttotarkoitus" for kind, _ in infos):
            self.main_uses += [value["title"] or value["code"] for value in values if value["code"]] or [code]
        self._take_shares(code, infos)
        if subject is None or subject == "use":
            return
        for value in values:
            low, high = value["low"], value["high"]
            if high != high or not high > 0 or (value["unit"] not in _UNITS.get(subject, (value["unit"],))):
                self._lose(title or code, value)
            elif subject == "right":
                self._take_right(value, infos, title or code)
            elif subject == "extra":
                self._take_extra(value, infos)
            elif subject in _PARKING:
                unit, vehicle = _PARKING[subject]
                places, per = (1.0, high) if unit == "m2" else (high, 1.0)
                self.parking.append(ParkingNorm(places, per, unit, vehicle))
            else:
                self.values.setdefault(subject, []).append((low, high))

    def _take_right(self, value: dict[str, Any], infos: list, name: str) -> None:
        if value["high"] >= LARGEST_RIGHT_M2:
            self._lose(name, value)
            return
        for_use = [v["title"] or v["code"] for kind, vs in infos if kind == "kayttotarkoituskohdistus" for v in vs]
        use = for_use[0] if for_use else None
        if use:
            self.uses_m2[use] = self.uses_m2.get(use, 0.0) + value["high"]
            self.allocated.append(value["high"])
        else:
            self.values.setdefault("right", []).append((value["low"], value["high"]))

    def _take_extra(self, value: dict[str, Any], infos: list) -> None:
        kind = next((v["title"] or v["code"] for _, vs in infos for v in vs if v["code"]), "lisärakennusoikeus")
        self.extra[kind] = self.extra.get(kind, 0.0) + value["high"]

    def _take_shares(self, code: str, infos: list) -> None:
        for kind, values in infos:
            if not kind.startswith("kayttotarkoituksenosuuskerrosalasta"):
                continue
            use = next((v["title"] or v["code"] for v in values if v["code"]), code)
            for value in values:
                table = self.uses_pct if value["unit"] == "%" or kind.endswith("pros") else self.uses_m2
                if value["high"] == value["high"]:
                    table[use] = table.get(use, 0.0) + value["high"]

    def _lose(self, name: str, value: dict[str, Any]) -> None:
        said = value["text"] or value["code"] or f"{value['high']:g}"
        self.unread.append(f"{name}: {said} {value['unit']}".strip())

    def _one(self, subject: str, limit: float) -> tuple[float, float]:
        """Give the one value of a subject; several different ones are unread."""
        found = self.values.get(subject, [])
        good = [pair for pair in found if pair[1] <= limit]
        if len(set(found)) != 1 or not good:
            self.unread += [f"{subject}: {high:g}" for _, high in found]
            return NAN, NAN
        return good[0]

    def result(self, letter: str | None) -> Notation:
        right_low, right = self._one("right", LARGEST_RIGHT_M2)
        if right != right and self.allocated and "right" not in self.values:
            right = sum(self.allocated)
        ratio_low, ratio = self._one("ratio", 10)
        spacious = self._one("spaciousness", 1e4)[1]
        storeys = self._one("storeys", MOST_STOREYS)
        single: dict[str, Any] = {field: self._one(subject, _LIMITS[field])[1] for subject, field in _SINGLE.items()}
        shares: dict[str, Any] = {f"{subject}_share": self._share(subject) for subject in ("basement", "attic")}
        for low, high, name in ((right_low, right, "sallittu kerrosala"), (ratio_low, ratio, "tehokkuusluku")):
            if low < high:
                self.unread.append(f"{name}: ≥ {low:g}")
        return Notation(
            zone_code=letter or self._zone(),
            main_right_m2=right,
            plot_ratio=1 / spacious if ratio != ratio and spacious == spacious else ratio,
            extra_m2=tuple(sorted(self.extra.items())),
            use_m2=tuple(sorted(self.uses_m2.items())),
            use_pct=tuple(sorted(self.uses_pct.items())),
            storeys_min=storeys[0] if storeys[0] < storeys[1] else NAN,
            storeys_max=storeys[1],
            parking=tuple(self.parking),
            unread=tuple(self.unread),
            **single,
            **shares,
        )

    def _share(self, subject: str) -> tuple[float, float]:
        low, high = self._one(subject, 100)
        scale = 100 if high > 1 else 1  # "50 %", or the fraction itself
        return low / scale, high / scale

    def _zone(self) -> str | None:
        """Give the letter code of the main use; of several that make no code together, of the first."""
        candidates = ["+".join(self.main_uses), *self.main_uses[:1]]
        return next((code for code in plan_codes().split(candidates)[0].tolist() if code), None)


def _name(kind: Any) -> tuple[str, str]:
    """Give code and Finnish title of a type: a URI, or a mapping of the 2021 model."""
    if isinstance(kind, Mapping):
        title = kind.get("title")
        finnish = title.get("fin") if isinstance(title, Mapping) else title
        return _last(kind.get("code")), str(finnish or "").strip()
    return _last(kind), ""


def _last(uri: Any) -> str:
    return str(uri or "").rstrip("/").rsplit("/", 1)[-1]


def _values(holder: Mapping[str, Any]) -> list[dict[str, Any]]:
    value = holder.get("value")
    values = value if isinstance(value, list) else [value] if isinstance(value, Mapping) else []
    listed = holder.get("values")
    values = values + (listed if isinstance(listed, list) else [])
    return [_value(item) for item in values if isinstance(item, Mapping)]


def _value(item: Mapping[str, Any]) -> dict[str, Any]:
    number = next((item[key] for key in ("number", "value") if _is_number(item.get(key))), None)
    low: Any = item.get("minimumValue") if number is None else number
    high: Any = item.get("maximumValue") if number is None else number
    title = item.get("title")
    text = item.get("text")
    return {
        "low": float(low) if _is_number(low) else NAN,
        "high": float(high) if _is_number(high) else NAN,
        "unit": str(item.get("unitOfMeasure") or "").replace("²", "2").strip(),
        "code": _last(item.get("code")),
        "title": str((title.get("fin") if isinstance(title, Mapping) else title) or "").strip(),
        "text": str((text.get("fin") if isinstance(text, Mapping) else text) or item.get("value") or "").strip(),
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _infos(regulation: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    out = []
    infos = regulation.get("additionalInformations") or regulation.get("additionalInfo")
    for info in infos if isinstance(infos, list) else []:
        if isinstance(info, Mapping):
            code, title = _name(info.get("type"))
            name = "kayttotarkoituskohdistus" if title.lower() == "käyttötarkoituskohdistus" else code.lower()
            out.append((name, _values(info)))
    return out
