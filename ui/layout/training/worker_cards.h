// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/scene/scene_layout.h"

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace ui {

// How the weights of a worker stand to those that they are compared with.
enum class WeightsVerdict {
    None,     // there is nothing to compare them with
    First,    // of several copies: the one that the others are compared with
    Equal,    // bit by bit
    Rounding, // sums in another order: other bits, and losses that agree
    Differ
};

// A worker of a training run: a card as in the scene, with its weights at the foot.
struct WorkerCard
{
    CardGeometry card; // name, state, tower, middle and what is kept
    QRectF subtitle;
    QRectF memoryBar;
    QRectF separator; // above the foot
    QRectF heading;   // "weights"; empty: no room
    QRectF cells;     // of the fingerprint
    QRectF verdict;   // check or cross with a word
    QRectF digits;    // of the fingerprint; empty: no room
};

// Workers in as few rows as leave each card wide enough to be read; rows and cards are alike. All
// rectangles are in painter units.
struct WorkerCards
{
    QRectF header;
    std::vector<WorkerCard> workers; // by device
    bool whole = true;               // cards with everything; else names, states and weights alone
    double height = 0;               // that it needs; more than asked for: it scrolls
};
[[nodiscard]] WorkerCards layoutWorkers(const core::Snapshot &snapshot, QSizeF size, double scale);

} // namespace ui
