// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that knows the linear algebra library.
#include "core/live/compute/blas.h"

#include <cblas.h>

#include <cassert>
#include <cstdlib>
#include <string_view>
#include <sys/mman.h>
#include <utility>
#include <vector>

// How the library chooses its kernels as it is loaded. No header declares them; builds for one
// processor lack them.
extern "C" {
void gotoblas_dynamic_init() __attribute__((weak));
void gotoblas_dynamic_quit() __attribute__((weak));
}

namespace core::live {
namespace {

constexpr const char *kChoice = "OPENBLAS_CORETYPE";
constexpr std::string_view kOldest = "Prescott"; // that any processor of 64 bits can run

// By the name of the first processors that had the same instructions; nullptr: the oldest will do.
const char *kernelsOfProcessor()
{
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        return "SkylakeX";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return "Haswell";
#endif
    return nullptr;
}

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

// Address space that is held, and not used.
class Mapping
{
public:
    Mapping(std::int64_t bytes, int protection)
        : m_size(static_cast<std::size_t>(bytes)),
          m_at(mmap(nullptr, m_size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    {}
    ~Mapping()
    {
        if (isThere())
            munmap(m_at, m_size);
    }
    Mapping(Mapping &&other) noexcept
        : m_size(other.m_size), m_at(std::exchange(other.m_at, MAP_FAILED))
    {}
    Mapping &operator=(Mapping &&) = delete;

    [[nodiscard]] bool isThere() const { return m_at != MAP_FAILED; }

private:
    std::size_t m_size;
    void *m_at;
};

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

void useKernelsOfProcessor()
{
    const char *kernels = kernelsOfProcessor();
    if (kernels == nullptr || std::getenv(kChoice) != nullptr || kernelsOfLibrary() != kOldest ||
        gotoblas_dynamic_init == nullptr || gotoblas_dynamic_quit == nullptr)
        return;
    ::setenv(kChoice, kernels, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    ::unsetenv(kChoice); // programs that this one starts choose for themselves
}

std::string kernelsOfLibrary()
{
    return openblas_get_corename();
}

void useOneThread()
{
    openblas_set_num_threads(1);
}

int threadsWithSpace(int most, std::int64_t beside)
{
    std::vector<Mapping> taken;
    taken.reserve(2 * static_cast<std::size_t>(most) + 1);
    // It asks for twice as much, and gives half of it back at once (alloc_mmap of memory.c).
    taken.emplace_back(kSpaceOfProducts, PROT_READ | PROT_WRITE);
    if (!taken.back().isThere())
        return 0;
    for (int thread = 0; thread < most; ++thread)
        taken.emplace_back(beside, PROT_NONE);
    int found = 0;
    for (; found < most; ++found) {
        taken.emplace_back(kSpaceOfProducts, PROT_READ | PROT_WRITE); // as the library asks
        if (!taken.back().isThere())
            break;
    }
    return found;
}

int threadsOfLibrary()
{
    return openblas_get_num_threads();
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
