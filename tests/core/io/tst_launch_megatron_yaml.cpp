// SPDX-License-Identifier: GPL-3.0-or-later
// Settings in YAML that become arguments of Megatron-LM: NeMo's launcher, and MODEL_ARGS.
#include "core/io/json/json_reader.h"
#include "core/io/launch/interpolation.h"
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/io/yaml/yaml_tree.h"

#include <QTest>

namespace {

core::LaunchOutcome outcomeOf(const std::string &text, const core::LaunchAnswers &answers = {})
{
    const core::Scenario base =
        core::scenarioFromJson(R"({"model": "gpt2-124m", "cluster": {"device": "h100-80g"}})",
                               "base")
            .value();
    return core::readLaunch({.text = text, .name = "run.yaml"}, answers, base);
}

// In the form of the launcher's conf/training/gpt3/175b.yaml (NVIDIA, Apache 2.0).
constexpr const char *kNemo = R"(run:
  name: gpt3_175b
  results_dir: ${base_results_dir}/${.name}
trainer:
  num_nodes: 128
  devices: 8
  precision: bf16
exp_manager:
  model_parallel_size: ${multiply:${training.model.tensor_model_parallel_size}, ${training.model.pipeline_model_parallel_size}}
model:
  micro_batch_size: 1
  global_batch_size: 2048
  rampup_batch_size: null
  tensor_model_parallel_size: 4
  pipeline_model_parallel_size: 8
  virtual_pipeline_model_parallel_size: 12
  encoder_seq_length: 2048
  max_position_embeddings: 2048
  num_layers: 96
  hidden_size: 12288
  ffn_hidden_size: ${multiply:4, ${.hidden_size}}
  num_attention_heads: 96
  kv_channels: null
  make_vocab_size_divisible_by: 128
  activations_checkpoint_granularity: selective
  activations_checkpoint_method: block
  activations_checkpoint_num_layers: 0
  sequence_parallel: True
  overlap_p2p_comm: True
  transformer_engine: True
  tokenizer:
    library: 'megatron'
    type: 'GPT2BPETokenizer'
  optim:
    name: distributed_fused_adam
    bucket_cap_mb: 100
    overlap_grad_sync: True
)";

constexpr const char *kArguments = R"(ENV_VARS:
  CUDA_DEVICE_MAX_CONNECTIONS: 1
TEST_TYPE: regular
MODEL_ARGS:
  --num-layers: 12
  --hidden-size: 512
  --num-attention-heads: 8
  --seq-length: 1024
  --max-position-embeddings: 1024
  --micro-batch-size: 4
  --global-batch-size: 32
  --tensor-model-parallel-size: ${TP}
  --use-distributed-optimizer: true
  --fp16: false
  --bf16: true
)";

core::JsonNode resolved(const std::string &text)
{
    core::JsonNode root = core::parseYamlTree(text, "x.yaml").value();
    core::resolveInterpolations(root, "training", {{"HOME_NODES", "4"}});
    return root;
}

} // namespace

class TestLaunchMegatronYaml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nemosGpt3IsRead();
    void nemoRefusesAsMegatronDoes();
    void nemosOwnKeysAreNamed_data();
    void nemosOwnKeysAreNamed();
    void nemoSharesWithinNodes();
    void argumentsInYamlAreRead();
    void largeNumbersKeepTheirDigits();
    void variablesOfArgumentsAreAskedFor();
    void expressionsAreResolved();
    void expressionsWithoutEndStayAsTheyAre();
};

