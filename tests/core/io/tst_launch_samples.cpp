// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the form of published ones (tests/data/launch) are read to the facts of their index:
// sizes and degrees that papers and repositories name, products of what the files say.
// PARALLARIUM_LAUNCH_SAMPLES names another folder with an index in the same form.
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/file/files.h"
#include "core/io/json/choice_names.h"
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

namespace {

QString folder()
{
    return qEnvironmentVariable("PARALLARIUM_LAUNCH_SAMPLES",
                                QStringLiteral(PARALLARIUM_TEST_DATA "/launch"));
}

QString text(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}
template <class Choice>
QString named(Choice choice)
{
    return text(core::nameOf(choice, core::namesOf(choice)));
}

const core::TransformerSpec &sizes(const core::Scenario &scenario)
{
    return *scenario.model.transformer();
}

using Fact = std::function<QJsonValue(const core::Scenario &)>;

// A number of any width as JSON has it.
Fact count(auto get)
{
    return [get](const core::Scenario &s) { return QJsonValue(static_cast<double>(get(s))); };
}
Fact truth(auto get)
{
    return [get](const core::Scenario &s) { return QJsonValue(get(s)); };
}
Fact word(auto get)
{
    return [get](const core::Scenario &s) { return QJsonValue(get(s)); };
}

const std::map<QString, Fact> &facts()
{
    using S = core::Scenario;
    static const std::map<QString, Fact> table = {
        {"devices", count([](const S &s) { return s.cluster.devices; })},
        {"devices_per_node", count([](const S &s) { return s.cluster.devicesPerNode; })},
        {"tensor", count([](const S &s) { return s.parallel.tensor; })},
        {"pipeline", count([](const S &s) { return s.parallel.pipeline; })},
        {"context", count([](const S &s) { return s.parallel.context; })},
        {"data", count([](const S &s) { return s.parallel.data; })},
        {"expert", count([](const S &s) { return s.parallel.expert; })},
        {"chunks", count([](const S &s) { return s.parallel.chunks; })},
        {"group", count([](const S &s) { return s.parallel.group; })},
        {"micro_batch", count([](const S &s) { return s.training.microBatch; })},
        {"global_batch", count([](const S &s) { return s.training.globalBatch; })},
        {"micro_batches", count([](const S &s) { return core::microBatchCount(s); })},
        {"sequence", count([](const S &s) { return s.training.sequence; })},
        {"gradient_bytes", count([](const S &s) { return core::gradientBytesOf(s.training); })},
        {"bucket_bytes", count([](const S &s) { return s.parallel.bucketBytes; })},
        {"parameters", count([](const S &s) { return core::parameterCount(s.model); })},
        {"overlap", truth([](const S &s) { return s.parallel.overlap; })},
        {"sequence_parallel", truth([](const S &s) { return s.parallel.sequenceParallel; })},
        {"precision", word([](const S &s) { return named(s.training.precision); })},
        {"recompute", word([](const S &s) { return named(s.training.recompute); })},
        {"offload_optimizer", truth([](const S &s) { return s.parallel.offloadOptimizer; })},
        {"sharding", word([](const S &s) { return named(s.parallel.sharding); })},
        {"exchange", word([](const S &s) { return named(s.parallel.exchange); })},
        {"dispatch", word([](const S &s) { return named(s.parallel.dispatch); })},
        {"schedule", word([](const S &s) { return text(s.parallel.schedule); })},
        {"model", word([](const S &s) { return text(s.model.id); })},
        {"partition", [](const S &s) {
             QJsonArray layers;
             for (const int count : s.parallel.partition)
                 layers.append(count);
             return QJsonValue(layers);
         }}};
    return table;
}

const std::map<QString, Fact> &modelFacts()
{
    using S = core::Scenario;
    static const std::map<QString, Fact> table = {
        {"hidden", count([](const S &s) { return sizes(s).hidden; })},
        {"layers", count([](const S &s) { return sizes(s).layers; })},
        {"heads", count([](const S &s) { return sizes(s).heads; })},
        {"kv_heads", count([](const S &s) { return sizes(s).kvHeads; })},
        {"head_dim", count([](const S &s) { return sizes(s).headDimension; })},
        {"ffn", count([](const S &s) { return sizes(s).ffn; })},
        {"vocab", count([](const S &s) { return sizes(s).vocab; })},
        {"positions", count([](const S &s) { return sizes(s).positions; })},
        {"experts", count([](const S &s) { return sizes(s).experts; })},
        {"experts_per_token", count([](const S &s) { return sizes(s).expertsPerToken; })},
        {"expert_ffn", count([](const S &s) { return core::expertWidth(sizes(s)); })},
        {"shared_ffn", count([](const S &s) { return sizes(s).sharedFfn; })},
        {"dense_layers", count([](const S &s) { return sizes(s).denseLayers; })},
        {"kv_rank", count([](const S &s) { return sizes(s).kvRank; })},
        {"gated_mlp", truth([](const S &s) { return sizes(s).gatedMlp; })},
        {"tied_embedding", truth([](const S &s) { return sizes(s).tiedEmbedding; })},
        {"bias", truth([](const S &s) { return sizes(s).bias; })},
        {"rms_norm", truth([](const S &s) { return sizes(s).rmsNorm; })},
        {"flash_attention", truth([](const S &s) { return sizes(s).flashAttention; })},
        {"query_key_norm", truth([](const S &s) { return sizes(s).queryKeyNorm; })},
        {"embedding_norm", truth([](const S &s) { return sizes(s).embeddingNorm; })}};
    return table;
}

core::Scenario baseOf(const QJsonObject &given)
{
    const QString model = given["base"].toString(QStringLiteral("gpt2-124m"));
    const QString json = QStringLiteral(R"({"model": "%1", "cluster": {"device": "h100-80g"},
        "training": {"micro_batch": %2}})")
                             .arg(model)
                             .arg(given["micro_batch"].toInt(1));
    core::Scenario base = core::scenarioFromJson(json.toStdString(), "base").value();
    if (!given.contains("base"))
        base.model = {};
    return base;
}

