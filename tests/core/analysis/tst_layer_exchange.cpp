// SPDX-License-Identifier: GPL-3.0-or-later
// What is gathered, scattered and added up layer by layer, at one instant.
#include "core/analysis/layer_exchange.h"
#include "core/analysis/moment.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

#include <algorithm>
#include <map>

using Kind = core::LayerExchange::Kind;

namespace {

core::SnapshotPtr stepOf(const char *id, const std::vector<std::string> &settings = {})
{
    return core::run(core::loadScenario(id, settings).value()).value();
}

// The first visit of this kind of device 0.
core::Span firstSpan(const core::Snapshot &snapshot, core::SpanKind kind)
{
    const core::Trace::RowRange range = snapshot.trace.rows.front();
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        if (snapshot.trace.span(i).tag.kind == kind)
            return snapshot.trace.span(i);
    }
    return {};
}

core::DeviceMoment momentAt(const core::Snapshot &snapshot, std::int64_t nanos)
{
    return core::deviceMoment(snapshot, 0, {nanos});
}

const core::VisitProfile &visitOf(const core::Snapshot &snapshot, core::Op op)
{
    return snapshot.plan.stages.front().visits[static_cast<std::size_t>(op)];
}

double wholeOf(const std::vector<core::GatheredLayer> &layers, int layer)
{
    const auto found = std::ranges::find(layers, layer, &core::GatheredLayer::layer);
    return found == layers.end() ? 0 : found->whole;
}

// How often an exchange of this kind begins for each layer within a span.
std::map<int, int> beginnings(const core::Snapshot &snapshot, const core::Span &span, Kind kind)
{
    std::map<int, int> begun;
    std::pair<int, int> before{-1, -1};
    constexpr int steps = 60'000;
    for (int i = 0; i < steps; ++i) {
        const core::DeviceMoment moment =
            momentAt(snapshot, span.begin + (span.end - span.begin) * i / steps);
        const auto exchange = kind == Kind::Sum ? core::partnerSum(snapshot, moment)
                                                : core::shardExchange(snapshot, moment);
        const bool counts = exchange && exchange->kind == kind;
        const std::pair now =
            counts ? std::pair{exchange->layer, exchange->turn} : std::pair{-1, -1};
        if (counts && now != before)
            ++begun[exchange->layer];
        before = now;
    }
    return begun;
}

} // namespace

class TestLayerExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNextLayerIsGatheredWhileOneIsAtWork_data();
    void theNextLayerIsGatheredWhileOneIsAtWork();
    void everyLayerIsGatheredOncePerVisitAndScatteredOnce();
    void withoutOverlapALayerIsGatheredBeforeItsOwnWork();
    void nothingIsGatheredWhereWeightsAreWhole();
    void zeroTwoGathersItsUpdatesForwardAlone();
    void aSlowDeviceGathersNoSlower();
    void everyTransformerLayerAddsUpTwiceInEachDirection();
    void theSumEndsEachHalfOfTheLayer();
};

void TestLayerExchange::theNextLayerIsGatheredWhileOneIsAtWork_data()
{
    QTest::addColumn<int>("span");
    QTest::addColumn<int>("op");
    QTest::newRow("forward") << int(core::SpanKind::Forward) << int(core::Op::Forward);
    QTest::newRow("backward") << int(core::SpanKind::Backward) << int(core::Op::Backward);
}

