// SPDX-License-Identifier: GPL-3.0-or-later
// How often to write checkpoints, and how long a run with failures takes: the figures of the paper,
// and a machine that is let fail.
#include "core/campaign/checkpoints.h"

#include <QTest>

#include <cmath>
#include <random>

using core::Failures;

namespace {

constexpr double kMinute = 60;
constexpr double kHour = 3600;

// What happened until the machine had failed so many times.
struct Story
{
    double clock = 0;
    double intervals = 0; // that were trained and written
    double lost = 0;
    double restarts = 0;
    double failures = 0;
};

// Failures are points on one line of time, drawn one after the other; the machine trains, writes
// and restarts along it, and knows nothing of any formula.
class Machine
{
public:
    Machine(const Failures &failures, double interval, unsigned seed)
        : m_failures(failures), m_interval(interval), m_random(seed)
    {
        m_next = gap();
    }

    Story runUntil(double failures)
    {
        while (m_story.failures < failures) {
            const double begin = m_story.clock;
            if (passes(m_interval + m_failures.checkpoint)) {
                ++m_story.intervals;
                continue;
            }
            m_story.lost += m_story.clock - begin;
            restart();
        }
        return m_story;
    }

private:
    double gap()
    {
        const double uniform = (static_cast<double>(m_random() >> 11) + 0.5) * 0x1p-53;
        return -m_failures.meanTimeBetween * std::log(uniform);
    }
    // Whether so much time goes by without a failure; else the clock stands at it.
    bool passes(double time)
    {
        if (m_story.clock + time <= m_next) {
            m_story.clock += time;
            return true;
        }
        m_story.clock = m_next;
        m_next += gap();
        ++m_story.failures;
        return false;
    }
    void restart()
    {
        const double begin = m_story.clock;
        while (!passes(m_failures.restart)) {
        }
        m_story.restarts += m_story.clock - begin;
    }

    Failures m_failures;
    double m_interval = 0;
    std::mt19937_64 m_random;
    double m_next = 0;
    Story m_story;
};

bool isWithin(double value, double expected, double share)
{
    if (std::abs(value - expected) <= share * std::abs(expected))
        return true;
    qWarning("%g is not within %g of %g", value, share, expected);
    return false;
}

} // namespace

class TestCheckpoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intervalsAreThoseOfThePaper_data();
    void intervalsAreThoseOfThePaper();
    void whereWritingTakesLongerThanTheMachineLastsDalyIsTheMean();
    void theIntervalIsAlmostTheBestOfAll_data();
    void theIntervalIsAlmostTheBestOfAll();
    void partsSumToTheCompleteModel();
    void tenThousandFailuresTakeAsLong_data();
    void tenThousandFailuresTakeAsLong();
};

// Daly 2006, captions of figures 3, 4 and 5: C = 5 min, R = 10 min.
void TestCheckpoints::intervalsAreThoseOfThePaper_data()
{
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("daly");
    QTest::addColumn<double>("digit"); // half of the last one printed
    QTest::newRow("24 h") << 24 * kHour << 117 * kMinute << 0.5 * kMinute;
    QTest::newRow("6 h") << 6 * kHour << 57 * kMinute << 0.5 * kMinute;
    QTest::newRow("15 min") << 15 * kMinute << 9.1 * kMinute << 0.05 * kMinute;
}

void TestCheckpoints::intervalsAreThoseOfThePaper()
{
    QFETCH(double, mean);
    QFETCH(double, daly);
    QFETCH(double, digit);
    const Failures failures = {
        .meanTimeBetween = mean, .checkpoint = 5 * kMinute, .restart = 10 * kMinute};
    QVERIFY(std::abs(core::dalyInterval(failures) - daly) <= digit);
    // Young's formula as he wrote it.
    QVERIFY(isWithin(std::pow(core::youngInterval(failures), 2), 2 * 5 * kMinute * mean, 1e-12));
}

