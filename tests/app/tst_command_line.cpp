// SPDX-License-Identifier: GPL-3.0-or-later
// What the program claims about schedules and built-in scenarios, from the outside.
#include "tests/app/program.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using program::Answer;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schedulesHaveTheirPublishedNumbers_data();
    void schedulesHaveTheirPublishedNumbers();
    void naiveKeepsEachRankBusyAQuarterOfTheTime();
    void fourGpusThatTakeTurnsAreBusyAQuarterEach();
    void ninetySamplesAreThirtyForEachOfThree();
    void threeBatchesOnTwoLayersAreSixVisits_data();
    void threeBatchesOnTwoLayersAreSixVisits();
    void speedsHaveAPrefixThatSuitsThemAndOneSampleIsOne();
    void aBadLinkIsBlamedForTheExtraIdleTime();
    void aCutLinkIsADiagnosisNotAFailure();
    void sixteenBytesAParameterDoNotFitIn80Gigabytes();
    void fourStagesOfLlamaFit();
    void parameterCountsAreThePublishedOnes_data();
    void parameterCountsAreThePublishedOnes();
    void everyNanosecondOfEveryScenarioIsAccountedFor_data();
    void everyNanosecondOfEveryScenarioIsAccountedFor();
    void twoRunsGiveTheSameBytes_data();
    void twoRunsGiveTheSameBytes();
};

namespace {

qint64 nanos(const QJsonValue &seconds)
{
    return std::llround(seconds.toDouble() * 1e9);
}

qint64 sumOfNanos(const QJsonObject &parts)
{
    qint64 sum = 0;
    for (const QJsonValue &part : parts)
        sum += nanos(part);
    return sum;
}

QList<int> integers(const QJsonValue &list)
{
    QList<int> numbers;
    for (const QJsonValue &value : list.toArray())
        numbers.append(value.toInt());
    return numbers;
}

Answer simulate(const QString &scenario, const QStringList &more = {})
{
    return program::run(QStringList{QStringLiteral("simulate"), scenario, QStringLiteral("--json"),
                                    QStringLiteral("-")} +
                        more);
}

QJsonArray listed(const char *what)
{
    const Answer answer = program::run({QStringLiteral("list"), QString::fromLatin1(what),
                                        QStringLiteral("--json"), QStringLiteral("-")});
    const QJsonDocument document = QJsonDocument::fromJson(answer.out);
    if (document.isArray())
        return document.array();
    for (const QJsonValue &member : document.object()) {
        if (member.isArray())
            return member.toArray();
    }
    return {};
}

void eachScenario()
{
    QTest::addColumn<QString>("scenario");
    const QJsonArray scenarios = listed("scenarios");
    QVERIFY(scenarios.size() >= 14);
    for (const QJsonValue &scenario : scenarios) {
        const QString id = scenario[QStringLiteral("id")].toString();
        QTest::newRow(qPrintable(id)) << id;
    }
}

qint64 idleFor(const QJsonObject &result, const QString &cause)
{
    qint64 sum = 0;
    for (const QJsonValue &device : result[QStringLiteral("devices")].toArray())
        sum += nanos(device[QStringLiteral("idle_s")][cause]);
    return sum;
}

// The published order, from torch.distributed.pipelining.
QJsonArray publishedOrder(const char *file, int ranks, int microBatches)
{
    QFile vectors(QStringLiteral(PARALLARIUM_TEST_DATA "/vectors/") + QString::fromLatin1(file));
    if (!vectors.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray &line : vectors.readAll().split('\n')) {
        const QJsonObject vector = QJsonDocument::fromJson(line).object();
        if (vector[QStringLiteral("p")].toInt() == ranks &&
            vector[QStringLiteral("m")].toInt() == microBatches)
            return vector[QStringLiteral("ranks")].toArray();
    }
    return {};
}

} // namespace

// With F = I = W = 1 a pipeline of p = 4 and m = 8 takes (m + p - 1)(F + B) = 11 x 3 = 33 and is
// idle for 3 of 11 visit pairs; GPipe keeps all 8, 1F1B p - rank.
void TestCommandLine::schedulesHaveTheirPublishedNumbers_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QList<int>>("peaks");
    QTest::newRow("1f1b") << QByteArray("1F1B.jsonl") << QList<int>{4, 3, 2, 1};
    QTest::newRow("gpipe") << QByteArray("GPipe.jsonl") << QList<int>{8, 8, 8, 8};
}

