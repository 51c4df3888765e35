// SPDX-License-Identifier: GPL-3.0-or-later
// What a lesson asks a person to do, and where it is done: beside the words that ask for it, or in
// the mode to which they lead.
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "core/classroom/quiz_paper.h"
#include "core/lesson/lesson_controls.h"
#include "tests/ui/modes/lesson_steps.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/spotlight_frame.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/lesson_head.h"
#include "ui/panels/lesson_row.h"
#include "ui/panels/play_bar.h"
#include "ui/panels/play_button.h"
#include "ui/panels/question_card.h"
#include "ui/panels/what_if_card.h"
#include "ui/shell/actions.h"
#include "ui/shell/message_strip.h"
#include "ui/views/timeline/minimap_view.h"

#include <QApplication>

#include <algorithm>

class TestLessonTasks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void everyTaskCanBeReached();
    void aTaskIsDoneBesideItsWords();
    void devicesOfATaskAreSplitAsTheLessonSays();
    void whatIsPointedAtIsInSight();
    void aStepThatTrainsLeadsThere();

    void whatWasMovedFurtherIsToldAsSuch();
    void questionsAreCoveredToTheLast();
    void aLessonIsLeftForTheListAndGoesOnThere();
    void whatExplainsAnAnswerIsInSight();
    void noQuestionIsPassedUnanswered();
    void anAnswerIsToldWhereOneWaits();
    void theSceneMayBePlayedBeforeAPrediction();

private:
    [[nodiscard]] ui::LessonsMode &mode() { return m_fixture.part<ui::LessonsMode>(); }
    [[nodiscard]] ui::LessonCourse &course() { return mode().course(); }
    [[nodiscard]] ui::ControlPanel &controls() { return *mode().findChild<ui::ControlPanel *>(); }
    // Those that stand in the lesson itself; null: none were needed yet.
    [[nodiscard]] ui::ControlPanel *task()
    {
        return mode().findChild<ui::LessonPanel *>()->findChild<ui::ControlPanel *>();
    }
    void goTo(const char *lesson, const char *step);

    WindowFixture m_fixture;
};

void TestLessonTasks::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
}

void TestLessonTasks::goTo(const char *lesson, const char *step)
{
    mode().start(QString::fromLatin1(lesson));
    m_fixture.settle();
    QVERIFY(goToStep(course(), step));
    m_fixture.settle();
}

// A control that a step allows is there to be used: beside the words that ask for it, and nothing
// else with it; of many, in the panel on the left, in sight or under "More".
void TestLessonTasks::everyTaskCanBeReached()
{
    int beside = 0;
    for (const core::Lesson &lesson : core::builtinLessons()) {
        for (const core::LessonStep &step : lesson.steps) {
            if (!step.allowed)
                continue;
            goTo(lesson.id.c_str(), step.id.c_str());
            QStringList ids;
            for (const std::string &name : *step.allowed) {
                for (const std::string_view id : core::controlsOf(name))
                    ids.append(QString::fromStdString(std::string(id)));
            }
            const std::string where = lesson.id + ' ' + step.id;
            const bool isFew = course().taskControls().has_value();
            QCOMPARE(mode().showsLeftPanel(), !isFew);
            QWidget *shown = (isFew ? *task() : controls()).bringOut(ids);
            QVERIFY2(shown != nullptr && shown->isEnabled(), where.c_str());
            if (!isFew)
                continue;
            if (ids.contains(QStringLiteral("strategy"))) // which other steps did not have
                QVERIFY2(task()->findChild<QWidget *>(QStringLiteral("strategy"))->isVisible(),
                         where.c_str());
            ++beside;
            QTRY_VERIFY2(task()->height() >= shown->height() && task()->isVisible(), where.c_str());
            for (const core::LessonControl &each : core::lessonControls()) {
                const auto id = QString::fromStdString(std::string(each.id));
                const auto *other = task()->findChild<QWidget *>(id);
                QVERIFY2(ids.contains(id) || !other->isVisible(), qPrintable(id));
            }
        }
    }
    QVERIFY(beside > 10);
}