// 1,024 GPUs / (4 x 8) = 32 replicas; 12 chunks of one layer; 100 MiB; 50,257 padded to a multiple
// of 128 x 4.
void TestLaunchMegatronYaml::nemosGpt3IsRead()
{
    const core::LaunchOutcome outcome = outcomeOf(kNemo);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().framework, std::string("NeMo"));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.cluster.devices, 1024);
    QCOMPARE(scenario.parallel.data, 32);
    QCOMPARE(scenario.parallel.tensor, 4);
    QCOMPARE(scenario.parallel.pipeline, 8);
    QCOMPARE(scenario.parallel.chunks, 12);
    QCOMPARE(scenario.parallel.schedule, std::string("interleaved"));
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(scenario.parallel.bucketBytes, 100 * 1024 * 1024);
    QVERIFY(scenario.parallel.overlap);
    QVERIFY(scenario.parallel.sequenceParallel);
    QCOMPARE(scenario.training.precision, core::Precision::Bf16);
    QCOMPARE(core::microBatchCount(scenario), 64);
    const core::TransformerSpec &model = *scenario.model.transformer();
    QCOMPARE(model.ffn, 4 * 12288);
    QCOMPARE(model.vocab, 50'688);
    QCOMPARE(model.positions, 2048);
    QVERIFY(model.flashAttention);
}

void TestLaunchMegatronYaml::nemoRefusesAsMegatronDoes()
{
    QString text = kNemo;
    text.replace("virtual_pipeline_model_parallel_size: 12",
                 "virtual_pipeline_model_parallel_size: 5");
    const QString refusal = refusalOf(outcomeOf(text.toStdString()));
    QVERIFY2(refusal.contains("96 layers cannot be divided evenly over pipeline 8 x 5 chunks"),
             qPrintable(refusal));
    text = kNemo;
    text.replace("hidden_size: 12288", "hidden_size: ${.width}");
    const QString unresolved = refusalOf(outcomeOf(text.toStdString()));
    QVERIFY2(unresolved.startsWith("run.yaml:"), qPrintable(unresolved));
}

void TestLaunchMegatronYaml::nemosOwnKeysAreNamed_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("words");
    QTest::newRow("missing") << "  encoder_seq_length: 2048\n"
                             << ""
                             << "model.encoder_seq_length is missing";
    QTest::newRow("no number") << "  hidden_size: 12288\n"
                               << "  hidden_size: wide\n"
                               << "model.hidden_size";
    QTest::newRow("too long") << "max_position_embeddings: 2048"
                              << "max_position_embeddings: 1024"
                              << "model.max_position_embeddings";
}

void TestLaunchMegatronYaml::nemosOwnKeysAreNamed()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, words);
    QString text = kNemo;
    text.replace(before, after);
    const QString refusal = refusalOf(outcomeOf(text.toStdString()));
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
    QVERIFY2(!refusal.contains("--"), qPrintable(refusal));
    const core::LaunchOutcome outcome = outcomeOf(kNemo);
    for (const core::LaunchNote &note : outcome.reading.value().notes)
        QVERIFY2(note.text.find("--") == std::string::npos, note.text.c_str());
}

// torch's HYBRID_SHARD: 128 nodes of 8, of which 4 are tensor partners.
void TestLaunchMegatronYaml::nemoSharesWithinNodes()
{
    QString text = kNemo;
    text.replace("  pipeline_model_parallel_size: 8\n  virtual_pipeline_model_parallel_size: 12\n",
                 "  fsdp: true\n  fsdp_sharding_strategy: hybrid\n");
    const core::LaunchOutcome outcome = outcomeOf(text.toStdString());
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.parallel.sharding, core::Sharding::Zero3);
    QCOMPARE(outcome.reading.value().scenario.parallel.shardingGroup, 8 / 4);
}

