// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that knows the linear algebra library.
#include "core/live/compute/blas.h"

#include <cblas.h>

#include <cassert>

namespace core::live {
namespace {

CBLAS_TRANSPOSE flag(Transpose transpose)
{
    return transpose == Transpose::Yes ? CblasTrans : CblasNoTrans;
}

struct Sizes
{
    int m = 0;
    int n = 0;
    int k = 0;
};

template <class Real>
Sizes sizesOf(const MatrixView<Real> &result, const MatrixView<const Real> &left,
              Transpose transposeLeft, const MatrixView<const Real> &right,
              Transpose transposeRight)
{
    const bool leftTurned = transposeLeft == Transpose::Yes;
    const bool rightTurned = transposeRight == Transpose::Yes;
    const int inner = leftTurned ? left.rows : left.columns;
    assert(result.rows == (leftTurned ? left.columns : left.rows));
    assert(result.columns == (rightTurned ? right.rows : right.columns));
    assert(inner == (rightTurned ? right.columns : right.rows));
    (void)right;
    (void)rightTurned;
    return {result.rows, result.columns, inner};
}

} // namespace

template <>
void multiply<float>(MatrixView<float> result, MatrixView<const float> left,
                     Transpose transposeLeft, MatrixView<const float> right,
                     Transpose transposeRight, Into into, float scale)
{
    const Sizes sizes = sizesOf(result, left, transposeLeft, right, transposeRight);
    cblas_sgemm(CblasRowMajor, flag(transposeLeft), flag(transposeRight), sizes.m, sizes.n, sizes.k,
                scale, left.data, left.stride, right.data, right.stride,
                into == Into::Add ? 1.0F : 0.0F, result.data, result.stride);
}

template <>
void multiply<double>(MatrixView<double> result, MatrixView<const double> left,
                      Transpose transposeLeft, MatrixView<const double> right,
                      Transpose transposeRight, Into into, double scale)
{
    const Sizes sizes = sizesOf(result, left, transposeLeft, right, transposeRight);
    cblas_dgemm(CblasRowMajor, flag(transposeLeft), flag(transposeRight), sizes.m, sizes.n, sizes.k,
                scale, left.data, left.stride, right.data, right.stride,
                into == Into::Add ? 1.0 : 0.0, result.data, result.stride);
}

void useOneThread()
{
    openblas_set_num_threads(1);
}

std::string blasDescription()
{
    return openblas_get_config();
}

bool blasUsesOpenMp()
{
    constexpr int kOpenMp = 2; // of openblas_get_parallel
    return openblas_get_parallel() == kOpenMp;
}

} // namespace core::live
