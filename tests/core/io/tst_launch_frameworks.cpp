// SPDX-License-Identifier: GPL-3.0-or-later
// What a framework does of itself, whatever its file says: whose kernels it runs, and what its
// optimizer keeps and sends. Expected values follow from the frameworks' sources.
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/scenario/scenario_request.h"
#include "core/plan/plan.h"
#include "core/plan/stage_sync.h"
#include "core/presets/presets.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

const std::string kMegatron =
    "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
    "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
    "--micro-batch-size 1 --global-batch-size 64 --bf16 --tokenizer-type NullTokenizer "
    "--vocab-size 1000 ";

const std::string kTrainer = " train.py --model_name_or_path meta-llama/Llama-2-7b-hf "
                             "--per_device_train_batch_size 2 --model_max_length 2048 --bf16 ";

std::string neox(const std::string &more)
{
    return "\"pipe-parallel-size\": 2\n\"model-parallel-size\": 1\n\"num-layers\": 8\n"
           "\"hidden-size\": 512\n\"num-attention-heads\": 8\n\"seq-length\": 1024\n"
           "\"max-position-embeddings\": 1024\n\"make-vocab-size-divisible-by\": 128\n"
           "\"tokenizer-type\": \"GPT2BPETokenizer\"\n\"global-num-gpus\": 8\n"
           "\"train_micro_batch_size_per_gpu\": 1\n\"gradient_accumulation_steps\": 16\n" +
           more;
}

std::string accelerate(const std::string &type, const std::string &more)
{
    return "compute_environment: LOCAL_MACHINE\ndistributed_type: " + type +
           "\nmixed_precision: bf16\n" + more;
}

core::Scenario scenarioOf(const std::string &text)
{
    core::LaunchAnswers answers;
    const bool needsModel = text.starts_with("compute_environment");
    if (needsModel)
        answers.model = *core::findModel("llama-2-7b");
    if (text.starts_with("[model]"))
        answers.devices = 8;
    return readingOf(text, answers).scenario;
}

} // namespace

class TestLaunchFrameworks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kernelsAreThoseOfTheFramework_data();
    void kernelsAreThoseOfTheFramework();
    void theFrameworkIsSaid();
    void bf16OptimizerIsTheSameOfBothReaders_data();
    void bf16OptimizerIsTheSameOfBothReaders();
    void wideSumsAndWideSendingAreTwoThings();
    void firstStageThatAddsUpInFp32KeepsAllGradients();
    void stagesAreSharedAlikeByBothReaders();
    void stageZeroInAPipelineIsSharedAlike();
    void fp8IsBf16ToDeepSpeed();
    void torchtitanKeepsSixteenBytesOfEachParameter();
    void machinesAreTheSameOfFileAndCommand_data();
    void machinesAreTheSameOfFileAndCommand();
    void whatAccelerateSaysGoesBeforeTheEnvironment();
    void moreMachinesThanProcessesAreRefused();
    void aBatchThatNobodySaysIsOneMicroBatchOfEach();
    void aSlipInTheNameOfASectionIsNamed();
};

// Transformer Engine or flash-attn of Megatron-LM, whatever shares its states; PyTorch's
// scaled_dot_product_attention of torchtitan and of transformers (modeling_utils.py), where no
// other attention is asked for.
void TestLaunchFrameworks::kernelsAreThoseOfTheFramework_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("pytorch");
    const auto row = [](const char *name, const std::string &text, bool pytorch) {
        QTest::newRow(name) << QString::fromStdString(text) << pytorch;
    };
    row("Megatron-LM", kMegatron, false);
    row("its distributed optimizer", kMegatron + "--use-distributed-optimizer", false);
    row("Megatron-FSDP", kMegatron + "--use-megatron-fsdp", false);
    row("torch FSDP2 in Megatron-LM",
        kMegatron + "--use-torch-fsdp2 --untie-embeddings-and-output-weights", false);
    row("Megatron-DeepSpeed", kMegatron + "--deepspeed --zero-stage 2", false);
    row("GPT-NeoX", neox("\"zero_optimization\": {\"stage\": 1}\n"), false);
    const std::string titan = "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n"
                              "local_batch_size = 1\nseq_len = 8192\n[parallelism]\n";
    row("torchtitan", titan + "data_parallel_shard_degree = 8\n", true);
    row("its copies",
        titan + "data_parallel_replicate_degree = 8\ndata_parallel_shard_degree = 1\n", true);
    row("FSDP of accelerate", accelerate("FSDP", "num_processes: 8\n"), true);
    row("DeepSpeed of accelerate",
        accelerate("DEEPSPEED", "num_processes: 8\ndeepspeed_config:\n  zero_stage: 1\n"), true);
    row("Megatron-LM of accelerate", accelerate("MEGATRON_LM", "num_processes: 8\n"), false);
    row("Trainer", "torchrun --nproc_per_node 8" + kTrainer, true);
    row("Trainer with flash-attn",
        "torchrun --nproc_per_node 8" + kTrainer + "--attn_implementation flash_attention_2",
        false);
    row("FSDP with flash-attn",
        "accelerate launch --num_processes 8 --use_fsdp" + kTrainer + "--flash_attn fa2", false);
    row("flash-attn off", "torchrun --nproc_per_node 8" + kTrainer + "--use_flash_attn False",
        true);
}

