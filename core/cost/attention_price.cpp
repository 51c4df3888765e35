// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"

#include "core/cost/operation_log.h"
#include "core/presets/price_constants.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

// Its bytes are counted, and have no part in its price: forward it reads queries, keys and values
// and writes what was attended; backward it reads these and a gradient, and writes three.
void logFlash(const Passes &t, double flops, const BlockSizes &z)
{
    const double once = z.machine.element * z.b *
                        (z.s * z.a * (z.query + z.value) + z.keys * z.kv * (z.query + z.value));
    Operation row = {.name = OperationName::Attention,
                     .part = CostPart::Attention,
                     .pass = LayerPass::Forward,
                     .seconds = t.forward,
                     .flops = flops,
                     .bytes = once};
    z.log->add(row);
    row.pass = LayerPass::Input;
    row.seconds = t.input;
    row.flops = 2.5 * flops;
    row.bytes = 2 * once;
    z.log->add(row);
}

// A flash kernel computes only the scores that a causal model needs, in blocks of 128 queries; too
// few of them leave multiprocessors idle. Backward repeats the scores: 2.5 times the arithmetic
// (FlashAttention-2).
Passes flashPasses(const TransformerSpec &spec, const BlockSizes &z)
{
    const double needed = spec.causal ? 0.5 : 1;
    const double flops = needed * 2 * z.b * z.s * z.keys * z.a * (z.query + z.value);
    const double blocks = z.b * z.a * std::ceil(z.s / 128);
    const double full =
        z.machine.multiprocessors > 0 ? std::min(1.0, blocks / z.machine.multiprocessors) : 1;
    // Efficiencies of older generations were fitted with these ends in them.
    const bool apart = z.software->sdpaForward > 0 && z.machine.multiprocessors > 0;
    const double waves = apart ? std::max(1.0, blocks / z.machine.multiprocessors) : 0;
    const double ends = kAttentionWaves * z.machine.wave * waves + z.machine.gap;
    const double rate = z.flash * full;
    const auto share = [&z](double usual, double sdpa) {
        return z.sdpa && sdpa > 0 ? sdpa * (z.ring ? kRingAttention : 1) : usual;
    };
    const SoftwareSpec &software = *z.software;
    const Passes t = {flops / (rate * share(software.flashForward, software.sdpaForward)) + ends,
                      2.5 * flops / (rate * share(software.flashBackward, software.sdpaBackward)) +
                          2 * ends + z.machine.gap,
                      0};
    if (z.log)
        logFlash(t, flops, z);
    return t;
}

// Without matrix units.
void logUnaligned(double forward, const BlockSizes &z)
{
    const double flops = 2 * z.b * z.a * z.s * z.keys;
    for (const LayerPass pass : {LayerPass::Forward, LayerPass::Input}) {
        const double times = pass == LayerPass::Forward ? 1 : 2;
        for (const OperationName name : {OperationName::Scores, OperationName::WeightedValues}) {
            const bool scores = name == OperationName::Scores;
            const double width = scores ? z.query : z.value;
            z.log->add({.name = name,
                        .part = CostPart::Attention,
                        .pass = pass,
                        .count = times,
                        .seconds = times * forward * width / (z.query + z.value),
                        .flops = times * flops * width,
                        .shape = {.m = z.s,
                                  .n = scores ? z.keys : z.value,
                                  .k = scores ? z.query : z.keys,
                                  .batch = z.b * z.a}});
        }
    }
}

// Backward is priced by the products forward: one like the scores and three like the values.
void logCore(const GemmShape &scores, const GemmShape &values, const BlockSizes &z)
{
    const auto add = [&z](OperationName name, LayerPass pass, const GemmShape &shape,
                          double count) {
        z.log->product(name, pass, shape, z.machine, CostPart::Attention, count);
    };
    add(OperationName::Scores, LayerPass::Forward, scores, 1);
    add(OperationName::WeightedValues, LayerPass::Forward, values, 1);
    add(OperationName::Scores, LayerPass::Input, scores, 1);
    add(OperationName::WeightedValues, LayerPass::Input, values, 3);
}

// Products of the plain core. A head dimension that is not a multiple of 8 cannot use matrix units.
Passes corePasses(const BlockSizes &z)
{
    if (std::fmod(z.query, 8) != 0 || std::fmod(z.value, 8) != 0) {
        const double forward =
            2 * z.b * z.a * z.s * z.keys * (z.query + z.value) / z.machine.vector;
        if (z.log)
            logUnaligned(forward, z);
        return {forward, 2 * forward, 0};
    }
    const GemmShape ofScores = {.m = z.s, .n = z.keys, .k = z.query, .batch = z.b * z.a};
    const GemmShape ofValues = {.m = z.s, .n = z.value, .k = z.keys, .batch = z.b * z.a};
    if (z.log)
        logCore(ofScores, ofValues, z);
    const double scores = gemmSeconds(ofScores, z.machine);
    const double values = gemmSeconds(ofValues, z.machine);
    return {scores + values, scores + 3 * values, 0};
}

} // namespace

double coreFlops(const BlockSizes &z)
{
    return 2 * z.b * z.keys * z.keys * z.a * z.t * (z.query + z.value);
}

Passes attentionPasses(const TransformerSpec &spec, const BlockSizes &z)
{
    if (spec.flashAttention)
        return flashPasses(spec, z);
    // Softmax over the half that a causal mask leaves, and dropout; bytes per score of 2-byte
    // elements. A softmax in pieces moves them 2.5 times.
    const double unit = z.machine.element / 2;
    const double scores = unit * z.b * z.a * z.s * z.keys * (z.fusedSoftmax ? 1 : 2.5);
    using enum OperationName;
    KernelSum sum(z.machine, z.log, CostPart::Attention);
    sum.forward(Softmax, 1, 3 * scores);
    sum.forward(AttentionDropout, 1, 5 * scores);
    sum.input(Softmax, 1, 4 * scores);
    sum.input(AttentionDropout, 1, 5 * scores);
    Passes t = corePasses(z);
    t += {sum.forwardSeconds(), sum.inputSeconds(), 0};
    return t;
}

} // namespace core
