// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/presets.h"
#include "core/presets/price_constants.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kMicrosecond = 1000; // nanoseconds

// One set for all published runs of a generation. Fitted together on measured step times of
// Narayanan 2021 Table 1, Korthikanti 2022 Table 5, Zero Bubble Table 4 and large measured sets;
// "set" below is physics, a paper or a micro-benchmark, not a fit. See fittedConstants().
SoftwareSpec generation2022()
{
    return {.id = "2022",
            .title = "2022 software",
            .gemmEfficiency = 0.90,
            .memoryEfficiency = 0.70,
            .kernelLaunch = {2 * kMicrosecond}, // set
            .waveLatency = {6 * kMicrosecond},
            .flashForward = 0.60,
            .flashBackward = 0.28,
            .olderKernels = 0.63,  // set: mma.sync against wgmma, arXiv:2402.13499, from memory
            .unalignedHeads = 0.9, // set: two runs with a head dimension of 108
            // Set: copy of the 16-bit gradient 2 + 4, check for overflow 4, norm 4, clipping 4 + 4,
            // Adam on gradient, weight and two moments 16 + 12, cast 4 + 2, zero 4. The kernel of
            // Adam and the cast alone, which tables of kernels show, are the 36 + 6 of others.
            .optimizerBytes = 60,
            .accumulationBytes = 12, // set: read 2, read 4, write 4, zero 2
            .fusedSoftmax = false,
            .fusedBf16 = false, // PyTorch issues 53918 and 75089
            .fusedLoss = false, // Megatron-LM's default, and PyTorch's without a compiler
            .hostForward = {600 * kMicrosecond},
            .hostBackward = {1100 * kMicrosecond},
            .hostCollective = {85 * kMicrosecond},
            .hostMicroBatch = {5000 * kMicrosecond},
            .hostStep = {4000 * kMicrosecond},
            .hostSplitSoftmax = {600 * kMicrosecond},
            // Fitted to MegaScale's four Megatron-LM runs on 256 to 8,192 A100 (Table 2).
            .pausesPerHour = 0.45,
            .pause = {485'000 * kMicrosecond},
            .collectiveStart = {31 * kMicrosecond}, // these four on all-reduce times of 2 to 8 A100
            .collectiveFill = 6.4e-9,
            .ringStep = 1.84 / 6,
            .ringEnds = 0.32,
            .contention = 0.1,
            .contentionSharded = 0,
            .contentionTraffic = 2.5,
            .overlapsTensor = true, // Korthikanti 2022, section 6.2
            .allRails = true,
            .scattersGradients = false, // DeepSpeed: all-reduce, then all-gather of the weights
            .scatteredBytes = 4,        // PyTorch FSDP, mixed precision
            .source = "fitted to published step times of A100 runs of 2022 and 2023: Korthikanti "
                      "et al. 2022 (arXiv:2205.05198), Table 5, Zero Bubble (arXiv:2401.10241), "
                      "Table 4, and larger measured sets"};
}

SoftwareSpec generation2021()
{
    SoftwareSpec software = generation2022();
    software.id = "2021";
    software.title = "2021 software";
    software.overlapsTensor = false;
    software.contentionSharded = 0.8; // DeepSpeed of then hid little, whatever the network
    software.contentionTraffic = 0;
    software.allRails = false; // one card per ring: Narayanan 2021, Table 2, ZeRO-3 rows
    software.scatteredBytes = 0;
    software.source = "as 2022, without overlap of tensor-parallel collectives and with one "
                      "network card for each ring: Narayanan et al. 2021 (arXiv:2104.04473)";
    return software;
}

SoftwareSpec generation2024()
{
    SoftwareSpec software = generation2022();
    software.id = "2024";
    software.title = "2024 software";
    software.flashForward = 0.66;
    software.flashBackward = 0.49;
    software.sdpaForward = 0.40;
    software.sdpaBackward = 0.35;
    software.olderKernels = 1;
    software.accumulationBytes = 0;
    software.fusedSoftmax = true;
    software.fusedBf16 = true;
    software.stopsEarly = true; // PyTorch 2.1
    software.contention = 0.3;
    software.pausesPerHour = 0; // set: Megatron-LM and torchtitan collect garbage all at once
    software.pause = {};
    software.hostForward = {1100 * kMicrosecond};
    software.hostBackward = {1900 * kMicrosecond};
    software.hostSplitSoftmax = {};
    software.scattersGradients = true;
    software.gathersAhead = true;
    software.gathersFp8 = true;      // set: NeMo's fp8_param_gather, torchtitan's fp8 benchmarks
    software.tensorPipelined = 0.75; // set: scatters are cut into four (NeMo, num_splits)
    software.expertOverlap = 0.5;
    software.source = "fitted to published step times of 2024 and later: Llama 3 405B "
                      "(arXiv:2407.21783), Table 4, Llama runs on B200, and runs of Megatron-LM, "
                      "NeMo, torchtitan and FSDP on A100 and H100";
    return software;
}

// The engine of core/live: work takes what it takes, and a ring passes one message a step.
SoftwareSpec threadsOfThisProgram()
{
    SoftwareSpec software;
    software.id = "threads";
    software.title = "Threads of this program";
    software.ringStep = 1;
    software.overlapsTensor = false;
    software.source =
        "core/live: nothing is fitted, \"parallarium live --calibrate\" measures the rest";
    return software;
}

} // namespace

