// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/square_texts.h"

#include "core/analysis/row_moment.h"
#include "core/base/text.h"
#include "ui/layout/scene/state_groups.h"
#include "ui/words/link_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {
namespace {

struct SquareWords
{
    Q_DECLARE_TR_FUNCTIONS(Squares)
};

const ColourChoice kColourChoices[] = {
    {ColourBy::State, "state", [] { return SquareWords::tr("State"); },
     [] { return SquareWords::tr("What every GPU does at this moment"); }},
    {ColourBy::Busy, "busy", [] { return SquareWords::tr("Busy"); },
     [] { return SquareWords::tr("What share of the step every GPU is busy"); }},
    {ColourBy::Memory, "memory", [] { return SquareWords::tr("Memory"); },
     [] { return SquareWords::tr("How full the memory of every GPU is at this moment"); }},
    {ColourBy::IdleCause, "idle", [] { return SquareWords::tr("Idle cause"); },
     [] { return SquareWords::tr("What every GPU waits for most in this step"); }},
};

QString gpusText(int count)
{
    return count == 1 ? SquareWords::tr("1 GPU") : SquareWords::tr("%1 GPUs").arg(countText(count));
}

QString rangeText(int first, int last)
{
    return first == last ? textOf(core::deviceName(first))
                         : SquareWords::tr("GPUs %1–%2").arg(countText(first), countText(last));
}

QString stateText(StateKey key)
{
    // In the order of StateKey.
    const QString words[kStateKeys] = {SquareWords::tr("forward"),
                                       SquareWords::tr("recompute"),
                                       SquareWords::tr("backward"),
                                       SquareWords::tr("weight gradient"),
                                       SquareWords::tr("gradient sync"),
                                       SquareWords::tr("optimizer"),
                                       SquareWords::tr("idle"),
                                       SquareWords::tr("done"),
                                       SquareWords::tr("stopped"),
                                       SquareWords::tr("does not fit"),
                                       SquareWords::tr("fits, others do not")};
    return words[static_cast<std::size_t>(key)];
}

int lastOf(const CardGeometry &card)
{
    return card.device + card.count - 1;
}

} // namespace

std::span<const ColourChoice> colourChoices()
{
    return kColourChoices;
}

QString keyText(ColourBy by, int key)
{
    if (by == ColourBy::State)
        return stateText(static_cast<StateKey>(key));
    if (by == ColourBy::IdleCause)
        return key == kNeverIdle ? SquareWords::tr("never idle")
                                 : idleCauseText(static_cast<core::IdleCause>(key));
    return key == kTooMuch ? SquareWords::tr("over capacity")
                           : textOf(core::figureOfShare(static_cast<double>(key) / kLevels));
}

QString levelsText(const core::Snapshot &snapshot, ColourBy by)
{
    if (by == ColourBy::Busy)
        return SquareWords::tr("busy, of the step");
    if (by == ColourBy::Memory)
        return SquareWords::tr("memory in use, of %1")
            .arg(textOf(core::figureOf(snapshot.plan.capacity).text()));
    return {};
}

namespace {

// How gradients are reduced: "one ring", "a tree". Of groups that share states, between them.
QString reductionText(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    if (stateGroupSize(snapshot) > 0) // the title of the groups says what is between them
        return {};
    if (plan.replicas < 2 || !plan.training || plan.sync.empty() ||
        plan.sync.front().buckets.empty())
        return {};
    // In the order of AllReduce, of which the quickest is always one of the others.
    switch (plan.sync.front().buckets.front().algorithm) {
    case core::AllReduce::Tree:
        return SquareWords::tr("tree all-reduce");
    case core::AllReduce::Hierarchical:
        return SquareWords::tr("hierarchical all-reduce");
    default:
        return plan.groupSize > 1 ? SquareWords::tr("a ring for every partner")
                                  : SquareWords::tr("one ring");
    }
}

QString factorsText(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const core::ParallelSpec &parallel = snapshot.scenario.parallel;
    if (plan.ranks() == 1 && plan.groupSize == 1)
        return stateGroupSize(snapshot) > 0 ? SquareWords::tr("hybrid sharded data parallel")
               : parallel.sharding == core::Sharding::None
                   ? SquareWords::tr("data parallel")
                   : SquareWords::tr("sharded data parallel");
    QStringList factors;
    if (plan.replicas > 1)
        factors.append(SquareWords::tr("%1 replicas").arg(countText(plan.replicas)));
    if (plan.ranks() > 1)
        factors.append(plan.order.stages > plan.ranks()
                           ? SquareWords::tr("%1 stages on %2 ranks")
                                 .arg(countText(plan.order.stages), countText(plan.ranks()))
                           : SquareWords::tr("%1 stages").arg(countText(plan.ranks())));
    if (parallel.tensor > 1)
        factors.append(SquareWords::tr("%1-way tensor").arg(countText(parallel.tensor)));
    if (parallel.context > 1)
        factors.append(SquareWords::tr("%1-way context").arg(countText(parallel.context)));
    return factors.join(QStringLiteral(" × "));
}

} // namespace