core::LaunchAnswers answersOf(const QJsonObject &given)
{
    core::LaunchAnswers answers;
    const QJsonObject environment = given["env"].toObject();
    for (const QString &name : environment.keys())
        answers.environment[name.toStdString()] = environment[name].toString().toStdString();
    if (given.contains("devices"))
        answers.devices = given["devices"].toInteger();
    if (given["model"].isString())
        answers.model = *core::findModel(given["model"].toString().toStdString());
    if (given.contains("vocab"))
        answers.vocab = given["vocab"].toInteger();
    return answers;
}

QString shown(const QJsonValue &value)
{
    return value.isDouble()
               ? QString::number(value.toDouble(), 'f', 0)
               : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

// What differs from what is expected, one fact a line.
QString differences(const QJsonObject &expected, const core::Scenario &scenario,
                    const std::map<QString, Fact> &table)
{
    QString all;
    for (const QString &name : expected.keys()) {
        const auto fact = table.find(name);
        if (name == u"model" && expected[name].isObject())
            all += differences(expected[name].toObject(), scenario, modelFacts());
        else if (fact != table.end() && fact->second(scenario) != expected[name])
            all += QStringLiteral("%1 is %2, not %3\n")
                       .arg(name, shown(fact->second(scenario)), shown(expected[name]));
        else if (fact == table.end() && !name.endsWith(u"_in_file"))
            all += QStringLiteral("%1 is no fact that is known\n").arg(name);
    }
    return all;
}

class TestLaunchSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadToItsFacts_data();
    void isReadToItsFacts();
};

void TestLaunchSamples::isReadToItsFacts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("wanted");
    const auto index = core::readFile((folder() + "/index.json").toStdString(), 1 << 20);
    QVERIFY2(index, index ? "" : index.error().message.c_str());
    const QJsonObject root =
        QJsonDocument::fromJson(QByteArray::fromStdString(index.value())).object();
    const QJsonArray samples = root["samples"].toArray();
    QVERIFY(samples.size() > 0);
    for (const QJsonValue &sample : samples) {
        const QString file = sample["file"].toString();
        const QJsonArray cases = sample["cases"].toArray();
        for (qsizetype i = 0; i < cases.size(); ++i)
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(file).arg(i)))
                << file << cases[i].toObject();
    }
}

void TestLaunchSamples::isReadToItsFacts()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, wanted);
    const std::string path = (folder() + '/' + file).toStdString();
    const auto read = core::readFile(path, 1 << 20);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const QJsonObject given = wanted["given"].toObject();
    QVERIFY2(core::isLaunchFile({.text = read.value(), .name = path}), "no format claims it");
    const core::LaunchOutcome outcome =
        core::readLaunch({.text = read.value(), .name = path}, answersOf(given), baseOf(given));
    if (wanted.contains("refuse") && !wanted.contains("facts")) {
        QVERIFY2(!outcome.reading, "it is read, but must be refused");
        const QString refusal = QString::fromStdString(outcome.reading.error().message);
        QVERIFY2(refusal.contains(wanted["refuse"].toString()), qPrintable(refusal));
        return;
    }
    QVERIFY2(outcome.reading, outcome.reading ? "" : outcome.reading.error().message.c_str());
    const core::LaunchReading &reading = outcome.reading.value();
    const QString apart = differences(wanted["expect"].toObject(), reading.scenario, facts());
    QString notes;
    for (const core::LaunchNote &note : reading.notes)
        notes += QString::fromStdString(core::textOfNote(note, file.toStdString())) + '\n';
    QVERIFY2(apart.isEmpty(), qPrintable(apart + notes));
    for (const QJsonValue &words : wanted["tell"].toArray())
        QVERIFY2(notes.contains(words.toString()), qPrintable(words.toString() + "\n" + notes));
    for (const QJsonValue &words : wanted["silent"].toArray())
        QVERIFY2(!notes.contains(words.toString()), qPrintable(words.toString() + "\n" + notes));
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchSamples)
#include "tst_launch_samples.moc"
