// SPDX-License-Identifier: GPL-3.0-or-later
// A mode for a class: over the whole window, driven by the keys of a remote control.
#include "../shell/window_fixture.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/play_bar.h"
#include "ui/present/laser_dot.h"
#include "ui/present/present_screen.h"
#include "ui/present/screen_choice.h"
#include "ui/present/teacher_window.h"
#include "ui/shell/actions.h"
#include "ui/shell/presenting.h"
#include "ui/views/scene/scene_view.h"

#include <QLabel>
#include <QWindow>

class TestPresent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void f5CoversTheWindowAndEscapeLeaves();
    void typeIsLarge();
    void pagesGoFromEventToEventAndBack();
    void digitsShowOnePaneLarge();
    void aBlankScreenIsBlack();
    void theNextKeyOnlyShowsAgain();
    void theDotFollowsTheMouse();
    void aPressedMouseIsADotToo();
    void aLessonGoesToItsFirstQuestion();
    void anOpenQuestionIsNotTold();
    void aQuizIsAnswered();
    void theTeacherSeesNotesAndTime();
    void keysOfTheTeacherReachTheClass();
    void aClosedWindowOfTheTeacherEndsNothing();
    void anotherModeIsPresentedAsItComes();
    void aSecondScreenIsTheClass_data();
    void aSecondScreenIsTheClass();

private:
    [[nodiscard]] ui::Presenting &presenting() { return m_fixture.window().presenting(); }
    [[nodiscard]] ui::PresentScreen &screen() { return *presenting().screen(); }
    // As the keyboard sends it: to the window, which finds out whose it is.
    void press(Qt::Key key)
    {
        QTest::keyClick(m_fixture.window().windowHandle(), key);
        QCoreApplication::processEvents();
    }
    void present()
    {
        presenting().startHere();
        QVERIFY(presenting().isOn());
        QCoreApplication::processEvents();
    }
    void startLesson()
    {
        m_fixture.window().modes().choose(QStringLiteral("lessons"));
        m_fixture.part<ui::LessonsMode>().start(QStringLiteral("waiting"));
        m_fixture.settle();
    }
    template <class T>
    [[nodiscard]] T &part()
    {
        return *screen().findChild<T *>();
    }
    [[nodiscard]] QStringList labels();

    WindowFixture m_fixture;
};

void TestPresent::init()
{
    m_fixture.open(QStringLiteral("gpipe-4-8"));
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture.window())); // keys go to an active one
}

// What can be read on the screen, by eyes or by a screen reader.
QStringList TestPresent::labels()
{
    QStringList texts;
    for (const QWidget *part : screen().findChildren<QWidget *>()) {
        if (part->isVisible() && !part->accessibleName().isEmpty())
            texts.append(part->accessibleName());
    }
    return texts;
}

void TestPresent::f5CoversTheWindowAndEscapeLeaves()
{
    const QRect before = m_fixture.window().geometry();
    press(Qt::Key_F5);
    QVERIFY(presenting().isOn());
    QVERIFY(m_fixture.window().isFullScreen());
    QTRY_COMPARE(screen().geometry(), m_fixture.window().rect());
    QVERIFY(m_fixture.window().actions().find(QStringLiteral("present"))->isChecked());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    QVERIFY(!m_fixture.window().isFullScreen());
    QTRY_COMPARE(m_fixture.window().geometry(), before);
    QVERIFY(!m_fixture.window().actions().find(QStringLiteral("present"))->isChecked());
}

// A class sits far away: cards and lines are larger than in the window.
void TestPresent::typeIsLarge()
{
    m_fixture.window().resize(1280, 720);
    QCoreApplication::processEvents();
    auto *inWindow = m_fixture.window().mode().findChild<ui::SceneView *>();
    present();
    QVERIFY(part<ui::SceneView>().height() > 250);
    QVERIFY(part<ui::SceneView>().width() > inWindow->width());
    QVERIFY(part<ui::LowerPane>().height() > 150);
}