// Python prints neither 100000 nor 1000000 as 1e+05, which Megatron-LM would not take.
void TestLaunchMegatronYaml::largeNumbersKeepTheirDigits()
{
    QString text = kArguments;
    text.replace("--seq-length: 1024", "--seq-length: 100000");
    text.replace("--max-position-embeddings: 1024", "--max-position-embeddings: 1000000");
    core::LaunchAnswers answers;
    answers.devices = 8;
    answers.environment["TP"] = "2";
    const core::LaunchOutcome outcome = outcomeOf(text.toStdString(), answers);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    QCOMPARE(outcome.reading.value().scenario.training.sequence, std::int64_t(100'000));
    QCOMPARE(core::numberWord(1e15), std::string("1000000000000000"));
    QCOMPARE(core::numberWord(-5e8), std::string("-500000000"));
    QCOMPARE(core::numberWord(2.5e-5), std::string("2.5e-05"));
    QCOMPARE(core::kindText(core::yamlWord("100000")), std::string("the number 100000"));
    QString nemo = kNemo;
    nemo.replace("hidden_size: 12288", "hidden_size: 1024");
    nemo.replace("heads: 96", "heads: 16");
    nemo.replace("seq_length: 2048", "seq_length: 100000");
    nemo.replace("embeddings: 2048", "embeddings: ${multiply:10, ${.encoder_seq_length}}");
    nemo.replace("bucket_cap_mb: 100\n", "bucket_cap_mb: 400\n");
    const core::LaunchOutcome longer = outcomeOf(nemo.toStdString());
    QVERIFY2(longer.reading, qPrintable(refusalOf(longer)));
    QCOMPARE(longer.reading.value().scenario.model.transformer()->positions, 1'000'000);
    QCOMPARE(longer.reading.value().scenario.parallel.bucketBytes, 400 * 1024 * 1024);
}

void TestLaunchMegatronYaml::argumentsInYamlAreRead()
{
    core::LaunchAnswers answers;
    answers.devices = 8;
    answers.environment["TP"] = "2";
    const core::LaunchOutcome outcome = outcomeOf(kArguments, answers);
    QVERIFY2(outcome.reading, qPrintable(refusalOf(outcome)));
    const core::Scenario &scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.data, 4);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(scenario.training.precision, core::Precision::Bf16);
    QCOMPARE(scenario.training.globalBatch, 32);
}

void TestLaunchMegatronYaml::variablesOfArgumentsAreAskedFor()
{
    core::LaunchAnswers answers;
    answers.devices = 8;
    const core::LaunchOutcome outcome = outcomeOf(kArguments, answers);
    QVERIFY(!outcome.reading);
    QVERIFY2(refusalOf(outcome).contains("TP"), qPrintable(refusalOf(outcome)));
    QVERIFY(!outcome.questions.empty());
    QCOMPARE(outcome.questions.front().name, std::string("TP"));
}

// OmegaConf: from the root, beside, above; NeMo's resolvers; a text around them.
void TestLaunchMegatronYaml::expressionsAreResolved()
{
    const core::JsonNode root = resolved("a: 3\n"
                                         "s:\n  b: ${a}\n  c: ${multiply:${.b}, ${..a}}\n"
                                         "  d: ${training.s.b}\n  e: run-${.b}\n"
                                         "  f: ${divide_ceil:7, 2}\n"
                                         "  g: ${oc.env:HOME_NODES}\n  h: ${oc.env:NO_SUCH, 9}\n");
    const core::JsonNode &section = *root.member("s");
    QCOMPARE(section.member("b")->integer, 3);
    QCOMPARE(section.member("c")->integer, 9);
    QCOMPARE(section.member("d")->integer, 3);
    QCOMPARE(section.member("e")->text, std::string("run-3"));
    QCOMPARE(section.member("f")->integer, 4);
    QCOMPARE(section.member("g")->integer, 4);
    QCOMPARE(section.member("h")->integer, 9);
}

// In a circle, and doubling with each step.
void TestLaunchMegatronYaml::expressionsWithoutEndStayAsTheyAre()
{
    const core::JsonNode circle = resolved("a: ${b}\nb: ${a}\nc: ${no.such}\nd: ${open\n");
    QCOMPARE(circle.member("a")->text, std::string("${b}"));
    QCOMPARE(circle.member("c")->text, std::string("${no.such}"));
    QCOMPARE(circle.member("d")->text, std::string("${open"));
    std::string bomb = "a0: 1\n";
    for (int i = 1; i < 60; ++i) {
        const std::string before = "${a" + std::to_string(i - 1) + "}";
        bomb += "a" + std::to_string(i) + ": ${add:" + before + ", " + before + "}\n";
    }
    const core::JsonNode root = resolved(bomb);
    QCOMPARE(root.member("a3")->integer, 8);
    QCOMPARE(root.member("a59")->kind, core::JsonNode::Kind::String);
}

QTEST_APPLESS_MAIN(TestLaunchMegatronYaml)
#include "tests/core/io/launch_told.h"
#include "tst_launch_megatron_yaml.moc"
