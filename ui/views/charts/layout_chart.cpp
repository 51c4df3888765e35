// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/layout_chart.h"

#include "core/search/layout_front.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/layout_labels.h"
#include "ui/views/charts/layout_plot.h"
#include "ui/words/layout_texts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <qcustomplot.h>

#include <algorithm>
#include <span>

namespace ui {

namespace {

constexpr double kReach = 9; // logical pixels around a point

// Keys that mean something here, though the window has them too.
bool isOurs(const QKeyEvent &key)
{
    constexpr int keys[] = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down, Qt::Key_Home,
                            Qt::Key_End,  Qt::Key_Enter, Qt::Key_Return, Qt::Key_P};
    return (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier &&
           std::ranges::find(keys, key.key()) != std::end(keys);
}

// In the order of memory; each layout once.
std::vector<core::LayoutPoint> reachedOf(const LayoutChartData &data)
{
    std::vector<core::LayoutPoint> reached;
    const auto add = [&reached](const core::LayoutPoint &point) {
        if (std::ranges::none_of(reached,
                                 [&](const auto &other) { return isSameLayout(point, other); }))
            reached.push_back(point);
    };
    std::ranges::for_each(data.ideas, add);
    for (const std::size_t place : core::frontOf(data.points))
        add(data.points[place]);
    if (data.now)
        add(*data.now);
    std::ranges::stable_sort(reached, {},
                             [](const auto &point) { return std::pair(point.memory, point.step); });
    return reached;
}

} // namespace

LayoutChart::LayoutChart(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    installAccessibleItems();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    buildLayoutPlot(*m_plot);
    setAccessibleName(tr("Layouts by memory and step"));
    setWhatsThis(tr("Each dot is a layout that was simulated: the further down, the faster; the "
                    "further left, the less memory it needs. The steps join those that no other "
                    "beats in both. A cross does not fit. Click one to take it."));
}

void LayoutChart::setData(LayoutChartData data)
{
    m_data = std::move(data);
    m_reached = reachedOf(m_data);
    fillLayoutPlot(*m_plot, m_data, m_look);
    showSelected();
}

void LayoutChart::setLook(const Look &look)
{
    m_look = look;
    fillLayoutPlot(*m_plot, m_data, m_look);
    showSelected();
    updateGeometry();
}

void LayoutChart::showSelected()
{
    ringOnPlot(*m_plot, m_selected, m_look);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

void LayoutChart::select(const std::optional<core::LayoutPoint> &point)
{
    if (point == m_selected)
        return;
    m_selected = point;
    showSelected();
    const auto place = std::ranges::find_if(
        m_reached, [&point](const auto &other) { return point && isSameLayout(*point, other); });
    if (place != m_reached.end())
        announceItem(this, static_cast<int>(place - m_reached.begin()));
    Q_EMIT selectionChanged();
}

std::optional<QPointF> LayoutChart::placeOf(const core::LayoutPoint &point) const
{
    const QPointF at(m_plot->xAxis->coordToPixel(static_cast<double>(point.memory.count)),
                     m_plot->yAxis->coordToPixel(static_cast<double>(point.step.count)));
    return QRectF(m_plot->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(at)
               ? std::optional(at)
               : std::nullopt;
}

// The nearest; what is drawn larger is in front.
const core::LayoutPoint *LayoutChart::pointAt(const QPointF &position) const
{
    const core::LayoutPoint *nearest = nullptr;
    double least = m_look.px(kReach);
    const auto look = [&](const core::LayoutPoint &point) {
        const std::optional<QPointF> place = placeOf(point);
        if (!place)
            return;
        const double away = QLineF(*place, position).length();
        if (away < least) {
            least = away;
            nearest = &point;
        }
    };
    std::ranges::for_each(m_reached, look);
    if (!nearest)
        std::ranges::for_each(m_data.points, look);
    return nearest;
}

QString LayoutChart::sentenceOf(const core::LayoutPoint &point) const
{
    QString text = layoutText(point);
    const std::span<const core::LayoutPoint> badges = badgesOf(m_data);
    for (std::size_t i = 0; i < badges.size(); ++i) {
        if (isSameLayout(point, badges[i]))
            text.prepend(tr("Idea %1").arg(i + 1) + u'\n');
    }
    if (m_data.now && isSameLayout(point, *m_data.now))
        text.prepend(tr("Chosen now") + u'\n');
    return text;
}

QString LayoutChart::describe() const
{
    QStringList lines = {accessibleName()};
    for (const core::LayoutPoint &point : m_reached)
        lines.append(sentenceOf(point).replace(u'\n', QStringLiteral(". ")));
    return lines.join(u'\n');
}

void LayoutChart::paintInto(QPainter &painter)
{
    m_plot->setGeometry(rect()); // it may never have been shown
    fillLayoutPlot(*m_plot, m_data, m_look);
    paintPlot(*m_plot, painter, rect(), m_look);
}

int LayoutChart::itemCount() const
{
    return static_cast<int>(m_reached.size());
}

LayoutChart::Item LayoutChart::itemAt(int index) const
{
    const core::LayoutPoint &point = m_reached[static_cast<std::size_t>(index)];
    const std::optional<QPointF> place = placeOf(point);
    const double reach = m_look.px(kReach);
    return {.name = sentenceOf(point).replace(u'\n', QStringLiteral(". ")),
            .value = {},
            .description = {},
            .area = place ? QRectF(place->x() - reach, place->y() - reach, 2 * reach, 2 * reach)
                          : QRectF(),
            .selected = m_selected && isSameLayout(*m_selected, point)};
}

void LayoutChart::chooseItem(int index)
{
    select(m_reached[static_cast<std::size_t>(index)]);
}

void LayoutChart::go(int by)
{
    if (m_reached.empty())
        return;
    const auto now = std::ranges::find_if(m_reached, [this](const auto &point) {
        return m_selected && isSameLayout(*m_selected, point);
    });
    const auto last = static_cast<std::ptrdiff_t>(m_reached.size()) - 1;
    const std::ptrdiff_t place = now != m_reached.end() ? now - m_reached.begin() + by : 0;
    select(m_reached[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, last))]);
}

QSize LayoutChart::sizeHint() const
{
    return {m_look.ipx(560), m_look.ipx(420)};
}

QSize LayoutChart::minimumSizeHint() const
{
    return {m_look.ipx(260), m_look.ipx(180)};
}

bool LayoutChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto &help = static_cast<const QHelpEvent &>(*event);
        if (const core::LayoutPoint *point = pointAt(help.pos()))
            QToolTip::showText(help.globalPos(), sentenceOf(*point), this);
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

void LayoutChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
}

