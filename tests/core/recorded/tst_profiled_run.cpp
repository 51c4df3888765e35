// SPDX-License-Identifier: GPL-3.0-or-later
// What the trace of a profiler tells, against traces drawn by hand.
#include "tests/core/recorded/made_chrome.h"

#include "core/recorded/collective_operation.h"
#include "core/recorded/recorded_facts.h"
#include "core/recorded/recorded_trace.h"

#include <QTest>

#include <algorithm>

using core::KernelKind;
using core::RecordedIdle;
using made::Events;

namespace {

std::int64_t at(const core::TimeByKind &times, KernelKind kind)
{
    return times[static_cast<std::size_t>(kind)];
}

std::int64_t idle(const core::IdleTimes &times, RecordedIdle cause)
{
    return times[static_cast<std::size_t>(cause)];
}

// 1,000 floats over two ranks.
const std::string kAllReduce =
    R"(, "Collective name": "allreduce", "In msg nelems": 1000, "Out msg nelems": 1000,)"
    R"( "Group size": 2, "dtype": "Float", "Process Group Name": "0",)"
    R"( "Process Group Ranks": "[0, 1]")";
const char *const kAdam = "void at::native::(anonymous namespace)::multi_tensor_apply_kernel<"
                          "at::native::(anonymous namespace)::FusedAdamMathFunctor<float, 4> >";

// Drawn by hand, in us: rank 0 multiplies from 100 to 200 and rank 1 to 260; the all-reduce begins
// at 150 on rank 0, at 260 on rank 1, and ends on both at 300; Adam works from 320 to 350.
std::string stepOf(int rank, std::int64_t clock)
{
    Events events(clock);
    events.step(7, 80'000, 340'000)
        .kernel("ampere_sgemm_128x64_nn", 7, 90'000, 100'000, rank == 0 ? 200'000 : 260'000)
        .kernel("ncclDevKernel_AllReduce_Sum_f32_RING_LL(ncclDevKernelArgsStorage<4096ul>)", 20,
                120'000, rank == 0 ? 150'000 : 260'000, 300'000, kAllReduce)
        .kernel(kAdam, 7, 110'000, 320'000, 350'000);
    return events.document(made::ofRank(rank));
}

} // namespace

class TestProfiledRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoRanksAreMatchedAndTheirClocksAgree();
    void timeOfAStreamIsToldByKindAndCause();
    void aRankAnHourOffIsBroughtBack();
    void oneFileOfAFolderIsOneRank();
    void operatorsOfAHostAreFlattened();
    void kernelsOfAnAmdCardAreKnown();
    void kernelsOfNsightSystemsAreThoseOfDevices();
    void launchesOfAnyRuntimeAreNoWork_data();
    void launchesOfAnyRuntimeAreNoWork();
    void ranksAreThoseOfTheirTraces();
    void stepsAreFoundByTheirPeriod();
    void stepsEndWithTheirLastKernel();
    void memoryAndCountersAreKept();
    void beginsAndEndsMakeSpans();
    void theTimelineShowsEveryKernel();

private:
    made::ChromeFolder m_folder;
};

