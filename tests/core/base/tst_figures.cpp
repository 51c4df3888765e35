// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that stand together: one unit, one precision, and sums that add up as they are shown.
#include "core/base/accuracy_text.h"
#include "core/base/figure_group.h"
#include "core/base/text.h"

#include <QStringList>
#include <QTest>

#include <random>

using core::Bytes;
using core::Nanos;

namespace {

constexpr std::int64_t kGb = 1'000'000'000;
constexpr std::int64_t kMb = 1'000'000;
constexpr std::int64_t kMs = 1'000'000; // ns

QString joined(const core::FigureGroup &group)
{
    QStringList words;
    for (const std::string &value : group.values)
        words.append(QString::fromStdString(value));
    return words.join(u' ') + u' ' + QString::fromStdString(group.unit);
}

} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFigureHasThreeDigitsAfterItsRounding();
    void twoTimesShareTheUnitOfTheLonger();
    void anExactCapacityIsNotLengthened();
    void partsOfASumAddUpAsShown();
    void equalPartsHaveEqualFigures();
    void aSumHasNoLargerUnitThanItsCapacity();
    void timesOfASumAddUpInOneUnit();
    void aSmallPartOfACapacityKeepsItsUnit();
    void onlyAnExactFigureLosesItsFinalZero();
    void anAccuracyIsAllOnlyWhereNothingIsWrong();
    void aTimeFarLongerThanItsReferenceHasItsOwnUnit();
    void speedsHaveThreeDigits();
    void everyRandomSumAddsUp();
    void whatIsTooMuchIsTheDifferenceOfWhatIsShown();
};

// 9.994 rounds to 9.99, and 9.996 to 10.0; 99.94 to 99.9, and 99.96 to 100; 999.6 ms are 1.00 s.
void TestFigures::aFigureHasThreeDigitsAfterItsRounding()
{
    const std::pair<std::int64_t, const char *> figures[] = {
        {9'994'000, "9.99 ms"}, {9'996'000, "10.0 ms"},  {99'940'000, "99.9 ms"},
        {99'960'000, "100 ms"}, {999'400'000, "999 ms"}, {999'600'000, "1.00 s"}};
    for (const auto &[time, text] : figures)
        QCOMPARE(QString::fromStdString(core::figureOf(Nanos{time}).text()),
                 QString::fromUtf8(text));
}

