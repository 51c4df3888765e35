// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/recorded_text.h"

#include "core/base/rounded_sum.h"
#include "core/base/text.h"
#include "core/recorded/collective_operation.h"
#include "core/recorded/longest_kernels.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace app {
namespace {

constexpr std::size_t kMostRows = 32; // of each table; --json has all

std::string timeText(std::int64_t time)
{
    return time == 0 ? "-" : core::figureOf(core::Nanos{time}).text();
}

std::string shareText(std::int64_t part, std::int64_t whole)
{
    if (part == 0)
        return "-";
    std::array<char, 32> text = {};
    std::snprintf(text.data(), text.size(), "%.1f %%",
                  whole > 0 ? 100. * static_cast<double>(part) / static_cast<double>(whole) : 0.);
    return text.data();
}

// Code points, which are columns for what is printed here.
std::size_t columnsOf(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

// Lines of cells; the first column stands left, the others right.
class TextTable
{
public:
    explicit TextTable(std::vector<std::string> head) { m_rows.push_back(std::move(head)); }
    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] std::string text() const
    {
        std::vector<std::size_t> widths(m_rows.front().size(), 0);
        const std::size_t shown = std::min(m_rows.size(), kMostRows + 1);
        for (std::size_t row = 0; row < shown; ++row) {
            for (std::size_t i = 0; i < widths.size(); ++i)
                widths[i] = std::max(widths[i], columnsOf(m_rows[row][i]));
        }
        std::string text;
        for (std::size_t row = 0; row < shown; ++row) {
            for (std::size_t i = 0; i < widths.size(); ++i) {
                const std::string space(widths[i] - columnsOf(m_rows[row][i]), ' ');
                text += (i > 0 ? "  " : "");
                text += i > 0 ? space + m_rows[row][i] : m_rows[row][i] + space;
            }
            text += '\n';
        }
        if (shown < m_rows.size())
            text += "and " + core::figureOfCount(static_cast<std::int64_t>(m_rows.size() - shown)) +
                    " more, which --json has\n";
        return text;
    }

private:
    std::vector<std::vector<std::string>> m_rows;
};

std::int64_t sumOf(const core::IdleTimes &times)
{
    std::int64_t sum = 0;
    for (const std::int64_t time : times)
        sum += time;
    return sum;
}

std::int64_t idleOf(const core::IdleTimes &times, core::RecordedIdle cause)
{
    return times[static_cast<std::size_t>(cause)];
}

std::string rankName(const core::RecordedRun &run, std::size_t rank)
{
    return "rank " + std::to_string(run.ranks[rank].rank);
}

std::string headText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    std::int64_t events = 0;
    for (const core::RecordedRank &rank : run.ranks)
        events += rank.events;
    std::string text = run.title + ": " +
                       core::figureOfCount(static_cast<std::int64_t>(run.ranks.size())) +
                       (run.ranks.size() == 1 ? " rank, " : " ranks, ") +
                       core::figureOfCount(events) + " events, ";
    if (facts.steps.empty())
        return text + "no steps\n";
    const auto longest = std::ranges::max_element(facts.steps, {}, &core::StepFacts::longest);
    text += core::figureOfCount(static_cast<std::int64_t>(facts.steps.size())) +
            (facts.steps.size() == 1 ? " step" : " steps") + ", the longest (" +
            std::to_string(longest->number) + ") " + timeText(longest->longest);
    if (run.ranks.size() > 1)
        text += " on " + rankName(run, longest->slowest);
    text += '\n';
    if (facts.step)
        text += "What follows is of step " + std::to_string(*facts.step) + " alone.\n";
    return text;
}

