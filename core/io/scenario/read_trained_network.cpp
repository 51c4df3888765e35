// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_names.h"
#include "core/io/scenario/scenario_parts.h"
#include "core/io/scenario/train_fields.h"

namespace core {
namespace {

void readNetwork(JsonComplaints &complaints, const JsonNode &node, NetworkSpec &network)
{
    ObjectReader reader(complaints, node, "train.network");
    reader.take<NetworkKind>("kind", network.kind, kNetworkNames);
    if (network.kind == NetworkKind::Mlp) {
        (void)reader.require("sizes", "give the width of the input and of each layer's output, "
                                      "such as [64, 64, 10].");
        reader.take("sizes", network.sizes);
    } else {
        for (const NetworkCount &count : kGptCounts) {
            if (count.field != &NetworkSpec::vocab)
                (void)reader.require(count.key, "a gpt needs layers, hidden, heads and sequence.");
            reader.take(count.key, network.*count.field);
        }
        reader.take("tied", network.tied);
        reader.take("init_std", network.initStd);
    }
    reader.finish();
}

} // namespace

void readTrain(JsonComplaints &complaints, const JsonNode &node, TrainSpec &train)
{
    ObjectReader reader(complaints, node, "train");
    if (const JsonNode *network = reader.require("network", "say what is trained, such as "
                                                            "{\"kind\": \"mlp\", \"sizes\": "
                                                            "[64, 64, 10]}."))
        readNetwork(complaints, *network, train.network);
    reader.take("data", train.data);
    reader.take("seed", train.seed);
    reader.take<TrainOptimizer>("optimizer", train.optimizer, kTrainOptimizerNames);
    for (const TrainNumber &number : kTrainNumbers)
        reader.take(number.key, train.*number.field);
    for (const TrainFlag &flag : kTrainFlags)
        reader.take(flag.key, train.*flag.field);
    reader.take("steps", train.steps);
    reader.finish();
}

} // namespace core
