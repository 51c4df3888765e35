// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/swift_megatron.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/launch/megatron_flags.h"
#include "core/io/launch/recognised_model.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

namespace core {
namespace {

constexpr std::string_view kSequence = "--seq-length";

bool isFlag(const ShellWord &word)
{
    return word.text.starts_with("--") && word.text.size() > 2;
}

// "--max_length" is "--max-length".
std::string spelled(std::string_view flag)
{
    std::string name(flag);
    std::ranges::replace(name, '_', '-');
    return name;
}

class SwiftWords
{
public:
    SwiftWords(LaunchSheet &sheet, std::span<const ShellWord> arguments)
        : m_sheet(sheet), m_arguments(arguments)
    {}

    [[nodiscard]] std::vector<ShellWord> taken();

private:
    // One argument with its values.
    void take(const ShellWord &flag, std::span<const ShellWord> values);
    void add(const std::string &name, const ShellWord &flag, std::span<const ShellWord> values);
    void addDefaults();
    void addSequence();
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] bool isLast(std::size_t at) const; // which holds, of an argument given twice

    LaunchSheet &m_sheet;
    std::span<const ShellWord> m_arguments;
    std::vector<ShellWord> m_words;
    std::map<std::string, std::string, std::less<>> m_keys;
    std::optional<ShellWord> m_model;
    std::string m_type = "bfloat16"; // of weights: that of most models
    std::string m_own;               // arguments that Megatron-LM does not have
    int m_lineOfOwn = 0;
};

bool SwiftWords::has(std::string_view name) const
{
    return std::ranges::any_of(m_words,
                               [name](const ShellWord &word) { return word.text == name; });
}

bool SwiftWords::isLast(std::size_t at) const
{
    const std::string name = spelled(m_arguments[at].text);
    return std::ranges::none_of(m_arguments.subspan(at + 1), [&name](const ShellWord &word) {
        return isFlag(word) && spelled(word.text) == name;
    });
}

void SwiftWords::add(const std::string &name, const ShellWord &flag,
                     std::span<const ShellWord> values)
{
    m_keys[name] = flag.text;
    ShellWord word = flag;
    word.text = name;
    m_words.push_back(std::move(word));
    m_words.insert(m_words.end(), values.begin(), values.end());
}

void SwiftWords::take(const ShellWord &flag, std::span<const ShellWord> values)
{
    const std::string name = spelled(flag.text);
    const std::string value = values.empty() ? std::string() : lowerCase(values.front().text);
    const bool isModel = name == "--model" || (name == "--load" && !m_model);
    if (isModel && !values.empty()) {
        m_model = values.front();
        if (m_model->text.ends_with("-mcore")) // as its own converter names what it writes
            m_model->text.resize(m_model->text.size() - 6);
        return;
    }
    if (name == "--torch-dtype") {
        m_type = value;
        return;
    }
    if (name == "--max-length")
        return add(std::string(kSequence), flag, values);
    if ((name == "--tuner-type" || name == "--train-type") && value != "full" && !values.empty())
        m_sheet.tell(flag.line, flag.text + ' ' + printable(value) +
                                    ": adapters are not simulated, all weights are trained.");
    const MegatronFlag *known = findMegatronFlag(name);
    if (!known || name == "--model-name" || name == "--load") { // a name that it answers to
        m_own += (m_own.empty() ? "" : ", ") + printable(flag.text);
        m_lineOfOwn = m_lineOfOwn > 0 ? m_lineOfOwn : flag.line;
        return;
    }
    const bool isOff = (known->takes == MegatronFlag::Takes::Nothing && value == "false") ||
                       (name == "--recompute-granularity" && value == "none");
    if (isOff)
        return;
    if (known->takes == MegatronFlag::Takes::Nothing && value == "true")
        values = values.subspan(1);
    add(name, flag, values);
}

// Where nothing is said: the model's own.
void SwiftWords::addSequence()
{
    if (has(kSequence))
        return;
    const ModelSpec *named = m_model ? modelNamed(m_model->text) : nullptr;
    const std::optional<ModelSpec> &given = m_sheet.answers().model;
    const std::int64_t tokens = given ? given->sequence : named ? named->sequence : 1;
    m_words.push_back({.text = std::string(kSequence)});
    m_words.push_back({.text = std::to_string(tokens)});
    if (given || named)
        m_sheet.tell(0, "How long the sequences are is not in the arguments (--max_length): " +
                            figureOfCount(tokens) + " tokens, as the model has them.");
}

void SwiftWords::addDefaults()
{
    constexpr std::array<std::array<const char *, 2>, 4> usual = {
        {{"--micro-batch-size", "1"},
         {"--global-batch-size", "16"},
         {"--recompute-granularity", "selective"},
         {"--use-distributed-optimizer", ""}}};
    for (const auto &[name, value] : usual) {
        const bool isSaid = std::ranges::any_of(m_arguments, [name = name](const ShellWord &word) {
            return spelled(word.text) == name;
        });
        if (isSaid)
            continue;
        m_words.push_back({.text = name});
        if (*value != '\0')
            m_words.push_back({.text = value});
    }
    if (!has("--bf16") && !has("--fp16") && !m_type.ends_with("32"))
        m_words.push_back({.text = m_type.ends_with("bfloat16") ? "--bf16" : "--fp16"});
    if (m_model) {
        m_words.push_back({.text = "--model-name", .line = m_model->line});
        m_words.push_back(*m_model);
    }
    addSequence();
}

std::vector<ShellWord> SwiftWords::taken()
{
    for (std::size_t i = 0; i < m_arguments.size();) {
        const std::size_t flag = i++;
        while (i < m_arguments.size() && !isFlag(m_arguments[i]))
            ++i;
        if (isFlag(m_arguments[flag]) && isLast(flag))
            take(m_arguments[flag], m_arguments.subspan(flag + 1, i - flag - 1));
    }
    addDefaults();
    if (!m_own.empty())
        m_sheet.tell(m_lineOfOwn, "Not read, since they are ms-swift's own: " + m_own + '.');
    m_sheet.setKeys(std::move(m_keys));
    return std::move(m_words);
}

} // namespace

bool isSwiftMegatron(std::string_view program, std::span<const ShellWord> arguments)
{
    constexpr std::array<std::string_view, 3> trainings = {"pt", "sft", "rlhf"};
    return program == "megatron" && !arguments.empty() &&
           std::ranges::find(trainings, arguments.front().text) != trainings.end();
}

std::vector<ShellWord> wordsOfMegatron(LaunchSheet &sheet, std::span<const ShellWord> arguments)
{
    if (arguments.front().text == "rlhf")
        sheet.tell(arguments.front().line,
                   "megatron rlhf: neither the model that it compares with nor what is generated "
                   "is simulated.");
    return SwiftWords(sheet, arguments).taken();
}

} // namespace core
