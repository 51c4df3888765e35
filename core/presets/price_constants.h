// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// Constants of prices that are the same for every generation of software. Those that are fitted
// are in fittedConstants() too.

// Fitted. Of the weight gradients' time, what a collective beside them can use: it starts when the
// first of a pair of products is done, and its last part has none to hide behind.
constexpr double kOverlapWithWeights = 0.9;

// Of the host's work for the backward pass of a layer, the part of the input gradient. Counted:
// both make one product for each linear layer, 4 of about 12 kernels; the rest is the input's.
constexpr double kHostOfInput = 2.0 / 3;

// Of SoftwareSpec::hostMicroBatch. Fitted: every stage, in each direction, for the hand-over;
// embedding and head forward; and backward, where the embedding only adds up gradients. With one
// stage they sum to 0.2 + 0.3 + 0.3 forward and 0.2 + 0.1 + 0.3 backward.
constexpr double kHostOfStage = 0.2;
constexpr double kEndForward = 0.3;
constexpr double kEmbeddingBackward = 0.1;
constexpr double kHeadBackward = 0.3;

// Fitted. Start of an all-gather or a reduce-scatter, of that of an all-reduce, which is two of
// them in one launch.
constexpr double kOnePass = 0.7;

// Of a ring's bandwidth, what the two trees that share it reach: from NCCL's tuning.cc.
constexpr double kTreeShare = 0.92;

// Bytes per second at which SoftwareSpec::collectiveFill was fitted (eight A100 with NVLink 3):
// chunks fill a faster ring sooner. A unit, not a fit of its own.
constexpr double kFillRate = 230e9;

// Of the fp32 peak, without matrix units: products keep all of it busy but for the edges, and need
// less power than those of matrix units. Assumed for cuBLAS; not measured.
constexpr double kSingleShare = 0.95;

// Counted: kernels of a transformer layer forward. A network of other layers needs the host's time
// for each kernel that these share.
constexpr double kKernelsOfLayer = 20;

// Fitted to NVIDIA's ResNet-50 on a V100, one image forward: 173 operations in 7.1 to 10.4 ms in
// fp32, 226 in 8.6 to 12.8 ms in 16 bits (DeepLearningExamples, containers 19.10 and 21.03). Of the
// host's time for a kernel of a transformer layer: each is a module of its own in Python.
constexpr double kHostOfOperation = 1.6;

// Fitted. Starts and ends of waves of attention blocks, of those of tiles: a block of queries loads
// them, walks over the keys, and writes once. Long sequences have longer walks.
constexpr double kAttentionWaves = 2;

// Of a gather that the next forward hides, what that slows down. Set: as other hidden collectives
// of 2024, and at most as long as a forward of the first micro-batch.
constexpr double kAheadContention = 0.1;

// Counted in the source of the functions, bytes per element of 2 bytes: element-wise chains that
// bf16 does not fuse (PyTorch issues 53918, 75089) run one kernel for each operation, which reads
// and writes 4 bytes. tanh GeLU with a bias is 10 operations, 9 more than fused; its gradient
// about 16, 15 more. Dropout and residual addition are 2 kernels more than the fused one.
constexpr double kSplitGeluForward = 9 * 4;
constexpr double kSplitGeluBackward = 15 * 4;
constexpr double kSplitDropoutAdd = 2 * 4;

} // namespace core
