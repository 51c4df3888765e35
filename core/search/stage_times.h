// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/stage_timer.h"

#include <optional>
#include <vector>

namespace core {

// Prices of stages for whatever model: of a transformer by its distinct layers, else of all of
// them. As in a plan, but recomputation is part of the visit that needs it.
class StageTimes
{
public:
    // The scenario must outlive it.
    explicit StageTimes(const Scenario &scenario);

    // Stages of so many layers each.
    void take(std::vector<StagePlan> &stages, const std::vector<int> &layers);

private:
    const Scenario &m_scenario;
    std::optional<StageTimer> m_timer;
    std::vector<LayerPrice> m_layers;
};

} // namespace core