std::string devicesText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    using enum core::RecordedIdle;
    TextTable table({"device", "time", "computing", "exchange exposed", "hidden", "copying", "idle",
                     "for host", "after launch", "at the end", "unexplained", "peak memory"});
    for (const core::RankFacts &rank : facts.ranks) {
        const std::int64_t whole = rank.window.length();
        for (const core::DeviceFacts &device : rank.devices) {
            const std::array causes = {idleOf(device.idle, Host), idleOf(device.idle, Launch),
                                       idleOf(device.idle, After), idleOf(device.idle, Unknown)};
            const std::vector<std::string> idle = core::sharesOfSum(causes, whole);
            const auto idleText = [&](std::size_t cause) {
                return causes[cause] == 0 ? "-" : idle[cause];
            };
            table.add(
                {rankName(run, rank.rank) + ", " + run.ranks[rank.rank].devices[device.device],
                 timeText(whole), shareText(device.computing, whole),
                 shareText(device.exposed, whole), shareText(device.hidden, whole),
                 shareText(device.copying, whole), sumOf(device.idle) == 0 ? "-" : idle.back(),
                 idleText(0), idleText(1), idleText(2), idleText(3),
                 device.peakAllocated < 0
                     ? "-"
                     : core::figureOf(core::Bytes{device.peakAllocated}).text()});
        }
    }
    return table.text();
}

std::string streamsText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    TextTable table({"stream", "kernels", "product", "attention", "collective", "copy", "optimizer",
                     "other", "idle"});
    for (const core::RankFacts &rank : facts.ranks) {
        for (const core::StreamFacts &stream : rank.streams) {
            const core::RecordedRank &recorded = run.ranks[rank.rank];
            std::vector<std::string> row = {rankName(run, rank.rank) + ", " +
                                                recorded.streams[stream.stream].label,
                                            core::figureOfCount(stream.spans)};
            for (const std::int64_t time : stream.busy)
                row.push_back(timeText(time));
            row.push_back(timeText(sumOf(stream.idle)));
            table.add(std::move(row));
        }
    }
    return table.text();
}

std::string collectivesText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    if (facts.matched == 0)
        return {};
    TextTable table({"collective", "message", "count", "ranks", "wait for the last", "transfer"});
    for (const core::CollectiveFacts &kind : facts.collectives)
        table.add({std::string(core::idOfOperation(kind.operation)) + " in " +
                       run.groups[kind.group].label.substr(0, 32),
                   kind.message.count > 0 ? core::figureOf(kind.message).text() : "-",
                   core::figureOfCount(kind.count), core::figureOfCount(kind.ranks),
                   timeText(kind.wait / kind.count), timeText(kind.transfer / kind.count)});
    const auto last = std::ranges::max_element(facts.ranks, {}, &core::RankFacts::keptWaiting);
    std::string text = '\n' + table.text();
    if (last->arrivedLast > 0)
        text += "Rank " + std::to_string(run.ranks[last->rank].rank) + " arrives last at " +
                core::figureOfCount(last->arrivedLast) + " of " +
                core::figureOfCount(last->collectives) + ", and keeps the next to last waiting " +
                timeText(last->keptWaiting) + " in all.\n";
    return text;
}

std::string kernelsText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    constexpr std::size_t kMost = 10;
    constexpr std::size_t kWidth = 60;
    TextTable table({"longest kernels", "kind", "count", "time"});
    for (const core::KernelTime &kernel : core::longestKernels(run, facts, kMost)) {
        std::string name = run.names.name(kernel.name);
        if (columnsOf(name) > kWidth) {
            std::size_t end = kWidth - 1;
            while ((static_cast<unsigned char>(name[end]) & 0xC0u) == 0x80u)
                --end;
            name = name.substr(0, end) + "…";
        }
        table.add({name, std::string(core::idOf(run.names.kind(kernel.name))),
                   core::figureOfCount(kernel.count), timeText(kernel.time)});
    }
    return '\n' + table.text();
}

} // namespace

std::string recordedText(const core::RecordedRun &run, const core::RecordedFacts &facts)
{
    std::string text = headText(run, facts) + '\n' + devicesText(run, facts) + '\n' +
                       streamsText(run, facts) + collectivesText(run, facts) +
                       kernelsText(run, facts);
    for (const std::string &note : run.notes)
        text += "\n! " + note + '\n';
    return text;
}

} // namespace app
