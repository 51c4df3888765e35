// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_launch.h"

#include "core/io/file/files.h"
#include "core/io/launch/launch_writing.h"

#include <filesystem>
#include <utility>

namespace app {
namespace {

core::Status checkAlone(const ExportOptions &options)
{
    if (!options.view.empty() || options.files.any() || !options.mode.empty() ||
        !options.format.empty())
        return core::Error{
            "--launch: It writes what a framework is started with, and no picture: "
            "leave --view, --mode, --format, --trace and --metrics out, or --launch."};
    return std::monostate{};
}

core::Result<const core::LaunchWriter *> writerOf(const std::string &id)
{
    if (const core::LaunchWriter *writer = core::findLaunchWriter(id))
        return writer;
    return core::Error{"--launch: There is no framework \"" + id + "\"; there are " +
                       idsOf(core::launchWriters()) + '.'};
}

// The files that the first one names lie beside it.
core::Written writeAll(const core::LaunchWriting &writing, const std::string &out)
{
    if (out.empty() || out == "-") {
        if (writing.files.size() > 1)
            return core::Error{"--out: The configuration is " +
                               std::to_string(writing.files.size()) +
                               " files, the second a table of its schedule: name a file for the "
                               "first."};
        return core::writeFile("-", writing.files.front().text);
    }
    const std::filesystem::path folder = std::filesystem::path(out).parent_path();
    std::vector<core::FileContent> files;
    for (const core::LaunchText &file : writing.files)
        files.push_back({(folder / file.name).string(), file.text});
    return core::writeFiles(files);
}

void tell(const core::LaunchWriting &writing)
{
    std::vector<std::string> lines;
    for (const std::string &loss : writing.losses)
        lines.push_back("Not as here: " + loss);
    for (const std::string &note : writing.notes)
        lines.push_back(note);
    tellNotes(lines);
}

} // namespace

core::Written exportLaunch(const ExportOptions &options)
{
    if (core::Status alone = checkAlone(options); !alone)
        return alone;
    const core::Result<const core::LaunchWriter *> writer = writerOf(options.framework);
    if (!writer)
        return writer.error();
    const core::Result<core::LoadedScenario> loaded = loadAsked(options);
    if (!loaded)
        return loaded.error();
    tellNotes(loaded.value().notes);
    const bool toFile = !options.out.empty() && options.out != "-";
    const core::Result<core::LaunchWriting> writing = core::writeLaunch(
        *writer.value(), loaded.value().scenario,
        toFile ? std::filesystem::path(options.out).filename().string() : std::string());
    if (!writing)
        return core::Error{options.scenario + ": " + writing.error().message};
    core::Written done = writeAll(writing.value(), options.out);
    if (done)
        tell(writing.value());
    return done;
}

std::string launchOptionText()
{
    return "Write what a framework is started with instead, to --out or standard output. One of " +
           idsOf(core::launchWriters());
}

} // namespace app
