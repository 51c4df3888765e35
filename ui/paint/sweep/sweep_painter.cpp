// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/sweep/sweep_painter.h"

#include "ui/paint/primitives.h"

#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMarker = 10;
constexpr double kLineWidth = 2.5;
constexpr double kGap = 8;
constexpr double kTextLine = 17;
constexpr double kRadius = 4;
constexpr double kWidestLabel = 150;
// Of the accent, in the emptiest and the fullest cell; of the problem's colour, in a hatch.
constexpr double kLeastShare = 0.08;
constexpr double kMostShare = 0.92;
constexpr double kHatchShare = 0.55;

enum class Marker { Circle, Square, Diamond, Triangle, Down };
constexpr std::array kMarkers = {Marker::Circle, Marker::Square, Marker::Diamond, Marker::Triangle,
                                 Marker::Down};

QColor colourOf(std::size_t series, const Theme &theme)
{
    const std::array colours = {theme.accent, theme.sync, theme.backward, theme.optimizer,
                                theme.memActs};
    return visibleOn(theme, colours.at(series % colours.size()));
}

QPainterPath shapeOf(Marker marker, const QPointF &at, double across)
{
    const double half = across / 2;
    QPainterPath path;
    const auto polygon = [&](std::initializer_list<QPointF> corners) {
        path.addPolygon(QPolygonF(QList<QPointF>(corners)).translated(at));
        path.closeSubpath();
    };
    switch (marker) {
    case Marker::Circle:
        path.addEllipse(at, half, half);
        break;
    case Marker::Square:
        path.addRect(at.x() - half * 0.9, at.y() - half * 0.9, across * 0.9, across * 0.9);
        break;
    case Marker::Diamond:
        polygon({{0, -half * 1.25}, {half * 1.25, 0}, {0, half * 1.25}, {-half * 1.25, 0}});
        break;
    case Marker::Triangle:
        polygon({{0, -half * 1.1}, {half * 1.1, half}, {-half * 1.1, half}});
        break;
    case Marker::Down:
        polygon({{0, half * 1.1}, {half * 1.1, -half}, {-half * 1.1, -half}});
        break;
    }
    return path;
}

// share: of the usual size.
void drawMarker(QPainter &painter, std::size_t series, const QPointF &at, const Look &look,
                double share = 1)
{
    const Theme &theme = look.theme;
    const QPainterPath shape =
        shapeOf(kMarkers.at(series % kMarkers.size()), at, share * look.px(kMarker));
    painter.setPen(QPen(theme.surface, look.px(1.5)));
    painter.setBrush(colourOf(series, theme));
    painter.drawPath(shape);
}

void drawText(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text,
              const QFont &font, const QColor &colour)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(area, int(alignment), text);
}

double widest(const QStringList &texts, const QFont &font)
{
    double most = 0;
    for (const QString &text : texts)
        most = std::max(most, textWidth(font, text));
    return most;
}

// Names of so much room each, where few are too wide for it they are cut; a number never is.
std::size_t everyHowMany(const QStringList &names, double room, const QFont &font)
{
    constexpr int few = 12;
    const bool isCut = names.size() <= few && std::ranges::any_of(names, [](const QString &name) {
                           return name.isEmpty() || !name.front().isDigit();
                       });
    if (isCut || room <= 0)
        return isCut ? 1 : static_cast<std::size_t>(names.size());
    return static_cast<std::size_t>(std::max(1.0, std::ceil(widest(names, font) / room)));
}

