// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"

#include <string_view>

namespace core {

// The computer that the program runs on, as a device and the link between its threads: the rows
// this-computer and threads of the presets.
struct ThisComputer
{
    DeviceSpec device;
    LinkSpec link;

    bool operator==(const ThisComputer &) const = default;
};

// One that was never measured: nominal numbers.
[[nodiscard]] ThisComputer usualComputer();
// The source of what was measured.
inline constexpr std::string_view kMeasuredHere = "measured here";

// From here on the presets are what was measured, for whoever asks: every command, the window and
// Python then agree. Rows that were handed out before stay where they are.
void setThisComputer(const ThisComputer &measured);
// What the presets are now.
[[nodiscard]] ThisComputer thisComputer();

// Whether it is this computer: as it is usually, as it is known now, or as it was known before it
// was measured again.
[[nodiscard]] bool isThisComputer(const DeviceSpec &device);
[[nodiscard]] bool isThisComputer(const LinkSpec &link);

// The cluster with this computer and its threads as they are known now, or as given, where it has
// them in any of these ways. What somebody changed stays.
void putThisComputer(ClusterSpec &cluster, const ThisComputer &known);

} // namespace core
