// SPDX-License-Identifier: GPL-3.0-or-later
// Lessons in the window: taken with the keyboard alone, and nothing tells an answer too early.
#include "../shell/window_fixture.h"
#include "core/classroom/library.h"
#include "ui/controls/push_button.h"
#include "ui/controls/text_block.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/own_lessons_folder.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/lesson_list.h"
#include "ui/panels/lesson_row.h"
#include "ui/panels/listing_view.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/play_bar.h"
#include "ui/shell/actions.h"
#include "ui/views/scene/scene_view.h"

#include <QApplication>
#include <QDir>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStandardPaths>

namespace {

const QString kLessons = QStringLiteral("lessons");

} // namespace

class TestLessonsMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void everyLessonIsTakenWithTheKeyboard_data();
    void everyLessonIsTakenWithTheKeyboard();
    void nothingTellsWhileAPredictionIsOpen();
    void noPredictionIsToldByTheScene();
    void theClockStandsStillUntilTheAnswerIsLockedIn();
    void whatComesBeforeAPredictionTellsNothing();
    void aDeviationIsTakenBack();
    void whatIsAskedForIsSeen();
    void aLessonLeavesNothingUnsaved();
    void theListingFollowsTheVisits();
    void aLessonOfOnesOwnIsOpened();
    void lessonsOfTheTeachersFolderAreListed();
    void aBrokenLessonLeavesTheRest();
    void progressIsKept();

private:
    [[nodiscard]] ui::LessonsMode &mode() { return m_fixture.part<ui::LessonsMode>(); }
    [[nodiscard]] ui::LessonCourse &course() { return mode().course(); }
    void start(const char *lesson)
    {
        mode().start(QString::fromLatin1(lesson));
        m_fixture.settle();
    }
    void press(int key) { QTest::keyClick(&m_fixture.part<ui::LessonPanel>(), Qt::Key(key)); }
    void goTo(core::StepKind kind);
    void pressShowMe();
    void take();

    WindowFixture m_fixture;
};

void TestLessonsMode::init()
{
    m_fixture.open(QStringLiteral("1f1b-4-8"));
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture.window())); // keys go to an active one
    m_fixture.window().modes().choose(kLessons);
}

void TestLessonsMode::everyLessonIsTakenWithTheKeyboard_data()
{
    QTest::addColumn<QString>("lesson");
    for (const core::Lesson &lesson : core::builtinLessons())
        QTest::newRow(lesson.id.c_str()) << QString::fromStdString(lesson.id);
}

