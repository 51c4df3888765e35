// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

[[nodiscard]] Wiring makeWiring(const Scenario &scenario);

// First device of a pipeline rank of a replica; its tensor and context partners follow. Without a
// custom placement the replicas of a rank lie side by side: tensor partners fastest, then context
// partners, replicas, and pipeline ranks last, so that the busiest groups share a node.
[[nodiscard]] int deviceOf(const Scenario &scenario, int replica, int pipelineRank);

// The position of a device in the layout.
struct Position
{
    int replica = 0;
    int pipelineRank = 0;
    int partner = 0; // context x tensor + tensor
};

// Devices to positions, made once for many questions.
class PositionTable
{
public:
    explicit PositionTable(const Scenario &scenario);
    [[nodiscard]] Position at(int device) const;

private:
    int m_group;
    int m_data;
    int m_pipeline;
    std::vector<int> m_blockAt; // with a custom placement: replica * pipeline + rank
};

// Fills rows, replicaClasses and rowOfDevice: devices whose speeds and links behave alike are one
// class (symmetry folding). Needs order, wiring and stages.
void placeRows(Plan &plan, const Scenario &scenario, Folding folding);

} // namespace core
