// SPDX-License-Identifier: GPL-3.0-or-later
// What splits of a network must agree on, in all bits or in time.
#include "core/live/compute/blas.h"
#include "core/live/program/compile.h"
#include "core/live/run/collect.h"
#include "core/live/run/thread_team.h"
#include "tests/core/live/splits.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace core::live;

class TestLiveEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::live::useKernelsOfProcessor(); } // as the program does
    void aPipelineEndsWithTheBitsOfOneDevice_data();
    void aPipelineEndsWithTheBitsOfOneDevice();
    void exactSumsMakeReplicasOneDevice_data();
    void exactSumsMakeReplicasOneDevice();
    void anyNumberOfMicroBatchesMayMeetInTheMiddle_data();
    void anyNumberOfMicroBatchesMayMeetInTheMiddle();
    void everyReplicaHasTheSameBits_data();
    void everyReplicaHasTheSameBits();
    void replicasDriftApartWhereGradientsAreNotShared();
    void theReplayOfTheProgramIsTheRunToTheNanosecond_data();
    void theReplayOfTheProgramIsTheRunToTheNanosecond();
    void bytesOnLinksAreTheClosedForms();
    void replicasCopyNoSumsOfGradients();
    void aCircleOfWaitsIsFoundBeforeAThreadStarts();
    void aMessageOfAnotherSizeIsRefusedBeforeAThreadStarts();
};

namespace {

// A link of 2 GB/s and 5 microseconds; the one from device 1 to device 2 is slower.
core::Hop realLink(int from, int to)
{
    return {.latency = {5000}, .bandwidth = from == 1 && to == 2 ? 2e8 : 2e9};
}

struct Trained
{
    std::vector<std::string> fingerprints; // of each replica
    std::vector<double> losses;
};

Trained train(const Layout &layout, int steps = 4)
{
    const OptimizerSpec optimizer = {.kind = OptimizerKind::Momentum, .learningRate = 0.05};
    ThreadTeam<float> team(layout, optimizer, samplesFor(layout.network), freeLink);
    Trained trained;
    for (int step = 0; step < steps; ++step)
        trained.losses.push_back(team.step({}).loss);
    for (int replica = 0; replica < layout.replicas; ++replica)
        trained.fingerprints.push_back(fingerprintOf(collectWeights(team, replica)));
    return trained;
}

NetworkSpec networkNamed(const QString &name)
{
    if (name == QLatin1String("mlp"))
        return eightLayers();
    return smallGpt(name == QLatin1String("tied"));
}

// An equality of networks that learn nothing would prove nothing.
bool falls(const std::vector<double> &losses)
{
    return losses.back() < losses.front();
}

} // namespace

void TestLiveEngine::aPipelineEndsWithTheBitsOfOneDevice_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("stages");
    for (const char *network : {"mlp", "gpt", "tied"}) {
        for (const char *schedule :
             {"naive", "gpipe", "1f1b", "interleaved", "looped-bfs", "zb-h1", "zb-h2", "zb-v",
              "zb-auto", "zbv-auto", "v-half", "v-min", "1f1b-v", "interleaved-zb"}) {
            for (const int stages : {2, 4}) {
                const core::ScheduleEntry *entry = core::findSchedule(schedule);
                QVERIFY(entry);
                const int chunks = std::max(entry->chunks.usual, 1);
                if (stages * chunks > 8)
                    continue; // more than the network has layers
                QTest::addRow("%s %s %d", network, schedule, stages)
                    << QString::fromLatin1(network) << QByteArray(schedule) << stages;
            }
        }
    }
}

void TestLiveEngine::aPipelineEndsWithTheBitsOfOneDevice()
{
    QFETCH(QString, network);
    QFETCH(QByteArray, schedule);
    QFETCH(int, stages);
    const NetworkSpec spec = networkNamed(network);
    // Looped BFS takes the last micro-batch back first, so plain sums are rounded otherwise.
    const auto accumulation = schedule == "looped-bfs" ? Accumulation::Exact : Accumulation::Plain;
    const Trained one = train(layoutOf(spec, {.accumulation = accumulation}));
    const Trained split = train(layoutOf(
        spec, {.stages = stages, .schedule = schedule.constData(), .accumulation = accumulation}));
    QVERIFY(falls(one.losses));
    QCOMPARE(split.losses, one.losses);
    QCOMPARE(split.fingerprints, one.fingerprints);
}