void TestPresent::pagesGoFromEventToEventAndBack()
{
    m_fixture.window().appearance().setReduceMotion(true);
    present();
    m_fixture.playback().toStart();
    const core::Nanos begin = m_fixture.playback().moment();
    const QImage before = screen().grab().toImage();
    press(Qt::Key_PageDown);
    const core::Nanos next = m_fixture.playback().moment();
    QVERIFY(next > begin);
    QCOMPARE(screen().caption(), m_fixture.part<ui::PlayBar>().caption());
    press(Qt::Key_Right);
    QVERIFY(m_fixture.playback().moment() > next);
    press(Qt::Key_Left);
    QCOMPARE(m_fixture.playback().moment(), next);
    press(Qt::Key_PageUp);
    QCOMPARE(m_fixture.playback().moment(), begin);
    QCOMPARE(screen().grab().toImage(), before); // the very same picture
    press(Qt::Key_Space);
    QVERIFY(m_fixture.playback().isPlaying());
    press(Qt::Key_Space);
    QVERIFY(!m_fixture.playback().isPlaying());
}

void TestPresent::digitsShowOnePaneLarge()
{
    present();
    ui::SceneView &scene = part<ui::SceneView>();
    ui::LowerPane &lower = part<ui::LowerPane>();
    const int both = scene.height();
    press(Qt::Key_1);
    QVERIFY(scene.isVisible() && !lower.isVisible() && scene.height() > both);
    const char *pages[] = {"timeline", "memory", "busy", "network"};
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key(Qt::Key_2 + i));
        QVERIFY(!scene.isVisible() && lower.isVisible() && lower.height() > both);
        QCOMPARE(lower.currentTab(), QString::fromLatin1(pages[i]));
    }
    press(Qt::Key_5); // once more: back to all
    QVERIFY(scene.isVisible() && lower.isVisible());
    press(Qt::Key_9); // no such pane
    QVERIFY(scene.isVisible() && lower.isVisible());
    press(Qt::Key_3);
    press(Qt::Key_0);
    QVERIFY(scene.isVisible() && lower.isVisible());
    QCOMPARE(lower.currentTab(), QStringLiteral("timeline"));
}

void TestPresent::aBlankScreenIsBlack()
{
    present();
    m_fixture.playback().play();
    press(Qt::Key_B);
    QVERIFY(screen().isBlank());
    QVERIFY(!m_fixture.playback().isPlaying());
    const QImage image = screen().grab().toImage().convertToFormat(QImage::Format_RGB32);
    QImage black(image.size(), QImage::Format_RGB32);
    black.setDevicePixelRatio(image.devicePixelRatio());
    black.fill(Qt::black);
    QCOMPARE(image, black);
    QVERIFY2(labels().isEmpty(), qPrintable(labels().join(QLatin1Char('|'))));
}

void TestPresent::theNextKeyOnlyShowsAgain()
{
    startLesson();
    present();
    press(Qt::Key_Period);
    QVERIFY(screen().isBlank());
    const std::size_t step = m_fixture.part<ui::LessonsMode>().course().index();
    press(Qt::Key_PageDown);
    QVERIFY(!screen().isBlank());
    QCOMPARE(m_fixture.part<ui::LessonsMode>().course().index(), step);
    QVERIFY(part<ui::SceneView>().isVisible());
    press(Qt::Key_B);
    press(Qt::Key_Escape); // shows again, and does not leave
    QVERIFY(presenting().isOn() && !screen().isBlank());
}

