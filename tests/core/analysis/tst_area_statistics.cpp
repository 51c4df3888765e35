// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/area_statistics.h"
#include "core/analysis/breakdown.h"
#include "core/analysis/link_use.h"
#include "core/analysis/trace_index.h"
#include "core/analysis/traffic_means.h"
#include "core/io/scenario/scenario_json.h"
#include "core/sim/trace_builder.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

namespace {

using core::WaitReason;
using core::WorkClass;

constexpr unsigned kSeed = 20'262;

core::SnapshotPtr builtin(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

std::int64_t overlap(std::int64_t begin, std::int64_t end, core::TimeInterval time)
{
    return std::max<std::int64_t>(0, std::min(end, time.end) - std::max(begin, time.begin));
}

template <class Numbers>
std::int64_t sumOf(const Numbers &numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
}

std::vector<core::AreaRow> allRows(const core::RunView &run)
{
    std::vector<core::AreaRow> rows;
    for (std::size_t row = 0; row < run.trace().rows.size(); ++row)
        rows.push_back({int(row), int(run.row(int(row)).devices.size())});
    return rows;
}

// One row, span by span and message by message.
core::AreaStatistics walked(const core::Snapshot &step, int row, core::TimeInterval time)
{
    const core::Trace &trace = step.trace;
    const auto at = std::size_t(row);
    core::AreaStatistics all;
    const core::Trace::RowRange range = trace.rows[at];
    const core::IntervalSet sync = core::syncIntervals(trace, core::RunView(step).row(row).group);
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        if (trace.begin[i] >= time.end || trace.end[i] <= time.begin)
            continue;
        const core::SpanTag tag = trace.tag[i];
        ++all.spans[std::size_t(tag.kind)];
        if (tag.kind != core::SpanKind::Wait)
            continue;
        const std::int64_t length = overlap(trace.begin[i], trace.end[i], time);
        const core::WaitDetail &detail = trace.waits[at][std::size_t(trace.wait[i])];
        const auto add = [&all](WaitReason reason, std::int64_t nanos) {
            all.waits[std::size_t(reason)] += nanos;
        };
        using enum core::IdleCause;
        const std::int64_t onWay = overlap(trace.end[i] - detail.link, trace.end[i], time);
        if (tag.cause == Dependency && detail.awaitedRow >= 0) {
            add(WaitReason::Link, onWay);
            add(detail.forGradient ? WaitReason::Gradient : WaitReason::Activation, length - onWay);
        } else if (tag.cause == Dependency) {
            add(WaitReason::Link, onWay);
            add(WaitReason::Others, length - onWay);
        } else if (tag.cause == GradientSync) {
            const core::TimeInterval part = {std::max(trace.begin[i], time.begin),
                                             std::min(trace.end[i], time.end)};
            add(WaitReason::GradientSync, length - sync.within(part));
        } else {
            const std::map<core::IdleCause, WaitReason> same = {
                {Fill, WaitReason::Fill},           {Drain, WaitReason::Drain},
                {Link, WaitReason::Link},           {Barrier, WaitReason::Barrier},
                {Straggler, WaitReason::Straggler},
            };
            add(same.at(tag.cause), length);
        }
    }
    double bytes = 0;
    for (std::size_t i = 0; i < trace.transfers[at].size(); ++i) {
        const core::Transfer &one = trace.transfers[at][i];
        bytes += double(core::transferSize(step, at, i).count) *
                 double(overlap(one.begin, one.end, time)) / double(one.end - one.begin);
    }
    all.messages.count = std::llround(bytes);
    return all;
}

} // namespace

class TestAreaStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreThoseOfAWalk_data();
    void theyAreThoseOfAWalk();
    void workAndIdleTimeFillTheArea();
    void whatIsSentIsTheAreaUnderTheChart_data();
    void whatIsSentIsTheAreaUnderTheChart();
    void overlappingMessagesAreCountedByTheirParts();
    void severalDevicesOfARowCountEach();
    void nothingIsOutsideOfTheStep();
};

