// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/area_painter.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/timeline/legend.h"
#include "ui/paint/work_colours.h"
#include "ui/words/text_of.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kFrame = 2;
constexpr double kPillHeight = 17;
constexpr double kPillPadding = 9;
constexpr double kHandleWidth = 6;
constexpr double kHandleHeight = 18;
constexpr double kBarHeight = 12;
constexpr double kAfterBar = 6;
constexpr double kLine = 17;
constexpr double kSwatch = 14; // wide, and as far down as the text of a reason is moved in
constexpr double kSwatchHeight = 12;
constexpr double kSwatchGap = 7;
constexpr double kColumnGap = 12;
constexpr double kBetween = 22; // of two columns

void paintHandle(QPainter &painter, const QPointF &centre, const QRectF &frame, const Look &look)
{
    const double height = std::min(look.px(kHandleHeight), frame.height());
    const QRectF handle(centre.x() - look.px(kHandleWidth / 2), centre.y() - height / 2,
                        look.px(kHandleWidth), height);
    drawRounded(painter, handle, look.px(kHandleWidth / 2), look.theme.surface, look.theme.accent,
                look.px(1.5));
}

// Widths of the columns of figures.
struct NumberColumns
{
    double text = 0; // with the swatch
    double share = 0;
    double time = 0;
    double count = 0;

    [[nodiscard]] double width(const Look &look) const
    {
        const double gaps = count > 0 ? 3 : 2;
        return text + share + time + count + gaps * look.px(kColumnGap);
    }
};

NumberColumns columnsOf(const QList<AreaLine> &lines, const AreaTexts &texts, const Look &look)
{
    const QFont plain = look.font(TextRole::Control);
    const QFont strong = look.font(TextRole::ControlStrong);
    const double inset = look.px(kSwatch + kSwatchGap);
    NumberColumns columns;
    for (const AreaLine &line : lines) {
        const double more = line.work ? 0 : look.px(kSwatchGap);
        columns.text = std::max(columns.text, inset + more + textWidth(plain, line.text));
        columns.share = std::max(columns.share, textWidth(strong, line.share));
        columns.time = std::max(columns.time, textWidth(plain, line.time));
        if (!line.count.isEmpty())
            columns.count = std::max(columns.count, textWidth(plain, line.count));
    }
    columns.time = std::max(columns.time, textWidth(look.font(TextRole::Caption), texts.timeTitle));
    if (columns.count > 0)
        columns.count =
            std::max(columns.count, textWidth(look.font(TextRole::Caption), texts.countTitle));
    return columns;
}

struct NumberLists
{
    QList<AreaLine> kinds;
    QList<AreaLine> reasons; // empty: they are among the kinds
};

NumberLists listsOf(const AreaTexts &texts, AreaColumns columns)
{
    NumberLists lists;
    for (const AreaLine &line : texts.lines)
        (line.work || columns == AreaColumns::One ? lists.kinds : lists.reasons).append(line);
    return lists;
}

void paintNumbers(QPainter &painter, const QPointF &topLeft, const QList<AreaLine> &lines,
                  const AreaTexts &texts, const NumberColumns &columns, const Look &look)
{
    double y = topLeft.y();
    const double shareRight = topLeft.x() + columns.text + look.px(kColumnGap) + columns.share;
    const double timeRight = shareRight + look.px(kColumnGap) + columns.time;
    const double countRight = timeRight + look.px(kColumnGap) + columns.count;
    const auto put = [&](const QString &text, double right, double width, TextRole role,
                         const QColor &colour) {
        painter.setFont(look.font(role));
        painter.setPen(colour);
        painter.drawText(QRectF(right - width - 1, y, width + 1, look.px(kLine)),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    };
    put(texts.timeTitle, timeRight, columns.time, TextRole::Caption, look.theme.text3);
    if (columns.count > 0)
        put(texts.countTitle, countRight, columns.count, TextRole::Caption, look.theme.text3);
    y += look.px(kLine);
    for (const AreaLine &line : lines) {
        const bool kind = line.work.has_value();
        if (kind)
            paintLegendSwatch(painter,
                              QRectF(topLeft.x(), y + look.px((kLine - kSwatchHeight) / 2),
                                     look.px(kSwatch), look.px(kSwatchHeight)),
                              legendEntryOf(*line.work), look);
        const double inset = look.px(kSwatch + kSwatchGap + (kind ? 0 : kSwatchGap));
        painter.setFont(look.font(TextRole::Control));
        painter.setPen(kind ? look.theme.text1 : look.theme.text2);
        painter.drawText(QRectF(topLeft.x() + inset, y, columns.text - inset + 1, look.px(kLine)),
                         Qt::AlignLeft | Qt::AlignVCenter, line.text);
        put(line.share, shareRight, columns.share,
            kind ? TextRole::ControlStrong : TextRole::Control,
            kind ? look.theme.text1 : look.theme.text2);
        put(line.time, timeRight, columns.time, TextRole::Control, look.theme.text2);
        put(line.count, countRight, columns.count, TextRole::Control, look.theme.text2);
        y += look.px(kLine);
    }
}

void paintShares(QPainter &painter, const QRectF &bar, const AreaTexts &texts, const Look &look)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    double left = bar.left();
    for (const AreaLine &line : texts.lines) {
        if (!line.work)
            continue;
        const QRectF part(left, bar.top(), bar.width() * line.part, bar.height());
        painter.fillRect(part, *line.work == WorkClass::Idle
                                   ? idleHatchBrush(look, ratio)
                                   : QBrush(workColour(*line.work, look.theme)));
        left = part.right();
    }
    drawRounded(painter, bar, 0, {}, look.theme.line3, look.px(1));
}

} // namespace

