// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles of XLA (JAX, TensorFlow) as their trace viewer has them: devices are processes, and
// lines that tell the same time again in other words are no work.
#include "tests/core/recorded/made_chrome.h"

#include "core/recorded/recorded_facts.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using core::KernelKind;
using made::micros;

namespace {

constexpr int kGpu = 1;
constexpr int kHost = 701;

std::string named(const char *what, int process, int thread, const std::string &name)
{
    return R"({"ph": "M", "pid": )" + std::to_string(process) + R"(, "tid": )" +
           std::to_string(thread) + R"(, "name": ")" + what + R"(", "args": {"name": ")" + name +
           R"("}})";
}

// No category, as XLA writes them; times in ns.
std::string spent(int process, int thread, const std::string &name, std::int64_t begin,
                  std::int64_t end)
{
    return R"({"ph": "X", "pid": )" + std::to_string(process) + R"(, "tid": )" +
           std::to_string(thread) + R"(, "name": ")" + name + R"(", "ts": )" + micros(begin) +
           R"(, "dur": )" + micros(end - begin) + R"(, "args": {"group_id": "1"}})";
}

std::int64_t at(const core::TimeByKind &times, KernelKind kind)
{
    return times[static_cast<std::size_t>(kind)];
}

} // namespace

class TestXlaProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamsOfAGpuAreItsWork();
    void operationsOfATpuAreItsWork();
    void whatElseATpuDoesHidesNoOperations();
    void aCollectiveAroundOthersIsOneCall();
    void marksOfDevicesAloneAreNoWork();
    void stepsHaveNumbersThatCanBeSteps();
    void memoryOfAnAllocatorIsOfNoDevice();
    void withoutDevicesThreadsAreShown();

private:
    made::ChromeFolder m_folder;
};

