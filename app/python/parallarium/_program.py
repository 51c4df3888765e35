# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program itself does: pictures need its painters, which have no place in a notebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

from ._core import Error


def export(
    scenario: str | os.PathLike[str] | Mapping[str, Any],
    out: str | os.PathLike[str],
    *,
    view: str = "timeline",
    settings: Mapping[str, Any] | None = None,
    **options: Any,
) -> None:
    """Write a picture or a film of a step to the file ``out``, in the format that its name says.

    ``settings`` are paths and values, such as ``{"training.micro_batch": 2}``. ``options`` are
    those of ``parallarium export``, with ``_`` for ``-``: ``size="1280x720"`` in pixels,
    ``theme="dark"``, ``at="45%"``, ``scale=2``, ``critical_path=True``, ``seconds=20``.

    Runs the program ``parallarium``: the one that the variable ``PARALLARIUM_PROGRAM`` names, or the
    one on the path. Raises ``Error`` with its sentence.
    """
    command = [_program(), "export", _name(scenario), "--view", view, "--out", os.fspath(out)]
    for path, value in (settings or {}).items():
        command += ["--set", f"{path}={json.dumps(value)}"]
    for name, value in options.items():
        if value is False or value is None:
            continue
        command.append("--" + name.replace("_", "-"))
        if value is not True:
            command.append(str(value))
    document = json.dumps(scenario) if isinstance(scenario, Mapping) else ""
    done = subprocess.run(command, input=document, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise Error(done.stderr.strip())


def _name(scenario: str | os.PathLike[str] | Mapping[str, Any]) -> str:
    return "-" if isinstance(scenario, Mapping) else os.fspath(scenario)


def _program() -> str:
    program = os.environ.get("PARALLARIUM_PROGRAM") or shutil.which("parallarium")
    if not program:
        raise Error(
            "The program parallarium is not on the path: install it, or name it in the variable "
            "PARALLARIUM_PROGRAM."
        )
    return program
