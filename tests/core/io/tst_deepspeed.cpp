// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

class TestDeepSpeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesFollowFromEachOther_data();
    void batchesFollowFromEachOther();
    void precisionAndOptimizerAreTaken_data();
    void precisionAndOptimizerAreTaken();
    void bucketsAreGivenInElements();
    void stagesAreSharding();
    void otherFormatsAreNamed();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void anOverlayComesAfterSettings();
    void itIsToldFromAScenario();
    void statesInHostMemoryAreRead();
    void widthsOfTheScenarioGiveWayToThoseOfAStage();
    void theSecondCopyOfZeroPlusPlusIsRead();
};

// train_batch_size = train_micro_batch_size_per_gpu x gradient_accumulation_steps x replicas
// (DeepSpeed's documentation of its configuration); 8 replicas.
void TestDeepSpeed::batchesFollowFromEachOther_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("global");
    QTest::addColumn<int>("micro");
    const auto row = [](const char *json, int global, int micro) {
        QTest::newRow(json) << json << global << micro;
    };
    row(R"({"train_batch_size": 64, "train_micro_batch_size_per_gpu": 2})", 64, 2);
    row(R"({"train_batch_size": 64, "gradient_accumulation_steps": 8})", 64, 1);
    row(R"({"train_micro_batch_size_per_gpu": 2, "gradient_accumulation_steps": 4})", 64, 2);
    row(R"({"train_batch_size": 128, "train_micro_batch_size_per_gpu": 4,
            "gradient_accumulation_steps": 4})",
        128, 4);
    row(R"({"train_batch_size": 16})", 16, 2);             // one step of accumulation
    row(R"({"train_micro_batch_size_per_gpu": 1})", 8, 1); // likewise
    row(R"({"gradient_accumulation_steps": 4})", 4 * 4 * 8, 4);
    row(R"({"train_batch_size": 3.2e1, "train_micro_batch_size_per_gpu": "auto"})", 32, 4);
    row(R"({"train_batch_size": "auto", "train_micro_batch_size_per_gpu": 2,
            "gradient_accumulation_steps": "auto"})",
        64, 2);
    row(R"({"train_batch_size": "auto", "train_micro_batch_size_per_gpu": "auto",
            "gradient_accumulation_steps": "auto"})",
        64, 4);
    row("{}", 64, 4);
}

void TestDeepSpeed::batchesFollowFromEachOther()
{
    QFETCH(QString, json);
    QFETCH(int, global);
    QFETCH(int, micro);
    const auto scenario = core::withDeepSpeed(deepspeed::replicas(), json.toStdString(), "ds.json");
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    QCOMPARE(scenario.value().training.globalBatch, global);
    QCOMPARE(scenario.value().training.microBatch, micro);
}

void TestDeepSpeed::precisionAndOptimizerAreTaken_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("optimizer");
    using core::Optimizer;
    using core::Precision;
    const auto row = [](const char *json, Precision precision, Optimizer optimizer) {
        QTest::newRow(json) << json << static_cast<int>(precision) << static_cast<int>(optimizer);
    };
    row(R"({"fp16": {"enabled": true, "loss_scale": 0}})", Precision::Fp16, Optimizer::Adam);
    row(R"({"bf16": {"enabled": false}, "fp16": {"enabled": true}})", Precision::Fp16,
        Optimizer::Adam);
    row(R"({"fp16": {"enabled": false}, "bfloat16": {"enabled": true}})", Precision::Bf16,
        Optimizer::Adam);
    row(R"({"bf16": {"enabled": "auto"}, "fp16": {"enabled": "auto"}})", Precision::Bf16,
        Optimizer::Adam);
    row(R"({"bf16": {"enabled": false}, "fp16": {"enabled": false}})", Precision::Fp32,
        Optimizer::Adam);
    row(R"({"optimizer": {"type": "SGD", "params": {"lr": 1e-3}}})", Precision::Fp32,
        Optimizer::Sgd);
    row(R"({"optimizer": {"type": "AdamW"}, "bf16": {"enabled": true}})", Precision::Bf16,
        Optimizer::Adam);
    // Lamb keeps the same two moments as Adam (arXiv:1904.00962, algorithm 2).
    row(R"({"optimizer": {"type": "Lamb"}, "fp16": {"enabled": true}})", Precision::Fp16,
        Optimizer::Adam);
    row(R"({"optimizer": {"type": "adamW"}, "fp16": {}})", Precision::Fp32, Optimizer::Adam);
    row(R"({"fp16": {"enabled": false}})", Precision::Fp32, Optimizer::Adam);
    row(R"({"fp16": {"enabled": "auto"}})", Precision::Bf16, Optimizer::Adam);
    row("{}", Precision::Fp32, Optimizer::Adam);
}

