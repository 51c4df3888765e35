// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/megatron_values.h"

namespace core {

// Parts of applyMegatron(), in this order. Each fills its part of the scenario on the sheet; what
// Megatron-LM would refuse is complained about.

// Trained by Megatron-DeepSpeed or BigScience's, whose defaults are others.
[[nodiscard]] bool isMegatronDeepSpeed(const MegatronValues &values);

// Devices and degrees, and from them the replicas.
void readMegatronDegrees(MegatronValues &values, const MegatronStart &start);
// What the model is made of; tensor partners pad the vocabulary.
void readMegatronModel(MegatronValues &values, const MegatronStart &start);
// The rows of the embedding; nothing: asked for.
[[nodiscard]] std::optional<std::int64_t> megatronVocabulary(MegatronValues &values,
                                                             const MegatronStart &start);
// Experts and latent attention, behind the rest of the model.
void readMegatronExperts(MegatronValues &values, TransformerSpec &spec);
// Batches, precision, optimizer and recomputation.
void readMegatronTraining(MegatronValues &values);
void readMegatronRecompute(MegatronValues &values);
// Chunks, schedule and layers of each stage.
void readMegatronStages(MegatronValues &values);
// Who keeps the states, and when gradients are added up.
void readMegatronSharding(MegatronValues &values, const MegatronStart &start);
// The same for Megatron-DeepSpeed, whose settings of DeepSpeed go before its defaults.
void readMegatronDeepSpeed(MegatronValues &values, const MegatronStart &start);
// What is told and refused for being there at all.
void readMegatronRest(MegatronValues &values, const MegatronStart &start);

// Those that one device of tensor and pipeline partners has on average, at least 1.
[[nodiscard]] std::int64_t parametersOfDevice(const Scenario &scenario);

// "tensor 8 x pipeline 16"
[[nodiscard]] std::string
productText(std::initializer_list<std::pair<const char *, std::int64_t>> factors);

} // namespace core
