// SPDX-License-Identifier: GPL-3.0-or-later
// What DeepSpeed takes for what a configuration does not say, and what is told of the rest.
#include "core/analysis/snapshot.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

#include <algorithm>

namespace {

// Keys of the tables in "DeepSpeed Configuration JSON" that this program has no use for, and that
// do not change what a step takes.
constexpr const char *kOthers[] = {"scheduler",
                                   "prescale_gradients",
                                   "gradient_predivide_factor",
                                   "gradient_clipping",
                                   "zero_allow_untested_optimizer",
                                   "zero_force_ds_cpu_optimizer",
                                   "aio",
                                   "steps_per_print",
                                   "wall_clock_breakdown",
                                   "dump_state",
                                   "flops_profiler",
                                   "tensorboard",
                                   "wandb",
                                   "csv_monitor",
                                   "comms_logger",
                                   "checkpoint",
                                   "memory_breakdown"};
constexpr const char *kOthersOfZero[] = {"allgather_bucket_size",
                                         "load_from_fp32_weights",
                                         "elastic_checkpoint",
                                         "round_robin_gradients",
                                         "sub_group_size",
                                         "stage3_max_live_parameters",
                                         "stage3_max_reuse_distance",
                                         "stage3_gather_16bit_weights_on_model_save",
                                         "ignore_unused_parameters",
                                         "memory_efficient_linear"};

core::Scenario with(const char *text, const core::Scenario &scenario = deepspeed::replicas())
{
    const auto read = core::withDeepSpeed(scenario, text, "ds.json");
    if (!read)
        qWarning("%s", read.error().message.c_str());
    return read ? read.value() : core::Scenario{};
}

QStringList notesOn(const char *text, const core::Scenario &scenario = deepspeed::replicas())
{
    QStringList notes;
    for (const std::string &note : core::deepSpeedNotes(text, with(text, scenario)))
        notes.push_back(QString::fromStdString(note));
    return notes;
}

// Of stages 1 and 2 it is told how their buckets are added up, and here nothing else.
bool isOnBucketsAlone(const QStringList &notes)
{
    return notes.size() == 1 &&
           notes[0].contains(QStringLiteral("use_multi_rank_bucket_allreduce"));
}

} // namespace

class TestDeepSpeedDefaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingIsDeepSpeedsDefault_data();
    void whatIsMissingIsDeepSpeedsDefault();
    void whatIsAutoStays();
    void gradientsAreAsWideAsItSays();
    void stagesBelowTwoNeverOverlap();
    void commentsAndCommasOfHjsonAreRead();
    void hjsonMayLeaveOutTheBracesOfItsRoot();
    void whatChangesTheStepIsToldFirst();
    void everyKeyThatChangesTheStepIsTold_data();
    void everyKeyThatChangesTheStepIsTold();
    void keysAtTheirDefaultsAreNotTold();
    void shardedGradientsInAPipelineAreTold();
    void bucketsOfStageTwoAreInMemory_data();
    void bucketsOfStageTwoAreInMemory();
    void unknownKeysAreNotSaidToBeHarmless();
    void keysOfDeepSpeedThatMeanNothingHereAreTold();
};

