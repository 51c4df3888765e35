// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/training/worker_cards.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeader = 38;
constexpr double kGap = 8;
constexpr double kSide = 14;
constexpr double kFootRoom = 12;
constexpr double kLeastWidth = 118; // of a whole card
constexpr double kLeastHeight = 176;
constexpr double kWidest = 220;
constexpr double kSmallWidth = 118; // name, state and weights alone
constexpr double kSmallHeight = 84;
constexpr double kTallSmall = 132; // with all that stands at the foot

struct Rows
{
    int columns = 1;
    int rows = 1;
    bool whole = true;
};

// The fewest rows with cards that can be read; without room for whole cards, small ones.
Rows rowsFor(int count, const QRectF &area, double s)
{
    for (int rows = 1; rows <= count; ++rows) {
        const int columns = (count + rows - 1) / rows;
        const double width = (area.width() - (columns - 1) * kGap * s) / columns;
        const double height = (area.height() - (rows - 1) * kGap * s) / rows;
        if (height < kLeastHeight * s)
            break;
        if (width >= kLeastWidth * s)
            return {columns, rows, true};
    }
    const int most = std::clamp(
        static_cast<int>((area.width() + kGap * s) / ((kSmallWidth + kGap) * s)), 1, count);
    const int rows = (count + most - 1) / most;
    const int columns = (count + rows - 1) / rows; // four are two and two, not three and one
    return {columns, rows, false};
}

void placeFoot(WorkerCard &worker, double top, double s)
{
    const QRectF &r = worker.card.card;
    const double left = r.left() + 11 * s;
    const double right = r.right() - 8 * s;
    const bool tall = r.bottom() - top >= 70 * s;
    worker.separator = QRectF(r.left() + 10 * s, top, r.width() - 20 * s, 1);
    double y = top + 5 * s;
    if (tall) {
        worker.heading = QRectF(left, y, right - left, 16 * s);
        y += 19 * s;
    }
    const double cells = std::min(48 * s, (right - left) * 0.45);
    worker.cells = QRectF(left, y, cells, 18 * s);
    worker.verdict = QRectF(left + cells + 6 * s, y, right - left - cells - 6 * s, 18 * s);
    if (r.bottom() - (y + 20 * s) >= 16 * s)
        worker.digits = QRectF(left, y + 19 * s, right - left, 16 * s);
}

void placeWhole(WorkerCard &worker, double s)
{
    CardGeometry &card = worker.card;
    const QRectF &r = card.card;
    card.compact = true; // its words have little room
    card.title = QRectF(r.left() + 10 * s, r.top() + 6 * s, r.width() - 20 * s, 20 * s);
    worker.subtitle = QRectF(r.left() + 10 * s, r.top() + 25 * s, r.width() - 20 * s, 17 * s);
    card.pill = QRectF(r.left() + 9 * s, r.top() + 47 * s, r.width() - 18 * s, 22 * s);
    const bool tall = r.height() >= 250 * s;
    const double foot = r.bottom() - (tall ? 72 : 46) * s;
    const double top = card.pill.bottom() + 10 * s;
    const double bottom = foot - 8 * s;
    card.tower = QRectF(r.left() + 12 * s, top, std::min(40 * s, r.width() * 0.32), bottom - top);
    const double left = card.tower.right() + 9 * s;
    const double right = r.right() - 9 * s;
    card.tankLabel = QRectF(left, bottom - 15 * s, right - left, 16 * s);
    worker.memoryBar =
        QRectF(left + 2 * s, card.tankLabel.top() - 11 * s, right - left - 4 * s, 8 * s);
    const double room = worker.memoryBar.top() - 3 * s - top;
    const double kept = room >= 92 * s ? 36 * s : room >= 60 * s ? 16 * s : 0;
    const double ring = std::min({60 * s, room - kept, right - left});
    card.middle = QRectF(left, top, right - left, ring);
    if (kept > 0)
        card.kept = QRectF(left - 4 * s, card.middle.bottom() + 3 * s, right - left + 8 * s, kept);
    placeFoot(worker, foot, s);
}

void placeSmall(WorkerCard &worker, double s)
{
    CardGeometry &card = worker.card;
    const QRectF &r = card.card;
    card.compact = true;
    card.title = QRectF(r.left() + 10 * s, r.top() + 4 * s, r.width() - 20 * s, 19 * s);
    card.pill = QRectF(r.left() + 8 * s, r.top() + 25 * s, r.width() - 16 * s, 20 * s);
    placeFoot(worker, r.top() + 51 * s, s);
}

} // namespace

WorkerCards layoutWorkers(const core::Snapshot &snapshot, QSizeF size, double scale)
{
    const double s = scale;
    WorkerCards cards;
    cards.header = QRectF(18 * s, 4 * s, size.width() - 36 * s, kHeader * s - 8 * s);
    const QRectF area(kSide * s, kHeader * s + 2 * s, size.width() - 2 * kSide * s,
                      size.height() - (kHeader + 2 + kFootRoom) * s);
    const int count = snapshot.deviceCount();
    if (count == 0)
        return cards;
    const Rows rows = rowsFor(count, area, s);
    cards.whole = rows.whole;
    double width = (area.width() - (rows.columns - 1) * kGap * s) / rows.columns;
    width = std::floor(std::min(width, kWidest * s));
    const double high = (area.height() - (rows.rows - 1) * kGap * s) / rows.rows;
    const double height =
        std::floor(rows.whole ? high : std::clamp(high, kSmallHeight * s, kTallSmall * s));
    const double used = rows.columns * width + (rows.columns - 1) * kGap * s;
    for (int device = 0; device < count; ++device) {
        WorkerCard worker;
        const core::RowPlan &row =
            snapshot.plan.rows[static_cast<std::size_t>(snapshot.rowOf(device))];
        const auto place = std::ranges::find(row.devices, device) - row.devices.begin();
        worker.card.device = device;
        worker.card.pipelineRank = row.pipelineRank;
        worker.card.replica = row.replicas[static_cast<std::size_t>(place)];
        worker.card.card = QRectF(
            std::round(area.left() + (area.width() - used) / 2 +
                       (device % rows.columns) * (width + kGap * s)),
            std::round(area.top() + (device / rows.columns) * (height + kGap * s)), width, height);
        rows.whole ? placeWhole(worker, s) : placeSmall(worker, s);
        cards.workers.push_back(worker);
    }
    cards.height = cards.workers.back().card.card.bottom() + kFootRoom * s;
    return cards;
}

} // namespace ui
