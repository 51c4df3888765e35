// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/grid_view.h"

#include "ui/editor/editor_texts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

const std::vector<core::VisitTime> &visitsOf(const EditorSession &session, int rank)
{
    return session.editor().grid().visits[static_cast<std::size_t>(rank)];
}

} // namespace

bool isEditorKey(int key, Qt::KeyboardModifiers modifiers)
{
    const Qt::KeyboardModifiers plain = modifiers & ~Qt::KeypadModifier;
    const bool isArrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up ||
                         key == Qt::Key_Down || key == Qt::Key_Home || key == Qt::Key_End;
    if (plain == Qt::NoModifier)
        return isArrow || key == Qt::Key_Delete || key == Qt::Key_Backspace ||
               key == Qt::Key_Insert || key == Qt::Key_Return || key == Qt::Key_Enter ||
               key == Qt::Key_S || key == Qt::Key_Escape;
    if (plain == Qt::ShiftModifier)
        return isArrow || key == Qt::Key_Delete;
    if (plain == Qt::ControlModifier)
        return key == Qt::Key_Z || key == Qt::Key_Y;
    return plain == (Qt::ControlModifier | Qt::ShiftModifier) && key == Qt::Key_Z;
}

GridView::GridView(EditorSession &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    installAccessibleItems();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Schedule"));
    setWhatsThis(
        tr("Each row is a stage, each cell a pass of a micro-batch, as early as its input allows. "
           "Drag a pass to another place in its row, or select it with the arrow keys and move it "
           "with Shift and an arrow. Insert or a click places a dashed pass, S splits a backward "
           "or joins it again, Delete takes a pass out, with Shift everything that needs it too. "
           "The underlined passes are the critical path: they determine when the step ends."));
    connect(&session, &EditorSession::changed, this, &GridView::renew);
}

void GridView::setLook(const Look &look)
{
    m_look = look;
    renew();
}

void GridView::setShowsReady(bool shows)
{
    m_showsReady = shows;
    renew();
}

void GridView::setRoom(const QSize &room)
{
    if (room == m_room)
        return;
    m_room = room;
    renew();
}

void GridView::setInSight(double left)
{
    m_inSight = left;
    update();
}

// A visit that is being dragged may be gone.
void GridView::renew()
{
    m_drag.reset();
    m_layout =
        layoutEditor(m_session.editor().order(), m_session.editor().grid(),
                     m_showsReady ? m_session.ready() : std::vector<core::ReadyVisit>(),
                     {.room = m_room, .scale = m_look.scale, .ticksShown = m_session.ticksShown()});
    const QSize size(static_cast<int>(std::ceil(m_layout.size.width())),
                     static_cast<int>(std::ceil(m_layout.size.height())) + m_look.ipx(4));
    setFixedSize(size.expandedTo(m_room));
    update();
}

QSize GridView::sizeHint() const
{
    return size();
}

QRect GridView::selectedArea() const
{
    const core::VisitPlace place = m_session.selected();
    const EditorLayout::Cell *cell = m_layout.cellOf(place);
    if (cell)
        return cell->area.toAlignedRect();
    const EditorLayout::Row &row = m_layout.rows[static_cast<std::size_t>(place.rank)];
    const double x = row.cells.empty() ? row.track.left() : row.cells.back().area.right();
    return QRectF(x, row.track.top(), m_look.px(24), row.track.height()).toAlignedRect();
}

QRectF GridView::dropArea() const
{
    const int rank = m_drag->from.rank;
    const EditorLayout::Cell *cell = m_layout.cellOf(m_drag->from);
    QRectF area = cell->area;
    area.moveLeft(std::max(m_layout.labelWidth, area.left() + m_drag->now.x() - m_drag->begin.x()));
    area.moveTop(m_layout.rows[static_cast<std::size_t>(rank)].track.top());
    return area;
}

void GridView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool showsFocus = hasFocus() && m_look.interactive;
    EditorPicture picture{.order = &m_session.editor().order(),
                          .grid = &m_session.editor().grid(),
                          .ready = m_showsReady ? &m_session.ready() : nullptr,
                          .selected =
                              showsFocus ? std::optional(m_session.selected()) : std::nullopt,
                          .hasFocus = showsFocus,
                          .refused = m_session.refused() ? &*m_session.refused() : nullptr,
                          .labelsAt = m_inSight};
    if (m_drag && m_drag->hasMoved)
        picture.dropAt = dropArea();
    paintEditorGrid(painter, m_layout, picture, m_look);
}

void GridView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const EditorLayout::Cell *cell = m_layout.cellAt(event->position())) {
        const core::VisitPlace place = cell->place;
        m_session.select(place);
        m_drag = Drag{place, event->position(), event->position()};
        return;
    }
    if (const EditorLayout::Ghost *ghost = m_layout.ghostAt(event->position()))
        m_session.place(core::ReadyVisit(m_session.ready()[ghost->ready]));
    else
        m_session.forgetRefusal();
}

void GridView::mouseMoveEvent(QMouseEvent *event)
{
    const bool canBeTaken = m_layout.cellAt(event->position()) != nullptr;
    const bool canBePlaced = m_layout.ghostAt(event->position()) != nullptr;
    setCursor(m_drag        ? Qt::ClosedHandCursor
              : canBeTaken  ? Qt::OpenHandCursor
              : canBePlaced ? Qt::PointingHandCursor
                            : Qt::ArrowCursor);
    if (!m_drag)
        return;
    m_drag->now = event->position();
    m_drag->hasMoved |=
        (m_drag->now - m_drag->begin).manhattanLength() >= QApplication::startDragDistance();
    update();
}

