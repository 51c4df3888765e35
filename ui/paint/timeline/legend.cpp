// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/legend.h"

#include "ui/paint/primitives.h"
#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/timeline/cell_fill.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>

#include <algorithm>

namespace ui {

void paintLegendSwatch(QPainter &painter, const QRectF &rect, const LegendEntry &entry,
                       const Look &look)
{
    if (entry.swatch == LegendSwatch::None)
        return;
    const QColor colour = look.theme.*entry.colour;
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    if (entry.swatch == LegendSwatch::DashDot) {
        QPen pen(colour, look.px(1.5));
        pen.setDashPattern({3, 1.5, 0.7, 1.5});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(QPointF(rect.center().x(), rect.top() - look.px(1)),
                         QPointF(rect.center().x(), rect.bottom() + look.px(1)));
        return;
    }
    if (entry.swatch == LegendSwatch::Outlined) {
        const double line = look.px(2);
        painter.setBrush(idleHatchBrush(look, ratio));
        painter.setPen(QPen(colour, line));
        painter.drawRoundedRect(rect.adjusted(line / 2, line / 2, -line / 2, -line / 2), look.px(2),
                                look.px(2));
        return;
    }
    const bool above = entry.swatch == LegendSwatch::BandAbove;
    if (above || entry.swatch == LegendSwatch::BandBelow) {
        drawRounded(painter, rect, look.px(3), look.theme.surface2, look.theme.line3, look.px(1));
        const double top = above ? rect.top() + look.px(2.5) : rect.bottom() - look.px(4.5);
        painter.fillRect(QRectF(rect.left() + look.px(2.5), top,
                                (rect.width() - look.px(5)) * (above ? 0.6 : 1), look.px(2)),
                         colour);
        return;
    }
    if (entry.swatch == LegendSwatch::Underlined) {
        painter.fillRect(QRectF(rect.left(), rect.bottom() - look.px(4), rect.width(), look.px(3)),
                         colour);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(entry.swatch == LegendSwatch::Hatched   ? idleHatchBrush(look, ratio)
                     : entry.swatch == LegendSwatch::Blamed  ? blamedBrush(look, ratio)
                     : entry.swatch == LegendSwatch::Striped ? recomputeBrush(look, ratio)
                                                             : QBrush(colour));
    painter.drawRoundedRect(rect, look.px(3), look.px(3));
    if (entry.swatch != LegendSwatch::Chevrons)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mixed(colour, look.theme.onSync, 0.75), look.px(1.2), Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    const double reach = look.px(2.6);
    for (const double x : {rect.left() + look.px(3), rect.left() + look.px(8)}) {
        const double y = rect.center().y();
        painter.drawPolyline(QPolygonF({{x, y - reach}, {x + reach, y}, {x, y + reach}}));
    }
}

namespace {

// Logical pixels at scale 1, as in the pictures.
constexpr double kSwatchWidth = 14;
constexpr double kSwatchHeight = 12;
constexpr double kSwatchGap = 7;
constexpr double kEntryGap = 19;
constexpr double kNarrowGap = 8; // before an entry is left out

class LegendWords
{
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

double entryWidth(const LegendEntry &entry, const Look &look)
{
    const double swatch =
        entry.swatch == LegendSwatch::None ? 0 : look.px(kSwatchWidth + kSwatchGap);
    return swatch + textWidth(look.font(TextRole::Caption), entry.text);
}

double legendGap(const QList<LegendEntry> &line, double width, const Look &look)
{
    const double spare = width - legendWidth(line, look);
    const double gaps = static_cast<double>(std::max<qsizetype>(1, line.size() - 1));
    return look.px(kEntryGap) + std::min(0.0, spare / gaps);
}

// As many entries a line as fit with narrow gaps.
QList<QList<LegendEntry>> splitLegend(const QList<LegendEntry> &entries, double width,
                                      const Look &look)
{
    QList<QList<LegendEntry>> lines;
    for (const LegendEntry &entry : entries) {
        if (!lines.isEmpty()) {
            QList<LegendEntry> longer = lines.last();
            longer.append(entry);
            if (legendGap(longer, width, look) >= look.px(kNarrowGap)) {
                lines.last() = longer;
                continue;
            }
        }
        lines.append(QList<LegendEntry>{entry});
    }
    return lines;
}

// Of the same number of lines, those that are about as long as each other. Where there is room for
// fewer they stay as full as they can be: the last are dropped.
QList<QList<LegendEntry>> evenLines(const QList<LegendEntry> &entries, double width,
                                    const Look &look, qsizetype room)
{
    QList<QList<LegendEntry>> lines = splitLegend(entries, width, look);
    if (lines.size() < 2 || lines.size() > room)
        return lines;
    const double step = look.px(kEntryGap);
    for (double narrower = width - step; narrower > 0; narrower -= step) {
        QList<QList<LegendEntry>> split = splitLegend(entries, narrower, look);
        if (split.size() > lines.size())
            break;
        lines = std::move(split);
    }
    return lines;
}

void paintLegendLine(QPainter &painter, const QRectF &rect, const QList<LegendEntry> &line,
                     const Look &look, Qt::Alignment alignment)
{
    const QFont font = look.font(TextRole::Caption);
    const double gap = legendGap(line, rect.width(), look);
    const double spare = std::max(0.0, rect.width() - legendWidth(line, look));
    double x = rect.left();
    if (alignment.testFlag(Qt::AlignRight))
        x += spare;
    else if (alignment.testFlag(Qt::AlignHCenter))
        x += spare / 2;
    painter.setFont(font);
    for (const LegendEntry &entry : line) {
        const double width = entryWidth(entry, look);
        paintLegendSwatch(painter,
                          QRectF(x, rect.center().y() - look.px(kSwatchHeight / 2),
                                 look.px(kSwatchWidth), look.px(kSwatchHeight)),
                          entry, look);
        const bool swatch = entry.swatch != LegendSwatch::None;
        const double textLeft = x + (swatch ? look.px(kSwatchWidth + kSwatchGap) : 0);
        painter.setPen(look.theme.text2);
        painter.drawText(QRectF(textLeft, rect.top(), x + width - textLeft + 1, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
        x += width + gap;
    }
}

} // namespace

double legendWidth(const QList<LegendEntry> &entries, const Look &look)
{
    double width = 0;
    for (const LegendEntry &entry : entries)
        width += entryWidth(entry, look) + look.px(kEntryGap);
    return entries.isEmpty() ? 0 : width - look.px(kEntryGap);
}

double narrowestLegend(const QList<LegendEntry> &entries, const Look &look)
{
    const double gaps = static_cast<double>(std::max<qsizetype>(0, entries.size() - 1));
    return legendWidth(entries, look) - gaps * look.px(kEntryGap - kNarrowGap);
}

namespace {

// What leaves first is little of a step; idle time and the ideal finish nothing else explains.
qsizetype leastNeeded(const QList<LegendEntry> &entries)
{
    constexpr QColor Theme::*order[] = {&Theme::text2,      &Theme::optimizer, &Theme::recompute,
                                        &Theme::weightGrad, &Theme::sync,      &Theme::backward,
                                        &Theme::forward};
    for (QColor Theme::*colour : order) {
        const auto found = std::ranges::find(entries, colour, &LegendEntry::colour);
        if (found != entries.end())
            return std::distance(entries.begin(), found);
    }
    return entries.size() - 1;
}

} // namespace

QList<LegendEntry> fittedLegend(QList<LegendEntry> entries, double width, const Look &look,
                                int lines)
{
    const auto fits = [&](const QList<LegendEntry> &some) {
        return lines == 1 ? narrowestLegend(some, look) <= width
                          : legendLines(some, width, look) <= lines;
    };
    if (fits(entries))
        return entries;
    for (LegendEntry &entry : entries) { // the ideal finish last
        if (!entry.brief.isEmpty())
            entry.text = entry.brief;
        if (fits(entries))
            return entries;
    }
    const qsizetype all = entries.size();
    const auto withMore = [&entries, all](qsizetype left) {
        const LegendEntry more{LegendWords::tr("+%1").arg(left), &Theme::text2, LegendSwatch::None};
        return all > 0 ? entries + QList{more} : entries;
    };
    while (!entries.isEmpty() && !fits(withMore(all)))
        entries.removeAt(leastNeeded(entries));
    return withMore(all - entries.size());
}

QString legendTip(const QList<LegendEntry> &entries, const Look &look)
{
    QString rows;
    for (const LegendEntry &entry : entries) {
        const QRectF swatch(0, 0, look.px(kSwatchWidth), look.px(kSwatchHeight));
        QImage image(swatch.size().toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        paintLegendSwatch(painter, swatch, entry, look);
        painter.end();
        QBuffer png;
        png.open(QIODevice::WriteOnly);
        image.save(&png, "PNG");
        rows += QStringLiteral("<tr><td><img src=\"data:image/png;base64,%1\"></td>"
                               "<td>&nbsp;%2</td></tr>")
                    .arg(QString::fromLatin1(png.data().toBase64()), entry.text.toHtmlEscaped());
    }
    return rows.isEmpty() ? QString()
                          : QStringLiteral("<table>") + rows + QStringLiteral("</table>");
}

int legendLines(const QList<LegendEntry> &entries, double width, const Look &look)
{
    return static_cast<int>(splitLegend(entries, width, look).size());
}

void paintLegend(QPainter &painter, const QRectF &rect, const QList<LegendEntry> &entries,
                 const Look &look, Qt::Alignment alignment)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto room = std::max<qsizetype>(1, static_cast<qsizetype>(rect.height() / look.px(16)));
    const QList<QList<LegendEntry>> lines = evenLines(entries, rect.width(), look, room);
    const qsizetype shown = std::min(room, lines.size());
    for (qsizetype i = 0; i < shown; ++i) {
        const double height = rect.height() / static_cast<double>(shown);
        const QRectF line(rect.left(), rect.top() + static_cast<double>(i) * height, rect.width(),
                          height);
        paintLegendLine(painter, line, lines[i], look, alignment);
    }
}

} // namespace ui
