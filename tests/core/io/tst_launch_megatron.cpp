// SPDX-License-Identifier: GPL-3.0-or-later
// What Megatron-LM is started with becomes the scenario that it trains. Expected values follow from
// megatron/training/arguments.py (d98e8a64) and the scripts that published runs were started with:
// NVIDIA's GPT-3 175B and Mixtral 8x7B, BigScience's BLOOM 176B, Apertus 70B of swiss-ai.
#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_request.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <numeric>

namespace {

core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m"})", "base").value();
}

core::LaunchOutcome outcomeOf(const std::string &text, const core::LaunchAnswers &answers = {})
{
    return core::readLaunch({text, "run.sh"}, answers, base());
}

core::LaunchReading readingOf(const std::string &text, const core::LaunchAnswers &answers = {})
{
    const core::LaunchOutcome outcome = outcomeOf(text, answers);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}

QString refusalOf(const std::string &text, const core::LaunchAnswers &answers = {})
{
    const core::LaunchOutcome outcome = outcomeOf(text, answers);
    return outcome.reading ? QString() : QString::fromStdString(outcome.reading.error().message);
}

bool tells(const core::LaunchReading &reading, const char *words)
{
    return std::ranges::any_of(reading.notes, [words](const core::LaunchNote &note) {
        return note.text.find(words) != std::string::npos;
    });
}

// A model of 8 layers that everything divides; 8 devices.
const std::string kSmall =
    "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
    "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
    "--micro-batch-size 1 --global-batch-size 64 --bf16 --tokenizer-type NullTokenizer "
    "--vocab-size 1000 ";

core::Scenario smallWith(const std::string &arguments)
{
    return readingOf(kSmall + arguments).scenario;
}

QString smallRefused(const std::string &arguments)
{
    return refusalOf(kSmall + arguments);
}

const std::string kGpt3 = R"(#!/bin/bash
NODES=1
WORLD=$((8 * $NODES))
MODEL=(
    --num-layers 96
    --hidden-size 12288  # GPT-3
    --num-attention-heads 96
    --seq-length 2048
    --max-position-embeddings 2048
    --attention-backend auto
)
TRAINING=(
    --micro-batch-size 1
    --global-batch-size 1536
    --step-batch-size-schedule "0:16 2.4B:320 12B:1536"
    --fp16 --lr 6.0e-5 --lr-warmup-fraction .001
)
torchrun --nproc_per_node 8 --nnodes $NODES pretrain_gpt.py ${MODEL[@]} ${TRAINING[@]} \
    --tensor-model-parallel-size 8 --pipeline-model-parallel-size 16 --vocab-file $1 --save $OUT
)";

const std::string kMixtral = R"(NNODES=${SLURM_NNODES:-"1"}
ARGS=(
    --disable-bias-linear --seq-length 4096 --max-position-embeddings 32768 --num-layers 32
    --hidden-size 4096 --ffn-hidden-size 14336 --num-attention-heads 32 --normalization RMSNorm
    --position-embedding-type rope --swiglu --untie-embeddings-and-output-weights
    --group-query-attention --num-query-groups 8 --num-experts 8 --moe-router-topk 2
    --moe-token-dispatcher-type alltoall --overlap-param-gather --overlap-grad-reduce
    --tokenizer-type Llama2Tokenizer --micro-batch-size 1 --global-batch-size 256 --bf16
    --tensor-model-parallel-size 1 --pipeline-model-parallel-size 4
    --expert-model-parallel-size 8 --use-distributed-optimizer --sequence-parallel
)
torchrun --nproc_per_node 8 --nnodes $NNODES pretrain_gpt.py "${ARGS[@]}"
)";

const std::string kBloom = R"(#SBATCH --nodes=24
#SBATCH --ntasks-per-node=1   # a launcher
#SBATCH --gres=gpu:8
ZERO_STAGE=0
GPT=" \
    --pp-partition-method 'type:transformer|embedding' \
    --num-layers 70 --hidden-size 14336 --num-attention-heads 112 --seq-length 2048 \
    --max-position-embeddings 2048 --micro-batch-size 2 --global-batch-size 2048 \
    --rampup-batch-size 192 16 9_765_625 --embed-layernorm --bf16 --checkpoint-activations \
    --position-embedding-type alibi --pad-vocab-size-to 250880 \
    "
