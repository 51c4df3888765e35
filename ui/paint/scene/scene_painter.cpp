// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scene/scene_painter.h"

#include "ui/paint/primitives.h"
#include "ui/paint/scene/device_card.h"
#include "ui/paint/scene/sample_bands.h"
#include "ui/paint/scene/scene_key_painter.h"
#include "ui/paint/scene/scene_legend.h"
#include "ui/paint/scene/scene_parts.h"
#include "ui/paint/scene/squares_painter.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"
#include "ui/words/square_texts.h"

#include <QFontMetricsF>
#include <QObject>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

SceneTitle titleOf(const core::Snapshot &snapshot, const SceneLayout &layout)
{
    return layout.squares.order == SquareOrder::None ? sceneTitle(snapshot)
                                                     : squaresTitle(snapshot, layout);
}

double wholeTitleEnd(const core::Snapshot &snapshot, const SceneLayout &layout, const Look &look)
{
    const SceneTitle title = titleOf(snapshot, layout);
    return layout.header.left() + textWidth(look.font(TextRole::SectionTitle), title.title) +
           textWidth(look.font(TextRole::Caption), title.detail) + look.px(24);
}

// "a · b" rather than "a · b · …": the tip of the title has all of it.
QString wholeParts(const QString &text, const QFont &font, double width)
{
    const QString between = QStringLiteral(" · ");
    for (qsizetype parts = text.count(between); parts >= 0; --parts) {
        const QString shown = text.section(between, 0, parts);
        if (textWidth(font, shown) <= width)
            return shown;
    }
    return {};
}

void paintHeader(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                 const Look &look)
{
    const double right =
        paintSceneLegend(painter, snapshot, layout, wholeTitleEnd(snapshot, layout, look), look);
    const SceneTitle title = titleOf(snapshot, layout);
    painter.setFont(look.font(TextRole::SectionTitle));
    painter.setPen(look.theme.text1);
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(title.title, Qt::ElideRight, layout.header.width());
    painter.drawText(layout.header, Qt::AlignLeft | Qt::AlignVCenter, shown);
    const double used = metrics.horizontalAdvance(shown);
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text2);
    const double left = layout.header.left() + used + look.px(12);
    const QRectF rest(left, layout.header.top(), right - left, layout.header.height());
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     wholeParts(title.detail, painter.font(), rest.width()));
}

// Side by side and corner by corner: one dotted path around a wide frame costs the smooth
// rasterizer a hundred times as much.
void paintDottedFrame(QPainter &painter, const QRectF &frame, double radius, const QPen &pen)
{
    const QRectF r = frame.toAlignedRect();
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawLine(QPointF(r.left() + radius, r.top()), QPointF(r.right() - radius, r.top()));
    painter.drawLine(QPointF(r.left() + radius, r.bottom()),
                     QPointF(r.right() - radius, r.bottom()));
    painter.drawLine(QPointF(r.left(), r.top() + radius), QPointF(r.left(), r.bottom() - radius));
    painter.drawLine(QPointF(r.right(), r.top() + radius), QPointF(r.right(), r.bottom() - radius));
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = 2 * radius;
    constexpr int quarter = 90 * 16; // in the sixteenths of a degree that Qt draws arcs with
    painter.drawArc(QRectF(r.left(), r.top(), side, side), quarter, quarter);
    painter.drawArc(QRectF(r.right() - side, r.top(), side, side), 0, quarter);
    painter.drawArc(QRectF(r.left(), r.bottom() - side, side, side), 2 * quarter, quarter);
    painter.drawArc(QRectF(r.right() - side, r.bottom() - side, side, side), 3 * quarter, quarter);
}

void paintNodes(QPainter &painter, const SceneLayout &layout, const Look &look)
{
    const QPen pen(look.theme.line3, std::max(1.0, std::round(look.px(1))), Qt::DotLine);
    for (const NodeFrame &node : layout.nodes) {
        drawRounded(painter, node.frame, look.px(13), look.theme.surface2);
        paintDottedFrame(painter, node.frame, look.px(13), pen);
        if (node.label.isEmpty())
            continue;
        painter.setFont(look.font(TextRole::Caption, 11));
        painter.setPen(look.theme.text2);
        painter.drawText(node.label, Qt::AlignLeft | Qt::AlignVCenter,
                         QObject::tr("node %1").arg(node.node + 1)); // as the panel beside tiles
    }
}

void paintSelection(QPainter &painter, const SceneLayout &layout, const Look &look,
                    const SceneOptions &options)
{
    // Around a square, so that it can still be seen.
    const bool square = !layout.tiles.empty();
    const double out = square ? look.px(2.5) : 0;
    const double radius = look.px(square ? 3.5 : kCardRadius);
    if (options.selectedDevice) {
        if (const CardGeometry *card = cardOf(layout, *options.selectedDevice))
            drawRounded(painter, card->card.adjusted(-out, -out, out, out), radius, {},
                        look.theme.text1, look.px(2.5));
    }
    if (options.focusedDevice) {
        if (const CardGeometry *card = cardOf(layout, *options.focusedDevice))
            drawFocusRing(painter, card->card.adjusted(-out / 2, -out / 2, out / 2, out / 2),
                          radius, look);
    }
}