void TestPresent::theDotFollowsTheMouse()
{
    present();
    QVERIFY(!screen().laser().place());
    press(Qt::Key_L);
    QVERIFY(screen().laser().isOn());
    QVERIFY(!m_fixture.playback().loops()); // L means something else in the window
    const QPoint at(screen().width() / 3, screen().height() / 3);
    QTest::mouseMove(&screen().laser(), at);
    QTRY_COMPARE(screen().laser().place(), std::optional<QPointF>(at));
    const QColor there = screen().grab().toImage().pixelColor(at + QPoint(5, 0));
    QVERIFY2(there.red() > 200 && there.green() < 100, qPrintable(there.name()));
    press(Qt::Key_L);
    QVERIFY(!screen().laser().place());
}

void TestPresent::aPressedMouseIsADotToo()
{
    present();
    const QPoint at(40, 12);
    QTest::mousePress(&screen(), Qt::LeftButton, {}, at);
    QCOMPARE(screen().laser().place(), std::optional<QPointF>(at));
    QTest::mouseRelease(&screen(), Qt::LeftButton, {}, at);
    QVERIFY(!screen().laser().place());
}

void TestPresent::aLessonGoesToItsFirstQuestion()
{
    startLesson();
    present();
    ui::LessonCourse &course = m_fixture.part<ui::LessonsMode>().course();
    QCOMPARE(course.index(), std::size_t{0});
    press(Qt::Key_PageDown);
    m_fixture.settle();
    QCOMPARE(course.index(), std::size_t{1});
    QVERIFY(course.isPredicting());
    press(Qt::Key_PageDown); // nothing is chosen yet: it stays
    QVERIFY(course.isPredicting());
    press(Qt::Key_1);
    press(Qt::Key_PageDown);
    QVERIFY(!course.isPredicting());
    QVERIFY(m_fixture.playback().isPlaying());
    press(Qt::Key_PageUp);
    QCOMPARE(course.index(), std::size_t{0});
    press(Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    auto &panel = m_fixture.part<ui::LessonPanel>(); // is back where it was
    QCOMPARE(panel.parentWidget(), &m_fixture.window().mode());
    QVERIFY(panel.isVisible());
    QCOMPARE(panel.geometry().right(), m_fixture.window().mode().width() - 1);
}

void TestPresent::anOpenQuestionIsNotTold()
{
    startLesson();
    present();
    press(Qt::Key_PageDown);
    m_fixture.settle();
    QVERIFY(m_fixture.window().mode().isCovered());
    QVERIFY(!part<ui::LowerPane>().isVisible());
    QVERIFY(screen().caption().isEmpty());
    // Neither the idle share nor any other headline number.
    for (const QString &text : labels())
        QVERIFY2(!text.contains(QStringLiteral("Idle")), qPrintable(text));
    for (const Qt::Key pane : {Qt::Key_7, Qt::Key_8}) // options there are not, nor panes
        press(pane);
    QVERIFY(!part<ui::LowerPane>().isVisible());
    press(Qt::Key_1);
    press(Qt::Key_Return);
    QVERIFY(part<ui::LowerPane>().isVisible());
    QVERIFY(!screen().caption().isEmpty());
}

void TestPresent::aQuizIsAnswered()
{
    m_fixture.window().modes().choose(QStringLiteral("quiz"));
    auto &quiz = m_fixture.part<ui::QuizMode>();
    quiz.run().start(ui::QuizRun::Kind::Practice, {});
    present();
    QVERIFY(!part<ui::SceneView>().isVisible());
    press(Qt::Key_2);
    m_fixture.settle();
    QVERIFY(quiz.run().isRevealed());
    press(Qt::Key_PageDown);
    QCOMPARE(quiz.run().index(), std::size_t{1});
}

void TestPresent::theTeacherSeesNotesAndTime()
{
    startLesson();
    present();
    press(Qt::Key_PageDown); // to a step with a note
    m_fixture.settle();
    QVERIFY(presenting().teacher() == nullptr);
    press(Qt::Key_N);
    QVERIFY(presenting().teacher() != nullptr);
    ui::TeacherWindow &teacher = *presenting().teacher();
    QVERIFY(teacher.isVisible() && teacher.isWindow());
    const QString note =
        QString::fromStdString(m_fixture.part<ui::LessonsMode>().course().step().note);
    QVERIFY(!note.isEmpty());
    QVERIFY(teacher.notes().contains(note));
    QCOMPARE(teacher.time(), QStringLiteral("0:00"));
    QTRY_VERIFY_WITH_TIMEOUT(teacher.time() != QStringLiteral("0:00"), 5000);
    // The class does not see it.
    for (const QLabel *label : screen().findChildren<QLabel *>())
        QVERIFY(!label->isVisible() || !label->text().contains(note));
    screen().press(Qt::Key_N);
    QVERIFY(presenting().teacher() == nullptr);
}

void TestPresent::keysOfTheTeacherReachTheClass()
{
    startLesson();
    present();
    presenting().openTeacher();
    ui::TeacherWindow &teacher = *presenting().teacher();
    teacher.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&teacher));
    QTest::keyClick(&teacher, Qt::Key_PageDown);
    m_fixture.settle();
    QCOMPARE(m_fixture.part<ui::LessonsMode>().course().index(), std::size_t{1});
    QTest::keyClick(&teacher, Qt::Key_B);
    QVERIFY(screen().isBlank());
    QTest::keyClick(&teacher, Qt::Key_B);
    QVERIFY(!screen().isBlank());
    QTest::keyClick(&teacher, Qt::Key_Escape);
    QTRY_VERIFY(!presenting().isOn());
    QVERIFY(presenting().teacher() == nullptr);
}

