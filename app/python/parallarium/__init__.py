# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulate distributed training from Python.

Scenarios go in and results come out as plain dictionaries: the JSON forms of the program
``parallarium``, with the same numbers to the last digit. In all of them a name ends with its unit:
``step_time_s`` is in seconds, ``peak_memory_bytes`` in bytes, and what ends with neither is a count
or a share from 0 to 1.

>>> import parallarium
>>> result = parallarium.simulate("llama7b-pp4", training={"micro_batch": 2})
>>> result["step_time_s"]  # doctest: +SKIP
10.27
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Union

from . import _core
from ._core import Error, __version__
from ._program import export

__all__ = ["Error", "Scenario", "advise", "cost", "export", "schedule", "simulate", "sweep"]

Error.__module__ = __name__

Scenario = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""The id of a built-in scenario, the path of a file, or the document itself as a dictionary."""

_Cost = Union[float, Sequence[float]]
_Values = Union[str, Sequence[Any]]


def simulate(scenario: Scenario, **settings: Any) -> dict[str, Any]:
    """Simulate one training step of a scenario, exact to the nanosecond.

    ``settings`` change single values of it. A section takes a dictionary, and a path is a name
    that Python must be handed unpacked:

    >>> r = simulate("llama7b-pp4", training={"micro_batch": 2}, parallel={"schedule": "gpipe"})
    >>> r = simulate("llama7b-pp4", **{"training.micro_batch": 2})

    Returns the ``parallarium-result/1`` document, as ``parallarium simulate --json`` writes it:
    ``fits`` says whether the model fits into memory; ``step_time_s`` is in seconds, ``mfu`` a share
    of the peak, ``samples_per_s`` a rate of the whole cluster, ``tokens_per_s_per_device`` one of a
    device, ``breakdown_s`` where the seconds of a step went as a mean over the devices. A number
    that there is none of is ``None``: all times and rates where ``fits`` is false, the length of
    the step and its rates where ``completed`` is false.

    Other Python threads run meanwhile. Raises ``Error`` (a ``ValueError``) with a sentence that
    says what is wrong, and ``KeyboardInterrupt`` on Ctrl+C.
    """
    return json.loads(_core.simulate(_request(scenario, settings)))


def sweep(
    scenario: Scenario,
    vary: Mapping[str, _Values],
    *,
    scaling: str = "strong",
    price: float | None = None,
    watts: float | None = None,
    points: int | None = None,
    threads: int = 0,
    **settings: Any,
) -> dict[str, Any]:
    """Take one or two settings of a scenario through lists of values, on all cores.

    ``vary`` maps the path of each to its values, a sequence or the text of ranges:

    >>> s = sweep("llama7b-pp4", {"cluster.devices": "4..64x2", "training.micro_batch": [1, 2, 4]})

    With ``scaling="strong"`` the global batch stays as it is when devices are varied, with
    ``"weak"`` the samples of each device. ``price`` is in dollars for an hour of one device,
    ``watts`` the power of one; ``points`` are as many as are allowed without asking (10,000),
    ``threads`` as many as work (0: one for each core). ``settings`` are those of ``simulate``.

    Returns the ``parallarium-sweep/1`` document: in ``points`` one for each combination, in order,
    with its ``values``, its ``state`` (``"runs"``, or why not, with a ``reason``) and its figures,
    whose ``units`` stand beside them; each is what simulating it alone gives.
    """
    asked: dict[str, Any] = {"price": price, "watts": watts, "points": points}
    given = {name: value for name, value in asked.items() if value is not None}
    given["vary"] = [f"{path}={_values(values)}" for path, values in vary.items()]
    given.update(scaling=scaling, threads=threads)
    return json.loads(_core.sweep(_request(scenario, settings, sweep=given)))


def advise(
    scenario: Scenario,
    *,
    top: int = 3,
    memory_limit: str | None = None,
    hold: str | Sequence[str] = (),
    **settings: Any,
) -> dict[str, Any]:
    """Find the best layouts for a model, a batch and devices, in the whole space, on all cores.

    ``top`` is the number of ideas, from 1 to 20; ``memory_limit`` is the most that a layout may need
    of a device, such as ``"72GB"`` or ``"90%"``; ``hold`` names what may not change, such as
    ``["tensor", "pipeline"]``; ``settings`` are those of ``simulate``.

    Returns the ``parallarium-advice/1`` document, as ``parallarium advise --json`` writes it: in
    ``ideas`` the fastest first, each with its whole ``scenario``; none is beaten by another layout
    in both time and memory.
    """
    asked: dict[str, Any] = {"top": top}
    if memory_limit is not None:
        asked["memory_limit"] = memory_limit
    if hold:
        asked["hold"] = hold if isinstance(hold, str) else ",".join(hold)
    return json.loads(_core.advise(_request(scenario, settings, advise=asked)))


def schedule(
    name: str,
    *,
    ranks: int,
    micro_batches: int,
    chunks: int = 0,
    group: int = 0,
    memory_limit: float = 0,
    recompute: bool = False,
    costs: Mapping[str, _Cost] | None = None,
    hop: _Cost | None = None,
    pair: str | float | None = None,
) -> dict[str, Any]:
    """Generate a pipeline schedule and evaluate it in abstract units.

    ``name`` is an id such as ``"1f1b"`` (``parallarium list schedules`` names them all).
    ``chunks`` are model chunks per rank, ``group`` the micro-batches that take a chunk in turn,
    ``memory_limit`` the activations that a rank may keep, in micro-batches; 0 leaves each to the
    schedule. ``costs`` are units of time of one visit, ``{"F": 1, "I": 1, "W": 1}`` by default
    (``"B"``: a whole backward), each a number or a list with one for each stage; ``hop`` is the
    latency from a rank to the next, a number or one for each boundary; ``pair`` is ``"sum"``,
    ``"max"`` or a factor of the sum for a forward and a backward that overlap.

    Returns one line of the vector format, as ``parallarium schedule --json`` writes it: ``actions``
    of each rank in order, and in ``eval`` the ``makespan`` in units.
    """
    texts = {
        "costs": ",".join(f"{op}={_numbers(cost)}" for op, cost in (costs or {}).items()),
        "hop": "" if hop is None else _numbers(hop),
        "pair": "" if pair is None else str(pair),
    }
    answer = _core.schedule(
        name,
        ranks=ranks,
        micro_batches=micro_batches,
        chunks=chunks,
        group=group,
        memory_limit=memory_limit,
        recompute=recompute,
        costs=texts,
    )
    return json.loads(answer)


def cost(
    scenario: Scenario,
    *,
    tokens: float | None = None,
    steps: float | None = None,
    price: float | None = None,
    watts: float | None = None,
    pue: float | None = None,
    failures: bool = False,
    mtbf: float | None = None,
    checkpoint_time: float | None = None,
    restart_time: float | None = None,
    checkpoint_every: int | None = None,
    **settings: Any,
) -> dict[str, Any]:
    """Time, money and energy of a whole training run.

    Give either ``tokens`` or ``steps``. ``price`` is in dollars for an hour of one device, ``watts``
    the power of one device, ``pue`` the energy of the site over that of its devices; where they are
    left out, a table of the program says what it assumes. With ``failures``, or any of the next,
    devices fail: ``mtbf`` hours lie between two failures of one device, a checkpoint takes
    ``checkpoint_time`` seconds, a restart ``restart_time`` seconds, and ``checkpoint_every`` steps
    lie between two checkpoints (as many as Daly's formula says). ``settings`` are those of
    ``simulate``.

    Returns the ``parallarium-cost/1`` document, as ``parallarium cost --json`` writes it, among
    others ``days``, ``device_hours``, ``dollars``, ``kilowatt_hours`` and ``effective_share``.
    """
    asked = {
        "tokens": tokens,
        "steps": steps,
        "price": price,
        "watts": watts,
        "pue": pue,
        "failures": bool(failures),
        "mtbf": mtbf,
        "checkpoint_time": checkpoint_time,
        "restart_time": restart_time,
        "checkpoint_every": checkpoint_every,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return json.loads(_core.cost(_request(scenario, settings, cost=given)))


def _numbers(cost: _Cost) -> str:
    """As the command line takes them: ``1``, or ``1:2:1`` for each stage."""
    return ":".join(repr(float(one)) for one in (cost if isinstance(cost, Sequence) else [cost]))


def _values(values: _Values) -> str:
    """As the command line takes them: ``1,2,4``. Texts stand for themselves."""
    if isinstance(values, str):
        return values
    return ",".join(one if isinstance(one, str) else json.dumps(one) for one in values)


def _settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """A section that is given as a dictionary is set value by value."""
    paths: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping):
            paths.update({f"{name}.{key}": one for key, one in value.items()})
        else:
            paths[name] = value
    return paths


def _request(scenario: Scenario, settings: Mapping[str, Any], **more: Any) -> str:
    document = dict(scenario) if isinstance(scenario, Mapping) else os.fspath(scenario)
    return json.dumps({"scenario": document, "set": _settings(settings), **more})
