// SPDX-License-Identifier: GPL-3.0-or-later
// What element-wise chains move in one kernel and in many, counted by hand, and whose kernels a run
// has.
#include "core/advice/share_states.h"
#include "core/analysis/snapshot.h"
#include "core/cost/layer_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/search/layout_space.h"

#include <QTest>

#include <cmath>

namespace {

// A card that only moves memory, 10^12 bytes a second, with nothing between its kernels.
core::Scenario llama()
{
    core::Scenario s;
    s.model = *core::findModel("llama-2-7b");
    s.cluster.device = *core::findDevice("a100-80g");
    s.cluster.device.peakHalfFlops = s.cluster.device.measuredFlops = 1e30;
    s.cluster.device.memoryBandwidth = 1e12;
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware("threads");
    s.training.sequence = 1024;
    s.training.microBatch = s.training.globalBatch = 1;
    return s;
}

bool about(double a, double b)
{
    return std::abs(a / b - 1) < 1e-9;
}

core::Nanos forwardOf(const core::Scenario &s)
{
    const auto plan = core::makePlan(s);
    if (!plan)
        qFatal("%s", plan.error().message.c_str());
    core::Nanos sum;
    for (const core::LayerPrice &layer : plan.value().layers)
        sum += layer.forward + layer.backwardInput + layer.backwardWeight;
    return sum;
}

} // namespace

class TestFusedKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLossInPiecesMovesEachLogitAsCounted();
    void theLossOfPyTorchIsAsLargeInEveryGeneration();
    void anEagerLayerMovesItsChains();
    void aFusedGateIsNotKept();
    void sharingStatesKeepsTheKernels();
    void aSearchKeepsTheKernels();
    void theFrameworkIsReadAndWritten();
};

// Megatron-LM, core/tensor_parallel/cross_entropy.py, bytes a logit: forward a copy in fp32 2 + 4,
// the largest 4, the difference 4 + 4, the exponential 4 + 4, their sum 4, the quotient 4 + 4;
// backward the product 4 + 4 and the copy 4 + 2.
void TestFusedKernels::aLossInPiecesMovesEachLogitAsCounted()
{
    core::Scenario s = llama();
    s.cluster.software.fusedLoss = true;
    const core::LayerPrice fused = core::priceLayers(s).back();
    s.cluster.software.fusedLoss = false;
    const core::LayerPrice split = core::priceLayers(s).back();
    const double logits = 1024.0 * 32000 / 1e12; // seconds of a byte of each
    const auto moved = [](const core::Work &work) { return work[core::CostPart::MemoryBound]; };
    QVERIFY(about(moved(split.forwardWork), (6 + 4 + 8 + 8 + 4 + 8) * logits));
    QVERIFY(about(moved(split.inputWork), (8 + 6) * logits));
    QVERIFY(about(moved(fused.forwardWork), 10 * logits));
    QVERIFY(about(moved(fused.inputWork), 8 * logits));
    // In fp16 as it is: the same operations on 2 bytes, and no copies.
    s.training.precision = core::Precision::Fp16;
    const core::LayerPrice narrow = core::priceLayers(s).back();
    QVERIFY(about(moved(narrow.forwardWork), (2 + 4 + 4 + 2 + 4) * logits));
    QVERIFY(about(moved(narrow.inputWork), 4 * logits));
    s.parallel.framework = core::Framework::PyTorch; // whose autocast has it in fp32
    const core::LayerPrice torch = core::priceLayers(s).back();
    QVERIFY(about(moved(torch.forwardWork), (6 + 4 + 8 + 8 + 4 + 8) * logits));
}

// PyTorch's loss without a compiler is the same on every card, so the same layout keeps the same of
// its logits: 14 bytes of each.
void TestFusedKernels::theLossOfPyTorchIsAsLargeInEveryGeneration()
{
    core::Scenario s = llama();
    s.parallel.framework = core::Framework::PyTorch;
    const double logits = 1024.0 * 32000;
    const double normed = 2 * 2 * 1024.0 * 4096; // into the norm, and out of it
    for (const char *year : {"2021", "2022", "2024"}) {
        s.cluster.software = *core::findSoftware(year);
        const core::LayerPrice head = core::priceLayers(s).back();
        QCOMPARE(static_cast<double>(head.keptUntilInput.count), 14 * logits + normed);
    }
}

