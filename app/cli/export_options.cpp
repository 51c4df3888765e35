// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_options.h"

#include "app/cli/export_launch.h"
#include "app/cli/language_option.h"
#include "app/cli/lesson_option.h"
#include "app/cli/moment_option.h"
#include "core/editor/challenges.h"
#include "ui/export/film_formats.h"
#include "ui/shell/window_image.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace app {
namespace {

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
constexpr ThemeName kThemes[] = {{"light", ui::ThemeId::Light},
                                 {"dark", ui::ThemeId::Dark},
                                 {"high-contrast", ui::ThemeId::HighContrast},
                                 {"print", ui::ThemeId::Print}};

std::string formatIds()
{
    std::vector<std::string> ids;
    for (const ui::PictureFormat &format : ui::pictureFormats())
        ids.push_back(std::string(format.suffix));
    for (const ui::FilmFormat &format : ui::filmFormats())
        ids.push_back(std::string(format.suffix));
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

} // namespace

// By the suffix of the file; what has none, such as standard output and a device, is PNG.
core::Result<const ui::PictureFormat *> formatOf(const ExportOptions &options)
{
    if (!options.format.empty()) {
        const auto formats = ui::pictureFormats();
        const auto named = std::ranges::find(formats, options.format, &ui::PictureFormat::suffix);
        if (named == formats.end())
            return core::Error{"--format: There is no format \"" + options.format +
                               "\"; there are " + formatIds() + '.'};
        return &*named;
    }
    if (const ui::PictureFormat *named = ui::formatOfFile(options.out))
        return named;
    if (options.out == "-" || options.out.starts_with("/dev/"))
        return &ui::pictureFormats().front();
    return core::Error{
        "--out: \"" + options.out + "\" ends in no format that can be written; there are " +
        ui::formatSuffixes() + ", of films " + ui::filmSuffixes() + ", and - is standard output."};
}

core::Result<ui::Picture> framedBy(const ExportOptions &options)
{
    ui::Picture picture;
    picture.scale = options.scale;
    const core::Result<ui::ThemeId> theme = themeFrom(options.theme);
    if (!theme)
        return theme.error();
    picture.theme = theme.value();
    picture.zoom = options.zoom.value_or(0);
    picture.trimmed = options.size.empty();
    if (!options.size.empty()) {
        const core::Result<QSize> size = sizeFrom(options.size);
        if (!size)
            return size.error();
        picture.size = size.value();
    }
    return picture;
}

core::Status takeTimes(const ExportOptions &options, core::Nanos stop, ui::Picture &picture)
{
    if (!options.at.empty()) {
        const core::Result<core::Nanos> moment = momentFrom("--at", options.at, stop);
        if (!moment)
            return moment.error();
        picture.moment = moment.value();
    }
    if (options.from.empty() && options.to.empty())
        return std::monostate{};
    const auto begin = momentFrom("--from", options.from.empty() ? "0%" : options.from, stop);
    const auto end = momentFrom("--to", options.to.empty() ? "100%" : options.to, stop);
    if (!begin)
        return begin.error();
    if (!end)
        return end.error();
    if (end.value() <= begin.value())
        return core::Error{"--to: " + core::figureOf(end.value()).text() +
                           " does not lie after --from, " + core::figureOf(begin.value()).text() +
                           ": nothing is between them."};
    picture.part = ui::TimePart{begin.value(), end.value()};
    return std::monostate{};
}

core::Status takeLesson(const ExportOptions &options, ui::Picture &picture)
{
    if (options.lesson.empty())
        return std::monostate{};
    const core::Result<LessonPlace> place = lessonPlace(options.lesson);
    if (!place)
        return place.error();
    picture.lesson = QString::fromStdString(place.value().lesson);
    picture.lessonStep = place.value().step;
    return std::monostate{};
}

// "beat-1f1b:43"
core::Status takeChallenge(const ExportOptions &options, ui::Picture &picture)
{
    if (options.challenge.empty())
        return std::monostate{};
    const std::size_t colon = options.challenge.find(':');
    const std::string id = options.challenge.substr(0, colon);
    if (core::findChallenge(id) == nullptr)
        return core::Error{"--challenge: There is no challenge \"" + id + "\"; there are " +
                           idsOf(core::challenges()) + '.'};
    int visits = 0;
    if (colon != std::string::npos) {
        const std::string count = options.challenge.substr(colon + 1);
        const char *end = count.data() + count.size();
        const auto read = std::from_chars(count.data(), end, visits);
        if (read.ec != std::errc{} || read.ptr != end || visits < 0)
            return core::Error{"--challenge: \"" + count +
                               "\" is no number of visits, such as 43 in beat-1f1b:43."};
    }
    picture.lesson = QString::fromStdString(id);
    picture.lessonStep = visits;
    return std::monostate{};
}

core::Result<ui::Picture> pictureFrom(const ExportOptions &options, const core::Snapshot &snapshot)
{
    core::Result<ui::Picture> framed = framedBy(options);
    if (!framed)
        return framed.error();
    ui::Picture &picture = framed.value();
    const bool timed = !options.at.empty() || !options.from.empty() || !options.to.empty();
    if (timed && !snapshot.metrics.fits) {
        const bool at = !options.at.empty();
        return core::Error{std::string(at ? "--at" : "--from and --to") +
                           ": The model does not fit in the memory of the devices, so nothing "
                           "runs and there is no moment" +
                           (at ? ' ' + options.at : "") + ": leave " + (at ? "--at" : "them") +
                           " out, or free memory."};
    }
    if (core::Status times = takeTimes(options, {snapshot.trace.stop}, picture); !times)
        return times.error();
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
    picture.presented = options.presented;
    if (core::Status lesson = takeLesson(options, picture); !lesson)
        return lesson.error();
    if (core::Status challenge = takeChallenge(options, picture); !challenge)
        return challenge.error();
    return framed;
}

void addExportOptions(CLI::App &command, ExportOptions &options)
{
    addScenarioOptions(command, options, {.besides = "a trace file, ", .takesOverlay = true});
    command.add_option("--view", options.view, "One of " + idsOf(ui::allPictureViews()));
    command
        .add_option("--mode", options.mode,
                    "Of the window: explore, compare, sweep, best-layout, lessons, quiz, editor, "
                    "or train, which "
                    "trains before the picture is drawn")
        ->check(CLI::IsMember(
            {"explore", "train", "compare", "sweep", "lessons", "quiz", "editor", "best-layout"}));
    command.add_option("--against", options.against,
                       "With --mode compare: the scenario that stands below FILE, as B");
    command.add_option("--steps", options.steps, "Steps of training before the picture")
        ->check(CLI::Range(0, 100'000));
    command.add_option("--lesson", options.lesson,
                       "With --mode lessons: the id of a lesson, and the step: waiting:2");
    command.add_option("--challenge", options.challenge,
                       "With --mode editor: the id of a challenge, and how many of its visits are "
                       "placed: beat-1f1b:43");
    command.add_flag("--present", options.presented,
                     "Of the window: as it is presented to a class, with F5");
    command.add_option("--at", options.at,
                       "The moment shown: 1.93s, 250ms, 12us or 45%; default: the whole step, and "
                       "45% for scene and window");
    command.add_option("--from", options.from,
                       "Where the axis of time begins: 0.5s or 20%; default: with the step");
    command.add_option("--to", options.to, "Where it ends; default: with the step");
    command.add_option("--size", options.size,
                       "In logical pixels; default: 1280 wide and as high as the content");
    command.add_option("--scale", options.scale, "Image pixels per logical pixel, 1 to 4");
    command.add_option("--theme", options.theme, "One of " + idsOf(kThemes));
    command
        .add_option("--zoom", options.zoom,
                    "Of the window, per cent; default: 100, and 125 from 1900 pixels on")
        ->check(CLI::Range(75, 250));
    addLanguageOption(command, options.language);
    command.add_option("--bubble", options.bubble,
                       "Outline this bubble on the timeline: " + idsOf(kBubbles));
    command.add_flag("--critical-path", options.criticalPath,
                     "Underline the critical path on the timeline");
    command.add_option("--runs", options.runs,
                       "Of a trace file: both (the prediction of its scenario above it, if it "
                       "carries one) or measured");
    command.add_option("--out", options.out,
                       "The file to write; it carries its scenario, and ends in one of " +
                           ui::formatSuffixes() + ", or, for a film between --from and --to, in " +
                           ui::filmSuffixes() + "; - is standard output");
    command.add_option("--trace", options.files.trace,
                       "Write the step for other programs: X.json for chrome://tracing and "
                       "Perfetto, X.pftrace for Perfetto, or X.csv, a table of spans; with .gz "
                       "behind it the file is packed");
    command.add_option("--metrics", options.files.metrics,
                       "Write a table of how each device spends the step: X.csv");
    command.add_option("--launch", options.framework, launchOptionText());
    command.add_option("--seconds", options.seconds, "How long a film plays; default: 10");
    command.add_option("--fps", options.rate, "Frames of a film in a second; default: 25");
    command.add_option("--format", options.format,
                       "One of " + formatIds() + "; default: what --out ends in, or png");
}

} // namespace app
