// SPDX-License-Identifier: GPL-3.0-or-later
// What a launch file says and nothing reads: keys of transformers' TrainingArguments, TRL,
// LLaMA-Factory and axolotl, words of FSDPOption (trainer_utils.py), and flags of Megatron-LM and
// torchtitan that change bytes. Names and refusals are those of the frameworks.
#include "tests/core/io/launch_cases.h"

#include <QTest>

namespace {

const std::string kTrainer = "model_name_or_path: meta-llama/Llama-2-7b-hf\n" // line 1
                             "per_device_train_batch_size: 2\n"
                             "max_length: 2048\n"
                             "bf16: true\n"; // line 4

core::LaunchOutcome yaml(const std::string &text)
{
    return core::readLaunch({text, "train.yaml"}, {.devices = 16}, base());
}

core::LaunchReading trainer(const std::string &more)
{
    const core::LaunchOutcome outcome = yaml(kTrainer + more);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}

QString refused(const std::string &more)
{
    const core::LaunchOutcome outcome = yaml(kTrainer + more);
    return outcome.reading ? QString() : QString::fromStdString(outcome.reading.error().message);
}

// The line of the first note that begins so; -1: there is none.
int lineOfNote(const core::LaunchReading &reading, const std::string &begin)
{
    for (const core::LaunchNote &note : reading.notes) {
        if (note.text.starts_with(begin))
            return note.line;
    }
    return -1;
}

} // namespace

class TestLaunchUnread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void degreesOfAxolotlAreRead();
    void whatChangesTheStepIsTold_data();
    void whatChangesTheStepIsTold();
    void theDefaultOfAKeyIsNotTold();
    void whatChangesTheStepComesFirst();
    void slipsAreToldWithTheNearestKey();
    void slipsAreSoughtInTheFirstOfManyNames();
    void usualFilesSayNothing();
    void wordsOfFsdpAreTheTrainers_data();
    void wordsOfFsdpAreTheTrainers();
    void wrongWordsOfFsdpAreRefused_data();
    void wrongWordsOfFsdpAreRefused();
    void optionsOfACommandLineAreToldAsWell();
    void flagsOfMegatronThatChangeBytesAreTold();
    void gathersInFp8OfTorchtitanAreRead();
    void momentsOfTorchtitanHaveTheirType();
};

void TestLaunchUnread::degreesOfAxolotlAreRead()
{
    const core::LaunchOutcome outcome =
        yaml("base_model: meta-llama/Llama-2-7b-hf\nsequence_len: 2048\nmicro_batch_size: 1\n"
             "datasets:\n  - path: a\n    type: alpaca\nbf16: auto\nfsdp_version: 2\n"
             "dp_shard_size: 4\ndp_replicate_size: 2\ntensor_parallel_size: 2\n"
             "context_parallel_size: 1\nfsdp_config:\n  reshard_after_forward: true\n"
             "plugins:\n  - axolotl.integrations.liger.LigerPlugin\n"
             "liger_rope: true\nliger_rms_norm: true\n");
    QVERIFY2(outcome.reading, outcome.reading ? "" : outcome.reading.error().message.c_str());
    const core::LaunchReading &reading = outcome.reading.value();
    // 16 devices are 2 tensor partners of 8 replicas, of which 4 share the states.
    QCOMPARE(reading.scenario.parallel.tensor, 2);
    QCOMPARE(reading.scenario.parallel.data, 8);
    QCOMPARE(reading.scenario.parallel.sharding, core::Sharding::Zero3);
    QCOMPARE(core::sharersOf(reading.scenario), 4);
    QCOMPARE(reading.scenario.training.globalBatch, std::int64_t(8));
    QCOMPARE(lineOfNote(reading, "plugins is not read, though it changes"), 15);
    QCOMPARE(lineOfNote(reading, "liger_rope and liger_rms_norm (line 18) are not read, though "
                                 "they change the step: Liger's"),
             17);
    QVERIFY(!tells(reading, "context_parallel_size"));
    QVERIFY(!tells(reading, "fsdp_version"));
    QVERIFY(!tells(reading, "datasets"));
}

