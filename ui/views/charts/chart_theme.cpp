// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_theme.h"

#include "ui/layout/timeline/time_axis.h"
#include "ui/paint/vector_device.h"
#include "ui/words/text_of.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kAxisTickSpacing = 84;
constexpr double kValueSpacing = 26;

void themeAxis(QCPAxis &axis, const Look &look)
{
    axis.setBasePen(Qt::NoPen);
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setSubTicks(false);
    axis.setTickLabelFont(look.font(TextRole::Caption));
    axis.setTickLabelColor(look.theme.text2);
    axis.setLabelFont(look.font(TextRole::Caption));
    axis.setLabelColor(look.theme.text2);
    axis.setTickLabelPadding(look.ipx(6));
    axis.setTickLength(0, 0);
    axis.grid()->setPen(QPen(look.theme.line, 1));
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setZeroLinePen(QPen(look.theme.line, 1));
}

QCPItemStraightLine *playheadOf(QCustomPlot &plot)
{
    return plot.findChild<QCPItemStraightLine *>(QStringLiteral("playhead"));
}

core::Nanos timeUnder(const QCustomPlot &plot, double x, core::Nanos stop)
{
    const double nanos = plot.xAxis->pixelToCoord(x);
    return {std::llround(std::clamp(nanos, 0.0, static_cast<double>(stop.count)))};
}

} // namespace

void applyTheme(QCustomPlot &plot, const Look &look)
{
    plot.setBackground(QBrush(look.theme.surface));
    plot.axisRect()->setBackground(QBrush(look.theme.surface));
    plot.axisRect()->setMinimumMargins(
        QMargins(look.ipx(16), look.ipx(10), look.ipx(17), look.ipx(12)));
    themeAxis(*plot.xAxis, look);
    themeAxis(*plot.yAxis, look);
    plot.xAxis->grid()->setVisible(false);
    // The outline of a wide line of a thousand points takes ten times as long as its segments,
    // which look the same: steps meet at right angles, and other lines have round ends.
    plot.setPlottingHint(QCP::phFastPolylines, true);
}

void layOutPlot(QCustomPlot &plot)
{
    for (const auto phase :
         {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        plot.plotLayout()->update(phase);
}

void setTimeAxis(QCustomPlot &plot, const ShownTime &shown, int width, bool labels,
                 const Look &look)
{
    plot.xAxis->setRange(
        static_cast<double>(shown.begin.count),
        static_cast<double>(std::max<std::int64_t>(shown.begin.count + 1, shown.end.count)));
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    if (labels) {
        for (const TimeTick &tick :
             timeTicks(shown.begin, shown.end, shown.stop, width, look.px(kAxisTickSpacing)))
            ticker->addTick(static_cast<double>(tick.time.count), tick.text);
    }
    plot.xAxis->setTicker(ticker);
    plot.xAxis->setTickLabels(labels);
}

double roundValue(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= value)
            return factor * power;
    }
    return 10 * power;
}

void setValueAxis(QCustomPlot &plot, double most, double divisor, const QString &unit,
                  const Look &look)
{
    const double top = most > 0 ? most : 1;
    const double room = std::max(look.px(60), plot.height() - look.px(50));
    const double count = std::clamp(room / look.px(kValueSpacing), 2.0, 5.0);
    const double step = roundValue(top / divisor / count) * divisor;
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const int decimals = step / divisor >= 1 || step <= 0
                             ? (std::fmod(step / divisor, 1) > 0 ? 1 : 0)
                             : static_cast<int>(std::ceil(-std::log10(step / divisor)));
    for (int i = 0; i * step <= top * 1.0001; ++i) {
        const double value = i * step / divisor;
        QString text =
            decimals == 0 ? countText(std::llround(value)) : decimalsText(value, decimals);
        if ((i + 1) * step > top * 1.0001)
            text += u' ' + unit;
        ticker->addTick(i * step, text);
    }
    plot.yAxis->setRange(0, top);
    plot.yAxis->setTicker(ticker);
}

void addPlayhead(QCustomPlot &plot)
{
    const QString name = QStringLiteral("playhead");
    plot.addLayer(name, plot.layer(QStringLiteral("overlay")), QCustomPlot::limAbove);
    plot.layer(name)->setMode(QCPLayer::lmBuffered);
    auto *line = new QCPItemStraightLine(&plot);
    line->setObjectName(name);
    line->setLayer(name);
    line->setVisible(false);
}

void movePlayhead(QCustomPlot &plot, std::optional<core::Nanos> moment, const Look &look)
{
    QCPItemStraightLine *line = playheadOf(plot);
    line->setVisible(moment.has_value());
    line->setPen(QPen(look.theme.text1, std::max(1.0, look.px(1.5))));
    if (moment) {
        const double at = static_cast<double>(moment->count);
        line->point1->setCoords(at, 0);
        line->point2->setCoords(at, 1);
    }
}

void drawPlot(QCustomPlot &plot, QPainter &painter, const QRect &area)
{
    painter.save();
    painter.translate(area.topLeft());
    VectorDevice device(painter, area.size()); // the plot wants a painter of its own class
    QCPPainter vectors(&device);
    vectors.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&vectors, area.width(), area.height());
    vectors.end();
    painter.restore();
}

void drawPlot(QCustomPlot &plot, QImage &image, const QRect &area)
{
    QCPPainter painter(&image);
    painter.translate(area.topLeft());
    plot.toPainter(&painter, area.width(), area.height());
}

void paintPlot(QCustomPlot &plot, QPainter &painter, const QRect &area, const Look &look)
{
    if (paintsVectors(painter))
        return drawPlot(plot, painter, area);
    const double ratio = painter.device()->devicePixelRatioF();
    QImage image(area.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(look.theme.surface);
    drawPlot(plot, image, QRect(QPoint(), area.size()));
    painter.drawImage(area.topLeft(), image);
}

std::optional<core::Nanos> scrubbedBy(const QCustomPlot &plot, const QEvent &event,
                                      core::Nanos stop)
{
    if (event.type() != QEvent::MouseButtonPress && event.type() != QEvent::MouseMove)
        return std::nullopt;
    const auto &mouse = static_cast<const QMouseEvent &>(event);
    if (!mouse.buttons().testFlag(Qt::LeftButton))
        return std::nullopt;
    return timeUnder(plot, mouse.position().x(), stop);
}

} // namespace ui
