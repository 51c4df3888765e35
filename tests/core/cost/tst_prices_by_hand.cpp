// SPDX-License-Identifier: GPL-3.0-or-later
// Prices and bytes of single parts, each by hand on a machine without overheads.
#include "core/cost/block_price.h"
#include "core/cost/expert_exchange.h"
#include "core/cost/layer_traffic.h"
#include "core/plan/plan.h"
#include "core/presets/presets.h"
#include "core/sim/pair_time.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

namespace {

double sentTo(core::PartnerKind kind, const core::LayerTraffic &traffic)
{
    return traffic[static_cast<std::size_t>(kind)].sent;
}

core::TransformerSpec smallTransformer()
{
    return {.hidden = 64,
            .layers = 2,
            .heads = 4,
            .kvHeads = 4,
            .headDimension = 16,
            .ffn = 256,
            .vocab = 1000};
}

// 10^12 bytes/s; products in a byte with a scale of 4 bytes for 128 elements.
core::BlockSizes narrowBlock()
{
    core::BlockSizes z;
    z.machine.memory = 1e12;
    z.machine.matrix = z.machine.sustained = 1e15;
    z.product = z.machine;
    z.product.element = 1;
    z.input = z.dispatched = 1 + 4. / 128;
    z.expert = 8;
    return z;
}

} // namespace

class TestPricesByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMomentLessIsReadAndWrittenLess();
    void anImageHasOneRowOfLogits();
    void bothEndsGatherAndScatterASharedSequence();
    void expertsAreScatteredAmongThoseThatHaveTheSame();
    void partsOfASequenceFillFewerMultiprocessors();
    void aGradientThatArrivesNarrowIsCastOnceMore();
    void theHeadOfBertKeepsFourInputs();
    void aCopyIsForwardedUnlessItArrivedThere();
    void stepsBetweenNodesHaveTheLatencyBetweenNodes();
    void aPairHidesEachExchangeBehindTheOther();
    void attentionKeepsTheRateOfAShortTest();
    void everySecondProductIsMadeAgain();
};

// A moment is 4 bytes, read and written: 8 x 10^6 bytes of 10^6 parameters at 10^18 bytes/s.
void TestPricesByHand::aMomentLessIsReadAndWrittenLess()
{
    core::Scenario s = toy::scenario(1, 1);
    constexpr double parameters = 1e6;
    s.training.optimizer = core::Optimizer::Sgd;
    const double momentum = core::optimizerSeconds(parameters, s);
    s.training.optimizer = core::Optimizer::PlainSgd;
    const double plain = core::optimizerSeconds(parameters, s);
    QVERIFY(qAbs((momentum - plain) - 8 * parameters / 1e18) < 1e-20);
}

// Three numbers of 4 bytes for each of four images, not for each of their patches; every one of two
// partners sends 2 (n - 1) / n of them.
void TestPricesByHand::anImageHasOneRowOfLogits()
{
    core::Scenario s = toy::scenario(2, 1);
    core::TransformerSpec spec = smallTransformer();
    spec.positions = 17;
    spec.patch = 16;
    spec.channels = 3;
    s.model.shape = spec;
    s.training.sequence = 17;
    s.training.microBatch = s.training.globalBatch = 4;
    s.parallel.tensor = 2;
    const std::vector<core::LayerPrice> layers = core::priceLayers(s);
    const auto last = static_cast<int>(layers.size()) - 1;
    const core::LayerTraffic head = core::layerTraffic(layers.back(), last, core::Op::Forward, s);
    QCOMPARE(sentTo(core::PartnerKind::Tensor, head), 2 * 0.5 * 3 * 4 * 4);
}

