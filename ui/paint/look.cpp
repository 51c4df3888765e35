// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/look.h"

#include <QCache>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr int kMostKnownWidths = 4096;

struct TextStyle
{
    double pixels;
    QFont::Weight weight;
};

TextStyle styleOf(TextRole role)
{
    switch (role) {
    case TextRole::KpiValue:
        return {24, QFont::DemiBold};
    case TextRole::SectionTitle:
        return {15, QFont::DemiBold};
    case TextRole::CardTitle:
        return {15, QFont::Bold};
    case TextRole::Control:
        return {13, QFont::Medium};
    case TextRole::ControlStrong:
        return {13, QFont::DemiBold};
    case TextRole::Caption:
        return {12, QFont::Normal};
    case TextRole::CaptionStrong:
        return {12, QFont::DemiBold};
    case TextRole::Small:
        return {11, QFont::DemiBold};
    case TextRole::Mono:
        return {12, QFont::Normal};
    }
    return {13, QFont::Medium};
}

QFont makeFont(TextRole role, int pixels)
{
    const bool mono = role == TextRole::Mono;
    const QString system =
        QFontDatabase::systemFont(mono ? QFontDatabase::FixedFont : QFontDatabase::GeneralFont)
            .family();
    QFont font;
    font.setFamilies({mono ? QStringLiteral("JetBrains Mono") : QStringLiteral("Inter"), system});
    font.setStyleHint(mono ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(pixels);
    font.setWeight(styleOf(role).weight);
    // Unhinted glyphs keep their shape and width at every zoom, screen scale and export size.
    font.setHintingPreference(QFont::PreferNoHinting);
    // Changing numbers must not jump, so kerning is off. That also halves the time spent on text.
    // Scripts that need shaping still get it.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

} // namespace

QFont Look::font(TextRole role) const
{
    return font(role, styleOf(role).pixels);
}

QFont Look::font(TextRole role, double logicalPixels) const
{
    // A frame asks for hundreds of fonts, of about ten kinds.
    static QHash<std::pair<int, int>, QFont> made;
    const std::pair<int, int> kind(static_cast<int>(role), std::max(1, ipx(logicalPixels)));
    auto found = made.find(kind);
    if (found == made.end())
        found = made.insert(kind, makeFont(role, kind.second));
    return *found;
}

double textWidth(const QFont &font, const QString &text)
{
    static QCache<std::pair<QFont, QString>, double> known(kMostKnownWidths);
    const std::pair<QFont, QString> key(font, text);
    if (const double *width = known.object(key))
        return *width;
    const double width = QFontMetricsF(font).horizontalAdvance(text);
    known.insert(key, new double(width));
    return width;
}

} // namespace ui
