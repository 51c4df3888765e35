// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"

#include <QString>

#include <optional>
#include <vector>

namespace ui {

// What is said about a change: what else had to change, why, and the effect on idle time.
struct WhatIfText
{
    QString headline;
    QString details;

    bool operator==(const WhatIfText &) const = default;
};

// The name of a setting in sentences: "Micro-batches".
[[nodiscard]] QString settingName(core::Setting setting);
[[nodiscard]] QString settingValue(core::Setting setting, std::int64_t value);

// "Micro-batches gave way: 16 became 8, so that the global batch stays 256."
[[nodiscard]] QString gaveWayText(const core::GaveWay &change);

// "256 = 8 replicas × 16 × 2"
[[nodiscard]] QString batchText(const core::Scenario &scenario);

// What gave way first, the others shorter.
[[nodiscard]] WhatIfText whatIfText(const core::Scenario &before, const core::Answer &after,
                                    core::Setting moved);

// "Idle rises, 16.2 % to 27.3 %."; empty: one of them is not known.
// besidesSync: gradient sync takes a share of its own.
[[nodiscard]] QString idleText(std::optional<double> before, std::optional<double> after,
                               bool besidesSync = false);

// Why a typed number is impossible: "5 does not divide 96 attention heads: 4 and 6 do". Empty: it
// is possible.
[[nodiscard]] QString refusalText(const core::Wish &wish, core::Setting setting, double wanted);

// Why a split that was chosen became another one; empty: it did not.
[[nodiscard]] QString splitText(core::Strategy wanted, const core::Scenario &after);

// "Ctrl+Z: 8 replicas, 16 micro-batches"
[[nodiscard]] QString undoText(const core::Scenario &before, const core::Answer &after,
                               core::Setting moved);

} // namespace ui
