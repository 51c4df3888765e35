// SPDX-License-Identifier: GPL-3.0-or-later
// How states are shared and gradients are sent by each framework: groups, widths, and the bytes
// that follow from the paper on ZeRO (arXiv:1910.02054, section 7).
#include "core/analysis/result_difference.h"
#include "core/analysis/snapshot.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/launch/launch.h"
#include "core/io/launch/launch_writing.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

#include <QTest>

namespace {

core::Scenario scenarioOf(const std::string &json)
{
    const auto read = core::scenarioFromJson(json, "base");
    if (!read)
        qWarning("%s", read.error().message.c_str());
    return read ? read.value() : core::Scenario{};
}

// GPT-2 on 8 GPUs in one node, m micro-batches of 1.
core::Scenario replicas(int count, const std::string &device = "a100-80g")
{
    return scenarioOf(R"({"model": "gpt2-124m", "cluster": {"device": ")" + device +
                      R"(", "devices": 8}, "parallel": {"data": 8}, "training": {"micro_batch": 1,
        "sequence": 256, "global_batch": )" +
                      std::to_string(8 * count) + "}}");
}

core::Scenario under(const core::Scenario &scenario, const std::string &json)
{
    const auto read = core::withDeepSpeed(scenario, json, "ds.json");
    if (!read)
        qWarning("%s", read.error().message.c_str());
    return read ? read.value() : core::Scenario{};
}

double sentBy(const core::Scenario &scenario)
{
    const auto step = core::run(scenario);
    if (!step)
        qWarning("%s", step.error().message.c_str());
    return step ? static_cast<double>(core::sentInStep(*step.value()).count) : -1;
}

core::LaunchOutcome outcomeOf(const std::string &text, const std::string &name,
                              std::optional<std::int64_t> devices = {})
{
    core::LaunchAnswers answers;
    answers.devices = devices;
    const core::Scenario base =
        scenarioOf(R"({"model": "llama-3-8b", "cluster": {"device": "h100-80g"},
        "training": {"micro_batch": 1}})");
    return core::readLaunch({.text = text, .name = name}, answers, base);
}

core::Scenario readAs(const std::string &text, const std::string &name,
                      std::optional<std::int64_t> devices = {})
{
    const core::LaunchOutcome outcome = outcomeOf(text, name, devices);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value().scenario : core::Scenario{};
}

std::string accelerate(const std::string &type, const std::string &sections)
{
    return "compute_environment: LOCAL_MACHINE\ndistributed_type: " + type +
           "\nmixed_precision: bf16\nnum_machines: 2\nnum_processes: 16\n" + sections;
}

} // namespace

class TestLaunchSharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deepSpeedSendsWhatThePaperSays_data();
    void deepSpeedSendsWhatThePaperSays();
    void gradientsGoInTheTypeThatIsAskedFor_data();
    void gradientsGoInTheTypeThatIsAskedFor();
    void micsSharesInGroups();
    void hybridShardingIsWithinNodes();
    void torchtitanSharesInGroups();
    void instancesOfMegatronAreGroups();
    void widthsOfFrameworks_data();
    void widthsOfFrameworks();
    void groupsAreWrittenAndReadAgain_data();
    void groupsAreWrittenAndReadAgain();
    void deepSpeedLeavesNothingBehind();
    void megatronHidesOnDemand();
    void theDeviceOfFp8SharesAlike_data();
    void theDeviceOfFp8SharesAlike();
};

// Psi parameters of 2 bytes on N GPUs, of which each sends (N - 1) / N: the gradients once at stage
// 1 and once for each micro-batch at stage 2, and the updated weights once a step (7.2.1: "2 Psi").
void TestLaunchSharing::deepSpeedSendsWhatThePaperSays_data()
{
    QTest::addColumn<int>("stage");
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<QString>("device"); // of 2022 and of 2024
    for (const char *device : {"a100-80g", "h100-80g"}) {
        for (const int stage : {1, 2}) {
            for (const int count : {1, 4})
                QTest::newRow(qPrintable(QStringLiteral("stage %1, %2 micro-batches, %3")
                                             .arg(stage)
                                             .arg(count)
                                             .arg(QLatin1String(device))))
                    << stage << count << device;
        }
    }
}

void TestLaunchSharing::deepSpeedSendsWhatThePaperSays()
{
    QFETCH(int, stage);
    QFETCH(int, microBatches);
    QFETCH(QString, device);
    const std::string text = R"({"train_micro_batch_size_per_gpu": 1,
        "gradient_accumulation_steps": )" +
                             std::to_string(microBatches) +
                             R"(, "bf16": {"enabled": true}, "zero_optimization": {"stage": )" +
                             std::to_string(stage) + "}}";
    const core::Scenario scenario = under(replicas(microBatches, device.toStdString()), text);
    const double psi = 2.0 * static_cast<double>(core::parameterCount(scenario.model));
    const double scatters = stage == 2 ? microBatches : 1;
    const double sent = 8 * (7.0 / 8) * psi * (scatters + 1);
    // Whole bytes of each bucket and layer
    QVERIFY2(std::abs(sentBy(scenario) / sent - 1) < 1e-4,
             qPrintable(QStringLiteral("%1 not %2").arg(sentBy(scenario)).arg(sent)));
}

