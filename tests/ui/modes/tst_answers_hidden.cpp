// SPDX-License-Identifier: GPL-3.0-or-later
// While a prediction or a question is open nothing that can be read outside of it has the figures
// of its answer: nothing painted, no tip, no text for screen readers, no clipboard, no dialog that
// an action opens.
#include "../shell/text_recorder.h"
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "ui/controls/accessible_items.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/quiz_mode.h"
#include "ui/modes/quiz_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/timeline_actions.h"
#include "ui/views/scene/scene_view.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QTextEdit>

namespace {

// Of the answer alone: not of the question.
QStringList figuresOf(const core::LessonStep &step)
{
    QStringList figures;
    const QString told = QString::fromStdString(step.text);
    for (const core::Claim &claim : step.claims) {
        const QString shown = QString::fromStdString(claim.shown);
        const bool isOfAnswer = QString::fromStdString(step.after).contains(shown);
        const bool isTelling = shown.size() > 3 && shown.contains(QLatin1Char(' '));
        if (isOfAnswer && isTelling && !told.contains(shown) && claim.about.scenario.empty() &&
            claim.about.settings.empty())
            figures.append(shown);
    }
    return figures;
}

// What is right, as it could be read somewhere: the option without what explains it, or a number
// that stands alone.
QRegularExpression answerOf(const core::LessonStep &step)
{
    const core::Prediction &answer = *step.answer;
    if (answer.kind == core::AnswerKind::Curve)
        return QRegularExpression(QStringLiteral("(?!)")); // its values are figures of the step
    QString text =
        answer.kind == core::AnswerKind::Number
            ? QString::number(answer.correct)
            : QString::fromStdString(answer.options[static_cast<std::size_t>(answer.correct)]);
    text = text.section(QStringLiteral(" ("), 0, 0);
    text.remove(QStringLiteral("About "));
    return QRegularExpression(
        QStringLiteral("(?<![\\w.,–-])%1(?![\\w–]|[.,]\\d)").arg(QRegularExpression::escape(text)));
}

// The step of each prediction, and the steps before it that explain the same set-up.
std::vector<std::size_t> coveredSteps(const core::Lesson &lesson, std::size_t prediction)
{
    std::vector<std::size_t> steps = {prediction};
    while (steps.back() > 0 && lesson.steps[steps.back() - 1].kind == core::StepKind::Say &&
           core::setUpOf(lesson, steps.back() - 1) == core::setUpOf(lesson, prediction))
        steps.push_back(steps.back() - 1);
    return steps;
}

} // namespace

class TestAnswersHidden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void noPredictionIsTold_data();
    void noPredictionIsTold();
    void whatIsLockedInIsFound();
    void noQuestionIsTold();
    void noQuestionOfALessonIsTold();
    void theClipboardTellsNothing();
    void anotherModeIsAskedForTwice();

private:
    [[nodiscard]] ui::LessonsMode &mode() { return m_fixture.part<ui::LessonsMode>(); }
    [[nodiscard]] QStringList textsBeside(QWidget &panel);
    void tryActions();
    void verifyHidden(const core::LessonStep &prediction, const QString &where);

    WindowFixture m_fixture;
};

void TestAnswersHidden::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    m_fixture.window().resize(1600, 900); // room for the right pane
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
}

// What actions show or copy, wherever they are not greyed.
void TestAnswersHidden::tryActions()
{
    QStringList ids = ui::timelineActionIds();
    ids << QStringLiteral("inspect") << QStringLiteral("describe") << QStringLiteral("assumptions")
        << QStringLiteral("cost") << QStringLiteral("advice") << QStringLiteral("export")
        << QStringLiteral("left-panel") << QStringLiteral("next-event") << QStringLiteral("end")
        << QStringLiteral("follow") << QStringLiteral("pin") << QStringLiteral("next-device");
    for (const QString &id : ids) {
        QAction *action = m_fixture.window().actions().find(id);
        if (action != nullptr && action->isEnabled())
            action->trigger();
    }
    auto &scene = *m_fixture.window().mode().findChild<ui::SceneView *>();
    Q_EMIT scene.deviceActivated(0); // a double click
    m_fixture.settle();
}

