// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/simulation_bridge.h"

#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/document/document.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

class BridgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeIsAnsweredWithItsResult()
    {
        ui::Document document;
        ui::SimulationBridge bridge(document);
        QSignalSpy spy(&document, &ui::Document::snapshotChanged);
        document.open(core::loadScenario("1f1b-4-8").value(), {});
        QVERIFY(bridge.isBusy());
        QVERIFY(spy.wait());
        QVERIFY(!bridge.isBusy());
        QVERIFY(document.snapshot()->scenario == document.scenario());
    }

    void ofTwoHundredRapidEditsTheNewestIsAnsweredLast()
    {
        ui::Document document;
        ui::SimulationBridge bridge(document);
        document.open(core::withDevices(core::loadScenario("1f1b-4-8").value(), 4), {});
        const core::Scenario first = document.scenario();
        for (int i = 1; i <= 200; ++i)
            document.edit(core::withMicroBatches(first, 8 + i), QStringLiteral("Drag"),
                          QStringLiteral("microBatches"));
        // Nothing is delivered while this thread is busy; then only what was newest is.
        QTRY_VERIFY(!bridge.isBusy());
        QCOMPARE(bridge.deliveredResults(), 1);
        QVERIFY(document.snapshot()->scenario == document.scenario());
        QCOMPARE(core::microBatchCount(document.snapshot()->scenario), 208);
        QCOMPARE(document.undoStack().count(), 1);
    }

    void askingNeverWaitsForARun()
    {
        ui::Document document;
        ui::SimulationBridge bridge(document);
        const core::Scenario large =
            core::withMicroBatches(core::loadScenario("gpt3-175b-pp").value(), 512);
        document.open(large, {});
        QList<qint64> times;
        QElapsedTimer timer;
        for (int i = 1; i <= 100; ++i) {
            timer.start();
            document.edit(core::withMicroBatches(large, 512 + i), QStringLiteral("Drag"),
                          QStringLiteral("microBatches"));
            times.append(timer.nsecsElapsed());
        }
        // The median: on a busy machine any single call may be put to sleep.
        std::sort(times.begin(), times.end());
        QVERIFY2(times.at(50) < 16'000'000, qPrintable(QString::number(times.at(50))));
        QTRY_VERIFY_WITH_TIMEOUT(!bridge.isBusy(), 60'000);
        QVERIFY(document.snapshot()->scenario == document.scenario());
    }

    void anAnswerAfterTheEndIsDropped()
    {
        ui::Document document;
        for (int i = 0; i < 20; ++i) {
            auto bridge = std::make_unique<ui::SimulationBridge>(document);
            document.open(core::loadScenario("1f1b-4-8").value(), {});
            bridge.reset();
        }
        QCoreApplication::sendPostedEvents();
        QVERIFY(!document.snapshot());
    }

    void aCancelledRunIsNotAnsweredAndTheNextOneIs()
    {
        ui::Document document;
        ui::SimulationBridge bridge(document);
        document.open(core::loadScenario("1f1b-4-8").value(), {});
        bridge.cancel();
        QVERIFY(!bridge.isBusy());
        document.edit(core::withMicroBatches(document.scenario(), 16), QStringLiteral("A"));
        QTRY_VERIFY(!bridge.isBusy());
        QCOMPARE(bridge.deliveredResults(), 1);
        QVERIFY(document.snapshot()->scenario == document.scenario());
    }

    void anImpossibleScenarioIsAProblemAndNoResult()
    {
        ui::Document document;
        ui::SimulationBridge bridge(document);
        core::Scenario impossible = core::loadScenario("1f1b-4-8").value();
        impossible.parallel.pipeline = 64;
        document.open(impossible, {});
        QTRY_VERIFY(!bridge.isBusy());
        QVERIFY(!document.problem().isEmpty());
        QVERIFY(!document.snapshot());
    }
};

QTEST_GUILESS_MAIN(BridgeTest)
#include "tst_bridge.moc"
