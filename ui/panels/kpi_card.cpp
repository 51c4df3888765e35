// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi_card.h"

#include "ui/paint/primitives.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr double kPadding = 13;
constexpr double kNarrowCard = 165;
constexpr double kNarrowPadding = 9;
constexpr double kBarWidth = 65;
constexpr double kBarHeight = 7;
constexpr double kSmallNote = 11.5; // where the usual size has no room
constexpr double kCompactValue = 15.5;
constexpr double kCompactPadding = 7;
constexpr double kUnitGap = 6;

} // namespace

double KpiCard::padding() const
{
    return look.px(compact                               ? kCompactPadding
                   : rect.width() < look.px(kNarrowCard) ? kNarrowPadding
                                                         : kPadding);
}

QFont KpiCard::valueFont() const
{
    return compact ? look.font(TextRole::KpiValue, kCompactValue) : look.font(TextRole::KpiValue);
}

QFont KpiCard::noteFont(const QString &note) const
{
    const QFont font = look.font(TextRole::Control);
    return textWidth(font, note) <= room() ? font : look.font(TextRole::Control, kSmallNote);
}

// Smaller where it would just miss its place beside the value.
QFont KpiCard::unitFont(const KpiText &text) const
{
    const QFont font = compact ? look.font(TextRole::Caption) : look.font(TextRole::Control);
    const double value = textWidth(valueFont(), text.value) + look.px(kUnitGap);
    if (compact && value + textWidth(font, text.unit) > room())
        return look.font(TextRole::Caption, 11);
    return value + textWidth(font, text.unit) <= room() ? font
                                                        : look.font(TextRole::Control, kSmallNote);
}

// In a narrow card, shorter text instead of cut text: brief notes, and the unit below the value
// instead of the note.
KpiText KpiCard::fitted(KpiText text) const
{
    if (compact) // it shows no note
        return text;
    const double value = textWidth(valueFont(), text.value);
    if (value + look.px(kUnitGap) + textWidth(unitFont(text), text.unit) > room()) {
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
    QFont titleFont = look.font(TextRole::Control);
    if (compact || textWidth(titleFont, text.title) > inner.width())
        titleFont = look.font(TextRole::Control, 11);
    draw(line(compact ? -10 : -21.5, 18), titleFont, theme.text2, text.title);
    if (!compact)
        draw(line(23.5, 18), noteFont(text.note), text.problem ? theme.problemText : theme.text3,
             text.note);
    QRectF area = line(compact ? 7.5 : 1, compact ? 22 : 32);
    draw(area, valueFont(), theme.text1, text.value);
    const double used = textWidth(valueFont(), text.value) + look.px(kUnitGap);
    // On the baseline of the value.
    area = area.translated(0, look.px(compact ? 1 : 2.5));
    area = reversed ? area.adjusted(0, 0, -used, 0) : area.adjusted(used, 0, 0, 0);
    if (area.width() > look.px(10))
        draw(area, unitFont(text), theme.text2, text.unit);
    if (!compact)
        paintBar(painter, text);
}

void KpiCard::paintBar(QPainter &painter, const KpiText &text) const
{
    if (text.bar == KpiBar::None)
        return;
    const double title = textWidth(look.font(TextRole::Control), text.title);
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
