// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that train with transformers' Trainer, and what "accelerate launch" says before them.
// Expected values follow from accelerate's commands/launch.py and transformers' TrainingArguments.
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

// Behind a launcher: 4 x replicas samples, half of them at a time.
const std::string kProgram = " train.py --model_name_or_path meta-llama/Llama-2-7b-hf "
                             "--per_device_train_batch_size 2 --gradient_accumulation_steps 2 "
                             "--model_max_length 2048 ";

core::Scenario startedBy(const std::string &launcher, const std::string &more = "--bf16 True")
{
    return readingOf(launcher + kProgram + more).scenario;
}

} // namespace

class TestLaunchTrainer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsOfAccelerateAreRead();
    void shardingOfAccelerateIsRead_data();
    void shardingOfAccelerateIsRead();
    void itsFileIsReadAndItsOptionsGoBefore();
    void aFileThatIsNotThereIsNamed();
    void theProgramsPrecisionGoesBefore();
    void degreesOfAccelerateDivideTheDevices();
    void whatAccelerateRefusesIsRefused();
    void optionsThatAreNotReadAreTold();
    void theDevicesAreAskedForOnce();
    void countsHaveTheirBounds();
    void releasesOfTheSameSizesAreKnown_data();
    void releasesOfTheSameSizesAreKnown();
    void othersBeforeAccelerateAreNotItsOptions();
    void automaticBucketsAreTheSquareOfTheWidth();
    void optionsInYamlAreTheSame();
    void fsdpInYamlIsRead();
    void whatYamlSaysOfStatesIsTold();
    void yamlIsAnsweredInItsOwnNames();
};

void TestLaunchTrainer::optionsOfAccelerateAreRead()
{
    const core::Scenario plain =
        startedBy("accelerate launch --multi_gpu --num_machines 2 --num_processes 16");
    QCOMPARE(plain.cluster.devices, 16);
    QCOMPARE(plain.cluster.devicesPerNode, 8);
    QCOMPARE(plain.parallel.data, 16);
    QCOMPARE(plain.parallel.sharding, core::Sharding::None);
    QCOMPARE(plain.training.globalBatch, std::int64_t(16 * 4));
    const core::Scenario fp16 =
        startedBy("accelerate launch --num_processes=4 --mixed_precision=fp16", "");
    QCOMPARE(fp16.training.precision, core::Precision::Fp16);
    QCOMPARE(fp16.parallel.data, 4);
}

void TestLaunchTrainer::shardingOfAccelerateIsRead_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<core::Sharding>("sharding");
    using core::Sharding;
    const auto row = [](const char *options, Sharding sharding) {
        QTest::newRow(options) << options << sharding;
    };
    row("--use_fsdp", Sharding::Zero3); // fsdp_sharding_strategy is FULL_SHARD unless told
    row("--use_fsdp --fsdp_sharding_strategy SHARD_GRAD_OP", Sharding::Zero2);
    row("--use_fsdp --fsdp_sharding_strategy=2", Sharding::Zero2);
    row("--use_fsdp --fsdp_version 2 --fsdp_reshard_after_forward true", Sharding::Zero3);
    row("--use_fsdp --fsdp_version=2 --fsdp_reshard_after_forward=false", Sharding::Zero2);
    row("--use_deepspeed", Sharding::Zero2); // zero_stage is 2 unless told
    row("--use_deepspeed --zero_stage 3", Sharding::Zero3);
    row("--use_deepspeed --zero-stage 1", Sharding::Zero1);
}

void TestLaunchTrainer::shardingOfAccelerateIsRead()
{
    QFETCH(QString, options);
    QFETCH(core::Sharding, sharding);
    const core::Scenario scenario =
        startedBy("accelerate launch --num_processes 8 " + options.toStdString());
    QCOMPARE(scenario.parallel.sharding, sharding);
    QCOMPARE(core::reduceBytesOf(scenario), 2);
    QCOMPARE(scenario.training.globalBatch, std::int64_t(8 * 4));
    QCOMPARE(scenario.cluster.software.gathersUnits,
             !options.contains(QStringLiteral("deepspeed")));
}

