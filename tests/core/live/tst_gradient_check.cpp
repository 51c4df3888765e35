// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients of the engine beside finite differences of its loss, through messages and all.
#include "core/live/run/collect.h"
#include "core/live/run/thread_team.h"
#include "tests/core/live/splits.h"

#include <QTest>

#include <cmath>

using namespace core::live;

class TestGradientCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gradientsAreTheSlopesOfTheLoss_data();
    void gradientsAreTheSlopesOfTheLoss();
    void keptGradientsChangeNoWeight_data();
    void keptGradientsChangeNoWeight();
    void replicasMayStopSharingBetweenSteps();
    void ofGradientsOneSumIsLeft_data();
    void ofGradientsOneSumIsLeft();
    void gradientsThatWereNotSharedAreForgotten();
};

namespace {

constexpr double kTolerance = 1e-7;

// Small, so that few of its units lie so near the bend of the ReLU that a difference crosses it.
NetworkSpec fourLayers()
{
    return {.kind = NetworkKind::Mlp, .sizes = {64, 12, 12, 12, 10}, .seed = 5};
}

NetworkSpec twoBlocks(bool tied)
{
    NetworkSpec network = smallGpt(tied);
    network.layers = 2;
    return network;
}

// Each element of a tensor goes one way or the other.
double signOf(int tensor, std::int64_t element)
{
    const std::uint64_t bits =
        randomBits(11, static_cast<std::uint64_t>(tensor), static_cast<std::uint64_t>(element));
    return bits % 2 == 0 ? 1 : -1;
}

// Every copy of the tensor, on all devices that hold some of it.
void moveTensor(ThreadTeam<double> &team, int number, double distance)
{
    for (int device = 0; device < team.layout().devices(); ++device) {
        WeightStore<double> &store = team.store(device);
        for (const HeldUnit &unit : store.holding().units) {
            for (const LocalTensor &tensor : unit.slices.tensors) {
                if (tensor.whole.number != number)
                    continue;
                const std::size_t begin = unit.offset + tensor.offset;
                const std::span<double> weights = store.weights(begin, begin + tensor.size());
                for (std::size_t i = 0; i < weights.size(); ++i)
                    weights[i] += distance * signOf(number, tensor.elementOfWhole(i));
            }
        }
    }
}

// Of the first step, before its update.
double lossAt(const Layout &layout, int number, double distance)
{
    ThreadTeam<double> team(layout, {}, samplesFor(layout.network), freeLink);
    moveTensor(team, number, distance);
    return team.step({}).loss;
}

} // namespace

void TestGradientCheck::gradientsAreTheSlopesOfTheLoss_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("stages");
    QTest::addColumn<int>("partners");
    QTest::addColumn<QByteArray>("schedule");
    for (const char *network : {"mlp", "gpt", "tied"}) {
        const auto row = [network](int replicas, int stages, int partners, const char *schedule) {
            QTest::addRow("%s %dx%dx%d %s", network, replicas, stages, partners, schedule)
                << QString::fromLatin1(network) << replicas << stages << partners
                << QByteArray(schedule);
        };
        row(1, 1, 1, "1f1b");
        row(1, 2, 1, "zb-h1"); // the halves of a tied table on two devices
        if (network == std::string_view("tied"))
            continue;
        row(2, 1, 1, "1f1b");
        row(1, 1, 2, "1f1b");
        row(2, 2, 2, "1f1b");
    }
}

// Of each tensor along one direction, by the five-point formula, whose error goes with the fourth
// power of the distance; a network with bends has none, and takes a distance that meets none. The
// slope is g . d for signs d, and so of the size of the norm of g, which the difference is
// measured by.
void TestGradientCheck::gradientsAreTheSlopesOfTheLoss()
{
    QFETCH(QString, network);
    QFETCH(int, replicas);
    QFETCH(int, stages);
    QFETCH(int, partners);
    QFETCH(QByteArray, schedule);
    const bool isMlp = network == QLatin1String("mlp");
    const NetworkSpec spec = isMlp ? fourLayers() : twoBlocks(network == QLatin1String("tied"));
    const Layout layout = layoutOf(spec, {.replicas = replicas,
                                          .stages = stages,
                                          .microBatches = 4,
                                          .schedule = schedule.constData(),
                                          .partners = partners,
                                          .keepGradients = true});
    ThreadTeam<double> team(layout, {}, samplesFor(spec), freeLink);
    QVERIFY(team.step({}).completed);
    const Tensors gradients = collectGradients(team, 0);
    const double h = isMlp ? 1e-6 : 1e-4;
    for (const TensorSpec &tensor : allTensors(spec)) {
        const std::vector<double> &gradient = gradients[static_cast<std::size_t>(tensor.number)];
        double slope = 0;
        double squares = 0;
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            slope += gradient[i] * signOf(tensor.number, static_cast<std::int64_t>(i));
            squares += gradient[i] * gradient[i];
        }
        QVERIFY(squares > 0);
        const auto difference = [&](double distance) {
            return lossAt(layout, tensor.number, distance) -
                   lossAt(layout, tensor.number, -distance);
        };
        const double expected =
            isMlp ? difference(h) / (2 * h) : (8 * difference(h) - difference(2 * h)) / (12 * h);
        const double error = std::abs(slope - expected) / std::sqrt(squares);
        QVERIFY2(error <= kTolerance, qPrintable(QStringLiteral("%1: %2, not %3; off by %4")
                                                     .arg(QString::fromStdString(tensor.name))
                                                     .arg(slope, 0, 'g', 12)
                                                     .arg(expected, 0, 'g', 12)
                                                     .arg(error)));
    }
}