void TestLaunchUnread::whatChangesTheStepIsTold_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *line, const char *name) {
        QTest::newRow(name) << line << name;
    };
    row("sequence_parallel_size: 4", "sequence_parallel_size"); // LLaMA-Factory
    row("enable_liger_kernel: true", "enable_liger_kernel");
    row("use_unsloth_gc: true", "use_unsloth_gc");
    row("pure_bf16: true", "pure_bf16");
    row("stage: dpo", "stage");
    row("use_liger_kernel: true", "use_liger_kernel"); // TrainingArguments
    row("torch_compile: true", "torch_compile");
    row("auto_find_batch_size: true", "auto_find_batch_size");
    row("ddp_bucket_cap_mb: 100", "ddp_bucket_cap_mb");
    row("parallelism_config:\n  sp_size: 2", "parallelism_config.sp_size");
    row("fsdp_config: fsdp.json", "fsdp_config");
    row("fsdp: full_shard\nfsdp_config:\n  fsdp_sharding_strategy: HYBRID_SHARD",
        "fsdp_config.fsdp_sharding_strategy");
    row("fsdp: full_shard\nfsdp_config:\n  sharding_strategy: HYBRID_SHARD",
        "fsdp_config.sharding_strategy");
    row("fsdp: full_shard\nfsdp_config:\n  fsdp_backward_prefetch: no_prefetch",
        "fsdp_config.fsdp_backward_prefetch");
    row("deepspeed:\n  zero_optimization: {stage: 3}", "deepspeed.zero_optimization");
    row("torch_dtype: bfloat16", "torch_dtype"); // TRL
    row("activation_offloading: true", "activation_offloading");
}

void TestLaunchUnread::whatChangesTheStepIsTold()
{
    QFETCH(QString, line);
    QFETCH(QString, name);
    const core::LaunchReading reading = trainer(line.toStdString() + '\n');
    const auto lines = static_cast<int>(line.count(u'\n')); // it stands in the last one
    QCOMPARE(lineOfNote(reading, name.toStdString() + " is not read, though it changes the step: "),
             5 + lines);
}

void TestLaunchUnread::theDefaultOfAKeyIsNotTold()
{
    const core::LaunchReading reading = trainer(
        "use_liger_kernel: false\ntorch_compile: no\nstage: sft\nsequence_parallel_size: 1\n"
        "parallelism_config:\n  tp_size: 1\nfsdp: full_shard auto_wrap\nplugins: []\n"
        "fsdp_config:\n  sharding_strategy: FULL_SHARD\n  backward_prefetch: BACKWARD_PRE\n"
        "disable_gradient_checkpointing: true\nfp16: false\ntf32: true\n");
    QVERIFY(!tells(reading, "not read"));
    QVERIFY(!tells(reading, "Not read"));
    const core::LaunchReading same = trainer(
        "fsdp: full_shard auto_wrap\nfsdp_config:\n  fsdp_sharding_strategy: FULL_SHARD\n"
        "  fsdp_backward_prefetch: BACKWARD_PRE\n  fsdp_version: 2\n  fsdp_use_orig_params: true\n"
        "  fsdp_state_dict_type: FULL_STATE_DICT\n  fsdp_limit_all_gathers: true\n");
    QVERIFY(!tells(same, "not read"));
    QVERIFY(!tells(same, "Not read"));
}

void TestLaunchUnread::whatChangesTheStepComesFirst()
{
    const core::LaunchReading reading = trainer("foo: 3\nbar_of_ours: 1\ntorch_compile: true\n");
    QCOMPARE(lineOfNote(reading, "Not read: foo and bar_of_ours (line 6); whether they change the "
                                 "step is not known."),
             5);
    QVERIFY(reading.notes.size() >= 2);
    QVERIFY(reading.notes.back().text.starts_with("Not read: foo"));
    QVERIFY(reading.notes[reading.notes.size() - 2].text.starts_with("torch_compile is not read"));
}

