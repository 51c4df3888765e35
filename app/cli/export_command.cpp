// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include "app/cli/moment_option.h"
#include "app/cli/offscreen.h"
#include "core/base/text.h"
#include "core/io/chrome/read_recorded.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/read_trace.h"
#include "core/recorded/recorded_trace.h"
#include "ui/export/picture.h"
#include "ui/export/scenario_png.h"
#include "ui/shell/window_image.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace app {
namespace {

struct ExportOptions
{
    std::string scenario;
    std::vector<std::string> settings;
    std::string overlay;
    std::string view;
    std::string at;
    std::string mode;
    std::optional<int> steps; // 100
    std::string size;         // as it is needed, within 1280x720
    std::string theme = "light";
    int scale = 1;
    std::string bubble;
    bool criticalPath = false;
    std::string runs = "both"; // of a trace
    std::string out;
};

struct BubbleName
{
    std::string_view id;
    core::BubbleDefinition definition;
};
constexpr BubbleName kBubbles[] = {{"step", core::BubbleDefinition::IdleOverStep},
                                   {"ideal", core::BubbleDefinition::IdleOverIdeal},
                                   {"span", core::BubbleDefinition::SpanIdle}};

struct ThemeName
{
    std::string_view id;
    ui::ThemeId theme;
};
constexpr ThemeName kThemes[] = {
    {"light", ui::ThemeId::Light}, {"dark", ui::ThemeId::Dark}, {"print", ui::ThemeId::Print}};

template <class Rows>
std::string idsOf(const Rows &rows)
{
    std::vector<std::string> ids;
    for (const auto &row : rows)
        ids.push_back(std::string(row.id));
    return core::joinWithAnd(ids);
}

core::Result<ui::ThemeId> themeFrom(std::string_view name)
{
    for (const ThemeName &row : kThemes) {
        if (row.id == name)
            return row.theme;
    }
    return core::Error{"--theme: There is no theme \"" + std::string(name) + "\"; there are " +
                       idsOf(kThemes) + '.'};
}

// "1920x1080"
core::Result<QSize> sizeFrom(std::string_view text)
{
    int width = 0;
    int height = 0;
    const char *end = text.data() + text.size();
    const auto wide = std::from_chars(text.data(), end, width);
    const bool crossed = wide.ec == std::errc{} && wide.ptr != end && *wide.ptr == 'x';
    const auto high = std::from_chars(crossed ? wide.ptr + 1 : end, end, height);
    if (high.ec != std::errc{} || high.ptr != end)
        return core::Error{"--size: \"" + std::string(text) +
                           "\" is not a size in pixels, such as 1920x1080."};
    return QSize(width, height);
}

core::Status checkTarget(const std::string &out)
{
    if (out == "-" || out.ends_with(".png") || out.ends_with(".PNG") || out.starts_with("/dev/"))
        return std::monostate{};
    return core::Error{"--out: \"" + out +
                       "\" does not end in .png, and only PNG can be written; - is standard "
                       "output."};
}

// What of the picture does not depend on what is in it.
core::Result<ui::Picture> framedBy(const ExportOptions &options)
{
    ui::Picture picture;
    picture.scale = options.scale;
    const core::Result<ui::ThemeId> theme = themeFrom(options.theme);
    if (!theme)
        return theme.error();
    picture.theme = theme.value();
    picture.trimmed = options.size.empty();
    if (!options.size.empty()) {
        const core::Result<QSize> size = sizeFrom(options.size);
        if (!size)
            return size.error();
        picture.size = size.value();
    }
    return picture;
}

core::Result<ui::Picture> pictureFrom(const ExportOptions &options, const core::Snapshot &snapshot)
{
    core::Result<ui::Picture> framed = framedBy(options);
    if (!framed)
        return framed.error();
    ui::Picture &picture = framed.value();
    if (!options.at.empty() && !snapshot.metrics.fits)
        return core::Error{"--at: The model does not fit in the memory of the devices, so nothing "
                           "runs and there is no moment " +
                           options.at + ": leave --at out, or free memory."};
    if (!options.at.empty()) {
        const core::Result<core::Nanos> moment = momentFrom(options.at, {snapshot.trace.stop});
        if (!moment)
            return moment.error();
        picture.moment = moment.value();
    }
    if (!options.bubble.empty()) {
        const auto bubble = std::ranges::find(kBubbles, options.bubble, &BubbleName::id);
        if (bubble == std::end(kBubbles))
            return core::Error{"--bubble: There is no bubble \"" + options.bubble +
                               "\"; there are " + idsOf(kBubbles) + '.'};
        picture.marks.bubble = bubble->definition;
    }
    picture.marks.criticalPath = options.criticalPath;
    picture.mode = QString::fromStdString(options.mode);
    picture.steps = options.steps.value_or(100);
    return framed;
}

core::Written writePng(const ExportOptions &options, const core::Result<QByteArray> &png)
{
    if (!png)
        return png.error();
    return core::writeFile(options.out,
                           {png.value().constData(), static_cast<std::size_t>(png.value().size())});
}

core::Written drawAndWrite(const ExportOptions &options, const core::SnapshotPtr &snapshot,
                           const ui::PictureView &view, const ui::Picture &picture)
{
    const std::unique_ptr<QApplication> application = offscreenApplication();
    if (core::Written fonts = checkFonts(); !fonts)
        return fonts;
    const core::Result<QImage> image = ui::renderPicture(snapshot, view, picture);
    if (!image)
        return image.error();
    return writePng(options, ui::pngWithScenario(image.value(), snapshot->scenario));
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
    if (core::isTraceFile(path))
        return core::readTrace(path);
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
    if (options.steps && options.mode != "train")
        return core::Error{"--steps: Only --mode train takes steps: give it as well, with --view "
                           "window, or leave --steps out."};
    return std::monostate{};
}

core::Written exportTrace(const ExportOptions &options)
{
    if (options.view != "timeline")
        return core::Error{"--view: Of a trace only the timeline is drawn, not \"" + options.view +
                           "\"."};
    if (!options.settings.empty() || !options.overlay.empty())
        return core::Error{"--set and --overlay change a scenario; " + options.scenario +
                           " is a trace of what has happened: leave them out."};
    if (!options.mode.empty() || options.steps || !options.bubble.empty() || options.criticalPath)
        return core::Error{"--mode, --steps, --bubble and --critical-path are for scenarios; " +
                           options.scenario + " is a trace of what has happened: leave them out."};
    const core::Result<core::Recording> recording = recordingFrom(options.scenario);
    if (!recording)
        return recording.error();
    core::Result<ui::Picture> picture = framedBy(options);
    if (!picture)
        return picture.error();
    if (!options.at.empty()) {
        const core::Result<core::Nanos> moment =
            momentFrom(options.at, {recording.value().trace.stop});
        if (!moment)
            return moment.error();
        picture.value().moment = moment.value();
    }
    const core::Result<core::RunPtr> predicted = predictionOf(options, recording.value());
    if (!predicted)
        return predicted.error();
    const std::unique_ptr<QApplication> application = offscreenApplication();
    if (core::Written fonts = checkFonts(); !fonts)
        return fonts;
    const core::Result<QImage> image =
        ui::renderRuns(predicted.value(), recording.value(), picture.value());
    if (!image)
        return image.error();
    return writePng(options, recording.value().scenario
                                 ? ui::pngWithScenario(image.value(), *recording.value().scenario)
                                 : ui::pngOf(image.value()));
}

core::Written runExport(const ExportOptions &options)
{
    const std::vector<ui::PictureView> views = ui::allPictureViews();
    const auto view = std::ranges::find(views, options.view, &ui::PictureView::id);
    if (view == views.end())
        return core::Error{"--view: There is no view \"" + options.view + "\"; there are " +
                           idsOf(views) + '.'};
    if (core::Status target = checkTarget(options.out); !target)
        return target;
    if (core::isTraceFile(options.scenario) || core::isChromeTrace(options.scenario))
        return exportTrace(options);
    if (core::Status mode = checkMode(options); !mode)
        return mode;
    const core::Result<core::Scenario> scenario =
        core::loadScenario(options.scenario, options.settings, options.overlay);
    if (!scenario)
        return scenario.error();
    const core::Result<core::SnapshotPtr> snapshot = core::run(scenario.value());
    if (!snapshot)
        return core::Error{options.scenario + ": " + snapshot.error().message};
    const core::Result<ui::Picture> picture = pictureFrom(options, *snapshot.value());
    if (!picture)
        return picture.error();
    return drawAndWrite(options, snapshot.value(), *view, picture.value());
}

} // namespace

