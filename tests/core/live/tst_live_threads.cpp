// SPDX-License-Identifier: GPL-3.0-or-later
// Eight workers at once, stopped at any moment, started again and again. The thread sanitizer looks
// at all of it (.ci/run); the address sanitizer looks for what is left behind.
#include "core/io/scenario/scenario_source.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/session.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/core/live/splits.h"

#include <QTest>

#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <vector>

using namespace core::live;

class TestLiveThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightWorkersTrain_data();
    void eightWorkersTrain();
    void whatIsGivenAwayArrivesAsItself();
    void aStepCanBeStoppedAtAnyMoment();
    void aWorkerAloneCanBeStopped();
    void aThousandStartsAndStopsLeaveNothingBehind();
    void runsThatEndBadlyLeaveNothingBehind();
    void aWorkerWithoutMemoryStopsTheOthers();
    void aRunThatDoesNotFitSaysSo();
    void noMoreComputeAtOnceThanThereAreTurns();
};

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true; // memory is managed by the sanitizer, and all of it is slow
#else
constexpr bool kSanitized = false;
#endif

struct Workers
{
    const char *name;
    const char *network;
    Split split;
};

// All of eight workers.
const Workers kEight[] = {
    {"dp8", "mlp", {.replicas = 8}},
    {"dp8, tree, behind", "mlp", {.replicas = 8, .overlap = false, .sumBy = SumBy::Tree}},
    {"pp8 1f1b", "deep", {.stages = 8}},
    {"pp8 zb-h1", "deep", {.stages = 8, .schedule = "zb-h1"}},
    {"pp8 interleaved", "deep", {.stages = 8, .schedule = "interleaved"}},
    {"tp2 x pp2 x dp2", "gpt", {.replicas = 2, .stages = 2, .partners = 2}},
    {"tp2 x dp4", "mlp", {.replicas = 4, .partners = 2}},
    {"zero3 of 8", "gpt", {.replicas = 8, .shards = 3}},
    {"zero2 of 4 x pp2", "gpt", {.replicas = 4, .stages = 2, .shards = 2}},
};

// Sixteen layers: two for each of eight stages.
NetworkSpec deep()
{
    NetworkSpec network = eightLayers();
    network.sizes = {64, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 10};
    return network;
}

Layout layoutOf(const Workers &workers)
{
    const std::string network = workers.network;
    return core::live::layoutOf(network == "gpt"    ? smallGpt(false)
                                : network == "deep" ? deep()
                                                    : eightLayers(),
                                workers.split);
}

ThreadTeam<float> teamOf(const Layout &layout)
{
    const OptimizerSpec optimizer = {.kind = OptimizerKind::Momentum, .learningRate = 0.05};
    return {layout, optimizer, samplesFor(layout.network), freeLink};
}

// What a run could leave behind.
struct Held
{
    std::size_t threads = 0;
    std::size_t files = 0;
    std::size_t bytes = 0; // on the heap; 0 under a sanitizer, which counts them itself

    bool operator==(const Held &) const = default;
};

std::size_t entriesOf(const char *folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto &entry : std::filesystem::directory_iterator(folder))
        ++count;
    return count;
}

Held heldNow()
{
    const auto info = ::mallinfo2();
    return {entriesOf("/proc/self/task"), entriesOf("/proc/self/fd"), info.uordblks + info.hblkhd};
}

// A thread that has ended may still be listed for a moment.
Held heldOnceStill(const Held &before)
{
    Held now = heldNow();
    for (int i = 0; i < 1000 && now.threads > before.threads; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        now = heldNow();
    }
    return now;
}

// So much of the address space is left, and no more, as long as this lives.
class Scarcity
{
public:
    explicit Scarcity(std::size_t left)
    {
        ::getrlimit(RLIMIT_AS, &m_before);
        std::size_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        rlimit limit = m_before;
        limit.rlim_cur = pages * 4096 + left;
        ::setrlimit(RLIMIT_AS, &limit);
    }
    ~Scarcity() { ::setrlimit(RLIMIT_AS, &m_before); }
    Scarcity(const Scarcity &) = delete;
    Scarcity &operator=(const Scarcity &) = delete;

private:
    rlimit m_before = {};
};

// Not by loadScenario(), which reads what frameworks are started with as well: the build for the
// thread sanitizer leaves that out (CMakePresets.json).
core::Scenario example(const char *id, const std::vector<std::string> &settings)
{
    const core::ScenarioSource source{
        .text = core::findBuiltinScenario(id)->json, .name = id, .builtin = true};
    return core::readSource(source, settings, nullptr).value();
}

