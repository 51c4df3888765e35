// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/network_view.h"

#include "core/analysis/traffic_means.h"
#include "core/base/text.h"
#include "ui/paint/timeline/legend.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/link_list.h"
#include "ui/words/empty_texts.h"

#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kListWidth = 300;
constexpr double kSideBySide = 620; // from this width on the list is beside the chart
constexpr double kNetworkLegend = 24;
constexpr double kMostColumns = 65'536; // of the whole step

constexpr std::array<QColor Theme::*, core::kTrafficCount> kTrafficColours = {
    &Theme::forward, &Theme::backward, &Theme::sync};

struct RateUnit
{
    double divisor;
    QString text;
};

RateUnit unitOfRate(double most)
{
    if (most >= 1e16) // of thousands of links: no more than five digits
        return {1e15, QStringLiteral("PB/s")};
    if (most >= 1e13)
        return {1e12, QStringLiteral("TB/s")};
    if (most >= 1e9)
        return {1e9, QStringLiteral("GB/s")};
    if (most >= 1e6)
        return {1e6, QStringLiteral("MB/s")};
    return {1e3, QStringLiteral("kB/s")};
}

} // namespace

NetworkView::NetworkView(QWidget *parent)
    : TimeChart(QStringLiteral("networkPlot"), core::kTrafficCount, parent),
      m_links(new LinkList(this))
{
    setAccessibleName(tr("Network use over time"));
    setWhatsThis(
        tr("How much data GPUs send, as the mean of each pixel of time: the area is the bytes. "
           "Collectives "
           "within a layer are spread evenly over the visit. Beside it, what each link carries."));
}

QSize NetworkView::sizeHint() const
{
    return {look().ipx(600), look().ipx(180)};
}

void NetworkView::place()
{
    const int legend = look().ipx(kNetworkLegend);
    if (width() >= look().px(kSideBySide)) {
        const int list = look().ipx(kListWidth);
        chart().setGeometry(0, 0, width() - list, std::max(1, height() - legend));
        m_links->setGeometry(width() - list, look().ipx(8), list - look().ipx(8),
                             std::max(1, height() - look().ipx(16)));
        return;
    }
    const int upper = std::max(1, (height() - legend) * 55 / 100);
    chart().setGeometry(0, 0, width(), upper);
    m_links->setGeometry(look().ipx(12), upper + legend, std::max(1, width() - look().ipx(24)),
                         std::max(1, height() - upper - legend));
}

void NetworkView::rebuild()
{
    m_links->setLook(look());
    applyTheme(chart(), look());
    place();
    std::vector<core::LinkUse> links;
    if (hasStep())
        links = core::linkUses(snapshot(), chosenDevice());
    m_hasTraffic = !links.empty();
    m_hasCollectives = std::ranges::any_of(links, &core::LinkUse::ring);
    chart().setVisible(hasPicture());
    m_links->setVisible(hasPicture());
    update();
    if (!hasPicture())
        return;
    const core::Nanos stop{snapshot().trace.stop};
    m_links->setLinks(std::move(links), stop, deviceWordOf(snapshot()));
    fillGraphs(chosenDevice(), stop);
    setTimeAxis(chart(), shown(), chart().width(), true, look());
    showPlayhead();
    chart().replot(QCustomPlot::rpQueuedReplot);
}

// Cumulative sums, the sum of all traffic lowest; each smaller sum covers it.
void NetworkView::fillGraphs(std::optional<int> device, core::Nanos stop)
{
    const int columns =
        static_cast<int>(std::clamp(chart().width() * magnification(), 1.0, kMostColumns));
    const auto rates = core::trafficMeans(snapshot(), device, columns);
    double most = 0;
    for (int graph = 0; graph < core::kTrafficCount; ++graph) {
        const int parts = core::kTrafficCount - graph;
        QVector<double> keys;
        QVector<double> values;
        for (int x = 0; x <= columns; ++x) {
            const auto &column = rates[static_cast<std::size_t>(std::min(x, columns - 1))];
            double sum = 0;
            for (int i = 0; i < parts; ++i)
                sum += column[static_cast<std::size_t>(i)];
            keys.append(static_cast<double>(stop.count) * x / columns);
            values.append(sum);
            most = std::max(most, sum);
        }
        chart().graph(graph)->setData(keys, values, true);
        chart().graph(graph)->setBrush(look().theme.*
                                       kTrafficColours[static_cast<std::size_t>(parts - 1)]);
    }
    const RateUnit unit = unitOfRate(most);
    setValueAxis(chart(), most * 1.08, unit.divisor, unit.text, look());
}

QList<LegendEntry> NetworkView::legend() const
{
    bool activations = false;
    bool ring = false;
    for (const auto &sent : snapshot().trace.transfers)
        activations = activations || !sent.empty();
    ring = m_hasCollectives;
    QList<LegendEntry> entries;
    if (activations) {
        entries.append({tr("activations forward"), &Theme::forward, LegendSwatch::Solid});
        if (snapshot().plan.training)
            entries.append({tr("gradients back"), &Theme::backward, LegendSwatch::Solid});
    }
    if (ring)
        entries.append({tr("collectives"), &Theme::sync, LegendSwatch::Chevrons});
    return entries;
}

void NetworkView::paintAround(QPainter &painter)
{
    if (!hasPicture()) {
        paintSentence(painter, hasStep()
                                   ? inWord(deviceWordOf(snapshot()),
                                            tr("Nothing is sent between GPUs in this scenario."))
                                   : emptyViewText(hasSnapshot() ? &snapshot() : nullptr));
        return;
    }
    const QRect plotted = chart().geometry();
    const QRectF line(plotted.left() + look().px(16), plotted.bottom() - look().px(2),
                      plotted.width() - look().px(32), look().px(kNetworkLegend));
    paintLegend(painter, line, legend(), look(), Qt::AlignRight);
    // Many links at once: more than the speed of one.
    const std::optional<int> device = chosenDevice();
    const QString whose = device
                              ? inWord(deviceWordOf(snapshot()),
                                       tr("sent and received by %1")
                                           .arg(QString::fromStdString(core::deviceName(*device))))
                              : tr("sum of all links");
    const QFont font = look().font(TextRole::Caption);
    if (textWidth(font, whose) + legendWidth(legend(), look()) + look().px(16) > line.width())
        return;
    painter.setFont(font);
    painter.setPen(look().theme.text2);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, whose);
}

void NetworkView::paintBeside(QPainter &painter)
{
    painter.translate(m_links->pos());
    m_links->paintPicture(painter, m_links->size());
}

} // namespace ui
