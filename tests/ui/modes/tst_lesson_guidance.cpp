// SPDX-License-Identifier: GPL-3.0-or-later
// How a lesson leads: which controls it leaves free, what it points at, and when an answer is told.
#include "../shell/window_fixture.h"
#include "core/advice/remedies.h"
#include "core/classroom/library.h"
#include "core/lesson/lesson_controls.h"
#include "tests/ui/modes/lesson_steps.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/option_button.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/pinned.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/spotlight_frame.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/end_before.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/remedies_panel.h"
#include "ui/panels/top_bar.h"
#include "ui/present/present_screen.h"
#include "ui/present/teacher_window.h"
#include "ui/shell/actions.h"
#include "ui/shell/presenting.h"
#include "ui/views/scene/scene_view.h"

#include <QHelpEvent>
#include <QToolTip>

class TestLessonGuidance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void everyControlHasAName();
    void onlyWhatAStepAllowsIsFree();
    void allIsFreeOnceItIsDone();
    void nothingIsFreeWhileAnAnswerIsCovered();
    void adviceStaysClosedWhereLittleIsFree();
    void aLessonTellsNoRemedies();
    void theSceneIsTheLargerPart();
    void anAnswerCanWaitForTheTeacher();
    void aClassSeesWhatIsPointedAt();
    void theTeacherTellsTheAnswer();
    void theTopBarPresents();
    void aStepBeginsWhereItSays_data();
    void aStepBeginsWhereItSays();
    void anotherSetUpIsNoChange();
    void whatIsDoneInAnotherModeCounts();
    void lessonsStandInTheMenu();
    void whatWasPinnedBeforeIsLeftOut();
    void everyOptionIsInSight();

private:
    [[nodiscard]] ui::LessonsMode &mode() { return m_fixture.part<ui::LessonsMode>(); }
    [[nodiscard]] ui::LessonCourse &course() { return mode().course(); }
    [[nodiscard]] ui::ControlPanel &controls() { return *mode().findChild<ui::ControlPanel *>(); }
    [[nodiscard]] QWidget *control(const char *id)
    {
        return controls().findChild<QWidget *>(QString::fromLatin1(id));
    }
    void goTo(const char *lesson, const char *step);

    WindowFixture m_fixture;
};

void TestLessonGuidance::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
}

void TestLessonGuidance::goTo(const char *lesson, const char *step)
{
    mode().start(QString::fromLatin1(lesson));
    m_fixture.settle();
    QVERIFY(goToStep(course(), step));
    m_fixture.settle();
}

// Of a prediction, in a small window, beside a program as well.
void TestLessonGuidance::everyOptionIsInSight()
{
    m_fixture.window().resize(1280, 720);
    const auto inSight = [this] {
        int seen = 0;
        for (const ui::OptionButton *option : mode().findChildren<ui::OptionButton *>()) {
            if (!option->isVisible())
                continue;
            if (option->visibleRegion().boundingRect() != option->rect())
                return 0;
            ++seen;
        }
        return seen;
    };
    for (const core::Lesson &lesson : core::builtinLessons()) {
        for (const core::LessonStep &step : lesson.steps) {
            if (!step.answer || step.answer->kind != core::AnswerKind::Choice)
                continue;
            goTo(lesson.id.c_str(), step.id.c_str());
            QTRY_VERIFY2(inSight() == static_cast<int>(step.answer->options.size()),
                         (lesson.id + ' ' + step.id).c_str());
        }
    }
}

// What a lesson lets a person pin, is shown.
void TestLessonGuidance::whatWasPinnedBeforeIsLeftOut()
{
    const auto isShown = [this] {
        return std::ranges::any_of(
            controls().findChildren<ui::ValueSlider *>(),
            [](const ui::ValueSlider *slider) { return slider->pinnedValue().has_value(); });
    };
    m_fixture.window().pinned().pin();
    const std::weak_ptr<const core::Snapshot> before = m_fixture.window().pinned().snapshot();
    goTo("pipelining", "try-four");
    QVERIFY(!isShown() && !before.expired());
    m_fixture.window().pinned().pin();
    QVERIFY(isShown());
    QVERIFY(before.expired()); // nobody needs it any more
}

// Both ways: a lesson can name each control of the panel, and names none that there is not.
void TestLessonGuidance::everyControlHasAName()
{
    QSet<QString> known;
    for (const core::LessonControl &each : core::lessonControls()) {
        const std::string id(each.id);
        QVERIFY2(control(id.c_str()) != nullptr, id.c_str());
        known.insert(QString::fromStdString(id));
    }
    for (const auto *slider : controls().findChildren<ui::ValueSlider *>())
        QVERIFY2(known.contains(slider->objectName()), qPrintable(slider->label()));
    for (const auto *box : controls().findChildren<ui::ChoiceBox *>())
        QVERIFY2(known.contains(box->objectName()), qPrintable(box->objectName()));
}

