// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/row_scroll.h"

#include <algorithm>
#include <cmath>

namespace ui {

RowScroll::RowScroll(TimelineSheet &sheet, QWidget *view)
    : QObject(view), m_sheet(sheet), m_view(view), m_bar(Qt::Vertical, view)
{
    m_bar.hide();
    connect(&m_bar, &QScrollBar::valueChanged, this, [this](int value) {
        m_sheet.setScroll(value);
        Q_EMIT scrolled();
    });
}

void RowScroll::setLook(const Look &look)
{
    m_look = look;
    m_bar.setLook(look);
}

void RowScroll::update()
{
    const TimelineLayout &layout = m_sheet.lastLayout();
    const QRectF area = layout.rowsArea;
    const int hidden =
        std::max(0, static_cast<int>(std::ceil(layout.contentHeight - area.height())));
    const QSignalBlocker blocker(m_bar);
    m_bar.setRange(0, hidden);
    m_bar.setPageStep(static_cast<int>(area.height()));
    m_bar.setSingleStep(static_cast<int>(layout.rowHeight));
    m_bar.setValue(static_cast<int>(m_sheet.viewport().scroll));
    const int width = m_look.ipx(10);
    m_bar.setGeometry(m_view->width() - width - m_look.ipx(2), static_cast<int>(area.top()), width,
                      static_cast<int>(area.height()));
    m_bar.setVisible(hidden > 0);
}

void RowScroll::showRow(int index)
{
    if (index < 0 || !m_bar.isVisible())
        return;
    const TimelineLayout &layout = m_sheet.lastLayout();
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    if (index < layout.pinnedCount)
        return;
    const double top = index * pitch;
    const double above = layout.pinnedCount * pitch;
    const double area = layout.rowsArea.height();
    const double scroll = m_sheet.viewport().scroll;
    if (top - above < scroll)
        m_bar.setValue(static_cast<int>(std::floor(top - above)));
    else if (top + pitch > scroll + area)
        m_bar.setValue(static_cast<int>(std::ceil(top + pitch - area)));
}

void RowScroll::turn(int angle)
{
    m_bar.setValue(m_bar.value() - angle / 3);
}

void RowScroll::movePixels(double by)
{
    if (m_bar.isVisible())
        m_bar.setValue(m_bar.value() + static_cast<int>(std::lround(by)));
}

void RowScroll::page(int by)
{
    m_bar.triggerAction(by < 0 ? QScrollBar::SliderPageStepSub : QScrollBar::SliderPageStepAdd);
}

} // namespace ui