void TestAreaStatistics::theyAreThoseOfAWalk_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"1f1b-4-8", "dualpipe-4-8", "gpt3-64-4x4x4", "pp4-straggler",
                           "naive-4-badlink", "dp8-nvlink"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestAreaStatistics::theyAreThoseOfAWalk()
{
    QFETCH(const QString, id);
    const core::SnapshotPtr step = builtin(qPrintable(id));
    std::mt19937_64 random(kSeed);
    for (int i = 0; i < 200; ++i) {
        const int row = int(random() % step->trace.rows.size());
        core::TimeInterval time = {std::int64_t(random() % std::uint64_t(step->trace.stop)),
                                   std::int64_t(random() % std::uint64_t(step->trace.stop))};
        if (time.begin >= time.end)
            std::swap(time.begin, time.end);
        time.end += 1;
        const core::AreaRow part = {row, 1};
        const core::AreaStatistics is = core::areaStatistics(*step, {&part, 1}, time);
        const core::AreaStatistics expected = walked(*step, row, time);
        QCOMPARE(is.spans, expected.spans);
        // What visits exchange is rounded to a nanosecond each, and not in the waits.
        QCOMPARE(is.waits, expected.waits);
        QVERIFY(std::abs(is.messages.count - expected.messages.count) <= 4);
        QCOMPARE(is.deviceTime(), time.end - time.begin);
    }
}

void TestAreaStatistics::workAndIdleTimeFillTheArea()
{
    // 4 stages, 8 micro-batches, forward 1 ms and backward 2 ms, links of no cost: a step of
    // (8 + 3) * 3 ms, in which each device works 8 * 3 ms and waits 3 * 3 ms.
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 8)).value();
    const std::vector<core::AreaRow> rows = allRows(*step);
    const auto all = core::areaStatistics(*step, rows, {0, 33 * toy::kMillisecond});
    QCOMPARE(all.devices, 4);
    QCOMPARE(all.spent[std::size_t(WorkClass::Forward)], 4 * 8 * toy::kMillisecond);
    QCOMPARE(all.spent[std::size_t(WorkClass::Backward)], 4 * 16 * toy::kMillisecond);
    QCOMPARE(all.spent[std::size_t(WorkClass::Idle)], 4 * 9 * toy::kMillisecond);
    QCOMPARE(sumOf(all.waits), 4 * 9 * toy::kMillisecond);
    QCOMPARE(all.busyShare(), 24.0 / 33.0);
    // Stage s begins after s forwards of the stages before it: 0 + 1 + 2 + 3 ms of filling.
    QCOMPARE(all.waits[std::size_t(WaitReason::Fill)], 6 * toy::kMillisecond);
    // Its last backward is followed by s backwards of the stages before it.
    QCOMPARE(all.waits[std::size_t(WaitReason::Drain)], 12 * toy::kMillisecond);
    QCOMPARE(all.spans[std::size_t(core::SpanKind::Forward)], std::int64_t(4 * 8));
    // Of the last stage from the third to the fourth millisecond: its first forward.
    const core::AreaRow last = {3, 1};
    const auto first =
        core::areaStatistics(*step, {&last, 1}, {3 * toy::kMillisecond, 4 * toy::kMillisecond});
    QCOMPARE(first.spent[std::size_t(WorkClass::Forward)], toy::kMillisecond);
    QCOMPARE(first.spanCount(), std::int64_t(1));
}

void TestAreaStatistics::whatIsSentIsTheAreaUnderTheChart_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"1f1b-4-8", "dp8-nvlink", "gpt3-64-4x4x4", "llama7b-zero3-8"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

