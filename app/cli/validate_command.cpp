// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/base/text.h"
#include "core/io/files.h"
#include "core/io/validation_json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace app {
namespace {

struct ValidateOptions
{
    bool schedules = false;
    std::string json;
};

std::string rateText(double rate)
{
    std::array<char, 32> text = {};
    std::snprintf(text.data(), text.size(), "%.4f", rate);
    return text.data();
}

const char *verdictOf(const core::PublishedBubble &bubble)
{
    if (!bubble.ours)
        return "not there";
    if (!bubble.counts)
        return "see below";
    if (bubble.isBetter())
        return "better";
    return bubble.agrees() ? "equal" : "DIFFERENT";
}

std::string lineOf(const core::PublishedBubble &bubble)
{
    std::array<char, 128> text = {};
    std::snprintf(text.data(), text.size(), "%5d  %-6s %3d %4d  %-7s %10s  %10s  %s\n",
                  bubble.table, bubble.model.c_str(), bubble.ranks, bubble.microBatches,
                  bubble.schedule.c_str(), rateText(bubble.published).c_str(),
                  bubble.ours ? rateText(*bubble.ours).c_str() : "-", verdictOf(bubble));
    return text.data();
}

std::string validationText(const std::vector<core::PublishedBubble> &bubbles)
{
    std::string text = std::string("Bubble rates of ") + core::kPublishedBubblesSource +
                       "\ntable  model    p    m  schedule  published        ours\n";
    std::int64_t counted = 0;
    std::int64_t equal = 0;
    std::int64_t better = 0;
    std::vector<std::string> notes;
    for (const core::PublishedBubble &bubble : bubbles) {
        text += lineOf(bubble);
        counted += bubble.counts;
        equal += bubble.counts && bubble.agrees();
        better += bubble.counts && bubble.isBetter();
        if (!bubble.note.empty() && std::ranges::find(notes, bubble.note) == notes.end())
            notes.push_back(bubble.note);
    }
    text += core::figureOfCount(equal) + " of " + core::figureOfCount(counted) +
            " entries equal to 0.0001\n";
    if (better > 0)
        text += core::figureOfCount(better) +
                " more are lower: the search finds an order with less idle time than the published "
                "one\n";
    if (counted < static_cast<std::int64_t>(bubbles.size()))
        text += "1F1B-I is not among them: the paper leaves out as many hops as there are ranks on "
                "its longest path, and without those ours is the same figure (--json says it row "
                "by row)\n";
    return text;
}

core::Status runValidate(const ValidateOptions &options)
{
    if (!options.schedules)
        return core::Error{"There is nothing to validate yet: --schedules holds the published "
                           "bubble rates against ours."};
    const std::vector<core::PublishedBubble> bubbles = core::publishedBubbles();
    if (options.json.empty())
        return core::writeFile("-", validationText(bubbles));
    return core::writeFile(options.json, core::publishedBubblesToJson(bubbles));
}

} // namespace

void addValidateCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command =
        parser.add_subcommand("validate", "Hold published figures against those of this program");
    const auto options = std::make_shared<ValidateOptions>();
    command->add_flag("--schedules", options->schedules,
                      "Bubble rates of the Zero Bubble paper, Tables 5 and 8");
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runValidate(*options)); });
}

} // namespace app