SceneTitle squaresTitle(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    const Squares &squares = layout.squares;
    QStringList parts = {factorsText(snapshot)};
    if (squares.order == SquareOrder::Ring) {
        const std::vector<int> &nodes = snapshot.plan.wiring.nodeOfDevice;
        const int count = nodes.empty() ? 1 : nodes.back() + 1;
        parts.append(SquareWords::tr("%1 nodes of %2")
                         .arg(countText(count))
                         .arg(snapshot.scenario.cluster.devicesPerNode));
        parts.append(reductionText(snapshot));
        if (squares.framesAreNodes && squares.devices == 1 && !squares.framesAreStateGroups)
            parts.append(SquareWords::tr("a frame is one node"));
    } else if (squares.devices == 1) {
        parts.append(squares.framesAreNodes ? SquareWords::tr("a frame is one node")
                     : squares.perFrame > 1
                         ? SquareWords::tr("a frame is %1").arg(gpusText(squares.perFrame))
                         : QString());
    }
    if (const int expert = snapshot.scenario.parallel.expert; expert > 1)
        parts.insert(1, SquareWords::tr("experts over %1 GPUs").arg(countText(expert)));
    if (hasStateGroups(snapshot.scenario))
        parts.insert(1, stateGroupsText(snapshot));
    for (const QString &note : stateNotes(snapshot.scenario))
        parts.insert(1, note);
    parts.removeAll(QString());
    return {gpusText(snapshot.deviceCount()), parts.join(QStringLiteral(" · "))};
}

QString squareText(const SceneLayout &layout)
{
    return layout.squares.devices == 1
               ? QString()
               : SquareWords::tr("one square is %1").arg(gpusText(layout.squares.devices));
}

QString squaresSentence(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    const Squares &squares = layout.squares;
    const bool ring = squares.order == SquareOrder::Ring;
    if (squares.devices == 1) {
        const QString frame = squares.framesAreStateGroups
                                  ? SquareWords::tr("a group that shares states")
                              : squares.framesAreNodes               ? SquareWords::tr("a node")
                              : ring && snapshot.plan.groupSize == 1 ? gpusText(squares.perFrame)
                                                                     : SquareWords::tr("a replica");
        return SquareWords::tr("One square is one GPU, one frame %1.").arg(frame);
    }
    return SquareWords::tr("One square is %1, one frame %2.")
        .arg(gpusText(squares.devices), gpusText(squares.perFrame));
}

QString squareName(const SceneLayout &layout, const CardGeometry &card)
{
    if (card.count == 1)
        return textOf(core::deviceName(card.device));
    return layout.squares.order == SquareOrder::Ring ? rangeText(card.device, lastOf(card))
                                                     : gpusText(card.count);
}

QString frameDevices(const SceneLayout &layout, int tile)
{
    const TileGeometry &frame = layout.tiles[static_cast<std::size_t>(tile)];
    const auto first = static_cast<std::size_t>(frame.firstCard);
    const CardGeometry &last = layout.cards[first + static_cast<std::size_t>(frame.cardCount) - 1];
    int devices = 0;
    for (int i = 0; i < frame.cardCount; ++i)
        devices += layout.cards[first + static_cast<std::size_t>(i)].count;
    const int begin = layout.cards[first].device;
    return lastOf(last) - begin + 1 == devices ? rangeText(begin, lastOf(last)) : gpusText(devices);
}

QString frameName(const core::Snapshot &snapshot, const SceneLayout &layout, int tile)
{
    const TileGeometry &frame = layout.tiles[static_cast<std::size_t>(tile)];
    const CardGeometry &card = layout.cards[static_cast<std::size_t>(frame.firstCard)];
    const core::Plan &plan = snapshot.plan;
    if (layout.squares.order == SquareOrder::Ring) {
        if (layout.squares.framesAreStateGroups)
            return SquareWords::tr("Group %1").arg(countText(tile + 1));
        if (layout.squares.devices > 1 || !layout.squares.framesAreNodes)
            return plan.groupSize > 1 && layout.squares.devices == 1 ? QString()
                                                                     : frameDevices(layout, tile);
        const int node = plan.wiring.nodeOfDevice[static_cast<std::size_t>(card.device)];
        return SquareWords::tr("Node %1").arg(countText(node + 1));
    }
    if (layout.squares.order == SquareOrder::None || card.replicas == 1)
        return {};
    return SquareWords::tr("Replicas %1–%2 · stage %3")
        .arg(countText(card.replica + 1), countText(card.replica + card.replicas))
        .arg(card.pipelineRank + 1);
}