void TestLaunchSharing::gradientsGoInTheTypeThatIsAskedFor_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("kept");
    QTest::newRow("bf16") << R"("bf16": {"enabled": true})" << 2 << 2;
    QTest::newRow("fp16") << R"("fp16": {"enabled": true})" << 2 << 2;
    QTest::newRow("fp32") << R"("bf16": {"enabled": false})" << 4 << 4;
    QTest::newRow("asked") << R"("bf16": {"enabled": true}, "communication_data_type": "fp32")" << 4
                           << 2;
    QTest::newRow("sums") << R"("bf16": {"enabled": true}, "data_types": {"grad_accum_dtype":
        "fp32"})" << 2 << 4;
}

// engine.py, communication_data_type
void TestLaunchSharing::gradientsGoInTheTypeThatIsAskedFor()
{
    QFETCH(QString, json);
    QFETCH(int, bytes);
    QFETCH(int, kept);
    for (const int stage : {0, 2, 3}) {
        const core::Scenario scenario =
            under(replicas(4), "{" + json.toStdString() + R"(, "zero_optimization": {"stage": )" +
                                   std::to_string(stage) + "}}");
        QCOMPARE(core::reduceBytesOf(scenario), bytes);
        QCOMPARE(core::gradientBytesOf(scenario.training), kept);
    }
    QVERIFY(!core::withDeepSpeed(replicas(4), R"({"communication_data_type": "int8"})", "d.json"));
}

void TestLaunchSharing::micsSharesInGroups()
{
    const auto text = [](int stage, int group) {
        return R"({"zero_optimization": {"stage": )" + std::to_string(stage) +
               R"(, "mics_shard_size": )" + std::to_string(group) + "}}";
    };
    QCOMPARE(under(replicas(4), text(3, 4)).parallel.shardingGroup, 4);
    QCOMPARE(under(replicas(4), text(3, -1)).parallel.shardingGroup, 0);
    QCOMPARE(under(replicas(4), text(2, 4)).parallel.shardingGroup, 0); // of stage 3 alone
    const auto odd = core::withDeepSpeed(replicas(4), text(3, 3), "ds.json");
    QVERIFY(!odd);
    QVERIFY(QString::fromStdString(odd.error().message)
                .contains(QStringLiteral("mics_shard_size is 3, which does not divide the 8")));
    const core::Scenario two = under(replicas(4), text(2, 4));
    const std::vector<std::string> notes = core::deepSpeedNotes(text(2, 4), two);
    QVERIFY(!notes.empty() && notes.front().find("ignores it below stage 3") != std::string::npos);
}

// 16 processes on 2 machines: each of them holds all states (HYBRID_SHARD).
void TestLaunchSharing::hybridShardingIsWithinNodes()
{
    const core::Scenario yaml = readAs(
        accelerate("FSDP", "fsdp_config:\n  fsdp_sharding_strategy: HYBRID_SHARD\n"), "run.yaml");
    QCOMPARE(core::sharersOf(yaml), 8);
    QCOMPARE(yaml.parallel.sharding, core::Sharding::Zero3);
    const core::Scenario full = readAs(
        accelerate("FSDP", "fsdp_config:\n  fsdp_sharding_strategy: FULL_SHARD\n"), "run.yaml");
    QCOMPARE(core::sharersOf(full), 16);
    const core::Scenario trainer =
        readAs("torchrun --nnodes 2 --nproc_per_node 8 train.py --model_name_or_path llama-2-7b "
               "--per_device_train_batch_size 2 --bf16 --fsdp 'hybrid_shard auto_wrap'",
               "run.sh");
    QCOMPARE(core::sharersOf(trainer), 8);
    QCOMPARE(core::reduceBytesOf(trainer), 2);
}

void TestLaunchSharing::torchtitanSharesInGroups()
{
    const core::Scenario scenario =
        readAs("[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\nlocal_batch_size = 1\n"
               "seq_len = 8192\n[parallelism]\ndata_parallel_replicate_degree = 2\n"
               "data_parallel_shard_degree = 8\ncontext_parallel_degree = 2\n",
               "run.toml", 32);
    QCOMPARE(scenario.parallel.data, 16);
    QCOMPARE(core::sharersOf(scenario), 16); // shard x context
    QCOMPARE(core::reduceBytesOf(scenario), 4);
}

