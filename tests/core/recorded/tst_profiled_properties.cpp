// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every recording: time is neither lost nor told twice.
#include "core/recorded/recorded_facts.h"
#include "core/recorded/recorded_trace.h"
#include "core/recorded/tidy_spans.h"
#include "tests/core/recorded/made_chrome.h"

#include <rapidcheck.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

namespace {

constexpr std::array<const char *, 5> kNames = {"gemm", "ncclKernel_AllReduce", "Memcpy DtoH",
                                                "relu", "adam"};

std::vector<core::RecordedSpan> anySpans(int most)
{
    std::vector<core::RecordedSpan> spans;
    const int count = *rc::gen::inRange(1, most);
    for (int i = 0; i < count; ++i) {
        core::RecordedSpan span;
        span.begin = *rc::gen::inRange(0, 60);
        span.end = span.begin + *rc::gen::inRange(0, 25);
        span.name = static_cast<std::uint32_t>(*rc::gen::inRange(0, 5));
        if (*rc::gen::arbitrary<bool>())
            span.launch = span.begin - *rc::gen::inRange(-5, 30);
        spans.push_back(span);
    }
    return spans;
}

// By counting each nanosecond, which is what the program does not do.
std::set<std::int64_t> nanosOf(const std::vector<core::RecordedSpan> &spans)
{
    std::set<std::int64_t> nanos;
    for (const core::RecordedSpan &span : spans) {
        for (std::int64_t at = span.begin; at < span.end; ++at)
            nanos.insert(at);
    }
    return nanos;
}

core::RecordedRun anyRun()
{
    core::RecordedRun run;
    for (const char *name : kNames)
        (void)run.names.numberOf(name);
    core::RecordedRank rank;
    rank.devices = {"GPU 0"};
    const int streams = *rc::gen::inRange(1, 4);
    for (int stream = 0; stream < streams; ++stream)
        rank.streams.push_back(
            {.label = "stream",
             .spans = core::tidySpans(anySpans(12), core::Nesting::Refused, rank.mended)});
    if (*rc::gen::arbitrary<bool>())
        rank.steps = {{.number = 0, .begin = *rc::gen::inRange(-5, 30), .end = 30},
                      {.number = 1, .begin = 30, .end = 30 + *rc::gen::inRange(0, 60)}};
    run.ranks = {rank};
    return run;
}

template <class Times>
std::int64_t sumOf(const Times &times)
{
    return std::accumulate(times.begin(), times.end(), std::int64_t{0});
}

} // namespace

class TestProfiledProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tidySpansKeepTheTimeAtWork();
    void kindsAndCausesSumToTheTimeOfEachStream();
    void aDeviceIsCountedNanosecondByNanosecond();
    void microsecondsAreReadExactly();
    void intervalsAreSets();
    void whatIsShownEarlyIsTheBeginOfTheWhole();
};

void TestProfiledProperties::tidySpansKeepTheTimeAtWork()
{
    QVERIFY(rc::check([] {
        const std::vector<core::RecordedSpan> spans = anySpans(20);
        core::Mended mended;
        const auto nesting =
            *rc::gen::arbitrary<bool>() ? core::Nesting::Usual : core::Nesting::Refused;
        const std::vector<core::RecordedSpan> tidy = core::tidySpans(spans, nesting, mended);
        for (std::size_t i = 1; i < tidy.size(); ++i)
            RC_ASSERT(tidy[i].begin >= tidy[i - 1].end);
        for (const core::RecordedSpan &span : tidy)
            RC_ASSERT(span.begin <= span.end);
        RC_ASSERT(nanosOf(tidy) == nanosOf(spans));
    }));
}

void TestProfiledProperties::kindsAndCausesSumToTheTimeOfEachStream()
{
    QVERIFY(rc::check([] {
        const core::RecordedRun run = anyRun();
        const std::optional<std::int64_t> step =
            run.ranks[0].steps.empty() ? std::nullopt : std::optional<std::int64_t>(1);
        for (const auto &which : {std::optional<std::int64_t>(), step}) {
            const core::RecordedFacts facts = core::factsOf(run, {}, which);
            for (const core::StreamFacts &stream : facts.ranks[0].streams) {
                RC_ASSERT(sumOf(stream.busy) + sumOf(stream.idle) ==
                          facts.ranks[0].window.length());
                RC_ASSERT(*std::ranges::min_element(stream.idle) >= 0);
            }
        }
    }));
}

