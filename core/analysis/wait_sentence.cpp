// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_sentence.h"

#include "core/analysis/moment.h"
#include "core/base/figure_group.h"
#include "core/base/language.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

int rankOf(const Snapshot &snapshot, int row)
{
    return snapshot.plan.rows[static_cast<std::size_t>(row)].pipelineRank;
}

// Partners, and copies of the same stages, wait for each other and not for what another has made.
bool goesOnWith(const Snapshot &snapshot, int row, int awaitedRow)
{
    return awaitedRow >= 0 && rankOf(snapshot, awaitedRow) == rankOf(snapshot, row);
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
    const std::string other = moment.awaitedDevice >= 0
                                  ? deviceName(moment.awaitedDevice)
                                  : phrase(inContext("Wait", "the other GPUs"));
    const std::string what =
        phrase(wait.forGradient ? inContext("Wait", "the gradient of %1")
                                : inContext("Wait", "the activation of %1"),
               {microBatchText(snapshot.plan, rankOf(snapshot, moment.row), span.tag.stage,
                               batchOf(snapshot, device, wait))});
    switch (span.tag.cause) {
    case IdleCause::Drain:
        return phrase(
            optimizerFollows(snapshot, moment.row, span)
                ? inContext("Wait", "its passes are done; the optimizer step waits for %1")
                : inContext("Wait", "its work is done; %1 is still working"),
            {other});
    case IdleCause::Barrier:
        return phrase(inContext("Wait", "waiting for %1 before all continue together"), {other});
    case IdleCause::Straggler:
        if (goesOnWith(snapshot, moment.row, wait.awaitedRow) ||
            (span.tag.microBatch == 0 &&
             span.begin >=
                 snapshot.metrics.rows[static_cast<std::size_t>(moment.row)].lastWork.count))
            return phrase(inContext("Wait", "waiting for %1, which is slow"), {other});
        return phrase(inContext("Wait", "waiting for %1 from %2, which is slow"), {what, other});
    case IdleCause::Link:
        if (!snapshot.trace.completed && span.end == snapshot.trace.stop)
            return wait.cut ? phrase(inContext("Wait", "waiting for %1 from %2: the link is down"),
                                     {what, other})
                            : snapshot.trace.diagnosis;
        return phrase(inContext("Wait", "waiting for %1 from %2, which is on its way"),
                      {what, other});
    case IdleCause::Fill:
    case IdleCause::Dependency:
    case IdleCause::GradientSync:
        break;
    }
    return phrase(inContext("Wait", "waiting for %1 from %2"), {what, other});
}

} // namespace

std::string waitSentence(const Snapshot &snapshot, int device, const Span &span)
{
    const Nanos idle{span.end - span.begin};
    if (span.wait < 0)
        return phrase(inContext("Wait", "idle %1"), {figureOf(idle).text()});
    if (span.tag.cause == IdleCause::GradientSync) // has a colour and a headline of its own
        return phrase(inContext("Wait", "gradient sync for %1"), {figureOf(idle).text()});
    const auto row = static_cast<std::size_t>(snapshot.rowOf(device));
    const WaitDetail &wait = snapshot.trace.waits[row][static_cast<std::size_t>(span.wait)];
    const std::string why = reason(snapshot, device, span, wait);
    if (wait.link == 0 || span.tag.cause == IdleCause::Link)
        return phrase(inContext("Wait", "idle %1: %2"), {figureOf(idle).text(), why});
    const FigureGroup times = figuresTogether({idle, Nanos{wait.link}});
    return phrase(inContext("Wait", "idle %1: %2 (%3 of it on the link)"),
                  {times.text(0), why, times.text(1)});
}

} // namespace core
