// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/early_snapshot.h"
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

// The same with what can be shown of it before all is done.
class EarlyRunner : public LatestOnly<Scenario, Result<EarlySnapshot>>
{
public:
    explicit EarlyRunner(Callback callback) : LatestOnly(runEarly, std::move(callback)) {}
};

} // namespace core
