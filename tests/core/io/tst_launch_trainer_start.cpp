// SPDX-License-Identifier: GPL-3.0-or-later
// How LLaMA-Factory, axolotl, TRL and ms-swift are started, and what they do unless told otherwise:
// hparams/data_args.py and model_utils/checkpointing.py of LLaMA-Factory, the schemas of axolotl,
// the arguments of ms-swift.
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

core::LaunchOutcome startedWith(const std::string &text, const Files &beside,
                                const std::string &name = "run.sh")
{
    return outcomeWith(text, beside, {.devices = 16}, name);
}

core::LaunchReading readingWith(const std::string &text, const Files &beside,
                                const std::string &name = "run.sh")
{
    const core::LaunchOutcome outcome = startedWith(text, beside, name);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}

const std::string kLlamaFactory = "model_name_or_path: meta-llama/Meta-Llama-3-8B\n"
                                  "finetuning_type: full\ntemplate: llama3\ncutoff_len: 4096\n"
                                  "per_device_train_batch_size: 2\nbf16: true\n";
const std::string kAxolotl = "base_model: NousResearch/Meta-Llama-3-8B\nsequence_len: 8192\n"
                             "micro_batch_size: 1\nbf16: auto\n";

} // namespace

class TestLaunchTrainerStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settingsBehindAProgramAreRead_data();
    void settingsBehindAProgramAreRead();
    void theCommandGoesBeforeItsSettings();
    void settingsThatAreNotThereAreNamed();
    void aScriptMayWriteItsSettings();
    void otherProgramsWithSettingsAreNone();
    void llamaFactoryRecomputes();
    void swiftHasDefaultsOfItsOwn();
    void devicesAreThoseOfTheirVariables_data();
    void devicesAreThoseOfTheirVariables();
    void axolotlNeedsNoDatasets();
    void settingsMayBeJson();
    void brokenSettingsSayWhere_data();
    void brokenSettingsSayWhere();
    void aStageIsKnownByItsName_data();
    void aStageIsKnownByItsName();
};

void TestLaunchTrainerStart::settingsBehindAProgramAreRead_data()
{
    QTest::addColumn<QString>("start");
    for (const char *start :
         {"llamafactory-cli train run.yaml",
          "FORCE_TORCHRUN=1 NNODES=2 llamafactory-cli train run.yaml",
          "python -m llamafactory.cli train run.yaml",
          "torchrun --nproc_per_node 8 src/train.py run.yaml",
          "accelerate launch train.py run.yaml --report_to wandb",
          "accelerate launch --config_file acc.yaml scripts/sft.py --config run.yaml",
          "deepspeed --num_gpus 8 train.py run.yaml", "trl sft --config run.yaml"})
        QTest::newRow(start) << start;
}

void TestLaunchTrainerStart::settingsBehindAProgramAreRead()
{
    QFETCH(QString, start);
    const core::LaunchReading reading = readingWith(
        "#!/bin/bash\ncd x\n" + start.toStdString() + '\n', {{"run.yaml", kLlamaFactory}});
    const core::Scenario &scenario = reading.scenario;
    QCOMPARE(scenario.model.id, std::string("llama-3-8b"));
    QCOMPARE(scenario.training.microBatch, std::int64_t(2));
    QCOMPARE(scenario.training.sequence, std::int64_t(4096));
    QCOMPARE(scenario.training.precision, core::Precision::Bf16);
    QVERIFY(std::ranges::any_of(reading.notes, [](const core::LaunchNote &note) {
        return note.line == 3 && note.text == "What it trains is said by run.yaml.";
    }));
    for (const char *axolotl :
         {"axolotl train ax.yml", "accelerate launch -m axolotl.cli.train ax.yml"})
        QCOMPARE(readingWith(axolotl, {{"ax.yml", kAxolotl}}).scenario.training.sequence,
                 std::int64_t(8192));
}

void TestLaunchTrainerStart::theCommandGoesBeforeItsSettings()
{
    const Files files = {{"run.yaml", kLlamaFactory}};
    const core::LaunchReading pairs = readingWith(
        "llamafactory-cli train run.yaml per_device_train_batch_size=4 cutoff_len=1024\n", files);
    QCOMPARE(pairs.scenario.training.microBatch, std::int64_t(4));
    QCOMPARE(pairs.scenario.training.sequence, std::int64_t(1024));
    const core::LaunchReading options =
        readingWith("trl sft --config run.yaml --per_device_train_batch_size 4\n", files);
    QCOMPARE(options.scenario.training.microBatch, std::int64_t(4));
    QCOMPARE(options.scenario.training.sequence, std::int64_t(4096));
}

