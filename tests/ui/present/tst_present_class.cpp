// SPDX-License-Identifier: GPL-3.0-or-later
// What a teacher does in front of a class: count hands, find the key that goes on, show two
// set-ups.
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/option_button.h"
#include "ui/controls/text_block.h"
#include "ui/document/pinned.h"
#include "ui/modes/compare_mode.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/panels/compare_pane.h"
#include "ui/panels/compare_strip.h"
#include "ui/panels/question_card.h"
#include "ui/present/present_screen.h"
#include "ui/shell/messages.h"
#include "ui/shell/presenting.h"

#include <QSignalSpy>
#include <QWindow>

#include <algorithm>
#include <set>

class TestPresentClass : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void aClassVotesByTheSameKeysAsInTheWindow();
    void theKeysOfTheMomentAreTold();
    void whatIsComparedIsPresented();
    void noMessageOfTheWindowIsSeen();
    void aRemoteControlAloneGoesThroughALesson();
    void aSlipMayComeAgain();
    void anAnswerThatWaitsIsNotAskedForAgain();
    void aRemoteControlTellsTheLastAnswers();

private:
    [[nodiscard]] ui::Presenting &presenting() { return m_fixture.window().presenting(); }
    [[nodiscard]] ui::PresentScreen &screen() { return *presenting().screen(); }
    // As the keyboard sends it: to the window, which finds out whose it is.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_fixture.window().windowHandle(), key, modifiers);
        QCoreApplication::processEvents();
    }
    void present()
    {
        presenting().startHere();
        QVERIFY(presenting().isOn());
        QCoreApplication::processEvents();
    }

    WindowFixture m_fixture;
};

void TestPresentClass::init()
{
    m_fixture.open(QStringLiteral("gpipe-4-8"));
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture.window())); // keys go to an active one
}

void TestPresentClass::aClassVotesByTheSameKeysAsInTheWindow()
{
    m_fixture.window().modes().choose(QStringLiteral("quiz"));
    auto &run = m_fixture.part<ui::QuizMode>().run();
    run.start(ui::QuizRun::Kind::Class, {});
    present();
    press(Qt::Key_2);
    press(Qt::Key_2);
    press(Qt::Key_1);
    QCOMPARE(run.votes()[0], 1);
    QCOMPARE(run.votes()[1], 2);
    press(Qt::Key_2, Qt::ShiftModifier);
    press(Qt::Key_1, Qt::ShiftModifier);
    QCOMPARE(run.votes()[0], 0);
    QCOMPARE(run.votes()[1], 1);
    press(Qt::Key_Return);
    QVERIFY(run.isRevealed());
}

