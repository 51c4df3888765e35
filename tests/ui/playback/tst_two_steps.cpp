// SPDX-License-Identifier: GPL-3.0-or-later
// One clock for two steps of different length.
#include "core/analysis/events.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/playback/playback.h"

#include <QTest>

#include <algorithm>
#include <set>

namespace {

core::SnapshotPtr snapshotOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

// The times of all events of a step, by going through its spans; without 0, with its end.
std::set<std::int64_t> eventTimes(const core::Snapshot &snapshot)
{
    std::set<std::int64_t> times;
    for (auto event = core::nextEvent(snapshot, {0}); event;
         event = core::nextEvent(snapshot, event->time))
        times.insert(event->time.count);
    times.insert(snapshot.trace.stop);
    return times;
}

} // namespace

class TestTwoSteps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_short = snapshotOf("zb-h1-4-8");
        m_long = snapshotOf("gpipe-4-8");
        if (m_short->trace.stop > m_long->trace.stop)
            std::swap(m_short, m_long);
        QVERIFY(m_short->trace.stop < m_long->trace.stop);
    }
    void theClockRunsToTheEndOfTheLongerStep();
    void aloneAgainTheClockStopsAtItsOwnEnd();
    void everyEventOfBothIsAStopOnTheWay();
    void atTheSameProgressTheClockIsThatOfTheSecond();
    void aStepThatDoesNotRunLeavesTheClockToTheOther();

private:
    core::SnapshotPtr m_short;
    core::SnapshotPtr m_long;
};

void TestTwoSteps::theClockRunsToTheEndOfTheLongerStep()
{
    ui::Playback playback;
    playback.setSnapshot(m_short);
    playback.setBeside(m_long);
    QCOMPARE(playback.end().count, m_long->trace.stop);
    playback.toEnd();
    QCOMPARE(playback.moment().count, m_long->trace.stop);
    const core::PairedSteps steps = playback.pairedSteps();
    QCOMPARE(steps.momentOfFirst(playback.moment()).count, m_long->trace.stop);
    QCOMPARE(steps.momentOfSecond(playback.moment()).count, m_short->trace.stop);
}

void TestTwoSteps::aloneAgainTheClockStopsAtItsOwnEnd()
{
    ui::Playback playback;
    playback.setSnapshot(m_short);
    playback.setBeside(m_long);
    playback.toEnd();
    playback.setBeside({});
    QCOMPARE(playback.end().count, m_short->trace.stop);
    QCOMPARE(playback.moment().count, m_short->trace.stop);
}

void TestTwoSteps::everyEventOfBothIsAStopOnTheWay()
{
    std::set<std::int64_t> wanted = eventTimes(*m_short);
    wanted.merge(eventTimes(*m_long));
    ui::Playback playback;
    playback.setReduceMotion(true); // at once
    playback.setSnapshot(m_short);
    playback.setBeside(m_long);
    playback.toStart();
    std::set<std::int64_t> there;
    while (playback.moment() < playback.end()) {
        playback.nextEvent();
        there.insert(playback.moment().count);
    }
    QVERIFY(there == wanted);
    std::set<std::int64_t> back;
    while (playback.moment().count > 0) {
        back.insert(playback.moment().count);
        playback.previousEvent();
    }
    QVERIFY(back == wanted);
}

void TestTwoSteps::atTheSameProgressTheClockIsThatOfTheSecond()
{
    ui::Playback playback;
    playback.setSnapshot(m_short);
    playback.setBeside(m_long, core::Pace::Progress);
    QCOMPARE(playback.end().count, m_short->trace.stop);
    playback.seekShare(0.25);
    const core::PairedSteps steps = playback.pairedSteps();
    const double of = static_cast<double>(m_long->trace.stop);
    QVERIFY(std::abs(static_cast<double>(steps.momentOfFirst(playback.moment()).count) / of -
                     0.25) < 1e-8);
    // However the events of the two fall, each press leads on, and the end is reached.
    playback.setReduceMotion(true);
    playback.toStart();
    const std::size_t most = eventTimes(*m_short).size() + eventTimes(*m_long).size();
    std::size_t presses = 0;
    while (playback.moment() < playback.end() && presses <= most) {
        const core::Nanos before = playback.moment();
        playback.nextEvent();
        QVERIFY(playback.moment() > before);
        ++presses;
    }
    QCOMPARE(playback.moment(), playback.end());
}

void TestTwoSteps::aStepThatDoesNotRunLeavesTheClockToTheOther()
{
    const core::SnapshotPtr tooLarge = snapshotOf("llama7b-dp3-80");
    QVERIFY(!tooLarge->metrics.fits);
    ui::Playback playback;
    playback.setSnapshot(tooLarge);
    QVERIFY(!playback.canPlay());
    playback.setBeside(m_long);
    QVERIFY(playback.canPlay());
    QCOMPARE(playback.end().count, m_long->trace.stop);
}

QTEST_MAIN(TestTwoSteps)
#include "tst_two_steps.moc"
