"""One browser tab over Streamlit's WebSocket: what is on the page, and sending what a click or a choice would send.

The messages are those of the installed Streamlit: BackMsg to the server, ForwardMsg from it. Like a browser, a tab keeps the
value of every widget it touched and sends them all with each rerun.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

REPLY_SECONDS = 30
_ENDED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
}
_TEXT_FIELDS = ("body", "label", "text")

DeltaPath = tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """An element on the page, and the fragment it belongs to (empty outside of fragments)."""

    kind: str
    element: Any
    fragment_id: str
    run: int

    @property
    def text(self) -> str:
        """What a person would read."""
        return " ".join(str(getattr(self.element, name)) for name in _TEXT_FIELDS if hasattr(self.element, name))


@dataclass
class Tab:
    """``async with Tab(origin, cookie) as tab: await tab.open("kuis", "id=prauji-dasar")``"""

    origin: str
    cookie: str = ""
    shown: dict[DeltaPath, Shown] = field(default_factory=dict)
    page_hashes: dict[str, str] = field(default_factory=dict)
    """URL path -> the hash by which reruns name the page."""
    query: str = ""
    """The part of the address behind ``?``, which pages may change."""
    bytes_received: int = 0
    goes_back: bool = False
    """Whether the visitor leafs backwards through a quiz."""
    _page_hash: str = ""
    _widgets: dict[str, WidgetState] = field(default_factory=dict)
    _run: int = 0
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Tab:
        address = urlsplit(self.origin)
        headers = {"Origin": self.origin, **({"Cookie": self.cookie} if self.cookie else {})}
        self._socket = await connect(
            f"ws://{address.netloc}/_stcore/stream",
            subprotocols=["streamlit"],
            compression=None,
            max_size=None,
            additional_headers=headers,
            open_timeout=REPLY_SECONDS,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, url_path: str = "", query: str = "") -> None:
        """What a browser sends when it arrives at an address."""
        self.query = query
        message = BackMsg()
        message.rerun_script.page_name = url_path
        message.rerun_script.query_string = query
        await self._exchange(message)

    async def go(self, url_path: str, query: str = "") -> None:
        """A click in the navigation: another page in the same session."""
        self.query = query
        self._page_hash = self.page_hashes[url_path]
        await self.rerun()

    async def rerun(self, fragment_id: str = "") -> None:
        await self._exchange(self._rerun_message(fragment_id))

    def _rerun_message(self, fragment_id: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self._page_hash
        state.query_string = self.query
        state.fragment_id = fragment_id
        state.widget_states.widgets.extend(self._widgets.values())
        return message

    async def choose(self, shown: Shown, **value: Any) -> None:
        """Give a widget a value, e.g. ``string_value="a"`` or ``bool_value=True``, as a click in the page does."""
        self.hold(shown, **value)
        await self.rerun(shown.fragment_id)

    def hold(self, shown: Shown, **value: Any) -> None:
        """As ``choose``, without telling the server yet (a widget inside a form)."""
        state = WidgetState(id=shown.element.id, **{k: v for k, v in value.items() if not isinstance(v, list)})
        for name, many in value.items():
            if isinstance(many, list):
                getattr(state, name).data.extend(many)
        self._widgets[state.id] = state

    async def press(self, button: Shown) -> None:
        self.hold(button, trigger_value=True)
        message = self._rerun_message(button.fragment_id)
        del self._widgets[button.element.id]  # a press is told once
        await self._exchange(message)

    def held(self, shown: Shown) -> WidgetState | None:
        """What this tab last told the server about the widget."""
        return self._widgets.get(shown.element.id)

    def find(self, kind: str, wanted: Callable[[Shown], bool] = lambda _: True) -> list[Shown]:
        """Elements of a kind in page order."""
        return [s for _, s in sorted(self.shown.items()) if s.kind == kind and wanted(s)]

    def find_button(self, *words: str) -> Shown | None:
        """The first enabled button whose label holds one of the words, the earlier word preferred."""
        buttons = [b for b in self.find("button") if not b.element.disabled]
        return next((b for word in words for b in buttons if word.lower() in b.element.label.lower()), None)

    def says(self, text: str) -> bool:
        return any(text in shown.text for shown in self.shown.values())

    def says_anew(self, text: str) -> bool:
        """Whether the latest run, not an earlier one, put the text on the page."""
        return any(text in shown.text for shown in self.shown.values() if shown.run == self._run)

    def text(self) -> str:
        return "\n".join(f"{s.kind}: {s.text}" for _, s in sorted(self.shown.items()))

    async def _exchange(self, message: BackMsg) -> None:
        """Send, then read until the script has ended (with the reruns it asks for itself)."""
        fragment_ids: frozenset[str] = frozenset()
        boxes: dict[str, DeltaPath] = {}
        await self._socket.send(message.SerializeToString())
        while True:
            data = await asyncio.wait_for(self._socket.recv(), REPLY_SECONDS)
            self.bytes_received += len(data)
            reply = ForwardMsg.FromString(data)
            kind = reply.WhichOneof("type")
            if kind == "delta":
                path = tuple(reply.metadata.delta_path)
                self._apply(path, reply.delta)
                if reply.delta.fragment_id in fragment_ids:
                    boxes.setdefault(reply.delta.fragment_id, path)  # the first thing a fragment draws is its own box
            elif kind == "new_session":
                self._run += 1
                fragment_ids = frozenset(reply.metadata.run.fragment_ids)
                boxes.clear()
                if not fragment_ids:
                    self._page_hash = reply.new_session.page_script_hash or self._page_hash
            elif kind == "page_info_changed":
                self.query = reply.page_info_changed.query_string
            elif kind == "navigation":
                self._page_hash = reply.navigation.page_script_hash
                self.page_hashes.update({p.url_pathname: p.page_script_hash for p in reply.navigation.app_pages})
            elif kind == "script_finished" and reply.script_finished in _ENDED:
                self._drop_stale(tuple(boxes.values()) if fragment_ids else ((),))
                return

    def _apply(self, path: DeltaPath, delta: Any) -> None:
        kind = delta.WhichOneof("type")
        if kind == "new_element":
            name = delta.new_element.WhichOneof("type")
            if name is not None:
                self.shown[path] = Shown(name, getattr(delta.new_element, name), delta.fragment_id, self._run)
        elif kind == "add_block":
            self.shown.pop(path, None)

    def _drop_stale(self, drawn_anew: tuple[DeltaPath, ...]) -> None:
        """What stands in a box that was drawn anew, and was not drawn again itself, is gone."""
        self.shown = {
            path: s
            for path, s in self.shown.items()
            if s.run == self._run or not any(path[: len(box)] == box for box in drawn_anew)
        }
        present = {s.element.id for s in self.shown.values() if hasattr(s.element, "id")}
        self._widgets = {name: state for name, state in self._widgets.items() if name in present}


async def visit(origin: str, cookie: str) -> None:
    """Open the home page and leave: a process's first run imports what later ones only use."""
    async with Tab(origin, cookie) as tab:
        await tab.open()
