// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"
#include "core/analysis/recording.h"
#include "core/analysis/time_bins.h"
#include "core/analysis/trace_index.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace {

constexpr unsigned kSeed = 20'261;

core::SnapshotPtr builtin(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

// Time by kind of work in [begin, end), piece by piece.
core::WorkTimes walked(const core::RunView &run, int row, std::int64_t begin, std::int64_t end)
{
    core::WorkTimes times;
    std::optional<core::ExchangeShares> exchange;
    if (run.snapshot())
        exchange.emplace(run.snapshot()->plan, run.trace(), std::size_t(row));
    const auto sync = core::syncIntervals(run.trace(), run.row(row).group);
    core::visitPieces(
        run.trace(), row, sync.intervals(), {begin, end}, [&](const core::WorkPiece &piece) {
            const double length =
                double(std::min(end, piece.time.end)) - double(std::max(begin, piece.time.begin));
            if (length <= 0)
                return;
            const bool waits = run.trace().tag[piece.span].kind == core::SpanKind::Wait;
            const double share = exchange && !waits ? exchange->of(piece.span) : 0;
            times.of[std::size_t(piece.work)] += std::int64_t(std::llround(length * (1 - share)));
            times.of[std::size_t(core::WorkClass::Sync)] +=
                std::int64_t(std::llround(length * share));
        });
    return times;
}

// Of many moments of a row at once the low halves of what is known of each alone.
void compareLowSums(const core::RowSums &sums, const core::TraceIndex &index,
                    const std::vector<std::int64_t> &moments)
{
    const std::size_t kinds = index.workKinds().size();
    std::vector<std::uint32_t> low(moments.size() * index.sumCount(), 7);
    sums.lowSums(moments, low);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const core::WorkTimes times = sums.upTo(moments[i]);
        for (std::size_t kind = 0; kind < kinds; ++kind)
            QCOMPARE(low[kind * moments.size() + i],
                     std::uint32_t(times.of[std::size_t(index.workKinds()[kind])]));
        if (index.shares())
            QCOMPARE(low[kinds * moments.size() + i], std::uint32_t(times.sharing));
    }
}

// At moments before the step, in it and behind it.
void compareLowSums(const core::RunView &run, const core::TraceIndex &index)
{
    std::mt19937_64 random(kSeed);
    const std::int64_t stop = run.trace().stop;
    for (int row = 0; row < int(run.trace().rows.size()); ++row) {
        std::vector<std::int64_t> moments = {-stop, -1, 0, 1, stop - 1, stop, stop + 1, 3 * stop};
        for (int i = 0; i < 300; ++i)
            moments.push_back(std::int64_t(random() % std::uint64_t(stop)));
        std::ranges::sort(moments);
        compareLowSums(core::RowSums(run, index, row), index, moments);
    }
}

// Random stretches of random rows: the sums are those of a walk. Each visit's exchange is rounded
// to a nanosecond.
void compareWithWalk(const core::RunView &run, int tries)
{
    const core::TraceIndex index(run);
    compareLowSums(run, index);
    std::mt19937_64 random(kSeed);
    const core::Trace &trace = run.trace();
    for (int i = 0; i < tries; ++i) {
        const int row = int(random() % trace.rows.size());
        std::int64_t from = std::int64_t(random() % std::uint64_t(trace.stop + 1));
        std::int64_t to = std::int64_t(random() % std::uint64_t(trace.stop + 1));
        if (from > to)
            std::swap(from, to);
        const core::RowSums sums(run, index, row);
        const core::WorkTimes is = sums.upTo(to) - sums.upTo(from);
        const core::WorkTimes expected = walked(run, row, from, to);
        const std::int64_t slack = 2 + std::int64_t(trace.rows[std::size_t(row)].count);
        std::int64_t all = 0;
        for (std::size_t work = 0; work < is.of.size(); ++work) {
            QVERIFY2(std::abs(is.of[work] - expected.of[work]) <= slack,
                     qPrintable(QStringLiteral("row %1, %2 to %3, kind %4: %5, walked %6")
                                    .arg(row)
                                    .arg(from)
                                    .arg(to)
                                    .arg(work)
                                    .arg(is.of[work])
                                    .arg(expected.of[work])));
            all += is.of[work];
        }
        QCOMPARE(all, to - from); // spans tile the step
    }
}

// A row of spans of these lengths, forward and idle in turn.
core::Recording recordingOf(const std::vector<std::int64_t> &lengths)
{
    core::Trace trace;
    trace.rows = {{0, lengths.size()}};
    trace.info.resize(1);
    trace.info[0].devices = {0};
    trace.waits.resize(1);
    trace.begin = core::Column<std::int64_t>(lengths.size());
    trace.end = core::Column<std::int64_t>(lengths.size());
    trace.tag = core::Column<core::SpanTag>(lengths.size());
    trace.wait = core::Column<std::int32_t>(lengths.size());
    std::int64_t time = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        trace.begin[i] = time;
        time += lengths[i];
        trace.end[i] = time;
        trace.tag[i] = {};
        trace.tag[i].kind = i % 2 == 0 ? core::SpanKind::Forward : core::SpanKind::Wait;
        trace.wait[i] = core::Span::kNoWait;
    }
    trace.stop = time;
    return core::recordingOf("made by hand", std::move(trace), {});
}

} // namespace

class TestTraceIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSumsAreThoseOfAWalk_data();
    void theSumsAreThoseOfAWalk();
    void overTheWholeStepTheyAreTheMetrics();
    void whatARowWaitsForTheRingIsShared();
    void clusteredSpansAreFoundAsWell();
    void rowsOfSeveralKindsOfWork();
    void binsAreFull();
    void aFullBinTellsWhatItHasRoomFor();
    void aStepOfOneSpanIsInOrder();
    void everyMomentIsThatOfASum();
    void spansOfManySecondsAreKnownAtTheirEdges();
};

void TestTraceIndex::theSumsAreThoseOfAWalk_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"1f1b-4-8", "dualpipe-4-8", "dp8-nvlink", "llama7b-zero3-8",
                           "gpt3-64-4x4x4", "pp4-straggler", "naive-4-badlink", "mixtral-ep8"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestTraceIndex::theSumsAreThoseOfAWalk()
{
    QFETCH(const QString, id);
    compareWithWalk(*builtin(qPrintable(id)), 200);
}

void TestTraceIndex::overTheWholeStepTheyAreTheMetrics()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 64)).value();
    QVERIFY(step->index != nullptr);
    const core::RowSums sums(*step, *step->index, 2);
    // 64 forwards of 1 ms, 64 backwards of 2 ms.
    const core::WorkTimes times = sums.upTo(step->trace.stop);
    QCOMPARE(times.of[std::size_t(core::WorkClass::Forward)], 64 * toy::kMillisecond);
    QCOMPARE(times.of[std::size_t(core::WorkClass::Backward)], 128 * toy::kMillisecond);
}

