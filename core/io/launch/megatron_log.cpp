// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/megatron_arguments.h"
#include "core/io/launch/megatron_flags.h"
#include "core/io/launch/megatron_values.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

// One line "  key ....... value" of _print_args (arguments.py), whatever stands before the key.
struct Entry
{
    std::string_view key;
    std::string_view value;
};

bool isKeyLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (byte >= '0' && byte <= '9');
}

std::optional<Entry> entryOf(std::string_view line)
{
    const std::size_t dots = line.find(" ..");
    if (dots == std::string_view::npos)
        return {};
    std::size_t end = dots + 1;
    while (end < line.size() && line[end] == '.')
        ++end;
    if (end + 1 > line.size() || (end < line.size() && line[end] != ' '))
        return {};
    std::size_t begin = dots;
    while (begin > 0 && isKeyLetter(line[begin - 1]))
        --begin;
    if (begin == dots)
        return {};
    std::string_view value = line.substr(std::min(end + 1, line.size()));
    while (!value.empty() && (value.back() == ' ' || value.back() == '\r'))
        value.remove_suffix(1);
    return Entry{line.substr(begin, dots - begin), value};
}

// Calls back with each line and its number, from 1.
template <class Visit>
void forEachLine(std::string_view text, Visit visit)
{
    int number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        visit(text.substr(at, end - at), number);
        at = end + 1;
    }
}

// Keys that are not called as their flags are, and the value with which the flag was given.
struct Renamed
{
    std::string_view key;
    std::string_view flag;
    bool ifFalse = false;
};
constexpr std::array kRenamed = {
    Renamed{"add_bias_linear", "--disable-bias-linear", true},
    Renamed{"overlap_p2p_comm", "--no-overlap-p2p-communication", true},
    Renamed{"pad_vocab_size", "--no-pad-vocab-size", true},
    Renamed{"add_position_embedding", "--no-position-embedding", true},
    Renamed{"microbatch_group_size_per_vp_stage",
            "--microbatch-group-size-per-virtual-pipeline-stage"},
    Renamed{"fp8", "--fp8-format"},
    Renamed{"fp4", "--fp4-format"},
    Renamed{"transformer_pipeline_model_parallel_size", ""},
    Renamed{"virtual_pipeline_model_parallel_size", "--num-virtual-stages-per-pipeline-rank"},
    Renamed{"num_layers_per_virtual_pipeline_stage", ""}, // the one above has what came of it
    Renamed{"encoder_seq_length", ""},
    Renamed{"decoder_seq_length", ""},
    Renamed{"num_virtual_stages_per_pipeline_rank", ""},
};

// "[0, 1]" and "['mlp', 'moe']" are values of their own; enumerators and types lose their prefix.
// isList: the argument takes several, and "[1]" is one of them.
std::vector<std::string> valuesOf(std::string_view value, bool isList)
{
    for (const std::string_view prefix : {"torch.", "AttnBackend.", "CudaGraphScope."}) {
        if (value.starts_with(prefix))
            value.remove_prefix(prefix.size());
    }
    // A default of 1.0 for a whole number is printed as it is written in the source.
    if (value.size() > 2 && value.ends_with(".0") &&
        value.find_first_not_of("0123456789") == value.size() - 2)
        value.remove_suffix(2);
    std::vector<std::string> values;
    if (!value.starts_with("['") && !(isList && value.starts_with('['))) {
        values.emplace_back(value);
        return values;
    }
    std::string word;
    for (const char byte : value.substr(1)) {
        if (isKeyLetter(byte) || byte == '-' || byte == '.')
            word.push_back(byte);
        else if (byte == ',' || byte == ']')
            values.push_back(std::exchange(word, {}));
    }
    return values;
}

void take(MegatronArguments &arguments, const Entry &entry, int line)
{
    std::string flag = "--" + std::string(entry.key);
    bool ifFalse = false;
    const auto renamed = std::ranges::find(kRenamed, entry.key, &Renamed::key);
    if (renamed != kRenamed.end()) {
        flag = renamed->flag;
        ifFalse = renamed->ifFalse;
    }
    if (flag.empty() || entry.value == "None" || entry.value.empty())
        return;
    if (entry.value == "True" || entry.value == "False") {
        if ((entry.value == "False") == ifFalse)
            arguments.set(flag, {.values = {}, .line = line});
        return;
    }
    std::string spelled = flag;
    std::ranges::replace(spelled, '_', '-');
    const MegatronFlag *known = findMegatronFlag(spelled);
    const bool isList = known && known->takes == MegatronFlag::Takes::Many;
    arguments.set(flag, {.values = valuesOf(entry.value, isList), .line = line});
}

// "> padded vocab (size: 32000) with 0 dummy tokens (new size: 32000)"
std::optional<std::string> paddedVocabulary(std::string_view line)
{
    constexpr std::string_view sign = "(new size: ";
    const std::size_t at = line.find(sign);
    if (line.find("padded vocab") == std::string_view::npos || at == std::string_view::npos)
        return {};
    const std::size_t begin = at + sign.size();
    return std::string(line.substr(begin, line.find(')', begin) - begin));
}

// Of a block that was printed, several ranks may print it too: the first one counts.
MegatronArguments argumentsIn(std::string_view log)
{
    MegatronArguments arguments;
    bool ended = false;
    forEachLine(log, [&](std::string_view line, int number) {
        if (line.find("end of arguments") != std::string_view::npos)
            ended = true;
        if (const std::optional<std::string> rows = paddedVocabulary(line))
            arguments.set("--padded-vocab-size", {.values = {*rows}, .line = number});
        const std::optional<Entry> entry = ended ? std::nullopt : entryOf(line);
        if (entry)
            take(arguments, *entry, number);
    });
    return arguments;
}

std::optional<SaidCount> countIn(const MegatronArguments &arguments, std::string_view flag)
{
    const MegatronArguments::Given *given = arguments.find(flag);
    const std::optional<std::int64_t> count =
        given && !given->values.empty() ? pythonInteger(given->values.front()) : std::nullopt;
    if (!count)
        return {};
    return SaidCount{*count, given->line, {}};
}

} // namespace

bool isMegatronLog(const LaunchFile &file)
{
    constexpr int enough = 5;
    int known = 0;
    constexpr std::size_t most = 4'000'000; // bytes: the block stands near the begin
    forEachLine(file.text.substr(0, most), [&known](std::string_view line, int) {
        if (known >= enough)
            return;
        const std::optional<Entry> entry = entryOf(line);
        if (!entry)
            return;
        std::string flag = "--" + std::string(entry->key);
        std::ranges::replace(flag, '_', '-');
        known += findMegatronFlag(flag) ? 1 : 0;
    });
    return known >= enough;
}

Status readMegatronLog(LaunchSheet &sheet)
{
    MegatronArguments arguments = argumentsIn(sheet.file().text);
    MegatronStart start{.devices = countIn(arguments, "--world-size"),
                        .devicesPerNode = {},
                        .origin = MegatronStart::Origin::Log};
    // 1 chunk is none, and groups of the pipeline's own size are its rule.
    const std::optional<SaidCount> chunks =
        countIn(arguments, "--num-virtual-stages-per-pipeline-rank");
    if (chunks && chunks->count <= 1)
        arguments.remove("--num-virtual-stages-per-pipeline-rank");
    return applyMegatron(sheet, arguments, start);
}

} // namespace core