// Prefetched by one: from the begin of layer i on, layer i + 1 takes the seconds of its all-gather.
void TestLayerExchange::theNextLayerIsGatheredWhileOneIsAtWork()
{
    QFETCH(const int, span);
    QFETCH(const int, op);
    const core::SnapshotPtr snapshot = stepOf("llama7b-zero3-8");
    const core::Span at = firstSpan(*snapshot, core::SpanKind(span));
    const core::VisitProfile &visit = visitOf(*snapshot, core::Op(op));
    QCOMPARE(at.end - at.begin, visit.duration.count); // nothing is slow
    int checked = 0;
    for (std::size_t i = 1; i + 1 < visit.segments.size(); ++i) {
        const core::VisitSegment &work = visit.segments[i];
        const core::LayerPrice &next =
            snapshot->plan.layers[std::size_t(visit.segments[i + 1].layer)];
        if (snapshot->plan.layers[std::size_t(work.layer)].kind != core::LayerKind::Block ||
            next.kind != core::LayerKind::Block)
            continue;
        const double length = core::seconds(work.end - work.begin);
        QVERIFY(next.gather + next.scatter <= length); // else they share what there is
        for (const double part : {0.1, 0.4, 0.9}) {
            const auto offset = std::int64_t(part * next.gather * 1e9);
            const core::DeviceMoment moment =
                momentAt(*snapshot, at.begin + work.begin.count + offset);
            QCOMPARE(moment.activeLayer, work.layer);
            const auto gathered = core::gatheredLayers(*snapshot, moment);
            QCOMPARE(wholeOf(gathered, work.layer), 1.0);
            QVERIFY(qAbs(wholeOf(gathered, visit.segments[i + 1].layer) - part) < 1e-3);
            QCOMPARE(gathered.size(), std::size_t(2)); // the one before is free again
            const auto exchange = core::shardExchange(*snapshot, moment);
            QVERIFY(exchange && exchange->kind == Kind::Gather);
            ++checked;
        }
        // Gathered before the layer is done, and still whole when its turn comes.
        const core::DeviceMoment end = momentAt(*snapshot, at.begin + work.end.count - 1);
        QCOMPARE(wholeOf(core::gatheredLayers(*snapshot, end), visit.segments[i + 1].layer), 1.0);
    }
    QVERIFY(checked >= 3 * 28); // of 32 blocks
}

void TestLayerExchange::everyLayerIsGatheredOncePerVisitAndScatteredOnce()
{
    const core::SnapshotPtr snapshot = stepOf("llama7b-zero3-8");
    const core::Span forward = firstSpan(*snapshot, core::SpanKind::Forward);
    const core::Span backward = firstSpan(*snapshot, core::SpanKind::Backward);
    // Where the layer before is too short to be seen (an embedding), the gather is as well.
    const auto blocksOnce = [](const std::map<int, int> &begun) {
        int blocks = 0;
        for (const auto &[layer, count] : begun) {
            if (count != 1)
                return -1;
            ++blocks;
        }
        return blocks;
    };
    QVERIFY(blocksOnce(beginnings(*snapshot, forward, Kind::Gather)) >= 31);
    QVERIFY(blocksOnce(beginnings(*snapshot, backward, Kind::Gather)) >= 31);
    QVERIFY(blocksOnce(beginnings(*snapshot, backward, Kind::Scatter)) >= 31);
    QVERIFY(beginnings(*snapshot, forward, Kind::Scatter).empty());
}

void TestLayerExchange::withoutOverlapALayerIsGatheredBeforeItsOwnWork()
{
    const core::SnapshotPtr snapshot = stepOf("llama7b-zero3-8", {"parallel.overlap=false"});
    const core::Span at = firstSpan(*snapshot, core::SpanKind::Backward);
    const core::VisitSegment work = visitOf(*snapshot, core::Op::Backward).segments[10];
    const core::LayerPrice &layer = snapshot->plan.layers[std::size_t(work.layer)];
    const auto exchangeAt = [&](std::int64_t from, double second) {
        return momentAt(*snapshot, at.begin + from + std::int64_t(second * 1e9));
    };
    const core::DeviceMoment half = exchangeAt(work.begin.count, layer.gather / 2);
    const auto gathered = core::gatheredLayers(*snapshot, half);
    QCOMPARE(gathered.size(), std::size_t(1));
    QVERIFY(qAbs(wholeOf(gathered, work.layer) - 0.5) < 1e-3);
    const auto scattered =
        core::shardExchange(*snapshot, exchangeAt(work.end.count, -layer.scatter / 4));
    QVERIFY(scattered && scattered->kind == Kind::Scatter && scattered->layer == work.layer);
    QVERIFY(qAbs(scattered->progress - 0.75) < 1e-3);
}

