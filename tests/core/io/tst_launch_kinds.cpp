// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of public files beyond the usual ones: each is read as the framework's own program does.
#include "core/io/launch/job_request.h"
#include "core/io/launch/named_device.h"
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
const std::string kChat = "deepspeed --num_gpus 8 main.py --model_name_or_path llama-2-7b "
                          "--per_device_train_batch_size 4 --max_seq_len 512 "
                          "--gradient_accumulation_steps 2 --deepspeed --zero_stage ";
const std::string kDisks = "accelerate launch --num_processes 8 --use_deepspeed "
                           "--offload_optimizer_device nvme --zero_stage ";
const std::string kTrainer =
    " train.py --model_name_or_path llama-2-7b --per_device_train_batch_size 2 ";

} // namespace

class TestLaunchKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flavorsHaveThePublishedSizes_data();
    void flavorsHaveThePublishedSizes();
    void expertsOfTorchtitanLieWithinAReplica();
    void ownersOfMegatronGatherAtOnce();
    void expertsOfMegaBlocks();
    void deepSpeedChatMakesItsSettings();
    void statesOnDisksAreTold();
    void linesThatAreReadAreTrainings();
    void queuesCountNodesOfSeveralKinds_data();
    void queuesCountNodesOfSeveralKinds();
    void aWrongCountOfAnyChunkIsNamed();
    void scriptsThatAreThereAreNotMissing();
    void aDeviceIsTakenByItsName();
    void whatMayMoveStatesIsNotWithoutEffect();
    void capitalsOfAPrecisionAreNoOther();
    void modulesOfARecomputation();
    void productsThatAreFilteredStayIn16Bits();
};

// Of the model card of gpt-oss (arXiv:2508.10925, table 1), and of Llama 4 Scout's text model: 48
// layers of 16 experts and a shared one, 3 x 5120 x 8192 each, heads 40 and 8 of 128.
void TestLaunchKinds::flavorsHaveThePublishedSizes_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<double>("billions");
    QTest::addColumn<int>("window"); // told for longer sequences
    const double block = (17 * 3 * 5120.0 * 8192 + 5120 * 128 * (2 * 40 + 2 * 8.0)) / 1e9;
    const auto row = [](const char *family, const char *flavor, double billions, int window) {
        QTest::addRow("%s %s", family, flavor)
            << QStringLiteral("[model]\nname = \"%1\"\nflavor = \"%2\"\n")
                   .arg(QLatin1String(family), QLatin1String(flavor))
            << billions << window;
    };
    row("gpt_oss", "20B", 20.91, 128);
    row("gpt_oss", "120b", 116.83, 128);
    row("llama4", "17bx16e", 48 * block + 2 * 202048 * 5120.0 / 1e9, 8192);
}

void TestLaunchKinds::flavorsHaveThePublishedSizes()
{
    QFETCH(QString, model);
    QFETCH(double, billions);
    QFETCH(int, window);
    for (const int sequence : {window, 2 * window}) {
        const core::LaunchReading reading =
            readAs(model.toStdString() + "[training]\nseq_len = " + std::to_string(sequence) + '\n',
                   "run.toml");
        const auto counted = static_cast<double>(core::parameterCount(reading.scenario.model));
        QVERIFY2(std::abs(counted / (billions * 1e9) - 1) < 5e-4,
                 qPrintable(QString::number(counted)));
        QCOMPARE(tells(reading, "Attention of some layers"), sequence > window);
    }
}

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

// megablocks/layers/mpu.py: experts over min(replicas, experts), and every layer has them.
void TestLaunchKinds::expertsOfMegaBlocks()
{
    const std::string experts = kMegaBlocks + "--moe-num-experts=4 --moe-top-k=2 ";
    const core::Scenario here = readingOf(experts).scenario;
    QCOMPARE(here.model.transformer()->experts, std::int64_t{4});
    QCOMPARE(here.model.transformer()->expertsPerToken, std::int64_t{2});
    QCOMPARE(here.parallel.expert, 1);
    const std::string spread = " --moe-expert-model-parallelism";
    const core::LaunchReading four = readingOf(experts + spread);
    QCOMPARE(four.scenario.parallel.expert, 4);
    QVERIFY(tells(four, "Each expert is cut over 2 replicas there"));
    const std::string number = kMegaBlocks + "--moe-num-experts ";
    QCOMPARE(readingOf(number + "64" + spread).scenario.parallel.expert, 8);
    QVERIFY(refusalOf(number + "12" + spread)
                .contains(QStringLiteral("12 experts cannot be spread evenly over 8 replicas")));
}

