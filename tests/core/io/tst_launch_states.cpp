// SPDX-License-Identifier: GPL-3.0-or-later
// States in host memory, what settings of DeepSpeed say beside the arguments of Megatron-DeepSpeed,
// and replicas that are PyTorch's own: by the rules of the frameworks that are named.
#include "core/io/launch/launch.h"
#include "core/io/launch/launch_writing.h"
#include "core/scenario/check.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

const std::string kSmall =
    "torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 8 --hidden-size 512 "
    "--num-attention-heads 8 --seq-length 1024 --max-position-embeddings 1024 "
    "--micro-batch-size 4 --global-batch-size 64 ";

// With settings that the script writes.
std::string withSettings(const std::string &zero, const std::string &arguments)
{
    return "cat > ds.json <<EOT\n{\"train_micro_batch_size_per_gpu\": 4, \"zero_optimization\": {" +
           zero + "}}\nEOT\n" + kSmall + "--deepspeed --deepspeed_config ds.json " + arguments +
           '\n';
}

core::ParallelSpec layoutOf(const std::string &text)
{
    return readingOf(text).scenario.parallel;
}

} // namespace

class TestLaunchStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void megatronsHostStates();
    void swappedStatesAreInHostMemory();
    void hostStatesOfTheOtherAreRefused();
    void deepSpeedsOverlapAndBuckets();
    void deepSpeedsHostStates();
    void settingsAreKnownByTheJob();
    void settingsThatAreNotReadAreTold();
    void replicasOfPyTorch();
    void fullyShardedStatesInHostMemory();
    void bytesOnTheirWayAreAmongTheLosses();
    void hostStatesAreWritten_data();
    void hostStatesAreWritten();
    void theLossIsCompiledUnlessItIsLeftOut_data();
    void theLossIsCompiledUnlessItIsLeftOut();
    void transformerEnginesLossIsOneKernel();
    void deepSpeedDecidesOnThePrecision();
    void lowDashesAreDashes();
    void flagsWithAValueTakeIt();
};

// HybridDeviceOptimizer: optimizer_offload_fraction is 1 unless told; 0 keeps all on the device.
void TestLaunchStates::megatronsHostStates()
{
    const std::string away = kSmall + "--bf16 --use-distributed-optimizer "
                                      "--use-precision-aware-optimizer --optimizer-cpu-offload ";
    QVERIFY(layoutOf(away).offloadOptimizer);
    QVERIFY(!layoutOf(away + "--optimizer-offload-fraction 0.0").offloadOptimizer);
    const core::LaunchReading half = readingOf(away + "--optimizer-offload-fraction 0.5");
    QVERIFY(half.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(half, "0.5: all optimizer states are in host memory"));
    // optimizer_config.py, __post_init__
    QVERIFY(refusalOf(kSmall + "--bf16 --use-precision-aware-optimizer --optimizer-cpu-offload")
                .contains("needs --use-distributed-optimizer in Megatron-LM"));
}

// Of MindSpeed, whose states are in host memory between updates on the device.
void TestLaunchStates::swappedStatesAreInHostMemory()
{
    const core::LaunchReading reading =
        readingOf(kSmall + "--bf16 --use-distributed-optimizer --swap-optimizer");
    QVERIFY(reading.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(reading, "--swap-optimizer: states are in host memory there, and come to the"));
}

// Each is an option of one of the two programs, and unknown to the other.
void TestLaunchStates::hostStatesOfTheOtherAreRefused()
{
    QVERIFY(
        refusalOf(kSmall + "--bf16 --cpu-optimizer").contains("--cpu-optimizer needs --deepspeed"));
    QVERIFY(refusalOf(withSettings(R"("stage": 2)", "--fp16 --optimizer-cpu-offload"))
                .contains("--optimizer-cpu-offload is Megatron-LM's"));
}