// It is done with what stands there, by the keyboard: Tab leads to it.
void TestLessonTasks::aTaskIsDoneBesideItsWords()
{
    goTo("waiting", "try-eight");
    auto &devices = *task()->findChild<ui::ValueSlider *>(QStringLiteral("devices"));
    auto &lesson = *mode().findChild<ui::LessonPanel *>();
    QTRY_VERIFY(task()->height() >= devices.height()); // it has its place
    lesson.setFocus();
    const auto hasIt = [&devices] {
        const QWidget *now = QApplication::focusWidget();
        return now != nullptr && (now == &devices || devices.isAncestorOf(now));
    };
    QTest::keyClick(&lesson, Qt::Key_Tab);
    for (int stops = 0; stops < 4 && !hasIt(); ++stops)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY2(hasIt(), QApplication::focusWidget()->metaObject()->className());
    for (int i = 0; i < 2; ++i) // 4, 6, 8
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().cluster.devices, 8);
    QTRY_VERIFY(course().isDone());
    QVERIFY(devices.isVisible()); // to be tried further
    const auto &note = *task()->findChild<ui::WhatIfCard *>(QStringLiteral("whatIf"));
    QVERIFY(note.kind() == ui::WhatIfCard::Kind::Change);
    QVERIFY(!note.isVisible()); // the words of the lesson say what has changed
    const QRect place(devices.mapTo(&lesson, QPoint()), devices.size());
    QVERIFY(lesson.rect().contains(place));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown);
    QVERIFY(!task()->isVisible());
}

// The number of GPUs that a task asks for leads to what the lesson then says, from whatever number
// it is moved: copies of a model are not cut into stages where one GPU cannot hold it.
void TestLessonTasks::devicesOfATaskAreSplitAsTheLessonSays()
{
    int tasks = 0;
    for (const core::Lesson &lesson : core::builtinLessons()) {
        for (const core::LessonStep &step : lesson.steps) {
            if (!step.allowed || *step.allowed != std::vector<std::string>{"devices"})
                continue;
            goTo(lesson.id.c_str(), step.id.c_str());
            course().showSolution();
            m_fixture.settle();
            const core::Scenario solved = m_fixture.document().scenario();
            goTo(lesson.id.c_str(), step.id.c_str());
            auto &devices = *task()->findChild<ui::ValueSlider *>(QStringLiteral("devices"));
            devices.setFocus();
            QTest::keyClick(&devices, Qt::Key_Right);
            m_fixture.settle();
            devices.beginTyping();
            QTest::keyClicks(QApplication::focusWidget(), QString::number(solved.cluster.devices));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            m_fixture.settle();
            const core::Scenario &moved = m_fixture.document().scenario();
            QCOMPARE(moved.cluster.devices, solved.cluster.devices);
            QVERIFY(moved.parallel == solved.parallel);
            QCOMPARE(moved.training.globalBatch, solved.training.globalBatch);
            const auto &note = *task()->findChild<ui::WhatIfCard *>(QStringLiteral("whatIf"));
            QVERIFY(!note.isVisible());
            ++tasks;
        }
    }
    QVERIFY(tasks > 2);
}

// The control stands beside the words, and nothing is framed in its place; of many, under "More",
// far down.
void TestLessonTasks::whatIsPointedAtIsInSight()
{
    goTo("waiting", "misplaced");
    const auto placeIn = [this](QWidget &widget) {
        return QRect(widget.mapTo(&m_fixture.window(), QPoint()), widget.size());
    };
    const auto &frame = *mode().findChild<ui::SpotlightFrame *>();
    QWidget &beside = *task()->findChild<QWidget *>(QStringLiteral("placement"));
    QTRY_VERIFY(beside.isVisible());
    QVERIFY(placeIn(*mode().findChild<ui::LessonPanel *>()).contains(placeIn(beside)));
    QVERIFY(!frame.isVisible());

    mode().showLeftPanel(true);
    QWidget &placement = *controls().bringOut({QStringLiteral("placement")});
    QTRY_VERIFY(placeIn(controls()).contains(placeIn(placement)));
    QTRY_VERIFY(frame.isVisible());
    const QRectF target = frame.target().translated(frame.mapTo(&m_fixture.window(), QPoint()));
    QVERIFY(target.contains(QRectF(placeIn(placement)).center()));
    QVERIFY(target.height() < 2 * placement.height()); // it alone
}

