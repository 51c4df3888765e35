// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <array>
#include <optional>
#include <vector>

namespace core {

enum class Traffic : std::uint8_t { Activations, Gradients, Collectives };
constexpr int kTrafficCount = 3;

// The part of a collective that the first forward hides: of the step before, which left it to this
// one.
[[nodiscard]] std::optional<Collective> hiddenAhead(const Snapshot &snapshot,
                                                    const Collective &collective);

// What is sent in each of columns equal stretches of the step, in bytes/s over all links: the mean
// of the stretch, so that the area under the chart is the bytes. A collective within a visit is
// spread evenly over the visit. With a device: messages it sends or receives, and its own share of
// collectives.
[[nodiscard]] std::vector<std::array<double, kTrafficCount>>
trafficMeans(const Snapshot &snapshot, std::optional<int> device, int columns);

} // namespace core