void TestLaunchFrameworks::kernelsAreThoseOfTheFramework()
{
    QFETCH(QString, text);
    QFETCH(bool, pytorch);
    const core::Scenario scenario = scenarioOf(text.toStdString());
    QVERIFY(scenario.parallel.data > 1);
    QCOMPARE(core::runsOnPyTorch(scenario.parallel), pytorch);
}

// Also where its kernels are usual: owners of weights broadcast those of InternEvo in turn.
void TestLaunchFrameworks::theFrameworkIsSaid()
{
    using core::Framework;
    const auto said = [](const std::string &text) { return scenarioOf(text).parallel.framework; };
    QCOMPARE(said(kMegatron), Framework::Megatron);
    QCOMPARE(said(kMegatron + "--use-megatron-fsdp"), Framework::Megatron);
    QCOMPARE(said(accelerate("FSDP", "num_processes: 8\n")), Framework::PyTorch);
    QCOMPARE(said("torchrun --nproc_per_node 8" + kTrainer), Framework::PyTorch);
    for (const std::string &text :
         {kMegatron + "--use-distributed-optimizer",
          accelerate("MEGATRON_LM", "num_processes: 8\nmegatron_lm_config:\n"
                                    "  megatron_lm_use_distributed_optimizer: true\n")}) {
        core::Scenario scenario = scenarioOf(text);
        QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
        scenario.cluster.software = *core::findSoftware("2022");
        QVERIFY(!core::broadcastsWeights(scenario));
    }
}

// bf16_optimizer.py: each of the replicas updates its share of the weights, and all of them keep
// gradients in the type that they are added up in; engine.py: which are all-reduced in the type of
// the weights unless communication_data_type is another.
void TestLaunchFrameworks::bf16OptimizerIsTheSameOfBothReaders_data()
{
    QTest::addColumn<QString>("settings"); // of DeepSpeed
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("sent");
    QTest::newRow("silent") << QString() << 4 << 2;
    QTest::newRow("sums in bf16") << R"("data_types": {"grad_accum_dtype": "bf16"})" << 2 << 2;
    QTest::newRow("sent in fp32") << R"("communication_data_type": "fp32")" << 4 << 4;
}

void TestLaunchFrameworks::bf16OptimizerIsTheSameOfBothReaders()
{
    QFETCH(QString, settings);
    QFETCH(int, kept);
    QFETCH(int, sent);
    const std::string own = settings.toStdString();
    const std::string more = own.empty() ? own : ", " + own;
    const core::Scenario deep = scenarioOf(
        "cat <<E > ds.json\n{\"zero_optimization\": {\"stage\": 0}" + more + "}\nE\n" + kMegatron +
        "--pipeline-model-parallel-size 2 --deepspeed --deepspeed_config ds.json");
    const core::Scenario x = scenarioOf(neox("\"bf16\": {\"enabled\": true}\n" + own + '\n'));
    for (const core::Scenario &scenario : {deep, x}) {
        QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
        QCOMPARE(core::gradientBytesOf(scenario.training), kept);
        QCOMPARE(core::reduceBytesOf(scenario), sent);
        QVERIFY(!core::scattersGradients(scenario));
        QVERIFY(!scenario.parallel.overlap);
    }
}

