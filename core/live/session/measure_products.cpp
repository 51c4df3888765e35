// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_products.h"

#include "core/live/compute/blas.h"
#include "core/live/session/memory_pool.h"

#include <algorithm>

namespace core::live {
namespace {

constexpr int kStretches = 3; // of a product, in each sitting
constexpr int kWayStretches = 5;
constexpr double kNear = kWorkingSets.front(); // bytes
constexpr double kFar = kWorkingSets.back();

struct Sizes
{
    int rows = 0;
    int columns = 0;
    int inner = 0;
};

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

// Products as the passes of a layer ask for them. What the pass before has just made is near, be it
// the input of a forward pass or the gradient of an output, and so is the gradient of an input,
// whose memory was just given back; weights, their gradients and what is kept from pass to pass
// come from as far as a step reaches.
class ProductMeter
{
public:
    explicit ProductMeter(PacedTimer &timer)
        : m_timer(timer), m_weights(kWeights, kReach), m_kept(kKept, kReach),
          m_made(kLargest, kReach), m_given(kLargest, kReach)
    {}

    // In so many bytes of memory, or in as many as it needs.
    void measure(ProductKind kind, const Sizes &sizes, double workingSet, int stretches,
                 PacedTimer::Stretches &into)
    {
        keepTo(workingSet);
        m_timer.measure([&] { multiplyNext(kind, sizes); }, stretches, into);
    }

private:
    void keepTo(double workingSet)
    {
        const auto part = [workingSet](std::size_t of) {
            return static_cast<std::size_t>(static_cast<double>(of) * workingSet / kFar);
        };
        m_weights.keepTo(part(kWeights));
        m_kept.keepTo(part(kKept));
        m_made.keepTo(kFresh);
        m_given.keepTo(kFresh);
    }

    void multiplyNext(ProductKind kind, const Sizes &sizes)
    {
        const auto [rows, columns, inner] = sizes;
        const std::size_t left = area(rows, inner);
        const std::size_t right = area(inner, columns);
        const std::size_t result = area(rows, columns);
        switch (kind) {
        case ProductKind::Plain:
            multiply<float>({m_kept.next(result), rows, columns, columns},
                            {m_made.next(left), rows, inner, inner}, Transpose::No,
                            {m_weights.next(right), inner, columns, columns}, Transpose::No);
            break;
        case ProductKind::RightAcross:
            multiply<float>({m_given.next(result), rows, columns, columns},
                            {m_made.next(left), rows, inner, inner}, Transpose::No,
                            {m_weights.next(right), columns, inner, inner}, Transpose::Yes);
            break;
        case ProductKind::LeftAcross:
            multiply<float>({m_weights.next(result), rows, columns, columns},
                            {m_kept.next(left), inner, rows, rows}, Transpose::Yes,
                            {m_made.next(right), inner, columns, columns}, Transpose::No,
                            Into::Add);
            break;
        }
    }

    // Elements of weights and of what is kept, together the most of the working sets; of the
    // largest operand; and of those of one micro-batch between two layers.
    static constexpr std::size_t kWeights = 5U << 17U;
    static constexpr std::size_t kKept = 11U << 17U;
    static constexpr std::size_t kLargest = kProductSizes.back() * kProductSizes.back();
    static constexpr std::size_t kFresh = 1U << 12U;
    static_assert((kWeights + kKept) * sizeof(float) == static_cast<std::size_t>(kFar));
    static constexpr double kReach = 1e-3; // sums stay small

    PacedTimer &m_timer;
    MemoryPool m_weights; // with their gradients
    MemoryPool m_kept;
    MemoryPool m_made;
    MemoryPool m_given;
};

// What the largest ones read and write is more than is near anywhere.
bool canBeNear(const Sizes &sizes)
{
    return std::max({sizes.rows, sizes.columns, sizes.inner}) < kProductSizes.back();
}

// As layers of small networks have them: what says how far it is on the way.
constexpr Sizes kUsual[] = {{16, 48, 48}, {32, 96, 96}};
constexpr std::size_t kUsualProducts = kProductKinds * std::size(kUsual);

// All kinds together. It does not come nearer as more is passed through: what says so was hindered,
// and the times in their order are closer to the true ones than as they came.
std::vector<double> farnessIn(const PacedTimer &timer,
                              const std::vector<PacedTimer::Stretches> &measured)
{
    std::vector<double> times(kWorkingSets.size());
    for (std::size_t i = 0; i < measured.size(); ++i)
        times[i / kUsualProducts] += timer.timeOf(measured[i]);
    std::ranges::sort(times);
    const double near = times.front();
    const double way = times.back() - near;
    for (double &time : times)
        time = way > 0 ? (time - near) / way : 0;
    times.back() = 1; // also where near and far are the same
    return times;
}

struct Product
{
    ProductKind kind = ProductKind::Plain;
    Sizes sizes;
    PacedTimer::Stretches far = {};
    PacedTimer::Stretches near = {};
};

// In the order of the table.
std::vector<Product> allProducts()
{
    std::vector<Product> products;
    for (int kind = 0; kind < kProductKinds; ++kind) {
        for (const int rows : kProductSizes) {
            for (const int columns : kProductSizes) {
                for (const int inner : kProductSizes)
                    products.push_back({static_cast<ProductKind>(kind), {rows, columns, inner}});
            }
        }
    }
    return products;
}

class AllProducts final : public ProductSittings
{
public:
    explicit AllProducts(PacedTimer &timer) : m_timer(timer), m_meter(timer) {}

    bool sit(const std::stop_token &stop) override
    {
        // All far ones in a row: each goes on in memory where the one before has ended.
        for (Product &product : m_products) {
            if (stop.stop_requested())
                return false;
            m_meter.measure(product.kind, product.sizes, kFar, kStretches, product.far);
        }
        for (Product &product : m_products) {
            if (canBeNear(product.sizes))
                m_meter.measure(product.kind, product.sizes, kNear, kStretches, product.near);
        }
        measureWay();
        return !stop.stop_requested();
    }

    void putInto(KernelTable &table) const override
    {
        for (const Product &product : m_products) {
            const double time = m_timer.timeOf(product.far);
            table.products.push_back(time);
            table.nearProducts.push_back(
                canBeNear(product.sizes) ? std::min(time, m_timer.timeOf(product.near)) : time);
        }
        table.farness = farnessIn(m_timer, m_onTheWay);
    }

private:
    void measureWay()
    {
        auto into = m_onTheWay.begin();
        for (const double workingSet : kWorkingSets) {
            for (int kind = 0; kind < kProductKinds; ++kind) {
                for (const Sizes &sizes : kUsual)
                    m_meter.measure(static_cast<ProductKind>(kind), sizes, workingSet,
                                    kWayStretches, *into++);
            }
        }
    }

    PacedTimer &m_timer;
    ProductMeter m_meter;
    std::vector<Product> m_products = allProducts();
    std::vector<PacedTimer::Stretches> m_onTheWay{kWorkingSets.size() * kUsualProducts};
};

} // namespace

std::unique_ptr<ProductSittings> sittingsOfProducts(PacedTimer &timer)
{
    return std::make_unique<AllProducts>(timer);
}

} // namespace core::live
