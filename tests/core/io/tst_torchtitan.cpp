// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "core/plan/partition.h"
#include "core/presets/presets.h"

#include <QTest>

namespace {

core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m", "cluster": {"device": "h100-80g"}})",
                                  "base")
        .value();
}

core::LaunchOutcome outcomeOf(const std::string &text, std::optional<std::int64_t> devices = {},
                              const std::string &name = "run.toml")
{
    core::LaunchAnswers answers;
    answers.devices = devices;
    return core::readLaunch({.text = text, .name = name}, answers, base());
}

// What the release 0.2.2 ships for Llama-3.1 405B, as far as it concerns a step
// (pytorch/torchtitan v0.2.2, models/llama3/train_configs/llama3_405b.toml, BSD).
constexpr const char *kLlama405 = R"([job]
dump_folder = "./out"
[model]
name = "llama3"
flavor = "405B"
converters = ["float8"]
[optimizer]
name = "AdamW"
lr = 8e-5
[training]
local_batch_size = 2
seq_len = 8192
steps = 3000
[parallelism]
data_parallel_replicate_degree = 1
data_parallel_shard_degree = -1
tensor_parallel_degree = 8  # within a node
enable_async_tensor_parallel = true
pipeline_parallel_degree = 1
context_parallel_degree = 1
[activation_checkpoint]
mode = "full" # none, selective, full
[compile]
enable=true
)";

// 8B on a pipeline of 4, with these lines more in [parallelism].
std::string pipelined(const std::string &more, const std::string &training = {})
{
    return "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\nlocal_batch_size = 8\n"
           "seq_len = 4096\n" +
           training +
           "[activation_checkpoint]\nmode = \"none\"\n[parallelism]\n"
           "pipeline_parallel_degree = 4\n" +
           more;
}

} // namespace

class TestTorchtitan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theConfigurationOf405BillionIsRead();
    void withoutAWorldSizeItIsAskedFor();
    void olderSpellingsAreRead();
    void aPrintedConfigurationIsRead();
    void aCommandLineIsRead();
    void schedulesHaveTorchsNames_data();
    void schedulesHaveTorchsNames();
    void embeddingAndHeadCountAsLayers();
    void layersPerStageDecideTheChunks();
    void reshardingDecidesTheSharding_data();
    void reshardingDecidesTheSharding();
    void accumulationDrainsThePipeline();
    void expertsAreCutByTensorPartnersHere();
    void batchesInTokensAreRead();
    void aGivenModelStandsForTheFlavor();
    void whatTorchtitanRefusesIsRefused_data();
    void whatTorchtitanRefusesIsRefused();
    void whatIsNotReadIsTold();
};

// 128 GPUs: 8 tensor partners, 16 replicas that share their states; 2 x 16 samples.
void TestTorchtitan::theConfigurationOf405BillionIsRead()
{
    const core::LaunchOutcome outcome = outcomeOf(kLlama405, 128);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.model.id, std::string("llama-3.1-405b"));
    QCOMPARE(core::parameterCount(scenario.model), 405'853'388'800);
    QCOMPARE(scenario.cluster.devices, 128);
    QCOMPARE(scenario.parallel.tensor, 8);
    QCOMPARE(scenario.parallel.data, 16);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero3);
    QVERIFY(scenario.parallel.sequenceParallel);
    QVERIFY(scenario.cluster.software.asyncTensor); // on an H100 then, for fp8
    QVERIFY(scenario.parallel.overlap);
    QCOMPARE(scenario.training.microBatch, 2);
    QCOMPARE(scenario.training.globalBatch, 32);
    QCOMPARE(scenario.training.sequence, 8192);
    QCOMPARE(scenario.training.precision, core::Precision::Fp8);
    QCOMPARE(scenario.training.recompute, core::Recompute::Full);
    QCOMPARE(scenario.training.gradientBytes, 4);
    const QString notes = notesOf(outcome.reading.value());
    QVERIFY2(notes.contains("F:6: The converter \"float8\" is called \"quantize.linear.float8\""),
             qPrintable(notes));
    QVERIFY2(notes.contains("128 / 8 = 16"), qPrintable(notes));
    QVERIFY2(notes.contains("2 x 16 = 32"), qPrintable(notes));
}

