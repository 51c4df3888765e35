// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of public files beyond the usual ones: each is read as the framework's own program does.
#include "core/model/model_spec.h"
#include "core/plan/stage_sync.h"
#include "core/presets/presets.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

#include <cmath>

namespace {

core::LaunchReading readAs(const std::string &text, const std::string &name,
                           std::int64_t devices = 64)
{
    const core::LaunchOutcome outcome = outcomeWith(text, {}, {.devices = devices}, name);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}

const std::string kMegaBlocks =
    "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
    "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
    "--micro-batch-size 1 --global-batch-size 64 --fp16 --DDP-impl local ";
const std::string kDisks = "accelerate launch --num_processes 8 --use_deepspeed "
                           "--offload_optimizer_device nvme --zero_stage ";
const std::string kTrainer =
    " train.py --model_name_or_path llama-2-7b --per_device_train_batch_size 2 ";

} // namespace

class TestLaunchKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expertsOfTorchtitanLieWithinAReplica();
    void ownersOfMegatronGatherAtOnce();
    void statesOnDisksAreTold();
};

// torchtitan's meshes: dp_replicate outside, and both fsdp and ep within dp_shard x cp x tp. With
// tensor 2 and expert 8 over both, experts lie on 4 neighbours of this program.
void TestLaunchKinds::expertsOfTorchtitanLieWithinAReplica()
{
    const core::Scenario scenario =
        readAs("[model]\nname = \"deepseek_v3\"\nflavor = \"16B\"\n[training]\n"
               "local_batch_size = 1\nseq_len = 4096\n[parallelism]\n"
               "data_parallel_replicate_degree = 4\ndata_parallel_shard_degree = 8\n"
               "tensor_parallel_degree = 2\nexpert_parallel_degree = 8\n",
               "run.toml")
            .scenario;
    QCOMPARE(scenario.parallel.data, 32);
    QCOMPARE(scenario.parallel.expert, 4);
    QVERIFY(core::sharesInGroups(scenario));
    QCOMPARE(core::sharersOf(scenario), 8);
}

// distrib_optimizer.py: owners of shares gather all weights in one collective; InternEvo's of the
// same years broadcast them one after the other.
void TestLaunchKinds::ownersOfMegatronGatherAtOnce()
{
    const std::string text = kMegaBlocks + "--use-distributed-optimizer";
    core::Scenario a100 = base();
    a100.cluster.device = *core::findDevice("a100-80g");
    a100.cluster.software = *core::findSoftware("2022");
    const core::LaunchOutcome outcome = core::readLaunch({text, "run.sh"}, {}, a100);
    QVERIFY2(outcome.reading, messageOf(outcome).c_str());
    core::Scenario scenario = outcome.reading.value().scenario;
    QCOMPARE(scenario.parallel.framework, core::Framework::Megatron);
    QVERIFY(!core::broadcastsWeights(scenario));
    scenario.parallel.framework = core::Framework::Usual;
    QVERIFY(core::broadcastsWeights(scenario));
}

// ZeRO-Infinity: states on disks, which are simulated in host memory. It is stage 3's alone.
void TestLaunchKinds::statesOnDisksAreTold()
{
    const core::LaunchReading whole = readingOf(kDisks + "3" + kTrainer);
    QVERIFY(whole.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(whole, "offload_optimizer_device nvme: optimizer states are on the disks"));
    const core::LaunchReading none = readingOf(kDisks + "2" + kTrainer);
    QVERIFY(!none.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(none, "DeepSpeed ignores it below stage 3"));
}

QTEST_APPLESS_MAIN(TestLaunchKinds)
#include "tst_launch_kinds.moc"
