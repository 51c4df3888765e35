// SPDX-License-Identifier: GPL-3.0-or-later
// Layers that are made of convolutions: what they count to, what they cost, and how long ResNet-50
// takes where that was measured.
#include "core/analysis/snapshot.h"
#include "core/cost/kernel_price.h"
#include "core/cost/layer_price.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"

#include <QTest>

#include <cmath>

namespace {

core::Scenario resnet(const char *device, const char *software, int devices, int batch,
                      core::Precision precision)
{
    core::Scenario s;
    s.model = *core::findModel("resnet-50");
    s.cluster.device = *core::findDevice(device);
    s.cluster.devices = s.parallel.data = devices;
    s.cluster.intraLink = core::usualLink(s.cluster.device);
    s.cluster.interLink = *core::findLink("ib-hdr");
    s.cluster.software = *core::findSoftware(software);
    s.training.precision = precision;
    s.training.optimizer = core::Optimizer::Sgd;
    s.training.microBatch = batch;
    s.training.globalBatch = static_cast<std::int64_t>(batch) * devices;
    return s;
}

double stepOf(const core::Scenario &s)
{
    const auto result = core::run(s);
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return core::seconds(result.value()->metrics.step);
}

} // namespace

class TestConvolutions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resnetCountsToItsPublishedSize();
    void aConvolutionMovesItsMapsByHand();
    void mapsOfFp32AreTwiceAsLarge();
    void aSmallBatchWaitsForTheHost();
    void convolutionsAreReadAndWritten();
    void publishedImagesPerSecondAreMet();
    void productsInTf32HaveHalfOfTheRate();
    void convolutionsInFp32UseTf32WhereThereIsSome();
    void imagesPerSecondOfOneCardAreMet();
    void fusedMapsMoveLess();
    void imagesPerSecondOfFusedMapsAreMet();
};

