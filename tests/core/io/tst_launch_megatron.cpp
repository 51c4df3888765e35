// SPDX-License-Identifier: GPL-3.0-or-later
// Arguments of Megatron-LM one by one: what each becomes, and what it refuses. Expected values
// follow from megatron/training/arguments.py (d98e8a64).
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

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

class TestLaunchMegatron : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsAskedAtOnce();
    void partitions_data();
    void partitions();
    void recomputation_data();
    void recomputation();
    void sharding_data();
    void sharding();
    void expertsOfOtherTensorDegrees();
    void expertsOfMindSpeed();
    void aModelByItsName();
    void vocabularies();
    void variablesOfATextOfArgumentsAreAskedFor();
    void withoutSizesTheModelIsTheBases();
    void argumentsThatAreNotKnownHaveALine();
    void misspeltArgumentsAreNamed();
    void oneConnectionIsTold();
    void aMarkBeforeAScriptIsNoPartOfIt();
    void refusals_data();
    void refusals();
};

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
    const auto row = [](const char *name, const char *arguments, const char *layers, int count) {
        QTest::newRow(name) << arguments << layers << count;
    };
    row("even", "", "", 1);
    row("per chunk", "--num-layers-per-virtual-pipeline-stage 1", "", 2);
    row("chunks", "--num-virtual-stages-per-pipeline-rank 2", "", 2);
    row("first",
        "--decoder-first-pipeline-num-layers 1 "
        "--decoder-last-pipeline-num-layers 3",
        "1 2 2 3", 1);
    row("layout", "--pipeline-model-parallel-layout Et|tt*1|ttt|ttL", "1 2 3 2", 1);
    row("layout of chunks", "--pipeline-model-parallel-layout E|(t|)*6ttL", "0 1 1 1 1 1 1 2", 2);
    // DeepSeek-V3 on H100: Et|(tt|)*30mL
    row("layout with a loss alone", "--pipeline-model-parallel-layout Et|(t|)*5tt|mL",
        "1 1 1 1 1 1 2 0", 2);
    row("layout with a gap", "--pipeline-model-parallel-layout Et||(t|)*5ttL", "-", 2);
    row("layout of one chunk", "--pipeline-model-parallel-layout E|ttt|ttt|ttL", "-", 1);
    // MindSpeed: layers that do nothing make 12 divisible by 4, and 16 by 8 stages of 2.
    row("noops", "--num-layers 12 --noop-layers 5,11", "3 2 3 2", 1);
    row("noops of chunks",
        "--num-layers 16 --noop-layers 15,0 "
        "--num-layers-per-virtual-pipeline-stage 2",
        "1 2 2 2 2 2 2 1", 2);
    row("list", "--num-layer-list 1,2,2,3", "1 2 2 3", 1);
    row("list of words", "--custom-pipeline-layers 3, 1, 1, 3", "3 1 1 3", 1);
    row("layout repeated", "--pipeline-model-parallel-layout Et|(t|)*6,tL", "", 2);
}

