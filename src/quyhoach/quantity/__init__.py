"""How much and when: money in whole đồng, numbers as offices write them, periods.

The seam this room owns: a text becomes a quantity here or is refused with a cure.
"""

from quyhoach.quantity.money import Dong
from quyhoach.quantity.numbers import parse_number
from quyhoach.quantity.period import Days, Periods, parse_moment, parse_period

__all__ = ["Days", "Dong", "Periods", "parse_moment", "parse_number", "parse_period"]
