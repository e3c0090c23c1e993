"""Currencies by their signs (`$`) and by their codes (`USD`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency and its hundredth part, each in the singular and the plural."""

    one: str
    many: str
    cent: str = "cent"
    cents: str = "cents"


_DOLLAR = Currency("dollar", "dollars")
_EURO = Currency("euro", "euros")
_POUND = Currency("pound", "pounds", "penny", "pence")
_YEN = Currency("yen", "yen", "sen", "sen")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")


def _national(nation: str) -> Currency:
    return Currency(f"{nation} dollar", f"{nation} dollars")


CURRENCIES = {
    "$": _DOLLAR, "€": _EURO, "£": _POUND, "¥": _YEN, "₹": _RUPEE, "₩": Currency("won", "won"),
    "₽": Currency("ruble", "rubles", "kopeck", "kopecks"), "₺": Currency("lira", "lira", "kurus", "kurus"),
    "₿": Currency("bitcoin", "bitcoin"), "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "₴": Currency("hryvnia", "hryvnias", "kopiyka", "kopiykas"), "US$": _national("U S"), "C$": _national("Canadian"),
    "CA$": _national("Canadian"), "A$": _national("Australian"), "AU$": _national("Australian"),
    "NZ$": _national("New Zealand"), "HK$": _national("Hong Kong"), "S$": _national("Singapore"),
    "R$": Currency("real", "reais", "centavo", "centavos"),
}  # fmt: skip
CODES = {
    "USD": _national("U S"), "CAD": _national("Canadian"), "AUD": _national("Australian"), "EUR": _EURO, "GBP": _POUND,
    "JPY": _YEN, "INR": _RUPEE, "CHF": Currency("Swiss franc", "Swiss francs"), "CNY": Currency("yuan", "yuan"),
    "RMB": Currency("yuan", "yuan"), "SEK": Currency("Swedish krona", "Swedish kronor"),
    "NOK": Currency("Norwegian krone", "Norwegian kroner"), "DKK": Currency("Danish krone", "Danish kroner"),
    "BTC": Currency("bitcoin", "bitcoin"),
}  # fmt: skip
