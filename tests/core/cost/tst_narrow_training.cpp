// SPDX-License-Identifier: GPL-3.0-or-later
// Products in fp8, latent attention that is made again, and moments in 16 bits, as DeepSeek-V3 was
// trained (arXiv:2412.19437, sections 3.2.3 and 3.3).
#include "core/cost/layer_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/memory/memory_parts.h"
#include "core/plan/plan.h"

#include <QTest>

namespace {

core::Scenario deepSeek(const std::vector<std::string> &settings = {})
{
    return core::loadScenario("deepseek-v3-2048", settings).value();
}

constexpr int kDense = 1;   // behind the embedding
constexpr int kExperts = 4; // the first three blocks have none

core::LayerPrice layerOf(const core::Scenario &s, int index)
{
    return core::priceLayers(s)[static_cast<std::size_t>(index)];
}

core::LayerPrice headOf(const core::Scenario &s)
{
    return core::priceLayers(s).back();
}

constexpr double kTokens = 4096, kHidden = 7168;
constexpr double kLatent = 1536 + 512 + 64; // c_Q, c_KV, k_R
constexpr double kAttended = 128 * 128;
constexpr double kStatistics = 4 * 128; // bytes
constexpr double kScores = 4 * 256;     // bytes, of the router
constexpr double kWidth = 9 * 2048;     // eight experts and the shared one

} // namespace

class TestNarrowTraining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectiveKeepsWhatLatentAttentionStartsFrom();
    void inFp8InputsOfProductsAreKeptInAByte();
    void withoutRecomputationNormsAndHeadsAreKeptToo();
    void whatIsMadeAgainIsCheapAndSendsNothing();
    void headAndEmbeddingStayInBf16();
    void weightsOfFp8ProductsAreGatheredInAByteEach();
    void productsOnAnH800ReachAboutWhatWasMeasured_data();
    void productsOnAnH800ReachAboutWhatWasMeasured();
    void momentsAndGradientsHaveTheirWidths();
};

