// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibration.h"
#include "core/live/session/measure_kernels.h"
#include "core/live/session/paced_timer.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace core::live {

// A matrix product as it was measured, and as the curve has it.
struct MeasuredProduct
{
    int rows = 0;
    int columns = 0;
    int inner = 0;
    double measured = 0; // FLOP/s
    double curve = 0;
};

struct ComputerCurve
{
    Calibration calibration; // no work of networks yet
    std::vector<MeasuredProduct> products;
    double error = 0; // share by which curve and measurement differ, mean of all products
};

// Measures this computer on one thread, in as many sittings as there are occasions: matrix products
// by kind and size, what lies between them, and how a message gets from thread to thread. Three
// sittings take less than a second of processor time. checkRoom() has been asked.
class Calibrator
{
public:
    Calibrator();

    // False once it is stopped.
    [[nodiscard]] bool sit(const std::stop_token &stop);
    // ns that a Pace takes where all that is measured holds.
    [[nodiscard]] double pace() const { return m_timer.reference(); }
    // Of at least one sitting. Stopped: the nominal one.
    [[nodiscard]] ComputerCurve curve(const std::stop_token &stop) const;

private:
    std::int64_t m_handOff; // ns, the shortest so far
    PacedTimer m_timer;
    std::unique_ptr<KernelSittings> m_kernels = sittingsOfKernels(m_timer);
};

// All sittings at once. Stopped: the nominal one.
[[nodiscard]] ComputerCurve calibrate(const std::stop_token &stop = {});
constexpr int kSittings = 3;

// What a calibration holds for: "SkylakeX, engine 2", kernels of the library and a version of those
// between products. Others take other times.
[[nodiscard]] std::string kernelsInUse();

// What is kept of a curve holds its table; products and error follow from that. None: the
// calibration was never measured.
[[nodiscard]] ComputerCurve curveOf(const Calibration &calibration);

// Adds what the work of this scenario costs, where it is not known yet: lower quartiles by kind and
// shape of some steps that really run. Less than half a second. Error: it cannot be trained.
[[nodiscard]] Status measureWork(const Scenario &scenario, Calibration &calibration,
                                 const std::stop_token &stop = {});

} // namespace core::live
