// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/runner/latest_only.h"

#include <utility>

namespace core {

// Simulates the newest scenario.
class LatestRunner : public LatestOnly<Scenario, Result<SnapshotPtr>>
{
public:
    explicit LatestRunner(Callback callback) : LatestOnly(run, std::move(callback)) {}
};

} // namespace core
