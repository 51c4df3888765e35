// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/wait_sentence.h"

#include "core/analysis/moment.h"
#include "core/base/text.h"

namespace core {
namespace {

int rankOf(const Snapshot &snapshot, int row)
{
    return snapshot.plan.rows[static_cast<std::size_t>(row)].pipelineRank;
}

std::string reason(const Snapshot &snapshot, int device, const Span &span, const WaitDetail &wait)
{
    const DeviceMoment moment = deviceMoment(snapshot, device, {span.begin});
    const std::string other =
        moment.awaitedDevice >= 0 ? deviceName(moment.awaitedDevice) : "the other GPUs";
    const std::string what = std::string(wait.forGradient ? "the gradient" : "the activation") +
                             " of " +
                             microBatchText(snapshot.plan, rankOf(snapshot, moment.row),
                                            span.tag.stage, static_cast<int>(wait.microBatch));
    switch (span.tag.cause) {
    case IdleCause::GradientSync:
        return "the gradients are being shared";
    case IdleCause::Drain:
        return "its work is done, " + other + " is still working";
    case IdleCause::Barrier:
        return "waiting for " + other + " before going on together";
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
    std::string text = length + ": " + reason(snapshot, device, span, wait);
    if (wait.link > 0 && span.tag.cause != IdleCause::Link)
        text += " (" + figureOf(Nanos{wait.link}).text() + " of it on the link)";
    return text;
}

} // namespace core
