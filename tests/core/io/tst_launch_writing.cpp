// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_writing.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"

#include <QTest>

#include <algorithm>

namespace {

// Where these are lost, the step is another one.
bool loses(const core::LaunchWriting &writing, std::string_view path)
{
    return std::ranges::any_of(writing.losses,
                               [path](const std::string &loss) { return loss.starts_with(path); });
}

QString lossesOf(const core::LaunchWriting &writing)
{
    QStringList all;
    for (const std::string &loss : writing.losses)
        all.push_back(QString::fromStdString(loss.substr(0, loss.find(':'))));
    return all.join(' ');
}

core::Result<core::LaunchWriting> written(const char *writer, const core::Scenario &scenario)
{
    return core::writeLaunch(*core::findLaunchWriter(writer), scenario);
}

core::Scenario scenarioOf(const char *json)
{
    const auto scenario = core::scenarioFromJson(json, "scenario");
    if (!scenario)
        qFatal("%s", scenario.error().message.c_str());
    return scenario.value();
}

bool has(const core::LaunchWriting &writing, std::string_view text)
{
    return writing.files.front().text.find(text) != std::string::npos;
}

} // namespace

class TestLaunchWriting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMegatronScriptSaysWhatTheTablesSay();
    void unequalStagesAreALayoutOfMegatron();
    void aTorchtitanFileSaysWhatTheTablesSay();
    void anyScheduleGoesToTorchtitanAsATable_data();
    void anyScheduleGoesToTorchtitanAsATable();
    void otherKernelsAreALoss();
    void aRecipeGivesBatchesInTokens();
    void torchtitanIsStartedOnWholeNodes();
    void namesAreQuotedInARecipe();
    void deepSpeedBucketsAreInElements();
    void groupsAndWidthsThatNoFileSaysAreNamed_data();
    void groupsAndWidthsThatNoFileSaysAreNamed();
    void accelerateTakesTheKindThatFits_data();
    void accelerateTakesTheKindThatFits();
    void whatAFrameworkCannotDoIsRefused_data();
    void whatAFrameworkCannotDoIsRefused();
};

void TestLaunchWriting::aMegatronScriptSaysWhatTheTablesSay()
{
    const core::Scenario scenario = scenarioOf(R"({"model": "mixtral-8x7b",
        "cluster": {"device": "h100-80g", "devices": 64, "software": "2024"},
        "training": {"global_batch": 256, "micro_batch": 1, "sequence": 4096,
                     "gradient_bytes": 4},
        "parallel": {"data": 16, "pipeline": 4, "expert": 8, "sharding": "zero1",
                     "bucket_bytes": 160000000, "exchange": "blocking"}})");
    const auto writing = written("megatron", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    for (const char *line : {"--num-layers 32",
                             "--hidden-size 4096",
                             "--ffn-hidden-size 14336",
                             "--group-query-attention",
                             "--num-query-groups 8",
                             "--swiglu",
                             "--normalization RMSNorm",
                             "--untie-embeddings-and-output-weights",
                             "--disable-bias-linear",
                             "--vocab-size 32000",
                             "--num-experts 8",
                             "--moe-router-topk 2",
                             "--expert-model-parallel-size 8",
                             "--pipeline-model-parallel-size 4",
                             "--use-distributed-optimizer",
                             "--overlap-grad-reduce",
                             "--ddp-bucket-size 40000000",
                             "--bf16",
                             "--micro-batch-size 1",
                             "--global-batch-size 256",
                             "torchrun --nnodes 8 --nproc_per_node 8",
                             "pretrain_gpt.py"})
        QVERIFY2(has(writing.value(), line), line);
    QVERIFY(!has(writing.value(), "--grad-reduce-in-bf16")); // 4 bytes are Megatron's default
    QCOMPARE(lossesOf(writing.value()), QString());
}

// 126 layers in 16 stages: 14 of 8, and 7 beside the embedding and 7 beside the head.
void TestLaunchWriting::unequalStagesAreALayoutOfMegatron()
{
    const core::Scenario scenario = scenarioOf(R"({"model": "llama-3.1-405b",
        "cluster": {"device": "h100-80g", "devices": 128},
        "training": {"global_batch": 32, "micro_batch": 1, "sequence": 8192,
                     "gradient_bytes": 4},
        "parallel": {"tensor": 8, "pipeline": 16, "sequence_parallel": true,
                     "exchange": "blocking"}})");
    const auto writing = written("megatron", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QVERIFY(has(writing.value(), "--pipeline-model-parallel-layout \"Et*7|t*8|"));
    QVERIFY(has(writing.value(), "|t*8|t*7L\""));
    QCOMPARE(lossesOf(writing.value()), QString());
}

