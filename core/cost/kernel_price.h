// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// What the kernels of one device achieve with its software.
struct Machine
{
    double sustained = 0;       // FLOP/s of large matrix products, in the precision used
    double matrix = 0;          // FLOP/s of them inside a tile
    double attention = 0;       // FLOP/s that attention kernels are related to
    double vector = 0;          // FLOP/s without matrix units
    double memory = 0;          // bytes/s of element-wise kernels
    double multiprocessors = 0; // 0: unknown, no waves
    double wave = 0;            // seconds, begin and end of a wave of tiles
    double gap = 0;             // seconds between kernels
    double element = 2;         // bytes of an activation or a weight
};
[[nodiscard]] Machine machineOf(const Scenario &scenario);
// The same for convolutions: where cards have TF32, cuDNN uses it for those in fp32 unless it is
// told not to (PyTorch: torch.backends.cudnn.allow_tf32 is on by default).
[[nodiscard]] Machine convolutionMachineOf(const Scenario &scenario);
// The same for the products of a block: with fp8, their inputs have a byte and units are faster.
[[nodiscard]] Machine productMachineOf(const Scenario &scenario);

// Matrix product M x K times K x N, batch times. Experts share tokens evenly, so rows need not be
// whole.
struct GemmShape
{
    double m = 1;
    double n = 1;
    double k = 1;
    double batch = 1;
    double outputBytes = 0;                // per element that is written; 0: as wide as the others
    ProductKind kind = ProductKind::Plain; // matters to processors
};

// Seconds: the slower of arithmetic in waves of tiles, the best of five tilings, and memory
// traffic. A wave has a begin and an end of its own, so large devices gain less.
[[nodiscard]] double gemmSeconds(const GemmShape &shape, const Machine &machine);

// The tiles that the quickest tiling cuts it into.
struct Tiling
{
    double seconds = 0; // of the arithmetic, in waves of them
    double tiles = 0;   // 0: the device is not known to have any
    int rows = 0;
    int columns = 0;
};
[[nodiscard]] Tiling tilingOf(const GemmShape &shape, const Machine &machine);
// Of these seconds, the arithmetic in waves of tiles alone.
[[nodiscard]] double arithmeticSeconds(const GemmShape &shape, const Machine &machine);
// That both factors and the product have.
[[nodiscard]] double gemmBytes(const GemmShape &shape, const Machine &machine);

// Seconds of an element-wise kernel that moves this many bytes.
[[nodiscard]] double touchSeconds(double bytes, const Machine &machine);

// Host and device run side by side: the time is close to the longer one, and more where both are
// alike (4-norm).
[[nodiscard]] double sideBySide(double a, double b);

// Bytes that the optimizer moves for this many parameters on one device.
[[nodiscard]] double optimizerBytes(double parameters, const Scenario &scenario);
// Adam or SGD over them.
[[nodiscard]] double optimizerSeconds(double parameters, const Scenario &scenario);

[[nodiscard]] std::int64_t bytesPerElement(Precision precision); // of activations and weights
// Of one device, in the precision used. With fp8 that of bf16, to which its published utilisation
// is related (arXiv:2505.09343, table 4).
[[nodiscard]] double peakFlops(const Scenario &scenario);

} // namespace core
