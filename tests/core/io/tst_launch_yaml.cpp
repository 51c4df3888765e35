// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

namespace {

core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "llama-3-8b", "cluster": {"device": "h100-80g"},
        "training": {"micro_batch": 1}})",
                                  "base")
        .value();
}

core::LaunchOutcome outcomeOf(const std::string &text, std::optional<std::int64_t> devices = {})
{
    core::LaunchAnswers answers;
    answers.devices = devices;
    return core::readLaunch({.text = text, .name = "run.yaml"}, answers, base());
}

std::string accelerate(const std::string &type, const std::string &sections,
                       const std::string &processes = "8")
{
    return "compute_environment: LOCAL_MACHINE\ndistributed_type: " + type +
           "\nmixed_precision: bf16\nnum_machines: 1\nnum_processes: " + processes + "\n" +
           sections;
}

// In the form of gpt-neox's configs/20B.yml (Apache 2.0): comments, True, commas before }.
constexpr const char *kNeox20 = R"(# sizes
{
  "pipe-parallel-size": 4,
  "model-parallel-size": 2,
  # model
  "num-layers": 44,
  "hidden-size": 6144,
  "num-attention-heads": 64,
  "seq-length": 2048,
  "max-position-embeddings": 2048,
  "norm": "layernorm",
  "pos-emb": "rotary",
  "no-weight-tying": true,
  "gpt_j_residual": true,
  "optimizer": { "type": "Adam", "params": { "lr": 0.97e-4, "eps": 1.0e-8, } },
  "zero_optimization": {
    "stage": 1,
    "overlap_comm": True,
    "reduce_bucket_size": 1260000000,
  },
  "train_micro_batch_size_per_gpu": 4,
  "gradient_accumulation_steps": 32,
  "checkpoint-activations": true,
  "fp16": { "fp16": true, "enabled": true, "loss_scale": 0, },
  "tokenizer_type": "HFTokenizer",
}
)";

} // namespace

class TestLaunchYaml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hybridShardingBesideTensorPartnersIsRead();
    void deepSpeedStagesAreRead();
    void shardingNamesOfFsdp1AreRead_data();
    void shardingNamesOfFsdp1AreRead();
    void megatronDegreesOfAccelerateAreRead();
    void otherFrameworksAreNamed_data();
    void otherFrameworksAreNamed();
    void whatAccelerateRefusesIsRefused_data();
    void whatAccelerateRefusesIsRefused();
    void gptNeox20BillionIsRead();
    void neoxTellsWhatChangesTheStep();
    void whatNeoxRefusesIsRefused_data();
    void whatNeoxRefusesIsRefused();
    void anUnknownTokenizerIsAskedFor();
    void theyAreNoConfigurationOfDeepSpeed();
};

// accelerate's examples/torch_native_parallelism/configs/tp_hsdp.yaml (Apache 2.0)
void TestLaunchYaml::hybridShardingBesideTensorPartnersIsRead()
{
    const core::LaunchOutcome outcome = outcomeOf(
        accelerate("FSDP", "fsdp_config:\n  fsdp_version: 2\n  fsdp_reshard_after_forward: true\n"
                           "  fsdp_activation_checkpointing: false\nparallelism_config:\n"
                           "  parallelism_config_dp_replicate_size: 2\n"
                           "  parallelism_config_dp_shard_size: 2\n"
                           "  parallelism_config_tp_size: 2\n"));
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.cluster.devices, 8);
    QCOMPARE(scenario.cluster.devicesPerNode, 8);
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.data, 4);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero3);
    QCOMPARE(scenario.training.precision, core::Precision::Bf16);
    QCOMPARE(scenario.training.recompute, core::Recompute::None);
    QCOMPARE(scenario.model.id, std::string("llama-3-8b"));
    const QString notes = notesOf(outcome.reading.value());
    QCOMPARE(scenario.parallel.shardingGroup, 2); // dp_shard, copied dp_replicate times
    QCOMPARE(core::sharersOf(scenario), 2);
    QVERIFY2(notes.contains("no model and no micro-batch"), qPrintable(notes));
}