void TestLiveEngine::exactSumsMakeReplicasOneDevice_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("stages");
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("shards");
    QTest::addColumn<bool>("tree");
    for (const char *network : {"mlp", "gpt", "tied"}) {
        const auto row = [network](int replicas, int stages, const char *schedule, int shards,
                                   bool tree) {
            QTest::addRow("%s %dx%d %s zero%d%s", network, replicas, stages, schedule, shards,
                          tree ? " tree" : "")
                << QString::fromLatin1(network) << replicas << stages << QByteArray(schedule)
                << shards << tree;
        };
        row(2, 1, "1f1b", 0, false);
        row(4, 1, "1f1b", 0, true);
        row(8, 1, "1f1b", 0, false);
        row(2, 4, "zb-h1", 0, true);
        row(2, 2, "1f1b", 1, false);
        row(4, 1, "1f1b", 2, false);
        row(4, 1, "1f1b", 3, false);
        row(2, 2, "1f1b", 3, false);
        row(1, 4, "chimera", 0, false);
        row(1, 4, "dualpipe", 0, false);
        row(2, 4, "dualpipe", 0, false);
    }
}

void TestLiveEngine::exactSumsMakeReplicasOneDevice()
{
    QFETCH(QString, network);
    QFETCH(int, replicas);
    QFETCH(int, stages);
    QFETCH(QByteArray, schedule);
    QFETCH(int, shards);
    QFETCH(bool, tree);
    const NetworkSpec spec = networkNamed(network);
    const Trained one =
        train(layoutOf(spec, {.microBatches = 16, .accumulation = Accumulation::Exact}));
    const Trained split = train(layoutOf(spec, {.replicas = replicas,
                                                .stages = stages,
                                                .microBatches = 16,
                                                .schedule = schedule.constData(),
                                                .shards = shards,
                                                .accumulation = Accumulation::Exact,
                                                .sumBy = tree ? SumBy::Tree : SumBy::Ring}));
    QVERIFY(falls(one.losses));
    QCOMPARE(split.losses, one.losses);
    for (const std::string &replica : split.fingerprints)
        QCOMPARE(replica, one.fingerprints.front());
}

// Odd numbers divide unevenly over the two directions, so the two ranks that hold a stage visit
// their stages in different orders; a single micro-batch leaves one direction without work.
void TestLiveEngine::anyNumberOfMicroBatchesMayMeetInTheMiddle_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("stages");
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<bool>("overlap");
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (entry.family != core::ScheduleFamily::Bidirectional)
            continue;
        for (const int stages : {2, 4}) {
            for (int microBatches = 1; microBatches <= 5; ++microBatches) {
                for (const bool overlap : {false, true}) {
                    const std::string id(entry.id);
                    const int replicas = microBatches == 3 ? 2 : 1;
                    QTest::addRow("%s %d stages, %d micro-batches, %s", id.c_str(), stages,
                                  microBatches, overlap ? "beside" : "behind")
                        << QByteArray(id.c_str()) << stages << replicas << microBatches << overlap;
                }
            }
        }
    }
}

void TestLiveEngine::anyNumberOfMicroBatchesMayMeetInTheMiddle()
{
    QFETCH(QByteArray, schedule);
    QFETCH(int, stages);
    QFETCH(int, replicas);
    QFETCH(int, microBatches);
    QFETCH(bool, overlap);
    const NetworkSpec spec = eightLayers();
    const int whole = replicas * microBatches;
    const Trained one =
        train(layoutOf(spec, {.microBatches = whole, .accumulation = Accumulation::Exact}));
    const Layout layout = layoutOf(spec, {.replicas = replicas,
                                          .stages = stages,
                                          .microBatches = whole,
                                          .schedule = schedule.constData(),
                                          .accumulation = Accumulation::Exact,
                                          .overlap = overlap});
    const auto fits = replay(layout, compile(layout), {}, freeLink, sizeof(float));
    QVERIFY2(fits, fits ? "" : fits.error().message.c_str());
    const Trained split = train(layout);
    QVERIFY(falls(one.losses));
    QCOMPARE(split.losses, one.losses);
    for (const std::string &replica : split.fingerprints)
        QCOMPARE(replica, one.fingerprints.front());
}