void TestLaunchSharing::instancesOfMegatronAreGroups()
{
    const std::string small =
        "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
        "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
        "--micro-batch-size 1 --global-batch-size 64 --bf16 --tokenizer-type NullTokenizer "
        "--vocab-size 1000 --num-distributed-optimizer-instances ";
    QCOMPARE(core::sharersOf(readAs(small + "2 --use-distributed-optimizer", "run.sh")), 4);
    const auto refusal = [&small](const std::string &more) {
        const core::LaunchOutcome outcome = outcomeOf(small + more, "run.sh");
        return outcome.reading ? QString()
                               : QString::fromStdString(outcome.reading.error().message);
    };
    QVERIFY(refusal("2").contains(QStringLiteral("needs --use-distributed-optimizer")));
    QVERIFY(refusal("3 --use-distributed-optimizer").contains(QStringLiteral("does not divide")));
    const std::string experts =
        " --use-distributed-optimizer --num-experts 8 --expert-model-parallel-size ";
    QCOMPARE(core::sharersOf(readAs(small + "2" + experts + "4", "run.sh")), 4);
    // parallel_state: "Expert data parallel size should be divisible by partial DistOpt shard
    // factor"
    QVERIFY(refusal("4" + experts + "4")
                .contains(QStringLiteral("does not divide the 2 replicas of each expert")));
}

void TestLaunchSharing::widthsOfFrameworks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("bytes");
    const auto row = [](const char *title, const std::string &text, const char *name, int bytes) {
        QTest::newRow(title) << QString::fromStdString(text) << name << bytes;
    };
    // FullyShardedDataParallelPlugin.set_mixed_precision: reduce_dtype as param_dtype
    row("FSDP of accelerate", accelerate("FSDP", "fsdp_config:\n  fsdp_version: 2\n"), "run.yaml",
        2);
    row("copies under autocast", accelerate("MULTI_GPU", ""), "run.yaml", 4);
    row("DeepSpeed of accelerate", accelerate("DEEPSPEED", "deepspeed_config:\n  zero_stage: 3\n"),
        "run.yaml", 2);
    const std::string megatron =
        "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
        "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
        "--micro-batch-size 1 --global-batch-size 64 --bf16 --tokenizer-type NullTokenizer "
        "--vocab-size 1000 --use-megatron-fsdp ";
    row("Megatron-FSDP", megatron, "run.sh", 4);
    row("Megatron-FSDP in bf16", megatron + "--grad-reduce-in-bf16", "run.sh", 2);
    row("its type", megatron + "--megatron-fsdp-grad-comm-dtype bf16", "run.sh", 2);
    const std::string zero =
        "cat <<E > ds.json\n{\"communication_data_type\": \"fp32\"}\nE\n" + megatron;
    row("Megatron-DeepSpeed", megatron + "--deepspeed --zero-stage 1", "run.sh", 2);
    row("its configuration", zero + "--deepspeed --zero-stage 1 --deepspeed_config ds.json",
        "run.sh", 4);
    const std::string titan = "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n"
                              "local_batch_size = 1\nseq_len = 8192\n";
    row("torchtitan", titan, "run.toml", 4);
    row("a fork of it", titan + "mixed_precision_reduce = \"bfloat16\"\n", "run.toml", 2);
}

void TestLaunchSharing::widthsOfFrameworks()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(int, bytes);
    std::optional<std::int64_t> devices;
    if (name.endsWith(u"toml"))
        devices = 8;
    const core::Scenario scenario = readAs(text.toStdString(), name.toStdString(), devices);
    QCOMPARE(core::reduceBytesOf(scenario), bytes);
}

void TestLaunchSharing::groupsAreWrittenAndReadAgain_data()
{
    QTest::addColumn<QString>("writer");
    QTest::addColumn<QString>("words"); // in the file
    QTest::newRow("megatron") << "megatron"
                              << "--num-distributed-optimizer-instances 2";
    QTest::newRow("torchtitan") << "torchtitan"
                                << "data_parallel_replicate_degree = 2";
    QTest::newRow("deepspeed") << "deepspeed"
                               << "\"mics_shard_size\": 4";
    QTest::newRow("accelerate") << "accelerate"
                                << "parallelism_config_dp_replicate_size: 2";
}

void TestLaunchSharing::groupsAreWrittenAndReadAgain()
{
    QFETCH(QString, writer);
    QFETCH(QString, words);
    const core::Scenario scenario = scenarioOf(R"({"model": "llama-3-8b",
        "cluster": {"device": "h100-80g", "devices": 8}, "training": {"global_batch": 32,
        "micro_batch": 1, "gradient_bytes": 4}, "parallel": {"data": 8, "sharding": "zero3",
        "sharding_group": 4}})");
    const auto writing = core::writeLaunch(*core::findLaunchWriter(writer.toStdString()), scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    const QString text = QString::fromStdString(writing.value().files.front().text);
    QVERIFY2(text.contains(words), qPrintable(text));
    for (const std::string &loss : writing.value().losses)
        QVERIFY2(loss.find("sharding_group") == std::string::npos, loss.c_str());
}

