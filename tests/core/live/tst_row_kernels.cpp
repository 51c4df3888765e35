// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels between products beside their formulas in double. They are compiled for several
// generations of processors, and this file for the oldest alone: so it also says whether all of
// them give the same bits.
#include "core/live/compute/exponential.h"
#include "core/live/compute/kernels.h"
#include "core/live/compute/lanes.h"
#include "core/live/network/counter_random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace core::live;

class TestRowKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanesAddUpAllTerms();
    void manyTermsAreRoundedLessThanInARow();
    void theLargestIsFoundAnywhere();
    void aRowOfScoresIsItsSoftmax();
    void theSlopeOfASoftmaxIsItsFormula();
    void aNormHasNoMeanAndSpreadOne();
    void allProcessorsGiveTheSameBits();
    void ofEqualLogitsTheFirstIsTheAnswer();
};

namespace {

std::vector<float> numbers(std::size_t size, std::uint64_t seed, double reach)
{
    std::vector<float> values(size);
    for (std::size_t i = 0; i < size; ++i)
        values[i] = static_cast<float>((2 * randomUnit(seed, 0, i) - 1) * reach);
    return values;
}

} // namespace

// Whole numbers are added without rounding: n (n + 1) / 2.
void TestRowKernels::lanesAddUpAllTerms()
{
    for (int n = 0; n < 200; ++n) {
        const auto term = [](int i) { return static_cast<float>(i + 1); };
        QCOMPARE(sumOver<float>(n, term), static_cast<float>(n * (n + 1) / 2));
        const auto wide = [](int i) { return static_cast<double>(i + 1); };
        QCOMPARE(sumOver<double>(n, wide), static_cast<double>(n * (n + 1) / 2));
    }
}

// Each term goes through n / 16 sums of a lane and four of its halves, each of which rounds by at
// most 2^-24 of what is there.
void TestRowKernels::manyTermsAreRoundedLessThanInARow()
{
    constexpr int kTerms = 4096;
    const float term = 0.1F;
    const double exact = static_cast<double>(term) * kTerms;
    const double sum = sumOver<float>(kTerms, [term](int) { return term; });
    QVERIFY2(std::abs(sum / exact - 1) <= (kTerms / 16 + 4) * 0x1p-24,
             qPrintable(QString::number(sum / exact - 1)));
}

void TestRowKernels::theLargestIsFoundAnywhere()
{
    for (int n = 1; n < 70; ++n) {
        for (int at = 0; at < n; ++at) {
            std::vector<float> values = numbers(static_cast<std::size_t>(n), 1, 1);
            values[static_cast<std::size_t>(at)] = 2;
            QCOMPARE(largestOf(values.data(), n), 2.0F);
        }
        const std::vector<float> below(static_cast<std::size_t>(n), -3.0F);
        QCOMPARE(largestOf(below.data(), n), -3.0F);
    }
}

// exp(x) / sum of exp(x), over columns that are not behind the row; nothing behind it. Scores that
// nobody sees are not looked at, whatever they are.
void TestRowKernels::aRowOfScoresIsItsSoftmax()
{
    for (int size = 1; size < 70; ++size) {
        const auto n = static_cast<std::size_t>(size);
        std::vector<float> scores = numbers(n * n, 2, 4);
        for (std::size_t row = 0; row + 1 < n; ++row)
            scores[row * n + n - 1] = 1e30F;
        const std::vector<float> before = scores;
        causalSoftmax(scores.data(), size);
        for (std::size_t row = 0; row < n; ++row) {
            double sum = 0;
            for (std::size_t c = 0; c <= row; ++c)
                sum += std::exp(static_cast<double>(before[row * n + c]));
            for (std::size_t c = 0; c < n; ++c) {
                const double expected =
                    c > row ? 0 : std::exp(static_cast<double>(before[row * n + c])) / sum;
                const double got = static_cast<double>(scores[row * n + c]);
                QVERIFY2(std::abs(got - expected) <= 2e-6 * expected,
                         qPrintable(QStringLiteral("%1 of %2").arg(c).arg(size)));
            }
        }
    }
}

// w (g - sum of w g)
void TestRowKernels::theSlopeOfASoftmaxIsItsFormula()
{
    for (const int size : {1, 7, 16, 20, 33, 64}) {
        const auto n = static_cast<std::size_t>(size);
        std::vector<float> weights = numbers(n * n, 3, 2);
        causalSoftmax(weights.data(), size);
        std::vector<float> gradient = numbers(n * n, 4, 1);
        const std::vector<float> before = gradient;
        causalSoftmaxBackward(gradient.data(), weights.data(), size);
        for (std::size_t row = 0; row < n; ++row) {
            double along = 0;
            for (std::size_t c = 0; c <= row; ++c)
                along += static_cast<double>(before[row * n + c]) *
                         static_cast<double>(weights[row * n + c]);
            for (std::size_t c = 0; c < n; ++c) {
                const auto weight = static_cast<double>(weights[row * n + c]);
                const double expected =
                    c > row ? 0 : weight * (static_cast<double>(before[row * n + c]) - along);
                QVERIFY(std::abs(static_cast<double>(gradient[row * n + c]) - expected) <=
                        1e-6 * weight);
            }
        }
    }
}