void addExportCommand(CLI::App &parser, ExitCode &exitCode)
{
    CLI::App *command = parser.add_subcommand("export", "Draw a view of a scenario as a PNG file");
    const auto options = std::make_shared<ExportOptions>();
    command
        ->add_option("FILE", options->scenario,
                     "A scenario file, a Hugging Face config.json, an exported picture, a trace "
                     "file, or the id of a built-in scenario; - is standard input")
        ->required();
    command->add_option("--view", options->view, "One of " + idsOf(ui::allPictureViews()))
        ->required();
    command
        ->add_option("--set", options->settings,
                     "PATH=VALUE: set one value, such as parallel.pipeline=8")
        ->expected(1)
        ->take_all();
    command->add_option("--overlay", options->overlay,
                        "A DeepSpeed configuration: its ZeRO stage, batch sizes and precision, "
                        "applied after --set");
    command
        ->add_option("--mode", options->mode,
                     "Of the window: explore, or train, which trains before the picture is drawn")
        ->check(CLI::IsMember({"explore", "train"}));
    command->add_option("--steps", options->steps, "Steps of training before the picture")
        ->check(CLI::Range(0, 100'000));
    command->add_option("--at", options->at,
                        "The moment shown: 1.93s, 250ms, 12us or 45%; default: the whole step, and "
                        "45% for scene and window");
    command->add_option(
        "--size", options->size,
        "In logical pixels; default: 1280 wide and as high as the content, up to 720");
    command->add_option("--scale", options->scale, "Image pixels per logical pixel, 1 to 4");
    command->add_option("--theme", options->theme, "One of " + idsOf(kThemes));
    command->add_option("--bubble", options->bubble,
                        "Outline this bubble on the timeline: " + idsOf(kBubbles));
    command->add_flag("--critical-path", options->criticalPath,
                      "Underline the critical path on the timeline");
    command->add_option("--runs", options->runs,
                        "Of a trace file: both (the prediction of its scenario above it, if it "
                        "carries one) or measured");
    command
        ->add_option("--out", options->out,
                     "The file to write, X.png; it carries its scenario; - is standard output")
        ->required();
    command->callback([options, &exitCode] { exitCode = exitCodeOf(runExport(*options)); });
}

} // namespace app
