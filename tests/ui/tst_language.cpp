// SPDX-License-Identifier: GPL-3.0-or-later
// The language in use: of texts, of numbers, of Qt's own buttons; chosen, kept, and unknown.
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/words/language.h"
#include "ui/words/text_of.h"

#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { ui::useLanguage(QStringLiteral("en")); }
    void numbersAreOfTheLanguage();
    void filesAreTheSameInEveryLanguage();
    void textsAreOfTheLanguage();
    void theChoiceIsKept();
};

void TestLanguage::numbersAreOfTheLanguage()
{
    ui::useLanguage(QStringLiteral("de"));
    QCOMPARE(ui::countText(131'072), QStringLiteral("131.072"));
    QCOMPARE(core::figureOf(core::Nanos{1'250'000}).text(), std::string("1,25 ms"));
    QCOMPARE(core::shareInTenths(0.273), std::string("27,3 %"));
    QCOMPARE(core::figureOfDecimals(-0.25, 4), std::string("\u22120,2500"));
    QCOMPARE(QLocale().toString(2.5), QStringLiteral("2,5"));
    ui::useLanguage(QStringLiteral("en"));
    QCOMPARE(ui::countText(131'072), QStringLiteral("131,072"));
    QCOMPARE(core::figureOf(core::Nanos{1'250'000}).text(), std::string("1.25 ms"));
}

void TestLanguage::filesAreTheSameInEveryLanguage()
{
    const core::Scenario scenario =
        core::loadScenario("1f1b-4-8", {"cluster.intra_link.gbps=12.5"}).value();
    const std::string english = core::scenarioToJson(scenario);
    ui::useLanguage(QStringLiteral("de"));
    QCOMPARE(core::scenarioToJson(scenario), english);
    QCOMPARE(core::plainNumber(0.5), std::string("0.5"));
}

void TestLanguage::textsAreOfTheLanguage()
{
    const auto idle = [] { return QCoreApplication::translate("Kpi", "Idle (bubble)"); };
    QCOMPARE(idle(), QStringLiteral("Idle (bubble)"));
    QCOMPARE(ui::withinSentence(QStringLiteral("Memory")), QStringLiteral("memory"));
    ui::useLanguage(QStringLiteral("de"));
    QCOMPARE(idle(), QStringLiteral("Leerlauf (Bubble)"));
    QCOMPARE(ui::withinSentence(QStringLiteral("Speicher")), QStringLiteral("Speicher"));
    QCOMPARE(ui::languageInUse(), QStringLiteral("de"));
}

void TestLanguage::theChoiceIsKept()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    QCOMPARE(ui::chosenLanguage(settings), QString());
    ui::rememberLanguage(QStringLiteral("de"), settings);
    QCOMPARE(ui::chosenLanguage(settings), QStringLiteral("de"));
    // Of a later version, or of a hand that slipped.
    ui::rememberLanguage(QStringLiteral("tlh"), settings);
    QCOMPARE(ui::chosenLanguage(settings), QString());
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
