// SPDX-License-Identifier: GPL-3.0-or-later
// The prediction against the steady clock, both from one calibration that was made on a real
// computer (tests/data/calibration.json: one core of an Intel Xeon with AVX-512 and 2 MB of second
// cache, with OpenBLAS 0.3.21; the second of three made in a row as parallarium live --compare
// makes them, while seven other programs shared its two cores).
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/compute/blas.h"
#include "core/live/session/at_pace.h"
#include "core/live/session/calibrate.h"
#include "core/live/session/calibration_file.h"
#include "core/live/session/compare_layouts.h"
#include "core/live/session/memory_pool.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <stop_token>
#include <thread>

using namespace core::live;

class TestCompareLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useKernelsOfProcessor(); } // as the program does
    void everyLayoutIsPredictedWithinTenPercent();
    void everyExampleIsPredictedWithinTenPercent();
    void smallNetworksArePricedNear();
    void weightsAreGatheredWhenTheyAreNeeded();
    void thePredictionDoesNotKnowWhatWorkWasMeasuredToCost();
    void aComputerIsMeasuredInASecond();
    void whatIsStoppedWasNotMeasured();
    void fullSpeedIsTakenFirst();
    void memoryIsPassedToAndFro();
    void aCalibrationWithoutItsTableIsRefused();
    void errorsHaveTheSignOfTheWindow();
    void columnsAreAsWideAsTheirTexts();
    void everyExampleIsCompared();
};

namespace {

constexpr const char *kFile = PARALLARIUM_TEST_DATA "/calibration.json";

Calibration kept()
{
    const core::Result<Calibration> calibration = readCalibration(kFile);
    if (!calibration)
        qWarning("%s", calibration.error().message.c_str());
    return calibration ? calibration.value() : nominalCalibration();
}

std::vector<ComparedLayout> comparedWith(Calibration &calibration)
{
    const auto layouts = layoutsToCompare();
    const auto compared = compareLayouts(layouts.value(), calibration, [](const std::string &) {});
    return compared ? compared.value() : std::vector<ComparedLayout>{};
}

// Share of the step by which the prediction is longer.
double ofSteady(const ComparedLayout &row)
{
    return static_cast<double>(row.predicted.count) / static_cast<double>(row.steady.count) - 1;
}

void verifyWithinTenPercent(const std::vector<ComparedLayout> &rows)
{
    for (const ComparedLayout &row : rows)
        QVERIFY2(std::abs(ofSteady(row)) <= 0.10,
                 qPrintable(QString::fromStdString(row.name) +
                            QStringLiteral(": %1 %").arg(100 * ofSteady(row))));
}

} // namespace

// The bound is that of the comparison's purpose: who chooses a layout by the prediction must not be
// misled by more than layouts differ.
void TestCompareLayouts::everyLayoutIsPredictedWithinTenPercent()
{
    Calibration calibration = kept();
    const Calibration before = calibration;
    const std::vector<ComparedLayout> rows = comparedWith(calibration);
    QCOMPARE(calibration, before); // nothing was measured: the same numbers on every computer
    QVERIFY(rows.size() >= 10);
    for (const char *name : {"dense dp2", "dense dp8", "dense zb-h1 4", "dense tp2", "dense 2x2",
                             "dense zero3 2", "gpt pp4"})
        QVERIFY2(std::ranges::any_of(
                     rows, [name](const ComparedLayout &row) { return row.name == name; }),
                 name);
    verifyWithinTenPercent(rows);
}

void TestCompareLayouts::everyExampleIsPredictedWithinTenPercent()
{
    Calibration calibration = kept();
    const Calibration before = calibration;
    const auto examples = examplesToCompare();
    QVERIFY(examples);
    const auto rows = compareLayouts(examples.value(), calibration, [](const std::string &) {});
    QVERIFY(rows);
    QCOMPARE(calibration, before);
    QCOMPARE(rows.value().size(), std::size_t{7});
    verifyWithinTenPercent(rows.value());
}

// A step of the digits passes through some hundred thousand bytes, and one of the gpt through
// millions: only the first is another where nothing is near.
void TestCompareLayouts::smallNetworksArePricedNear()
{
    Calibration calibration = kept();
    Calibration far = calibration;
    std::ranges::fill(far.device.curve.table.farness, 1.0);
    const auto predicted = [](const char *id, const Calibration &by) {
        const auto scenario = core::loadScenario(id, {});
        return core::run(calibrated(scenario.value(), by)).value()->trace.stop;
    };
    QVERIFY(predicted("train-digits-1", calibration) < predicted("train-digits-1", far));
    QVERIFY(predicted("train-spirals-dp4", calibration) < predicted("train-spirals-dp4", far));
    QCOMPARE(predicted("train-gpt-2x2", calibration), predicted("train-gpt-2x2", far));
}