void TestTorchtitan::withoutAWorldSizeItIsAskedFor()
{
    const core::LaunchOutcome outcome = outcomeOf(kLlama405);
    QVERIFY(!outcome.reading);
    QCOMPARE(outcome.questions.size(), std::size_t{1});
    QCOMPARE(outcome.questions.front().about, core::LaunchQuestion::About::Devices);
    // Where no degree is the rest, they say it: 2 x 4 x 4.
    const core::LaunchOutcome said =
        outcomeOf(pipelined("data_parallel_replicate_degree = 1\ndata_parallel_shard_degree = 2\n"
                            "tensor_parallel_degree = 4\n"));
    QVERIFY2(said.reading, qPrintable(refusalOf(said)));
    QCOMPARE(said.reading.value().scenario.cluster.devices, 32);
}

void TestTorchtitan::olderSpellingsAreRead()
{
    const core::LaunchOutcome outcome =
        outcomeOf("[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\nbatch_size = 4\n"
                  "seq_len = 2048\ntensor_parallel_degree = 2\ndata_parallel_degree = -1\n"
                  "[experimental]\npipeline_parallel_degree = 2\n"
                  "pipeline_parallel_microbatches = 2\n",
                  8);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.pipeline, 2);
    QCOMPARE(scenario.parallel.data, 2);
    QCOMPARE(scenario.training.microBatch, 2); // 4 samples in 2 micro-batches
    QVERIFY(notesOf(outcome.reading.value())
                .contains("F:5: training.batch_size was read as training.local_batch_size"));
}

void TestTorchtitan::aPrintedConfigurationIsRead()
{
    const core::LaunchOutcome outcome = outcomeOf(
        R"({"job": {"dump_folder": "out"}, "model": {"name": "llama3", "flavor": "70B",
            "converters": []},
            "training": {"local_batch_size": 1, "global_batch_size": -1, "seq_len": 8192,
            "mixed_precision_param": "bfloat16", "dataset_path": null},
            "parallelism": {"data_parallel_replicate_degree": 1, "data_parallel_shard_degree": -1,
            "tensor_parallel_degree": 8, "pipeline_parallel_layers_per_stage": null},
            "activation_checkpoint": {"mode": "none"}})",
        64, "config.json");
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.model.id, std::string("llama-3-70b"));
    QCOMPARE(outcome.reading.value().scenario.parallel.data, 8);
    QCOMPARE(outcome.reading.value().scenario.training.globalBatch, 8);
}

// The file beside, and what the command line says above it.
void TestTorchtitan::aCommandLineIsRead()
{
    const std::string text = "NGPU=8 torchrun --nnodes 4 --nproc_per_node=8 -m torchtitan.train "
                             "--job.config_file ./llama.toml --training.seq_len 4096 "
                             "--parallelism.tensor_parallel_degree=2 --compile.no-enable\n";
    const std::map<std::string, std::string> beside = {{"./llama.toml", kLlama405}};
    const core::LaunchOutcome outcome = core::readLaunch(
        {.text = text, .name = "start.sh", .beside = &beside}, core::LaunchAnswers{}, base());
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.cluster.devices, 32);
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.data, 16);
    QCOMPARE(scenario.training.sequence, 4096);
    QCOMPARE(scenario.model.id, std::string("llama-3.1-405b"));
    const QString notes = notesOf(outcome.reading.value());
    QVERIFY2(notes.contains("F:1: It starts on --nnodes 4 x --nproc_per_node 8 = 32 devices."),
             qPrintable(notes));
    QVERIFY2(notes.contains("F:1: ./llama.toml:6: The converter"), qPrintable(notes));
    const core::LaunchOutcome refused = core::readLaunch(
        {.text = "torchrun --nproc_per_node=4 -m torchtitan.train --job.config_file ./llama.toml",
         .name = "start.sh",
         .beside = &beside},
        core::LaunchAnswers{}, base());
    QVERIFY2(refusalOf(refused).startsWith("./llama.toml:16: "), qPrintable(refusalOf(refused)));
}

void TestTorchtitan::schedulesHaveTorchsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("chunks");
    const auto row = [](const char *name, const char *id, int chunks) {
        QTest::newRow(name) << name << id << chunks;
    };
    row("1F1B", "1f1b", 1);
    row("1f1b", "1f1b", 1);
    row("GPipe", "gpipe", 1);
    row("Interleaved1F1B", "interleaved", 2);
    row("LoopedBFS", "looped-bfs", 2);
    row("InterleavedZeroBubble", "interleaved-zb", 2);
    row("ZBVZeroBubble", "zb-v", 2);
    row("DualPipeV", "dualpipe-v", 2);
}

