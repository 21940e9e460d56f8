import json
import pathlib

import pytest

import dateline

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="session")
def nlp():
    return dateline.load()


@pytest.fixture(scope="session")
def articles():
    """The articles of examples/, as dicts."""
    return [json.loads(line) for path in sorted(EXAMPLES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
