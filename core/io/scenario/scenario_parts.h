// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/scenario/scenario.h"

namespace core {

// The parts of a scenario document; each leaves defaults where the document is silent.
void readModel(JsonComplaints &complaints, const JsonNode &node, ModelSpec &model);
void readCluster(JsonComplaints &complaints, const JsonNode *node, ClusterSpec &cluster);
void readTraining(JsonComplaints &complaints, const JsonNode *node, TrainingSpec &training);
void readParallel(JsonComplaints &complaints, const JsonNode *node, ParallelSpec &parallel);
// The schedule and what belongs to it, of the "parallel" object.
void readSchedule(JsonComplaints &complaints, ObjectReader &reader, ParallelSpec &parallel);
void readTrain(JsonComplaints &complaints, const JsonNode &node, TrainSpec &train);
void readFaults(JsonComplaints &complaints, const JsonNode *node, FaultSpec &faults);

// Complains that no row of the table has the id, and names the nearest.
template <class Row>
void complainAboutId(JsonComplaints &complaints, const JsonNode &at, std::string_view what,
                     std::span<const Row> table)
{
    std::vector<std::string_view> ids;
    std::string known;
    for (const Row &row : table) {
        ids.push_back(row.id);
        known += (known.empty() ? "" : ", ") + row.id;
    }
    std::string message = std::string(what) + " is " + kindText(at);
    if (at.kind == JsonNode::Kind::String) {
        const std::string_view like = nearest(at.text, ids);
        message += ", which is not known.";
        if (!like.empty())
            message += " Did you mean \"" + std::string(like) + "\"?";
        message += " There are " + known + '.';
    } else {
        message += ", but must be an id such as \"" + std::string(ids.front()) + "\" or an object.";
    }
    complaints.add(at, message);
}

} // namespace core
