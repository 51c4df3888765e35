// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_scenario.h"

#include "core/analysis/snapshot.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/paint/timeline/timeline_picture.h"

#include <QApplication>
#include <QImage>

#include <benchmark/benchmark.h>

namespace {

constexpr QSize kFullWindow(1920, 1080);
constexpr QSizeF kTimelineSize(1280, 330);

core::SnapshotPtr snapshotOf(const benchmark::State &state)
{
    return core::run(app::pipelineScenario(static_cast<int>(state.range(0)), state.range(1)))
        .value();
}

// The yardstick: one opaque image onto another.
void fullWindowBlit(benchmark::State &state)
{
    QImage target(kFullWindow, QImage::Format_RGB32);
    QImage source(kFullWindow, QImage::Format_RGB32);
    source.fill(Qt::gray);
    for (auto _ : state) {
        QPainter painter(&target);
        painter.drawImage(0, 0, source);
    }
}

void timelinePicture(benchmark::State &state)
{
    const core::SnapshotPtr snapshot = snapshotOf(state);
    QImage target(kTimelineSize.toSize(), QImage::Format_RGB32);
    ui::TimelinePicture picture;
    picture.size = kTimelineSize;
    for (auto _ : state) {
        QPainter painter(&target);
        ui::paintTimelinePicture(painter, *snapshot, picture, {});
    }
}

// The whole scene: what a new snapshot costs.
void scenePicture(benchmark::State &state)
{
    const core::SnapshotPtr snapshot = snapshotOf(state);
    QImage target(kFullWindow, QImage::Format_RGB32);
    for (auto _ : state) {
        QPainter painter(&target);
        ui::paintScene(painter, *snapshot, {snapshot->trace.stop / 2}, kFullWindow, {});
    }
}

// What a frame of playback adds to the still part.
void movingScene(benchmark::State &state)
{
    const core::SnapshotPtr snapshot = snapshotOf(state);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, kFullWindow, 1);
    QImage target(kFullWindow, QImage::Format_RGB32);
    for (auto _ : state) {
        QPainter painter(&target);
        ui::paintMovingScene(painter, *snapshot, layout, {snapshot->trace.stop / 2}, {});
    }
}

BENCHMARK(fullWindowBlit)->Unit(benchmark::kMicrosecond);
BENCHMARK(timelinePicture)
    ->Args({4, 8})
    ->Args({32, 256})
    ->Args({64, 1024})
    ->Args({64, 16384})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(scenePicture)->Args({4, 8})->Args({32, 256})->Unit(benchmark::kMicrosecond);
BENCHMARK(movingScene)->Args({4, 8})->Args({32, 256})->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
