// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"

#include <QString>

#include <string_view>

namespace ui {

// How another program's configuration changes the open scenario.
struct ConfigChange
{
    core::Scenario scenario;
    QString sentence; // what it says, for the person
};

// Whether this text is a Hugging Face config.json or a DeepSpeed configuration.
[[nodiscard]] bool isConfig(std::string_view text);

// The former brings its model, the latter ZeRO stage, batch sizes and precision; the rest stays. An
// error says "NAME:LINE: what, why, what to do".
[[nodiscard]] core::Result<ConfigChange> withConfig(const core::Scenario &scenario,
                                                    std::string_view text, const QString &name);

} // namespace ui