// Four partners, S bytes of 2 x 128 tokens of 64: one sends 3/4 S to gather or scatter them, and
// twice that to add them up. Megatron-LM scatters what partners found in their parts of the table
// (but adds it up where positions are added to it), gathers the gradients, gathers the input of the
// head, backward again, and scatters the sum of its gradients. The loss: 3 x 4 bytes a token.
void TestPricesByHand::bothEndsGatherAndScatterASharedSequence()
{
    core::Scenario s = toy::scenario(4, 1);
    core::TransformerSpec spec = smallTransformer();
    spec.flashAttention = true;
    s.training.sequence = 128;
    s.training.microBatch = s.training.globalBatch = 2;
    s.parallel.tensor = 4;
    const auto sent = [&s, &spec](int layer, core::Op op) {
        s.model.shape = spec;
        const core::LayerPrice price = core::priceLayers(s)[static_cast<std::size_t>(layer)];
        return sentTo(core::PartnerKind::Tensor, core::layerTraffic(price, layer, op, s));
    };
    constexpr double one = 3. / 4 * 2 * 128 * 64 * 2;
    constexpr double loss = 2 * 3. / 4 * 3 * 4 * 2 * 128;
    using enum core::Op;
    QCOMPARE(sent(0, Forward), 2 * one);
    QCOMPARE(sent(0, Backward), 0.0);
    QCOMPARE(sent(3, Forward), loss);
    QCOMPARE(sent(3, Backward), 2 * one);
    s.parallel.sequenceParallel = true;
    QCOMPARE(sent(0, Forward), one);
    QCOMPARE(sent(0, BackwardInput), one);
    QCOMPARE(sent(3, Forward), one + loss);
    QCOMPARE(sent(3, Backward), 2 * one);
    spec.positions = 128;
    QCOMPARE(sent(0, Forward), 2 * one);
    QCOMPARE(sent(0, Backward), one);
    const auto keptByHead = [&s] { return core::priceLayers(s).back().keptUntilInput.count; };
    s.cluster.software.fusedLoss = spec.gatedMlp = true;
    QCOMPARE(sent(3, Backward), 2 * one);
    const std::int64_t kept = keptByHead();
    s.parallel.framework = core::Framework::PyTorch; // DTensor keeps what it gathered
    QCOMPARE(sent(3, Backward), one);
    // And PyTorch's compiled loss has a copy in fp32 beside the logits, which are changed in place
    // by Transformer Engine's.
    QCOMPARE(static_cast<double>(keptByHead() - kept), one + 4 * 2 * 128 * 1000. / 4);
    // Beside them: what is gathered again beside the input gradient, the sum beside the weights'.
    s.parallel.framework = core::Framework::Megatron;
    s.cluster.software = *core::findSoftware("2022");
    s.cluster.intraLink = s.cluster.interLink = *core::findLink("ib-hdr");
    const core::LayerPrice head = core::priceLayers(s).back();
    const core::Fabric fabric = core::fabricOf(s);
    const double gather =
        core::allGatherSeconds(4. / 3 * one, core::membersAt(4, 1, fabric), fabric);
    QCOMPARE(head.inputWork[core::CostPart::TensorComm], 2 * gather);
    QCOMPARE(head.hiddenInput.tensor,
             0.9 * std::min(gather, head.inputWork[core::CostPart::Matrix]));
    QCOMPARE(head.hiddenTensor,
             0.9 * std::min(gather, 0.9 * head.weightWork[core::CostPart::Matrix]));
}

// Eight replicas, of which four have different experts: what all share is scattered over eight, and
// experts over the two that have the same.
void TestPricesByHand::expertsAreScatteredAmongThoseThatHaveTheSame()
{
    core::Scenario s = toy::scenario(8, 1);
    core::TransformerSpec spec = smallTransformer();
    spec.experts = 8;
    spec.expertsPerToken = 2;
    s.model.shape = spec;
    s.training.sequence = 128;
    s.training.globalBatch = 16;
    s.parallel.data = 8;
    s.parallel.expert = 4;
    s.parallel.sharding = core::Sharding::Zero2;
    s.parallel.gradientScatter = core::GradientScatter::EachMicroBatch;
    const core::Result<core::Plan> plan = core::makePlan(s);
    QVERIFY2(bool(plan), plan ? "" : plan.error().message.c_str());
    const core::LayerPrice &block = plan.value().layers[1];
    QVERIFY(block.scatter > 0 && block.expertParameters > 0);
    const double width = s.cluster.software.scatteredBytes > 0 ? s.cluster.software.scatteredBytes
                                                               : core::gradientBytesOf(s.training);
    const auto experts = static_cast<double>(block.expertParameters);
    const double others = static_cast<double>(block.parameters) - experts;
    const double sent = sentTo(core::PartnerKind::Shards,
                               core::layerTraffic(block, 1, core::Op::BackwardWeight, s));
    QCOMPARE(sent, (7. / 8 * others + 1. / 2 * experts) * width);
}

