// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QRectF>
#include <QString>

namespace ui {

// Lets a widget that paints several items of one kind expose each of them to screen readers.
class AccessibleItems
{
public:
    struct Item
    {
        QString name;        // all that is said when the reader comes to it
        QString value;       // the figures in it
        QString description; // what is said when asked for more
        QRectF area;         // in the widget; empty: out of sight
        bool selected = false;
    };

    virtual ~AccessibleItems() = default;
    [[nodiscard]] virtual int itemCount() const = 0;
    [[nodiscard]] virtual Item itemAt(int index) const = 0;
    [[nodiscard]] virtual QAccessible::Role itemRole() const = 0; // of the widget: its list
    virtual void chooseItem(int index) = 0;
};

// Registers the interface of every widget that derives from AccessibleItems. Safe to call again.
void installAccessibleItems();

// Moves the screen reader to this item, if the widget has the focus.
void announceItem(QWidget *widget, int index);

} // namespace ui