// Tab leads to it.
void TestLessonsMode::pressShowMe()
{
    const auto isShowMe = [](QWidget *widget) {
        const auto *button = qobject_cast<ui::PushButton *>(widget);
        return button != nullptr && button->text() == QStringLiteral("Show me");
    };
    m_fixture.part<ui::LessonPanel>().setFocus();
    for (int stops = 0; stops < 40 && !isShowMe(QApplication::focusWidget()); ++stops)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(isShowMe(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
}

// What a person does at one step, by keys.
void TestLessonsMode::take()
{
    const core::LessonStep &step = course().step();
    if (course().isPredicting() && step.answer->kind == core::AnswerKind::Choice)
        press(Qt::Key_B);
    if (course().isPredicting() && step.answer->kind == core::AnswerKind::Curve) {
        auto *curve = m_fixture.window().findChild<QWidget *>(QStringLiteral("curve"));
        QVERIFY(curve != nullptr);
        for (std::size_t i = 0; i < step.answer->over.size(); ++i)
            QTest::keyClick(curve, Qt::Key_Right);
    }
    if (step.kind == core::StepKind::Do && !course().isDone()) {
        pressShowMe();
        m_fixture.settle();
        QTRY_VERIFY(course().isDone());
    }
    if (step.kind == core::StepKind::Quiz)
        press(Qt::Key_A);
}

void TestLessonsMode::everyLessonIsTakenWithTheKeyboard()
{
    QFETCH(QString, lesson);
    QSignalSpy finished(&course(), &ui::LessonCourse::finished);
    mode().start(lesson);
    m_fixture.settle();
    for (int turns = 0; turns < 200 && course().isTaken(); ++turns) {
        take();
        press(Qt::Key_PageDown);
        m_fixture.settle();
    }
    QVERIFY2(!course().isTaken(), course().isTaken() ? course().step().id.c_str() : "");
    QCOMPARE(finished.count(), 1);
    // The list has the room of the buttons.
    const auto &panel = m_fixture.part<ui::LessonPanel>();
    QCOMPARE(panel.findChild<QScrollArea *>()->geometry().bottom(), panel.rect().bottom());
}

void TestLessonsMode::goTo(core::StepKind kind)
{
    const std::vector<core::LessonStep> &steps = course().lesson().steps;
    const auto step = std::ranges::find(steps, kind, &core::LessonStep::kind);
    QVERIFY(step != steps.end());
    course().goTo(static_cast<std::size_t>(step - steps.begin()));
    m_fixture.settle();
}

void TestLessonsMode::nothingTellsWhileAPredictionIsOpen()
{
    start("waiting");
    goTo(core::StepKind::Predict);
    const auto visible = [this](QWidget &part) { return part.isVisible(); };
    const auto told = [&] {
        return visible(*mode().findChild<ui::KpiStrip *>()) ||
               visible(*mode().findChild<ui::LowerPane *>()) ||
               visible(m_fixture.part<ui::PlayBar>());
    };
    QVERIFY(!told());
    QVERIFY(mode().shown() == nullptr); // so nothing is exported or described of the step
    for (const char *action : {"advice", "export", "critical-path", "bubble-step"})
        QVERIFY2(!m_fixture.window().actions().find(QString::fromLatin1(action))->isEnabled(),
                 action);
    course().lockIn({0});
    QVERIFY(told());
    QVERIFY(mode().shown() != nullptr);
    QVERIFY(m_fixture.window().actions().find(QStringLiteral("export"))->isEnabled());
}

// A model that does not fit says why on the scene: it is covered too. Others stand at a moment
// before anything that is asked for.
void TestLessonsMode::noPredictionIsToldByTheScene()
{
    for (const core::Lesson &lesson : core::builtinLessons()) {
        mode().start(QString::fromStdString(lesson.id));
        m_fixture.settle();
        for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
            course().goTo(i);
            m_fixture.settle();
            if (!course().isPredicting())
                continue;
            const auto &scene = *mode().findChild<ui::SceneView *>();
            QVERIFY2(m_fixture.document().snapshot()->metrics.fits || scene.itemCount() == 0,
                     (lesson.id + ' ' + lesson.steps[i].id).c_str());
            QCOMPARE(mode().describe(), QStringLiteral("Hidden until you predict."));
        }
        course().leave();
    }
}

void TestLessonsMode::theClockStandsStillUntilTheAnswerIsLockedIn()
{
    start("waiting");
    goTo(core::StepKind::Predict);
    ui::Playback &playback = m_fixture.playback();
    const core::Nanos moment = playback.moment();
    playback.play();
    playback.toEnd();
    playback.nextEvent();
    playback.seekShare(0.9);
    QVERIFY(!playback.isPlaying());
    QCOMPARE(playback.moment().count, moment.count);
    course().lockIn({0});
    QVERIFY(playback.isPlaying());
}

// While the same set-up is explained, its answer is covered, but a person may follow the scene.
void TestLessonsMode::whatComesBeforeAPredictionTellsNothing()
{
    start("waiting");
    QVERIFY(course().step().kind == core::StepKind::Say);
    QVERIFY(course().isCovered());
    QVERIFY(!mode().findChild<ui::KpiStrip *>()->isVisible());
    const core::Nanos before = m_fixture.playback().moment();
    m_fixture.playback().seekShare(0.5);
    QVERIFY(m_fixture.playback().moment() != before);
}

void TestLessonsMode::aDeviationIsTakenBack()
{
    start("waiting");
    QVERIFY(!course().deviates());
    const core::Scenario setUp = m_fixture.document().scenario();
    core::Scenario other = setUp;
    other.cluster.devicesPerNode = 2;
    m_fixture.document().edit(other, QStringLiteral("other"));
    QVERIFY(course().deviates());
    course().backToSetUp();
    m_fixture.settle();
    QVERIFY(!course().deviates());
    QVERIFY(m_fixture.document().scenario() == setUp);
}

void TestLessonsMode::whatIsAskedForIsSeen()
{
    start("pipelining");
    goTo(core::StepKind::Do);
    QVERIFY(!course().isDone());
    const std::size_t index = course().index();
    press(Qt::Key_PageDown);
    QCOMPARE(course().index(), index); // not before it is done
    course().showSolution();
    m_fixture.settle();
    QTRY_VERIFY(course().isDone());
    m_fixture.document().undoStack().undo(); // done once is done
    m_fixture.settle();
    QVERIFY(course().isDone());
}

void TestLessonsMode::aLessonLeavesNothingUnsaved()
{
    start("pipelining");
    course().goTo(3);
    m_fixture.settle();
    QVERIFY(!m_fixture.document().isModified());
}

// Lesson 9: three batches meet two layers in the order that two loops print.
void TestLessonsMode::theListingFollowsTheVisits()
{
    start("batches-in-code");
    goTo(core::StepKind::Watch);
    const auto state = [this](double share) { // of the step
        m_fixture.playback().seekShare(share);
        return course().listingState();
    };
    const QStringList all = {QStringLiteral("batch1-layerA"), QStringLiteral("batch1-layerB"),
                             QStringLiteral("batch2-layerA"), QStringLiteral("batch2-layerB"),
                             QStringLiteral("batch3-layerA"), QStringLiteral("batch3-layerB")};
    QCOMPARE(state(0).printed, QStringList());
    // Six equal visits: one begins at each sixth.
    for (int visit = 0; visit < 6; ++visit) {
        const ui::LessonCourse::ListingState now = state((visit + 0.5) / 6);
        QCOMPARE(now.printed, all.mid(0, visit + 1));
        QCOMPARE(now.marked, visit % 2 == 0 ? (std::vector{4, 5, 6}) : (std::vector{5, 6}));
    }
    QCOMPARE(state(1).marked, std::vector{7});
    QCOMPARE(m_fixture.part<ui::ListingView>().printed(), all);
}

namespace {

const char kOwn[] = R"json({ "format": "lesson/1", "id": "own", "title": "My lesson",
  "scenario": "naive-4",
  "steps": [ { "id": "a", "kind": "say", "text": "Look." },
             { "id": "b", "kind": "predict", "text": "How busy?",
               "answer": { "type": "choice", "options": ["25 %", "75 %"], "correct": 0, "truth": "busy.mean" } } ] })json";

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

