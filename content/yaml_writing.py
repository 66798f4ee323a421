"""Data becomes YAML in the house style: block style, long texts folded, quotes only where a reader could mistake the text.

What is written here is read back equal by ``content/yaml_file.py``; texts it could not keep are double-quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ(][^\n]*")
_TAKEN = re.compile(
    r"true|false|null|yes|no|on|off|y|n|[-+.0-9].*[0-9].*|[-+.0-9]+|0[xob].*",  # words and numbers of YAML 1.1 and 1.2
    re.IGNORECASE,
)
_WORDLIKE = re.compile(r"(?!0[xob])[0-9]+( .*[A-Za-z].*|[A-Za-z][a-z]+.*)")
_BREAKS_LINES = "\r\x85\u2028\u2029"
"""Characters that some YAML reader takes for the end of a line."""


def write_yaml(value: object) -> str:
    """A mapping, or a list, of mappings, lists, texts, numbers, true/false and None."""
    return "\n".join(_block(value, 0)) + "\n"


def _block(value: object, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _entry(f"{pad}{_key(str(key))}:", part, indent)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _item(part, indent)
    else:
        raise TypeError(f"not a block: {type(value).__name__}")


def _item(part: object, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(part, (Mapping, list, tuple)) and part:
        first, *rest = _block(part, indent + 2)
        yield f"{pad}- {first[indent + 2 :]}"
        yield from rest
    else:
        yield from _entry(f"{pad}-", part, indent)


def _entry(start: str, part: object, indent: int) -> Iterator[str]:
    if isinstance(part, (Mapping, list, tuple)):
        if part:
            yield start
            yield from _block(part, indent + 2)
        else:
            yield f"{start} {'{}' if isinstance(part, Mapping) else '[]'}"
    elif isinstance(part, str):
        yield from _text(start, part, indent + 2)
    else:
        yield f"{start} {_number(part)}"


def _number(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        text += "" if "." in text else ".0"
        if len(text.partition(".")[2]) > 17:
            raise ValueError(f"{value!r} has more decimals than strict YAML reads")
        return text
    raise TypeError(f"not a YAML value: {type(value).__name__}")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[a-z_][a-z0-9_-]*", key) and not _TAKEN.fullmatch(key) else _double(key)


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    printable = text.replace("\n", "").isprintable() and not any(c in text for c in _BREAKS_LINES)
    lines = text.split("\n")
    if not printable or not text:
        yield f"{start} {_double(text)}"
    elif "\n" in text:
        yield from _literal(start, text, lines, indent)
    elif len(start) + 1 + len(text) > WIDTH and _can_fold(text):
        yield f"{start} >-"
        yield from _wrapped(text, indent)
    else:
        yield f"{start} {_one_line(text)}"


def _one_line(text: str) -> str:
    mistaken = ": " in text or " #" in text or text.endswith(":") or text != text.strip()
    if _PLAIN.fullmatch(text) and not mistaken and (not _TAKEN.fullmatch(text) or _WORDLIKE.fullmatch(text)):
        return text
    return _double(text) if "'" in text else f"'{text}'"


def _can_fold(text: str) -> bool:
    return text == text.strip() and "  " not in text


def _wrapped(text: str, indent: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield " " * indent + line


def _literal(start: str, text: str, lines: list[str], indent: int) -> Iterator[str]:
    """``|-`` or ``|`` by how the text ends; a form that would need an indentation number is quoted instead."""
    odd = any(line and not line.strip() for line in lines) or next((li for li in lines if li), " ").startswith(" ")
    if odd or text.endswith("\n\n") or not text.strip("\n"):
        yield f"{start} {_double(text)}"
        return
    yield f"{start} |" if text.endswith("\n") else f"{start} |-"
    for line in lines[:-1] if text.endswith("\n") else lines:
        yield " " * indent + line if line else ""


def _double(text: str) -> str:
    """JSON's form, with everything that cannot be seen escaped as YAML does."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escape(ord(c)) for c in quoted)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
