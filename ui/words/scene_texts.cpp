// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/scene_texts.h"

#include "core/analysis/communication_moment.h"
#include "core/analysis/wait_sentence.h"
#include "core/base/text.h"
#include "ui/layout/scene/state_groups.h"
#include "ui/words/card_texts.h"
#include "ui/words/figure_texts.h"
#include "ui/words/scene_work_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace ui {
namespace {

class SceneWords
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

QString gpu(int device)
{
    return QString::fromStdString(core::deviceName(device));
}

QString nodesText(const core::Plan &plan)
{
    const int nodes = plan.wiring.nodeOfDevice.empty() ? 1 : plan.wiring.nodeOfDevice.back() + 1;
    return nodes == 1 ? SceneWords::tr("one node")
                      : SceneWords::tr("%1 nodes").arg(countText(nodes));
}

QString devicesText(const core::Snapshot &snapshot)
{
    const int count = snapshot.deviceCount();
    return count == 1 ? SceneWords::tr("1 GPU") : SceneWords::tr("%1 GPUs").arg(countText(count));
}

// With several on a rank, both numbers: neither alone is what the other places count.
QString stagesText(const core::Plan &plan)
{
    return plan.order.stages > plan.ranks()
               ? SceneWords::tr("%1 stages on %2 ranks")
                     .arg(countText(plan.order.stages), countText(plan.ranks()))
               : SceneWords::tr("%1 pipeline stages").arg(countText(plan.ranks()));
}

// "4 replicas × 4 pipeline stages × 4-way tensor parallel · each tile is one 4-GPU node"
QString productText(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const core::ParallelSpec &parallel = snapshot.scenario.parallel;
    QStringList factors;
    if (plan.replicas > 1)
        factors.append(SceneWords::tr("%1 replicas").arg(countText(plan.replicas)));
    if (plan.ranks() > 1)
        factors.append(stagesText(plan));
    if (parallel.tensor > 1)
        factors.append(SceneWords::tr("%1-way tensor parallel").arg(countText(parallel.tensor)));
    if (parallel.context > 1)
        factors.append(SceneWords::tr("%1-way context parallel").arg(countText(parallel.context)));
    const QString product = factors.join(QStringLiteral(" × "));
    if (plan.ranks() == 1 && plan.replicas == 1)
        return SceneWords::tr("%1 · every GPU holds a part of every layer").arg(product);
    const int each = snapshot.scenario.cluster.devicesPerNode;
    if (each == plan.groupSize)
        return SceneWords::tr("%1 · each tile is one %2-GPU node").arg(product).arg(each);
    return SceneWords::tr("%1 · each tile is %2 GPUs").arg(product, countText(plan.groupSize));
}

QString shardingText(const core::Snapshot &snapshot)
{
    const QString devices = devicesText(snapshot);
    if (hasStateGroups(snapshot.scenario))
        return SceneWords::tr("ZeRO-%1 · %2 · %3")
            .arg(static_cast<int>(snapshot.scenario.parallel.sharding))
            .arg(devices, stateGroupsText(snapshot));
    switch (snapshot.scenario.parallel.sharding) {
    case core::Sharding::Zero1:
        return SceneWords::tr("ZeRO-1 · %1 · each owns a share of the optimizer states")
            .arg(devices);
    case core::Sharding::Zero2:
        return SceneWords::tr("ZeRO-2 · %1 · each owns a share of states and gradients")
            .arg(devices);
    default:
        return SceneWords::tr("ZeRO-3 · %1 · each owns a share of every layer").arg(devices);
    }
}

PillText waitText(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    if (moment.wait && moment.wait->cut)
        return {SceneWords::tr("Link to %1 is down").arg(gpu(moment.awaitedDevice)),
                SceneWords::tr("Link down"), SceneWords::tr("cut")};
    if (moment.awaitedDevice < 0 || snapshot.deviceCount() > 1000)
        return {SceneWords::tr("Waiting for the others"), SceneWords::tr("Waiting"),
                SceneWords::tr("waiting")};
    // It needs nothing more from anybody: the step is over when the last one is.
    if (moment.span.tag.cause == core::IdleCause::Drain)
        return {SceneWords::tr("Done, waiting for %1").arg(gpu(moment.awaitedDevice)),
                SceneWords::tr("Done, waiting"), SceneWords::tr("done")};
    return {SceneWords::tr("Waiting for %1").arg(gpu(moment.awaitedDevice)),
            SceneWords::tr("Waits for %1").arg(gpu(moment.awaitedDevice)),
            SceneWords::tr("waiting")};
}

PillText sharingText(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                     core::Nanos time)
{
    const int rank = snapshot.plan.rows[static_cast<std::size_t>(moment.row)].pipelineRank;
    const auto ring = core::collectiveAt(snapshot, rank, time);
    const QString word = SceneWords::tr("sharing");
    if (!ring)
        return {SceneWords::tr("Sharing gradients"), SceneWords::tr("Sharing"), word};
    const QString step =
        SceneWords::tr("step %1 of %2").arg(countText(ring->step + 1), countText(ring->steps));
    if (ring->buckets == 1)
        return {SceneWords::tr("Sharing gradients · %1").arg(step),
                SceneWords::tr("Sharing · %1").arg(step), word};
    // Gradients go in buckets, each of them in the steps of a ring.
    const QString bucket = SceneWords::tr("bucket %1 of %2")
                               .arg(countText(ring->bucket + 1), countText(ring->buckets));
    return {SceneWords::tr("Sharing %1 · %2").arg(bucket, step),
            SceneWords::tr("Sharing %1").arg(bucket), word};
}

// "1.12 to 1.19 s"
QString spanText(const core::Span &span)
{
    const core::FigureGroup times =
        core::figuresTogether({core::Nanos{span.begin}, core::Nanos{span.end}});
    return SceneWords::tr("%1 to %2").arg(textOf(times.values[0]), textOf(times.text(1)));
}

// "weights 3.4 + gradients 3.4 + … = 48.2 GB"; what is not there is left out.
QString memoryPartsText(const core::MemoryParts &memory, core::Bytes capacity, bool allocated)
{
    const core::FigureGroup sum = core::figuresOfMemory(memory, capacity);
    const QString names[] = {SceneWords::tr("weights"), SceneWords::tr("gradients"),
                             SceneWords::tr("optimizer"), SceneWords::tr("activations"),
                             allocated ? SceneWords::tr("workspace of the pass")
                                       : SceneWords::tr("buffers")};
    QStringList parts;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (sum.values[i].find_first_not_of("0.") != std::string::npos)
            parts.append(names[i] + QChar::Space + textOf(sum.values[i]));
    }
    return parts.size() < 2
               ? QString()
               : parts.join(QStringLiteral(" + ")) + QStringLiteral(" = ") + textOf(sum.text(5));
}

