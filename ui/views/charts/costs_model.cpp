// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/costs_model.h"

#include "ui/words/figure_texts.h"
#include "ui/words/operation_texts.h"
#include "ui/words/text_of.h"

#include <QBrush>

namespace ui {

namespace {

Qt::Alignment alignmentOf(int column)
{
    const bool words = column == CostsModel::Name || column == CostsModel::Layers;
    return (words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

} // namespace

void CostsModel::setCosts(const core::SnapshotPtr &snapshot, core::StageCosts costs)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_costs = std::move(costs);
    endResetModel();
}

void CostsModel::setLook(const Look &look)
{
    beginResetModel();
    m_look = look;
    endResetModel();
}

int CostsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_costs.rows.size());
}

int CostsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CostsModel::textAt(const core::StageOperation &row, int column) const
{
    const core::Operation &operation = row.operation;
    switch (column) {
    case Name:
        return operationTitle(row, m_costs.kind);
    case Layers:
        return layersTitle(row, m_snapshot->plan);
    case Shape:
        return operationShape(operation);
    case Flops:
        return operation.flops > 0 ? textOf(core::figureOfFlops(operation.flops).text())
                                   : QString();
    case Intensity:
        return operation.intensity() > 0 ? textOf(core::figureOfNumber(operation.intensity()))
                                         : QString();
    case Reached:
        return operationReached(operation, m_snapshot->scenario);
    case Hidden:
        return row.hidden > core::Nanos{} ? textOf(core::figureOf(row.hidden).text()) : QString();
    case Time:
        return textOf(core::figureOf(row.time).text());
    case Step:
        return useText(core::shareOfStep(row, m_costs, *m_snapshot));
    default:
        return {};
    }
}

QVariant CostsModel::keyAt(const core::StageOperation &row, int column) const
{
    const core::Operation &operation = row.operation;
    switch (column) {
    case Layers:
        return row.firstLayer;
    case Shape:
        return operation.bytes;
    case Flops:
        return operation.flops;
    case Intensity:
        return operation.intensity();
    case Reached:
        return operation.flops > 0 ? core::reachedOfPeak(operation, m_snapshot->scenario)
                                   : core::reachedOfBandwidth(operation, m_snapshot->scenario) - 10;
    case Hidden:
        return static_cast<qlonglong>(row.hidden.count);
    case Time:
    case Step:
        return static_cast<qlonglong>(row.time.count);
    default:
        return textAt(row, column);
    }
}

QVariant CostsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const core::StageOperation &row = m_costs.rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, index.column());
    case Qt::UserRole:
        return keyAt(row, index.column());
    case Qt::ToolTipRole:
        return operationFacts(row, m_costs, *m_snapshot).join(u'\n');
    case Qt::FontRole:
        return m_look.font(TextRole::Caption);
    case Qt::TextAlignmentRole:
        return QVariant(alignmentOf(index.column()));
    case Qt::ForegroundRole:
        return QBrush(index.column() == Hidden ? m_look.theme.text2 : m_look.theme.text1);
    default:
        return {};
    }
}

QVariant CostsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::FontRole)
        return m_look.font(TextRole::CaptionStrong);
    if (role == Qt::TextAlignmentRole)
        return QVariant(alignmentOf(section));
    const std::array<std::pair<QString, QString>, ColumnCount> words = {{
        {tr("Operation"), tr("What is done")},
        {tr("Time"), tr("Of the pass; the lines sum to it")},
        {tr("Of step"), tr("In all such passes of the step")},
        {tr("Reached"), tr("Of the device's peak by its data sheet, or of its memory bandwidth")},
        {tr("Shape"), tr("m × n × k of a product, or the bytes that are moved or sent")},
        {tr("Layers"), tr("Equal layers that follow each other are one line")},
        {tr("FLOP"), tr("Computed in one pass")},
        {tr("FLOP/byte"), tr("Of the bytes through the memory")},
        {tr("Hidden"), tr("Beside other work, and no part of the time of the pass")},
    }};
    if (role == Qt::DisplayRole)
        return words.at(static_cast<std::size_t>(section)).first;
    return role == Qt::ToolTipRole ? QVariant(words.at(static_cast<std::size_t>(section)).second)
                                   : QVariant();
}

} // namespace ui
