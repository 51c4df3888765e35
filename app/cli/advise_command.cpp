// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/console/progress.h"
#include "app/console/scenario_options.h"
#include "core/base/text.h"
#include "core/runner/all_cores.h"
#include "core/scenario/edits.h"
#include "core/search/advice_json.h"
#include "core/search/held_parts.h"
#include "core/search/layout_words.h"
#include "core/search/memory_limit.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <memory>
#include <optional>
#include <string_view>

namespace app {
namespace {

constexpr int kMostIdeas = 20;
constexpr std::string_view kDevices = "cluster.devices=";

struct AdviseOptions : ScenarioOptions
{
    std::string json;
    std::string memoryLimit;
    std::string hold;
    int top = 3;
};

std::string padded(std::string text, std::size_t width)
{
    text.insert(0, width > text.size() ? width - text.size() : 0, ' ');
    return text;
}

struct Row
{
    std::string name;
    std::string step;
    std::string memory;
    std::string layout;
};

std::string textOf(const Row &row)
{
    std::string name = row.name;
    name.resize(std::max<std::size_t>(name.size(), 4), ' ');
    return name + padded(row.step, 9) + padded(row.memory, 10) + "  " + row.layout + '\n';
}

std::string changesText(const core::Scenario &now, const core::Scenario &then)
{
    const std::vector<std::string> changes = core::layoutChanges(now, then);
    return std::string(25, ' ') +
           (changes.empty() ? std::string("(as it is)") : core::joinWithAnd(changes)) + '\n';
}

Row rowOfNow(const core::Scenario &now, const core::LayoutAdvice &advice)
{
    Row row = {"Now", "-", "-", core::layoutText(now)};
    if (!advice.now)
        return row;
    row.memory = core::figureOf(advice.now->memory).text();
    if (advice.now->ends)
        row.step = core::figureOf(advice.now->step).text();
    if (!advice.now->fits)
        row.layout += " (does not fit)";
    else if (advice.now->memory > advice.limit)
        row.layout += " (over the " + core::figureOf(advice.limit).text() + " asked for)";
    return row;
}

std::string countsText(const core::LayoutAdvice &advice)
{
    const core::SearchCounts &counts = advice.counts;
    return core::figureOfCount(counts.candidates) +
           " layouts: " + core::figureOfCount(counts.simulated) + " simulated, " +
           core::figureOfCount(counts.doNotFit) + " do not fit, " +
           core::figureOfCount(counts.refused) + " have no such order, " +
           core::figureOfCount(counts.ruledOut()) + " ruled out by bounds.\n";
}

std::string noneText(const std::string &none, const core::LayoutAdvice &advice)
{
    if (!advice.devicesNeeded)
        return none + ".\n";
    const std::string devices = std::to_string(*advice.devicesNeeded);
    return none + "; on " + core::figureOfCount(*advice.devicesNeeded) +
           " GPUs there is one that does: --set " + std::string(kDevices) + devices +
           " finds the best.\n";
}

// "that fits", or within which limit.
std::string limitText(const core::Scenario &now, const core::LayoutAdvice &advice)
{
    if (advice.limit == now.cluster.device.memory)
        return "that fits";
    return "within " + core::figureOf(advice.limit).text() + " of " +
           core::figureOf(now.cluster.device.memory).text();
}

std::string boundText(const core::Scenario &now, const core::LayoutAdvice &advice)
{
    const std::string within = limitText(now, advice);
    const bool isLimited = advice.limit < now.cluster.device.memory;
    if (advice.ideas.empty())
        return advice.complete
                   ? noneText(isLimited ? "There is none " + within : "None of them fits", advice)
                   : "";
    const core::LayoutIdea &best = advice.ideas.front();
    if (advice.complete)
        return "Proved: no layout " + within +
               " is faster than the first, and none beats another in both time and memory.\n";
    return "Not finished: no layout " + within + " is faster than " +
           core::figureOf(advice.bound, best.step).text() + ".\n";
}

// What the search left as it is, and what it found with the optimizer elsewhere.
std::string keptText(const core::Scenario &now, const core::LayoutAdvice &advice)
{
    std::vector<std::string> kept = core::keptByLayouts(now);
    for (const std::string &part : core::namesOf(advice.held))
        kept.push_back(part);
    std::string text = kept.empty() ? "" : "Kept as it is: " + core::joinWithAnd(kept) + ".\n";
    if (!advice.otherOffload)
        return text;
    text += *advice.otherOffload ? "With the optimizer in host memory "
                                 : "With the optimizer on the devices ";
    if (!advice.ofOtherOffload)
        return text + "none fits.\n";
    const core::LayoutIdea &best = *advice.ofOtherOffload;
    return text + "the best takes " + core::figureOf(best.step).text() + " and needs " +
           core::figureOf(best.memory).text() +
           ": --set parallel.offload_optimizer=" + (*advice.otherOffload ? "true" : "false") +
           " finds it.\n";
}

std::string textOf(const core::Scenario &now, int number, const core::LayoutIdea &idea)
{
    return textOf({std::to_string(number), core::figureOf(idea.step).text(),
                   core::figureOf(idea.memory).text(), core::layoutText(idea.scenario)}) +
           changesText(now, idea.scenario);
}

std::string progressText(const core::LayoutAdvice &advice)
{
    const core::SearchCounts &counts = advice.counts;
    if (advice.devicesTried > 0)
        return "No layout fits; looking on " + core::figureOfCount(advice.devicesTried) + " GPUs";
    std::string text = "Counting the layouts";
    if (counts.candidates > 0)
        text = core::figureOfCount(counts.candidates - counts.ruledOut()) + " of " +
               core::figureOfCount(counts.candidates) + " layouts looked at";
    if (!advice.ideas.empty())
        text += "; best so far " + core::figureOf(advice.ideas.back().step).text() + ", " +
                core::figureOf(advice.ideas.back().memory).text();
    return text;
}

// The ideas as a table whose lines come as they are proved.
class AdviceTable
{
public:
    explicit AdviceTable(const core::Scenario &now) : m_now(now) {}

