// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/left_panel.h"

#include <QStyle>

namespace ui {

namespace {

constexpr double kNarrow = 800; // logical pixels, of the whole mode

} // namespace

bool LeftPanel::isNarrow() const
{
    return m_mode.width() / m_look.scale < kNarrow;
}

void LeftPanel::show(bool show)
{
    if (m_mode.isVisible())
        (isNarrow() ? m_laidOver : m_wanted) = show;
    else // nobody knows yet how wide it will be
        m_wanted = m_laidOver = show;
}

void LeftPanel::reset()
{
    m_wanted = true;
    m_laidOver = false;
}

bool LeftPanel::place(int height)
{
    m_laidOver &= isNarrow();
    const bool shown = isNarrow() ? m_laidOver : m_wanted;
    m_panel.setVisible(shown);
    const QRect area(0, 0, m_panel.sizeHint().width(), height);
    m_panel.setGeometry(QStyle::visualRect(m_mode.layoutDirection(), m_mode.rect(), area));
    if (m_laidOver)
        m_panel.raise();
    const bool changed = shown != m_shown;
    m_shown = shown;
    return changed;
}

int LeftPanel::width() const
{
    return m_shown && !m_laidOver ? m_panel.width() : 0;
}

} // namespace ui