// Its words go along, with the way back.
void TestLessonTasks::aStepThatTrainsLeadsThere()
{
    goTo("data-parallel", "switch");
    const auto buttonOf = [this](const QString &text) {
        const auto buttons = m_fixture.window().findChildren<ui::PushButton *>();
        const auto found = std::ranges::find_if(buttons, [&](const ui::PushButton *button) {
            return button->text() == text && button->isVisible();
        });
        return found == buttons.end() ? nullptr : *found;
    };
    ui::PushButton *go = buttonOf(QStringLiteral("Open mode Train"));
    QVERIFY(go != nullptr);
    go->click();
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("train"));
    const auto &strip = m_fixture.part<ui::MessageStrip>();
    QVERIFY(strip.isVisible());
    QCOMPARE(strip.message().text, QString::fromStdString(course().step().text));
    ui::PushButton *back = buttonOf(QStringLiteral("Back to the lesson"));
    QVERIFY(back != nullptr);
    back->click();
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("lessons"));
    QVERIFY(buttonOf(QStringLiteral("Back to the lesson")) == nullptr);
    // A question about it offers that once it is answered.
    goTo("data-parallel", "same-curve");
    QVERIFY(buttonOf(QStringLiteral("Open mode Train")) == nullptr);
    course().lockIn({1});
    QVERIFY(buttonOf(QStringLiteral("Open mode Train")) != nullptr);
}

// Past what was asked for, the words about it are not said of what is shown.
void TestLessonTasks::whatWasMovedFurtherIsToldAsSuch()
{
    goTo("waiting", "try-eight");
    course().showSolution();
    m_fixture.settle();
    QTRY_VERIFY(course().isDone());
    QVERIFY(!course().hasMovedOn());
    auto &devices = *task()->findChild<ui::ValueSlider *>(QStringLiteral("devices"));
    devices.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&devices, Qt::Key_Right);
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario().cluster.devices > 8);
    QTRY_VERIFY(course().hasMovedOn());
    QVERIFY(course().isDone());
    const auto says = [this](const QString &part) {
        const auto blocks = mode().findChildren<ui::TextBlock *>();
        return std::ranges::any_of(blocks, [&](const ui::TextBlock *block) {
            return block->isVisible() && block->text().contains(part);
        });
    };
    QVERIFY(says(QStringLiteral("another one")));
    course().showSolution();
    m_fixture.settle();
    QTRY_VERIFY(!course().hasMovedOn());
    QVERIFY(!says(QStringLiteral("another one")));
}

// The headline of lesson 3 shows what its third question asks for.
void TestLessonTasks::questionsAreCoveredToTheLast()
{
    goTo("waiting", "questions");
    const std::size_t count = course().step().questions.size();
    auto &panel = *mode().findChild<ui::LessonPanel *>();
    const auto result = [&panel]() -> QString {
        for (const ui::TextBlock *block : panel.findChildren<ui::TextBlock *>()) {
            if (block->isVisible() && block->text().contains(QStringLiteral("answered rightly")))
                return block->text();
        }
        return {};
    };
    int right = 0;
    for (std::size_t i = 0; i < count; ++i) {
        QVERIFY(mode().isCovered());
        QVERIFY(result().isEmpty());
        const auto *question = core::findBuiltinQuestion(course().step().questions[i]);
        const int given = i == 1 ? (question->correct + 1) % 2 : question->correct;
        const core::AskedQuestion asked = core::asked(*question, i + 1);
        // Options are shuffled: what is chosen is the place of its text.
        const auto at =
            std::ranges::find(asked.options, question->options[static_cast<std::size_t>(given)]);
        panel.choose(static_cast<int>(at - asked.options.begin()));
        right += given == question->correct ? 1 : 0;
        if (i + 1 < count)
            panel.goOn();
    }
    QVERIFY(!mode().isCovered());
    QCOMPARE(result(),
             QStringLiteral("%1 of %2 questions answered rightly.").arg(right).arg(count));
    QCOMPARE(right, static_cast<int>(count) - 1);
}

