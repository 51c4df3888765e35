// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/scenario/edits.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/window_image.h"
#include "ui/views/timeline/timeline_view.h"

#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

// What the window opens, saves, and keeps from one start to the next.
class TestScenarioFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokenFileIsExplainedAndTheOldScenarioStays();
    void aDroppedFileOpens();
    void anExportedPictureOpensAsItsScenario();
    void savingAndOpeningGivesTheSameScenario();
    void whatIsNotSavedComesBackWithTheNextStart();
    void changesLeftBehindCanBeBroughtBack();
    void settingsOutliveTheWindow();
    void changedKeysOutliveTheWindow();

private:
    WindowFixture m_fixture;
};

void TestScenarioFiles::aBrokenFileIsExplainedAndTheOldScenarioStays()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("broken.json"));
    write(path, "{ \"model\": \"gpt2-124m\",\n  \"trainning\": {} }");
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    QVERIFY(!m_fixture.window().files().openFile(path));
    QCOMPARE(messages.count(), 1);
    const QString text = messages.front().front().value<ui::Message>().text;
    QVERIFY2(text.startsWith(id("broken.json:2: ")), qPrintable(text));
    QVERIFY(text.contains(id("trainning")));
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(m_fixture.window().files().recent().isEmpty());
    for (const char *other : {"/", "no-such-file.json"}) {
        QVERIFY(!m_fixture.window().files().openFile(id(other)));
        QVERIFY(m_fixture.document().scenario() == before);
    }
    QCOMPARE(messages.count(), 3);
}

void TestScenarioFiles::aDroppedFileOpens()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::Scenario dropped = core::loadScenario("naive-4").value();
    const QString path = m_fixture.filePath(id("dropped.json"));
    write(path, QByteArray::fromStdString(core::scenarioToJson(dropped)));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &drop);
    QVERIFY(m_fixture.document().scenario() == dropped);
    QCOMPARE(m_fixture.document().path(), path);
}

void TestScenarioFiles::anExportedPictureOpensAsItsScenario()
{
    m_fixture.open(id("naive-4-badlink"));
    const core::Scenario scenario = m_fixture.document().scenario();
    ui::ExportDialog dialog(m_fixture.document(), m_fixture.playback(), nullptr);
    for (const ui::PictureView &view : ui::allPictureViews()) {
        dialog.chooseView(view.id);
        const QString path = m_fixture.filePath(id("picture.png"));
        QVERIFY(dialog.saveTo(path));
        QCOMPARE(QImage(path).size(), dialog.picture().size * dialog.picture().scale);
        m_fixture.openBuiltin(id("tiny-3x2"));
        QVERIFY(m_fixture.window().files().openFile(path));
        m_fixture.settle();
        QVERIFY(m_fixture.document().scenario() == scenario);
        QVERIFY(m_fixture.document().path().isEmpty()); // saving never overwrites the picture
    }
    QVERIFY(!dialog.saveTo(id("/no/such/folder/x.png")));
}

void TestScenarioFiles::savingAndOpeningGivesTheSameScenario()
{
    m_fixture.open(id("pp4-straggler"));
    m_fixture.document().edit(core::withMicroBatches(m_fixture.document().scenario(), 4),
                              id("change"));
    const core::Scenario changed = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("saved.json"));
    QVERIFY(m_fixture.window().files().saveTo(path));
    QVERIFY(!m_fixture.document().isModified());
    QCOMPARE(m_fixture.window().files().recent().front(), path);
    m_fixture.openBuiltin(id("naive-4"));
    QVERIFY(m_fixture.window().files().openFile(path));
    QVERIFY(m_fixture.document().scenario() == changed);
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    QVERIFY(!m_fixture.window().files().saveTo(id("/no/such/folder/x.json")));
    QCOMPARE(messages.count(), 1);
}

void TestScenarioFiles::whatIsNotSavedComesBackWithTheNextStart()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    const core::Scenario original = fixture.document().scenario();
    fixture.document().edit(core::withLinkBandwidth(original, 1e9), id("change"));
    const core::Scenario changed = fixture.document().scenario();
    QVERIFY(!(changed == original));
    fixture.close();
    fixture.open({});
    QVERIFY(fixture.document().scenario() == changed);
    QVERIFY(fixture.document().isModified());
    fixture.document().undoStack().undo();
    QVERIFY(fixture.document().scenario() == original);
    fixture.close();
    fixture.open({}); // all was as in the file: nothing to recover
    QVERIFY(fixture.document().scenario() == original);
    QVERIFY(!fixture.document().isModified());
}

void TestScenarioFiles::changesLeftBehindCanBeBroughtBack()
{
    m_fixture.open(id("naive-4"));
    m_fixture.document().edit(core::withLinkBandwidth(m_fixture.document().scenario(), 1e9),
                              id("change"));
    const core::Scenario changed = m_fixture.document().scenario();
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    m_fixture.openBuiltin(id("dp-90-3"));
    QCOMPARE(messages.count(), 1);
    messages.front().front().value<ui::Message>().buttons.front().run();
    QVERIFY(m_fixture.document().scenario() == changed);
    QVERIFY(m_fixture.document().isModified());
}

void TestScenarioFiles::settingsOutliveTheWindow()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    fixture.window().appearance().setTheme(ui::ThemeId::Dark);
    fixture.window().appearance().setZoom(150);
    fixture.window().mode().showTab(id("events"));
    fixture.window().mode().showLeftPanel(false);
    fixture.close();
    fixture.open({});
    QVERIFY(fixture.window().appearance().theme() == ui::ThemeId::Dark);
    QCOMPARE(fixture.window().appearance().zoomPercent(), 150);
    QVERIFY(!fixture.window().mode().showsLeftPanel());
    QVERIFY(fixture.part<ui::TimelineView>().isHidden() ||
            !fixture.part<ui::TimelineView>().isVisible());
    QCOMPARE(QString::fromStdString(fixture.document().scenario().title),
             QString::fromStdString(core::loadScenario("naive-4").value().title));
}

void TestScenarioFiles::changedKeysOutliveTheWindow()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    // Taking the key of another action leaves that one without it.
    fixture.window().actions().setKeys(id("loop"), {QKeySequence(Qt::Key_F)},
                                       fixture.window().settings());
    fixture.close();
    fixture.open({});
    const ui::Actions &actions = fixture.window().actions();
    QCOMPARE(actions.find(id("loop"))->shortcut(), QKeySequence(Qt::Key_F));
    QVERIFY(actions.find(id("follow"))->shortcut().isEmpty());
}

QTEST_MAIN(TestScenarioFiles)
#include "tst_scenario_files.moc"
