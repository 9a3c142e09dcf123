# SPDX-License-Identifier: GPL-2.0-or-later
"""Policy files: YAML read safely, with every complaint naming file, line and key.

Files are data from outside, so: no tags, no anchors or aliases (a few hundred bytes of aliases can unfold to
gigabytes), no duplicate keys, 2 MB and 40 levels at most. Mappings and lists come back as `LinedDict` and
`LinedList`, a dict and a list that remember their lines, and are taken apart with `Reader`, which checks types, names
unknown keys and suggests the nearest known one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from .errors import PolicyError

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
LANGUAGES = ("fi", "sv", "en")


class LinedDict(dict):
    """A dict that knows the line of itself and of each key."""

    line: int
    key_lines: dict[str, int]


class LinedList(list):
    """A list that knows the line of itself and of each item."""

    line: int
    item_lines: list[int]


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C reads the plugin's thirty files at QGIS's start in a tenth of the time."""


def read_yaml(path: Path | str) -> Any:
    """Read a policy file.

    Raises:
        PolicyError: missing, too big, not UTF-8, not YAML, tags, anchors, duplicate keys.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PolicyError("can't be read ({})", error.strerror, file=path.name) from error
    if len(data) > MAX_BYTES:
        raise PolicyError(
            "is {0} bytes, more than the {1} a policy file may have", len(data), MAX_BYTES, file=path.name
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError("is not UTF-8 text", file=path.name) from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, file: str = "policy") -> Any:
    """Read policy text; see `read_yaml`."""
    try:
        depth = 0  # the time that YAML takes grows with the square of the depth
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise PolicyError("is nested too deep", file=file, line=_line_of(event))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise PolicyError("anchors and aliases are not allowed", file=file, line=_line_of(event))
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        said = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise PolicyError("is not YAML ({})", said, file=file, line=line) from error
    except RecursionError as error:
        raise PolicyError("is nested too deep", file=file) from error
    if node is None:
        raise PolicyError("is empty", file=file)
    loader = yaml.SafeLoader("")
    try:
        return _build(node, loader, file)
    except RecursionError as error:
        raise PolicyError("is nested too deep", file=file) from error
    finally:
        loader.dispose()


def to_yaml(value: Any) -> str:
    """Write plain data as a policy file's text; `parse_yaml` reads it back."""
    return yaml.safe_dump(_bare(value), allow_unicode=True, sort_keys=False, width=120)


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, (list, tuple)) else value


def _line_of(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark else None


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)


def _build(node: yaml.Node, loader: yaml.SafeLoader, file: str) -> Any:
    line = node.start_mark.line + 1
    if node.tag not in _PLAIN_TAGS:
        raise PolicyError("tag {} is not allowed", node.tag, file=file, line=line)
    if isinstance(node, yaml.MappingNode):
        mapping = LinedDict()
        mapping.line, mapping.key_lines = line, {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise PolicyError("a key must be plain text", file=file, line=key_line)
            key = key_node.value
            if key in mapping:
                raise PolicyError("is given twice", file=file, line=key_line, key=key)
            mapping[key] = _build(value_node, loader, file)
            mapping.key_lines[key] = key_line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        items = LinedList(_build(item, loader, file) for item in node.value)
        items.line, items.item_lines = line, [item.start_mark.line + 1 for item in node.value]
        return items
    if node.tag.endswith(":timestamp"):
        return node.value  # dates stay text: what was written is what is shown
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise PolicyError("{!r} can't be read", node.value, file=file, line=line) from error


class Reader:
    """Takes a mapping of a policy file apart, key by key.

    Args:
        value: what `read_yaml` gave (or a part of it).
        file: name for messages.
        path: dotted path of this part, for messages.
    """

    def __init__(self, value: Any, file: str, path: str = ""):
        if not isinstance(value, dict):
            line = getattr(value, "line", None)
            raise PolicyError("must be a list of 'key: value' lines", file=file, line=line, key=path or None)
        self.value, self.file, self.path = value, file, path
        self._asked: set[str] = set()

    @classmethod
    def open(cls, path: Path | str) -> Reader:
        return cls(read_yaml(path), Path(path).name)

    def fail(self, key: str, problem: str, *facts: object) -> PolicyError:
        """Make the error for one of this part's keys; the caller raises it. See PlanningError for the facts."""
        line = getattr(self.value, "key_lines", {}).get(key, getattr(self.value, "line", None))
        return PolicyError(problem, *facts, file=self.file, line=line, key=f"{self.path}.{key}" if self.path else key)

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def _get(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key in self.value and self.value[key] is not None:
            return self.value[key]
        if default is ...:
            raise self.fail(key, "is missing")
        return default

    def any(self, key: str, default: Any = ...) -> Any:
        """Give the value as it stands, whatever its type."""
        return self._get(key, default)

    def text(self, key: str, default: Any = ..., choices: tuple[str, ...] | None = None) -> Any:
        value = self._get(key, default)
        if value is default:
            return default
        if isinstance(value, (dict, list)):
            raise self.fail(key, "must be text")
        value = str(value)
        if choices and value not in choices:
            close, known = nearest(value, choices), ", ".join(choices)
            if close:
                raise self.fail(key, "{0!r} is not one of {1}; did you mean {2!r}?", value, known, close)
            raise self.fail(key, "{0!r} is not one of {1}", value, known)
        return value

    def number(self, key: str, default: Any = ..., low: float = -float("inf"), high: float = float("inf")) -> Any:
        value = self._get(key, default)
        if value is default:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
            raise self.fail(key, "{!r} is not a number", value)
        if not low <= value <= high:
            raise self.fail(key, "{0} is outside {1}-{2}", value, low, high)
        return value

    def flag(self, key: str, default: Any = ...) -> Any:
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def texts(self, key: str, default: Any = ...) -> Any:
        """Give the text in each language; all three must be there."""
        value = self._get(key, default)
        if value is default:
            return default
        part = Reader(value, self.file, f"{self.path}.{key}" if self.path else key)
        out = {language: part.text(language) for language in LANGUAGES}
        part.done()
        return out

    def items(self, key: str, default: Any = ...) -> list[Any]:
        value = self._get(key, default)
        if not isinstance(value, list):
            raise self.fail(key, "must be a list")
        return value

    def part(self, key: str, default: Any = ...) -> Reader:
        value = self._get(key, default)
        return Reader(value, self.file, f"{self.path}.{key}" if self.path else key)

    def parts(self, key: str, default: Any = ...) -> Iterator[Reader]:
        for number, item in enumerate(self.items(key, default)):
            path = f"{self.path}.{key}[{number}]" if self.path else f"{key}[{number}]"
            yield Reader(item, self.file, path)

    def names(self) -> list[str]:
        """Give the keys of a mapping whose names are free; they all count as asked for."""
        self._asked.update(self.value)
        return list(self.value)

    def done(self) -> None:
        """Refuse keys nobody asked for: a misspelt key must not pass silently."""
        for key in self.value:
            if key not in self._asked:
                close = nearest(key, sorted(self._asked))
                if close:
                    raise self.fail(key, "is not a known key; did you mean {!r}?", close)
                raise self.fail(key, "is not a known key")


def nearest(word: str, choices: Any) -> str:
    """Give the known word that a misspelt one is nearest to, "" where none is near."""
    return next(iter(difflib.get_close_matches(word, choices, 1, 0.6)), "")


def say(texts: Mapping[str, str] | str, language: str) -> str:
    """Pick one language of a text; English where it is missing."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