void TestLaunchWriting::aTorchtitanFileSaysWhatTheTablesSay()
{
    const core::Scenario scenario = scenarioOf(R"({"model": "llama-3-70b",
        "cluster": {"device": "h100-80g", "devices": 64},
        "training": {"global_batch": 64, "micro_batch": 2, "sequence": 8192,
                     "gradient_bytes": 4, "recompute": "full"},
        "parallel": {"data": 2, "tensor": 8, "pipeline": 4, "chunks": 2,
                     "schedule": "interleaved", "sharding": "zero2", "framework": "pytorch",
                     "sequence_parallel": true}})");
    const auto writing = written("torchtitan", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    for (const char *line :
         {"flavor = \"70B\"", "local_batch_size = 32", "global_batch_size = 64", "seq_len = 8192",
          "data_parallel_shard_degree = 2", "fsdp_reshard_after_forward = \"never\"",
          "tensor_parallel_degree = 8", "pipeline_parallel_degree = 4",
          "pipeline_parallel_schedule = \"Interleaved1F1B\"",
          "pipeline_parallel_microbatch_size = 2", "mode = \"full\""})
        QVERIFY2(has(writing.value(), line), line);
    QCOMPARE(lossesOf(writing.value()), QString("parallel.bucket_bytes"));
    // torchtitan keeps what tensor partners gather, which Llama 3 405B has no room for.
    const auto large = written("torchtitan", core::loadScenario("llama3-405b-16k").value());
    QVERIFY(large && lossesOf(large.value()).contains(QStringLiteral("memory")));
}

void TestLaunchWriting::anyScheduleGoesToTorchtitanAsATable_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("placement");
    QTest::addColumn<QString>("losses");
    const auto row = [](const char *id, const char *placement, const char *losses = "") {
        QTest::newRow(id) << id << placement << losses;
    };
    row("zb-h1", "1F1B");
    row("zb-h2", "1F1B");
    row("naive", "1F1B");
    row("v-min", "ZBVZeroBubble");
    row("1f1b-v", "ZBVZeroBubble");
    // Made for the prices of the scenario, which a table does not have: read as an order of its
    // own.
    row("v-half", "ZBVZeroBubble", "parallel.schedule");
}

