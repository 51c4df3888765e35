// SPDX-License-Identifier: GPL-3.0-or-later
// Traces that no simulation made: written span by span, and shown without a plan.
#include "tests/core/toy_scenario.h"

#include "core/analysis/snapshot.h"
#include "core/sim/trace_builder.h"

#include <QTest>

using core::IdleCause;
using core::Span;
using core::SpanKind;
using core::Trace;
using core::TraceBuilder;

namespace {

core::RowInfo worker(int number, int rank = 0, int replica = 0)
{
    return {.label = "Worker " + std::to_string(number + 1),
            .devices = {number},
            .replicas = {replica},
            .rank = rank,
            .replicaClass = replica};
}

Span visit(std::int64_t begin, std::int64_t end, std::uint32_t microBatch, SpanKind kind)
{
    return {.begin = begin, .end = end, .tag = {.microBatch = microBatch, .kind = kind}};
}

core::MemoryStep kept(std::int64_t time, std::int64_t activations)
{
    core::MemoryStep step;
    step.time = {time};
    step.parts.activations = {activations};
    return step;
}

bool tiles(const Trace &trace)
{
    for (const Trace::RowRange &row : trace.rows) {
        std::int64_t at = 0;
        for (std::size_t i = row.first; i < row.first + row.count; ++i) {
            if (trace.begin[i] != at || trace.end[i] < at)
                return false;
            at = trace.end[i];
        }
        if (at != trace.stop)
            return false;
    }
    return true;
}

} // namespace

class TestTraceBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gapsBecomeIdleTimeByWhereTheyLie();
    void orderOfRowsDoesNotMatter();
    void whatCannotBeIsRefused();
    void namesAreKeptOnce();
    void messagesAreSortedWithTheirSizes();
    void memoryBeginsAtTheBeginOfTheStep();
    void aClosedStepLeavesRowsForTheNext();
    void eightyThousandRows();
    void aSimulatedTraceSaysWhomItsRowsStandFor();
};

// Drawn by hand, two ranks, stop 20:
//   0: F0 0..3, F1 3..6, (6..9 nothing), B0 9..15, optimizer 16..18
//   1: (0..3) F0 3..5, wait for rank 0 until 6, F1 6..8, B0 8..12
void TestTraceBuilder::gapsBecomeIdleTimeByWhereTheyLie()
{
    TraceBuilder builder;
    const int first = builder.addRow(worker(0, 0));
    const int second = builder.addRow(worker(1, 1));
    QVERIFY(builder.add(first, visit(0, 3, 0, SpanKind::Forward)));
    QVERIFY(builder.add(first, visit(3, 6, 1, SpanKind::Forward)));
    QVERIFY(builder.add(first, visit(9, 15, 0, SpanKind::Backward)));
    QVERIFY(builder.add(first, visit(16, 18, 0, SpanKind::Optimizer)));
    QVERIFY(builder.add(second, visit(3, 5, 0, SpanKind::Forward)));
    QVERIFY(builder.addWait(second, IdleCause::Link,
                            {.begin = 5, .end = 6, .link = 1, .awaitedRow = first}));
    QVERIFY(builder.add(second, visit(6, 8, 1, SpanKind::Forward)));
    QVERIFY(builder.add(second, visit(8, 12, 0, SpanKind::Backward)));
    const Trace trace = builder.close(20);
    QCOMPARE(trace.stop, std::int64_t(20));
    QCOMPARE(trace.optimizerBegin, std::int64_t(16));
    QVERIFY(tiles(trace));
    QCOMPARE(trace.rows[0].count, std::size_t(4 + 3)); // 6..9, 15..16, 18..20
    QCOMPARE(trace.rows[1].count, std::size_t(4 + 2)); // 0..3, 12..20
    QCOMPARE(trace.shape, (core::TraceShape{.ranks = 2, .microBatches = 2}));
    const auto idle = [&trace](std::size_t row, IdleCause cause) {
        return trace.idle[row][static_cast<std::size_t>(cause)];
    };
    QCOMPARE(idle(0, IdleCause::Dependency), std::int64_t(3));
    QCOMPARE(idle(0, IdleCause::Drain), std::int64_t(1 + 2));
    QCOMPARE(idle(1, IdleCause::Fill), std::int64_t(3));
    QCOMPARE(idle(1, IdleCause::Link), std::int64_t(1));
    QCOMPARE(idle(1, IdleCause::Drain), std::int64_t(8));
    const Span wait = trace.span(trace.spanAt(second, 5));
    QCOMPARE(trace.waits[1][static_cast<std::size_t>(wait.wait)].awaitedRow, first);
}

