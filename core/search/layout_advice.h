// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_search.h"

#include <optional>
#include <vector>

namespace core {

// A layout to open.
struct LayoutIdea
{
    Scenario scenario;
    Nanos step;
    Bytes memory; // of the fullest device

    bool operator==(const LayoutIdea &) const = default;
};

// The best layouts for a model, a batch and devices. No idea is beaten by any layout of the whole
// space, nor by the scenario as it is, in both time and memory.
struct LayoutAdvice
{
    std::optional<LayoutPrice> now; // of the scenario as it is; nothing: it cannot run
    // The fastest first; each next one is the fastest that frees a worthwhile part of the memory.
    std::vector<LayoutIdea> ideas;
    std::size_t proved = 0; // of the ideas, from the first; the one behind is the best so far
    HeldParts held = {};    // what was not to change
    Bytes limit; // that the fullest device may need: its memory, or less if some is to stay free
    SearchCounts counts;
    Nanos bound; // no layout that fits is faster; the step of the first idea where that is proved
    bool complete = false; // every idea is proved; false: stopped before
    // Where no layout fits: see askDevicesNeeded(), which is not asked here.
    int devicesTried = 0;                  // the most so far; 0: none
    bool devicesKnown = false;             // all of them were tried, or one was enough
    std::optional<int> devicesNeeded = {}; // nothing: not on as many as were tried
    // Where the optimizer is stays as it is set. With it in the other place, once that was
    // searched: see askOtherOffload().
    std::optional<bool> otherOffload = {};         // parallel.offload_optimizer there
    std::optional<LayoutIdea> ofOtherOffload = {}; // the fastest that fits; nothing: none does
};

// A next idea frees at least this part of a device's memory.
constexpr double kWorthFreeing = 0.05;

struct AdviceOptions
{
    int most = 3;        // ideas
    Bytes keepFree = {}; // of the memory of each device
    HeldParts held = {}; // stay as the scenario has them
    ForEach forEach = forEachInTurn;
    std::stop_token stop = {};
    // Now and then, on the calling thread, with what is best so far.
    std::function<void(const LayoutAdvice &)> told = {};
    // What was simulated or found too large since, before told.
    std::function<void(const std::vector<LayoutPoint> &)> looked = {};
};
[[nodiscard]] LayoutAdvice adviseLayouts(const Scenario &now, const AdviceOptions &options);

// Where no layout fits: with how many times 2, 4, 8 … the devices one does, the batch being the
// same, up to 64 times as many and 1,024. Tells of every number before it is tried, and meanwhile.
void askDevicesNeeded(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options);

// Where the optimizer is in host memory, or no layout fits: the best with it in the other place.
void askOtherOffload(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options);

// Both of them: what a search that keeps devices and offload leaves open.
void askBeyond(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options);

} // namespace core