void TestLaunchUnread::slipsAreToldWithTheNearestKey()
{
    const core::LaunchOutcome slip =
        yaml("model_name_or_path: meta-llama/Llama-2-7b-hf\nper_device_train_batch_size: 2\n"
             "max_lenght: 512\ntensor_parallel_sizee: 8\ngradient_acumulation_steps: 4\n");
    QVERIFY(slip.reading);
    const core::LaunchReading &reading = slip.reading.value();
    QCOMPARE(lineOfNote(reading, "max_lenght is not read: if max_length is meant, it is misspelt."),
             3);
    QCOMPARE(lineOfNote(reading, "tensor_parallel_sizee is not read: if tensor_parallel_size is"),
             4);
    QCOMPARE(lineOfNote(reading, "gradient_acumulation_steps is not read: if "
                                 "gradient_accumulation_steps is meant"),
             5);
    QVERIFY(!tells(reading, "whether"));
    const core::LaunchReading section = trainer(
        "fsdp: full_shard\nfsdp_config:\n  fsdp_use_orig_parms: true\n  limit_all_gather: true\n");
    QCOMPARE(lineOfNote(section, "fsdp_config.fsdp_use_orig_parms is not read: if "
                                 "fsdp_config.fsdp_use_orig_params is meant"),
             7);
    QCOMPARE(lineOfNote(section, "fsdp_config.limit_all_gather is not read: if "
                                 "fsdp_config.limit_all_gathers is meant"),
             8);
    const core::LaunchOutcome own =
        yaml("base_model: meta-llama/Llama-2-7b-hf\nmicro_batch_size: 1\ndatasets: []\n"
             "sequence_lenn: 512\n");
    QVERIFY(own.reading);
    QCOMPARE(lineOfNote(own.reading.value(), "sequence_lenn is not read: if sequence_len is"), 4);
}

void TestLaunchUnread::slipsAreSoughtInTheFirstOfManyNames()
{
    std::string own;
    for (int i = 0; i < 199; ++i)
        own += "zz_of_ours_" + std::to_string(i) + ": 1\n";
    const core::LaunchReading last = trainer(own + "gradient_acumulation_steps: 4\n");
    QCOMPARE(lineOfNote(last, "gradient_acumulation_steps is not read: if "), 204);
    QVERIFY(tells(last, " and 191 more; whether they change the step is not known."));
    const core::LaunchReading behind = trainer(own + "zz: 1\ngradient_acumulation_steps: 4\n");
    QVERIFY(!tells(behind, "gradient_acumulation_steps"));
    QVERIFY(tells(behind, " and 193 more; whether they change the step is not known."));
}

// The stock example of LLaMA-Factory (llama3_full_sft.yaml), without its file of DeepSpeed.
void TestLaunchUnread::usualFilesSayNothing()
{
    const core::LaunchReading reading = trainer(
        "trust_remote_code: true\nstage: sft\ndo_train: true\nfinetuning_type: full\n"
        "dataset: identity,alpaca_en_demo\ntemplate: llama3\nmax_samples: 1000\n"
        "overwrite_cache: true\npreprocessing_num_workers: 16\ndataloader_num_workers: 4\n"
        "output_dir: saves/full\nlogging_steps: 10\nsave_steps: 500\nplot_loss: true\n"
        "overwrite_output_dir: true\nsave_only_model: false\nreport_to: none\n"
        "gradient_accumulation_steps: 2\nlearning_rate: 1.0e-5\nnum_train_epochs: 3.0\n"
        "lr_scheduler_type: cosine\nwarmup_ratio: 0.1\nddp_timeout: 180000000\n"
        "resume_from_checkpoint: null\ngradient_checkpointing_kwargs: {use_reentrant: false}\n"
        "seed: 42\nval_size: 0.1\nper_device_eval_batch_size: 1\neval_strategy: steps\n");
    QVERIFY(!tells(reading, "not read"));
    QVERIFY(!tells(reading, "Not read"));
}

