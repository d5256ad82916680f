"""The keyring file: one random store key, wrapped once for each way in, and the mark that shows a rollback."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.verdicts import explained, verdict

SCHEMA = "mash-desk/keyring/2"
#: Read too: there the passphrase wraps the store's key itself. Written again in the new form when its officer unlocks.
SCHEMA_BEFORE = "mash-desk/keyring/1"
KIB_FLOOR, KIB_CEILING = 64 * 1024, 4 * 1024 * 1024
TIMES_FLOOR, TIMES_CEILING = 3, 64


@dataclass(frozen=True)
class Cost:
    """What one try at a passphrase costs: memory in KiB, passes, lanes (Argon2id)."""

    memory: int = 128 * 1024
    times: int = 4
    lanes: int = 2

    def __post_init__(self) -> None:
        fits = KIB_FLOOR <= self.memory <= KIB_CEILING and TIMES_FLOOR <= self.times <= TIMES_CEILING
        if not fits or not 1 <= self.lanes <= 8:
            raise verdict("keyring_altered")


FLOOR = Cost(KIB_FLOOR, TIMES_FLOOR, 2)
USUAL = Cost()


def calibrated(aim_seconds: float = 0.5) -> Cost:
    """Choose the cost that takes about half a second on this machine, between the floor and 256 MiB with 8 passes."""
    started = time.perf_counter()
    _stretched("calibration", b"0" * 16, FLOOR)
    floor_seconds = max(time.perf_counter() - started, 0.001)
    room = aim_seconds / floor_seconds
    if room < 2.2:
        return FLOOR
    return USUAL if room < 6 else Cost(256 * 1024, 4, 2)


@dataclass(frozen=True)
class Slot:
    """One way in: whose it is, how it is stretched, and what is wrapped and sealed for it.

    An officer's passphrase wraps a private key of their own (``wrapped``), and the store's key is sealed to its public
    half (``public``, ``sealed``), so that the store can be given another key without anybody's passphrase.
    """

    id: str
    kind: str
    owner: str
    wrapped: str
    salt: str = ""
    memory: int = 0
    times: int = 0
    lanes: int = 0
    ephemeral: str = ""
    public: str = ""
    sealed: str = ""

    def context(self, store_id: str) -> bytes:
        """What is bound to the wrapping: a slot moved to another store, or made cheaper, does not open."""
        bound = {key: value for key, value in asdict(self).items() if key not in ("wrapped", "sealed")}
        if not self.public:
            del bound["public"]  # as it was bound when a slot had none
        return _canonical({"store": store_id, **bound})


@dataclass(frozen=True)
class Keyring:
    """What stands in the keyring file; ``mac`` covers all of it but the wrong tries."""

    store_id: str
    salt: str
    slots: tuple[Slot, ...]
    recovery_public: str
    recovery_made: str
    sealed_first_key: str
    mark_sequence: int = 0
    mark_hash: str = ""
    mark_size: int = 0
    mac: str = ""
    tries: dict[str, float] = field(default_factory=dict)

    def slot_of(self, owner: str) -> Slot | None:
        """Give the passphrase slot of an officer, by name in any case."""
        wanted = owner.casefold().strip()
        return next((s for s in self.slots if s.kind == "passphrase" and s.owner.casefold() == wanted), None)

    @property
    def owners(self) -> tuple[str, ...]:
        """The officers who have a slot of their own."""
        return tuple(slot.owner for slot in self.slots if slot.kind == "passphrase")


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=cost.times, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(passphrase.encode())


def derived(key: bytes, label: str, salt: bytes | None = None) -> bytes:
    """Derive a 32-byte key for one purpose (HKDF with SHA-256)."""
    return HKDF(SHA256(), 32, salt, f"mash-desk {label}".encode()).derive(key)


def passphrase_slot(
    store_id: str, owner: str, passphrase: str, store_key: bytes, cost: Cost, slot_id: str = ""
) -> Slot:
    """Make an officer's way in: a key pair of their own, its private half wrapped for their passphrase."""
    salt, private = os.urandom(16), X25519PrivateKey.generate()
    slot = Slot(
        id=slot_id or uuid4().hex,
        kind="passphrase",
        owner=owner,
        wrapped="",
        salt=_b64(salt),
        memory=cost.memory,
        times=cost.times,
        lanes=cost.lanes,
        public=_b64(private.public_key().public_bytes_raw()),
    )
    wrapping = derived(_stretched(passphrase, salt, cost), "slot")
    slot = replace(slot, wrapped=wrap(wrapping, private.private_bytes_raw(), slot.context(store_id)))
    return resealed(slot, store_id, store_key)


