"""Numbers as text that a script holds in a string and a server compresses well.

A number is written in digits of five bits, lowest first, the sixth bit saying that more follow; the alphabet needs no
escape in JSON. `assets/search.js` reads it.
"""

from collections.abc import Iterable

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SMALL = tuple(ALPHABET[:32])


def encode_number(number: int) -> str:
    """A number of at least 0; below 32 it is one character."""
    if number < 32:
        return _SMALL[number]
    parts = []
    while number >= 32:
        parts.append(ALPHABET[32 | number & 31])
        number >>= 5
    return "".join(parts) + _SMALL[number]


def encode_numbers(numbers: Iterable[int]) -> str:
    """Numbers one after the other."""
    return "".join(map(encode_number, numbers))


def encode_list(numbers: Iterable[int]) -> str:
    """How many numbers, then each as the distance from the one before: they must rise."""
    parts, last = [], 0
    for number in numbers:
        parts.append(encode_number(number - last))
        last = number
    return encode_number(len(parts)) + "".join(parts)
