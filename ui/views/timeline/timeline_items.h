// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/accessible_items.h"
#include "ui/views/timeline/timeline_sheet.h"

namespace ui {

// The rows of a timeline as screen readers are told of them: a table with a row for each, in sight
// or not.
class TimelineItems : public AccessibleItems
{
public:
    // Both outlive it.
    TimelineItems(const TimelineSheet &sheet, const TimelineSheet::Accents &accents)
        : m_shown(sheet), m_marked(accents)
    {}

    [[nodiscard]] int itemCount() const override;
    [[nodiscard]] Item itemAt(int index) const override;
    [[nodiscard]] QAccessible::Role itemRole() const override { return QAccessible::Row; }

protected:
    [[nodiscard]] int rowOfSelected() const;  // -1: none
    [[nodiscard]] int unitOfSelected() const; // TimelineRow::index; -1: none
    [[nodiscard]] int deviceOf(int index) const;
    [[nodiscard]] QString description() const; // of all of it

private:
    const TimelineSheet &m_shown;
    const TimelineSheet::Accents &m_marked;
};

} // namespace ui
