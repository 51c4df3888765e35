// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts of published runs become the scenarios that they train. Expected values are those of the
// papers and repositories, and products of what the scripts say.
#include "core/analysis/snapshot.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/scenario/scenario_request.h"
#include "tests/core/io/launch_cases.h"
#include "tests/core/io/launch_scripts.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace {

class TestLaunchRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gpt3NeedsAMultipleOf128Devices();
    void gpt3On1024Devices();
    void mixtral();
    void bloom();
    void apertus();
    void aLogSaysTheSameAsTheScript();
    void settingsFillWhatIsOpen();
    void endsWithoutLayersAreWrittenAndRead();
    void aTraceThatNamesItsCommandIsNoStart();
    void deepSpeedTakesTheModelThatIsGiven();
    void aMicroBatchThatIsGivenMakesTheBatch();
    void optionsWithoutEffectAreRefused();
    void whatIsWrongWithAFileComesFirst();
};

void TestLaunchRuns::gpt3NeedsAMultipleOf128Devices()
{
    const QString refusal = refusalOf(kGpt3);
    QVERIFY2(refusal.contains(QStringLiteral("cannot hold tensor 8 x pipeline 16 = 128")),
             qPrintable(refusal));
    QVERIFY(refusal.contains(QStringLiteral("8 GPUs")));
}