// 1.18 ms and 662 µs: two decimals leave three digits of the longer, and 0.66 has but two, so both
// take three.
void TestFigures::twoTimesShareTheUnitOfTheLonger()
{
    QCOMPARE(joined(core::figuresTogether({Nanos{1'180'000}, Nanos{662'000}})),
             QStringLiteral("1.180 0.662 ms"));
    QCOMPARE(joined(core::figuresTogether({Nanos{1'120'000'000}, Nanos{2'500'000'000}})),
             QStringLiteral("1.12 2.50 s"));
    QCOMPARE(joined(core::figuresTogether({Nanos{0}, Nanos{2'500'000'000}})),
             QStringLiteral("0.00 2.50 s"));
    QCOMPARE(joined(core::figuresTogether({Nanos{0}, Nanos{0}})), QStringLiteral("0 0 ns"));
}

void TestFigures::anExactCapacityIsNotLengthened()
{
    QCOMPARE(joined(core::figuresTogether({Bytes{9'470 * kMb}, Bytes{80 * kGb}})),
             QStringLiteral("9.47 80 GB"));
    QCOMPARE(joined(core::figuresTogether({Bytes{162 * kMb}, Bytes{80 * kGb}})),
             QStringLiteral("0.162 80 GB"));
    // No unit is finer than a byte.
    QCOMPARE(joined(core::figuresTogether({Bytes{7}, Bytes{12}})), QStringLiteral("7 12 B"));
}

// 13.48 + 13.48 + 80.86 + 26.42 = 134.24 GB: the nearest tenths sum to 134.3, so all take another
// digit, and the largest stays 80.9 wherever it is rounded. Where three decimals are not enough
// either, the largest part gives one. Of terabytes the smallest part takes a third decimal: 0.0135,
// 0.0135, 0.081, 1.376 sum to 1.484.
void TestFigures::partsOfASumAddUpAsShown()
{
    QCOMPARE(joined(core::figuresOfSum({Bytes{13'480 * kMb}, Bytes{13'480 * kMb},
                                        Bytes{80'860 * kMb}, Bytes{26'420 * kMb}})),
             QStringLiteral("13.48 13.48 80.86 26.42 134.24 GB"));
    QCOMPARE(joined(core::figuresOfSum(
                 {Bytes{13'500 * kMb}, Bytes{13'500 * kMb}, Bytes{81 * kGb}, Bytes{1'376 * kGb}})),
             QStringLiteral("0.014 0.014 0.081 1.375 1.484 TB"));
}

// 1.0735 twice and 0.9 are 3.047: as thousandths 1.074, 1.074 and 0.900 are 3.048. The part without
// an equal gives the thousandth. With two equal parts alone only the sum can: 1.074 twice is 2.148.
void TestFigures::equalPartsHaveEqualFigures()
{
    const Bytes equal{1'073'500'000};
    QCOMPARE(joined(core::figuresOfSum({equal, equal, Bytes{900 * kMb}})),
             QStringLiteral("1.074 1.074 0.899 3.047 GB"));
    QCOMPARE(joined(core::figuresOfSum({equal, equal, Bytes{1}})),
             QStringLiteral("1.074 1.074 0.000 2.148 GB"));
    // What some of the parts add up to as shown.
    const core::FigureGroup sum = core::figuresOfSum({equal, equal, Bytes{900 * kMb}});
    QCOMPARE(QString::fromStdString(sum.sumOf(1, 3)), QStringLiteral("1.973"));
}

// 40.5, 40.5, 243 and 1,702.4 GB of a device with 80 GB are 2,026.4 GB, not 2.03 TB.
void TestFigures::aSumHasNoLargerUnitThanItsCapacity()
{
    QCOMPARE(joined(core::figuresOfSum({Bytes{40'500 * kMb}, Bytes{40'500 * kMb}, Bytes{243 * kGb},
                                        Bytes{1'702'400 * kMb}},
                                       Bytes{80 * kGb})),
             QStringLiteral("40.5 40.5 243.0 1,702.4 2,026.4 GB"));
    // In that of the capacity while the sum has three digits in it: 162 MB are 0.162 of 80 GB.
    QCOMPARE(joined(core::figuresOfSum({Bytes{140 * kMb}, Bytes{22 * kMb}}, Bytes{80 * kGb})),
             QStringLiteral("0.140 0.022 0.162 GB"));
    // Of a large capacity the parts keep a unit of their own.
    QCOMPARE(joined(core::figuresOfSum({Bytes{3 * kMb}, Bytes{5 * kMb}}, Bytes{80 * kGb})),
             QStringLiteral("3.00 5.00 8.00 MB"));
}

// 2.5 s + 1.2494 s + 642 us are 3.750042 s.
void TestFigures::timesOfASumAddUpInOneUnit()
{
    const std::vector<Nanos> times = {Nanos{2'500'000'000}, Nanos{1'249'400'000}, Nanos{642'000}};
    QCOMPARE(joined(core::figuresOfSum(times)), QStringLiteral("2.500 1.249 0.001 3.750 s"));
}

void TestFigures::aSmallPartOfACapacityKeepsItsUnit()
{
    const auto of = [](std::int64_t part, std::int64_t capacity) {
        const auto [mine, whole] = core::partOfCapacity(Bytes{part}, Bytes{capacity});
        return QString::fromStdString(mine.text() + " of " + whole.text());
    };
    QCOMPARE(of(4'620'000, 8 * kGb), QStringLiteral("4.62 MB of 8 GB"));
    QCOMPARE(of(81'100'000, 80 * kGb), QStringLiteral("81.1 MB of 80 GB"));
    QCOMPARE(of(162 * kMb, 80 * kGb), QStringLiteral("0.162 of 80 GB")); // has three digits
    QCOMPARE(of(41'100 * kMb, 80 * kGb), QStringLiteral("41.1 of 80 GB"));
    QCOMPARE(of(2'026'400 * kMb, 80 * kGb), QStringLiteral("2,026 of 80 GB"));
    QCOMPARE(of(0, 80 * kGb), QStringLiteral("0 of 80 GB"));
}

// 23.04 beside 76.5 is 23.0; 23 itself is exact.
void TestFigures::onlyAnExactFigureLosesItsFinalZero()
{
    const auto text = [](const std::string &figure) { return QString::fromStdString(figure); };
    QCOMPARE(text(core::shareInTenths(0.2304)), QStringLiteral("23.0 %"));
    QCOMPARE(text(core::shareInTenths(0.23)), QStringLiteral("23 %"));
    QCOMPARE(text(core::shareInTenths(0)), QStringLiteral("0 %"));
    QCOMPARE(text(core::figureOfShare(0.0304)), QStringLiteral("3.0 %"));
    QCOMPARE(text(core::figureOfShare(0.03)), QStringLiteral("3 %"));
    QCOMPARE(text(core::figureOf(Bytes{22'960 * kMb}).text()), QStringLiteral("23.0 GB"));
    QCOMPARE(text(core::figureOf(Bytes{23 * kGb}).text()), QStringLiteral("23 GB"));
}

// One of 200 wrong is 99.5 %, one of 2,000 99.95 %, one of ten thousand 99.99 %.
void TestFigures::anAccuracyIsAllOnlyWhereNothingIsWrong()
{
    const auto of = [](int right, int all) {
        return QString::fromStdString(core::figureOfAccuracy(static_cast<double>(right) / all));
    };
    QCOMPARE(of(199, 200), QStringLiteral("99.5 %"));
    QCOMPARE(of(1'999, 2'000), QStringLiteral("99.95 %"));
    QCOMPARE(of(9'999, 10'000), QStringLiteral("99.99 %"));
    QCOMPARE(of(200, 200), QStringLiteral("100 %"));
    QCOMPARE(of(197, 200), QStringLiteral("98.5 %"));
    QCOMPARE(of(0, 200), QStringLiteral("0 %"));
}

// Beside a step of 678 ms, 694.467 s are not 694,467 ms.
void TestFigures::aTimeFarLongerThanItsReferenceHasItsOwnUnit()
{
    const auto beside = [](std::int64_t milliseconds, std::int64_t step) {
        return QString::fromStdString(
            core::figureOf(Nanos{milliseconds * kMs}, Nanos{step * kMs}).text());
    };
    QCOMPARE(beside(694'467, 678), QStringLiteral("694 s"));
    QCOMPARE(beside(86'917, 170), QStringLiteral("86.9 s"));
    QCOMPARE(beside(2'349, 783), QStringLiteral("2,349 ms"));        // three times as long
    QCOMPARE(beside(20'000'000, 4'000), QStringLiteral("20,000 s")); // no larger unit
}

void TestFigures::speedsHaveThreeDigits()
{
    const auto text = [](double speed) {
        return QString::fromStdString(core::figureOfSpeed(speed));
    };
    QCOMPARE(text(13'759), QStringLiteral("13,800"));
    QCOMPARE(text(7.529), QStringLiteral("7.53"));
    QCOMPARE(text(7.501), QStringLiteral("7.50"));
    QCOMPARE(text(7.5), QStringLiteral("7.5"));
    QCOMPARE(text(999.7), QStringLiteral("1,000"));
    QCOMPARE(text(0), QStringLiteral("0"));
}

void TestFigures::everyRandomSumAddsUp()
{
    std::mt19937_64 random(20'251'128);
    for (int round = 0; round < 2000; ++round) {
        const auto part = [&random] {
            return Bytes{static_cast<std::int64_t>(random() >> (12 + random() % 40))};
        };
        const core::FigureGroup sum = core::figuresOfSum({part(), part(), part(), part()});
        // In the last place shown: whole numbers, so that nothing is lost to rounding.
        qint64 left = 0;
        for (std::size_t i = 0; i < sum.values.size(); ++i) {
            QString digits = QString::fromStdString(sum.values[i]);
            digits.remove(u'.').remove(u',');
            left += (i + 1 < sum.values.size() ? 1 : -1) * digits.toLongLong();
        }
        QVERIFY2(left == 0, qPrintable(joined(sum)));
    }
}

// 149.9 and 80 GB: as shown, 150 less 80 are 70, not the 69.9 of a figure by itself.
void TestFigures::whatIsTooMuchIsTheDifferenceOfWhatIsShown()
{
    QCOMPARE(joined(core::figuresOfExcess(Bytes{149'900 * kMb}, Bytes{80 * kGb})),
             QStringLiteral("150 80 70 GB"));
    // In the unit of the capacity: 2,026 less 80 are 1,946.
    QCOMPARE(joined(core::figuresOfExcess(Bytes{2'026'400 * kMb}, Bytes{80 * kGb})),
             QStringLiteral("2,026 80 1,946 GB"));
    // Next to each other, as many decimals as tell them apart.
    QCOMPARE(joined(core::figuresOfExcess(Bytes{80'020 * kMb}, Bytes{80 * kGb})),
             QStringLiteral("80.02 80 0.02 GB"));
}

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