// runtime/zero/config.py: buckets of 5e8 elements, overlap at stage 3 alone unless told; stage 1
// ignores it (engine.py).
void TestLaunchStates::deepSpeedsOverlapAndBuckets()
{
    const core::ParallelSpec told = layoutOf(
        withSettings(R"("stage": 2, "overlap_comm": true, "reduce_bucket_size": 9e7)", "--fp16"));
    QCOMPARE(told.sharding, core::Sharding::Zero2);
    QVERIFY(told.overlap);
    QCOMPARE(told.bucketBytes, std::int64_t(90'000'000) * 2);
    const core::ParallelSpec silent = layoutOf(withSettings(R"("stage": 2)", "--fp16"));
    QVERIFY(!silent.overlap);
    QCOMPARE(silent.bucketBytes, std::int64_t(500'000'000) * 2);
    QVERIFY(layoutOf(withSettings(R"("stage": 3)", "--bf16")).overlap);
    QVERIFY(!layoutOf(withSettings(R"("stage": 3, "overlap_comm": false)", "--bf16")).overlap);
    QVERIFY(!layoutOf(withSettings(R"("stage": 1, "overlap_comm": true)", "--fp16")).overlap);
    // Below stage 2 all gradients are kept until the end; from there on only shares are.
    QVERIFY(
        tells(readingOf(withSettings(R"("stage": 1)", "--fp16")), "after the last backward pass."));
    QVERIFY(tells(readingOf(withSettings(R"("stage": 2)", "--fp16")),
                  "the backward pass waits for them."));
    // What is no size and no switch is refused, as where the settings are laid over a scenario.
    QVERIFY(refusalOf(withSettings(R"("stage": 2, "reduce_bucket_size": 0)", "--fp16"))
                .contains("zero_optimization.reduce_bucket_size is 0"));
    QVERIFY(refusalOf(withSettings(R"("stage": 2, "overlap_comm": "x")", "--fp16"))
                .contains("zero_optimization.overlap_comm is the string \"x\""));
}

// DeepSpeedCPUAdam: "CPUAdam param is on cuda:0 and must be 'cpu', make sure you enabled
// 'offload_optimizer': 'cpu' in your ZeRO config."
void TestLaunchStates::deepSpeedsHostStates()
{
    const std::string away = R"("stage": 2, "offload_optimizer": {"device": "cpu"})";
    QVERIFY(layoutOf(withSettings(away, "--fp16 --cpu-optimizer")).offloadOptimizer);
    // "If you really want to use a custom optimizer w. ZeRO-Offload … you can also set
    // zero_force_ds_cpu_optimizer: false" (engine.py)
    QVERIFY(refusalOf(withSettings(away, "--fp16")).contains("offload_optimizer needs --cpu-opt"));
    const std::string free = R"("stage": 2, "offload_optimizer": {"device": "cpu"}},
        "zero_force_ds_cpu_optimizer": false, "x": {"y": 1)";
    QVERIFY(layoutOf(withSettings(free, "--fp16")).offloadOptimizer);
    QVERIFY(!layoutOf(withSettings(R"("stage": 2)", "--fp16")).offloadOptimizer);
    QVERIFY(refusalOf(withSettings(R"("stage": 2)", "--fp16 --cpu-optimizer"))
                .contains("--cpu-optimizer needs a ZeRO stage from 1 and offload_optimizer"));
    const core::LaunchReading weights =
        readingOf(withSettings(R"("stage": 3, "offload_param": {"device": "cpu"})", "--fp16"));
    QCOMPARE(weights.scenario.parallel.sharding, core::Sharding::Zero3);
    QVERIFY(!weights.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(weights, "offload_param.device is \"cpu\": weights are kept outside of the GPU"));
    const core::LaunchReading none =
        readingOf(withSettings(R"("stage": 0, "offload_optimizer": {"device": "cpu"})", "--fp16"));
    QVERIFY(tells(none, "offload_optimizer.device is \"cpu\": DeepSpeed ignores it at stage 0"));
    // Of settings that lie elsewhere nothing is known.
    const core::LaunchReading unread =
        readingOf(kSmall + "--deepspeed --deepspeed_config ds.json --zero-stage 2 --fp16 "
                           "--cpu-optimizer");
    QVERIFY(unread.scenario.parallel.offloadOptimizer);
    QVERIFY(tells(unread, "which is not in its folder"));
}

