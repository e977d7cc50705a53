"""``assess``: in process, and over HTTP against a constant.

The constant is answered twice: by the same application (``/healthz``), and by a bare WSGI function
on the same server, which is the limit that no framework reaches.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from common import bare_server, free_port, registry_server, report, requests_per_second, running

from registry.actions.load import bring_up_to_date
from registry.actions.open_register import open_register
from registry.recognition.assess import assess
from registry.recognition.knowledge import Knowledge
from registry.recognition.question import Question
from registry.schemas.question import load_question
from registry.settings import read_settings

REQUESTS = (
    {"held": {"qualification": "phl-bsn-nursing"}, "destination": "DEU"},
    {
        "held": {
            "qualification": "rou-asistent-medical-generalist",
            "training_started_on": "2010-10-01",
        },
        "nationality": "ROU",
        "destination": "DEU",
    },
    {
        "held": {"qualification": "nzl-electrical-trade-l4"},
        "registered_in": ["NZL"],
        "destination": "AUS",
    },
)
N = 2000
SIZES = (100, 1000, 10_000)


def measure_assess() -> None:
    """The three first journeys of the README, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = read_settings({"REGISTRY_HOME": folder})
        list(bring_up_to_date(settings))
        knowledge = open_register(settings).knowledge
        questions = [load_question(r, today=date(2026, 11, 24)) for r in REQUESTS]
        each = _milliseconds(questions, knowledge)
        report("assess-in-process", each, None, better="lower", unit="ms", n=N)
        _growing(questions, knowledge)
        _over_http(home)


def _milliseconds(questions: Sequence[Question], knowledge: Knowledge) -> float:
    """For one question, once everything that is worked out on first use has been."""
    for question in questions:
        assess(question, knowledge)
    start = time.perf_counter()
    for number in range(N):
        assess(questions[number % len(questions)], knowledge)
    return (time.perf_counter() - start) / N * 1000


def _growing(questions: Sequence[Question], knowledge: Knowledge) -> None:
    """The same questions beside ever more qualifications, each a copy of one of the register in its
    own country and for its own occupations: the shortest register is the peer of the others."""
    asked = {question.held.qualification for question in questions}
    real = sorted(knowledge.qualifications.values(), key=lambda each: each.id not in asked)
    shortest = None
    for size in SIZES:
        copies = [replace(real[n % len(real)], id=f"zz-{n}") for n in range(size - len(real))]
        held = {each.id: each for each in (*real[:size], *copies)}
        each = _milliseconds(questions, replace(knowledge, qualifications=held))
        report(f"assess-{size}-qualifications", each, shortest, better="lower", unit="ms", n=N)
        shortest = shortest or each


def _over_http(home: Path) -> None:
    script = home / "post.lua"
    bodies = ", ".join(f"[==[{json.dumps(request)}]==]" for request in REQUESTS)
    script.write_text(
        f"local bodies = {{{bodies}}}\nlocal n = 0\n"
        'request = function()\n  n = n + 1\n  return wrk.format("POST", nil, '
        '{["Content-Type"] = "application/json"}, bodies[n % #bodies + 1])\nend\n',
        encoding="utf-8",
    )
    port = free_port()
    command, url, environment = registry_server(home, port)
    with running(command, url, environment):
        address = f"http://127.0.0.1:{port}/api/v1/assessments"
        ours, n = requests_per_second(address, script)
        constant, _ = requests_per_second(f"http://127.0.0.1:{port}/healthz")
    command, url = bare_server(free_port())
    with running(command, url):
        bare, _ = requests_per_second(url, script)
    report("assess-vs-constant", ours, constant, better="higher", unit="requests/s", n=n)
    report("assess-vs-bare-server", ours, bare, better="higher", unit="requests/s", n=n)
