// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_view.h"

#include "core/analysis/memory_series.h"
#include "core/base/text.h"
#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/chart_theme.h"

#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLegendLine = 20;
constexpr double kCapacityRoom = 22; // above the line, for its text
constexpr double kWideChart = 440;   // from here on the time axis is labelled
constexpr double kBytesPerGigabyte = 1e9;

constexpr std::array<QColor Theme::*, core::kMemoryParts> kPartColours = {
    &Theme::memWeights, &Theme::memGrads, &Theme::memOptim, &Theme::memActs, &Theme::memBuffers};

} // namespace

MemoryView::MemoryView(QWidget *parent)
    : TimeChart(QStringLiteral("memoryPlot"), core::kMemoryParts, parent),
      m_capacity(new QCPItemLine(&chart())), m_capacityText(new QCPItemText(&chart()))
{
    setAccessibleName(tr("Memory over time"));
    setWhatsThis(
        tr("What fills the memory of one GPU, the selected or the fullest, over the step."));
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

QString MemoryView::caption() const
{
    if (!hasSnapshot() || snapshot().plan.rows.empty())
        return {};
    const int fullest = snapshot().plan.rows[static_cast<std::size_t>(row())].devices.front();
    return QString::fromStdString(core::deviceName(chosenDevice().value_or(fullest)));
}

double MemoryView::legendRoom() const
{
    if (!hasPicture())
        return 0;
    const double room = width() - look().px(32);
    const int lines = legendLines(memoryLegend(snapshot(), row()), room, look());
    return look().px(kLegendLine * lines + 4);
}

void MemoryView::rebuild()
{
    applyTheme(chart(), look());
    chart().setVisible(hasPicture());
    update();
    if (!hasPicture())
        return;
    chart().setGeometry(0, 0, width(), std::max(1, height() - static_cast<int>(legendRoom())));
    const core::Nanos stop{snapshot().trace.stop};
    const std::vector<core::MemoryStep> steps =
        core::decimated(core::memorySteps(snapshot(), row()), stop, std::max(1, chart().width()));
    fillGraphs(steps, stop);
    placeCapacity(stop);
    setTimeAxis(chart(), stop, chart().width(), width() >= look().px(kWideChart), look());
    showPlayhead();
    chart().replot(QCustomPlot::rpQueuedReplot);
}

// Cumulative sums, one graph each: graph 0 is the sum of all parts, the last one the weights alone.
void MemoryView::fillGraphs(const std::vector<core::MemoryStep> &steps, core::Nanos stop)
{
    const double plotted = std::max(look().px(60), chart().height() - look().px(40));
    const double headroom = std::max(1.12, plotted / (plotted - look().px(kCapacityRoom)));
    double most = static_cast<double>(snapshot().scenario.cluster.device.memory.count) * headroom;
    for (int graph = 0; graph < core::kMemoryParts; ++graph) {
        const int parts = core::kMemoryParts - graph;
        QVector<double> keys;
        QVector<double> values;
        for (const core::MemoryStep &step : steps) {
            const auto all = core::partsOf(step.parts);
            std::int64_t sum = 0;
            for (int i = 0; i < parts; ++i)
                sum += all[static_cast<std::size_t>(i)].count;
            keys.append(static_cast<double>(step.time.count));
            values.append(static_cast<double>(sum));
            most = std::max(most, static_cast<double>(sum) * 1.04);
        }
        if (!values.isEmpty()) {
            keys.append(static_cast<double>(stop.count));
            values.append(values.last());
        }
        chart().graph(graph)->setData(keys, values, true);
        const auto colour = kPartColours[static_cast<std::size_t>(parts - 1)];
        chart().graph(graph)->setBrush(look().theme.*colour);
    }
    setValueAxis(chart(), most, kBytesPerGigabyte, tr("GB"), look());
}

void MemoryView::placeCapacity(core::Nanos stop)
{
    const core::Bytes capacity = snapshot().scenario.cluster.device.memory;
    const double level = static_cast<double>(capacity.count);
    QPen pen(look().theme.text1, look().px(1.5));
    pen.setDashPattern({4, 2.5});
    m_capacity->setPen(pen);
    m_capacity->start->setCoords(0, level);
    m_capacity->end->setCoords(static_cast<double>(stop.count), level);
    m_capacityText->setText(
        tr("capacity %1").arg(QString::fromStdString(core::figureOf(capacity).text())));
    m_capacityText->setFont(look().font(TextRole::Caption));
    m_capacityText->setColor(look().theme.text1);
    m_capacityText->setPadding(QMargins(0, 0, 0, look().ipx(2)));
    m_capacityText->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_capacityText->position->setCoords(static_cast<double>(stop.count) / 80, level);
}

void MemoryView::paintAround(QPainter &painter)
{
    if (!hasPicture()) {
        paintSentence(painter, tr("Press Space to play, or drag the playhead."));
        return;
    }
    const double room = legendRoom() - look().px(4);
    paintLegend(
        painter,
        QRectF(look().px(16), height() - room - look().px(4), width() - look().px(32), room),
        memoryLegend(snapshot(), row()), look(), Qt::AlignHCenter);
}

} // namespace ui
