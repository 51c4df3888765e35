// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written: whole or not at all, and nothing beside it whatever ends the process.
#include "core/io/file/file_writer.h"
#include "core/io/file/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace {

constexpr std::size_t kLong = 200'000; // bytes: more than is kept back

// Whether files without a name can be made here.
bool canBeNameless(const QTemporaryDir &folder)
{
    const core::Descriptor file(
        ::open(folder.path().toLocal8Bit().constData(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600));
    return file.isOpen() && ::access("/proc/self/fd", X_OK) == 0;
}

QStringList filesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

class TestFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsCommittedTakesThePlaceOfTheOldFile();
    void whatIsNotCommittedLeavesNothing();
    void anInterruptedProcessLeavesNothing();
    void whatCannotBeWrittenIsSaidBeforeAnyWork();
};

void TestFileWriter::whatIsCommittedTakesThePlaceOfTheOldFile()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.json")).toStdString();
    QVERIFY(core::writeFile(path, "old"));
    QVERIFY(::chmod(path.c_str(), 0640) == 0);
    core::FileWriter writer(path);
    QVERIFY(writer.open());
    QVERIFY(writer.write(std::string(kLong, 'x')));
    QCOMPARE(core::readFile(path, 10).value(), std::string("old"));
    QVERIFY(writer.seal());
    QCOMPARE(core::readFile(path, 10).value(), std::string("old"));
    QVERIFY(writer.commit());
    QCOMPARE(core::readFile(path, 2 * kLong).value(), std::string(kLong, 'x'));
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("a.json")});
    struct stat info = {};
    QVERIFY(::stat(path.c_str(), &info) == 0);
    QCOMPARE(info.st_mode & 07777, mode_t{0640}); // that of the file before
}

void TestFileWriter::whatIsNotCommittedLeavesNothing()
{
    const QTemporaryDir folder;
    for (const bool seals : {false, true}) {
        core::FileWriter writer(folder.filePath(QStringLiteral("a.json")).toStdString());
        QVERIFY(writer.open());
        QVERIFY(writer.write(std::string(kLong, 'x')));
        QVERIFY(!seals || writer.seal());
    }
    QCOMPARE(filesIn(folder), QStringList());
}

// As Ctrl-C does, in the middle of what takes long.
void TestFileWriter::anInterruptedProcessLeavesNothing()
{
    const QTemporaryDir folder;
    if (!canBeNameless(folder))
        QSKIP("files here need a name");
    const std::string path = folder.filePath(QStringLiteral("a.json")).toStdString();
    const pid_t child = ::fork();
    if (child == 0) {
        core::FileWriter writer(path);
        if (writer.open() && writer.write(std::string(kLong, 'x')))
            ::raise(SIGKILL);
        ::_exit(1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(filesIn(folder), QStringList());
}

void TestFileWriter::whatCannotBeWrittenIsSaidBeforeAnyWork()
{
    const QTemporaryDir folder;
    core::FileWriter nowhere(folder.filePath(QStringLiteral("none/a.json")).toStdString());
    const core::Written opened = nowhere.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().message.ends_with("nothing was changed."));
    core::FileWriter onFolder(folder.path().toStdString());
    QVERIFY(!onFolder.open());
}

QTEST_GUILESS_MAIN(TestFileWriter)
#include "tst_file_writer.moc"
