// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
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
    AdamW
};
constexpr int kKernels = 18;

// Sizes at which products are measured: multiples of what libraries work on at once, each some
// three times the one before. Products of networks lie between them.
constexpr std::array<int, 5> kProductSizes = {4, 16, 48, 128, 320};

// What one core was measured to need.
struct KernelTable
{
    // ns; [kind][rows][columns][inner], each of kProductSizes. Empty: nothing was measured.
    std::vector<double> products;
    std::vector<double> elements; // ns per element; by Kernel

    [[nodiscard]] bool empty() const { return products.empty(); }
    bool operator==(const KernelTable &) const = default;
};
// Nothing at all, or a time for everything that is measured: of products above 0 and below 10^15
// ns.
[[nodiscard]] bool isComplete(const KernelTable &table);
[[nodiscard]] constexpr std::size_t productCount()
{
    return kProductKinds * kProductSizes.size() * kProductSizes.size() * kProductSizes.size();
}
[[nodiscard]] std::size_t productIndex(ProductKind kind, std::size_t rows, std::size_t columns,
                                       std::size_t inner);

// ns of a product of any sizes: logarithms are interpolated between the eight measured neighbours,
// which is exact for any product of powers of the sizes. Beyond the largest size time grows with
// it; below the smallest it falls as between the first two.
[[nodiscard]] double productNanos(const KernelTable &table, ProductKind kind, double rows,
                                  double columns, double inner);

} // namespace core