// Where messages take long, it is seen whether a gather hides behind the layer before it.
void TestCompareLayouts::weightsAreGatheredWhenTheyAreNeeded()
{
    Calibration calibration = kept();
    const Calibration before = calibration;
    const auto scenario = core::loadScenario(
        "train-digits-1", {"train.network.sizes=[64, 256, 256, 256, 256, 256, 256, 256, 10]",
                           "training.global_batch=256", "training.micro_batch=32",
                           "cluster.devices=2", "parallel.data=2", "parallel.sharding=zero3",
                           R"(cluster.intra_link={"base": "threads", "latency_us": 50})"});
    QVERIFY(scenario);
    const auto row = compareLayout(scenario.value(), calibration);
    QVERIFY(row);
    QCOMPARE(calibration, before);
    verifyWithinTenPercent({row.value()});
}

// It would be right by construction.
void TestCompareLayouts::thePredictionDoesNotKnowWhatWorkWasMeasuredToCost()
{
    Calibration calibration = kept();
    const std::vector<ComparedLayout> rows = comparedWith(calibration);
    for (auto &[name, time] : calibration.work)
        time *= 3;
    const std::vector<ComparedLayout> again = comparedWith(calibration);
    QVERIFY(!rows.empty());
    QCOMPARE(again.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(again[i].predicted.count, rows[i].predicted.count);
        QVERIFY(again[i].steady > rows[i].steady);
    }
}

// What is near takes no longer, the more is passed through the farther it is, and an instruction
// takes less than ten microseconds.
void TestCompareLayouts::aComputerIsMeasuredInASecond()
{
    const std::clock_t before = std::clock(); // processor time
    const core::KernelTable table = calibrate().calibration.device.curve.table;
    const std::clock_t taken = std::clock() - before;
    QVERIFY(!table.empty());
    QVERIFY(core::isComplete(table));
    for (std::size_t i = 0; i < table.products.size(); ++i)
        QVERIFY(table.nearProducts[i] <= table.products[i]);
    for (std::size_t i = 0; i < table.elements.size(); ++i)
        QVERIFY(table.nearElements[i] <= table.elements[i]);
    QCOMPARE(table.farness.front(), 0.0);
    QCOMPARE(table.farness.back(), 1.0);
    QVERIFY(std::ranges::is_sorted(table.farness));
    const double instruction = core::elementNanos(table, core::Kernel::Instruction);
    QVERIFY2(instruction > 0 && instruction < 1e4, qPrintable(QString::number(instruction)));
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
    QVERIFY2(taken < CLOCKS_PER_SEC, qPrintable(QString::number(taken)));
#else
    (void)taken;
#endif
}

// Instructions come last. Whenever it is stopped, none has a price that was not measured, which
// would be one nanosecond.
void TestCompareLayouts::whatIsStoppedWasNotMeasured()
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    (void)calibrate();
    const std::chrono::duration<double> whole = Clock::now() - begin;
    for (const double share : {0.8, 0.88, 0.96}) {
        std::stop_source stop;
        const std::jthread stopper([&stop, wait = share * whole] {
            std::this_thread::sleep_for(wait);
            stop.request_stop();
        });
        const Calibration stopped = calibrate(stop.get_token()).calibration;
        const core::KernelTable &table = stopped.device.curve.table;
        QCOMPARE(table.empty(), stopped.pace == 0);
        if (!table.empty())
            QVERIFY(core::elementNanos(table, core::Kernel::Instruction) > 1);
    }
}

// Of seven three were at full speed, which is less than 15 % below it, and four met one speed.
void TestCompareLayouts::fullSpeedIsTakenFirst()
{
    const std::vector<AtPace<int>> all = {{1, 100, false}, {5, 114, true},  {3, 101, true},
                                          {60, 200, true}, {70, 150, true}, {80, 300, false},
                                          {90, 115, false}};
    QCOMPARE(quartileAtPace(all, 100, 1), 1);
    QCOMPARE(quartileAtPace(all, 100, 3), 1); // of 1, 3 and 5
    QCOMPARE(quartileAtPace(all, 100, 4), 5); // of 3, 5, 60 and 70
    QCOMPARE(quartileAtPace(all, 100, 5), 3); // of all
    QCOMPARE(quartileAtPace(all, 400, 1), 5); // none was as slow
}

