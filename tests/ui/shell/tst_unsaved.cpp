// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/io/file/file_lock.h"
#include "core/io/file/files.h"
#include "core/io/scenario/unsaved.h"
#include "core/scenario/edits.h"
#include "ui/modes/mystery_mode.h"
#include "ui/shell/actions.h"
#include "ui/shell/unsaved_dialog.h"
#include "ui/shell/unsaved_folder.h"

#include <QDir>
#include <QFile>
#include <QListWidget>
#include <QSignalSpy>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

core::Scenario changedFrom(const char *builtin, double bandwidth)
{
    return core::withLinkBandwidth(core::loadScenario(builtin).value(), bandwidth);
}

// What a window that crashed leaves: its file, and nobody who holds it.
void leave(const QString &folder, const char *name, const core::Unsaved &unsaved)
{
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + u'/' + id(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(core::unsavedToJson(unsaved)));
}

// All but the title, which a window derives from the set-up of a built-in scenario.
bool isLike(core::Scenario a, const core::Scenario &b)
{
    a.title = b.title;
    return a == b;
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

// Changes that were not saved: kept by each window on its own, offered until taken or discarded.
class TestUnsaved : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsReadBack();
    void aScenarioThatCannotRunIsReadBackToo();
    void aLockIsHeldOnceAndGoneWithItsHolder();
    void changesOfAnOpenWindowAreNotOffered();
    void aCleanWindowLeavesTheChangesOfAnotherAlone();
    void whatAFileNextToTheChangesOpensDoesNotLoseThem();
    void theyAreOfferedBehindWhatIsWrongWithTheFirstFile();
    void ofSeveralTheNewestComesBackAndTheOthersAreListed();
    void killedWhileWritingLeavesTheOldOrTheNew();
    void takingThemBackIsDecliningThem();
    void aHalfWrittenFileAndItsLockAreTidiedAway();
    void theOneFileOfEarlierVersionsIsRead();
    void theyOutliveAMysteryBox();

private:
    static QString folderOf(const WindowFixture &fixture)
    {
        return fixture.filePath(id("unsaved"));
    }
};

void TestUnsaved::whatWasWrittenIsReadBack()
{
    const core::Unsaved unsaved{changedFrom("naive-4", 1e9), "naive-4", "/tmp/\"a\"\\b.json", true};
    const auto read = core::unsavedFromJson(core::unsavedToJson(unsaved), "unsaved.json");
    QVERIFY(bool(read));
    QVERIFY(read.value() == unsaved);
    QVERIFY(!core::unsavedFromJson("{ \"format\": \"parallarium-unsaved/1\", \"odd\": 1 }", "x"));
}

// Sixty-four stages of four layers' model: a person may be in the middle of a change.
void TestUnsaved::aScenarioThatCannotRunIsReadBackToo()
{
    core::Unsaved unsaved{core::loadScenario("1f1b-4-8").value(), "1f1b-4-8", {}, false};
    unsaved.scenario.parallel.pipeline = 64;
    const std::string text = core::unsavedToJson(unsaved);
    QVERIFY(!core::scenarioFromJson(core::scenarioToJson(unsaved.scenario), "strict"));
    const auto read = core::unsavedFromJson(text, "unsaved.json");
    QVERIFY(bool(read));
    QVERIFY(read.value() == unsaved);
}

void TestUnsaved::aLockIsHeldOnceAndGoneWithItsHolder()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(id("a.lock")).toStdString();
    {
        const auto first = core::FileLock::take(path);
        QVERIFY(first.has_value());
        QVERIFY(!core::FileLock::take(path).has_value());
        QVERIFY(core::FileLock::isHeld(path));
    }
    QVERIFY(!core::FileLock::isHeld(path));
    QVERIFY(core::FileLock::take(path).has_value());
    QVERIFY(filesIn(folder.path()).isEmpty());
    // A lock file that a crash left is nobody's.
    QFile left(folder.filePath(id("a.lock")));
    QVERIFY(left.open(QIODevice::WriteOnly));
    QVERIFY(core::FileLock::take(path).has_value());
}

void TestUnsaved::changesOfAnOpenWindowAreNotOffered()
{
    WindowFixture first;
    first.open(id("naive-4"));
    first.document().edit(changedFrom("naive-4", 1e9), id("change"));
    first.window().files().keepUnsaved();
    QCOMPARE(QDir(folderOf(first)).entryList({id("*.json")}).size(), 1);
    QVERIFY(!ui::hasUnsaved(folderOf(first)));
    QVERIFY(ui::unsavedIn(folderOf(first)).isEmpty());
}

