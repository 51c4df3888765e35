// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/operation_texts.h"

#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>

#include <array>

namespace ui {

namespace {

struct Operations
{
    Q_DECLARE_TR_FUNCTIONS(Operations)
};

constexpr std::array<const char *, core::kOperationKinds> kKinds = {
    QT_TRANSLATE_NOOP("Operations", "matrix product"),
    QT_TRANSLATE_NOOP("Operations", "attention kernel"),
    QT_TRANSLATE_NOOP("Operations", "element-wise kernel"),
    QT_TRANSLATE_NOOP("Operations", "optimizer"),
    QT_TRANSLATE_NOOP("Operations", "collective"),
    QT_TRANSLATE_NOOP("Operations", "host"),
    QT_TRANSLATE_NOOP("Operations", "not itemised")};

QString timeOf(core::Nanos time)
{
    return textOf(core::figureOf(time).text());
}

QString timeOf(double seconds)
{
    return timeOf(core::nanosFromSeconds(seconds));
}

QString sizeOf(double bytes)
{
    return textOf(core::figureOf(core::bytesFrom(bytes)).text());
}

QString numberOf(double value)
{
    return value == static_cast<double>(static_cast<std::int64_t>(value))
               ? countText(static_cast<std::int64_t>(value))
               : textOf(core::figureOfNumber(value));
}

// Ways of collectives.
QString wayName(const core::CollectiveWay &way)
{
    using Kind = core::CollectiveKind;
    switch (way.kind) {
    case Kind::AllGather:
        return Operations::tr("ring all-gather");
    case Kind::ReduceScatter:
        return Operations::tr("ring reduce-scatter");
    case Kind::AllToAll:
        return Operations::tr("all-to-all");
    case Kind::AllReduce:
        break;
    }
    return way.algorithm == core::AllReduce::Tree ? Operations::tr("tree all-reduce")
           : way.algorithm == core::AllReduce::Hierarchical
               ? Operations::tr("hierarchical all-reduce")
               : Operations::tr("ring all-reduce");
}

QString partiesOf(const core::CollectiveWay &way, DeviceWord word)
{
    if (way.devices <= 1)
        return wayName(way);
    const QString all =
        way.nodes > 1 ? Operations::tr("%1, %2 GPUs in %3 nodes") : Operations::tr("%1, %2 GPUs");
    const QString text = all.arg(wayName(way), numberOf(way.devices));
    return inWord(word, way.nodes > 1 ? text.arg(numberOf(way.nodes)) : text);
}

} // namespace

QString operationName(core::OperationName name)
{
    return textOf(core::phrase(core::titleOf(name).title));
}

QString operationKindName(core::OperationKind kind)
{
    return Operations::tr(kKinds.at(static_cast<std::size_t>(kind)));
}

QString operationTitle(const core::StageOperation &row, core::SpanKind kind)
{
    const QString name = operationName(row.operation.name);
    if (kind != core::SpanKind::Backward || row.firstLayer < 0)
        return name;
    return row.operation.pass == core::LayerPass::Weight ? Operations::tr("%1 (weights)").arg(name)
                                                         : Operations::tr("%1 (input)").arg(name);
}

QString layersTitle(const core::StageOperation &row, const core::Plan &plan)
{
    if (row.firstLayer < 0)
        return Operations::tr("stage");
    const core::LayerPrice &layer = plan.layers[static_cast<std::size_t>(row.firstLayer)];
    switch (layer.kind) {
    case core::LayerKind::Embedding:
        return Operations::tr("embedding");
    case core::LayerKind::Head:
        return Operations::tr("head");
    case core::LayerKind::Named:
        if (row.layers == 1)
            return textOf(layer.name);
        break;
    case core::LayerKind::Block:
        break;
    }
    // A transformer's first layer is its embedding.
    const int first = row.firstLayer + (layer.kind == core::LayerKind::Named ? 1 : 0);
    return row.layers == 1 ? Operations::tr("layer %1").arg(first)
                           : Operations::tr("layers %1–%2").arg(first).arg(first + row.layers - 1);
}

QString operationShape(const core::Operation &operation)
{
    if (operation.kind() == core::OperationKind::Collective)
        return sizeOf(operation.bytes);
    if (operation.shape.m <= 0)
        return operation.bytes > 0 ? sizeOf(operation.bytes) : QString();
    const QString shape = QStringLiteral("%1 × %2 × %3")
                              .arg(numberOf(operation.shape.m), numberOf(operation.shape.n),
                                   numberOf(operation.shape.k));
    return operation.shape.batch > 1
               ? QStringLiteral("%1 × (%2)").arg(numberOf(operation.shape.batch), shape)
               : shape;
}

QString operationReached(const core::Operation &operation, const core::Scenario &scenario)
{
    if (operation.flops > 0)
        return Operations::tr("%1 of peak")
            .arg(textOf(core::shareInTenths(core::reachedOfPeak(operation, scenario))));
    const double share = core::reachedOfBandwidth(operation, scenario);
    return share > 0 ? Operations::tr("%1 of memory").arg(textOf(core::shareInTenths(share)))
                     : QString();
}

QStringList operationFacts(const core::StageOperation &row, const core::StageCosts &costs,
                           const core::Snapshot &snapshot)
{
    const core::Operation &operation = row.operation;
    const bool several = operation.count > 1; // what is not of one of them is of all
    QStringList facts = {Operations::tr("%1 (%2), %3")
                             .arg(operationTitle(row, costs.kind),
                                  operationKindName(operation.kind()),
                                  layersTitle(row, snapshot.plan))};
    if (operation.shape.m > 0)
        facts.append(several ? Operations::tr("%1 of them, each of shape %2")
                                   .arg(numberOf(operation.count), operationShape(operation))
                             : Operations::tr("shape %1").arg(operationShape(operation)));
    if (operation.tiles > 0)
        facts.append((several ? Operations::tr("each in %1 tiles of %2 × %3")
                              : Operations::tr("%1 tiles of %2 × %3"))
                         .arg(numberOf(operation.tiles))
                         .arg(operation.tileRows)
                         .arg(operation.tileColumns));
    if (operation.flops > 0)
        facts.append((several ? Operations::tr("%1 in all") : QStringLiteral("%1"))
                         .arg(textOf(core::figureOfFlops(operation.flops).text())));
    if (operation.intensity() > 0)
        facts.append(Operations::tr("%1 FLOP per byte")
                         .arg(textOf(core::figureOfNumber(operation.intensity()))));
    if (operation.bytes > 0)
        facts.append(operation.kind() == core::OperationKind::Collective
                         ? Operations::tr("%1 sent by each").arg(sizeOf(operation.bytes))
                     : operation.kind() == core::OperationKind::Host
                         ? Operations::tr("%1 over PCIe").arg(sizeOf(operation.bytes))
                         : Operations::tr("%1 through the memory").arg(sizeOf(operation.bytes)));
    if (operation.kind() == core::OperationKind::Collective &&
        operation.name != core::OperationName::HandOver)
        facts.append(partiesOf(operation.way, deviceWordOf(snapshot)));
    if (operation.way.latency > 0)
        facts.append(Operations::tr("%1 of latency, %2 for the bytes")
                         .arg(timeOf(operation.way.latency), timeOf(operation.carrying())));
    if (const QString reached = operationReached(operation, snapshot.scenario); !reached.isEmpty())
        facts.append(reached);
    if (row.hidden > core::Nanos{})
        facts.append(Operations::tr("%1 more, beside other work").arg(timeOf(row.hidden)));
    facts.append(Operations::tr("%1 of %2, the time of the pass")
                     .arg(timeOf(row.time), timeOf(costs.total)));
    return facts;
}

QString costsKindName(core::SpanKind kind)
{
    return kind == core::SpanKind::Optimizer ? Operations::tr("end of the step") : spanName(kind);
}

} // namespace ui