// DeepSpeedPlugin: stage 2 unless told, overlap at stage 3 alone, buckets of 5e8 elements.
void TestLaunchYaml::deepSpeedStagesAreRead()
{
    const core::LaunchOutcome three =
        outcomeOf(accelerate("DEEPSPEED", "deepspeed_config:\n  zero_stage: 3\n"
                                          "  offload_optimizer_device: cpu\n"
                                          "  offload_param_device: cpu\n"
                                          "  gradient_accumulation_steps: 4\n"));
    QVERIFY2(three.reading, qPrintable(refusalOf(three)));
    const core::Scenario &scenario = three.reading.value().scenario;
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero3);
    QVERIFY(scenario.parallel.overlap);
    QVERIFY(scenario.parallel.offloadOptimizer);
    QVERIFY(notesOf(three.reading.value()).contains("Here their shares stay on the device"));
    QCOMPARE(scenario.parallel.bucketBytes, 500'000'000 * 2);
    QCOMPARE(scenario.training.globalBatch, 1 * 4 * 8);
    const core::LaunchOutcome unsaid = outcomeOf(accelerate("DEEPSPEED", "deepspeed_config: {}\n"));
    QVERIFY2(unsaid.reading, qPrintable(refusalOf(unsaid)));
    QCOMPARE(unsaid.reading.value().scenario.parallel.sharding, core::Sharding::Zero2);
    QVERIFY(!unsaid.reading.value().scenario.parallel.overlap);
}

// torch.distributed.fsdp.ShardingStrategy, by name and by number from 1
void TestLaunchYaml::shardingNamesOfFsdp1AreRead_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<core::Sharding>("sharding");
    QTest::newRow("1") << "1" << core::Sharding::Zero3;
    QTest::newRow("FULL_SHARD") << "FULL_SHARD" << core::Sharding::Zero3;
    QTest::newRow("SHARD_GRAD_OP") << "SHARD_GRAD_OP" << core::Sharding::Zero2;
    QTest::newRow("2") << "2" << core::Sharding::Zero2;
    QTest::newRow("NO_SHARD") << "NO_SHARD" << core::Sharding::None;
    QTest::newRow("HYBRID_SHARD") << "HYBRID_SHARD" << core::Sharding::Zero3;
    QTest::newRow("HYBRID_SHARD_ZERO2") << "HYBRID_SHARD_ZERO2" << core::Sharding::Zero2;
}

void TestLaunchYaml::shardingNamesOfFsdp1AreRead()
{
    QFETCH(QString, word);
    QFETCH(core::Sharding, sharding);
    const core::LaunchOutcome outcome = outcomeOf(
        accelerate("FSDP", "fsdp_config:\n  fsdp_sharding_strategy: " + word.toStdString() + "\n"));
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.sharding, sharding);
}

void TestLaunchYaml::megatronDegreesOfAccelerateAreRead()
{
    const core::LaunchOutcome outcome =
        outcomeOf(accelerate("MEGATRON_LM", "megatron_lm_config:\n  megatron_lm_tp_degree: 2\n"
                                            "  megatron_lm_pp_degree: 2\n"
                                            "  megatron_lm_num_micro_batches: 4\n"
                                            "  megatron_lm_use_distributed_optimizer: true\n"));
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.pipeline, 2);
    QCOMPARE(scenario.parallel.data, 2);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(scenario.parallel.exchange, core::Exchange::Blocking);
    QCOMPARE(scenario.parallel.framework, core::Framework::Megatron);
    QCOMPARE(core::gradientBytesOf(scenario.training), 4); // it adds up in fp32 beside bf16
    QCOMPARE(core::microBatchCount(scenario), 4);
    // validate_args of Megatron-LM: "accumulate and all-reduce gradients in fp32 for bfloat16"
    QCOMPARE(core::gradientBytesOf(scenario.training), 4);
}

// The keys of their published files: examples/config_tiny_llama.yaml,
// configs/official/OLMo-7B.yaml, scripts/train/yamls/pretrain/mpt-7b.yaml,
// config_hub/pretrain/tinyllama.yaml and others.
void TestLaunchYaml::otherFrameworksAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    struct Row
    {
        const char *name;
        const char *text;
        const char *title;
    };
    constexpr Row rows[] = {
        {"nanotron",
         "model:\n  model_config:\n    hidden_size: 16\nparallelism:\n  dp: 2\n"
         "tokens:\n  micro_batch_size: 2\n",
         "a configuration of Nanotron"},
        {"olmo",
         "model:\n  d_model: 4096\n  max_sequence_length: 2048\n"
         "device_train_microbatch_size: 2\n",
         "a configuration of OLMo"},
        {"llm-foundry",
         "max_seq_len: 2048\nmodel:\n  d_model: 4096\n"
         "device_train_microbatch_size: auto\n",
         "a configuration of LLM Foundry"},
        {"litgpt",
         "out_dir: out\ntrain:\n  global_batch_size: 512\n"
         "  micro_batch_size: 4\n",
         "a configuration of LitGPT"},
        {"nemo 2",
         "model:\n  _target_: nemo.collections.llm.LlamaModel\ntrainer:\n"
         "  strategy:\n    tensor_model_parallel_size: 2\n",
         "a NeMo 2 recipe"},
        {"primus",
         "modules:\n  pre_trainer:\n    framework: megatron\n"
         "    overrides:\n      micro_batch_size: 2\n",
         "a configuration of Primus"},
        {"colossal-ai", "colossalai run --nproc_per_node 8 train.py --pp_size 2\n",
         "a launch of Colossal-AI"},
        {"nemo",
         "python megatron_gpt_pretraining.py --config-name=gpt "
         "model.tensor_model_parallel_size=2\n",
         "a launch of NeMo (its settings are the YAML"},
    };
    for (const Row &row : rows)
        QTest::newRow(row.name) << row.text << row.title;
}

