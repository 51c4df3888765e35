// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/layout.h"
#include "core/live/program/program.h"

#include <vector>

namespace core::live {

// Writes how a device reduces its gradients with the others that hold its units, and updates its
// weights.
class GradientProgram
{
public:
    GradientProgram(const Layout &layout, const Holding &holding, int device);

    // Buckets complete after this visit, where they overlap with the backward passes that follow.
    void afterVisit(Program &program, std::size_t visit);
    // The buckets that are left, the optimizer, and what gathers the weights again.
    void atEnd(Program &program);

private:
    // Neighbouring units of a stage that are shared at once.
    struct Bucket
    {
        int stage = 0;
        std::size_t begin = 0; // elements of the device's weights
        std::size_t end = 0;
        std::size_t lastVisit = 0; // that adds to it
        bool hasTied = false;      // waits for the other half of a tied table
        bool shared = false;
    };

    void makeBuckets();
    void share(Program &program, Bucket &bucket);
    void addTied(Program &program);
    void update(Program &program, const Bucket &bucket) const;
    [[nodiscard]] std::size_t lastVisitOf(int stage) const;
    [[nodiscard]] bool isTied(int unit) const;

    const Layout &m_layout;
    const Holding &m_holding;
    int m_device;
    std::vector<Bucket> m_buckets; // in the order in which they become ready
};

} // namespace core::live
