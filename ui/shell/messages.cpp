// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/messages.h"

#include <QEvent>
#include <QMainWindow>
#include <QMenuBar>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kEdge = 10; // to the right end of the window
constexpr double kAfterMenus = 16;
constexpr double kLeastWidth = 420; // else it lies over the menus too
constexpr double kBetween = 4;
// Menus and top bar are as high as this many lines of one message, or one line of each of two.
constexpr int kMostLines = 2;

// Where the last menu ends, from the left or, in scripts that run the other way, from the right.
int endOfMenus(const QMenuBar &bar, bool reversed)
{
    int end = 0;
    for (QAction *menu : bar.actions()) {
        const QRect area = bar.actionGeometry(menu);
        end = std::max(end, reversed ? bar.width() - area.left() : area.right());
    }
    return end;
}

} // namespace

Messages::Messages(QMainWindow &window, const QUndoStack &stack)
    : QObject(&window), m_window(window), m_message(new MessageStrip(&window)),
      m_problem(new MessageStrip(&window))
{
    m_message->dismissOnUndo(stack);
    for (MessageStrip *strip : {m_message, m_problem})
        connect(strip, &MessageStrip::heightChanged, this, &Messages::place);
    window.installEventFilter(this);
}

void Messages::show(const Message &message)
{
    m_message->show(message);
}

void Messages::showProblem(const QString &problem)
{
    if (problem.isEmpty())
        m_problem->dismiss();
    else
        m_problem->show({Message::Kind::Problem, problem, {}});
}

void Messages::keepBack(bool back)
{
    m_keepsBack = back;
    place();
}

void Messages::withdraw(const QString &id)
{
    m_message->withdraw(id);
}

bool Messages::leave()
{
    for (MessageStrip *strip : {m_message, m_problem}) {
        if (strip->isVisible()) {
            strip->dismiss();
            return true;
        }
    }
    return false;
}

void Messages::setLook(const Look &look)
{
    m_look = look;
    m_message->setLook(look);
    m_problem->setLook(look);
    place();
}

bool Messages::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::Resize || type == QEvent::LayoutRequest || type == QEvent::Show ||
        type == QEvent::LayoutDirectionChange)
        place();
    return QObject::eventFilter(watched, event);
}

void Messages::place()
{
    const bool reversed = m_window.layoutDirection() == Qt::RightToLeft;
    const int room = m_window.width() - m_look.ipx(kEdge);
    const int after = endOfMenus(*m_window.menuBar(), reversed) + m_look.ipx(kAfterMenus);
    const int width =
        std::min(room - m_look.ipx(kEdge), std::max(room - after, m_look.ipx(kLeastWidth)));
    const bool both = m_message->isVisibleTo(&m_window) && m_problem->isVisibleTo(&m_window);
    int top = 0;
    for (MessageStrip *strip : {m_message, m_problem}) {
        if (m_keepsBack)
            strip->lower();
        else
            strip->raise(); // both, so that their order stays
        if (!strip->isVisibleTo(&m_window))
            continue;
        strip->setMostLines(both ? 1 : kMostLines);
        const QRect area(room - width, top, width, strip->heightForWidth(width));
        strip->setGeometry(QStyle::visualRect(m_window.layoutDirection(), m_window.rect(), area));
        top = area.bottom() + 1 + m_look.ipx(kBetween);
    }
}

} // namespace ui
