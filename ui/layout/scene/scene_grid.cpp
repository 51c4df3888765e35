// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_grid.h"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

// Logical pixels.
constexpr double kFooter = 46;
constexpr double kReturn = 18; // for the way from the last device back to the first
constexpr double kFullWidth = 150;
constexpr double kFullHeight = 176;
constexpr double kCompactHeight = 82; // tower and tank beside the rest
constexpr double kCompactWidth = 160;
constexpr double kCaptionGap = 22; // between two lines of a ring, with its caption
constexpr double kNodeName = 13;
constexpr double kWithNames = 46; // lower cards need the room of the names
constexpr double kSmallWidth = 80;
constexpr double kSmallHeight = 40;
constexpr int kMostFull = 8; // devices
constexpr int kMostSmall = 32;
// Of cards that scroll.
constexpr double kBareTop = 3;
constexpr double kBareGap = 11;
constexpr double kScrolledFull = 204;
constexpr double kScrolledSmall = 72;
constexpr double kUsualSmall = 96;

Grid gridOf(const Frame &frame, int columns, int count)
{
    Grid grid;
    grid.columns = columns;
    grid.lines = (count + columns - 1) / columns;
    grid.width = (frame.area.width() - (columns - 1) * frame.gap) / columns;
    grid.height = (frame.area.height() - (grid.lines - 1) * frame.lineGap) / grid.lines;
    return grid;
}

// How many cards fit on a line: whole replicas of so many ranks, or just one of them.
struct Columns
{
    int ranks = 1;
    bool oneReplica = false;
};

// The fewest lines in which cards of this size stand; columns 0: they do not fit.
Grid fitting(const Frame &frame, int count, double width, double height, const Columns &wanted)
{
    for (int lines = wanted.oneReplica ? count / wanted.ranks : 1; lines <= count; ++lines) {
        int columns = (count + lines - 1) / lines;
        columns = (columns + wanted.ranks - 1) / wanted.ranks * wanted.ranks;
        const Grid grid = gridOf(frame, std::min(columns, count), count);
        if (grid.height < height)
            break;
        if (grid.width >= width)
            return grid;
    }
    return {.columns = 0};
}

// As many cells as it takes, as square as they get.
Grid cells(const Frame &frame, int count)
{
    const double side = std::sqrt(frame.area.width() * frame.area.height() / std::max(1, count));
    for (int columns = std::max(1, static_cast<int>(frame.area.width() / side));; ++columns) {
        const Grid grid = gridOf(frame, std::min(columns, count), count);
        if (grid.height >= std::min(grid.width, 6.0) || columns >= count)
            return grid;
    }
}

// Lower cards that still show everything. A ring of two lines has its caption between them, so
// that they may be higher.
Grid compactGrid(SceneLayout &layout, Frame &frame, int count, const Columns &wanted)
{
    const double s = layout.scale;
    layout.detail = CardDetail::Full;
    const auto attempt = [&](Frame &within) {
        for (const double width : {kCompactWidth, kFullWidth}) {
            for (const double gap : {30 * s, 22 * s, 16 * s}) {
                within.gap = gap;
                const Grid grid = fitting(within, count, width * s, kCompactHeight * s, wanted);
                if (grid.columns > 0)
                    return grid;
            }
        }
        return Grid{.columns = 0};
    };
    if (layout.kind == SceneKind::Data) {
        Frame higher = frame;
        higher.area.setBottom(layout.footer.bottom());
        higher.lineGap = kCaptionGap * s + frame.nodeName;
        const Grid grid = attempt(higher);
        if (grid.columns > 0 && grid.lines == 2) {
            frame = higher;
            layout.batch.setBottom(frame.area.bottom());
            layout.footer = QRectF(frame.area.left(), frame.area.top() + grid.height,
                                   frame.area.width(), kCaptionGap * s);
            return grid;
        }
    }
    return attempt(frame);
}

// Full cards, lower ones, small ones; columns 0: none of them fit.
Grid cardGrid(SceneLayout &layout, Frame &frame, int count, const Columns &wanted)
{
    const double s = layout.scale;
    const auto attempt = [&](CardDetail detail, double gap, double width, double height) {
        frame.gap = gap;
        layout.detail = detail;
        return fitting(frame, count, width * s, height * s, wanted);
    };
    Grid grid = {.columns = 0};
    // The gaps give way before the cards do.
    const double wide = frame.gap;
    const bool whole = layout.extent == SceneExtent::Whole;
    for (const double gap : {wide, 30 * s, 22 * s, 16 * s}) {
        if (whole && count <= kMostFull && grid.columns == 0)
            grid = attempt(CardDetail::Full, gap, kFullWidth, kFullHeight);
    }
    if (whole && count <= kMostFull && grid.columns == 0)
        grid = compactGrid(layout, frame, count, wanted);
    if (grid.columns == 0)
        grid = attempt(CardDetail::Small, (whole ? 26 : kBareGap) * s, kSmallWidth, kSmallHeight);
    return grid;
}

