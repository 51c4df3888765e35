# SPDX-License-Identifier: GPL-3.0-or-later
"""The package for Python gives what the program gives."""

import inspect
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import typing

import parallarium
import pytest

PROGRAM = os.environ["PARALLARIUM_PROGRAM"]
SCENARIOS = pathlib.Path(__file__).parents[2] / "resources" / "scenarios"


def program(*arguments: str) -> dict:
    """What the command line answers as JSON."""
    done = subprocess.run([PROGRAM, *arguments, "--json", "-"], capture_output=True, check=True)
    return json.loads(done.stdout)


def without_times(result: dict) -> dict:
    return {key: value for key, value in result.items() if key != "elapsed_s"}


@pytest.mark.parametrize(
    "settings, options",
    [
        ({}, []),
        ({"training": {"micro_batch": 2}}, ["training.micro_batch=2"]),
        ({"training.micro_batch": 2}, ["training.micro_batch=2"]),
        ({"parallel": {"schedule": "gpipe"}}, ["parallel.schedule=gpipe"]),
        ({"cluster": {"device": "h100-80g"}}, ["cluster.device=h100-80g"]),
        ({"title": "Mine"}, ["title=Mine"]),
    ],
)
def test_simulate_equals_the_program(settings, options):
    ours = parallarium.simulate("llama7b-pp4", **settings)
    sets = [part for option in options for part in ("--set", option)]
    assert without_times(ours) == without_times(program("simulate", "llama7b-pp4", *sets))


def test_a_scenario_is_an_id_a_path_or_a_dictionary():
    path = SCENARIOS / "gpipe-4-8.json"
    results = [
        parallarium.simulate(scenario)
        for scenario in ("gpipe-4-8", path, str(path), json.loads(path.read_text()))
    ]
    for result in results[1:]:
        assert without_times(result) == without_times(results[0])


def test_the_scenario_of_a_result_is_a_scenario():
    result = parallarium.simulate("llama7b-pp4")
    again = parallarium.simulate(result["scenario"])
    assert without_times(again) == without_times(result)


