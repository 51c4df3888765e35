// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/cluster_fields.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/scenario/software_fields.h"
#include "core/presets/presets.h"
#include "core/presets/this_computer.h"

namespace core {
namespace {

// The id itself, or the "base" of an object of overrides.
const JsonNode &idOf(const JsonNode &node)
{
    const JsonNode *base = node.member("base");
    return base ? *base : node;
}

// An object without a base changes numbers of what target is already.
template <class Row>
bool readPreset(JsonComplaints &complaints, const JsonNode &node, std::string_view what,
                std::span<const Row> table, Row &target)
{
    const JsonNode &id = idOf(node);
    if (id.kind == JsonNode::Kind::Object && &id == &node)
        return true;
    // 2022 without quotation marks is an id too
    const bool number = id.kind == JsonNode::Kind::Integer;
    const std::string word = number ? std::to_string(id.integer) : id.text;
    for (const Row &row : table) {
        if (row.id == word) {
            target = row;
            return true;
        }
    }
    complainAboutId(complaints, id, what, table);
    return false;
}

// Another memory brings the name and the measured rates of the card that has it.
void takeMemory(ObjectReader &reader, DeviceSpec &device)
{
    Bytes memory = device.memory;
    if (reader.takeScaled("memory_gb", kBytesPerGb, memory.count))
        device = withMemory(device, memory);
    if (reader.takeScaled("memory_gbps", kBytesPerGb, device.memoryBandwidth)) {
        if (const DeviceSpec *card = cardWithMemory(device, device.memoryBandwidth)) {
            device.sustainedShare = card->sustainedShare;
            device.measuredFlops = card->measuredFlops;
        }
    }
}

void readDevice(JsonComplaints &complaints, const JsonNode &node, DeviceSpec &device)
{
    if (!readPreset(complaints, node, "cluster.device", devicePresets(), device) ||
        node.kind != JsonNode::Kind::Object)
        return;
    ObjectReader reader(complaints, node, "cluster.device");
    (void)reader.find("base");
    takeMemory(reader, device);
    forEachDeviceField([&](const auto &field) { readField(reader, field, device); });
    forEachCurveField([&](const auto &field) { readField(reader, field, device.curve); });
    forEachTableField([&](const auto &field) { readField(reader, field, device.curve.table); });
    if (node.member("product_ns")) { // else it keeps the source of its base
        const bool isMeasured = !device.curve.table.empty();
        device.source = isMeasured ? std::string(kMeasuredHere) : usualComputer().device.source;
        device.verified = isMeasured;
    }
    reader.finish();
}

void readLink(JsonComplaints &complaints, const JsonNode &node, const std::string &where,
              LinkSpec &link)
{
    if (!readPreset(complaints, node, where, linkPresets(), link) ||
        node.kind != JsonNode::Kind::Object)
        return;
    ObjectReader reader(complaints, node, where);
    (void)reader.find("base");
    forEachLinkField([&](const auto &field) { readField(reader, field, link); });
    reader.finish();
}

void readSoftware(JsonComplaints &complaints, const JsonNode &node, SoftwareSpec &software)
{
    if (!readPreset(complaints, node, "cluster.software", softwarePresets(), software) ||
        node.kind != JsonNode::Kind::Object)
        return;
    ObjectReader reader(complaints, node, "cluster.software");
    (void)reader.find("base");
    if (node.member("stolen")) // files of before; named in no list of known keys
        reader.take("stolen", software.contention);
    if (node.member("stolen_sharded"))
        reader.take("stolen_sharded", software.contentionSharded);
    forEachSoftwareField([&](const auto &field) { readField(reader, field, software); });
    reader.finish();
}

void takeUsual(ClusterSpec &cluster)
{
    cluster.intraLink = usualLink(cluster.device);
    cluster.interLink = usualNetwork(cluster.device);
    cluster.software = usualSoftware(cluster.device);
}

} // namespace

void readCluster(JsonComplaints &complaints, const JsonNode *node, ClusterSpec &cluster)
{
    cluster.device = *findDevice("a100-80g");
    takeUsual(cluster);
    if (!node)
        return;
    ObjectReader reader(complaints, *node, "cluster");
    if (const JsonNode *device = reader.find("device"))
        readDevice(complaints, *device, cluster.device);
    takeUsual(cluster);
    reader.take("devices", cluster.devices);
    reader.take("devices_per_node", cluster.devicesPerNode);
    if (const JsonNode *link = reader.find("intra_link"))
        readLink(complaints, *link, "cluster.intra_link", cluster.intraLink);
    if (const JsonNode *link = reader.find("inter_link"))
        readLink(complaints, *link, "cluster.inter_link", cluster.interLink);
    if (const JsonNode *software = reader.find("software"))
        readSoftware(complaints, *software, cluster.software);
    reader.finish();
}

} // namespace core