void TestLaunchTrainerStart::settingsThatAreNotThereAreNamed()
{
    const core::LaunchOutcome outcome = startedWith("llamafactory-cli train run.yaml\n", {});
    QVERIFY(!outcome.reading);
    QCOMPARE(
        outcome.reading.error().message,
        std::string("run.sh:1: It trains as told by run.yaml, which is not in its folder: open "
                    "that file itself, or copy it there."));
}

void TestLaunchTrainerStart::aScriptMayWriteItsSettings()
{
    const std::string written = "#!/bin/bash\ncat > run.yaml <<EOF\n" + kLlamaFactory + "EOF\n";
    for (const char *start : {"llamafactory-cli train run.yaml\n", "python train.py run.yaml\n"})
        QCOMPARE(readingWith(written + start, {}).scenario.training.microBatch, std::int64_t(2));
}

void TestLaunchTrainerStart::otherProgramsWithSettingsAreNone()
{
    const Files files = {{"run.yaml", kLlamaFactory}, {"data.yaml", "path: x\n"}};
    const core::LaunchReading reading =
        readingWith("#!/bin/bash\npython train.py run.yaml\npython tokenize.py data.yaml\n", files);
    QCOMPARE(reading.scenario.training.microBatch, std::int64_t(2));
    QVERIFY(!tells(reading, "trainings"));
    QVERIFY(messageOf(outcomeWith("#!/bin/bash\npython tokenize.py data.yaml\n", files))
                .find("nothing is known of tokenize.py") != std::string::npos);
}

// model_args.py: disable_gradient_checkpointing is false; prepare_model_for_training.
void TestLaunchTrainerStart::llamaFactoryRecomputes()
{
    const auto recompute = [](const std::string &more) {
        return readingWith(kLlamaFactory + more, {}, "lf.yaml").scenario.training.recompute;
    };
    QCOMPARE(recompute(""), core::Recompute::Full);
    QCOMPARE(recompute("disable_gradient_checkpointing: false\n"), core::Recompute::Full);
    QCOMPARE(recompute("disable_gradient_checkpointing: true\n"), core::Recompute::None);
    QVERIFY(tells(readingWith(kLlamaFactory, {}, "lf.yaml"), "LLaMA-Factory recomputes"));
    // Others do not unless they are told to.
    QCOMPARE(readingWith(kAxolotl, {}, "a.yml").scenario.training.recompute, core::Recompute::None);
}

// One sample at a time, 16 of all devices, recomputation, the type of the weights' file.
void TestLaunchTrainerStart::swiftHasDefaultsOfItsOwn()
{
    const std::string start = "NPROC_PER_NODE=8 swift sft --model meta-llama/Meta-Llama-3-8B "
                              "--train_type full --max_length 2048 ";
    const core::Scenario usual = readingWith(start, {}).scenario;
    QCOMPARE(usual.training.microBatch, std::int64_t(1));
    QCOMPARE(usual.training.globalBatch, std::int64_t(16));
    QCOMPARE(usual.training.recompute, core::Recompute::Full);
    QCOMPARE(usual.training.precision, core::Precision::Bf16);
    const core::Scenario said =
        readingWith(start +
                        "--torch_dtype float16 --gradient_checkpointing false --deepspeed zero2 "
                        "--per_device_train_batch_size 2 --gradient_accumulation_steps 4",
                    {})
            .scenario;
    QCOMPARE(said.training.globalBatch, std::int64_t(2 * 4 * 16));
    QCOMPARE(said.training.recompute, core::Recompute::None);
    QCOMPARE(said.training.precision, core::Precision::Fp16);
    QCOMPARE(said.parallel.sharding, core::Sharding::Zero2);
    QVERIFY(tells(readingWith(start + "--deepspeed zero3_offload", {}),
                  "The settings zero3_offload are the framework's own"));
    // Its names before 3.0.
    const core::Scenario older =
        readingWith("swift sft --model_id_or_path meta-llama/Meta-Llama-3-8B --sft_type full "
                    "--batch_size 4 --gradient_accumulation_steps 8 --max_length 2048",
                    {})
            .scenario;
    QCOMPARE(older.training.globalBatch, std::int64_t(4 * 8 * 16));
    QVERIFY(tells(readingWith("swift sft --model meta-llama/Meta-Llama-3-8B --max_length 9", {}),
                  "it trains adapters (LoRA), which are not simulated"));
}

