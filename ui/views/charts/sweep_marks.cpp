// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/sweep_marks.h"

#include "ui/paint/primitives.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

constexpr double kRadius = 4; // logical pixels
// Of the accent, in the emptiest and the fullest cell; of the problem's colour, in a hatch.
constexpr double kLeastShare = 0.08;
constexpr double kMostShare = 0.92;
constexpr double kHatchShare = 0.55;
constexpr double kSignWidth = 1.4; // across, in markers
// Words of cells are smaller where cells are narrow, but no smaller than that.
constexpr double kCellText = 12;
constexpr double kLeastCellText = 8.5;

struct Marker
{
    QCPScatterStyle::ScatterShape shape;
    double size; // so that all look as large, in markers
};
constexpr std::array kMarkers = {
    Marker{QCPScatterStyle::ssCircle, 1}, Marker{QCPScatterStyle::ssSquare, 0.9},
    Marker{QCPScatterStyle::ssDiamond, 1.25}, Marker{QCPScatterStyle::ssTriangle, 1.1},
    Marker{QCPScatterStyle::ssTriangleInverted, 1.1}};

void drawMarker(QCPPainter &painter, const QCPScatterStyle &style, const QPointF &at)
{
    style.applyTo(&painter, {});
    style.drawShape(&painter, at);
}

void drawSign(QCPPainter &painter, const SweepSpot &spot, bool several, const Look &look)
{
    const Theme &theme = look.theme;
    const QCPScatterStyle sign(several ? QCPScatterStyle::ssCircle : QCPScatterStyle::ssCrossCircle,
                               QPen(theme.problem, look.px(1.5)), theme.problemSoft,
                               spot.area.width());
    drawMarker(painter, sign, spot.area.center());
    if (!several)
        return;
    const double share = std::min(1.0, spot.area.width() / (kSignWidth * look.px(kSweepMarker)));
    drawMarker(painter, seriesMarker(spot.series, look, share), spot.area.center());
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

struct CellWord
{
    QString text; // empty where it has no room: pointing at the cell tells the same
    QFont font;
};

// Of one size in all cells.
QFont cellFont(const std::vector<SweepSpot> &cells,
               const std::function<QString(const SweepSpot &)> &word, const Look &look)
{
    const QFont usual = look.font(TextRole::CaptionStrong, kCellText);
    double share = 1;
    for (const SweepSpot &cell : cells)
        share = std::min(share, cell.area.width() / std::max(1.0, textWidth(usual, word(cell))));
    const double whole = std::floor(look.px(kCellText * share)) / look.scale; // never rounded up
    return look.font(TextRole::CaptionStrong, std::max(kLeastCellText, whole));
}

void drawCell(QPainter &painter, const SweepData::Point &point, const QRectF &area,
              const CellWord &word, const std::optional<SweepExtent> &extent, const Look &look)
{
    const CellColours colours =
        coloursOf(point, extent, look, painter.device()->devicePixelRatioF());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(area, look.px(kRadius), look.px(kRadius));
    if (word.text.isEmpty())
        return;
    const double wide = textWidth(word.font, word.text);
    if (point.isProblem) {
        QRectF ground(0, 0, std::min(area.width(), wide + look.px(kSweepGap)),
                      std::min(area.height(), look.px(kSweepTextLine)));
        ground.moveCenter(area.center());
        drawRounded(painter, ground, look.px(3), look.theme.problemSoft);
    }
    drawSweepText(painter, area, Qt::AlignCenter, word.text, word.font, colours.ink);
}

} // namespace

SweepMarks::SweepMarks(QCustomPlot &plot, Draw draw)
    : QCPAbstractItem(&plot), m_draw(std::move(draw))
{
    setClipToAxisRect(false);
    setAntialiased(false); // QCPPainter would move everything by half a pixel
}

void SweepMarks::draw(QCPPainter *painter)
{
    painter->setRenderHint(QPainter::Antialiasing);
    m_draw(*painter);
}