// transformers, modeling_llama.py, bytes an element: LlamaRMSNorm casts 2 + 4, squares 4 + 4, takes
// the mean 4, multiplies 4 + 4, casts back 4 + 2 and multiplies by the weights 2 + 2, of which one
// kernel would move 2 + 2; twice a layer. apply_rotary_pos_emb on queries and keys: 20 in place
// of 2.
void TestFusedKernels::anEagerLayerMovesItsChains()
{
    core::Scenario s = llama();
    const core::LayerPrice fused = core::priceLayers(s)[1];
    s.cluster.software.eager = true;
    const core::LayerPrice eager = core::priceLayers(s)[1];
    const double stream = 1024.0 * 4096 / 1e12;
    const double more = 2 * (36 - 4) * stream + 18 * 2 * stream;
    QVERIFY(about(eager.forwardWork.total() - fused.forwardWork.total(), more));
    QVERIFY(eager.inputWork.total() > fused.inputWork.total() + more);
}

void TestFusedKernels::sharingStatesKeepsTheKernels()
{
    core::Scenario s = llama();
    s.cluster.device = *core::findDevice("h100-80g");
    s.cluster.software = *core::findSoftware("2024");
    s.cluster.devices = s.parallel.data = 8;
    s.training.globalBatch = 8;
    s.parallel.sharding = core::Sharding::Zero1;
    const core::Nanos computed = forwardOf(s);
    core::Scenario asFile = s; // of a run that somebody describes: ZeRO-3 is PyTorch's
    asFile.parallel.sharding = core::Sharding::Zero3;
    QVERIFY(forwardOf(asFile) > computed);
    for (const core::Sharding sharding :
         {core::Sharding::Zero2, core::Sharding::Zero3, core::Sharding::None}) {
        core::shareStates(s.parallel, sharding);
        QVERIFY(s.parallel.sharding == sharding);
        QCOMPARE(forwardOf(s).count, computed.count);
    }
    QVERIFY(s.parallel.framework == core::Framework::Usual); // as before: nothing is left behind
    const core::Nanos own = forwardOf(asFile);
    core::shareStates(asFile.parallel, core::Sharding::Zero1);
    QCOMPARE(forwardOf(asFile).count, own.count);
    QVERIFY(asFile.parallel.framework == core::Framework::PyTorch);
}

// Of Llama 2 7B, in 2 bytes a token: 2 h into the norms, 2 h out of them, queries, keys, values and
// what was attended of h each, and of f the gate, the other branch and their product; the
// statistics of 32 heads in 4. Megatron-LM's SwiGLUFunction saves its input alone; silu(x) * y
// saves what it has of the gate too (torch, derivatives.yaml: mul keeps both of its factors), and
// so did Megatron-LM before 2024.
void TestFusedKernels::aFusedGateIsNotKept()
{
    core::Scenario s = llama();
    s.cluster.software = *core::findSoftware("2024");
    const auto keptWith = [&s] { return core::priceLayers(s)[1].kept.count; };
    const std::int64_t each = std::int64_t{1024} * 2 * 11008;
    const std::int64_t fused = 1024 * (2 * 8 * 4096 + 4 * 32) + 3 * each;
    QCOMPARE(keptWith(), fused);
    s.training.recompute = core::Recompute::Selective; // the product is made again
    QCOMPARE(keptWith(), fused - each);
    s.training.recompute = core::Recompute::None;
    s.parallel.framework = core::Framework::PyTorch;
    QCOMPARE(keptWith(), fused + each);
    s.parallel.framework = core::Framework::Usual;
    s.cluster.software.eager = true;
    QCOMPARE(keptWith(), fused + each);
    s.cluster.software = *core::findSoftware("2022");
    QCOMPARE(keptWith(), fused + each);
}

void TestFusedKernels::aSearchKeepsTheKernels()
{
    core::Scenario s = llama();
    s.cluster.devices = s.parallel.data = 8;
    s.training.globalBatch = 8;
    core::Layout layout = core::layoutOf(s);
    layout.sharding = core::Sharding::Zero3;
    core::setLayout(s, layout);
    QVERIFY(s.parallel.framework == core::Framework::Megatron);
    QVERIFY(!core::runsOnPyTorch(s.parallel));
}

void TestFusedKernels::theFrameworkIsReadAndWritten()
{
    core::Scenario s = llama();
    s.cluster.device = *core::findDevice("a100-80g");
    QVERIFY(core::scenarioToJson(s).find("framework") == std::string::npos);
    s.parallel.framework = core::Framework::PyTorch;
    const auto again = core::scenarioFromJson(core::scenarioToJson(s), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY(again.value().parallel.framework == core::Framework::PyTorch);
}

QTEST_APPLESS_MAIN(TestFusedKernels)
#include "tst_fused_kernels.moc"
