"""Money that cannot be misread: whole đồng in an integer."""

from __future__ import annotations

from decimal import Decimal

from quyhoach.errors import BadInput
from quyhoach.quantity.numbers import parse_number

__all__ = ["Dong"]


class Dong(int):
    """Whole đồng.

    Examples
    --------
    >>> Dong.ty("1,5") + Dong.trieu(250)
    Dong(1750000000)
    >>> str(Dong.ty("11.808"))
    '11.808 tỷ đồng'
    >>> Dong.trieu("0,0000001")
    Traceback (most recent call last):
    quyhoach.errors.BadInput: value '0,0000001': lẻ dưới một đồng → kiểm tra đơn vị
    """

    @classmethod
    def of(cls, amount: int | str | Decimal, unit: int = 1) -> Dong:
        """Return ``amount`` times ``unit`` in whole đồng.

        Parameters
        ----------
        amount : int, str or Decimal
            A text is read by `parse_number`.
        unit : int
            Đồng in one unit: 10**9 for tỷ.

        Returns
        -------
        Dong
            Whole đồng, exact.

        Raises
        ------
        BadInput
            The amount is no number, or ends below one đồng.
        """
        number = parse_number(amount) if isinstance(amount, str) else Decimal(amount)
        exact = number * unit
        if exact != exact.to_integral_value():
            reason = "lẻ dưới một đồng"
            raise BadInput(reason, value=str(amount), cure="kiểm tra đơn vị")
        return cls(int(exact))

    @classmethod
    def ty(cls, amount: int | str | Decimal) -> Dong:
        """Return an amount given in tỷ đồng (10**9)."""
        return cls.of(amount, 10**9)

    @classmethod
    def trieu(cls, amount: int | str | Decimal) -> Dong:
        """Return an amount given in triệu đồng (10**6)."""
        return cls.of(amount, 10**6)

    def __add__(self, other: int) -> Dong:
        return Dong(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Dong:
        return Dong(int(self) - int(other))

    def __repr__(self) -> str:
        return f"Dong({int(self)})"

    def __str__(self) -> str:
        for unit, word in ((10**9, "tỷ đồng"), (10**6, "triệu đồng")):
            if abs(self) >= unit and int(self) * 100 % unit == 0:
                return f"{_vietnamese(Decimal(int(self)) / unit)} {word}"
        return f"{_vietnamese(Decimal(int(self)))} đồng"


def _vietnamese(number: Decimal) -> str:
    whole, _, part = f"{number:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")