core::Result<std::unique_ptr<Session>> open(const char *id,
                                            const std::vector<std::string> &settings,
                                            const std::vector<core::LinkFault> &cuts = {})
{
    core::Scenario scenario = example(id, settings);
    scenario.faults.links = cuts;
    return Session::open(scenario, nominalCalibration(), {});
}

constexpr unsigned kSeed = 20261129;

} // namespace

void TestLiveThreads::eightWorkersTrain_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < static_cast<int>(std::size(kEight)); ++i)
        QTest::newRow(kEight[i].name) << i;
}

void TestLiveThreads::eightWorkersTrain()
{
    QFETCH(int, number);
    const Layout layout = layoutOf(kEight[number]);
    QCOMPARE(layout.devices(), 8);
    ThreadTeam<float> team = teamOf(layout);
    const double first = team.step({}).loss;
    double last = first;
    for (int step = 0; step < 7; ++step) {
        const StepOutcome outcome = team.step({});
        QVERIFY(outcome.completed);
        last = outcome.loss;
    }
    QVERIFY2(last < first, kEight[number].name);
}

// Nothing of it is copied, and it is as if it had been: tags tell messages apart.
void TestLiveThreads::whatIsGivenAwayArrivesAsItself()
{
    ThreadPost post(2);
    std::vector<const std::byte *> places;
    for (const int tag : {7, 8}) {
        Buffer<std::byte> buffer(64);
        std::ranges::fill(buffer.all(), static_cast<std::byte>(tag));
        places.push_back(buffer.data());
        post.of(0).give(1, tag, buffer, 100 + tag);
        QVERIFY(buffer.empty());
    }
    for (const int tag : {8, 7}) {
        std::optional<Message> message = post.of(1).receive(0, tag, {});
        QVERIFY(message);
        post.of(1).release();
        QCOMPARE(message->arrival, 100 + tag);
        QVERIFY(message->given.data() == places[static_cast<std::size_t>(tag - 7)]);
        QCOMPARE(message->given.size(), std::size_t{64});
        QVERIFY(std::ranges::count(message->given.all(), static_cast<std::byte>(tag)) == 64);
    }
}

void TestLiveThreads::aStepCanBeStoppedAtAnyMoment()
{
    qInfo("seed %u", kSeed);
    std::mt19937 random(kSeed);
    const int moments = kSanitized ? 50 : 200;
    for (int i = 0; i < moments; ++i) {
        const Workers &workers = kEight[static_cast<std::size_t>(i) % std::size(kEight)];
        ThreadTeam<float> team = teamOf(layoutOf(workers));
        std::stop_source stop;
        const std::chrono::microseconds moment(random() % 4000);
        const std::jthread stopper([&stop, moment] {
            std::this_thread::sleep_for(moment);
            stop.request_stop();
        });
        while (team.step({}, stop.get_token()).completed)
            ;
    }
}

void TestLiveThreads::aWorkerAloneCanBeStopped()
{
    ThreadTeam<float> team = teamOf(core::live::layoutOf(eightLayers(), {}));
    std::stop_source stop;
    QVERIFY(team.step({}, stop.get_token()).completed);
    stop.request_stop();
    QVERIFY(!team.step({}, stop.get_token()).completed);
}

void TestLiveThreads::aThousandStartsAndStopsLeaveNothingBehind()
{
    qInfo("seed %u", kSeed);
    std::mt19937 random(kSeed);
    const Split splits[] = {{.replicas = 2},
                            {.stages = 2, .schedule = "zb-h1"},
                            {.partners = 2},
                            {.replicas = 2, .shards = 3},
                            {.replicas = 2, .stages = 2}};
    const auto startAndStop = [&](int number) {
        const Split &split = splits[static_cast<std::size_t>(number) % std::size(splits)];
        ThreadTeam<float> team = teamOf(core::live::layoutOf(eightLayers(), split));
        std::stop_source stop;
        switch (random() % 3) {
        case 0: // not a single step
            break;
        case 1:
            (void)team.step({}, stop.get_token());
            break;
        default:
            std::jthread stopper([&stop] { stop.request_stop(); });
            (void)team.step({}, stop.get_token());
        }
    };
    // Libraries keep what they need once; each split has run then.
    constexpr int kWarm = 100;
    for (int i = 0; i < kWarm; ++i)
        startAndStop(i);
    const Held before = heldNow();
    const int starts = kSanitized ? 100 : 1000;
    for (int i = 0; i < starts; ++i)
        startAndStop(i);
    const Held after = heldOnceStill(before);
    QCOMPARE(after.threads, before.threads);
    QCOMPARE(after.files, before.files);
    // Less than 33 bytes for each start: what one lost thread, buffer or callback takes is more.
    QVERIFY2(after.bytes < before.bytes + 32 * 1024,
             qPrintable(QString::number(after.bytes) + " after " + QString::number(before.bytes)));
}

