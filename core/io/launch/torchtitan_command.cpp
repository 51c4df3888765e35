// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/launched_script.h"
#include "core/io/launch/torchtitan_apply.h"
#include "core/io/toml/toml_tree.h"
#include "core/io/yaml/yaml_scalar.h"

#include <algorithm>
#include <charconv>

namespace core {
namespace {

constexpr std::string_view kFile = "job.config_file";

bool isTorchtitan(std::string_view program, std::span<const ShellWord>)
{
    return program == "torchtitan.train" || program.ends_with("run_train.sh") ||
           program.ends_with("run_llama_train.sh") || program.ends_with("torchtitan/train.py") ||
           program == "train.py";
}

// --section.key, with - or _ in it: "training.seq_len"; empty: no such option.
std::string pathOf(std::string word)
{
    if (!word.starts_with("--"))
        return {};
    word = word.substr(2, word.find('=') - 2);
    std::ranges::replace(word, '-', '_');
    return word;
}

// --compile.no-enable takes it back.
bool isDenied(std::string &path)
{
    const std::size_t point = path.rfind('.');
    const std::size_t name = point == std::string::npos ? 0 : point + 1;
    if (path.compare(name, 3, "no_") != 0)
        return false;
    path.erase(name, 3);
    return true;
}

JsonNode truth(bool value)
{
    JsonNode node;
    node.kind = JsonNode::Kind::Bool;
    node.flag = value;
    return node;
}

// An option's value is the words up to the next option; none: it is true.
void setOptions(LaunchSettings &settings, const std::vector<ShellWord> &words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string path = pathOf(words[i].text);
        if (path.empty())
            continue;
        const bool denied = isDenied(path);
        const std::size_t sign = words[i].text.find('=');
        std::string value = sign == std::string::npos ? "" : words[i].text.substr(sign + 1);
        while (sign == std::string::npos && i + 1 < words.size() &&
               !words[i + 1].text.starts_with("--"))
            value += (value.empty() ? "" : ",") + words[++i].text;
        JsonNode node = value.empty() ? truth(!denied) : yamlWord(value);
        node.line = words[i].line;
        settings.set(path, std::move(node));
    }
}

// A variable of the script, or in front of one of its commands, or of the user.
std::optional<std::string> variable(const ShellReading &script, const LaunchAnswers &answers,
                                    const std::string &name)
{
    if (const auto given = answers.environment.find(name); given != answers.environment.end())
        return given->second;
    for (const ShellCommand &command : script.commands) {
        if (const auto found = command.environment.find(name); found != command.environment.end())
            return found->second;
    }
    const auto found = script.variables.find(name);
    return found == script.variables.end() ? std::nullopt : std::optional(found->second);
}

void standBeside(JsonNode &node)
{
    node.line = LaunchSheet::lineBeside(node.line);
    for (JsonNode &item : node.items)
        standBeside(item);
}

Result<JsonNode> settingsOf(LaunchSheet &sheet, const std::string &path, int line)
{
    JsonNode none;
    none.kind = JsonNode::Kind::Object;
    if (path.empty())
        return none;
    const Result<std::string> text =
        textBeside(sheet.file(), path, "It starts torchtitan with the settings in");
    if (!text)
        return sheet.refuse(line, text.error().message);
    sheet.tell(line, "Its settings are those of " + printable(path) + '.');
    Result<JsonNode> tree = parseTomlTree(text.value(), path);
    if (tree)
        standBeside(tree.value());
    sheet.setBeside(printable(path), line);
    return tree;
}

// Since 2026: --module llama3 --config llama3_8b names a function in Python.
void takeRecipeName(LaunchSheet &sheet, LaunchSettings &settings)
{
    const auto module = settings.word("module");
    const auto config = settings.word("config");
    if (!module || !config)
        return;
    std::string flavor = *config;
    if (flavor.starts_with(*module + '_'))
        flavor.erase(0, module->size() + 1);
    std::ranges::replace(flavor, '_', '-');
    JsonNode name = *settings.find("module");
    settings.set("model.name", name);
    name.text = flavor;
    settings.set("model.flavor", name);
    sheet.tell(settings.lineOf("config"),
               "The recipe " + printable(*config) +
                   " is Python, which is not read: of it the model was taken, and torchtitan's "
                   "defaults besides what the command line says.");
}

std::optional<std::int64_t> gpusOf(const ShellReading &script, const LaunchAnswers &answers,
                                   const LaunchedProgram &program)
{
    if (program.devices)
        return program.devices->count;
    const std::optional<std::string> text = variable(script, answers, "NGPU");
    std::int64_t count = 0;
    if (!text ||
        std::from_chars(text->data(), text->data() + text->size(), count).ec != std::errc())
        return {};
    return count;
}

} // namespace

bool isTorchtitanCommand(const LaunchFile &file)
{
    const std::string_view text = file.text;
    const bool names = text.find("torchtitan") != std::string_view::npos ||
                       text.find("run_train.sh") != std::string_view::npos ||
                       text.find("run_llama_train.sh") != std::string_view::npos;
    return names && (text.find("--job.config_file") != std::string_view::npos ||
                     text.find("CONFIG_FILE=") != std::string_view::npos ||
                     text.find("--parallelism.") != std::string_view::npos ||
                     text.find("--training.") != std::string_view::npos ||
                     text.find("--module") != std::string_view::npos);
}

Status readTorchtitanCommand(LaunchSheet &sheet)
{
    sheet.framework = "torchtitan";
    const Result<ShellReading> script = readScript(sheet, sheet.file());
    if (!script)
        return script.error();
    std::vector<LaunchedProgram> started =
        launchedPrograms(script.value(), sheet.file(), isTorchtitan);
    if (started.empty())
        return sheet.refuse(1, "No command of it starts torchtitan.");
    const LaunchedProgram program = chosenTraining(sheet, std::move(started));
    JsonNode nothing;
    nothing.kind = JsonNode::Kind::Object;
    LaunchSettings options(std::move(nothing));
    setOptions(options, program.arguments);
    const std::string path = options.word(kFile).value_or(
        variable(script.value(), sheet.answers(), "CONFIG_FILE").value_or(std::string()));
    Result<JsonNode> file = settingsOf(sheet, path, program.line);
    if (!file)
        return file.error();
    LaunchSettings settings(std::move(file).value());
    setOptions(settings, program.arguments);
    takeRecipeName(sheet, settings);
    if (program.devicesPerNode && program.devicesPerNode->count <= kMaxDevices)
        sheet.scenario.cluster.devicesPerNode = static_cast<int>(program.devicesPerNode->count);
    const Status done = applyTorchtitan(sheet, std::move(settings),
                                        gpusOf(script.value(), sheet.answers(), program));
    tellDevices(sheet, program.devices, sheet.scenario.cluster.devices);
    return done;
}

} // namespace core
