// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <QString>

#include <string_view>

namespace ui {

// What a configuration of another program makes of the scenario that is open.
struct ConfigChange
{
    core::Scenario scenario;
    QString sentence; // what it says, for the person
};

// Whether this text is a config.json of Hugging Face or a configuration of DeepSpeed.
[[nodiscard]] bool isConfig(std::string_view text);

// The first brings its model, the second ZeRO stage, batch sizes and precision; the rest stays. An
// error says "NAME:LINE: what, why, what to do".
[[nodiscard]] core::Result<ConfigChange> withConfig(const core::Scenario &scenario,
                                                    std::string_view text, const QString &name);

} // namespace ui
