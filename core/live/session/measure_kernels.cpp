// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_kernels.h"

#include "core/live/compute/kernels.h"
#include "core/live/compute/optimizer.h"
#include "core/live/network/samples.h"
#include "core/live/session/measure_products.h"
#include "core/live/session/memory_pool.h"

#include <algorithm>
#include <cstring>

namespace core::live {
namespace {

constexpr int kStretches = 9; // of a kernel, in each sitting

// How much memory work goes to and fro in, in elements.
struct Reach
{
    int rows = 0;              // of 64, of a layer
    std::size_t made = 0;      // what the kernel or product before has just written
    std::size_t kept = 0;      // what is kept from the forward pass for the backward pass: twice
    std::size_t states = 0;    // weights with their states
    std::size_t gradients = 0; // of them, that were added up last
    std::size_t received = 0;  // gradients of two replicas, which pass through each other's
    std::size_t update = 0;    // of them that are worked on at once
};
// What is needed next has left the nearest caches; or it never leaves them.
constexpr auto kAll = static_cast<std::size_t>(kWorkingSets.back()) / sizeof(float);
constexpr Reach kFar = {128, 1U << 14U, kAll / 2, kAll, kAll / 8, kAll, 1U << 14U};
constexpr Reach kNear = {32, 1U << 12U, 1U << 12U, 3U << 12U, 1U << 12U, 1U << 13U, 1U << 12U};

constexpr int kColumns = 64;
constexpr int kClasses = 10;     // of digits
constexpr int kVocabulary = 256; // of bytes
constexpr int kShort = 4;        // elements of a short row

// Of what norms and weights make as networks start: 0.02 from 64 columns, evenly.
constexpr double kReach = 0.28;

// Arrays that are worked on part after part, and back again: one of them, and another beside it
// that reaches less far or as far.
class StateRange
{
public:
    StateRange(std::size_t elements, std::size_t beside, std::size_t step)
        : count(elements / step * step), m_beside(beside / step * step), m_step(step),
          m_to(count, kReach), m_from(m_beside, kReach)
    {}
    std::size_t next()
    {
        if (m_isBack ? m_begin == 0 : m_begin + m_step == count)
            m_isBack = !m_isBack;
        else
            m_begin = m_isBack ? m_begin - m_step : m_begin + m_step;
        return m_begin;
    }
    [[nodiscard]] float *to(std::size_t at) { return m_toBegin + at; }
    [[nodiscard]] const float *from(std::size_t at) const { return m_fromBegin + at % m_beside; }

    const std::size_t count;

private:
    std::size_t m_beside;
    std::size_t m_step;
    std::size_t m_begin = 0;
    bool m_isBack = false;
    MemoryPool m_to;
    MemoryPool m_from;
    float *const m_toBegin = m_to.next(count);
    const float *const m_fromBegin = m_from.next(m_beside);
};

class KernelMeter
{
public:
    KernelMeter(PacedTimer &timer, const Reach &reach)
        : m_timer(timer), m_reach(reach), m_elements(area(reach.rows, kColumns)), m_times(kKernels)
    {}

    // Once more; what is told is of all times.
    void measureAll()
    {
        m_next = 0;
        measureStates();
        measureLinear();
        measureNorms();
        measureFunctions();
        measureLoss();
        measureSamples();
        measureEmbedding();
    }
    [[nodiscard]] const std::vector<double> &times() const { return m_times; }

private:
    static std::size_t area(int rows, int columns)
    {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    }
    void measureStates();
    void measureLinear();
    void measureNorms();
    void measureFunctions();
    void measureLoss();
    void measureSamples();
    void measureEmbedding();

    template <class Work>
    double timeOf(const Work &work)
    {
        if (m_next == m_measured.size())
            m_measured.emplace_back();
        PacedTimer::Stretches &measured = m_measured[m_next++];
        m_timer.measure(work, kStretches, measured);
        return m_timer.timeOf(measured);
    }
    template <class Work>
    void measure(Kernel kernel, std::size_t elements, const Work &work)
    {
        each(kernel) = timeOf(work) / static_cast<double>(elements);
    }
    // Of work in place, whose results are not what it would be given again (shrinking numbers come
    // to those that processors are slow with): with a copy of fresh values, which is then taken
    // off.
    template <class Work>
    double timeOfFresh(std::size_t elements, const Work &work)
    {
        const double time = timeOf([&] {
            float *const values = m_to.next(elements);
            std::memcpy(values, m_from.next(elements), elements * sizeof(float));
            work(values);
        });
        return std::max(time - each(Kernel::Copy) * static_cast<double>(elements), 0.0);
    }
    double &each(Kernel kernel) { return m_times[static_cast<std::size_t>(kernel)]; }

