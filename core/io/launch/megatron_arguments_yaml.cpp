// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/megatron_arguments.h"
#include "core/io/yaml/yaml_scalar.h"
#include "core/io/yaml/yaml_tree.h"

#include <algorithm>
#include <sstream>

namespace core {
namespace {

using Variables = std::map<std::string, std::string>;

std::string textOf(const JsonNode &node)
{
    if (node.kind == JsonNode::Kind::Integer || node.kind == JsonNode::Kind::Number)
        return numberWord(node.number);
    return node.text;
}

// ENV_VARS of the file, and above them what the user gave.
Variables variablesOf(const JsonNode &root, const LaunchAnswers &answers)
{
    Variables variables;
    if (const JsonNode *given = root.member("ENV_VARS")) {
        for (const JsonNode &item : given->items)
            variables[item.key] = textOf(item);
    }
    for (const auto &[name, value] : answers.environment)
        variables[name] = value;
    return variables;
}

// ${NAME} and ${NAME:-default}; what is not set is named.
void expand(std::string text, const Variables &variables, MegatronArguments::Given &given)
{
    std::string expanded;
    for (std::size_t from = text.find("${"); from != std::string::npos; from = text.find("${")) {
        const std::size_t end = text.find('}', from);
        if (end == std::string::npos)
            break;
        const std::string inside = text.substr(from + 2, end - from - 2);
        const std::size_t colon = inside.find(":-");
        const std::string name = inside.substr(0, colon);
        const auto variable = variables.find(name);
        expanded += text.substr(0, from);
        if (variable != variables.end())
            expanded += variable->second;
        else if (colon != std::string::npos)
            expanded += inside.substr(colon + 2);
        else
            given.unset.push_back(name);
        text.erase(0, end + 1);
    }
    std::istringstream words(expanded + text);
    for (std::string word; words >> word;)
        given.values.push_back(word);
}

void addArgument(MegatronArguments &arguments, const JsonNode &item, const Variables &variables)
{
    MegatronArguments::Given given{.values = {}, .line = item.line};
    if (item.kind == JsonNode::Kind::Bool && !item.flag)
        return; // left out
    if (item.kind == JsonNode::Kind::Array) {
        for (const JsonNode &value : item.items)
            expand(textOf(value), variables, given);
    } else if (item.kind != JsonNode::Kind::Bool) {
        expand(textOf(item), variables, given);
    }
    arguments.set(item.key, std::move(given));
}

} // namespace

bool isMegatronArgumentsYaml(const LaunchFile &file)
{
    const std::string text = '\n' + std::string(file.text.substr(0, 1u << 16));
    return text.find("\nMODEL_ARGS:") != std::string::npos;
}

Status readMegatronArgumentsYaml(LaunchSheet &sheet)
{
    const Result<JsonNode> tree = parseYamlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    const JsonNode *flags = tree.value().member("MODEL_ARGS");
    if (!flags || flags->kind != JsonNode::Kind::Object)
        return sheet.refuse(flags ? flags->line : 1,
                            "MODEL_ARGS must be a map from arguments of Megatron-LM to values.");
    MegatronArguments arguments;
    const Variables variables = variablesOf(tree.value(), sheet.answers());
    for (const JsonNode &item : flags->items) {
        if (!item.key.starts_with("--"))
            return sheet.refuse(item.line, "MODEL_ARGS has \"" + printable(item.key) +
                                               "\", but arguments begin with --.");
        addArgument(arguments, item, variables);
    }
    return applyMegatron(sheet, arguments, {});
}

} // namespace core
