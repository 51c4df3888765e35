// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/deepspeed_offload.h"

#include "core/io/deepspeed/deepspeed_batches.h"

#include <optional>
#include <string>

namespace core {
namespace {

bool isText(const JsonNode &node, std::string_view text)
{
    return node.kind == JsonNode::Kind::String && node.text == text;
}

} // namespace

void applyOffload(JsonComplaints &complaints, ObjectReader &zero, ParallelSpec &parallel,
                  bool byDefault)
{
    const std::optional<bool> former = flagIn(zero, "cpu_offload"); // its former name
    bool isSaid = former.has_value();
    bool away = former == true;
    for (const char *key : {"cpu_offload_param", "cpu_offload_params"}) // of weights, which is told
        (void)flagIn(zero, key);
    for (const std::string_view key : {"offload_optimizer", "offload_param"}) {
        const JsonNode *node = zero.find(key);
        const bool ofStates = key == "offload_optimizer";
        isSaid = isSaid || (ofStates && node); // null, or without a device: on none
        if (!node || node->kind == JsonNode::Kind::Null)
            continue;
        ObjectReader reader(complaints, *node, "zero_optimization." + std::string(key));
        const JsonNode *device = reader.find("device");
        if (!device || isText(*device, "none"))
            continue;
        const bool onDisks = isText(*device, "nvme");
        if (isText(*device, "cpu") || onDisks)
            away = away || (ofStates && (!onDisks || parallel.sharding == Sharding::Zero3));
        else
            reader.complain(*device, "device",
                            "is " + kindText(*device) +
                                ", but DeepSpeed has \"none\", \"cpu\" and \"nvme\": set it to one "
                                "of them.");
    }
    if (away || isSaid || byDefault)
        parallel.offloadOptimizer = away && parallel.sharding != Sharding::None;
}

} // namespace core
