// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <stop_token>

namespace core {

// A snapshot that can be shown before the index of its trace is made, which of ten million spans
// takes a quarter of the time of all.
struct EarlySnapshot
{
    SnapshotPtr snapshot;
    std::shared_ptr<TraceIndex> index; // that of the snapshot, still to be made; null: it is made
};

// From so many spans on the index comes later.
constexpr std::size_t kIndexedLater = 1'000'000;

// As run().
[[nodiscard]] Result<EarlySnapshot> runEarly(const Scenario &scenario, std::stop_token stop = {});
// What is left to do of it. Views of the snapshot that are made from then on have an index.
[[nodiscard]] Result<SnapshotPtr> completed(const EarlySnapshot &early);

} // namespace core