void paintOverflow(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                   const Look &look)
{
    painter.setFont(look.font(TextRole::Control));
    painter.setPen(look.theme.text1);
    // Between two rows of cards there is no more room than that.
    const bool below = std::ranges::all_of(layout.cards, [&layout](const CardGeometry &card) {
        return card.card.bottom() <= layout.footer.top() + 1;
    });
    const bool ofCards = layout.kind == SceneKind::Data && layout.tiles.empty() && below;
    const QRectF line = layout.footer.adjusted(0, 0, 0, ofCards ? look.px(6) : 0);
    const QStringList forms = doesNotFitSentences(snapshot);
    const QString text = fittingText({forms[0], forms[1], forms[2]}, painter.font(), line.width());
    painter.drawText(line, Qt::AlignCenter,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, line.width()));
}

// A scene that scrolls shows a part of its cards.
bool isShown(const QPainter &painter, const CardGeometry &card)
{
    return !painter.hasClipping() || painter.clipBoundingRect().intersects(card.card);
}

void paintAroundCards(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                      const Look &look)
{
    if (layout.kind == SceneKind::Data) {
        paintBands(painter, snapshot, layout, look);
        if (snapshot.metrics.fits)
            paintRingPath(painter, snapshot, layout, look);
        paintPartners(painter, snapshot, layout, look);
    } else {
        paintLinks(painter, snapshot, layout, look);
        paintLoss(painter, snapshot, layout, look);
    }
}

void paintMovingTiles(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                      core::Nanos time, const Look &look, const SceneOptions &options)
{
    const SquareColours colours{options.colourBy, keysOfRows(snapshot, time, options.colourBy)};
    if (layout.squares.order == SquareOrder::None) {
        SquareStamps stamps(painter, look);
        for (const TileGeometry &tile : layout.tiles)
            paintTile(painter, snapshot, layout, tile, time, colours, stamps, look);
    } else {
        paintMovingSquares(painter, snapshot, layout, time, look, colours);
    }
    paintKey(painter, snapshot, layout, colours, look);
    const std::optional<int> shown =
        options.hoveredDevice ? options.hoveredDevice : options.selectedDevice;
    if (shown)
        paintTileOutline(painter, layout, *shown, look.px(options.hoveredDevice ? 1.25 : 2), look);
    if (!layout.inspector.isEmpty())
        paintInspector(painter, snapshot, layout, inspectedDevice(snapshot, layout, shown), time,
                       look);
}

} // namespace

double sceneTitleEnd(const core::Snapshot &snapshot, const SceneLayout &layout, const Look &look)
{
    const double end = wholeTitleEnd(snapshot, layout, look);
    if (layout.colourChoice.isEmpty())
        return end;
    const double title = layout.header.left() + textWidth(look.font(TextRole::SectionTitle),
                                                          titleOf(snapshot, layout).title);
    const double cut = std::min(end, layout.colourChoice.left() - look.px(16));
    return std::min(std::max(cut, title), layout.header.right());
}

void paintSceneGround(QPainter &painter, const QRectF &area, SceneExtent extent, const Look &look)
{
    const bool whole = extent == SceneExtent::Whole;
    painter.fillRect(area, whole ? look.theme.bg : look.theme.surface);
    if (whole)
        drawCard(painter, area.adjusted(0, 0, 0, -2), look);
}

void paintStillScene(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                     const Look &look)
{
    const bool whole = layout.extent == SceneExtent::Whole;
    if (whole)
        paintHeader(painter, snapshot, layout, look);
    if (!layout.tiles.empty()) {
        if (layout.squares.order == SquareOrder::None)
            paintTileLabels(painter, layout, look);
        else
            paintStillSquares(painter, snapshot, layout, look);
        if (layout.overflows)
            paintOverflow(painter, snapshot, layout, look);
        return;
    }
    paintNodes(painter, layout, look);
    paintStateGroups(painter, layout, look);
    if (whole)
        paintAroundCards(painter, snapshot, layout, look);
    for (const CardGeometry &card : layout.cards) {
        if (isShown(painter, card))
            paintStillCard(painter, snapshot, card, layout.detail, look);
    }
    if (layout.overflows)
        paintOverflow(painter, snapshot, layout, look);
}

void paintMovingScene(QPainter &painter, const core::Snapshot &snapshot, const SceneLayout &layout,
                      core::Nanos time, const Look &look, const SceneOptions &options)
{
    if (!layout.tiles.empty()) {
        paintMovingTiles(painter, snapshot, layout, time, look, options);
        paintSelection(painter, layout, look, options);
        return;
    }
    for (const CardGeometry &card : layout.cards) {
        if (isShown(painter, card))
            paintMovingCard(painter, snapshot, card, layout.detail, time, options.tells, look);
    }
    const bool whole = layout.extent == SceneExtent::Whole;
    if (whole && layout.kind == SceneKind::Pipeline)
        paintQueue(painter, snapshot, layout, time, look);
    if (whole && snapshot.metrics.fits) {
        paintTransfers(painter, snapshot, layout, time, look);
        if (layout.kind == SceneKind::Data)
            paintRingChunks(painter, snapshot, layout, time, look);
        paintPartnerBursts(painter, snapshot, layout, time, look);
    }
    paintSelection(painter, layout, look, options);
}

void paintScene(QPainter &painter, const core::Snapshot &snapshot, core::Nanos time, QSizeF size,
                const Look &look, const SceneOptions &options)
{
    const SceneLayout layout = layoutScene(snapshot, size, look.scale);
    paintStillScene(painter, snapshot, layout, look);
    paintMovingScene(painter, snapshot, layout, time, look, options);
}

} // namespace ui