Grid chooseGrid(SceneLayout &layout, Frame &frame, int count, int ranks)
{
    const double s = layout.scale;
    const bool replicas = layout.kind == SceneKind::Pipeline && count > ranks && ranks > 1;
    const Columns wanted = {.ranks = replicas ? ranks : 1};
    if (replicas) { // a line for each, if they can be cards so
        const Frame before = frame;
        const Grid grid = cardGrid(layout, frame, count, {.ranks = ranks, .oneReplica = true});
        if (grid.columns > 0)
            return grid;
        frame = before;
    }
    Grid grid = cardGrid(layout, frame, count, wanted);
    if (grid.columns == 0 && count <= kMostSmall) {
        frame.lineGap = (layout.kind == SceneKind::Data ? 7 : 10) * s + frame.nodeName;
        frame.gap = 20 * s;
        layout.detail = CardDetail::Small;
        grid = fitting(frame, count, (kSmallWidth - 8) * s, (kSmallHeight - 8) * s, wanted);
    }
    if (grid.columns > 0)
        return grid;
    layout.detail = CardDetail::Cell;
    frame.gap = 3 * s;
    frame.lineGap = 3 * s;
    return cells(frame, count);
}

} // namespace

double sceneTop(const SceneLayout &layout)
{
    return (layout.extent == SceneExtent::Whole ? kSceneHeader : kBareTop) * layout.scale;
}

QRectF lineOfSum(const SceneLayout &layout)
{
    const double s = layout.scale;
    return {layout.header.left(), layout.size.height() - 22 * s, layout.header.width(), 20 * s};
}

void placeSides(SceneLayout &layout, Frame &frame)
{
    const double s = layout.scale;
    if (layout.extent == SceneExtent::Devices) {
        const double margin = 12 * s;
        layout.header = QRectF(margin, 0, layout.size.width() - 2 * margin, 0);
        frame.area = QRectF(margin, sceneTop(layout), layout.size.width() - 2 * margin,
                            layout.size.height() - sceneTop(layout) - margin);
        frame.gap = kBareGap * s;
        frame.lineGap = kBareGap * s;
        return;
    }
    layout.header = QRectF(20 * s, 8 * s, layout.size.width() - 36 * s, 26 * s);
    QRectF area(14 * s, kSceneHeader * s, layout.size.width() - 28 * s,
                layout.size.height() - (kSceneHeader + kSceneBottom) * s);
    if (layout.kind == SceneKind::Data) {
        layout.footer = QRectF(area.left(), area.bottom() - (kFooter - kSceneBottom) * s,
                               area.width(), (kFooter - kSceneBottom) * s);
        area.setBottom(layout.footer.top() - 2 * s);
        layout.batch = QRectF(20 * s, area.top(), 108 * s, area.height());
        area.setLeft(layout.batch.right() + 22 * s);
        area.setRight(area.right() - 16 * s);
        frame.gap = 52 * s;
    } else {
        if (layout.overflows) {
            layout.footer = lineOfSum(layout);
            area.setBottom(layout.footer.top() - 2 * s);
        }
        layout.batch = QRectF(4 * s, area.top(), 62 * s, area.height());
        layout.loss = QRectF(layout.size.width() - 52 * s, area.top(), 48 * s, area.height());
        area.setLeft(layout.batch.right());
        area.setRight(layout.loss.left());
        frame.gap = 41 * s;
        if (layout.returns)
            area.setBottom(area.bottom() - kReturn * s);
    }
    frame.lineGap = (layout.kind == SceneKind::Data ? 24 : 16) * s;
    if (layout.returnsInside)
        frame.lineGap += kReturn * s;
    frame.area = area;
}

bool showsNodes(const core::Plan &plan)
{
    return !plan.wiring.nodeOfDevice.empty() &&
           (plan.wiring.nodeOfDevice.back() > 0 || plan.tensor > 1);
}

Grid gridWithNames(SceneLayout &layout, Frame &frame, const core::Plan &plan, int count)
{
    const Frame plain = frame;
    const QRectF footer = layout.footer;
    const QRectF batch = layout.batch;
    if (showsNodes(plan) && count <= kMostSmall) {
        frame.nodeName = kNodeName * layout.scale;
        frame.area.setTop(frame.area.top() + frame.nodeName);
        frame.lineGap += frame.nodeName;
        const Grid grid = chooseGrid(layout, frame, count, plan.ranks());
        if (layout.detail != CardDetail::Cell && grid.height >= kWithNames * layout.scale)
            return grid;
        frame = plain;
        layout.footer = footer;
        layout.batch = batch;
    }
    return chooseGrid(layout, frame, count, plan.ranks());
}

Grid forcedGrid(SceneLayout &layout, Frame &frame, CardDetail detail, int count, int ranks)
{
    const double s = layout.scale;
    const bool full = detail == CardDetail::Full;
    const double smallest = (full ? kFullWidth : kSmallWidth) * s;
    const int step = layout.kind == SceneKind::Pipeline && count > ranks ? ranks : 1;
    layout.detail = detail;
    const double wide = frame.gap;
    for (const double gap : {full ? wide : 26 * s, full ? 30 * s : 20 * s}) {
        frame.gap = gap;
        const Grid grid = fitting(frame, count, smallest, (full ? kFullHeight : kSmallHeight) * s,
                                  {.ranks = step});
        if (grid.columns > 0)
            return grid;
    }
    // Where there is no need to save room the name and the state are written out.
    const double usual = full ? smallest : kUsualSmall * s;
    const double room = frame.area.width() + frame.gap;
    int columns = std::clamp(static_cast<int>(room / (usual + frame.gap)), 1, count);
    if (columns > step)
        columns -= columns % step;
    const int lines = (count + columns - 1) / columns;
    const double height =
        lines * (full ? kScrolledFull : kScrolledSmall) * s + (lines - 1) * frame.lineGap;
    layout.size.rheight() += std::max(0.0, height - frame.area.height());
    const double gap = frame.gap;
    placeSides(layout, frame);
    frame.gap = gap;
    return gridOf(frame, columns, count);
}

} // namespace ui
