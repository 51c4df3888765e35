// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <optional>
#include <string_view>
#include <variant>

namespace core {

// A begin or an end of a visit.
struct VisitMoment
{
    Op op = Op::Forward;
    int stage = 0;
    int microBatch = 0;
    bool end = false;

    bool operator==(const VisitMoment &) const = default;
};

// A moment of a step whose length is not known yet: a share of it, a time, or a visit.
struct StepShare
{
    double share = 0;

    bool operator==(const StepShare &) const = default;
};
using MomentText = std::variant<StepShare, Nanos, VisitMoment>;

// "start", "end", "18 %", "158 ms", "event:F1.0.start" (op and stage, micro-batch, begin or end).
[[nodiscard]] std::optional<MomentText> momentFromText(std::string_view text);

// Error: the step has no such visit, or ends before. The times of the first replica count.
[[nodiscard]] Result<Nanos> momentOf(const Snapshot &snapshot, const MomentText &moment);

} // namespace core