QStringList TestAnswersHidden::textsBeside(QWidget &panel)
{
    ui::MainWindow &window = m_fixture.window();
    QStringList texts = {window.windowTitle(), window.mode().describe(),
                         QGuiApplication::clipboard()->text()};
    for (const QAction *action : window.findChildren<QAction *>())
        texts << action->text() << action->toolTip() << action->statusTip();
    for (QWidget *part : window.findChildren<QWidget *>()) {
        if (!part->isVisible() || part == &panel || panel.isAncestorOf(part))
            continue;
        texts << part->accessibleName() << part->accessibleDescription() << part->toolTip();
        if (const auto *label = qobject_cast<QLabel *>(part))
            texts << QString(label->text())
                         .replace(QChar::Nbsp, u' ') // before units
                         .remove(QChar(0x2060));     // and within them
        if (const auto *edit = qobject_cast<QTextEdit *>(part))
            texts << edit->toPlainText();
        if (const auto *items = dynamic_cast<const ui::AccessibleItems *>(part)) {
            for (int i = 0; i < items->itemCount(); ++i) {
                const auto item = items->itemAt(i);
                texts << item.name << item.value << item.description;
            }
        }
        if (auto *scene = qobject_cast<ui::SceneView *>(part)) {
            for (int y = 0; y < scene->height(); y += 12) {
                for (int x = 0; x < scene->width(); x += 12)
                    texts << scene->tipAt(QPointF(x, y));
            }
        }
    }
    panel.hide();
    TextRecorder recorder(window.size());
    window.render(&recorder);
    panel.show();
    for (const RecordedText &text : recorder.texts()) {
        if (text.isSeen)
            texts << text.text;
    }
    return texts;
}

void TestAnswersHidden::noPredictionIsTold_data()
{
    QTest::addColumn<QString>("lesson");
    for (const core::Lesson &lesson : core::builtinLessons())
        QTest::newRow(lesson.id.c_str()) << QString::fromStdString(lesson.id);
}

void TestAnswersHidden::noPredictionIsTold()
{
    QFETCH(QString, lesson);
    mode().start(lesson);
    m_fixture.settle();
    const core::Lesson taken = mode().course().lesson();
    for (std::size_t i = 0; i < taken.steps.size(); ++i) {
        if (!taken.steps[i].answer)
            continue;
        for (const std::size_t step : coveredSteps(taken, i)) {
            mode().course().goTo(step);
            m_fixture.settle();
            QVERIFY2(mode().isCovered(), taken.steps[step].id.c_str());
            QGuiApplication::clipboard()->clear();
            tryActions();
            // What explains may be played.
            for (const double share : {0.0, 0.3, 0.6, 1.0}) {
                m_fixture.playback().seekShare(share);
                verifyHidden(taken.steps[i], QString::fromStdString(taken.steps[step].id));
            }
        }
        for (QDialog *dialog : m_fixture.window().findChildren<QDialog *>())
            dialog->close();
    }
}

// In nothing that can be read outside of the lesson's own panel.
void TestAnswersHidden::verifyHidden(const core::LessonStep &prediction, const QString &where)
{
    const QRegularExpression answer = answerOf(prediction);
    const QStringList figures = figuresOf(prediction);
    for (const QString &text : textsBeside(m_fixture.part<ui::LessonPanel>())) {
        const QString found =
            QStringLiteral("%1, %2: \"%3\"")
                .arg(QString::fromStdString(prediction.id), where, text.left(200));
        for (const QString &figure : figures)
            QVERIFY2(!text.contains(figure), qPrintable(found));
        if (!text.startsWith(QStringLiteral("Lesson "))) // of the menu, with its number
            QVERIFY2(!answer.match(text).hasMatch(), qPrintable(found));
    }
}

// The walk over the window does see what is told.
void TestAnswersHidden::whatIsLockedInIsFound()
{
    mode().start(QStringLiteral("waiting"));
    m_fixture.settle();
    mode().course().goTo(1);
    m_fixture.settle();
    mode().course().lockIn({0});
    m_fixture.playback().toEnd();
    const QStringList texts = textsBeside(m_fixture.part<ui::LessonPanel>());
    // One of four works at a time.
    const QString share = figuresOf(mode().course().step()).front();
    QCOMPARE(share, QStringLiteral("25 %"));
    QVERIFY(std::ranges::any_of(texts, [&](const QString &text) { return text.contains(share); }));
}

