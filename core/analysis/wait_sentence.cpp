// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_sentence.h"

#include "core/analysis/moment.h"
#include "core/base/figure_group.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

int rankOf(const Snapshot &snapshot, int row)
{
    return snapshot.plan.rows[static_cast<std::size_t>(row)].pipelineRank;
}

// The number on its token; from 0.
int batchOf(const Snapshot &snapshot, int device, const WaitDetail &wait)
{
    const RowPlan &row = snapshot.plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))];
    const auto at = std::ranges::find(row.devices, device) - row.devices.begin();
    return snapshot.plan.shownNumbers().of(row.replicas[static_cast<std::size_t>(at)],
                                           static_cast<int>(wait.microBatch)) -
           1;
}

// Is there work of this row after this wait? It can only be the optimizer step.
bool optimizerFollows(const Snapshot &snapshot, int row, const Span &span)
{
    const Trace &trace = snapshot.trace;
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    for (std::size_t i = trace.spanAt(row, span.begin); i < range.first + range.count; ++i) {
        if (trace.tag[i].kind == SpanKind::Optimizer)
            return true;
    }
    return false;
}

std::string reason(const Snapshot &snapshot, int device, const Span &span, const WaitDetail &wait)
{
    const DeviceMoment moment = deviceMoment(snapshot, device, {span.begin});
    const std::string other =
        moment.awaitedDevice >= 0 ? deviceName(moment.awaitedDevice) : "the other GPUs";
    const std::string what = std::string(wait.forGradient ? "the gradient" : "the activation") +
                             " of " +
                             microBatchText(snapshot.plan, rankOf(snapshot, moment.row),
                                            span.tag.stage, batchOf(snapshot, device, wait));
    switch (span.tag.cause) {
    case IdleCause::GradientSync:
        return "gradients are being synced";
    case IdleCause::Drain:
        return optimizerFollows(snapshot, moment.row, span)
                   ? "its passes are done; the optimizer step waits for " + other
                   : "its work is done; " + other + " is still working";
    case IdleCause::Barrier:
        return "waiting for " + other + " before all continue together";
    case IdleCause::Straggler:
        if (span.tag.microBatch == 0 &&
            span.begin >=
                snapshot.metrics.rows[static_cast<std::size_t>(moment.row)].lastWork.count)
            return "waiting for " + other + ", which is slow";
        return "waiting for " + what + " from " + other + ", which is slow";
    case IdleCause::Link:
        if (!snapshot.trace.completed && span.end == snapshot.trace.stop)
            return wait.cut ? "waiting for " + what + " from " + other + ": the link is down"
                            : snapshot.trace.diagnosis;
        return "waiting for " + what + " from " + other + ", which is on its way";
    case IdleCause::Fill:
    case IdleCause::Dependency:
        break;
    }
    return "waiting for " + what + " from " + other;
}

} // namespace

std::string waitSentence(const Snapshot &snapshot, int device, const Span &span)
{
    std::string length = "idle " + figureOf(Nanos{span.end - span.begin}).text();
    if (span.wait < 0)
        return length;
    const auto row = static_cast<std::size_t>(snapshot.rowOf(device));
    const WaitDetail &wait = snapshot.trace.waits[row][static_cast<std::size_t>(span.wait)];
    const FigureGroup times = figuresTogether({Nanos{span.end - span.begin}, Nanos{wait.link}});
    const bool onLink = wait.link > 0 && span.tag.cause != IdleCause::Link;
    std::string text =
        (onLink ? "idle " + times.text(0) : length) + ": " + reason(snapshot, device, span, wait);
    if (onLink)
        text += " (" + times.text(1) + " of it on the link)";
    return text;
}

} // namespace core
