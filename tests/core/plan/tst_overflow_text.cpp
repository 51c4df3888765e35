// SPDX-License-Identifier: GPL-3.0-or-later
// What does not fit says why, in figures that are true of the whole and add up as they stand.
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

namespace {

QString warningOf(const char *id, const std::vector<std::string> &settings)
{
    const core::Plan plan = core::makePlan(core::loadScenario(id, settings).value()).value();
    return plan.warnings.empty() ? QString() : QString::fromStdString(plan.warnings.back());
}

} // namespace

class TestOverflowText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharedStatesAreToldWholeAndByHowMany_data();
    void sharedStatesAreToldWholeAndByHowMany();
    void statesThatAreElsewhereOrWiderAreCountedSo_data();
    void statesThatAreElsewhereOrWiderAreCountedSo();
    void partsOfTheStatesAddUp();
    void logitsThatFillAGpuAreNamed();
    void onlyWhatIsLeftToDoIsAdvised();
};

void TestOverflowText::sharedStatesAreToldWholeAndByHowMany_data()
{
    QTest::addColumn<QByteArray>("sharding");
    QTest::addColumn<QString>("shared");
    QTest::newRow("none") << QByteArray("none") << QString();
    QTest::newRow("zero1") << QByteArray("zero1")
                           << QStringLiteral(", of which 8 GPUs share the optimizer states");
    QTest::newRow("zero3") << QByteArray("zero3") << QStringLiteral(", of which 8 GPUs share all");
}

// Mixed precision Adam takes 2 + 2 + 12 bytes for each parameter (ZeRO, section 3.1), shared or
// not.
void TestOverflowText::sharedStatesAreToldWholeAndByHowMany()
{
    QFETCH(QByteArray, sharding);
    QFETCH(QString, shared);
    const QString warning =
        warningOf("llama7b-zero3-8", {"parallel.sharding=" + sharding.toStdString(),
                                      R"(cluster.device={"base":"a100-80g","memory_gb":10})"});
    const QString wanted =
        QStringLiteral("16 bytes for each of 6.74 billion parameters") + shared + u' ';
    QVERIFY2(warning.contains(wanted), qPrintable(warning));
}

void TestOverflowText::statesThatAreElsewhereOrWiderAreCountedSo_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("wanted");
    const QString of = QStringLiteral(" bytes for each of 6.74 billion parameters");
    QTest::newRow("states in host memory")
        << QStringList{QStringLiteral("parallel.sharding=zero1"),
                       QStringLiteral("parallel.offload_optimizer=true")}
        << u'4' + of + QStringLiteral(" (weights");
    QTest::newRow("gradients too") << QStringList{QStringLiteral("parallel.sharding=zero2"),
                                                  QStringLiteral("parallel.offload_optimizer=true")}
                                   << u'2' + of + QStringLiteral(" (weights");
    QTest::newRow("whole gradients in what they are reduced in")
        << QStringList{QStringLiteral("parallel.sharding=zero3"),
                       QStringLiteral("parallel.gradient_scatter=once_per_step"),
                       QStringLiteral("training.global_batch=512")}
        << QStringLiteral("18") + of +
               QStringLiteral(", of which 8 GPUs share weights and optimizer states (weights");
    QTest::newRow("a second copy nearby")
        << QStringList{QStringLiteral("parallel.sharding=zero3"),
                       QStringLiteral("parallel.secondary_group=4")}
        << QStringLiteral("16") + of +
               QStringLiteral(
                   ", of which 8 GPUs share all, and a second copy of the weights, which "
                   "4 GPUs share (weights");
}

// Of 2 + 2 + 12 bytes those of the optimizer, and shards of gradients, may be in host memory; FSDP
// adds up whole gradients in 4 bytes.
void TestOverflowText::statesThatAreElsewhereOrWiderAreCountedSo()
{
    QFETCH(QStringList, settings);
    QFETCH(QString, wanted);
    std::vector<std::string> all = {R"(cluster.device={"base":"a100-80g","memory_gb":1})"};
    for (const QString &setting : settings)
        all.push_back(setting.toStdString());
    const QString warning = warningOf("llama7b-zero3-8", all);
    QVERIFY2(warning.contains(u' ' + wanted), qPrintable(warning));
}

void TestOverflowText::partsOfTheStatesAddUp()
{
    const QString warning = warningOf("llama7b-dp3-80", {});
    const QRegularExpression form(QStringLiteral(
        "\\(weights ([\\d.]+) \\+ gradients ([\\d.]+) \\+ optimizer ([\\d.]+) = ([\\d.]+) GB\\)"));
    const QRegularExpressionMatch found = form.match(warning);
    QVERIFY2(found.hasMatch(), qPrintable(warning));
    QVERIFY2(!warning.contains(QStringLiteral("buffers take")), qPrintable(warning)); // no cause
    // Of GPUs that need as much the first is named, also where one of them is a row of its own.
    QVERIFY(warningOf("llama7b-dp3-80", {R"(faults=[{"device":2,"speed":0.5}])"})
                .contains(QStringLiteral("GPU 0 needs ")));
    const auto last = [&found](int i) { return qRound(found.captured(i).toDouble() * 100); };
    QCOMPARE(last(1) + last(2) + last(3), last(4));
    // 16 x 6.7384e9 bytes, as the sum of three roundings
    QVERIFY(std::abs(last(4) - 10'781.5) <= 1.5);
}

// 31 micro-batches of 8,192 tokens and 128,256 logits in 2 bytes are 65.1 GB; Megatron-LM lets go
// of them after each loss.
void TestOverflowText::logitsThatFillAGpuAreNamed()
{
    const std::vector<std::string> settings = {
        "model=llama-3-8b",          "cluster.devices=64",      "parallel.data=8",
        "parallel.pipeline=8",       "parallel.sharding=zero3", "training.micro_batch=1",
        "training.global_batch=256", "training.sequence=8192",  "training.recompute=full"};
    const QString warning = warningOf("llama7b-zero3-8", settings);
    QVERIFY2(warning.contains(QStringLiteral("keeps the logits of all 32 micro-batches")),
             qPrintable(warning));
    QVERIFY2(!warning.contains(QStringLiteral("Activations must")), qPrintable(warning));
    std::vector<std::string> megatron = settings;
    megatron.push_back("parallel.framework=megatron");
    QVERIFY(core::makePlan(core::loadScenario("llama7b-zero3-8", megatron).value()).value().fits);
}

void TestOverflowText::onlyWhatIsLeftToDoIsAdvised()
{
    const auto told = [](const char *microBatch, const char *recompute) {
        const QString warning =
            warningOf("llama7b-pp4", {std::string("training.micro_batch=") + microBatch,
                                      std::string("training.recompute=") + recompute,
                                      R"(cluster.device={"base":"a100-80g","memory_gb":30.5})"});
        return warning.section(QStringLiteral(": "), -1);
    };
    QCOMPARE(told("2", "none"), QStringLiteral("use smaller micro-batches, recompute activations, "
                                               "or split the layers over more GPUs."));
    QCOMPARE(told("1", "none"),
             QStringLiteral("recompute activations, or split the layers over more GPUs."));
}

QTEST_APPLESS_MAIN(TestOverflowText)
#include "tst_overflow_text.moc"