// As the layers of the two passes: 100 elements take 7 cache lines of 16 and 5 between them, so
// that five pieces fit in 1024, and two where no more than 400 are kept to.
void TestCompareLayouts::memoryIsPassedToAndFro()
{
    MemoryPool pool(1024, 1);
    const float *const begin = pool.next(100);
    const auto placeOf = [begin](const float *piece) { return static_cast<int>(piece - begin); };
    for (const int place : {192, 384, 576, 768, 768, 576, 384, 192, 0, 0, 192})
        QCOMPARE(placeOf(pool.next(100)), place);
    pool.keepTo(400);
    for (const int place : {192, 0, 0, 192, 192, 0})
        QCOMPARE(placeOf(pool.next(100)), place);
    QCOMPARE(placeOf(pool.next(1024)), 0); // more than is kept to, since it is needed
    QCOMPARE(placeOf(pool.next(1024)), 0);
}

void TestCompareLayouts::aCalibrationWithoutItsTableIsRefused()
{
    Calibration calibration = kept();
    const core::Result<Calibration> same =
        calibrationFromJson(calibrationToJson(calibration), "same");
    QVERIFY(same);
    QCOMPARE(same.value(), calibration);
    calibration.device.curve.table.products.pop_back();
    QVERIFY(!calibrationFromJson(calibrationToJson(calibration), "one is missing"));
    calibration = kept();
    calibration.device.curve.table.nearElements.pop_back();
    QVERIFY(!calibrationFromJson(calibrationToJson(calibration), "one that is near is missing"));
    calibration.device.curve.table = {};
    QVERIFY(!calibrationFromJson(calibrationToJson(calibration), "all are missing"));
}

// 200 µs predicted and 150 µs taken is a quarter less than predicted, in both.
void TestCompareLayouts::errorsHaveTheSignOfTheWindow()
{
    const ComparedLayout row = {"a", "one worker", core::Nanos{200'000}, core::Nanos{150'000}};
    QCOMPARE(row.error(), -0.25);
    const core::Compared compared = {row.predicted, row.steady};
    QCOMPARE(row.error(), compared.error().value());
    const std::string text = comparisonToText({row});
    QVERIFY2(text.find(" -25.0 %") != std::string::npos, text.c_str());
}

void TestCompareLayouts::columnsAreAsWideAsTheirTexts()
{
    const core::Nanos time = {1'000'000};
    const QStringList lines =
        QString::fromStdString(
            comparisonToText(
                {{"dense 1", "one worker", time, time},
                 {"Digits, 90 samples on 3 workers, sent as \u00bb\u00e4\u00ab over a slow link",
                  "data 2, tensor 2, pipeline 2, zero 1, interleaved", time, time}}))
            .split(u'\n');
    QVERIFY(lines.size() > 3);
    QCOMPARE(lines[1].size(), lines[2].size());
    QCOMPARE(lines[1].indexOf(QLatin1String("one worker")),
             lines[2].indexOf(QLatin1String("data 2")));
    QCOMPARE(lines[0].indexOf(QLatin1String("split")), lines[2].indexOf(QLatin1String("data 2")));
    QCOMPARE(lines[0].size(), lines[2].size());
}

void TestCompareLayouts::everyExampleIsCompared()
{
    Calibration calibration = kept();
    std::vector<std::string> begun;
    const auto examples = examplesToCompare();
    QVERIFY(examples);
    const auto compared =
        compareLayouts(examples.value(), calibration,
                       [&begun](const std::string &name) { begun.push_back(name); });
    QVERIFY2(compared, compared ? "" : compared.error().message.c_str());
    std::vector<std::string> names;
    for (const ComparedLayout &row : compared.value()) {
        names.push_back(row.name);
        QVERIFY(row.predicted > core::Nanos{});
    }
    QCOMPARE(names, begun);
    std::ranges::sort(names);
    const std::vector<std::string> all = {
        "train-digits-1", "train-digits-dp3", "train-digits-pp4", "train-digits-tp2",
        "train-gpt-2x2",  "train-gpt-pp4",    "train-spirals-dp4"};
    QCOMPARE(names, all);
}

QTEST_APPLESS_MAIN(TestCompareLayouts)
#include "tst_compare_layouts.moc"