void TestLaunchUnread::wordsOfFsdpAreTheTrainers_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<core::Sharding>("sharding");
    QTest::addColumn<int>("group");
    using core::Sharding;
    const auto row = [](const char *words, Sharding sharding, int group) {
        QTest::newRow(words) << words << sharding << group;
    };
    row("full_shard auto_wrap", Sharding::Zero3, 16);
    row("true", Sharding::Zero3, 16); // __post_init__ makes full_shard of it
    row("shard_grad_op auto_wrap", Sharding::Zero2, 16);
    row("hybrid_shard auto_wrap", Sharding::Zero3, 8); // a node
    row("hybrid_shard_zero2 auto_wrap", Sharding::Zero2, 8);
    row("no_shard", Sharding::None, 1);
    row("false", Sharding::None, 1);
    row("[]", Sharding::None, 1);
}

void TestLaunchUnread::wordsOfFsdpAreTheTrainers()
{
    QFETCH(QString, words);
    QFETCH(core::Sharding, sharding);
    QFETCH(int, group);
    const core::Scenario scenario = trainer("fsdp: " + words.toStdString() + '\n').scenario;
    QCOMPARE(scenario.parallel.sharding, sharding);
    if (group > 1)
        QCOMPARE(core::sharersOf(scenario), group);
}

void TestLaunchUnread::wrongWordsOfFsdpAreRefused_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("why");
    QTest::newRow("slip")
        << "hybrd_shard auto_wrap"
        << "train.yaml:5: fsdp has no \"hybrd_shard\": did you mean hybrid_shard?";
    QTest::newRow("comma") << "full_shard,auto_wrap"
                           << "fsdp has no \"full_shard,auto_wrap\": ";
    QTest::newRow("other") << "xyz"
                           << "fsdp has no \"xyz\": Its words, with blanks between them, are ";
    // "--fsdp offload can't work on its own", "full_shard is not compatible with shard_grad_op"
    QTest::newRow("alone") << "offload"
                           << "offload alone, which the Trainer refuses";
    QTest::newRow("both") << "full_shard shard_grad_op"
                          << "both full_shard and shard_grad_op";
}

void TestLaunchUnread::wrongWordsOfFsdpAreRefused()
{
    QFETCH(QString, words);
    QFETCH(QString, why);
    const QString refusal = refused("fsdp: \"" + words.toStdString() + "\"\n");
    QVERIFY2(refusal.contains(why), qPrintable(refusal));
}

void TestLaunchUnread::optionsOfACommandLineAreToldAsWell()
{
    const core::LaunchReading reading = readingOf(
        "torchrun --nproc_per_node 8 \\\n  train.py --model_name_or_path meta-llama/Llama-2-7b-hf "
        "\\\n  --per_device_train_batch_size 2 --model_max_length 2048 --bf16 True \\\n"
        "  --use_liger_kernel --output_dir out --our_own 3 --gradient_checkpointin True\n");
    QVERIFY(tells(reading, "--use_liger_kernel is not read, though it changes the step"));
    QVERIFY(tells(reading, "Not read: --our_own; whether it changes the step is not known."));
    QVERIFY(tells(reading, "--gradient_checkpointin is not read: if --gradient_checkpointing is"));
    QVERIFY(!tells(reading, "output_dir"));
}

