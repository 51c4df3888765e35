// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/team.h"

#include <string>
#include <string_view>

namespace app {

// What the last step of a device and its weights are, and where they are asked for its gradients,
// as bytes for another process of this program.
template <class Real>
[[nodiscard]] std::string packedDevice(const core::live::DeviceRecord &record,
                                       const core::live::WeightStore<Real> &store,
                                       core::live::Collected what);
// Into the record and the store of the same device; gradients that were not sent stay.
template <class Real>
void unpackDevice(std::string_view text, core::live::DeviceRecord &record,
                  core::live::WeightStore<Real> &store);

} // namespace app