// runtime/zero/config.py: stage 0, reduce_bucket_size 5e8, overlap_comm true at stage 3 and false
// elsewhere; engine.py, get_data_types: fp32 (4 bytes) unless fp16 or bf16 (2 bytes) is enabled.
void TestDeepSpeedDefaults::whatIsMissingIsDeepSpeedsDefault_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("sharding");
    QTest::addColumn<bool>("overlap");
    QTest::addColumn<qint64>("bucket");
    using core::Sharding;
    const auto row = [](const char *json, Sharding sharding, bool overlap, qint64 bucket) {
        QTest::newRow(json) << json << static_cast<int>(sharding) << overlap << bucket;
    };
    row("{}", Sharding::None, false, 2'000'000'000);
    row(R"({"bf16": {"enabled": true}})", Sharding::None, false, 1'000'000'000);
    row(R"({"zero_optimization": {}})", Sharding::None, false, 2'000'000'000);
    row(R"({"bf16": {"enabled": true}, "zero_optimization": {"stage": 2}})", Sharding::Zero2, false,
        1'000'000'000);
    row(R"({"fp16": {"enabled": true}, "zero_optimization": {"stage": 3}})", Sharding::Zero3, true,
        1'000'000'000);
    row(R"({"zero_optimization": {"stage": 3, "overlap_comm": false, "reduce_bucket_size": 10}})",
        Sharding::Zero3, false, 40);
}

void TestDeepSpeedDefaults::whatIsMissingIsDeepSpeedsDefault()
{
    QFETCH(QString, json);
    QFETCH(int, sharding);
    QFETCH(bool, overlap);
    QFETCH(qint64, bucket);
    core::Scenario before = deepspeed::replicas();
    before.parallel.sharding = core::Sharding::Zero3;
    const core::Scenario scenario = with(json.toUtf8().constData(), before);
    QCOMPARE(static_cast<int>(scenario.parallel.sharding), sharding);
    QCOMPARE(scenario.parallel.overlap, overlap);
    QCOMPARE(scenario.parallel.bucketBytes, bucket);
}

void TestDeepSpeedDefaults::whatIsAutoStays()
{
    core::Scenario before = deepspeed::replicas();
    before.parallel.sharding = core::Sharding::Zero2;
    const core::Scenario scenario =
        with(R"({"steps_per_print": 10, "gradient_clipping": 1.0, "scheduler": {},
                 "train_batch_size": "auto", "train_micro_batch_size_per_gpu": "auto",
                 "bf16": {"enabled": "auto"}, "optimizer": {"type": "auto"},
                 "zero_optimization": {"stage": "auto", "reduce_bucket_size": "auto",
                                       "overlap_comm": "auto",
                                       "offload_param": {"device": "none"}}})",
             before);
    QVERIFY(scenario == before);
}

// Gradients of 4 bytes in a bucket of 1,000 are 4,000 bytes.
void TestDeepSpeedDefaults::gradientsAreAsWideAsItSays()
{
    const auto scenario = [](const char *type, const char *precision) {
        const std::string text = R"({"data_types": {"grad_accum_dtype": )" + std::string(type) +
                                 R"(}, ")" + precision +
                                 R"(": {"enabled": true},
                                   "zero_optimization": {"stage": 2, "reduce_bucket_size": 1000}})";
        return with(text.c_str());
    };
    QCOMPARE(core::gradientBytesOf(scenario("\"fp32\"", "bf16").training), 4);
    QCOMPARE(scenario("\"fp32\"", "bf16").parallel.bucketBytes, 4000);
    QCOMPARE(core::gradientBytesOf(scenario("\"bf16\"", "bf16").training), 2);
    QCOMPARE(scenario("null", "fp16").parallel.bucketBytes, 2000);
    QVERIFY(deepspeed::refusalOf(R"({"data_types": {"grad_accum_dtype": "fp16"}})")
                .contains(QStringLiteral("narrower than the weights")));
    QVERIFY(deepspeed::refusalOf(R"({"data_types": {"grad_accum_dtype": "int8"}})")
                .contains(QStringLiteral("grad_accum_dtype is the string \"int8\"")));
    QCOMPARE(core::momentBytesOf(
                 with(R"({"bf16": {"enabled": true, "bf16_optimizer_states": true}})").training),
             2);
}

// Stage 0 is summed by allreduce_gradients of engine.py, behind the last backward pass.
// "Overlap and contiguous grads are meaningless in stage 1 and are ignored" (engine.py)
void TestDeepSpeedDefaults::stagesBelowTwoNeverOverlap()
{
    for (const char *stage : {"0", "1"}) {
        const std::string text =
            R"({"zero_optimization": {"overlap_comm": true, "stage": )" + std::string(stage) + "}}";
        QVERIFY(!with(text.c_str()).parallel.overlap);
        const QString ignores = QStringLiteral("DeepSpeed ignores it at stage ");
        QVERIFY2(notesOn(text.c_str()).value(0).contains(ignores + QString(stage)), stage);
    }
}