// Behind 1 ms forward and 2 back a ring of 45 us: all of it is waited for, none beside work.
void TestTraceIndex::whatARowWaitsForTheRingIsShared()
{
    core::Scenario s = toy::dataParallel(2, 1);
    s.parallel.overlap = false;
    const core::SnapshotPtr step = core::run(s).value();
    const core::RowSums sums(*step, *step->index, 0);
    const core::WorkTimes times = sums.upTo(step->trace.stop);
    QCOMPARE(times.of[std::size_t(core::WorkClass::Sync)], std::int64_t{45'000});
    QCOMPARE(times.sharing, std::int64_t{45'000});
    QCOMPARE(sums.sync().within({0, step->trace.stop}) - times.sharing, std::int64_t{0});
}

void TestTraceIndex::clusteredSpansAreFoundAsWell()
{
    // 100,000 spans of 1 ns, then one pause of a second, then spans of 1 ms.
    std::vector<std::int64_t> lengths(100'000, 1);
    lengths.back() = 1'000'000'000;
    lengths.insert(lengths.end(), 1000, 1'000'000);
    const core::Recording recording = recordingOf(lengths);
    compareWithWalk(recording, 500);
    const core::RowSums sums(recording, *recording.index, 0);
    for (const std::int64_t at : {0, 1, 2, 999, 99'998, 99'999}) {
        const core::WorkTimes times = sums.upTo(at);
        QCOMPARE(times.of[std::size_t(core::WorkClass::Forward)], (at + 1) / 2);
        QCOMPARE(times.of[std::size_t(core::WorkClass::Idle)], at / 2);
    }
}

// Of one kind to seven: how bins keep and add up their sums depends on how many there are.
void TestTraceIndex::rowsOfSeveralKindsOfWork()
{
    using enum core::SpanKind;
    constexpr core::SpanKind kKinds[] = {Wait,      Forward,   Backward, BackwardWeight,
                                         Recompute, Attention, Copy,     Optimizer};
    std::mt19937_64 random(kSeed);
    for (std::size_t kinds = 2; kinds <= std::size(kKinds); ++kinds) {
        std::vector<std::int64_t> lengths;
        for (int i = 0; i < 20'000; ++i)
            lengths.push_back(1 + std::int64_t(random() % (i % 100 == 0 ? 5'000'000 : 9'000)));
        core::Recording recording = recordingOf(lengths);
        for (std::size_t i = 0; i < lengths.size(); ++i)
            recording.trace.tag[i].kind = kKinds[random() % kinds];
        compareWithWalk(recording, 400);
    }
}

// Of the lines of 64 bytes the head takes 16, each sum 4 and the sort of the first span 1: every
// other span has 5 of the rest. Of up to four sums 8 spans are added up at once, of more one by
// one. Bins have room for twice the spans that there are on average.
void TestTraceIndex::binsAreFull()
{
    for (std::size_t sums = 1; sums <= 11; ++sums) {
        const std::size_t lines = sums <= 4 ? 1 : 2;
        const std::size_t fit = (lines * 64 - 16 - 4 * sums - 1) / 5;
        const std::size_t room = sums <= 4 ? std::min<std::size_t>(fit, 7) : fit;
        QCOMPARE(core::TimeBins(sums, sums).binsFor(1000 * room), std::size_t(2000));
    }
}

// Of spans of 10 ns, of two kinds in turn, a bin of two sums has room for the begins of seven after
// the first one.
void TestTraceIndex::aFullBinTellsWhatItHasRoomFor()
{
    core::TimeBins bins(2, 2);
    const std::array<std::int64_t, 2> none{};
    bins.add(0, 0, none);
    QVERIFY(bins.addFirst(core::SpanSort{0}));
    for (std::uint8_t i = 1; i <= 8; ++i)
        QCOMPARE(bins.addNext(10 * i, core::SpanSort{std::uint8_t(i % 2)}), i <= 7);
    for (std::int64_t time = 0; time < 120; ++time) {
        std::array<std::int64_t, 3> sums{};
        std::array<std::uint32_t, 2> low{};
        std::vector<std::size_t> unknown;
        const core::BinMoment moment{0, time};
        bins.lowSumsAt({&moment, 1}, low.data(), unknown);
        const bool known = time < 70;
        QCOMPARE(bins.raiseTo(0, time, sums.data()), known);
        QCOMPARE(unknown.empty(), known);
        if (!known)
            continue;
        // Of each 20 ns the first half goes to one, the other to the other.
        const std::int64_t rest = time % 20;
        const std::int64_t first = time / 20 * 10 + std::min<std::int64_t>(rest, 10);
        QCOMPARE(sums[0], first);
        QCOMPARE(sums[1], time - first);
        QCOMPARE(std::int64_t(low[0]), first);
        QCOMPARE(std::int64_t(low[1]), time - first);
    }
}

void TestTraceIndex::aStepOfOneSpanIsInOrder()
{
    const core::Recording recording = recordingOf({5});
    const core::RowSums sums(recording, *recording.index, 0);
    QCOMPARE(sums.upTo(0).of[0], std::int64_t(0));
    QCOMPARE(sums.upTo(3).of[0], std::int64_t(3));
    QCOMPARE(sums.upTo(5).of[0], std::int64_t(5));
    QCOMPARE(sums.upTo(50).of[0], std::int64_t(5)); // behind the end nothing is added
}

// Forward time up to a moment, span by span.
static std::int64_t summedForward(const std::vector<std::int64_t> &lengths, std::int64_t until)
{
    std::int64_t forward = 0;
    std::int64_t time = 0;
    for (std::size_t i = 0; i < lengths.size() && time < until; ++i) {
        if (i % 2 == 0)
            forward += std::min(lengths[i], until - time);
        time += lengths[i];
    }
    return forward;
}

static void compareMoments(const core::Recording &recording,
                           const std::vector<std::int64_t> &lengths,
                           const std::vector<std::int64_t> &moments)
{
    const core::RowSums sums(recording, *recording.index, 0);
    compareLowSums(sums, *recording.index, moments);
    core::SumsWalk walk(sums);
    for (const std::int64_t moment : moments) {
        const std::int64_t expected = summedForward(lengths, moment);
        for (const core::WorkTimes &times : {walk.upTo(moment), sums.upTo(moment)}) {
            QCOMPARE(times.of[std::size_t(core::WorkClass::Forward)], expected);
            QCOMPARE(times.of[std::size_t(core::WorkClass::Idle)], moment - expected);
        }
    }
}

// Also where two bins meet, and where spans last no time.
void TestTraceIndex::everyMomentIsThatOfASum()
{
    std::mt19937_64 random(kSeed);
    for (int step = 0; step < 20; ++step) {
        std::vector<std::int64_t> lengths;
        const std::size_t count = 1 + random() % 300;
        while (lengths.size() < count)
            lengths.push_back(std::int64_t(random() % (step % 3 == 0 ? 4 : 40)));
        lengths.push_back(1);
        const core::Recording recording = recordingOf(lengths);
        std::vector<std::int64_t> moments;
        for (std::int64_t moment = 0; moment <= recording.trace.stop; ++moment)
            moments.push_back(moment);
        compareMoments(recording, lengths, moments);
    }
}

// Longer than 32 bits of nanoseconds, among thousands of short ones.
void TestTraceIndex::spansOfManySecondsAreKnownAtTheirEdges()
{
    std::mt19937_64 random(kSeed);
    std::vector<std::int64_t> lengths;
    for (int i = 0; i < 3'000; ++i)
        lengths.push_back(random() % 50 == 0 ? 9'000'000'000 : std::int64_t(random() % 900));
    const core::Recording recording = recordingOf(lengths);
    std::vector<std::int64_t> moments;
    std::int64_t time = 0;
    for (const std::int64_t length : lengths) {
        time += length;
        for (const std::int64_t moment : {time - 1, time, time + 1, time + length / 2})
            moments.push_back(std::clamp<std::int64_t>(moment, 0, recording.trace.stop));
    }
    std::ranges::sort(moments);
    compareMoments(recording, lengths, moments);
}

QTEST_GUILESS_MAIN(TestTraceIndex)
#include "tst_trace_index.moc"