    PacedTimer &m_timer;
    Reach m_reach;
    std::size_t m_elements;
    std::vector<double> m_times;                   // ns, by Kernel
    std::vector<PacedTimer::Stretches> m_measured; // in the order in which they are asked for
    std::size_t m_next = 0;
    MemoryPool m_from{m_reach.made, kReach};
    MemoryPool m_to{m_reach.kept, kReach};
    MemoryPool m_other{m_reach.kept, kReach};
    MemoryPool m_row{kColumns, 1};
};

void KernelMeter::measureStates()
{
    constexpr std::pair<Kernel, OptimizerKind> kOptimizers[] = {
        {Kernel::Sgd, OptimizerKind::Sgd},
        {Kernel::Momentum, OptimizerKind::Momentum},
        {Kernel::AdamW, OptimizerKind::AdamW}};
    const std::size_t size = m_reach.update;
    for (const auto &[kernel, kind] : kOptimizers) {
        // Gradients were added up just now, the last of them at least; the rest was last seen in
        // the step before.
        const auto others = static_cast<std::size_t>(1 + momentsOf(kind));
        StateRange range(m_reach.states / others, m_reach.gradients, size);
        Optimizer<float> optimizer({.kind = kind, .learningRate = 1e-6}, range.count);
        measure(kernel, size, [&] {
            const std::size_t at = range.next();
            optimizer.update(at, size, range.to(at), range.from(at), 1);
        });
    }
    StateRange range(m_reach.received / 2, m_reach.received / 2, size);
    measure(Kernel::Add, size, [&] {
        const std::size_t at = range.next();
        add(range.to(at), range.from(at), size);
    });
    measure(Kernel::Clear, size, [&] { std::fill_n(range.to(range.next()), size, 0.0F); });
}

void KernelMeter::measureLinear()
{
    const int rows = m_reach.rows;
    float *const row = m_row.next(kColumns);
    measure(Kernel::Copy, m_elements, [&] {
        std::memcpy(m_to.next(m_elements), m_from.next(m_elements), m_elements * sizeof(float));
    });
    const int shortRows = static_cast<int>(m_elements) / kShort;
    const double inRows = timeOf([&] {
        unpackBlock(m_to.next(m_elements), kShort, m_from.next(m_elements), shortRows, kShort);
    });
    each(Kernel::CopyRow) = std::max(inRows / shortRows - kShort * each(Kernel::Copy), 0.0);
    measure(Kernel::Bias, m_elements, [&] { addBias(m_to.next(m_elements), rows, kColumns, row); });
    measure(Kernel::BiasRelu, m_elements,
            [&] { addBiasRelu(m_to.next(m_elements), rows, kColumns, row); });
    measure(Kernel::ReluBackward, m_elements,
            [&] { reluBackward(m_to.next(m_elements), m_other.next(m_elements), m_elements); });
    measure(Kernel::ColumnSums, m_elements,
            [&] { columnSums(m_from.next(m_elements), rows, kColumns, kColumns, row); });
    measure(Kernel::GainSums, m_elements, [&] {
        gainSums(m_from.next(m_elements), m_other.next(m_elements), rows, kColumns, row);
    });
}

void KernelMeter::measureNorms()
{
    const int rows = m_reach.rows;
    const float *const row = m_row.next(kColumns);
    Buffer<float> spread(static_cast<std::size_t>(rows));
    measure(Kernel::Norm, m_elements, [&] {
        layerNorm<float>(m_to.next(m_elements), m_from.next(m_elements), rows, kColumns, row, row,
                         {m_other.next(m_elements), spread.data()});
    });
    measure(Kernel::NormBackward, m_elements, [&] {
        layerNormBackward<float>(m_to.next(m_elements), m_from.next(m_elements), rows, kColumns,
                                 row, {m_other.next(m_elements), spread.data()});
    });
}

void KernelMeter::measureFunctions()
{
    const int size = std::min(kColumns, m_reach.rows); // scores of a head, a square of them
    const std::size_t square = area(size, size);
    const auto seen = static_cast<double>(m_elements) / 2; // half of them are nothing
    each(Kernel::Softmax) = timeOfFresh(m_elements,
                                        [&](float *values) {
                                            for (std::size_t at = 0; at < m_elements; at += square)
                                                causalSoftmax(values + at, size);
                                        }) /
                            seen;
    each(Kernel::SoftmaxBackward) =
        timeOfFresh(m_elements,
                    [&](float *values) {
                        const float *const weights = m_other.next(m_elements);
                        for (std::size_t at = 0; at < m_elements; at += square)
                            causalSoftmaxBackward(values + at, weights + at, size);
                    }) /
        seen;
    measure(Kernel::Gelu, m_elements,
            [&] { gelu(m_to.next(m_elements), m_from.next(m_elements), m_elements); });
    each(Kernel::GeluBackward) =
        timeOfFresh(
            m_elements,
            [&](float *values) { geluBackward(values, m_other.next(m_elements), m_elements); }) /
        static_cast<double>(m_elements);
}

// Of few classes and of many: what a row costs, and what an element does.
void KernelMeter::measureLoss()
{
    const int rows = std::min(m_reach.rows, static_cast<int>(m_reach.made) / kVocabulary);
    const std::vector<std::int32_t> targets(static_cast<std::size_t>(rows), 0);
    const auto ofRow = [&](int classes) {
        const double time = timeOfFresh(area(rows, classes), [&](float *values) {
            (void)crossEntropy<float>(values, targets, classes, 1, values);
        });
        return time / rows;
    };
    const double few = ofRow(kClasses);
    const double many = ofRow(kVocabulary);
    each(Kernel::CrossEntropy) = std::max(many - few, 0.0) / (kVocabulary - kClasses);
    each(Kernel::CrossEntropyRow) = std::max(few - kClasses * each(Kernel::CrossEntropy), 0.0);
}

// From tables and texts of their own, sample by sample, as the engine loads them. They are far in
// any case: a step comes back to a sample when it has seen all the others.
void KernelMeter::measureSamples()
{
    constexpr int kSamples = 32;
    constexpr int kTableRows = 1 << 14;
    std::vector<std::int32_t> targets(area(kSamples, kColumns));
    std::int64_t first = 0;
    const auto ofRow = [&](int width) {
        NetworkSpec dense;
        dense.sizes = {width, kClasses};
        SampleSource source;
        auto table = std::make_shared<Table>();
        table->width = width;
        table->classes = kClasses;
        table->trainingRows = kTableRows;
        table->numbers.resize(area(kTableRows, width), 0.5F);
        table->labels.resize(kTableRows);
        source.table = std::move(table);
        Buffer<float> numbers(area(kSamples, width));
        const double time = timeOf([&] {
            for (int i = 0; i < kSamples; ++i, ++first) {
                writeNumbers(dense, source, first, numbers.data() + area(i, width));
                writeTargets(dense, source, first, targets.data() + i);
            }
        });
        return time / kSamples;
    };
    const double few = ofRow(2); // places of a plane
    const double many = ofRow(kColumns);
    each(Kernel::LoadNumber) = std::max(many - few, 0.0) / (kColumns - 2);
    each(Kernel::LoadSample) = std::max(few - 2 * each(Kernel::LoadNumber), 0.0);
    const NetworkSpec gpt = {.kind = NetworkKind::Gpt, .sequence = kColumns};
    SampleSource text;
    text.text = std::make_shared<std::string>(1U << 20U, 'a');
    std::vector<std::int32_t> tokens(targets.size());
    measure(Kernel::LoadToken, tokens.size(), [&] {
        for (int i = 0; i < kSamples; ++i, ++first) {
            writeTokens(gpt, text, first, tokens.data() + area(i, kColumns));
            writeTargets(gpt, text, first, targets.data() + area(i, kColumns));
        }
    });
}

void KernelMeter::measureEmbedding()
{
    const int vocabulary = m_reach.rows;
    std::vector<std::int32_t> tokens;
    for (int i = 0; i < m_reach.rows; ++i)
        tokens.push_back(static_cast<std::int32_t>(randomBits(1, 1, static_cast<std::uint64_t>(i)) %
                                                   static_cast<std::uint64_t>(vocabulary)));
    measure(Kernel::Embed, m_elements, [&] {
        embed<float>(m_to.next(m_elements), tokens, vocabulary, kColumns,
                     {m_from.next(m_elements), m_other.next(m_elements)});
    });
    measure(Kernel::EmbedBackward, m_elements, [&] {
        embedBackward<float>({m_to.next(m_elements), m_other.next(m_elements)}, tokens, vocabulary,
                             kColumns, m_from.next(m_elements));
    });
}

class AllKernels final : public KernelSittings
{
public:
    explicit AllKernels(PacedTimer &timer)
        : m_far(timer, kFar), m_near(timer, kNear), m_products(sittingsOfProducts(timer))
    {}

    bool sit(const std::stop_token &stop) override
    {
        m_far.measureAll();
        m_near.measureAll();
        return m_products->sit(stop);
    }

    [[nodiscard]] KernelTable table() const override
    {
        KernelTable table;
        table.elements = m_far.times();
        table.nearElements = m_near.times();
        for (std::size_t i = 0; i < table.elements.size(); ++i)
            table.nearElements[i] = std::min(table.nearElements[i], table.elements[i]);
        m_products->putInto(table);
        return table;
    }

private:
    KernelMeter m_far;
    KernelMeter m_near;
    std::unique_ptr<ProductSittings> m_products;
};

} // namespace

std::unique_ptr<KernelSittings> sittingsOfKernels(PacedTimer &timer)
{
    return std::make_unique<AllKernels>(timer);
}

} // namespace core::live