void TestDeepSpeedDefaults::commentsAndCommasOfHjsonAreRead()
{
    const char *const text = "{\n  // batch\n  \"train_batch_size\": 128,\n"
                             "  \"bf16\": {\"enabled\": true}, # bf16\n"
                             "  \"zero_optimization\": {\"stage\": 2,},\n}\n";
    QVERIFY(core::isDeepSpeedConfig(text));
    const core::Scenario scenario = with(text);
    QCOMPARE(scenario.training.globalBatch, 128);
    QCOMPARE(scenario.training.precision, core::Precision::Bf16);
    QCOMPARE(scenario.parallel.sharding, core::Sharding::Zero2);
    QVERIFY(isOnBucketsAlone(notesOn(text)));
    QVERIFY(deepspeed::refusalOf("{\n// x\n\"train_batch_size\": 0,}")
                .startsWith(QStringLiteral("ds.json:3: train_batch_size is 0")));
}

// hjson.github.io/syntax.html, "Root Braces"
void TestDeepSpeedDefaults::hjsonMayLeaveOutTheBracesOfItsRoot()
{
    const char *const text = "# ours\ntrain_batch_size: 128\nzero_optimization: {\n  stage: 2\n}\n"
                             "bf16: {enabled: true} // the end";
    QVERIFY(core::isDeepSpeedConfig(text));
    QCOMPARE(with(text).training.globalBatch, 128);
    QCOMPARE(with(text).parallel.sharding, core::Sharding::Zero2);
    QVERIFY(isOnBucketsAlone(notesOn(text)));
    QVERIFY(deepspeed::refusalOf("a: 1\ntrain_batch_size: 0\n")
                .startsWith(QStringLiteral("ds.json:2: train_batch_size is 0")));
    // What has no key of DeepSpeed stays what it looks like.
    QVERIFY(!core::isDeepSpeedConfig("distributed_type: DEEPSPEED\nmixed_precision: bf16\n"));
    QVERIFY(deepspeed::refusalOf("distributed_type: DEEPSPEED\nmixed_precision: bf16\n")
                .contains(QStringLiteral("This is YAML, an accelerate configuration")));
}

void TestDeepSpeedDefaults::whatChangesTheStepIsToldFirst()
{
    const QStringList notes = notesOn(
        R"({"gradient_clipping": 1.0, "steps_per_print": 2000, "wall_clock_breakdown": false,
            "scheduler": {}, "tensorboard": {}, "dump_state": true, "aio": {},
            "bf16": {"enabled": true}, "torch_autocast": {"enabled": true},
            "zero_optimization": {"stage": 3, "sub_group_size": 1e9,
                                  "zero_quantized_weights": true}})");
    QCOMPARE(notes.size(), 3);
    QVERIFY2(
        notes[0].startsWith(QStringLiteral("zero_optimization.zero_quantized_weights is true: ")),
        qPrintable(notes[0]));
    QVERIFY2(notes[1].startsWith(QStringLiteral("torch_autocast is in use: ")),
             qPrintable(notes[1]));
    QCOMPARE(
        notes[2],
        QStringLiteral("Ignored, with no effect on the step: gradient_clipping, steps_per_print, "
                       "wall_clock_breakdown, scheduler, tensorboard and 3 more."));
}