// "busy 59.2 % so far, 71 % of the whole step": in tenths, as the headline number is
QString busyLine(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    const core::Nanos step = snapshot.metrics.step;
    const core::Nanos busy = snapshot.metrics.rows[static_cast<std::size_t>(moment.row)].busy();
    const double whole = step.count > 0 ? core::seconds(busy) / core::seconds(step) : 0;
    return SceneWords::tr("busy %1 so far, %2 of the whole step")
        .arg(textOf(core::shareInTenths(moment.busyShare)), textOf(core::shareInTenths(whole)));
}

} // namespace

QString stateGroupsText(const core::Snapshot &snapshot)
{
    const core::ParallelSpec &parallel = snapshot.scenario.parallel;
    const int each = core::sharersOf(snapshot.scenario);
    const int groups = parallel.data * parallel.context / each;
    return SceneWords::tr("%1 groups of %2: shards within, replicas between")
        .arg(countText(groups), countText(each));
}

QStringList stateNotes(const core::Scenario &scenario)
{
    QStringList notes;
    if (scenario.parallel.offloadOptimizer)
        notes.append(SceneWords::tr("optimizer in host memory"));
    if (const int near = core::secondarySharersOf(scenario); near > 0)
        notes.append(SceneWords::tr("a second copy of weights in groups of %1").arg(near));
    return notes;
}