void TestLiveThreads::runsThatEndBadlyLeaveNothingBehind()
{
    const auto endBadly = [] {
        auto diverging = open("train-digits-dp3", {"train.learning_rate=1000"});
        QVERIFY(diverging);
        bool hasDiverged = false;
        for (int i = 0; i < 100 && !hasDiverged; ++i)
            hasDiverged = diverging.value()->step({}).value().diverged;
        QVERIFY(hasDiverged);
        QVERIFY(!open("train-digits-pp4", {}, {{1, 2, 1, true}}));
        QVERIFY(!open("train-digits-pp4", {"train.network.sizes=[63, 48, 48, 48, 10]"}));
        auto stopped = open("train-digits-pp4", {});
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!stopped.value()->step(stop.get_token()));
    };
    for (int i = 0; i < 3; ++i)
        endBadly();
    const Held before = heldNow();
    constexpr int kRuns = 20;
    for (int i = 0; i < kRuns; ++i)
        endBadly();
    const Held after = heldOnceStill(before);
    QCOMPARE(after.threads, before.threads);
    QCOMPARE(after.files, before.files);
    QVERIFY2(after.bytes < before.bytes + kRuns * 1024,
             qPrintable(QString::number(after.bytes) + " after " + QString::number(before.bytes)));
}

void TestLiveThreads::aWorkerWithoutMemoryStopsTheOthers()
{
    if (kSanitized)
        QSKIP("A sanitizer manages the memory.");
    Layout layout = core::live::layoutOf(eightLayers(), {.stages = 4, .microBatches = 4});
    layout.samples = 1'000'000; // 256 MB of inputs a micro-batch
    ThreadTeam<float> team = teamOf(layout);
    StepOutcome outcome;
    {
        const Scarcity scarcity(std::size_t{64} << 20);
        outcome = team.step({});
    }
    QVERIFY(!outcome.completed);
    QVERIFY(outcome.withoutMemory >= 0);
    QVERIFY(!team.step({}).completed);
}

void TestLiveThreads::aRunThatDoesNotFitSaysSo()
{
    if (kSanitized)
        QSKIP("A sanitizer manages the memory.");
    auto session =
        open("train-digits-1", {"training.micro_batch=1000000", "training.global_batch=1000000"});
    QVERIFY(session);
    core::Result<StepReport> report = core::Error{};
    {
        const Scarcity scarcity(std::size_t{64} << 20);
        report = session.value()->step({});
    }
    QVERIFY(!report);
    const QString text = QString::fromStdString(report.error().message);
    QVERIFY2(text.contains("no memory left for the activations of device 0 in step 1") &&
                 text.contains("training.micro_batch, which is 1000000") && !text.contains('\n'),
             qPrintable(text));
    const core::Scenario wide =
        example("train-digits-1", {"train.network.sizes=[64, 6000, 6000, 10]"});
    QString refusal;
    {
        const Scarcity scarcity(std::size_t{64} << 20);
        const auto refused = Session::open(wide, nominalCalibration(), {});
        refusal = refused ? QString() : QString::fromStdString(refused.error().message);
    }
    QVERIFY2(refusal.contains("no memory for the weights"), qPrintable(refusal));
}

// Four ask for two turns again and again, and hold them while the others may run: all of them end.
void TestLiveThreads::noMoreComputeAtOnceThanThereAreTurns()
{
    Turns turns(2);
    std::atomic<int> computing = 0;
    std::atomic<int> most = 0;
    const auto work = [&] {
        for (int i = 0; i < 5000; ++i) {
            turns.acquire();
            most = std::max<int>(most, ++computing);
            std::this_thread::yield();
            --computing;
            turns.release();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back(work);
    }
    QVERIFY2(most >= 1 && most <= 2, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(TestLiveThreads)
#include "tst_live_threads.moc"
