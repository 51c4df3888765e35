// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/kept_computer.h"

#include "core/io/file/files.h"
#include "core/live/run/room.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/calibration_file.h"
#include "core/presets/this_computer.h"

#include <filesystem>
#include <utility>

namespace core::live {

void keepCalibration(const Calibration &calibration)
{
    setThisComputer({calibration.device, calibration.link});
    const std::string path = calibrationPath();
    if (path.empty())
        return;
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    (void)writeFile(path, calibrationToJson(calibration));
}

Calibration KeptComputer::now(const std::stop_token &stop)
{
    // Others, of another version of the library or the program or chosen by the user, take other
    // times.
    if (Result<Calibration> kept = readCalibration(calibrationPath());
        kept && kept.value().kernels == kernelsInUse())
        m_last = std::move(kept).value();
    if (m_last) {
        setThisComputer({m_last->device, m_last->link}); // another process may have measured it
        return *m_last;
    }
    Calibration measured = calibrate(stop).calibration;
    if (measured.pace > 0) { // else it was stopped
        keepCalibration(measured);
        m_last = measured;
    }
    return measured;
}

Result<Calibration> KeptComputer::withWork(const Scenario &scenario, const std::stop_token &stop)
{
    if (Status room = checkRoom(); !room)
        return room.error();
    Calibration calibration = now(stop);
    if (stop.stop_requested())
        return Error{"Stopped."};
    const std::size_t before = calibration.work.size();
    if (const Status done = measureWork(scenario, calibration, stop); !done)
        return done.error();
    // A new one knows no work yet, and every scenario has some.
    if (calibration.work.size() > before) {
        keepCalibration(calibration);
        m_last = calibration;
    }
    return calibration;
}

Calibration keptCalibration(const std::stop_token &stop)
{
    return KeptComputer().now(stop);
}

Result<Calibration> calibrationFor(const Scenario &scenario, const std::stop_token &stop)
{
    return KeptComputer().withWork(scenario, stop);
}

} // namespace core::live
