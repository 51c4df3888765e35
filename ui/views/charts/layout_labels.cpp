// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/layout_labels.h"

#include "ui/views/charts/layout_legend.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

struct LayoutPlot
{
    Q_DECLARE_TR_FUNCTIONS(LayoutPlot)
};

constexpr double kAroundAxes = 50;  // labels and margins, of the height, beside the legend
constexpr double kFromLeft = 0.012; // of the axis, to the words of the bound
constexpr QPoint kFromRing(14, 12);
constexpr double kBesideWords = 8; // of those beyond the limit: padding, and boxes of whole pixels

QCPItemText *label(QCustomPlot &plot, const char *name)
{
    return plot.findChild<QCPItemText *>(QString::fromLatin1(name));
}

void placeText(QCPItemText &text, const QString &words, const QFont &font, const QColor &colour)
{
    text.setText(words);
    text.setFont(font);
    text.setColor(colour);
    text.setVisible(!words.isEmpty());
}

void pointTo(QCPItemText &text, const core::LayoutPoint &point, const QPointF &by)
{
    auto *anchor = text.parentPlot()->findChild<QCPItemTracer *>(text.objectName());
    anchor->position->setCoords(static_cast<double>(point.memory.count),
                                static_cast<double>(point.step.count));
    text.position->setCoords(by);
}

void labelIdeas(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    const std::span<const core::LayoutPoint> badges = badgesOf(data);
    for (std::size_t i = 0; i < kMostBadges; ++i) {
        QCPItemText &text = *label(plot, qPrintable(QStringLiteral("idea-%1").arg(i)));
        const bool shown = i < badges.size();
        placeText(text, shown ? QString::number(i + 1) : QString(),
                  look.font(TextRole::CaptionStrong), look.theme.onAccent);
        text.setPositionAlignment(Qt::AlignCenter);
        if (shown)
            pointTo(text, badges[i], {0, 0});
    }
}

QPointF placeOf(const core::LayoutPoint &point, const QCustomPlot &plot)
{
    return {plot.xAxis->coordToPixel(static_cast<double>(point.memory.count)),
            plot.yAxis->coordToPixel(static_cast<double>(point.step.count))};
}

// Whether a box there, in pixels from the ring, would cover no idea and stay between the axes.
bool isFree(const QCustomPlot &plot, const LayoutChartData &data, const QRectF &box,
            const Look &look)
{
    const QRectF there = box.translated(placeOf(*data.now, plot));
    const double half = look.px(kLayoutBadge) / 2;
    const auto covers = [&](const core::LayoutPoint &idea) {
        return there.adjusted(-half, -half, half, half).contains(placeOf(idea, plot));
    };
    return QRectF(plot.axisRect()->rect()).contains(there) &&
           std::ranges::none_of(badgesOf(data), covers);
}

// A box beside the ring, on the side that has more room, or on another if it would hide an idea.
void labelNow(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    QCPItemText &text = *label(plot, "now");
    if (!data.now) {
        text.setVisible(false);
        return;
    }
    const QString figures =
        data.now->fits
            ? textOf(core::figureOf(data.now->step).text()) + QStringLiteral(", ") +
                  textOf(core::figureOf(data.now->memory).text())
            : LayoutPlot::tr("needs %1").arg(textOf(core::figureOf(data.now->memory).text()));
    placeText(text, LayoutPlot::tr("Chosen now") + u'\n' + figures, look.font(TextRole::Caption),
              look.theme.text1);
    text.setBrush(look.theme.surface2);
    text.setPen(QPen(look.theme.text1, 1));
    const QMargins padding(look.ipx(7), look.ipx(4), look.ipx(7), look.ipx(4));
    text.setPadding(padding);
    text.setTextAlignment(Qt::AlignLeft);
    const QCPRange x = plot.xAxis->range();
    const QCPRange y = plot.yAxis->range();
    bool isRight = static_cast<double>(data.now->memory.count) > x.center();
    bool isHigh = static_cast<double>(data.now->step.count) > y.lower + 0.8 * y.size();
    const QRect words = QFontMetrics(text.font()).boundingRect(QRect(), 0, text.text());
    const QSizeF size = words.marginsAdded(padding).size();
    for (const auto &[left, below] : {std::pair(isRight, isHigh), std::pair(!isRight, isHigh),
                                      std::pair(isRight, !isHigh), std::pair(!isRight, !isHigh)}) {
        const QPointF from(look.px(kFromRing.x()), look.px(kFromRing.y()));
        const QPointF corner(left ? -from.x() - size.width() : from.x(),
                             below ? from.y() : -from.y() - size.height());
        if (!isFree(plot, data, {corner, size}, look))
            continue;
        isRight = left;
        isHigh = below;
        break;
    }
    text.setPositionAlignment((isRight ? Qt::AlignRight : Qt::AlignLeft) |
                              (isHigh ? Qt::AlignTop : Qt::AlignBottom));
    pointTo(text, *data.now,
            {look.px(isRight ? -kFromRing.x() : kFromRing.x()),
             look.px(isHigh ? kFromRing.y() : -kFromRing.y())});
}