void TestTorchtitan::schedulesHaveTorchsNames()
{
    QFETCH(QString, name);
    QFETCH(QString, id);
    QFETCH(int, chunks);
    const core::LaunchOutcome outcome =
        outcomeOf(pipelined("pipeline_parallel_schedule = \"" + name.toStdString() + "\"\n"), 4);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::ParallelSpec &parallel = outcome.reading.value().scenario.parallel;
    QCOMPARE(QString::fromStdString(parallel.schedule), id);
    QCOMPARE(parallel.chunks, chunks);
    QCOMPARE(core::microBatchCount(outcome.reading.value().scenario), 8);
}

// generate_llm_fqn_per_model_part: 32 + 1 + 1 over 4 stages are 9, 9, 8, 8; the first has the
// embedding and the last the head in place of a layer. And 126 + 2 over 16 are 8 each.
void TestTorchtitan::embeddingAndHeadCountAsLayers()
{
    const core::LaunchOutcome outcome = outcomeOf(pipelined(""), 4);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.partition, (std::vector<int>{8, 9, 8, 7}));
    const core::LaunchOutcome large =
        outcomeOf("[model]\nflavor = \"405B\"\n[training]\nlocal_batch_size = 16\n[parallelism]\n"
                  "pipeline_parallel_degree = 16\n",
                  16);
    QVERIFY2(large.reading, qPrintable(refusalOf(large)));
    std::vector<int> split(16, 8);
    split.front() = 7;
    split.back() = 7;
    QCOMPARE(core::layersPerStage(large.reading.value().scenario, 16).value(), split);
}

// ceil((32 + 2) / 3) = 12 stages on 4 ranks: 3 chunks.
void TestTorchtitan::layersPerStageDecideTheChunks()
{
    const core::LaunchOutcome outcome =
        outcomeOf(pipelined("pipeline_parallel_schedule = \"Interleaved1F1B\"\n"
                            "pipeline_parallel_layers_per_stage = 3\n"),
                  4);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.chunks, 3);
}

void TestTorchtitan::reshardingDecidesTheSharding_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<core::Sharding>("sharding");
    const QString shared = "data_parallel_shard_degree = 2\n";
    QTest::newRow("pipeline, default") << shared << core::Sharding::Zero2;
    QTest::newRow("pipeline, always") << shared + "fsdp_reshard_after_forward = \"always\"\n"
                                      << core::Sharding::Zero3;
    QTest::newRow("never") << shared + "fsdp_reshard_after_forward = \"never\"\n"
                           << core::Sharding::Zero2;
    QTest::newRow("copies")
        << "data_parallel_shard_degree = 1\ndata_parallel_replicate_degree = 2\n"
        << core::Sharding::None;
}

void TestTorchtitan::reshardingDecidesTheSharding()
{
    QFETCH(QString, more);
    QFETCH(core::Sharding, sharding);
    const core::LaunchOutcome outcome = outcomeOf(pipelined(more.toStdString()), 8);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.sharding, sharding);
}

void TestTorchtitan::accumulationDrainsThePipeline()
{
    const core::LaunchOutcome outcome = outcomeOf(pipelined("", "global_batch_size = 32\n"), 4);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(core::microBatchCount(outcome.reading.value().scenario), 32);
    QVERIFY(notesOf(outcome.reading.value()).contains("drains the pipeline 4 times in a step"));
}

// EP 8 without partners of their own for experts, beside tensor 2: 8 x 1 / 2 = 4.
void TestTorchtitan::expertsAreCutByTensorPartnersHere()
{
    const core::LaunchOutcome outcome = outcomeOf(
        "[model]\nname = \"qwen3\"\nflavor = \"30B-A3B\"\n[training]\nlocal_batch_size = 8\n"
        "[activation_checkpoint]\nmode = \"none\"\n[parallelism]\n"
        "fsdp_reshard_after_forward = \"never\"\ntensor_parallel_degree = 2\n"
        "expert_parallel_degree = 8\n",
        16);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.expert, 4);
    QCOMPARE(outcome.reading.value().scenario.model.transformer()->experts, 128);
}

// Since 2026-08: 16,384 tokens of 2,048 are 8 samples, and 4 micro-batches pass the pipeline.
void TestTorchtitan::batchesInTokensAreRead()
{
    const core::LaunchOutcome outcome = outcomeOf(
        R"({"model_spec": {"name": "llama3", "flavor": "8B"},
            "training": {"num_tokens_per_microbatch_per_dp_rank": 16384,
            "max_context_length": 2048, "num_tokens_per_train_step": -1},
            "parallelism": {"pipeline_parallel_degree": 2, "num_pp_microbatches": 4,
            "data_parallel_shard_degree": 2}})",
        {}, "config.json");
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::TrainingSpec &training = outcome.reading.value().scenario.training;
    QCOMPARE(training.microBatch, 8);
    QCOMPARE(training.globalBatch, 8 * 4 * 2);
    QCOMPARE(training.sequence, 2048);
}

