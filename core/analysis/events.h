// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/base/language.h"

#include <optional>
#include <string>

namespace core {

// Something that starts: work, a wait for a slow device or for all others, a gradient bucket on its
// ring and, where there are few, each step of a ring. What "next event" goes to.
struct Event
{
    Nanos time;
    int row = 0;
    Span span = {};      // that begins here; kind Wait with time == stop: the end of the step
    int collective = -1; // index into Trace::collectives of a ring's event; -1: a row's
    int ringStep = 0;
};
[[nodiscard]] std::optional<Event> nextEvent(const Snapshot &snapshot, Nanos after, int row = -1);
[[nodiscard]] std::optional<Event> previousEvent(const Snapshot &snapshot, Nanos before,
                                                 int row = -1);
// Of whom a sentence tells that is about all of them.
constexpr Words kEveryGpu = inContext("Event", "every GPU");
// "GPU 3 starts the forward pass of micro-batch 5"; empty after the end of the step.
[[nodiscard]] std::string nextEventSentence(const Snapshot &snapshot, Nanos after);

} // namespace core
