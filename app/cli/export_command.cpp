// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/export_film.h"
#include "app/cli/export_launch.h"
#include "app/cli/export_options.h"
#include "app/cli/offscreen.h"
#include "core/base/text.h"
#include "core/io/chrome/read_recorded.h"
#include "core/io/exchange/read_step.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/recorded/recorded_trace.h"
#include "ui/shell/window_image.h"
#include "ui/words/language.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace app {
namespace {

core::Written drawAndWrite(const ExportOptions &options, const ui::PictureFormat &format,
                           const core::Result<ui::Drawing> &drawing)
{
    if (!drawing)
        return drawing.error();
    const std::unique_ptr<QApplication> application = offscreenApplication();
    if (core::Written fonts = checkFonts(); !fonts)
        return fonts;
    ui::useLanguage(QString::fromStdString(options.language));
    const core::Result<QByteArray> file = format.write(drawing.value());
    if (!file)
        return file.error();
    return core::writeFile(
        options.out, {file.value().constData(), static_cast<std::size_t>(file.value().size())});
}

// The prediction is made of the scenario that the trace carries, if it does.
core::Result<core::RunPtr> predictionOf(const ExportOptions &options,
                                        const core::Recording &recording)
{
    const bool wanted = options.runs != "measured" && recording.scenario;
    if (options.runs != "both" && options.runs != "measured")
        return core::Error{"--runs: \"" + options.runs + "\" is neither both nor measured."};
    if (!wanted)
        return core::RunPtr();
    const core::Result<core::SnapshotPtr> snapshot = core::run(*recording.scenario);
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    return core::RunPtr(snapshot.value());
}

core::Result<core::Recording> recordingFrom(const std::string &path)
{
    if (core::isStepFile(path))
        return core::readStep(path);
    const core::Result<core::ReadRun> read =
        core::readRecordedRun({&path, 1}, core::usualKernelRules());
    if (!read)
        return read.error();
    return core::recordingOfRun(read.value().run);
}

// Refuses what would have no effect on the picture.
core::Status checkMode(const ExportOptions &options)
{
    if (!options.mode.empty() && options.view != "window")
        return core::Error{"--mode: Only the window has modes, and the view is \"" + options.view +
                           "\": leave --mode out, or draw --view window."};
    if (options.zoom && options.view != "window")
        return core::Error{"--zoom: Only the window is zoomed, and the view is \"" + options.view +
                           "\": take --scale for a finer picture."};
    if (options.presented && options.view != "window")
        return core::Error{"--present: Only the window is presented, and the view is \"" +
                           options.view + "\": leave --present out, or draw --view window."};
    if (options.steps && options.mode != "train")
        return core::Error{"--steps: Only --mode train takes steps: give it as well, with --view "
                           "window, or leave --steps out."};
    if ((options.mode == "compare") != !options.against.empty())
        return core::Error{"--mode compare and --against: One is not without the other: name the "
                           "scenario to compare with, as in --mode compare --against 1f1b-4-8."};
    if (!options.challenge.empty() && options.mode != "editor")
        return core::Error{
            "--challenge: Challenges are shown in --mode editor, with --view window: "
            "give them as well, or leave --challenge out."};
    if (!options.lesson.empty() && options.mode != "lessons")
        return core::Error{"--lesson: Lessons are taken in --mode lessons, with --view window: "
                           "give them as well, or leave --lesson out."};
    return std::monostate{};
}

core::Status checkForTrace(const ExportOptions &options)
{
    if (options.wantsPicture() && options.view != "timeline")
        return core::Error{"--view: Of a trace only the timeline is drawn, not \"" + options.view +
                           "\"."};
    if (!options.settings.empty() || !options.overlay.empty())
        return core::Error{"--set and --overlay change a scenario; " + options.scenario +
                           " is a trace of what has happened: leave them out."};
    if (!options.mode.empty() || !options.against.empty() || options.presented || options.steps ||
        !options.bubble.empty() || options.criticalPath)
        return core::Error{
            "--mode, --against, --present, --steps, --bubble and --critical-path are for "
            "scenarios; " +
            options.scenario + " is a trace of what has happened: leave them out."};
    return std::monostate{};
}

// The view and the format of a picture or a film; nulls where only files of the step are asked for.
struct PictureTarget
{
    std::optional<ui::PictureView> view;
    const ui::PictureFormat *format = nullptr;
    const ui::FilmFormat *film = nullptr;
};

core::Written exportTrace(const ExportOptions &options, const PictureTarget &target)
{
    if (core::Status fitting = checkForTrace(options); !fitting)
        return fitting;
    core::Result<core::Recording> recording = recordingFrom(options.scenario);
    if (!recording)
        return recording.error();
    const auto measured = std::make_shared<const core::Recording>(std::move(recording).value());
    StepFilesWriter files(options.files);
    if (core::Written opened = files.open(); !opened)
        return opened;
    if (!target.view)
        return files.write(*measured, measured->title);
    core::Result<ui::Picture> picture = framedBy(options);
    if (!picture)
        return picture.error();
    if (core::Status times = takeTimes(options, {measured->trace.stop}, picture.value()); !times)
        return times.error();
    const core::Result<core::RunPtr> predicted = predictionOf(options, *measured);
    if (!predicted)
        return predicted.error();
    const auto draw = [&](const ui::Picture &each) {
        return ui::drawingOfRuns(predicted.value(), measured, each);
    };
    core::Written done =
        target.film ? writeFilm(options, *target.film,
                                {draw, ui::Shows::Time, {measured->trace.stop}}, picture.value())
                    : drawAndWrite(options, *target.format, draw(picture.value()));
    return done ? files.write(*measured, measured->title) : done;
}

core::Status checkPart(const ExportOptions &options, std::span<const ui::PictureView> views,
                       const ui::PictureView &view)
{
    if ((options.from.empty() && options.to.empty()) || view.shows == ui::Shows::Time)
        return std::monostate{};
    std::vector<std::string> timed;
    for (const ui::PictureView &other : views) {
        if (other.shows == ui::Shows::Time)
            timed.push_back(std::string(other.id));
    }
    return core::Error{"--from and --to: The view \"" + options.view + "\" has no axis of time; " +
                       core::joinWithAnd(timed) + " have one. Leave them out."};
}

core::Result<PictureTarget> targetOf(const ExportOptions &options)
{
    const ui::FilmFormat *film = filmFormatOf(options);
    if (core::Status fitting = checkFilm(options, film); !fitting)
        return fitting.error();
    if (!options.wantsPicture()) {
        if (options.files.any())
            return PictureTarget{};
        return core::Error{"There is nothing to write: --view with --out draws a picture, and "
                           "--trace and --metrics write what happened in the step, and "
                           "--launch writes what a framework is started with."};
    }
    if (options.view.empty() || options.out.empty())
        return core::Error{options.out.empty() ? "--out is missing: the file that --view is to be "
                                                 "written to."
                                               : "--view is missing: what --out is to show."};
    const std::vector<ui::PictureView> views = ui::allPictureViews();
    const auto view = std::ranges::find(views, options.view, &ui::PictureView::id);
    if (view == views.end())
        return core::Error{"--view: There is no view \"" + options.view + "\"; there are " +
                           idsOf(views) + '.'};
    if (film)
        return PictureTarget{*view, nullptr, film};
    const core::Result<const ui::PictureFormat *> format = formatOf(options);
    if (!format)
        return format.error();
    if (core::Status part = checkPart(options, views, *view); !part)
        return part.error();
    return PictureTarget{*view, format.value(), nullptr};
}

// B of mode compare; null: there is none.
core::Result<core::SnapshotPtr> otherOf(const ExportOptions &options)
{
    if (options.against.empty())
        return core::SnapshotPtr();
    const core::Result<core::Scenario> scenario = core::loadScenario(options.against);
    if (!scenario)
        return scenario.error();
    core::Result<core::SnapshotPtr> snapshot = core::run(scenario.value());
    if (!snapshot)
        return core::Error{options.against + ": " + snapshot.error().message};
    return snapshot;
}

core::Written exportScenario(const ExportOptions &options, const PictureTarget &target)
{
    const core::Result<core::Scenario> scenario = scenarioAsked(options);
    if (!scenario)
        return scenario.error();
    const core::Result<core::SnapshotPtr> snapshot = core::run(scenario.value());
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    if (options.files.any() && !snapshot.value()->metrics.fits)
        return core::Error{"--trace and --metrics: The model does not fit in the memory of the "
                           "devices, so nothing runs: leave them out, or free memory."};
    StepFilesWriter files(options.files);
    core::Written done = files.open();
    if (done && target.view) {
        core::Result<ui::Picture> picture = pictureFrom(options, *snapshot.value());
        if (!picture)
            return picture.error();
        const core::Result<core::SnapshotPtr> other = otherOf(options);
        if (!other)
            return other.error();
        picture.value().against = other.value();
        const auto draw = [&](const ui::Picture &each) {
            return ui::drawingOf(snapshot.value(), *target.view, each);
        };
        done = target.film ? writeFilm(options, *target.film,
                                       {draw, target.view->shows, {snapshot.value()->trace.stop}},
                                       picture.value())
                           : drawAndWrite(options, *target.format, draw(picture.value()));
    }
    return done ? files.write(*snapshot.value(), scenario.value().title) : done;
}

core::Written runExport(const ExportOptions &options)
{
    if (!options.framework.empty())
        return exportLaunch(options);
    const core::Result<PictureTarget> target = targetOf(options);
    if (!target)
        return target.error();
    if (core::Status files = checkStepFiles(options.files); !files)
        return files;
    if (options.out == "-" && options.files.metrics == "-")
        return core::Error{
            "--out and --metrics: Only one of them can go to standard output: name a "
            "file for the other."};
    if (core::isStepFile(options.scenario) || core::isChromeTrace(options.scenario))
        return exportTrace(options, target.value());
    if (core::Status mode = checkMode(options); !mode)
        return mode;
    return exportScenario(options, target.value());
}

} // namespace

void addExportCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand("export", "Draw a view of a scenario as a file: " +
                                                            ui::formatNames());
    const auto options = std::make_shared<ExportOptions>();
    addExportOptions(*command, *options);
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runExport(*options)); });
}

} // namespace app
