// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"
#include "core/live/compute/optimizer.h"
#include "core/live/program/layout.h"
#include "core/live/program/program.h"
#include "core/live/program/replay.h"
#include "core/scenario/scenario.h"

#include <map>
#include <string>

namespace core::live {

// What this computer was measured to do.
struct Calibration
{
    DeviceSpec device; // "This computer"
    LinkSpec link;     // between its threads
    // ns that a Pace took where these numbers hold; 0: never measured.
    double pace = 0;
    // ns of work by kind and shape (see workName), where it was measured.
    std::map<std::string, std::int64_t> work = {};
    std::string kernels = {}; // of matrix products that it was measured with; empty: not known

    bool operator==(const Calibration &) const = default;
};

// The presets this-computer and threads, for a computer that was never measured.
[[nodiscard]] Calibration nominalCalibration();

// The scenario on the calibrated computer, where it is on this computer
// (core/presets/this_computer). Others stay.
[[nodiscard]] Scenario calibrated(Scenario scenario, const Calibration &calibration);

// "forward first 64x64, 16 samples": the kind of an instruction and the sizes that decide how long
// it takes. Empty: it takes no time.
[[nodiscard]] std::string workName(const Layout &layout, int device, const OptimizerSpec &optimizer,
                                   const Instruction &instruction);

// The steady clock: what each instruction of each device costs, measured where it was, else by the
// curve of the device; more on a slow device. Repeatable, since nothing is measured here.
[[nodiscard]] Costs steadyCosts(const Layout &layout, const std::vector<Program> &programs,
                                const OptimizerSpec &optimizer, const Calibration &calibration,
                                const std::vector<double> &speeds);

} // namespace core::live
