// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/training/worker_cards.h"
#include "ui/paint/look.h"

#include <QPainter>

#include <optional>
#include <string>
#include <vector>

namespace ui {

// The weights of one worker, as they are shown at the foot of its card.
struct WorkerWeights
{
    std::string digits; // of the fingerprint; empty: there are none yet
    WeightsVerdict verdict = WeightsVerdict::None;
};

// What the scene of workers shows beside the step itself.
struct WorkersPicture
{
    QString title;
    QString detail;
    std::vector<WorkerWeights> weights; // by device
    std::optional<int> selected;
    std::optional<int> focused;
};

void paintWorkers(QPainter &painter, const core::Snapshot &snapshot, const WorkerCards &cards,
                  core::Nanos time, const WorkersPicture &picture, const Look &look);

} // namespace ui
