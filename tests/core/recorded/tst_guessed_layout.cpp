// SPDX-License-Identifier: GPL-3.0-or-later
// How a recorded run was split, from its process groups alone.
#include "tests/core/recorded/made_chrome.h"

#include "core/io/scenario/scenario_json.h"
#include "core/recorded/guessed_layout.h"

#include <QtTest>

using core::GuessedLayout;
using core::Sharding;

namespace {

// Calls of one kind in one group, as NCCL's kernels of a step are recorded.
struct Calls
{
    const char *collective;
    const char *description;
    const char *ranks;
    int count;
};

std::string argument(const std::string &name, const std::string &value)
{
    return ", \"" + name + "\": \"" + value + '"';
}

std::string traceOf(const std::vector<Calls> &calls, int worldSize = 0)
{
    made::Events events;
    events.step(1, 0, 900'000'000);
    std::int64_t time = 1'000'000;
    int stream = 20;
    for (const Calls &use : calls) {
        ++stream;
        for (int i = 0; i < use.count; ++i, time += 100'000)
            events.kernel("ncclDevKernel_Generic", stream, time - 50'000, time, time + 60'000,
                          argument("Collective name", use.collective) +
                              argument("Process Group Description", use.description) +
                              argument("Process Group Ranks", use.ranks));
    }
    return events.document(
        "\"distributedInfo\": {\"rank\": 0, \"world_size\": " + std::to_string(worldSize) + '}');
}

} // namespace

class TestGuessedLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSplitFollowsFromTheGroups_data();
    void theSplitFollowsFromTheGroups();
    void aRunOfOneRankTellsNothing();
    void groupsThatCannotBeTellNothing();
    void theScenarioTakesTheDegrees();

private:
    made::ChromeFolder m_folder;
};

void TestGuessedLayout::theSplitFollowsFromTheGroups_data()
{
    QTest::addColumn<std::string>("trace");
    QTest::addColumn<int>("devices");
    QTest::addColumn<std::vector<int>>("degrees"); // data, tensor, pipeline, context, expert
    QTest::addColumn<Sharding>("sharding");
    const auto row = [](const char *name, const std::vector<Calls> &calls, int devices,
                        const std::vector<int> &degrees, Sharding sharding) {
        QTest::newRow(name) << traceOf(calls, devices) << devices << degrees << sharding;
    };
    const char *const eight = "[0, 1, 2, 3, 4, 5, 6, 7]";
    row("DDP", {{"allreduce", "default_pg", eight, 4}}, 8, {8, 1, 1, 1, 1}, Sharding::None);
    row("FSDP by name",
        {{"_allgather_base", "fsdp", eight, 6}, {"_reduce_scatter_base", "fsdp", eight, 6}}, 8,
        {8, 1, 1, 1, 1}, Sharding::Zero3);
    row("FSDP by use", {{"_allgather_base", "", eight, 12}, {"_reduce_scatter_base", "", eight, 6}},
        8, {8, 1, 1, 1, 1}, Sharding::Zero3);
    row("ZeRO-1 by use",
        {{"_allgather_base", "", eight, 6}, {"_reduce_scatter_base", "", eight, 6}}, 8,
        {8, 1, 1, 1, 1}, Sharding::Zero1);
    row("torchtitan's mesh",
        {{"allreduce", "mesh_tp", "[0, 1]", 64},
         {"send", "mesh_pp", "[0, 4]", 8},
         {"_allgather_base", "mesh_dp_shard_cp", "[0, 2]", 8}},
        8, {2, 2, 2, 1, 1}, Sharding::Zero3);
    row("Megatron's groups",
        {{"allreduce", "TENSOR_MODEL_PARALLEL_GROUP", "[0, 1, 2, 3]", 400},
         {"allreduce", "DATA_PARALLEL_GROUP", "[0, 4]", 2},
         {"send", "PIPELINE_MODEL_PARALLEL_GROUP", "[0, 8]", 8},
         {"allreduce", "EMBEDDING_GROUP", "[0, 15]", 1}},
        16, {2, 4, 2, 1, 1}, Sharding::None);
    row("without descriptions",
        {{"allreduce", "", "[0, 1, 2, 3]", 400},
         {"send", "", "[0, 8]", 8},
         {"allreduce", "", "[3, 7]", 2},
         {"allreduce", "", "[11, 15]", 2}},
        16, {2, 4, 2, 1, 1}, Sharding::None);
    row("experts and sequences",
        {{"all_to_allv", "", "[0, 2, 4, 6]", 12},
         {"send", "mesh_cp", "[0, 1]", 40},
         {"allreduce", "", eight, 4}},
        8, {4, 1, 1, 2, 4}, Sharding::None);
}

void TestGuessedLayout::theSplitFollowsFromTheGroups()
{
    QFETCH(std::string, trace);
    QFETCH(int, devices);
    QFETCH(std::vector<int>, degrees);
    QFETCH(Sharding, sharding);
    const auto read = m_folder.readText(trace);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const std::optional<GuessedLayout> layout = core::guessLayout(read.value().run);
    QVERIFY(layout);
    QCOMPARE(layout->devices, devices);
    QCOMPARE((std::vector<int>{layout->data, layout->tensor, layout->pipeline, layout->context,
                               layout->expert}),
             degrees);
    QCOMPARE(layout->sharding, sharding);
    QVERIFY(!layout->reasons.empty());
}

void TestGuessedLayout::aRunOfOneRankTellsNothing()
{
    made::Events events;
    events.kernel("ampere_sgemm", 7, 0, 1'000, 2'000);
    const auto read = m_folder.readText(events.document());
    QVERIFY(read);
    QVERIFY(!core::guessLayout(read.value().run));
}

void TestGuessedLayout::groupsThatCannotBeTellNothing()
{
    // Three stages of five ranks; and lists that are cut off or damaged are no lists.
    for (const char *ranks : {"[0, 2, 4]", "[0, 1, ...]", "[0, 0, 1]", "[0, -1]", "0, 1"}) {
        const auto read = m_folder.readText(traceOf({{"send", "mesh_pp", ranks, 4}}));
        QVERIFY(read);
        QVERIFY2(!core::guessLayout(read.value().run), ranks);
    }
}

void TestGuessedLayout::theScenarioTakesTheDegrees()
{
    GuessedLayout layout;
    layout.devices = 16;
    layout.data = 2;
    layout.tensor = 4;
    layout.pipeline = 2;
    const core::Result<core::Scenario> base = core::loadScenario("llama7b-pp4");
    QVERIFY(base);
    const core::Scenario guessed = core::withLayout(base.value(), layout);
    QCOMPARE(guessed.cluster.devices, 16);
    QCOMPARE(guessed.parallel.data, 2);
    QCOMPARE(guessed.parallel.tensor, 4);
    QCOMPARE(guessed.parallel.pipeline, 2);
    QCOMPARE(guessed.model, base.value().model);
}

QTEST_GUILESS_MAIN(TestGuessedLayout)
#include "tst_guessed_layout.moc"