void TestLaunchFrameworks::wideSumsAndWideSendingAreTwoThings()
{
    const auto widths = [](const std::string &more) {
        const core::Scenario s = scenarioOf(
            neox("\"bf16\": {\"enabled\": true}\n\"zero_optimization\": {\"stage\": 1}\n" + more));
        return std::pair(core::gradientBytesOf(s.training), core::reduceBytesOf(s));
    };
    QCOMPARE(widths(""), std::pair(2, 2));
    QCOMPARE(widths("\"fp32_allreduce\": true\n"), std::pair(2, 4));
    QCOMPARE(widths("\"data_types\": {\"grad_accum_dtype\": \"fp32\"}\n"), std::pair(4, 2));
}

// engine.py, _do_optimizer_sanity_check: bf16 that is added up in fp32 at stage 1 is
// BF16_Optimizer.
void TestLaunchFrameworks::firstStageThatAddsUpInFp32KeepsAllGradients()
{
    const auto scatters = [](const char *type) {
        const core::Scenario replicas =
            core::scenarioFromJson(R"({"model": "gpt2-124m", "cluster": {"devices": 8},
                "parallel": {"data": 8}})",
                                   "base")
                .value();
        const auto read =
            core::withDeepSpeed(replicas,
                                R"({"bf16": {"enabled": true}, "zero_optimization": {"stage": 1},
                "data_types": {"grad_accum_dtype": ")" +
                                    std::string(type) + "\"}}",
                                "ds.json");
        return read && core::scattersGradients(read.value());
    };
    QVERIFY(scatters("bf16"));
    QVERIFY(!scatters("fp32"));
}

// The script of Megatron-DeepSpeed hands the stage to the same engine.
void TestLaunchFrameworks::stagesAreSharedAlikeByBothReaders()
{
    for (const char *stage : {"1", "2", "3"}) {
        const std::string zero = "\"zero_optimization\": {\"stage\": " + std::string(stage) +
                                 "}, \"data_types\": {\"grad_accum_dtype\": \"fp32\"}}";
        const core::Scenario script =
            scenarioOf("cat <<E > ds.json\n{" + zero + "\nE\n" + kMegatron +
                       "--deepspeed --deepspeed_config ds.json");
        const auto alone = core::withDeepSpeed(scenarioOf(kMegatron),
                                               R"({"bf16": {"enabled": true}, )" + zero, "ds.json");
        QVERIFY2(bool(alone), alone ? "" : alone.error().message.c_str());
        const core::Scenario &own = alone.value();
        QCOMPARE(script.parallel.sharding, own.parallel.sharding);
        const core::SoftwareSpec &software = script.cluster.software;
        QCOMPARE(software.scattersGradients, own.cluster.software.scattersGradients);
        QCOMPARE(software.scattersGradients, *stage != '1');
        QVERIFY(!software.gathersUnits && !own.cluster.software.gathersUnits);
        QVERIFY(!software.gathersAhead && !own.cluster.software.gathersAhead);
    }
}

