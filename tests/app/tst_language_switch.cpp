// SPDX-License-Identifier: GPL-3.0-or-later
// Another language while the program runs: the window is made anew, and nothing of the work is
// lost.
#include "app/window/window.h"
#include "core/classroom/library.h"
#include "core/classroom/set_ups.h"
#include "core/scenario/edits.h"
#include "core/scenario/title.h"
#include "ui/controls/text_block.h"
#include "ui/document/document.h"
#include "ui/document/pinned.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/mystery_mode.h"
#include "ui/panels/question_card.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/language.h"

#include <QMenuBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

class TestLanguageSwitch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theWorkGoesOnInTheOtherLanguage();
    void anOpenQuestionOfALessonGoesOn();
    void whatALessonAskedForStaysDone();
    void theQuestionsOfALessonAreInTheLanguage();
    void aTitleThatNobodyGaveIsInTheLanguage();
    void aMysteryBoxIsLeftWithItsEdits();
    void whatIsPinnedStays();

private:
    // Another one after each switch.
    [[nodiscard]] ui::MainWindow &shown() const
    {
        return static_cast<ui::MainWindow &>(m_window->widget());
    }
    [[nodiscard]] ui::LessonCourse &course() const
    {
        return static_cast<ui::LessonsMode &>(shown().mode()).course();
    }
    void speak(const char *language)
    {
        Q_EMIT shown().languageChosen(QString::fromLatin1(language));
        QTRY_COMPARE(ui::languageInUse(), QString::fromLatin1(language));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Window> m_window;
};

void TestLanguageSwitch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<app::Window>(m_folder->path());
    m_window->open({QStringLiteral("1f1b-4-8")});
    m_window->awaitResult();
    shown().show();
}

void TestLanguageSwitch::cleanup()
{
    m_window.reset();
    m_folder.reset();
}

void TestLanguageSwitch::theWorkGoesOnInTheOtherLanguage()
{
    const auto firstMenu = [&] { return shown().menuBar()->actions().front()->text(); };
    QCOMPARE(firstMenu(), QStringLiteral("&File"));
    const core::Scenario before = shown().document().scenario();
    shown().document().edit(core::withLinkBandwidth(before, 1e9), QStringLiteral("slower"));
    const core::Scenario changed = shown().document().scenario();
    QTRY_VERIFY(shown().document().snapshot()->scenario == changed);
    shown().playback().seekShare(0.5);
    const core::Nanos moment = shown().playback().moment();
    shown().modes().choose(QStringLiteral("quiz"));

    speak("de");
    QTRY_COMPARE(firstMenu(), QStringLiteral("&Datei"));
    QVERIFY(shown().isVisible());
    QCOMPARE(shown().modes().currentId(), QStringLiteral("quiz"));
    QVERIFY(shown().document().scenario() == changed);
    QVERIFY(shown().document().isModified());
    QCOMPARE(shown().playback().moment(), moment);
    shown().document().undoStack().undo();
    QVERIFY(shown().document().scenario() == before);

    speak("en");
    QTRY_COMPARE(firstMenu(), QStringLiteral("&File"));
}

// At the same step, and the clock is not left held.
void TestLanguageSwitch::anOpenQuestionOfALessonGoesOn()
{
    shown().modes().choose(QStringLiteral("lessons"));
    shown().mode().prepareLesson(QStringLiteral("waiting"), 1);
    QVERIFY(course().isPredicting());
    const std::string english = course().step().text;
    speak("de");
    QTRY_COMPARE(shown().modes().currentId(), QStringLiteral("lessons"));
    QVERIFY(course().isTaken() && course().isPredicting());
    QCOMPARE(course().index(), std::size_t{1});
    QVERIFY(course().step().text != english);
    m_window->awaitResult();
    course().lockIn({0});
    QVERIFY(!course().isPredicting());
    QTRY_VERIFY(shown().playback().canPlay());
    speak("en");
    QTRY_VERIFY(shown().modes().currentId() == QStringLiteral("lessons") && course().isTaken());
    QCOMPARE(course().step().text, english);
    QVERIFY(!course().isPredicting()); // it was answered
}

// Half of it, with the way back; and an answer that was told before is not covered again.
void TestLanguageSwitch::whatALessonAskedForStaysDone()
{
    const auto find = [&](core::StepKind kind) {
        const auto &steps = course().lesson().steps;
        return static_cast<std::size_t>(std::ranges::find(steps, kind, &core::LessonStep::kind) -
                                        steps.begin());
    };
    shown().modes().choose(QStringLiteral("lessons"));
    shown().mode().prepareLesson(QStringLiteral("gradient-sync"), 0);
    const std::size_t asked = find(core::StepKind::Predict);
    course().goTo(asked);
    m_window->awaitResult();
    course().lockIn({1});
    QVERIFY(!course().isPredicting());
    const std::size_t doing = find(core::StepKind::Do);
    QVERIFY(doing < course().lesson().steps.size());
    course().goTo(doing);
    m_window->awaitResult();
    QVERIFY(!course().isDone());
    const core::Scenario before = shown().document().scenario();
    shown().document().edit(core::withLinkBandwidth(before, 1e9), QStringLiteral("slower"));
    const core::Scenario changed = shown().document().scenario();
    QVERIFY(!course().isDone());

    speak("de");
    QTRY_VERIFY(shown().modes().currentId() == QStringLiteral("lessons") && course().isTaken());
    QCOMPARE(course().index(), doing);
    QCOMPARE(shown().document().scenario(), changed);
    shown().document().undoStack().undo();
    QCOMPARE(shown().document().scenario(), before);
    course().showSolution();
    QTRY_VERIFY(course().isDone());

    speak("en");
    QTRY_VERIFY(shown().modes().currentId() == QStringLiteral("lessons") && course().isTaken());
    QVERIFY(course().isDone());
    course().goTo(asked);
    QVERIFY(!course().isPredicting() && course().prediction());
}