// Megatron-LM's arguments.py: weights in fp8, master weights in fp16, scales of blocks.
void TestLaunchUnread::flagsOfMegatronThatChangeBytesAreTold()
{
    const auto with = [](const char *more) {
        return readingOf("torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 4 "
                         "--hidden-size 1024 --num-attention-heads 16 --seq-length 512 "
                         "--max-position-embeddings 512 --micro-batch-size 1 --bf16 "
                         "--vocab-size 50257 --tokenizer-type NullTokenizer " +
                         std::string(more));
    };
    const core::LaunchReading told =
        with("--fp8-format hybrid --fp8-param-gather --fp8-recipe mxfp8 --main-params-dtype fp16 "
             "--use-precision-aware-optimizer --use-distributed-optimizer");
    QVERIFY(tells(told, "--fp8-param-gather: weights are gathered in 1 byte"));
    QVERIFY(tells(told, "--fp8-recipe: scales of blocks are not simulated"));
    QVERIFY(tells(told, "--main-params-dtype: the optimizer's weights are of 4 bytes"));
    QVERIFY(told.scenario.cluster.software.gathersFp8);
    const core::LaunchReading defaults =
        with("--fp8-format hybrid --fp8-recipe delayed --main-params-dtype fp32");
    QVERIFY(!tells(defaults, "--fp8-recipe"));
    QVERIFY(!defaults.scenario.cluster.software.gathersFp8);
    QVERIFY(!tells(defaults, "--main-params-dtype"));
    QVERIFY(!tells(with("--fp8-recipe mxfp8"), "--fp8-recipe")); // nothing is in fp8
    const core::LaunchReading attention =
        with("--experimental-attention-variant gated_delta_net --linear-attention-freq 4 "
             "--attention-output-gate --enable-hyper-connections");
    for (const char *words :
         {"--experimental-attention-variant: linear and sparse attention are not simulated",
          "--linear-attention-freq: linear attention", "--attention-output-gate: the gate behind",
          "--enable-hyper-connections: further residual streams"})
        QVERIFY2(tells(attention, words), words);
    QVERIFY(!tells(attention, "not known"));
    // Of Megatron-LM-v1.1.5-ZeRO3, as in BigScience's experiments
    const core::LaunchReading older =
        with("--checkpoint-activations --checkpoint-in-cpu --synchronize-each-layer "
             "--contigious-checkpointing --zero-reduce-bucket-size 50000000 --warmup 0.01 "
             "--memory-centric-tiled-linear --tile-factor=1");
    QVERIFY(tells(older, "--checkpoint-in-cpu: inputs that are kept for recomputation stay"));
    QVERIFY(tells(older, "--memory-centric-tiled-linear: linear layers are not cut"));
    QVERIFY(!tells(older, "not known"));
}

void TestLaunchUnread::gathersInFp8OfTorchtitanAreRead()
{
    const auto with = [](const char *model) {
        const core::LaunchOutcome outcome = core::readLaunch(
            {std::string(
                 "[job]\ndescription = \"8B\"\n[model]\nname = \"llama3\"\nflavor = \"8B\"\n") +
                 model +
                 "[training]\nlocal_batch_size = 1\nseq_len = 8192\n[parallelism]\n"
                 "data_parallel_shard_degree = -1\n[quantize.linear.float8]\n"
                 "enable_fsdp_float8_all_gather = true\n",
             "train.toml"},
            {.devices = 8}, base());
        return outcome.reading ? outcome.reading.value() : core::LaunchReading();
    };
    const auto gathers = [&with](const char *model) {
        return with(model).scenario.cluster.software.gathersFp8;
    };
    QVERIFY(gathers("converters = [\"quantize.linear.float8\"]\n"));
    QVERIFY(!gathers(""));
}

// Of forks of torchtitan; moments have 4 bytes unless told otherwise.
void TestLaunchUnread::momentsOfTorchtitanHaveTheirType()
{
    const auto momentsWith = [](const char *optimizer) {
        const core::LaunchOutcome outcome = core::readLaunch(
            {std::string("[model]\nname = \"llama3\"\nflavor = \"8B\"\n[optimizer]\n") + optimizer +
                 "[training]\nlocal_batch_size = 1\nseq_len = 8192\nfoo_a = 1\nbar_b = 2\n"
                 "[parallelism]\ndata_parallel_shard_degree = -1\n",
             "train.toml"},
            {.devices = 8}, base());
        return outcome.reading ? outcome.reading.value() : core::LaunchReading();
    };
    const core::LaunchReading narrow = momentsWith("state_dtype = \"bfloat16\"\n");
    QCOMPARE(narrow.scenario.training.momentBytes, 2);
    QVERIFY(momentsWith("").scenario.training.momentBytes != 2);
    QVERIFY(tells(narrow, "training.foo_a and training.bar_b; whether they change the step of "
                          "torchtitan is not known."));
}

QTEST_APPLESS_MAIN(TestLaunchUnread)
#include "tst_launch_unread.moc"