void TestGradientCheck::keptGradientsChangeNoWeight_data()
{
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("stages");
    QTest::addColumn<int>("shards");
    QTest::addColumn<bool>("exact");
    QTest::newRow("one") << 1 << 1 << 0 << false;
    QTest::newRow("exact") << 2 << 1 << 0 << true;
    QTest::newRow("2x2") << 2 << 2 << 0 << false;
    QTest::newRow("zero2") << 2 << 1 << 2 << false;
}

// Sums that an update has cleared, and those that the first micro-batch replaces, are the same
// ones.
void TestGradientCheck::keptGradientsChangeNoWeight()
{
    QFETCH(int, replicas);
    QFETCH(int, stages);
    QFETCH(int, shards);
    QFETCH(bool, exact);
    Split split = {.replicas = replicas,
                   .stages = stages,
                   .microBatches = 4,
                   .shards = shards,
                   .accumulation = exact ? Accumulation::Exact : Accumulation::Plain};
    std::vector<Tensors> weights;
    for (const bool kept : {false, true}) {
        split.keepGradients = kept;
        ThreadTeam<float> team(layoutOf(twoBlocks(true), split), {.learningRate = 0.05},
                               samplesFor(twoBlocks(true)), freeLink);
        const double first = team.step({}).loss;
        QVERIFY(team.step({}).completed);
        QVERIFY(team.step({}).loss < first);
        weights.push_back(collectWeights(team, 0));
        double largest = 0;
        for (const std::vector<double> &tensor : collectGradients(team, 0)) {
            for (const double gradient : tensor)
                largest = std::max(largest, std::abs(gradient));
        }
        QCOMPARE(largest > 0, kept || (replicas > 1 && shards == 0));
    }
    QVERIFY(weights.front() == weights.back());
}

// What begins the sums of a step does not ask whether the step before was shared.
void TestGradientCheck::replicasMayStopSharingBetweenSteps()
{
    std::vector<Tensors> weights;
    for (const bool kept : {false, true}) {
        ThreadTeam<float> team(
            layoutOf(twoBlocks(true), {.replicas = 2, .microBatches = 4, .keepGradients = kept}),
            {.learningRate = 0.05}, samplesFor(twoBlocks(true)), freeLink);
        for (const bool shares : {true, false, false, true}) {
            team.setShareGradients(shares);
            QVERIFY(team.step({}).completed);
        }
        weights.push_back(collectWeights(team, 0));
        weights.push_back(collectWeights(team, 1));
    }
    QVERIFY(weights[0] == weights[2]);
    QVERIFY(weights[1] == weights[3]);
    QVERIFY(weights[0] != weights[1]);
}

void TestGradientCheck::ofGradientsOneSumIsLeft_data()
{
    QTest::addColumn<int>("shards");
    QTest::addColumn<bool>("tree");
    QTest::addColumn<std::size_t>("sums");
    const auto parameters = static_cast<std::size_t>(parameterCount(eightLayers()));
    QTest::newRow("ring") << 0 << false << parameters;
    QTest::newRow("tree") << 0 << true << parameters;
    QTest::newRow("ZeRO-2, whose update clears its share") << 2 << false << std::size_t{0};
}

// As a step ends: whoever adds gradients of another device takes them away.
void TestGradientCheck::ofGradientsOneSumIsLeft()
{
    QFETCH(int, shards);
    QFETCH(bool, tree);
    QFETCH(std::size_t, sums);
    const Layout layout = layoutOf(eightLayers(), {.replicas = 4,
                                                   .microBatches = 4,
                                                   .shards = shards,
                                                   .sumBy = tree ? SumBy::Tree : SumBy::Ring});
    ThreadTeam<float> team(layout, {}, samplesFor(layout.network), freeLink);
    QVERIFY(team.step({}).completed);
    // Some are nothing by themselves, where a relu let nothing through.
    std::size_t most = 0;
    std::size_t left = 0;
    for (std::size_t i = 0; i < team.store(0).gradients().size(); ++i) {
        std::size_t here = 0;
        for (int device = 0; device < layout.devices(); ++device)
            if (team.store(device).gradients().at(i) != 0)
                ++here;
        most = std::max(most, here);
        left += here;
    }
    QCOMPARE(most, sums > 0 ? std::size_t{1} : std::size_t{0});
    QVERIFY(left <= sums);
    QVERIFY(2 * left >= sums);
}

// Of two teams with the same weights, one has just learned apart.
void TestGradientCheck::gradientsThatWereNotSharedAreForgotten()
{
    const Layout layout = layoutOf(eightLayers(), {.replicas = 4, .microBatches = 8});
    ThreadTeam<float> apart(layout, {}, samplesFor(layout.network), freeLink);
    ThreadTeam<float> together(layout, {}, samplesFor(layout.network), freeLink);
    const auto weightsOf = [](ThreadTeam<float> &team, int device) {
        std::vector<float> values;
        team.store(device).copyHeld(values);
        return values;
    };
    apart.setShareGradients(false);
    QVERIFY(apart.step({}).completed);
    apart.setShareGradients(true);
    QVERIFY(together.step({}).completed);
    QVERIFY(weightsOf(apart, 0) != weightsOf(together, 0));
    for (int device = 0; device < layout.devices(); ++device)
        together.store(device).setHeld(weightsOf(apart, device));
    QVERIFY(apart.step({}).completed);
    QVERIFY(together.step({}).completed);
    for (int device = 0; device < layout.devices(); ++device)
        QCOMPARE(weightsOf(apart, device), weightsOf(together, device));
}

QTEST_GUILESS_MAIN(TestGradientCheck)
#include "tst_gradient_check.moc"
