// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/cluster_spec.h"

#include "core/base/text.h"

namespace core {

DeviceSpec withMemory(DeviceSpec device, Bytes memory)
{
    constexpr std::string_view separator = " · ";
    const std::size_t at = device.title.rfind(separator);
    if (at != std::string::npos && memory != device.memory)
        device.title.replace(at + separator.size(), std::string::npos, figureOf(memory).text());
    device.memory = memory;
    return device;
}

} // namespace core
