// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/deepspeed_batches.h"
#include "core/io/deepspeed/deepspeed_offload.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/megatron_parts.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

// The settings that the script writes or names.
struct Settings
{
    std::string name; // empty: it names none
    std::string text; // empty: they cannot be read
    JsonNode root = {};
};

Settings settingsOf(MegatronValues &values, const MegatronStart &start)
{
    constexpr std::string_view flag = "--deepspeed-config";
    // One that the script writes is known whatever is not set in its name: ds.$SLURM_JOB_ID.json
    const MegatronArguments::Given *given = values.arguments().find(flag);
    const auto written = given && !given->values.empty() ? start.files.find(given->values.front())
                                                         : start.files.end();
    const std::vector<std::string> path =
        written != start.files.end() ? given->values : values.texts(flag);
    if (path.empty())
        return {};
    Settings settings{.name = path.front(), .text = {}};
    const Result<std::string> text =
        written != start.files.end()
            ? Result<std::string>(written->second)
            : textBeside(values.sheet().file(), path.front(), "The settings of DeepSpeed are in");
    Result<JsonNode> tree = text ? parseHjsonTree(text.value(), {}) : Result<JsonNode>(JsonNode());
    if (!text)
        values.tell("--deepspeed-config",
                    text.error().message +
                        (values.has("--zero-stage") ? "" : " Stage 0 is taken."));
    if (text && tree) {
        settings.text = text.value();
        settings.root = std::move(tree).value();
    }
    return settings;
}

// --zero-stage, else what the settings say.
std::int64_t zeroStage(MegatronValues &values, const JsonNode &root)
{
    if (values.has("--zero-stage"))
        return values.count("--zero-stage", 0, 0);
    const JsonNode *zero = root.member("zero_optimization");
    const JsonNode *stage = zero ? zero->member("stage") : nullptr;
    return stage && stage->kind == JsonNode::Kind::Integer ? stage->integer : 0;
}

// With ZeRO gradients are added up and sent in the type of the weights, unless the settings say
// another (engine.py, get_data_types and communication_data_type). sum: otherwise, of those that
// are added up.
void readWidths(TrainingSpec &training, const JsonNode &root, int sum)
{
    const JsonNode *types = root.member("data_types");
    const auto bytesOf = [](const JsonNode *type, int otherwise) {
        return !type || type->kind != JsonNode::Kind::String ? otherwise
               : type->text == "fp32"                        ? 4
                                                             : 2;
    };
    if (isSingle(training.precision))
        return;
    training.gradientBytes = bytesOf(types ? types->member("grad_accum_dtype") : nullptr, sum);
    training.reduceBytes = bytesOf(root.member("communication_data_type"), 2);
}

Sharding shardingOf(MegatronValues &values, const JsonNode &root)
{
    constexpr std::array stages = {Sharding::None, Sharding::Zero1, Sharding::Zero2,
                                   Sharding::Zero3};
    const std::int64_t stage = zeroStage(values, root);
    if (stage < 0 || stage > 3) {
        values.complain("--zero-stage", "The ZeRO stage is " + figureOfCount(stage) +
                                            ", but goes from 0 to 3 in DeepSpeed.");
        return Sharding::None;
    }
    Scenario &scenario = values.sheet().scenario;
    const int pipeline = scenario.parallel.pipeline;
    if (stage == 0 && isBf16Optimizer(scenario, stage)) {
        readWidths(scenario.training, root, 4);
        const bool wide = scenario.training.gradientBytes == 4;
        values.tell("--zero-stage", std::string("Stage 0 with bf16 in a pipeline is "
                                                "BF16_Optimizer: states are sharded as with "
                                                "ZeRO-1") +
                                        (wide ? ", and gradients added up in fp32." : "."));
        shareAsDeepSpeed(scenario, stage);
        return Sharding::Zero1;
    }
    if (stage > 1 && pipeline > 1)
        values.complain("--zero-stage", "DeepSpeed's pipelines refuse ZeRO " +
                                            figureOfCount(stage) + " with pipeline " +
                                            figureOfCount(pipeline) + '.');
    if (stage >= 1)
        readWidths(scenario.training, root, 2);
    shareAsDeepSpeed(scenario, stage);
    return stages[static_cast<std::size_t>(stage)];
}