CMD="pretrain_gpt.py --tensor-model-parallel-size 4 --pipeline-model-parallel-size 12 $GPT \
    --deepspeed --zero-stage ${ZERO_STAGE}"
LAUNCHER="python -u -m torch.distributed.run --nproc_per_node 8 --nnodes $SLURM_NNODES"
srun bash -c "$LAUNCHER --node_rank \$SLURM_PROCID $CMD" 2>&1 | tee log.txt
)";

const std::string kApertus = R"(#SBATCH --nodes=1024
#SBATCH --ntasks-per-node=4
#SBATCH --gpus-per-node=4
ARGS=(
    --num-layers 80 --hidden-size 8192 --ffn-hidden-size 43008 --num-attention-heads 64
    --group-query-attention --num-query-groups 8 --max-position-embeddings 4096 --seq-length 4096
    --position-embedding-type rope --normalization RMSNorm --xielu --qk-layernorm
    --untie-embeddings-and-output-weights --disable-bias-linear --ademamix-alpha 8
    --micro-batch-size 1 --global-batch-size 4096 --rampup-batch-size 2048 2048 1072164864
    --optimizer ademamix --bf16 --main-grads-dtype fp32 --ddp-bucket-size 10000000000
    --tensor-model-parallel-size 4 --pipeline-model-parallel-size 8 --use-distributed-optimizer
    --overlap-grad-reduce --overlap-param-gather --sequence-parallel
    --num-layers-per-virtual-pipeline-stage 2 --tokenizer-type HuggingFaceTokenizer
    --tokenizer-model tokenizer --save /out/run-$SLURM_NNODES
)
CMD="python3 pretrain_gpt.py ${ARGS[@]}"
srun -lu bash -c "RANK=\$SLURM_PROCID $CMD"
)";

const std::string kLog = R"(using world size: 64
------------------------ arguments ------------------------
  add_bias_linear ................................. False
  attention_backend ............................... AttnBackend.auto
  bf16 ............................................ True
  data_parallel_sharding_strategy ................. optim_grads_params
  ddp_bucket_size ................................. None
  expert_model_parallel_size ...................... 8
  expert_tensor_parallel_size ..................... 1
  ffn_hidden_size ................................. 14336
  fp16 ............................................ False
  global_batch_size ............................... 256
  group_query_attention ........................... True
  hidden_size ..................................... 4096
  kv_channels ..................................... 128
  max_position_embeddings ......................... 32768
  micro_batch_size ................................ 1
  moe_ffn_hidden_size ............................. 14336
  moe_layer_freq .................................. 1
  moe_router_topk ................................. 2
  normalization ................................... RMSNorm
  num_attention_heads ............................. 32
  num_experts ..................................... 8
  num_layers ...................................... 32
  num_query_groups ................................ 8
  optimizer ....................................... adam
  overlap_grad_reduce ............................. True
  pipeline_model_parallel_size .................... 4
  position_embedding_type ......................... rope
  recompute_granularity ........................... None
  seq_length ...................................... 4096
  sequence_parallel ............................... False
  swiglu .......................................... True
  tensor_model_parallel_size ...................... 1
  tokenizer_type .................................. Llama2Tokenizer
  transformer_impl ................................ transformer_engine
  untie_embeddings_and_output_weights ............. True
  use_distributed_optimizer ....................... True
  use_megatron_fsdp ............................... False
  virtual_pipeline_model_parallel_size ............ None
  world_size ...................................... 64
-------------------- end of arguments ---------------------
 > padded vocab (size: 32000) with 0 dummy tokens (new size: 32000)
)";

