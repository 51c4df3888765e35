// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/span_search.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>

namespace {

using core::SpanKind;

std::vector<core::SearchRow> rowsOf(const core::Snapshot &step)
{
    std::vector<core::SearchRow> rows;
    for (int device = 0; device < step.deviceCount(); ++device) {
        const auto row = step.rowOf(device);
        rows.push_back({row, device, true, 0, 0});
    }
    return rows;
}

core::SpanHits find(const core::Snapshot &step, const char *text)
{
    return core::findSpans(step, rowsOf(step), core::parseSpanQuery(text, false).value());
}

} // namespace

class TestSpanSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsNameWhatIsLookedFor();
    void whatIsUnknownIsNamed();
    void countsFollowFromTheSchedule();
    void theyAreThoseOfAWalk();
    void theyAreInOrderOfTime();
};

void TestSpanSearch::wordsNameWhatIsLookedFor()
{
    const core::SpanQuery query =
        core::parseSpanQuery("GPU 3, stage 2; Backward mb 5", false).value();
    QCOMPARE(query.device, std::optional(3));
    QCOMPARE(query.rank, std::optional(1)); // stages are counted from 1
    QCOMPARE(query.microBatch, std::optional(5));
    QVERIFY(query.kinds != 0 && query.name.empty());
    // Kinds of recorded kernels are kinds there too, not parts of their names.
    for (const auto &[word, kind] : {std::pair("product", core::SpanKind::Product),
                                     std::pair("attention", core::SpanKind::Attention),
                                     std::pair("copy", core::SpanKind::Copy)}) {
        const core::SpanQuery recorded = core::parseSpanQuery(word, true).value();
        QCOMPARE(recorded.kinds, std::uint32_t{1} << static_cast<unsigned>(kind));
        QVERIFY(recorded.name.empty());
    }
    QVERIFY(core::parseSpanQuery("F5", false).value() ==
            core::parseSpanQuery("forward micro-batch 5", false).value());
    QVERIFY(core::parseSpanQuery("gpu0", false).value() ==
            core::parseSpanQuery("device 0", false).value());
    QCOMPARE(core::parseSpanQuery("worker 1", false).value().device, std::optional(0));
    QCOMPARE(core::parseSpanQuery("Ampere GEMM", true).value().name, std::string("ampere gemm"));
}

void TestSpanSearch::whatIsUnknownIsNamed()
{
    QVERIFY(QString::fromStdString(core::parseSpanQuery("GPU 1 gemm", false).error().message)
                .contains(QStringLiteral("\"gemm\"")));
    for (const char *text :
         {"", "  ,", "stage 0", "stage x", "gpu", "layer -1", "mb 99999999999999999999"})
        QVERIFY2(!core::parseSpanQuery(text, false), text);
}

void TestSpanSearch::countsFollowFromTheSchedule()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 8)).value();
    QCOMPARE(find(*step, "forward").count, std::int64_t(4 * 8));
    QCOMPARE(find(*step, "forward backward").count, std::int64_t(2 * 4 * 8));
    QCOMPARE(find(*step, "micro-batch 3").count, std::int64_t(2 * 4));
    QCOMPARE(find(*step, "B3 stage 2").count, std::int64_t(1));
    QCOMPARE(find(*step, "GPU 0 forward").count, std::int64_t(8));
    const core::SpanHits layer = find(*step, "layer 3"); // of the third stage alone
    QCOMPARE(layer.count, std::int64_t(2 * 8));
    QVERIFY(std::ranges::all_of(layer.hits, [](const core::SpanHit &hit) { return hit.row == 2; }));
    QCOMPARE(find(*step, "GPU 9").count, std::int64_t(0));
    QCOMPARE(find(*step, "micro-batch 9").count, std::int64_t(0));
}

void TestSpanSearch::theyAreThoseOfAWalk()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("interleaved", 4, 8)).value();
    const core::Trace &trace = step->trace;
    std::int64_t idle = 0;
    for (std::size_t i = 0; i < trace.tag.size(); ++i)
        idle += trace.tag[i].kind == SpanKind::Wait && trace.end[i] > trace.begin[i] ? 1 : 0;
    QCOMPARE(find(*step, "idle").count, idle);
}

void TestSpanSearch::theyAreInOrderOfTime()
{
    const core::SnapshotPtr step = core::run(toy::pipeline("1f1b", 4, 8)).value();
    const core::SpanHits hits = find(*step, "micro-batch 2");
    QCOMPARE(std::int64_t(hits.hits.size()), hits.count);
    QVERIFY(std::ranges::is_sorted(hits.hits, {}, &core::SpanHit::begin));
    // Forwards of 1 ms go down the stages, the first of them as the second visit of stage 1.
    QCOMPARE(hits.hits.front().begin, toy::kMillisecond);
    QCOMPARE(hits.hits.front().row, 0);
    QCOMPARE(hits.hits[1].row, 1);
}

QTEST_GUILESS_MAIN(TestSpanSearch)
#include "tst_span_search.moc"
