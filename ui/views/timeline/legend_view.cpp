// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/legend_view.h"

#include "ui/paint/primitives.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kTwoLines = 33;
constexpr double kMark = 16;
constexpr double kMarkRoom = 24;

} // namespace

LegendView::LegendView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend"));
    setWhatsThis(tr("What the colours and patterns of the timeline stand for."));
}

QSize LegendView::sizeHint() const
{
    if (!isWorthShowing())
        return {m_look.ipx(kMarkRoom), m_look.ipx(kMarkRoom)};
    if (isInTwoLines())
        return {m_room, m_look.ipx(kTwoLines)};
    return {static_cast<int>(std::ceil(legendWidth(m_shown, m_look))), m_look.ipx(24)};
}

QSize LegendView::minimumSizeHint() const
{
    if (!isWorthShowing())
        return sizeHint();
    if (isInTwoLines())
        return {m_room, m_look.ipx(kTwoLines)};
    return {static_cast<int>(std::ceil(narrowestLegend(m_shown, m_look))), m_look.ipx(24)};
}

bool LegendView::isInTwoLines() const
{
    return legendLines(m_shown, m_room, m_look) > 1;
}

void LegendView::setRuns(const core::RunPtr &first, const core::RunPtr &second, Timelines timelines)
{
    m_timelines = timelines;
    m_first = first ? first : second;
    m_second = first ? second : core::RunPtr();
    renew();
}

void LegendView::showTimeline(const TimelineOptions &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    renew();
}

void LegendView::showBusyBars()
{
    if (!m_marks)
        return;
    m_marks.reset();
    renew();
}

void LegendView::renew()
{
    m_entries.clear();
    if (m_first && m_second)
        m_entries = m_timelines == Timelines::One
                        ? workLegend(TimelineRuns(m_first.view(), m_second.view()))
                        : workLegend(m_first.view(), m_second.view());
    else if (m_first && m_marks)
        m_entries = marksLegend(*m_marks) + workLegend(TimelineRuns(m_first.view()));
    else if (m_first.snapshot)
        m_entries = busyLegend(*m_first.snapshot);
    fit();
}

void LegendView::fit()
{
    m_shown = fittedLegend(m_entries, m_room, m_look, 2);
    updateGeometry();
    update();
}

void LegendView::setRoom(int width)
{
    m_room = width;
    fit();
}

// Its pictures take longer to make than the legend itself: made when it is asked for.
bool LegendView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool whole =
            std::ranges::equal(m_entries, m_shown, {}, &LegendEntry::text, &LegendEntry::text);
        setToolTip(whole ? QString() : legendTip(m_entries, m_look));
    }
    return QWidget::event(event);
}

// For those who do not wait for tips.
void LegendView::mousePressEvent(QMouseEvent *event)
{
    if (isWorthShowing())
        return QWidget::mousePressEvent(event);
    QToolTip::showText(event->globalPosition().toPoint(), legendTip(m_entries, m_look), this);
}

bool LegendView::isWorthShowing() const
{
    const auto named = m_shown.size() - std::ranges::count(m_shown, LegendSwatch::None,
                                                           &LegendEntry::swatch); // not "+2"
    return 2 * named > m_entries.size();
}

void LegendView::setLook(const Look &look)
{
    m_look = look;
    fit();
}

void LegendView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isWorthShowing())
        paintLegend(painter, rect(), m_shown, m_look);
    else
        drawIcon(painter, rect(), QStringLiteral("info"), m_look.theme.text2, kMark, m_look);
}

} // namespace ui