// As they are in a quiz.
void TestLanguageSwitch::theQuestionsOfALessonAreInTheLanguage()
{
    speak("de");
    shown().modes().choose(QStringLiteral("lessons"));
    shown().mode().prepareLesson(QStringLiteral("waiting"), 0);
    course().goTo(course().lesson().steps.size() - 1);
    QVERIFY(course().isAsking());
    const core::Question &english = *core::findBuiltinQuestion(course().step().questions.front());
    const QString german = QString::fromStdString(ui::inLanguage(english).text);
    QVERIFY(german != QString::fromStdString(english.text));
    const auto texts =
        shown().mode().findChild<ui::QuestionCard *>()->findChildren<ui::TextBlock *>();
    QVERIFY(std::ranges::count(texts, german, &ui::TextBlock::text) == 1);
    speak("en");
}

// It is made of words that are translated, and says the same as the title in a file.
void TestLanguageSwitch::aTitleThatNobodyGaveIsInTheLanguage()
{
    for (const char *id :
         {"1f1b-4-8", "train-digits-1", "train-digits-dp3", "tiny-3x2", "dp8-nvlink"}) {
        core::Scenario scenario = core::scenarioOf({id, {}}, {}).value();
        scenario.title = core::derivedTitle(scenario);
        QCOMPARE(ui::titleInLanguage(scenario), QString::fromStdString(scenario.title));
    }
    shown().document().edit(core::withDevices(shown().document().scenario(), 8),
                            QStringLiteral("GPUs"));
    const core::Scenario &now = shown().document().scenario();
    QTRY_VERIFY(shown().document().snapshot()->scenario == now); // which the editor begins with
    core::Scenario large = core::scenarioOf({"llama7b-dp3-80", {}}, {}).value();
    large.cluster.devices = 1024;
    large.title = core::derivedTitle(large);
    speak("de");
    QCOMPARE(ui::titleInLanguage(large), QStringLiteral("Llama-2 7B auf 1.024 GPUs"));
    // Of a model of one's own, which is named like a strategy.
    large.model.title = "Data";
    large.title = core::derivedTitle(large);
    QCOMPARE(ui::titleInLanguage(large), QStringLiteral("Data auf 1.024 GPUs"));
    // And wherever the window has it: on a projector, and above the editor's grid.
    const QString title = ui::titleInLanguage(shown().document().scenario());
    QVERIFY2(title.endsWith(QStringLiteral(" auf 8 GPUs")), qPrintable(title));
    QCOMPARE(shown().mode().presented().title, title);
    shown().modes().choose(QStringLiteral("editor"));
    QTRY_COMPARE(shown().mode().presented().progress, title);
    speak("en");
}

// Nothing of what was put aside for it is lost, nor taken for saved.
void TestLanguageSwitch::aMysteryBoxIsLeftWithItsEdits()
{
    const core::Scenario before = shown().document().scenario();
    shown().document().edit(core::withLinkBandwidth(before, 1e9), QStringLiteral("slower"));
    const core::Scenario changed = shown().document().scenario();
    shown().modes().choose(QStringLiteral("mystery"));
    static_cast<ui::MysteryMode &>(shown().mode()).box().open(1);
    QVERIFY(!(shown().document().scenario() == changed));
    speak("de");
    QTRY_COMPARE(shown().modes().currentId(), QStringLiteral("mystery"));
    QCOMPARE(shown().document().scenario(), changed);
    QVERIFY(shown().document().isModified());
    QVERIFY(!shown().document().keepsSecret());
    shown().modes().choose(QStringLiteral("explore"));
    QVERIFY(shown().document().isModified());
    shown().document().undoStack().undo();
    QCOMPARE(shown().document().scenario(), before);
    speak("en");
}

void TestLanguageSwitch::whatIsPinnedStays()
{
    shown().pinned().pin();
    const core::SnapshotPtr pinned = shown().pinned().snapshot();
    QVERIFY(pinned);
    shown().modes().choose(QStringLiteral("compare"));
    speak("de");
    QTRY_COMPARE(shown().modes().currentId(), QStringLiteral("compare"));
    QCOMPARE(shown().pinned().snapshot(), pinned);
    speak("en");
}

QTEST_MAIN(TestLanguageSwitch)
#include "tst_language_switch.moc"
