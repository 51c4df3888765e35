// SPDX-License-Identifier: GPL-3.0-or-later
// The quiz in the window: papers, votes, tests; the scene tells nothing before the answer.
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "core/classroom/set_ups.h"
#include "ui/controls/option_button.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/modes/quiz_panel.h"
#include "ui/panels/play_bar.h"
#include "ui/panels/quiz_start.h"

#include <QLabel>
#include <QWindow>

using Kind = ui::QuizRun::Kind;

class TestQuizMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void aPaperIsPractisedWithTheKeyboard();
    void aClickedSliderHasTheArrowKeys();
    void nothingTellsBeforeTheAnswer();
    void aClassVotes();
    void nobodySeesVotesOfOthers();
    void aTestTellsAtItsEnd();
    void everyProofIsShown();
    void aMissLeadsToItsLesson();
    void aTestEndsWhenItsTimeIsOver();

private:
    [[nodiscard]] ui::QuizMode &mode() { return m_fixture.part<ui::QuizMode>(); }
    [[nodiscard]] ui::QuizRun &run() { return mode().run(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&m_fixture.part<ui::QuizPanel>(), Qt::Key(key), modifiers);
    }

    WindowFixture m_fixture;
};

void TestQuizMode::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture.window()));
    m_fixture.window().modes().choose(QStringLiteral("quiz"));
}

void TestQuizMode::aPaperIsPractisedWithTheKeyboard()
{
    run().start(Kind::Practice, {});
    QCOMPARE(run().paper().size(), std::size_t{10});
    for (std::size_t i = 0; i < 10; ++i) {
        QCOMPARE(run().index(), i);
        press(Qt::Key_PageDown);
        QCOMPARE(run().index(), i); // not before it is answered
        press(Qt::Key_A + run().question().correct);
        QVERIFY(run().isRevealed());
        m_fixture.settle();
        press(Qt::Key_PageDown);
    }
    QVERIFY(run().isOver());
    for (const core::TopicResult &topic : core::resultsByTopic(run().paper(), run().answers()))
        QCOMPARE(topic.right, topic.asked);
}

void TestQuizMode::aClickedSliderHasTheArrowKeys()
{
    for (auto *slider : m_fixture.part<ui::QuizStart>().findChildren<ui::ValueSlider *>()) {
        if (!slider->isVisible())
            continue;
        QWindow *window = slider->window()->windowHandle();
        const QPoint groove(slider->width() / 3, slider->height() - 10);
        QTest::mouseClick(window, Qt::LeftButton, {}, slider->mapTo(slider->window(), groove));
        const double clicked = slider->value();
        QTest::keyClick(window, Qt::Key_Right);
        QVERIFY2(slider->value() > clicked, qPrintable(slider->accessibleName()));
    }
}

void TestQuizMode::nothingTellsBeforeTheAnswer()
{
    const auto told = [this] {
        return mode().findChild<ui::ExploreMode *>()->isVisible() ||
               m_fixture.part<ui::PlayBar>().isVisible() || mode().shown() != nullptr;
    };
    run().start(Kind::Practice, {});
    QVERIFY(!told());
    m_fixture.playback().play();
    QVERIFY(!m_fixture.playback().isPlaying());
    press(Qt::Key_A);
    m_fixture.settle();
    QVERIFY(told());
    press(Qt::Key_PageDown);
    QVERIFY(!told());
}

void TestQuizMode::aClassVotes()
{
    run().start(Kind::Class, {});
    press(Qt::Key_2);
    press(Qt::Key_2);
    press(Qt::Key_1);
    QVERIFY(!run().isRevealed());
    QCOMPARE(run().votes()[0], 1);
    QCOMPARE(run().votes()[1], 2);
    QCOMPARE(run().answers()[0], std::optional(1));
    run().takeBack(1);
    run().takeBack(1);
    QCOMPARE(run().answers()[0], std::optional(0));
    press(Qt::Key_PageDown);
    QVERIFY(run().isRevealed());
}