void TestTorchtitan::aGivenModelStandsForTheFlavor()
{
    core::LaunchAnswers answers;
    answers.devices = 4;
    const std::string text = pipelined("");
    answers.model = *core::findModel("llama-2-7b");
    const core::LaunchOutcome outcome =
        core::readLaunch({.text = text, .name = "run.toml"}, answers, base());
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.model.id, std::string("llama-2-7b"));
}

void TestTorchtitan::whatTorchtitanRefusesIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("devices");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const std::string &text, int devices,
                        const char *message) {
        QTest::newRow(name) << QString::fromStdString(text) << devices << message;
    };
    row("world size", pipelined(""), 6, "run.toml:10: torchtitan divides all GPUs");
    row("degrees", pipelined("data_parallel_shard_degree = 4\n"), 8,
        "run.toml:11: torchtitan needs as many GPUs as the degrees multiply to");
    row("micro-batch", pipelined("pipeline_parallel_microbatch_size = 3\n"), 4,
        "run.toml:5: torchtitan refuses a local batch of 8");
    row("global batch", pipelined("", "global_batch_size = 12\n"), 4,
        "run.toml:7: torchtitan refuses a global batch of 12");
    row("sequence", pipelined("context_parallel_degree = 3\n"), 12,
        "run.toml:6: torchtitan refuses sequences of 4,096");
    row("stages", pipelined("pipeline_parallel_layers_per_stage = 5\n"), 4,
        "run.toml:11: torchtitan refuses this: 5 layers per stage make 7 stages");
    row("a first stage without layers",
        pipelined("pipeline_parallel_schedule = \"1F1B\"\n"
                  "pipeline_parallel_first_stage_less_layers = 12\n"),
        4, "run.toml:11: torchtitan would cut 32 layers into 4 stages of which stage 0 has none");
    row("a last part without layers",
        pipelined("module_fqns_per_model_part = [['layers.0'], ['layers.1'], ['layers.2'], []]\n"),
        4, "run.toml:11: A stage of module_fqns_per_model_part has no layers");
    std::string nine = pipelined("pipeline_parallel_schedule = \"Interleaved1F1B\"\n");
    nine.replace(nine.find("local_batch_size = 8"), 20, "local_batch_size = 9");
    row("rounds", nine, 4, "run.toml:11: torch refuses Interleaved1F1B with 9 micro-batches");
    row("unknown schedule", pipelined("pipeline_parallel_schedule = \"2F2B\"\n"), 4,
        "run.toml:11: torch has no pipeline schedule \"2F2B\"");
    row("a table without one",
        pipelined("pipeline_parallel_schedule = \"PipelineScheduleMulti\"\n"), 4,
        "run.toml:11: PipelineScheduleMulti runs a table");
    row("misspelt", pipelined("tensor_paralel_degree = 2\n"), 4,
        "run.toml:11: torchtitan has no parallelism.tensor_paralel_degree: did you mean "
        "parallelism.tensor_parallel_degree?");
    row("wrong kind", pipelined("tensor_parallel_degree = \"two\"\n"), 4,
        "run.toml:11: parallelism.tensor_parallel_degree is the string \"two\"");
    row("twice", pipelined("pipeline_parallel_degree = 2\n"), 4, "run.toml:11: This is not TOML");
}

void TestTorchtitan::whatTorchtitanRefusesIsRefused()
{
    QFETCH(QString, text);
    QFETCH(int, devices);
    QFETCH(QString, message);
    const QString refusal = refusalOf(outcomeOf(text.toStdString(), devices));
    QVERIFY2(refusal.startsWith(message), qPrintable(refusal));
}

void TestTorchtitan::whatIsNotReadIsTold()
{
    const core::LaunchOutcome outcome =
        outcomeOf(pipelined("some_new_switch = true\n") + "[metrics]\nlog_freq = 10\n", 4);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const QString notes = notesOf(outcome.reading.value());
    QVERIFY2(notes.contains("F:11: Not read: parallelism.some_new_switch"), qPrintable(notes));
    QVERIFY2(notes.contains("F: Not read, without effect on a step: metrics.log_freq"),
             qPrintable(notes));
}

QTEST_APPLESS_MAIN(TestTorchtitan)
#include "tests/core/io/launch_told.h"
#include "tst_torchtitan.moc"