void TestProfiledProperties::aDeviceIsCountedNanosecondByNanosecond()
{
    QVERIFY(rc::check([] {
        const core::RecordedRun run = anyRun();
        const core::RecordedFacts facts = core::factsOf(run, {});
        const core::TimeInterval window = facts.ranks[0].window;
        std::array<std::int64_t, 4> time = {}; // computing, exposed, copying, idle
        std::int64_t hidden = 0;
        for (std::int64_t at = window.begin; at < window.end; ++at) {
            bool computes = false;
            bool exchanges = false;
            bool copies = false;
            for (const core::RecordedStream &stream : run.ranks[0].streams) {
                for (const core::RecordedSpan &span : stream.spans) {
                    if (at < span.begin || at >= span.end)
                        continue;
                    const core::KernelKind kind = run.names.kind(span.name);
                    exchanges = exchanges || kind == core::KernelKind::Collective;
                    copies = copies || kind == core::KernelKind::Copy;
                    computes = computes || (kind != core::KernelKind::Collective &&
                                            kind != core::KernelKind::Copy);
                }
            }
            ++time[computes ? 0 : exchanges ? 1 : copies ? 2 : 3];
            hidden += computes && exchanges;
        }
        const core::DeviceFacts &device = facts.ranks[0].devices[0];
        RC_ASSERT(device.computing == time[0]);
        RC_ASSERT(device.exposed == time[1]);
        RC_ASSERT(device.copying == time[2]);
        RC_ASSERT(sumOf(device.idle) == time[3]);
        RC_ASSERT(device.hidden == hidden);
    }));
}

void TestProfiledProperties::microsecondsAreReadExactly()
{
    const made::ChromeFolder folder;
    QVERIFY(rc::check([&folder] {
        const auto begin = *rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000'000'000);
        const auto length = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
        made::Events events;
        events.kernel("gemm", 7, begin, begin, begin + length);
        const auto read = folder.readText(events.document());
        RC_ASSERT(static_cast<bool>(read));
        const core::RecordedSpan &span = read.value().run.ranks.at(0).streams.at(0).spans.at(0);
        RC_ASSERT(span.begin == begin);
        RC_ASSERT(span.end == begin + length);
        RC_ASSERT(span.launch == begin);
    }));
}

void TestProfiledProperties::intervalsAreSets()
{
    QVERIFY(rc::check([] {
        const auto any = [] {
            std::vector<core::RecordedSpan> spans = anySpans(10);
            std::vector<core::TimeInterval> intervals;
            for (const core::RecordedSpan &span : spans)
                intervals.push_back({span.begin, span.end});
            return std::pair(core::IntervalSet(intervals), nanosOf(spans));
        };
        const auto [a, inA] = any();
        const auto [b, inB] = any();
        std::vector<std::int64_t> both;
        std::ranges::set_intersection(inA, inB, std::back_inserter(both));
        RC_ASSERT(a.length() == static_cast<std::int64_t>(inA.size()));
        RC_ASSERT(a.within(b) == static_cast<std::int64_t>(both.size()));
        const core::TimeInterval window = {10, 40};
        const auto inside = std::ranges::count_if(
            inA, [&window](std::int64_t at) { return at >= window.begin && at < window.end; });
        RC_ASSERT(a.within(window) == inside);
        std::int64_t gaps = 0;
        for (const core::TimeInterval &gap : a.gaps(window))
            gaps += gap.length();
        RC_ASSERT(gaps == window.length() - inside);
    }));
}

// The kernels of two streams in turn: each 700 ns long, one begins every microsecond.
void TestProfiledProperties::whatIsShownEarlyIsTheBeginOfTheWhole()
{
    constexpr int kKernels = 3000; // with the call of each twice as many events
    made::Events events;
    for (int i = 0; i < kKernels; ++i)
        events.kernel("gemm", 7 + i % 2, 1000 * i, 1000 * i, 1000 * i + 700);
    const made::ChromeFolder folder;
    QVERIFY(folder.write("rank0.json", events.document()));
    const std::string path = folder.path("rank0.json");
    std::vector<core::Recording> shown;
    const auto keep = [&shown](core::Recording recording) {
        shown.push_back(std::move(recording));
    };
    const auto read = core::readRecordedRun({&path, 1}, core::usualKernelRules(), {},
                                            {.show = keep, .patience = std::chrono::seconds(0)});
    QVERIFY(read);
    QVERIFY(!shown.empty());
    shown.push_back(core::recordingOfRun(read.value().run));
    std::size_t before = 0;
    for (const core::Recording &recording : shown) {
        const core::Trace &trace = recording.trace;
        QCOMPARE(trace.rows.size(), std::size_t(2));
        std::size_t kernels = 0;
        for (std::size_t row = 0; row < 2; ++row) {
            const int first = trace.info[row].label == "Rank 0 · stream 7" ? 0 : 1;
            std::int64_t next = 1000 * first;
            for (std::size_t i = 0; i < trace.rows[row].count; ++i) {
                const core::Span span = trace.span(trace.rows[row].first + i);
                if (span.tag.kind == core::SpanKind::Wait)
                    continue;
                QVERIFY(span.tag.kind == core::SpanKind::Product);
                QCOMPARE(span.begin, next);
                QCOMPARE(span.end, next + 700);
                next += 2000;
                ++kernels;
            }
        }
        QVERIFY(kernels > before);
        QCOMPARE(trace.stop, 1000 * std::int64_t(kernels) - 300);
        before = kernels;
    }
    QCOMPARE(before, std::size_t(kKernels));
}

QTEST_GUILESS_MAIN(TestProfiledProperties)
#include "tst_profiled_properties.moc"
