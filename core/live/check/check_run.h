// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/check/reference_run.h"
#include "core/live/program/layout.h"

#include <string>
#include <string_view>
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

    [[nodiscard]] bool allWithin() const;
};

enum class Digits : std::uint8_t { Float, Double };

// "", "dp2", "pp4", "pp4:zb-h1", "tp2", "zero3:2", "2x2" (replicas x stages). Where the schedule
// asks for more micro-batches than the reference run has, the next number that divides its batch.
[[nodiscard]] Result<Layout> layoutFor(const ReferenceRun &run, std::string_view text);

// Trains the reference run's network on the layout and compares number by number.
[[nodiscard]] CheckedRun checkRun(const ReferenceRun &run, const Layout &layout, Digits digits);

} // namespace core::live
