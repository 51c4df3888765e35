// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"

#include <type_traits>

namespace core {

// Every number of a software generation by its name in scenario files, for reading and writing;
// times are in microseconds there.
template <class Visit>
void forEachSoftwareField(Visit visit)
{
    using S = SoftwareSpec;
    visit("gemm_efficiency", &S::gemmEfficiency);
    visit("memory_efficiency", &S::memoryEfficiency);
    visit("kernel_launch_us", &S::kernelLaunch);
    visit("wave_latency_us", &S::waveLatency);
    visit("flash_forward", &S::flashForward);
    visit("flash_backward", &S::flashBackward);
    visit("sdpa_forward", &S::sdpaForward);
    visit("sdpa_backward", &S::sdpaBackward);
    visit("older_kernels", &S::olderKernels);
    visit("unaligned_heads", &S::unalignedHeads);
    visit("optimizer_bytes", &S::optimizerBytes);
    visit("accumulation_bytes", &S::accumulationBytes);
    visit("fused_softmax", &S::fusedSoftmax);
    visit("fused_bf16", &S::fusedBf16);
    visit("host_forward_us", &S::hostForward);
    visit("host_backward_us", &S::hostBackward);
    visit("host_collective_us", &S::hostCollective);
    visit("host_micro_batch_us", &S::hostMicroBatch);
    visit("host_step_us", &S::hostStep);
    visit("host_split_softmax_us", &S::hostSplitSoftmax);
    visit("collective_start_us", &S::collectiveStart);
    visit("collective_fill", &S::collectiveFill);
    visit("ring_step", &S::ringStep);
    visit("ring_ends", &S::ringEnds);
    visit("contention", &S::contention);
    visit("contention_sharded", &S::contentionSharded);
    visit("contention_traffic", &S::contentionTraffic);
    visit("tensor_pipelined", &S::tensorPipelined);
    visit("expert_overlap", &S::expertOverlap);
    visit("gathers_ahead", &S::gathersAhead);
    visit("overlaps_tensor", &S::overlapsTensor);
    visit("all_rails", &S::allRails);
    visit("scatters_gradients", &S::scattersGradients);
    visit("scattered_bytes", &S::scatteredBytes);
}

} // namespace core
