// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench_cases.h"

#include "app/cli/bench_scenario.h"
#include "core/base/text.h"
#include "core/io/scenario_json.h"
#include "core/sim/snapshot.h"
#include "ui/paint/scene_painter.h"
#include "ui/paint/timeline_painter.h"
#include "ui/shell/window_image.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QWidget>

#include <algorithm>
#include <chrono>
#include <memory>

#include <malloc.h>

namespace app {
namespace {

constexpr double kFrameSeconds = 0.016;
constexpr QSize kBenchWindow(1280, 720);

template <class Work>
double secondsOf(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Medians
{
    double work = 0; // seconds
    double yardstick = 0;
};

// In turn, so that a busy machine slows both.
template <class Work, class Yardstick>
Medians mediansOf(int repetitions, Work work, Yardstick yardstick)
{
    std::vector<double> works;
    std::vector<double> yardsticks;
    work();
    yardstick();
    for (int i = 0; i < repetitions; ++i) {
        works.push_back(work());
        yardsticks.push_back(yardstick());
    }
    return {median(works), median(yardsticks)};
}

std::string millisecondsText(double seconds)
{
    return core::figureOf(core::nanosFromSeconds(seconds)).text();
}

std::size_t bytesOf(const core::Trace &trace)
{
    std::size_t bytes = trace.begin.size() *
                        (sizeof(std::int64_t) * 2 + sizeof(core::SpanTag) + sizeof(std::int32_t));
    for (const auto &waits : trace.waits)
        bytes += waits.size() * sizeof(core::WaitDetail);
    for (const auto &transfers : trace.transfers)
        bytes += transfers.size() * sizeof(core::Transfer);
    return bytes + trace.collectives.size() * sizeof(core::Collective);
}

double secondsToWrite(std::size_t bytes)
{
    // Both sides begin with fresh pages.
    ::malloc_trim(0);
    std::unique_ptr<std::uint64_t[]> memory;
    return secondsOf([&] {
        memory = std::make_unique_for_overwrite<std::uint64_t[]>(bytes / sizeof(std::uint64_t));
        std::uint64_t *words = memory.get();
        for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i)
            words[i] = i;
        asm volatile("" : : "r"(words) : "memory"); // the compiler may not leave it out
    });
}

double secondsToRun(const core::Scenario &scenario)
{
    ::malloc_trim(0);
    core::SnapshotPtr kept; // freeing it is not part of the answer
    return secondsOf([&] { kept = core::run(scenario).value(); });
}

void drawSceneOverTimeline(QImage &target, const core::Snapshot &snapshot)
{
    constexpr int sceneHeight = 400;
    const ui::Look look;
    QPainter painter(&target);
    painter.fillRect(target.rect(), look.theme.surface);
    const core::Nanos moment = ui::momentOfNone(snapshot);
    ui::paintScene(painter, snapshot, moment, QSizeF(target.width(), sceneHeight), look);
    painter.translate(0, sceneHeight);
    ui::TimelinePicture timeline;
    timeline.size = QSizeF(target.width(), target.height() - sceneHeight);
    timeline.moment = moment;
    ui::paintTimelinePicture(painter, snapshot, timeline, look);
}

} // namespace

std::vector<core::BenchResult> benchEngine()
{
    constexpr int ranks = 64;
    constexpr int microBatches = 1024;
    constexpr double actions = 2.0 * ranks * microBatches;
    const core::Scenario scenario = pipelineScenario(ranks, microBatches);
    const std::size_t bytes = bytesOf(core::run(scenario).value()->trace);
    const Medians medians = mediansOf(
        21, [&] { return secondsToRun(scenario); }, [&] { return secondsToWrite(bytes); });
    const std::string what = "plan, simulate and measure of 1F1B, " + std::to_string(ranks) +
                             " x " + std::to_string(microBatches) + " (" +
                             core::figureOfCount(static_cast<std::int64_t>(actions)) +
                             " actions): " + millisecondsText(medians.work) + ", median of 21";
    return {
        {"engine_over_streaming_write", medians.work / medians.yardstick, 4, "ratio",
         what + ", over writing the " +
             core::figureOf(core::Bytes{static_cast<std::int64_t>(bytes)}).text() +
             " of its trace to freshly allocated memory: " + millisecondsText(medians.yardstick)},
        {"engine_per_action", medians.work / actions, kFrameSeconds / 100'000, "s",
         what + ", divided by the actions; the bar is 100,000 actions in a frame of 16 ms"}};
}

core::BenchResult benchSliderToPicture()
{
    core::Scenario scenario = pipelineScenario(32, 256);
    QImage target(kBenchWindow, QImage::Format_RGB32);
    std::vector<double> simulate;
    std::vector<double> whole;
    for (int i = 0; i < 22; ++i) {
        // What the slider changes, so that nothing can be kept from the answer before.
        scenario.cluster.intraLink.bandwidth *= 0.99;
        core::SnapshotPtr snapshot;
        const double simulated = secondsOf([&] { snapshot = core::run(scenario).value(); });
        const double drawn = secondsOf([&] { drawSceneOverTimeline(target, *snapshot); });
        if (i > 0) { // the first one loads fonts
            simulate.push_back(simulated);
            whole.push_back(simulated + drawn);
        }
    }
    return {"slider_to_picture", median(whole), kFrameSeconds, "s",
            "1F1B, 32 x 256: simulate (" + millisecondsText(median(simulate)) +
                ") and paint scene and timeline, all anew, into 1280x720; median of 21"};
}

core::BenchResult benchSceneFrame()
{
    const core::SnapshotPtr snapshot = core::run(pipelineScenario(32, 256)).value();
    const ui::Look look;
    QImage still(kBenchWindow, QImage::Format_RGB32);
    still.fill(look.theme.surface);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, kBenchWindow, look.scale);
    {
        QPainter painter(&still);
        ui::paintStillScene(painter, *snapshot, layout, look);
    }
    QImage target(kBenchWindow, QImage::Format_RGB32);
    std::int64_t frame = 0;
    const auto drawFrame = [&] {
        frame = (frame + 1) % 100;
        return secondsOf([&] {
            QPainter painter(&target);
            painter.drawImage(0, 0, still);
            const core::Nanos moment{snapshot->trace.stop / 100 * frame};
            ui::paintMovingScene(painter, *snapshot, layout, moment, look);
        });
    };
    const auto blit = [&] {
        return secondsOf([&] {
            QPainter painter(&target);
            painter.drawImage(0, 0, still);
        });
    };
    const Medians medians = mediansOf(101, drawFrame, blit);
    return {"scene_frame_over_blit", medians.work / medians.yardstick, 10, "ratio",
            "a frame of playback of the scene, 32 devices, 1280x720, at 101 moments: " +
                millisecondsText(medians.work) + ", over one opaque image of that size: " +
                millisecondsText(medians.yardstick) + "; medians"};
}

core::BenchResult benchFirstPicture()
{
    const QString program = QCoreApplication::applicationFilePath();
    const auto startAndDraw = [&](const char *what) {
        return secondsOf([&] {
            QProcess::execute(program, {QStringLiteral("bench"), QStringLiteral("--first-picture"),
                                        QString::fromLatin1(what)});
        });
    };
    const Medians medians = mediansOf(
        11, [&] { return startAndDraw("window"); }, [&] { return startAndDraw("empty"); });
    return {"first_picture_over_empty_window", medians.work / medians.yardstick, 2, "ratio",
            "this program from its start to the picture of its window, 1280x720: " +
                millisecondsText(medians.work) + ", over an empty window of that size: " +
                millisecondsText(medians.yardstick) + "; medians of 11"};
}

void drawFirstPicture(std::string_view what)
{
    if (what == "window") {
        const core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
        ui::Picture picture;
        picture.size = kBenchWindow;
        (void)ui::renderWindow(core::run(scenario).value(), picture);
        return;
    }
    QWidget window;
    window.resize(kBenchWindow);
    window.show();
    (void)window.grab();
}

} // namespace app