// Two inputs of norms, narrow vectors, what was attended and its statistics, gate and other branch,
// what experts were sent, scores of the router; 2 bytes each but where said.
void TestNarrowTraining::selectiveKeepsWhatLatentAttentionStartsFrom()
{
    const core::Scenario s = deepSeek({"training.precision=bf16"});
    const double alike = 2 * (2 * kHidden + kLatent + kAttended) + kStatistics;
    QCOMPARE(static_cast<double>(layerOf(s, kExperts).kept.count),
             kTokens * (alike + 2 * (2 * kWidth + 8 * kHidden) + kScores));
    QCOMPARE(static_cast<double>(layerOf(s, kDense).kept.count),
             kTokens * (alike + 2 * 2 * 18'432));
}

// Inputs of SwiGLU and of the experts' first product; what was attended is needed by the core too
// (the report keeps it in E5M6, 12 bits).
void TestNarrowTraining::inFp8InputsOfProductsAreKeptInAByte()
{
    const double narrow = 1 + 4.0 / 128; // and a scale for each 128
    const double alike = 2 * (2 * kHidden + kLatent + kAttended) + kStatistics;
    QCOMPARE(static_cast<double>(layerOf(deepSeek(), kExperts).kept.count),
             kTokens * (alike + narrow * (2 * kWidth + 8 * kHidden) + kScores));
}

// Besides: norms of the stream and of c_Q and c_KV, queries, keys and values of 128 heads, the
// product of the two branches ("we cache the inputs of the SwiGLU operator and recompute its
// output", section 3.2.3; of Megatron-Core no more than that is kept), and what experts answered.
void TestNarrowTraining::withoutRecomputationNormsAndHeadsAreKeptToo()
{
    const core::Scenario all = deepSeek({"training.precision=bf16", "training.recompute=none"});
    const core::Scenario less = deepSeek({"training.precision=bf16"});
    const double heads = 128.0 * (192 + 192 + 128);
    const double more = 2 * (2 * kHidden + 1536 + 512 + heads + kWidth + 8 * kHidden);
    QCOMPARE(
        static_cast<double>((layerOf(all, kExperts).kept - layerOf(less, kExperts).kept).count),
        kTokens * more);
    QCOMPARE(static_cast<double>(layerOf(less, kExperts).transient.count),
             kTokens * (more - 2 * 8 * kHidden));
}

// "With a minor overhead" (section 3.2.3). In full recomputation tokens go to their experts again.
void TestNarrowTraining::whatIsMadeAgainIsCheapAndSendsNothing()
{
    const core::LayerPrice some = layerOf(deepSeek(), kExperts);
    QCOMPARE(some.recomputeFlops, 2 * kTokens * (1536.0 * 128 * 192 + 512.0 * 128 * 256));
    QVERIFY(some.recompute.count > 0);
    QVERIFY(core::seconds(some.recompute) < 0.1 * core::seconds(some.forward));
    QCOMPARE(some.recomputeWork[core::CostPart::ExpertComm], 0.0);
    const core::LayerPrice all = layerOf(deepSeek({"training.recompute=full"}), kExperts);
    QCOMPARE(all.recomputeWork[core::CostPart::ExpertComm],
             all.forwardWork[core::CostPart::ExpertComm]);
    QVERIFY(all.forwardWork[core::CostPart::ExpertComm] > 0);
}

// Section 3.3.1; attention too.
void TestNarrowTraining::headAndEmbeddingStayInBf16()
{
    const core::Scenario narrow = deepSeek();
    const core::Scenario wide = deepSeek({"training.precision=bf16"});
    QCOMPARE(headOf(narrow).forward, headOf(wide).forward);
    QCOMPARE(headOf(narrow).backward(), headOf(wide).backward());
    QCOMPARE(layerOf(narrow, 0).forward, layerOf(wide, 0).forward);
    const core::LayerPrice a = layerOf(narrow, kExperts);
    const core::LayerPrice b = layerOf(wide, kExperts);
    QCOMPARE(a.forwardWork[core::CostPart::Attention], b.forwardWork[core::CostPart::Attention]);
    QVERIFY(a.forward < b.forward);
    // At best half as long; casts cost something.
    const auto product = core::CostPart::Matrix;
    QVERIFY(a.forwardWork[product] > 0.5 * b.forwardWork[product]);
    QVERIFY(a.forwardWork[product] < 0.65 * b.forwardWork[product]);
    QVERIFY(a.forwardWork[core::CostPart::MemoryBound] >
            b.forwardWork[core::CostPart::MemoryBound]);
}

// Fp8 products of DeepGEMM's first release on an H800, TFLOP/s, as its README gave them. Timed
// alone and in a row; the constants of this program are those of whole steps, in which products of
// 2024 are up to 30 % slower.
void TestNarrowTraining::productsOnAnH800ReachAboutWhatWasMeasured_data()
{
    QTest::addColumn<double>("n");
    QTest::addColumn<double>("k");
    QTest::addColumn<double>("measured");
    QTest::newRow("2112 x 7168") << 2112.0 << 7168.0 << 1058.0;
    QTest::newRow("24576 x 1536") << 24576.0 << 1536.0 << 990.0;
    QTest::newRow("32768 x 512") << 32768.0 << 512.0 << 590.0;
    QTest::newRow("7168 x 16384") << 7168.0 << 16384.0 << 1358.0;
    QTest::newRow("4096 x 7168") << 4096.0 << 7168.0 << 1304.0;
    QTest::newRow("7168 x 2048") << 7168.0 << 2048.0 << 1025.0;
}

void TestNarrowTraining::productsOnAnH800ReachAboutWhatWasMeasured()
{
    QFETCH(double, n);
    QFETCH(double, k);
    QFETCH(double, measured);
    const core::Machine machine = core::productMachineOf(deepSeek());
    const double time = core::gemmSeconds({.m = 4096, .n = n, .k = k, .outputBytes = 2}, machine);
    const double alone = 2 * 4096 * n * k / (measured * 1e12);
    QVERIFY2(time > alone && time < 1.3 * alone, qPrintable(QString::number(time / alone)));
}

// Fp32 master copy and gradients, moments in 16 bits (section 3.3.3); weights in 16 bits beside
// them.
void TestNarrowTraining::momentsAndGradientsHaveTheirWidths()
{
    const core::StateBytes each = core::stateBytes(deepSeek().training);
    QCOMPARE(each.parameter, 2);
    QCOMPARE(each.gradient, 4);
    QCOMPARE(each.optimizer, 4 + 2 + 2);
    const core::TrainingSpec sgd = {.optimizer = core::Optimizer::Sgd, .momentBytes = 2};
    QCOMPARE(core::stateBytes(sgd).optimizer, 4 + 2);
    const core::TrainingSpec single = {.precision = core::Precision::Fp32, .momentBytes = 2};
    QCOMPARE(core::stateBytes(single).optimizer, 2 + 2);
    const double parameters = 1e9;
    const double four = core::optimizerSeconds(parameters, deepSeek({"training.moment_bytes=4"}));
    const double two = core::optimizerSeconds(parameters, deepSeek());
    const core::ClusterSpec cluster = deepSeek().cluster;
    const double memory = cluster.device.memoryBandwidth * cluster.software.memoryEfficiency;
    QVERIFY(qAbs((four - two) * memory / parameters - 8) < 1e-6); // two, read and written
}

// NeMo's fp8_param_gather, torchtitan's enable_fsdp_float8_all_gather. Llama 2 7B has 202,383,360
// parameters in each of 32 blocks; embedding and head have 131,072,000 each, and the last norm
// 4,096, in 16 bits.
void TestNarrowTraining::weightsOfFp8ProductsAreGatheredInAByteEach()
{
    core::Scenario s =
        core::loadScenario("llama7b-zero1-8", {"cluster.device=h100-80g", "cluster.software=2024",
                                               "training.precision=fp8"})
            .value();
    constexpr std::int64_t block = 202'383'360;
    constexpr std::int64_t ends = 2 * 131'072'000 + 4'096;
    const auto gathered = [&s] {
        const auto plan = core::makePlan(s);
        return plan ? plan.value().sync.front().buckets.back().size.count : 0;
    };
    QCOMPARE(gathered(), 32 * block + 2 * ends);
    s.cluster.software.gathersFp8 = false;
    QCOMPARE(gathered(), 2 * (32 * block + ends));
    s.cluster.software.gathersFp8 = true;
    s.parallel.sharding = core::Sharding::Zero3;
    const std::vector<core::LayerPrice> layers = core::priceLayers(s);
    QCOMPARE(layers[1].gatherBytes, 7.0 / 8 * block);
    QCOMPARE(layers[0].gatherBytes, 7.0 / 8 * 2 * 131'072'000);
    s.training.precision = core::Precision::Bf16;
    QCOMPARE(core::priceLayers(s)[1].gatherBytes, 7.0 / 8 * 2 * block);
}

QTEST_APPLESS_MAIN(TestNarrowTraining)
#include "tst_narrow_training.moc"