void TestDeepSpeed::precisionAndOptimizerAreTaken()
{
    QFETCH(QString, json);
    QFETCH(int, precision);
    QFETCH(int, optimizer);
    const auto scenario = core::withDeepSpeed(deepspeed::replicas(), json.toStdString(), "ds.json");
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    QCOMPARE(static_cast<int>(scenario.value().training.precision), precision);
    QCOMPARE(static_cast<int>(scenario.value().training.optimizer), optimizer);
}

// "Number of elements reduced at a time" (DeepSpeed): 5e8 of two bytes
void TestDeepSpeed::bucketsAreGivenInElements()
{
    const auto scenario = core::withDeepSpeed(deepspeed::replicas(), R"({"bf16": {"enabled": true},
                        "zero_optimization": {"reduce_bucket_size": 5e8, "overlap_comm": false}})",
                                              "ds.json");
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    QCOMPARE(scenario.value().parallel.bucketBytes, 1'000'000'000);
    QVERIFY(!scenario.value().parallel.overlap);
    core::Scenario wide = deepspeed::replicas();
    wide.training.precision = core::Precision::Fp32; // four bytes
    const auto four = core::withDeepSpeed(
        wide, R"({"zero_optimization": {"reduce_bucket_size": 5e8}})", "ds.json");
    QVERIFY2(bool(four), four ? "" : four.error().message.c_str());
    QCOMPARE(four.value().parallel.bucketBytes, 2'000'000'000);
}

// All four stages, and none where the section does not say which.
void TestDeepSpeed::stagesAreSharding()
{
    using core::Sharding;
    constexpr Sharding stages[] = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    for (int stage = 0; stage <= 3; ++stage) {
        const std::string text =
            R"({"zero_optimization": {"stage": )" + std::to_string(stage) + "}}";
        const auto scenario = core::withDeepSpeed(deepspeed::replicas(), text, "ds.json");
        QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
        QCOMPARE(scenario.value().parallel.sharding, stages[stage]);
    }
    const auto silent = core::withDeepSpeed(
        deepspeed::replicas(), R"({"zero_optimization": {"overlap_comm": true}})", "ds.json");
    QVERIFY2(bool(silent), silent ? "" : silent.error().message.c_str());
    QCOMPARE(silent.value().parallel.sharding, Sharding::None);
}

void TestDeepSpeed::otherFormatsAreNamed()
{
    const QString refusal = deepspeed::refusalOf("deepspeed_config:\n  zero_stage: 3\n"
                                                 "distributed_type: DEEPSPEED\nnum_processes: 8\n");
    QVERIFY2(refusal.startsWith(
                 QStringLiteral("ds.json:1: This is YAML, an accelerate configuration, not JSON")),
             qPrintable(refusal));
}

void TestDeepSpeed::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *json, const char *words) {
        QTest::newRow(json) << json << words;
    };
    row("[]", "ds.json:1: The DeepSpeed configuration is a list");
    row("{", "ds.json:1: ");
    row(R"({"train_batch_size": 0})", "train_batch_size is 0, but must be from 1");
    row(R"({"train_batch_size": -8})", "train_batch_size is -8");
    row(R"({"train_batch_size": 1e18})", "train_batch_size is");
    row(R"({"train_batch_size": "many"})", "must be a whole number");
    row(R"({"train_batch_size": 60})", "60, which is not a multiple of");
    row(R"({"train_batch_size": 64, "train_micro_batch_size_per_gpu": 3})", "3 x 8");
    row(R"({"train_batch_size": 64, "train_micro_batch_size_per_gpu": 2,
            "gradient_accumulation_steps": 8})",
        "are 2 x 8 x 8: set it to 128, or leave one of them out");
    row(R"({"train_batch_size": 63})", "replicas = 1 x 8: set it to 64.");
    row(R"({"train_batch_size": 63, "train_micro_batch_size_per_gpu": 3})",
        "replicas = 3 x 8: set it to 72.");
    row(R"({"train_batch_siz": 64})",
        "train_batch_siz is not a key of DeepSpeed: did you mean \"train_batch_size\"?");
    row(R"({"zero_optimisation": {"stage": 3}})", "did you mean \"zero_optimization\"?");
    row(R"({"zero_optimization": {"stages": 3}})",
        "zero_optimization.stages is not a key of DeepSpeed: did you mean \"stage\"?");
    row(R"({"gradient_accumulation_step": 3})", "\"gradient_accumulation_steps\"?");
    row(R"({"bf16": {"enable": true}})", "bf16.enable is not a key");
    row(R"({"zero_optimization": {"offload_param": {"device": "ssd"}}})",
        "offload_param.device is the string \"ssd\", but DeepSpeed has \"none\", \"cpu\" and");
    row(R"({"amp": {"enabled": true}})", "amp is enabled, but is not simulated");
    row(R"({"model_type": "llama", "hidden_size": 64})", "describes a model");
    row(R"({"format": "parallarium-scenario/1", "model": "toy-24"})",
        "The format parallarium-scenario/1 shows that this is a file of this program, not a "
        "DeepSpeed configuration");
    row(R"({"model": "toy-24", "cluster": {"devices": 8}})",
        "model and cluster show that this is a scenario, not a DeepSpeed configuration");
    row(R"({"layers": 24, "hidden": 64})", "none of its keys is known, such as layers. Give");
    row(R"({"train_micro_batch_size_per_gpu": 1e9, "gradient_accumulation_steps": 1e9})",
        "train_batch_size would be");
    row(R"({"zero_optimization": {"stage": 4}})", "zero_optimization.stage is 4");
    row(R"({"zero_optimization": true})", "zero_optimization is true");
    row(R"({"zero_optimization": {"reduce_bucket_size": 0}})", "reduce_bucket_size is 0");
    row(R"({"zero_optimization": {"stage": 3, "zero_hpz_partition_size": 3}})",
        "zero_hpz_partition_size is 3, which does not divide the 8 replicas");
    row(R"({"bf16": {"enabled": true}, "fp16": {"enabled": true}})",
        "set bf16.enabled or fp16.enabled to false");
    row(R"({"bf16": {"enabled": 1}})", "bf16.enabled is the number 1");
    row(R"({"optimizer": {"type": "Lion"}})", "optimizer.type is the string \"Lion\"");
}