void TestLaunchYaml::otherFrameworksAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, title);
    const std::string file = text.toStdString();
    QVERIFY(core::isLaunchFile({file, "run.yaml"}));
    const QString refusal = refusalOf(outcomeOf(file));
    QVERIFY2(refusal.startsWith(QStringLiteral("run.yaml:1: This is ") + title),
             qPrintable(refusal));
    QVERIFY(refusal.contains(
        QStringLiteral("which is not read. Launch scripts and settings of Megatron")));
}

void TestLaunchYaml::whatAccelerateRefusesIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const std::string &text, const char *message) {
        QTest::newRow(name) << QString::fromStdString(text) << message;
    };
    row("a word with FSDP 2",
        accelerate("FSDP", "fsdp_config:\n  fsdp_version: 2\n"
                           "  fsdp_reshard_after_forward: FULL_SHARD\n"),
        "run.yaml:8: fsdp_config.fsdp_reshard_after_forward is the string \"FULL_SHARD\"");
    row("a truth with FSDP 1",
        accelerate("FSDP", "fsdp_config:\n  fsdp_reshard_after_forward: true\n"),
        "run.yaml:7: fsdp_config.fsdp_reshard_after_forward is true, which accelerate refuses");
    row("sizes",
        accelerate("FSDP", "fsdp_config: {fsdp_version: 2}\nparallelism_config:\n"
                           "  parallelism_config_tp_size: 3\n"),
        "run.yaml:7: accelerate refuses this: the sizes of parallelism_config multiply to 3");
    row("cp and sp",
        accelerate("FSDP", "fsdp_config: {fsdp_version: 2}\nparallelism_config:\n"
                           "  parallelism_config_cp_size: 4\n  parallelism_config_sp_size: 2\n"),
        "run.yaml:7: accelerate refuses cp_size 4 together with sp_size 2");
    row("offloading", accelerate("DEEPSPEED", "deepspeed_config:\n  offload_param_device: ssd\n"),
        "run.yaml:7: deepspeed_config.offload_param_device is \"ssd\", but accelerate has none, "
        "cpu");
    row("a precision beside a file of DeepSpeed",
        accelerate("DEEPSPEED", "deepspeed_config:\n  deepspeed_config_file: ds.json\n"),
        "run.yaml:3: accelerate refuses mixed_precision beside deepspeed_config_file");
    row("a stage beside a file of DeepSpeed",
        "distributed_type: DEEPSPEED\nnum_processes: 8\ndeepspeed_config:\n"
        "  deepspeed_config_file: ds.json\n  zero_stage: 2\n",
        "run.yaml:5: accelerate refuses deepspeed_config.zero_stage beside deepspeed_config_file");
    row("precision", "distributed_type: FSDP\nnum_processes: 8\nmixed_precision: int8\n",
        "run.yaml:3: mixed_precision is \"int8\"");
    row("type", "distributed_type: TPU\nnum_processes: 8\n",
        "run.yaml:1: distributed_type is \"TPU\"");
    row("twice", "distributed_type: FSDP\nnum_processes: 8\nnum_processes: 16\n",
        "run.yaml:3: The key \"num_processes\" is given twice");
    row("misspelt", accelerate("FSDP", "fsdp_config:\n  fsdp_shardng_strategy: NO_SHARD\n"),
        "run.yaml:7: accelerate has no fsdp_config.fsdp_shardng_strategy: did you mean");
    row("machines", "distributed_type: FSDP\nnum_processes: 8\nnum_machines: 3\n",
        "run.yaml:3: 8 processes cannot be spread evenly over 3 machines");
}

void TestLaunchYaml::whatAccelerateRefusesIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const QString refusal = refusalOf(outcomeOf(text.toStdString()));
    QVERIFY2(refusal.startsWith(message), qPrintable(refusal));
}

