// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "core/base/text.h"
#include "core/classroom/list_lessons.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_schema.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

struct ListOptions
{
    std::string what;
    std::string json;
};

// Code points, which are columns for the texts that we list.
std::size_t columns(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string listText(const std::vector<core::ListedItem> &items)
{
    std::size_t widest = 0;
    for (const core::ListedItem &item : items)
        widest = std::max(widest, columns(item.id));
    std::string text;
    for (const core::ListedItem &item : items)
        text += item.id + std::string(widest - columns(item.id) + 2, ' ') + item.text + '\n';
    return text;
}

constexpr std::string_view kSchema = "schema"; // no list: the format of scenario files

std::string whatThereIs()
{
    std::vector<std::string> names;
    for (const core::Listing &listing : core::listingsWithLessons())
        names.push_back(std::string(listing.name));
    names.emplace_back(kSchema);
    return core::joinWithAnd(names);
}

core::Written runList(const ListOptions &options)
{
    for (const core::Listing &listing : core::listingsWithLessons()) {
        if (listing.name == options.what) {
            const std::vector<core::ListedItem> items = listing.items();
            if (options.json.empty())
                return print(listText(items));
            return core::writeFile(options.json, core::listToJson(items));
        }
    }
    if (options.what == kSchema) {
        const std::string schema = core::scenarioSchema();
        return options.json.empty() ? print(schema) : core::writeFile(options.json, schema);
    }
    return core::Error{"There is no list of \"" + options.what + "\"; there are " + whatThereIs() +
                       '.'};
}

} // namespace

void addListCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand("list", "List what can be chosen by id");
    const auto options = std::make_shared<ListOptions>();
    command->add_option("WHAT", options->what, "One of " + whatThereIs())->required();
    command->add_option("--json", options->json, "Write as JSON; - is standard output");
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runList(*options)); });
}

} // namespace app