void TestLaunchWriting::anyScheduleGoesToTorchtitanAsATable()
{
    QFETCH(QString, id);
    QFETCH(QString, placement);
    QFETCH(QString, losses);
    const bool twoChunks = placement != "1F1B";
    const core::Scenario scenario =
        scenarioOf((R"({"model": "llama-3-8b", "cluster": {"device": "h100-80g", "devices": 4},
            "training": {"global_batch": 8, "micro_batch": 1, "gradient_bytes": 4},
            "parallel": {"pipeline": 4, "framework": "pytorch", "schedule": ")" +
                    id.toStdString() + "\", \"chunks\": " + (twoChunks ? "2" : "1") + "}}")
                       .c_str());
    const auto writing = written("torchtitan", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QCOMPARE(writing.value().files.size(), std::size_t{2});
    QCOMPARE(writing.value().files.at(1).name, std::string("train.schedule.csv"));
    QVERIFY(
        has(writing.value(), "pipeline_parallel_schedule = \"" + placement.toStdString() + '"'));
    QVERIFY(has(writing.value(), "pipeline_parallel_schedule_csv = \"train.schedule.csv\""));
    // Torch recomputes and communicates by itself: a line for each rank, forwards and backwards.
    QCOMPARE(std::ranges::count(writing.value().files.at(1).text, '\n'), 4);
    QVERIFY(writing.value().files.at(1).text.starts_with("0F0,"));
    QCOMPARE(lossesOf(writing.value()), losses);
}

// torchtitan runs PyTorch's attention, Megatron-LM its own, whatever shares the states.
void TestLaunchWriting::otherKernelsAreALoss()
{
    const auto loss = [](const char *writer, const std::string &sharding,
                         const std::string &model = "llama-3-8b") {
        const core::Scenario scenario =
            scenarioOf((R"({"cluster": {"device": "h100-80g", "devices": 8},
                "training": {"global_batch": 8, "micro_batch": 1, "gradient_bytes": 4},
                "parallel": {"data": 8, "sharding": ")" +
                        sharding + R"("}, "model": ")" + model + "\"}")
                           .c_str());
        return loses(written(writer, scenario).value(), "parallel.framework");
    };
    QVERIFY(loss("torchtitan", "none"));
    QVERIFY(!loss("torchtitan", "zero3"));
    QVERIFY(!loss("megatron", "zero1"));
    QVERIFY(loss("megatron", "zero3"));
    QVERIFY(loss("megatron", "zero2", "gpt2-355m")); // sums of gradients are theirs, too
    const auto tensor = written(
        "megatron", scenarioOf(R"({"model": "llama-3-8b", "cluster": {"devices": 8}, "parallel":
            {"data": 4, "tensor": 2, "sequence_parallel": true, "sharding": "zero2"}})"));
    QVERIFY(loses(tensor.value(), "cluster.software.tensor_pipelined: without effect here"));
}

// 2 samples of 8,192 tokens a micro-batch, 16 of them for each of 2 replicas.
void TestLaunchWriting::aRecipeGivesBatchesInTokens()
{
    const core::Scenario scenario = scenarioOf(R"({"model": "llama-3-70b",
        "cluster": {"device": "h100-80g", "devices": 64},
        "training": {"global_batch": 64, "micro_batch": 2, "sequence": 8192,
                     "gradient_bytes": 4},
        "parallel": {"data": 2, "tensor": 8, "pipeline": 4, "sharding": "zero2",
                     "sequence_parallel": true}})");
    const auto writing = written("torchtitan-recipe", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    for (const char *line :
         {"config = llama3_70b()", "num_tokens_per_microbatch_per_dp_rank = 16384",
          "num_tokens_per_train_step = 524288", "num_pp_microbatches = 16",
          "max_context_length = 8192", "disable_cuda_graphs = True"})
        QVERIFY2(has(writing.value(), line), line);
}

// 26,214,400 bytes are 13,107,200 gradients of 2 bytes. Shares of PyTorch's are in fp32 alone,
// where DeepSpeed has 16 bits beside a master copy.
void TestLaunchWriting::deepSpeedBucketsAreInElements()
{
    const core::Scenario scenario = scenarioOf(R"({"model": "llama-2-7b",
        "cluster": {"device": "a100-80g", "devices": 8},
        "training": {"global_batch": 64, "micro_batch": 1},
        "parallel": {"data": 8, "sharding": "zero3"}})");
    const auto writing = written("deepspeed", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QVERIFY(has(writing.value(), "\"reduce_bucket_size\": 13107200"));
    QVERIFY(has(writing.value(), "\"gradient_accumulation_steps\": 8"));
    QCOMPARE(lossesOf(writing.value()), QString("cluster.software.gathers_units"));
    // Of a distributed optimizer that was not told otherwise: 40 million parameters.
    const core::Scenario silent = scenarioOf(R"({"model": "llama-2-7b",
        "cluster": {"device": "a100-80g", "devices": 8, "software": "2024"},
        "training": {"global_batch": 64, "micro_batch": 1},
        "parallel": {"data": 8, "sharding": "zero1"}})");
    const auto usual = written("deepspeed", silent);
    QVERIFY2(usual, usual ? "" : usual.error().message.c_str());
    QVERIFY(has(usual.value(), "\"reduce_bucket_size\": 40000000,"));
}

void TestLaunchWriting::accelerateTakesTheKindThatFits_data()
{
    QTest::addColumn<QString>("parallel");
    QTest::addColumn<QString>("kind");
    QTest::newRow("copies") << "\"data\": 8"
                            << "MULTI_GPU";
    QTest::newRow("zero1") << "\"data\": 8, \"sharding\": \"zero1\""
                           << "DEEPSPEED";
    QTest::newRow("zero2") << "\"data\": 8, \"sharding\": \"zero2\""
                           << "FSDP";
    QTest::newRow("zero3 and tensor") << "\"data\": 4, \"tensor\": 2, \"sharding\": \"zero3\""
                                      << "FSDP";
    QTest::newRow("pipeline") << "\"data\": 2, \"pipeline\": 4"
                              << "MEGATRON_LM";
}

void TestLaunchWriting::accelerateTakesTheKindThatFits()
{
    QFETCH(QString, parallel);
    QFETCH(QString, kind);
    const core::Scenario scenario =
        scenarioOf((R"({"model": "llama-2-7b", "cluster": {"device": "a100-80g", "devices": 8},
            "training": {"global_batch": 64, "micro_batch": 1}, "parallel": {)" +
                    parallel.toStdString() + "}}")
                       .c_str());
    const auto writing = written("accelerate", scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QVERIFY(has(writing.value(), "distributed_type: " + kind.toStdString()));
    QVERIFY(!loses(writing.value(), "parallel.sharding"));
}

void TestLaunchWriting::whatAFrameworkCannotDoIsRefused_data()
{
    QTest::addColumn<QString>("writer");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("message");
    QTest::newRow("layers by figures") << "megatron"
                                       << "1f1b-4-8"
                                       << "is given by the work of each layer";
    QTest::newRow("trained here") << "torchtitan"
                                  << "train-digits-dp3"
                                  << "trained here";
    QTest::newRow("forward alone") << "deepspeed"
                                   << "tiny-3x2"
                                   << "given by the work";
    QTest::newRow("schedule") << "megatron"
                              << "deepseek-v3-2048"
                              << "Megatron-LM has 1F1B and interleaved 1F1B, not DualPipe";
    QTest::newRow("no flavor") << "torchtitan"
                               << "llama7b-zero3-8"
                               << "the nearest is 8B of llama3";
    QTest::newRow("degrees") << "deepspeed"
                             << "llama7b-pp4"
                             << "cannot say pipeline 4";
    QTest::newRow("experts") << "accelerate"
                             << "mixtral-ep8"
                             << "accelerate has no expert parallelism";
    for (const char *writer : {"megatron", "deepspeed", "accelerate"})
        QTest::newRow(qPrintable(QStringLiteral("nodes of %1").arg(QLatin1String(writer))))
            << writer << "gpt3-zero3-46"
            << "46 GPUs do not fill nodes of 8";
}

void TestLaunchWriting::whatAFrameworkCannotDoIsRefused()
{
    QFETCH(QString, writer);
    QFETCH(QString, id);
    QFETCH(QString, message);
    const core::BuiltinScenario *builtin = core::findBuiltinScenario(id.toStdString());
    QVERIFY(builtin);
    const auto writing = written(writer.toUtf8().constData(),
                                 core::scenarioFromJson(builtin->json, builtin->id).value());
    QVERIFY(!writing);
    const QString refusal = QString::fromStdString(writing.error().message);
    QVERIFY2(refusal.contains(message), qPrintable(refusal));
}

void TestLaunchWriting::torchtitanIsStartedOnWholeNodes()
{
    for (const char *writer : {"torchtitan", "torchtitan-recipe"}) {
        const auto writing = written(writer, scenarioOf(R"({"model": "llama-3-8b",
            "cluster": {"device": "h100-80g", "devices": 12, "devices_per_node": 8},
            "training": {"global_batch": 12, "micro_batch": 1},
            "parallel": {"data": 12, "sharding": "zero3"}})"));
        QVERIFY(!writing);
        QVERIFY(QString::fromStdString(writing.error().message)
                    .contains(QStringLiteral("12 GPUs do not fill nodes of 8")));
    }
}

// A table of actions lies beside the recipe under its name, which a user may choose.
void TestLaunchWriting::namesAreQuotedInARecipe()
{
    const auto writing = core::writeLaunch(*core::findLaunchWriter("torchtitan-recipe"),
                                           scenarioOf(R"({"model": "llama-3-8b",
            "cluster": {"device": "h100-80g", "devices": 8},
            "training": {"global_batch": 8, "micro_batch": 1},
            "parallel": {"pipeline": 4, "data": 2, "schedule": "zb-h1", "sharding": "zero2"}})"),
                                           "a\"b\\c.py");
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QVERIFY2(has(writing.value(), R"("a\"b\\c.schedule.csv")"),
             writing.value().files.front().text.c_str());
}

void TestLaunchWriting::groupsAndWidthsThatNoFileSaysAreNamed_data()
{
    QTest::addColumn<QString>("writer");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("lost");
    // MiCS is of stage 3 alone.
    QTest::newRow("groups of ZeRO-2") << "deepspeed"
                                      << "parallel.sharding=zero2"
                                      << "parallel.sharding_group";
    // The distributed optimizer sends gradients as they are kept.
    QTest::newRow("kept in 4, sent in 2") << "megatron"
                                          << "parallel.sharding=zero1"
                                          << "training.reduce_bytes";
    // accelerate's FSDP has one type for weights and sums.
    QTest::newRow("sent in 4") << "accelerate"
                               << "training.reduce_bytes=4"
                               << "training.reduce_bytes";
}

// Shares in groups of four and gradients of four bytes that are sent in two.
void TestLaunchWriting::groupsAndWidthsThatNoFileSaysAreNamed()
{
    QFETCH(QString, writer);
    QFETCH(QString, setting);
    QFETCH(QString, lost);
    const core::Scenario scenario =
        core::loadScenario("llama7b-zero3-8",
                           {"parallel.sharding_group=4", "training.reduce_bytes=2",
                            "training.gradient_bytes=4", setting.toStdString()})
            .value();
    const auto writing = written(writer.toUtf8(), scenario);
    QVERIFY2(writing, writing ? "" : writing.error().message.c_str());
    QVERIFY2(loses(writing.value(), lost.toStdString()), qPrintable(lossesOf(writing.value())));
}

QTEST_APPLESS_MAIN(TestLaunchWriting)
#include "tst_launch_writing.moc"
