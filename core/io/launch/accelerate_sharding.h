// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

namespace core {

// What shares the states in a file of accelerate: distributed_type with the section that it has,
// for FSDP 1 and 2, DeepSpeed and Megatron-LM. Degrees of those sections are set with it.
[[nodiscard]] Status takeAccelerateSharding(LaunchSheet &sheet, LaunchSettings &settings);

// Bytes of a gradient on its way with the mixed precision of accelerate, whose policy of FSDP has
// one type for weights and sums (FullyShardedDataParallelPlugin.set_mixed_precision); 0: as usual.
[[nodiscard]] int bytesSentByFsdp(const TrainingSpec &training);
// FSDP keeps weights, gradients and states in host memory. what: the setting that says so.
void offloadAsFsdp(LaunchSheet &sheet, int line, const std::string &what);
// Of DeepSpeed's offloading of weights, which is not simulated.
void tellWeightsAway(LaunchSheet &sheet, int line, const std::string &what);
// What transformers and accelerate put where a file of DeepSpeed says "auto": buckets of the square
// of the hidden size (HfTrainerDeepSpeedConfig.trainer_config_finalize).
void fillAutoBuckets(Scenario &scenario);
// HYBRID_SHARD: each node has a whole set of the states.
void shareWithinNodes(Scenario &scenario);

// Where its file names settings of DeepSpeed in another, accelerate refuses those of its own that
// are there, too (DeepSpeedPlugin._deepspeed_config_checks). Options of the command are none of it.
[[nodiscard]] std::optional<LaunchNote> keyBesideDeepSpeedFile(const LaunchSettings &file);

// Lays the file behind deepspeed_config_file over the scenario, whose degrees and batch are known.
[[nodiscard]] Status takeDeepSpeedFile(LaunchSheet &sheet, LaunchSettings &settings);

} // namespace core
