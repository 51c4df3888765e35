// SPDX-License-Identifier: GPL-3.0-or-later
// What is written of a result, by hand: visits as lines, and where devices are.
#include "core/io/file/file_writer.h"
#include "core/io/file/files.h"
#include "core/io/result/event_writer.h"
#include "core/io/result/result_json.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan_memory.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/core/toy_scenario.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

class TestResultFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreSecondsWithAllTheirZeros();
    void everyDeviceIsNamedWithItsPlace();
    void whatDoesNotFitHasNoTimes();
    void aStepThatStopsHasNoLength();
    void aStepThatEndsKnowsEveryNumber();
    void whatPostValidationHidesIsNoWork();
    void aTransformerNamesTheFrameworkItsKernelsAreOf();

private:
    [[nodiscard]] QStringList linesOf(const core::Snapshot &snapshot, core::EventFormat format)
    {
        const std::string path = m_folder.filePath(QStringLiteral("events")).toStdString();
        core::FileWriter writer(path);
        if (!writer.open() || !core::writeEvents(writer, snapshot, format) || !writer.seal() ||
            !writer.commit())
            return {};
        const std::string text = core::readFile(path, std::size_t{1} << 20).value();
        return QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
    }

    QTemporaryDir m_folder;
};

// Two ranks, one micro-batch; forward 1 ms, backward 2.
void TestResultFile::timesAreSecondsWithAllTheirZeros()
{
    const core::SnapshotPtr snapshot = toy::run(toy::pipeline("1f1b", 2, 1));
    const QStringList expected = {
        QStringLiteral("begin_s,end_s,device,replica,rank,stage,micro_batch,batch,kind,name"),
        QStringLiteral("0,0.001,0,0,0,0,0,1,forward,batch1-layer1"),
        QStringLiteral("0.001,0.002,1,0,1,1,0,1,forward,batch1-layer2"),
        QStringLiteral("0.002,0.004,1,0,1,1,0,1,backward,batch1-layer2-backward"),
        QStringLiteral("0.004,0.006,0,0,0,0,0,1,backward,batch1-layer1-backward")};
    QCOMPARE(linesOf(*snapshot, core::EventFormat::Csv), expected);
    const QStringList json = linesOf(*snapshot, core::EventFormat::JsonLines);
    QCOMPARE(json.size(), 4);
    QVERIFY(json[3].startsWith(QStringLiteral("{\"begin_s\":0.004,\"end_s\":0.006,")));
}

// Two nodes of four devices; two stages of two replicas of two context partners.
void TestResultFile::everyDeviceIsNamedWithItsPlace()
{
    core::Scenario s = toy::scenario(8, 1);
    core::TransformerSpec spec;
    spec.hidden = 64;
    spec.layers = 2;
    spec.heads = spec.kvHeads = 4;
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    spec.positions = 128;
    s.model.shape = spec;
    s.model.sequence = s.training.sequence = 128;
    s.training.globalBatch = 2;
    s.cluster.devicesPerNode = 4;
    s.parallel.pipeline = s.parallel.data = s.parallel.context = 2;
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(snapshot);
    const QByteArray text = QByteArray::fromStdString(core::resultToJson(*snapshot));
    const QJsonArray devices = QJsonDocument::fromJson(text).object()["devices"].toArray();
    QCOMPARE(devices.size(), 8);
    for (int device = 0; device < 8; ++device) {
        const QJsonObject entry = devices[device].toObject();
        QCOMPARE(entry["device"].toInt(), device);
        QCOMPARE(entry["node"].toInt(), device < 4 ? 0 : 1);
        QCOMPARE(entry["pipeline"].toInt(), device < 4 ? 0 : 1);
        QCOMPARE(entry["data"].toInt(), device % 4 < 2 ? 0 : 1);
        QCOMPARE(entry["context"].toInt(), device % 2);
        QCOMPARE(entry["tensor"].toInt(), 0);
    }
}

namespace {

QJsonObject resultOf(const core::SnapshotPtr &snapshot)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(core::resultToJson(*snapshot)))
        .object();
}

// The path of every value.
void collect(const QString &path, const QJsonValue &value, QMap<QString, QJsonValue> &to)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto at = object.begin(); at != object.end(); ++at)
            collect(path + u'.' + at.key(), at.value(), to);
    } else if (value.isArray()) {
        for (const QJsonValue &each : value.toArray())
            collect(path + QStringLiteral("[]"), each, to);
    } else {
        to.insert(path, value);
    }
}

QMap<QString, QJsonValue> valuesOf(QJsonObject result)
{
    result.remove(QStringLiteral("scenario"));
    result.remove(QStringLiteral("elapsed_s")); // of planning and measuring, which were done
    result.remove(QStringLiteral("formulas"));  // those that there are
    result.remove(QStringLiteral("warnings"));
    QMap<QString, QJsonValue> values;
    collect({}, result, values);
    return values;
}

bool isTimed(const QString &path)
{
    static const QRegularExpression names(
        QStringLiteral("_s$|per_s|_s\\.|^\\.(mfu|hfu|bubble|shares)|busy_share|model_tflops|"
                       "hardware_tflops"));
    return names.match(path).hasMatch() && !path.endsWith(QStringLiteral("bytes_per_s"));
}

} // namespace

