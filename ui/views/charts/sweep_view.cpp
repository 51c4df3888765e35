// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/sweep_view.h"

#include "ui/views/charts/sweep_plot.h"
#include "ui/words/sweep_texts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <qcustomplot.h>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

// Logical pixels.
constexpr double kReach = 6; // around a marker

// Keys that mean something here, though the window has them too.
bool isOurs(const QKeyEvent &key)
{
    constexpr int keys[] = {Qt::Key_Left, Qt::Key_Right,  Qt::Key_Up,    Qt::Key_Down, Qt::Key_Home,
                            Qt::Key_End,  Qt::Key_Return, Qt::Key_Enter, Qt::Key_P};
    return (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier &&
           std::ranges::find(keys, key.key()) != std::end(keys);
}

} // namespace

SweepView::SweepView(SweepShape shape, QWidget *parent)
    : QWidget(parent), m_shape(shape), m_plot(new QCustomPlot(this))
{
    installAccessibleItems();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Sweep"));
    setWhatsThis(
        tr("Every point is a set-up that was simulated by itself. Click one to open it, or drag it "
           "to “Pin as A”; a mark in red does not run and says why. A star: something else had to "
           "change."));
}

void SweepView::setResults(std::shared_ptr<const core::SweepResults> results,
                           const core::SweepMetric &metric)
{
    if (!results || (m_results && !(m_results->plan == results->plan))) {
        m_selected.reset();
        m_press.reset();
    }
    m_results = std::move(results);
    m_metric = &metric;
    m_data = m_results ? dataOf(*m_results, metric) : SweepData();
    m_words = m_results ? wordsOf(*m_results, metric, m_shape) : SweepWords();
    if (m_results)
        setAccessibleName(sweepHeading(m_results->plan, metric));
    place();
}

void SweepView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    place();
}

void SweepView::place()
{
    m_plot->setGeometry(rect());
    m_plot->setViewport(rect()); // which it takes over only once it is shown
    m_spots = fillSweepPlot(*m_plot, m_data, m_words, m_shape, m_look);
    m_plot->setVisible(m_results != nullptr);
    showSelected();
}

void SweepView::showSelected()
{
    QRectF ring = m_selected ? areaOf(*m_selected) : QRectF();
    if (!ring.isEmpty()) {
        const double by = m_shape == SweepShape::Lines ? m_look.px(4) : m_look.px(1);
        ring.adjust(-by, -by, by, by);
    }
    ringOnSweepPlot(*m_plot, ring, m_look);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QRectF SweepView::areaOf(std::size_t index) const
{
    if (!m_results)
        return {};
    const std::size_t column = m_results->plan.placeAt(0, index);
    const std::size_t series = m_results->plan.placeAt(1, index);
    const auto spot = std::ranges::find_if(m_spots, [&](const SweepSpot &each) {
        return each.column == column && each.series == series;
    });
    return spot != m_spots.end() ? spot->area : QRectF();
}

std::optional<std::size_t> SweepView::pointAt(const QPointF &position) const
{
    const double reach = m_shape == SweepShape::Lines ? m_look.px(kReach) : 0;
    // What is painted last lies on top.
    for (auto spot = m_spots.rbegin(); spot != m_spots.rend(); ++spot) {
        if (spot->area.adjusted(-reach, -reach, reach, reach).contains(position))
            return m_results->plan.indexOf(spot->column, spot->series);
    }
    return {};
}

void SweepView::select(std::optional<std::size_t> index)
{
    if (index == m_selected)
        return;
    m_selected = index;
    showSelected();
    if (index)
        announceItem(this, static_cast<int>(*index));
    Q_EMIT selectionChanged();
}

// Rows of a map go on downwards; of lines the next series is the next one of the list.
void SweepView::go(int columns, int series)
{
    if (!m_results || m_results->points.empty())
        return;
    const core::SweepPlan &plan = m_results->plan;
    if (!m_selected)
        return select(0);
    const auto moved = [](std::size_t place, int by, std::size_t count) {
        return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
            static_cast<std::ptrdiff_t>(place) + by, 0, static_cast<std::ptrdiff_t>(count) - 1));
    };
    select(plan.indexOf(moved(plan.placeAt(0, *m_selected), columns, plan.columns()),
                        moved(plan.placeAt(1, *m_selected), series, plan.series())));
}

QString SweepView::describe() const
{
    if (!m_results)
        return {};
    QStringList lines = {sweepHeading(m_results->plan, *m_metric)};
    for (std::size_t index = 0; index < m_results->points.size(); ++index)
        lines.append(pointText(*m_results, index, *m_metric).replace(u'\n', u' '));
    return lines.join(u'\n');
}

int SweepView::itemCount() const
{
    return m_results ? static_cast<int>(m_results->points.size()) : 0;
}

SweepView::Item SweepView::itemAt(int index) const
{
    const auto place = static_cast<std::size_t>(index);
    return {.name = pointText(*m_results, place, *m_metric).replace(u'\n', QStringLiteral(". ")),
            .value = {},
            .description = {},
            .area = areaOf(place),
            .selected = m_selected == place};
}

void SweepView::chooseItem(int index)
{
    select(static_cast<std::size_t>(index));
}

QSize SweepView::sizeHint() const
{
    return {m_look.ipx(480), m_look.ipx(360)};
}

QSize SweepView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(150)};
}

bool SweepView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto &help = static_cast<const QHelpEvent &>(*event);
        if (const auto point = pointAt(help.pos()))
            QToolTip::showText(help.globalPos(), pointText(*m_results, *point, *m_metric), this,
                               areaOf(*point).toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && isOurs(static_cast<QKeyEvent &>(*event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void SweepView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
}

void SweepView::resizeEvent(QResizeEvent *)
{
    place();
}

void SweepView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_press) {
        setCursor(pointAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const int way = (event->position().toPoint() - m_press->at).manhattanLength();
    if (!m_press->isDragged && way < QApplication::startDragDistance())
        return;
    m_press->isDragged = true;
    setCursor(Qt::ClosedHandCursor);
    Q_EMIT pointDragged(m_press->point, event->globalPosition().toPoint());
}

void SweepView::mousePressEvent(QMouseEvent *event)
{
    const std::optional<std::size_t> point = pointAt(event->position());
    if (event->button() != Qt::LeftButton || !point)
        return;
    select(point);
    m_press = {*point, event->position().toPoint()};
}

void SweepView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    const Press press = *std::exchange(m_press, {});
    unsetCursor();
    if (press.isDragged)
        Q_EMIT pointDropped(press.point, event->globalPosition().toPoint());
    else
        Q_EMIT pointOpened(press.point);
}

void SweepView::keyPressEvent(QKeyEvent *event)
{
    if (!isOurs(*event))
        return QWidget::keyPressEvent(event);
    const int row = m_shape == SweepShape::Map ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-1, 0);
    case Qt::Key_Right:
        return go(1, 0);
    case Qt::Key_Up:
        return go(0, -row);
    case Qt::Key_Down:
        return go(0, row);
    case Qt::Key_Home:
        return go(-itemCount(), 0);
    case Qt::Key_End:
        return go(itemCount(), 0);
    default:
        break;
    }
    if (!m_selected)
        return;
    if (event->key() == Qt::Key_P)
        Q_EMIT pointPinned(*m_selected);
    else
        Q_EMIT pointOpened(*m_selected);
}

void SweepView::focusInEvent(QFocusEvent *event)
{
    if (!m_selected && event->reason() != Qt::MouseFocusReason)
        go(0, 0);
    QWidget::focusInEvent(event);
}

} // namespace ui