// A file of another framework over the scenario of DeepSpeed has the software's own ways again.
void TestLaunchSharing::deepSpeedLeavesNothingBehind()
{
    const core::Scenario before = replicas(4);
    const core::Scenario deep = under(before, R"({"zero_optimization": {"stage": 2}})");
    QVERIFY(!deep.cluster.software.gathersUnits);
    QVERIFY(!core::gathersLayers(deep));
    const core::LaunchOutcome outcome = core::readLaunch(
        {.text = accelerate("FSDP", "fsdp_config:\n  fsdp_sharding_strategy: SHARD_GRAD_OP\n"),
         .name = "run.yaml"},
        {}, deep);
    QVERIFY2(outcome.reading, outcome.reading ? "" : outcome.reading.error().message.c_str());
    QVERIFY(outcome.reading.value().scenario.cluster.software == before.cluster.software);
    // And the software with its difference goes through a file of ours.
    const auto again = core::scenarioFromJson(core::scenarioToJson(deep), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY(again.value() == deep);
}

// megatron/training/arguments.py: both are off unless given. Tensor collectives are exposed then,
// and so are the weights of the distributed optimizer.
void TestLaunchSharing::megatronHidesOnDemand()
{
    const std::string script =
        "torchrun --nproc_per_node 8 pretrain_gpt.py --model-name llama-3-8b --seq-length 4096 "
        "--max-position-embeddings 4096 --micro-batch-size 1 --global-batch-size 8 --bf16 "
        "--tensor-model-parallel-size 2 --sequence-parallel --use-distributed-optimizer "
        "--overlap-grad-reduce";
    const core::Scenario plain = readAs(script, "run.sh");
    QCOMPARE(plain.cluster.software.tensorPipelined, 0.0);
    QVERIFY(!plain.cluster.software.gathersAhead);
    const core::Scenario hides =
        readAs(script + " --tp-comm-overlap --overlap-param-gather", "run.sh");
    core::SoftwareSpec usual = core::usualSoftware(hides.cluster.device);
    usual.gathersFp8 = false; // without --fp8-param-gather
    QVERIFY(hides.cluster.software == usual);
    const auto plainStep = core::run(plain);
    const auto hidden = core::run(hides);
    QVERIFY(plainStep && hidden);
    QVERIFY(hidden.value()->metrics.step < plainStep.value()->metrics.step);
    for (const core::Scenario &scenario : {plain, hides}) {
        const auto writing = core::writeLaunch(*core::findLaunchWriter("megatron"), scenario);
        QVERIFY(bool(writing));
        for (const std::string &loss : writing.value().losses)
            QVERIFY2(loss.find("cluster.software") == std::string::npos, loss.c_str());
    }
}

void TestLaunchSharing::theDeviceOfFp8SharesAlike_data()
{
    QTest::addColumn<QString>("text");
    const QString megatron =
        "torchrun --nproc_per_node 8 pretrain_gpt.py --model-name llama-3-8b --seq-length 4096 "
        "--max-position-embeddings 4096 --micro-batch-size 1 --global-batch-size 8 --bf16 "
        "--fp8-format hybrid --tensor-model-parallel-size 2 --overlap-grad-reduce ";
    for (const char *more :
         {"--use-distributed-optimizer", "--use-distributed-optimizer --overlap-param-gather",
          "--use-distributed-optimizer --tp-comm-overlap --sequence-parallel",
          "--use-megatron-fsdp --data-parallel-sharding-strategy optim_grads"})
        QTest::newRow(more) << megatron + more;
    QTest::newRow("accelerate") << "compute_environment: LOCAL_MACHINE\nmixed_precision: fp8\n"
                                   "distributed_type: DEEPSPEED\nnum_processes: 8\n"
                                   "deepspeed_config:\n  zero_stage: 2\n";
}

// A file that is read over an A100 shares as it does over an H100, the device that it then has.
void TestLaunchSharing::theDeviceOfFp8SharesAlike()
{
    QFETCH(QString, text);
    const auto over = [file = text.toStdString()](const char *device) {
        const auto outcome = core::readLaunch({file, "run"}, {}, replicas(1, device));
        if (!outcome.reading)
            qWarning("%s", outcome.reading.error().message.c_str());
        return outcome.reading ? outcome.reading.value().scenario : core::Scenario{};
    };
    const core::Scenario scenario = over("a100-80g");
    QCOMPARE(scenario.training.precision, core::Precision::Fp8);
    QVERIFY(scenario.cluster == over("h100-80g").cluster);
}

QTEST_APPLESS_MAIN(TestLaunchSharing)
#include "tst_launch_sharing.moc"
