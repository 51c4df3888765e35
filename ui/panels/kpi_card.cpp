// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi_card.h"

#include "ui/paint/primitives.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <span>

namespace ui {

namespace {

constexpr double kPadding = 13;
constexpr double kNarrowCard = 165;
constexpr double kNarrowPadding = 9;
constexpr double kBarWidth = 65;
constexpr double kBarHeight = 7;
constexpr double kTitleSizes[] = {13, 11, 10, 9.5}; // the first of a card that is not compact
constexpr double kSmallNote = 11.5;                 // where the usual size has no room
constexpr double kCompactPadding = 7;
constexpr double kUnitGap = 6;

// Logical pixels of the number and of its unit, from large to small.
constexpr ValueSizes kSizes[] = {{24, 13}, {24, 11.5}, {20, 11.5}, {17, 11.5}, {14, 11}};
constexpr std::size_t kSizesOfValue = 2; // beyond them the unit goes below the number
constexpr ValueSizes kCompactSizes[] = {{15.5, 12},  {15.5, 11}, {14.5, 10.5}, {13.5, 10},
                                        {12.5, 9.5}, {11.5, 9},  {10.5, 8.5}};

} // namespace

double KpiCard::padding() const
{
    return look.px(compact                               ? kCompactPadding
                   : rect.width() < look.px(kNarrowCard) ? kNarrowPadding
                                                         : kPadding);
}

KpiCard::ValueFonts KpiCard::fontsOf(const ValueSizes &sizes) const
{
    const TextRole unit = compact ? TextRole::Caption : TextRole::Control;
    return {look.font(TextRole::KpiValue, sizes.value), look.font(unit, sizes.unit)};
}

bool KpiCard::fits(const KpiText &text, const ValueFonts &fonts) const
{
    const double unit =
        text.unit.isEmpty() ? 0 : look.px(kUnitGap) + textWidth(fonts.unit, text.unit);
    return textWidth(fonts.value, text.value) + unit <= room();
}

// The largest at which value and unit stand beside each other whole. Where even the smallest are
// too large it is the unit that is cut, never the number.
KpiCard::ValueFonts KpiCard::valueFonts(const KpiText &text) const
{
    const std::span<const ValueSizes> sizes =
        compact ? std::span<const ValueSizes>(kCompactSizes) : std::span<const ValueSizes>(kSizes);
    for (const ValueSizes &each : sizes) {
        const ValueFonts fonts = fontsOf(each);
        if (fits(text, fonts))
            return fonts;
    }
    return fontsOf(sizes.back());
}

QFont KpiCard::titleFont(const QString &title) const
{
    QFont font;
    for (const double size : std::span<const double>(kTitleSizes).subspan(compact ? 1 : 0)) {
        font = look.font(TextRole::Control, size);
        if (textWidth(font, title) <= room())
            break;
    }
    return font;
}

QFont KpiCard::noteFont(const QString &note) const
{
    const QFont font = look.font(TextRole::Control);
    return textWidth(font, note) <= room() ? font : look.font(TextRole::Control, kSmallNote);
}

// In a narrow card, shorter text instead of cut text: brief notes, and the unit below the value
// instead of the note.
KpiText KpiCard::fitted(KpiText text) const
{
    if (textWidth(titleFont(text.title), text.title) > room())
        text.title = text.title.section(QStringLiteral(" ("), 0, 0);
    if (compact) { // it shows no note
        if (!text.briefUnit.isEmpty() && !fits(text, fontsOf(*std::rbegin(kCompactSizes))))
            text.unit = text.briefUnit; // "GB" rather than "of 8…"
        return text;
    }
    if (!fits(text, fontsOf(kSizes[kSizesOfValue - 1]))) {
        text.note = text.unit;
        text.unit.clear();
    } else if (!text.brief.isEmpty() && textWidth(noteFont(text.note), text.note) > room()) {
        text.note = text.brief;
    }
    text.note = QFontMetricsF(noteFont(text.note)).elidedText(text.note, Qt::ElideRight, room());
    return text;
}

void KpiCard::paint(QPainter &painter, const KpiText &whole) const
{
    const Theme &theme = look.theme;
    const QRectF inner = rect.adjusted(padding(), 0, -padding(), 0);
    const KpiText text = fitted(whole);
    const int edge =
        static_cast<int>((reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const auto line = [&](double offset, double height) {
        const double centre = rect.center().y() + look.px(offset);
        return QRectF(inner.left(), centre - look.px(height) / 2, inner.width(), look.px(height));
    };
    const auto draw = [&](const QRectF &area, const QFont &font, const QColor &colour,
                          const QString &words) {
        painter.setFont(font);
        painter.setPen(colour);
        const QFontMetricsF metrics(font);
        painter.drawText(area, edge, metrics.elidedText(words, Qt::ElideRight, area.width()));
    };
    draw(line(compact ? -10 : -21.5, 18), titleFont(text.title), theme.text2, text.title);
    if (!compact)
        draw(line(23.5, 18), noteFont(text.note), text.problem ? theme.problemText : theme.text3,
             text.note);
    QRectF area = line(compact ? 7.5 : 1, compact ? 22 : 32);
    const ValueFonts fonts = valueFonts(text);
    draw(area, fonts.value, theme.text1, text.value);
    const double used = textWidth(fonts.value, text.value) + look.px(kUnitGap);
    // On the baseline of the value.
    area = area.translated(0, look.px(compact ? 1 : 2.5));
    area = reversed ? area.adjusted(0, 0, -used, 0) : area.adjusted(used, 0, 0, 0);
    if (area.width() > look.px(10))
        draw(area, fonts.unit, theme.text2, text.unit);
    if (!compact)
        paintBar(painter, text);
}

void KpiCard::paintBar(QPainter &painter, const KpiText &text) const
{
    if (text.bar == KpiBar::None)
        return;
    const double title = textWidth(titleFont(text.title), text.title);
    const double spare = room() - title - look.px(10);
    if (spare < look.px(24))
        return; // the number alone says it too
    const double barWidth = std::min(spare, look.px(kBarWidth));
    const double top = rect.center().y() - look.px(21.5 + kBarHeight / 2);
    const double left = reversed ? rect.left() + padding() : rect.right() - padding() - barWidth;
    const QRectF bar(left, top, barWidth, look.px(kBarHeight));
    const Theme &theme = look.theme;
    const QBrush fill = text.bar == KpiBar::Busy ? QBrush(theme.accent)
                        : text.bar == KpiBar::Memory
                            ? QBrush(theme.memActs)
                            : hatchBrush(theme.idle, theme.text3, look, pixelRatio);
    drawBar(painter, bar, text.share, fill, theme.flat ? theme.idleHatch : theme.idle);
}

} // namespace ui