void TestProfiledRun::twoRanksAreMatchedAndTheirClocksAgree()
{
    constexpr std::int64_t kLate = 5'000'500; // ns that the clock of rank 1 is ahead
    QVERIFY(m_folder.write("b.json", stepOf(0, 0)));
    QVERIFY(m_folder.write("a.json", stepOf(1, kLate)));
    const auto read = m_folder.read({"a.json", "b.json"});
    QVERIFY(read);
    const core::RecordedRun &run = read.value().run;
    QCOMPARE(run.ranks.size(), std::size_t(2));
    QCOMPARE(run.ranks[1].rank, 1);
    QCOMPARE(run.ranks[1].clockShift, -kLate);
    QCOMPARE(read.value().clocks.residue, 0);
    const core::RecordedFacts facts = core::factsOf(run, read.value().matches);
    QCOMPARE(facts.matched, 1);
    QCOMPARE(facts.alone, 0);
    const core::CollectiveFacts &all = facts.collectives.at(0);
    QCOMPARE(core::idOfOperation(all.operation), std::string_view("all-reduce"));
    QCOMPARE(all.message.count, 4'000);
    QCOMPARE(all.ranks, 2);
    QCOMPARE(all.wait, 110'000);    // from 150 to 260
    QCOMPARE(all.transfer, 40'000); // from 260 to 300
    QCOMPARE(all.longest, 150'000);
    QCOMPARE(facts.ranks[0].waited, 110'000);
    QCOMPARE(facts.ranks[0].arrivedLast, 0);
    QCOMPARE(facts.ranks[1].waited, 0);
    QCOMPARE(facts.ranks[1].arrivedLast, 1);
    QCOMPARE(facts.ranks[1].keptWaiting, 110'000);
    QCOMPARE(facts.steps.size(), std::size_t(1));
    QCOMPARE(facts.steps[0].number, 7);
    QCOMPARE(facts.steps[0].longest, 270'000); // from 80 to the end of Adam
}

void TestProfiledRun::timeOfAStreamIsToldByKindAndCause()
{
    const auto read = m_folder.readText(stepOf(0, 0));
    QVERIFY(read);
    const core::RecordedFacts facts = core::factsOf(read.value().run, {}, 7);
    const core::RankFacts &rank = facts.ranks.at(0);
    QCOMPARE(rank.window, (core::TimeInterval{80'000, 350'000}));
    const core::DeviceFacts &device = rank.devices.at(0);
    QCOMPARE(device.computing, 130'000);
    QCOMPARE(device.communicating, 150'000);
    QCOMPARE(device.hidden, 50'000);                           // from 150 to 200
    QCOMPARE(device.exposed, 100'000);                         // from 200 to 300
    QCOMPARE(idle(device.idle, RecordedIdle::Host), 10'000);   // from 80 to the launch at 90
    QCOMPARE(idle(device.idle, RecordedIdle::Launch), 30'000); // 90 to 100 and 300 to 320
    const core::StreamFacts &computes = rank.streams.at(0);
    QCOMPARE(at(computes.busy, KernelKind::Product), 100'000);
    QCOMPARE(at(computes.busy, KernelKind::Optimizer), 30'000);
    QCOMPARE(idle(computes.idle, RecordedIdle::Host), 10'000);
    QCOMPARE(idle(computes.idle, RecordedIdle::Exchange), 100'000);
    QCOMPARE(idle(computes.idle, RecordedIdle::Launch), 30'000);
    const core::StreamFacts &exchanges = rank.streams.at(1);
    QCOMPARE(at(exchanges.busy, KernelKind::Collective), 150'000);
    QCOMPARE(idle(exchanges.idle, RecordedIdle::Host), 40'000);  // from 80 to 120
    QCOMPARE(idle(exchanges.idle, RecordedIdle::Other), 30'000); // from 120 to 150
    QCOMPARE(idle(exchanges.idle, RecordedIdle::After), 50'000); // from 300 to 350
}

void TestProfiledRun::aRankAnHourOffIsBroughtBack()
{
    constexpr std::int64_t kHour = 3'600'000'000'000;
    QVERIFY(m_folder.write("x_rank0.json", stepOf(0, kHour)));
    QVERIFY(m_folder.write("x_rank1.json", stepOf(1, 0)));
    const auto read = m_folder.read({"x_rank0.json", "x_rank1.json"});
    QVERIFY(read);
    QCOMPARE(read.value().run.ranks[1].clockShift, kHour);
    QVERIFY(!read.value().run.notes.empty());
    QVERIFY(read.value().run.notes[0].find("were shifted by up to") != std::string::npos);
    const core::Recording shown = core::recordingOfRun(read.value().run);
    QCOMPARE(shown.trace.stop, 250'000); // from the first kernel to the end of Adam
}

void TestProfiledRun::oneFileOfAFolderIsOneRank()
{
    const made::ChromeFolder folder;
    Events events;
    events.kernel("gemm", 7, 0, 10, 20);
    QVERIFY(folder.write("t-rank-12.json", events.document()));
    QVERIFY(folder.write("t-rank-3.json", events.document()));
    QVERIFY(folder.write("settings.json", "{\"a\": 1}"));
    const auto read = folder.read({"."});
    QVERIFY(read);
    QCOMPARE(read.value().run.ranks.size(), std::size_t(2));
    QCOMPARE(read.value().run.ranks[0].rank, 3);
    QCOMPARE(read.value().run.ranks[1].rank, 12);
    QVERIFY(std::ranges::any_of(read.value().run.notes, [](const std::string &note) {
        return note.find("settings.json was left out") != std::string::npos;
    }));
}

// aten::linear calls addmm and copy_: by hand, 0 to 100 us with 10 to 60 and 70 to 80 in it.
void TestProfiledRun::operatorsOfAHostAreFlattened()
{
    Events events;
    events.complete("cpu_op", "aten::addmm", "5", 10'000, 60'000)
        .complete("cpu_op", "aten::linear", "5", 0, 100'000)
        .complete("cpu_op", "aten::copy_", "5", 70'000, 80'000)
        .complete("cpu_op", "aten::relu", "6", 20'000, 50'000)
        .complete("user_annotation", "my range", "5", 0, 500'000)
        .add(R"({"ph": "M", "name": "thread_name", "pid": 0, "tid": 5, "args": {"name": "main"}})");
    const auto read = m_folder.readText(events.document());
    QVERIFY(read);
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(rank.hostOnly);
    QCOMPARE(rank.mended.overlapping, 0);
    QCOMPARE(rank.streams.at(0).label, std::string("main"));
    QCOMPARE(rank.streams.at(0).spans.size(), std::size_t(5));
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    const core::StreamFacts &main = facts.ranks.at(0).streams.at(0);
    QCOMPARE(at(main.busy, KernelKind::Product), 90'000); // linear's own 40 and addmm's 50
    QCOMPARE(at(main.busy, KernelKind::Copy), 10'000);
    QCOMPARE(facts.ranks[0].devices.at(0).computing, 90'000);
    QCOMPARE(facts.ranks[0].devices.at(0).copying, 10'000);
}

void TestProfiledRun::kernelsOfAnAmdCardAreKnown()
{
    Events events;
    events.kernel("Cijk_Ailk_Bljk_BBS_BH_MT128x128x32_MI32x32x8x1_SN", 0, 0, 1'000, 5'000)
        .kernel("ncclDevKernel_Generic_4(ncclDevKernelArgsStorage<4096ul>)", 3, 0, 4'000, 9'000)
        .kernel("__amd_rocclr_copyBuffer.kd", 0, 0, 9'500, 10'000);
    const auto read = m_folder.readText(events.list()); // a list alone is a document as well
    QVERIFY(read);
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    const core::DeviceFacts &device = facts.ranks.at(0).devices.at(0);
    QCOMPARE(device.computing, 4'000);
    QCOMPARE(device.exposed, 4'000);
    QCOMPARE(device.hidden, 1'000);
    QCOMPARE(device.copying, 500);
    QCOMPARE(idle(device.idle, RecordedIdle::Launch), 500);
}

// As nsys2json writes them: processes and threads are named, and ranges of the host are no work.
void TestProfiledRun::kernelsOfNsightSystemsAreThoseOfDevices()
{
    const auto read = m_folder.readText(
        R"([{"name": "forward", "ph": "X", "cat": "nvtx", "ts": 1.0, "dur": 90.0,
             "tid": "NVTX Thread 4242", "pid": "Device 0", "args": {}},
            {"name": "ampere_sgemm_128x64_nn", "ph": "X", "cat": "cuda", "ts": 10.5, "dur": 20.25,
             "tid": "Stream 7", "pid": "Device 0", "args": {}}])");
    QVERIFY(read);
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(!rank.hostOnly);
    QCOMPARE(rank.devices, std::vector<std::string>{"Device 0"});
    QCOMPARE(rank.streams.size(), std::size_t(1));
    QCOMPARE(rank.streams[0].label, std::string("Stream 7"));
    QCOMPARE(rank.streams[0].spans.at(0).begin, 10'500);
    QCOMPARE(rank.streams[0].spans.at(0).end, 30'750);
}

void TestProfiledRun::launchesOfAnyRuntimeAreNoWork_data()
{
    QTest::addColumn<QByteArray>("category");
    // Kineto's ActivityType.cpp, of all its versions
    for (const char *category :
         {"cuda_runtime", "cuda_driver", "hip_runtime", "xpu_runtime", "xpu_driver", "mtia_runtime",
          "glow_runtime", "privateuse1_runtime", "privateuse1_driver", "runtime", "driver",
          "Runtime"})
        QTest::newRow(category) << QByteArray(category);
}

void TestProfiledRun::launchesOfAnyRuntimeAreNoWork()
{
    QFETCH(const QByteArray, category);
    Events events;
    events.complete(category.toStdString(), "launch", "77", 1'000, 2'000, R"("correlation": "9")")
        .complete("kernel", "gemm", "7", 5'000, 9'000,
                  R"("device": "0", "stream": "7", "correlation": "9")")
        .complete("cuda_event", "cudaEventRecord", "7", 9'000, 9'500);
    const auto read = m_folder.readText(events.document());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(!rank.hostOnly);
    QCOMPARE(rank.streams.size(), std::size_t(1));
    QCOMPARE(rank.streams[0].spans.size(), std::size_t(1));
    QCOMPARE(rank.streams[0].spans[0].launch, std::int64_t(1'000));
}

// What the file says goes before its name; a world of which only some ranks were recorded.
void TestProfiledRun::ranksAreThoseOfTheirTraces()
{
    const auto document = [](int rank) {
        Events events;
        events.kernel("gemm", 7, 0, 0, 10'000);
        return events.document(R"("distributedInfo": {"backend": "nccl", "rank": )" +
                               std::to_string(rank) +
                               R"(, "world_size": 64}, "displayTimeUnit": )"
                               R"("ms", "baseTimeNanoseconds": 1)");
    };
    QVERIFY(m_folder.write("rank-0.Jul_15.1.pt.trace.json", document(34)));
    QVERIFY(m_folder.write("host_1.pt.trace.json", document(3)));
    const auto read = m_folder.read({"rank-0.Jul_15.1.pt.trace.json", "host_1.pt.trace.json"});
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().run.ranks.size(), std::size_t(2));
    QCOMPARE(read.value().run.ranks[0].rank, 3);
    QCOMPARE(read.value().run.ranks[1].rank, 34);
    QCOMPARE(read.value().run.ranks[1].worldSize, 64);
}

void TestProfiledRun::stepsAreFoundByTheirPeriod()
{
    // Five steps: three layers of two kernels, the loss, Adam; 10 us each, 5 us between steps.
    Events events;
    std::int64_t time = 0;
    for (int step = 0; step < 5; ++step) {
        for (const char *name : {"gemm", "relu", "gemm", "relu", "gemm", "relu", "loss", kAdam}) {
            events.kernel(name, 7, time, time, time + 10'000);
            time += 10'000;
        }
        time += 5'000;
    }
    const auto read = m_folder.readText(events.document());
    QVERIFY(read);
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QVERIFY(rank.stepsByPeriod);
    QCOMPARE(rank.steps.size(), std::size_t(5));
    QCOMPARE(rank.steps[1].begin, 85'000);
    QCOMPARE(rank.steps[1].end, 170'000);
    QCOMPARE(rank.steps[4].end, 4 * 85'000 + 80'000);
}

// The host is done with step 1 at 50 us, the device with its kernel at 90; step 2 follows.
void TestProfiledRun::stepsEndWithTheirLastKernel()
{
    Events events;
    events.step(1, 0, 50'000)
        .step(2, 50'000, 100'000)
        .kernel("gemm", 7, 40'000, 45'000, 90'000)
        .kernel("gemm", 7, 60'000, 90'000, 130'000);
    const auto read = m_folder.readText(events.document());
    QVERIFY(read);
    const std::vector<core::RecordedStep> &steps = read.value().run.ranks.at(0).steps;
    QCOMPARE(steps.size(), std::size_t(2));
    QCOMPARE(steps[0].end, 90'000);
    QCOMPARE(steps[1].begin, 90'000);
    QCOMPARE(steps[1].end, 130'000);
}

void TestProfiledRun::memoryAndCountersAreKept()
{
    const auto memory = [](const char *time, const char *type, const char *allocated) {
        return std::string(
                   R"({"ph": "i", "name": "[memory]", "pid": 0, "tid": 0, "s": "t", "ts": )") +
               time + R"(, "args": {"Total Reserved": 900, "Total Allocated": )" + allocated +
               R"(, "Device Id": 0, "Device Type": )" + type + "}}";
    };
    Events events;
    events.kernel("gemm", 7, 0, 0, 10'000)
        .add(memory("1", "1", "500"))
        .add(memory("2", "1", "700"))
        .add(memory("3", "1", "600"))
        .add(memory("4", "0", "9999")) // of the host
        .add(R"({"ph": "C", "name": "power", "pid": 0, "ts": 1, "args": {"watts": 300}})")
        .add(R"({"ph": "C", "name": "power", "pid": 0, "ts": 2, "args": {"watts": 250.5}})");
    const auto read = m_folder.readText(events.document());
    QVERIFY(read);
    const core::RecordedFacts facts = core::factsOf(read.value().run, {});
    QCOMPARE(facts.ranks.at(0).devices.at(0).peakAllocated, 700);
    QCOMPARE(facts.ranks.at(0).devices.at(0).peakReserved, 900);
    const core::RecordedCounter &counter = read.value().run.ranks.at(0).counters.at(0);
    QCOMPARE(counter.name, std::string("power · watts"));
    QCOMPARE(counter.count, 2);
    QCOMPARE(counter.least, 250.5);
    QCOMPARE(counter.most, 300.);
}

void TestProfiledRun::beginsAndEndsMakeSpans()
{
    const auto event = [](char phase, const char *name, int time) {
        return std::string(R"({"ph": ")") + phase + R"(", "name": ")" + name +
               R"(", "pid": 1, "tid": 1, "ts": )" + std::to_string(time) + '}';
    };
    Events events;
    events.add(event('B', "outer", 0)).add(event('B', "inner", 2)).add(event('E', "", 5));
    events.add(event('E', "", 9)).add(event('E', "", 9));
    const auto read = m_folder.readText(events.list());
    QVERIFY(read);
    const core::RecordedRank &rank = read.value().run.ranks.at(0);
    QCOMPARE(rank.mended.unpaired, 1);
    const std::vector<core::RecordedSpan> &spans = rank.streams.at(0).spans;
    QCOMPARE(spans.size(), std::size_t(3)); // outer, inner, outer
    QCOMPARE(spans[1].begin, 2'000);
    QCOMPARE(spans[1].end, 5'000);
    QCOMPARE(spans[2].end, 9'000);
}

void TestProfiledRun::theTimelineShowsEveryKernel()
{
    const auto read = m_folder.readText(stepOf(0, 123'456'789));
    QVERIFY(read);
    const core::Recording shown = core::recordingOfRun(read.value().run);
    const core::Trace &trace = shown.trace;
    QCOMPARE(trace.rows.size(), std::size_t(2));
    QCOMPARE(trace.info[0].stream, 0);
    QCOMPARE(trace.info[1].stream, 1);
    QCOMPARE(shown.rowOfDevice, std::vector<int>{0});
    std::vector<std::int64_t> busy;
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        std::int64_t sum = 0;
        std::int64_t all = 0;
        for (std::size_t i = trace.rows[row].first;
             i < trace.rows[row].first + trace.rows[row].count; ++i) {
            const std::int64_t length = trace.end[i] - trace.begin[i];
            all += length;
            sum += trace.tag[i].kind == core::SpanKind::Wait ? 0 : length;
        }
        QCOMPARE(all, trace.stop);
        busy.push_back(sum);
    }
    QCOMPARE(busy, (std::vector<std::int64_t>{130'000, 150'000}));
    // And back, as a trace of this program is told.
    const core::RecordedFacts facts = core::factsOf(core::runOfRecording(shown), {});
    QCOMPARE(facts.ranks.at(0).devices.at(0).hidden, 50'000);
}

QTEST_GUILESS_MAIN(TestProfiledRun)
#include "tst_profiled_run.moc"