// tr11-176B-ml of BigScience names them by the job.
void TestLaunchStates::settingsAreKnownByTheJob()
{
    std::string text = withSettings(R"("stage": 2, "overlap_comm": true)", "--fp16");
    for (std::size_t at = text.find("ds.json"); at != std::string::npos;
         at = text.find("ds.json", at + 9))
        text.replace(at, 7, "./ds.$SLURM_JOB_ID.json");
    QVERIFY(layoutOf(text).overlap);
}

void TestLaunchStates::settingsThatAreNotReadAreTold()
{
    const core::LaunchReading reading =
        readingOf(withSettings(R"("stage": 3, "zero_quantized_weights": true)", "--bf16"));
    QVERIFY(tells(reading, "ds.json: zero_optimization.zero_quantized_weights"));
}

// torchDDP with bucket_cap_mb = 25, until 2023-08 (b0df10cf0); attention was its own then.
void TestLaunchStates::replicasOfPyTorch()
{
    const core::LaunchReading torch = readingOf(kSmall + "--fp16 --DDP-impl torch");
    QVERIFY(torch.scenario.parallel.overlap);
    QCOMPARE(torch.scenario.parallel.bucketBytes, std::int64_t(25) << 20);
    QVERIFY(!torch.scenario.model.transformer()->flashAttention);
    const core::LaunchReading local = readingOf(kSmall + "--fp16 --DDP-impl local");
    QVERIFY(!local.scenario.parallel.overlap);
    QVERIFY(!local.scenario.model.transformer()->flashAttention);
    QVERIFY(readingOf(kSmall + "--fp16").scenario.model.transformer()->flashAttention);
}

// torch.distributed.fsdp.CPUOffload takes shares of weights, gradients and states to the host.
void TestLaunchStates::fullyShardedStatesInHostMemory()
{
    const std::string yaml = "compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\n"
                             "mixed_precision: bf16\nnum_machines: 1\nnum_processes: 8\n"
                             "fsdp_config:\n  fsdp_version: 2\n  fsdp_offload_params: ";
    const core::LaunchOutcome away = core::readLaunch({yaml + "true\n", "run.yaml"}, {}, base());
    QVERIFY2(away.reading, away.reading ? "" : away.reading.error().message.c_str());
    QVERIFY(away.reading.value().scenario.parallel.offloadOptimizer);
    QVERIFY(tells(away.reading.value(), "fsdp_offload_params: weights, gradients and optimizer"));
    const core::LaunchOutcome here = core::readLaunch({yaml + "false\n", "run.yaml"}, {}, base());
    QVERIFY(!here.reading.value().scenario.parallel.offloadOptimizer);
    const std::string trainer = "torchrun --nproc_per_node 8 train.py --model_name_or_path gpt2 "
                                "--per_device_train_batch_size 1 --bf16 True --fsdp \"";
    QVERIFY(layoutOf(trainer + "full_shard offload auto_wrap\"").offloadOptimizer);
    QVERIFY(!layoutOf(trainer + "full_shard auto_wrap\"").offloadOptimizer);
    const std::string titan = "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[parallelism]\n"
                              "data_parallel_shard_degree = 8\n[training]\nenable_cpu_offload = ";
    const core::LaunchOutcome moved = core::readLaunch({titan + "true\n", "run.toml"}, {}, base());
    QVERIFY2(moved.reading, moved.reading ? "" : moved.reading.error().message.c_str());
    QVERIFY(moved.reading.value().scenario.parallel.offloadOptimizer);
    QVERIFY(std::ranges::any_of(moved.reading.value().notes, [](const core::LaunchNote &note) {
        return note.line == 7 && note.text.starts_with("training.enable_cpu_offload: weights");
    }));
    const core::LaunchOutcome kept = core::readLaunch({titan + "false\n", "run.toml"}, {}, base());
    QVERIFY(!kept.reading.value().scenario.parallel.offloadOptimizer);
    QVERIFY(!tells(kept.reading.value(), "enable_cpu_offload"));
}