namespace {

SceneTitle splitTitle(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const QString devices = devicesText(snapshot);
    if (plan.groupSize > 1)
        return {devices, productText(snapshot)};
    if (plan.ranks() == 1 && plan.replicas == 1)
        return {SceneWords::tr("One GPU"), SceneWords::tr("it holds the whole model")};
    if (plan.ranks() == 1 && snapshot.scenario.parallel.sharding != core::Sharding::None)
        return {hasStateGroups(snapshot.scenario) ? SceneWords::tr("Hybrid sharded data parallel")
                                                  : SceneWords::tr("Sharded data parallel"),
                shardingText(snapshot)};
    const int expert = snapshot.scenario.parallel.expert;
    if (plan.ranks() == 1 && expert > 1)
        return {SceneWords::tr("Data and expert parallel"),
                SceneWords::tr("%1 · the experts are spread over %2 of them")
                    .arg(devices, countText(expert))};
    if (plan.ranks() == 1)
        return {SceneWords::tr("Data parallel"),
                SceneWords::tr("%1 · every GPU holds the whole model").arg(devices)};
    const QString name = QString::fromStdString(core::scheduleTitle(snapshot.scenario.parallel));
    const QString replicas =
        plan.order.stages > plan.ranks()
            ? SceneWords::tr("%1 · %2 replicas of %3 stages on %4 ranks")
                  .arg(name, countText(plan.replicas), countText(plan.order.stages),
                       countText(plan.ranks()))
            : SceneWords::tr("%1 · %2 replicas of %3 stages")
                  .arg(name, countText(plan.replicas), countText(plan.ranks()));
    if (plan.replicas > 1 && expert > 1)
        return {SceneWords::tr("Data, pipeline and expert parallel"),
                SceneWords::tr("%1 · experts over %2 GPUs").arg(replicas, countText(expert))};
    if (plan.replicas > 1)
        return {SceneWords::tr("Data and pipeline parallel"), replicas};
    if (core::isOneAtATime(plan.order.schedule))
        return {SceneWords::tr("Layers in turn"),
                SceneWords::tr("%1 · %2").arg(devices, nodesText(plan))};
    return {SceneWords::tr("Pipeline parallel"),
            SceneWords::tr("%1 · %2 · %3").arg(name, devices, nodesText(plan))};
}

} // namespace

// Notes stand behind what comes first: what has no room is left out from the end.
SceneTitle sceneTitle(const core::Snapshot &snapshot)
{
    SceneTitle title = splitTitle(snapshot);
    const QString between = QStringLiteral(" · ");
    for (const QString &note : stateNotes(snapshot.scenario)) {
        const qsizetype first = title.detail.indexOf(between);
        title.detail.insert(first < 0 ? title.detail.size() : first, between + note);
    }
    return title;
}

TokenNumber tokenNumber(const core::Snapshot &snapshot, int device, int microBatch)
{
    const core::Plan &plan = snapshot.plan;
    const core::RowPlan &row = plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))];
    const auto found = std::ranges::find(row.devices, device);
    const int replica = row.replicas[static_cast<std::size_t>(found - row.devices.begin())];
    const core::BatchNumbers numbers = plan.shownNumbers();
    const int number = numbers.of(replica, microBatch);
    return {QString::number(number), number - 1, numbers.count()};
}

PillText pillText(const core::Snapshot &snapshot, const core::DeviceMoment &moment,
                  core::Nanos time)
{
    const core::RowPlan &row = snapshot.plan.rows[static_cast<std::size_t>(moment.row)];
    switch (moment.state) {
    case core::DeviceState::Working:
        return workText(snapshot, moment);
    case core::DeviceState::Waiting:
        return waitText(snapshot, moment);
    case core::DeviceState::Sharing:
        return sharingText(snapshot, moment, time);
    case core::DeviceState::Done:
        return {SceneWords::tr("Done"), SceneWords::tr("Done"), SceneWords::tr("done")};
    case core::DeviceState::Stopped:
        if (moment.wait && moment.wait->cut)
            return waitText(snapshot, moment);
        if (snapshot.scenario.faults.links.empty()) // why is not to be told
            return {SceneWords::tr("Stopped"), SceneWords::tr("Stopped"),
                    SceneWords::tr("stopped")};
        return {SceneWords::tr("Stopped: a link is down"), SceneWords::tr("Stopped"),
                SceneWords::tr("stopped")};
    case core::DeviceState::OthersDoNotFit:
        return {SceneWords::tr("Fits, but others do not"), SceneWords::tr("Fits"),
                SceneWords::tr("fits")};
    case core::DeviceState::DoesNotFit:
        break;
    }
    const core::FigureGroup over = core::figuresOfExcess(row.peak.total(), snapshot.plan.capacity);
    const QString figures = ofText(row.peak.total(), snapshot.plan.capacity);
    return {SceneWords::tr("Does not fit: %1").arg(figures), figures, textOf(over.text(0))};
}