void TestCheckpoints::whereWritingTakesLongerThanTheMachineLastsDalyIsTheMean()
{
    const Failures failures = {.meanTimeBetween = 100, .checkpoint = 200, .restart = 1};
    QCOMPARE(core::dalyInterval(failures), 100.0);
}

void TestCheckpoints::theIntervalIsAlmostTheBestOfAll_data()
{
    QTest::addColumn<double>("checkpoint"); // of the mean time between failures
    for (const double checkpoint : {1e-4, 1e-3, 1e-2, 0.1, 0.5})
        QTest::addRow("%g", checkpoint) << checkpoint;
}

// Against every interval on a fine grid. The paper's figure 2 has errors of the interval below a
// percent in this range; the time is flat around its minimum.
void TestCheckpoints::theIntervalIsAlmostTheBestOfAll()
{
    QFETCH(double, checkpoint);
    const Failures failures = {.meanTimeBetween = 1, .checkpoint = checkpoint, .restart = 0.05};
    double best = std::numeric_limits<double>::infinity();
    for (double interval = checkpoint / 100; interval < 3; interval *= 1.001)
        best = std::min(best, core::expectedTime(failures, 1, interval).total());
    const double ours = core::expectedTime(failures, 1, core::dalyInterval(failures)).total();
    QVERIFY2(ours <= best * 1.0001, qPrintable(QString::number(ours / best)));
}

void TestCheckpoints::partsSumToTheCompleteModel()
{
    const Failures failures = {.meanTimeBetween = 3 * kHour, .checkpoint = 40, .restart = 700};
    const double training = 1000 * kHour;
    const double interval = 1900;
    const core::ExpectedTime time = core::expectedTime(failures, training, interval);
    const double mean = failures.meanTimeBetween;
    // Daly 2006, equation 20.
    const double complete =
        mean * std::exp(700 / mean) * (std::exp((interval + 40) / mean) - 1) * training / interval;
    QVERIFY(isWithin(time.total(), complete, 1e-12));
    QCOMPARE(time.training, training);
    QVERIFY(isWithin(time.checkpoints, training / interval * 40, 1e-12));
    QVERIFY(isWithin(time.failures, complete / mean, 1e-12));
}

void TestCheckpoints::tenThousandFailuresTakeAsLong_data()
{
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("checkpoint");
    QTest::addColumn<double>("restart");
    QTest::addColumn<double>("factor"); // of Daly's interval
    QTest::newRow("a large machine") << 3.1 * kHour << 10. << 600. << 1.;
    QTest::newRow("checkpoints too seldom") << 3.1 * kHour << 10. << 600. << 10.;
    QTest::newRow("checkpoints too often") << 3.1 * kHour << 60. << 600. << 0.1;
    QTest::newRow("slow to write") << 6 * kHour << 300. << 600. << 1.;
    QTest::newRow("hardly running") << 15 * kMinute << 300. << 600. << 1.;
}

void TestCheckpoints::tenThousandFailuresTakeAsLong()
{
    QFETCH(double, mean);
    QFETCH(double, checkpoint);
    QFETCH(double, restart);
    QFETCH(double, factor);
    const Failures failures = {
        .meanTimeBetween = mean, .checkpoint = checkpoint, .restart = restart};
    const double interval = core::dalyInterval(failures) * factor;
    const Story story = Machine(failures, interval, 20'261'130).runUntil(10'000);
    const core::ExpectedTime time =
        core::expectedTime(failures, story.intervals * interval, interval);
    constexpr double bound = 0.02;
    QVERIFY(isWithin(time.total(), story.clock, bound));
    QVERIFY(isWithin(time.checkpoints, story.intervals * checkpoint, 1e-9));
    // Of one failure: how many there are is the larger part of the noise, and in the total.
    QVERIFY(isWithin(time.lost / time.failures, story.lost / story.failures, bound));
    QVERIFY(isWithin(time.restarts / time.failures, story.restarts / story.failures, bound));
}

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints.moc"
