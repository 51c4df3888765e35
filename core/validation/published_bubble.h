// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace core {

// One bubble rate of the Zero Bubble paper (arXiv:2401.10241, Tables 5 and 8) beside ours: the
// share of the longest span of a rank in which it is idle, with the paper's times.
struct PublishedBubble
{
    int table = 0;
    std::string model; // "1.5B"
    int ranks = 0;
    int microBatches = 0;
    std::string schedule;                // as the paper calls it
    std::string id;                      // of ours
    double published = 0;                // four decimals
    std::optional<double> ours = {};     // nothing: the schedule is not there, or note says why
    std::optional<double> searched = {}; // ZB-V: what zbv-auto, which searches on, comes to
    bool counts = true;                  // false: the paper counts differently, as note says
    std::string note = {};

    [[nodiscard]] bool agrees() const; // to the four decimals that were published
    // The order that zbv-auto makes is idle for less time than the published one.
    [[nodiscard]] bool isBetter() const;
};

constexpr const char *kPublishedBubblesSource =
    "Zero Bubble Pipeline Parallelism, arXiv:2401.10241, Tables 5, 8 and 9";

} // namespace core
