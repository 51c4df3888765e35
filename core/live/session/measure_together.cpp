// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_together.h"

#include "core/live/run/room.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/measure_work.h"

namespace core::live {
namespace {

struct Measured
{
    std::string title;
    WorkMeter work;
};

Result<std::vector<Measured>> metersOf(std::span<const Scenario> scenarios)
{
    std::vector<Measured> meters;
    Calibration known = nominalCalibration();
    for (const Scenario &scenario : scenarios) {
        Result<WorkMeter> work = WorkMeter::of(scenario, known);
        if (!work)
            return work.error();
        for (const std::string &name : work.value().names())
            known.work.emplace(name, 1); // by this one
        if (!work.value().names().empty())
            meters.push_back({scenario.title, std::move(work).value()});
    }
    return meters;
}

} // namespace

Result<Calibration> measureTogether(std::span<const Scenario> scenarios,
                                    const std::function<void(const std::string &)> &begins)
{
    if (const Status room = checkRoom(); !room)
        return room.error();
    Result<std::vector<Measured>> meters = metersOf(scenarios);
    if (!meters)
        return meters.error();
    Calibrator calibrator;
    for (int sitting = 0; sitting < kSittings; ++sitting) {
        (void)calibrator.sit({});
        if (sitting + 1 == kSittings)
            break; // the computer is measured before, between and behind its work
        for (Measured &each : meters.value()) {
            begins(each.title);
            const Status done =
                each.work.measure(kWorkTime / (kSittings - 1), calibrator.pace(), {});
            if (!done)
                return done.error();
        }
    }
    Calibration calibration = calibrator.curve({}).calibration;
    for (const Measured &each : meters.value())
        each.work.addTo(calibration);
    return calibration;
}

} // namespace core::live
