// SPDX-License-Identifier: GPL-3.0-or-later
// What context partners send each other, against the closed form.
#include "core/analysis/link_use.h"
#include "core/cost/layer_traffic.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

#include <cmath>

class TestContextTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAndValuesOfTheOthersArriveOnceForwardAndTwiceBackward_data();
    void keysAndValuesOfTheOthersArriveOnceForwardAndTwiceBackward();
    void pytorchSharesKeysOfAllHeads();
};

namespace {

core::Scenario scenarioOf(int context)
{
    return core::loadScenario("llama7b-pp4", {"parallel.context=" + std::to_string(context),
                                              "cluster.devices=" + std::to_string(4 * context)})
        .value();
}

} // namespace

void TestContextTraffic::keysAndValuesOfTheOthersArriveOnceForwardAndTwiceBackward_data()
{
    QTest::addColumn<int>("context");
    for (const int context : {1, 2, 4, 8})
        QTest::addRow("%d", context) << context;
}

// Each of c partners has s / c of the sequence and sends its keys and values to the c - 1 others:
// (c - 1) b (s / c) 2 h elements of 2 bytes a layer, whether all are gathered at once (Llama 3,
// arXiv:2407.21783, section 3.3.2) or handed on in a ring (Ring Attention, arXiv:2310.01889).
// Backward needs them again, and sends as many gradients back to whom they belong.
void TestContextTraffic::keysAndValuesOfTheOthersArriveOnceForwardAndTwiceBackward()
{
    QFETCH(int, context);
    constexpr double kLayers = 8; // a quarter of Llama 2 7B (arXiv:2307.09288), which has no GQA
    constexpr double kHidden = 4096;
    constexpr double kSequence = 2048;
    constexpr double kMicroBatches = 8; // 16 samples, two at a time
    const double forward = (context - 1) * 2 * (kSequence / context) * 2 * kHidden * 2;
    const core::Scenario scenario = scenarioOf(context);
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const auto sent = [&](core::Op op) {
        return core::layerTraffic(snapshot->plan.layers[1], 1, op,
                                  scenario)[std::size_t(core::PartnerKind::Context)]
            .sent;
    };
    QVERIFY(std::abs(sent(core::Op::Forward) - forward) < 1);
    QVERIFY(std::abs(sent(core::Op::BackwardInput) - 2 * forward) < 1);
    QVERIFY(std::abs(sent(core::Op::Backward) - 2 * forward) < 1);
    QVERIFY(sent(core::Op::BackwardWeight) == 0);
    // Of the whole step, as the list of links has it: what each device of the ring sends.
    double listed = 0;
    for (const core::LinkUse &use : core::linkUses(*snapshot, 0)) {
        if (use.ring && use.partners == core::PartnerKind::Context)
            listed += static_cast<double>(use.gradients.count);
    }
    const double whole = kLayers * kMicroBatches * 3 * forward;
    QVERIFY2(std::abs(listed - whole) <= 1e-9 * whole, qPrintable(QString::number(listed - whole)));
}

// torchtitan repeats keys and values for each query head (repeat_kv) before attention, and its
// context partners gather what attention is given. Megatron's have those of the 8 heads alone.
void TestContextTraffic::pytorchSharesKeysOfAllHeads()
{
    core::Scenario s = core::loadScenario("llama7b-zero3-8", {"model=llama-3-8b"}).value();
    s.parallel.data = 2;
    s.parallel.context = 4;
    s.training.microBatch = 2;
    s.training.globalBatch = 4;
    s.training.sequence = 4096;
    const auto sent = [&s] {
        const core::LayerPrice layer = core::priceLayers(s)[1];
        const core::LayerTraffic traffic = core::layerTraffic(layer, 1, core::Op::Forward, s);
        return traffic[static_cast<std::size_t>(core::PartnerKind::Context)].sent;
    };
    const double perHead = 3.0 / 4 * 2 * 4096 * (128 + 128) * 2; // 2 samples, keys and values
    QCOMPARE(sent(), 32 * perHead);
    s.parallel.framework = core::Framework::Megatron;
    QCOMPARE(sent(), 8 * perHead);
}

QTEST_GUILESS_MAIN(TestContextTraffic)
#include "tst_context_traffic.moc"