// training/step1_supervised_finetuning/main.py: fp16 unless told otherwise (get_train_ds_config).
void TestLaunchKinds::deepSpeedChatMakesItsSettings()
{
    const core::Scenario third = readingOf(kChat + "3 --offload").scenario;
    QCOMPARE(third.parallel.sharding, core::Sharding::Zero3);
    QVERIFY(third.parallel.offloadOptimizer && third.parallel.overlap);
    QCOMPARE(third.training.precision, core::Precision::Fp16);
    QCOMPARE(third.training.sequence, std::int64_t{512});
    QCOMPARE(third.training.globalBatch, std::int64_t{4 * 2 * 8});
    QCOMPARE(readingOf(kChat + "2 --dtype bf16").scenario.training.precision,
             core::Precision::Bf16);
    QVERIFY(refusalOf(kChat + "4").contains(QStringLiteral("has stages from 0 to 3")));
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

// while read A B; do … done < FILE: a training a line; of a file that is not there, what is read is
// asked for.
void TestLaunchKinds::linesThatAreReadAreTrainings()
{
    const std::string loop = "while read TP MBS; do\n" + kMegaBlocks +
                             "--tensor-model-parallel-size $TP --micro-batch-size $MBS\ndone ";
    const core::LaunchReading here = readingOf(loop + "<<EOF\n1 2\n2 4\nEOF\n");
    QCOMPARE(here.scenario.parallel.tensor, 2);
    QVERIFY(tells(here, "The script starts 2 trainings, and the one of line 2 with MBS=4, TP=2"));
    const Files beside = {{"grid.txt", "4 1\n"}};
    const core::LaunchOutcome file = outcomeWith(loop + "< grid.txt\n", beside);
    QVERIFY2(file.reading, messageOf(file).c_str());
    QCOMPARE(file.reading.value().scenario.parallel.tensor, 4);
    const std::string hosts = "while read LINE; do echo $LINE; done < $HOSTS\n" + kMegaBlocks;
    QVERIFY(!tells(readingOf(hosts), "Of a loop only the first turn is read"));
    const QString asked = refusalOf(loop + "< grid.txt\n");
    QVERIFY2(asked.contains(QStringLiteral("--env TP=…")), qPrintable(asked));
    QVERIFY2(asked.contains(QStringLiteral("--env MBS=…")), qPrintable(asked));
}

// Chunks of PBS add up; devices of LSF may be those of a task; a list of needs has several words.
void TestLaunchKinds::queuesCountNodesOfSeveralKinds_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("ofNode");
    const auto row = [](const char *name, const char *script, int devices, int ofNode) {
        QTest::newRow(name) << script << devices << ofNode;
    };
    row("chunks of PBS", "#PBS -l select=2:ngpus=4:mpiprocs=4+1:ngpus=8:mpiprocs=8\nmpirun ", 16,
        4);
    row("devices of a task",
        "#BSUB -n 128\n#BSUB -gpu \"num=1/task\"\n#BSUB -R \"span[ptile=16]\"\nmpirun ", 128, 16);
    row("needs in several words",
        "#BSUB -n 48\n#BSUB -R \"rusage[ngpus_excl_p=4] span[ptile=4]\"\nmpirun ", 48, 4);
    row("torchrun behind srun", "#SBATCH --nodes=2\nsrun torchrun --nnodes 2 --nproc_per_node 8 ",
        16, 8);
    const std::string job = "#SBATCH -N 8\n#SBATCH --gpus-per-node=8\n";
    for (const char *start :
         {"srun -n 8 torchrun --nnodes 8 --nproc_per_node 8 ",
          "srun -N 8 torchrun --nproc_per_node 8 ", "srun -n8 -l torchrun --nproc_per_node 8 ",
          "srun --ntasks 8 --ntasks-per-node 1 torchrun --nproc-per-node gpu ",
          "srun -n 8 python -m torch.distributed.run --nproc_per_node 8 ",
          "mpirun -n 8 -N 1 torchrun --nnodes 8 --nproc_per_node 8 ",
          "mpiexec -n 8 -ppn 1 torchrun --nproc_per_node 8 ",
          "mpiexec -n 8 singularity exec --nv i.sif torchrun --nnodes 8 --nproc_per_node 8 "})
        row(start, (job + start).c_str(), 64, 8);
    row("a module of Python", "python -m torch.distributed.launch --nproc_per_node 8 ", 8, 8);
    row("an array of LSF",
        "#BSUB -J \"sweep[1-4]\"\n#BSUB -nnodes 2\n#BSUB -gpu num=4\n"
        "torchrun --nnodes $((LSB_JOBINDEX * 2)) --nproc_per_node 4 ",
        8, 4);
}

