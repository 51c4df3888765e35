// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace core {

// How the engine of core/live asks for a matrix product, rows x inner times inner x columns: the
// processor reads the matrices as they lie or across, and that takes different times.
enum class ProductKind : std::uint8_t {
    Plain,       // of forward passes
    RightAcross, // of input gradients: the weights transposed
    LeftAcross   // of weight gradients: the input transposed, added to what is there
};
constexpr int kProductKinds = 3;

// Its kernels between the products.
enum class Kernel : std::uint8_t {
    Copy,
    Clear,
    Add,
    Bias,
    BiasRelu, // of dense layers but the last
    ReluBackward,
    ColumnSums,
    GainSums,
    Norm,
    NormBackward,
    Softmax, // causal, by scores that are seen
    SoftmaxBackward,
    CrossEntropy,
    Gelu,
    GeluBackward,
    Sgd,
    Momentum,
    AdamW,
    CrossEntropyRow, // beside its elements
    CopyRow,         // the same of copies by short rows
    LoadSample,      // a row of a table, with its label
    LoadNumber,      // of it
    LoadToken,       // of a text, with its target
    Embed,
    EmbedBackward,
    Instruction // what the engine takes to begin anything
};
constexpr int kKernels = 26;
// Tables of scenarios that were written before the rest was measured.
constexpr int kFirstKernels = 18;

// Sizes at which products are measured: those that layers have (10 are the classes of digits),
// since libraries are slower with some: with columns that fill no register, and where rows lie a
// power of two apart, which share few lines of a cache.
constexpr std::array<int, 6> kProductSizes = {10, 16, 32, 64, 128, 256};
// Of tables of scenarios that were written before.
constexpr std::array<int, 5> kFirstProductSizes = {4, 16, 48, 128, 320};

// Bytes that a step passes through before it comes back to where it was. All of the least stay in
// the nearest caches; the most is what tables of far work are measured in.
constexpr std::array<double, 8> kWorkingSets = {0x1p16, 0x1p17, 0x1p18, 0x1p19,
                                                0x1p20, 0x1p21, 0x1p22, 0x1p23};
constexpr std::array<double, 7> kFirstWorkingSets = {0x1p16, 0x1p17, 0x1p18,    0x1p19,
                                                     0x1p20, 0x1p21, 3 * 0x1p20};

// What one core was measured to need.
struct KernelTable
{
    // ns; [kind][rows][columns][inner], each of kProductSizes or, by their number, of
    // kFirstProductSizes. Empty: nothing was measured.
    std::vector<double> products;
    std::vector<double> elements; // ns per element; by Kernel
    // The same where all that a step needs is near. Empty: it was not measured, and is as far.
    std::vector<double> nearProducts = {};
    std::vector<double> nearElements = {};
    // By kWorkingSets, or kFirstWorkingSets where the products have the first sizes: the share of
    // the way from the near time to the far one, from 0 to 1.
    std::vector<double> farness = {};

    [[nodiscard]] bool empty() const { return products.empty(); }
    bool operator==(const KernelTable &) const = default;
};
// Nothing at all, or a time for everything that is measured: of products above 0 and below 10^15
// ns; near work altogether or not at all.
[[nodiscard]] bool isComplete(const KernelTable &table);
[[nodiscard]] constexpr std::size_t productCount(std::span<const int> sizes = kProductSizes)
{
    return kProductKinds * sizes.size() * sizes.size() * sizes.size();
}
// The sizes that its products have, and what it was measured in.
[[nodiscard]] std::span<const int> productSizesOf(const KernelTable &table);
[[nodiscard]] std::span<const double> workingSetsOf(const KernelTable &table);

// From 0, as near, to 1, as far, for a step that passes through so many bytes.
[[nodiscard]] double farnessOf(const KernelTable &table, double workingSet);

// ns of a product of any sizes, interpolated between the eight measured neighbours. That is exact
// for what products cost where a library does the same for each element: a part for the call, parts
// for each matrix that is read, packed or written, and one for what is multiplied. Beyond the
// largest size time grows with it; below the smallest it falls as between the first two, but no
// more than the size does.
[[nodiscard]] double productNanos(const KernelTable &table, ProductKind kind, double rows,
                                  double columns, double inner, double farness = 1);
// ns of a kernel for each element, or whatever it counts; 0 where that was not measured.
[[nodiscard]] double elementNanos(const KernelTable &table, Kernel kernel, double farness = 1);

} // namespace core
