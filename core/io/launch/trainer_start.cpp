// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/trainer_start.h"

#include "core/base/printable.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launched_script.h"
#include "core/io/launch/word_list.h"
#include "core/io/yaml/yaml_tree.h"

#include <algorithm>

namespace core {
namespace {

// Programs that train behind one of these words.
struct Starter
{
    std::string_view programs;
    std::string_view tasks; // empty: none is needed
    TrainerKind kind = TrainerKind::Plain;
};
constexpr Starter kStarters[] = {
    {"llamafactory-cli lmf llamafactory.cli", "train", TrainerKind::LlamaFactory},
    {"axolotl", "train", TrainerKind::Axolotl},
    {"axolotl.cli.train", "", TrainerKind::Axolotl},
    {"swift", "sft pt rlhf", TrainerKind::Swift},
    {"trl", "sft dpo kto cpo orpo reward"},
};

bool isStarter(std::string_view program, std::span<const ShellWord> arguments)
{
    return std::ranges::any_of(kStarters, [&](const Starter &starter) {
        return isAmong(program, starter.programs) &&
               (starter.tasks.empty() ||
                (!arguments.empty() && isAmong(arguments.front().text, starter.tasks)));
    });
}

bool isPython(std::string_view program, std::span<const ShellWord>)
{
    return program.ends_with(".py");
}

bool isSettings(std::string_view path)
{
    return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

// train.py SETTINGS, llamafactory-cli train SETTINGS, sft.py --config SETTINGS; null: none.
const ShellWord *settingsOf(std::span<const ShellWord> arguments)
{
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        if (arguments[i].text == "--config" && isSettings(arguments[i + 1].text))
            return &arguments[i + 1];
    }
    for (const ShellWord &word : arguments.first(std::min<std::size_t>(2, arguments.size()))) {
        if (word.text.starts_with("--"))
            break;
        if (isSettings(word.text))
            return &word;
    }
    return nullptr;
}

bool hasBatch(std::span<const ShellWord> arguments)
{
    return std::ranges::any_of(arguments, [](const ShellWord &word) {
        std::string name = word.text.substr(0, word.text.find('='));
        std::ranges::replace(name, '-', '_');
        return name == "__per_device_train_batch_size";
    });
}

bool mayTrain(std::string_view program, std::span<const ShellWord> arguments)
{
    return isStarter(program, arguments) ||
           (isPython(program, arguments) && (hasBatch(arguments) || settingsOf(arguments)));
}

bool isTrainerText(std::string_view text)
{
    const Result<JsonNode> tree = parseYamlTree(text, {});
    return tree && isTrainerTree(tree.value());
}

// One that only names settings has to name some of the Trainer's.
bool trains(const LaunchSheet &sheet, const LaunchedProgram &program)
{
    if (isStarter(program.program, program.arguments) || hasBatch(program.arguments))
        return true;
    const Result<std::string> text =
        textBeside(sheet, settingsOf(program.arguments)->text, std::string());
    return text && isTrainerText(text.value());
}

bool names(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

// "swift sft", "llamafactory-cli train"
bool namesStarter(std::string_view text)
{
    bool found = false;
    for (const Starter &starter : kStarters) {
        forEachWord(starter.programs, [&](std::string_view program) {
            if (starter.tasks.empty())
                found = found || names(text, program);
            forEachWord(starter.tasks, [&](std::string_view task) {
                found = found || names(text, std::string(program) + ' ' + std::string(task));
            });
        });
    }
    return found;
}

} // namespace

bool isTrainerCommand(const LaunchFile &file)
{
    const std::size_t begin = file.text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || file.text[begin] == '{' || file.text[begin] == '[')
        return false; // JSON, such as a trace that names its command line
    constexpr std::string_view endings[] = {".yaml", ".yml"};
    const bool startsProgram = names(file.text, ".py");
    if (startsProgram && (names(file.text, "--per_device_train_batch_size") ||
                          names(file.text, "--per-device-train-batch-size")))
        return true;
    return namesStarter(file.text) ||
           (startsProgram && (namesOneBeside(file, endings, isTrainerText) ||
                              (names(file.text, "<<") && names(file.text, "model_name_or_path:") &&
                               names(file.text, "per_device_train_batch_size:"))));
}

std::optional<LaunchedProgram> trainerProgram(LaunchSheet &sheet, const ShellReading &script)
{
    std::vector<LaunchedProgram> found = launchedPrograms(script, sheet.file(), mayTrain);
    std::erase_if(found,
                  [&sheet](const LaunchedProgram &program) { return !trains(sheet, program); });
    if (!found.empty())
        return chosenTraining(sheet, std::move(found));
    found = launchedPrograms(script, sheet.file(), isPython); // with arguments that are not known
    return found.empty() ? std::nullopt : std::optional(std::move(found.back()));
}

Result<TrainerOptions> trainerOptionsOf(LaunchSheet &sheet, const LaunchedProgram &program)
{
    std::vector<ShellWord> words;
    std::map<std::string, std::string> written;
    const ShellWord *settings = settingsOf(program.arguments);
    if (settings) {
        const Result<std::string> text = textBeside(sheet, settings->text, "It trains as told by");
        if (!text)
            return sheet.refuse(settings->line, text.error().message);
        const Result<JsonNode> tree = parseYamlTree(text.value(), settings->text);
        if (!tree)
            return sheet.refuse(settings->line, tree.error().message);
        words = trainerWords(tree.value());
        for (ShellWord &word : words)
            word.line = settings->line;
        written = trainerKeys(tree.value());
        sheet.tell(settings->line, "What it trains is said by " + printable(settings->text) + '.');
    }
    for (const ShellWord &word : program.arguments) {
        if (settings && (&word == settings || word.text == "--config"))
            continue;
        words.push_back(word);
        if (settings && !word.text.starts_with("--") && word.text.find('=') != std::string::npos)
            words.back().text.insert(0, "--");
    }
    return TrainerOptions(sheet, words, std::move(written));
}

TrainerKind trainerKind(const LaunchedProgram &program, const TrainerOptions &options)
{
    const auto *starter = std::ranges::find_if(kStarters, [&program](const Starter &each) {
        return isAmong(program.program, each.programs);
    });
    if (starter != std::end(kStarters) && starter->kind != TrainerKind::Plain)
        return starter->kind;
    const auto isGiven = [&options](std::string_view name) { return options.isGiven(name); };
    if (isGiven("train_type") || isGiven("sft_type") || isGiven("tuner_type"))
        return TrainerKind::Swift;
    if (isGiven("finetuning_type") || (isGiven("cutoff_len") && isGiven("template")))
        return TrainerKind::LlamaFactory;
    return isGiven("base_model") ? TrainerKind::Axolotl : TrainerKind::Plain;
}

} // namespace core
