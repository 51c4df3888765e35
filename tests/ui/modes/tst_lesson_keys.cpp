// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson by keyboard alone.
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "tests/ui/modes/lesson_steps.h"
#include "ui/controls/option_button.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/play_button.h"
#include "ui/panels/prediction_card.h"
#include "ui/views/scene/scene_view.h"

class TestLessonKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(QStringLiteral("1f1b-4-8"));
        m_fixture.window().modes().choose(QStringLiteral("lessons"));
    }
    void cleanup() { m_fixture.close(); }
    void twoPredictionsAreLockedInWithTheSpaceBar();
    void enterLocksInAndGoesOn();
    void pageDownGoesOnWhateverHasTheKeyboard();
    void pageKeysLeadToTheFirstQuestionAndBack();
    void theNextStepDoesNotPlayByItself();
    void tabGoesDownThePanel();
    void aClickedPredictionHasTheArrowKeysAndEnterLocksItIn();
    void numbersAreAnsweredWithLetters();
    void anUntouchedPredictionIsNotLockedIn();
    void aClickedSliderThatIsFreeHasTheArrowKeys();

private:
    [[nodiscard]] ui::LessonCourse &course() { return m_fixture.part<ui::LessonsMode>().course(); }
    [[nodiscard]] ui::LessonPanel &panel() { return m_fixture.part<ui::LessonPanel>(); }
    void press(Qt::Key key)
    {
        QTest::keyClick(m_fixture.window().windowHandle(), key);
        QCoreApplication::processEvents();
    }
    void start(const char *lesson)
    {
        m_fixture.part<ui::LessonsMode>().start(QString::fromLatin1(lesson));
        m_fixture.settle();
        panel().focusMain();
    }
    void goTo(const char *step);
    // As a person does, on its groove, who looked at the scene before: the window finds out who
    // has the keyboard then.
    void clickOn(const ui::ValueSlider &slider)
    {
        m_fixture.part<ui::LessonsMode>().findChild<ui::SceneView *>()->setFocus();
        const QPoint groove(slider.width() / 3, slider.height() - 10);
        QTest::mouseClick(slider.window()->windowHandle(), Qt::LeftButton, {},
                          slider.mapTo(slider.window(), groove));
        QCoreApplication::processEvents();
    }
    // The step of that number among those that ask for a choice.
    void goToChoice(int number);
    WindowFixture m_fixture;
};

void TestLessonKeys::goTo(const char *step)
{
    QVERIFY(goToStep(course(), step));
    m_fixture.settle();
}

void TestLessonKeys::goToChoice(int number)
{
    const std::vector<core::LessonStep> &steps = course().lesson().steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].answer && steps[i].answer->kind == core::AnswerKind::Choice && number-- == 0) {
            course().goTo(i);
            m_fixture.settle();
            return;
        }
    }
    QFAIL("There is no such step");
}

void TestLessonKeys::twoPredictionsAreLockedInWithTheSpaceBar()
{
    start("waiting");
    for (const int number : {0, 1}) {
        goToChoice(number);
        panel().focusMain();
        QVERIFY(course().isPredicting());
        press(Qt::Key_B);
        auto *lock = qobject_cast<ui::PushButton *>(QApplication::focusWidget());
        // The second is about eight GPUs, and four are shown: nothing is to be watched then.
        const QString says =
            number == 0 ? QStringLiteral("Lock in and watch") : QStringLiteral("Lock in");
        for (int i = 0; i < 8 && (lock == nullptr || lock->text() != says); ++i) {
            press(Qt::Key_Tab);
            lock = qobject_cast<ui::PushButton *>(QApplication::focusWidget());
        }
        QVERIFY(lock != nullptr && lock->text() == says);
        press(Qt::Key_Space);
        QVERIFY(!course().isPredicting());
        QCOMPARE(m_fixture.playback().isPlaying(), number == 0);
        m_fixture.settle();
    }
}

void TestLessonKeys::enterLocksInAndGoesOn()
{
    start("waiting");
    goToChoice(0);
    panel().focusMain();
    press(Qt::Key_B);
    press(Qt::Key_Return);
    QVERIFY(!course().isPredicting());
    const std::size_t at = course().index();
    panel().focusMain();
    press(Qt::Key_Return);
    QCOMPARE(course().index(), at + 1);
}

// The slider that was just set by its arrows must not take the page for ten of its stops.
void TestLessonKeys::pageDownGoesOnWhateverHasTheKeyboard()
{
    start("waiting");
    goTo("try-eight");
    course().showSolution();
    m_fixture.settle();
    QTRY_VERIFY(course().isDone());
    auto &controls = *panel().findChild<ui::ControlPanel *>();
    auto *devices = controls.findChild<ui::ValueSlider *>(QStringLiteral("devices"));
    QVERIFY(devices != nullptr && devices->isVisible());
    devices->setFocus(Qt::TabFocusReason);
    const std::size_t at = course().index();
    press(Qt::Key_PageDown);
    QCOMPARE(course().index(), at + 1);
}

// A remote control has no others.
void TestLessonKeys::pageKeysLeadToTheFirstQuestionAndBack()
{
    const auto asks = [](const core::LessonStep &step) {
        return step.kind != core::StepKind::Say && step.kind != core::StepKind::Watch;
    };
    for (const core::Lesson &lesson : core::builtinLessons()) {
        start(lesson.id.c_str());
        const auto first = std::ranges::find_if(lesson.steps, asks) - lesson.steps.begin();
        for (std::ptrdiff_t i = 0; i < first; ++i)
            press(Qt::Key_PageDown);
        QCOMPARE(course().step().id, lesson.steps[static_cast<std::size_t>(first)].id);
        for (std::ptrdiff_t i = 0; i < first; ++i)
            press(Qt::Key_PageUp);
        QCOMPARE(course().index(), std::size_t{0});
    }
}

