// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/table_colours.h"

namespace ui {

QPalette tableColours(QPalette colours, const Theme &theme)
{
    for (const auto role : {QPalette::Base, QPalette::Window, QPalette::Button})
        colours.setColor(role, theme.surface);
    colours.setColor(QPalette::Text, theme.text1);
    colours.setColor(QPalette::WindowText, theme.text2);
    colours.setColor(QPalette::ButtonText, theme.text2);
    colours.setColor(QPalette::Highlight, theme.accentSoft);
    colours.setColor(QPalette::HighlightedText, theme.text1);
    return colours;
}

} // namespace ui