// A process for each card that is visible, or as many as the variables in front of it say.
void TestLaunchTrainerStart::devicesAreThoseOfTheirVariables_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<int>("devices");
    const QString swift =
        QStringLiteral("swift sft --model meta-llama/Meta-Llama-3-8B --max_length 512");
    const QString factory = QStringLiteral("llamafactory-cli train run.yaml");
    QTest::newRow("one node") << "NPROC_PER_NODE=8 " + swift << 8;
    QTest::newRow("two nodes") << "CUDA_VISIBLE_DEVICES=0,1,2,3 NNODES=2 NPROC_PER_NODE=4 " + swift
                               << 8;
    QTest::newRow("exported") << "export NPROC_PER_NODE=4\n" + swift << 4;
    QTest::newRow("visible") << "CUDA_VISIBLE_DEVICES=0,1,2 " + factory << 3;
    QTest::newRow("visible on each node")
        << "FORCE_TORCHRUN=1 NNODES=2 NPROC_PER_NODE=8 CUDA_VISIBLE_DEVICES=0,1 " + factory << 16;
}

void TestLaunchTrainerStart::devicesAreThoseOfTheirVariables()
{
    QFETCH(QString, start);
    QFETCH(int, devices);
    const Files files = {{"run.yaml", kLlamaFactory}};
    const core::LaunchOutcome outcome =
        core::readLaunch({start.toStdString(), "run.sh", &files}, {}, base());
    QVERIFY2(outcome.reading, outcome.reading ? "" : outcome.reading.error().message.c_str());
    QCOMPARE(outcome.reading.value().scenario.cluster.devices, devices);
}

void TestLaunchTrainerStart::axolotlNeedsNoDatasets()
{
    const core::LaunchReading reading =
        readingWith(kAxolotl + "pretraining_dataset:\n  - path: a\n", {}, "ax.yaml");
    QCOMPARE(reading.scenario.training.globalBatch, std::int64_t(16));
    // micro_batch_size is 1 and sequence_len 512 unless given.
    const core::LaunchReading bare =
        readingWith("base_model: NousResearch/Meta-Llama-3-8B\nsequence_len: 512\n", {}, "ax.yaml");
    QCOMPARE(bare.scenario.training.microBatch, std::int64_t(1));
}

void TestLaunchTrainerStart::settingsMayBeJson()
{
    const core::LaunchReading reading = readingWith(
        R"({"model_name_or_path": "meta-llama/Meta-Llama-3-8B", "per_device_train_batch_size": 2,
            "max_seq_length": 100000, "bf16": true})",
        {}, "args.json");
    QCOMPARE(reading.scenario.training.microBatch, std::int64_t(2));
    QCOMPARE(reading.scenario.training.sequence, std::int64_t(100'000)); // not 1e+05
}

void TestLaunchTrainerStart::brokenSettingsSayWhere_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("words");
    QTest::newRow("tab") << "a:\n\tb: 1\n"
                         << "run.yaml:8: This is not YAML";
    QTest::newRow("twice") << "bf16: true\n"
                           << "run.yaml:7: The key \"bf16\" is given twice";
}

void TestLaunchTrainerStart::brokenSettingsSayWhere()
{
    QFETCH(QString, more);
    QFETCH(QString, words);
    const core::LaunchOutcome outcome =
        startedWith(kLlamaFactory + more.toStdString(), {}, "run.yaml");
    QVERIFY(!outcome.reading);
    QVERIFY2(outcome.reading.error().message.starts_with(words.toStdString()),
             outcome.reading.error().message.c_str());
}

void TestLaunchTrainerStart::aStageIsKnownByItsName_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<core::Sharding>("sharding");
    QTest::addColumn<bool>("isAway");
    using core::Sharding;
    const auto row = [](const char *path, Sharding sharding, bool isAway = false) {
        QTest::newRow(path) << path << sharding << isAway;
    };
    row("examples/deepspeed/ds_z3_config.json", Sharding::Zero3); // LLaMA-Factory
    row("ds_z2_offload_config.json", Sharding::Zero2, true);
    row("deepspeed_configs/zero1.json", Sharding::Zero1); // axolotl
    row("zero3_bf16.json", Sharding::Zero3);
    row("zero2", Sharding::Zero2);                            // ms-swift
    row("scripts/zero3_offload.json", Sharding::Zero3, true); // LLaVA
    row("configs/stage_3.json", Sharding::Zero3);
    row("ds_config.json", Sharding::None);
    row("z32.json", Sharding::None);
}

void TestLaunchTrainerStart::aStageIsKnownByItsName()
{
    QFETCH(QString, path);
    QFETCH(core::Sharding, sharding);
    QFETCH(bool, isAway);
    const core::LaunchReading reading =
        readingWith(kLlamaFactory + "deepspeed: " + path.toStdString() + '\n', {}, "lf.yaml");
    QCOMPARE(reading.scenario.parallel.sharding, sharding);
    QCOMPARE(reading.scenario.parallel.offloadOptimizer, isAway);
    QVERIFY(tells(reading, sharding == core::Sharding::None ? "Until then no states are shared"
                                                            : "name says, with DeepSpeed's "
                                                              "defaults: stage"));
}

QTEST_APPLESS_MAIN(TestLaunchTrainerStart)
#include "tst_launch_trainer_start.moc"
