// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// Constants of prices that are the same for every generation of software. Those that are fitted
// are in fittedConstants() too.

// Fitted. Of the weight gradients' time, what a collective beside them can use: it starts when the
// first of a pair of products is done, and its last part has none to hide behind.
constexpr double kOverlapWithWeights = 0.9;

// Counted: of the multiprocessors of an H100, what Transformer Engine takes from the product beside
// a collective of tensor partners that is not cut into pieces: 2 to 8 of 132 for a gather, 4 to 24
// for a scatter (NeMo, tp_overlap_configs/userbuffers.py), 9 in the mean.
constexpr double kBulkContention = 9.0 / 132;

// Fitted. Of what PyTorch's async tensor parallelism could hide, what it does: pieces are copied
// between symmetric buffers and added up by kernels of their own. torchtitan on H100 (2025-06),
// with it and without: Llama 3.1 8B 2.56 and 2.81 s a step, 70B 25.1 and 27.4.
constexpr double kAsyncTensor = 0.5;

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

// Fitted. Of the best product in a short test, what products of hours in FP8 reach at least,
// however much power limits those in 16 bits: multipliers of 8 bits need less than half of the
// energy. Five dense models on DGX B200 (NeMo 25.02) reach 2.5 PF in their products, those on GB200
// no more, though its limit is higher by a fifth.
constexpr double kNarrowShare = 0.8;

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

// Fitted. Of what PyTorch's attention kernels reach on a whole sequence, in the pieces of its
// context parallelism, which are smaller and merged in fp32. torchtitan on H100, 32 k tokens a
// card: from 32 k to 128 k and from there to 256 k tokens a step grew by 231 and 228 ms for each
// 1,000 keys, where the rate of whole sequences gives 189.
constexpr double kRingAttention = 0.85;

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

// Counted: a gradient of 16 bits that is added to one of former micro-batches reads both and writes
// the sum. Sums of 4 bytes are made by the product itself, or cost accumulation_bytes.
constexpr double kAddedGradient = 3 * 2;

// Fitted. Seconds after which each device of a chain passes the first slice of a broadcast on.
// InternEvo on 64 to 1,024 A100 with ZeRO-1 over all of them (doc/en/train_performance.md): steps
// are 0.3 to 2.7 s longer than with ZeRO-1 within nodes.
constexpr double kBroadcastHop = 14.5e-6;

// Of the memory bandwidth, what a kernel reaches that streams gigabytes. Measured: an A100 copies
// 1.75 to 1.8 of 2.04 TB/s (BabelStream), an H200 4.3 of 4.8 TB/s.
constexpr double kStreamShare = 0.88;

// Measured, from memory (ZeRO-Offload, arXiv:2101.06840, Table 4): parameters per second that Adam
// updates on the two processors of a DGX-2, 10 billion in 2.57 s.
constexpr double kHostAdamRate = 10e9 / 2.57;

// The same of models with flash attention in eager PyTorch (SoftwareSpec::eager), counted in
// transformers' LlamaRMSNorm and apply_rotary_pos_emb. The norm casts to fp32 (6), squares (8),
// takes the mean (4), multiplies (8), casts back (6) and multiplies by its weights (4), 4 of which
// one kernel would move too; backward each has a gradient of about twice that. The rotation negates
// and joins halves (2 + 4), multiplies twice (8) and adds (6), 2 of which are counted.
constexpr double kSplitNormForward = 36 - 4;
constexpr double kSplitNormBackward = 2 * 36 - 8;
constexpr double kSplitRotary = 20 - 2;

} // namespace core