QString squareDescription(const core::Snapshot &snapshot, const SceneLayout &layout,
                          const CardGeometry &card, core::Nanos time)
{
    const auto index = static_cast<int>(&card - layout.cards.data());
    QStringList lines = {frameName(snapshot, layout, tileOf(layout, index)),
                         squareName(layout, card)};
    if (lines[0] == lines[1])
        lines.removeFirst();
    const std::vector<RowCount> rows = rowsOfCard(snapshot, layout, index);
    for (const RowCount &part : rows) {
        const core::DeviceMoment moment = core::rowMoment(snapshot, part.row, time);
        const QString state = pillText(snapshot, moment, time).full;
        lines.append(rows.size() == 1
                         ? SquareWords::tr("all alike: %1").arg(state)
                         : SquareWords::tr("%1: %2").arg(gpusText(part.devices), state));
        if (lines.size() > 6) {
            lines.append(SquareWords::tr("and others"));
            break;
        }
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

namespace {

// Devices that wait for a slow device at this moment.
int waitingNow(const core::Snapshot &snapshot, core::Nanos time)
{
    int devices = 0;
    for (std::size_t row = 0; row < snapshot.trace.rows.size(); ++row) {
        const core::SpanTag &tag =
            snapshot.trace.tag[snapshot.trace.spanAt(static_cast<int>(row), time.count)];
        if (tag.kind == core::SpanKind::Wait && tag.cause == core::IdleCause::Straggler)
            devices += static_cast<int>(snapshot.plan.rows[row].devices.size());
    }
    return devices;
}

// Devices with idle time caused by a slow device, and the longest such wait.
struct Waiting
{
    int devices = 0;
    core::Nanos longest;
};

Waiting waitingForSlow(const core::Snapshot &snapshot)
{
    constexpr auto straggler = static_cast<std::size_t>(core::IdleCause::Straggler);
    Waiting waiting;
    for (std::size_t row = 0; row < snapshot.metrics.rows.size(); ++row) {
        const core::Nanos idle = snapshot.metrics.rows[row].idle[straggler];
        if (idle.count <= 0)
            continue;
        waiting.longest = std::max(waiting.longest, idle);
        waiting.devices += static_cast<int>(snapshot.plan.rows[row].devices.size());
    }
    return waiting;
}

} // namespace

QString costOfSlow(const core::Snapshot &snapshot)
{
    const auto [waiting, lost] = waitingForSlow(snapshot);
    const core::Nanos step = snapshot.metrics.step;
    if (waiting == 0 || lost >= step)
        return {};
    const double longer = core::seconds(lost) / core::seconds({step.count - lost.count});
    return (waiting == 1 ? SquareWords::tr("%1 waits: +%2 (%3)")
                         : SquareWords::tr("%1 wait: +%2 (%3)"))
        .arg(gpusText(waiting), textOf(core::figureOf(lost).text()),
             textOf(core::figureOfShare(longer)));
}

TroubleTexts troubleTexts(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    TroubleTexts texts;
    texts.name = textOf(core::deviceName(device));
    const core::DeviceMoment moment = core::rowMoment(snapshot, snapshot.rowOf(device), time);
    const QString state = pillText(snapshot, moment, time).word;
    if (const QString slow = slowText(snapshot, device); !slow.isEmpty()) {
        texts.icon = QStringLiteral("slow");
        texts.state = SquareWords::tr("%1, %2 speed").arg(state, slow);
        const core::Nanos lost = waitingForSlow(snapshot).longest;
        if (const int waiting = waitingNow(snapshot, time); waiting > 0)
            texts.cost = waiting == 1 ? SquareWords::tr("1 waits for it")
                                      : SquareWords::tr("%1 wait for it").arg(countText(waiting));
        else if (lost.count > 0)
            texts.cost = SquareWords::tr("+%1 per step").arg(textOf(core::figureOf(lost).text()));
        return texts;
    }
    for (const core::LinkFault &fault : snapshot.scenario.faults.links) {
        if (fault.from != device && fault.to != device)
            continue;
        const int other = fault.from == device ? fault.to : fault.from;
        const LinkTrouble trouble = linkTrouble(snapshot, device, other);
        texts.icon = trouble.icon.isEmpty() ? QStringLiteral("warning") : trouble.icon;
        texts.state = (fault.down ? SquareWords::tr("%1, link to %2 is down")
                                  : SquareWords::tr("%1, link to %2 is slow"))
                          .arg(state, textOf(core::deviceName(other)));
    }
    return texts;
}

} // namespace ui
