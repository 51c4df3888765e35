// SPDX-License-Identifier: GPL-3.0-or-later
// Figures that stand together: one unit, one precision, and sums that add up as they are shown.
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

// 13.48 + 13.48 + 80.86 + 26.42 = 134.24 GB: the nearest tenths sum to 134.3, so the largest part
// gives a tenth. Of terabytes the smallest part takes a third decimal: 0.0135, 0.0135, 0.081, 1.376
// sum to 1.484.
void TestFigures::partsOfASumAddUpAsShown()
{
    QCOMPARE(joined(core::figuresOfSum({Bytes{13'480 * kMb}, Bytes{13'480 * kMb},
                                        Bytes{80'860 * kMb}, Bytes{26'420 * kMb}})),
             QStringLiteral("13.5 13.5 80.8 26.4 134.2 GB"));
    QCOMPARE(joined(core::figuresOfSum(
                 {Bytes{13'500 * kMb}, Bytes{13'500 * kMb}, Bytes{81 * kGb}, Bytes{1'376 * kGb}})),
             QStringLiteral("0.014 0.014 0.081 1.375 1.484 TB"));
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
    QCOMPARE(joined(core::figuresOfExcess(Bytes{1'480 * kGb}, Bytes{80 * kGb})),
             QStringLiteral("1.48 0.08 1.40 TB"));
    // Next to each other, as many decimals as tell them apart.
    QCOMPARE(joined(core::figuresOfExcess(Bytes{80'020 * kMb}, Bytes{80 * kGb})),
             QStringLiteral("80.02 80 0.02 GB"));
}

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
