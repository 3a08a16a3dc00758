"""Form fields for days, and for numbers as Indonesians write them: read in every usual way."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from upaya.core.templatetags.upaya import angka
from upaya.rules import dates, numbers
from upaya.rules.dates import DateError
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT, NumberError


def in_words(refused: NumberError | DateError) -> ValidationError:
    """Why something typed was refused, as a sentence for its field."""
    clause = str(refused)
    return ValidationError(f"{clause[:1].upper()}{clause[1:]}.", code="invalid")


class DateInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TanggalField(forms.DateField):
    """A day from the browser's calendar, or typed or pasted as people write it."""

    widget = DateInput

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """The day that was typed."""
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return dates.day(value)
        except DateError as refused:
            raise in_words(refused) from refused


class AngkaField(forms.Field):
    """A whole number from `minimum` to `maximum`.

    Whatever the reader of numbers takes is read; what it refuses stays in the box as it was typed.
    Gives int, or None when empty (or a dash) and not required. `prefix` and `suffix` are the words
    beside the box.
    """

    prefix = ""
    default_error_messages = {
        "required": "Belum diisi.",
        "min": "Paling sedikit %(limit)s.",
        "max": "Paling banyak %(limit)s.",
    }

    def __init__(
        self,
        *,
        label: str,
        minimum: int = 0,
        maximum: int = MAX_COUNT,
        suffix: str = "",
        required: bool = True,
        help_text: str = "",
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        self.minimum, self.maximum, self.suffix = minimum, maximum, suffix

    def to_python(self, value: object) -> int | None:
        """The number that was typed."""
        try:
            return numbers.whole("" if value is None else str(value))
        except NumberError as refused:
            raise in_words(refused) from refused

    def validate(self, value: int | None) -> None:
        """Within the limits, in words."""
        super().validate(value)
        if value is None:
            return
        for code, wrong, limit in (
            ("min", value < self.minimum, self.minimum),
            ("max", value > self.maximum, self.maximum),
        ):
            if wrong:
                raise ValidationError(
                    self.error_messages[code], code=code, params={"limit": self.written(limit)}
                )

    def written(self, number: int) -> str:
        """A number as it stands in the box and in a sentence."""
        return angka(number)

    def prepare_value(self, value: object) -> object:
        """Numbers formatted; what was typed and not understood stays as it was typed."""
        if isinstance(value, int) and not isinstance(value, bool):
            return self.written(value)
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        """Whether the number differs, however it is written."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class TahunField(AngkaField):
    """A budget year: 2022, without a point for its thousand; `minimum` is the first with a rule."""

    def __init__(self, *, label: str = "Tahun anggaran", minimum: int = 2020) -> None:
        super().__init__(label=label, minimum=minimum, maximum=2100)

    def written(self, number: int) -> str:
        """As a year is written."""
        return str(number)


class RupiahField(AngkaField):
    """Whole rupiah; the box shows 66.369.000 behind an Rp."""

    prefix = "Rp"
    default_error_messages = {
        "min": "Tidak boleh kurang dari Rp%(limit)s.",
        "max": "Tidak boleh lebih dari Rp%(limit)s.",
    }

    def __init__(
        self,
        *,
        label: str,
        minimum: int = 0,
        maximum: int = MAX_AMOUNT,
        required: bool = True,
        help_text: str = "",
    ) -> None:
        super().__init__(
            label=label,
            minimum=minimum,
            maximum=maximum,
            required=required,
            help_text=help_text,
        )


class DesimalField(AngkaField):
    """An exact decimal, not negative: "12,5", "0.20". Gives Decimal, or None when empty."""

    def __init__(
        self,
        *,
        label: str,
        maximum: int = MAX_COUNT,
        suffix: str = "",
        required: bool = True,
        help_text: str = "",
        places: int = 4,
    ) -> None:
        super().__init__(
            label=label, maximum=maximum, suffix=suffix, required=required, help_text=help_text
        )
        self.widget.attrs["inputmode"] = "decimal"
        self.places = places

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override] # exact, not whole
        """The number that was typed."""
        try:
            found = numbers.decimal("" if value is None else str(value))
        except NumberError as refused:
            raise in_words(refused) from refused
        exponent = found.as_tuple().exponent if found is not None else 0
        if isinstance(exponent, int) and -exponent > self.places:
            raise ValidationError(f"Paling banyak {self.places} angka di belakang koma.")
        return found

    def prepare_value(self, value: object) -> object:
        """Numbers formatted; what was typed and not understood stays as it was typed."""
        return angka(value) if isinstance(value, Decimal) else super().prepare_value(value)