// As they are read; what FSDP moves beside them is told.
// FSDP2 adds up the gradients of several micro-batches in the 4 bytes that it sends them in,
// Megatron-FSDP in the 2 that it is told to.
void TestLaunchStates::bytesOnTheirWayAreAmongTheLosses()
{
    const auto scenario = core::scenarioFromJson(R"({"model": "gpt2-355m",
        "cluster": {"device": "h100-80g", "devices": 16},
        "training": {"global_batch": 16, "micro_batch": 1, "precision": "bf16"},
        "parallel": {"data": 4, "pipeline": 4, "schedule": "interleaved", "chunks": 2,
                     "sharding": "zero2"}})",
                                                 "a.json");
    QVERIFY(scenario);
    const auto written = core::writeLaunch(*core::findLaunchWriter("megatron"), scenario.value());
    QVERIFY(written);
    QVERIFY(std::ranges::any_of(written.value().losses, [](const std::string &loss) {
        return loss.starts_with("training.reduce_bytes: 4 here, 2");
    }));
}

void TestLaunchStates::hostStatesAreWritten_data()
{
    QTest::addColumn<QString>("writer");
    QTest::addColumn<QString>("sharding");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *writer, const char *sharding, const char *words) {
        QTest::addRow("%s, %s", writer, sharding)
            << QString(writer) << QString(sharding) << QString(words);
    };
    row("megatron", "zero1", "--optimizer-cpu-offload");
    row("accelerate", "zero1", "offload_optimizer_device: cpu");
    row("accelerate", "zero3", "fsdp_offload_params: true");
    row("torchtitan", "zero3", "enable_cpu_offload = true");
    row("deepspeed", "zero2", "\"device\": \"cpu\"");
}

void TestLaunchStates::hostStatesAreWritten()
{
    QFETCH(QString, writer);
    QFETCH(QString, sharding);
    QFETCH(QString, words);
    const auto scenario = core::scenarioFromJson(
        R"({"model": "llama-3-8b", "cluster": {"device": "h100-80g", "devices": 8},
            "training": {"global_batch": 64, "micro_batch": 1}, "parallel": {"data": 8,
            "offload_optimizer": true, "sharding": ")" +
            sharding.toStdString() + "\"}}",
        "base");
    QVERIFY2(scenario, scenario ? "" : scenario.error().message.c_str());
    const auto written =
        core::writeLaunch(*core::findLaunchWriter(writer.toStdString()), scenario.value(), {});
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    const QString text = QString::fromStdString(written.value().files.front().text);
    QVERIFY2(text.contains(words), qPrintable(text));
    for (const std::string &loss : written.value().losses) // which names the field where it is lost
        QVERIFY2(!QString::fromStdString(loss).startsWith("parallel.offload_optimizer:") ||
                     loss.find("as well") != std::string::npos,
                 loss.c_str());
}

// AcceleratorState.mixed_precision is what DeepSpeed's settings say, and
// DeepSpeedPlugin.set_mixed_precision refuses the other type of 16 bits.
void TestLaunchStates::deepSpeedDecidesOnThePrecision()
{
    const auto start = [](const char *type) {
        return outcomeOf("cat > ds.json <<'E'\n{\"zero_optimization\": {\"stage\": 3}, \"bf16\": "
                         "{\"enabled\": true}, \"train_micro_batch_size_per_gpu\": \"auto\"}\nE\n"
                         "accelerate launch --use_deepspeed --deepspeed_config_file ds.json "
                         "--num_processes 8 --mixed_precision " +
                         std::string(type) +
                         " train.py --model_name_or_path meta-llama/Llama-2-7b-hf "
                         "--per_device_train_batch_size 2 --model_max_length 2048");
    };
    for (const char *type : {"bf16", "fp8"}) {
        const core::LaunchOutcome outcome = start(type);
        QVERIFY2(outcome.reading, messageOf(outcome).c_str());
        const core::LaunchReading &reading = outcome.reading.value();
        QCOMPARE(reading.scenario.training.precision, core::Precision::Bf16);
        QCOMPARE(tells(reading, "mixed_precision fp8 has no effect"), type == std::string("fp8"));
    }
    QVERIFY2(messageOf(start("fp16"))
                     .find("accelerate refuses mixed_precision fp16 where ds.json "
                           "enables bf16.") != std::string::npos,
             messageOf(start("fp16")).c_str());
}

// epfLLM/Megatron-LLM has low dashes throughout.
void TestLaunchStates::lowDashesAreDashes()
{
    std::string text = kSmall + "--tensor-model-parallel-size 2 --fp16";
    for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--", at + 2)) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        std::replace(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                     text.begin() + static_cast<std::ptrdiff_t>(end), '-', '_');
    }
    QVERIFY(core::isLaunchFile({text, "run.sh"}));
    QCOMPARE(readingOf(text).scenario.parallel.tensor, 2);
    QCOMPARE(readingOf(text).scenario.parallel.data, 4);
}

