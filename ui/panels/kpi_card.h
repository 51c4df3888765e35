// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"
#include "ui/words/kpi_texts.h"

#include <QRectF>

class QPainter;

namespace ui {

struct ValueSizes
{
    double value = 0;
    double unit = 0;
};

// How one headline number is drawn in its card.
struct KpiCard
{
    QRectF rect;
    Look look;
    bool reversed = false; // from right to left
    bool compact = false;  // title and value alone, in a low card
    double pixelRatio = 1;

    // Brief or elided where the full text does not fit; the tooltip has it all.
    [[nodiscard]] KpiText fitted(KpiText text) const;
    void paint(QPainter &painter, const KpiText &text) const;

private:
    [[nodiscard]] double padding() const;
    [[nodiscard]] double room() const { return rect.width() - 2 * padding(); }
    [[nodiscard]] QFont titleFont(const QString &title) const;
    [[nodiscard]] QFont noteFont(const QString &note) const;
    struct ValueFonts
    {
        QFont value;
        QFont unit;
    };
    [[nodiscard]] ValueFonts fontsOf(const ValueSizes &sizes) const;
    [[nodiscard]] ValueFonts valueFonts(const KpiText &text) const;
    [[nodiscard]] bool fits(const KpiText &text, const ValueFonts &fonts) const;
    void paintBar(QPainter &painter, const KpiText &text) const;
};

} // namespace ui