void TestLayerExchange::nothingIsGatheredWhereWeightsAreWhole()
{
    for (const char *id : {"llama7b-zero1-8", "dp8-nvlink", "llama7b-pp4"}) {
        const core::SnapshotPtr snapshot = stepOf(id);
        for (int i = 0; i < 100; ++i) {
            const core::DeviceMoment moment = momentAt(*snapshot, snapshot->trace.stop * i / 100);
            QVERIFY(core::gatheredLayers(*snapshot, moment).empty());
            QVERIFY(!core::shardExchange(*snapshot, moment));
            QVERIFY(!core::partnerSum(*snapshot, moment));
        }
    }
}

void TestLayerExchange::zeroTwoGathersItsUpdatesForwardAlone()
{
    const core::SnapshotPtr snapshot = stepOf("llama7b-zero2-8");
    QVERIFY(core::gathersLayers(snapshot->scenario));
    const auto begun = [&](core::SpanKind kind, Kind what) {
        return beginnings(*snapshot, firstSpan(*snapshot, kind), what);
    };
    QVERIFY(!begun(core::SpanKind::Forward, Kind::Gather).empty());
    QVERIFY(begun(core::SpanKind::Backward, Kind::Gather).empty());
    QVERIFY(!begun(core::SpanKind::Backward, Kind::Scatter).empty());
}

// The link does not know how fast the device computes.
void TestLayerExchange::aSlowDeviceGathersNoSlower()
{
    const core::SnapshotPtr snapshot =
        stepOf("llama7b-zero3-8", {R"(faults=[{"device": 0, "speed": 0.5}])"});
    const core::Span at = firstSpan(*snapshot, core::SpanKind::Forward);
    const core::VisitProfile &visit = visitOf(*snapshot, core::Op::Forward);
    QVERIFY(at.end - at.begin > visit.duration.count * 3 / 2);
    const double stretch = double(at.end - at.begin) / double(visit.duration.count);
    const core::VisitSegment &work = visit.segments[10];
    const int next = visit.segments[11].layer;
    const double gather = snapshot->plan.layers[std::size_t(next)].gather;
    const auto begin = at.begin + std::int64_t(double(work.begin.count) * stretch);
    const auto gathered =
        core::gatheredLayers(*snapshot, momentAt(*snapshot, begin + std::int64_t(gather * 0.5e9)));
    QVERIFY(qAbs(wholeOf(gathered, next) - 0.5) < 1e-3);
}

void TestLayerExchange::everyTransformerLayerAddsUpTwiceInEachDirection()
{
    const core::SnapshotPtr snapshot =
        stepOf("llama7b-pp4", {"parallel.pipeline=1", "parallel.tensor=4"});
    QCOMPARE(snapshot->plan.tensor, 4);
    for (const auto kind : {core::SpanKind::Forward, core::SpanKind::Backward}) {
        const auto begun = beginnings(*snapshot, firstSpan(*snapshot, kind), Kind::Sum);
        QCOMPARE(begun.size(), std::size_t(32)); // layers of Llama-2 7B
        for (const auto &[layer, count] : begun)
            QCOMPARE(count, 2);
    }
}

void TestLayerExchange::theSumEndsEachHalfOfTheLayer()
{
    const core::SnapshotPtr snapshot =
        stepOf("llama7b-pp4", {"parallel.pipeline=1", "parallel.tensor=4"});
    const core::Span at = firstSpan(*snapshot, core::SpanKind::Forward);
    const core::VisitSegment &work = visitOf(*snapshot, core::Op::Forward).segments[7];
    const core::LayerPrice &layer = snapshot->plan.layers[std::size_t(work.layer)];
    const double length = core::seconds(work.end - work.begin);
    const double one = layer.forwardWork[core::CostPart::TensorComm] / 2;
    const auto sumAt = [&](double second) {
        return core::partnerSum(*snapshot, momentAt(*snapshot, at.begin + work.begin.count +
                                                                   std::int64_t(second * 1e9)));
    };
    for (const int turn : {0, 1}) {
        const double end = (turn + 1) * length / 2;
        QVERIFY(!sumAt(end - 1.02 * one));
        const auto middle = sumAt(end - one / 2);
        QVERIFY(middle && middle->turn == turn && middle->layer == work.layer);
        QVERIFY(qAbs(middle->progress - 0.5) < 1e-3);
    }
    QVERIFY(!sumAt(0));
}

QTEST_APPLESS_MAIN(TestLayerExchange)
#include "tst_layer_exchange.moc"
