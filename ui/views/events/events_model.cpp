// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events/events_model.h"

#include "core/base/median.h"
#include "core/base/text.h"
#include "ui/words/text_of.h"

#include <QBrush>

#include <algorithm>

namespace ui {

namespace {

Qt::Alignment alignmentOf(int column)
{
    switch (column) {
    case EventsModel::Time:
        return Qt::AlignRight | Qt::AlignVCenter;
    case EventsModel::Device:
        return Qt::AlignCenter;
    default:
        return Qt::AlignLeft | Qt::AlignVCenter;
    }
}

// What most moments at which visits begin are apart.
core::Nanos usualDistance(const std::vector<core::Visit> &visits)
{
    std::vector<std::int64_t> distances;
    for (std::size_t i = 1; i < visits.size(); ++i) {
        if (visits[i].begin > visits[i - 1].begin)
            distances.push_back((visits[i].begin - visits[i - 1].begin).count);
    }
    return core::Nanos{distances.empty() ? 0 : core::medianOf(std::move(distances))};
}

} // namespace

void EventsModel::setVisits(std::vector<core::Visit> visits, core::Nanos step, DeviceWord word,
                            int batchesOfReplica)
{
    beginResetModel();
    m_batchesOfReplica = batchesOfReplica;
    m_word = word;
    m_visits = std::move(visits);
    // A figure has three digits: those of a hundred distances tell neighbours apart.
    const core::Nanos apart = usualDistance(m_visits);
    m_unitOf = core::Nanos{apart.count > 0 ? std::min(step.count, 99 * apart.count) : step.count};
    endResetModel();
}

void EventsModel::setMoment(core::Nanos moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    // Only visible cells are asked again, so naming all of them costs nothing.
    if (!m_visits.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                           {Qt::BackgroundRole, Qt::ForegroundRole});
}

void EventsModel::setLook(const Look &look)
{
    beginResetModel();
    m_look = look;
    endResetModel();
}

void EventsModel::setSelectedDevice(std::optional<int> device)
{
    m_selectedDevice = device;
    if (!m_visits.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int EventsModel::currentRow() const
{
    const auto after = std::ranges::upper_bound(m_visits, m_moment, {}, &core::Visit::begin);
    return static_cast<int>(after - m_visits.begin()) - 1;
}

core::Nanos EventsModel::beginOf(int row) const
{
    return m_visits[static_cast<std::size_t>(row)].begin;
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visits.size());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_batchesOfReplica > 0 ? ColumnCount : ColumnCount - 1;
}

QString EventsModel::nameOf(int device) const
{
    return inWord(m_word, QString::fromStdString(core::deviceName(device)));
}

// Names count over all replicas; the scene and the timeline count in each.
QString EventsModel::batchOf(const core::Visit &visit) const
{
    const int before = visit.microBatch - 1;
    return tr("%1 of replica %2")
        .arg(countText(before % m_batchesOfReplica + 1),
             countText(before / m_batchesOfReplica + 1));
}

bool EventsModel::isRunning(const core::Visit &visit) const
{
    return visit.begin <= m_moment && m_moment < visit.end;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const core::Visit &visit = m_visits[static_cast<std::size_t>(index.row())];
    const bool selected = m_selectedDevice == visit.device;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Time)
            return QString::fromStdString(core::figureOf(visit.begin, m_unitOf).text());
        if (index.column() == Device)
            return nameOf(visit.device);
        if (index.column() == Batch)
            return batchOf(visit);
        return QString::fromStdString(visit.name);
    case Qt::ToolTipRole:
        return tr("%1 on %2, takes %3")
            .arg(QString::fromStdString(visit.name), nameOf(visit.device),
                 QString::fromStdString(
                     core::figureOf(core::Nanos{visit.end.count - visit.begin.count}).text()));
    case Qt::FontRole: {
        QFont font = m_look.font(TextRole::Mono);
        font.setBold(selected && index.column() == Device);
        return font;
    }
    case Qt::TextAlignmentRole:
        return QVariant(alignmentOf(index.column()));
    case Qt::BackgroundRole:
        return isRunning(visit) ? QVariant(QBrush(m_look.theme.accentSoft)) : QVariant();
    case Qt::ForegroundRole:
        if (visit.begin > m_moment)
            return QBrush(m_look.theme.text3);
        return QBrush(selected ? m_look.theme.accent : m_look.theme.text1);
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(alignmentOf(section));
    if (role == Qt::FontRole)
        return m_look.font(TextRole::CaptionStrong);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Starts at");
    case Device:
        return inWord(m_word, tr("GPU"));
    case Batch:
        return tr("Micro-batch");
    default:
        return tr("Pass");
    }
}

} // namespace ui