void TestCommandLine::schedulesHaveTheirPublishedNumbers()
{
    QFETCH(QByteArray, file);
    QFETCH(QList<int>, peaks);
    const QByteArray arguments =
        QByteArray("schedule ") + QTest::currentDataTag() + " --ranks 4 --micro-batches 8 --json -";
    const Answer answer = program::run(arguments.constData());
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.error, QByteArray());
    const QJsonObject schedule = answer.json();
    const QJsonValue evaluation = schedule[QStringLiteral("eval")][0];
    QCOMPARE(evaluation[QStringLiteral("makespan")].toDouble(), 33.0);
    QVERIFY(std::abs(evaluation[QStringLiteral("bubble_ratio")].toDouble() - 3.0 / 11) < 1e-12);
    QCOMPARE(integers(schedule[QStringLiteral("peak_activations")][QStringLiteral("until_W")]),
             peaks);
    const QJsonArray published = publishedOrder(file.constData(), 4, 8);
    QVERIFY(!published.isEmpty());
    QCOMPARE(schedule[QStringLiteral("ranks")].toArray(), published);
}

// One micro-batch through four ranks and back: 4 F + 4 B = 12, each rank works for 3 of it.
void TestCommandLine::naiveKeepsEachRankBusyAQuarterOfTheTime()
{
    const Answer answer = program::run("schedule naive --ranks 4 --micro-batches 1 --json -");
    QCOMPARE(answer.exitCode, 0);
    const QJsonValue evaluation = answer.json()[QStringLiteral("eval")][0];
    QCOMPARE(evaluation[QStringLiteral("makespan")].toDouble(), 12.0);
    QCOMPARE(integers(evaluation[QStringLiteral("busy")]), (QList<int>{3, 3, 3, 3}));
}

// A quarter of the time that is not communication.
void TestCommandLine::fourGpusThatTakeTurnsAreBusyAQuarterEach()
{
    const QJsonObject result = simulate(QStringLiteral("naive-4")).json();
    const qint64 step = nanos(result[QStringLiteral("step_time_s")]);
    const QJsonArray devices = result[QStringLiteral("devices")].toArray();
    QCOMPARE(devices.size(), 4);
    for (const QJsonValue &device : devices) {
        const qint64 busy = nanos(device[QStringLiteral("busy_s")]);
        const qint64 link = nanos(device[QStringLiteral("idle_s")][QStringLiteral("link")]);
        QVERIFY(std::abs(double(busy) / double(step) - 0.25) < 0.01);
        // Optimizer steps run side by side, hence not quite exact.
        QVERIFY(std::abs(double(busy) / double(step - link) - 0.25) < 0.001);
    }
}

void TestCommandLine::ninetySamplesAreThirtyForEachOfThree()
{
    const QJsonObject result = simulate(QStringLiteral("dp-90-3")).json();
    const QJsonValue scenario = result[QStringLiteral("scenario")];
    QCOMPARE(scenario[QStringLiteral("training")][QStringLiteral("global_batch")].toInt(), 90);
    const QJsonArray devices = result[QStringLiteral("devices")].toArray();
    QCOMPARE(devices.size(), 3);
    // One visit of the first layer on each device, of 30 samples.
    QCOMPARE(scenario[QStringLiteral("training")][QStringLiteral("micro_batch")].toInt(), 30);
    const Answer events = program::run("simulate dp-90-3 --events -");
    for (const char *visit : {"batch1-layer1\n", "batch2-layer1\n", "batch3-layer1\n"})
        QCOMPARE(events.out.count(visit), 1);
    QVERIFY(!events.out.contains("batch4"));
    // Alike, and so busy for the same time.
    for (const QJsonValue &device : devices)
        QCOMPARE(device[QStringLiteral("busy_s")], devices[0][QStringLiteral("busy_s")]);
}

// Of a network of 64 · 64 + 64 · 64 + 64 · 10 weights each sample takes a product forward and two
// back, of two FLOP for each weight.
void TestCommandLine::speedsHaveAPrefixThatSuitsThemAndOneSampleIsOne()
{
    const QString scenario = QStringLiteral("train-digits-1");
    const QStringList one = {QStringLiteral("--set"), QStringLiteral("training.global_batch=1"),
                             QStringLiteral("--set"), QStringLiteral("training.micro_batch=1")};
    const Answer answer = program::run(QStringList{QStringLiteral("simulate"), scenario} + one);
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains(" 1 sample, 1 micro-batch of 1"), answer.out.constData());
    static const QRegularExpression speed(
        QStringLiteral("([0-9][0-9.]*) ([kMGTPE]?)FLOP/s per GPU"));
    const QRegularExpressionMatch found = speed.match(QString::fromUtf8(answer.out));
    QVERIFY2(found.hasMatch(), answer.out.constData());
    const double value = found.captured(1).toDouble();
    QVERIFY2(value >= 1 && value < 1000, answer.out.constData());
    const double prefix =
        std::pow(1000.0, QStringLiteral(" kMGTPE").indexOf(found.captured(2).leftJustified(1)));
    const double step = simulate(scenario, one).json()[QStringLiteral("step_time_s")].toDouble();
    const double flops = 3 * 2 * (64 * 64 + 64 * 64 + 64 * 10) / step;
    QVERIFY2(std::abs(value * prefix / flops - 1) < 0.01, answer.out.constData());
}

