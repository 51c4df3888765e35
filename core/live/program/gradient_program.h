// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/gradient_order.h"
#include "core/live/program/layout.h"
#include "core/live/program/program.h"

#include <vector>

namespace core::live {

// Replicas update from sums where those lie, and copy none. Two ranks of one replica that hold the
// same stage do: one of them may have no work in a step, and begins no sums of its own.
[[nodiscard]] bool borrowsGradients(const Layout &layout);

// Writes how a device reduces its gradients with the others that hold its units, and updates its
// weights.
class GradientProgram
{
public:
    // The order is that of the layout's schedule.
    GradientProgram(const Layout &layout, const Holding &holding, const GradientOrder &order,
                    int device);

    // Buckets complete after so many visits, where they overlap with the backward passes that
    // follow.
    void afterVisits(Program &program, std::size_t visits);
    // The buckets that are left, the optimizer, and what gathers the weights again; and how the
    // passes of the program begin with gradients of nothing.
    void atEnd(Program &program);

private:
    // Neighbouring units of a stage that are shared at once.
    struct Bucket
    {
        int stage = 0;
        std::size_t begin = 0; // elements of the device's weights
        std::size_t end = 0;
        std::size_t visitsBefore = 0; // of this device
        bool hasTied = false;         // waits for the other half of a tied table
        bool shared = false;
        std::size_t ownBegin = 0; // of the gradients, those that this device has as the step ends:
        std::size_t ownEnd = 0;   // others took away the rest
    };

    void makeBuckets(const GradientOrder &order);
    void share(Program &program, Bucket &bucket);
    void addTied(Program &program);
    void update(Program &program, const Bucket &bucket) const;
    void clearOwn(Program &program) const;
    [[nodiscard]] bool isTied(int unit) const;

    const Layout &m_layout;
    const Holding &m_holding;
    int m_device;
    std::vector<Bucket> m_buckets; // in the order in which all holders complete them
};

} // namespace core::live
