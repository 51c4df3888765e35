// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

// Each device computes on one thread. To be called on every thread that multiplies: an OpenMP build
// of the library forgets what another thread asked for.
void useOneThread();

// "OpenBLAS 0.3.21 …"
[[nodiscard]] std::string blasDescription();
// Built on OpenMP, which is slow and not repeatable under threads of our own.
[[nodiscard]] bool blasUsesOpenMp();

} // namespace core::live
