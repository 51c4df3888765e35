// SPDX-License-Identifier: GPL-3.0-or-later
// What is installed beside the program says what the program says.
#include "tests/app/program.h"

#include <QMimeDatabase>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString kSource = QStringLiteral(PARALLARIUM_SOURCE_DIR);
const QString kPackaging = kSource + QStringLiteral("/packaging/");
const QString kProgram = QStringLiteral(PARALLARIUM_PROGRAM);
const QString kScenarioType = QStringLiteral("application/x-parallarium-scenario+json");

QStringList sorted(QStringList words)
{
    words.removeDuplicates();
    words.sort();
    return words;
}

QStringList captured(const QString &text, const char *pattern)
{
    QStringList words;
    const QRegularExpression wanted(QString::fromLatin1(pattern),
                                    QRegularExpression::MultilineOption);
    for (auto match = wanted.globalMatch(text); match.hasNext();)
        words << match.next().captured(1);
    return sorted(words);
}

// The long options that "parallarium COMMAND --help" tells.
QStringList optionsOf(const QString &command)
{
    QStringList arguments = {QStringLiteral("--help")};
    if (!command.isEmpty())
        arguments.prepend(command);
    return captured(QString::fromUtf8(program::run(arguments).out), "^  (?:-\\w,)?(--[a-z-]+)");
}

QStringList commands()
{
    const QString help = QString::fromUtf8(program::run("--help").out);
    return captured(help.section(QStringLiteral("Subcommands:"), 1), "^  ([a-z]+) ");
}

QString outputOf(const QString &shell, const QStringList &arguments)
{
    QProcess process;
    process.start(shell, arguments);
    if (!process.waitForFinished())
        return {};
    return QString::fromUtf8(process.readAllStandardOutput());
}

// The manual page that is installed. "\-" of roff is a hyphen.
QString manual()
{
    return outputOf(QStringLiteral("sh"),
                    {kPackaging + QStringLiteral("man/make_manual.sh"), kProgram,
                     kPackaging + QStringLiteral("man/parallarium.1.in"),
                     QStringLiteral("2026-11-23")})
        .replace(QStringLiteral("\\-"), QStringLiteral("-"));
}

// What bash offers for the last word.
QStringList offered(const QStringList &words)
{
    QString script = QStringLiteral(". \"$1\"; COMP_WORDS=(");
    for (const QString &word : words)
        script += QStringLiteral(" '%1'").arg(word);
    script += QStringLiteral("); COMP_CWORD=%1; _parallarium; printf '%s\\n' \"${COMPREPLY[@]}\"")
                  .arg(words.size() - 1);
    return sorted(outputOf(QStringLiteral("bash"),
                           {QStringLiteral("-c"), script, QStringLiteral("bash"),
                            kPackaging + QStringLiteral("completion/parallarium.bash")})
                      .split(QLatin1Char('\n'), Qt::SkipEmptyParts));
}

// What the completion of zsh hands to its library for "parallarium COMMAND --".
QString handedByZsh(const QString &command)
{
    const QString script = QStringLiteral(
        "_arguments() { print -rl -- \"$@\"; }; _files() { }; compadd() { };"
        "_describe() { print -rl -- ${(P)2}; }; words=('%1' %2); CURRENT=%3; . \"$1\"");
    return outputOf(
        QStringLiteral("zsh"),
        {QStringLiteral("-fc"),
         script.arg(kProgram,
                    command.isEmpty() ? QStringLiteral("''") : command + QStringLiteral(" --"),
                    command.isEmpty() ? QStringLiteral("2") : QStringLiteral("3")),
         QStringLiteral("zsh"), kPackaging + QStringLiteral("completion/_parallarium")});
}

} // namespace

class TestPackage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theManualHasEveryCommand();
    void theManualHasTheOptionsOfEachCommand_data() { addCommands(); }
    void theManualHasTheOptionsOfEachCommand();
    void bashOffersTheOptionsOfEachCommand_data() { addCommands(); }
    void bashOffersTheOptionsOfEachCommand();
    void bashOffersCommandsAndScenarios();
    void bashOffersWhatAnOptionTakes();
    void zshKnowsTheOptionsOfEachCommand_data() { addCommands(); }
    void zshKnowsTheOptionsOfEachCommand();
    void scenariosHaveATypeByNameAndByContent();
    void theDesktopEntryOpensScenarios();

private:
    static void addCommands()
    {
        QTest::addColumn<QString>("command");
        for (const QString &command : commands())
            QTest::newRow(qPrintable(command)) << command;
    }

    QTemporaryDir m_types;
};

// Qt reads types from mime/packages of each data folder when there is no cache of them.
void TestPackage::initTestCase()
{
    const QString packages = m_types.filePath(QStringLiteral("mime/packages"));
    QVERIFY(QDir().mkpath(packages));
    const QString name = QStringLiteral("/org.parallarium.Parallarium.xml");
    QVERIFY(QFile::copy(kPackaging + QStringLiteral("mime") + name, packages + name));
    qputenv("XDG_DATA_DIRS", m_types.path().toLocal8Bit() + ":/usr/local/share:/usr/share");
    QVERIFY(commands().size() >= 8);
}

