// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace core::live {

// Matrices in row-major order; rows are stride elements apart.
template <class Real>
struct MatrixView
{
    Real *data = nullptr;
    int rows = 0;
    int columns = 0;
    int stride = 0;

    operator MatrixView<const Real>() const { return {data, rows, columns, stride}; }
};

enum class Transpose : bool { No, Yes };
enum class Into : bool {
    Replace, // what was there
    Add      // to what is there
};

// result = scale * left * right, or added to it. Shapes must agree (asserted).
template <class Real>
void multiply(MatrixView<Real> result, MatrixView<const Real> left, Transpose transposeLeft,
              MatrixView<const Real> right, Transpose transposeRight, Into into = Into::Replace,
              Real scale = 1);

// Libraries that are older than the processor may not know its model, and take the kernels of 2004:
// OpenBLAS before 0.3.25 (its issue 4267) then multiplies at a third or a quarter of the speed. If
// this is so, it gets those of the instructions that the processor has. To be called before the
// first product and before other threads; not in a process that others multiply in. Whoever chose
// kernels by OPENBLAS_CORETYPE keeps them.
void useKernelsOfProcessor();
// "Haswell": which the library uses.
[[nodiscard]] std::string kernelsOfLibrary();

// Each device computes on one thread. To be called on every thread that multiplies: an OpenMP build
// of the library forgets what another thread asked for.
void useOneThread();

// Address space, in bytes, that the library takes for each thread that multiplies at the same time
// as others, and keeps (BUFFER_SIZE of OpenBLAS 0.3.21 for x86-64, common_x86_64.h; less
// elsewhere). Where it is not there, the library asks for it again and again for ever.
constexpr std::int64_t kSpaceOfProducts = std::int64_t{32} << 22;

// How many threads, `most` at most, would find that space, if each of all `most` also took so many
// bytes beside it. Takes none of it.
[[nodiscard]] int threadsWithSpace(int most, std::int64_t beside);

// As many as the library has for products of its own: this one, and those that wait for work.
[[nodiscard]] int threadsOfLibrary();

// "OpenBLAS 0.3.21 …"
[[nodiscard]] std::string blasDescription();
// Built on OpenMP, which is slow and not repeatable under threads of our own.
[[nodiscard]] bool blasUsesOpenMp();

} // namespace core::live
