// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/language.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>

namespace core {

// A setting by its path in scenario files, and what people call it.
struct SettingTitle
{
    std::string_view path; // "training.micro_batch"
    Words title;           // "Micro-batch size"
    Words without;         // what holds where a file leaves it out: "usual"
};
// In the order of what weighs most where two scenarios are compared.
[[nodiscard]] std::span<const SettingTitle> settingTitles();

// What the path is called; itself where it has no name.
[[nodiscard]] std::string settingTitle(std::string_view path);

// Whose kernels and habits a run has, also where it is as usual: "PyTorch", "Megatron-LM".
[[nodiscard]] std::string_view frameworkTitle(const ParallelSpec &parallel);

} // namespace core
