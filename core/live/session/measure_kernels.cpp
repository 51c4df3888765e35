// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_kernels.h"

#include "core/base/median.h"
#include "core/live/compute/blas.h"
#include "core/live/compute/kernels.h"
#include "core/live/compute/optimizer.h"
#include "core/live/network/counter_random.h"
#include "core/live/run/processor_time.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

namespace core::live {
namespace {

constexpr int kProductStretches = 5; // of many sizes, which smooth each other
constexpr int kKernelStretches = 25;
constexpr std::int64_t kStretch = 40'000; // ns, some hundred times what the clock takes

// Memory that is used piece after piece, as layers and micro-batches of a network use theirs: what
// is needed next has left the nearest cache.
class Pool
{
public:
    // Values evenly between -reach and reach.
    Pool(std::size_t size, double reach) : m_values(size)
    {
        for (std::size_t i = 0; i < size; ++i)
            m_values[i] = static_cast<float>((2 * randomUnit(1, 0, i) - 1) * reach);
    }
    float *next(std::size_t size)
    {
        constexpr std::size_t kLine = Buffer<float>::kAlignment / sizeof(float);
        const std::size_t room = (size + kLine - 1) / kLine * kLine;
        assert(room <= m_values.size());
        if (m_used + room > m_values.size())
            m_used = 0;
        float *const piece = m_values.data() + m_used;
        m_used += room;
        return piece;
    }

private:
    Buffer<float> m_values;
    std::size_t m_used = 0;
};

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

class ProductMeter
{
public:
    explicit ProductMeter(PacedTimer &timer)
        : m_timer(timer), m_weights(kWeights, kReach), m_left(kActivations, kReach),
          m_right(kActivations, kReach)
    {}

    double time(ProductKind kind, int rows, int columns, int inner)
    {
        const std::size_t left = area(rows, inner);
        const std::size_t right = area(inner, columns);
        const std::size_t result = area(rows, columns);
        const auto work = [&] {
            switch (kind) {
            case ProductKind::Plain:
                multiply<float>({m_right.next(result), rows, columns, columns},
                                {m_left.next(left), rows, inner, inner}, Transpose::No,
                                {m_weights.next(right), inner, columns, columns}, Transpose::No);
                break;
            case ProductKind::RightAcross:
                multiply<float>({m_right.next(result), rows, columns, columns},
                                {m_left.next(left), rows, inner, inner}, Transpose::No,
                                {m_weights.next(right), columns, inner, inner}, Transpose::Yes);
                break;
            case ProductKind::LeftAcross:
                multiply<float>({m_weights.next(result), rows, columns, columns},
                                {m_left.next(left), inner, rows, rows}, Transpose::Yes,
                                {m_right.next(right), inner, columns, columns}, Transpose::No,
                                Into::Add);
                break;
            }
        };
        return m_timer.medianTime(work, kProductStretches);
    }

private:
    // No less than the largest product needs of each.
    static_assert(kProductSizes.back() * kProductSizes.back() <= 1 << 17);
    static constexpr std::size_t kWeights = 1U << 19U;     // elements, 2 MB
    static constexpr std::size_t kActivations = 1U << 17U; // 512 kB
    static constexpr double kReach = 1e-3;                 // sums stay small

    PacedTimer &m_timer;
    Pool m_weights;
    Pool m_left;
    Pool m_right;
};

// What a layer of a small network works on, in rows of 64.
constexpr int kColumns = 64;
constexpr int kRows = 128;
constexpr std::size_t kElements = std::size_t{kRows} * kColumns;
// Weights of a small network, with their gradients and states in arrays of their own; and those of
// a layer.
constexpr std::size_t kWeightCount = 1U << 20U;
constexpr std::size_t kPieceCount = 1U << 15U;

class KernelMeter
{
public:
    KernelMeter(PacedTimer &timer, KernelTable &table) : m_timer(timer), m_table(table) {}