void GridView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const Drag drag = *m_drag;
    const QRectF area = dropArea();
    m_drag.reset();
    if (drag.hasMoved)
        m_session.move(drag.from, m_layout.indexAt(drag.from.rank, area.center().x()));
    update();
}

bool GridView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (isEditorKey(key->key(), key->modifiers())) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(QPointF(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

QString GridView::tipAt(QPointF position) const
{
    if (const EditorLayout::Cell *cell = m_layout.cellAt(position))
        return visitText(m_session, cell->place);
    if (const EditorLayout::Ghost *ghost = m_layout.ghostAt(position))
        return tr("Ready: %1. Click to place it.")
            .arg(visitName(m_session.editor().order(), m_session.ready()[ghost->ready].action));
    return {};
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if (!isEditorKey(event->key(), event->modifiers()) ||
        !press(event->key(), event->modifiers() & ~Qt::KeypadModifier))
        return QWidget::keyPressEvent(event);
    Q_EMIT selectionMoved();
    announceSelected();
}

void GridView::announceSelected()
{
    const core::VisitPlace place = m_session.selected();
    if (!m_session.selectedVisit())
        return;
    std::size_t item = place.index;
    for (int rank = 0; rank < place.rank; ++rank)
        item += visitsOf(m_session, rank).size();
    announceItem(this, static_cast<int>(item));
}

bool GridView::press(int key, Qt::KeyboardModifiers modifiers)
{
    const bool shift = (modifiers & Qt::ShiftModifier) != 0;
    switch (key) {
    case Qt::Key_Left:
        shift ? moveBy(-1) : selectBy(-1);
        return true;
    case Qt::Key_Right:
        shift ? moveBy(1) : selectBy(1);
        return true;
    case Qt::Key_Up:
        selectRank(-1);
        return true;
    case Qt::Key_Down:
        selectRank(1);
        return true;
    case Qt::Key_Home:
        m_session.select({m_session.selected().rank, 0});
        return true;
    case Qt::Key_End:
        m_session.select(
            {m_session.selected().rank, visitsOf(m_session, m_session.selected().rank).size()});
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        m_session.remove(shift ? EditorSession::Takes::WithFollowers : EditorSession::Takes::Alone);
        return true;
    case Qt::Key_Insert:
        Q_EMIT insertMenuRequested(mapToGlobal(selectedArea().bottomLeft()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        placeReady();
        return true;
    case Qt::Key_S:
        m_session.splitOrJoin();
        return true;
    case Qt::Key_Z:
        shift ? m_session.redo() : m_session.undo();
        return true;
    case Qt::Key_Y:
        m_session.redo();
        return true;
    case Qt::Key_Escape:
        m_drag.reset();
        m_session.forgetRefusal();
        return true;
    default:
        return false;
    }
}

void GridView::selectBy(int visits)
{
    const core::VisitPlace place = m_session.selected();
    const auto at = static_cast<std::int64_t>(place.index) + visits;
    m_session.select({place.rank, static_cast<std::size_t>(std::max<std::int64_t>(0, at))});
}

// The visit of the next row that runs at that time.
void GridView::selectRank(int by)
{
    const core::VisitPlace place = m_session.selected();
    const int rank = std::clamp(place.rank + by, 0, m_session.editor().order().ranks - 1);
    const std::vector<core::VisitTime> &from = visitsOf(m_session, place.rank);
    const std::vector<core::VisitTime> &to = visitsOf(m_session, rank);
    const std::int64_t time = place.index < from.size() ? from[place.index].start
                              : from.empty()            ? 0
                                                        : from.back().end;
    const auto found =
        std::ranges::find_if(to, [time](const core::VisitTime &each) { return each.end > time; });
    m_session.select({rank, static_cast<std::size_t>(found - to.begin())});
}

void GridView::moveBy(int visits)
{
    const core::VisitPlace place = m_session.selected();
    if (!m_session.selectedVisit())
        return;
    const core::VisitGroup group = core::groupOf(
        m_session.editor().order().actions[static_cast<std::size_t>(place.rank)], place.index);
    if (visits < 0 && group.begin > 0)
        m_session.move(place, group.begin - 1);
    else if (visits > 0 && group.end < visitsOf(m_session, place.rank).size())
        m_session.move(place, group.end + 1);
}

// The first that is ready on the selected row.
void GridView::placeReady()
{
    const int rank = m_session.selected().rank;
    const auto found = std::ranges::find_if(
        m_session.ready(), [rank](const auto &each) { return each.before.rank == rank; });
    if (found != m_session.ready().end())
        m_session.place(core::ReadyVisit(*found));
}

void GridView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void GridView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

int GridView::itemCount() const
{
    return static_cast<int>(core::visitCount(m_session.editor().order()));
}

core::VisitPlace GridView::placeOf(int item) const
{
    auto left = static_cast<std::size_t>(item);
    int rank = 0;
    for (const auto &visits : m_session.editor().grid().visits) {
        if (left < visits.size())
            break;
        left -= visits.size();
        ++rank;
    }
    return {rank, left};
}

AccessibleItems::Item GridView::itemAt(int index) const
{
    const core::VisitPlace place = placeOf(index);
    const EditorLayout::Cell *cell = m_layout.cellOf(place);
    return {.name = visitText(m_session, place),
            .value = {},
            .description = visitText(m_session, place),
            .area = cell ? cell->area : QRectF(),
            .selected = place == m_session.selected()};
}

void GridView::chooseItem(int index)
{
    m_session.select(placeOf(index));
}

} // namespace ui