// 512 of 2048 tokens on this device, in blocks of 128 queries, and 4 heads: 16 blocks on 100
// multiprocessors. The causal half of 2 s k a (d + d) operations.
void TestPricesByHand::partsOfASequenceFillFewerMultiprocessors()
{
    const core::SoftwareSpec software;
    core::BlockSizes z;
    z.software = &software;
    z.machine.multiprocessors = 100;
    z.flash = 1e15;
    z.s = z.tokens = 512;
    z.keys = 2048;
    z.context = 4;
    z.a = 4;
    z.query = z.value = 64;
    core::TransformerSpec spec;
    spec.causal = true;
    spec.flashAttention = true;
    const double flops = 0.5 * 2 * 512 * 2048 * 4 * 128;
    QCOMPARE(core::attentionPasses(spec, z).forward,
             flops / (1e15 * 16 / 100 * software.flashForward));
}

// The weight gradient casts what was kept along its columns; a gradient that arrived in a byte is
// cast along both, as no kernel of the input gradient has done the first.
void TestPricesByHand::aGradientThatArrivesNarrowIsCastOnceMore()
{
    const core::BlockSizes z = narrowBlock();
    core::BlockProduct product = {.rows = 1000, .in = 200, .out = 300};
    const double in = 1000 * 200;
    const double out = 1000 * 300;
    QCOMPARE(core::priceProduct(product, z).casts.weight, (2 * in + out) * z.input / 1e12);
    product.sent = core::Sent::Gradient;
    QCOMPARE(core::priceProduct(product, z).casts.weight, (2 * in + 2 * out) * z.input / 1e12);
    QCOMPARE(core::priceProduct(product, z).casts.input, 0.);
}

// Dense layer, its activation, norm and decoder each keep their input, 2 bytes each of the 128
// tokens; the logits are kept in 4.
void TestPricesByHand::theHeadOfBertKeepsFourInputs()
{
    core::Scenario s = toy::scenario(1, 1);
    core::TransformerSpec spec = smallTransformer();
    spec.positions = 128;
    spec.headTransform = true;
    s.model.shape = spec;
    s.training.sequence = 128;
    s.cluster.software.fusedLoss = false; // a copy of the logits in fp32
    const core::LayerPrice head = core::priceLayers(s).back();
    QCOMPARE(head.keptUntilInput.count, std::int64_t{128 * (4 * 2 * 64 + 4 * 1000)});
}

// An expert on each of 16 devices in two nodes, one for each token: it is in the other node half of
// the time, and on the device where the copy arrives an eighth of it.
void TestPricesByHand::aCopyIsForwardedUnlessItArrivedThere()
{
    const core::TransformerSpec spec = {.experts = 16, .expertsPerToken = 1};
    const core::TokenCopies copies = core::copiesPerNode(spec, {.devices = 16, .inNode = 8});
    QCOMPARE(copies.inNode, 7. / 8);
    QCOMPARE(copies.network, 1. / 2);
}

