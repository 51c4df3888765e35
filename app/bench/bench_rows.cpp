// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_rows.h"

#include "app/bench/columns_yardstick.h"
#include "app/bench/timeline_on_image.h"
#include "core/runner/share_out.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <utility>

namespace app {
namespace {

constexpr int kStages = 1024;
constexpr std::size_t kSpansEach = 9'766; // ten million
constexpr std::int64_t kLongest = 100'000;

// A row for each of as many stages: forwards, backwards and waits of random lengths.
core::RecordingPtr manyRows()
{
    constexpr core::SpanKind kKinds[] = {core::SpanKind::Forward, core::SpanKind::Backward,
                                         core::SpanKind::Wait};
    const std::size_t count = kStages * kSpansEach;
    std::mt19937_64 random(20'261);
    core::Trace trace;
    trace.shape.ranks = kStages;
    trace.begin = core::Column<std::int64_t>(count);
    trace.end = core::Column<std::int64_t>(count);
    trace.tag = core::Column<core::SpanTag>(count);
    trace.wait = core::Column<std::int32_t>(count);
    trace.stop = static_cast<std::int64_t>(kSpansEach) * kLongest / 2;
    std::size_t i = 0;
    for (int row = 0; row < kStages; ++row) {
        trace.rows.push_back({i, kSpansEach});
        core::RowInfo &info = trace.info.emplace_back();
        info.devices = {row};
        info.rank = row;
        std::int64_t time = 0;
        for (std::size_t span = 0; span < kSpansEach; ++span, ++i) {
            trace.begin[i] = time;
            const auto length = static_cast<std::int64_t>(random() % kLongest);
            time = span + 1 == kSpansEach ? trace.stop : std::min(trace.stop, time + length);
            trace.end[i] = time;
            trace.tag[i] = {};
            trace.tag[i].kind = kKinds[random() % std::size(kKinds)];
            trace.wait[i] = core::Span::kNoWait;
        }
    }
    trace.waits.resize(kStages);
    return core::makeRecording("made at random", std::move(trace));
}

// Painted anew: from one picture to another and back.
void makeAnew(TimelineOnImage &timeline)
{
    timeline.view().navigator().back();
    (void)timeline.paint();
    timeline.view().navigator().forward();
}

} // namespace

std::vector<core::BenchResult> benchRows()
{
    std::vector<core::BenchResult> results;
    TimelineOnImage timeline{core::RunPtr(manyRows())};
    const std::int64_t stop = kLongest * static_cast<std::int64_t>(kSpansEach) / 2;
    timeline.view().navigator().zoomTo({stop / 100, stop / 100 * 99});
    const auto anew = [&timeline] {
        makeAnew(timeline);
        return timeline.paint();
    };
    const Medians all = mediansOf(9, anew, blit);
    results.push_back(overBlit("timeline_rows_over_blit", 10,
                               "the timeline of 1,024 rows and 10 million spans, as many rows as "
                               "are seen at once painted anew, " +
                                   eachColumnText(timeline, all),
                               all));
    ColumnsYardstick reading(kStages * kSpansEach);
    results.push_back(overColumns(
        "timeline_rows_over_reading", 3, "the rows of it alone, laid out and painted anew",
        mediansOf(
            9, [&] { return timeline.paintRows(); }, [&] { return reading.seconds(timeline); })));
    // Of the rows in sight a million spans.
    const double rows = static_cast<double>(timeline.view().timelineLayout().rows.size());
    const double share = 1e6 / (rows * static_cast<double>(kSpansEach));
    timeline.view().navigator().zoomTo(
        {stop / 3, stop / 3 + static_cast<std::int64_t>(share * static_cast<double>(stop))});
    const double alone = [&] {
        const core::SharingThreads one(1);
        return mediansOf(9, anew, blit).work;
    }();
    const core::SharingThreads two(2);
    const double together = mediansOf(9, anew, blit).work;
    const auto here = [&timeline] {
        makeAnew(timeline);
        return timeline.paintHere();
    };
    const Medians million = mediansOf(9, here, blit);
    results.push_back(overBlit("timeline_million_in_sight_over_blit", 16,
                               "the same where a million spans are in sight, on two threads: the "
                               "time of the one that paints, " +
                                   eachColumnText(timeline, million) + "; of both " +
                                   millisecondsText(together) + ", of one alone " +
                                   millisecondsText(alone),
                               million));
    return results;
}

} // namespace app
