// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/deepspeed_hosts.h"

#include "core/io/launch/file_beside.h"
#include "core/io/launch/megatron_values.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <set>
#include <vector>

namespace core {
namespace {

struct Host
{
    std::string name;
    std::set<std::int64_t> cards = {};
    bool isWhole = false; // in a filter: all cards, however many those are
};

std::string_view nextPart(std::string_view &rest, char sign)
{
    const std::string_view part = rest.substr(0, rest.find(sign));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
}

// "worker-0@worker-1:0,2"; nothing: it is no such text.
std::optional<std::vector<Host>> filterIn(std::string_view text)
{
    std::vector<Host> hosts;
    while (!text.empty()) {
        std::string_view cards = nextPart(text, '@');
        Host host{.name = std::string(nextPart(cards, ':')), .cards = {}};
        host.isWhole = cards.empty();
        while (!cards.empty()) {
            const std::optional<std::int64_t> card = pythonInteger(nextPart(cards, ','));
            if (!card || *card < 0 || *card >= kMaxDevices)
                return {};
            host.cards.insert(*card);
        }
        hosts.push_back(std::move(host));
    }
    return hosts.empty() ? std::nullopt : std::optional(hosts);
}

// "worker-0 slots=8" a line; nothing if any line is something else.
std::optional<std::vector<Host>> hostsIn(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    constexpr std::string_view slots = "slots=";
    std::vector<Host> hosts;
    std::int64_t cards = 0; // of all
    while (!text.empty()) {
        std::string_view line = nextPart(text, '\n');
        line = line.substr(0, line.find('#'));
        const std::size_t begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos)
            continue;
        line.remove_prefix(begin);
        const std::size_t sign = line.find(slots);
        if (sign == std::string_view::npos)
            return {};
        std::string_view number = line.substr(sign + slots.size());
        number = number.substr(0, number.find_first_of(blanks));
        const std::optional<std::int64_t> count = pythonInteger(number);
        if (!count || *count < 1 || *count > kMaxDevices ||
            hosts.size() >= static_cast<std::size_t>(kMaxDevices))
            return {};
        cards += *count;
        if (cards > kMaxDevices)
            return {};
        Host host{.name = std::string(line.substr(0, line.find_first_of(blanks))), .cards = {}};
        for (std::int64_t card = 0; card < *count; ++card)
            host.cards.insert(card);
        hosts.push_back(std::move(host));
    }
    return hosts.empty() ? std::nullopt : std::optional(hosts);
}

// The value of an option: --include a, --include=a.
std::optional<ShellWord> valueOf(std::span<const ShellWord> words, std::string_view option)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        ShellWord word = words[i];
        const std::size_t sign = word.text.find('=');
        std::string name = word.text.substr(0, sign);
        if (name == "-i")
            name = "--include";
        else if (name == "-e")
            name = "--exclude";
        else if (name == "-H")
            name = "--hostfile";
        if (name != option)
            continue;
        if (sign == std::string::npos)
            return i + 1 < words.size() ? std::optional(words[i + 1]) : std::nullopt;
        word.text = word.text.substr(sign + 1);
        return word;
    }
    return {};
}

// With a list of all hosts, what it names; without one, a host without cards is not known.
std::optional<std::vector<Host>> included(const std::vector<Host> &wanted,
                                          const std::vector<Host> &all)
{
    std::vector<Host> hosts;
    for (Host host : wanted) {
        const auto found = std::ranges::find(all, host.name, &Host::name);
        if (host.isWhole && found == all.end())
            return {};
        if (host.isWhole)
            host.cards = found->cards;
        hosts.push_back(std::move(host));
    }
    return hosts;
}

void exclude(std::vector<Host> &hosts, const std::vector<Host> &unwanted)
{
    for (const Host &out : unwanted) {
        const auto found = std::ranges::find(hosts, out.name, &Host::name);
        if (found == hosts.end())
            continue;
        for (const std::int64_t card : out.cards)
            found->cards.erase(card);
        if (out.isWhole || found->cards.empty())
            hosts.erase(found);
    }
}

std::optional<std::vector<Host>> hostsOfFile(const std::string &path, const ShellReading &script,
                                             const LaunchFile &file)
{
    const auto written = script.files.find(path);
    if (written != script.files.end())
        return hostsIn(written->second);
    const Result<std::string> text = textBeside(file, path, "The hosts are in");
    return text ? hostsIn(text.value()) : std::nullopt;
}

// --num_nodes and --num_gpus take the first of all. Whether there can be so many.
bool takeFirst(std::vector<Host> &hosts, std::span<const ShellWord> words)
{
    const std::optional<ShellWord> nodes = valueOf(words, "--num_nodes");
    const std::optional<ShellWord> cards = valueOf(words, "--num_gpus");
    const std::int64_t mostNodes = nodes ? pythonInteger(nodes->text).value_or(-1) : -1;
    const std::int64_t mostCards = cards ? pythonInteger(cards->text).value_or(-1) : -1;
    if (mostNodes > 0 && mostNodes < static_cast<std::int64_t>(hosts.size()))
        hosts.resize(static_cast<std::size_t>(mostNodes));
    if (mostCards > kMaxDevices / std::max<std::int64_t>(1, std::ssize(hosts)))
        return false;
    for (Host &host : hosts) {
        for (std::int64_t card = 0; mostCards > 0 && card < mostCards; ++card)
            host.cards.insert(card);
        if (mostCards > 0)
            std::erase_if(host.cards, [mostCards](std::int64_t card) { return card >= mostCards; });
    }
    return true;
}

} // namespace

std::optional<DeepSpeedCards> deepSpeedCards(std::span<const ShellWord> words,
                                             const ShellReading &script, const LaunchFile &file)
{
    const std::optional<ShellWord> list = valueOf(words, "--hostfile");
    const std::optional<ShellWord> wanted = valueOf(words, "--include");
    const std::optional<ShellWord> unwanted = valueOf(words, "--exclude");
    std::optional<std::vector<Host>> hosts =
        list ? hostsOfFile(list->text, script, file) : std::nullopt;
    DeepSpeedCards cards;
    if (hosts)
        cards = {.line = list->line, .by = "--hostfile " + list->text};
    if (wanted) {
        const std::optional<std::vector<Host>> filter = filterIn(wanted->text);
        hosts = filter ? included(*filter, hosts.value_or(std::vector<Host>())) : std::nullopt;
        cards.line = wanted->line;
        cards.by = "--include " + wanted->text;
    }
    if (!hosts)
        return {};
    if (unwanted) {
        if (const std::optional<std::vector<Host>> filter = filterIn(unwanted->text))
            exclude(*hosts, *filter);
    }
    if (!takeFirst(*hosts, words))
        return {};
    for (const Host &host : *hosts) {
        const auto own = static_cast<std::int64_t>(host.cards.size());
        const bool first = cards.count == 0;
        cards.count += own;
        cards.each = first || cards.each == own ? own : 0;
    }
    if (hosts->size() < 2)
        cards.each = 0;
    if (cards.count < 1 || cards.count > kMaxDevices)
        return {};
    return cards;
}

} // namespace core
