// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QFont>
#include <QString>

namespace ui {

// Roles of the type table (UX section 4). Sizes are pixels at scale 1.
enum class TextRole {
    KpiValue,      // 24 / 600
    SectionTitle,  // 15 / 600
    CardTitle,     // 15 / 700
    Control,       // 13 / 500
    ControlStrong, // 13 / 600
    Caption,       // 12 / 400
    CaptionStrong, // 12 / 600
    Small,         // 11 / 600, token numbers
    Mono           // 12 / 400, JetBrains Mono
};

// How everything is drawn: colours, size and motion. A value; passed down, never global.
struct Look
{
    Theme theme = themeOf(ThemeId::Light);
    double scale = 1; // View > Zoom
    bool reduceMotion = false;
    bool interactive = true; // false in exports: no focus rings, no hover

    [[nodiscard]] double px(double logical) const { return logical * scale; }
    [[nodiscard]] int ipx(double logical) const { return qRound(logical * scale); }
    [[nodiscard]] QFont font(TextRole role) const; // scaled, tabular figures
    [[nodiscard]] QFont font(TextRole role, double logicalPixels) const;
};

// In pixels. Measuring is as slow as drawing, and layouts ask for the same texts again and again:
// results are cached.
[[nodiscard]] double textWidth(const QFont &font, const QString &text);

} // namespace ui