void drawAxes(QPainter &painter, const SweepLinesLayout &layout, const SweepWords &words,
              const Look &look)
{
    const Theme &theme = look.theme;
    const QFont small = look.font(TextRole::Caption);
    const double line = look.px(kTextLine);
    for (const SweepLinesLayout::Tick &tick : layout.ticks) {
        painter.setPen(QPen(theme.line, 1));
        painter.drawLine(QPointF(layout.plot.left(), tick.at),
                         QPointF(layout.plot.right(), tick.at));
        drawText(painter, {0, tick.at - line / 2, layout.plot.left() - look.px(kGap), line},
                 Qt::AlignRight | Qt::AlignVCenter, words.value(tick.value), small, theme.text2);
    }
    drawText(painter,
             {layout.plot.left(), layout.plot.top() - line - look.px(4), layout.plot.width(), line},
             Qt::AlignLeft | Qt::AlignVCenter, words.metric, small, theme.text2);
    const double below = layout.foot + look.px(kGap);
    const double wide =
        layout.columns.size() > 1 ? layout.columns[1] - layout.columns[0] : layout.plot.width();
    // Of many columns each second, third … is named.
    const std::size_t shown = everyHowMany(words.columns, wide - look.px(6), small);
    const double room = wide * static_cast<double>(shown);
    for (std::size_t column = 0; column < layout.columns.size(); column += shown) {
        const QString text = words.columns.value(int(column));
        const QFontMetricsF metrics(small, painter.device());
        drawText(painter, {layout.columns[column] - room / 2, below, room, line},
                 Qt::AlignHCenter | Qt::AlignTop,
                 metrics.elidedText(text, Qt::ElideRight, room - look.px(4)), small, theme.text2);
    }
    drawText(painter, {layout.plot.left(), below + line, layout.plot.width(), line},
             Qt::AlignHCenter | Qt::AlignTop, words.xTitle, look.font(TextRole::CaptionStrong),
             theme.text1);
}

// Outlined sign of what does not run, in the shape and colour of its series within.
void drawProblem(QPainter &painter, const SweepSpot &spot, bool several, const Look &look)
{
    const Theme &theme = look.theme;
    painter.setPen(QPen(theme.problem, look.px(1.5)));
    painter.setBrush(theme.problemSoft);
    painter.drawEllipse(spot.area);
    if (several) {
        constexpr double usual = 1.4; // across, in markers
        drawMarker(painter, spot.series, spot.area.center(), look,
                   std::min(1.0, spot.area.width() / (usual * look.px(kMarker))));
        return;
    }
    const double arm = spot.area.width() / 5;
    const QPointF c = spot.area.center();
    painter.drawLine(c - QPointF(arm, arm), c + QPointF(arm, arm));
    painter.drawLine(c - QPointF(arm, -arm), c + QPointF(arm, -arm));
}

void drawFirstProblem(QPainter &painter, const SweepLinesLayout &layout, const SweepWords &words,
                      const Look &look)
{
    if (layout.problems.empty() || words.problem.isEmpty())
        return;
    const QRectF &mark = layout.problems.front().area;
    const double line = look.px(kTextLine);
    const double left = mark.right() + look.px(kGap);
    const double wide = std::max(textWidth(look.font(TextRole::CaptionStrong), words.problem),
                                 textWidth(look.font(TextRole::Caption), words.problemDetail));
    const QRectF area(left, mark.center().y() - line, wide, line);
    const QRectF both = area.adjusted(0, 0, 0, line);
    const bool isFree = both.right() <= layout.plot.right() && both.top() >= layout.plot.bottom() &&
                        std::ranges::none_of(layout.problems, [&both](const SweepSpot &spot) {
                            return spot.area.intersects(both);
                        });
    if (!isFree) // pointed at, or selected, it says the same
        return;
    drawText(painter, area, Qt::AlignLeft | Qt::AlignVCenter, words.problem,
             look.font(TextRole::CaptionStrong), look.theme.problemText);
    drawText(painter, area.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter,
             words.problemDetail, look.font(TextRole::Caption), look.theme.text2);
}

