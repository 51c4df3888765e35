// SPDX-License-Identifier: GPL-3.0-or-later
// Facts of recorded runs that are put together here, each by hand.
#include "core/io/chrome/element_reader.h"
#include "core/io/chrome/read_event.h"
#include "core/recorded/collective_operation.h"
#include "core/recorded/recorded_facts.h"

#include <QTest>

namespace {

// So many ranks with a device that is at work from 0 to this time.
core::RecordedRun ranksAtWork(int count, std::int64_t end)
{
    core::RecordedRun run;
    const std::uint32_t name = run.names.numberOf("gemm");
    for (int i = 0; i < count; ++i) {
        core::RecordedRank rank;
        rank.rank = i;
        rank.devices = {"GPU 0"};
        rank.streams = {
            {.label = "stream", .device = 0, .spans = {{.begin = 0, .end = end, .name = name}}}};
        run.ranks.push_back(rank);
    }
    return run;
}

core::MatchedCollective collectiveOf(const char *id, std::vector<core::CollectivePart> parts)
{
    return {.operation = static_cast<std::uint32_t>(core::collectiveOperationOf(id)),
            .parts = std::move(parts)};
}

} // namespace

class TestFactsByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRootOfABroadcastDoesNotWait();
    void clocksAreFollowedAgainstTheOrderOfRanks();
    void theMemoryOfAStepIsThatWithinIt();
    void numbersMayBeTexts();
};

// The root sends from 0 to 10, the other one begins at 20: what the first waits for is its own end.
void TestFactsByHand::theRootOfABroadcastDoesNotWait()
{
    const core::RecordedRun run = ranksAtWork(2, 100);
    core::CollectiveMatches matches;
    matches.collectives = {collectiveOf("broadcast", {{0, 0, 10}, {1, 20, 30}})};
    const core::RecordedFacts facts = core::factsOf(run, matches, {});
    QCOMPARE(facts.ranks[0].waited, std::int64_t{10});
    QCOMPARE(facts.ranks[1].waited, std::int64_t{0});
    QCOMPARE(facts.ranks[1].keptWaiting, std::int64_t{20});
}

// On the clock of the first rank: the third is 100 ahead; the second, which shares collectives with
// the third alone, is 70 behind that.
void TestFactsByHand::clocksAreFollowedAgainstTheOrderOfRanks()
{
    core::RecordedRun run = ranksAtWork(3, 5000);
    core::CollectiveMatches matches;
    matches.collectives = {collectiveOf("allreduce", {{0, 900, 1000}, {2, 1000, 1100}}),
                           collectiveOf("allreduce", {{1, 1930, 2030}, {2, 2000, 2100}})};
    const core::ClockAgreement agreement = core::agreeClocks(run, matches);
    QCOMPARE(run.ranks[0].clockShift, std::int64_t{0});
    QCOMPARE(run.ranks[1].clockShift, std::int64_t{-30});
    QCOMPARE(run.ranks[2].clockShift, std::int64_t{-100});
    QCOMPARE(agreement.residue, std::int64_t{0});
    QVERIFY(agreement.apart.empty());
}

void TestFactsByHand::theMemoryOfAStepIsThatWithinIt()
{
    core::RecordedRun run = ranksAtWork(1, 200);
    core::RecordedRank &rank = run.ranks.front();
    rank.steps = {{.number = 1, .begin = 0, .end = 100}, {.number = 2, .begin = 100, .end = 200}};
    rank.memory = {{.time = 50, .allocated = 5000, .reserved = 6000},
                   {.time = 150, .allocated = 9000, .reserved = 9500}};
    QCOMPARE(core::factsOf(run, {}, 1).ranks[0].devices[0].peakAllocated, std::int64_t{5000});
    QCOMPARE(core::factsOf(run, {}, 1).ranks[0].devices[0].peakReserved, std::int64_t{6000});
    QCOMPARE(core::factsOf(run, {}, 2).ranks[0].devices[0].peakAllocated, std::int64_t{9000});
}

// As Kineto writes some of them.
void TestFactsByHand::numbersMayBeTexts()
{
    std::string text = R"({"ph": "X", "name": "gemm", "ts": 1, "dur": 2,)"
                       R"( "args": {"stream": "7", "device": 3, "In msg nelems": "1000"}})";
    text.append(core::ElementReader::kPadding, ' ');
    core::EventReader reader;
    core::TraceEvent event;
    QVERIFY(reader.read(
        std::string_view(text).substr(0, text.size() - core::ElementReader::kPadding), event));
    QCOMPARE(event.arguments.stream, std::int64_t{7});
    QCOMPARE(event.arguments.device, std::int64_t{3});
    QCOMPARE(event.arguments.elementsIn, std::int64_t{1000});
}

QTEST_APPLESS_MAIN(TestFactsByHand)
#include "tst_facts_by_hand.moc"