// A person at the front has no other way to find out how to go on.
void TestPresentClass::theKeysOfTheMomentAreTold()
{
    const auto tells = [this](const QString &keys) {
        const QList<ui::ElidedLabel *> lines = screen().findChildren<ui::ElidedLabel *>();
        return std::ranges::any_of(lines, [&](const ui::ElidedLabel *line) {
            return line->isVisible() && line->text().contains(keys);
        });
    };
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    m_fixture.part<ui::LessonsMode>().start(QStringLiteral("waiting"));
    m_fixture.settle();
    present();
    QVERIFY(tells(QStringLiteral("Page Down next page")));
    press(Qt::Key_PageDown);
    QVERIFY(tells(QStringLiteral("1 to 4 choose")));
    press(Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    m_fixture.window().modes().choose(QStringLiteral("quiz"));
    m_fixture.part<ui::QuizMode>().run().start(ui::QuizRun::Kind::Class, {});
    present();
    QVERIFY(tells(QStringLiteral("Shift takes one back")));
}

// Both, as they were prepared, and large; the window has them again afterwards.
void TestPresentClass::whatIsComparedIsPresented()
{
    m_fixture.window().pinned().pin();
    m_fixture.openBuiltin(QStringLiteral("1f1b-4-8"));
    m_fixture.window().modes().choose(QStringLiteral("compare"));
    auto &compare = m_fixture.part<ui::CompareMode>();
    QCoreApplication::processEvents();
    const QRect before = compare.paneA().geometry();
    present();
    QCoreApplication::processEvents();
    QVERIFY(screen().isAncestorOf(&compare.paneA()));
    QVERIFY(compare.paneA().isVisible() && compare.paneB().isVisible());
    QVERIFY(compare.strip().isVisible());
    QVERIFY(screen().rect().contains(
        QRect(compare.paneB().mapTo(&screen(), QPoint()), compare.paneB().size())));
    QVERIFY(compare.paneA().width() > screen().width() * 9 / 10);
    press(Qt::Key_Right); // one clock for both
    press(Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    QCoreApplication::processEvents();
    QVERIFY(compare.isAncestorOf(&compare.paneA()));
    QCOMPARE(compare.paneA().geometry(), before);
}

// One that waits for an answer would lie over the heading to the end of the hour.
void TestPresentClass::noMessageOfTheWindowIsSeen()
{
    const auto picture = [this] { return m_fixture.window().grab().toImage(); };
    present();
    const QImage before = picture();
    m_fixture.window().showMessage({ui::Message::Kind::Note,
                                    QStringLiteral("Unsaved changes are kept."),
                                    {{QStringLiteral("Restore"), [] {}}}});
    QCoreApplication::processEvents();
    QCOMPARE(picture(), before);
    press(Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    const QImage after = picture();
    m_fixture.window().messages().leave();
    QCoreApplication::processEvents();
    QVERIFY(picture() != after); // there it was seen
}

// It has two keys. Nobody in the class says anything, and nobody sits at the computer.
void TestPresentClass::aRemoteControlAloneGoesThroughALesson()
{
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    m_fixture.part<ui::LessonsMode>().start(QStringLiteral("batches-and-parts"));
    m_fixture.settle();
    present();
    ui::LessonCourse &course = m_fixture.part<ui::LessonsMode>().course();
    std::set<core::StepKind> kinds;
    for (int presses = 0; course.isTaken() && presses < 60; ++presses) {
        const std::size_t at = course.index();
        const bool asked = course.isPredicting();
        kinds.insert(course.step().kind);
        press(Qt::Key_PageDown);
        m_fixture.settle();
        // The first time it may be a slip: the answer is told by the second.
        if (asked && course.isPredicting()) {
            QCOMPARE(course.index(), at);
            press(Qt::Key_PageDown);
            QVERIFY(!course.isPredicting());
            QVERIFY(course.prediction() && course.prediction()->empty());
        }
    }
    QVERIFY(!course.isTaken()); // it came to its end
    QVERIFY(kinds.contains(core::StepKind::Do) && kinds.contains(core::StepKind::Predict));
}

// Gone back after a slip, the next press upon the question is none that tells either.
void TestPresentClass::aSlipMayComeAgain()
{
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    auto &course = m_fixture.part<ui::LessonsMode>().course();
    m_fixture.part<ui::LessonsMode>().prepareLesson(QStringLiteral("waiting"), 1);
    m_fixture.settle();
    present();
    QVERIFY(course.isPredicting());
    press(Qt::Key_PageDown);
    QVERIFY(course.isPredicting());
    press(Qt::Key_PageUp);
    QCOMPARE(course.index(), std::size_t{0});
    press(Qt::Key_PageDown);
    QCOMPARE(course.index(), std::size_t{1});
    press(Qt::Key_PageDown);
    QVERIFY(course.isPredicting()); // asked once more
    press(Qt::Key_PageDown);
    QVERIFY(!course.isPredicting());
}

// What waits for the teacher is not said to be missing, neither at once nor after a look back.
void TestPresentClass::anAnswerThatWaitsIsNotAskedForAgain()
{
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    auto &mode = m_fixture.part<ui::LessonsMode>();
    mode.setTeaching({.showsNotes = false, .hidesAnswers = true});
    mode.prepareLesson(QStringLiteral("waiting"), 1);
    m_fixture.settle();
    present();
    const auto asks = [&] { return mode.presented().keys.contains(u"Nothing is predicted yet"); };
    press(Qt::Key_PageDown);
    QVERIFY(asks());
    press(Qt::Key_1);
    press(Qt::Key_PageDown);
    QVERIFY(mode.course().isWaiting());
    press(Qt::Key_PageDown);
    QVERIFY(!asks());
    press(Qt::Key_PageUp);
    press(Qt::Key_PageDown);
    QVERIFY(mode.course().isWaiting());
    press(Qt::Key_PageDown);
    QVERIFY(mode.course().isWaiting() && !asks());
    QCOMPARE(mode.course().prediction()->front(), 0.0);
}

// The questions at the end of a lesson are asked as its predictions are.
void TestPresentClass::aRemoteControlTellsTheLastAnswers()
{
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    auto &course = m_fixture.part<ui::LessonsMode>().course();
    m_fixture.part<ui::LessonsMode>().start(QStringLiteral("waiting"));
    m_fixture.settle();
    course.goTo(course.lesson().steps.size() - 1);
    m_fixture.settle();
    present();
    const auto isTold = [this](const std::string &why) {
        const auto blocks = screen().findChildren<ui::TextBlock *>();
        return std::ranges::any_of(blocks, [&](const ui::TextBlock *block) {
            return block->isVisible() && block->text() == QString::fromStdString(why);
        });
    };
    // A pointer answers as keys do: what these do then is told anew.
    press(Qt::Key_PageDown);
    QSignalSpy told(&m_fixture.part<ui::LessonsMode>(), &ui::Mode::presentedChanged);
    auto *option = screen().findChild<ui::QuestionCard *>()->findChild<ui::OptionButton *>();
    QTest::mouseClick(option, Qt::LeftButton);
    QVERIFY(!told.isEmpty());
    course.goTo(course.lesson().steps.size() - 2);
    course.goTo(course.lesson().steps.size() - 1);
    for (const std::string &id : course.step().questions) {
        const std::string why = core::findBuiltinQuestion(id)->why;
        QVERIFY2(course.isAsking() && !isTold(why), id.c_str());
        press(Qt::Key_PageDown);
        QVERIFY2(!isTold(why), id.c_str());
        press(Qt::Key_PageDown);
        QVERIFY2(isTold(why), id.c_str());
        if (id != course.step().questions.back())
            press(Qt::Key_PageDown);
    }
    press(Qt::Key_PageDown);
    QVERIFY(!course.isTaken());
}

QTEST_MAIN(TestPresentClass)
#include "tst_present_class.moc"