void TestTraceBuilder::orderOfRowsDoesNotMatter()
{
    TraceBuilder rowByRow;
    TraceBuilder inTurn;
    for (int row = 0; row < 3; ++row) {
        (void)rowByRow.addRow(worker(row));
        (void)inTurn.addRow(worker(row));
        for (int i = 0; i < 4; ++i)
            QVERIFY(rowByRow.add(row, visit(10 * i + row, 10 * i + 7, 0, SpanKind::Forward)));
    }
    for (int i = 0; i < 4; ++i) {
        for (int row = 2; row >= 0; --row)
            QVERIFY(inTurn.add(row, visit(10 * i + row, 10 * i + 7, 0, SpanKind::Forward)));
    }
    const Trace a = rowByRow.close();
    const Trace b = inTurn.close();
    QCOMPARE(a.stop, std::int64_t(37));
    QCOMPARE(a.spanCount(), b.spanCount());
    for (std::size_t i = 0; i < a.spanCount(); ++i) {
        QCOMPARE(a.begin[i], b.begin[i]);
        QCOMPARE(a.end[i], b.end[i]);
        QCOMPARE(a.tag[i].kind, b.tag[i].kind);
    }
}

void TestTraceBuilder::whatCannotBeIsRefused()
{
    TraceBuilder builder;
    const int row = builder.addRow(worker(0));
    QVERIFY(builder.add(row, visit(5, 8, 0, SpanKind::Forward)));
    QVERIFY(!builder.add(row, visit(7, 9, 0, SpanKind::Forward)));      // overlaps
    QVERIFY(!builder.add(row, visit(9, 8, 0, SpanKind::Forward)));      // negative
    QVERIFY(!builder.add(row, visit(-1, 2, 0, SpanKind::Forward)));     // before the step
    QVERIFY(!builder.add(row + 1, visit(9, 10, 0, SpanKind::Forward))); // no such row
    QVERIFY(!builder.add(-1, visit(9, 10, 0, SpanKind::Forward)));
    QVERIFY(!builder.add(row, visit(9, 10, 0, SpanKind::Other), 0)); // no such name
    QVERIFY(!builder.addWait(row, IdleCause::Link, {.begin = 9, .end = 10, .awaitedRow = 1}));
    QVERIFY(!builder.addTransfer({.begin = 1, .end = 2, .fromRow = 0, .toRow = 7}, {}));
    QVERIFY(!builder.addTransfer({.begin = 3, .end = 2}, {}));
    QVERIFY(!builder.addCollective({.begin = 3, .end = 2}));
    QVERIFY(!builder.addMemory(row, kept(-1, 0)));
    QVERIFY(builder.add(row, visit(8, 8, 1, SpanKind::Forward))); // a visit that costs nothing
    QVERIFY(builder.addWait(row, IdleCause::Link, {.begin = 8, .end = 8})); // no wait
    const Trace trace = builder.close();
    QCOMPARE(trace.spanCount(), std::size_t(3)); // idle 0..5, work 5..8, work at 8
    QVERIFY(trace.transfers[0].empty() && trace.collectives.empty() && trace.memory.empty());
}

void TestTraceBuilder::namesAreKeptOnce()
{
    TraceBuilder builder;
    const int row = builder.addRow(worker(0));
    const std::uint32_t load = builder.nameOf("load samples");
    QCOMPARE(builder.nameOf("load samples"), load);
    QVERIFY(builder.nameOf("evaluate") != load);
    QVERIFY(builder.add(row, visit(0, 2, 0, SpanKind::Other), load));
    QVERIFY(builder.add(row, visit(2, 5, 0, SpanKind::Forward)));
    const Trace named = builder.close();
    QCOMPARE(named.names.size(), std::size_t(2));
    QCOMPARE(*named.nameOf(0), std::string("load samples"));
    QVERIFY(!named.nameOf(1));
    QVERIFY(builder.add(row, visit(0, 2, 0, SpanKind::Forward)));
    const Trace plain = builder.close(); // pays for no column of names
    QCOMPARE(plain.name.size(), std::size_t(0));
    QVERIFY(!plain.nameOf(0));
}

void TestTraceBuilder::messagesAreSortedWithTheirSizes()
{
    TraceBuilder builder;
    (void)builder.addRow(worker(0));
    (void)builder.addRow(worker(1, 1));
    QVERIFY(builder.addTransfer({.begin = 7, .end = 9, .microBatch = 1, .toRow = 1}, {700}));
    QVERIFY(builder.addTransfer({.begin = 2, .end = 4, .microBatch = 0, .toRow = 1}, {200}));
    QVERIFY(builder.addCollective({.begin = 9, .end = 12, .group = 0, .bucket = 1, .sent = {5}}));
    QVERIFY(builder.addCollective({.begin = 4, .end = 9, .group = 0, .bucket = 0, .sent = {6}}));
    const Trace trace = builder.close();
    QCOMPARE(trace.stop, std::int64_t(12));
    QCOMPARE(trace.transfers[0].size(), std::size_t(2));
    QCOMPARE(trace.transfers[0][0].microBatch, std::uint32_t(0));
    QCOMPARE(trace.transferBytes[0], (std::vector<std::int64_t>{200, 700}));
    QCOMPARE(trace.collectives[0].bucket, 0);
    QCOMPARE(trace.collectives[0].sent, core::Bytes{6});
    QVERIFY(tiles(trace)); // rows without a span are idle from begin to end
}