// The proof of a question is not even there before it is answered.
void TestAnswersHidden::noQuestionIsTold()
{
    m_fixture.window().modes().choose(QStringLiteral("quiz"));
    auto &quiz = m_fixture.part<ui::QuizMode>();
    quiz.run().start(ui::QuizRun::Kind::Practice, {});
    m_fixture.settle();
    QVERIFY(quiz.isCovered());
    for (const char *id : {"advice", "export", "cost", "assumptions", "critical-path"})
        QVERIFY2(!m_fixture.window().actions().find(QString::fromLatin1(id))->isEnabled(), id);
    tryActions();
    const std::string why = quiz.run().question().why;
    for (const QString &text : textsBeside(m_fixture.part<ui::QuizPanel>()))
        QVERIFY(!text.contains(QString::fromStdString(why).left(30)));
    QVERIFY(quiz.timeline() == nullptr);
}

// The set-up before a lesson's questions may be the very one that they ask about.
void TestAnswersHidden::noQuestionOfALessonIsTold()
{
    mode().start(QStringLiteral("waiting"));
    m_fixture.settle();
    mode().course().goTo(mode().course().lesson().steps.size() - 1);
    m_fixture.settle();
    auto &panel = m_fixture.part<ui::LessonPanel>();
    QVERIFY(mode().findChild<ui::SceneView *>()->describe().isEmpty()); // covered before, too
    const std::size_t count = mode().course().step().questions.size();
    for (std::size_t i = 0; i < count; ++i) {
        QVERIFY(mode().isCovered());
        m_fixture.playback().toEnd();
        tryActions();
        for (const QString &text : textsBeside(panel))
            QVERIFY2(!text.contains(u'%'), qPrintable(text)); // no share at all
        QVERIFY(mode().findChild<ui::SceneView *>()->describe().isEmpty());
        panel.choose(0);
        QCOMPARE(mode().isCovered(), i + 1 < count); // it may be what the next one asks about
        panel.goOn();
    }
    QVERIFY(!mode().course().isTaken());
    QVERIFY(!mode().isCovered());
}

// Its numbers could be selected and copied although it is not seen.
void TestAnswersHidden::theClipboardTellsNothing()
{
    mode().start(QStringLiteral("waiting"));
    m_fixture.settle();
    mode().course().goTo(1);
    m_fixture.settle();
    const auto copy = [this] {
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        for (const char *id : {"select-visible", "copy-selection"})
            m_fixture.window().actions().find(QString::fromLatin1(id))->trigger();
        return QGuiApplication::clipboard()->text();
    };
    QCOMPARE(copy(), QStringLiteral("before"));
    mode().course().lockIn({0});
    m_fixture.playback().pause();
    QVERIFY(copy() != QStringLiteral("before"));
}

// It would show the same set-up, and nothing covers it there.
void TestAnswersHidden::anotherModeIsAskedForTwice()
{
    mode().start(QStringLiteral("waiting"));
    m_fixture.settle();
    const ui::ModeStack &modes = m_fixture.window().modes();
    QAction &explore = *m_fixture.window().actions().find(QStringLiteral("mode-explore"));
    const QAction &lessons = *m_fixture.window().actions().find(QStringLiteral("mode-lessons"));
    for (const bool answered : {false, true}) {
        mode().course().goTo(1);
        m_fixture.settle();
        if (answered)
            mode().course().lockIn({0});
        for (const int presses : answered ? std::vector{1} : std::vector{0, 1}) {
            explore.trigger();
            QCOMPARE(modes.currentId() == QStringLiteral("explore"), presses == 1);
            QCOMPARE(lessons.isChecked(), presses == 0);
        }
        m_fixture.window().modes().choose(QStringLiteral("lessons"));
    }
}

QTEST_MAIN(TestAnswersHidden)
#include "tst_answers_hidden.moc"