// torchvision: 25,557,032 parameters, 4.089 G multiplications of an image of 224 x 224, of them
// 2,048,000 in the last layer.
void TestConvolutions::resnetCountsToItsPublishedSize()
{
    const core::ModelSpec &model = *core::findModel("resnet-50");
    QCOMPARE(core::parameterCount(model), qint64(25'557'032));
    double flops = 0;
    std::size_t convolutions = 0;
    for (const core::NamedLayer &layer : *model.namedLayers()) {
        flops += layer.forwardFlops;
        convolutions += layer.convolutions.size();
    }
    QCOMPARE(flops / 2, 4'089'184'256.0);
    QCOMPARE(convolutions, std::size_t(53)); // 1 + 3 (3 + 4 + 6 + 3) + 4
}

// 1 x 1, 64 to 256 channels on 56 x 56, 100 samples in 16 bits, on a card that only moves memory:
// the product moves (64 + 256) x 56 x 56 x 2 bytes of a sample, the normalisation with its ReLU
// three times the output forward; backward two products and five times the output.
void TestConvolutions::aConvolutionMovesItsMapsByHand()
{
    core::Scenario s = resnet("a100-80g", "threads", 1, 100, core::Precision::Fp16);
    s.cluster.device.peakHalfFlops = 1e30;
    s.cluster.device.memoryBandwidth = 1e12;
    core::NamedLayer layer = {.name = "one"};
    layer.convolutions = {{.in = 64, .out = 256, .side = 56}};
    s.model.shape = std::vector<core::NamedLayer>{layer};
    const core::LayerPrice price = core::priceLayers(s).front();
    const double pixels = 100 * 56 * 56 * 2 / 1e12; // seconds of one channel
    const auto is = [](double a, double b) { return std::abs(a / b - 1) < 1e-9; };
    QVERIFY(is(price.forwardWork.total(), (320 + 3 * 256) * pixels));
    QVERIFY(is(price.inputWork.total(), (320 + 5 * 256) * pixels));
    QVERIFY(is(price.weightWork.total(), 320 * pixels));
    // With a shortcut: a sum of two into one and a ReLU apart, and backward as much and one more.
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[0].convolutions[0].residual = true;
    const core::LayerPrice residual = core::priceLayers(s).front();
    QVERIFY(is(residual.forwardWork.total() - price.forwardWork.total(), 5 * 256 * pixels));
    QVERIFY(is(residual.inputWork.total() - price.inputWork.total(), 6 * 256 * pixels));
}

void TestConvolutions::mapsOfFp32AreTwiceAsLarge()
{
    const auto half =
        core::priceLayers(resnet("v100-32g", "2021", 1, 64, core::Precision::Fp16))[1];
    const auto single =
        core::priceLayers(resnet("v100-32g", "2021", 1, 64, core::Precision::Fp32))[1];
    QCOMPARE(single.kept.count, 2 * half.kept.count);
    QCOMPARE(single.output.count, 2 * half.output.count);
}

// Of one image the device has little to do: a step takes at least the launches of 53 convolutions
// and as many normalisations, forward and three backward.
void TestConvolutions::aSmallBatchWaitsForTheHost()
{
    core::Scenario s = resnet("a100-80g", "2022", 1, 1, core::Precision::Fp16);
    const double kernel = core::seconds(s.cluster.software.hostForward) / 20;
    QVERIFY(stepOf(s) > 53 * 5 * kernel);
    s.cluster.software.hostForward = {};
    QVERIFY(stepOf(s) < 53 * 5 * kernel);
}

void TestConvolutions::convolutionsAreReadAndWritten()
{
    core::Scenario s = resnet("a100-80g", "2022", 1, 64, core::Precision::Fp16);
    s.model.id.clear(); // given in full
    const auto again = core::scenarioFromJson(core::scenarioToJson(s), "again");
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY(again.value().model.shape == s.model.shape);
    std::get<std::vector<core::NamedLayer>>(s.model.shape)[1].convolutions[0].kernel = 0;
    const auto odd = core::scenarioFromJson(core::scenarioToJson(s), "odd");
    QVERIFY(!odd && odd.error().message.find("convolution") != std::string::npos);
}

// NVIDIA DeepLearningExamples, ResNet-50 v1.5: seconds for a step of 2048, 2048, 1024 and 2048
// images. PyTorch's and MXNet's, which fuse the normalisations more, are on either side of ours; in
// the mean of all there is no bias.
void TestConvolutions::publishedImagesPerSecondAreMet()
{
    const struct
    {
        const char *device;
        const char *software;
        int devices;
        int batch;
        core::Precision precision;
        double seconds;
    } rows[] = {{"a100-80g", "2022", 8, 256, core::Precision::Fp16, 0.1232},
                {"v100-32g", "2021", 8, 256, core::Precision::Fp16, 0.2542},
                {"v100-32g", "2021", 8, 128, core::Precision::Fp32, 0.3702},
                {"a100-80g", "2022", 4, 512, core::Precision::Fp16, 0.1524}};
    double bias = 0;
    for (const auto &row : rows) {
        const double error =
            stepOf(resnet(row.device, row.software, row.devices, row.batch, row.precision)) /
                row.seconds -
            1;
        QVERIFY2(std::abs(error) < 0.35, qPrintable(QString::number(100 * error)));
        bias += error / 4;
    }
    QVERIFY2(std::abs(bias) < 0.06, qPrintable(QString::number(100 * bias)));
}

// Data sheets: 156 of 312 TFLOP/s on an A100; inputs and outputs have 4 bytes. A V100 has none.
void TestConvolutions::productsInTf32HaveHalfOfTheRate()
{
    core::Scenario s = resnet("a100-80g", "2022", 1, 64, core::Precision::Bf16);
    const core::Machine half = core::machineOf(s);
    s.training.precision = core::Precision::Tf32;
    const core::Machine rounded = core::machineOf(s);
    QCOMPARE(rounded.matrix, half.matrix / 2);
    QCOMPARE(rounded.element, 2 * half.element);
    QCOMPARE(core::gradientBytesOf(s.training), 4);
    s.cluster.device = *core::findDevice("v100-32g");
    const core::Status without = core::validate(s);
    QVERIFY(!without && without.error().message.find("TF32") != std::string::npos);
}

// PyTorch: torch.backends.cudnn.allow_tf32 is on, torch.backends.cuda.matmul.allow_tf32 is off.
void TestConvolutions::convolutionsInFp32UseTf32WhereThereIsSome()
{
    const auto rateOf = [](const char *device, core::Precision precision) {
        const core::Scenario s = resnet(device, "2022", 1, 64, precision);
        return std::pair(core::machineOf(s).matrix, core::convolutionMachineOf(s).matrix);
    };
    const auto [product, convolution] = rateOf("a100-80g", core::Precision::Fp32);
    QVERIFY(convolution > 5 * product);
    QCOMPARE(convolution, rateOf("a100-80g", core::Precision::Tf32).first);
    const auto [older, same] = rateOf("v100-32g", core::Precision::Fp32);
    QCOMPARE(same, older);
    // Maps in NCHW: (64 + 256) x 56 x 56 elements of 4 bytes of a sample, read and written.
    core::Scenario s = resnet("a100-80g", "threads", 1, 100, core::Precision::Fp32);
    s.cluster.device.peakHalfFlops = s.cluster.device.peakTf32Flops = 1e30;
    s.cluster.device.memoryBandwidth = 1e12;
    core::NamedLayer layer = {.name = "one"};
    layer.convolutions = {{.in = 64, .out = 256, .side = 56}};
    s.model.shape = std::vector<core::NamedLayer>{layer};
    const double moved = 100 * 320 * 56 * 56 * 4 / 1e12;
    const double weight = core::priceLayers(s).front().weightWork.total();
    QVERIFY(std::abs(weight / (3 * moved) - 1) < 1e-9); // once for the product
}

// The same source, on one card, which shares its loader with no other: images a second.
void TestConvolutions::imagesPerSecondOfOneCardAreMet()
{
    const struct
    {
        const char *device;
        const char *software;
        int batch;
        core::Precision precision;
        double images;
    } rows[] = {{"a100-80g", "2022", 256, core::Precision::Fp16, 2470},
                {"a100-80g", "2022", 256, core::Precision::Tf32, 938},
                {"v100-32g", "2021", 256, core::Precision::Fp16, 1156},
                {"v100-32g", "2021", 128, core::Precision::Fp32, 356}};
    double sum = 0;
    for (const auto &row : rows) {
        const double step = stepOf(resnet(row.device, row.software, 1, row.batch, row.precision));
        const double error = step * row.images / row.batch - 1;
        QVERIFY2(std::abs(error) < 0.25, qPrintable(QString::number(100 * error)));
        sum += std::abs(error) / 4;
    }
    QVERIFY2(sum < 0.10, qPrintable(QString::number(100 * sum)));
}

// cuDNN's persistent kernels read and write each element once: forward 2, with a sum 3; backward 3,
// with the gradient of the shortcut and the sum of both ways 7.
void TestConvolutions::fusedMapsMoveLess()
{
    core::Scenario s = resnet("a100-80g", "threads", 1, 100, core::Precision::Fp16);
    s.cluster.software.fusedMaps = true;
    s.cluster.device.peakHalfFlops = 1e30;
    s.cluster.device.memoryBandwidth = 1e12;
    core::NamedLayer layer = {.name = "one"};
    layer.convolutions = {{.in = 64, .out = 256, .side = 56}};
    const double pixels = 100 * 56 * 56 * 2 / 1e12;
    const auto is = [](double a, double b) { return std::abs(a / b - 1) < 1e-9; };
    for (const bool residual : {false, true}) {
        layer.convolutions[0].residual = residual;
        s.model.shape = std::vector<core::NamedLayer>{layer};
        const core::LayerPrice price = core::priceLayers(s).front();
        QVERIFY(is(price.forwardWork.total(), (320 + (residual ? 3 : 2) * 256) * pixels));
        QVERIFY(is(price.inputWork.total(), (320 + (residual ? 7 : 3) * 256) * pixels));
    }
}

// NVIDIA DeepLearningExamples, MXNet, whose normalisations are fused so: one V100 of a DGX-2, and
// 13,442 images a second of four A100 in a container of 2022.
void TestConvolutions::imagesPerSecondOfFusedMapsAreMet()
{
    const struct
    {
        const char *device;
        const char *software;
        int batch;
        core::Precision precision;
        double images;
    } rows[] = {{"a100-80g", "2022", 512, core::Precision::Fp16, 13442.0 / 4},
                {"v100-32g", "2021", 256, core::Precision::Fp16, 1492},
                {"v100-32g", "2021", 128, core::Precision::Fp32, 417}};
    for (const auto &row : rows) {
        core::Scenario s = resnet(row.device, row.software, 1, row.batch, row.precision);
        s.cluster.software.fusedMaps = true;
        const double error = stepOf(s) * row.images / row.batch - 1;
        QVERIFY2(std::abs(error) < 0.08, qPrintable(QString::number(100 * error)));
    }
}

QTEST_APPLESS_MAIN(TestConvolutions)
#include "tst_convolutions.moc"