void TestLaunchMegatron::partitions()
{
    QFETCH(QString, arguments);
    QFETCH(QString, partition);
    QFETCH(int, chunks);
    const std::string all = "--pipeline-model-parallel-size 4 '" +
                            arguments.split(u' ').join(QStringLiteral("' '")).toStdString() + "'";
    if (partition == QStringLiteral("-")) {
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
    row("--recompute-granularity selective --recompute-modules mlp layernorm",
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
    row("--use-megatron-fsdp --num-experts 8 --expert-model-parallel-size 8",
        core::Sharding::Zero3);
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

// mindspeed_llm/features_manager: names of its own for sizes of experts, and DualPipe-V.
void TestLaunchMegatron::expertsOfMindSpeed()
{
    const std::string experts = "--num-experts 8 --moe-router-topk 2 --moe-layer-freq 1 "
                                "--n-shared-experts 2 --moe-intermediate-size 128 --n-group 4 "
                                "--topk-group 2 --first-k-dense-replace ";
    const core::TransformerSpec spec = *smallWith(experts + "2").model.transformer();
    QCOMPARE(spec.denseLayers, 2);
    QCOMPARE(core::expertWidth(spec), std::int64_t(128));
    QCOMPARE(spec.sharedFfn, std::int64_t(2 * 128));
    QCOMPARE(spec.expertGroups, 4);
    QCOMPARE(spec.groupsPerToken, 2);
    QCOMPARE(smallWith(experts + "-1").model.transformer()->denseLayers, 0);
    const core::Scenario folded =
        smallWith("--pipeline-model-parallel-size 2 --schedules-method dualpipev");
    QCOMPARE(folded.parallel.schedule, std::string("dualpipe-v"));
}

void TestLaunchMegatron::aModelByItsName()
{
    const core::LaunchReading reading = readingOf(
        "torchrun --nproc_per_node 8 train.py --model-name llama-2-7b --seq-length 4096 "
        "--max-position-embeddings 4096 --micro-batch-size 1 --global-batch-size 8 --bf16 "
        "--tensor-model-parallel-size 2");
    QCOMPARE(reading.scenario.model.id, std::string("llama-2-7b"));
    QVERIFY(!tells(reading, "The arguments name no model"));
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
                             << "needs --use-precision-aware-optimizer in Megatron-LM";
    QTest::newRow("offload of a part")
        << "--optimizer-cpu-offload --use-precision-aware-optimizer --use-distributed-optimizer "
           "--optimizer-offload-fraction 1.5"
        << "is \"1.5\", but must be a number from 0 to 1";
    QTest::newRow("list too short") << "--pipeline-model-parallel-size 4 --num-layer-list 3,2,3"
                                    << "the layers of each of the 4 pipeline ranks, 8 in all";
    QTest::newRow("noop") << "--noop-layers last"
                          << "must name layers from 0 on";
    QTest::newRow("a noop too many") << "--noop-layers 7,8"
                                     << "names layer 8, but the 8 layers go from 0 to 7";
    QTest::newRow("DualPipeV on one rank")
        << "--schedules-method dualpipev"
        << "as --schedules-method has them, need a pipeline, but it has one rank";
    QTest::newRow("DualPipeV with chunks") << "--schedules-method dualpipev "
                                              "--pipeline-model-parallel-size 2 "
                                              "--num-layers-per-virtual-pipeline-stage 2"
                                           << "excludes --num-layers-per-virtual-pipeline-stage";
    QTest::newRow("DualPipeV with too few micro-batches")
        << "--schedules-method dualpipev --pipeline-model-parallel-size 4 --global-batch-size 12"
        << "at least 2 x pipeline - 1 = 7 micro-batches in MindSpeed, but a step has 6";
    QTest::newRow("only noops") << "--pipeline-model-parallel-size 4 --noop-layers 6,7"
                                << "A stage has nothing but";
    QTest::newRow("hybrid") << "--hybrid-layer-pattern M-M*"
                            << "Mamba";
    QTest::newRow("no number") << "--num-layers many"
                               << "must be a whole number";
    QTest::newRow("precision") << "--fp16"
                               << "exclude each other";
    QTest::newRow("pipelined ZeRO") << "--deepspeed --zero-stage 3 --pipeline-model-parallel-size 2"
                                    << "refuse ZeRO 3";
}

void TestLaunchMegatron::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(QString, words);
    const QString refusal = smallRefused(arguments.toStdString());
    QVERIFY2(refusal.startsWith(QStringLiteral("run.sh:1: ")), qPrintable(refusal));
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
}

// One text of all arguments, for another script to pass on, is read as a command line would be.
void TestLaunchMegatron::variablesOfATextOfArgumentsAreAskedFor()
{
    const std::string text =
        "GPT_ARGS=\"--num-layers $LAYERS --hidden-size 512 --num-attention-heads 8\n"
        "  --seq-length 1024 --max-position-embeddings 1024 --micro-batch-size 1 $MORE\n"
        "  --global-batch-size ${BATCH} --bf16 --tokenizer-type NullTokenizer --vocab-size "
        "1000\"\n";
    const QString sentence = refusalOf(text, {.devices = 8});
    QVERIFY2(sentence.contains(QStringLiteral("LAYERS and BATCH are not set")),
             qPrintable(sentence));
    const core::LaunchReading reading =
        readingOf(text, {.environment = {{"LAYERS", "8"}, {"BATCH", "64"}}, .devices = 8});
    QCOMPARE(reading.scenario.model.transformer()->layers, 8);
    QCOMPARE(reading.scenario.training.globalBatch, std::int64_t(64));
    QVERIFY(tells(reading, "MORE is not set, and adds nothing"));
}

void TestLaunchMegatron::withoutSizesTheModelIsTheBases()
{
    const std::string text = "torchrun --nproc_per_node 8 pretrain_gpt.py --seq-length 1024 "
                             "--micro-batch-size 1 --bf16";
    const core::LaunchReading reading = readingOf(text); // on GPT-2 with 124 million parameters
    QCOMPARE(reading.scenario.model.id, std::string("gpt2-124m"));
    QVERIFY(tells(reading, "The arguments name no model"));
    core::Scenario without = base();
    without.model = {};
    const core::LaunchOutcome open = core::readLaunch({text, "run.sh"}, {}, without);
    QCOMPARE(open.questions.size(), std::size_t(1));
    QCOMPARE(open.questions.front().about, core::LaunchQuestion::About::Model);
}

void TestLaunchMegatron::argumentsThatAreNotKnownHaveALine()
{
    const core::LaunchReading reading =
        readingOf(kSmall + "\\\n--bf16 \\\n--zeta-of-a-fork 3 \\\n--alpha-of-a-fork\n");
    const auto note = std::ranges::find_if(reading.notes, [](const core::LaunchNote &each) {
        return each.text.find("--alpha-of-a-fork and --zeta-of-a-fork") != std::string::npos;
    });
    QVERIFY(note != reading.notes.end());
    QCOMPARE(note->line, 3); // of the first
}

// argparse refuses them; a fork may have them.
void TestLaunchMegatron::misspeltArgumentsAreNamed()
{
    const core::LaunchReading reading =
        readingOf(kSmall + "--tensor-model-paralel-size 2 --frobnicate 3");
    QVERIFY(tells(reading, "--tensor-model-paralel-size: if --tensor-model-parallel-size is "
                           "meant, it is misspelt."));
    QVERIFY(!tells(reading, "--frobnicate: if"));
}

void TestLaunchMegatron::oneConnectionIsTold()
{
    const std::string one = "export CUDA_DEVICE_MAX_CONNECTIONS=1\n";
    QVERIFY(tells(readingOf(one + kSmall), "CUDA_DEVICE_MAX_CONNECTIONS is 1"));
    QVERIFY(!tells(readingOf("export CUDA_DEVICE_MAX_CONNECTIONS=8\n" + kSmall), "CONNECTIONS"));
    QVERIFY(refusalOf(one + kSmall + "--use-megatron-fsdp --ckpt-format fsdp_dtensor")
                .contains(QStringLiteral("run.sh:1: CUDA_DEVICE_MAX_CONNECTIONS is 1, which")));
}

void TestLaunchMegatron::aMarkBeforeAScriptIsNoPartOfIt()
{
    const core::LaunchReading reading =
        readingOf("\xEF\xBB\xBFN=16\ntorchrun --nnodes 2 --nproc_per_node 8 pretrain_gpt.py "
                  "--num-layers $N --hidden-size 512 --num-attention-heads 8 --seq-length 64 "
                  "--max-position-embeddings 64 --micro-batch-size 1");
    QCOMPARE(reading.scenario.model.layerCount(), std::int64_t(16));
}

} // namespace

QTEST_APPLESS_MAIN(TestLaunchMegatron)
#include "tst_launch_megatron.moc"
