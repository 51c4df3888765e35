# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON text in, JSON text out. Use the functions of the package."""

__version__: str

class Error(ValueError):
    """What is wrong with a scenario or an option, in one sentence."""

def simulate(request: str) -> str: ...
def cost(request: str) -> str: ...
def sweep(request: str) -> str: ...
def advise(request: str) -> str: ...
def schedule(
    name: str,
    *,
    ranks: int,
    micro_batches: int,
    chunks: int,
    group: int,
    memory_limit: float,
    recompute: bool,
    costs: dict[str, str],
) -> str: ...
