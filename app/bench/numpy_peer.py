# SPDX-License-Identifier: GPL-3.0-or-later
"""What "parallarium bench" holds the live engine against: training as it is written in Python.

Built as siboehm/ShallowSpeed is: a schedule yields typed instructions, a worker looks up what each
does, layers keep what their backward pass needs, and every product is numpy's. Where that one is
slower than it must be, this one is not: in float32 throughout, its samples are in memory, and it
validates nothing.

Reads a number of steps from each line of standard input and answers with the processor time that
they took, in seconds. The first line that it writes names numpy and its library; exit code 3: numpy
is not there, or multiplies without OpenBLAS.
"""
import ctypes
import sys
import time
from dataclasses import dataclass

try:
    import numpy as np
except ImportError:
    sys.exit(3)

SIZES = [784, 128, 127, 126, 125, 124, 123, 10]
BATCH = 128
MICRO_BATCHES = 4
ROWS = 12800
RATE = 0.006


class Parameter:
    def __init__(self, data):
        self.data = data
        self.grad = np.zeros_like(data)


class Linear:
    def __init__(self, inputs, outputs):
        # By size, so that any split of the layers begins with the same weights.
        rng = np.random.RandomState(inputs + outputs * 1337)
        scale = np.sqrt(2 / inputs)
        self.weight = Parameter((rng.standard_normal((inputs, outputs)) * scale).astype(np.float32))
        self.bias = Parameter(np.zeros((1, outputs), dtype=np.float32))
        self.inputs = {}

    def forward(self, values, micro_batch):
        self.inputs[micro_batch] = values
        return values @ self.weight.data + self.bias.data

    def backward(self, gradient, micro_batch):
        self.weight.grad += self.inputs.pop(micro_batch).T @ gradient
        self.bias.grad += gradient.sum(axis=0, keepdims=True)
        return gradient @ self.weight.data.T

    def parameters(self):
        return [self.weight, self.bias]


class ReLU:
    def __init__(self):
        self.masks = {}

    def forward(self, values, micro_batch):
        self.masks[micro_batch] = values > 0
        return np.maximum(values, 0)

    def backward(self, gradient, micro_batch):
        return gradient * self.masks.pop(micro_batch)

    def parameters(self):
        return []


class Loss:
    """Softmax and cross-entropy, a mean over the whole batch."""

    def __init__(self):
        self.shares = {}

    def forward(self, values, micro_batch):
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        self.shares[micro_batch] = powers / powers.sum(axis=1, keepdims=True)
        return self.shares[micro_batch]

    def backward(self, targets, micro_batch):
        return (self.shares.pop(micro_batch) - targets) / np.float32(BATCH)

    def parameters(self):
        return []


@dataclass
class ZeroGrad:
    pass


@dataclass
class LoadInput:
    micro_batch: int


@dataclass
class Forward:
    micro_batch: int


@dataclass
class LoadTarget:
    micro_batch: int


@dataclass
class BackwardGradAcc:
    micro_batch: int


@dataclass
class OptimizerStep:
    pass


def schedule():
    yield ZeroGrad()
    for micro_batch in range(MICRO_BATCHES):
        yield LoadInput(micro_batch)
        yield Forward(micro_batch)
        yield LoadTarget(micro_batch)
        yield BackwardGradAcc(micro_batch)
    yield OptimizerStep()


class Worker:
    def __init__(self):
        self.layers = []
        for inputs, outputs in zip(SIZES, SIZES[1:]):
            self.layers += [Linear(inputs, outputs), ReLU()]
        self.layers[-1] = Loss()
        rng = np.random.RandomState(0)
        self.samples = rng.standard_normal((ROWS, SIZES[0])).astype(np.float32)
        self.targets = np.eye(SIZES[-1], dtype=np.float32)[rng.randint(SIZES[-1], size=ROWS)]
        self.buffer = None
        self.batch = 0
        self.work = {
            ZeroGrad: self.zero_grad,
            LoadInput: self.load_input,
            Forward: self.forward,
            LoadTarget: self.load_target,
            BackwardGradAcc: self.backward,
            OptimizerStep: self.update,
        }

    def step(self):
        for instruction in schedule():
            self.work[type(instruction)](instruction)
        self.batch = (self.batch + 1) % (ROWS // BATCH)

    def rows(self, instruction):
        size = BATCH // MICRO_BATCHES
        begin = self.batch * BATCH + instruction.micro_batch * size
        return slice(begin, begin + size)

    def parameters(self):
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def zero_grad(self, _instruction):
        for parameter in self.parameters():
            parameter.grad[:] = 0

    def load_input(self, instruction):
        self.buffer = self.samples[self.rows(instruction)]

    def forward(self, instruction):
        for layer in self.layers:
            self.buffer = layer.forward(self.buffer, instruction.micro_batch)

    def load_target(self, instruction):
        self.buffer = self.targets[self.rows(instruction)]

    def backward(self, instruction):
        for layer in reversed(self.layers):
            self.buffer = layer.backward(self.buffer, instruction.micro_batch)

    def update(self, _instruction):
        for parameter in self.parameters():
            parameter.data -= np.float32(RATE) * parameter.grad


def kernels():
    """Of the library that numpy multiplies with; empty where it does not say."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = [line.split()[-1] for line in maps if "openblas" in line]
    if not libraries:
        sys.exit(3)
    try:
        name = ctypes.CDLL(libraries[0]).openblas_get_corename
    except AttributeError:
        return ""
    name.restype = ctypes.c_char_p
    return f" on the kernels {name().decode()}"


def main():
    worker = Worker()
    print(f"numpy {np.__version__}{kernels()}", flush=True)
    for line in sys.stdin:
        begin = time.process_time()
        for _ in range(int(line)):
            worker.step()
        print(time.process_time() - begin, flush=True)


main()
