// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_view.h"

#include "core/analysis/memory_series.h"
#include "core/analysis/memory_steps.h"
#include "core/base/text.h"
#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/words/empty_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLegendLine = 20;
constexpr double kSentenceLine = 18;
constexpr double kCapacityRoom = 22;     // above the line, for its text
constexpr double kMostColumns = 1 << 20; // of the whole step
constexpr double kWideChart = 440;       // from here on the time axis is labelled

constexpr std::array<QColor Theme::*, core::kMemoryParts> kPartColours = {
    &Theme::memWeights, &Theme::memGrads, &Theme::memOptim, &Theme::memActs, &Theme::memBuffers};

} // namespace

MemoryView::MemoryView(QWidget *parent)
    : TimeChart(QStringLiteral("memoryPlot"), core::kMemoryParts, parent),
      m_capacity(new QCPItemLine(&chart())), m_capacityText(new QCPItemText(&chart()))
{
    // Above the playhead, which would strike it through.
    const QString words = QStringLiteral("words");
    chart().addLayer(words, chart().layer(QStringLiteral("playhead")), QCustomPlot::limAbove);
    m_capacityText->setLayer(words);
    setAccessibleName(tr("Memory over time"));
    setWhatsThis(tr("The memory of every GPU over the step, one line each; for a selected GPU, "
                    "what fills it."));
}

QSize MemoryView::sizeHint() const
{
    return {look().ipx(340), look().ipx(240)};
}

int MemoryView::row() const
{
    const std::optional<int> device = chosenDevice();
    return device ? snapshot().rowOf(*device) : snapshot().metrics.fullestRow;
}

bool MemoryView::showsAll() const
{
    return !chosenDevice() && snapshot().deviceCount() > 1;
}

QString MemoryView::caption() const
{
    if (!hasSnapshot() || snapshot().plan.rows.empty())
        return {};
    if (showsAll())
        return inWord(deviceWordOf(snapshot()),
                      tr("all %1 GPUs").arg(countText(snapshot().deviceCount())));
    return inWord(deviceWordOf(snapshot()),
                  QString::fromStdString(core::deviceName(chosenDevice().value_or(0))));
}

double MemoryView::legendRoom() const
{
    if (!hasPicture())
        return 0;
    const double room = width() - look().px(32);
    const int lines = showsAll() ? 1 : legendLines(memoryLegend(snapshot(), row()), room, look());
    return look().px(kLegendLine * lines + 4) + sentenceRoom();
}

// Of what was allocated: how it differs from the plan.
double MemoryView::sentenceRoom() const
{
    return hasAllocated(snapshot(), row()) ? look().px(kSentenceLine) : 0;
}

std::vector<core::MemoryStep> MemoryView::stepsOf(int row) const
{
    return core::decimated(
        core::memorySteps(snapshot(), row), {snapshot().trace.stop},
        static_cast<int>(std::clamp(plot().width() * magnification(), 1.0, kMostColumns)));
}

void MemoryView::rebuild()
{
    applyTheme(chart(), look());
    chart().setVisible(hasPicture());
    update();
    if (!hasPicture())
        return;
    chart().setGeometry(0, 0, width(), std::max(1, height() - static_cast<int>(legendRoom())));
    while (chart().graphCount() > core::kMemoryParts)
        chart().removeGraph(chart().graphCount() - 1);
    m_lines.clear();
    if (showsAll())
        fillLines();
    else
        fillParts();
    setTimeAxis(chart(), shown(), chart().width(), width() >= look().px(kWideChart), look());
    showPlayhead();
    chart().replot(QCustomPlot::rpQueuedReplot);
}

namespace {

// Ends with the step, at the last value.
void setSteps(QCPGraph &graph, QVector<double> keys, QVector<double> values, core::Nanos stop)
{
    if (!values.isEmpty()) {
        keys.append(static_cast<double>(stop.count));
        values.append(values.last());
    }
    graph.setData(keys, values, true);
}

} // namespace

void MemoryView::fillLines()
{
    for (int graph = 0; graph < core::kMemoryParts; ++graph)
        chart().graph(graph)->data()->clear();
    m_lines = memoryLines(snapshot());
    core::Bytes most;
    for (const MemoryLine &line : m_lines) {
        QVector<double> keys;
        QVector<double> values;
        for (const core::MemoryStep &step : stepsOf(line.row)) {
            keys.append(static_cast<double>(step.time.count));
            values.append(static_cast<double>(step.parts.total().count));
            most = std::max(most, step.parts.total());
        }
        QCPGraph *graph = chart().addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        // Wider pens cost fifty times as much, so only one has it.
        graph->setPen(QPen(memoryLineColour(line, look().theme), line.fullest ? look().px(2) : 1));
        setSteps(*graph, keys, values, {snapshot().trace.stop});
    }
    setScale(most);
}

