// SPDX-License-Identifier: GPL-3.0-or-later
// A result that is held fast beside the one that is worked on.
#include "ui/document/pinned.h"

#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"

#include <QSignalSpy>
#include <QTest>

namespace {

core::Scenario scenarioOf(const char *id)
{
    return core::loadScenario(id).value();
}

// Without a bridge: results come at once.
struct Desk
{
    ui::Document document;
    ui::Pinned pinned{document};

    explicit Desk(const char *id)
    {
        QObject::connect(&document, &ui::Document::scenarioChanged, &document,
                         [this] { document.setResult(core::run(document.scenario())); });
        document.open(scenarioOf(id), {});
    }
    void setMicroBatches(int count)
    {
        document.edit(core::withMicroBatches(document.scenario(), count),
                      QStringLiteral("Micro-batches"));
    }
};

} // namespace

class TestPinned : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPinnedStaysWhileTheDocumentChanges();
    void anotherScenarioMayBeOpenedBesideIt();
    void swappedTwiceAllIsAsBefore();
    void aSwapIsOneUndoStep();
    void copiedTheDocumentIsAsWhatIsPinned();
    void aResultThatLagsBehindIsPinnedAsItIsSeen();
    void theClockHasTheResultBeforeTheViews();
    void withoutAResultNothingIsPinned();
};

void TestPinned::whatIsPinnedStaysWhileTheDocumentChanges()
{
    Desk desk("gpipe-4-8");
    QSignalSpy changed(&desk.pinned, &ui::Pinned::changed);
    desk.pinned.pin();
    QCOMPARE(changed.count(), 1);
    const core::SnapshotPtr held = desk.pinned.snapshot();
    QCOMPARE(held, desk.document.snapshot());
    desk.setMicroBatches(16);
    QCOMPARE(desk.pinned.snapshot(), held);
    QVERIFY(desk.document.snapshot() != held);
    desk.document.undoStack().undo();
    QCOMPARE(desk.pinned.snapshot(), held);
    desk.pinned.unpin();
    QVERIFY(!desk.pinned.held());
    QCOMPARE(changed.count(), 2);
    QVERIFY(!desk.document.undoStack().canUndo()); // pinning changes nothing that is saved
}

void TestPinned::anotherScenarioMayBeOpenedBesideIt()
{
    Desk desk("gpipe-4-8");
    desk.pinned.pin();
    desk.document.open(scenarioOf("llama7b-zero2-8"), {});
    QVERIFY(desk.pinned.scenario() == scenarioOf("gpipe-4-8"));
    desk.pinned.swap();
    QVERIFY(desk.document.scenario() == scenarioOf("gpipe-4-8"));
    QVERIFY(desk.pinned.scenario() == scenarioOf("llama7b-zero2-8"));
}

void TestPinned::swappedTwiceAllIsAsBefore()
{
    Desk desk("gpipe-4-8");
    desk.pinned.pin();
    desk.setMicroBatches(16);
    const ui::Document::Setup b = desk.document.setup();
    const ui::Document::Setup a = desk.pinned.held()->setup;
    const core::SnapshotPtr resultOfA = desk.pinned.snapshot();
    desk.pinned.swap();
    QVERIFY(desk.document.setup() == a);
    QVERIFY(desk.pinned.held()->setup == b);
    QCOMPARE(desk.document.snapshot(), resultOfA);
    desk.pinned.swap();
    QVERIFY(desk.document.setup() == b);
    QVERIFY(desk.pinned.held()->setup == a);
    QCOMPARE(desk.pinned.snapshot(), resultOfA);
}

void TestPinned::aSwapIsOneUndoStep()
{
    Desk desk("gpipe-4-8");
    desk.pinned.pin();
    desk.setMicroBatches(16);
    const ui::Document::Setup b = desk.document.setup();
    const ui::Document::Setup a = desk.pinned.held()->setup;
    const int before = desk.document.undoStack().count();
    desk.pinned.swap();
    QCOMPARE(desk.document.undoStack().count(), before + 1);
    desk.document.undoStack().undo();
    QVERIFY(desk.document.setup() == b);
    QVERIFY(desk.pinned.held()->setup == a);
    desk.document.undoStack().redo();
    QVERIFY(desk.document.setup() == a);
    QVERIFY(desk.pinned.held()->setup == b);
}

void TestPinned::copiedTheDocumentIsAsWhatIsPinned()
{
    Desk desk("gpipe-4-8");
    desk.pinned.pin();
    const ui::Document::Setup a = desk.document.setup();
    desk.setMicroBatches(16);
    const ui::Document::Setup b = desk.document.setup();
    desk.pinned.copyToDocument();
    QVERIFY(desk.document.setup() == a);
    QVERIFY(desk.pinned.held()->setup == a);
    desk.document.undoStack().undo();
    QVERIFY(desk.document.setup() == b);
}

void TestPinned::aResultThatLagsBehindIsPinnedAsItIsSeen()
{
    ui::Document document;
    ui::Pinned pinned(document);
    const core::Scenario seen = scenarioOf("gpipe-4-8");
    document.open(seen, {});
    document.setResult(core::run(seen));
    document.edit(core::withMicroBatches(seen, 16), QStringLiteral("Micro-batches"));
    pinned.pin();
    QVERIFY(pinned.scenario() == seen);
    QVERIFY(pinned.snapshot()->scenario == seen);
}

void TestPinned::theClockHasTheResultBeforeTheViews()
{
    ui::Document document;
    QStringList order;
    connect(&document, &ui::Document::snapshotChanged, this,
            [&] { order.append(QStringLiteral("views")); });
    connect(&document, &ui::Document::resultTaken, this,
            [&] { order.append(QStringLiteral("clock")); });
    document.open(scenarioOf("gpipe-4-8"), {});
    document.setResult(core::run(document.scenario()));
    QCOMPARE(order, QStringList({QStringLiteral("clock"), QStringLiteral("views")}));
}

void TestPinned::withoutAResultNothingIsPinned()
{
    ui::Document document;
    ui::Pinned pinned(document);
    pinned.pin();
    pinned.swap();
    pinned.copyToDocument();
    pinned.unpin();
    QVERIFY(!pinned.held());
    QVERIFY(!document.undoStack().canUndo());
}

QTEST_GUILESS_MAIN(TestPinned)
#include "tst_pinned.moc"
