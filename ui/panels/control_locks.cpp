// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/control_locks.h"

#include "ui/controls/value_slider.h"

#include <QGraphicsOpacityEffect>
#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

namespace ui {

namespace {

constexpr double kLockedOpacity = 0.55;

} // namespace

void ControlLocks::add(const QString &id, QWidget &widget)
{
    m_ids.insert(&widget, id);
    widget.installEventFilter(this);
    const QList<QWidget *> parts = widget.findChildren<QWidget *>();
    for (QWidget *part : parts)
        part->installEventFilter(this);
}

bool ControlLocks::allow(const Names &ids)
{
    if (ids == m_allowed)
        return false;
    m_allowed = ids;
    for (auto entry = m_ids.cbegin(); entry != m_ids.cend(); ++entry)
        show(*entry.key(), isLocked(entry.value()));
    return true;
}

bool ControlLocks::isLocked(const QString &id) const
{
    return m_allowed && !m_allowed->contains(id);
}

QString ControlLocks::reason() const
{
    return isOn() ? tr("The lesson leaves this as it is.") : QString();
}

void ControlLocks::show(QWidget &widget, bool locked) const
{
    widget.setEnabled(!locked);
    // One look for all kinds of controls.
    QGraphicsOpacityEffect *faded = nullptr;
    if (locked) {
        faded = new QGraphicsOpacityEffect;
        faded->setOpacity(kLockedOpacity);
    }
    widget.setGraphicsEffect(faded);
    widget.setAccessibleDescription(locked ? reason() : QString());
}

bool ControlLocks::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (widget == nullptr || !isOn())
        return false;
    // What the lesson asks for goes on by the arrow keys, which else move the time. What a click
    // has done leaves the space bar to play what came of it.
    if (event->type() == QEvent::MouseButtonPress && widget->isEnabled() &&
        qobject_cast<ValueSlider *>(widget) != nullptr)
        widget->setFocus(Qt::MouseFocusReason);
    if (event->type() != QEvent::ToolTip || widget->isEnabled())
        return false;
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), reason());
    return true;
}

} // namespace ui
