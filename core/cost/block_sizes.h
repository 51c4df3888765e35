// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/cost/kernel_price.h"

namespace core {

class OperationLog;

// Everything that the price of a layer follows from: sizes of one micro-batch on one device, in
// elements, named as in Korthikanti 2022, and what the device and its links achieve.
struct BlockSizes
{
    Machine machine;
    Fabric fabric; // of tensor partners
    Fabric contextFabric;
    Fabric expertFabric;
    const SoftwareSpec *software = nullptr;
    double b = 1, s = 1; // samples; tokens of a sample on this device (context partners share)
    double keys = 1;     // tokens that a query can see at most
    double h = 1, v = 0; // hidden, vocabulary
    double a = 1;        // query heads on this device
    double kv = 1;       // key and value heads on this device
    double sharedKv = 1; // of these, as context partners get them from each other
    double query = 1, value = 1; // width of a head
    double f = 1;                // MLP elements of a token on this device, over all its experts
    double up = 1;               // columns of the first MLP product over f: 2 when gated
    double qkv = 1;              // elements of queries, keys and values of a token
    double tokens = 1;           // b s
    double rows = 1;             // of logits: of an image, the class token alone has some
    double stream = 1;           // tokens whose residual stream this device holds
    double gathered = 2;         // inputs of products that tensor partners gather
    double sent = 0;             // experts that a token is sent to, 0 for a plain MLP
    double t = 1, context = 1, expert = 1;
    Machine product;          // of the products of a block, which may be narrower
    double input = 2;         // bytes of an element that such a product keeps for backward
    double dispatched = 2;    // bytes of an element on its way to an expert
    double gradient = 2;      // bytes
    double flash = 0;         // FLOP/s that attention kernels could reach at best
    bool sdpa = false;        // attention kernels of PyTorch
    bool dtensor = false;     // its tensor partners, see runsOnDTensor()
    bool ring = false;        // on pieces of a sequence, as its context partners pass them round
    bool stopsEarly = false;  // full recomputation leaves out the last product
    bool operations = false;  // selective recomputation is PyTorch's, by operations
    bool accumulates = false; // more than one micro-batch per step
    double added = 0;         // of its micro-batches, those whose gradients are added to others
    double loss = 4;          // bytes of a logit in kernels of the loss
    bool fusedSoftmax = true;
    bool chains = false;         // element-wise kernels in bf16 that are not fused
    bool eager = false;          // nor with flash attention, in any precision
    OperationLog *log = nullptr; // is told what prices are added up from
};
[[nodiscard]] BlockSizes blockSizes(const TransformerSpec &spec, std::int64_t block,
                                    const Scenario &scenario,
                                    const PartnerFabrics *faulty = nullptr);

// Of the residual stream of all tokens.
[[nodiscard]] inline double streamBytes(const BlockSizes &z)
{
    return z.tokens * z.h * z.machine.element;
}

} // namespace core