// Two steps of 10 us: a product of 4, an exchange of 3 that hides 1 behind the product, 2 idle and
// an optimizer of 2.
void TestXlaProfiles::streamsOfAGpuAreItsWork()
{
    made::Events events;
    events.add(named("process_name", kGpu, 0, "/device:GPU:0"))
        .add(named("thread_name", kGpu, 14, "Stream #14(Compute,MemcpyD2D)"))
        .add(named("thread_name", kGpu, 20, "Stream #20(NCCL)"))
        .add(named("thread_name", kGpu, 1, "XLA Modules"))
        .add(named("thread_name", kGpu, 2, "XLA Ops"))
        .add(named("thread_name", kGpu, 3, "Steps"))
        .add(named("process_name", kHost, 0, "/host:CPU"))
        .add(named("thread_name", kHost, 5, "python"));
    for (int step = 0; step < 2; ++step) {
        const std::int64_t begin = 100'000 + step * 10'000;
        events.add(spent(kGpu, 3, std::to_string(step + 7), begin, begin + 10'000))
            .add(spent(kGpu, 1, "jit_train_step(1)", begin, begin + 10'000))
            .add(spent(kGpu, 2, "all-reduce-start.1", begin + 3'000, begin + 6'000))
            .add(spent(kGpu, 14, "gemm_fusion_dot_1", begin, begin + 4'000))
            .add(spent(kGpu, 20, "ncclDevKernel_AllReduce_Sum_bf16_RING_LL(ncclDevComm*)",
                       begin + 3'000, begin + 6'000))
            .add(spent(kGpu, 14, "loop_adamw_fusion", begin + 8'000, begin + 10'000))
            .add(spent(kHost, 5, "PjitFunction(train_step)", begin, begin + 9'000));
    }
    const auto read = m_folder.readText(events.document("\"displayTimeUnit\": \"ns\""));
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(!rank.hostOnly);
    QVERIFY(!rank.stepsByPeriod);
    QCOMPARE(rank.devices, std::vector<std::string>{"GPU 0"});
    QCOMPARE(rank.streams.size(), std::size_t(2));
    QCOMPARE(rank.steps.size(), std::size_t(2));
    QCOMPARE(rank.steps[1].number, std::int64_t(8));
    QCOMPARE(rank.calls.size(), std::size_t(2)); // that of the compiler is the same again
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    const core::DeviceFacts &device = facts.ranks.at(0).devices.at(0);
    QCOMPARE(device.computing, 2 * 6'000);
    QCOMPARE(device.exposed, 2 * 2'000);
    QCOMPARE(device.hidden, 2 * 1'000);
    QCOMPARE(std::accumulate(device.idle.begin(), device.idle.end(), std::int64_t{0}), 2 * 2'000);
}

// A loop of 8 us holds a product of 3 and an exchange of 4: of its own it has 1.
void TestXlaProfiles::operationsOfATpuAreItsWork()
{
    made::Events events;
    events.add(named("process_name", 3, 0, "/device:TPU:2"))
        .add(named("thread_name", 3, 1, "Steps"))
        .add(named("thread_name", 3, 2, "XLA Modules"))
        .add(named("thread_name", 3, 3, "XLA Ops"))
        .add(named("thread_name", 3, 4, "Framework Name Scope"))
        .add(spent(3, 1, "train", 0, 10'000))
        .add(spent(3, 2, "jit_step", 0, 10'000))
        .add(spent(3, 4, "transformer", 0, 10'000))
        .add(spent(3, 3, "while.5", 1'000, 9'000))
        .add(spent(3, 3, "convolution.12", 1'000, 4'000))
        .add(spent(3, 3, "all-gather.3", 4'000, 8'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QCOMPARE(rank.devices, std::vector<std::string>{"TPU 2"});
    QCOMPARE(rank.streams.size(), std::size_t(1));
    QCOMPARE(rank.steps.size(), std::size_t(1));
    QCOMPARE(rank.steps[0].number, std::int64_t(0)); // it has a name alone
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    const core::StreamFacts &ops = facts.ranks.at(0).streams.at(0);
    QCOMPARE(at(ops.busy, KernelKind::Product), 3'000);
    QCOMPARE(at(ops.busy, KernelKind::Collective), 4'000);
    QCOMPARE(at(ops.busy, KernelKind::Other), 1'000);
}

// Lines of XLA's derived_timeline and of newer TPUs.
void TestXlaProfiles::whatElseATpuDoesHidesNoOperations()
{
    made::Events events;
    events.add(named("process_name", 3, 0, "/device:TPU:0"))
        .add(named("thread_name", 3, 3, "XLA Ops"))
        .add(named("thread_name", 3, 4, "Host Offload Ops row 0"))
        .add(named("thread_name", 3, 5, "Tensor Core Sync Flag"))
        .add(spent(3, 3, "convolution.12", 1'000, 4'000))
        .add(spent(3, 4, "copy-start.1", 2'000, 9'000))
        .add(spent(3, 5, "wait", 3'000, 5'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QCOMPARE(rank.streams.size(), std::size_t(1));
    QCOMPARE(rank.streams[0].label, std::string("XLA Ops"));
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    QCOMPARE(at(facts.ranks.at(0).streams.at(0).busy, KernelKind::Product), 3'000);
}

// A copy of 2 us within the first of two collectives makes two pieces of it.
void TestXlaProfiles::aCollectiveAroundOthersIsOneCall()
{
    made::Events events;
    events.add(named("process_name", 3, 0, "/device:TPU:0"))
        .add(named("thread_name", 3, 3, "XLA Ops"))
        .add(named("thread_name", 3, 2, "XLA Modules"))
        .add(spent(3, 2, "all-reduce.9", 0, 20'000)) // of a line that is left out
        .add(spent(3, 3, "all-reduce.1", 0, 10'000))
        .add(spent(3, 3, "copy.2", 3'000, 5'000))
        .add(spent(3, 3, "all-reduce.3", 12'000, 14'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QCOMPARE(rank.calls.size(), std::size_t(2));
    std::vector<std::int32_t> calls;
    for (const core::RecordedSpan &span : rank.streams.at(0).spans)
        calls.push_back(span.call);
    constexpr std::int32_t kNone = core::RecordedSpan::kNoCall;
    QCOMPARE(calls, (std::vector<std::int32_t>{0, kNone, 0, 1}));
}

// As what a trace viewer cut at its limit of events may hold.
void TestXlaProfiles::marksOfDevicesAloneAreNoWork()
{
    made::Events events;
    events.add(named("process_name", 3, 0, "/device:TPU:0"))
        .add(named("thread_name", 3, 1, "Steps"))
        .add(named("thread_name", 3, 2, "XLA Modules"))
        .add(named("process_name", kHost, 0, "/host:CPU"))
        .add(named("thread_name", kHost, 5, "python"))
        .add(spent(3, 1, "1", 0, 10'000))
        .add(spent(3, 2, "jit_step", 0, 10'000))
        .add(spent(kHost, 5, "PjitFunction(train_step)", 0, 9'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(rank.hostOnly);
    QVERIFY(std::ranges::any_of(
        rank.streams, [](const core::RecordedStream &stream) { return stream.label == "python"; }));
}

// Others are counted on.
void TestXlaProfiles::stepsHaveNumbersThatCanBeSteps()
{
    made::Events events;
    events.add(named("process_name", 3, 0, "/device:TPU:0"))
        .add(named("thread_name", 3, 1, "Steps"))
        .add(named("thread_name", 3, 3, "XLA Ops"));
    const std::vector<std::string> names = {
        "9223372036854775807", "99999999999999999999", "-3", "40", "9007199254740992", "50"};
    std::int64_t begin = 0;
    for (const std::string &name : names) {
        events.add(spent(3, 1, name, begin, begin + 10'000))
            .add(spent(3, 3, "convolution.12", begin + 1'000, begin + 4'000));
        begin += 10'000;
    }
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    std::vector<std::int64_t> numbers;
    for (const core::RecordedStep &step : read.value().run.ranks.at(0).steps)
        numbers.push_back(step.number);
    QCOMPARE(numbers, (std::vector<std::int64_t>{0, 1, 2, 40, 41, 50}));
}

// PyTorch/XLA counts the devices of its allocator apart from those of XLA.
void TestXlaProfiles::memoryOfAnAllocatorIsOfNoDevice()
{
    made::Events events;
    events.add(named("process_name", kHost, 0, "/host:CPU"))
        .add(named("thread_name", kHost, 5, "python"))
        .add(named("process_name", 3, 0, "/device:TPU:0"))
        .add(named("thread_name", 3, 3, "XLA Ops"))
        .add(spent(kHost, 5, "step", 0, 5'000))
        .add(R"({"ph": "i", "name": "[memory]", "pid": 0, "tid": 0, "s": "t", "ts": 2.000,)"
             R"( "args": {"Total Allocated": 7000, "Total Reserved": 8000, "Device Type": 1,)"
             R"( "Device Id": 0}})")
        .add(spent(3, 3, "convolution.12", 1'000, 4'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read.value().run.ranks.at(0).memory.empty());
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    QCOMPARE(facts.ranks.at(0).devices.at(0).peakAllocated, std::int64_t(-1)); // not said
}

void TestXlaProfiles::withoutDevicesThreadsAreShown()
{
    made::Events events;
    events.add(named("process_name", kHost, 0, "/host:CPU"))
        .add(named("thread_name", kHost, 5, "python"))
        .add(spent(kHost, 5, "dot.3", 0, 9'000));
    const auto read = m_folder.readText(events.list());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read.value().run.ranks.at(0).hostOnly);
    QCOMPARE(read.value().run.ranks[0].devices, std::vector<std::string>{"/host:CPU"});
}

QTEST_GUILESS_MAIN(TestXlaProfiles)
#include "tst_xla_profiles.moc"