void TestUnsaved::aCleanWindowLeavesTheChangesOfAnotherAlone()
{
    WindowFixture fixture;
    const core::Unsaved unsaved{changedFrom("naive-4", 1e9), "naive-4", {}, false};
    leave(folderOf(fixture), "other.json", unsaved);
    fixture.open(id("1f1b-4-8"));
    fixture.window().files().keepUnsaved(); // has nothing of its own
    fixture.close();
    const QList<ui::UnsavedEntry> entries = ui::unsavedIn(folderOf(fixture));
    QCOMPARE(entries.size(), 1);
    QVERIFY(entries.front().unsaved == unsaved);
    QVERIFY(entries.front().base == core::loadScenario("naive-4").value());
}

void TestUnsaved::whatAFileNextToTheChangesOpensDoesNotLoseThem()
{
    WindowFixture fixture;
    const core::Unsaved unsaved{changedFrom("naive-4", 1e9), "naive-4", {}, false};
    leave(folderOf(fixture), "other.json", unsaved);
    const auto message = [&fixture] {
        return fixture.window().findChild<ui::MessageStrip *>()->message();
    };
    for (int start = 0; start < 2; ++start) { // shown is not answered
        fixture.open(id("1f1b-4-8"));
        QVERIFY(fixture.document().scenario() == core::loadScenario("1f1b-4-8").value());
        QVERIFY2(message().text.startsWith(id("Unsaved changes to")), qPrintable(message().text));
        QCOMPARE(message().buttons.size(), 2);
        if (start == 0)
            fixture.close();
    }
    message().buttons.front().run();
    QVERIFY(isLike(fixture.document().scenario(), unsaved.scenario));
    QVERIFY(fixture.document().isModified());
    QVERIFY(!ui::hasUnsaved(folderOf(fixture))); // this window's own now
    fixture.window().files().keepUnsaved();
    fixture.close();
    QCOMPARE(ui::unsavedIn(folderOf(fixture)).size(), 1);
    fixture.open(id("1f1b-4-8"));
    message().buttons.back().run();
    fixture.close();
    QVERIFY(filesIn(folderOf(fixture)).isEmpty());
}

// Both are said at the start: neither may cover the other.
void TestUnsaved::theyAreOfferedBehindWhatIsWrongWithTheFirstFile()
{
    WindowFixture fixture;
    leave(folderOf(fixture), "other.json", {changedFrom("naive-4", 1e9), "naive-4", {}, false});
    QFile broken(fixture.filePath(id("broken.json")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{ \"format\": ");
    broken.close();
    fixture.open(broken.fileName());
    auto *strip = fixture.window().findChild<ui::MessageStrip *>();
    QCOMPARE(strip->message().kind, ui::Message::Kind::Problem);
    QVERIFY2(strip->message().text.contains(id("broken.json")), qPrintable(strip->message().text));
    strip->dismiss();
    QVERIFY(strip->isVisible());
    QVERIFY2(strip->message().text.startsWith(id("Unsaved changes to")),
             qPrintable(strip->message().text));
    QCOMPARE(strip->message().buttons.size(), 2);
    strip->message().buttons.front().run();
    QVERIFY(isLike(fixture.document().scenario(), changedFrom("naive-4", 1e9)));
}

void TestUnsaved::ofSeveralTheNewestComesBackAndTheOthersAreListed()
{
    WindowFixture fixture;
    const QString folder = folderOf(fixture);
    const double speeds[] = {1e9, 2e9, 3e9};
    for (int i = 0; i < 3; ++i) {
        const QByteArray name = QByteArray::number(i) + ".json";
        leave(folder, name.constData(), {changedFrom("naive-4", speeds[i]), "naive-4", {}, false});
        QFile file(folder + u'/' + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(60 * (i - 5)),
                                 QFileDevice::FileModificationTime));
    }
    fixture.open({});
    QVERIFY(isLike(fixture.document().scenario(), changedFrom("naive-4", 3e9)));
    QVERIFY(fixture.document().isModified());
    QCOMPARE(ui::unsavedIn(folder).size(), 2);
    fixture.window().files().showUnsaved();
    fixture.settle();
    auto *dialog = fixture.window().findChild<ui::UnsavedDialog *>();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->list().count(), 2);
    dialog->discardCurrent(); // the newer of the two
    QCOMPARE(dialog->list().count(), 1);
    dialog->restoreCurrent();
    QVERIFY(isLike(fixture.document().scenario(), changedFrom("naive-4", 1e9)));
    fixture.window().files().keepUnsaved();
    // What was open before has not been lost either: it was left behind.
    const QList<ui::UnsavedEntry> entries = ui::unsavedIn(folder);
    QCOMPARE(entries.size(), 1);
    QVERIFY(entries.front().unsaved.leftBehind);
    QVERIFY(isLike(entries.front().unsaved.scenario, changedFrom("naive-4", 3e9)));
}