def test_this_computer_is_the_one_that_was_measured(tmp_path):
    """Python and the program read the same calibration."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    code = (
        "import json, parallarium\n"
        "result = parallarium.simulate('train-digits-dp3')\n"
        "again = parallarium.simulate(result['scenario'])\n"
        "print(json.dumps([result['step_time_s'], again['step_time_s']]))"
    )

    def steps() -> list:
        python = [sys.executable, "-c", code]
        program = [PROGRAM, "simulate", "train-digits-dp3", "--json", "-"]
        ours, theirs = (
            json.loads(subprocess.run(each, capture_output=True, check=True, env=environment).stdout)
            for each in (python, program)
        )
        return [*ours, theirs["step_time_s"]]

    nominal = steps()
    assert nominal == [nominal[0]] * 3
    subprocess.run([PROGRAM, "live", "--calibrate"], capture_output=True, check=True, env=environment)
    measured = steps()
    assert measured == [measured[0]] * 3
    assert measured != nominal


def test_schedule_equals_the_program():
    ours = parallarium.schedule(
        "zb-h1", ranks=4, micro_batches=8, costs={"F": 1, "I": 1.5, "W": [1, 2, 1, 1]}, hop=0.25
    )
    theirs = program(
        *"schedule zb-h1 --ranks 4 --micro-batches 8".split(),
        *"--costs F=1,I=1.5,W=1:2:1:1 --hop 0.25".split(),
    )
    assert without_times(ours) == without_times(theirs)


def test_1f1b_takes_as_long_as_the_formula_says():
    # (m + p - 1)(F + B), Narayanan et al. 2021, with a backward of two units.
    found = parallarium.schedule("1f1b", ranks=4, micro_batches=8)
    assert found["eval"][0]["makespan"] == (8 + 4 - 1) * 3


def test_cost_equals_the_program():
    ours = parallarium.cost(
        "llama7b-pp4", tokens=1e9, price=2.5, mtbf=1000, checkpoint_every=50, training={"micro_batch": 2}
    )
    theirs = program(
        *"cost llama7b-pp4 --tokens 1e9 --price 2.5 --mtbf 1000 --checkpoint-every 50".split(),
        *"--set training.micro_batch=2".split(),
    )
    assert ours == theirs


def test_every_point_of_a_sweep_is_a_step_of_its_own():
    found = parallarium.sweep("llama7b-pp4", {"training.micro_batch": [1, 2, 4], "parallel.schedule": ["1f1b", "gpipe"]})
    assert found["format"] == "parallarium-sweep/1"
    assert len(found["points"]) == 6
    for point in found["points"]:
        alone = parallarium.simulate("llama7b-pp4", **point["values"])
        assert point["state"] == "runs"
        assert point["step_time"] == alone["step_time_s"]
        assert point["mfu"] == alone["mfu"]


def test_a_sweep_is_the_same_on_any_number_of_threads():
    ask = {"cluster.devices": "4..64x2"}
    one, two = (parallarium.sweep("llama7b-pp4", ask, threads=threads) for threads in (1, 2))
    assert one == two
    assert [point["values"]["cluster.devices"] for point in one["points"]] == [4, 8, 16, 32, 64]


def test_weak_scaling_keeps_the_samples_of_each_device():
    found = parallarium.sweep("llama7b-pp4", {"cluster.devices": [4, 8]}, scaling="weak")
    first, second = found["points"]
    assert second["global_batch"] == 2 * first["global_batch"]


def test_a_price_replaces_that_of_the_table():
    ask = {"training.micro_batch": [1]}
    cheap, dear = (parallarium.sweep("llama7b-pp4", ask, price=price)["points"][0] for price in (1, 3))
    assert dear["cost_of_step"] == pytest.approx(3 * cheap["cost_of_step"])


@pytest.mark.parametrize("wrong", [{"points": 0}, {"points": 1_000_001}, {"threads": -1}, {"threads": 1025},
                                   {"price": -1}, {"price": 0}, {"watts": 1e7}])
def test_a_sweep_is_bounded(wrong):
    with pytest.raises(parallarium.Error, match=f"{next(iter(wrong))} is .*but must be (from|above) "):
        parallarium.sweep("llama7b-pp4", {"training.micro_batch": [1]}, **wrong)


def test_ideas_of_advice_are_scenarios():
    advice = parallarium.advise("llama7b-pp4", top=2)
    assert advice["format"] == "parallarium-advice/1"
    steps = [parallarium.simulate(idea["scenario"])["step_time_s"] for idea in advice["ideas"]]
    assert 1 <= len(steps) <= 2 and steps == sorted(steps)
    assert steps[0] <= parallarium.simulate("llama7b-pp4")["step_time_s"]
    within = parallarium.advise("llama7b-pp4", memory_limit="50%")
    assert within["limit_bytes"] * 2 == within["capacity_bytes"]
    assert all(idea["memory_bytes"] <= within["limit_bytes"] for idea in within["ideas"])
    held = parallarium.advise("llama7b-pp4", hold=["pipeline", "schedule"], top=1)
    assert held["held"] == ["pipeline", "schedule"]
    assert held["ideas"][0]["scenario"]["parallel"]["pipeline"] == 4
    assert held == parallarium.advise("llama7b-pp4", hold="schedule,pipeline", top=1)


def test_export_writes_the_picture_of_the_program(tmp_path):
    ours, theirs = tmp_path / "ours.svg", tmp_path / "theirs.svg"
    parallarium.export("gpipe-4-8", ours, settings={"training.micro_batch": 2}, theme="dark")
    subprocess.run(
        [PROGRAM, "export", "gpipe-4-8", "--view", "timeline", "--theme", "dark"]
        + ["--set", "training.micro_batch=2", "--out", str(theirs)],
        check=True,
    )
    assert ours.read_bytes() == theirs.read_bytes()


def test_export_takes_a_dictionary(tmp_path):
    picture = tmp_path / "picture.png"
    document = json.loads((SCENARIOS / "gpipe-4-8.json").read_text())
    parallarium.export(document, picture, size="640x360", critical_path=True, at=None)
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: parallarium.simulate("1f1b-4-9"), 'Did you mean the built-in scenario "1f1b-4-8"?'),
        (lambda: parallarium.simulate("-"), "the id of a built-in scenario"),
        (lambda: parallarium.simulate({}), "model is missing"),
        (lambda: parallarium.simulate({"model": "llama-2-7b", "trainig": {}}), "trainig"),
        (lambda: parallarium.simulate("1f1b-4-8", training={"micro_batch": 0}), "set training.micro_batch=0: "),
        (lambda: parallarium.simulate("1f1b-4-8", training={"micro_batch": float("nan")}), "NaN"),
        (lambda: parallarium.schedule("2f2b", ranks=1, micro_batches=1), "2f2b"),
        (lambda: parallarium.schedule("1f1b", ranks=2, micro_batches=2, costs={"Q": 1}), "Q"),
        (lambda: parallarium.sweep("1f1b-4-8", {}), "vary is a list"),
        (lambda: parallarium.sweep("1f1b-4-8", {"wheels": [1]}), "wheels"),
        (lambda: parallarium.sweep("1f1b-4-8", {"cluster.devices": "1..1000000"}), "1,000,000"),
        (lambda: parallarium.sweep("1f1b-4-8", {"cluster.devices": [4]}, scaling="odd"), "scaling is the string"),
        (lambda: parallarium.advise("1f1b-4-8", top=0), "top is 0"),
        (lambda: parallarium.advise("1f1b-4-8", memory_limit="much"), "no amount of memory"),
        (lambda: parallarium.advise("1f1b-4-8", hold="stages"), "nothing that a search can hold"),
        (lambda: parallarium.cost("1f1b-4-8"), "How long is it trained?"),
        (lambda: parallarium.cost("1f1b-4-8", tokens=1, steps=1), "How long is it trained?"),
        (lambda: parallarium.cost("1f1b-4-8", steps="many"), "steps is the string"),
        (lambda: parallarium.export("1f1b-4-8", "/dev/null/picture.png"), "picture.png"),
    ],
)
def test_errors_are_the_sentence_of_the_program(call, says):
    with pytest.raises(parallarium.Error) as caught:
        call()
    sentence = str(caught.value)
    assert says in sentence
    assert "\n" not in sentence and sentence[-1] in '.?!"'
    assert isinstance(caught.value, ValueError)
    assert not sentence.startswith("request:")


def test_what_is_no_json_is_pythons_own_error():
    with pytest.raises(TypeError):
        parallarium.simulate("1f1b-4-8", training={"micro_batch": object()})


def test_other_threads_run_meanwhile():
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    parallarium.schedule("1f1b", ranks=64, micro_batches=20000)
    lasted = time.monotonic() - began
    done.set()
    thread.join()
    # With the lock held there would be none but those before and after.
    assert ticks >= min(20, lasted / 0.001 / 20)


def test_control_c_ends_it():
    # The loop is not the first statement of its `try`: Python 3.11 takes a signal that arrives on
    # the way back for one of the statement before the loop, which has to be guarded as well.
    script = (
        "import parallarium, sys\n"
        "try:\n"
        "    print('begins', flush=True)\n"
        "    while True: parallarium.simulate('llama3-405b-16k')\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begins\n"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert out == "interrupted\n"
    assert process.returncode == 0


def test_every_function_says_what_it_takes():
    for name in parallarium.__all__:
        thing = getattr(parallarium, name)
        if inspect.isfunction(thing):
            assert inspect.getdoc(thing), name
            hints = typing.get_type_hints(thing) if sys.version_info >= (3, 10) else thing.__annotations__
            assert set(inspect.signature(thing).parameters) | {"return"} == set(hints), name
    assert (pathlib.Path(parallarium.__file__).parent / "py.typed").exists()


def test_it_has_the_version_of_the_program():
    said = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.split()[-1] == parallarium.__version__
