// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/square_colours.h"
#include "core/analysis/row_moment.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ui {
namespace {

StateKey keyOfWork(core::SpanKind kind)
{
    // In the order of SpanKind.
    constexpr StateKey keys[core::kSpanKindCount] = {
        StateKey::Forward,   StateKey::Backward,  StateKey::Backward, StateKey::WeightGradient,
        StateKey::Recompute, StateKey::Optimizer, StateKey::Waiting,  StateKey::Sharing,
        StateKey::Forward,   StateKey::Forward,   StateKey::Forward,  StateKey::Forward};
    return keys[static_cast<std::size_t>(kind)];
}

int stateKey(const core::Snapshot &snapshot, int row, core::Nanos time)
{
    const core::DeviceMoment moment = core::rowMoment(snapshot, row, time);
    // In the order of DeviceState.
    constexpr StateKey keys[] = {StateKey::Forward,       StateKey::Waiting, StateKey::Sharing,
                                 StateKey::Done,          StateKey::Stopped, StateKey::DoesNotFit,
                                 StateKey::OthersDoNotFit};
    if (moment.state == core::DeviceState::Working)
        return static_cast<int>(keyOfWork(moment.span.tag.kind));
    return static_cast<int>(keys[static_cast<std::size_t>(moment.state)]);
}

int levelOf(double share)
{
    return share > 1 ? kTooMuch : static_cast<int>(std::lround(std::max(0.0, share) * kLevels));
}

int busyKey(const core::Snapshot &snapshot, int row, core::Nanos)
{
    return levelOf(std::min(1.0, busyShareOf(snapshot, row)));
}

int memoryKey(const core::Snapshot &snapshot, int row, core::Nanos time)
{
    const std::vector<int> &devices = snapshot.plan.rows[static_cast<std::size_t>(row)].devices;
    if (devices.empty() || snapshot.plan.capacity.count <= 0)
        return 0;
    const core::Bytes used = core::deviceMoment(snapshot, devices.front(), time).memory.total();
    return levelOf(static_cast<double>(used.count) /
                   static_cast<double>(snapshot.plan.capacity.count));
}

int idleKey(const core::Snapshot &snapshot, int row, core::Nanos)
{
    if (snapshot.trace.rows.empty())
        return kNeverIdle;
    const auto &idle = snapshot.metrics.rows[static_cast<std::size_t>(row)].idle;
    const auto most = std::ranges::max_element(idle);
    return most->count > 0 ? static_cast<int>(most - idle.begin()) : kNeverIdle;
}

} // namespace

double busyShareOf(const core::Snapshot &snapshot, int row)
{
    const core::Nanos step = snapshot.metrics.step;
    if (!snapshot.metrics.fits || step.count <= 0)
        return 0;
    return core::seconds(snapshot.metrics.rows[static_cast<std::size_t>(row)].busy()) /
           core::seconds(step);
}

std::vector<int> keysOfRows(const core::Snapshot &snapshot, core::Nanos time, ColourBy by)
{
    using KeyOf = int (*)(const core::Snapshot &, int, core::Nanos);
    // In the order of ColourBy.
    constexpr KeyOf keyOf[] = {stateKey, busyKey, memoryKey, idleKey};
    std::vector<int> keys(snapshot.plan.rows.size());
    for (std::size_t row = 0; row < keys.size(); ++row)
        keys[row] = keyOf[static_cast<std::size_t>(by)](snapshot, static_cast<int>(row), time);
    return keys;
}

std::vector<KeyCount> keyCounts(const core::Snapshot &snapshot, const std::vector<int> &keys)
{
    std::map<int, int> devices;
    for (std::size_t row = 0; row < keys.size(); ++row) {
        if (const std::size_t count = snapshot.plan.rows[row].devices.size(); count > 0)
            devices[keys[row]] += static_cast<int>(count);
    }
    std::vector<KeyCount> counts;
    for (const auto &[key, count] : devices)
        counts.push_back({key, count});
    return counts;
}

} // namespace ui
