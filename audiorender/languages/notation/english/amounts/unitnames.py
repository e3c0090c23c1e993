"""Unit symbols and their names: everyday, metric and imperial, scientific, medical and computing."""

from __future__ import annotations

from audiorender.expressions import one_of

_PREFIXES = {
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "m": "milli", "µ": "micro", "μ": "micro",
    "u": "micro", "n": "nano", "p": "pico", "c": "centi", "d": "deci", "h": "hecto", "f": "femto",
}  # fmt: skip
_SCALED = {  # units that take prefixes: the name, and the prefixes they take
    "m": ("meter", "kcmdµμn"),
    "g": ("gram", "kmµμn"),
    "L": ("liter", "mdcµμ"),
    "l": ("liter", "mdcµμ"),
    "s": ("second", "mµμnp"),
    "W": ("watt", "kMGTm"),
    "Wh": ("watt hour", "kMGT"),
    "V": ("volt", "kMm"),
    "A": ("amp", "mkµμ"),
    "Hz": ("hertz", "kMGT"),
    "J": ("joule", "kM"),
    "N": ("newton", "k"),
    "Pa": ("pascal", "khM"),
    "eV": ("electron volt", "kMGT"),
    "mol": ("mole", "mµμn"),
    "Ω": ("ohm", "kM"),
    "B": ("byte", "kMGTP"),
    "bps": ("bit per second", "kMGT"),
    "b/s": ("bit per second", "kMGT"),
    "bit/s": ("bit per second", "kMGT"),
    "bit": ("bit", "kMGT"),
    "F": ("farad", "µμnp"),
    "H": ("henry", "mµμ"),
    "Sv": ("sievert", "mµμ"),
    "Gy": ("gray", "m"),
    "Bq": ("becquerel", "kMG"),
    "M": ("molar", "mµμn"),
    "T": ("tesla", "mµμ"),
    "cal": ("calorie", "k"),
    "bar": ("bar", "m"),
    "ton": ("ton", "kM"),
    "px": ("pixel", "M"),
    "pc": ("parsec", "kM"),
}
_ALWAYS_PREFIXED = {"m", "l", "s", "A", "N", "F", "H", "M", "T", "B", "bit"}
"""Single letters that, right after a number, usually mean something else. A few are added back below."""