void TestRowKernels::aNormHasNoMeanAndSpreadOne()
{
    constexpr int kRows = 3;
    for (const int columns : {1, 15, 16, 17, 48, 64, 100}) {
        const auto n = static_cast<std::size_t>(columns);
        const std::vector<float> input = numbers(kRows * n, 5, 3);
        const std::vector<float> gain(n, 2);
        const std::vector<float> bias(n, 0.5F);
        std::vector<float> output(kRows * n);
        std::vector<float> normalised(kRows * n);
        std::vector<float> spread(kRows);
        layerNorm<float>(output.data(), input.data(), kRows, columns, gain.data(), bias.data(),
                         {normalised.data(), spread.data()});
        for (std::size_t row = 0; row < kRows; ++row) {
            double mean = 0;
            double squares = 0;
            for (std::size_t c = 0; c < n; ++c)
                mean += static_cast<double>(input[row * n + c]) / columns;
            for (std::size_t c = 0; c < n; ++c)
                squares += std::pow(static_cast<double>(input[row * n + c]) - mean, 2) / columns;
            for (std::size_t c = 0; c < n; ++c) {
                const double expected =
                    (static_cast<double>(input[row * n + c]) - mean) / std::sqrt(squares + 1e-5);
                QVERIFY(std::abs(static_cast<double>(normalised[row * n + c]) - expected) < 2e-5);
                QCOMPARE(output[row * n + c], normalised[row * n + c] * 2 + 0.5F);
            }
        }
    }
}

void TestRowKernels::allProcessorsGiveTheSameBits()
{
    constexpr int kRows = 5;
    constexpr int kColumns = 77;
    const std::vector<float> input = numbers(kRows * kColumns, 6, 3);
    std::vector<float> output(input.size());
    gelu(output.data(), input.data(), input.size());
    for (std::size_t i = 0; i < input.size(); ++i) {
        const float x = input[i];
        const float t = hyperbolicTangent(0.79788456080286535588F * (x + 0.044715F * x * x * x));
        QVERIFY(output[i] == 0.5F * x * (1 + t)); // QCOMPARE would allow for 1e-5
    }
    std::vector<float> normalised(input.size());
    std::vector<float> spread(kRows);
    const std::vector<float> ones(kColumns, 1);
    layerNorm<float>(output.data(), input.data(), kRows, kColumns, ones.data(), ones.data(),
                     {normalised.data(), spread.data()});
    std::vector<float> gradient(input.size());
    const std::vector<std::int32_t> targets(kRows, 3);
    const LossSum loss = crossEntropy<float>(input.data(), targets, kColumns, 7, gradient.data());
    double sum = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
        const float *x = input.data() + row * kColumns;
        const float mean = sumOver<float>(kColumns, [x](int c) { return x[c]; }) / kColumns;
        const float squares =
            sumOver<float>(kColumns, [=](int c) { return (x[c] - mean) * (x[c] - mean); });
        QVERIFY(spread[row] == 1 / std::sqrt(squares / kColumns + 1e-5F));
        QVERIFY(normalised[row * kColumns] == (x[0] - mean) * spread[row]);
        const float largest = largestOf(x, kColumns);
        const float total =
            sumOver<float>(kColumns, [=](int c) { return exponential(x[c] - largest); });
        QVERIFY(gradient[row * kColumns] == exponential(x[0] - largest) * (1 / (total * 7)));
        sum += static_cast<double>(std::log(total) + largest - x[3]);
    }
    QCOMPARE(loss.loss, sum);
}

void TestRowKernels::ofEqualLogitsTheFirstIsTheAnswer()
{
    std::vector<float> logits = {1, 3, 0, 3, 2, 3};
    std::vector<float> gradient(logits.size());
    const auto isRight = [&](std::int32_t target) {
        return crossEntropy<float>(logits.data(), std::vector{target}, 6, 1, gradient.data())
                   .correct == 1;
    };
    QVERIFY(isRight(1));
    for (const std::int32_t other : {0, 2, 3, 4, 5})
        QVERIFY(!isRight(other));
}

QTEST_GUILESS_MAIN(TestRowKernels)
#include "tst_row_kernels.moc"
