// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/roofline_chart.h"

#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/point_labels.h"
#include "ui/words/operation_texts.h"
#include "ui/words/text_of.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kPoint = 8;
constexpr double kChosenPoint = 13;
constexpr double kReach = 10;
constexpr double kWideTick = 44; // between two labels of an axis
constexpr double kHighTick = 18;
constexpr double kAxisRoom = 80; // of the other axis

constexpr double kTera = 1e12;
constexpr double kMargin = 2; // the axes go on this far beyond what is shown

// Powers of ten within the range and, where labels this far apart have room for them, 2 and 5 times
// these.
void setLogTicks(QCPAxis &axis, double length, double apart)
{
    const QCPRange range = axis.range();
    const double decade = length / std::log10(range.upper / range.lower);
    const bool roomy = decade * std::log10(2) >= apart;
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (double power = std::pow(10, std::floor(std::log10(range.lower))); power <= range.upper;
         power *= 10) {
        for (const double value : {power, 2 * power, 5 * power}) {
            if (range.contains(value) && (roomy || value == power))
                ticker->addTick(value, textOf(core::figureOfSpeed(value)));
        }
    }
    axis.setTicker(ticker);
}

enum Graph { Roof, NarrowRoof, Products, Kernels, Chosen, GraphCount };

} // namespace

RooflineChart::RooflineChart(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    installAccessibleItems();
    setFocusPolicy(Qt::StrongFocus);
    m_plot->setObjectName(QStringLiteral("rooflinePlot"));
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    for (int i = 0; i < GraphCount; ++i)
        m_plot->addGraph();
    for (const int graph : {Products, Kernels, Chosen})
        m_plot->graph(graph)->setLineStyle(QCPGraph::lsNone);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        axis->setScaleType(QCPAxis::stLogarithmic);
    setAccessibleName(tr("Roofline"));
    setWhatsThis(tr("Each point is an operation: how many FLOPs it makes of each byte, and how "
                    "many a second it reaches. Under the slope the memory is its limit, under the "
                    "level the arithmetic. The arrow keys go from point to point."));
}

void RooflineChart::setCosts(const core::SnapshotPtr &snapshot, core::StageCosts costs)
{
    m_snapshot = snapshot;
    m_costs = std::move(costs);
    m_roofline = snapshot ? core::rooflineOf(m_costs, snapshot->scenario) : core::Roofline{};
    m_chosen.reset();
    rebuild();
}

void RooflineChart::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    rebuild();
}

void RooflineChart::setChosen(std::optional<std::size_t> row)
{
    if (row == m_chosen)
        return;
    m_chosen = row;
    rebuild();
}

