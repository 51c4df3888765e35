// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/scene_inspector.h"

#include "core/analysis/wait_sentence.h"
#include "core/base/text.h"
#include "core/memory/memory_parts.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/words/card_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/scene_texts.h"
#include "ui/words/square_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>
#include <optional>

namespace ui {

namespace {

struct Inspector
{
    Q_DECLARE_TR_FUNCTIONS(Inspector)
};

QString titleOf(const core::Plan &plan, const core::RowPlan &row, int device)
{
    const auto found = std::ranges::find(row.devices, device);
    const int replica = row.replicas[static_cast<std::size_t>(found - row.devices.begin())];
    QStringList parts;
    if (plan.replicas > 1)
        parts.append(Inspector::tr("Replica %1").arg(replica + 1));
    if (plan.ranks() > 1)
        parts.append(plan.replicas > 1 ? Inspector::tr("stage %1").arg(row.pipelineRank + 1)
                                       : Inspector::tr("Stage %1").arg(row.pipelineRank + 1));
    return parts.isEmpty() ? textOf(core::deviceName(device)) : parts.join(QStringLiteral(" · "));
}

// "node 2", "nodes 1–2"; empty: there is but one.
QString nodesOf(const core::Plan &plan, int first, int last)
{
    const std::vector<int> &nodes = plan.wiring.nodeOfDevice;
    if (nodes.empty() || nodes.back() == 0)
        return {};
    const int from = nodes[static_cast<std::size_t>(first)] + 1;
    const int to = nodes[static_cast<std::size_t>(last)] + 1;
    return from == to ? Inspector::tr("node %1").arg(countText(from))
                      : Inspector::tr("nodes %1–%2").arg(countText(from), countText(to));
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString placeOf(const core::Snapshot &snapshot, int device)
{
    const core::Plan &plan = snapshot.plan;
    QString rank;
    if (plan.tensor > 1)
        rank = Inspector::tr("tensor rank %1 of %2")
                   .arg(device % plan.groupSize % plan.tensor + 1)
                   .arg(plan.tensor);
    return joined({textOf(core::deviceName(device)), rank, nodesOf(plan, device, device),
                   cardSubtitle(snapshot, device)});
}

// "24 layers in 6 parts"; empty: they are one part.
QString partsText(const core::Plan &plan, int pipelineRank)
{
    int layers = 0;
    int parts = 0;
    int end = -1;
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(pipelineRank)]) {
        const core::LayerRange range = core::stageBlocks(plan, stage);
        if (range.end <= range.first)
            continue;
        layers += range.end - range.first;
        parts += range.first == end ? 0 : 1;
        end = range.end;
    }
    return parts > 1 ? Inspector::tr("%1 layers in %2 parts").arg(countText(layers)).arg(parts)
                     : QString();
}

double speedOf(const core::Snapshot &snapshot, int device)
{
    return snapshot.plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))].ownSpeed;
}

// Partners wait in every layer, other replicas once per step.
void sayWhatIsSlow(const core::Snapshot &snapshot, int device, InspectorTexts &texts)
{
    const std::vector<int> tile = tileDevices(snapshot.plan, device);
    const auto speed = [&snapshot](int each) { return speedOf(snapshot, each); };
    const int slowest = *std::ranges::min_element(tile, {}, speed);
    const QString slow = slowText(snapshot, slowest);
    if (slow.isEmpty())
        return;
    texts.trouble =
        Inspector::tr("%1 runs at %2 speed").arg(textOf(core::deviceName(slowest)), slow);
    if (!snapshot.metrics.fits) // no device waits
        return;
    const auto waiting =
        std::ranges::count_if(tile, [&](int each) { return speed(each) > speed(slowest); });
    if (waiting == 1)
        texts.effect = Inspector::tr("Its partner waits for it at every layer");
    else if (waiting > 1)
        texts.effect =
            Inspector::tr("Its %1 partners wait for it at every layer").arg(countText(waiting));
}

} // namespace

