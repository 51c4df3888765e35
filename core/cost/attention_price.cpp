// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/block_price.h"

#include "core/presets/price_constants.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

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
        return z.sdpa && sdpa > 0 ? sdpa : usual;
    };
    const SoftwareSpec &software = *z.software;
    return {flops / (rate * share(software.flashForward, software.sdpaForward)) + ends,
            2.5 * flops / (rate * share(software.flashBackward, software.sdpaBackward)) + 2 * ends +
                z.machine.gap,
            0};
}

// Products of the plain core. A head dimension that is not a multiple of 8 cannot use matrix units.
Passes corePasses(const BlockSizes &z)
{
    if (std::fmod(z.query, 8) != 0 || std::fmod(z.value, 8) != 0) {
        const double forward =
            2 * z.b * z.a * z.s * z.keys * (z.query + z.value) / z.machine.vector;
        return {forward, 2 * forward, 0};
    }
    const double scores =
        gemmSeconds({.m = z.s, .n = z.keys, .k = z.query, .batch = z.b * z.a}, z.machine);
    const double values =
        gemmSeconds({.m = z.s, .n = z.value, .k = z.keys, .batch = z.b * z.a}, z.machine);
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
    const double dropout = touchSeconds(5 * scores, z.machine);
    Passes t = corePasses(z);
    t += {touchSeconds(3 * scores, z.machine) + dropout,
          touchSeconds(4 * scores, z.machine) + dropout, 0};
    return t;
}

} // namespace core
