// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_timeline.h"

#include "app/bench/bench_rows.h"
#include "app/bench/bench_scenario.h"
#include "app/bench/columns_yardstick.h"
#include "app/bench/medians.h"
#include "app/bench/timeline_on_image.h"
#include "core/analysis/snapshot.h"
#include "core/io/chrome/read_recorded.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <string>
#include <utility>

namespace app {
namespace {

constexpr double kDragged = 40; // pixels of a frame of it: a hand moves no faster for long
constexpr int kRanks = 64;
constexpr std::int64_t kTenMillion = 78'125; // micro-batches: two spans each on 64 ranks

// Of painting everything anew at each zoom from the whole step down to a few spans: the slowest.
struct SlowestZoom
{
    Medians all;
    double rows = 0; // of it, seconds
    core::Nanos inSight;
    Medians columns; // of the rows alone, where each column tells shares: over its yardstick
};

// Median of so many.
SlowestZoom slowestZoom(TimelineOnImage &timeline, ColumnsYardstick &reading)
{
    constexpr int kZooms = 44; // of 1.5: to a fiftieth of a millionth
    constexpr int kTimes = 5;
    struct Zoom
    {
        std::vector<double> all;
        std::vector<double> rows;
        core::Nanos inSight;
        bool dense = false; // all of its rows
    };
    std::vector<Zoom> zooms(kZooms);
    std::vector<double> blits;
    std::vector<double> readings;
    for (int time = 0; time < kTimes; ++time) {
        timeline.view().fit();
        for (Zoom &zoom : zooms) {
            zoom.all.push_back(timeline.paint());
            blits.push_back(blit());
            zoom.inSight = timeline.view().viewport().end - timeline.view().viewport().begin;
            zoom.rows.push_back(timeline.paintRows());
            zoom.dense = timeline.isDense();
            timeline.view().zoomIn();
        }
        readings.push_back(reading.seconds(timeline));
    }
    double columns = 0;
    for (const Zoom &zoom : zooms)
        columns = zoom.dense ? std::max(columns, core::medianOf(zoom.rows)) : columns;
    const auto slowest = std::ranges::max_element(
        zooms, {}, [](const Zoom &zoom) { return core::medianOf(zoom.all); });
    return {{core::medianOf(slowest->all), core::medianOf(blits)},
            core::medianOf(slowest->rows),
            slowest->inSight,
            {columns, core::medianOf(readings)}};
}

core::SnapshotPtr pipelineOf(int ranks, std::int64_t microBatches)
{
    return core::run(pipelineScenario(ranks, microBatches)).value();
}

// In playback each frame has another moment.
double playingSeconds(const core::SnapshotPtr &snapshot)
{
    TimelineOnImage timeline{core::RunPtr(snapshot)};
    std::vector<double> frames;
    for (int frame = 0; frame < 101; ++frame) {
        timeline.view().setMoment({snapshot->trace.stop / 101 * frame});
        frames.push_back(timeline.paint());
    }
    return core::medianOf(frames);
}

// A rank as the PyTorch profiler writes it, of about so many bytes.
std::int64_t writeProfile(const QString &path, std::int64_t size)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return 0;
    file.write("{\"schemaVersion\": 1, \"traceEvents\": [\n");
    QByteArray block;
    for (std::int64_t i = 0; file.pos() + block.size() < size; ++i) {
        const QByteArray number = QByteArray::number(qint64(i + 1));
        const QByteArray time = QByteArray::number(qint64(20 * i));
        block += (i == 0 ? "" : ",\n") +
                 QByteArray("{\"ph\": \"X\", \"cat\": \"cuda_runtime\", \"name\": "
                            "\"cudaLaunchKernel\", \"pid\": 1, \"tid\": 77, \"ts\": ") +
                 time + ".125, \"dur\": 4.250, \"args\": {\"External id\": " + number +
                 ", \"cbid\": 211, \"correlation\": " + number +
                 "}},\n{\"ph\": \"X\", \"cat\": \"kernel\", \"name\": "
                 "\"ampere_bf16_s16816gemm_bf16_128x256_ldg8_f2f_stages_64x3_nn\", \"pid\": 0, "
                 "\"tid\": 7, \"ts\": " +
                 time + ".750, \"dur\": 17.125, \"args\": {\"External id\": " + number +
                 ", \"queued\": 0, \"device\": 0, \"context\": 1, \"stream\": 7, "
                 "\"correlation\": " +
                 number + ", \"registers per thread\": 238, \"grid\": [16, 8, 1]}}";
        if (block.size() > 1 << 20) {
            file.write(block);
            block.clear();
        }
    }
    file.write(block + "\n]}\n");
    return file.pos();
}

core::BenchResult benchReading()
{
    constexpr std::int64_t kBytes = 200'000'000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rank0.json"));
    const std::int64_t size = writeProfile(path, kBytes);
    const std::string file = path.toStdString();
    bool done = size >= kBytes;
    const double seconds = processorSecondsOf([&] { // of one thread
        done = done && core::readRecordedRun({&file, 1}, core::usualKernelRules());
    });
    // A file that could not be read takes for ever.
    const double each = done ? seconds * 1e8 / static_cast<double>(size) : 1e9;
    return {"profile_read_per_100_mb", each, 1, "s",
            "a trace of the PyTorch profiler of 200 MB, read by one thread from a file that was "
            "just written"};
}

} // namespace

