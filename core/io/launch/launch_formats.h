// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"

#include <span>
#include <string_view>

namespace core {

// One kind of file. To add one: a source with its two functions, and a row in launch_formats.cpp.
struct LaunchFormat
{
    std::string_view id;    // "megatron-log"
    std::string_view title; // "log of Megatron-LM"
    // Whether it is one, by what it contains, or else by its name. Must not be slow or wrong for
    // any text.
    bool (*claims)(const LaunchFile &file);
    // Fills the sheet. With questions asked it may return at once; whether the scenario can run is
    // found out afterwards.
    Status (*read)(LaunchSheet &sheet);
};

// In the order in which they are asked.
[[nodiscard]] std::span<const LaunchFormat> launchFormats();
// nullptr: none claims it.
[[nodiscard]] const LaunchFormat *launchFormatOf(const LaunchFile &file);

// Rows.
[[nodiscard]] bool isMegatronLog(const LaunchFile &file);
[[nodiscard]] Status readMegatronLog(LaunchSheet &sheet);
[[nodiscard]] bool isMegatronCommand(const LaunchFile &file);
[[nodiscard]] Status readMegatronCommand(LaunchSheet &sheet);
[[nodiscard]] bool isTorchtitanToml(const LaunchFile &file);
[[nodiscard]] Status readTorchtitanToml(LaunchSheet &sheet);
[[nodiscard]] bool isTorchtitanJson(const LaunchFile &file);
[[nodiscard]] Status readTorchtitanJson(LaunchSheet &sheet);
[[nodiscard]] bool isTorchtitanCommand(const LaunchFile &file);
[[nodiscard]] Status readTorchtitanCommand(LaunchSheet &sheet);
[[nodiscard]] bool isAccelerateYaml(const LaunchFile &file);
[[nodiscard]] Status readAccelerateYaml(LaunchSheet &sheet);
[[nodiscard]] bool isNeoxYaml(const LaunchFile &file);
[[nodiscard]] Status readNeoxYaml(LaunchSheet &sheet);
[[nodiscard]] bool isNemoYaml(const LaunchFile &file);
[[nodiscard]] Status readNemoYaml(LaunchSheet &sheet);
// Whether the text starts a program that trains with transformers' Trainer: by its options, by its
// name, or by settings of such a program that lie beside it.
[[nodiscard]] bool isTrainerCommand(const LaunchFile &file);
[[nodiscard]] Status readTrainerCommand(LaunchSheet &sheet);
[[nodiscard]] bool isTrainerYaml(const LaunchFile &file);
[[nodiscard]] Status readTrainerYaml(LaunchSheet &sheet);
[[nodiscard]] bool isMegatronArgumentsYaml(const LaunchFile &file);
[[nodiscard]] Status readMegatronArgumentsYaml(LaunchSheet &sheet);

} // namespace core
