"""500 people of one office, one address, sign in while somebody attacks one account from the same address; real argon2."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx2
import pytest

from actions.signing_in import passwords
from store.clock import to_text
from store.registry import people
from store.signing_in import accounts
from tests.actions.office import NIP, PASSWORD, password_hash
from tests.builders import NOW
from tests.web.accounts import Building
from tests.web.conftest import HOST

CROWD = 500

pytestmark = pytest.mark.prove


def hire_crowd(building: Building) -> list[str]:
    names = [f"ORANG-{number:03}" for number in range(CROWD)]
    with building.office.database.write() as connection:
        people.add_people(connection, [people.Person(n, n, "pns", "disdik") for n in names], "real", "2026-01-01")
        for name in names:
            accounts.add_number(connection, name, "own", name)
            people.add_role(connection, people.RoleGrant(name, "", "learner", "", ""))
            accounts.add_account(connection, name)
            accounts.set_password(connection, name, password_hash(), to_text(NOW))
    return names


def test_500_honest_people_come_in_during_an_attack_from_their_own_address(tmp_path: Path) -> None:
    building = Building(tmp_path)
    building.office.hire("victim", number=NIP)
    names = hire_crowd(building)
    passwords.decoy_hash()
    transport = httpx2.ASGITransport(app=building.site, client=("10.0.0.1", 1))

    async def post(name: str, password: str) -> int:
        async with httpx2.AsyncClient(transport=transport, base_url=building.origin) as browser:
            fields = {"nama": name, "sandi": password}
            return (await browser.post("/masuk", data=fields, headers={"Origin": f"https://{HOST}"})).status_code

    async def morning() -> list[int]:
        tries = [post(name, PASSWORD) for name in names]
        attack = [post(NIP, f"tebakan nomor {number}") for number in range(CROWD)]
        return await asyncio.gather(*(one for pair in zip(tries, attack, strict=True) for one in pair))

    began = time.perf_counter()
    answers = asyncio.run(morning())
    print(f"\n{CROWD} sign-ins and {CROWD} attacks in {time.perf_counter() - began:.1f} s")
    assert answers[0::2] == [303] * CROWD
    assert set(answers[1::2]) == {400, 429} and answers[1::2].count(429) >= CROWD - 10