void TestLessonsMode::aLessonOfOnesOwnIsOpened()
{
    const QString path = m_fixture.filePath(QStringLiteral("own.json"));
    write(path, kOwn);
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    m_fixture.window().files().openFile(path);
    m_fixture.settle();
    QCOMPARE(m_fixture.window().modes().currentId(), kLessons);
    QVERIFY(course().isTaken());
    QCOMPARE(course().lesson().title, std::string("My lesson"));
}

void TestLessonsMode::lessonsOfTheTeachersFolderAreListed()
{
    QStandardPaths::setTestModeEnabled(true);
    const auto leave = qScopeGuard([] {
        QDir(ui::ownLessonsFolder()).removeRecursively();
        QStandardPaths::setTestModeEnabled(false);
    });
    QVERIFY(QDir().mkpath(ui::ownLessonsFolder()));
    const auto put = [](const char *name, const QByteArray &content) {
        QFile file(ui::ownLessonsFolder() + u'/' + QString::fromLatin1(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    const QByteArray lesson =
        R"({ "format": "lesson/1", "id": "own", "title": "My own", "minutes": 5,
      "goal": "See it.", "scenario": "naive-4",
      "steps": [ { "id": "a", "kind": "say", "text": "Look." } ] })";
    QVERIFY(put("own.json", lesson));
    QVERIFY(put("bad.json", QByteArray(lesson).replace("\"say\"", "\"sing\"")));
    m_fixture.window().modes().choose(QStringLiteral("explore"));
    m_fixture.window().modes().choose(kLessons); // it looks there anew
    auto &list = m_fixture.part<ui::LessonList>();
    const QList<ui::LessonRow *> rows = list.findChildren<ui::LessonRow *>();
    const auto own = std::ranges::find(rows, QStringLiteral("My own"), &ui::LessonRow::text);
    QVERIFY(own != rows.end());
    const QList<ui::TextBlock *> texts = list.findChildren<ui::TextBlock *>();
    QVERIFY(std::ranges::any_of(texts, [](const ui::TextBlock *block) {
        return block->isVisibleTo(block->window()) &&
               block->text().contains(QStringLiteral("bad.json"));
    }));
    QTest::mouseClick(*own, Qt::LeftButton);
    m_fixture.settle();
    QVERIFY(course().isTaken());
    QCOMPARE(course().lesson().title, std::string("My own"));
}

void TestLessonsMode::aBrokenLessonLeavesTheRest()
{
    start("waiting");
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(QStringLiteral("broken.json"));
    write(path, QByteArray(kOwn).replace("\"kind\": \"say\"", "\"kind\": \"sing\""));
    QSignalSpy said(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    m_fixture.window().files().openFile(path);
    m_fixture.settle();
    QCOMPARE(said.count(), 1);
    QCOMPARE(course().lesson().id, std::string("waiting"));
    QVERIFY(m_fixture.document().scenario() == before);
}

void TestLessonsMode::progressIsKept()
{
    QSettings kept(m_fixture.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    kept.remove(QStringLiteral("lessons/done")); // what other tests have left there
    start("waiting");
    for (int turns = 0; turns < 200 && course().isTaken(); ++turns) {
        take();
        press(Qt::Key_PageDown);
        m_fixture.settle();
    }
    // On the disk, whatever ends the program from here on.
    const QStringList done = kept.value(QStringLiteral("lessons/done")).toStringList();
    QVERIFY(done.contains(QStringLiteral("waiting")));
    m_fixture.close();
    m_fixture.open(QString());
    m_fixture.window().modes().choose(kLessons);
    const QString wanted = QString::fromStdString(core::findBuiltinLesson("waiting")->title) +
                           QStringLiteral(", done");
    const auto rows = m_fixture.part<ui::LessonPanel>().findChildren<QWidget *>();
    QVERIFY(std::ranges::any_of(
        rows, [&](const QWidget *row) { return row->accessibleName().endsWith(wanted); }));
}

QTEST_MAIN(TestLessonsMode)
#include "tst_lessons_mode.moc"