// 96 GPUs / (4 x 2) = 12 replicas, 4 x 32 x 12 samples; the vocabulary is 50,277 (GPT-NeoX-20B)
// padded to a multiple of 128 x 2.
void TestLaunchYaml::gptNeox20BillionIsRead()
{
    const core::LaunchOutcome outcome = outcomeOf(kNeox20, 96);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.model.id, std::string("gpt-neox-20b"));
    QCOMPARE(core::parameterCount(scenario.model), 20'554'567'680);
    QCOMPARE(scenario.parallel.data, 12);
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.pipeline, 4);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(scenario.parallel.exchange, core::Exchange::Blocking);
    QCOMPARE(scenario.parallel.bucketBytes, 2'520'000'000);
    QCOMPARE(scenario.training.globalBatch, 1536);
    QCOMPARE(scenario.training.microBatch, 4);
    QCOMPARE(scenario.training.precision, core::Precision::Fp16);
    QCOMPARE(scenario.training.recompute, core::Recompute::Full);
}

// Kept inputs are divided among tensor partners, where there are any; fused norms are kernels.
void TestLaunchYaml::neoxTellsWhatChangesTheStep()
{
    for (const int tensor : {1, 2}) {
        std::string text = kNeox20;
        const std::string degree = "\"model-parallel-size\": ";
        text.replace(text.find(degree), degree.size() + 1,
                     "\"partition_activations\": true, \"layernorm_fusion\": false, " + degree +
                         std::to_string(tensor));
        const core::LaunchOutcome outcome = outcomeOf(text, 96);
        QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
        const QString notes = notesOf(outcome.reading.value());
        QCOMPARE(notes.contains(QStringLiteral("not divided among tensor partners")), tensor == 2);
        QVERIFY2(!notes.contains(QStringLiteral("layernorm_fusion")), qPrintable(notes));
    }
}

void TestLaunchYaml::whatNeoxRefusesIsRefused_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("devices");
    QTest::addColumn<QString>("message");
    QTest::newRow("degrees") << ""
                             << "" << 12
                             << "run.yaml:4: GPT-NeoX refuses this: pipeline x tensor = 8";
    QTest::newRow("stage with a pipeline")
        << "\"stage\": 1"
        << "\"stage\": 2" << 96 << "run.yaml:17: DeepSpeed refuses stage 2";
    QTest::newRow("batch") << "\"gradient_accumulation_steps\": 32"
                           << "\"gradient_accumulation_steps\": 32, \"train_batch_size\": 1000"
                           << 96 << "run.yaml:22: GPT-NeoX refuses this: train_batch_size is 1,000";
    QTest::newRow("misspelt") << "\"hidden-size\""
                              << "\"hiddn-size\"" << 96 << "run.yaml:1: hidden_size is missing";
}

void TestLaunchYaml::whatNeoxRefusesIsRefused()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, devices);
    QFETCH(QString, message);
    QString text = kNeox20;
    if (!from.isEmpty())
        text.replace(from, to);
    const QString refusal = refusalOf(outcomeOf(text.toStdString(), devices));
    QVERIFY2(refusal.startsWith(message), qPrintable(refusal));
}

void TestLaunchYaml::anUnknownTokenizerIsAskedFor()
{
    QString text = kNeox20;
    text.replace("HFTokenizer", "SPMTokenizer");
    const core::LaunchOutcome outcome = outcomeOf(text.toStdString(), 96);
    QVERIFY(!outcome.reading);
    QCOMPARE(outcome.questions.size(), std::size_t{1});
    QCOMPARE(outcome.questions.front().about, core::LaunchQuestion::About::Vocabulary);
}

// Both have keys of DeepSpeed among their own.
void TestLaunchYaml::theyAreNoConfigurationOfDeepSpeed()
{
    QVERIFY(!core::isDeepSpeedConfig(kNeox20));
    QVERIFY(!core::isDeepSpeedConfig(
        accelerate("DEEPSPEED", "deepspeed_config:\n  gradient_accumulation_steps: 4\n")));
    QVERIFY(core::isDeepSpeedConfig("{\"train_batch_size\": 8}"));
    // The fewest keys that such a file is written with
    const std::string few = "distributed_type: FSDP\nfsdp_config:\n  fsdp_version: 2\n";
    QVERIFY(core::isLaunchFile({.text = few, .name = "run.yaml"}));
    QVERIFY(!core::isDeepSpeedConfig(few));
}

QTEST_APPLESS_MAIN(TestLaunchYaml)
#include "tests/core/io/launch_told.h"
#include "tst_launch_yaml.moc"