class TestLaunchMegatron : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gpt3NeedsAMultipleOf128Devices();
    void gpt3On1024Devices();
    void mixtral();
    void bloom();
    void apertus();
    void aLogSaysTheSameAsTheScript();
    void whatIsMissingIsAskedAtOnce();
    void partitions_data();
    void partitions();
    void recomputation_data();
    void recomputation();
    void sharding_data();
    void sharding();
    void expertsOfOtherTensorDegrees();
    void vocabularies();
    void refusals_data();
    void refusals();
    void settingsFillWhatIsOpen();
};

void TestLaunchMegatron::gpt3NeedsAMultipleOf128Devices()
{
    const QString refusal = refusalOf(kGpt3);
    QVERIFY2(refusal.contains(QStringLiteral("cannot hold tensor 8 x pipeline 16 = 128")),
             qPrintable(refusal));
    QVERIFY(refusal.contains(QStringLiteral("8 GPUs")));
}

void TestLaunchMegatron::gpt3On1024Devices()
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

void TestLaunchMegatron::mixtral()
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

void TestLaunchMegatron::bloom()
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

void TestLaunchMegatron::apertus()
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
    QVERIFY(tells(reading, "--xielu") || !scenario.model.transformer()->gatedMlp);
    QVERIFY(tells(reading, "--ademamix-alpha"));
    QVERIFY(tells(reading, "three moments"));
    QVERIFY(tells(reading, "--nodes=1024 x --ntasks-per-node=4 = 4,096"));
}

void TestLaunchMegatron::aLogSaysTheSameAsTheScript()
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

void TestLaunchMegatron::whatIsMissingIsAskedAtOnce()
{
    const std::string text = "torchrun --nnodes $NNODES --nproc_per_node 8 pretrain_gpt.py "
                             "--num-layers 8 --hidden-size 512 --num-attention-heads 8 "
                             "--seq-length 1024 --max-position-embeddings 1024 "
                             "--group-query-attention --num-query-groups $GQA "
                             "--micro-batch-size $MBS --bf16 $EXTRA_ARGS";
    const core::LaunchOutcome open = outcomeOf(text, {.devices = 8});
    QVERIFY(!open.reading);
    const QString sentence = QString::fromStdString(open.reading.error().message);
    QVERIFY2(sentence.contains(QStringLiteral("GQA and MBS are not set: give --env GQA=… --env "
                                              "MBS=…")),
             qPrintable(sentence));
    QVERIFY(!sentence.contains(QStringLiteral("EXTRA_ARGS")));
    const core::LaunchReading reading =
        readingOf(text, {.environment = {{"GQA", "2"}, {"MBS", "1"}, {"NNODES", "2"}}});
    QCOMPARE(reading.scenario.model.transformer()->kvHeads, std::int64_t(2));
    QCOMPARE(reading.scenario.cluster.devices, 16);
    QVERIFY(tells(reading, "EXTRA_ARGS is not set, and adds nothing"));
}

void TestLaunchMegatron::partitions_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("partition"); // empty: even
    QTest::addColumn<int>("chunks");
    QTest::newRow("even") << ""
                          << "" << 1;
    QTest::newRow("per chunk") << "--num-layers-per-virtual-pipeline-stage 1"
                               << "" << 2;
    QTest::newRow("chunks") << "--num-virtual-stages-per-pipeline-rank 2"
                            << "" << 2;
    QTest::newRow("first") << "--decoder-first-pipeline-num-layers 1 "
                              "--decoder-last-pipeline-num-layers 3"
                           << "1 2 2 3" << 1;
    QTest::newRow("layout") << "--pipeline-model-parallel-layout Et|tt*1|ttt|ttL"
                            << "1 2 3 2" << 1;
    QTest::newRow("layout of chunks") << "--pipeline-model-parallel-layout E|(t|)*7tL"
                                      << "" << 2; // see below: 0 layers
    QTest::newRow("layout repeated") << "--pipeline-model-parallel-layout Et|(t|)*6,tL"
                                     << "" << 2;
}

