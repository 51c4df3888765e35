// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/accessible_items.h"

#include <QAccessibleWidget>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace ui {

namespace {

// One item of a widget. It may outlive the item it stands for, and is then invalid.
class AccessibleItem : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    AccessibleItem(QWidget *widget, int index) : m_widget(widget), m_index(index) {}

    [[nodiscard]] bool isValid() const override
    {
        const AccessibleItems *all = items();
        return all != nullptr && m_index < all->itemCount();
    }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override
    {
        return m_widget != nullptr ? m_widget->window()->windowHandle() : nullptr;
    }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_widget.data());
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    void setText(QAccessible::Text, const QString &) override {}

    [[nodiscard]] QAccessible::Role role() const override
    {
        return isValid() ? items()->itemRole() : QAccessible::NoRole;
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::State state() const override;

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface
                   ? static_cast<QAccessibleActionInterface *>(this)
                   : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &action) override
    {
        if (isValid() && action == pressAction())
            items()->chooseItem(m_index);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    [[nodiscard]] AccessibleItems *items() const
    {
        return dynamic_cast<AccessibleItems *>(m_widget.data());
    }

    QPointer<QWidget> m_widget;
    int m_index;
};

QString AccessibleItem::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    const AccessibleItems::Item item = items()->itemAt(m_index);
    switch (kind) {
    case QAccessible::Name:
        return item.name;
    case QAccessible::Value:
        return item.value;
    case QAccessible::Description:
        return item.description;
    default:
        return {};
    }
}

QRect AccessibleItem::rect() const
{
    if (!isValid())
        return {};
    const QRect area = items()->itemAt(m_index).area.toAlignedRect();
    return {m_widget->mapToGlobal(area.topLeft()), area.size()};
}

QAccessible::State AccessibleItem::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const AccessibleItems::Item item = items()->itemAt(m_index);
    state.selectable = true;
    state.focusable = true;
    state.readOnly = true;
    state.selected = item.selected;
    state.focused = item.selected && m_widget->hasFocus();
    state.offscreen = !item.area.intersects(m_widget->rect());
    state.invisible = !m_widget->isVisible();
    return state;
}

class AccessibleItemList : public QAccessibleWidget
{
public:
    AccessibleItemList(QWidget *widget, QAccessible::Role role)
        : QAccessibleWidget(widget, role), m_items(dynamic_cast<AccessibleItems *>(widget))
    {}
    ~AccessibleItemList() override
    {
        for (const QAccessible::Id id : m_ids)
            QAccessible::deleteAccessibleInterface(id);
    }

    [[nodiscard]] int childCount() const override { return isValid() ? m_items->itemCount() : 0; }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (index >= static_cast<int>(m_ids.size())) {
            auto *item = new AccessibleItem(widget(), static_cast<int>(m_ids.size()));
            m_ids.push_back(QAccessible::registerAccessibleInterface(item));
        }
        return QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPointF point = widget()->mapFromGlobal(QPointF(x, y));
        for (int i = 0; i < childCount(); ++i) {
            if (m_items->itemAt(i).area.contains(point))
                return child(i);
        }
        return nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *item) const override
    {
        for (int i = 0; i < std::min(childCount(), static_cast<int>(m_ids.size())); ++i) {
            if (QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(i)]) == item)
                return i;
        }
        return -1;
    }
    [[nodiscard]] QAccessibleInterface *focusChild() const override
    {
        if (!widget()->hasFocus())
            return nullptr;
        for (int i = 0; i < childCount(); ++i) {
            if (m_items->itemAt(i).selected)
                return child(i);
        }
        return nullptr;
    }

private:
    AccessibleItems *m_items;
    mutable std::vector<QAccessible::Id> m_ids; // made when first asked for
};

QAccessibleInterface *makeAccessibleItems(const QString &, QObject *object)
{
    const auto *items = dynamic_cast<AccessibleItems *>(object);
    if (items == nullptr || !object->isWidgetType())
        return nullptr;
    const bool rows = items->itemRole() == QAccessible::Row;
    return new AccessibleItemList(static_cast<QWidget *>(object),
                                  rows ? QAccessible::Table : QAccessible::List);
}

} // namespace

void installAccessibleItems()
{
    QAccessible::installFactory(makeAccessibleItems);
}

void announceItem(QWidget *widget, int index)
{
    QAccessibleEvent selection(widget, QAccessible::Selection);
    selection.setChild(index);
    QAccessible::updateAccessibility(&selection);
    if (!widget->hasFocus())
        return;
    QAccessibleEvent focus(widget, QAccessible::Focus);
    focus.setChild(index);
    QAccessible::updateAccessibility(&focus);
}

} // namespace ui