// Words at a line: across is of the axis, from 0.
void labelLine(QCPItemText &text, const QString &words, const QColor &colour, const Look &look)
{
    placeText(text, words, look.font(TextRole::Caption), colour);
    text.setBrush(look.theme.surface);
    text.setPadding(QMargins(look.ipx(3), 0, look.ipx(3), 0));
}

// In this room, which ends at the limit: beyond it are the layouts that do not fit.
QString boundText(const LayoutChartData &data, double room, const Look &look)
{
    const QString step = textOf(core::figureOf(data.bound).text());
    const QString whole = LayoutPlot::tr("nothing within %1 can be faster than %2")
                              .arg(textOf(core::figureOf(data.limit).text()), step);
    if (textWidth(look.font(TextRole::Caption), whole) < room)
        return whole;
    return LayoutPlot::tr("none is faster than %1").arg(step);
}

// In the room beyond the limit: in lines where that is narrow; not at all where a word has no room,
// as pointing at the chart tells the same.
QString beyondText(const QString &words, double room, const Look &look)
{
    const QFont font = look.font(TextRole::Caption);
    QStringList lines;
    for (const QString &word : words.split(u' ')) {
        if (textWidth(font, word) > room)
            return {};
        const QString longer = lines.isEmpty() ? word : QString(lines.back() + u' ' + word);
        if (!lines.isEmpty() && textWidth(font, longer) <= room)
            lines.back() = longer;
        else
            lines.append(word);
    }
    return lines.join(u'\n');
}

void labelBeyond(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    const QCPRange x = plot.xAxis->range();
    const QCPRange y = plot.yAxis->range();
    QCPItemText &full = *label(plot, "full");
    const double left = static_cast<double>(data.limit.count) + 0.008 * x.size();
    const QString words =
        data.limit < data.capacity
            ? LayoutPlot::tr("over %1").arg(textOf(core::figureOf(data.limit).text()))
            : LayoutPlot::tr("does not fit");
    const double room = plot.axisRect()->right() - plot.xAxis->coordToPixel(left);
    labelLine(full, beyondText(words, room - look.px(kBesideWords), look), look.theme.problemText,
              look);
    full.setBrush(Qt::NoBrush);
    full.setTextAlignment(Qt::AlignLeft);
    full.setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    full.position->setCoords(left, y.upper - 0.02 * y.size());
}

void labelLimits(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    const Theme &theme = look.theme;
    const QCPRange y = plot.yAxis->range();
    const QCPRange x = plot.xAxis->range();
    const auto most = static_cast<double>(data.limit.count);
    auto *line = plot.findChild<QCPItemStraightLine *>(QStringLiteral("capacity"));
    line->setPen(QPen(theme.text1, look.px(1.6), Qt::DashLine));
    line->point1->setCoords(most, 0);
    line->point2->setCoords(most, 1);
    auto *beyond = plot.findChild<QCPItemRect *>(QStringLiteral("beyond"));
    beyond->setPen(Qt::NoPen);
    beyond->setBrush(theme.problemSoft);
    beyond->topLeft->setCoords(most, y.upper);
    beyond->bottomRight->setCoords(x.upper, y.lower);
    labelBeyond(plot, data, look);
    QCPItemText &bound = *label(plot, "bound");
    const bool known = data.bound.count > 0;
    const double room = (most / x.size() - kFromLeft) * plot.axisRect()->width() - look.px(8);
    labelLine(bound, known ? boundText(data, room, look) : QString(), theme.text2, look);
    bound.setBrush(Qt::NoBrush); // below the line there is nothing but badges that stand on it
    const double below =
        (static_cast<double>(data.bound.count) - y.lower) / y.size() * heightOfAxis(plot, look);
    const bool isRoomBelow = below > look.px(kLayoutBadge / 2 + kBoundText);
    bound.setPositionAlignment(Qt::AlignLeft | (isRoomBelow ? Qt::AlignTop : Qt::AlignBottom));
    bound.position->setCoords(kFromLeft * x.size(), static_cast<double>(data.bound.count));
    const int away = look.ipx(kLayoutBadge / 2 + 1);
    bound.setPadding(
        QMargins(look.ipx(3), isRoomBelow ? away : 0, look.ipx(3), isRoomBelow ? 0 : away));
}

} // namespace

std::span<const core::LayoutPoint> badgesOf(const LayoutChartData &data)
{
    return std::span(data.ideas).first(std::min(kMostBadges, data.ideas.size()));
}

double heightOfAxis(const QCustomPlot &plot, const Look &look)
{
    const int rows = plot.legend->wrap(); // see wrapLegend()
    return std::max(1.0, plot.height() - look.px(kAroundAxes) - rows * look.px(kLegendRow));
}

void labelLayoutPlot(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    labelLimits(plot, data, look);
    labelIdeas(plot, data, look);
    labelNow(plot, data, look);
}

} // namespace ui