void TestLaunchTrainer::itsFileIsReadAndItsOptionsGoBefore()
{
    const std::string file =
        "cat <<EOF > acc.yaml\ncompute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\n"
        "fsdp_config:\n  fsdp_sharding_strategy: SHARD_GRAD_OP\n"
        "  fsdp_activation_checkpointing: true\nmixed_precision: bf16\nnum_machines: 1\n"
        "num_processes: 8\nEOF\n";
    const core::Scenario own = startedBy(file + "accelerate launch --config_file acc.yaml", "");
    QCOMPARE(own.cluster.devices, 8);
    QCOMPARE(own.parallel.sharding, core::Sharding::Zero2);
    QCOMPARE(own.training.precision, core::Precision::Bf16);
    QCOMPARE(own.training.recompute, core::Recompute::Full);
    const core::Scenario over =
        startedBy(file + "accelerate launch --config_file acc.yaml --num_processes 4 "
                         "--fsdp_sharding_strategy FULL_SHARD --fsdp_activation_checkpointing no",
                  "");
    QCOMPARE(over.cluster.devices, 4);
    QCOMPARE(over.parallel.sharding, core::Sharding::Zero3);
    QCOMPARE(over.training.recompute, core::Recompute::None);
    // --multi_gpu beside a file does not take back what the file says
    const core::Scenario beside =
        startedBy(file + "accelerate launch --multi_gpu --config_file acc.yaml", "");
    QCOMPARE(beside.parallel.sharding, core::Sharding::Zero2);
    // Whatever its name is: the script writes and reads the same
    const core::Scenario job = startedBy(
        "cat <<E > acc.$SLURM_JOB_ID.yaml\ndistributed_type: FSDP\nfsdp_config:\n"
        "  fsdp_sharding_strategy: 2\nnum_processes: 8\nE\n"
        "accelerate launch --config_file acc.$SLURM_JOB_ID.yaml --machine_rank $SLURM_PROCID",
        "--mixed_precision bf16");
    QCOMPARE(job.cluster.devices, 8);
    QCOMPARE(job.parallel.sharding, core::Sharding::Zero2);
    QCOMPARE(job.training.precision, core::Precision::Bf16);
    // A file of DeepSpeed that the script writes itself
    const core::Scenario deep = startedBy(
        "cat > ds.json <<'E'\n{\"zero_optimization\": {\"stage\": 3}, \"bf16\": {\"enabled\": "
        "true}, \"train_micro_batch_size_per_gpu\": \"auto\", \"train_batch_size\": \"auto\"}\nE\n"
        "accelerate launch --use_deepspeed --deepspeed_config_file ds.json --num_processes 8");
    QCOMPARE(deep.parallel.sharding, core::Sharding::Zero3);
    QCOMPARE(deep.training.globalBatch, std::int64_t(8 * 4));
}

void TestLaunchTrainer::aFileThatIsNotThereIsNamed()
{
    const core::LaunchReading reading = readingOf(
        "accelerate launch --config_file conf/acc.yaml --num_processes 8" + kProgram + "--bf16");
    QCOMPARE(reading.scenario.cluster.devices, 8);
    QVERIFY(tells(reading, "The settings of accelerate are in conf/acc.yaml"));
}

void TestLaunchTrainer::theProgramsPrecisionGoesBefore()
{
    const auto precision = [](const char *launcher, const char *program) {
        return startedBy("accelerate launch --num_processes 2 " + std::string(launcher), program)
            .training.precision;
    };
    QCOMPARE(precision("--mixed_precision fp16", "--bf16"), core::Precision::Bf16);
    QCOMPARE(precision("--mixed_precision bf16", ""), core::Precision::Bf16);
    QCOMPARE(precision("--mixed_precision no", "--tf32 True"), core::Precision::Tf32);
    QCOMPARE(precision("", ""), core::Precision::Fp32);
}

void TestLaunchTrainer::degreesOfAccelerateDivideTheDevices()
{
    const core::Scenario scenario = startedBy(
        "accelerate launch --num_processes 16 --use_fsdp --fsdp_version 2 --use_parallelism_config "
        "--parallelism_config_dp_replicate_size 2 --parallelism_config_dp_shard_size 4 "
        "--parallelism_config_tp_size 2");
    QCOMPARE(scenario.parallel.tensor, 2);
    QCOMPARE(scenario.parallel.data, 8);
    QCOMPARE(core::sharersOf(scenario), 4);
    QCOMPARE(scenario.training.globalBatch, std::int64_t(8 * 4));
}

