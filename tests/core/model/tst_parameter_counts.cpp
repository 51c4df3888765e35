// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/cost/layer_price.h"
#include "core/cost/network_work.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

#include <QTest>

namespace {

const core::ModelSpec &preset(const char *id)
{
    return *core::findModel(id);
}

core::Scenario scenarioOf(const core::ModelSpec &model)
{
    core::Scenario scenario;
    scenario.model = model;
    // with room for any model
    scenario.cluster.device =
        core::withMemory(*core::findDevice("h100-80g"), {std::int64_t{1'000'000'000'000'000}});
    scenario.cluster.intraLink = *core::findLink("nvlink4");
    scenario.cluster.interLink = *core::findLink("ib-ndr");
    scenario.cluster.software = *core::findSoftware("2024");
    scenario.training.globalBatch = 1;
    scenario.training.microBatch = 1;
    scenario.training.sequence = model.sequence;
    return scenario;
}

} // namespace

class TestParameterCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTrainedBlockHasThePublishedCount();
    void presetsHaveThePublishedCount_data();
    void presetsHaveThePublishedCount();
    void presetsAreNearTheRoundedCountOfTheirPaper_data();
    void presetsAreNearTheRoundedCountOfTheirPaper();
    void latentAttentionHasTheCountOfItsMatrices();
    void aTokenMeetsTheExpertsThatItIsSentTo();
    void everyPresetIsSimulated();
    void layersThatDifferArePricedOneByOne();
    void flopsOfExpertsAreThoseOfTheTokensSentToThem();
    void flopsOfAnImageArePublished();
    void expertsKeepWhatIsSentToThem();
    void everyPresetNamesItsSource();
};

void TestParameterCounts::presetsHaveThePublishedCount_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<qint64>("published");
    const struct
    {
        const char *id;
        qint64 parameters;
    } rows[] = {// OpenAI's GPT-2, as the transformers library counts it
                {"gpt2-124m", 124'439'808},
                {"gpt2-355m", 354'823'168},
                {"gpt2-774m", 774'030'080},
                {"gpt2-1.5b", 1'557'611'200},
                // model cards on Hugging Face ("safetensors": total)
                {"llama-2-7b", 6'738'415'616},
                {"llama-2-13b", 13'015'864'320},
                {"llama-2-70b", 68'976'648'192},
                {"llama-3-8b", 8'030'261'248},
                {"llama-3-70b", 70'553'706'496},
                {"llama-3.1-405b", 405'853'388'800},
                {"mistral-7b", 7'241'732'096},
                {"mixtral-8x7b", 46'702'792'704},
                {"qwen2-7b", 7'615'616'512},
                {"gpt-neox-20b", 20'554'567'680},
                {"bloom-176b", 176'247'271'424},
                {"bert-large", 335'141'888},
                // arXiv:2412.19437: 671 billion; with 58 x 256 corrections of the router
                {"deepseek-v3", 671'026'404'352 + 58 * 256},
                // torchvision
                {"vit-b-16", 86'567'656},
                {"vit-l-16", 304'326'632},
                {"resnet-50", 25'557'032}};
    for (const auto &row : rows)
        QTest::newRow(row.id) << QString(row.id) << row.parameters;
}

void TestParameterCounts::presetsHaveThePublishedCount()
{
    QFETCH(QString, id);
    QFETCH(qint64, published);
    const core::ModelSpec *model = core::findModel(id.toStdString());
    QVERIFY(model);
    QCOMPARE(core::parameterCount(*model), published);
    // What is priced and put into memory is the same count.
    std::int64_t priced = 0;
    for (const core::LayerPrice &layer : core::priceLayers(scenarioOf(*model)))
        priced += layer.parameters;
    QCOMPARE(priced, published);
}

void TestParameterCounts::presetsAreNearTheRoundedCountOfTheirPaper_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("billions");
    QTest::newRow("arXiv:2104.04473, table 2") << "gpt3-175b" << 174.6;
    QTest::newRow("arXiv:2205.05198, table 3") << "megatron-22b" << 22.0;
    QTest::newRow("arXiv:2104.04473, table 1") << "mt-nlg-530b" << 529.6;
    QTest::newRow("arXiv:2104.04473, table 1, last row") << "megatron-1t" << 1008.0;
}

void TestParameterCounts::presetsAreNearTheRoundedCountOfTheirPaper()
{
    QFETCH(QString, id);
    QFETCH(double, billions);
    const double count =
        static_cast<double>(core::parameterCount(*core::findModel(id.toStdString()))) / 1e9;
    QVERIFY2(qAbs(count / billions - 1) < 0.005, qPrintable(QString::number(count)));
}

// DeepSeek-V3: queries 7168 -> 1536 -> 128 (128 + 64), keys and values 7168 -> 512 + 64 and
// 512 -> 128 (128 + 128), output 128 x 128 -> 7168, norms of 1536 and 512; three dense layers of
// width 18432, the others with 256 + 1 experts of width 2048, a router and its correction.
void TestParameterCounts::latentAttentionHasTheCountOfItsMatrices()
{
    const core::TransformerSpec &spec = *preset("deepseek-v3").transformer();
    const std::int64_t attention = 7168LL * 1536 + 1536 + 1536LL * 128 * 192 + 7168LL * 576 + 512 +
                                   512LL * 128 * 256 + 128LL * 128 * 7168;
    const std::int64_t norms = 2 * 7168;
    QCOMPARE(core::blockParameters(spec, 2), attention + norms + 3LL * 7168 * 18432);
    QCOMPARE(core::blockParameters(spec, 3),
             attention + norms + 257LL * 3 * 7168 * 2048 + 256LL * 7168 + 256);
}

// Mixtral is known as 12.9 billion active of 46.7 (arXiv:2401.04088), DeepSeek-V3 as 37 of 671.
void TestParameterCounts::aTokenMeetsTheExpertsThatItIsSentTo()
{
    QCOMPARE(core::activeParameterCount(preset("mixtral-8x7b")),
             46'702'792'704 - 32LL * 6 * 3 * 4096 * 14336);
    const double deepseek =
        static_cast<double>(core::activeParameterCount(preset("deepseek-v3"))) / 1e9;
    QVERIFY2(deepseek > 36.5 && deepseek < 38, qPrintable(QString::number(deepseek)));
    QCOMPARE(core::activeParameterCount(preset("llama-3-8b")), 8'030'261'248);
}

void TestParameterCounts::everyPresetIsSimulated()
{
    for (const core::ModelSpec &model : core::modelPresets()) {
        const auto result = core::run(scenarioOf(model));
        QVERIFY2(bool(result), result ? "" : result.error().message.c_str());
        QVERIFY2(result.value()->metrics.step.count > 0, model.id.c_str());
        QCOMPARE(result.value()->metrics.modelParameters, core::parameterCount(model));
    }
}

void TestParameterCounts::layersThatDifferArePricedOneByOne()
{
    const std::vector<core::LayerPrice> prices =
        core::priceLayers(scenarioOf(preset("deepseek-v3")));
    QCOMPARE(prices.size(), std::size_t{63});
    QCOMPARE(prices[1].forward, prices[3].forward);
    QCOMPARE(prices[4].forward, prices[61].forward);
    QVERIFY(prices[4].parameters > 10 * prices[3].parameters);
    QVERIFY(prices[4].forward > prices[3].forward);
    // 9 experts of 2048 do as much as one of 18432; the router comes on top.
    const double tokens = 4096;
    QVERIFY(qAbs(prices[4].forwardFlops - prices[3].forwardFlops - 2 * tokens * 7168 * 256) <
            1e-9 * prices[4].forwardFlops);
}

// 2 b s [ h a d + 2 h k d + a d h + 3 top-k h f + h E ] + 4 b s^2 a d (COST_MODEL 1.1)
void TestParameterCounts::flopsOfExpertsAreThoseOfTheTokensSentToThem()
{
    const core::LayerPrice block = core::priceLayers(scenarioOf(preset("mixtral-8x7b")))[1];
    const double s = 4096, h = 4096, kv = 1024, f = 14336;
    const double products = 2 * h * h + 2 * h * kv + 2 * 3 * h * f + h * 8;
    QCOMPARE(block.forwardFlops, 2 * s * products + 4 * s * s * h);
}

// torchvision: vit_b_16 takes 17.56, vit_l_16 61.55 billion multiplications per image, the products
// of attention (0.72 and 1.91 billion) among them.
void TestParameterCounts::flopsOfAnImageArePublished()
{
    const struct
    {
        const char *id;
        double billions;
    } rows[] = {{"vit-b-16", 17.56}, {"vit-l-16", 61.55}};
    for (const auto &row : rows) {
        double flops = 0;
        for (const core::LayerPrice &layer : core::priceLayers(scenarioOf(preset(row.id))))
            flops += layer.forwardFlops;
        const double billions = flops / 2e9;
        QVERIFY2(qAbs(billions / row.billions - 1) < 0.005, qPrintable(QString::number(billions)));
    }
}

// The dense block of the same width, and for each of the 2 experts of a token: its input, its
// answer, and 6 f (gate, up and their product, Megatron-LM's SwiGLUFunction); fp32 scores of the
// router. Two bytes per element.
void TestParameterCounts::expertsKeepWhatIsSentToThem()
{
    core::ModelSpec dense = preset("mixtral-8x7b");
    std::get<core::TransformerSpec>(dense.shape).experts = 1;
    std::get<core::TransformerSpec>(dense.shape).expertsPerToken = 1;
    const core::LayerPrice with = core::priceLayers(scenarioOf(preset("mixtral-8x7b")))[1];
    const core::LayerPrice without = core::priceLayers(scenarioOf(dense))[1];
    const std::int64_t tokens = 4096;
    QCOMPARE(with.kept.count - without.kept.count,
             tokens * (6LL * 14336 + 2 * 2 * 2 * 4096 + 4 * 8));
    QVERIFY(with.forward > without.forward);
}

void TestParameterCounts::everyPresetNamesItsSource()
{
    for (const core::ModelSpec &model : core::modelPresets())
        QVERIFY2(!model.source.empty(), model.id.c_str());
    for (const core::DeviceSpec &device : core::devicePresets()) {
        QVERIFY2(!device.source.empty(), device.id.c_str());
        QVERIFY2(core::findLink(device.link), device.id.c_str());
        QCOMPARE(core::usualLink(device).id, device.link);
    }
    for (const core::LinkSpec &link : core::linkPresets())
        QVERIFY2(!link.source.empty(), link.id.c_str());
}

// 12 h^2 + 13 h (Narayanan 2021, arXiv:2104.04473, equation 2). Of two partners each has half of
// the matrices and of the biases of their outputs that are cut; 6 h of norms and other biases are
// on both.
void TestParameterCounts::aTrainedBlockHasThePublishedCount()
{
    core::NetworkSpec network;
    network.kind = core::NetworkKind::Gpt;
    network.layers = 2;
    network.hidden = 64;
    network.heads = 4;
    constexpr std::int64_t h = 64;
    QCOMPARE(core::unitParameters(network, 1, {1, 0, 1}), 12 * h * h + 13 * h);
    for (const int partner : {0, 1})
        QCOMPARE(core::unitParameters(network, 1, {1, partner, 2}),
                 (12 * h * h + 7 * h) / 2 + 6 * h);
}

QTEST_APPLESS_MAIN(TestParameterCounts)
#include "tst_parameter_counts.moc"