// _do_optimizer_sanity_check and get_data_types of engine.py: BF16_Optimizer, with sums in fp32.
void TestLaunchFrameworks::stageZeroInAPipelineIsSharedAlike()
{
    const std::string pipeline = kMegatron + "--pipeline-model-parallel-size 2 ";
    const std::string zero = "\"zero_optimization\": {\"stage\": 0, \"overlap_comm\": true, "
                             "\"offload_optimizer\": {\"device\": \"cpu\"}}}";
    const core::Scenario script = scenarioOf("cat <<E > ds.json\n{" + zero + "\nE\n" + pipeline +
                                             "--deepspeed --deepspeed_config ds.json");
    const std::string config = R"({"bf16": {"enabled": true}, )" + zero;
    core::Scenario before = scenarioOf(pipeline);
    before.training.gradientBytes = 0;
    const auto alone = core::withDeepSpeed(before, config, "ds.json");
    QVERIFY2(bool(alone), alone ? "" : alone.error().message.c_str());
    for (const core::Scenario &scenario : {script, alone.value()}) {
        QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero1);
        QCOMPARE(scenario.training.gradientBytes, 4);
        QCOMPARE(core::reduceBytesOf(scenario), 2);
        QVERIFY(!scenario.cluster.software.scattersGradients);
        QVERIFY(!scenario.parallel.overlap);
        QVERIFY(!scenario.parallel.offloadOptimizer); // it is none of ZeRO's
    }
    QCOMPARE(alone.value().parallel.bucketBytes, std::int64_t(500'000'000) * 4);
    // "auto" is the precision of the scenario, which is bf16 here.
    const std::string left = R"({"bf16": {"enabled": "auto"}, )" + zero;
    for (const std::string &text : {config, left}) {
        const auto read = core::withDeepSpeed(before, text, "ds.json");
        QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
        QCOMPARE(read.value().parallel.sharding, core::Sharding::Zero1);
        const std::vector<std::string> notes = core::deepSpeedNotes(text, read.value());
        QVERIFY2(notes.front().find("BF16_Optimizer") != std::string::npos, text.c_str());
        QVERIFY2(notes.at(1).find("ignores it at stage 0") != std::string::npos, text.c_str());
    }
    // Without a pipeline, or in fp16, replicas are whole.
    QCOMPARE(
        core::withDeepSpeed(scenarioOf(kMegatron), config, "ds.json").value().parallel.sharding,
        core::Sharding::None);
    QCOMPARE(core::withDeepSpeed(before, R"({"fp16": {"enabled": true}, )" + zero, "ds.json")
                 .value()
                 .parallel.sharding,
             core::Sharding::None);
}

// Products in fp8 are Transformer Engine's; the engine knows the types of weights and sums alone.
void TestLaunchFrameworks::fp8IsBf16ToDeepSpeed()
{
    const core::Scenario replicas =
        core::scenarioFromJson(R"({"model": "gpt2-124m", "cluster": {"device": "h100-80g",
            "devices": 8}, "training": {"precision": "fp8"}, "parallel": {"data": 8}})",
                               "base")
            .value();
    const auto read = core::withDeepSpeed(replicas,
                                          R"({"bf16": {"enabled": "auto"},
            "zero_optimization": {"stage": 1}, "data_types": {"grad_accum_dtype": "fp32"}})",
                                          "ds.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().training.precision, core::Precision::Fp8);
    QVERIFY(!core::scattersGradients(read.value()));
}

// infra/parallelize.py: fully_shard() of modules in fp32, with MixedPrecisionPolicy(bfloat16,
// float32). A share is kept in fp32 and so are its gradients and two moments: 4 + 4 + 8 bytes, and
// bf16 only of what is gathered. Without resharding that copy is kept of all, beside the share.
void TestLaunchFrameworks::torchtitanKeepsSixteenBytesOfEachParameter()
{
    constexpr std::int64_t parameters = 8'030'261'248;
    const auto states = [](const std::string &policy) {
        const core::Scenario scenario =
            scenarioOf("[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n"
                       "local_batch_size = 1\nseq_len = 2048\n[parallelism]\n"
                       "data_parallel_shard_degree = 8\nfsdp_reshard_after_forward = \"" +
                       policy + "\"\n");
        const core::MemoryParts held = core::makePlan(scenario).value().rows.front().states;
        return (held.parameters + held.gradients + held.optimizer).count;
    };
    QCOMPARE(states("always"), 16 * parameters / 8);
    QCOMPARE(states("never"), 2 * parameters + 16 * parameters / 8);
}

void TestLaunchFrameworks::machinesAreTheSameOfFileAndCommand_data()
{
    QTest::addColumn<int>("processes");
    QTest::addColumn<int>("machines"); // 0: not said
    QTest::addColumn<int>("each");
    QTest::newRow("one of many") << 16 << 1 << 16;
    QTest::newRow("not said") << 16 << 0 << 16;
    QTest::newRow("two") << 16 << 2 << 8;
    QTest::newRow("four small") << 16 << 4 << 4;
    QTest::newRow("one with room") << 4 << 1 << 8; // a machine has 8, as the scenario says
}