void TestPresent::aClosedWindowOfTheTeacherEndsNothing()
{
    present();
    presenting().openTeacher();
    presenting().teacher()->close();
    QTRY_VERIFY(presenting().teacher() == nullptr);
    QVERIFY(presenting().isOn());
    press(Qt::Key_N);
    QVERIFY(presenting().teacher() != nullptr);
}

void TestPresent::anotherModeIsPresentedAsItComes()
{
    present();
    startLesson();
    QVERIFY(presenting().isOn());
    QCOMPARE(screen().mode(), &m_fixture.window().mode());
    QVERIFY(screen().findChild<ui::LessonPanel *>() != nullptr);
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    QVERIFY(screen().findChild<ui::LessonPanel *>() == nullptr);
    QVERIFY(m_fixture.window().findChild<ui::LessonPanel *>() != nullptr);
}

// The teacher keeps the screen of the laptop; when the other is pulled out, there is the one.
void TestPresent::aSecondScreenIsTheClass_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("primary");
    QTest::addColumn<int>("standsOn");
    QTest::addColumn<int>("ofClass");
    QTest::addColumn<int>("ofTeacher"); // -1: none
    QTest::newRow("one screen") << 1 << 0 << 0 << 0 << -1;
    QTest::newRow("laptop and projector") << 2 << 0 << 0 << 1 << 0;
    QTest::newRow("the window is on the projector") << 2 << 0 << 1 << 1 << 0;
    QTest::newRow("the projector is listed first") << 2 << 1 << 1 << 0 << 1;
    QTest::newRow("three: where the window stands") << 3 << 0 << 2 << 2 << 0;
    QTest::newRow("three: it stands at the teacher's") << 3 << 0 << 0 << 1 << 0;
}

void TestPresent::aSecondScreenIsTheClass()
{
    QFETCH(int, count);
    QFETCH(int, primary);
    QFETCH(int, standsOn);
    QFETCH(int, ofClass);
    QFETCH(int, ofTeacher);
    const ui::ScreenChoice choice =
        ui::chooseScreens(static_cast<std::size_t>(count), static_cast<std::size_t>(primary),
                          static_cast<std::size_t>(standsOn));
    QCOMPARE(static_cast<int>(choice.classScreen), ofClass);
    QCOMPARE(choice.teacherScreen ? static_cast<int>(*choice.teacherScreen) : -1, ofTeacher);
}

QTEST_MAIN(TestPresent)
#include "tst_present.moc"