    // ideas: how many of them are to be shown by now.
    void show(const core::LayoutAdvice &advice, std::size_t ideas, Progress &progress)
    {
        std::string text;
        if (!m_begun)
            text = m_now.title + "\n\n" + textOf({"", "Step", "Memory", "Layout"}) +
                   textOf(rowOfNow(m_now, advice));
        m_begun = true;
        for (; m_shown < ideas; ++m_shown)
            text += textOf(m_now, static_cast<int>(m_shown) + 1, advice.ideas[m_shown]);
        say(text, progress);
    }
    void end(const core::LayoutAdvice &advice, Progress &progress)
    {
        show(advice, advice.ideas.size(), progress);
        say('\n' + countsText(advice) + boundText(m_now, advice) + keptText(m_now, advice),
            progress);
    }
    [[nodiscard]] const core::Written &written() const { return m_written; }

private:
    void say(const std::string &text, Progress &progress)
    {
        if (text.empty() || !m_written)
            return;
        progress.clear();
        m_written = print(text);
    }

    const core::Scenario &m_now;
    bool m_begun = false;
    std::size_t m_shown = 0;
    core::Written m_written;
};

// The last that --set asks for.
std::optional<int> devicesAsked(const std::vector<std::string> &settings)
{
    std::optional<int> devices;
    for (const std::string &setting : settings) {
        int number = 0;
        const char *end = setting.data() + setting.size();
        if (setting.starts_with(kDevices) &&
            std::from_chars(setting.data() + kDevices.size(), end, number).ptr == end)
            devices = number;
    }
    return devices;
}

// Another number of devices takes another layout, and finding that is what is asked for: degrees
// that are not given follow.
core::Result<core::Scenario> scenarioOf(const AdviseOptions &options)
{
    core::Result<core::Scenario> asked = scenarioAsked(options);
    const std::optional<int> devices = devicesAsked(options.settings);
    if (asked || !devices)
        return asked;
    ScenarioOptions others = options;
    std::erase_if(others.settings,
                  [](const std::string &text) { return text.starts_with(kDevices); });
    const core::Result<core::Scenario> before = scenarioAsked(others);
    if (!before)
        return asked;
    core::Scenario grown = core::withDevices(before.value(), *devices);
    return grown.cluster.devices == *devices ? core::Result<core::Scenario>(std::move(grown))
                                             : asked;
}

core::Written runAdvise(const AdviseOptions &options)
{
    const core::Result<core::Scenario> scenario = scenarioOf(options);
    if (!scenario)
        return scenario.error();
    const core::Result<core::HeldParts> held = core::heldPartsFrom(options.hold);
    if (!held)
        return core::Error{"--hold: " + held.error().message};
    core::AdviceOptions asked = {
        .most = options.top, .held = held.value(), .forEach = core::onAllCores};
    if (!options.memoryLimit.empty()) {
        const core::DeviceSpec &device = scenario.value().cluster.device;
        const core::Result<core::Bytes> limit = core::memoryLimitFrom(options.memoryLimit, device);
        if (!limit)
            return core::Error{"--memory-limit: " + limit.error().message};
        asked.keepFree = device.memory - limit.value();
    }
    core::FileWriter json(options.json);
    if (core::Written opened = options.json.empty() ? core::Written() : json.open(); !opened)
        return opened;
    Progress progress;
    AdviceTable table(scenario.value());
    asked.told = [&](const core::LayoutAdvice &advice) {
        progress.follow([&advice] { return progressText(advice); });
        if (options.json.empty())
            table.show(advice, advice.proved, progress);
    };
    core::LayoutAdvice advice = core::adviseLayouts(scenario.value(), asked);
    core::askBeyond(advice, scenario.value(), asked);
    progress.clear();
    if (options.json.empty()) {
        table.end(advice, progress);
        return table.written();
    }
    core::Written done = json.write(core::adviceToJson(scenario.value(), advice));
    if (done)
        done = json.seal();
    return done ? json.commit() : done;
}

} // namespace

void addAdviseCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("advise", "Find the best layout for a model, a batch and devices");
    const auto options = std::make_shared<AdviseOptions>();
    addScenarioOptions(*command, *options, {.setting = "cluster.devices=512"});
    command->add_option("--json", options->json,
                        "Write the ideas as JSON, each with its whole scenario; - is standard "
                        "output");
    command->add_option("--memory-limit", options->memoryLimit,
                        "The most that a layout may need of each device: 72GB, or 90% of what it "
                        "has; default: all of it");
    command->add_option("--hold", options->hold,
                        "What may not change, such as tensor,pipeline; default: all may");
    command->add_option("--top", options->top, "How many ideas; default: 3")
        ->check(CLI::Range(1, kMostIdeas));
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runAdvise(*options)); });
}

} // namespace app
