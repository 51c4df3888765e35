// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

namespace ui {

// Whether the left panel of a mode is shown: beside the rest, or in a narrow mode laid over it for
// as long as it is wanted there.
class LeftPanel
{
public:
    // Both outlive it.
    LeftPanel(QWidget &mode, QWidget &panel) : m_mode(mode), m_panel(panel) {}

    void setLook(const Look &look) { m_look = look; }
    void show(bool show);
    void reset();
    [[nodiscard]] bool isWanted() const { return m_wanted; } // where it stands beside the rest
    void setWanted(bool wanted) { m_wanted = wanted; }
    [[nodiscard]] bool isShown() const { return m_shown; }
    // Over so much of the mode's height. Whether it has come or gone.
    [[nodiscard]] bool place(int height);
    [[nodiscard]] int width() const; // that it takes from the rest

private:
    [[nodiscard]] bool isNarrow() const; // no room beside the panel

    QWidget &m_mode;
    QWidget &m_panel;
    Look m_look;
    bool m_wanted = true;
    bool m_laidOver = false;
    bool m_shown = true;
};

} // namespace ui