void TestTraceBuilder::memoryBeginsAtTheBeginOfTheStep()
{
    TraceBuilder builder;
    const int row = builder.addRow(worker(0));
    QVERIFY(builder.addMemory(row, kept(4, 100)));
    QVERIFY(builder.addMemory(row, kept(4, 150))); // the later one holds
    QVERIFY(builder.addMemory(row, kept(6, 50)));
    QVERIFY(!builder.addMemory(row, kept(5, 0)));
    const Trace trace = builder.close(10);
    const std::vector<core::MemoryStep> expected = {kept(0, 0), kept(4, 150), kept(6, 50)};
    QCOMPARE(trace.memory[0], expected);
}

void TestTraceBuilder::aClosedStepLeavesRowsForTheNext()
{
    TraceBuilder builder;
    const int row = builder.addRow(worker(0, 0, 0));
    (void)builder.addRow(worker(1, 0, 1));
    QVERIFY(builder.add(row, visit(0, 100, 7, SpanKind::Forward)));
    QVERIFY(builder.add(row, {.begin = 100, .end = 120, .tag = {.kind = SpanKind::Optimizer}}));
    const Trace first = builder.close();
    QCOMPARE(first.stop, std::int64_t(120));
    QCOMPARE(first.optimizerBegin, std::int64_t(100));
    QVERIFY(builder.add(row, visit(1, 30, 0, SpanKind::Forward)));
    const Trace next = builder.close();
    QCOMPARE(next.stop, std::int64_t(30));
    QCOMPARE(next.optimizerBegin, std::int64_t(30)); // it has none
    QCOMPARE(next.shape, (core::TraceShape{.replicas = 2}));
    QCOMPARE(next.info[1].label, std::string("Worker 2"));
    QCOMPARE(next.rows[0].count, std::size_t(2));
    QCOMPARE(next.rows[1].count, std::size_t(1));
}

// More than 16 bits number: the last row has its own spans, messages and waits.
void TestTraceBuilder::eightyThousandRows()
{
    constexpr int rows = 80'000;
    TraceBuilder builder;
    for (int row = 0; row < rows; ++row)
        (void)builder.addRow({.devices = {row}, .replicas = {row}, .replicaClass = row});
    for (int row = 0; row < rows; ++row) {
        QVERIFY(builder.add(row, visit(row, row + 10, 0, SpanKind::Forward)));
        const int other = rows - 1 - row;
        QVERIFY(builder.addTransfer(
            {.begin = row + 10, .end = row + 11, .fromRow = row, .toRow = other}, {row}));
        QVERIFY(builder.addWait(row, IdleCause::Dependency,
                                {.begin = row + 10, .end = row + 12, .awaitedRow = other}));
    }
    const Trace trace = builder.close();
    QCOMPARE(trace.rows.size(), std::size_t(rows));
    QCOMPARE(trace.shape.replicas, rows);
    QVERIFY(tiles(trace));
    for (int row = 0; row < rows; ++row) {
        const auto at = static_cast<std::size_t>(row);
        const Span span = trace.span(trace.spanAt(row, row));
        QCOMPARE(span.begin, std::int64_t(row));
        QCOMPARE(trace.transfers[at][0].toRow, rows - 1 - row);
        QCOMPARE(trace.waits[at][0].awaitedRow, rows - 1 - row);
        QCOMPARE(trace.info[at].devices.front(), row);
    }
}

// Two replicas of two ranks, one device of them slow: its replica is a class of its own.
void TestTraceBuilder::aSimulatedTraceSaysWhomItsRowsStandFor()
{
    core::Scenario scenario = toy::pipeline("gpipe", 2, 2);
    scenario.cluster.devices = 8;
    scenario.parallel.data = 4;
    scenario.training.globalBatch = 8;
    scenario.faults.devices = {{.device = 1, .speed = 0.5}};
    const core::Result<core::SnapshotPtr> made = core::run(scenario);
    QVERIFY(made);
    const core::Snapshot &snapshot = *made.value();
    QCOMPARE(snapshot.trace.info.size(), snapshot.trace.rows.size());
    QCOMPARE(snapshot.trace.shape,
             (core::TraceShape{.ranks = 2, .replicas = 4, .microBatches = 2, .stages = 2}));
    std::size_t devices = 0;
    double slowest = 1;
    for (std::size_t row = 0; row < snapshot.trace.info.size(); ++row) {
        const core::RowInfo &info = snapshot.trace.info[row];
        devices += info.devices.size();
        slowest = std::min(slowest, info.ownSpeed);
        for (const int device : info.devices)
            QCOMPARE(snapshot.rowOf(device), static_cast<int>(row));
    }
    QCOMPARE(devices, std::size_t(8));
    QCOMPARE(slowest, 0.5);
}

QTEST_GUILESS_MAIN(TestTraceBuilder)
#include "tst_trace_builder.moc"