// By its tab or by the button over its title; the menu begins it anew.
void TestLessonTasks::aLessonIsLeftForTheListAndGoesOnThere()
{
    goTo("waiting", "busy");
    course().lockIn({1});
    auto &panel = m_fixture.part<ui::LessonPanel>();
    const auto rowOf = [&panel](const char *title) {
        const QList<ui::LessonRow *> rows = panel.findChildren<ui::LessonRow *>();
        const auto row = std::ranges::find(rows, QString::fromLatin1(title), &ui::LessonRow::text);
        return row == rows.end() ? nullptr : *row;
    };
    ui::LessonRow *row = rowOf("Why do GPUs wait?");
    QVERIFY(row != nullptr && !row->isVisible());
    m_fixture.window().modes().request(QStringLiteral("lessons"));
    QVERIFY(!course().isTaken());
    QVERIFY(row->isVisible());
    QVERIFY(row->accessibleDescription().endsWith(QStringLiteral("go on with page 2")));
    row->setFocus(Qt::TabFocusReason);
    mode().goOn(); // as Enter does
    m_fixture.settle();
    QVERIFY(course().isTaken());
    QCOMPARE(course().step().id, std::string("busy"));
    QCOMPARE(course().prediction()->front(), 1.0);
    const auto &head = *panel.findChild<ui::LessonHead *>();
    head.findChild<ui::PushButton *>()->click();
    QVERIFY(!course().isTaken());
    m_fixture.window().actions().find(QStringLiteral("lesson-waiting"))->trigger();
    m_fixture.settle();
    QCOMPARE(course().index(), std::size_t{0});
    QVERIFY(goToStep(course(), "busy"));
    QVERIFY(course().isPredicting());
    head.findChild<ui::PushButton *>()->click(); // the list would show what is asked
    QVERIFY(course().isTaken());
    head.findChild<ui::PushButton *>()->click();
    QVERIFY(!course().isTaken());
}

// The longest one of lesson 1 is higher than the room that its options leave.
void TestLessonTasks::whatExplainsAnAnswerIsInSight()
{
    m_fixture.window().resize(1280, 720);
    goTo("batches-and-parts", "agree");
    course().lockIn({1});
    m_fixture.settle();
    auto &panel = m_fixture.part<ui::LessonPanel>();
    const QString says = QString::fromStdString(course().step().after);
    const QList<ui::TextBlock *> texts = panel.findChildren<ui::TextBlock *>();
    const auto after = std::ranges::find(texts, says, &ui::TextBlock::text);
    QVERIFY(after != texts.end());
    const auto isWhole = [&] { // nothing of it lies under the buttons
        return (*after)->visibleRegion().boundingRect() == (*after)->rect();
    };
    QTRY_VERIFY(isWhole());
}

void TestLessonTasks::noQuestionIsPassedUnanswered()
{
    goTo("waiting", "questions");
    auto &panel = m_fixture.part<ui::LessonPanel>();
    const auto asks = [&panel] {
        return panel.findChild<ui::QuestionCard *>()->findChild<ui::TextBlock *>()->text();
    };
    const QString first = asks();
    panel.goOn();
    QCOMPARE(asks(), first);
    panel.choose(0);
    panel.goOn();
    QVERIFY(asks() != first);
}

void TestLessonTasks::anAnswerIsToldWhereOneWaits()
{
    ui::Actions &actions = m_fixture.window().actions();
    const QAction &tell = *actions.find(QStringLiteral("reveal"));
    QVERIFY(!tell.isEnabled()); // no lesson is taken
    actions.find(QStringLiteral("hide-answers"))->trigger();
    goTo("waiting", "busy");
    QVERIFY(!tell.isEnabled()); // nothing is predicted
    course().lockIn({1});
    QVERIFY(tell.isEnabled());
    course().reveal();
    QVERIFY(!tell.isEnabled());
    actions.find(QStringLiteral("hide-answers"))->trigger();
}

// "Press Space" says a page there: its button is at hand, and how long it takes is not.
void TestLessonTasks::theSceneMayBePlayedBeforeAPrediction()
{
    goTo("batches-and-parts", "pile");
    const auto &bar = m_fixture.part<ui::PlayBar>();
    const auto &map = *bar.findChild<ui::MinimapView *>();
    const auto &play = *bar.findChild<ui::PlayButton *>();
    QVERIFY(mode().isCovered());
    QVERIFY(play.isVisible() && play.isEnabled() && !map.isVisible());
    QVERIFY(goToStep(course(), "visits"));
    m_fixture.settle();
    QVERIFY(course().isPredicting() && !bar.isVisible());
    course().lockIn({6});
    QVERIFY(play.isVisible() && map.isVisible());
}

QTEST_MAIN(TestLessonTasks)
#include "tst_lesson_tasks.moc"
