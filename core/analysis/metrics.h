// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/memory/memory_parts.h"
#include "core/sim/trace.h"

#include <array>
#include <string>
#include <vector>

namespace core {

struct Plan;
struct Scenario;

// What a step is spent on; the parts sum to the step to the nanosecond.
struct Breakdown
{
    Nanos forward;
    Nanos backward;
    Nanos recompute;
    Nanos tensorComm;   // exposed collectives of tensor partners
    Nanos pipelineComm; // transfers between stages that keep the device itself occupied
    Nanos dataComm;     // exposed gradients and gathered parameters
    Nanos contextComm;
    Nanos expertComm;
    Nanos optimizer;
    Nanos host; // the device waits for the host to issue work
    Nanos idle; // all waiting but for gradients: the bubble, waits for a link among it

    [[nodiscard]] Nanos total() const
    {
        return forward + backward + recompute + tensorComm + pipelineComm + dataComm + contextComm +
               expertComm + optimizer + host + idle;
    }
};

struct RowMetrics
{
    std::array<Nanos, kSpanKindCount> spent; // by SpanKind; [Wait] is the total idle time
    std::array<Nanos, kIdleCauseCount> idle; // by IdleCause; sums to spent[Wait]
    Bytes peakMemory;
    MemoryParts atPeak;
    int inFlightPeak = 0; // micro-batches whose activations are kept at once
    Nanos firstWork;
    Nanos lastWork;                        // end of the last forward or backward visit
    Nanos idleInSpan;                      // between these two
    Breakdown breakdown;                   // of one of its devices
    std::array<Nanos, kOpCount> gathering; // by Op: of its visits, exposed gathers and scatters of
                                           // sharded weights; part of breakdown.dataComm

    [[nodiscard]] Nanos idleTotal() const
    {
        return spent[static_cast<std::size_t>(SpanKind::Wait)];
    }
    // Waits for nothing but the gradients on the ring: no bubble. All others are.
    [[nodiscard]] Nanos sharing() const
    {
        return idle[static_cast<std::size_t>(IdleCause::GradientSync)];
    }
    [[nodiscard]] Nanos bubble() const { return idleTotal() - sharing(); }
    [[nodiscard]] Nanos busy() const;
};

// The three published definitions (see SCHEDULES): of the step, of the ideal time, of the span.
struct Bubble
{
    double idleOverStep = 0;
    double idleOverIdeal = 0;
    double spanIdleMax = 0;
    double steadyIdle = 0; // asynchronous schedules: of the time between filling and draining
};

struct Metrics
{
    bool fits = true;
    bool completed = true;
    Nanos step;
    Nanos makespan;      // from the begin of the step to the end of the last visit
    Nanos postValidated; // already taken off the step: what optimizer post-validation hides
    Nanos longestSpan;   // largest last visit end - first visit begin of a row
    std::int64_t modelParameters = 0;
    double samplesPerSecond = 0;
    double tokensPerSecondPerDevice = 0;
    double modelFlopsPerDevice = 0;    // FLOP/s
    double hardwareFlopsPerDevice = 0; // recomputation counted too
    double modelFlopsUtilization = 0;
    double hardwareFlopsUtilization = 0;
    double busyShare = 0; // mean over devices
    double idleShare = 0; // mean, without gradient sync: breakdown.idle of the step
    double gradientSyncShare = 0;
    int fullestRow = 0;
    Bubble bubble;
    Breakdown breakdown; // mean over devices
    std::vector<RowMetrics> rows;
    std::vector<std::string> warnings;

    // To its end: the model fits, and no link is cut.
    [[nodiscard]] bool runs() const { return fits && completed; }
    [[nodiscard]] const RowMetrics &fullest() const
    {
        return rows[static_cast<std::size_t>(fullestRow)];
    }
};

// The results of a step.
[[nodiscard]] Metrics measure(const Scenario &scenario, const Plan &plan, const Trace &trace);

} // namespace core