void paintArea(QPainter &painter, const TimelineLayout &layout, const TimelineArea &area,
               const Look &look)
{
    const QRectF frame = areaRect(layout, area);
    if (frame.isNull())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = look.px(kFrame);
    // A rim keeps the frame visible over cells of its own colour.
    drawRounded(painter, frame.adjusted(-line * 1.5, -line * 1.5, line * 1.5, line * 1.5), line * 2,
                {}, look.theme.surface, line * 2);
    drawRounded(painter, frame.adjusted(-line, -line, line, line), line * 1.5, {},
                look.theme.accent, line);
    const core::TimeInterval time = area.time();
    const TimelineViewport &view = layout.viewport;
    if (look.interactive && time.begin >= view.begin.count)
        paintHandle(painter, {frame.left() - line / 2, frame.center().y()}, frame, look);
    if (look.interactive && time.end <= view.end.count)
        paintHandle(painter, {frame.right() + line / 2, frame.center().y()}, frame, look);
    const QString text = textOf(core::figureOf(core::Nanos{time.end - time.begin}).text());
    const QFont font = look.font(TextRole::CaptionStrong);
    const double width = textWidth(font, text) + look.px(2 * kPillPadding);
    const double most = std::max(look.px(2), view.size.width() - width - look.px(2));
    const QRectF pill(std::clamp(frame.center().x() - width / 2, look.px(2), most),
                      std::max(look.px(1), frame.top() - look.px(kPillHeight / 2 + 1)), width,
                      look.px(kPillHeight));
    drawPill(painter, pill, PillStyle::Filled, look.theme.accent, look.theme.onAccent, text, font);
}

QSizeF areaNumbersSize(const AreaTexts &texts, AreaColumns columns, const Look &look)
{
    const NumberLists lists = listsOf(texts, columns);
    double width = columnsOf(lists.kinds, texts, look).width(look);
    if (!lists.reasons.isEmpty())
        width += look.px(kBetween) + columnsOf(lists.reasons, texts, look).width(look);
    const auto lines = static_cast<double>(std::max(lists.kinds.size(), lists.reasons.size()) + 1);
    return {std::ceil(width), look.px(kBarHeight + kAfterBar + kLine * lines)};
}

void paintAreaNumbers(QPainter &painter, const QPointF &topLeft, const AreaTexts &texts,
                      AreaColumns columns, const Look &look)
{
    const NumberLists lists = listsOf(texts, columns);
    const QSizeF size = areaNumbersSize(texts, columns, look);
    paintShares(painter, QRectF(topLeft, QSizeF(size.width(), look.px(kBarHeight))), texts, look);
    const QPointF below = topLeft + QPointF(0, look.px(kBarHeight + kAfterBar));
    const NumberColumns kinds = columnsOf(lists.kinds, texts, look);
    paintNumbers(painter, below, lists.kinds, texts, kinds, look);
    if (!lists.reasons.isEmpty())
        paintNumbers(painter, below + QPointF(kinds.width(look) + look.px(kBetween), 0),
                     lists.reasons, texts, columnsOf(lists.reasons, texts, look), look);
}

} // namespace ui