// megatron/training/arguments.py: both are followed by one word, which starts nothing else.
void TestLaunchStates::flagsWithAValueTakeIt()
{
    const core::LaunchReading reading =
        readingOf(kSmall + "--bf16 --dist-ckpt-strictness assume_ok_unexpected --no-rope-freq 4");
    QVERIFY(!tells(reading, "would not start"));
}

void TestLaunchStates::theLossIsCompiledUnlessItIsLeftOut_data()
{
    QTest::addColumn<QString>("compile");
    QTest::addColumn<bool>("compiled");
    QTest::newRow("not a word") << QString() << false;
    QTest::newRow("all") << QStringLiteral("[compile]\nenable = true\n") << true;
    QTest::newRow("off") << QStringLiteral("[compile]\nenable = false\n") << false;
    QTest::newRow("the model alone")
        << QStringLiteral("[compile]\nenable = true\ncomponents = [\"model\"]\n") << false;
    QTest::newRow("the loss alone")
        << QStringLiteral("[compile]\nenable = true\ncomponents = [\"loss\"]\n") << true;
}

// torchtitan/components/loss.py: build_cross_entropy_loss; what is written is read so again, with a
// pipeline too, whose model is not compiled.
void TestLaunchStates::theLossIsCompiledUnlessItIsLeftOut()
{
    QFETCH(QString, compile);
    QFETCH(bool, compiled);
    core::LaunchAnswers answers;
    answers.devices = 16;
    const auto read = [&answers](const std::string &text) {
        return core::readLaunch({.text = text, .name = "run.toml"}, answers, base()).reading;
    };
    const auto first = read("[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n"
                            "local_batch_size = 4\nseq_len = 4096\n" +
                            compile.toStdString());
    QVERIFY2(first, first ? "" : first.error().message.c_str());
    core::Scenario scenario = first.value().scenario;
    QCOMPARE(scenario.cluster.software.fusedLoss, compiled);
    for (const int pipeline : {4, 1}) {
        scenario.parallel.pipeline = pipeline;
        scenario.parallel.data = 16 / pipeline;
        scenario.training.microBatch = 1;
        const auto written = core::writeTorchtitanToml(scenario, "run.toml");
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto again = read(written.value().files.front().text);
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QCOMPARE(again.value().scenario.cluster.software.fusedLoss, compiled);
    }
}

// --cross-entropy-fusion-impl is native unless told, which still makes a copy in fp32; what is
// written is read so again.
void TestLaunchStates::transformerEnginesLossIsOneKernel()
{
    const auto fused = [](const std::string &text) {
        return readingOf(text).scenario.cluster.software.fusedLoss;
    };
    const std::string script = kSmall + "--bf16 ";
    QVERIFY(!fused(script));
    QVERIFY(!fused(script + "--cross-entropy-loss-fusion"));
    QVERIFY(!fused(script + "--cross-entropy-fusion-impl te"));
    const std::string both = script + "--cross-entropy-loss-fusion --cross-entropy-fusion-impl te";
    QVERIFY(fused(both));
    const auto written = core::writeMegatronScript(readingOf(both).scenario, "run.sh");
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    QVERIFY(fused(written.value().files.front().text));
}

QTEST_APPLESS_MAIN(TestLaunchStates)
#include "tst_launch_states.moc"
