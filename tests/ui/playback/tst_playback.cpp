// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playback/playback.h"

#include "core/analysis/events.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"

#include <QSignalSpy>
#include <QTest>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// A playback whose time stands still until it is told.
struct Bench
{
    core::Nanos now;
    ui::Playback playback{[this] { return now; }};

    explicit Bench(const char *id) { playback.setSnapshot(snapshotOf(id)); }
    static core::SnapshotPtr snapshotOf(const char *id)
    {
        return core::run(core::loadScenario(id).value()).value();
    }
    void pass(std::int64_t nanos)
    {
        now.count += nanos;
        playback.advance();
    }
};

} // namespace

class PlaybackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speedOnePlaysTheStepInFifteenSeconds_data()
    {
        QTest::addColumn<double>("speed");
        QTest::addColumn<double>("realSeconds");
        // 15 s divided by the speed.
        for (const double speed : ui::Playback::speeds())
            QTest::addRow("speed %g", speed) << speed << 15 / speed;
    }
    void speedOnePlaysTheStepInFifteenSeconds()
    {
        QFETCH(double, speed);
        QFETCH(double, realSeconds);
        Bench bench("1f1b-4-8");
        bench.playback.setSpeed(speed);
        bench.playback.play();
        bench.pass(core::nanosFromSeconds(realSeconds / 2).count);
        const std::int64_t half = bench.playback.end().count / 2;
        QVERIFY(std::abs(bench.playback.moment().count - half) <= 1);
        QVERIFY(bench.playback.isPlaying());
        bench.pass(core::nanosFromSeconds(realSeconds / 2).count + 1);
        QCOMPARE(bench.playback.moment(), bench.playback.end());
        QVERIFY(!bench.playback.isPlaying());
    }

    void theMomentDoesNotDependOnHowManyFramesWereShown()
    {
        Bench few("1f1b-4-8");
        Bench many("1f1b-4-8");
        few.playback.play();
        many.playback.play();
        for (int i = 0; i < 600; ++i)
            many.pass(10'000'000);
        few.pass(6 * kSecond);
        QCOMPARE(few.playback.moment(), many.playback.moment());
    }

    void changingTheSpeedGoesOnFromWhereItIs()
    {
        Bench bench("1f1b-4-8");
        bench.playback.play();
        bench.pass(3 * kSecond); // 3/15 of the step
        bench.playback.setSpeed(2);
        bench.pass(3 * kSecond); // 6/15 more
        const double share = static_cast<double>(bench.playback.moment().count) /
                             static_cast<double>(bench.playback.end().count);
        QVERIFY(std::abs(share - 9.0 / 15) < 1e-6);
    }

    void fasterAndSlowerStepThroughTheChoices()
    {
        Bench bench("1f1b-4-8");
        bench.playback.faster();
        QCOMPARE(bench.playback.speed(), 2.0);
        for (int i = 0; i < 10; ++i)
            bench.playback.faster();
        QCOMPARE(bench.playback.speed(), 8.0);
        for (int i = 0; i < 20; ++i)
            bench.playback.slower();
        QCOMPARE(bench.playback.speed(), 1.0 / 16);
    }

    void nextThenPreviousIsAnIdentityAtEveryEvent_data()
    {
        QTest::addColumn<QByteArray>("id");
        for (const char *id : {"1f1b-4-8", "gpipe-4-8", "dp8-nvlink", "naive-4", "pp4-straggler"})
            QTest::newRow(id) << QByteArray(id);
    }
    void nextThenPreviousIsAnIdentityAtEveryEvent()
    {
        QFETCH(QByteArray, id);
        Bench bench(id.constData());
        ui::Playback &playback = bench.playback;
        int events = 0;
        while (playback.moment() < playback.end()) {
            const core::Nanos here = playback.moment();
            playback.nextEvent();
            bench.pass(kSecond);
            const core::Nanos there = playback.moment();
            QVERIFY(there > here);
            playback.previousEvent();
            bench.pass(kSecond);
            QCOMPARE(playback.moment(), here);
            playback.nextEvent();
            bench.pass(kSecond);
            QCOMPARE(playback.moment(), there);
            ++events;
        }
        QVERIFY(events >= 3);
    }

    void nextEventGlidesThereInAQuarterSecond()
    {
        Bench bench("1f1b-4-8");
        const core::Nanos target = core::nextEvent(*Bench::snapshotOf("1f1b-4-8"), {})->time;
        bench.playback.nextEvent();
        QVERIFY(bench.playback.isGliding());
        bench.pass(100'000'000);
        QVERIFY(bench.playback.moment().count > 0 && bench.playback.moment() < target);
        bench.pass(150'000'000);
        QCOMPARE(bench.playback.moment(), target);
        QVERIFY(!bench.playback.isGliding());
    }

    void aRepeatedKeySkipsTheGlide()
    {
        Bench bench("1f1b-4-8");
        const core::SnapshotPtr snapshot = Bench::snapshotOf("1f1b-4-8");
        const core::Nanos first = core::nextEvent(*snapshot, {})->time;
        const core::Nanos second = core::nextEvent(*snapshot, first)->time;
        bench.playback.nextEvent();
        bench.pass(30'000'000);
        bench.playback.nextEvent();
        QCOMPARE(bench.playback.moment(), second);
        QVERIFY(!bench.playback.isGliding());
    }

    void theNextEventOfADeviceIsOneOfItsOwn()
    {
        Bench bench("1f1b-4-8");
        const core::SnapshotPtr snapshot = Bench::snapshotOf("1f1b-4-8");
        bench.playback.nextEvent(3);
        bench.pass(kSecond);
        QCOMPARE(bench.playback.moment(), core::nextEvent(*snapshot, {}, 3)->time);
    }

    void oneEventAtATimeStopsAtEach()
    {
        Bench bench("1f1b-4-8");
        const core::SnapshotPtr snapshot = Bench::snapshotOf("1f1b-4-8");
        bench.playback.setOneEventAtATime(true);
        core::Nanos expected;
        for (int i = 0; i < 5; ++i) {
            expected = core::nextEvent(*snapshot, expected)->time;
            bench.playback.play();
            bench.pass(20 * kSecond);
            QCOMPARE(bench.playback.moment(), expected);
            QVERIFY(!bench.playback.isPlaying());
        }
    }

    void aLoopWaitsASecondAtTheEndAndBeginsAgain()
    {
        Bench bench("1f1b-4-8");
        bench.playback.setLoops(true);
        bench.playback.play();
        bench.pass(16 * kSecond);
        QCOMPARE(bench.playback.moment(), bench.playback.end());
        bench.pass(kSecond - 1);
        QCOMPARE(bench.playback.moment(), bench.playback.end());
        bench.pass(1);
        QCOMPARE(bench.playback.moment(), core::Nanos{});
        QVERIFY(bench.playback.isPlaying());
        bench.pass(15 * kSecond / 2);
        QCOMPARE(bench.playback.moment().count, (bench.playback.end().count + 1) / 2);
    }

    void anotherScenarioKeepsTheShareOfTheStepAndTheWayBackIsExact()
    {
        Bench bench("1f1b-4-8");
        const core::SnapshotPtr first = Bench::snapshotOf("1f1b-4-8");
        bench.playback.seek({first->trace.stop / 3});
        const core::Nanos before = bench.playback.moment();
        const core::SnapshotPtr second = Bench::snapshotOf("gpipe-4-8");
        bench.playback.setSnapshot(second);
        QVERIFY(std::abs(bench.playback.moment().count - second->trace.stop / 3) <= 1);
        bench.playback.setSnapshot(Bench::snapshotOf("llama7b-dp3-80"));
        bench.playback.setSnapshot(first);
        QCOMPARE(bench.playback.moment(), before);
    }

    void whatDoesNotFitCannotBePlayed()
    {
        Bench bench("llama7b-dp3-80");
        QVERIFY(!bench.playback.canPlay());
        bench.playback.play();
        bench.playback.nextEvent();
        bench.playback.previousEvent();
        bench.playback.toEnd();
        bench.playback.toggle();
        QVERIFY(!bench.playback.isPlaying());
        QCOMPARE(bench.playback.moment(), core::Nanos{});
    }

    void playAtTheEndBeginsAgain()
    {
        Bench bench("1f1b-4-8");
        bench.playback.toEnd();
        bench.playback.play();
        QCOMPARE(bench.playback.moment(), core::Nanos{});
        QVERIFY(bench.playback.isPlaying());
    }

    void seekingStaysWithinTheStep()
    {
        Bench bench("1f1b-4-8");
        bench.playback.seek({-5});
        QCOMPARE(bench.playback.moment(), core::Nanos{});
        bench.playback.seek(bench.playback.end() * 2);
        QCOMPARE(bench.playback.moment(), bench.playback.end());
    }
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "tst_playback.moc"