void TestPricesByHand::stepsBetweenNodesHaveTheLatencyBetweenNodes()
{
    core::Scenario s = toy::scenario(16, 1);
    s.cluster.intraLink.latency = {2'000};
    s.cluster.interLink.latency = {10'000};
    const core::Fabric fabric = core::fabricOf(s);
    QCOMPARE(fabric.inStep, s.cluster.software.ringStep * 2e-6);
    QCOMPARE(fabric.networkStep, s.cluster.software.ringStep * 10e-6);
}

// Exchange of 30 beside work of 100, and of 50 beside work of 20: of the second 30 are not hidden,
// and count as part of the visit that has it.
void TestPricesByHand::aPairHidesEachExchangeBehindTheOther()
{
    const core::PairVisit large = {.duration = 150, .work = 100, .expertComm = 50};
    const core::PairVisit small = {.duration = 50, .work = 20, .expertComm = 30};
    const core::PairTime largeFirst = core::overlappedTime(large, small, 0);
    QCOMPARE(largeFirst.total, std::int64_t{100 + 30 + 20});
    QCOMPARE(largeFirst.first, std::int64_t{100 + 30});
    const core::PairTime smallFirst = core::overlappedTime(small, large, 0);
    QCOMPARE(smallFirst.total, std::int64_t{100 + 30 + 20});
    QCOMPARE(smallFirst.first, std::int64_t{20});
}

// A card of 10^15 FLOP/s that reaches 0.8 of it in a short test and half of it for hours.
void TestPricesByHand::attentionKeepsTheRateOfAShortTest()
{
    core::Scenario s = toy::scenario(1, 1);
    s.cluster.device.sustainedShare = 0.5;
    QCOMPARE(core::machineOf(s).attention, 5e14); // nothing was measured
    s.cluster.device.measuredFlops = 8e14;
    QCOMPARE(core::machineOf(s).attention, 8e14);
    QCOMPARE(core::machineOf(s).sustained, 5e14);
    s.cluster.device.sustainedShare = 0.9;
    QCOMPARE(core::machineOf(s).attention, 9e14);
    s.cluster.device.measuredFlops = 2e15; // more than there is
    QCOMPARE(core::machineOf(s).attention, 1e15);
    s.training.precision = core::Precision::Fp32; // has no such kernels
    QCOMPARE(core::machineOf(s).attention, core::machineOf(s).sustained);
    // So half the rate takes attention twice as long, and the share of hours does not matter to it.
    s.training.precision = core::Precision::Bf16;
    s.training.sequence = 1024;
    s.model.shape = core::TransformerSpec{.hidden = 1024,
                                          .layers = 2,
                                          .heads = 16,
                                          .kvHeads = 16,
                                          .headDimension = 64,
                                          .ffn = 4096,
                                          .flashAttention = true};
    const auto attention = [&s](double share, double measured) {
        s.cluster.device.sustainedShare = share;
        s.cluster.device.measuredFlops = measured;
        return core::priceLayers(s)[1].forwardWork[core::CostPart::Attention];
    };
    QCOMPARE(attention(0.25, 8e14), attention(0.5, 8e14));
    QCOMPARE(attention(0.25, 4e14), 2 * attention(0.25, 8e14));
}

// torchtitan keeps products 1, 3, 5 and 7 of queries, keys, values, output, gate, other branch and
// down, and attention. Made again: keys of 2 heads of 16, the output of 64 and the branch of 256.
// Kept in 2 bytes: the input and the result of 64, queries and what was attended of 64, values of
// 32, the gate of 256; in 4 the statistics of 4 heads.
void TestPricesByHand::everySecondProductIsMadeAgain()
{
    core::Scenario s = toy::scenario(8, 1);
    s.model.shape = core::TransformerSpec{.hidden = 64,
                                          .layers = 2,
                                          .heads = 4,
                                          .kvHeads = 2,
                                          .headDimension = 16,
                                          .ffn = 256,
                                          .vocab = 1000,
                                          .gatedMlp = true,
                                          .rmsNorm = true,
                                          .flashAttention = true};
    s.training.sequence = 128;
    s.training.microBatch = 3;
    s.training.globalBatch = 24;
    s.training.recompute = core::Recompute::Selective;
    s.parallel.data = 8;
    s.parallel.sharding = core::Sharding::Zero3;
    const double tokens = 3 * 128;
    const core::LayerPrice block = core::priceLayers(s)[1];
    QCOMPARE(block.recomputeFlops, 2 * tokens * 64 * (32 + 64 + 256));
    // The input, attention and its queries, values, and the first branch: a compiler sees that
    // nobody asks for the result of the seventh product, which is kept without one.
    QCOMPARE(static_cast<double>(block.kept.count),
             tokens * (2 * (64 + 2 * 64 + 32 + 256) + 4 * 4));
    core::Scenario eager = s;
    eager.cluster.software.eager = true;
    QCOMPARE(static_cast<double>(core::priceLayers(eager)[1].kept.count),
             tokens * (2 * (2 * 64 + 2 * 64 + 32 + 256) + 4 * 4));
    // torchao casts for the product alone: torchtitan measured 76.8 GiB in fp8 and 77.0 in bf16.
    s.cluster.device.peakFp8Flops = 2e15;
    s.training.precision = core::Precision::Fp8;
    QCOMPARE(core::priceLayers(s)[1].kept, block.kept);
    s.training.recompute = core::Recompute::None;
    const core::Bytes narrow = core::priceLayers(s)[1].kept;
    s.training.precision = core::Precision::Bf16;
    QCOMPARE(core::priceLayers(s)[1].kept, narrow);
    s.training.recompute = core::Recompute::Selective;
    s.parallel.sharding = core::Sharding::Zero1; // Megatron's: of tensors, not of operations
    QVERIFY(core::priceLayers(s)[1].recomputeFlops < block.recomputeFlops);
}

QTEST_APPLESS_MAIN(TestPricesByHand)
#include "tst_prices_by_hand.moc"
