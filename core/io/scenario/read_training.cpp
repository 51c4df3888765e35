// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/layout_fields.h"
#include "core/io/scenario/scenario_parts.h"

namespace core {
namespace {

void readDeviceFault(ObjectReader &reader, FaultSpec &faults)
{
    DeviceFault fault;
    reader.take("device", fault.device);
    (void)reader.require("speed", "a slow device needs its speed, such as 0.7.");
    reader.take("speed", fault.speed);
    faults.devices.push_back(fault);
}

void readLinkFault(ObjectReader &reader, const JsonNode &at, FaultSpec &faults)
{
    LinkFault fault;
    std::vector<int> ends;
    if (reader.take("link", ends) && ends.size() != 2)
        reader.complain(*at.member("link"), "link", "must name two devices, such as [1, 2].");
    if (ends.size() == 2) {
        fault.from = ends[0];
        fault.to = ends[1];
    }
    const bool slowed = reader.take("bandwidth", fault.bandwidth);
    const bool cut = reader.take("down", fault.down);
    if (!slowed && !cut)
        reader.complain(at, "", "needs \"bandwidth\", such as 0.05, or \"down\": true.");
    faults.links.push_back(fault);
}

} // namespace

void readTraining(JsonComplaints &complaints, const JsonNode *node, TrainingSpec &training)
{
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "training");
    forEachTrainingField([&](const auto &field) { readField(reader, field, training); });
    reader.finish();
}

void readParallel(JsonComplaints &complaints, const JsonNode *node, ParallelSpec &parallel)
{
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "parallel");
    forEachDegreeField([&](const auto &field) { readField(reader, field, parallel); });
    readSchedule(complaints, reader, parallel);
    forEachSharingField([&](const auto &field) { readField(reader, field, parallel); });
    reader.finish();
}

void readFaults(JsonComplaints &complaints, const JsonNode *node, FaultSpec &faults)
{
    if (!node)
        return;
    if (node->kind != JsonNode::Kind::Array) {
        complaints.add(*node,
                       "faults is " + kindText(*node) +
                           ", but must be a list such as [{ \"device\": 2, \"speed\": 0.7 }].");
        return;
    }
    for (std::size_t i = 0; i < node->items.size() && !complaints.any(); ++i) {
        const JsonNode &item = node->items[i];
        ObjectReader reader(complaints, item, "faults." + std::to_string(i));
        const bool ofDevice = reader.find("device") != nullptr;
        const bool ofLink = reader.find("link") != nullptr;
        if (ofDevice == ofLink)
            reader.complain(item, "", "needs either \"device\" or \"link\".");
        else if (ofDevice)
            readDeviceFault(reader, faults);
        else
            readLinkFault(reader, item, faults);
        reader.finish();
    }
}

} // namespace core
