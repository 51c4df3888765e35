// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"
#include "core/live/session/calibrate.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::live {

// calibration.json in the user's cache folder; empty where there is none.
[[nodiscard]] std::string calibrationPath();

// parallarium-calibration/4: what was measured of this computer, so that the steady clock is the
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

// What is known of this computer, for who asks again and again: what is kept may have been measured
// again since, and where nothing can be kept it is measured once.
class KeptComputer
{
public:
    // What was measured before, if it can be read; else it is measured now, and kept. Stopped: the
    // nominal one.
    [[nodiscard]] Calibration now(const std::stop_token &stop);
    // The same with the work of the scenario. Error: it cannot be trained, or this was stopped.
    [[nodiscard]] Result<Calibration> withWork(const Scenario &scenario,
                                               const std::stop_token &stop);

private:
    std::optional<Calibration> m_last;
};
// Of one that asks once.
[[nodiscard]] Calibration keptCalibration(const std::stop_token &stop = {});
[[nodiscard]] Result<Calibration> calibrationFor(const Scenario &scenario,
                                                 const std::stop_token &stop = {});
// A cache that cannot be written is no failure.
void keepCalibration(const Calibration &calibration);

} // namespace core::live