// On one device, with a copy on each of three, and split by layers on two.
void TestCommandLine::threeBatchesOnTwoLayersAreSixVisits_data()
{
    QTest::addColumn<QStringList>("settings");
    const QString set = QStringLiteral("--set");
    QTest::newRow("one device") << QStringList{};
    QTest::newRow("three copies") << QStringList{set, QStringLiteral("cluster.devices=3"), set,
                                                 QStringLiteral("parallel.data=3")};
    QTest::newRow("split in two") << QStringList{set, QStringLiteral("cluster.devices=2"),
                                                 set, QStringLiteral("parallel.pipeline=2"),
                                                 set, QStringLiteral("parallel.schedule=naive")};
}

void TestCommandLine::threeBatchesOnTwoLayersAreSixVisits()
{
    QFETCH(QStringList, settings);
    const Answer answer =
        program::run(QStringList{QStringLiteral("simulate"), QStringLiteral("tiny-3x2"),
                                 QStringLiteral("--events"), QStringLiteral("-")} +
                     settings);
    QCOMPARE(answer.exitCode, 0);
    QList<QByteArray> visits = answer.out.trimmed().split('\n');
    if (settings.isEmpty())
        QCOMPARE(visits.first(), QByteArray("batch1-layerA"));
    std::sort(visits.begin(), visits.end());
    QCOMPARE(visits, (QList<QByteArray>{"batch1-layerA", "batch1-layerB", "batch2-layerA",
                                        "batch2-layerB", "batch3-layerA", "batch3-layerB"}));
}

void TestCommandLine::aBadLinkIsBlamedForTheExtraIdleTime()
{
    const QJsonObject good = simulate(QStringLiteral("naive-4")).json();
    const QJsonObject bad = simulate(QStringLiteral("naive-4-badlink")).json();
    const qint64 longer =
        nanos(bad[QStringLiteral("step_time_s")]) - nanos(good[QStringLiteral("step_time_s")]);
    QVERIFY(longer > 0);
    // On each of the four devices all of the extra time is the link's.
    QCOMPARE(idleFor(bad, QStringLiteral("link")) - idleFor(good, QStringLiteral("link")),
             4 * longer);
    QCOMPARE(idleFor(bad, QStringLiteral("dependency")),
             idleFor(good, QStringLiteral("dependency")));
}

void TestCommandLine::aCutLinkIsADiagnosisNotAFailure()
{
    const Answer answer = simulate(
        QStringLiteral("1f1b-4-8"),
        {QStringLiteral("--set"), QStringLiteral("faults=[{\"link\": [2, 3], \"down\": true}]")});
    QCOMPARE(answer.exitCode, 0);
    const QJsonObject result = answer.json();
    QCOMPARE(result[QStringLiteral("completed")], QJsonValue(false));
    QCOMPARE(result[QStringLiteral("warnings")][0].toString(),
             QStringLiteral("GPU 3 waits for the activation of micro-batch 1 from GPU 2: "
                            "the link is down"));
    // The first three went on until they had nothing left to do.
    for (int device = 0; device < 3; ++device)
        QVERIFY(nanos(result[QStringLiteral("devices")][device][QStringLiteral("busy_s")]) > 0);
    QCOMPARE(nanos(result[QStringLiteral("devices")][3][QStringLiteral("busy_s")]), 0);
}

// 2 (weights) + 2 (gradients) + 12 (fp32 copy and Adam's two moments) bytes: arXiv:1910.02054.
void TestCommandLine::sixteenBytesAParameterDoNotFitIn80Gigabytes()
{
    constexpr qint64 parameters = 6'738'415'616; // Hugging Face meta-llama/Llama-2-7b-hf
    const Answer answer = simulate(QStringLiteral("llama7b-dp3-80"));
    QCOMPARE(answer.exitCode, 0);
    const QJsonObject result = answer.json();
    QCOMPARE(result[QStringLiteral("fits")], QJsonValue(false));
    // Nothing was run: a step of 0 s would be the fastest of all.
    QVERIFY(result[QStringLiteral("step_time_s")].isNull());
    QCOMPARE(result[QStringLiteral("model_parameters")].toInteger(), parameters);
    for (const QJsonValue &device : result[QStringLiteral("devices")].toArray()) {
        const QJsonValue peak = device[QStringLiteral("memory_at_peak")];
        QCOMPARE(peak[QStringLiteral("parameters")].toInteger(), 2 * parameters);
        QCOMPARE(peak[QStringLiteral("gradients")].toInteger(), 2 * parameters);
        QCOMPARE(peak[QStringLiteral("optimizer")].toInteger(), 12 * parameters);
    }
    const QString warning = result[QStringLiteral("warnings")][0].toString();
    QVERIFY2(warning.contains(QStringLiteral("= 107.81 GB")) &&
                 warning.contains(QStringLiteral("16 bytes for each of 6.74 billion parameters")),
             qPrintable(warning));
}

