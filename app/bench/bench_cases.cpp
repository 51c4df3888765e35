// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"

#include "app/bench/bench_scenario.h"
#include "app/bench/medians.h"
#include "core/analysis/snapshot.h"
#include "core/base/text.h"
#include "ui/export/picture.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/timeline/timeline_picture.h"

#include <QImage>
#include <QPainter>

#include <memory>

#include <malloc.h>

namespace app {
namespace {

constexpr double kFrameSeconds = 0.016;
constexpr QSize kBenchWindow(1280, 720);

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
    return processorSecondsOf([&] {
        memory = std::make_unique_for_overwrite<std::uint64_t[]>(bytes / sizeof(std::uint64_t));
        std::uint64_t *words = memory.get();
        for (std::size_t i = 0; i < bytes / sizeof(std::uint64_t); ++i)
            words[i] = i;
        asm volatile("" : : "r"(words) : "memory"); // the compiler must not optimize it away
    });
}

double secondsToRun(const core::Scenario &scenario)
{
    ::malloc_trim(0);
    core::SnapshotPtr kept; // freeing it is not part of the answer
    return processorSecondsOf([&] { kept = core::run(scenario).value(); });
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
        // The slider's change, so that nothing can be reused from the previous result.
        scenario.cluster.intraLink.bandwidth *= 0.99;
        core::SnapshotPtr snapshot;
        const double simulated =
            processorSecondsOf([&] { snapshot = core::run(scenario).value(); });
        const double drawn = processorSecondsOf([&] { drawSceneOverTimeline(target, *snapshot); });
        if (i > 0) { // the first one loads fonts
            simulate.push_back(simulated);
            whole.push_back(simulated + drawn);
        }
    }
    return {"slider_to_picture", core::medianOf(whole), kFrameSeconds, "s",
            "1F1B, 32 x 256: simulate (" + millisecondsText(core::medianOf(simulate)) +
                ") and paint scene and timeline, all anew, into 1280x720; median of 21"};
}

namespace {

// A frame of playback over one opaque image of the same size.
Medians sceneFrameMedians(const core::Snapshot &snapshot)
{
    const ui::Look look;
    QImage still(kBenchWindow, QImage::Format_RGB32);
    still.fill(look.theme.surface);
    const ui::SceneLayout layout = ui::layoutScene(snapshot, kBenchWindow, look.scale);
    {
        QPainter painter(&still);
        ui::paintStillScene(painter, snapshot, layout, look);
    }
    QImage target(kBenchWindow, QImage::Format_RGB32);
    std::int64_t frame = 0;
    const auto drawFrame = [&] {
        frame = (frame + 1) % 100;
        return processorSecondsOf([&] {
            QPainter painter(&target);
            painter.drawImage(0, 0, still);
            const core::Nanos moment{snapshot.trace.stop / 100 * frame};
            ui::paintMovingScene(painter, snapshot, layout, moment, look);
        });
    };
    const auto blit = [&] {
        return processorSecondsOf([&] {
            QPainter painter(&target);
            painter.drawImage(0, 0, still);
        });
    };
    return mediansOf(101, drawFrame, blit);
}

core::BenchResult sceneFrameResult(const std::string &name, const std::string &what, double bar,
                                   const Medians &medians)
{
    return {name, medians.work / medians.yardstick, bar, "ratio",
            "a frame of playback of the scene, " + what +
                ", 1280x720, at 101 moments: " + millisecondsText(medians.work) +
                ", over one opaque image of that size: " + millisecondsText(medians.yardstick) +
                "; medians"};
}

} // namespace

core::BenchResult benchSceneFrame()
{
    const core::SnapshotPtr snapshot = core::run(pipelineScenario(32, 256)).value();
    return sceneFrameResult("scene_frame_over_blit", "32 devices", 10,
                            sceneFrameMedians(*snapshot));
}

core::BenchResult benchLargeSceneFrame()
{
    core::Scenario scenario = pipelineScenario(64, 512);
    scenario.cluster.devices = 1024;
    scenario.parallel.data = 16;
    scenario.parallel.tensor = 8;
    scenario.parallel.pipeline = 8;
    scenario.faults.devices = {{349, 0.7}};
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    return sceneFrameResult("large_scene_frame_over_blit",
                            "1,024 devices (16 x 8 x 8, one of them slow), a square for each", 20,
                            sceneFrameMedians(*snapshot));
}

} // namespace app
