// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"

#include "core/analysis/early_snapshot.h"

#include <utility>

namespace core {

Result<SnapshotPtr> run(const Scenario &scenario, std::stop_token stop)
{
    const Result<EarlySnapshot> early = runEarly(scenario, std::move(stop));
    if (!early)
        return early.error();
    return completed(early.value());
}

} // namespace core
