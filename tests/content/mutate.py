"""Damaging a YAML file the way an editor's slip or a bad merge would, repeatably."""

from __future__ import annotations

import random
import re

SCRAPS = (
    "yes", "010", "1.10", "null", "[]", "{}", "- ", ": ", "&a ", "*a", "!!set", "\t", "'", '"', "|", "<b>", "\x00", "---\n",
    "{a: [1, {b: 2}]}", "99999999999999999999", "-1", "é", "\u2028", "kind: ", "id: ", "[[", "2026-13-45", "true", "3.5",
)  # fmt: skip


def mutate(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 3)):
        lines = text.split("\n")
        place = dice.randrange(len(lines))
        spot = dice.randrange(len(text) + 1)
        match dice.randrange(9):
            case 0:
                del lines[place]
                text = "\n".join(lines)
            case 1:
                text = "\n".join([*lines[:place], lines[dice.randrange(len(lines))], *lines[place:]])
            case 2:
                lines[place] = re.sub(r":.*$", ": " + dice.choice(SCRAPS), lines[place])
                text = "\n".join(lines)
            case 3:
                lines[place] = " " * dice.randint(0, 6) + lines[place].lstrip()
                text = "\n".join(lines)
            case 4:
                text = text[:spot] + dice.choice(SCRAPS) + text[spot:]
            case 5:
                text = text[:spot] + text[spot + dice.randint(1, 60) :]
            case 6:
                text = text[:spot]
            case 7:
                other = dice.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
                text = "\n".join(lines)
            case 8:
                lines[place] = re.sub(
                    r"^(\s*(?:- )?)\S+?:", r"\1" + dice.choice(("id:", "kind:", "xx:", "key:")), lines[place]
                )
                text = "\n".join(lines)
    return text