// Whatever the one before did.
void TestLessonKeys::theNextStepDoesNotPlayByItself()
{
    start("batches-and-parts");
    goTo("copied");
    press(Qt::Key_1);
    press(Qt::Key_PageDown); // locked in
    if (!m_fixture.playback().isPlaying())
        press(Qt::Key_Space);
    QVERIFY(m_fixture.playback().isPlaying());
    QTest::qWait(50);
    press(Qt::Key_PageDown);
    QCOMPARE(course().step().id, std::string("learn"));
    m_fixture.settle();
    QVERIFY(!m_fixture.playback().isPlaying());
    QCOMPARE(m_fixture.part<ui::PlayButton>().accessibleName(), QStringLiteral("Play"));
}

void TestLessonKeys::tabGoesDownThePanel()
{
    start("waiting");
    goToChoice(1);
    panel().focusMain();
    press(Qt::Key_B);
    int last = -1;
    int stops = 0;
    press(Qt::Key_Tab);
    for (const QWidget *now = QApplication::focusWidget();
         now != nullptr && panel().isAncestorOf(now) && stops < 10;
         now = QApplication::focusWidget(), ++stops) {
        const int y = now->mapTo(&panel(), QPoint()).y();
        QVERIFY2(y >= last, qPrintable(QStringLiteral("%1 after %2").arg(y).arg(last)));
        last = y;
        press(Qt::Key_Tab);
    }
    QVERIFY2(stops >= 2 && stops < 10, qPrintable(QString::number(stops)));
}

// Who has just taken hold of a slider means it, not the time; and its button says Enter.
void TestLessonKeys::aClickedPredictionHasTheArrowKeysAndEnterLocksItIn()
{
    start("batches-and-parts");
    goTo("visits");
    const auto *guess = panel().findChild<ui::PredictionCard *>()->findChild<ui::ValueSlider *>();
    QTRY_VERIFY(guess->width() > 100); // it has its place
    clickOn(*guess);
    const double clicked = guess->value();
    QVERIFY(clicked > 1);
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    QCOMPARE(guess->value(), clicked + 2);
    press(Qt::Key_Return);
    QVERIFY(!course().isPredicting());
    QCOMPARE(course().prediction()->front(), clicked + 2);
}

// Who types 3 does not mean the third of 2, 3, 5 and 6, and a test tells at once.
void TestLessonKeys::numbersAreAnsweredWithLetters()
{
    start("batches-and-parts");
    course().goTo(course().lesson().steps.size() - 1);
    m_fixture.settle();
    panel().focusMain();
    const auto isOpen = [this] {
        return std::ranges::all_of(
            panel().findChildren<ui::OptionButton *>(), [](const ui::OptionButton *option) {
                return !option->isVisible() || option->verdict() == ui::OptionButton::Verdict::Open;
            });
    };
    int asked = 0;
    for (std::size_t i = 0; i < course().step().questions.size(); ++i) {
        const bool numbers = ui::offersNumbers(panel());
        asked += numbers ? 1 : 0;
        press(Qt::Key_3);
        QCOMPARE(isOpen(), numbers);
        press(Qt::Key_C);
        QVERIFY(!isOpen());
        press(Qt::Key_PageDown);
        m_fixture.settle();
        if (!course().isTaken())
            break;
    }
    QVERIFY(asked > 0);
}

// Where its slider stands at first, nobody has put it.
void TestLessonKeys::anUntouchedPredictionIsNotLockedIn()
{
    start("batches-and-parts");
    goTo("visits");
    panel().focusMain();
    press(Qt::Key_PageDown);
    QVERIFY(course().isPredicting());
    QVERIFY(panel().tellsNext());
    const auto *guess = panel().findChild<ui::PredictionCard *>()->findChild<ui::ValueSlider *>();
    clickOn(*guess);
    QVERIFY(!panel().tellsNext());
    course().goTo(0);
    goTo("visits");
    panel().focusMain();
    press(Qt::Key_PageDown);
    press(Qt::Key_PageDown); // once more, and it is told without a guess
    QVERIFY(!course().isPredicting());
    QVERIFY(course().prediction()->empty());
}

void TestLessonKeys::aClickedSliderThatIsFreeHasTheArrowKeys()
{
    start("batches-and-parts");
    goTo("data");
    auto &controls = *panel().findChild<ui::ControlPanel *>(); // beside the words
    const auto *devices = controls.findChild<ui::ValueSlider *>(QStringLiteral("devices"));
    QVERIFY(devices != nullptr && devices->isVisible());
    const auto isAtItsPlace = [devices] {
        const QPoint middle = devices->mapTo(devices->window(), devices->rect().center());
        return devices->window()->childAt(middle) == devices;
    };
    QTRY_VERIFY(isAtItsPlace());
    clickOn(*devices);
    m_fixture.settle();
    const std::vector<double> &stops = devices->scale().stops;
    const auto clicked = std::ranges::find(stops, devices->value());
    QVERIFY(clicked != stops.begin() && clicked != stops.end());
    const core::Nanos moment = m_fixture.playback().moment();
    press(Qt::Key_Left);
    m_fixture.settle();
    QCOMPARE(devices->value(), *std::prev(clicked));
    QCOMPARE(m_fixture.playback().moment(), moment);
}

QTEST_MAIN(TestLessonKeys)

#include "tst_lesson_keys.moc"