// Who sees where the first hands went, follows them.
void TestQuizMode::nobodySeesVotesOfOthers()
{
    run().start(Kind::Class, {});
    const auto pictures = [this] {
        QList<QImage> images;
        for (ui::OptionButton *option : mode().findChildren<ui::OptionButton *>()) {
            if (option->isVisible())
                images.append(option->grab().toImage());
        }
        return images;
    };
    const auto names = [this] {
        QStringList all;
        for (const QWidget *part : m_fixture.part<ui::QuizPanel>().findChildren<QWidget *>()) {
            if (const auto *label = qobject_cast<const QLabel *>(part); label && part->isVisible())
                all.append(label->text());
            else if (part->isVisible())
                all.append(part->accessibleName());
        }
        return all.join(u'\n');
    };
    const QList<QImage> before = pictures();
    for (const int key : {Qt::Key_1, Qt::Key_2, Qt::Key_2, Qt::Key_3})
        press(key);
    QVERIFY(pictures() == before);
    QVERIFY2(names().contains(QStringLiteral("4 hands counted")), qPrintable(names()));
    QVERIFY(!names().contains(QStringLiteral("vote")));
    press(Qt::Key_1); // level with the second
    QCOMPARE(run().answers()[0], std::optional<int>());
    press(Qt::Key_2);
    QCOMPARE(run().answers()[0], std::optional(1));
    press(Qt::Key_Return);
    QVERIFY(pictures() != before);
    QVERIFY(names().contains(QStringLiteral("3 votes")));
    QVERIFY(!names().contains(QStringLiteral("hands counted")));
}

void TestQuizMode::aTestTellsAtItsEnd()
{
    run().start(Kind::Test, {});
    for (int i = 0; i < 10; ++i) {
        press(Qt::Key_A);
        for (const ui::OptionButton *option : mode().findChildren<ui::OptionButton *>()) {
            if (option->isVisible())
                QCOMPARE(option->verdict(), ui::OptionButton::Verdict::Open);
        }
        QVERIFY(!run().isRevealed());
        press(Qt::Key_PageDown);
    }
    QVERIFY(run().isOver());
}

void TestQuizMode::everyProofIsShown()
{
    run().start(Kind::Practice, {.counts = {99, 99, 99}, .seed = 1});
    QCOMPARE(run().paper().size(), core::builtinQuiz().questions.size());
    while (!run().isOver()) {
        const core::AskedQuestion question = run().question();
        press(Qt::Key_A);
        m_fixture.settle();
        if (!question.setUp.scenario.empty()) {
            const core::Result<core::Scenario> proof = core::scenarioOf(question.setUp, {});
            QVERIFY2(m_fixture.document().scenario() == proof.value(), question.id.c_str());
        }
        press(Qt::Key_PageDown);
    }
}

void TestQuizMode::aMissLeadsToItsLesson()
{
    run().start(Kind::Practice, {.counts = {1, 0, 0}, .seed = 2});
    const std::string lesson = run().question().lesson;
    press(Qt::Key_A + (run().question().correct == 0 ? 1 : 0));
    m_fixture.settle();
    press(Qt::Key_PageDown);
    QVERIFY(run().isOver());
    Q_EMIT m_fixture.part<ui::QuizPanel>().lessonRequested(QString::fromStdString(lesson));
    QCOMPARE(m_fixture.window().modes().currentId(), QStringLiteral("lessons"));
    auto &lessons = m_fixture.part<ui::LessonsMode>();
    QVERIFY(lessons.course().isTaken());
    QCOMPARE(lessons.course().lesson().id, lesson);
}

void TestQuizMode::aTestEndsWhenItsTimeIsOver()
{
    run().start(Kind::Test, {});
    QVERIFY(!run().timeLeft().has_value());
    run().start(Kind::Test, {}, std::chrono::seconds(1));
    QVERIFY(run().timeLeft() <= std::chrono::seconds(1));
    run().choose(run().question().correct);
    QTRY_VERIFY(run().isOver());
    QVERIFY(!run().timeLeft().has_value());
    // One was answered in time; the others are not right.
    int right = 0;
    int asked = 0;
    for (const core::TopicResult &topic : core::resultsByTopic(run().paper(), run().answers())) {
        right += topic.right;
        asked += topic.asked;
    }
    QCOMPARE(right, 1);
    QCOMPARE(asked, 10);
}

QTEST_MAIN(TestQuizMode)
#include "tst_quiz_mode.moc"