QString doneText(int done, int total, bool narrow)
{
    return (narrow ? SceneWords::tr("%1 of\n%2\ndone") : SceneWords::tr("%1 of %2\ndone"))
        .arg(countText(done), countText(total));
}

QStringList doesNotFitSentences(const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    const core::MemoryParts &need =
        plan.rows[static_cast<std::size_t>(snapshot.metrics.fullestRow)].peak;
    const core::FigureGroup sum = core::figuresOfMemory(need, plan.capacity);
    QString parts = SceneWords::tr("%1 weights + %2 gradients + %3 optimizer + %4 activations")
                        .arg(textOf(sum.values[0]), textOf(sum.values[1]), textOf(sum.values[2]),
                             textOf(sum.values[3]));
    QString brief = SceneWords::tr("%1 states + %2 activations")
                        .arg(textOf(sum.sumOf(0, 3)), textOf(sum.values[3]));
    if (sum.steps[4] != 0) {
        const QString buffers = SceneWords::tr(" + %1 buffers").arg(textOf(sum.values[4]));
        parts += buffers;
        brief += buffers;
    }
    const bool copied = plan.replicas > 1 && plan.groupSize == 1 &&
                        snapshot.scenario.parallel.sharding == core::Sharding::None;
    const QString start = plan.ranks() > 1 ? SceneWords::tr("The fullest GPU would need")
                          : copied         ? SceneWords::tr("A full copy")
                          : snapshot.deviceCount() == 1 ? SceneWords::tr("It would need")
                                                        : SceneWords::tr("Every GPU would need");
    const QString total = textOf(sum.text(5));
    return {SceneWords::tr("%1: %2 = %3").arg(start, parts, total),
            QStringLiteral("%1 = %2").arg(parts, total),
            QStringLiteral("%1 = %2").arg(brief, total)};
}

QString doesNotFitSentence(const core::Snapshot &snapshot)
{
    return doesNotFitSentences(snapshot).front();
}

QString slowText(const core::Snapshot &snapshot, int device)
{
    const std::vector<core::DeviceFault> &faults = snapshot.scenario.faults.devices;
    const auto found = std::ranges::find(faults, device, &core::DeviceFault::device);
    return found == faults.end() || found->speed == 1
               ? QString()
               : QString::fromStdString(core::figureOfShare(found->speed));
}

QString deviceDescription(const core::Snapshot &snapshot, int device, core::Nanos time)
{
    const core::DeviceMoment moment = core::deviceMoment(snapshot, device, time);
    QStringList lines;
    lines.append(gpu(device) + QStringLiteral(", ") + cardSubtitle(snapshot, device));
    if (const QString slow = slowText(snapshot, device); !slow.isEmpty())
        lines.append(SceneWords::tr("slow: computes at %1 speed").arg(slow));
    lines.append(pillText(snapshot, moment, time).full);
    if (moment.state == core::DeviceState::Waiting || moment.state == core::DeviceState::Sharing)
        lines.append(QString::fromStdString(core::waitSentence(snapshot, device, moment.span)));
    else if (moment.state == core::DeviceState::Working)
        lines.append(spanText(moment.span));
    if (moment.state == core::DeviceState::Working)
        lines.append(workFlopsText(snapshot, moment.span.tag));
    if (const QString versions = versionsText(snapshot, moment).full; !versions.isEmpty())
        lines.append(versions);
    if (snapshot.plan.training && !moment.kept.empty())
        lines.append(keptText(snapshot, moment).full);
    const core::Bytes used = moment.memory.total();
    const core::Bytes capacity = snapshot.plan.capacity;
    lines.append(SceneWords::tr("memory %1").arg(ofText(used, capacity)));
    const bool allocated = hasAllocated(snapshot, moment.row);
    lines.append(memoryPartsText(moment.memory, capacity, allocated));
    if (allocated)
        lines.append(workspaceText(snapshot, moment.row).whole);
    if (snapshot.metrics.fits)
        lines.append(busyLine(snapshot, moment));
    if (const std::vector<int> group = stateGroupOf(snapshot, device); !group.empty())
        lines.append(SceneWords::tr("shares states with GPUs %1–%2, a replica of the other groups")
                         .arg(group.front())
                         .arg(group.back()));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