void drawLabels(QPainter &painter, const SweepLinesLayout &layout, const SweepWords &words,
                const Look &look)
{
    const double line = look.px(kTextLine);
    const QFont strong = look.font(TextRole::CaptionStrong);
    const QFontMetricsF metrics(strong, painter.device());
    for (const SweepLinesLayout::EndLabel &label : layout.labels) {
        const QString text = label.series ? words.series.value(int(*label.series)) : words.ideal;
        if (label.series)
            drawMarker(painter, *label.series, label.at + QPointF(look.px(kMarker) / 2, 0), look);
        const double left = label.at.x() + look.px(kMarker + kGap / 2);
        drawText(painter, {left, label.at.y() - line / 2, look.px(kWidestLabel), line},
                 Qt::AlignLeft | Qt::AlignVCenter,
                 metrics.elidedText(text, Qt::ElideRight, look.px(kWidestLabel)), strong,
                 label.series ? look.theme.text1 : look.theme.text2);
    }
}

void drawRing(QPainter &painter, const std::optional<QRectF> &selected, double radius,
              const Look &look)
{
    if (!selected)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.theme.text1, look.px(2)));
    painter.drawRoundedRect(*selected, radius, radius);
}

struct CellColours
{
    QBrush fill;
    QColor ink;
};
CellColours coloursOf(const SweepData::Point &point, const std::optional<SweepExtent> &extent,
                      const Look &look, double devicePixelRatio)
{
    const Theme &theme = look.theme;
    if (point.isProblem)
        return {hatchBrush(theme.problemSoft, mixed(theme.problemSoft, theme.problem, kHatchShare),
                           look, devicePixelRatio),
                theme.problemText};
    if (!point.value || !extent)
        return {theme.surface2, theme.text1};
    const double span = extent->most > extent->least ? extent->most - extent->least : 1;
    const double share = (*point.value - extent->least) / span;
    const QColor fill =
        mixed(theme.surface, theme.accent, kLeastShare + (kMostShare - kLeastShare) * share);
    return {fill, textOn(fill)};
}

void drawCell(QPainter &painter, const SweepData::Point &point, const SweepSpot &cell,
              const QString &word, const std::optional<SweepExtent> &extent, const Look &look)
{
    const QFont strong = look.font(TextRole::CaptionStrong);
    const CellColours colours =
        coloursOf(point, extent, look, painter.device()->devicePixelRatioF());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(cell.area, look.px(kRadius), look.px(kRadius));
    if (point.isProblem && !word.isEmpty()) {
        QRectF ground(0, 0, std::min(cell.area.width(), textWidth(strong, word) + look.px(kGap)),
                      std::min(cell.area.height(), look.px(kTextLine)));
        ground.moveCenter(cell.area.center());
        drawRounded(painter, ground, look.px(3), look.theme.problemSoft);
    }
    // In rows as low as that pointing at it tells the same.
    if (cell.area.height() < QFontMetricsF(strong).ascent())
        return;
    drawText(painter, cell.area, Qt::AlignCenter,
             word + (point.isMarked ? QStringLiteral("*") : QString()), strong, colours.ink);
}

void drawMapNames(QPainter &painter, const std::vector<SweepSpot> &cells, const SweepWords &words,
                  const Look &look)
{
    const Theme &theme = look.theme;
    const QFont small = look.font(TextRole::Caption);
    const double line = look.px(kTextLine);
    const QRectF first = cells.front().area;
    const QRectF last = cells.back().area;
    const double below = last.bottom() + look.px(kGap);
    // Of rows lower than a line each second, third … is named.
    const auto next = std::ranges::find_if(
        cells, [&first](const SweepSpot &cell) { return cell.area.top() > first.top(); });
    const double pitch = next == cells.end() ? line : next->area.top() - first.top();
    const auto named = static_cast<std::size_t>(std::max(1.0, std::ceil(0.8 * line / pitch)));
    for (const SweepSpot &cell : cells) {
        if (cell.column == 0 && cell.series % named == 0)
            drawText(painter,
                     {0, cell.area.center().y() - line / 2, cell.area.left() - look.px(kGap), line},
                     Qt::AlignRight | Qt::AlignVCenter, words.series.value(int(cell.series)), small,
                     theme.text1);
        if (cell.series == 0)
            drawText(painter, {cell.area.left(), below, cell.area.width(), line},
                     Qt::AlignHCenter | Qt::AlignTop, words.columns.value(int(cell.column)), small,
                     theme.text1);
    }
    drawText(painter, {0, first.top() - line - look.px(4), last.right(), line},
             Qt::AlignLeft | Qt::AlignVCenter, words.seriesTitle, small, theme.text2);
    drawText(painter, {first.left(), below + line, last.right() - first.left(), line},
             Qt::AlignHCenter | Qt::AlignTop, words.xTitle, small, theme.text2);
}

} // namespace