// DeepSpeed's own where the settings are silent; stages 0 and 1 add up behind the last backward
// pass, whatever overlap_comm says (engine.py).
void readBuckets(MegatronValues &values, const Settings &settings)
{
    constexpr std::string_view key = "reduce_bucket_size";
    const std::vector<std::string> none;
    JsonComplaints complaints(settings.name, none);
    JsonNode nothing;
    nothing.kind = JsonNode::Kind::Object;
    const JsonNode *zero = settings.root.member("zero_optimization");
    ObjectReader reader(complaints, zero ? *zero : nothing, "zero_optimization");
    const std::optional<std::int64_t> elements = wholeIn(reader, key, 1, kMaxModelSize / 4);
    const std::optional<bool> overlap = flagIn(reader, "overlap_comm");
    if (complaints.any())
        return values.complain("--deepspeed-config", complaints.first());
    Scenario &scenario = values.sheet().scenario;
    ParallelSpec &parallel = scenario.parallel;
    parallel.overlap = deepSpeedOverlaps(parallel.sharding, overlap);
    const std::int64_t bytes = gradientBytesOf(scenario.training);
    parallel.bucketBytes = elements.value_or(kDeepSpeedBucketElements) * bytes;
    const std::int64_t own = parametersOfDevice(scenario);
    if (!reader.find(key) && parallel.sharding <= Sharding::Zero1)
        parallel.bucketBytes = std::clamp<std::int64_t>(own, 1, kMaxModelSize / bytes) * bytes;
}

// engine.py, _configure_optimizer
bool isForced(const JsonNode &settings)
{
    const JsonNode *key = settings.member("zero_force_ds_cpu_optimizer");
    return !key || key->kind != JsonNode::Kind::Bool || key->flag;
}

// DeepSpeedCPUAdam updates weights that are in host memory, and no others.
void readHostStates(MegatronValues &values, const Settings &settings)
{
    constexpr std::string_view flag = "--cpu-optimizer";
    ParallelSpec &parallel = values.sheet().scenario.parallel;
    const bool isZero = zeroStage(values, settings.root) >= 1; // BF16_Optimizer is none
    if (const JsonNode *zero = settings.root.member("zero_optimization")) {
        const std::vector<std::string> none;
        JsonComplaints complaints(settings.name, none);
        ObjectReader reader(complaints, *zero, "zero_optimization");
        applyOffload(complaints, reader, parallel, true);
        parallel.offloadOptimizer = parallel.offloadOptimizer && isZero;
        if (complaints.any())
            return values.complain("--deepspeed-config", complaints.first());
    }
    if (parallel.offloadOptimizer && !values.has(flag) && isForced(settings.root))
        return values.complain("--deepspeed-config",
                               "offload_optimizer needs " + std::string(flag) +
                                   ": DeepSpeed refuses to update in host memory with Megatron's "
                                   "own optimizer, unless zero_force_ds_cpu_optimizer is false.");
    if (!values.has(flag) || parallel.offloadOptimizer)
        return;
    if (!settings.text.empty() || !isZero)
        return values.complain(flag, std::string(flag) +
                                         " needs a ZeRO stage from 1 and offload_optimizer with "
                                         "device \"cpu\" in the settings of DeepSpeed, which "
                                         "refuses to update weights on the device with it.");
    parallel.offloadOptimizer = true;
    values.tell(flag, std::string(flag) + ": optimizer states are in host memory.");
}

} // namespace

void readMegatronDeepSpeed(MegatronValues &values, const MegatronStart &start)
{
    const Settings settings = settingsOf(values, start);
    Scenario &scenario = values.sheet().scenario;
    scenario.parallel.sharding = shardingOf(values, settings.root);
    readBuckets(values, settings);
    readHostStates(values, settings);
    if (settings.text.empty() || values.failed())
        return;
    for (const std::string &note : deepSpeedNotes(settings.text, scenario))
        values.tell("--deepspeed-config", printable(settings.name) + ": " + note);
}

} // namespace core
