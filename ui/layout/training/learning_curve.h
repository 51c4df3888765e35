// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ui {

// How a training run went, step by step: what the charts draw and what runs are compared by.
struct LearningCurve
{
    struct Tested
    {
        std::int64_t steps = 0; // that were made before
        double accuracy = 0;    // share of the samples or tokens, 0 to 1
    };

    QString name;
    std::vector<double> loss;          // before each step, on the samples of the step
    std::vector<std::uint64_t> prints; // of all weights of the first replica, after each step
    std::vector<Tested> tested;
    bool ofBatches = false; // there are no test samples: accuracy is that of the batches trained on
    std::optional<std::int64_t> aloneSince; // from this step on gradients are not shared
    bool diverged = false;

    [[nodiscard]] bool isEmpty() const { return loss.empty(); }
};

// The last one is the run under way, which grows; the others were kept, the oldest first.
using LearningCurves = std::vector<std::shared_ptr<const LearningCurve>>;

// Two runs over the steps that both made.
struct Likeness
{
    std::int64_t steps = 0; // that both made
    bool equal = false;     // all weights, bit by bit, after every one of them
    double largest = 0;     // difference of the losses, relative to the larger one

    // Not equal, but no further apart than sums in another order bring it.
    [[nodiscard]] bool isRounding() const { return steps > 0 && !equal && largest < kRounding; }
    static constexpr double kRounding = 5e-4; // measured: 3e-4 after 20 steps
};
[[nodiscard]] Likeness compare(const LearningCurve &a, const LearningCurve &b);

// A point of a drawn line.
struct CurvePoint
{
    double step = 0;
    double value = 0;
};
// No more points than twice the columns and one: of the steps that share a column the least and the
// largest value, so that no peak is lost. The last step is always there.
[[nodiscard]] std::vector<CurvePoint> thinned(const std::vector<double> &values, int columns);

// The step that the axis ends at: some way beyond those that were made, and a round number at last.
[[nodiscard]] std::int64_t lastShownStep(std::int64_t planned, std::int64_t made);
// What the axis of losses has to reach for it; what is not finite does not count, and of a run that
// diverged no more than twice its first loss.
[[nodiscard]] double highestLoss(const LearningCurve &curve);

} // namespace ui