void TestLaunchTrainer::whatAccelerateRefusesIsRefused()
{
    QVERIFY(refusalOf("accelerate launch --num_processes 8 --mixed_precision int8" + kProgram)
                .contains(QStringLiteral("mixed_precision is \"int8\"")));
    QVERIFY(
        refusalOf("accelerate launch --num_processes 8 --use_deepspeed --zero_stage 4" + kProgram)
            .contains(QStringLiteral("zero_stage is 4")));
    QVERIFY(refusalOf("accelerate launch --num_processes 8 --use_deepspeed "
                      "--offload_optimizer_device ssd" +
                      kProgram)
                .contains(QStringLiteral("accelerate has none, cpu and nvme")));
}

void TestLaunchTrainer::optionsThatAreNotReadAreTold()
{
    const core::LaunchReading reading =
        readingOf("accelerate launch --num_processes 8 --use_fsdp --fsdp_mystery 3 "
                  "--main_process_port 29500 --machine_rank $RANK" +
                  kProgram + "--bf16");
    QVERIFY(tells(reading, "Not read: fsdp_config.fsdp_mystery"));
    QVERIFY(!tells(reading, "main_process_port"));
}

// NNODES is what is missing, not the number of devices; and neither, where that is given.
void TestLaunchTrainer::theDevicesAreAskedForOnce()
{
    const std::string text = "torchrun --nnodes $NNODES --nproc_per_node 8" + kProgram + "--bf16";
    const core::LaunchOutcome open = outcomeOf(text);
    QVERIFY(!open.reading);
    QCOMPARE(open.questions.size(), std::size_t{1});
    QCOMPARE(open.questions.front().name, std::string("NNODES"));
    const core::LaunchOutcome given = outcomeOf(text, {.devices = 16});
    QVERIFY2(given.reading, given.reading ? "" : given.reading.error().message.c_str());
    QCOMPARE(given.reading.value().scenario.cluster.devices, 16);
    // All that is missing in one go: no launcher says how many, and the model is not known.
    const core::LaunchOutcome both = outcomeOf("python train.py --model_name_or_path our/own-9b "
                                               "--per_device_train_batch_size 2 --bf16");
    QCOMPARE(both.questions.size(), std::size_t{2});
}

void TestLaunchTrainer::countsHaveTheirBounds()
{
    const QString refusal =
        refusalOf("torchrun --nproc_per_node 8 train.py --model_name_or_path llama-2-7b "
                  "--per_device_train_batch_size 0");
    QVERIFY2(refusal.contains(QStringLiteral("must be a whole number from 1 to ")),
             qPrintable(refusal));
}

void TestLaunchTrainer::releasesOfTheSameSizesAreKnown_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("id");
    QTest::newRow("2.5") << "--model_name_or_path Qwen/Qwen2.5-7B-Instruct"
                         << "qwen2-7b";
    QTest::newRow("version") << "--model_name_or_path mistralai/Mistral-7B-v0.1"
                             << "mistral-7b";
    QTest::newRow("3.1") << "--model_name_or_path=meta-llama/Llama-3.1-8B"
                         << "llama-3-8b";
    QTest::newRow("base") << "--base_model_name_or_path ./Llama-2-13b-chat-hf"
                          << "llama-2-13b";
}

void TestLaunchTrainer::releasesOfTheSameSizesAreKnown()
{
    QFETCH(QString, option);
    QFETCH(QString, id);
    const core::LaunchReading reading =
        readingOf("deepspeed --num_gpus=8 train.py --per_device_train_batch_size 1 --bf16 " +
                  option.toStdString());
    QCOMPARE(QString::fromStdString(reading.scenario.model.id), id);
    QCOMPARE(reading.scenario.cluster.devices, 8);
}

void TestLaunchTrainer::othersBeforeAccelerateAreNotItsOptions()
{
    const core::LaunchReading reading =
        readingOf("conda run --name our accelerate launch --num_processes 8 --num_machines 1" +
                  kProgram + "--bf16");
    QCOMPARE(reading.scenario.cluster.devices, 8);
    QVERIFY(!tells(reading, "Not read"));
}