void LayoutChart::resizeEvent(QResizeEvent *)
{
    m_plot->setGeometry(rect());
    fillLayoutPlot(*m_plot, m_data, m_look);
    showSelected();
}

void LayoutChart::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(pointAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void LayoutChart::mousePressEvent(QMouseEvent *event)
{
    const core::LayoutPoint *point = pointAt(event->position());
    if (event->button() != Qt::LeftButton || !point)
        return;
    const core::LayoutPoint taken = *point;
    select(taken);
    Q_EMIT pointTaken(taken);
}

void LayoutChart::keyPressEvent(QKeyEvent *event)
{
    if (!isOurs(*event))
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        return go(-1);
    case Qt::Key_Right:
    case Qt::Key_Down:
        return go(1);
    case Qt::Key_Home:
        return go(-itemCount());
    case Qt::Key_End:
        return go(itemCount());
    default:
        break;
    }
    if (!m_selected)
        return;
    const core::LayoutPoint taken = *m_selected;
    if (event->key() == Qt::Key_P)
        Q_EMIT pointPinned(taken);
    else
        Q_EMIT pointTaken(taken);
}

void LayoutChart::focusInEvent(QFocusEvent *event)
{
    if (!m_selected && event->reason() != Qt::MouseFocusReason)
        go(0);
    QWidget::focusInEvent(event);
}

} // namespace ui
