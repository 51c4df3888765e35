// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/team.h"
#include "core/live/session/at_pace.h"
#include "core/live/session/calibration.h"
#include "core/live/session/trained_layout.h"

#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace core::live {

// ns of processor time that say what a scenario's work costs.
constexpr std::int64_t kWorkTime = 250'000'000;

// What the work of a scenario costs that a calibration does not know yet, measured in as many
// sittings as there are occasions.
class WorkMeter
{
public:
    // Error: it cannot be trained.
    [[nodiscard]] static Result<WorkMeter> of(const Scenario &scenario, const Calibration &known);

    // Work that it knows nothing else of.
    [[nodiscard]] const std::set<std::string> &names() const { return m_names; }
    // Once more, in so many ns of processor time, all steps together; not at all where there is
    // none. Times are told for this pace (see Calibration).
    [[nodiscard]] Status measure(std::int64_t time, double pace, const std::stop_token &stop);
    // Lower quartiles of all sittings, of at least one.
    void addTo(Calibration &calibration) const;

private:
    WorkMeter(TrainSpec data, TrainedLayout trained);
    void take(const Team<float> &team, double pace, std::int64_t clock);

    TrainSpec m_data;
    TrainedLayout m_trained;
    std::vector<Program> m_programs;
    std::vector<std::vector<std::string>> m_asked; // by device and instruction; empty: not
    std::set<std::string> m_names;
    std::map<std::string, std::vector<AtPace<std::int64_t>>> m_times; // ns, by name
    std::int64_t m_taken = 0; // ns of processor time, in the present sitting
};

// measureWork of calibrate.h in so many ns of processor time, all steps together.
[[nodiscard]] Status measureWorkFor(std::int64_t time, const Scenario &scenario,
                                    Calibration &calibration, const std::stop_token &stop);

} // namespace core::live
