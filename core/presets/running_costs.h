// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace core {

// What an hour of one device costs to rent, and the power that it draws at most. Prices change by
// the week and by the provider: a row says where and when.
struct RunningCost
{
    std::string_view device;   // id of a row of devicePresets()
    double dollarsPerHour = 0; // 0: not known
    double watts = 0;          // of the device alone, no host and no cooling; 0: not known
    std::string_view source;
    bool verified = false; // read by us on a page of the one who asks the price or makes the device
};
[[nodiscard]] std::span<const RunningCost> runningCosts();

// nullptr if no row has this id.
[[nodiscard]] const RunningCost *findRunningCost(std::string_view device);

} // namespace core