    void measureStates();
    void measureLinear();
    void measureNorms();
    void measureFunctions();

private:
    template <class Work>
    void measure(Kernel kernel, double elements, const Work &work)
    {
        elementsOf(kernel) = m_timer.medianTime(work, kKernelStretches) / elements;
    }
    // Of work in place, whose results are not what it would be given again (shrinking numbers come
    // to those that processors are slow with): with a copy of fresh values, which is then taken
    // off.
    template <class Work>
    void measureFresh(Kernel kernel, double share, const Work &work)
    {
        const auto withCopy = [&] {
            float *const values = m_to.next(kElements);
            std::memcpy(values, m_from.next(kElements), kElements * sizeof(float));
            work(values);
        };
        const double time = m_timer.medianTime(withCopy, kKernelStretches);
        const double rest = time - elementsOf(Kernel::Copy) * kElements;
        elementsOf(kernel) = std::max(rest, 0.0) / (share * kElements);
    }
    double &elementsOf(Kernel kernel) { return m_table.elements[static_cast<std::size_t>(kernel)]; }

    // Of what norms and weights make as networks start: 0.02 from 64 columns, evenly.
    static constexpr double kReach = 0.28;

    PacedTimer &m_timer;
    KernelTable &m_table;
    Pool m_from{1U << 16U, kReach}; // 256 kB
    Pool m_to{1U << 16U, kReach};
    Pool m_other{1U << 16U, kReach};
    Pool m_row{kColumns, 1};
};

// A step passes through all of them before it comes back, so they have left the caches.
void KernelMeter::measureStates()
{
    Pool weights(kWeightCount, kReach);
    Pool gradients(kWeightCount, kReach);
    std::size_t begin = 0;
    const auto next = [&begin] {
        begin = (begin + kPieceCount) % kWeightCount;
        return begin;
    };
    float *const to = weights.next(kWeightCount);
    const float *const from = gradients.next(kWeightCount);
    constexpr std::pair<Kernel, OptimizerKind> kOptimizers[] = {
        {Kernel::Sgd, OptimizerKind::Sgd},
        {Kernel::Momentum, OptimizerKind::Momentum},
        {Kernel::AdamW, OptimizerKind::AdamW}};
    for (const auto &[kernel, kind] : kOptimizers) {
        Optimizer<float> optimizer({.kind = kind, .learningRate = 1e-6}, kWeightCount);
        measure(kernel, kPieceCount, [&] {
            const std::size_t at = next();
            optimizer.update(at, kPieceCount, to + at, from + at, 1);
        });
    }
    measure(Kernel::Add, kPieceCount, [&] {
        const std::size_t at = next();
        add(to + at, from + at, kPieceCount);
    });
    measure(Kernel::Clear, kPieceCount, [&] { std::fill_n(to + next(), kPieceCount, 0.0F); });
}

void KernelMeter::measureLinear()
{
    float *const row = m_row.next(kColumns);
    measure(Kernel::Copy, kElements, [&] {
        std::memcpy(m_to.next(kElements), m_from.next(kElements), kElements * sizeof(float));
    });
    measure(Kernel::Bias, kElements, [&] { addBias(m_to.next(kElements), kRows, kColumns, row); });
    measure(Kernel::BiasRelu, kElements,
            [&] { addBiasRelu(m_to.next(kElements), kRows, kColumns, row); });
    measure(Kernel::ReluBackward, kElements,
            [&] { reluBackward(m_to.next(kElements), m_other.next(kElements), kElements); });
    measure(Kernel::ColumnSums, kElements,
            [&] { columnSums(m_from.next(kElements), kRows, kColumns, kColumns, row); });
    measure(Kernel::GainSums, kElements, [&] {
        gainSums(m_from.next(kElements), m_other.next(kElements), kRows, kColumns, row);
    });
}

void KernelMeter::measureNorms()
{
    const float *const row = m_row.next(kColumns);
    Buffer<float> spread(kRows);
    measure(Kernel::Norm, kElements, [&] {
        layerNorm<float>(m_to.next(kElements), m_from.next(kElements), kRows, kColumns, row, row,
                         {m_other.next(kElements), spread.data()});
    });
    measure(Kernel::NormBackward, kElements, [&] {
        layerNormBackward<float>(m_to.next(kElements), m_from.next(kElements), kRows, kColumns, row,
                                 {m_other.next(kElements), spread.data()});
    });
}

void KernelMeter::measureFunctions()
{
    constexpr std::size_t kSquare = std::size_t{kColumns} * kColumns; // scores of a head
    measureFresh(Kernel::Softmax, 0.5, [&](float *values) {
        for (std::size_t at = 0; at < kElements; at += kSquare)
            causalSoftmax(values + at, kColumns);
    });
    measureFresh(Kernel::SoftmaxBackward, 0.5, [&](float *values) {
        const float *const weights = m_other.next(kElements);
        for (std::size_t at = 0; at < kElements; at += kSquare)
            causalSoftmaxBackward(values + at, weights + at, kColumns);
    });
    const std::vector<std::int32_t> targets(kRows, 0);
    measureFresh(Kernel::CrossEntropy, 1, [&](float *values) {
        (void)crossEntropy<float>(values, targets, kColumns, 1, values);
    });
    measure(Kernel::Gelu, kElements,
            [&] { gelu(m_to.next(kElements), m_from.next(kElements), kElements); });
    measureFresh(Kernel::GeluBackward, 1,
                 [&](float *values) { geluBackward(values, m_other.next(kElements), kElements); });
}

} // namespace

PacedTimer::PacedTimer()
{
    std::vector<double> paces;
    for (int i = 0; i < 40; ++i)
        paces.push_back(static_cast<double>(m_pace.measure()));
    m_reference = medianOf(std::move(paces));
}

double PacedTimer::medianTime(const std::function<void()> &work, int stretches)
{
    int calls = 1;
    work(); // the first one finds nothing in the caches
    for (;;) {
        const std::int64_t before = threadProcessorTime();
        for (int i = 0; i < calls; ++i)
            work();
        if (threadProcessorTime() - before >= kStretch / 2 || calls > 1'000'000)
            break;
        calls *= 2;
    }
    std::vector<double> all;
    std::vector<double> calm; // while the speed of the processor did not change
    std::int64_t pace = m_pace.measure();
    for (int i = 0; i < stretches; ++i) {
        const std::int64_t before = threadProcessorTime();
        for (int call = 0; call < calls; ++call)
            work();
        const std::int64_t time = threadProcessorTime() - before;
        const std::int64_t next = m_pace.measure();
        all.push_back(2.0 * static_cast<double>(time) / static_cast<double>(pace + next));
        if (isCalm(pace, next))
            calm.push_back(all.back());
        pace = next;
    }
    const bool enough = 2 * calm.size() >= all.size();
    return medianOf(enough ? std::move(calm) : std::move(all)) * m_reference / calls;
}

KernelTable measureKernels(PacedTimer &timer, const std::stop_token &stop)
{
    KernelTable table;
    table.elements.resize(kKernels);
    KernelMeter kernels(timer, table);
    kernels.measureStates();
    kernels.measureLinear();
    kernels.measureNorms();
    kernels.measureFunctions();
    ProductMeter products(timer);
    for (int kind = 0; kind < kProductKinds; ++kind) {
        for (const int rows : kProductSizes) {
            for (const int columns : kProductSizes) {
                for (const int inner : kProductSizes) {
                    if (stop.stop_requested())
                        return {};
                    table.products.push_back(
                        products.time(static_cast<ProductKind>(kind), rows, columns, inner));
                }
            }
        }
    }
    return table;
}

} // namespace core::live
