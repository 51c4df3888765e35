// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recorded_tables.h"

#include "core/base/rounded_sum.h"
#include "core/base/text.h"
#include "core/recorded/collective_operation.h"
#include "ui/controls/table_widget.h"
#include "ui/words/recorded_texts.h"
#include "ui/words/text_of.h"

#include <array>
#include <numeric>
#include <string>
#include <vector>

namespace ui {

namespace {

using Cell = TableWidget::Cell;
using Rows = QList<QList<Cell>>;

const QString kNone = QStringLiteral("–");

Cell timeCell(std::int64_t time)
{
    return {time == 0 ? kNone : textOf(core::figureOf(core::Nanos{time}).text()),
            static_cast<double>(time)};
}

Cell shareCell(std::int64_t part, std::int64_t whole)
{
    const double share = whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
    return {part == 0 ? kNone
                      : textOf(core::figureOfDecimals(100 * share, 1)) + QStringLiteral(" %"),
            share};
}

Cell sizeCell(std::int64_t bytes)
{
    return {bytes <= 0 ? kNone : textOf(core::figureOf(core::Bytes{bytes}).text()),
            static_cast<double>(bytes)};
}

Cell countCell(std::int64_t count)
{
    return {countText(count), static_cast<double>(count)};
}

QString groupText(const core::ProcessGroup &group)
{
    return QStringList({textOf(group.description), textOf(group.label)})
        .join(QChar::Space)
        .simplified();
}

bool isFull(const Rows &rows)
{
    return rows.size() >= RecordedTables::kMostRows;
}

// All of the idle time and its parts, which add up as they are displayed.
QList<Cell> idleCells(const core::DeviceFacts &device, std::int64_t whole)
{
    using enum core::RecordedIdle;
    const auto of = [&device](core::RecordedIdle cause) {
        return device.idle[static_cast<std::size_t>(cause)];
    };
    const std::array causes = {of(Host), of(Launch) + of(Unknown), of(After)};
    const std::vector<std::string> shares = core::sharesOfSum(causes, whole);
    const std::int64_t all = std::accumulate(causes.begin(), causes.end(), std::int64_t{0});
    QList<Cell> cells = {{all == 0 ? kNone : textOf(shares.back()), static_cast<double>(all)}};
    for (std::size_t i = 0; i < causes.size(); ++i)
        cells.append({causes[i] == 0 ? kNone : textOf(shares[i]), static_cast<double>(causes[i])});
    return cells;
}

Rows deviceRows(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    Rows rows;
    for (const core::RankFacts &rank : facts.ranks) {
        const std::int64_t whole = rank.window.length();
        for (const core::DeviceFacts &device : rank.devices) {
            if (isFull(rows))
                return rows;
            const QList<Cell> first = {{deviceText(run.ranks[rank.rank], device.device)},
                                       timeCell(whole),
                                       shareCell(device.computing, whole),
                                       shareCell(device.exposed, whole),
                                       shareCell(device.hidden, whole),
                                       shareCell(device.copying, whole)};
            rows.append(first + idleCells(device, whole) +
                        QList<Cell>{countCell(rank.arrivedLast), sizeCell(device.peakAllocated)});
        }
    }
    return rows;
}

Rows streamRows(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    Rows rows;
    for (const core::RankFacts &rank : facts.ranks) {
        for (const core::StreamFacts &stream : rank.streams) {
            if (isFull(rows))
                return rows;
            const core::RecordedRank &recorded = run.ranks[rank.rank];
            QList<Cell> row = {{RecordedTables::tr("rank %1, %2")
                                    .arg(QString::number(recorded.rank),
                                         textOf(recorded.streams[stream.stream].label))},
                               countCell(stream.spans)};
            for (const std::int64_t time : stream.busy)
                row.append(timeCell(time));
            row.append(
                timeCell(std::accumulate(stream.idle.begin(), stream.idle.end(), std::int64_t{0})));
            rows.append(row);
        }
    }
    return rows;
}

Rows collectiveRows(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    Rows rows;
    for (const core::CollectiveFacts &kind : facts.collectives) {
        if (isFull(rows))
            return rows;
        rows.append({{textOf(core::idOfOperation(kind.operation))},
                     {groupText(run.groups[kind.group])},
                     sizeCell(kind.message.count),
                     countCell(kind.count),
                     countCell(kind.ranks),
                     timeCell(kind.wait / kind.count),
                     timeCell(kind.transfer / kind.count)});
    }
    return rows;
}

Rows kernelRows(const core::RecordedRun &run, const core::RecordedPart &part)
{
    Rows rows;
    for (const core::KernelTime &kernel : part.kernels)
        rows.append({timeCell(kernel.time),
                     countCell(kernel.count),
                     {textOf(core::idOf(run.names.kind(kernel.name)))},
                     {textOf(run.names.name(kernel.name))}});
    return rows;
}

} // namespace

RecordedTables::RecordedTables(QWidget *parent) : QTabWidget(parent)
{
    setDocumentMode(true);
    addTable(m_devices,
             {tr("Device"), tr("Time"), tr("Computing"), tr("Exposed"), tr("Hidden"), tr("Copying"),
              tr("Idle"), tr("For the host"), tr("After launch"), tr("At the end"),
              tr("Arrived last"), tr("Peak memory")},
             tr("Devices"));
    QStringList kinds = {tr("Stream"), tr("Kernels")};
    for (const core::KernelKindName &kind : core::kKernelKinds)
        kinds.append(textOf(kind.id));
    addTable(m_streams, kinds << tr("idle"), tr("Streams"));
    addTable(m_collectives,
             {tr("Collective"), tr("Group"), tr("Message"), tr("Count"), tr("Ranks"),
              tr("Wait for the last"), tr("Transfer")},
             tr("Collectives"));
    addTable(m_kernels, {tr("Time"), tr("Count"), tr("Kind"), tr("Kernel")}, tr("Longest kernels"));
}

void RecordedTables::addTable(TableWidget *&table, const QStringList &headings,
                              const QString &title)
{
    table = new TableWidget(headings, title, this);
    addTab(table, title);
}

void RecordedTables::setPart(const core::RecordedRun &run, const core::RecordedPart &part)
{
    m_devices->setRows(deviceRows(run, part.facts));
    m_streams->setRows(streamRows(run, part.facts));
    m_collectives->setRows(collectiveRows(run, part.facts));
    m_kernels->setRows(kernelRows(run, part));
    for (int i = 0; i < count(); ++i) {
        auto *table = static_cast<TableWidget *>(widget(i));
        setTabEnabled(i, table->rowCount() > 0);
        setTabToolTip(i, table->rowCount() < kMostRows
                             ? QString()
                             : tr("The first %1 rows: parallarium recorded --json has all.")
                                   .arg(countText(kMostRows)));
        table->setToolTip(tabToolTip(i));
    }
}

} // namespace ui