std::span<const SoftwareSpec> softwarePresets()
{
    static const SoftwareSpec table[] = {generation2021(), generation2022(), generation2024(),
                                         threadsOfThisProgram()};
    return table;
}

const SoftwareSpec *findSoftware(std::string_view id)
{
    const auto row = std::ranges::find(softwarePresets(), id, &SoftwareSpec::id);
    return row == softwarePresets().end() ? nullptr : &*row;
}

const SoftwareSpec &softwareOfYear(int year)
{
    return *findSoftware(year <= 2021 ? "2021" : year <= 2023 ? "2022" : "2024");
}

const SoftwareSpec &usualSoftware(const DeviceSpec &device)
{
    return *findSoftware(device.newMatrixUnits ? "2024" : "2022");
}

std::vector<FittedConstant> fittedConstants(const SoftwareSpec &software)
{
    const auto micro = [](Nanos time) { return static_cast<double>(time.count) / kMicrosecond; };
    return {
        {"gemm_efficiency", "Matrix products, of the sustained rate", software.gemmEfficiency, ""},
        {"memory_efficiency", "Element-wise kernels, of the memory bandwidth",
         software.memoryEfficiency, ""},
        {"wave_latency_us", "Start and end of a wave of tiles", micro(software.waveLatency), "µs"},
        {"flash_forward", "Flash attention forward, of the sustained rate", software.flashForward,
         ""},
        {"flash_backward", "Flash attention backward, of the sustained rate",
         software.flashBackward, ""},
        {"sdpa_forward", "PyTorch's own attention forward, of the sustained rate",
         software.sdpaForward, ""},
        {"sdpa_backward", "PyTorch's own attention backward, of the sustained rate",
         software.sdpaBackward, ""},
        {"host_forward_us", "Issuing a layer forward", micro(software.hostForward), "µs"},
        {"host_backward_us", "Issuing a layer backward", micro(software.hostBackward), "µs"},
        {"host_collective_us", "Issuing a tensor-parallel collective",
         micro(software.hostCollective), "µs"},
        {"host_micro_batch_us", "Issuing the rest of a micro-batch", micro(software.hostMicroBatch),
         "µs"},
        {"host_step_us", "End of a step on the host", micro(software.hostStep), "µs"},
        {"host_split_softmax_us", "Issuing a chunked softmax", micro(software.hostSplitSoftmax),
         "µs"},
        {"contention", "Share of a hidden collective's time lost by what hides it",
         software.contention, ""},
        {"contention_sharded", "The same, of fully sharded parameters", software.contentionSharded,
         ""},
        {"contention_traffic", "Memory traffic beside a byte of a gathered layer",
         software.contentionTraffic, ""},
        {"tensor_pipelined", "Tensor collectives hidden beside their products",
         software.tensorPipelined, ""},
        {"async_tensor", "Of tensor collectives in pieces, what PyTorch hides", kAsyncTensor, ""},
        {"expert_overlap", "Expert exchange hidden beside another micro-batch",
         software.expertOverlap, ""},
        {"collective_start_us", "Start of an all-reduce", micro(software.collectiveStart), "µs"},
        {"ring_step", "A ring step, of a message's latency", software.ringStep, ""},
        {"collective_fill", "Filling a collective's pipeline", software.collectiveFill * 1e9,
         "ns/√byte"},
        {"ring_ends", "Bandwidth lost by short rings", software.ringEnds, ""},
        {"overlap_with_weights", "Of the weight gradients, usable by collectives",
         kOverlapWithWeights, ""},
        {"host_of_stage", "Hand-over, of the rest of a micro-batch", kHostOfStage, ""},
        {"host_of_end", "Embedding or head forward, of the same", kEndForward, ""},
        {"host_of_head_backward", "Head backward, of the same", kHeadBackward, ""},
        {"host_of_embedding_backward", "Embedding backward, of the same", kEmbeddingBackward, ""},
        {"host_of_operation", "Issuing a convolution, of a kernel of a transformer layer",
         kHostOfOperation, ""},
        {"attention_waves", "Waves of attention blocks, of those of tiles", kAttentionWaves, ""},
        {"ring_attention", "Attention on pieces of a sequence, of that on a whole one",
         kRingAttention, ""},
        {"pauses_per_hour", "Pauses of a process in an hour", software.pausesPerHour, ""},
        {"pause_us", "Mean length of a pause", micro(software.pause), "µs"},
        {"broadcast_hop", "Passing a slice of a broadcast on", kBroadcastHop * 1e6, "µs"},
        {"narrow_share", "FP8 products, of twice the best one in 16 bits", kNarrowShare, ""},
        {"one_pass", "Start of an all-gather, of an all-reduce's", kOnePass, ""},
    };
}

} // namespace core