void TestCommandLine::fourStagesOfLlamaFit()
{
    const QJsonObject result = simulate(QStringLiteral("llama7b-pp4")).json();
    QCOMPARE(result[QStringLiteral("fits")], QJsonValue(true));
    const QJsonArray devices = result[QStringLiteral("devices")].toArray();
    QCOMPARE(devices.size(), 4);
    qint64 weights = 0;
    for (const QJsonValue &device : devices) {
        QVERIFY(device[QStringLiteral("peak_memory_bytes")].toInteger() < 80'000'000'000);
        weights +=
            device[QStringLiteral("memory_at_peak")][QStringLiteral("parameters")].toInteger();
    }
    QCOMPARE(weights, 2 * 6'738'415'616); // the stages together hold the model once
}

// Hugging Face: openai-community/gpt2, meta-llama/Llama-2-7b-hf, Meta-Llama-3-8B, -70B,
// bert-large-uncased. torchvision: resnet50. arXiv:2104.04473, equation 2 for GPT-3.
void TestCommandLine::parameterCountsAreThePublishedOnes_data()
{
    QTest::addColumn<qint64>("published");
    QTest::newRow("gpt2-124m") << qint64{124'439'808};
    QTest::newRow("llama-2-7b") << qint64{6'738'415'616};
    QTest::newRow("llama-3-8b") << qint64{8'030'261'248};
    QTest::newRow("llama-3-70b") << qint64{70'553'706'496};
    QTest::newRow("bert-large") << qint64{335'141'888};
    QTest::newRow("resnet-50") << qint64{25'557'032};
    // 12 l h^2 (1 + 13 / (12 h) + (V + s) / (12 l h)), l = 96, h = 12288, V = 51200, s = 2048, and
    // the 2 h of the last LayerNorm, which the equation leaves out.
    constexpr qint64 l = 96, h = 12288, v = 51200, s = 2048;
    QTest::newRow("gpt3-175b") << 12 * l * h * h + 13 * l * h + (v + s) * h + 2 * h;
}

void TestCommandLine::parameterCountsAreThePublishedOnes()
{
    QFETCH(qint64, published);
    for (const QJsonValue &model : listed("models")) {
        if (model[QStringLiteral("id")].toString() == QLatin1String(QTest::currentDataTag())) {
            QCOMPARE(model[QStringLiteral("parameters")].toInteger(), published);
            return;
        }
    }
    QFAIL("The model is not listed.");
}

void TestCommandLine::everyNanosecondOfEveryScenarioIsAccountedFor_data()
{
    eachScenario();
}

void TestCommandLine::everyNanosecondOfEveryScenarioIsAccountedFor()
{
    QFETCH(QString, scenario);
    const Answer answer = simulate(scenario);
    QCOMPARE(answer.exitCode, 0);
    const QJsonObject result = answer.json();
    const qint64 step = nanos(result[QStringLiteral("step_time_s")]);
    QCOMPARE(step > 0, result[QStringLiteral("fits")].toBool());
    QCOMPARE(sumOfNanos(result[QStringLiteral("breakdown_s")].toObject()), step);
    for (const QJsonValue &device : result[QStringLiteral("devices")].toArray())
        QCOMPARE(nanos(device[QStringLiteral("busy_s")]) +
                     sumOfNanos(device[QStringLiteral("idle_s")].toObject()),
                 step);
}

void TestCommandLine::twoRunsGiveTheSameBytes_data()
{
    eachScenario();
}

void TestCommandLine::twoRunsGiveTheSameBytes()
{
    QFETCH(QString, scenario);
    static const QRegularExpression elapsed(QStringLiteral("\"elapsed_s\": \\{[^}]*\\}"));
    const auto withoutElapsed = [&] {
        QString text = QString::fromUtf8(simulate(scenario).out);
        const qsizetype whole = text.size();
        text.remove(elapsed);
        return text.size() < whole ? text : QString();
    };
    const QString first = withoutElapsed();
    QVERIFY(!first.isEmpty());
    QCOMPARE(withoutElapsed(), first);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
