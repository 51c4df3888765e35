// SPDX-License-Identifier: GPL-3.0-or-later
// The prediction against the steady clock, both from one calibration that was made on a real
// computer (tests/data/calibration.json: one core of an Intel Xeon of 2023 with OpenBLAS
// 0.3.21, the first of six made in a row by parallarium live --compare).
#include "core/io/file/files.h"
#include "core/live/session/calibration_file.h"
#include "core/live/session/compare_layouts.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace core::live;

class TestCompareLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLayoutIsPredictedWithinTenPercent();
    void thePredictionDoesNotKnowWhatWorkWasMeasuredToCost();
    void aCalibrationWithoutItsTableIsRefused();
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
    const auto compared = compareLayouts(calibration, [](const std::string &) {});
    return compared ? compared.value() : std::vector<ComparedLayout>{};
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
    for (const ComparedLayout &row : rows)
        QVERIFY2(std::abs(row.error()) <= 0.10,
                 qPrintable(QString::fromStdString(row.name) +
                            QStringLiteral(": %1 %").arg(100 * row.error())));
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

void TestCompareLayouts::aCalibrationWithoutItsTableIsRefused()
{
    Calibration calibration = kept();
    const core::Result<Calibration> same =
        calibrationFromJson(calibrationToJson(calibration), "same");
    QVERIFY(same);
    QCOMPARE(same.value(), calibration);
    calibration.device.curve.table.products.pop_back();
    QVERIFY(!calibrationFromJson(calibrationToJson(calibration), "one is missing"));
    calibration.device.curve.table = {};
    QVERIFY(!calibrationFromJson(calibrationToJson(calibration), "all are missing"));
}

QTEST_APPLESS_MAIN(TestCompareLayouts)
#include "tst_compare_layouts.moc"
