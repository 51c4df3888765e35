// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <string_view>

namespace core {

// A device that a script asks its queue for by name: --gres=gpu:h100:8, --gpus-per-node=a100:4.
struct NamedDevice
{
    DeviceSpec device;
    std::string by; // "gpu:h100:8"
    int line = 0;
};
// The first whose name is known here; of several sizes of memory the one that is named, else the
// first that is verified.
[[nodiscard]] std::optional<NamedDevice> namedDevice(std::string_view script);

} // namespace core