void TestLessonGuidance::onlyWhatAStepAllowsIsFree()
{
    goTo("waiting", "try-eight");
    mode().showLeftPanel(true);
    QVERIFY(controls().isVisible());
    QVERIFY(control("devices")->isEnabled());
    for (const char *id :
         {"batch", "microbatches", "link", "memory", "slow", "device", "strategy"}) {
        QWidget &locked = *control(id);
        QVERIFY2(!locked.isEnabled(), id);
        QHelpEvent help(QEvent::ToolTip, QPoint(2, 2), locked.mapToGlobal(QPoint(2, 2)));
        QCoreApplication::sendEvent(&locked, &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("The lesson leaves this as it is."));
        QToolTip::hideText();
    }
    const core::Scenario before = m_fixture.document().scenario();
    QTest::keyClick(control("link"), Qt::Key_Right);
    for (auto *tile : control("strategy")->findChildren<ui::ChoiceButton *>())
        tile->click();
    QCOMPARE(m_fixture.document().scenario(), before);
}

void TestLessonGuidance::allIsFreeOnceItIsDone()
{
    goTo("waiting", "try-eight");
    course().showSolution();
    m_fixture.settle();
    QTRY_VERIFY(course().isDone());
    for (const core::LessonControl &each : core::lessonControls())
        QVERIFY(control(std::string(each.id).c_str())->isEnabled());
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(m_fixture.window().mode().findChild<QWidget *>(QStringLiteral("link"))->isEnabled());
}

// What is tried is told: by how much idle time changes, for one.
void TestLessonGuidance::nothingIsFreeWhileAnAnswerIsCovered()
{
    goTo("waiting", "busy");
    QVERIFY(course().isPredicting());
    mode().showLeftPanel(true);
    for (const core::LessonControl &each : core::lessonControls())
        QVERIFY(!control(std::string(each.id).c_str())->isEnabled());
    course().lockIn({0});
    QVERIFY(control("devices")->isEnabled());
}

void TestLessonGuidance::adviceStaysClosedWhereLittleIsFree()
{
    const QAction &advice = *m_fixture.window().actions().find(QStringLiteral("advice"));
    goTo("hybrids", "challenge");
    QVERIFY(!advice.isEnabled());
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(advice.isEnabled());
}

// Lesson 5 comes to them one after the other; a person who explores is told at once.
void TestLessonGuidance::aLessonTellsNoRemedies()
{
    const auto offered = [this](const QWidget &mode) {
        m_fixture.document().setRemedies(core::remediesFor(*m_fixture.document().snapshot()));
        return mode.findChild<ui::RemediesPanel *>()->findChildren<ui::PushButton *>().size();
    };
    goTo("memory", "largest");
    course().lockIn({1});
    QVERIFY(mode().findChild<ui::RemediesPanel *>()->isVisible());
    QCOMPARE(offered(mode()), 0);
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(offered(m_fixture.window().mode()) > 0);
}

// 392 logical pixels are for the words, in a small window two fifths, but 320 for as long as that
// is no more than half.
void TestLessonGuidance::theSceneIsTheLargerPart()
{
    goTo("waiting", "busy");
    m_fixture.window().resize(1280, 720);
    const auto &panel = *mode().findChild<ui::LessonPanel *>();
    for (const auto &[percent, wide] : {std::pair(200, 640), {150, 512}, {100, 392}}) {
        m_fixture.window().appearance().setZoom(percent);
        QCoreApplication::processEvents();
        QCOMPARE(panel.width(), wide);
    }
}

void TestLessonGuidance::anAnswerCanWaitForTheTeacher()
{
    ui::Actions &actions = m_fixture.window().actions();
    actions.find(QStringLiteral("hide-answers"))->trigger();
    goTo("waiting", "busy");
    course().lockIn({1});
    QVERIFY(course().isWaiting() && course().isPredicting() && !course().isDone());
    QVERIFY(mode().isCovered());
    QVERIFY(!mode().findChild<ui::KpiStrip *>()->isVisible());
    m_fixture.playback().toEnd();
    QVERIFY(m_fixture.playback().moment() < m_fixture.playback().end());
    course().lockIn({0}); // it is locked in
    QCOMPARE(course().prediction()->front(), 1.0);
    actions.find(QStringLiteral("reveal"))->trigger();
    QVERIFY(!course().isWaiting() && course().isDone() && !mode().isCovered());
    QVERIFY(m_fixture.playback().isPlaying());
    actions.find(QStringLiteral("hide-answers"))->trigger();
}

