"""CloudFormation written as YAML, and the small words of it."""

from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parent

Template = dict[str, Any]


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags, as `!Ref` and `!GetAtt`."""


def _short_tag(loader: yaml.Loader, suffix: str, node: yaml.Node) -> Template:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # a mapping node
    return {name: value}


_Loader.add_multi_constructor("!", _short_tag)


def load(path: Path) -> Template:
    """A YAML file of infra/ with short tags spelled out."""
    return dict(yaml.load(path.read_text("utf-8"), _Loader))


def logical(*words: str) -> str:
    """A logical id: letters and digits, each word with a capital."""
    parts = [part for word in words for part in word.replace("_", "-").split("-")]
    return "".join(part[:1].upper() + part[1:] for part in parts)


def sub(text: str) -> Template:
    """CloudFormation's `!Sub`."""
    return {"Fn::Sub": text}