_PLAIN = {  # one, many
    "m": ("meter", "meters"),
    "N": ("newton", "newtons"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
    "yds": ("yard", "yards"),
    "mi": ("mile", "miles"),
    "sq ft": ("square foot", "square feet"),
    "sq. ft": ("square foot", "square feet"),
    "sq mi": ("square mile", "square miles"),
    "sq km": ("square kilometer", "square kilometers"),
    "sq m": ("square meter", "square meters"),
    "sq. mi": ("square mile", "square miles"),
    "sq. km": ("square kilometer", "square kilometers"),
    "sq. m": ("square meter", "square meters"),
    "cu. ft": ("cubic foot", "cubic feet"),
    "doz": ("dozen", "dozen"),
    "sq.-ft": ("square foot", "square feet"),
    "sq-ft": ("square foot", "square feet"),
    "cu ft": ("cubic foot", "cubic feet"),
    "gal": ("gallon", "gallons"),
    "qt": ("quart", "quarts"),
    "tsp": ("teaspoon", "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"),
    "Tbsp": ("tablespoon", "tablespoons"),
    "Tsp": ("teaspoon", "teaspoons"),
    "qts": ("quart", "quarts"),
    "gals": ("gallon", "gallons"),
    "pkg": ("package", "packages"),
    "fl oz": ("fluid ounce", "fluid ounces"),
    "mph": ("mile per hour", "miles per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "kmh": ("kilometer per hour", "kilometers per hour"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "RPM": ("revolution per minute", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "BPM": ("beat per minute", "beats per minute"),
    "fps": ("frame per second", "frames per second"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "dpi": ("dot per inch", "dots per inch"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "bps": ("basis point", "basis points"),
    "pp": ("percentage point", "percentage points"),
    "mcg": ("microgram", "micrograms"),
    "cc": ("C C", "C C"),
    "U": ("unit", "units"),
    "IU": ("international unit", "international units"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"),
    "mm Hg": ("millimeter of mercury", "millimeters of mercury"),
    "mEq": ("milliequivalent", "milliequivalents"),
    "mAh": ("milliamp hour", "milliamp hours"),
    "Ah": ("amp hour", "amp hours"),
    "dB": ("decibel", "decibels"),
    "dBA": ("decibel", "decibels"),
    "KB": ("kilobyte", "kilobytes"),
    "MiB": ("mebibyte", "mebibytes"),
    "GiB": ("gibibyte", "gibibytes"),
    "KiB": ("kibibyte", "kibibytes"),
    "MP": ("megapixel", "megapixels"),
    "hp": ("horsepower", "horsepower"),
    "ha": ("hectare", "hectares"),
    "bbl": ("barrel", "barrels"),
    "kn": ("knot", "knots"),
    "kts": ("knot", "knots"),
    "kt": ("kiloton", "kilotons"),
    "Mt": ("megaton", "megatons"),
    "AU": ("astronomical unit", "astronomical units"),
    "ly": ("light year", "light years"),
    "atm": ("atmosphere", "atmospheres"),
    "K": ("kelvin", "kelvin"),
    "Da": ("dalton", "daltons"),
    "kDa": ("kilodalton", "kilodaltons"),
    "bp": ("base pair", "base pairs"),
    "ppg": ("point per game", "points per game"),
    "rpg": ("rebound per game", "rebounds per game"),
    "apg": ("assist per game", "assists per game"),
    "pts": ("point", "points"),
    "rebs": ("rebound", "rebounds"),
    "asts": ("assist", "assists"),
    "kb": ("kilobase", "kilobases"),
    "hr": ("hour", "hours"),
    "hrs": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "yr": ("year", "years"),
    "yrs": ("year", "years"),
    "wk": ("week", "weeks"),
    "wks": ("week", "weeks"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "ºC": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "ºF": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°K": ("kelvin", "kelvin"),
    "° C": ("degree Celsius", "degrees Celsius"),
    "° F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°N": ("degree north", "degrees north"),
    "°S": ("degree south", "degrees south"),
    "°E": ("degree east", "degrees east"),
    "°W": ("degree west", "degrees west"),
    "° N": ("degree north", "degrees north"),
    "° S": ("degree south", "degrees south"),
    "° E": ("degree east", "degrees east"),
    "° W": ("degree west", "degrees west"),
    "°": ("degree", "degrees"),
    "%": ("percent", "percent"),
    "‰": ("per mille", "per mille"),
}
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


def _all_units() -> dict[str, tuple[str, str]]:
    """The table of all symbols: plain units, and units with their prefixes."""
    units = {}
    for symbol, (name, prefixes) in _SCALED.items():
        for prefix in ("", *prefixes):
            if prefix or symbol not in _ALWAYS_PREFIXED:
                one = f"{_PREFIXES[prefix]}{name}" if prefix else name
                head, per, rest = one.partition(" per ")
                units[prefix + symbol] = (one, one if symbol == "Hz" else f"{head}s{per}{rest}")
    for symbol, (one, many) in tuple(units.items()):
        if one.endswith("meter"):
            units |= {f"{symbol}{mark}": (f"square {one}", f"square {many}") for mark in "2²"}
            units |= {f"{symbol}{mark}": (f"cubic {one}", f"cubic {many}") for mark in "3³"}
    units |= {f"m{mark}": ("square meter", "square meters") for mark in "2²"}
    units |= {f"m{mark}": ("cubic meter", "cubic meters") for mark in "3³"}
    return units | _PLAIN


UNITS = _all_units()
"""Each unit symbol that may follow a number, with its singular and plural name."""

_NAMES = {name for names in UNITS.values() for name in names}
NAMES = frozenset(_NAMES | {name.replace("meter", "metre").replace("liter", "litre") for name in _NAMES})
"""The names of all units, singular and plural, in American and British spelling."""


UNIT = one_of(UNITS)
"""A pattern that matches any unit symbol."""

UNIT_STOP = r"(?:\.(?=\s+[a-z\d(]|[,;]))?"
"""The full stop of an abbreviated unit, where it does not end the sentence."""