void TestLessonGuidance::aClassSeesWhatIsPointedAt()
{
    goTo("waiting", "four-parts"); // points at GPU 1
    m_fixture.window().presenting().startHere();
    ui::PresentScreen &screen = *m_fixture.window().presenting().screen();
    const auto &frame = *screen.findChild<ui::SpotlightFrame *>();
    const auto &scene = *screen.findChild<ui::SceneView *>();
    QTRY_VERIFY(frame.isVisible());
    const QRectF card =
        scene.itemAt(1).area.translated(scene.mapTo(frame.parentWidget(), QPoint()));
    QCOMPARE(frame.target(), card);
    screen.setBlank(true);
    QVERIFY(!frame.isVisible());
    m_fixture.window().presenting().stop();
}

void TestLessonGuidance::theTeacherTellsTheAnswer()
{
    mode().setTeaching({.showsNotes = false, .hidesAnswers = true});
    goTo("waiting", "busy");
    m_fixture.window().presenting().startHere();
    ui::PresentScreen &screen = *m_fixture.window().presenting().screen();
    screen.press(Qt::Key_1);
    screen.press(Qt::Key_PageDown);
    QVERIFY(course().isWaiting());
    screen.press(Qt::Key_PageDown); // a remote control does not tell it
    QVERIFY(course().isWaiting() && mode().isCovered());
    screen.press(Qt::Key_R);
    QVERIFY(!course().isWaiting() && !mode().isCovered());
    m_fixture.window().presenting().stop();
}

void TestLessonGuidance::theTopBarPresents()
{
    auto &bar = m_fixture.part<ui::TopBar>();
    Q_EMIT bar.presentRequested();
    QVERIFY(m_fixture.window().presenting().isOn());
    m_fixture.window().presenting().stop();
}

void TestLessonGuidance::aStepBeginsWhereItSays_data()
{
    QTest::addColumn<QString>("open");
    QTest::newRow("another scenario") << QStringLiteral("1f1b-4-8");
    QTest::newRow("that of the lesson") << QStringLiteral("round-naive-4");
    QTest::newRow("that of another lesson") << QStringLiteral("tiny-3x2");
}

// Also where the scenario of the lesson is open already, as it is with --lesson.
void TestLessonGuidance::aStepBeginsWhereItSays()
{
    QFETCH(QString, open);
    for (const char *lesson : {"waiting", "batches-and-parts"}) {
        m_fixture.openBuiltin(open);
        m_fixture.window().modes().choose(QStringLiteral("lessons"));
        mode().start(QString::fromLatin1(lesson));
        m_fixture.settle();
        const core::MomentText at = course().step().at.value_or(core::StepShare{0});
        QCOMPARE(m_fixture.playback().moment().count,
                 core::momentOf(*m_fixture.document().snapshot(), at).value().count);
        course().leave();
    }
}

// Where the former step ended is marked when a person changes something, and not when a step of
// the lesson brings another network.
void TestLessonGuidance::anotherSetUpIsNoChange()
{
    mode().start(QStringLiteral("waiting"));
    m_fixture.settle();
    const auto marked = [this] { return mode().findChild<ui::EndBefore *>()->isShown(); };
    for (std::size_t i = 0; i < course().lesson().steps.size(); ++i) {
        course().goTo(i);
        m_fixture.settle();
        QVERIFY2(!marked(), course().step().id.c_str());
    }
    goTo("waiting", "repair");
    course().showSolution();
    m_fixture.settle();
    QVERIFY(marked());
}

// The step sends a person to mode Train, to switch something off and on again.
void TestLessonGuidance::whatIsDoneInAnotherModeCounts()
{
    goTo("data-parallel", "switch");
    QVERIFY(!course().isDone());
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    core::Scenario changed = m_fixture.document().scenario();
    const core::Scenario before = changed;
    changed.train->shareGradients = false;
    m_fixture.document().edit(changed, QStringLiteral("off"));
    m_fixture.settle();
    m_fixture.document().edit(before, QStringLiteral("on"));
    m_fixture.settle();
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    QCOMPARE(course().step().id, std::string("switch"));
    QVERIFY(course().isDone());
    // Another network does not count.
    goTo("waiting", "repair");
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    m_fixture.openBuiltin(QStringLiteral("tiny-3x2"));
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    QVERIFY(!course().isDone());
}

void TestLessonGuidance::lessonsStandInTheMenu()
{
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    m_fixture.window().actions().find(QStringLiteral("lesson-waiting"))->trigger();
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("lessons"));
    QVERIFY(course().isTaken());
    QCOMPARE(course().lesson().id, std::string("waiting"));
}

QTEST_MAIN(TestLessonGuidance)
#include "tst_lesson_guidance.moc"
