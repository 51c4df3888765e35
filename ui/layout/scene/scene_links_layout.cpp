// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_card_layout.h"
#include "ui/layout/scene/scene_routes.h"

#include <algorithm>
#include <cstdlib>

namespace ui {
namespace {

constexpr double kLabelWidth = 30; // logical pixels, of "300" over "GB/s"

// Level with the token in the ring of a full card.
double centreOf(const SceneLayout &layout, const CardGeometry &card)
{
    return layout.detail == CardDetail::Full ? card.middle.center().y() : card.card.center().y();
}

bool inOneLine(const CardGeometry &a, const CardGeometry &b)
{
    return qFuzzyCompare(a.card.top(), b.card.top());
}

// From the end of a line of a pipeline through the gap between the lines to the next one's begin.
// The lane back stays inside the lane there, so that they never cross.
void wayToNextLine(LinkGeometry &link, const SceneLayout &layout, const QRectF &from,
                   const QRectF &to, double centre, double nextCentre, double apart)
{
    const double s = layout.scale;
    // Clear of the name of the node below.
    const double names = layout.nodeName > 0 ? layout.nodeName + 5 * s : 0;
    const double gap = (from.bottom() + to.top() - names) / 2;
    const double out = from.right() + 2 * s;
    const double in = to.left() - 2 * s;
    const double right = from.right() + 14 * s;
    const double left = to.left() - 10 * s;
    link.forward = {{out, centre - apart}, {right, centre - apart},    {right, gap + 3 * s},
                    {left, gap + 3 * s},   {left, nextCentre - apart}, {in, nextCentre - apart}};
    const double innerRight = right - 4 * s;
    const double outerLeft = left - 5 * s;
    link.backward = {{in, nextCentre + apart},     {outerLeft, nextCentre + apart},
                     {outerLeft, gap - 3 * s},     {innerRight, gap - 3 * s},
                     {innerRight, centre + apart}, {out, centre + apart}};
}

// Which directions activations take between two neighbours.
struct Directions
{
    bool along = true;
    bool against = false;
};

Lane reversed(Lane lane)
{
    std::ranges::reverse(lane);
    return lane;
}

// Activations above, gradients below; where both go both ways there are four lanes.
void straightWays(LinkGeometry &link, double left, double right, double centre, double scale,
                  bool full, Directions directions)
{
    const bool four = directions.along && directions.against;
    const double outer = (full ? (four ? 22 : 16) : (four ? 11 : 7)) * scale;
    const double inner = four ? (full ? 8 : 4) * scale : outer;
    const auto lane = [&](double offset, bool rightwards) {
        const QPointF west(left, centre + offset);
        const QPointF east(right, centre + offset);
        return rightwards ? Lane{west, east} : Lane{east, west};
    };
    if (directions.along) {
        link.forward = lane(-outer, true);
        link.backward = lane(outer, false);
    }
    if (directions.against) {
        link.forwardAgainst = lane(-inner, false);
        link.backwardAgainst = lane(inner, true);
    }
}

LinkGeometry pipelineLink(const SceneLayout &layout, const CardGeometry &from,
                          const CardGeometry &to, Directions directions)
{
    const double s = layout.scale;
    const bool full = layout.detail == CardDetail::Full;
    LinkGeometry link;
    link.fromDevice = from.device;
    link.toDevice = to.device;
    link.wraps = !inOneLine(from, to);
    const double centre = centreOf(layout, from);
    if (link.wraps) {
        wayToNextLine(link, layout, from.card, to.card, centre, centreOf(layout, to),
                      (full ? 16 : 7) * s);
        if (directions.against) {
            link.forwardAgainst = reversed(link.forward);
            link.backwardAgainst = reversed(link.backward);
        }
        return link;
    }
    const double left = from.card.right() + 4 * s;
    const double right = to.card.left() - 4 * s;
    straightWays(link, left, right, centre, s, full, directions);
    const double apart = (link.bothWays() ? 22 : 16) * s;
    const double below = centre + apart + 42 * s;
    if (full && right - left + 6 * s >= kLabelWidth * s &&
        (!from.compact || below <= from.card.bottom()))
        link.label = QRectF(left - 3 * s, centre + apart + 8 * s, right - left + 6 * s, 34 * s);
    return link;
}

// Below the cards, or beside them where they stand in several lines; the gradients' lane lies
// inside that of the activations.
LinkGeometry returnLink(const SceneLayout &layout, const CardGeometry &from, const CardGeometry &to)
{
    const double s = layout.scale;
    LinkGeometry link;
    link.fromDevice = from.device;
    link.toDevice = to.device;
    link.returns = true;
    const double outer = from.card.bottom() + 17 * s;
    const double inner = from.card.bottom() + 9 * s;
    const double out = from.card.center().x();
    const double foot = from.card.bottom() + 3 * s;
    if (inOneLine(from, to)) {
        const double in = to.card.center().x();
        const double aside = (out > in ? 6 : -6) * s;
        link.forward = {
            {out + aside, foot}, {out + aside, outer}, {in - aside, outer}, {in - aside, foot}};
        link.backward = {
            {in + aside, foot}, {in + aside, inner}, {out - aside, inner}, {out - aside, foot}};
        return link;
    }
    const double level = centreOf(layout, to);
    const double edge = to.card.left() - 3 * s;
    const double far = to.card.left() - 26 * s;
    const double near = to.card.left() - 20 * s;
    link.forward = {
        {out + 6 * s, foot}, {out + 6 * s, outer}, {far, outer}, {far, level}, {edge, level}};
    link.backward = {{edge, level + 7 * s},
                     {near, level + 7 * s},
                     {near, inner},
                     {out - 6 * s, inner},
                     {out - 6 * s, foot}};
    return link;
}

// From the last device of the ring to the first: below a single line, else along the left.
Lane returnLane(const SceneLayout &layout, const CardGeometry &last, const CardGeometry &first)
{
    const double s = layout.scale;
    const double below = std::min(layout.footer.center().y(), last.card.bottom() + 24 * s);
    const double under = last.card.center().x();
    if (inOneLine(last, first)) {
        const double end = first.card.center().x();
        return {{under, last.card.bottom() + 3 * s},
                {under, below},
                {end, below},
                {end, first.card.bottom() + 4 * s}};
    }
    const double beside = first.card.left() - 12 * s;
    const double centre = centreOf(layout, first);
    const QPointF end(first.card.left() - 3 * s, centre);
    const int lines = (static_cast<int>(layout.cards.size()) + layout.columns - 1) / layout.columns;
    if (lines % 2 == 0) { // it stands at the left already
        const double level = centreOf(layout, last);
        return {{last.card.left() - 3 * s, level}, {beside, level}, {beside, centre}, end};
    }
    return {{under, last.card.bottom() + 3 * s},
            {under, below},
            {beside, below},
            {beside, centre},
            end};
}

LinkGeometry ringLink(const SceneLayout &layout, const CardGeometry &from, const CardGeometry &to,
                      bool closes)
{
    const double s = layout.scale;
    LinkGeometry link;
    link.fromDevice = from.device;
    link.toDevice = to.device;
    link.wraps = !inOneLine(from, to);
    const double y = centreOf(layout, from);
    const double x = from.card.center().x();
    if (closes)
        link.forward = returnLane(layout, from, to);
    else if (link.wraps)
        link.forward = {{x, from.card.bottom() + 3 * s}, {x, to.card.top() - 3 * s}};
    else if (from.card.left() < to.card.left())
        link.forward = {{from.card.right() + 4 * s, y}, {to.card.left() - 4 * s, y}};
    else
        link.forward = {{from.card.left() - 4 * s, y}, {to.card.right() + 4 * s, y}};
    return link;
}

} // namespace

namespace {

using Hops = std::vector<std::pair<int, int>>;

bool hasHop(const Hops &hops, int from, int to)
{
    return std::ranges::binary_search(hops, std::pair(from, to));
}

void placePipelineLinks(SceneLayout &layout, const Hops &hops, const CardGeometry *cards, int ranks)
{
    for (int rank = 0; rank + 1 < ranks; ++rank) {
        const Directions directions{hasHop(hops, rank, rank + 1), hasHop(hops, rank + 1, rank)};
        if (directions.along || directions.against)
            layout.links.push_back(pipelineLink(layout, cards[rank], cards[rank + 1], directions));
    }
    for (const auto &[from, to] : hops) {
        const bool neighbours = std::abs(from - to) == 1;
        if (!neighbours)
            layout.links.push_back(returnLink(layout, cards[from], cards[to]));
    }
}

} // namespace

void placeLinks(SceneLayout &layout, const core::Plan &plan)
{
    if (layout.detail == CardDetail::Cell)
        return;
    const std::vector<CardGeometry> &cards = layout.cards;
    if (layout.kind == SceneKind::Pipeline) {
        const Hops hops = activationHops(plan);
        const auto ranks = static_cast<std::size_t>(plan.ranks());
        for (std::size_t first = 0; first + ranks <= cards.size(); first += ranks)
            placePipelineLinks(layout, hops, &cards[first], plan.ranks());
        return;
    }
    if (layout.overflows) // it cannot start, and has no ring
        return;
    for (std::size_t i = 0; i + 1 < cards.size(); ++i)
        layout.links.push_back(ringLink(layout, cards[i], cards[i + 1], false));
    if (plan.replicas > 1)
        layout.links.push_back(ringLink(layout, cards.back(), cards.front(), true));
}

} // namespace ui