void TestPackage::theManualHasEveryCommand()
{
    QCOMPARE(captured(manual(), "^\\.SS \"?([a-z]+)"), commands());
    QVERIFY(!manual().contains(QLatin1Char('@')));
}

void TestPackage::theManualHasTheOptionsOfEachCommand()
{
    QFETCH(QString, command);
    const QString section =
        manual().section(QRegularExpression(QStringLiteral("^\\.SS \"?%1\\b.*$").arg(command),
                                            QRegularExpression::MultilineOption),
                         1);
    const QString own = section.section(
        QRegularExpression(QStringLiteral("^\\.S[SH]"), QRegularExpression::MultilineOption), 0, 0);
    QStringList expected = optionsOf(command);
    expected.removeAll(QStringLiteral("--help")); // told once, for all
    QCOMPARE(captured(own, "^\\.BI? (--[a-z-]+)"), expected);
}

void TestPackage::bashOffersTheOptionsOfEachCommand()
{
    QFETCH(QString, command);
    QCOMPARE(offered({kProgram, command, QStringLiteral("--")}), optionsOf(command));
}

void TestPackage::bashOffersCommandsAndScenarios()
{
    QCOMPARE(offered({kProgram, QStringLiteral("--")}), optionsOf({}));
    for (const QString &command : commands())
        QVERIFY2(offered({kProgram, command.left(3)}).contains(command), qPrintable(command));
    QVERIFY(offered({kProgram, QStringLiteral("simulate"), QStringLiteral("llama7b-pp")})
                .contains(QStringLiteral("llama7b-pp4")));
    QCOMPARE(offered({kProgram, QStringLiteral("list"), QStringLiteral("s")}),
             QStringList({QStringLiteral("scenarios"), QStringLiteral("schedules"),
                          QStringLiteral("schema")}));
    QVERIFY(offered({kProgram, QStringLiteral("schedule"), QString()})
                .contains(QStringLiteral("1f1b")));
}

void TestPackage::bashOffersWhatAnOptionTakes()
{
    const QString command = QStringLiteral("export");
    QCOMPARE(offered({kProgram, command, QStringLiteral("--theme"), QString()}),
             QStringList({QStringLiteral("dark"), QStringLiteral("high-contrast"),
                          QStringLiteral("light"), QStringLiteral("print")}));
    const QString file = m_types.filePath(QStringLiteral("mime"));
    QCOMPARE(offered({kProgram, command, QStringLiteral("--out"),
                      m_types.filePath(QStringLiteral("mi"))}),
             QStringList(file));
    // A flag takes nothing: what follows it is a file or a scenario.
    QVERIFY(offered({kProgram, command, QStringLiteral("--critical-path"), QStringLiteral("dp-90")})
                .contains(QStringLiteral("dp-90-3")));
}

void TestPackage::zshKnowsTheOptionsOfEachCommand()
{
    if (QStandardPaths::findExecutable(QStringLiteral("zsh")).isEmpty())
        QSKIP("zsh is not installed");
    QFETCH(QString, command);
    QCOMPARE(captured(handedByZsh({}), "^([a-z]+):"), commands());
    const QString specs = handedByZsh(command);
    QCOMPARE(captured(specs, "^\\*?(--[a-z-]+)\\["), optionsOf(command));
    if (command == QStringLiteral("export"))
        QVERIFY2(specs.contains(QStringLiteral("\n1:file:_parallarium_scenarios")) ||
                     specs.startsWith(QStringLiteral("1:file:_parallarium_scenarios")),
                 qPrintable(specs));
}

void TestPackage::scenariosHaveATypeByNameAndByContent()
{
    const QMimeDatabase types;
    const QByteArray example =
        program::read(kSource + QStringLiteral("/resources/scenarios/llama7b-pp4.json"));
    const auto byName = [&types](const char *name) {
        return types.mimeTypeForFile(QString::fromLatin1(name), QMimeDatabase::MatchExtension)
            .name();
    };
    QCOMPARE(byName("a.parallarium.json"), kScenarioType);
    QCOMPARE(byName("a.parallarium"), kScenarioType);
    QCOMPARE(types.mimeTypeForData(example).name(), kScenarioType);
    QVERIFY(types.mimeTypeForData(example).inherits(QStringLiteral("application/json")));
    QVERIFY(types.mimeTypeForData(QByteArray("{ \"model\": \"gpt2\" }")).name() != kScenarioType);
}

void TestPackage::theDesktopEntryOpensScenarios()
{
    const QString entry = QString::fromUtf8(
        program::read(kPackaging + QStringLiteral("desktop/org.parallarium.Parallarium.desktop")));
    QCOMPARE(captured(entry, "^MimeType=(.*);$"), QStringList(kScenarioType));
    QCOMPARE(captured(entry, "^Exec=(.*)$"), QStringList(QStringLiteral("parallarium %f")));
}

QTEST_GUILESS_MAIN(TestPackage)
#include "tst_package.moc"
