// SPDX-License-Identifier: GPL-3.0-or-later
// The example of a gpt (4 layers, 64 wide) learns its text while a class waits.
#include "core/io/live/training_data.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/compute/blas.h"
#include "core/live/session/session.h"

#include <QTest>

#include <cmath>
#include <ctime>
#include <map>

using namespace core::live;

class TestLearnsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useKernelsOfProcessor(); } // as the program does
    void aGptForetellsMoreThanTheByteBeforeTells();
};

namespace {

constexpr int kSteps = 200;
constexpr int kLast = 10;
constexpr double kProcessorSeconds = 60; // half a minute on two cores

// Nats of a byte of the text for who knows the byte before it and how often which follows which:
// H(both) - H(one).
double entropyBehindAByte(const std::string &text)
{
    std::map<std::string, double> ones;
    std::map<std::string, double> pairs;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        ++ones[text.substr(i, 1)];
        ++pairs[text.substr(i, 2)];
    }
    const double count = static_cast<double>(text.size() - 1);
    const auto entropy = [count](const std::map<std::string, double> &found) {
        double sum = 0;
        for (const auto &[what, times] : found)
            sum -= times / count * std::log(times / count);
        return sum;
    };
    return entropy(pairs) - entropy(ones);
}

} // namespace

// It begins with nothing, 256 bytes that are alike: log 256 nats. No network that looks at one byte
// at a time comes below the entropy of a byte behind another, so what does has read words.
void TestLearnsText::aGptForetellsMoreThanTheByteBeforeTells()
{
    const core::Scenario scenario = core::loadScenario("train-gpt-pp4").value();
    QCOMPARE(scenario.train->network.layers, 4);
    QCOMPARE(scenario.train->network.hidden, 64);
    const SampleSource source = core::trainingData(*scenario.train).value();
    const auto session = Session::open(scenario, nominalCalibration(), {});
    QVERIFY(session);
    const std::clock_t begin = std::clock(); // of all threads
    double first = 0;
    double last = 0;
    for (int step = 0; step < kSteps; ++step) {
        const core::Result<StepReport> report = session.value()->step({});
        QVERIFY(report);
        if (step == 0)
            first = report.value().loss;
        if (step >= kSteps - kLast)
            last += report.value().loss / kLast;
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    QVERIFY(std::abs(first - std::log(256)) < 0.1);
    QVERIFY2(last < entropyBehindAByte(*source.text), qPrintable(QString::number(last)));
    QVERIFY2(seconds < kProcessorSeconds, qPrintable(QString::number(seconds)));
}

QTEST_GUILESS_MAIN(TestLearnsText)
#include "tst_learns_text.moc"