SweepRoom roomOfLines(const SweepData &data, const SweepWords &words, const Look &look)
{
    const QFont small = look.font(TextRole::Caption);
    QStringList values = {QStringLiteral("0")};
    for (const double value : words.value ? possibleTicks(data) : std::vector<double>())
        values.append(words.value(value));
    QStringList names = words.series;
    if (!data.ideal.empty())
        names.append(words.ideal);
    const double label =
        std::min(look.px(kWidestLabel), widest(names, look.font(TextRole::CaptionStrong)));
    const double line = look.px(kTextLine);
    return {.left = widest(values, small) + look.px(2 * kGap),
            .top = line + look.px(kGap),
            .right = label + look.px(1.5 * kGap + 2 * kMarker),
            .bottom = 2 * line + look.px(kGap),
            .line = line,
            .marker = look.px(kMarker)};
}

SweepRoom roomOfMap(const SweepWords &words, const Look &look)
{
    const double line = look.px(kTextLine);
    const double names = std::max(widest(words.series, look.font(TextRole::Caption)), look.px(16));
    return {.left = std::min(names, look.px(kWidestLabel)) + look.px(2 * kGap),
            .top = line + look.px(kGap),
            .right = look.px(4),
            .bottom = 2 * line + look.px(kGap),
            .line = line,
            .marker = look.px(kMarker)};
}

void paintSweepLines(QPainter &painter, const SweepData &data, const SweepLinesLayout &layout,
                     const SweepWords &words, const Look &look,
                     const std::optional<QRectF> &selected)
{
    const Theme &theme = look.theme;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawAxes(painter, layout, words, look);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.text2, look.px(1.5), Qt::DashLine));
    painter.drawPolyline(layout.ideal.data(), int(layout.ideal.size()));
    for (std::size_t series = 0; series < layout.lines.size(); ++series) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colourOf(series, theme), look.px(kLineWidth), Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(layout.lines[series].data(), int(layout.lines[series].size()));
    }
    for (const SweepSpot &spot : layout.points) {
        drawMarker(painter, spot.series, spot.area.center(), look);
        if (data.series[spot.series][spot.column].isMarked)
            drawText(painter, spot.area.translated(spot.area.width(), -spot.area.height() * 0.8),
                     Qt::AlignCenter, QStringLiteral("*"), look.font(TextRole::CaptionStrong),
                     theme.text1);
    }
    for (const SweepSpot &spot : layout.problems)
        drawProblem(painter, spot, data.series.size() > 1, look);
    drawFirstProblem(painter, layout, words, look);
    drawLabels(painter, layout, words, look);
    drawRing(painter, selected, look.px(kRadius), look);
    painter.restore();
}

void paintSweepMap(QPainter &painter, const SweepData &data, const std::vector<SweepSpot> &cells,
                   const SweepWords &words, const Look &look, const std::optional<QRectF> &selected)
{
    const std::optional<SweepExtent> extent = extentOf(data, false);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SweepSpot &cell : cells)
        drawCell(painter, data.series[cell.series][cell.column], cell,
                 words.cells[cell.series].value(int(cell.column)), extent, look);
    if (!cells.empty())
        drawMapNames(painter, cells, words, look);
    drawRing(painter, selected, look.px(kRadius), look);
    painter.restore();
}

} // namespace ui