void TestLaunchKinds::queuesCountNodesOfSeveralKinds()
{
    QFETCH(QString, script);
    QFETCH(int, devices);
    QFETCH(int, ofNode);
    const std::string start = kMegaBlocks.substr(kMegaBlocks.find("pretrain_gpt.py"));
    const core::Scenario scenario =
        readingOf("#!/bin/bash\n" + script.toStdString() + start + "--global-batch-size 384\n")
            .scenario;
    QCOMPARE(scenario.cluster.devices, devices);
    QCOMPARE(scenario.cluster.devicesPerNode, ofNode);
}

void TestLaunchKinds::aWrongCountOfAnyChunkIsNamed()
{
    const core::JobRequest request = core::jobDirectives("#PBS -l select=1:ngpus=8+two:ngpus=8\n");
    QCOMPARE(request.wrong->text, std::string("select=two"));
    QVERIFY(!core::devicesOf(request));
    QVERIFY(!core::devicesOf(core::jobDirectives("#PBS -l select=1:ngpus=8+2:ngpus=four\n")));
}

// One that was read starts nothing, and one that is only copied is none of it.
void TestLaunchKinds::scriptsThatAreThereAreNotMissing()
{
    const Files beside = {{"fit.sh", "python fit.py\n"}};
    const std::string told =
        messageOf(outcomeWith("#!/bin/bash\ncp elsewhere.sh /tmp\nbash fit.sh\n", beside));
    QVERIFY2(told.find("nothing is known of fit.py") != std::string::npos, told.c_str());
    const std::string missed =
        messageOf(outcomeWith("#!/bin/bash\nsbatch -N 2 elsewhere.sh\nbash fit.sh\n", beside));
    QVERIFY2(missed.find("It hands on to elsewhere.sh, which is not in its folder") !=
                 std::string::npos,
             missed.c_str());
}

// --gres of sbatch(1): "gpu:TYPE:COUNT".
void TestLaunchKinds::aDeviceIsTakenByItsName()
{
    const auto named = [](const char *line) {
        const auto device = core::namedDevice(std::string("#!/bin/bash\n#SBATCH ") + line + '\n');
        return device ? QString::fromStdString(device->device.id) : QString();
    };
    QCOMPARE(named("--gres=gpu:h100:8"), QStringLiteral("h100-80g"));
    QCOMPARE(named("--gpus-per-node=a100:4"), QStringLiteral("a100-80g"));
    QCOMPARE(named("--gpus-per-node a100:4"), QStringLiteral("a100-80g"));
    QCOMPARE(named("--gpus-per-task  h100:1"), QStringLiteral("h100-80g"));
    QCOMPARE(named("--gres=gpu:nvidia_a100_40g:4"), QStringLiteral("a100-40g"));
    QCOMPARE(named("--gres=gpu:H200:8"), QStringLiteral("h200-141g"));
    for (const char *none : {"--gres=gpu:8", "--gres=gpu:v100s:4", "--gpus=8", "--gres=gpu"})
        QCOMPARE(named(none), QString());
    QCOMPARE(core::namedDevice("\n\n--gres=gpu:h100:8")->line, 3);
    const auto first = core::namedDevice("# was --gres=gpu:h100:8\n##SBATCH --gres=gpu:h100:8\n"
                                         "sbatch --gres=gpu:a100:8 job.sh\n");
    QCOMPARE(first->line, 3);
    QCOMPARE(QString::fromStdString(first->device.id), QStringLiteral("a100-80g"));
}

