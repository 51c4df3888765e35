// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"

#include "core/base/language.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/this_computer.h"
#include "core/scenario/edits.h"
#include "core/scenario/title.h"

#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

namespace {

core::Scenario scenarioOf(const char *id)
{
    return core::loadScenario(id).value();
}

} // namespace

class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The result lags behind: of its four devices 3 is the last.
    void aDeviceThatTheResultDoesNotHaveIsNotShown()
    {
        ui::Document document;
        const core::Scenario four = scenarioOf("1f1b-4-8");
        document.open(four, {});
        document.setResult(core::run(four));
        QCOMPARE(document.snapshot()->deviceCount(), 4);
        document.edit(core::withDevices(four, 8), QStringLiteral("GPUs"));
        document.select(4);
        QCOMPARE(document.selectedDevice(), std::optional(4));
        QVERIFY(!document.shownDevice());
        document.select(3);
        QCOMPARE(document.shownDevice(), std::optional(3));
    }

    void anEditIsOneCommandThatUndoTakesBack()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        const core::Scenario before = document.scenario();
        document.edit(core::withMicroBatches(before, 16), QStringLiteral("Micro-batches"));
        QCOMPARE(core::microBatchCount(document.scenario()), 16);
        QCOMPARE(document.undoStack().count(), 1);
        QCOMPARE(document.undoStack().undoText(), QStringLiteral("Micro-batches"));
        QVERIFY(document.isModified());
        document.undoStack().undo();
        QVERIFY(document.scenario() == before);
        QVERIFY(!document.isModified());
    }

    void aTitleOfTheSetupEndsWithIt()
    {
        ui::Document document;
        using enum ui::Document::TitleIs;
        document.open(scenarioOf("llama7b-dp3-80"), {}, OfSetup); // "…, 3 copies on 80 GB"
        const std::string opened = document.scenario().title;
        document.edit(core::withDevices(document.scenario(), 8), QStringLiteral("GPUs"));
        QCOMPARE(document.scenario().title, std::string("Llama-2 7B on 8 GPUs"));
        document.edit(core::withDevices(document.scenario(), 6), QStringLiteral("GPUs"));
        QCOMPARE(document.scenario().title, std::string("Llama-2 7B on 6 GPUs"));
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.scenario().title, opened);
    }

    void aTitleThatSomebodyGaveStays()
    {
        ui::Document document;
        core::Scenario scenario = scenarioOf("1f1b-4-8");
        scenario.title = "For Monday's class";
        document.open(scenario, QStringLiteral("/tmp/monday.json"));
        document.edit(core::withDevices(scenario, 8), QStringLiteral("GPUs"));
        QCOMPARE(document.scenario().title, scenario.title);
    }

    void aDerivedTitleIsNotWrittenIntoAFile()
    {
        core::Scenario scenario = scenarioOf("1f1b-4-8");
        QVERIFY(core::scenarioToJson(scenario).find("\"title\": \"1F1B") != std::string::npos);
        scenario.title = core::derivedTitle(scenario);
        const std::string json = core::scenarioToJson(scenario);
        QVERIFY(json.find(scenario.title) == std::string::npos);
        QVERIFY(core::scenarioFromJson(json, "it").value() == scenario);
        // Nor where numbers are written otherwise than in the language in which it was made.
        scenario.cluster.devices = 1024;
        scenario.title = core::derivedTitle(scenario);
        core::setNumberSigns({.decimal = ',', .group = '.'});
        const std::string german = core::scenarioToJson(scenario);
        core::setNumberSigns({});
        QVERIFY(german.find("\"title\"") == std::string::npos);
    }

    void anEditThatChangesNothingMakesNoCommand()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        document.edit(document.scenario(), QStringLiteral("Nothing"));
        QCOMPARE(document.undoStack().count(), 0);
    }

    void aDragIsOneCommandAndTheNextDragAnother()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        const core::Scenario before = document.scenario();
        const QString key = QStringLiteral("microBatches");
        for (const int count : {9, 10, 11, 12})
            document.edit(core::withMicroBatches(before, count), QStringLiteral("Drag"), key);
        const core::Scenario afterFirst = document.scenario();
        document.endMerge();
        for (const int count : {13, 14})
            document.edit(core::withMicroBatches(before, count), QStringLiteral("Drag"), key);
        QCOMPARE(document.undoStack().count(), 2);
        document.undoStack().undo();
        QVERIFY(document.scenario() == afterFirst);
        document.undoStack().undo();
        QVERIFY(document.scenario() == before);
    }

    void twoControlsNeverMerge()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        document.edit(core::withMicroBatches(document.scenario(), 16), QStringLiteral("A"),
                      QStringLiteral("a"));
        document.edit(core::withSlowDevice(document.scenario(), 1, 0.5), QStringLiteral("B"),
                      QStringLiteral("b"));
        QCOMPARE(document.undoStack().count(), 2);
    }

    void aDragBackToWhereItBeganLeavesNothingToUndo()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        const core::Scenario before = document.scenario();
        const QString key = QStringLiteral("microBatches");
        document.edit(core::withMicroBatches(before, 16), QStringLiteral("Drag"), key);
        document.edit(before, QStringLiteral("Drag"), key);
        QVERIFY(!document.undoStack().canUndo());
        QVERIFY(!document.isModified());
    }

    // Three edits that end where they began: undone or not, there is nothing to save.
    void editsBackToWhatWasOpenedOrSavedLeaveNothingToSave()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        const core::Scenario opened = document.scenario();
        document.edit(core::withMicroBatches(opened, 16), QStringLiteral("A"));
        QVERIFY(document.isModified());
        document.edit(opened, QStringLiteral("B"));
        QVERIFY(document.scenario() == opened);
        QVERIFY(document.undoStack().canUndo());
        QVERIFY(!document.isModified());
        document.edit(core::withMicroBatches(opened, 32), QStringLiteral("C"));
        document.markSaved(QStringLiteral("a.parallarium.json"));
        document.edit(opened, QStringLiteral("D"));
        QVERIFY(document.isModified()); // the file has 32
    }

    void savingMakesItUnmodifiedAndALaterDragIsACommandOfItsOwn()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        const QString key = QStringLiteral("microBatches");
        document.edit(core::withMicroBatches(document.scenario(), 16), QStringLiteral("Drag"), key);
        QSignalSpy pathSpy(&document, &ui::Document::pathChanged);
        document.markSaved(QStringLiteral("a.parallarium.json"));
        QVERIFY(!document.isModified());
        QCOMPARE(document.path(), QStringLiteral("a.parallarium.json"));
        QCOMPARE(pathSpy.count(), 1);
        document.edit(core::withMicroBatches(document.scenario(), 32), QStringLiteral("Drag"), key);
        QVERIFY(document.isModified());
        document.undoStack().undo();
        QVERIFY(!document.isModified());
    }

    void openingStartsANewHistoryAndForgetsTheSelection()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), QStringLiteral("old.parallarium.json"));
        document.edit(core::withMicroBatches(document.scenario(), 16), QStringLiteral("A"));
        document.select(2);
        QSignalSpy openedSpy(&document, &ui::Document::opened);
        QSignalSpy changedSpy(&document, &ui::Document::scenarioChanged);
        document.open(scenarioOf("dp-90-3"), {});
        QVERIFY(!document.undoStack().canUndo());
        QVERIFY(!document.isModified());
        QVERIFY(!document.selectedDevice());
        QVERIFY(document.path().isEmpty());
        QCOMPARE(openedSpy.count(), 1);
        QCOMPARE(changedSpy.count(), 1);
    }

    void aSelectedDeviceThatGoesAwayIsNoLongerSelected()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        for (const int left : {3, 2}) { // counted from 0: a fourth is not among three
            document.edit(core::withDevices(document.scenario(), 4), QStringLiteral("GPUs"));
            document.select(3);
            QCOMPARE(document.selectedDevice(), std::optional<int>(3));
            document.edit(core::withDevices(document.scenario(), left), QStringLiteral("GPUs"));
            QCOMPARE(document.scenario().cluster.devices, left);
            QVERIFY(!document.selectedDevice());
        }
        document.select(7);
        QVERIFY(!document.selectedDevice());
    }

    void whatWasFoundForAnotherResultIsForgotten()
    {
        ui::Document document;
        const core::Scenario scenario = scenarioOf("1f1b-4-8");
        document.open(scenario, {});
        document.setIdeas({});
        document.setRemedies({});
        QVERIFY(document.ideas().has_value() && document.remedies().has_value());
        document.setResult(core::run(scenario));
        QVERIFY(!document.ideas().has_value());
        QVERIFY(!document.remedies().has_value());
    }

    // Nobody asked for it: no command, nothing to save, and undo leads back on the measured one.
    void aMeasuredComputerIsNoEdit()
    {
        const auto restore = qScopeGuard([] { core::setThisComputer(core::usualComputer()); });
        ui::Document document;
        document.open(scenarioOf("train-digits-dp3"), {});
        const core::Scenario usual = document.scenario();
        document.edit(core::withMicroBatchSize(usual, 15), QStringLiteral("Micro-batch"));
        core::ThisComputer measured = core::usualComputer();
        measured.device.peakSingleFlops *= 2;
        measured.link.latency.count *= 3;
        core::setThisComputer(measured);
        QVERIFY(document.scenario().cluster.device == usual.cluster.device);
        QSignalSpy changes(&document, &ui::Document::scenarioChanged);
        document.knowThisComputer();
        QCOMPARE(changes.count(), 1);
        QVERIFY(document.scenario().cluster.device == measured.device);
        QVERIFY(document.scenario().cluster.intraLink == measured.link);
        QCOMPARE(document.scenario().training.microBatch, 15);
        QCOMPARE(document.undoStack().count(), 1);
        document.undoStack().undo();
        QVERIFY(document.scenario().cluster.device == measured.device);
        QVERIFY(document.scenario() == scenarioOf("train-digits-dp3"));
        QVERIFY(!document.isModified());
        document.undoStack().redo();
        QCOMPARE(document.scenario().training.microBatch, 15);
        QVERIFY(document.scenario().cluster.device == measured.device);
        document.knowThisComputer(); // it is known
        QCOMPARE(changes.count(), 3);
    }

    void aProblemKeepsTheLastPicture()
    {
        ui::Document document;
        document.open(scenarioOf("1f1b-4-8"), {});
        document.setResult(core::run(document.scenario()));
        const core::SnapshotPtr snapshot = document.snapshot();
        QVERIFY(snapshot);
        QSignalSpy problemSpy(&document, &ui::Document::problemChanged);
        document.setResult(core::Error{"A model of 12 layers cannot be cut into 16 stages."});
        QCOMPARE(document.snapshot(), snapshot);
        QCOMPARE(problemSpy.count(), 1);
        QVERIFY(document.problem().contains(QStringLiteral("16 stages")));
        document.setResult(core::run(document.scenario()));
        QVERIFY(document.problem().isEmpty());
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"