std::vector<core::BenchResult> benchTimeline()
{
    std::vector<core::BenchResult> results;
    Medians million;
    {
        TimelineOnImage timeline{core::RunPtr(pipelineOf(kRanks, kTenMillion / 10))};
        ColumnsYardstick reading(kRanks * 2 * kTenMillion / 10);
        million = slowestZoom(timeline, reading).all;
    }
    {
        TimelineOnImage timeline{core::RunPtr(pipelineOf(kRanks, kTenMillion))};
        ColumnsYardstick reading(kRanks * 2 * kTenMillion);
        const SlowestZoom slowest = slowestZoom(timeline, reading);
        const Medians &all = slowest.all;
        results.push_back(overBlit("timeline_anew_over_blit", 2,
                                   "the timeline of 64 devices and 10 million spans, painted anew "
                                   "with its axis at the slowest of 44 zooms (" +
                                       core::figureOf(slowest.inSight).text() +
                                       " in sight; the names of rows are kept), its rows alone " +
                                       millisecondsText(slowest.rows) + ", " +
                                       eachColumnText(timeline, all),
                                   all));
        results.push_back(overColumns("timeline_columns_over_reading", 3,
                                      "the rows alone, laid out and painted anew, at the slowest "
                                      "zoom at which each column of pixels tells shares",
                                      slowest.columns));
        results.push_back({"timeline_growth",
                           (all.work / all.yardstick) / (million.work / million.yardstick), 1.5,
                           "ratio", "the same of 10 million spans over the same of one million"});
        timeline.view().fit();
        for (int zoom = 0; zoom < 8; ++zoom)
            timeline.view().zoomIn();
        int steps = 0;
        results.push_back(overBlit(
            "timeline_pan_over_blit", 1.5,
            "a drag by 40 pixels to the side in it, a 26th of the step in view",
            mediansOf(
                31, [&] { return timeline.pan(++steps % 16 < 8 ? kDragged : -kDragged); }, blit)));
        results.push_back(overBlit("timeline_hover_over_blit", 1, "the pointer moves over it",
                                   mediansOf(
                                       31, [&] { return timeline.hover(); }, blit)));
    }
    const double small = playingSeconds(pipelineOf(4, 8));
    const double large = playingSeconds(pipelineOf(kRanks, kTenMillion));
    results.push_back({"timeline_playing_growth", large / small, 1.5, "ratio",
                       "a frame of playback of the timeline of 10 million spans (" +
                           millisecondsText(large) + ") over one of 4 x 8 (" +
                           millisecondsText(small) + "); medians of 101"});
    for (core::BenchResult &result : benchRows())
        results.push_back(std::move(result));
    results.push_back(benchReading());
    return results;
}

} // namespace app