QColor seriesColour(std::size_t series, const Theme &theme)
{
    const std::array colours = {theme.accent, theme.sync, theme.backward, theme.optimizer,
                                theme.memActs};
    return visibleOn(theme, colours.at(series % colours.size()));
}

QCPScatterStyle seriesMarker(std::size_t series, const Look &look, double share)
{
    const Marker &marker = kMarkers.at(series % kMarkers.size());
    return {marker.shape, QPen(look.theme.surface, look.px(1.5)), seriesColour(series, look.theme),
            share * marker.size * look.px(kSweepMarker)};
}

void drawSweepText(QPainter &painter, const QRectF &area, Qt::Alignment alignment,
                   const QString &text, const QFont &font, const QColor &colour)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(area, int(alignment), text);
}

void drawProblems(QCPPainter &painter, const std::vector<SweepSpot> &problems,
                  const SweepWords &words, bool several, const QRectF &room, const Look &look)
{
    for (const SweepSpot &spot : problems)
        drawSign(painter, spot, several, look);
    if (problems.empty() || words.problem.isEmpty())
        return;
    const QRectF &mark = problems.front().area;
    const double line = look.px(kSweepTextLine);
    const QFont strong = look.font(TextRole::CaptionStrong);
    const QFont small = look.font(TextRole::Caption);
    const double wide =
        std::max(textWidth(strong, words.problem), textWidth(small, words.problemDetail));
    const QRectF area(mark.right() + look.px(kSweepGap), mark.center().y() - line, wide, line);
    const QRectF both = area.adjusted(0, 0, 0, line);
    const bool isFree = both.right() <= room.right() && both.top() >= room.top() &&
                        std::ranges::none_of(problems, [&both](const SweepSpot &spot) {
                            return spot.area.intersects(both);
                        });
    if (!isFree) // pointed at, or selected, it says the same
        return;
    const Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    drawSweepText(painter, area, alignment, words.problem, strong, look.theme.problemText);
    drawSweepText(painter, area.translated(0, line), alignment, words.problemDetail, small,
                  look.theme.text2);
}

void drawEndLabels(QCPPainter &painter, const std::vector<SweepEndLabel> &labels, double left,
                   const SweepWords &words, const Look &look)
{
    const double line = look.px(kSweepTextLine);
    const double wide = look.px(kSweepWidestLabel);
    const double marker = look.px(kSweepMarker);
    const QFont strong = look.font(TextRole::CaptionStrong);
    const QFontMetricsF metrics(strong, painter.device());
    for (const SweepEndLabel &label : labels) {
        if (label.series)
            drawMarker(painter, seriesMarker(*label.series, look), {left + marker / 2, label.y});
        const QString text = label.series ? words.series.value(int(*label.series)) : words.ideal;
        drawSweepText(
            painter, {left + marker + look.px(kSweepGap / 2), label.y - line / 2, wide, line},
            Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, wide),
            strong, label.series ? look.theme.text1 : look.theme.text2);
    }
}

void drawCells(QPainter &painter, const std::vector<SweepSpot> &cells, const SweepData &data,
               const SweepWords &words, const Look &look)
{
    const std::optional<SweepExtent> extent = extentOf(data, false);
    const auto pointOf = [&data](const SweepSpot &cell) -> const SweepData::Point & {
        return data.series[cell.series][cell.column];
    };
    const auto wordOf = [&](const SweepSpot &cell) {
        const QString word = words.cells[cell.series].value(int(cell.column));
        return pointOf(cell).isMarked ? word + u'*' : word;
    };
    const QFont font = cellFont(cells, wordOf, look);
    const double least = QFontMetricsF(font).ascent();
    for (const SweepSpot &cell : cells) {
        const QString word = wordOf(cell);
        const bool fits = cell.area.height() >= least && textWidth(font, word) <= cell.area.width();
        drawCell(painter, pointOf(cell), cell.area, {fits ? word : QString(), font}, extent, look);
    }
}

} // namespace ui
