// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include "core/io/file/file_lock.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/unsaved.h"
#include "core/scenario/edits.h"
#include "ui/shell/unsaved_folder.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// The program's windows as processes of their own: two at once, one that is killed, one without
// fonts.
class TestWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesOfAKilledWindowAreTakenByOneWindowAndKeptForTheNext();
    void withoutFontsItSaysSoAndEnds();

private:
    using Process = std::unique_ptr<QProcess>;
    // An offscreen window with this home.
    static Process start(const QTemporaryDir &home, const QStringList &arguments = {})
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            environment.insert(QString::fromLatin1(name), home.path());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        process->setProcessEnvironment(environment);
        process->start(QStringLiteral(PARALLARIUM_PROGRAM), arguments);
        return process;
    }
};

void TestWindows::changesOfAKilledWindowAreTakenByOneWindowAndKeptForTheNext()
{
    const QTemporaryDir home;
    const QString folder = home.filePath(QStringLiteral("parallarium/unsaved"));
    QVERIFY(QDir().mkpath(folder));
    const core::Unsaved unsaved{
        core::withLinkBandwidth(core::loadScenario("naive-4").value(), 1e9), "naive-4", {}, false};
    const QString file = folder + QStringLiteral("/left.json");
    QVERIFY(program::write(file, QByteArray::fromStdString(core::unsavedToJson(unsaved))));
    const auto held = [&file] { return core::FileLock::isHeld(ui::lockOf(file)); };
    QVERIFY(!held());
    const Process first = start(home);
    QTRY_VERIFY_WITH_TIMEOUT(held(), 60'000);
    // A second window does not touch what the first one has, and has nothing to keep.
    const Process second = start(home, {QStringLiteral("1f1b-4-8")});
    QVERIFY(second->waitForStarted());
    second->terminate();
    QVERIFY(second->waitForFinished(60'000));
    QVERIFY(held());
    QVERIFY(QFile::exists(file));
    first->kill();
    QVERIFY(first->waitForFinished(60'000));
    QVERIFY(!held()); // although the killed window could not clean up
    const QList<ui::UnsavedEntry> entries = ui::unsavedIn(folder);
    QCOMPARE(entries.size(), 1);
    QVERIFY(entries.front().unsaved.scenario == unsaved.scenario);
    const Process third = start(home);
    QTRY_VERIFY_WITH_TIMEOUT(held(), 60'000);
    third->kill();
    QVERIFY(third->waitForFinished(60'000));
}

void TestWindows::withoutFontsItSaysSoAndEnds()
{
    const QTemporaryDir home;
    const QString config = home.filePath(QStringLiteral("fonts.conf"));
    QVERIFY(program::write(config, "<?xml version=\"1.0\"?>\n<fontconfig>"
                                   "<cachedir prefix=\"xdg\">fonts</cachedir></fontconfig>\n"));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FONTCONFIG_FILE"), config);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PARALLARIUM_PROGRAM), {QStringLiteral("1f1b-4-8")});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("There is no font on this system"), said.constData());
}

QTEST_GUILESS_MAIN(TestWindows)
#include "tst_windows.moc"