InspectorTexts inspectorTexts(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                              core::Nanos time)
{
    const auto row = static_cast<std::size_t>(moment.row);
    const core::RowPlan &plan = snapshot.plan.rows[row];
    InspectorTexts texts;
    texts.title = titleOf(snapshot.plan, plan, moment.device);
    texts.place = placeOf(snapshot, moment.device);
    const std::vector<int> tile = tileDevices(snapshot.plan, moment.device);
    const QString nodes = nodesOf(snapshot.plan, tile.front(), tile.back());
    const QString parts = partsText(snapshot.plan, plan.pipelineRank);
    texts.where = joined({nodes, cardSubtitle(snapshot, moment.device)});
    texts.brief = parts.isEmpty() ? texts.where : joined({nodes, parts});
    const PillText pill = pillText(snapshot, moment, time);
    texts.state = pill.full;
    texts.word = pill.shortForm.isEmpty() ? pill.full : pill.shortForm;
    using enum core::DeviceState;
    if (moment.state == Waiting || moment.state == Sharing)
        texts.reason = textOf(core::waitSentence(snapshot, moment.device, moment.span));
    sayWhatIsSlow(snapshot, moment.device, texts);
    const core::Nanos step = snapshot.metrics.step;
    if (snapshot.metrics.fits && step.count > 0) {
        const core::Nanos busy = snapshot.metrics.rows[row].busy();
        texts.busyShare = core::seconds(busy) / core::seconds(step);
        texts.busy = textOf(core::shareInTenths(texts.busyShare));
    }
    texts.memory = ofText(moment.memory.total(), snapshot.plan.capacity);
    return texts;
}

std::vector<int> tileDevices(const core::Plan &plan, int device)
{
    std::vector<int> devices(static_cast<std::size_t>(plan.groupSize));
    std::iota(devices.begin(), devices.end(), device - device % plan.groupSize);
    return devices;
}

InspectorGroup inspectorGroup(const core::Snapshot &snapshot, const SceneLayout &layout, int device)
{
    InspectorGroup group;
    const CardGeometry *card = cardOf(layout, device);
    const int tile =
        card == nullptr ? -1 : tileOf(layout, static_cast<int>(card - layout.cards.data()));
    if (tile < 0) {
        CardGeometry alone;
        alone.device = device;
        group.squares.push_back(card == nullptr ? alone : *card);
        group.rows.push_back({{snapshot.rowOf(device), 1}});
        return group;
    }
    const TileGeometry &frame = layout.tiles[static_cast<std::size_t>(tile)];
    for (int i = frame.firstCard; i < frame.firstCard + frame.cardCount; ++i) {
        group.squares.push_back(layout.cards[static_cast<std::size_t>(i)]);
        group.rows.push_back(rowsOfCard(snapshot, layout, i));
        group.oneByOne = group.oneByOne && group.squares.back().count == 1;
    }
    group.name = frameName(snapshot, layout, tile);
    group.devices = frameDevices(layout, tile);
    return group;
}

namespace {

// All do the same, or none runs and all need as much.
bool areAlike(const core::Snapshot &snapshot, const InspectorGroup &group)
{
    const int first = group.rows.front().front().row;
    const auto need = [&snapshot](int row) {
        return snapshot.plan.rows[static_cast<std::size_t>(row)].peak.total();
    };
    const auto isAlike = [&](const RowCount &part) {
        return part.row == first || (!snapshot.metrics.fits && need(part.row) == need(first));
    };
    return std::ranges::all_of(group.rows, [&isAlike](const std::vector<RowCount> &rows) {
        return std::ranges::all_of(rows, isAlike);
    });
}

} // namespace

InspectorTexts inspectorTexts(const core::Snapshot &snapshot, const InspectorGroup &group,
                              const core::DeviceMoment &moment, core::Nanos time)
{
    InspectorTexts texts = inspectorTexts(snapshot, moment, time);
    if (group.name.isEmpty())
        return texts;
    // For a node or many devices: not the layers of one of them, and whose state it is.
    texts.title = group.name;
    int devices = 0;
    for (const CardGeometry &square : group.squares)
        devices += square.count;
    texts.where = group.name == group.devices ? Inspector::tr("%1 GPUs").arg(countText(devices))
                                              : group.devices;
    texts.brief = texts.where;
    const auto own = std::ranges::find_if(
        group.squares, [&](const CardGeometry &square) { return square.device == moment.device; });
    int sharing = own != group.squares.end() ? own->count : 1;
    if ((sharing > 1 || !snapshot.metrics.fits) && areAlike(snapshot, group))
        sharing = devices;
    const QString who = sharing > 1 ? Inspector::tr("%1 GPUs").arg(countText(sharing))
                                    : textOf(core::deviceName(moment.device));
    if (!texts.state.isEmpty())
        texts.state = Inspector::tr("%1: %2").arg(who, texts.state);
    const auto slowest =
        std::ranges::min_element(group.squares, {}, [&](const CardGeometry &square) {
            return speedOf(snapshot, square.device);
        });
    if (slowest == group.squares.end() || slowText(snapshot, slowest->device).isEmpty())
        return texts;
    texts.trouble =
        Inspector::tr("%1 runs at %2 speed")
            .arg(textOf(core::deviceName(slowest->device)), slowText(snapshot, slowest->device));
    if (snapshot.metrics.fits)
        texts.effect = costOfSlow(snapshot);
    return texts;
}