void TestLaunchMegatron::partitions()
{
    QFETCH(QString, arguments);
    QFETCH(QString, partition);
    QFETCH(int, chunks);
    const std::string all = "--pipeline-model-parallel-size 4 '" +
                            arguments.split(u' ').join(QStringLiteral("' '")).toStdString() + "'";
    if (arguments.contains(QStringLiteral(" E|"))) {
        QVERIFY(smallRefused(all).contains(QStringLiteral("has no layers")));
        return;
    }
    const core::Scenario scenario = smallWith(all);
    QStringList layers;
    for (const int count : scenario.parallel.partition)
        layers.append(QString::number(count));
    QCOMPARE(layers.join(u' '), partition);
    QCOMPARE(scenario.parallel.chunks, chunks);
}

void TestLaunchMegatron::recomputation_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("recompute");
    const auto row = [](const char *arguments, core::Recompute recompute) {
        QTest::newRow(arguments) << arguments << int(recompute);
    };
    row("", core::Recompute::None);
    row("--recompute-granularity full --recompute-method uniform --recompute-num-layers 1",
        core::Recompute::Full);
    row("--recompute-granularity full --recompute-method block --recompute-num-layers 8",
        core::Recompute::Full);
    row("--recompute-granularity full --recompute-method block --recompute-num-layers 2",
        core::Recompute::None);
    row("--recompute-granularity selective", core::Recompute::None); // flash keeps no scores
    row("--recompute-granularity selective --attention-backend unfused",
        core::Recompute::Selective);
    row("--recompute-granularity selective --recompute-modules moe_act layernorm",
        core::Recompute::Selective);
    row("--activations-checkpoint-method uniform", core::Recompute::Full);
    row("--checkpoint-activations", core::Recompute::Full);
}

void TestLaunchMegatron::recomputation()
{
    QFETCH(QString, arguments);
    QFETCH(int, recompute);
    QCOMPARE(int(smallWith(arguments.toStdString()).training.recompute), recompute);
}

void TestLaunchMegatron::sharding_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("sharding");
    const auto row = [](const char *arguments, core::Sharding sharding) {
        QTest::newRow(arguments) << arguments << int(sharding);
    };
    row("", core::Sharding::None);
    row("--use-distributed-optimizer", core::Sharding::Zero1);
    // Without the flag of FSDP the strategy means nothing.
    row("--data-parallel-sharding-strategy optim_grads", core::Sharding::None);
    row("--use-megatron-fsdp", core::Sharding::Zero3);
    row("--use-custom-fsdp --data-parallel-sharding-strategy optim_grads", core::Sharding::Zero2);
    row("--use-megatron-fsdp --data-parallel-sharding-strategy no_shard", core::Sharding::None);
    row("--use-torch-fsdp2 --untie-embeddings-and-output-weights", core::Sharding::Zero3);
    row("--zero-stage=2", core::Sharding::Zero2);
    row("--deepspeed --zero-stage 0 --pipeline-model-parallel-size 2", core::Sharding::Zero1);
    row("--deepspeed --zero-stage 0", core::Sharding::None);
}

void TestLaunchMegatron::sharding()
{
    QFETCH(QString, arguments);
    QFETCH(int, sharding);
    QCOMPARE(int(smallWith(arguments.toStdString()).parallel.sharding), sharding);
}

// As many devices share an expert as there: EP x ETP / TP.
void TestLaunchMegatron::expertsOfOtherTensorDegrees()
{
    const std::string experts = "--num-experts 8 --tensor-model-parallel-size 2 "
                                "--sequence-parallel --expert-model-parallel-size 4 ";
    QCOMPARE(smallWith(experts).parallel.expert, 4);
    const core::LaunchReading one = readingOf(kSmall + experts + "--expert-tensor-parallel-size 1");
    QCOMPARE(one.scenario.parallel.expert, 2);
    QVERIFY(tells(one, "expert 4 with expert-tensor 1 beside tensor 2: as expert 2"));
}

