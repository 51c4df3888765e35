// SPDX-License-Identifier: GPL-3.0-or-later
// Files that cannot be written leave everything as it was.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetsThatCannotBeWrittenAreOneSentence_data();
    void targetsThatCannotBeWrittenAreOneSentence();
    void oneBadTargetOfTwoLeavesTheOtherUnwritten();
    void anExportWritesAllItsFilesOrNone_data();
    void anExportWritesAllItsFilesOrNone();
    void aDiskThatFillsUpLeavesTheOldFile();
    void aFullStandardOutputIsAFaultOfTheMachine();
};

void TestTargets::targetsThatCannotBeWrittenAreOneSentence_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("simulate") << QStringList{QStringLiteral("simulate"), QStringLiteral("naive-4"),
                                             QStringLiteral("--json")};
    QTest::newRow("events") << QStringList{QStringLiteral("simulate"), QStringLiteral("naive-4"),
                                           QStringLiteral("--events")};
    QTest::newRow("schedule") << QStringList{QStringLiteral("schedule"),
                                             QStringLiteral("1f1b"),
                                             QStringLiteral("--ranks"),
                                             QStringLiteral("4"),
                                             QStringLiteral("--micro-batches"),
                                             QStringLiteral("8"),
                                             QStringLiteral("--csv")};
    QTest::newRow("list") << QStringList{QStringLiteral("list"), QStringLiteral("models"),
                                         QStringLiteral("--json")};
    QTest::newRow("export") << QStringList{QStringLiteral("export"), QStringLiteral("naive-4"),
                                           QStringLiteral("--view"), QStringLiteral("scene"),
                                           QStringLiteral("--out")};
}

void TestTargets::targetsThatCannotBeWrittenAreOneSentence()
{
    QFETCH(QStringList, command);
    const QTemporaryDir folder;
    for (const QString &target :
         {folder.path(), folder.filePath(QStringLiteral("no/such/folder.png")),
          QStringLiteral("/dev/full"), QStringLiteral("/proc/nothing.png"),
          QStringLiteral(PARALLARIUM_PROGRAM "/inside.png")}) {
        const Answer answer = program::run(command + QStringList{target});
        // A full disk is nobody's input.
        const int expected = target == QStringLiteral("/dev/full") ? 1 : 2;
        QVERIFY2(answer.exitCode == expected, answer.error.constData());
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.isOneSentence(), answer.error.constData());
    }
}

void TestTargets::oneBadTargetOfTwoLeavesTheOtherUnwritten()
{
    const QTemporaryDir folder;
    const Answer answer = program::run(
        {QStringLiteral("simulate"), QStringLiteral("naive-4"), QStringLiteral("--events"),
         folder.filePath(QStringLiteral("events.txt")), QStringLiteral("--json"),
         folder.filePath(QStringLiteral("no/such/result.json"))});
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(program::filesIn(folder.path()), QStringList());
}

void TestTargets::anExportWritesAllItsFilesOrNone_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("files"); // option, name
    const auto of = [](std::initializer_list<const char *> words) {
        QStringList list;
        for (const char *word : words)
            list.append(QString::fromLatin1(word));
        return list;
    };
    QTest::newRow("metrics") << "naive-4"
                             << of({"--trace", "a.json", "--metrics", "no/such/b.csv"});
    QTest::newRow("trace") << "naive-4" << of({"--trace", "no/such/b.json", "--metrics", "a.csv"});
    QTest::newRow("picture and trace")
        << "naive-4" << of({"--out", "a.png", "--trace", "no/such/b.json"});
    QTest::newRow("trace and picture")
        << "naive-4" << of({"--out", "no/such/a.png", "--trace", "b.json"});
    QTest::newRow("nothing runs") << "llama7b-dp3-80"
                                  << of({"--out", "a.png", "--trace", "b.json"});
}

void TestTargets::anExportWritesAllItsFilesOrNone()
{
    QFETCH(const QString, id);
    QFETCH(const QStringList, files);
    const QTemporaryDir folder;
    QStringList command{QStringLiteral("export"), id};
    for (qsizetype i = 0; i + 1 < files.size(); i += 2) {
        command << files[i] << folder.filePath(files[i + 1]);
        if (files[i] == QStringLiteral("--out"))
            command << QStringLiteral("--view") << QStringLiteral("timeline");
    }
    const Answer answer = program::run(command);
    QVERIFY2(answer.exitCode == 2, answer.error.constData());
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    QCOMPARE(program::filesIn(folder.path()), QStringList());
}

// The limit on the size of a file stands for a disk that is full after 100 bytes.
void TestTargets::aDiskThatFillsUpLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const program::Limits full = {.memory = 1u << 30, .fileSize = 100};
    const QString old = folder.filePath(QStringLiteral("old.png"));
    const QString fresh = folder.filePath(QStringLiteral("fresh.png"));
    QVERIFY(program::write(old, "what was there"));
    for (const QString &target : {old, fresh}) {
        for (const QStringList &command :
             {QStringList{QStringLiteral("simulate"), QStringLiteral("naive-4"),
                          QStringLiteral("--json"), target},
              QStringList{QStringLiteral("export"), QStringLiteral("naive-4"),
                          QStringLiteral("--view"), QStringLiteral("scene"),
                          QStringLiteral("--out"), target}}) {
            const Answer answer = program::run(command, full);
            QCOMPARE(answer.exitCode, 1);
            QVERIFY2(answer.isOneSentence(), answer.error.constData());
            QCOMPARE(program::read(old), QByteArray("what was there"));
            QCOMPARE(program::filesIn(folder.path()), QStringList{QStringLiteral("old.png")});
        }
    }
}

void TestTargets::aFullStandardOutputIsAFaultOfTheMachine()
{
    for (const char *command :
         {"simulate naive-4", "simulate naive-4 --json -", "list models",
          "simulate naive-4 --events -", "schedule 1f1b --ranks 4 --micro-batches 8", "validate",
          "export naive-4 --view scene --out -", "--help", "simulate --help", "--version"}) {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(PARALLARIUM_PROGRAM),
                      QString::fromUtf8(command).split(QLatin1Char(' ')));
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(error.startsWith("Standard output cannot be written: "), error.constData());
    }
}

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"