void RooflineChart::rebuild()
{
    m_plot->setVisible(hasPicture());
    m_plot->setGeometry(rect());
    update();
    if (!hasPicture() || width() <= 0 || height() <= 0)
        return;
    applyTheme(*m_plot, m_look);
    m_plot->xAxis->grid()->setVisible(true);
    m_plot->xAxis->setLabel(tr("FLOP per byte"));
    m_plot->yAxis->setLabel(tr("TFLOP/s"));
    fillRoofs();
    fillPoints();
    m_plot->setViewport(QRect(QPoint(0, 0), size())); // also of one that was never shown
    m_plot->replot(QCustomPlot::rpImmediateRefresh);  // labels ask where points lie
    placeLabels();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RooflineChart::fillRoofs()
{
    const std::vector<core::RooflinePoint> &points = m_roofline.points;
    const double highest = std::max(m_roofline.peak, m_roofline.narrowPeak);
    const double least =
        std::min(points.front().intensity, m_roofline.ridge(m_roofline.peak)) / kMargin;
    const double most = std::max(points.back().intensity, m_roofline.ridge(highest)) * kMargin;
    const double lowest = std::ranges::min(points, {}, &core::RooflinePoint::reached).reached;
    const auto fill = [&](int graph, double peak) {
        const QVector<double> x = {least, std::max(least, m_roofline.ridge(peak)), most};
        QVector<double> y;
        for (const double each : x)
            y.append(m_roofline.roofAt(each, peak) / kTera);
        m_plot->graph(graph)->setData(peak > 0 ? x : QVector<double>{},
                                      peak > 0 ? y : QVector<double>{}, true);
    };
    fill(Roof, m_roofline.peak);
    fill(NarrowRoof, m_roofline.narrowPeak);
    m_plot->graph(Roof)->setPen(QPen(m_look.theme.text2, 1));
    m_plot->graph(NarrowRoof)->setPen(QPen(m_look.theme.text2, 1, Qt::DashLine));
    m_plot->xAxis->setRange(least, most);
    m_plot->yAxis->setRange(std::min(lowest, highest / 10) / kMargin / kTera,
                            highest * kMargin / kTera);
    setLogTicks(*m_plot->xAxis, width() - m_look.px(kAxisRoom), m_look.px(kWideTick));
    setLogTicks(*m_plot->yAxis, height() - m_look.px(kAxisRoom), m_look.px(kHighTick));
}

void RooflineChart::fillPoints()
{
    std::array<QVector<double>, GraphCount> x;
    std::array<QVector<double>, GraphCount> y;
    for (const core::RooflinePoint &point : m_roofline.points) {
        const bool product =
            m_costs.rows[point.row].operation.kind() == core::OperationKind::Product;
        const auto add = [&](std::size_t graph) {
            x.at(graph).append(point.intensity);
            y.at(graph).append(point.reached / kTera);
        };
        add(product ? Products : Kernels);
        if (m_chosen == point.row)
            add(Chosen);
    }
    const Theme &theme = m_look.theme;
    const auto show = [&](int graph, const QPen &pen, const QColor &fill, double size) {
        const auto at = static_cast<std::size_t>(graph);
        m_plot->graph(graph)->setData(x.at(at), y.at(at));
        m_plot->graph(graph)->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, pen, fill, m_look.px(size)));
    };
    show(Products, QPen(theme.surface, 1), theme.accent, kPoint);
    show(Kernels, QPen(theme.surface, 1), theme.sync, kPoint);
    show(Chosen, QPen(theme.text1, std::max(1.0, m_look.px(2))), Qt::transparent, kChosenPoint);
}

QPointF RooflineChart::placeOf(const core::RooflinePoint &point) const
{
    return {m_plot->xAxis->coordToPixel(point.intensity),
            m_plot->yAxis->coordToPixel(point.reached / kTera)};
}

// The chosen one, below its point whatever lies there, then the longest: names that have no room
// are left out, and are told when their point is chosen or pointed at.
void RooflineChart::placeLabels()
{
    m_plot->clearItems();
    PointLabels labels(*m_plot, m_look);
    for (const core::RooflinePoint &point : m_roofline.points)
        labels.keepFree(placeOf(point), m_look.px(kPoint));
    for (const int roof : {Roof, NarrowRoof}) {
        const QCPGraph &graph = *m_plot->graph(roof);
        for (int corner = 1; corner < graph.dataCount(); ++corner)
            labels.keepFree(
                QLineF(graph.dataPixelPosition(corner - 1), graph.dataPixelPosition(corner)));
    }
    std::vector<core::RooflinePoint> points = m_roofline.points;
    std::ranges::stable_sort(points, std::ranges::greater{}, [this](const auto &point) {
        return std::pair(m_chosen == point.row, m_costs.rows[point.row].time.count);
    });
    const auto nameOf = [this](const core::RooflinePoint &point) {
        return operationTitle(m_costs.rows[point.row], m_costs.kind);
    };
    std::vector<core::RooflinePoint> crowded;
    for (const core::RooflinePoint &point : points) {
        if (m_chosen == point.row)
            labels.putBelow(placeOf(point), nameOf(point));
        else if (!labels.putBeside(placeOf(point), nameOf(point)))
            crowded.push_back(point);
    }
    std::ranges::sort(crowded, {}, &core::RooflinePoint::intensity);
    for (const core::RooflinePoint &point : crowded)
        labels.putAway(placeOf(point), nameOf(point));
}