void TestLaunchRuns::gpt3On1024Devices()
{
    const core::LaunchReading reading = readingOf(kGpt3, {.devices = 1024});
    const core::Scenario &scenario = reading.scenario;
    QCOMPARE(scenario.cluster.devices, 1024);
    QCOMPARE(scenario.cluster.devicesPerNode, 8);
    QCOMPARE(scenario.parallel.data, 1024 / 128);
    QCOMPARE(core::microBatchCount(scenario), std::int64_t(1536 / 8));
    QCOMPARE(scenario.training.precision, core::Precision::Fp16);
    QCOMPARE(core::gradientBytesOf(scenario.training), 2); // fp16 adds up as it is
    QCOMPARE(scenario.parallel.schedule, std::string("1f1b"));
    QCOMPARE(scenario.parallel.exchange, core::Exchange::Blocking);
    QVERIFY(!scenario.parallel.overlap);
    QVERIFY(!scenario.parallel.sequenceParallel);
    const core::TransformerSpec &spec = *scenario.model.transformer();
    QVERIFY(spec.flashAttention && spec.bias && spec.tiedEmbedding && !spec.gatedMlp);
    // 50257 in steps of 128 x tensor 8, arXiv:2104.04473's 51200
    QCOMPARE(spec.vocab, std::int64_t(51200));
    QCOMPARE(core::parameterCount(scenario.model), std::int64_t(174'615'846'912));
    QVERIFY(tells(reading, "exclude each other"));
    QVERIFY(tells(reading, "GPT2BPETokenizer, 50,257 padded to 51,200"));
}

void TestLaunchRuns::mixtral()
{
    const QString refusal = refusalOf(kMixtral); // 8 devices for 1 x 8 x 4
    QVERIFY2(refusal.contains(QStringLiteral("expert-tensor 1 x expert 8 x pipeline 4 = 32")),
             qPrintable(refusal));
    const core::LaunchReading reading =
        readingOf(kMixtral, {.environment = {{"SLURM_NNODES", "8"}}});
    const core::Scenario &scenario = reading.scenario;
    QCOMPARE(scenario.cluster.devices, 64);
    QCOMPARE(scenario.parallel.data, 16);
    QCOMPARE(scenario.parallel.expert, 8);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(scenario.training.gradientBytes, 4);
    QCOMPARE(scenario.parallel.bucketBytes, std::int64_t(40'000'000) * 4);
    QVERIFY(scenario.parallel.overlap && !scenario.parallel.sequenceParallel);
    QCOMPARE(scenario.model.id, std::string("mixtral-8x7b"));
    QCOMPARE(core::parameterCount(scenario.model), std::int64_t(46'702'792'704));
    QVERIFY(tells(reading, "--sequence-parallel has no effect with tensor 1"));
}

void TestLaunchRuns::bloom()
{
    const core::LaunchReading reading = readingOf(kBloom);
    const core::Scenario &scenario = reading.scenario;
    QCOMPARE(scenario.cluster.devices, 24 * 8);
    QCOMPARE(scenario.parallel.data, 4);
    QCOMPARE(core::microBatchCount(scenario), std::int64_t(2048 / (4 * 2)));
    QCOMPARE(scenario.training.recompute, core::Recompute::Full);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    // (70 layers + 2 embeddings) / 12 = 6
    const std::vector<int> partition = {5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5};
    QCOMPARE(scenario.parallel.partition, partition);
    QCOMPARE(core::parameterCount(scenario.model), std::int64_t(176'247'271'424));
    QVERIFY(!scenario.model.transformer()->flashAttention);
    QVERIFY(tells(reading, "BF16_Optimizer"));
    QVERIFY(tells(reading, "ramps up from 192; the final 2,048"));
}

void TestLaunchRuns::apertus()
{
    const core::LaunchOutcome open = outcomeOf(kApertus);
    QCOMPARE(open.questions.size(), std::size_t(1));
    QCOMPARE(open.questions.front().about, core::LaunchQuestion::About::Vocabulary);
    const core::LaunchReading reading = readingOf(kApertus, {.vocab = 131072});
    const core::Scenario &scenario = reading.scenario;
    QCOMPARE(scenario.cluster.devices, 4096);
    QCOMPARE(scenario.cluster.devicesPerNode, 4);
    QCOMPARE(scenario.parallel.data, 128);
    QCOMPARE(scenario.parallel.chunks, 80 / 8 / 2);
    QCOMPARE(scenario.parallel.schedule, std::string("interleaved"));
    QCOMPARE(scenario.parallel.exchange, core::Exchange::Overlapped);
    QCOMPARE(scenario.parallel.bucketBytes, std::int64_t(10'000'000'000) * 4);
    QVERIFY(scenario.parallel.sequenceParallel);
    QCOMPARE(core::parameterCount(scenario.model), std::int64_t(70'599'864'320));
    QVERIFY(tells(reading, "--xielu: an activation of a fork"));
    QVERIFY(!scenario.model.transformer()->gatedMlp);
    QVERIFY(tells(reading, "--ademamix-alpha"));
    QVERIFY(tells(reading, "three moments"));
    QVERIFY(tells(reading, "--nodes=1024 x --ntasks-per-node=4 = 4,096"));
}

void TestLaunchRuns::aLogSaysTheSameAsTheScript()
{
    core::Scenario script = readingOf(kMixtral, {.environment = {{"SLURM_NNODES", "8"}}}).scenario;
    const core::Scenario log = readingOf(kLog).scenario;
    // The log gives the width of an expert, which is that of the MLP.
    auto &spec = std::get<core::TransformerSpec>(script.model.shape);
    spec.expertFfn = log.model.transformer()->expertFfn;
    QCOMPARE(*log.model.transformer(), spec);
    QVERIFY(log.training == script.training);
    QVERIFY(log.parallel == script.parallel);
    QCOMPARE(log.cluster.devices, 64);
}

// DeepSeek-V3 was laid out as Et|(tt|)*30mL on H100: its last stage computes the loss alone. Two
// stages more than layers are cut so that both ends are without.
void TestLaunchRuns::endsWithoutLayersAreWrittenAndRead()
{
    const auto withPartition = [](const std::string &partition) {
        return core::scenarioFromJson(R"({"model": "gpt2-124m", "cluster": {"devices": 7},
            "training": {"global_batch": 14, "micro_batch": 1},
            "parallel": {"pipeline": 7, "schedule": "interleaved", "chunks": 2)" +
                                          partition + "}}",
                                      "ends.json");
    };
    const auto usual = withPartition("");
    const auto said = withPartition(R"(, "partition": [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])");
    QVERIFY(usual && said);
    const auto step = core::run(usual.value());
    const auto stepSaid = core::run(said.value());
    QVERIFY(step && stepSaid);
    QCOMPARE(stepSaid.value()->metrics.step.count, step.value()->metrics.step.count);
    const core::Scenario &scenario = said.value();
    const auto written = core::writeLaunch(*core::findLaunchWriter("megatron"), scenario);
    QVERIFY(written);
    const core::LaunchText &file = written.value().files.front();
    QVERIFY(file.text.find("\"E|t*1|t*1|") != std::string::npos);
    const auto again = core::readLaunch({file.text, file.name}, {}, scenario);
    QVERIFY2(again.reading, again.reading ? "" : again.reading.error().message.c_str());
    QCOMPARE(again.reading.value().scenario.parallel.partition, scenario.parallel.partition);
    // A stage between two others needs a layer.
    const auto gap = withPartition(R"(, "partition": [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])");
    QVERIFY(!gap);
    QVERIFY(gap.error().message.find("gives one stage 0 layers") != std::string::npos);
}

void TestLaunchRuns::settingsFillWhatIsOpen()
{
    const QString path = QDir::temp().filePath(QStringLiteral("tst-launch-apertus.slurm"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(kApertus));
    file.close();
    core::ScenarioRequest request{.file = path.toStdString()};
    QVERIFY(!core::loadRequested(request));
    request.settings = {"model.transformer.vocab=131072", "cluster.device=h100-80g",
                        "cluster.devices=2048", "training.recompute=full"};
    const auto loaded = core::loadRequested(request);
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded.value().scenario.cluster.devices, 2048);
    QCOMPARE(loaded.value().scenario.parallel.data, 64);
    QCOMPARE(loaded.value().scenario.cluster.device.id, std::string("h100-80g"));
    QCOMPARE(loaded.value().scenario.training.recompute, core::Recompute::Full);
    QVERIFY(!loaded.value().notes.empty());
    QFile::remove(path);
}

void TestLaunchRuns::aTraceThatNamesItsCommandIsNoStart()
{
    const std::string command = "train.py --per_device_train_batch_size 4";
    QVERIFY(core::isLaunchFile({.text = "torchrun " + command, .name = "a"}));
    QVERIFY(!core::isLaunchFile({.text = "[{\"name\": \"" + command + "\"}]", .name = "a"}));
}

void TestLaunchRuns::deepSpeedTakesTheModelThatIsGiven()
{
    const std::string data = PARALLARIUM_TEST_DATA;
    core::ScenarioRequest request{.file = data + "/launch/acc_zero2.json",
                                  .model = data + "/hf/llama-3-8b.json"};
    const auto open = core::loadRequested(request);
    QVERIFY(!open);
    QVERIFY(QString::fromStdString(open.error().message)
                .contains(QStringLiteral("give --set cluster.devices=…")));
    request.settings = {"cluster.devices=16", "training.recompute=full"};
    const auto loaded = core::loadRequested(request);
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    const core::Scenario &scenario = loaded.value().scenario;
    QCOMPARE(core::parameterCount(scenario.model), std::int64_t(8'030'261'248));
    QCOMPARE(scenario.parallel.data, 16);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero2);
    QCOMPARE(scenario.training.globalBatch, std::int64_t(64)); // of the file, 1 x 16 x 4
    QCOMPARE(core::microBatchCount(scenario), std::int64_t(4));
    QCOMPARE(scenario.training.recompute, core::Recompute::Full);
}

// accelerate's YAML has no batch: a step is one micro-batch of each replica, of the size given.
void TestLaunchRuns::aMicroBatchThatIsGivenMakesTheBatch()
{
    const QString path = QDir::temp().filePath(QStringLiteral("parallarium-micro-batch.yaml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "distributed_type: FSDP\nnum_processes: 64\nnum_machines: 8\nmixed_precision: bf16\n");
    file.close();
    for (const int samples : {1, 2}) {
        const auto loaded =
            core::loadRequested({.file = path.toStdString(),
                                 .settings = {"training.micro_batch=" + std::to_string(samples)},
                                 .model = "llama-3-8b"});
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
        QCOMPARE(loaded.value().scenario.training.globalBatch, std::int64_t{64} * samples);
        QCOMPARE(core::microBatchCount(loaded.value().scenario), std::int64_t{1});
    }
    QFile::remove(path);
}

void TestLaunchRuns::optionsWithoutEffectAreRefused()
{
    const auto messageOf = [](const core::ScenarioRequest &request) {
        const auto loaded = core::loadRequested(request);
        return loaded ? QString() : QString::fromStdString(loaded.error().message);
    };
    QVERIFY(messageOf({.file = "llama7b-pp4", .environment = {{"NNODES", "4"}}})
                .startsWith(QStringLiteral("--env: It belongs to files")));
    QVERIFY(messageOf({.file = "llama7b-pp4", .model = "llama-3-8b"})
                .startsWith(QStringLiteral("--model: It belongs to files")));
    QVERIFY(messageOf({.file = "llama7b-pp4", .training = 2})
                .startsWith(QStringLiteral("--training: It belongs to files")));
    const std::string file = std::string(PARALLARIUM_TEST_DATA) + "/launch/acc_zero2.json";
    const QString variables = messageOf({.file = file,
                                         .settings = {"cluster.devices=16"},
                                         .environment = {{"NNODES", "4"}},
                                         .model = "llama-3-8b"});
    QVERIFY2(variables.startsWith(QStringLiteral("--env: A configuration of DeepSpeed has no")),
             qPrintable(variables));
    QVERIFY(
        messageOf({.file = file,
                   .settings = {"cluster.devices=16"},
                   .model = "llama-3-8b",
                   .training = 1})
            .startsWith(QStringLiteral("--training: A configuration of DeepSpeed starts none")));
    // A number that is none is refused as one, and an overlay with a model says that it takes over.
    const QString none =
        messageOf({.file = file, .settings = {"cluster.devices=abc"}, .model = "llama-3-8b"});
    QVERIFY2(none.contains(QStringLiteral("cluster.devices is the string \"abc\"")),
             qPrintable(none));
    const auto over = core::loadRequested(
        {.file = "llama7b-pp4",
         .overlay = std::string(PARALLARIUM_TEST_DATA) + "/launch/gpt3_345m_mp.sh"});
    QVERIFY2(over, over ? "" : over.error().message.c_str());
    QVERIFY(std::ranges::any_of(over.value().notes, [](const std::string &note) {
        return note.ends_with(
            ": Its model and batch take the place of those of llama7b-pp4, of which "
            "the cluster is left.");
    }));
}

void TestLaunchRuns::whatIsWrongWithAFileComesFirst()
{
    const QString path = QDir::temp().filePath(QStringLiteral("tst-launch-wrong.sh"));
    for (const QByteArray &bytes : {QByteArray(), QByteArray("\xFF\xFE-\0-\0", 6)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto alone = core::loadRequested({.file = path.toStdString()});
        const auto loaded =
            core::loadRequested({.file = path.toStdString(), .model = "llama-3-8b"});
        QVERIFY(!loaded && !alone);
        QCOMPARE(loaded.error().message, alone.error().message);
    }
    QFile::remove(path);
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchRuns)
#include "tst_launch_runs.moc"
