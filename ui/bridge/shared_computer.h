// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/kept_computer.h"

#include <mutex>

namespace ui {

// What is known of this computer, for several threads: one measures while the others wait, since
// two would disturb each other.
class SharedComputer
{
public:
    // See core::live::KeptComputer.
    [[nodiscard]] core::live::Calibration now(const std::stop_token &stop)
    {
        const std::lock_guard lock(m_mutex);
        return m_kept.now(stop);
    }
    [[nodiscard]] core::Result<core::live::Calibration> withWork(const core::Scenario &scenario,
                                                                 const std::stop_token &stop)
    {
        const std::lock_guard lock(m_mutex);
        return m_kept.withWork(scenario, stop);
    }

private:
    std::mutex m_mutex;
    core::live::KeptComputer m_kept;
};

} // namespace ui
