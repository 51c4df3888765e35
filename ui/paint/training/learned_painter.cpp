// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/training/learned_painter.h"

#include "ui/paint/primitives.h"

#include <QImage>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kPointRadius = 2.2; // logical pixels
constexpr double kBoundaryInk = 0.55;

// Ink on paper in the colours of the theme.
QImage imageOf(const LearnedPictures::Picture &picture, int side, const Theme &theme)
{
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double ink =
                std::clamp<double>(picture.pixels[static_cast<std::size_t>(y * side + x)], 0, 1);
            image.setPixel(x, y, mixed(theme.surface2, theme.text1, ink).rgb());
        }
    }
    return image;
}

void paintPicture(QPainter &painter, const PictureCell &cell,
                  const LearnedPictures::Picture &picture, int side, const Look &look)
{
    const Theme &theme = look.theme;
    const bool right = picture.isRight();
    drawRounded(painter, cell.frame, look.px(4), theme.surface2, right ? theme.line : theme.problem,
                look.px(right ? 1 : 1.5));
    const double inset = std::round(look.px(3.5));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(cell.frame.adjusted(inset, inset, -inset, -inset),
                      imageOf(picture, side, theme));
    // A cross beside the wrong answer: colour alone would not do.
    painter.setFont(look.font(right ? TextRole::Caption : TextRole::CaptionStrong, 11));
    painter.setPen(right ? theme.text2 : theme.problemText);
    const QString answer = QString::number(picture.answer);
    painter.drawText(cell.answer, Qt::AlignCenter | Qt::TextDontClip,
                     right ? answer : answer + QStringLiteral(" ×"));
}

// The class of the place decides the hue, how sure the network is the strength.
QImage planeOf(const LearnedBoundary &learned, const Theme &theme)
{
    QImage image(learned.side, learned.side, QImage::Format_RGB32);
    for (int y = 0; y < learned.side; ++y) {
        for (int x = 0; x < learned.side; ++x) {
            const double share = std::clamp<double>(
                learned.share[static_cast<std::size_t>(y * learned.side + x)], 0, 1);
            const QColor &hue = share > 0.5 ? theme.backward : theme.forward;
            image.setPixel(x, y,
                           mixed(theme.surface, hue, kBoundaryInk * std::abs(2 * share - 1)).rgb());
        }
    }
    return image;
}

// Circles and squares: two cues for two classes; a rim in the colour of problems where the network
// is wrong.
void paintPoint(QPainter &painter, const QPointF &at, const LearnedBoundary::Point &point,
                const Look &look)
{
    const Theme &theme = look.theme;
    const double radius = look.px(kPointRadius);
    painter.setPen(
        QPen(point.right ? theme.surface : theme.problem, look.px(point.right ? 0.5 : 1.5)));
    painter.setBrush(point.label == 1 ? theme.backwardEdge : theme.forward);
    const QRectF box(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
    if (point.label == 1)
        painter.drawRect(box.adjusted(radius * 0.1, radius * 0.1, -radius * 0.1, -radius * 0.1));
    else
        painter.drawEllipse(box);
}

// In the middle of the area, as large as fits: where the plane of the points lies.
QRectF boundarySquare(const QRectF &area)
{
    const double side = std::floor(std::min(area.width(), area.height()));
    return {std::round(area.center().x() - side / 2), std::round(area.center().y() - side / 2),
            side, side};
}

} // namespace

void paintPictures(QPainter &painter, const QRectF &area, const LearnedPictures &learned,
                   const Look &look)
{
    const std::vector<PictureCell> cells =
        layoutPictures(static_cast<int>(learned.shown.size()), area, look.scale);
    for (std::size_t i = 0; i < cells.size(); ++i)
        paintPicture(painter, cells[i], learned.shown[i], learned.side, look);
}

void paintBoundary(QPainter &painter, const QRectF &area, const LearnedBoundary &learned,
                   const Look &look)
{
    const QRectF square = boundarySquare(area);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (learned.side > 0)
        painter.drawImage(square, planeOf(learned, look.theme));
    painter.setClipRect(square);
    for (const LearnedBoundary::Point &point : learned.points) {
        const double x = (double{point.x} + 1) / 2;
        const double y = (double{point.y} + 1) / 2;
        paintPoint(painter,
                   {square.left() + x * square.width(), square.bottom() - y * square.height()},
                   point, look);
    }
    painter.restore();
    drawRounded(painter, square, look.px(2), {}, look.theme.line2, look.px(1));
}

// The prompt is set off from what the network wrote; what has no room at the foot is left out.
void paintText(QPainter &painter, const QRectF &area, const LearnedText &learned, const Look &look)
{
    QTextLayout text(learned.prompt + learned.written, look.font(TextRole::Mono));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text.setTextOption(option);
    QTextCharFormat prompt;
    prompt.setForeground(look.theme.text3);
    QTextCharFormat written;
    written.setForeground(look.theme.text1);
    text.setFormats({{0, static_cast<int>(learned.prompt.size()), prompt},
                     {static_cast<int>(learned.prompt.size()),
                      static_cast<int>(learned.written.size()), written}});
    text.beginLayout();
    double y = 0;
    while (true) {
        QTextLine line = text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(area.width());
        line.setPosition({0, y});
        y += line.height();
        if (y > area.height())
            break;
    }
    text.endLayout();
    painter.save();
    painter.setClipRect(area);
    for (int i = 0; i < text.lineCount(); ++i) {
        if (text.lineAt(i).rect().bottom() <= area.height())
            text.lineAt(i).draw(&painter, area.topLeft());
    }
    painter.restore();
}

} // namespace ui
