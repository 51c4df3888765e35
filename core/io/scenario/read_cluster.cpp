// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/scenario/software_fields.h"
#include "core/presets/presets.h"

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

void readDevice(JsonComplaints &complaints, const JsonNode &node, DeviceSpec &device)
{
    if (!readPreset(complaints, node, "cluster.device", devicePresets(), device) ||
        node.kind != JsonNode::Kind::Object)
        return;
    ObjectReader reader(complaints, node, "cluster.device");
    (void)reader.find("base");
    Bytes memory = device.memory;
    if (reader.takeScaled("memory_gb", kBytesPerGb, memory.count))
        device = withMemory(device, memory);
    reader.takeScaled("peak_tflops", kFlopsPerTflops, device.peakHalfFlops);
    reader.takeScaled("single_tflops", kFlopsPerTflops, device.peakSingleFlops);
    reader.takeScaled("fp8_tflops", kFlopsPerTflops, device.peakFp8Flops);
    reader.takeScaled("measured_tflops", kFlopsPerTflops, device.measuredFlops);
    reader.take("new_matrix_units", device.newMatrixUnits);
    if (reader.takeScaled("memory_gbps", kBytesPerGb, device.memoryBandwidth)) {
        if (const DeviceSpec *card = cardWithMemory(device, device.memoryBandwidth))
            device.sustainedShare = card->sustainedShare;
    }
    reader.take("sustained_share", device.sustainedShare);
    reader.take("half_rows", device.curve.halfRows);
    reader.take("half_columns", device.curve.halfColumns);
    reader.take("half_inner", device.curve.halfInner);
    reader.take("functions_per_second", device.curve.functionRate);
    reader.takeScaled("kernel_start_us", kNanosPerMicrosecond, device.curve.start.count);
    reader.take("product_ns", device.curve.table.products);
    reader.take("element_ns", device.curve.table.elements);
    reader.takeScaled("copy_gbps", kBytesPerGb, device.copyBandwidth);
    reader.take("multiprocessors", device.multiprocessors);
    reader.take("title", device.title);
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
    reader.takeScaled("gbps", kBytesPerGb, link.bandwidth);
    reader.take("efficiency", link.efficiency);
    reader.takeScaled("reduction_gbps", kBytesPerGb, link.reduction);
    reader.takeScaled("latency_us", kNanosPerMicrosecond, link.latency.count);
    reader.take("shared_by_node", link.sharedByNode);
    reader.take("title", link.title);
    reader.finish();
}

void readSoftware(JsonComplaints &complaints, const JsonNode &node, SoftwareSpec &software)
{
    if (!readPreset(complaints, node, "cluster.software", softwarePresets(), software) ||
        node.kind != JsonNode::Kind::Object)
        return;
    ObjectReader reader(complaints, node, "cluster.software");
    (void)reader.find("base");
    reader.take("stolen", software.contention); // files of before
    reader.take("stolen_sharded", software.contentionSharded);
    forEachSoftwareField([&](const char *key, auto member) {
        using Value = std::remove_cvref_t<decltype(software.*member)>;
        if constexpr (std::is_same_v<Value, Nanos>)
            reader.takeScaled(key, kNanosPerMicrosecond, (software.*member).count);
        else
            reader.take(key, software.*member);
    });
    reader.take("title", software.title);
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