std::optional<std::size_t> RooflineChart::pointAt(const QPointF &position) const
{
    std::optional<std::size_t> nearest;
    double best = m_look.px(kReach);
    for (std::size_t i = 0; i < m_roofline.points.size(); ++i) {
        const QPointF away = placeOf(m_roofline.points[i]) - position;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

QString RooflineChart::tipOf(const core::RooflinePoint &point) const
{
    return operationFacts(m_costs.rows[point.row], m_costs, *m_snapshot).join(u'\n');
}

int RooflineChart::itemCount() const
{
    return static_cast<int>(m_roofline.points.size());
}

AccessibleItems::Item RooflineChart::itemAt(int index) const
{
    const core::RooflinePoint &point = m_roofline.points[static_cast<std::size_t>(index)];
    const QPointF at = placeOf(point);
    const double size = m_look.px(kPoint);
    return {.name = operationTitle(m_costs.rows[point.row], m_costs.kind),
            .value = tr("%1 FLOP per byte, %2 TFLOP/s")
                         .arg(textOf(core::figureOfNumber(point.intensity)),
                              textOf(core::figureOfNumber(point.reached / kTera))),
            .description = tipOf(point),
            .area = QRectF(at.x() - size / 2, at.y() - size / 2, size, size),
            .selected = m_chosen == point.row};
}

void RooflineChart::chooseItem(int index)
{
    if (index < 0 || index >= itemCount())
        return;
    const std::size_t row = m_roofline.points[static_cast<std::size_t>(index)].row;
    setChosen(row);
    announceItem(this, index);
    Q_EMIT rowChosen(row);
}

QSize RooflineChart::sizeHint() const
{
    return {m_look.ipx(360), m_look.ipx(220)};
}

QSize RooflineChart::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(110)};
}

QImage RooflineChart::image(double pixelRatio)
{
    QImage image(size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(m_look.theme.surface);
    if (hasPicture())
        drawPlot(*m_plot, image, m_plot->geometry());
    return image;
}

void RooflineChart::paintVectors(QPainter &painter)
{
    painter.fillRect(rect(), m_look.theme.surface);
    if (hasPicture())
        drawPlot(*m_plot, painter, m_plot->geometry());
}

bool RooflineChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::optional<std::size_t> point = pointAt(help->pos());
    if (point)
        QToolTip::showText(help->globalPos(), tipOf(m_roofline.points[*point]), this);
    else
        QToolTip::hideText();
    return true;
}

void RooflineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    if (hasPicture())
        return;
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("No operation here has both FLOPs and bytes."));
}

void RooflineChart::resizeEvent(QResizeEvent *)
{
    rebuild();
}

void RooflineChart::mousePressEvent(QMouseEvent *event)
{
    if (const std::optional<std::size_t> point = pointAt(event->position()))
        chooseItem(static_cast<int>(*point));
}

void RooflineChart::keyPressEvent(QKeyEvent *event)
{
    const int last = itemCount() - 1;
    const auto current = std::ranges::find(
        m_roofline.points, m_chosen.value_or(m_costs.rows.size()), &core::RooflinePoint::row);
    const int at = current == m_roofline.points.end()
                       ? -1
                       : static_cast<int>(current - m_roofline.points.begin());
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        return chooseItem(std::min(last, at + 1));
    case Qt::Key_Left:
    case Qt::Key_Up:
        return chooseItem(std::max(0, at - 1));
    case Qt::Key_Home:
        return chooseItem(0);
    case Qt::Key_End:
        return chooseItem(last);
    default:
        return QWidget::keyPressEvent(event);
    }
}

void RooflineChart::focusInEvent(QFocusEvent *event)
{
    // A first point, so that the arrow keys have somewhere to start from.
    if (event->reason() != Qt::MouseFocusReason && !m_chosen && hasPicture())
        chooseItem(0);
    QWidget::focusInEvent(event);
}

void RooflineChart::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

} // namespace ui
