// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"
#include "core/live/session/calibrate.h"

#include <string>
#include <string_view>
#include <vector>

namespace core::live {

// calibration.json in the user's cache folder; empty where there is none.
[[nodiscard]] std::string calibrationPath();

// parallarium-calibration/5: what was measured of this computer, so that the steady clock is the
// same in every run. Error: it is missing, or of another format.
[[nodiscard]] Result<Calibration> readCalibration(const std::string &path);
[[nodiscard]] Result<Calibration> calibrationFromJson(std::string_view text,
                                                      const std::string &name);
[[nodiscard]] std::string calibrationToJson(const Calibration &calibration);
// With the products that its curve was fitted to.
[[nodiscard]] std::string curveToJson(const ComputerCurve &curve);
[[nodiscard]] std::string curveToText(const ComputerCurve &curve);
// The rates of the computer, each with its name, as people read them.
struct ComputerFact
{
    std::string name;
    std::string value;
};
[[nodiscard]] std::vector<ComputerFact> computerFacts(const ComputerCurve &curve);

// From here on the presets are this computer as it was measured, if what was kept in path can be
// read and is of these kernels (kernelsInUse), or of any where the program trains nothing itself:
// what every program does before it reads a scenario.
void useKeptCalibration(const std::string &path, const std::string &kernels = {});

} // namespace core::live
