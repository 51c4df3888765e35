// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/accelerate_layout.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launch_model.h"
#include "core/io/launch/launch_settings.h"
#include "core/io/yaml/yaml_tree.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

Status takeProcesses(LaunchSheet &sheet, LaunchSettings &settings)
{
    const int line = settings.lineOf("num_processes");
    const Result<int> devices =
        sheet.devicesOr(settings.whole("num_processes", 1, kMaxDevices), std::max(line, 1));
    if (!devices)
        return devices.error();
    sheet.scenario.cluster.devices = devices.value();
    sheet.setBy("cluster", line);
    sheet.setBy("parallel", line);
    return spreadOverMachines(sheet, settings);
}

void takeBatch(LaunchSheet &sheet, LaunchSettings &settings)
{
    Scenario &scenario = sheet.scenario;
    const auto count = [&settings](std::string_view key) -> std::optional<std::int64_t> {
        if (settings.word(key) == "auto")
            return {};
        return settings.whole(key, 1, kMaxSamples / 1000);
    };
    std::optional<std::int64_t> steps = count("deepspeed_config.gradient_accumulation_steps");
    if (!steps)
        steps = count("megatron_lm_config.megatron_lm_num_micro_batches");
    if (!steps)
        steps = count("gradient_accumulation_steps");
    if (steps)
        scenario.training.globalBatch =
            scenario.training.microBatch * scenario.parallel.data * *steps;
    else
        takeBatchOfBase(sheet);
}

Status applyAccelerate(LaunchSheet &sheet, LaunchSettings &settings)
{
    const bool hasModel = takeModelOfUser(sheet, 1);
    for (const auto step : {takeProcesses, takeAcceleratePrecision, takeAccelerateLayout}) {
        const Status done = step(sheet, settings);
        if (const std::optional<LaunchNote> &complaint = settings.complaint())
            return sheet.refuse(complaint->line, complaint->text);
        if (!done)
            return done;
    }
    takeBatch(sheet, settings);
    if (const std::optional<LaunchNote> &complaint = settings.complaint())
        return sheet.refuse(complaint->line, complaint->text);
    if (const Status done = takeDeepSpeedFile(sheet, settings); !done)
        return done;
    if (const std::optional<LaunchNote> misspelt = misspeltSetting(settings, "accelerate"))
        return sheet.refuse(misspelt->line, misspelt->text);
    tellUnreadOfAccelerate(sheet, settings);
    sheet.tell(0,
               "The file has no model and no micro-batch: both, and the length of the sequences, "
               "are those of the scenario or of the options beside it.");
    const std::string type = settings.word("distributed_type").value_or(std::string());
    if (hasModel)
        takeAccelerateBuckets(sheet.scenario, type);
    // What transformers runs unless its program says another
    sheet.scenario.parallel.framework =
        type == "MEGATRON_LM" ? Framework::Megatron : Framework::PyTorch;
    return std::monostate{};
}

// The first line with anything on it, but for comments and the mark of a document.
bool beginsWithKey(std::string_view text)
{
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos || line[first] == '#' || line.starts_with("---"))
            continue;
        const std::size_t colon = line.find(':', first);
        return colon != std::string_view::npos &&
               line.substr(first, colon - first).find_first_of(" \t=<>$\"'") ==
                   std::string_view::npos;
    }
    return false;
}

} // namespace

bool isAccelerateYaml(const LaunchFile &file)
{
    const std::string text = '\n' + std::string(file.text.substr(0, 1u << 16));
    if (!beginsWithKey(file.text))
        return false; // a script that writes such a file
    const auto has = [&text](std::string_view key) {
        return text.find('\n' + std::string(key) + ':') != std::string::npos;
    };
    return has("distributed_type") &&
           (has("compute_environment") || has("num_processes") || has("mixed_precision") ||
            has("fsdp_config") || has("deepspeed_config") || has("megatron_lm_config"));
}

Status readAccelerateYaml(LaunchSheet &sheet)
{
    sheet.framework = "accelerate";
    Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    LaunchSettings settings(std::move(tree).value());
    if (const std::optional<LaunchNote> refused = keyBesideDeepSpeedFile(settings))
        return sheet.refuse(refused->line, refused->text);
    return applyAccelerate(sheet, settings);
}

} // namespace core
