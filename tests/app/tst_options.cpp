// SPDX-License-Identifier: GPL-3.0-or-later
// Options, help and surroundings of the program.
#include "tests/app/program.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using program::Answer;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneNumberOfAPresetCanBeSet();
    void withoutADisplayTheWindowSaysWhatToDo();
    void theWindowTakesNoWrongOptions_data();
    void theWindowTakesNoWrongOptions();
    void onlyTheWindowIsPresented();
    void aFileIsReplacedWhole();
    void partsOfTheIdleTimeAddUp_data();
    void partsOfTheIdleTimeAddUp();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
};

void TestOptions::oneNumberOfAPresetCanBeSet()
{
    for (const char *setting : {"cluster.inter_link.gbps=10", "cluster.device.memory_gb=40"}) {
        const Answer answer = program::run({QStringLiteral("simulate"), QStringLiteral("1f1b-4-8"),
                                            QStringLiteral("--set"), QString::fromLatin1(setting)});
        QVERIFY2(answer.exitCode == 0, answer.error.constData());
    }
}

void TestOptions::withoutADisplayTheWindowSaysWhatToDo()
{
    QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        bare.remove(QString::fromLatin1(name));
    QProcess process;
    process.setProcessEnvironment(bare);
    process.start(QStringLiteral(PARALLARIUM_PROGRAM), {QStringLiteral("1f1b-4-8")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 2);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains("export 1f1b-4-8 --view window"), error.constData());
}

void TestOptions::theWindowTakesNoWrongOptions_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no lesson") << QByteArray("--present --lesson nosuch")
                               << QByteArray("no lesson \"nosuch\"");
    QTest::newRow("no step") << QByteArray("--lesson waiting:99") << QByteArray("has steps 1 to ");
    QTest::newRow("no theme") << QByteArray("--present --theme purple")
                              << QByteArray("light, dark, high-contrast and system");
    QTest::newRow("no value") << QByteArray("--present --theme") << QByteArray("needs a value");
    QTest::newRow("too much") << QByteArray("--present=yes") << QByteArray("takes no value");
    QTest::newRow("no file") << QByteArray("--present nosuch") << QByteArray("\"nosuch\"");
    QTest::newRow("no option") << QByteArray("--present --nosuch") << QByteArray("\"--nosuch\"");
}

void TestOptions::theWindowTakesNoWrongOptions()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, said);
    const Answer answer = program::run(arguments.constData());
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(said), answer.error.constData());
}

void TestOptions::onlyTheWindowIsPresented()
{
    const Answer answer =
        program::run("export 1f1b-4-8 --view timeline --present --out /nowhere/x.png");
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("--view window"),
             answer.error.constData());
}

void TestOptions::aFileIsReplacedWhole()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("result.json"));
    QVERIFY(program::write(target, "old"));
    const Answer answer = program::run(
        {QStringLiteral("simulate"), QStringLiteral("naive-4"), QStringLiteral("--json"), target});
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.out, QByteArray());
    QVERIFY(QJsonDocument::fromJson(program::read(target)).isObject());
    QCOMPARE(program::filesIn(folder.path()), QStringList{QStringLiteral("result.json")});
}

void TestOptions::partsOfTheIdleTimeAddUp_data()
{
    QTest::addColumn<QString>("scenario");
    for (const char *scenario : {"llama3-405b-16k", "llama7b-pp4", "naive-4", "dp-90-3"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario);
}

// "17.6 %: filling 3.2 %, draining 5.3 %, …": to the tenth.
void TestOptions::partsOfTheIdleTimeAddUp()
{
    QFETCH(QString, scenario);
    const Answer answer = program::run({QStringLiteral("simulate"), scenario});
    QCOMPARE(answer.exitCode, 0);
    static const QRegularExpression idleLine(QStringLiteral("\nIdle +(.*)\n"));
    static const QRegularExpression percent(QStringLiteral("([0-9.]+) %"));
    const QString line = idleLine.match(QString::fromUtf8(answer.out)).captured(1);
    QVERIFY2(!line.isEmpty(), answer.out.constData());
    QList<int> tenths;
    for (auto found = percent.globalMatch(line); found.hasNext();)
        tenths.append(qRound(10 * found.next().captured(1).toDouble()));
    const int whole = tenths.takeFirst();
    QCOMPARE(std::accumulate(tenths.begin(), tenths.end(), 0), whole);
}

void TestOptions::everyCommandHasHelp_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("program") << QByteArray("--help");
    for (const char *command : {"simulate", "schedule", "check", "validate", "sweep", "advise",
                                "list", "export", "cost", "bench"})
        QTest::newRow(command) << QByteArray(command) + " --help";
}

void TestOptions::everyCommandHasHelp()
{
    QFETCH(QByteArray, arguments);
    const Answer answer = program::run(arguments.constData());
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.out.size() > 100);
    QCOMPARE(answer.error, QByteArray());
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