// A process that does nothing but write one of two texts, ended without warning in the middle.
void TestUnsaved::killedWhileWritingLeavesTheOldOrTheNew()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(id("kept.json")).toStdString();
    const std::string texts[] = {std::string(100'000, 'a'), std::string(200'000, 'b')};
    for (int round = 1; round <= 20; ++round) {
        int ends[2] = {};
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            for (int i = 0;; ++i) {
                if (!core::writeFile(path, texts[i % 2]) || ::write(ends[1], "x", 1) != 1)
                    ::_exit(1);
            }
        }
        char said = 0;
        for (int i = 0; i < round; ++i)
            QCOMPARE(::read(ends[0], &said, 1), ssize_t{1});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
        ::close(ends[1]);
        const auto read = core::readFile(path, 1 << 20);
        QVERIFY(bool(read));
        QVERIFY(read.value() == texts[0] || read.value() == texts[1]);
    }
}

void TestUnsaved::takingThemBackIsDecliningThem()
{
    WindowFixture fixture;
    leave(folderOf(fixture), "other.json", {changedFrom("naive-4", 1e9), "naive-4", {}, false});
    fixture.open({});
    QVERIFY(fixture.document().isModified());
    fixture.document().undoStack().undo();
    QVERIFY(fixture.document().scenario() == core::loadScenario("naive-4").value());
    fixture.close();
    QVERIFY(filesIn(folderOf(fixture)).isEmpty());
}

void TestUnsaved::aHalfWrittenFileAndItsLockAreTidiedAway()
{
    WindowFixture fixture;
    const QString folder = folderOf(fixture);
    const core::Unsaved unsaved{changedFrom("naive-4", 1e9), "naive-4", {}, false};
    leave(folder, "a.json", unsaved);
    for (const char *name :
         {"a.json.4711.part", "a.json.lock", "b.json.4711.part", "c.json.lock"}) {
        QFile file(folder + u'/' + id(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ \"format\": \"parallarium-uns");
    }
    const QList<ui::UnsavedEntry> entries = ui::unsavedIn(folder);
    QCOMPARE(entries.size(), 1);
    QVERIFY(entries.front().unsaved == unsaved);
    QCOMPARE(filesIn(folder), QStringList{id("a.json")});
}

void TestUnsaved::theOneFileOfEarlierVersionsIsRead()
{
    const core::Scenario changed = changedFrom("naive-4", 1e9);
    const auto read = core::unsavedFromJson(core::scenarioToJson(changed), "old.json");
    QVERIFY(bool(read));
    QVERIFY(read.value().scenario == changed);
}

// While a mystery box stands in their place, and when another example is opened then: they are
// kept, not the box. Where there are none, a box is nothing to save.
void TestUnsaved::theyOutliveAMysteryBox()
{
    WindowFixture fixture;
    fixture.open(id("1f1b-4-8"));
    ui::Document &document = fixture.document();
    fixture.window().actions().find(id("mystery"))->trigger();
    ui::MysteryBox &box = fixture.part<ui::MysteryMode>().box();
    box.open(1);
    QVERIFY(!document.isModified());
    box.leave();
    QVERIFY(!document.isModified());
    document.edit(core::withMicroBatches(document.scenario(), 4), id("edit"));
    const core::Scenario edited = document.scenario();
    for (const bool named : {false, true}) {
        box.open(1);
        if (named)
            box.tell();
        QVERIFY(document.isModified());
        QVERIFY(document.unsaved() == edited);
        box.leave();
        QVERIFY(document.isModified());
        QVERIFY(document.scenario() == edited && document.unsaved() == edited);
        document.undoStack().redo(); // the box once more, which is nothing that was saved
        QVERIFY(!(document.scenario() == edited) && document.isModified());
        document.undoStack().undo();
        QVERIFY(document.scenario() == edited && document.isModified());
    }
    box.open(2);
    fixture.openBuiltin(id("dp-90-3"));
    QVERIFY(!document.isModified());
    fixture.close(); // which ends writing
    const QList<ui::UnsavedEntry> kept = ui::unsavedIn(folderOf(fixture));
    QCOMPARE(kept.size(), 1);
    QVERIFY(isLike(kept.front().unsaved.scenario, edited));
}

QTEST_MAIN(TestUnsaved)
#include "tst_unsaved.moc"
