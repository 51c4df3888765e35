// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

// What of torchtitan's JobConfig concerns a step, with its defaults (v0.2.2).
struct TorchtitanJob
{
    std::string model = "llama3";
    std::string flavor = "debugmodel";
    std::vector<std::string> converters = {};
    std::string optimizer = "AdamW";
    std::string stateType = "float32";  // of weights, gradients and moments
    std::string precision = "bfloat16"; // training.mixed_precision_param
    std::int64_t localBatch = 8;        // samples of a replica between two flushes
    std::int64_t globalBatch = -1;      // -1: of all replicas, without accumulation
    std::int64_t sequence = 2048;       // tokens
    std::int64_t replicate = 1;         // data_parallel_replicate_degree
    std::int64_t shard = -1;            // data_parallel_shard_degree; -1: the rest
    std::int64_t tensor = 1;
    std::int64_t context = 1;
    std::int64_t pipeline = 1;
    std::int64_t expert = 1;
    std::int64_t expertTensor = 1; // expert_tensor_parallel_degree
    std::int64_t microBatch = 1;   // of a pipeline
    std::string schedule = "1F1B";
    std::string scheduleCsv = {}; // a file beside
    std::optional<std::int64_t> layersPerStage = {};
    std::int64_t firstLess = 1;                   // layers that the embedding counts for
    std::int64_t lastLess = 1;                    // layers that the head counts for
    std::vector<std::int64_t> layersOfParts = {}; // of module_fqns_per_model_part, if given
    std::string reshard = "default";              // fsdp_reshard_after_forward
    std::string recompute = "selective";          // activation_checkpoint.mode
    std::string recomputeOption = "2";            // selective_ac_option
    std::string expertExchange = "standard";      // expert_parallel_comm_backend
    bool offload = false;                         // training.enable_cpu_offload
    bool compiledLoss = false;                    // compile.enable, compile.components
    bool asyncTensor = false;                     // parallelism.enable_async_tensor_parallel
    bool gathersFp8 = false;                      // enable_fsdp_float8_all_gather of the converter
};

// Reads and renames older spellings, which are told. Complaints are the settings' own.
[[nodiscard]] TorchtitanJob torchtitanJob(LaunchSheet &sheet, LaunchSettings &settings);

} // namespace core
