"""A screen reader's side of the desk: the tree of names and roles over the accessibility bus, typing, pressing, hearing.

Linux only. The program runs on a screen of its own (Xvfb) and a message bus of its own, and knows nothing of the test.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PROGRAMS = ("Xvfb", "dbus-daemon")
LIBRARIES = ("xcb-cursor", "xkbcommon-x11", "xcb-icccm", "xcb-keysyms")
SPI = "org.a11y.atspi"
TOP = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
#: How long anything may take on a busy machine, in seconds.
PATIENCE = 60.0
Found = TypeVar("Found")


def missing_here() -> str:
    """Say what this machine lacks to listen as a screen reader does; empty where nothing is missing."""
    if not sys.platform.startswith("linux"):
        return "the accessibility bus is Linux's own"
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    lacks += [f"lib{name}" for name in LIBRARIES if ctypes.util.find_library(name) is None]
    if not any(Path(path).exists() for path in LAUNCHERS):
        lacks.append("at-spi2-core")
    return f"not installed: {', '.join(lacks)}" if lacks else ""


@dataclass(frozen=True)
class Thing:
    """One thing on the bus: whose and where, what it is called, and what it is."""

    owner: str
    path: str
    name: str
    role: str


class Listener:
    """Reads the program's windows as a screen reader does."""

    def __init__(self, address: str) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._bus = open_dbus_connection(address)
        self._heard: deque[Any] = deque(maxlen=1000)
        rule = MatchRule(type="signal", interface=f"{SPI}.Event.Object", member="Announcement")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        self._bus.filter(rule, queue=self._heard)
        self._said: list[str] = []
        self._call(("org.a11y.atspi.Registry", "/org/a11y/atspi/registry"), f"{SPI}.Registry", "RegisterEvent",
                   "s", ("object:announcement",))  # fmt: skip

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def things(self) -> Iterator[Thing]:
        """Walk through everything that is on the bus now, each window from top to bottom."""
        yield from self._below(TOP)

    def find(self, role: str, name: str) -> Thing:
        """Wait until something of this role and name is there and shown."""
        return self._until(
            lambda: next(
                (
                    thing
                    for thing in self.things()
                    if thing.role == role and thing.name == name and self.is_showing(thing)
                ),
                None,
            ),
            f"{role} {name!r}",
        )

    def hear(self, words: str) -> str:
        """Wait until something that begins with these words is announced."""
        return self._until(
            lambda: next((said for said in self.said() if said.startswith(words)), None),
            f"the words {words!r}",
        )

    def said(self) -> list[str]:
        """Give all that was announced so far."""
        self._said += [str(message.body[3][1]) for message in self._taken()]
        return self._said

    def press(self, thing: Thing) -> None:
        """Do the first act of a thing, as a screen reader's user does who presses it."""
        self._call((thing.owner, thing.path), f"{SPI}.Action", "DoAction", "i", (0,))

    def type_into(self, thing: Thing, words: str) -> None:
        """Put words into a field through the interface for text."""
        self._call((thing.owner, thing.path), f"{SPI}.EditableText", "SetTextContents", "s", (words,))

    def labels_of(self, thing: Thing) -> list[str]:
        """Name what a thing is labelled by (relation 2 of AT-SPI)."""
        (relations,) = self._call((thing.owner, thing.path), f"{SPI}.Accessible", "GetRelationSet")
        return [self._named(where).name for kind, others in relations if kind == 2 for where in others]

    def is_showing(self, thing: Thing) -> bool:
        """Say whether a thing is shown (state 25 of AT-SPI)."""
        ((low, _high),) = self._call((thing.owner, thing.path), f"{SPI}.Accessible", "GetState")
        return bool(low >> 25 & 1)

    # --- the bus ----------------------------------------------------------------------------------------------------

    def _below(self, where: tuple[str, str]) -> Iterator[Thing]:
        (children,) = self._call(where, f"{SPI}.Accessible", "GetChildren")
        for child in children:
            try:
                thing = self._named(child)
                yield thing
                yield from self._below(child)
            except LookupError:
                continue  # it went away while it was looked at

    def _named(self, where: tuple[str, str]) -> Thing:
        from jeepney import DBusAddress, Properties

        asked = Properties(DBusAddress(where[1], where[0], f"{SPI}.Accessible")).get("Name")
        ((_kind, name),) = self._answer(asked)
        (role,) = self._call(where, f"{SPI}.Accessible", "GetRoleName")
        return Thing(where[0], where[1], name, role)

    def _call(
        self, where: tuple[str, str], interface: str, what: str, kinds: str = "", said: tuple[Any, ...] = ()
    ) -> Any:
        from jeepney import DBusAddress, new_method_call

        return self._answer(
            new_method_call(DBusAddress(where[1], where[0], interface), what, kinds or None, said)
        )

    def _answer(self, asked: Any) -> Any:
        from jeepney import HeaderFields, MessageType

        answer = self._bus.send_and_get_reply(asked, timeout=PATIENCE)
        if answer.header.message_type is MessageType.error:
            raise LookupError(answer.header.fields.get(HeaderFields.error_name, "no answer"))
        return answer.body

    def _taken(self) -> Iterator[Any]:
        while self._heard:
            yield self._heard.popleft()

    def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        """Look again and again, taking in between what the bus brings."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            found = look()
            if found is not None:
                return found
            try:
                self._bus.recv_messages(timeout=0.2)
            except TimeoutError:
                continue
        shown = [f"{thing.role} {thing.name!r}" for thing in self.things() if thing.name]
        raise AssertionError(f"{what} never came. Heard: {self.said()}. There is: {shown}")


@contextmanager
def listening(folder: Path, *arguments: str) -> Iterator[Listener]:
    """Start a screen, a bus and the program on them, and listen; end all of them afterwards."""
    with ExitStack() as stack:
        screen = _screen(stack)
        env = {
            **os.environ,
            "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
        }
        env["DBUS_SESSION_BUS_ADDRESS"] = _bus(stack, env)
        listener = Listener(_accessibility_bus(env["DBUS_SESSION_BUS_ADDRESS"]))
        stack.callback(listener.close)
        _started(stack, [sys.executable, "-m", "app", *arguments], env=env, cwd=ROOT)
        yield listener


def _screen(stack: ExitStack) -> str:
    """Start a screen of its own and give its name."""
    ours, theirs = os.pipe()
    _started(
        stack,
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(theirs,),
    )
    os.close(theirs)
    with os.fdopen(ours) as said:
        return f":{said.readline().strip()}"


def _bus(stack: ExitStack, env: dict[str, str]) -> str:
    """Start a message bus of its own and give its address."""
    daemon = _started(
        stack, ["dbus-daemon", "--session", "--nofork", "--print-address"], env=env, stdout=subprocess.PIPE
    )
    assert daemon.stdout is not None
    stack.callback(daemon.stdout.close)
    return str(daemon.stdout.readline().decode().strip())


def _accessibility_bus(session: str) -> str:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(session) as bus:
        asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        return str(bus.send_and_get_reply(asked, timeout=PATIENCE).body[0])


def _started(stack: ExitStack, words: list[str], **how: Any) -> subprocess.Popen[bytes]:
    how.setdefault("stdout", subprocess.DEVNULL)
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, **how)

    def end() -> None:
        process.terminate()
        process.wait(timeout=PATIENCE)

    stack.callback(end)
    return process