void TestDeepSpeed::whatIsWrongIsRefused()
{
    QFETCH(QString, json);
    QFETCH(QString, words);
    const QString refusal = deepspeed::refusalOf(json.toUtf8().constData());
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
    QVERIFY2(refusal.startsWith("ds.json:"), qPrintable(refusal));
}

void TestDeepSpeed::anOverlayComesAfterSettings()
{
    QTemporaryDir folder;
    const std::string overlay = folder.filePath("ds.json").toStdString();
    QVERIFY(core::writeFile(overlay, R"({"train_micro_batch_size_per_gpu": 1,
        "gradient_accumulation_steps": 2})"));
    const std::string config = PARALLARIUM_TEST_DATA "/hf/gpt2.json";
    // 30 samples cannot be divided among 8 replicas; with the overlay they are 1 x 2 x 8.
    const std::vector<std::string> settings = {"parallel.data=8", "training.global_batch=30"};
    QVERIFY(!core::loadScenario(config, settings));
    const auto both = core::loadScenario(config, settings, overlay);
    QVERIFY2(bool(both), both ? "" : both.error().message.c_str());
    QCOMPARE(both.value().training.globalBatch, 16);
    // What the overlay has not to do with is the setting's fault.
    const auto wrong = core::loadScenario(config, {"cluster.device.memory_gb=0"}, overlay);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.starts_with("--set cluster.device.memory_gb=0: "),
             wrong.error().message.c_str());
    const auto missing = core::loadScenario(config, settings, overlay + ".not");
    QVERIFY(!missing);
    QVERIFY(missing.error().message.starts_with(overlay + ".not: "));
}

void TestDeepSpeed::itIsToldFromAScenario()
{
    for (const char *text :
         {R"({"train_batch_size": 64})", "{\"train_batch_size\": 64, # all\n}"}) {
        const auto scenario = core::scenarioFromJson(text, "ds.json");
        QVERIFY(!scenario);
        QVERIFY2(scenario.error().message.starts_with("ds.json:1: This is a DeepSpeed "),
                 scenario.error().message.c_str());
    }
    QVERIFY(core::isDeepSpeedConfig(R"({"zero_optimization": {"stage": 3}})"));
    QVERIFY(core::isDeepSpeedConfig(R"({"train_batch_size": "auto"})"));
    QVERIFY(!core::isDeepSpeedConfig(core::scenarioToJson(deepspeed::replicas())));
    QVERIFY(!core::isDeepSpeedConfig("[]"));
    QVERIFY(!core::isDeepSpeedConfig("{"));
}

