// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>

namespace ui {

// Groups and pins the rows of a timeline as its user wants them.
class RowArranger : public QObject
{
    Q_OBJECT

public:
    RowArranger(TimelineSheet &sheet, QObject *parent) : QObject(parent), m_sheet(sheet) {}

    void setGrouping(RowGrouping grouping);
    void nextGrouping();          // none, by node, by stage, by replica
    void toggleGroup(int number); // collapsed or not
    void toggleGroups();          // all: collapsed if one is not
    void togglePin(int device);   // of the row that shows it; none does: nothing happens
    [[nodiscard]] bool isPinned(int device) const;

Q_SIGNALS:
    void arranged();

private:
    void arrange(const RowArrangement &arrangement);

    TimelineSheet &m_sheet;
};

} // namespace ui