namespace {

// Of the devices of a square, the mean.
InspectorBar barOf(const core::Snapshot &snapshot, const CardGeometry &square,
                   const std::vector<RowCount> &rows)
{
    const core::Nanos step = snapshot.metrics.step;
    InspectorBar bar;
    bar.device = square.device;
    if (snapshot.metrics.fits && step.count > 0) {
        for (const RowCount &part : rows)
            bar.share += busyShareOf(snapshot, part.row) * part.devices / square.count;
        bar.figure = textOf(core::shareInTenths(bar.share));
        bar.problem = std::ranges::any_of(rows, [&snapshot](const RowCount &part) {
            return snapshot.plan.rows[static_cast<std::size_t>(part.row)].ownSpeed < 1;
        });
    } else if (!snapshot.metrics.fits) {
        core::Bytes need;
        for (const RowCount &part : rows)
            need =
                std::max(need, snapshot.plan.rows[static_cast<std::size_t>(part.row)].peak.total());
        bar.share = static_cast<double>(need.count) /
                    static_cast<double>(std::max<std::int64_t>(1, snapshot.plan.capacity.count));
        bar.figure = textOf(core::figureOfMemory(need, snapshot.plan.capacity).text());
        bar.problem = need > snapshot.plan.capacity;
    }
    return bar;
}

} // namespace

std::vector<InspectorBar> inspectorBars(const core::Snapshot &snapshot, const SceneLayout &layout,
                                        int device)
{
    const InspectorGroup group = inspectorGroup(snapshot, layout, device);
    std::vector<InspectorBar> bars;
    for (std::size_t i = 0; i < group.squares.size(); ++i) {
        bars.push_back(barOf(snapshot, group.squares[i], group.rows[i]));
        bars.back().name = squareName(layout, group.squares[i]);
    }
    return bars;
}

QString inspectorMeasure(const core::Snapshot &snapshot)
{
    return snapshot.metrics.fits ? Inspector::tr("busy, whole step")
                                 : Inspector::tr("needed, of %1")
                                       .arg(textOf(core::figureOf(snapshot.plan.capacity).text()));
}

QString inspectorRest(const std::vector<InspectorBar> &bars, const std::vector<int> &shown)
{
    std::vector<QString> hidden;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (std::ranges::find(shown, static_cast<int>(i)) == shown.end())
            hidden.push_back(bars[i].figure);
    }
    if (hidden.empty())
        return {};
    const QString count = countText(static_cast<std::int64_t>(hidden.size()));
    const bool alike = std::ranges::all_of(
        hidden, [&hidden](const QString &figure) { return figure == hidden.front(); });
    return alike && !hidden.front().isEmpty()
               ? Inspector::tr("and %1 more, each %2").arg(count, hidden.front())
               : Inspector::tr("and %1 more").arg(count);
}

QString inspectorSentence(const core::Snapshot &snapshot, const SceneLayout &layout, int device,
                          core::Nanos time)
{
    const InspectorTexts texts = inspectorTexts(snapshot, inspectorGroup(snapshot, layout, device),
                                                core::deviceMoment(snapshot, device, time), time);
    QStringList parts = {texts.title, texts.place, texts.state};
    if (!texts.busy.isEmpty())
        parts.append(Inspector::tr("%1 busy").arg(texts.busy));
    parts.append(Inspector::tr("memory %1").arg(texts.memory));
    parts.append(texts.reason);
    parts.append(texts.trouble);
    parts.append(texts.effect);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

int inspectedDevice(const core::Snapshot &snapshot, const SceneLayout &layout,
                    std::optional<int> selected)
{
    if (selected && cardOf(layout, *selected) != nullptr)
        return *selected;
    for (const core::DeviceFault &fault : snapshot.scenario.faults.devices) {
        if (fault.speed != 1 && cardOf(layout, fault.device) != nullptr)
            return fault.device;
    }
    return layout.cards.front().device;
}

} // namespace ui
