// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"

#include <QString>

#include <optional>
#include <vector>

namespace ui {

// What is told of a change: what else had to change, why, and what it does to the idle time.
struct WhatIfText
{
    QString headline;
    QString details;

    bool operator==(const WhatIfText &) const = default;
};

// A setting as it is called in sentences: "Micro-batches".
[[nodiscard]] QString settingName(core::Setting setting);
[[nodiscard]] QString settingValue(core::Setting setting, std::int64_t value);

// "Micro-batches gave way: 16 became 8, so that the global batch stays 256."
[[nodiscard]] QString gaveWayText(const core::GaveWay &change);

// "256 = 8 replicas × 16 × 2"
[[nodiscard]] QString batchText(const core::Scenario &scenario);

// What gave way first, the others shorter.
[[nodiscard]] WhatIfText whatIfText(const core::Scenario &before, const core::Answer &after,
                                    core::Setting moved);

// "Idle rises, 16 to 27 %."; empty: one of them is not known.
[[nodiscard]] QString idleText(std::optional<double> before, std::optional<double> after);

// Why a number that was typed cannot be: "5 does not divide 96 attention heads: 4 and 6 do".
// Empty: it can.
[[nodiscard]] QString refusalText(const core::Wish &wish, core::Setting setting, double wanted);

// Why a split that was chosen became another one; empty: it did not.
[[nodiscard]] QString splitText(core::Strategy wanted, const core::Scenario &after);

// "Ctrl+Z: 8 replicas, 16 micro-batches"
[[nodiscard]] QString undoText(const core::Scenario &before, const core::Answer &after,
                               core::Setting moved);

} // namespace ui