void TestDeepSpeedDefaults::everyKeyThatChangesTheStepIsTold_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *json, const char *path) {
        QTest::newRow(path) << json << path;
    };
    row(R"({"zero_optimization": {"mics_shard_size": 8}})", "zero_optimization.mics_shard_size");
    row(R"({"zero_optimization": {"zero_quantized_weights": true}})",
        "zero_optimization.zero_quantized_weights");
    row(R"({"zero_optimization": {"zero_quantized_gradients": true}})",
        "zero_optimization.zero_quantized_gradients");
    row(R"({"zero_optimization": {"contiguous_gradients": false}})",
        "zero_optimization.contiguous_gradients");
    row(R"({"zero_optimization": {"reduce_scatter": false}})", "zero_optimization.reduce_scatter");
    row(R"({"sequence_parallel_size": 4})", "sequence_parallel_size");
    row(R"({"tensor_parallel": {"autotp_size": 4}})", "tensor_parallel.autotp_size");
    row(R"({"torch_autocast": {"enabled": true}})", "torch_autocast");
    row(R"({"activation_checkpointing": {"cpu_checkpointing": true}})",
        "activation_checkpointing.cpu_checkpointing");
    row(R"({"curriculum_learning": {"enabled": true}})", "curriculum_learning");
    row(R"({"progressive_layer_drop": {"enabled": true}})", "progressive_layer_drop");
    row(R"({"elasticity": {"enabled": true}})", "elasticity");
    row(R"({"sparse_attention": {"mode": "fixed"}})", "sparse_attention");
    row(R"({"sparse_gradients": true})", "sparse_gradients");
    row(R"({"optimizer": {"type": "OneBitAdam"}})", "optimizer.type");
    row(R"({"bf16": {"enabled": true}})", "bf16");
}

void TestDeepSpeedDefaults::everyKeyThatChangesTheStepIsTold()
{
    QFETCH(QString, json);
    QFETCH(QString, path);
    const QStringList notes = notesOn(json.toUtf8().constData());
    QVERIFY2(notes.size() == 1 && notes[0].startsWith(path + QStringLiteral(" is ")),
             qPrintable(notes.join(u'\n')));
}

void TestDeepSpeedDefaults::keysAtTheirDefaultsAreNotTold()
{
    const QStringList notes = notesOn(
        R"({"communication_data_type": "fp32", "sparse_gradients": false,
            "sequence_parallel_size": 1, "tensor_parallel": {"autotp_size": 0},
            "elasticity": {"enabled": false},
            "zero_optimization": {"stage": 0, "zero_hpz_partition_size": 1, "mics_shard_size": -1,
                                  "contiguous_gradients": true, "reduce_scatter": true,
                                  "stage3_prefetch_bucket_size": "auto",
                                  "stage3_param_persistence_threshold": 1e5}})");
    QCOMPARE(notes, QStringList());
}

void TestDeepSpeedDefaults::keysOfDeepSpeedThatMeanNothingHereAreTold()
{
    const QString before = QStringLiteral("Ignored, with no effect on the step: ");
    for (const char *key : kOthers) {
        const std::string text = "{\"" + std::string(key) + "\": {}}";
        QCOMPARE(notesOn(text.c_str()), QStringList(before + QString::fromUtf8(key) + u'.'));
    }
    for (const char *key : kOthersOfZero) {
        const std::string text = "{\"zero_optimization\": {\"" + std::string(key) + "\": 1}}";
        QCOMPARE(notesOn(text.c_str()), QStringList(before + QStringLiteral("zero_optimization.") +
                                                    QString::fromUtf8(key) + u'.'));
    }
    QCOMPARE(notesOn("{\"train_batch_size\": 64}"), QStringList());
}

// What may do anything is not said to do nothing, and each of it is named.
void TestDeepSpeedDefaults::unknownKeysAreNotSaidToBeHarmless()
{
    const QStringList notes = notesOn(
        R"({"my_new_feature": {"enabled": true}, "fp8": {"enabled": true}, "steps_per_print": 10,
            "weight_quantization": {}, "compile": {"deepcompile": true}, "pipeline": {"stages": 4},
            "activation_checkpointing": {"profile": true, "novel": 1},
            "zero_optimization": {"stage": 2, "zenflow": {"topk_ratio": 0.1}, "super_offload": true,
                                  "mics_hierarchical_params_gather": true,
                                  "offload_optimizer": {"device": "cpu", "ratio": 0.3,
                                                        "super_offload": true},
                                  "stage3_max_live_parameters": 1e12}})");
    for (const char *path : {"zero_optimization.zenflow", "zero_optimization.super_offload",
                             "zero_optimization.offload_optimizer.super_offload",
                             "zero_optimization.offload_optimizer.ratio",
                             "zero_optimization.mics_hierarchical_params_gather",
                             "zero_optimization.stage3_max_live_parameters", "compile.deepcompile",
                             "pipeline.stages"}) {
        const QString begin = QString::fromLatin1(path) + QStringLiteral(" is ");
        QVERIFY2(std::ranges::any_of(
                     notes, [&begin](const QString &note) { return note.startsWith(begin); }),
                 path);
    }
    QVERIFY2(notes.contains(QStringLiteral("Not known to this program, and not simulated: "
                                           "my_new_feature, fp8, weight_quantization and "
                                           "activation_checkpointing.novel.")),
             qPrintable(notes.join(u'\n')));
    QCOMPARE(notes.last(), QStringLiteral("Ignored, with no effect on the step: steps_per_print "
                                          "and activation_checkpointing.profile."));
}

