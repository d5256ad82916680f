"""How are the facts and the law written as plain JSON values, so that years later the same can be made of them?"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.clock import moment, moment_text

Made = TypeVar("Made")


class CannotBeMade(ValueError):
    """Plain values that this program can make nothing of: another version wrote them."""


def plain(value: Any) -> Any:
    """Write a frozen record as plain values; left out is what a field holds by default, or what is empty without one."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(held)
            for field in fields(value)
            if not _goes_without_saying(field, held := getattr(value, field.name))
        }
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def made(kind: type[Made], value: Any) -> Made:
    """Make a frozen record of what ``plain`` wrote; raises ``CannotBeMade`` where it does not fit the record."""
    try:
        record: Made = _made(kind, value)
    except (TypeError, ValueError, AttributeError) as error:
        raise CannotBeMade(str(kind)) from error
    return record


def _goes_without_saying(field: Field[Any], held: Any) -> bool:
    return held in ("", ()) if field.default is MISSING else bool(held == field.default)


@cache
def _kinds(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def _empty(kind: type) -> dict[str, Any]:
    """What the fields without a default hold where nothing was written."""
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    kinds = {name: _kinds(kind)[name] for name in needed}
    texts = {name: "" for name, one in kinds.items() if one is str}
    return texts | {name: () for name, one in kinds.items() if get_origin(one) is tuple}


def _made(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        kinds = _kinds(kind)
        said = {name: _made(kinds.get(name), one) for name, one in value.items()}
        return kind(**{**_empty(kind), **said})
    if kind is dt.datetime:
        return moment(value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    inside = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        return _one_of(inside, value)
    if get_origin(kind) is tuple:
        return _tuple(inside, value)
    if get_origin(kind) is frozenset:
        return frozenset(_made(inside[0], one) for one in value)
    if inside:
        return types.MappingProxyType({key: _made(inside[1], one) for key, one in value.items()})
    return value


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """Nothing, or the one record or day that is meant; texts and numbers stand for themselves."""
    meant = [kind for kind in kinds if kind is not types.NoneType]
    return value if value is None or len(meant) > 1 else _made(meant[0], value)


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_made(kinds[0], one) for one in value)
    return tuple(_made(kind, one) for kind, one in zip(kinds, value, strict=True))