def resealed(slot: Slot, store_id: str, store_key: bytes) -> Slot:
    """Give a way in to another store key; nobody's passphrase or private key is needed for it."""
    if slot.kind == "passphrase":
        return replace(slot, sealed=seal_to(base64.b64decode(slot.public), store_key, f"store key {slot.id}"))
    raise ValueError("only an officer's slot is sealed again; a recovery slot is made anew")


def open_passphrase_slot(store_id: str, slot: Slot, passphrase: str) -> bytes:
    """Give the store key, or refuse with the verdict *wrong passphrase*."""
    cost = Cost(slot.memory, slot.times, slot.lanes)
    wrapping = derived(_stretched(passphrase, base64.b64decode(slot.salt), cost), "slot")
    unwrapped = unwrap(wrapping, slot.wrapped, slot.context(store_id), "wrong_passphrase")
    if not slot.public:
        return unwrapped
    return unseal(unwrapped, slot.sealed, f"store key {slot.id}", "keyring_altered")


def is_dated(slot: Slot) -> bool:
    """Tell whether a slot is of the older form, which wraps the store's key itself; it is made anew at its next unlock."""
    return not slot.public


def recovery_slot(store_id: str, public: bytes, store_key: bytes) -> Slot:
    """Seal the store key to the council's recovery key (X25519, HKDF, AES-256-GCM)."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    made = _b64(ephemeral.public_key().public_bytes_raw())
    slot = Slot(id=uuid4().hex, kind="recovery", owner="", wrapped="", ephemeral=made)
    return replace(slot, wrapped=wrap(derived(shared, "recovery"), store_key, slot.context(store_id)))


def open_recovery_slot(store_id: str, slot: Slot, private: bytes) -> bytes:
    """Give the store key with the private half of the recovery key."""
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(base64.b64decode(slot.ephemeral))
    )
    return unwrap(derived(shared, "recovery"), slot.wrapped, slot.context(store_id), "wrong_recovery_key")


def seal_to(public: bytes, data: bytes, purpose: str) -> str:
    """Seal some bytes to the recovery key: the one who holds its private half can read them."""
    ephemeral = X25519PrivateKey.generate()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    raw = ephemeral.public_key().public_bytes_raw()
    return _b64(raw) + "." + wrap(derived(shared, purpose), data, purpose.encode())


def unseal(private: bytes, sealed: str, purpose: str, otherwise: str = "wrong_recovery_key") -> bytes:
    """Read what ``seal_to`` sealed, or refuse with the verdict ``otherwise``."""
    raw, _, wrapped = sealed.partition(".")
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(base64.b64decode(raw))
    )
    return unwrap(derived(shared, purpose), wrapped, purpose.encode(), otherwise)


def wrap(key: bytes, data: bytes, context: bytes) -> str:
    """Wrap some bytes under a key (AES-256-GCM); ``context`` must be the same when they are unwrapped."""
    nonce = os.urandom(12)
    return _b64(nonce + AESGCM(key).encrypt(nonce, data, context))


def unwrap(key: bytes, wrapped: str, context: bytes, otherwise: str) -> bytes:
    """Give what ``wrap`` wrapped, or refuse with the verdict ``otherwise``."""
    data = base64.b64decode(wrapped)
    try:
        return AESGCM(key).decrypt(data[:12], data[12:], context)
    except InvalidTag:
        raise verdict(otherwise) from None


def _mac(ring: Keyring, store_key: bytes) -> str:
    covered = {key: value for key, value in asdict(ring).items() if key not in ("mac", "tries")}
    for slot in covered["slots"]:
        if not slot["public"]:
            del slot["public"], slot["sealed"]  # as they were covered when a slot had neither
    return hmac.new(derived(store_key, "keyring"), _canonical(covered), hashlib.sha256).hexdigest()


def signed(ring: Keyring, store_key: bytes) -> Keyring:
    """Give the keyring with its seal over everything but the wrong tries."""
    return replace(ring, mac=_mac(ring, store_key))


def prove(ring: Keyring, store_key: bytes) -> None:
    """Refuse a keyring that was altered since it was last written with this store key."""
    if not hmac.compare_digest(_mac(ring, store_key), ring.mac):
        raise verdict("keyring_altered")


def as_text(ring: Keyring) -> str:
    """Give a keyring as it stands in its file."""
    return json.dumps({"schema": SCHEMA, **asdict(ring)}, indent=1, sort_keys=True, ensure_ascii=False)


def write(path: Path, ring: Keyring) -> None:
    """Write the keyring beside its old self and put it in its place only when it is wholly on disk."""
    beside = path.with_name(path.name + ".new")
    with explained(path.parent):
        try:
            with open(beside, "w", encoding="utf-8", newline="\n") as out:
                out.write(as_text(ring))
                out.flush()
                os.fsync(out.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """Bring a change of names to disk before anything is built on it, where the system lets a folder be opened for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(path: Path) -> Keyring:
    """Read a keyring; a missing, unreadable or unknown one is refused by name."""
    with explained(otherwise="keyring_unreadable"):
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise verdict("keyring_missing") from None
    return parsed(data)


