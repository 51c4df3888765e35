// SPDX-License-Identifier: GPL-3.0-or-later
// Which peak MFU counts against, and which FLOPs, by data sheets and by pencil.
#include "core/analysis/counted_peak.h"
#include "core/analysis/formulas.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <cmath>

namespace {

core::Scenario read(const std::string &json)
{
    const core::Result<core::Scenario> scenario = core::scenarioFromJson(json, "test");
    if (!scenario)
        qFatal("%s", scenario.error().message.c_str());
    return scenario.value();
}

core::Scenario trained(const char *model, const char *device, const char *precision)
{
    return read(R"({"format": "parallarium-scenario/1", "model": ")" + std::string(model) +
                R"(", "cluster": {"device": ")" + device +
                R"(", "devices": 8}, "training": {"global_batch": 64, "micro_batch": 1,
                    "recompute": "full", "precision": ")" +
                precision + R"("}, "parallel": {"data": 8, "sharding": "zero1"}})");
}

} // namespace

class TestCountedPeak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePeakIsThatOfTheDataSheet_data();
    void thePeakIsThatOfTheDataSheet();
    void utilizationIsFlopsOverThatPeak();
    void allScoresOfAttentionAreCounted();
    void convolutionsInFp32StayBelowTheirPeak();
};

// NVIDIA's data sheets, dense, SXM: A100 312 bf16, 156 TF32, 19.5 fp32; H100 989 bf16, 1979 fp8,
// 494.5 TF32, 67 fp32 TFLOP/s.
void TestCountedPeak::thePeakIsThatOfTheDataSheet_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("precision");
    QTest::addColumn<double>("tera");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *model, const char *device, const char *precision, double tera,
                        const char *name) {
        QTest::addRow("%s %s %s", model, device, precision)
            << QByteArray(model) << QByteArray(device) << QByteArray(precision) << tera
            << QString::fromLatin1(name);
    };
    row("llama-3-8b", "a100-80g", "bf16", 312, "bf16");
    row("llama-3-8b", "a100-80g", "fp16", 312, "fp16");
    row("llama-3-8b", "a100-80g", "tf32", 156, "TF32");
    row("llama-3-8b", "a100-80g", "fp32", 19.5, "fp32");
    row("llama-3-8b", "h100-80g", "bf16", 989, "bf16");
    row("llama-3-8b", "h100-80g", "fp8", 1979, "fp8");
    // cuDNN rounds convolutions of fp32 to TF32 unless it is told not to.
    row("resnet-50", "a100-80g", "fp32", 156, "TF32");
    row("resnet-50", "h100-80g", "fp32", 494.5, "TF32");
    row("resnet-50", "a100-80g", "bf16", 312, "bf16");
}

void TestCountedPeak::thePeakIsThatOfTheDataSheet()
{
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, precision);
    QFETCH(double, tera);
    QFETCH(QString, name);
    const core::CountedPeak peak =
        core::countedPeak(trained(model.constData(), device.constData(), precision.constData()));
    QCOMPARE(peak.flops, tera * 1e12);
    QCOMPARE(QString::fromUtf8(peak.name.data(), static_cast<qsizetype>(peak.name.size())), name);
}

void TestCountedPeak::utilizationIsFlopsOverThatPeak()
{
    const auto fp8 = toy::run(trained("llama-3-8b", "h100-80g", "fp8"));
    QVERIFY(fp8 && fp8->metrics.runs());
    QCOMPARE(fp8->metrics.modelFlopsUtilization, fp8->metrics.modelFlopsPerDevice / 1979e12);
    QCOMPARE(fp8->metrics.hardwareFlopsUtilization, fp8->metrics.hardwareFlopsPerDevice / 1979e12);
    const QString text =
        QString::fromStdString(core::formulaOf(*fp8, core::Headline::Utilization).text);
    QVERIFY2(text.contains(QStringLiteral("1.98 PFLOP/s, the fp8 peak")), qPrintable(text));
}

// Llama-3 8B, h = 4096, 32 layers, sequence s = 8192, vocabulary 128,256. Products of a token:
// 8,030,261,248 parameters without the embedding 128,256 h, of which one is the table that is only
// looked up, and without 65 norms of h. Forward is 2 FLOP for each, and 4 s h for all scores of a
// layer and their values; backward is two forwards.
void TestCountedPeak::allScoresOfAttentionAreCounted()
{
    const core::Scenario scenario = trained("llama-3-8b", "h100-80g", "bf16");
    const auto snapshot = toy::run(scenario);
    QVERIFY(snapshot && snapshot->metrics.runs());
    constexpr double h = 4096;
    constexpr double s = 8192;
    constexpr double products = 8'030'261'248 - 128'256 * h - 65 * h;
    constexpr double token = 3 * (2 * products + 32 * 4 * s * h);
    const double step = 64 * s * token;
    const core::Metrics &metrics = snapshot->metrics;
    const double counted = metrics.modelFlopsPerDevice * 8 * core::seconds(metrics.step);
    QVERIFY2(std::abs(counted / step - 1) < 1e-12,
             qPrintable(QString::number(counted / step, 'g', 15)));
    const QString text =
        QString::fromStdString(core::formulaOf(*snapshot, core::Headline::Utilization).text);
    QVERIFY2(text.contains(QStringLiteral("of the model, all attention scores counted, / (")),
             qPrintable(text));
}

// They were 113 % of the fp32 peak, whose units they do not use.
void TestCountedPeak::convolutionsInFp32StayBelowTheirPeak()
{
    const auto snapshot = toy::run(read(
        R"({"format": "parallarium-scenario/1", "model": "resnet-50",
            "cluster": {"device": "a100-80g", "devices": 8},
            "training": {"global_batch": 2048, "micro_batch": 256, "precision": "fp32"},
            "parallel": {"data": 8}})"));
    QVERIFY(snapshot && snapshot->metrics.runs());
    QVERIFY(snapshot->metrics.modelFlopsUtilization < 1);
    QCOMPARE(snapshot->metrics.modelFlopsUtilization,
             snapshot->metrics.modelFlopsPerDevice / 156e12);
}

QTEST_APPLESS_MAIN(TestCountedPeak)
#include "tst_counted_peak.moc"
