// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/check/reference_run.h"
#include "core/live/program/layout.h"
#include "core/live/run/team.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace core::live {

// One number of a reference run beside the engine's.
struct CheckedValue
{
    std::string quantity; // "losses", "tensor_grad0_probe", …
    std::string what;     // which of them: a step, a tensor, an element
    double expected = 0;
    double got = 0;
    double difference = 0; // relative, in the measure of the quantity
    double allowed = 0;

    [[nodiscard]] bool within() const { return difference <= allowed; }
};

struct CheckedRun
{
    std::string layout;
    std::vector<CheckedValue> values;
    bool withoutMemory = false; // a step could not be taken: the values are not all there

    [[nodiscard]] bool allWithin() const;
};

enum class Digits : std::uint8_t { Float, Double };

// Makes what runs the devices of the layout; empty: threads of this process.
template <class Real>
using MakeCheckedTeam =
    std::function<std::unique_ptr<Team<Real>>(const Layout &layout, const OptimizerSpec &optimizer,
                                              SampleSource samples, const LinkBetween &links)>;
struct CheckedTeams
{
    MakeCheckedTeam<float> inFloat;
    MakeCheckedTeam<double> inDouble;
};

// Trains the reference run's network on the layout and compares number by number. Where the team is
// made of processes, all of them call it, and the first one gets the values.
[[nodiscard]] CheckedRun checkRun(const ReferenceRun &run, const Layout &layout, Digits digits,
                                  const CheckedTeams &teams = {});

} // namespace core::live
