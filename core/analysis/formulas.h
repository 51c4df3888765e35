// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>

namespace core {

// A number with its formula, filled in with the figures of this step.
struct Formula
{
    double value = 0;   // seconds, samples/s, bytes, or a fraction
    std::string figure; // the value as it is shown: "27.3 %", "4.25 s"
    std::string text;   // "(p − 1) / (m + p − 1) = (4 − 1) / (8 + 4 − 1) = 3 / 11 = 27.3 %"
};

enum class Headline : std::uint8_t {
    StepTime,     // where the time of a device goes, mean over devices
    Throughput,   // samples/s
    Busy,         // share of the step, mean over devices
    Idle,         // share of the step, without gradient sync
    GradientSync, // gathers and scatters within visits included
    Memory,       // of the fullest device, at its peak
    Utilization   // MFU
};
constexpr int kHeadlineCount = 7;
[[nodiscard]] std::string_view idOf(Headline headline); // as in files: "step_time"

// Empty text where the number is meaningless: a model that does not fit has only a memory formula.
[[nodiscard]] Formula formulaOf(const Snapshot &snapshot, Headline headline);

// The share of the step at work, in tenths of a percent: what idle time and gradient sync leave of
// 100 as they are shown, where the three make up the step; else the nearest.
[[nodiscard]] std::int64_t busyTenths(const Metrics &metrics);
[[nodiscard]] std::string busyFigure(const Metrics &metrics);
// The share of the step in which devices wait for an optimizer in host memory, as a part of the
// busy share; empty: it is not there.
[[nodiscard]] std::string hostOptimizerFigure(const Snapshot &snapshot);

// Gradient sync in tenths of a percent of the step. What is waited for stands beside busy and idle,
// and makes up the step with them; exposed gathers and scatters within passes are busy time too.
struct SyncTenths
{
    std::int64_t all = 0;
    std::int64_t waited = 0;
    std::int64_t within = 0; // all − waited
};
[[nodiscard]] SyncTenths gradientSyncTenths(const Metrics &metrics);
[[nodiscard]] std::string figureOfTenths(std::int64_t tenths); // "3.9 %"

// The idle share that papers give for this schedule with these numbers of stages and micro-batches:
// equal stages, free links. 3 / 11 = 27.3 % of 1F1B with 4 stages and 8 micro-batches.
[[nodiscard]] std::optional<Formula> textbookIdle(const Scenario &scenario);

// The idle share of this order with these stages, equal or not, if every device were healthy and
// links cost nothing. Nothing for a single stage or a step that was not run.
[[nodiscard]] std::optional<Formula> idealIdle(const Snapshot &snapshot);

} // namespace core