// Cumulative sums, one graph each: graph 0 is the sum of all parts, the last one the weights alone.
void MemoryView::fillParts()
{
    const std::vector<core::MemoryStep> steps = stepsOf(row());
    core::Bytes most;
    for (int graph = 0; graph < core::kMemoryParts; ++graph) {
        const int parts = core::kMemoryParts - graph;
        QVector<double> keys;
        QVector<double> values;
        for (const core::MemoryStep &step : steps) {
            const auto all = core::partsOf(step.parts);
            core::Bytes sum;
            for (int i = 0; i < parts; ++i)
                sum += all[static_cast<std::size_t>(i)];
            keys.append(static_cast<double>(step.time.count));
            values.append(static_cast<double>(sum.count));
            most = std::max(most, sum);
        }
        setSteps(*chart().graph(graph), keys, values, {snapshot().trace.stop});
        const auto colour = kPartColours[static_cast<std::size_t>(parts - 1)];
        chart().graph(graph)->setBrush(look().theme.*colour);
    }
    setScale(most);
}

void MemoryView::setScale(core::Bytes most)
{
    const double plotted = std::max(look().px(60), chart().height() - look().px(40));
    const double headroom = std::max(1.12, plotted / (plotted - look().px(kCapacityRoom)));
    const MemoryScale scale =
        memoryScale(most, snapshot().scenario.cluster.device.memory, headroom);
    setValueAxis(chart(), scale.top, scale.divisor, scale.unit, look());
    placeCapacity(scale);
}

// Where it lies above the picture its text says so.
void MemoryView::placeCapacity(const MemoryScale &scale)
{
    const core::Bytes capacity = snapshot().scenario.cluster.device.memory;
    const double stop = static_cast<double>(snapshot().trace.stop);
    const double level = scale.showsCapacity ? static_cast<double>(capacity.count) : scale.top;
    QPen pen(look().theme.text1, look().px(1.5));
    pen.setDashPattern({4, 2.5});
    m_capacity->setPen(pen);
    m_capacity->setVisible(scale.showsCapacity);
    m_capacity->start->setCoords(0, level);
    m_capacity->end->setCoords(stop, level);
    const QString size = QString::fromStdString(core::figureOf(capacity).text());
    m_capacityText->setText(scale.showsCapacity ? tr("capacity %1").arg(size)
                                                : tr("capacity %1, above this chart").arg(size));
    m_capacityText->setFont(look().font(TextRole::Caption));
    m_capacityText->setColor(look().theme.text1);
    m_capacityText->setBrush(look().theme.surface);
    const int padding = look().ipx(2);
    m_capacityText->setPadding(QMargins(0, padding, 0, padding));
    m_capacityText->setPositionAlignment(Qt::AlignLeft |
                                         (scale.showsCapacity ? Qt::AlignBottom : Qt::AlignTop));
    const auto begin = static_cast<double>(shown().begin.count);
    const auto end = static_cast<double>(shown().end.count);
    m_capacityText->position->setCoords(begin + (end - begin) / 80, level);
}

void MemoryView::paintAround(QPainter &painter)
{
    if (!hasPicture()) {
        paintSentence(painter, emptyViewText(hasSnapshot() ? &snapshot() : nullptr));
        return;
    }
    const double room = legendRoom() - look().px(4) - sentenceRoom();
    const QRectF line(look().px(16), height() - sentenceRoom() - room - look().px(4),
                      width() - look().px(32), room);
    if (showsAll())
        paintMemoryLinesKey(painter, line, m_lines, look());
    else
        paintLegend(painter, line, memoryLegend(snapshot(), row()), look(), Qt::AlignHCenter);
    const WorkspaceText text = workspaceText(snapshot(), row());
    if (text.whole.isEmpty())
        return;
    const QFont font = look().font(TextRole::Caption);
    painter.setFont(font);
    painter.setPen(look().theme.text2);
    painter.drawText(
        QRectF(line.left(), line.bottom(), line.width(), sentenceRoom()),
        Qt::AlignLeft | Qt::AlignVCenter,
        textWidth(font, text.whole) <= line.width()
            ? text.whole
            : QFontMetricsF(font).elidedText(text.brief, Qt::ElideRight, line.width()));
}

} // namespace ui
