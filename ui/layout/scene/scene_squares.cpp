// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/scene/scene_squares.h"

#include "ui/layout/scene/grid_squares.h"
#include "ui/layout/scene/panel_sides.h"
#include "ui/layout/scene/ring_squares.h"
#include "ui/layout/scene/square_frames.h"
#include "ui/layout/scene/state_groups.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int kMostAlone = 64;     // devices; with more that are slow, squares say that some are
constexpr int kUsualFrame = 8;     // squares
constexpr int kLargestFrame = 128; // of a node or a group

// Devices along a ring that share one frame: a node, a group of partners, or those that share
// states.
void chooseFrame(SquareSource &source)
{
    const core::Plan &plan = source.snapshot.plan;
    const int perNode = source.snapshot.scenario.cluster.devicesPerNode;
    if (plan.groupSize > 1 && plan.groupSize <= kLargestFrame && plan.replicas > 1) {
        source.framePlaces = plan.groupSize;
        return;
    }
    const int sharers = stateGroupSize(source.snapshot);
    if (sharers > 0 && sharers <= kLargestFrame) {
        source.framePlaces = sharers;
        source.framesAreNodes = sharers == perNode;
        source.framesAreStateGroups = true;
        return;
    }
    source.framesAreNodes = perNode > 1 && perNode <= kLargestFrame && plan.groupSize == 1;
    source.framePlaces = source.framesAreNodes ? perNode : kUsualFrame;
}

// Replicas share a square before partners do. The same share again: there is no next one.
SquareShare nextShare(SquareShare share, const core::Plan &plan)
{
    if (share.replicas < plan.replicas)
        share.replicas = std::min(2 * share.replicas, plan.replicas);
    else if (share.partners < plan.groupSize)
        share.partners = std::min(2 * share.partners, plan.groupSize);
    return share;
}

// As few devices for a square as fit. Where that is several anyhow, up to twice as many, so that
// the panel with their names and figures has its place.
void placeSharedSquares(SceneLayout &layout, const SquareSource &source)
{
    const core::Plan &plan = source.snapshot.plan;
    SquareShare share;
    SceneLayout placed = layout;
    while (!placeGridSquares(placed, source, share)) {
        const SquareShare next = nextShare(share, plan);
        if (next == share)
            break; // as small as it may be, and one square for each stage
        share = next;
        placed = layout;
    }
    const bool several = share.replicas > 1 || share.partners > 1;
    for (const SquareShare &wanted : {share, nextShare(share, plan)}) {
        SceneLayout beside = layout;
        if (several && placed.inspector.isEmpty() &&
            placeGridSquares(beside, source, wanted, true)) {
            layout = std::move(beside);
            return;
        }
    }
    layout = std::move(placed);
}

} // namespace

std::vector<int> devicesInOrder(const core::Plan &plan)
{
    std::vector<int> order(plan.rowOfDevice.size(), 0);
    for (const core::RowPlan &row : plan.rows) {
        for (std::size_t i = 0; i < row.devices.size(); ++i) {
            const int place = (row.replicas[i] * plan.ranks() + row.pipelineRank) * plan.groupSize +
                              row.devices[i] % plan.groupSize;
            order[static_cast<std::size_t>(place)] = row.devices[i];
        }
    }
    return order;
}

std::vector<int> troubledDevices(const core::Snapshot &snapshot)
{
    std::vector<int> devices;
    for (const core::DeviceFault &fault : snapshot.scenario.faults.devices) {
        if (fault.speed != 1)
            devices.push_back(fault.device);
    }
    for (const core::LinkFault &fault : snapshot.scenario.faults.links) {
        if (fault.down || fault.bandwidth != 1) {
            devices.push_back(fault.from);
            devices.push_back(fault.to);
        }
    }
    std::ranges::sort(devices);
    devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
    std::erase_if(devices, [&snapshot](int device) { return device >= snapshot.deviceCount(); });
    return devices;
}

void placeSquares(SceneLayout &layout, const core::Snapshot &snapshot)
{
    const core::Plan &plan = snapshot.plan;
    SquareSource source{snapshot, devicesInOrder(plan), {}};
    source.alone.assign(source.order.size(), false);
    const std::vector<int> troubled = troubledDevices(snapshot);
    if (troubled.size() <= kMostAlone) {
        for (const int device : troubled)
            source.alone[static_cast<std::size_t>(device)] = true;
    }
    layout.detail = CardDetail::Cell;
    placeKey(layout);
    if (plan.ranks() == 1) {
        chooseFrame(source);
        for (int each = 1; !placeRingSquares(layout, source, each);)
            each *= 2;
        return;
    }
    placeSharedSquares(layout, source);
}

} // namespace ui