void TestLaunchFrameworks::machinesAreTheSameOfFileAndCommand()
{
    QFETCH(int, processes);
    QFETCH(int, machines);
    QFETCH(int, each);
    const std::string count = std::to_string(processes);
    const std::string nodes = std::to_string(machines);
    const core::Scenario file = scenarioOf(
        accelerate("MULTI_GPU", "num_processes: " + count + '\n' +
                                    (machines > 0 ? "num_machines: " + nodes + '\n' : "")));
    const core::Scenario command =
        scenarioOf("accelerate launch --multi_gpu --num_processes " + count +
                   (machines > 0 ? " --num_machines " + nodes : "") + kTrainer);
    for (const core::Scenario &scenario : {file, command}) {
        QCOMPARE(scenario.cluster.devices, processes);
        QCOMPARE(scenario.cluster.devicesPerNode, each);
    }
}

// commands/launch.py starts num_processes; what else is set is for who reads it.
void TestLaunchFrameworks::whatAccelerateSaysGoesBeforeTheEnvironment()
{
    const std::string file = "cat <<E > acc.yaml\ndistributed_type: FSDP\nnum_processes: 8\nE\n";
    const core::LaunchReading reading = readingOf(
        "export WORLD_SIZE=32\n" + file + "accelerate launch --config_file acc.yaml" + kTrainer);
    QCOMPARE(reading.scenario.cluster.devices, 8);
    QVERIFY(tells(reading, "accelerate starts num_processes 8, not the 32 of WORLD_SIZE"));
    // Where it says nothing, the environment is believed.
    QCOMPARE(scenarioOf("export WORLD_SIZE=32\naccelerate launch" + kTrainer).cluster.devices, 32);
}

void TestLaunchFrameworks::moreMachinesThanProcessesAreRefused()
{
    const QString refusal =
        refusalOf("accelerate launch --num_processes 8 --num_machines 3" + kTrainer);
    QVERIFY2(
        refusal.contains(QStringLiteral("8 processes cannot be spread evenly over 3 machines")),
        qPrintable(refusal));
}

// Without a scenario below the file there is no batch that could be kept.
void TestLaunchFrameworks::aBatchThatNobodySaysIsOneMicroBatchOfEach()
{
    const auto loaded = core::loadRequested(
        {.file = PARALLARIUM_TEST_DATA "/launch/acc_fsdp.yaml", .model = "llama-3-8b"});
    QVERIFY2(bool(loaded), loaded ? "" : loaded.error().message.c_str());
    const core::Scenario &scenario = loaded.value().scenario;
    QVERIFY(scenario.parallel.data > 1);
    QCOMPARE(scenario.training.globalBatch, scenario.training.microBatch * scenario.parallel.data);
    QVERIFY(std::ranges::any_of(loaded.value().notes, [](const std::string &note) {
        return note.find("Without accumulation a step is one micro-batch of each replica") !=
               std::string::npos;
    }));
}

void TestLaunchFrameworks::aSlipInTheNameOfASectionIsNamed()
{
    const std::string titan = "[job]\n[model]\nname = \"llama3\"\nflavor = \"8B\"\n[trainig]\n"
                              "local_batch_size = 8\n[parallelism]\ntensor_parallel_degree = 2\n";
    QVERIFY(core::isLaunchFile({.text = titan, .name = "run.toml"}));
    const core::LaunchOutcome outcome =
        core::readLaunch({.text = titan, .name = "run.toml"}, {}, base());
    QVERIFY(!outcome.reading);
    QCOMPARE(outcome.reading.error().message,
             std::string("run.toml:6: torchtitan has no trainig.local_batch_size: did you mean "
                         "training.local_batch_size?"));
    QVERIFY(!core::isLaunchFile({.text = "[project]\nname = \"x\"\n", .name = "pyproject.toml"}));
    QVERIFY(core::isDeepSpeedConfig(R"({"zero_optimisation": {"stage": 3}})"));
    QVERIFY(!core::isDeepSpeedConfig(R"({"model": "gpt2-124m", "zero_optimisation": {}})"));
    QVERIFY(!core::isDeepSpeedConfig(R"({"zero": 3})"));
    // 20 layers of a rank would do; 81 over 4 ranks do not.
    const QString refusal =
        refusalOf(kMegatron + "--num-layers 81 --pipeline-model-parallel-size 4 "
                              "--num-layers-per-virtual-pipeline-stage 5");
    QVERIFY2(refusal.contains(QStringLiteral("81 layers cannot be divided evenly over pipeline 4")),
             qPrintable(refusal));
}

QTEST_APPLESS_MAIN(TestLaunchFrameworks)
#include "tst_launch_frameworks.moc"
