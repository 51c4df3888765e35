// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_routing.h"

#include "ui/controls/choice_row.h"
#include "ui/controls/curve_editor.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/prediction_card.h"
#include "ui/views/charts/roofline_chart.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/minimap_view.h"
#include "ui/views/timeline/timeline_navigation.h"
#include "ui/views/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>

#include <algorithm>
#include <initializer_list>

namespace ui {

namespace {

bool any(int key, std::initializer_list<int> keys)
{
    return std::ranges::find(keys, key) != keys.end();
}

bool isArrow(int key)
{
    return any(key, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down});
}

bool isJump(int key)
{
    return any(key, {Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp, Qt::Key_PageDown});
}

bool isPress(int key)
{
    return any(key, {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter});
}

template <class Part>
bool isWithin(const QWidget &focused)
{
    const QWidget *widget = &focused;
    while (widget != nullptr && qobject_cast<const Part *>(widget) == nullptr)
        widget = widget->parentWidget();
    return widget != nullptr;
}

// Where Page Up and Page Down lead through steps or questions, whatever has the keyboard: remote
// controls send nothing else.
bool isLedByPages(const QWidget &focused)
{
    return isWithin<LessonsMode>(focused) || isWithin<QuizMode>(focused);
}

} // namespace

bool controlKeepsKey(const QWidget &focused, const QKeyEvent &event)
{
    const int key = event.key();
    const auto *timeline = qobject_cast<const TimelineView *>(&focused);
    if (timeline != nullptr && (event.modifiers() & ~Qt::KeypadModifier) == Qt::ShiftModifier)
        return isArrow(key); // they select
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (any(key, {Qt::Key_PageUp, Qt::Key_PageDown}) && isLedByPages(focused))
        return false;
    const bool vertical = any(key, {Qt::Key_Up, Qt::Key_Down});
    const bool enter = any(key, {Qt::Key_Return, Qt::Key_Enter});
    if (qobject_cast<const ChoiceButton *>(&focused) != nullptr)
        return isArrow(key) || isPress(key);
    if (qobject_cast<const QAbstractButton *>(&focused) != nullptr)
        return isPress(key);
    if (qobject_cast<const ValueSlider *>(&focused) != nullptr) // Enter locks a prediction in
        return isArrow(key) || isJump(key) || (enter && !isWithin<PredictionCard>(focused));
    if (qobject_cast<const CurveEditor *>(&focused) != nullptr)
        return isArrow(key);
    if (qobject_cast<const RooflineChart *>(&focused) != nullptr)
        return isArrow(key) || any(key, {Qt::Key_Home, Qt::Key_End});
    if (qobject_cast<const QComboBox *>(&focused) != nullptr)
        return vertical || isPress(key) || isJump(key);
    if (qobject_cast<const QAbstractItemView *>(&focused) != nullptr)
        return vertical || isJump(key) || enter;
    if (qobject_cast<const KpiStrip *>(&focused) != nullptr)
        return any(key, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End}) || enter;
    if (qobject_cast<const MinimapView *>(&focused) != nullptr)
        return isArrow(key) || isJump(key);
    if (qobject_cast<const SceneView *>(&focused) != nullptr)
        return vertical || enter || any(key, {Qt::Key_PageUp, Qt::Key_PageDown});
    if (timeline != nullptr)
        return vertical || (key == Qt::Key_Escape && timeline->holdsSomething()) ||
               isNavigationKey(event);
    return false;
}

void focusPane(const QList<QWidget *> &panes, const QWidget *focused, int by)
{
    qsizetype at = by > 0 ? -1 : panes.size();
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (focused != nullptr && (panes[i] == focused || panes[i]->isAncestorOf(focused)))
            at = i;
    }
    QWidget *pane = panes[(at + by + panes.size()) % panes.size()];
    QWidget *target = pane;
    // A pane that holds controls gives the focus to its first one.
    for (QWidget *next = pane->nextInFocusChain();
         target->focusPolicy() == Qt::NoFocus && next != pane; next = next->nextInFocusChain()) {
        if (pane->isAncestorOf(next) && next->isVisible() && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus))
            target = next;
    }
    target->setFocus(Qt::TabFocusReason);
}

// Qt's lists choose and close when Return comes as a possible shortcut. The same Return comes again
// as a key, and must not reach what lies below the list that it closed.
bool PopupKeys::filter(QEvent &event)
{
    const bool open = QApplication::activePopupWidget() != nullptr;
    if (event.type() == QEvent::ShortcutOverride) {
        m_key = open ? static_cast<QKeyEvent &>(event).key() : 0;
        if (open)
            event.accept();
        return false;
    }
    if (event.type() != QEvent::KeyPress)
        return false;
    const bool usedUp = !open && m_key != 0 && static_cast<QKeyEvent &>(event).key() == m_key;
    m_key = 0;
    return usedUp;
}

} // namespace ui
