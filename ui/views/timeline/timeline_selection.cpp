// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_selection.h"

#include "ui/views/timeline/area_panel.h"
#include "ui/words/area_texts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace ui {

namespace {

constexpr int kKeySteps = 100; // of the visible time
constexpr double kToEdge = 8;  // logical pixels, from the panel to that of the window

} // namespace

TimelineSelection::TimelineSelection(TimelineSheet &sheet, TimelineSheet::Accents &accents,
                                     QWidget *view)
    : QObject(view), m_sheet(sheet), m_accents(accents), m_view(view)
{}

TimelineSelection::~TimelineSelection()
{
    delete m_panel;
}

void TimelineSelection::setLook(const Look &look)
{
    m_look = look;
    if (m_panel)
        m_panel->setLook(look);
    place();
}

void TimelineSelection::select(const std::optional<TimelineArea> &area)
{
    if (area == m_accents.area)
        return;
    m_accents.area = area;
    showNumbers();
    Q_EMIT pictureChanged();
}

void TimelineSelection::renew()
{
    if (m_accents.area)
        showNumbers();
}

bool TimelineSelection::clear()
{
    const bool any = m_accents.area.has_value();
    select({});
    return any;
}

void TimelineSelection::selectVisible()
{
    if (!m_sheet.hasPicture())
        return;
    const TimelineViewport &view = m_sheet.viewport();
    select(TimelineArea{view.begin, view.end, 0, std::max(0, m_sheet.frame().rowCount - 1)});
}

bool TimelineSelection::takeKey(const QKeyEvent &event, int selectedRow)
{
    const int along = event.key() == Qt::Key_Right ? 1 : event.key() == Qt::Key_Left ? -1 : 0;
    const int down = event.key() == Qt::Key_Down ? 1 : event.key() == Qt::Key_Up ? -1 : 0;
    if (event.modifiers() != Qt::ShiftModifier || (along == 0 && down == 0) ||
        !m_sheet.hasPicture())
        return false;
    const TimelineViewport &view = m_sheet.viewport();
    TimelineArea next;
    if (m_accents.area) {
        next = *m_accents.area;
    } else {
        next.anchor = std::clamp(m_accents.moment, view.begin, view.end);
        next.end = next.anchor;
        next.anchorRow = selectedRow >= 0 ? selectedRow : 0;
        next.endRow = next.anchorRow;
    }
    const std::int64_t step =
        std::max<std::int64_t>(1, (view.end.count - view.begin.count) / kKeySteps);
    next.end =
        std::clamp(core::Nanos{next.end.count + along * step}, core::Nanos{0}, m_sheet.stop());
    next.endRow = std::clamp(next.endRow + down, 0, std::max(0, m_sheet.frame().rowCount - 1));
    select(next);
    keepEndInSight();
    return true;
}

void TimelineSelection::keepEndInSight()
{
    const TimelineViewport &view = m_sheet.viewport();
    const core::Nanos end = m_accents.area->end;
    if (end >= view.begin && end <= view.end)
        return;
    const double x = view.body().left() +
                     static_cast<double>(end.count - view.begin.count) * view.pixelsPerNano();
    const double over = x < view.body().left() ? x - view.body().left() : x - view.body().right();
    m_sheet.setViewport(panned(view, over, m_sheet.stop()));
    place();
    Q_EMIT pictureChanged();
}

std::optional<AreaOfRuns> TimelineSelection::statistics() const
{
    if (!m_accents.area || !m_sheet.hasPicture())
        return {};
    return statisticsOf(m_sheet.runs(), *m_accents.area, m_sheet.arrangement());
}

void TimelineSelection::showNumbers()
{
    const std::optional<AreaOfRuns> numbers = statistics();
    if (!numbers) {
        if (m_panel)
            m_panel->hide();
        return;
    }
    if (!m_panel) {
        m_panel = new AreaPanel(m_view->window());
        m_panel->setLook(m_look);
        m_panel->hide();
        connect(m_panel, &AreaPanel::closeWanted, this, &TimelineSelection::clear);
        connect(m_panel, &AreaPanel::copyWanted, this, &TimelineSelection::copy);
        connect(m_panel, &AreaPanel::zoomWanted, this, &TimelineSelection::zoomWanted);
    }
    m_panel->setTexts(areaTexts(*numbers, deviceWordOf(m_sheet.runs())));
    place();
    showPanel(m_view->isVisible());
}

void TimelineSelection::showPanel(bool shown)
{
    if (!m_panel || (!m_accents.area && shown))
        return;
    m_panel->setVisible(shown);
    if (shown)
        m_panel->raise();
}

void TimelineSelection::place()
{
    if (!m_panel || !m_accents.area)
        return;
    const QWidget *window = m_panel->parentWidget();
    const int edge = m_look.ipx(kToEdge);
    const QRect view(m_view->mapTo(window, QPoint(0, 0)), m_view->size());
    // Upwards over the whole window, but not down over what is below the timeline.
    QRect room = window->rect().adjusted(edge, edge, -edge, -edge);
    // Nor over what is below a pane that scrolls, where the timeline is out of sight.
    for (const QWidget *around = m_view; around != nullptr && around != window;
         around = around->parentWidget())
        room.setBottom(
            std::min(room.bottom(), around->mapTo(window, QPoint(0, around->height() - 1)).y()));
    const QRectF area = areaRect(m_sheet.frame(), *m_accents.area);
    const QRect beside = area.isNull() ? view : area.toRect().translated(view.topLeft());
    m_panel->place(room, beside);
}

void TimelineSelection::copy() const
{
    if (const std::optional<AreaOfRuns> numbers = statistics())
        QGuiApplication::clipboard()->setText(areaTable(*numbers));
}

} // namespace ui