void TestLiveEngine::everyReplicaHasTheSameBits_data()
{
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("partners");
    QTest::addColumn<bool>("overlap");
    QTest::addColumn<bool>("tree");
    for (const bool overlap : {false, true}) {
        for (const bool tree : {false, true}) {
            QTest::addRow("4 %s %s", overlap ? "beside" : "behind", tree ? "tree" : "ring")
                << 4 << 1 << overlap << tree;
            QTest::addRow("2 x 2 partners %s %s", overlap ? "beside" : "behind",
                          tree ? "tree" : "ring")
                << 2 << 2 << overlap << tree;
        }
    }
}

void TestLiveEngine::everyReplicaHasTheSameBits()
{
    QFETCH(int, replicas);
    QFETCH(int, partners);
    QFETCH(bool, overlap);
    QFETCH(bool, tree);
    const Trained trained =
        train(layoutOf(smallGpt(false), {.replicas = replicas,
                                         .overlap = overlap,
                                         .sumBy = tree ? SumBy::Tree : SumBy::Ring,
                                         .partners = partners}));
    QVERIFY(falls(trained.losses));
    for (const std::string &replica : trained.fingerprints)
        QCOMPARE(replica, trained.fingerprints.front());
}

void TestLiveEngine::replicasDriftApartWhereGradientsAreNotShared()
{
    const Trained trained = train(
        layoutOf(eightLayers(), {.replicas = 3, .microBatches = 3, .shareGradients = false}), 1);
    QVERIFY(trained.fingerprints[0] != trained.fingerprints[1]);
    QVERIFY(trained.fingerprints[1] != trained.fingerprints[2]);
    QVERIFY(trained.fingerprints[0] != trained.fingerprints[2]);
}

void TestLiveEngine::theReplayOfTheProgramIsTheRunToTheNanosecond_data()
{
    QTest::addColumn<int>("replicas");
    QTest::addColumn<int>("stages");
    QTest::addColumn<int>("partners");
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("shards");
    QTest::addColumn<bool>("overlap");
    QTest::newRow("1") << 1 << 1 << 1 << QByteArray("1f1b") << 0 << true;
    QTest::newRow("pipeline of 4") << 1 << 4 << 1 << QByteArray("1f1b") << 0 << true;
    QTest::newRow("zb-h1") << 1 << 4 << 1 << QByteArray("zb-h1") << 0 << true;
    QTest::newRow("4 replicas, beside") << 4 << 1 << 1 << QByteArray("1f1b") << 0 << true;
    QTest::newRow("4 replicas, behind") << 4 << 1 << 1 << QByteArray("1f1b") << 0 << false;
    QTest::newRow("ZeRO-3") << 4 << 1 << 1 << QByteArray("1f1b") << 3 << true;
    QTest::newRow("2 x 2 x 2") << 2 << 2 << 2 << QByteArray("1f1b") << 0 << true;
    QTest::newRow("dualpipe") << 1 << 4 << 1 << QByteArray("dualpipe") << 0 << true;
}

void TestLiveEngine::theReplayOfTheProgramIsTheRunToTheNanosecond()
{
    QFETCH(int, replicas);
    QFETCH(int, stages);
    QFETCH(int, partners);
    QFETCH(QByteArray, schedule);
    QFETCH(int, shards);
    QFETCH(bool, overlap);
    const Layout layout = layoutOf(smallGpt(true), {.replicas = replicas,
                                                    .stages = stages,
                                                    .microBatches = 16,
                                                    .schedule = schedule.constData(),
                                                    .shards = shards,
                                                    .overlap = overlap,
                                                    .partners = partners});
    ThreadTeam<float> team(layout, {}, samplesFor(layout.network), realLink);
    // Measured first; then with the costs that were measured, twice.
    QVERIFY(team.step({}).completed);
    Costs costs;
    for (int device = 0; device < layout.devices(); ++device)
        costs.push_back(team.record(device).cost);
    const auto replayed = replay(layout, team.programs(), costs, realLink, sizeof(float));
    QVERIFY(replayed);
    for (int round = 0; round < 3; ++round) {
        for (int device = 0; device < layout.devices(); ++device) {
            const DeviceRecord &record = team.record(device);
            const InstructionTimes &times = replayed.value()[static_cast<std::size_t>(device)];
            QCOMPARE(record.begin, times.begin);
            QCOMPARE(record.end, times.end);
        }
        QVERIFY(team.step(costs).completed);
    }
}

