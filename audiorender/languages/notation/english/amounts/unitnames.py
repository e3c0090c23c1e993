"""Unit symbols and their names: everyday, metric and imperial, scientific, medical and computing."""

from __future__ import annotations

from collections.abc import Iterator

from audiorender.expressions import one_of
from audiorender.languages.language import listed

_PREFIXES = {
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "m": "milli", "µ": "micro", "μ": "micro",
    "u": "micro", "n": "nano", "p": "pico", "c": "centi", "d": "deci", "h": "hecto", "f": "femto",
}  # fmt: skip
_SCALED = """
    m meter kcmdµμn | g gram kmµμn | L liter mdcµμ | l liter mdcµμ | s second mµμnp | W watt kMGTm | Wh watt_hour kMGT
    V volt kMm | A amp mkµμ | Hz hertz kMGT | J joule kM | N newton k | Pa pascal khM | eV electron_volt kMGT
    mol mole mµμn | Ω ohm kM | B byte kMGTP | bps bit_per_second kMGT | b/s bit_per_second kMGT
    bit/s bit_per_second kMGT | bit bit kMGT | F farad µμnp | H henry mµμ | Sv sievert mµμ | Gy gray m
    Bq becquerel kMG | M molar mµμn | T tesla mµμ | cal calorie k | bar bar m | ton ton kM | px pixel M | pc parsec kM
"""
"""Units that take prefixes: the symbol, the name, and the prefixes. An underscore is a space."""

_ALWAYS_PREFIXED = {"m", "l", "s", "A", "N", "F", "H", "M", "T", "B", "bit"}
"""Single letters that, right after a number, usually mean something else. A few are added back below."""

_PLAIN = """
    meter: m | newton: N | pound: lb lbs | ounce: oz | foot, feet: ft | yard: yd yds | mile: mi
    square foot, square feet: sq_ft sq._ft sq.-ft sq-ft | square mile: sq_mi sq._mi | square kilometer: sq_km sq._km
    square meter: sq_m sq._m | cubic foot, cubic feet: cu._ft cu_ft | dozen, dozen: doz | gallon: gal gals
    quart: qt qts | teaspoon: tsp Tsp | tablespoon: tbsp Tbsp | package: pkg | fluid ounce: fl_oz | mile per hour: mph
    kilometer per hour: kph kmh | mile per gallon: mpg | revolution per minute: rpm RPM | beat per minute: bpm BPM
    frame per second: fps | pound per square inch: psi | dot per inch: dpi | part per million: ppm
    part per billion: ppb | basis point: bps | percentage point: pp | microgram: mcg | C C, C C: cc | unit: U
    international unit: IU | millimeter of mercury, millimeters of mercury: mmHg mm_Hg | milliequivalent: mEq
    milliamp hour: mAh | amp hour: Ah | decibel: dB dBA | kilobyte: KB | mebibyte: MiB | gibibyte: GiB | kibibyte: KiB
    megapixel: MP | horsepower, horsepower: hp | hectare: ha | barrel: bbl | knot: kn kts | kiloton: kt | megaton: Mt
    astronomical unit: AU | light year: ly | atmosphere: atm | kelvin, kelvin: K °K | dalton: Da | kilodalton: kDa
    base pair: bp | point per game: ppg | rebound per game: rpg | assist per game: apg | point: pts | rebound: rebs
    assist: asts | kilobase: kb | hour: hr hrs | minute: min mins | second: sec secs | year: yr yrs | week: wk wks
    degree Celsius, degrees Celsius: °C ºC °_C | degree Fahrenheit, degrees Fahrenheit: °F ºF °_F
    degree north, degrees north: °N °_N | degree south, degrees south: °S °_S | degree east, degrees east: °E °_E
    degree west, degrees west: °W °_W | degree: ° | percent, percent: % | per mille, per mille: ‰
"""
"""The names of other units, in the plural too if it is not regular, and their symbols. An underscore is a space."""

PER = {  # after a slash: `km/h`
    "h": "hour", "hr": "hour", "s": "second", "sec": "second", "min": "minute", "d": "day", "day": "day",
    "week": "week", "wk": "week", "month": "month", "mo": "month", "year": "year", "yr": "year", "L": "liter",
    "l": "liter", "dL": "deciliter", "dl": "deciliter", "mL": "milliliter", "ml": "milliliter", "kg": "kilogram",
    "g": "gram", "m": "meter", "m2": "square meter", "m²": "square meter", "m3": "cubic meter", "m³": "cubic meter",
    "s2": "second squared", "s²": "second squared", "cm3": "cubic centimeter", "cm³": "cubic centimeter",
    "cm2": "square centimeter", "cm²": "square centimeter", "mol": "mole", "mm3": "cubic millimeter", "ft": "foot",
    "km": "kilometer", "km2": "square kilometer", "km²": "square kilometer", "mi": "mile", "lb": "pound",
    "gal": "gallon", "dose": "dose", "hour": "hour", "second": "second", "minute": "minute", "µL": "microliter",
    "μL": "microliter", "acre": "acre", "ha": "hectare", "mm": "millimeter", "mm³": "cubic millimeter",
    "kWh": "kilowatt hour", "cm": "centimeter", "oz": "ounce", "sq ft": "square foot", "GB": "gigabyte",
}  # fmt: skip


def _plural(name: str) -> str:
    """ "miles per hour"."""
    head, per, rest = name.partition(" per ")
    return name if name.endswith("hertz") else f"{head}s{per}{rest}"


def _scaled_units() -> dict[str, tuple[str, str]]:
    """Units with and without their prefixes, and the squares and cubes of lengths."""
    units = {}
    for entry in listed(_SCALED):
        symbol, name, prefixes = entry.split(" ")
        for prefix in ("", *prefixes):
            if prefix or symbol not in _ALWAYS_PREFIXED:
                one = _PREFIXES.get(prefix, "") + name.replace("_", " ")
                units[prefix + symbol] = (one, _plural(one))
    for symbol, (one, many) in (*units.items(), ("m", ("meter", "meters"))):
        if one.endswith("meter"):
            units |= {f"{symbol}{mark}": (f"square {one}", f"square {many}") for mark in "2²"}
            units |= {f"{symbol}{mark}": (f"cubic {one}", f"cubic {many}") for mark in "3³"}
    return units


def _plain_units() -> Iterator[tuple[str, tuple[str, str]]]:
    for entry in listed(_PLAIN):
        names, _, symbols = entry.partition(": ")
        one, _, many = names.partition(", ")
        for symbol in symbols.split(" "):
            yield symbol.replace("_", " "), (one, many or _plural(one))


UNITS = _scaled_units() | dict(_plain_units())
"""Each unit symbol that may follow a number, with its singular and plural name."""

_NAMES = {name for names in UNITS.values() for name in names}
NAMES = frozenset(_NAMES | {name.replace("meter", "metre").replace("liter", "litre") for name in _NAMES})
"""The names of all units, singular and plural, in American and British spelling."""


UNIT = one_of(UNITS)
"""A pattern that matches any unit symbol."""

UNIT_STOP = r"(?:\.(?=\s+[a-z\d(]|[,;]))?"
"""The full stop of an abbreviated unit, where it does not end the sentence."""