def parsed(data: bytes) -> Keyring:
    """Give the keyring that a file holds; one that is unreadable or of an unknown schema is refused by name."""
    try:
        values = json.loads(data.decode("utf-8"))
        schema = values.pop("schema")
        values["slots"] = tuple(Slot(**slot) for slot in values["slots"])
        ring = Keyring(**values)
        _check_shape(ring)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise verdict("keyring_unreadable") from None
    if schema not in (SCHEMA, SCHEMA_BEFORE):
        raise verdict("keyring_newer")
    return ring


def _check_shape(ring: Keyring) -> None:
    values: dict[str, Any] = asdict(ring)
    texts = ("store_id", "recovery_public", "recovery_made", "sealed_first_key", "mark_hash", "mac")
    if not all(isinstance(values[name], str) for name in texts) or len(bytes.fromhex(values["salt"])) != 16:
        raise ValueError("not a keyring")
    for slot in values["slots"]:
        if not all(isinstance(slot[name], str) for name in ("id", "kind", "owner")):
            raise ValueError("not a slot")
        for name in ("wrapped", "salt", "ephemeral"):
            base64.b64decode(slot[name], validate=True)
        if len(base64.b64decode(slot["wrapped"])) < 28:
            raise ValueError("not a slot")
        if slot["public"]:
            _check_sealed(slot["public"], slot["sealed"])
    numbers = [values["mark_sequence"], values["mark_size"], *dict(values["tries"]).values()]
    if not all(isinstance(value, int | float) for value in numbers):
        raise ValueError("not a mark")


def _check_sealed(public: str, sealed: str) -> None:
    raw, _, wrapped = sealed.partition(".")
    lengths = [len(base64.b64decode(text, validate=True)) for text in (public, raw, wrapped)]
    if lengths[:2] != [32, 32] or lengths[2] < 28:
        raise ValueError("not a slot")


def wait_needed(ring: Keyring, now: float) -> float:
    """Give the seconds to wait before the next try: none for three, then 1, 2, 4 up to 60."""
    count = int(ring.tries.get("count", 0))
    if count < 3:
        return 0.0
    pause = float(min(60, 2 ** (count - 3)))
    elapsed = now - float(ring.tries.get("at", 0.0))
    return max(0.0, pause - elapsed) if elapsed >= 0 else pause


def with_wrong_try(ring: Keyring, now: float) -> Keyring:
    """Count one wrong try."""
    return replace(ring, tries={"count": int(ring.tries.get("count", 0)) + 1, "at": now})