// PipelineEngine asserts that the stage is below that of gradients (runtime/pipe/engine.py).
void TestDeepSpeedDefaults::shardedGradientsInAPipelineAreTold()
{
    core::Scenario pipeline = deepspeed::replicas();
    pipeline.parallel.data = 2;
    pipeline.parallel.pipeline = 4;
    const QStringList notes =
        notesOn(R"({"train_batch_size": "auto", "zero_optimization": {"stage": 2}})", pipeline);
    QVERIFY2(notes.value(0).startsWith(QStringLiteral(
                 "zero_optimization.stage is 2: DeepSpeed refuses that with a pipeline")),
             qPrintable(notes.join(u'\n')));
    QVERIFY(isOnBucketsAlone(
        notesOn(R"({"train_batch_size": "auto", "zero_optimization": {"stage": 1}})", pipeline)));
}

// ipg_buffer of runtime/zero/stage_1_and_2.py: reduce_bucket_size elements, twice with
// overlap_comm, whether or not the model has as many; 2 bytes each, 4 for gradients in fp32.
void TestDeepSpeedDefaults::bucketsOfStageTwoAreInMemory_data()
{
    QTest::addColumn<QString>("zero");
    QTest::addColumn<QString>("more");
    QTest::addColumn<qint64>("bytes");
    const auto row = [](const char *zero, const char *more, qint64 bytes) {
        QTest::newRow(zero + QByteArray(more)) << zero << more << bytes;
    };
    row(R"("reduce_bucket_size": 5e8, "overlap_comm": true)", "", 2'000'000'000);
    row(R"("overlap_comm": true)", "", 2'000'000'000);
    row(R"("reduce_bucket_size": 5e8)", "", 1'000'000'000);
    row(R"("reduce_bucket_size": 3e8, "overlap_comm": true)", "", 1'200'000'000);
    row(R"("overlap_comm": true)", R"(, "data_types": {"grad_accum_dtype": "fp32"})",
        4'000'000'000);
    // Small buckets hold a part of what a layer makes: when activations are at their most, that is
    // the head, of 32000 x 4096 parameters and those of a norm.
    row(R"("reduce_bucket_size": 1e6, "overlap_comm": true)", "", 2LL * (32000 * 4096 + 4096));
}

void TestDeepSpeedDefaults::bucketsOfStageTwoAreInMemory()
{
    QFETCH(QString, zero);
    QFETCH(QString, more);
    QFETCH(qint64, bytes);
    const core::Scenario base = core::scenarioFromJson(R"({"model": "llama-2-7b",
            "cluster": {"device": "a100-80g", "devices": 8},
            "training": {"global_batch": 64, "micro_batch": 1, "sequence": 2048},
            "parallel": {"data": 8, "sharding": "zero3"}})",
                                                       "base")
                                    .value();
    const QString text = R"({"train_batch_size": 64, "train_micro_batch_size_per_gpu": 1,
        "bf16": {"enabled": true}, "zero_optimization": {"stage": 2, )" +
                         zero + "}" + more + "}";
    const auto step = core::run(with(text.toUtf8().constData(), base));
    QVERIFY2(bool(step), step ? "" : step.error().message.c_str());
    QCOMPARE(step.value()->metrics.rows.front().atPeak.buffers.count, bytes);
}

QTEST_APPLESS_MAIN(TestDeepSpeedDefaults)
#include "tests/core/io/deepspeed_cases.h"
#include "tst_deepspeed_defaults.moc"