void TestLaunchMegatron::vocabularies()
{
    const auto vocabulary = [](const std::string &arguments) {
        return smallWith(arguments).model.transformer()->vocab;
    };
    QCOMPARE(vocabulary(""), std::int64_t(1024)); // 1000 in steps of 128
    QCOMPARE(vocabulary("--tensor-model-parallel-size 4"), std::int64_t(1024));
    QCOMPARE(vocabulary("--make-vocab-size-divisible-by 100"), std::int64_t(1000));
    QCOMPARE(vocabulary("--no-pad-vocab-size"), std::int64_t(1000));
    QCOMPARE(vocabulary("--padded-vocab-size 1001"), std::int64_t(1001));
    // GPT-2's 50257 for tensor 1, 2, 4 and 8
    const std::pair<const char *, std::int64_t> padded[] = {
        {"1", 50304}, {"2", 50432}, {"4", 50688}, {"8", 51200}};
    for (const auto &[tensor, rows] : padded)
        QCOMPARE(vocabulary("--tokenizer-type GPT2BPETokenizer --tensor-model-parallel-size " +
                            std::string(tensor)),
                 rows);
}

void TestLaunchMegatron::refusals_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("world") << "--tensor-model-parallel-size 3"
                           << "needs a multiple of 3";
    QTest::newRow("batch") << "--global-batch-size 60"
                           << "is no multiple of";
    QTest::newRow("layers") << "--num-layers 9 --pipeline-model-parallel-size 2"
                            << "9 layers cannot be divided evenly over pipeline 2";
    QTest::newRow("heads") << "--num-attention-heads 4 --tensor-model-parallel-size 8"
                           << "4 attention heads";
    QTest::newRow("context") << "--context-parallel-size 8 --seq-length 1032 "
                                "--max-position-embeddings 1032"
                             << "2 x context 8";
    QTest::newRow("positions") << "--seq-length 2048"
                               << "longer than --max-position-embeddings";
    QTest::newRow("interleaving") << "--num-virtual-stages-per-pipeline-rank 2"
                                  << "Virtual stages need a pipeline";
    QTest::newRow("two ways") << "--pipeline-model-parallel-size 4 "
                                 "--num-virtual-stages-per-pipeline-rank 2 "
                                 "--num-layers-per-virtual-pipeline-stage 1"
                              << "Only one of";
    QTest::newRow("few micro-batches")
        << "--pipeline-model-parallel-size 4 --num-virtual-stages-per-pipeline-rank 2 "
           "--global-batch-size 4"
        << "in groups of 4";
    QTest::newRow("full") << "--recompute-granularity full"
                          << "needs --recompute-method";
    QTest::newRow("gather") << "--overlap-param-gather"
                            << "needs --overlap-grad-reduce";
    QTest::newRow("experts") << "--num-experts 8 --tensor-model-parallel-size 2"
                             << "need --sequence-parallel";
    QTest::newRow("expert degree") << "--num-experts 6 --expert-model-parallel-size 4"
                                   << "6 experts cannot be divided over expert 4";
    QTest::newRow("mixed experts") << "--num-experts 8 --moe-layer-freq 2"
                                   << "in turn";
    QTest::newRow("offload") << "--optimizer-cpu-offload"
                             << "host memory";
    QTest::newRow("hybrid") << "--hybrid-layer-pattern M-M*"
                            << "Mamba";
    QTest::newRow("no number") << "--num-layers many"
                               << "must be a whole number";
    QTest::newRow("precision") << "--fp16"
                               << "exclude each other";
    QTest::newRow("pipelined ZeRO") << "--deepspeed --zero-stage 3 --pipeline-model-parallel-size 2"
                                    << "refuse ZeRO 3";
    QTest::newRow("sharded experts")
        << "--use-megatron-fsdp --num-experts 8 --expert-model-parallel-size 8"
        << "ZeRO-2";
}

void TestLaunchMegatron::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(QString, words);
    const QString refusal = smallRefused(arguments.toStdString());
    QVERIFY2(refusal.startsWith(QStringLiteral("run.sh:1: ")), qPrintable(refusal));
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
}

void TestLaunchMegatron::settingsFillWhatIsOpen()
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

} // namespace

QTEST_APPLESS_MAIN(TestLaunchMegatron)
#include "tst_launch_megatron.moc"