// transformers' integrations/deepspeed.py: reduce_bucket_size "auto" is hidden_size * hidden_size
// elements, 4096 x 4096 here, of 2 bytes in bf16; what is not there is DeepSpeed's 5e8.
void TestLaunchTrainer::automaticBucketsAreTheSquareOfTheWidth()
{
    const auto bucket = [](const std::string &zero) {
        return readingOf("cat > ds.json <<E\n{\"bf16\": {\"enabled\": \"auto\"}, "
                         "\"zero_optimization\": {\"stage\": 2" +
                         zero + "}}\nE\ndeepspeed --num_gpus 8" + kProgram +
                         "--bf16 True --deepspeed ds.json")
            .scenario.parallel.bucketBytes;
    };
    QCOMPARE(bucket(", \"reduce_bucket_size\": \"auto\""), std::int64_t(4096) * 4096 * 2);
    QCOMPARE(bucket(""), std::int64_t(500'000'000) * 2);
}

// HfArgumentParser.parse_yaml_file: the same names, as in recipes of alignment-handbook, TRL and
// LLaMA-Factory.
void TestLaunchTrainer::optionsInYamlAreTheSame()
{
    const std::string yaml =
        "# full\nmodel_name_or_path: meta-llama/Llama-2-7b-hf\n"
        "per_device_train_batch_size: 2\ngradient_accumulation_steps: 2\n"
        "model_max_length: 2048\nbf16: true\nfsdp: [full_shard, auto_wrap]\n"
        "gradient_checkpointing: true\nuse_peft: false\nlearning_rate: 1.0e-5\n";
    const core::LaunchOutcome outcome =
        core::readLaunch({yaml, "recipe.yaml"}, {.devices = 8}, base());
    QVERIFY2(outcome.reading, outcome.reading ? "" : outcome.reading.error().message.c_str());
    const core::Scenario &scenario = outcome.reading.value().scenario;
    const core::Scenario started =
        startedBy("torchrun --nproc_per_node 8", "--bf16 True --fsdp \"full_shard auto_wrap\" "
                                                 "--gradient_checkpointing True");
    QCOMPARE(core::scenarioToJson(scenario), core::scenarioToJson(started));
    QVERIFY(!tells(outcome.reading.value(), "low-rank"));
    const std::string axolotl =
        "base_model: meta-llama/Llama-2-7b-hf\ndatasets:\n  - path: a\nmicro_batch_size: 2\n"
        "gradient_accumulation_steps: 2\nsequence_len: 2048\nbf16: auto\nadapter:\n"
        "fsdp:\n  - full_shard\n  - auto_wrap\ngradient_checkpointing: true\n";
    const core::LaunchOutcome other =
        core::readLaunch({axolotl, "axolotl.yml"}, {.devices = 8}, base());
    QVERIFY2(other.reading, other.reading ? "" : other.reading.error().message.c_str());
    QCOMPARE(core::scenarioToJson(other.reading.value().scenario), core::scenarioToJson(started));
    QVERIFY(!tells(other.reading.value(), "low-rank"));
    const core::LaunchOutcome open = core::readLaunch({yaml, "recipe.yaml"}, {}, base());
    QVERIFY(!open.reading);
    QVERIFY(open.reading.error().message.find("--set cluster.devices") != std::string::npos);
}