void TestLiveEngine::bytesOnLinksAreTheClosedForms()
{
    constexpr std::int64_t kElement = sizeof(float);
    const auto sent = [](const Layout &layout) {
        std::map<int, std::int64_t> bytes; // by sender
        const std::vector<Program> programs = compile(layout);
        for (std::size_t device = 0; device < programs.size(); ++device) {
            for (const Instruction &instruction : programs[device]) {
                if (instruction.code == Code::Send || instruction.code == Code::Lend)
                    bytes[static_cast<int>(device)] +=
                        messageSize(layout, instruction, kElement).count;
            }
        }
        return bytes;
    };
    // A ring all-reduce sends 2 (n - 1) / n of the gradients; buckets do not divide evenly, which
    // is an element a chunk at the most.
    const NetworkSpec network = eightLayers();
    const std::int64_t parameters = parameterCount(network);
    const Layout ring = layoutOf(network, {.replicas = 4, .microBatches = 4});
    for (const auto &[device, bytes] : sent(ring)) {
        const double expected = 2.0 * 3 / 4 * static_cast<double>(parameters * kElement);
        QVERIFY(std::abs(static_cast<double>(bytes) - expected) <= 8.0 * kElement * 8);
    }
    // Stages hand on b x T x h elements a micro-batch, forward and back: 2 cuts at the inner ranks.
    const NetworkSpec gpt = smallGpt(false);
    const Layout pipeline = layoutOf(gpt, {.stages = 4});
    const std::int64_t message = std::int64_t{2} * gpt.sequence * gpt.hidden * kElement;
    const std::map<int, std::int64_t> byStage = sent(pipeline);
    QCOMPARE(byStage.at(0), 8 * message);
    QCOMPARE(byStage.at(1), 2 * 8 * message);
    QCOMPARE(byStage.at(3), 8 * message);
    // Tensor partners: 2 all-reduces forward and 2 back, of each layer and micro-batch.
    const Layout tensor = layoutOf(gpt, {.microBatches = 4, .partners = 2});
    QCOMPARE(sent(tensor).at(0), 4 * gpt.layers * 4 * (2 * message / 2));
}

// Of n replicas each updates from the n - 1 chunks of the others where those lie.
void TestLiveEngine::replicasCopyNoSumsOfGradients()
{
    const NetworkSpec network = eightLayers();
    const Layout layout = layoutOf(network, {.replicas = 4, .microBatches = 4});
    std::size_t borrowed = 0;
    for (const Program &program : compile(layout)) {
        for (const Instruction &instruction : program) {
            QVERIFY(instruction.code != Code::ReceiveCopy);
            borrowed += instruction.code == Code::Borrow ? instruction.size() : 0;
        }
    }
    QCOMPARE(borrowed, 3 * static_cast<std::size_t>(parameterCount(network)));
}

void TestLiveEngine::aCircleOfWaitsIsFoundBeforeAThreadStarts()
{
    const Layout layout = layoutOf(eightLayers(), {.stages = 2});
    std::vector<Program> programs = compile(layout);
    // Device 0 asks for the first gradient before it has sent anything.
    const auto first = std::ranges::find(programs[0], Code::Receive, &Instruction::code);
    QVERIFY(first != programs[0].end());
    std::rotate(programs[0].begin(), first, first + 1);
    const auto replayed = replay(layout, programs, {}, freeLink, sizeof(float));
    QVERIFY(!replayed);
    QVERIFY(QString::fromStdString(replayed.error().message)
                .contains(QStringLiteral("device 0 waits for device 1")));
}

void TestLiveEngine::aMessageOfAnotherSizeIsRefusedBeforeAThreadStarts()
{
    const Layout layout = layoutOf(eightLayers(), {.stages = 2});
    std::vector<Program> programs = compile(layout);
    const auto first = std::ranges::find(programs[1], Code::Receive, &Instruction::code);
    QVERIFY(first != programs[1].end());
    first->end += 1;
    const auto replayed = replay(layout, programs, {}, freeLink, sizeof(float));
    QVERIFY(!replayed);
    // 2 samples of 48 numbers of 4 bytes, and one number more.
    QVERIFY(QString::fromStdString(replayed.error().message)
                .contains(QStringLiteral("Device 0 sends 384 bytes where device 1 takes 388")));
}

QTEST_GUILESS_MAIN(TestLiveEngine)
#include "tst_live_engine.moc"
