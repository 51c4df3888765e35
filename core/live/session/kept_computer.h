// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibration.h"

#include <optional>
#include <stop_token>

namespace core::live {

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
// The presets are this computer as it was measured now. A cache that cannot be written is no
// failure.
void keepCalibration(const Calibration &calibration);

} // namespace core::live
