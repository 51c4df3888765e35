// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/cluster/kernel_table.h"

#include <string>

namespace core {

// How the speed of a processor depends on the sizes of a product (core/cost/network_work.h), as it
// was measured. Accelerators have tiles and waves instead.
struct ProductCurve
{
    double halfRows = 0; // sizes at which half of the rate is reached
    double halfColumns = 0;
    double halfInner = 0;
    double functionRate = 0; // exponentials and the like per second; 0: they cost nothing
    Nanos start;             // of one kernel
    KernelTable table = {};  // what was measured; the numbers above are its curve

    bool operator==(const ProductCurve &) const = default;
};

struct DeviceSpec
{
    std::string id;
    std::string title;          // "A100 · 80 GB"
    double peakHalfFlops = 0;   // FLOP/s, dense fp16 or bf16 matrix units
    double peakSingleFlops = 0; // FLOP/s, fp32; 0: not published
    double peakFp8Flops = 0;    // FLOP/s, dense; 0: it has no fp8
    double peakTf32Flops = 0;   // FLOP/s, dense TF32 matrix units; 0: it has none
    double measuredFlops = 0;   // best half-precision matrix product that was measured; 0: none was
    double sustainedShare = 1;  // of the peak, that large products reach
    bool newMatrixUnits = false; // Hopper or later: older kernels reach a part of the peak only
    double memoryBandwidth = 0;  // bytes/s
    double copyBandwidth = 0;    // bytes/s that a copy was measured to reach; 0: none was
    Bytes memory;
    int multiprocessors = 0; // SMs, for wave quantisation; 0: not published, no waves
    ProductCurve curve = {}; // of networks that are trained here
    std::string link;        // id of the link that joins such devices within a node
    std::string source;
    bool verified = true;

    bool operator==(const DeviceSpec &) const = default;
};

// The device with another amount of memory, which its title then states.
[[nodiscard]] DeviceSpec withMemory(DeviceSpec device, Bytes memory);

struct LinkSpec
{
    std::string id;
    std::string title;
    double bandwidth = 0;      // bytes/s per direction, as on the data sheet
    double efficiency = 1;     // reached share of it with large messages
    double reduction = 0;      // bytes/s of an all-reduce in the switches (NVLS), 0: they cannot
    Nanos latency;             // of one point-to-point message
    bool sharedByNode = false; // one network card for all devices of a node
    std::string source;
    bool verified = true;

    bool operator==(const LinkSpec &) const = default;
};

// One generation of training software: what its kernels, its collectives and the process that
// issues them achieve. Defaults are ideal; presets/software.cpp gives the sources.
struct SoftwareSpec
{
    std::string id; // "2021", "2022", "2024"
    std::string title;

    // kernels
    double gemmEfficiency = 1;   // of the device's sustained rate, inside a tile
    double memoryEfficiency = 1; // of the memory bandwidth, in element-wise kernels
    Nanos kernelLaunch;          // gap between kernels
    Nanos waveLatency;           // begin and end of a wave of tiles
    double flashForward = 1;     // of the sustained rate, on the scores that are computed
    double flashBackward = 1;
    double sdpaForward = 0;     // the same with the kernels of PyTorch, where it shards the states
    double sdpaBackward = 0;    // itself (ZeRO 2 and 3, FSDP); 0: as above
    double olderKernels = 1;    // of the peak, of attention kernels on new matrix units
    double unalignedHeads = 1;  // of the fp32 peak, of attention products without matrix units
    double optimizerBytes = 42; // moved per parameter by Adam on an fp32 master copy
    double accumulationBytes = 0; // moved per parameter by adding up bf16 gradients in fp32
    bool fusedSoftmax = true;     // for every shape; else only where Megatron's kernel runs
    bool fusedBf16 = true;        // element-wise chains in bf16
    bool eager = false;           // PyTorch without a compiler: none of these chains is fused
    bool fusedLoss = true;        // softmax and cross entropy; else a kernel for each operation
    bool stopsEarly = false;      // PyTorch recomputes up to what backward asks for last
    bool fusedMaps = false;       // normalisation of maps with ReLU and sum, its input read once

    // the process that issues kernels
    Nanos hostForward; // one layer
    Nanos hostBackward;
    Nanos hostCollective;   // one tensor-parallel collective
    Nanos hostMicroBatch;   // embedding, head, loss and hand-over of one micro-batch
    Nanos hostStep;         // optimizer, clipping, log; never hidden
    Nanos hostSplitSoftmax; // a softmax in pieces

    // what stops a process now and then: garbage collection, page faults, other programs
    double pausesPerHour = 0; // of each device
    Nanos pause = {};         // in the mean; exponentially distributed

    // collectives
    Nanos collectiveStart;         // of an all-reduce in a ring
    double collectiveFill = 0;     // seconds per root of a byte: chunks fill the pipe
    double ringStep = 0.25;        // of a message's latency, in one step of a ring
    double ringEnds = 0;           // share of the bandwidth that a ring of one would lack
    double contention = 0;         // of a hidden collective's time: by how much what hides it slows
    double contentionSharded = 0;  // the same for gathered and scattered parameters
    double contentionTraffic = 0;  // bytes of memory traffic beside each byte of these that moves
    double tensorPipelined = 0;    // of tensor collectives: hidden in pieces beside their products
    bool asyncTensor = false;      // the same with PyTorch's tensor parallelism (async TP)
    double expertOverlap = 0;      // of expert exchange: hidden beside another micro-batch
    bool gathersAhead = false;     // ZeRO 1 gathers the weights under the next forward
    bool gathersFp8 = false;       // weights of fp8 products are gathered in 8 bits
    bool overlapsTensor = true;    // backward collective beside the weight gradient
    bool allRails = true;          // a ring over nodes uses the card of each of its members
    bool scattersGradients = true; // ZeRO 1 and 2 reduce-scatter; else they all-reduce
    bool gathersUnits = true; // ZeRO 2 gathers layer by layer (FSDP); else once a step (DeepSpeed)
    int scatteredBytes = 0;   // per gradient, by fully sharded training; 0: as the training says
    std::string source;

    bool operator==(const SoftwareSpec &) const = default;
};

struct ClusterSpec
{
    DeviceSpec device;
    int devices = 1;
    int devicesPerNode = 8;
    LinkSpec intraLink; // within a node
    LinkSpec interLink; // between nodes
    SoftwareSpec software;

    bool operator==(const ClusterSpec &) const = default;
};

} // namespace core
