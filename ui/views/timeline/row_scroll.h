// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/scroll_bar.h"
#include "ui/views/timeline/timeline_sheet.h"

#include <QObject>

namespace ui {

// The scroll bar of a timeline whose rows do not all fit.
class RowScroll : public QObject
{
    Q_OBJECT

public:
    RowScroll(TimelineSheet &sheet, QWidget *view); // the view is the parent

    void setLook(const Look &look);
    void update(); // after the layout was made
    [[nodiscard]] bool isNeeded() const { return m_bar.isVisible(); }
    void showRow(int index); // as little as shows all of it
    void turn(int angle);    // of the wheel, eighths of a degree
    void movePixels(double by);
    void page(int by);

Q_SIGNALS:
    void scrolled();

private:
    TimelineSheet &m_sheet;
    QWidget *m_view;
    Look m_look;
    ScrollBar m_bar;
};

} // namespace ui