// As usual is PyTorch with ZeRO-2 and ZeRO-3, Megatron-LM else, but for InternEvo's owners of
// ZeRO-1 and Llama 3's tensor partners (docs/MODEL.md). Named so, a scenario is what it was.
void TestResultFile::aTransformerNamesTheFrameworkItsKernelsAreOf()
{
    core::Scenario scenario = core::loadScenario("llama7b-zero3-8").value();
    const auto framework = [&scenario] {
        return resultOf(toy::run(scenario))["framework"].toString();
    };
    QCOMPARE(framework(), QStringLiteral("pytorch"));
    for (const core::BuiltinScenario &each : core::builtinScenarios()) {
        const core::Scenario usual = core::loadScenario(std::string(each.id)).value();
        if (!usual.model.transformer())
            continue;
        const QString name = resultOf(toy::run(usual))["framework"].toString();
        core::Scenario named = usual;
        named.parallel.framework = name == QStringLiteral("pytorch") ? core::Framework::PyTorch
                                   : name == QStringLiteral("usual") ? core::Framework::Usual
                                                                     : core::Framework::Megatron;
        const core::SnapshotPtr as = toy::run(named);
        const core::SnapshotPtr is = toy::run(usual);
        QVERIFY2(as->metrics.step == is->metrics.step &&
                     core::largestPeak(as->plan) == core::largestPeak(is->plan),
                 each.id.data());
    }
    scenario.parallel.sharding = core::Sharding::Zero1;
    QCOMPARE(framework(), QStringLiteral("usual"));
    scenario.parallel.framework = core::Framework::Megatron;
    QCOMPARE(framework(), QStringLiteral("megatron"));
    scenario.parallel.framework = core::Framework::PyTorch;
    QCOMPARE(framework(), QStringLiteral("pytorch"));
    QVERIFY(!resultOf(toy::run(toy::pipeline("1f1b", 2, 1))).contains("framework"));
}

void TestResultFile::whatDoesNotFitHasNoTimes()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    scenario.cluster.device.memory = {1'000'000};
    const QJsonObject result = resultOf(toy::run(scenario));
    QCOMPARE(result["fits"], QJsonValue(false));
    QCOMPARE(result["completed"], QJsonValue(false));
    int nulls = 0;
    const auto values = valuesOf(result);
    for (auto at = values.begin(); at != values.end(); ++at) {
        QVERIFY2(at->isNull() == isTimed(at.key()), qPrintable(at.key()));
        nulls += at->isNull() ? 1 : 0;
    }
    QVERIFY(nulls >= 40);
    // The same members as of a step that runs, but for links, which nothing was sent over: tables
    // of results have the same columns.
    const auto names = [](const core::SnapshotPtr &snapshot) {
        return QStringList(valuesOf(resultOf(snapshot)).keys())
            .filter(QRegularExpression(QStringLiteral("^(?!\\.links)")));
    };
    QCOMPARE(names(toy::run(scenario)), names(toy::run(toy::pipeline("1f1b", 4, 8))));
}

// GPU 3 never gets its first micro-batch: nothing is known but what was done until then.
void TestResultFile::aStepThatStopsHasNoLength()
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    scenario.faults.links = {{.from = 2, .to = 3, .down = true}};
    const QJsonObject result = resultOf(toy::run(scenario));
    QCOMPARE(result["fits"], QJsonValue(true));
    QCOMPARE(result["completed"], QJsonValue(false));
    for (const char *name :
         {"step_time_s", "makespan_s", "longest_span_s", "step_without_waiting_s", "samples_per_s",
          "tokens_per_s", "tokens_per_s_per_device", "model_tflops_per_device",
          "hardware_tflops_per_device", "mfu", "hfu"})
        QVERIFY2(result[QLatin1String(name)].isNull(), name);
    QVERIFY(result["bubble"].toObject()["idle_over_step"].isNull());
    const double stopped = result["stopped_at_s"].toDouble();
    QVERIFY(stopped > 0);
    double sum = 0;
    for (const QJsonValue &part : result["breakdown_s"].toObject())
        sum += part.toDouble();
    QVERIFY(std::abs(sum - stopped) < 1e-12);
}

// 8 samples in 33 ms (11 slots of 3 ms), of which a GPU works 24.
void TestResultFile::aStepThatEndsKnowsEveryNumber()
{
    const QJsonObject result = resultOf(toy::run(toy::pipeline("1f1b", 4, 8)));
    const auto values = valuesOf(result);
    for (auto at = values.begin(); at != values.end(); ++at)
        QVERIFY2(!at->isNull() || at.key() == QStringLiteral(".stopped_at_s") ||
                     at.key().endsWith(QStringLiteral("bytes_per_s")),
                 qPrintable(at.key()));
    QCOMPARE(result["step_time_s"].toDouble(), 0.033);
    QCOMPARE(result["step_without_waiting_s"].toDouble(), 0.024);
    QCOMPARE(result["tokens_per_s"].toDouble(), 8 / 0.033); // of one token each
    QCOMPARE(result["peak_tflops_per_device"].toDouble(), 1000.0);
    QCOMPARE(result["peak_precision"].toString(), QStringLiteral("bf16"));
    QCOMPARE(result["shares"].toObject()["busy"].toDouble(), 24. / 33);
    QCOMPARE(result["shares"].toObject()["idle"].toDouble(), 9. / 33);
    QCOMPARE(result["shares"].toObject()["waiting_for_gradients"].toDouble(), 0.);
}

// 8 micro-batches of 3 ms are 24 ms of work on each GPU, whether or not the next step fills while
// this one drains.
void TestResultFile::whatPostValidationHidesIsNoWork()
{
    core::Scenario scenario = toy::pipeline("zb-h2", 4, 8);
    for (const bool hides : {false, true}) {
        scenario.parallel.postValidation = hides;
        const QJsonObject result = resultOf(toy::run(scenario));
        QCOMPARE(result["step_without_waiting_s"].toDouble(), 0.024);
    }
}

QTEST_GUILESS_MAIN(TestResultFile)
#include "tst_result_file.moc"