// fsdp_offload_params is what moves states; a name like it may be meant so.
void TestLaunchKinds::whatMayMoveStatesIsNotWithoutEffect()
{
    const std::string yaml = "distributed_type: FSDP\nnum_processes: 8\nfsdp_config:\n  "
                             "fsdp_version: 2\n  fsdp_cpu_offload: true\n  "
                             "fsdp_cpu_ram_efficient_loading: true\n";
    const core::LaunchReading reading = readAs(yaml, "run.yaml", 8);
    const auto about = [&reading](const char *key) {
        for (const core::LaunchNote &note : reading.notes) {
            if (note.text.find(key) != std::string::npos)
                return QString::fromStdString(note.text);
        }
        return QString();
    };
    QVERIFY(about("fsdp_cpu_offload").contains(QStringLiteral("is not known")));
    QVERIFY(about("fsdp_cpu_ram_efficient").contains(QStringLiteral("without effect")));
}

// PrecisionType(args.mixed_precision.lower()) in accelerate/utils/launch.py
void TestLaunchKinds::capitalsOfAPrecisionAreNoOther()
{
    const core::LaunchReading reading =
        readAs("distributed_type: FSDP\nnum_processes: 8\nmixed_precision: BF16\n", "run.yaml", 8);
    QCOMPARE(reading.scenario.training.precision, core::Precision::Bf16);
}

// transformer_config.py of Megatron-Core: names and what two of them need; mlp is a checkpoint of
// the whole MLP.
void TestLaunchKinds::modulesOfARecomputation()
{
    const std::string small =
        "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 4 --hidden-size 512 "
        "--num-attention-heads 8 --seq-length 512 --max-position-embeddings 512 --vocab-size 1000 "
        "--tokenizer-type NullTokenizer --micro-batch-size 1 --global-batch-size 8 --bf16 --swiglu "
        "--recompute-granularity selective --recompute-modules ";
    QVERIFY(refusalOf(small + "nonsense").contains(QStringLiteral("names \"nonsense\"")));
    QVERIFY(refusalOf(small + "moe_act").contains(QStringLiteral("needs --moe-grouped-gemm")));
    QVERIFY(refusalOf(small + "mla_up_proj").contains(QStringLiteral("--multi-latent-attention")));
    QVERIFY(tells(readingOf(small + "mlp"), "computes the whole dense MLP again"));
    const core::LaunchReading norms = readingOf(small + "layernorm");
    QCOMPARE(norms.scenario.training.recompute, core::Recompute::None);
    QVERIFY(tells(norms, "outputs of norms are made again"));
}

// components/quantization/float8.py of torchtitan: a name that holds one of filter_fqns stays as it
// is, and a recipe asserts that weights are not gathered in fp8.
void TestLaunchKinds::productsThatAreFilteredStayIn16Bits()
{
    const auto file = [](const std::string &settings) {
        return core::readLaunch({"[training]\nlocal_batch_size = 1\n[model]\nname = "
                                 "\"llama3\"\nflavor = \"8B\"\nconverters = "
                                 "[\"quantize.linear.float8\"]\n[quantize.linear.float8]\n" +
                                     settings,
                                 "run.toml"},
                                {.environment = {}, .devices = 8}, base());
    };
    const auto precision = [&file](const std::string &filter) {
        const core::LaunchOutcome outcome = file("filter_fqns = " + filter + '\n');
        return outcome.reading ? outcome.reading.value().scenario.training.precision
                               : core::Precision::Fp32;
    };
    QCOMPARE(precision("[\"output\"]"), core::Precision::Fp8);
    QCOMPARE(precision("[\"output\", \"attention\"]"), core::Precision::Fp8);
    QCOMPARE(precision("[\"attention\", \"feed_forward\"]"), core::Precision::Bf16);
    QVERIFY(tells(file("filter_fqns = [\"attention\"]\n").reading.value(), "some products in 16"));
    QVERIFY(tells(file("recipe_name = \"rowwise\"\n").reading.value(), "recipe rowwise"));
    const core::LaunchOutcome both =
        file("recipe_name = \"rowwise\"\nenable_fsdp_float8_all_gather = true\n");
    QVERIFY(messageOf(both).find("run.toml:8: recipe_name") == 0);
}

QTEST_APPLESS_MAIN(TestLaunchKinds)
#include "tst_launch_kinds.moc"
