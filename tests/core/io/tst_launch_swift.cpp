// SPDX-License-Identifier: GPL-3.0-or-later
// Command lines of Megatron-SWIFT, as in examples/megatron of ms-swift.
#include "core/presets/presets.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

// Of pretrain.sh, without what only says where data lies.
const std::string kPretrain =
    "PYTORCH_CUDA_ALLOC_CONF='expandable_segments:True' \\\nNPROC_PER_NODE=4 \\\n"
    "CUDA_VISIBLE_DEVICES=0,1,2,3 \\\nmegatron pt \\\n    --model Qwen/Qwen2.5-7B \\\n"
    "    --tensor_model_parallel_size 4 \\\n    --sequence_parallel true \\\n"
    "    --cross_entropy_loss_fusion true \\\n    --attention_backend flash \\\n"
    "    --packing true --max_length 8192 ";

core::LaunchAnswers withModel(const char *id)
{
    core::LaunchAnswers answers;
    answers.model = *core::findModel(id);
    return answers;
}

} // namespace

class TestLaunchSwift : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsWordsAreMegatrons();
    void whatIsFalseIsNotThere();
    void nodesAreCounted();
    void aModelItNamesIsAskedFor();
    void itsDefaultsHold();
    void whatIsItsOwnIsTold();
};

void TestLaunchSwift::itsWordsAreMegatrons()
{
    const core::LaunchReading outcome = readingOf(kPretrain);
    const core::Scenario &read = outcome.scenario;
    QCOMPARE(read.model.id, std::string("qwen2-7b"));
    QCOMPARE(read.cluster.devices, 4);
    QCOMPARE(read.parallel.tensor, 4);
    QVERIFY(read.parallel.sequenceParallel);
    QCOMPARE(read.training.sequence, std::int64_t{8192});
    QCOMPARE(read.parallel.framework, core::Framework::Megatron);
}

void TestLaunchSwift::whatIsFalseIsNotThere()
{
    const core::LaunchReading outcome =
        readingOf(kPretrain + "--sequence_parallel false --use_distributed_optimizer false "
                              "--recompute_granularity none --torch_dtype float16");
    const core::Scenario &read = outcome.scenario;
    QVERIFY(!read.parallel.sequenceParallel);
    QCOMPARE(read.parallel.sharding, core::Sharding::None);
    QCOMPARE(read.training.recompute, core::Recompute::None);
    QCOMPARE(read.training.precision, core::Precision::Fp16);
}

// Of multi-node/node1.sh: 2 nodes of 4.
void TestLaunchSwift::nodesAreCounted()
{
    const core::LaunchReading outcome = readingOf("NNODES=2 NODE_RANK=0 " + kPretrain);
    const core::Scenario &read = outcome.scenario;
    QCOMPARE(read.cluster.devices, 8);
    QCOMPARE(read.cluster.devicesPerNode, 4);
    QCOMPARE(read.parallel.data, 2);
    QCOMPARE(read.parallel.sharding, core::Sharding::Zero1);
}

// Its own converter writes NAME-mcore.
void TestLaunchSwift::aModelItNamesIsAskedFor()
{
    const std::string other = "NPROC_PER_NODE=8 \\\nmegatron sft \\\n"
                              "  --load Somebodys-70B-mcore \\\n"
                              "  --tensor_model_parallel_size 8 --max_length 4096\n";
    core::Scenario none = base();
    none.model = {}; // as where the file is opened by itself
    const std::string asked = messageOf(core::readLaunch({other, "run.sh"}, {}, none));
    QVERIFY2(asked.starts_with("run.sh:3: The model \"Somebodys-70B\" is not one that is known"),
             asked.c_str());
    const core::LaunchReading given = readingOf(other, withModel("llama-2-70b"));
    QVERIFY(tells(given, "The model Somebodys-70B is taken as Llama-2 70B"));
    QCOMPARE(given.scenario.training.sequence, std::int64_t{4096});
}

// megatron_args.py: micro_batch_size 1, global_batch_size 16, use_distributed_optimizer, weights in
// bfloat16; overlap_grad_reduce is off.
void TestLaunchSwift::itsDefaultsHold()
{
    const core::LaunchReading outcome =
        readingOf("NPROC_PER_NODE=8 megatron sft --model LLM-Research/Meta-Llama-3.1-8B-Instruct");
    const core::Scenario &read = outcome.scenario;
    QCOMPARE(read.model.id, std::string("llama-3-8b"));
    QCOMPARE(read.training.microBatch, std::int64_t{1});
    QCOMPARE(read.training.globalBatch, std::int64_t{16});
    QCOMPARE(read.parallel.data, 8);
    QCOMPARE(read.parallel.sharding, core::Sharding::Zero1);
    QCOMPARE(read.training.precision, core::Precision::Bf16);
    QVERIFY(!read.parallel.overlap);
    QCOMPARE(read.training.sequence, core::findModel("llama-3-8b")->sequence);
    QVERIFY(tells(outcome, "How long the sequences are is not in the arguments"));
}

void TestLaunchSwift::whatIsItsOwnIsTold()
{
    const core::LaunchReading outcome = readingOf(kPretrain + "--tuner_type lora --lora_rank 8");
    QVERIFY(tells(outcome, "since they are ms-swift's own: --packing"));
    QVERIFY(tells(outcome, "--tuner_type lora: adapters are not simulated"));
    const core::LaunchReading compared =
        readingOf("NPROC_PER_NODE=4 megatron rlhf --rlhf_type dpo --model Qwen/Qwen2.5-7B "
                  "--tensor_model_parallel_size 4 --max_length 2048");
    QVERIFY(tells(compared, "neither the model that it compares with"));
}

QTEST_APPLESS_MAIN(TestLaunchSwift)
#include "tst_launch_swift.moc"