void TestDeepSpeed::statesInHostMemoryAreRead()
{
    const auto isAway = [](const char *zero) {
        const std::string text = std::string(R"({"zero_optimization": {)") + zero + "}}";
        return core::withDeepSpeed(deepspeed::replicas(), text, "ds.json")
            .value()
            .parallel.offloadOptimizer;
    };
    QVERIFY(isAway(R"("stage": 2, "offload_optimizer": {"device": "cpu"})"));
    QVERIFY(isAway(R"("stage": 2, "cpu_offload": true)"));
    QVERIFY(isAway(R"("stage": 3, "offload_optimizer": {"device": "nvme"})"));
    QVERIFY(!isAway(R"("stage": 2, "offload_optimizer": {"device": "nvme"})")); // stage 3's alone
    QVERIFY(!isAway(R"("stage": 2, "offload_optimizer": {"device": "none"})"));
    QVERIFY(!isAway(R"("stage": 2)"));
    QVERIFY(!isAway(R"("stage": 0, "offload_optimizer": {"device": "cpu"})")); // ZeRO's alone
    const std::string none =
        R"({"zero_optimization": {"stage": 0, "offload_optimizer": {"device": "cpu"}}})";
    const std::vector<std::string> notes = core::deepSpeedNotes(
        none, core::withDeepSpeed(deepspeed::replicas(), none, "ds.json").value());
    const auto isOfStage = [](const std::string &note) {
        return note.find("offload_optimizer.device is \"cpu\": DeepSpeed ignores it at stage 0") !=
               std::string::npos;
    };
    QCOMPARE(std::ranges::count_if(notes, isOfStage), 1);
    // Without a stage the scenario's stays, unless the file says another.
    core::Scenario away = deepspeed::replicas();
    away.parallel.sharding = core::Sharding::Zero2;
    away.parallel.offloadOptimizer = true;
    const auto staysAway = [&away](const char *zero) {
        const std::string text =
            std::string(R"({"zero_optimization": {"stage": "auto")") + zero + "}}";
        return core::withDeepSpeed(away, text, "ds.json").value().parallel.offloadOptimizer;
    };
    QVERIFY(staysAway(""));
    QVERIFY(!staysAway(R"(, "cpu_offload": false)"));
    QVERIFY(!staysAway(R"(, "offload_optimizer": null)"));
    QVERIFY(!staysAway(R"(, "offload_optimizer": {})"));
}

// engine.py, get_data_types: with ZeRO in the type of the weights, unless the file says another.
void TestDeepSpeed::widthsOfTheScenarioGiveWayToThoseOfAStage()
{
    core::Scenario wide = deepspeed::replicas();
    wide.training.gradientBytes = 4;
    const auto under = [&wide](const char *text) {
        return core::withDeepSpeed(wide, text, "ds.json").value();
    };
    const core::Scenario one =
        under(R"({"bf16": {"enabled": true}, "zero_optimization": {"stage": 1}})");
    QCOMPARE(core::gradientBytesOf(one.training), 2);
    QVERIFY(core::scattersGradients(one)); // BF16_Optimizer would not
    const core::Scenario asked = under(R"({"bf16": {"enabled": true}, "zero_optimization":
        {"stage": 1}, "data_types": {"grad_accum_dtype": "fp32"}})");
    QCOMPARE(core::gradientBytesOf(asked.training), 4);
    QCOMPARE(core::gradientBytesOf(under(R"({"bf16": {"enabled": true}, "zero_optimization":
        {"stage": "auto"}})")
                                       .training),
             4);
}

void TestDeepSpeed::theSecondCopyOfZeroPlusPlusIsRead()
{
    const auto group = [](const char *zero) {
        const std::string text = std::string(R"({"zero_optimization": {)") + zero + "}}";
        return core::withDeepSpeed(deepspeed::replicas(), text, "ds.json")
            .value()
            .parallel.secondaryGroup;
    };
    QCOMPARE(group(R"("stage": 3, "zero_hpz_partition_size": 4)"), 4);
    QCOMPARE(group(R"("stage": 3, "zero_hpz_partition_size": 1)"), 0);
    QCOMPARE(group(R"("stage": 2, "zero_hpz_partition_size": 4)"), 0);
}

QTEST_APPLESS_MAIN(TestDeepSpeed)
#include "tests/core/io/deepspeed_cases.h"
#include "tst_deepspeed.moc"