// The chart of the network spreads messages and collectives over columns.
void TestAreaStatistics::whatIsSentIsTheAreaUnderTheChart()
{
    QFETCH(const QString, id);
    constexpr int kColumns = 16;
    const core::SnapshotPtr step = builtin(qPrintable(id));
    const auto means = core::trafficMeans(*step, {}, kColumns);
    const std::vector<core::AreaRow> rows = allRows(*step);
    const double column = double(step->trace.stop) / kColumns; // ns
    double whole = 0;
    for (const auto &rates : means)
        whole += std::accumulate(rates.begin(), rates.end(), 0.0) * column * 1e-9;
    QVERIFY(whole > 0);
    for (const auto &[from, to] : {std::pair(0, 16), std::pair(3, 4), std::pair(5, 11)}) {
        double expected = 0;
        for (int i = from; i < to; ++i)
            expected +=
                std::accumulate(means[std::size_t(i)].begin(), means[std::size_t(i)].end(), 0.0) *
                column * 1e-9;
        const core::TimeInterval time = {std::llround(from * column), std::llround(to * column)};
        const auto is = double(core::areaStatistics(*step, rows, time).sent().count);
        QVERIFY2(std::abs(is - expected) <= 1e-6 * whole,
                 qPrintable(QStringLiteral("%1, the chart says %2").arg(is).arg(expected)));
    }
}

void TestAreaStatistics::overlappingMessagesAreCountedByTheirParts()
{
    // A long message of 1000 bytes under way from 0 to 1000 ns beside 40 short ones, of 10 bytes in
    // 10 ns each, that begin every 20 ns.
    core::TraceBuilder builder;
    const int from = builder.addRow({.devices = {0}, .replicas = {0}});
    const int to = builder.addRow({.devices = {1}, .replicas = {0}});
    QVERIFY(builder.add(from, {0, 1000, {.kind = core::SpanKind::Forward}}));
    QVERIFY(builder.add(to, {0, 1000, {.kind = core::SpanKind::Forward}}));
    QVERIFY(builder.addTransfer({.begin = 0, .end = 1000, .fromRow = from, .toRow = to}, {1000}));
    for (int i = 0; i < 40; ++i)
        QVERIFY(builder.addTransfer(
            {.begin = 20 * i, .end = 20 * i + 10, .fromRow = from, .toRow = to}, {10}));
    const core::Recording recording = core::recordingOf("made by hand", builder.close(), {});
    const core::AreaRow sender = {from, 1};
    const auto sent = [&](std::int64_t begin, std::int64_t end) {
        return core::areaStatistics(recording, {&sender, 1}, {begin, end}).messages.count;
    };
    QCOMPARE(sent(0, 1000), std::int64_t(1400));
    QCOMPARE(sent(0, 5), std::int64_t(10));       // 5 of each of two
    QCOMPARE(sent(500, 600), std::int64_t(150));  // 100 of the long one, five short ones
    QCOMPARE(sent(805, 1000), std::int64_t(195)); // the short ones are over
    const core::AreaRow receiver = {to, 1};
    QCOMPARE(core::areaStatistics(recording, {&receiver, 1}, {0, 1000}).sent().count,
             std::int64_t(0));
}

void TestAreaStatistics::severalDevicesOfARowCountEach()
{
    const core::SnapshotPtr step = builtin("gpt3-64-4x4x4");
    const core::AreaRow one = {1, 1};
    const core::AreaRow three = {1, 3};
    const core::TimeInterval time = {step->trace.stop / 4, step->trace.stop / 2};
    const auto single = core::areaStatistics(*step, {&one, 1}, time);
    const auto triple = core::areaStatistics(*step, {&three, 1}, time);
    QCOMPARE(triple.devices, 3);
    QCOMPARE(triple.deviceTime(), 3 * single.deviceTime());
    QCOMPARE(triple.sent().count, 3 * single.sent().count);
    QCOMPARE(triple.spanCount(), 3 * single.spanCount());
    QCOMPARE(triple.busyShare(), single.busyShare());
}

void TestAreaStatistics::nothingIsOutsideOfTheStep()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 8)).value();
    const std::vector<core::AreaRow> rows = allRows(*step);
    const std::int64_t stop = step->trace.stop;
    QCOMPARE(core::areaStatistics(*step, rows, {-100, stop + 100}).deviceTime(), 4 * stop);
    QCOMPARE(core::areaStatistics(*step, rows, {stop, stop + 100}).deviceTime(), std::int64_t(0));
    QCOMPARE(core::areaStatistics(*step, rows, {50, 50}).share(10), 0.0);
    QCOMPARE(core::areaStatistics(*step, {}, {0, stop}).devices, 0);
}

QTEST_GUILESS_MAIN(TestAreaStatistics)
#include "tst_area_statistics.moc"
