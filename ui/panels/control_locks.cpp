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
        show(*entry.key(), reasonOf(entry.value()));
    return true;
}

void ControlLocks::setImpossible(const QString &id, const QString &reason)
{
    if (m_impossible.value(id) == reason)
        return;
    m_impossible.insert(id, reason);
    for (auto entry = m_ids.cbegin(); entry != m_ids.cend(); ++entry) {
        if (entry.value() == id)
            show(*entry.key(), reasonOf(id));
    }
}

bool ControlLocks::isLocked(const QString &id) const
{
    return m_allowed && !m_allowed->contains(id);
}

QString ControlLocks::reasonOf(const QString &id) const
{
    return isLocked(id) ? tr("The lesson leaves this as it is.") : m_impossible.value(id);
}

void ControlLocks::show(QWidget &widget, const QString &reason) const
{
    const bool locked = !reason.isEmpty();
    widget.setEnabled(!locked);
    // One look for all kinds of controls.
    QGraphicsOpacityEffect *faded = nullptr;
    if (locked) {
        faded = new QGraphicsOpacityEffect;
        faded->setOpacity(kLockedOpacity);
    }
    widget.setGraphicsEffect(faded);
    widget.setAccessibleDescription(reason);
}

bool ControlLocks::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (widget == nullptr)
        return false;
    // What the lesson asks for goes on by the arrow keys, which else move the time. What a click
    // has done leaves the space bar to play what came of it.
    if (isOn() && event->type() == QEvent::MouseButtonPress && widget->isEnabled() &&
        qobject_cast<ValueSlider *>(widget) != nullptr)
        widget->setFocus(Qt::MouseFocusReason);
    if (event->type() != QEvent::ToolTip || widget->isEnabled())
        return false;
    const QString reason = reasonAt(widget);
    if (reason.isEmpty())
        return false;
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), reason);
    return true;
}

// Of the control, or of the one that it is a part of.
QString ControlLocks::reasonAt(QWidget *widget) const
{
    for (QWidget *each = widget; each != nullptr; each = each->parentWidget()) {
        const auto found = m_ids.constFind(each);
        if (found != m_ids.cend())
            return reasonOf(found.value());
    }
    return {};
}

} // namespace ui