// fsdp_config of transformers' TrainingArguments, and axolotl's with version 2, which needs no
// fsdp.
void TestLaunchTrainer::fsdpInYamlIsRead()
{
    const auto layout = [](const std::string &own) {
        const std::string yaml = "base_model: meta-llama/Llama-2-7b-hf\nmicro_batch_size: 1\n"
                                 "datasets: []\nsequence_len: 512\nbf16: true\n" +
                                 own;
        const core::LaunchOutcome outcome =
            core::readLaunch({yaml, "axolotl.yml"}, {.devices = 8}, base());
        return outcome.reading ? outcome.reading.value().scenario : core::Scenario();
    };
    using core::Sharding;
    const core::Scenario two =
        layout("fsdp_version: 2\nfsdp_config:\n  offload_params: true\n"
               "  reshard_after_forward: true\n  activation_checkpointing: true\n");
    QCOMPARE(two.parallel.sharding, Sharding::Zero3);
    QVERIFY(two.parallel.offloadOptimizer);
    QCOMPARE(two.training.recompute, core::Recompute::Full);
    const core::Scenario kept =
        layout("fsdp: full_shard auto_wrap\nfsdp_config:\n  fsdp_reshard_after_forward: false\n");
    QCOMPARE(kept.parallel.sharding, Sharding::Zero2);
    QVERIFY(!kept.parallel.offloadOptimizer);
    QCOMPARE(layout("fsdp_config:\n  fsdp_offload_params: true\n").parallel.sharding,
             Sharding::None);
    QCOMPARE(layout("").parallel.sharding, Sharding::None);
}

namespace {

core::LaunchOutcome axolotl(const std::string &more)
{
    return core::readLaunch(
        {"base_model: meta-llama/Llama-2-7b-hf\ndatasets: []\nbf16: true\n" + more, "axolotl.yml"},
        {.devices = 8}, base());
}

} // namespace

// Adapters, weights and moments of few bits, which axolotl and LLaMA-Factory have names of their
// own for.
void TestLaunchTrainer::whatYamlSaysOfStatesIsTold()
{
    const auto factory = [](const std::string &type) {
        return core::readLaunch({"model_name_or_path: meta-llama/Llama-2-7b-hf\ncutoff_len: 2048\n"
                                 "per_device_train_batch_size: 1\nbf16: true\nfinetuning_type: " +
                                     type + '\n',
                                 "sft.yaml"},
                                {.devices = 8}, base());
    };
    for (const char *type : {"lora", "freeze"}) {
        const core::LaunchOutcome outcome = factory(type);
        QVERIFY2(outcome.reading, type);
        QVERIFY(tells(outcome.reading.value(),
                      ("finetuning_type " + std::string(type) + " is not simulated").c_str()));
    }
    QVERIFY(!tells(factory("full").reading.value(), "finetuning_type"));
    const std::string sizes = "micro_batch_size: 1\nsequence_len: 2048\n";
    const core::LaunchOutcome narrow =
        axolotl(sizes + "load_in_8bit: true\noptimizer: adamw_bnb_8bit\n");
    QVERIFY(narrow.reading);
    QVERIFY(tells(narrow.reading.value(), "load_in_8bit: low-rank adapters"));
    QVERIFY(tells(narrow.reading.value(),
                  "optimizer adamw_bnb_8bit is simulated as Adam, with moments of 4 bytes."));
    const core::LaunchOutcome plain = axolotl(sizes + "optimizer: sgd\n");
    QVERIFY(plain.reading);
    QCOMPARE(plain.reading.value().scenario.training.optimizer, core::Optimizer::Sgd);
}

void TestLaunchTrainer::yamlIsAnsweredInItsOwnNames()
{
    // A number that C++ writes shorter with an exponent
    const core::LaunchOutcome longer = axolotl("micro_batch_size: 1\nsequence_len: 100000\n");
    QVERIFY2(longer.reading, longer.reading ? "" : longer.reading.error().message.c_str());
    QCOMPARE(longer.reading.value().scenario.training.sequence, 100000);
    const core::LaunchOutcome open = axolotl("micro_batch_size: auto\nsequence_len: 512\n");
    QVERIFY(!open.reading);
    QCOMPARE(QString::fromStdString(open.reading.error().message).section(u',', 0, 0),
             QStringLiteral("axolotl.yml:4: micro_batch_size is \"auto\""));
    const core::LaunchOutcome away =
        axolotl("micro_batch_size: 1\nsequence_len: 512\nfsdp: full_shard\n"
                "fsdp_config:\n  fsdp_offload_params: true\n");
    QVERIFY(away.reading);
    const auto &notes = away.reading.value().notes;
    QVERIFY(std::ranges::any_of(notes, [](const core::LaunchNote &note) {
        return note.line == 8 && note.text.starts_with("fsdp_config: weights, gradients");
    }));
}

QTEST_APPLESS_MAIN(TestLaunchTrainer)
#include "tst_launch_trainer.moc"
