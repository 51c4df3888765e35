// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lessons_mode.h"

#include "core/classroom/library.h"
#include "ui/controls/option_button.h"
#include "ui/document/document.h"
#include "ui/document/pinned.h"
#include "ui/modes/control_names.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/lesson_panel.h"
#include "ui/modes/mode_key.h"
#include "ui/modes/own_lessons_folder.h"
#include "ui/modes/spotlight_frame.h"
#include "ui/panels/control_panel.h"
#include "ui/playback/playback.h"
#include "ui/words/classroom_texts.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>

namespace ui {

namespace {

constexpr int kAnswerKeys = 8;
constexpr int kLetters = 4; // A to D, which mean something else while nothing is asked

QString doneKey()
{
    return QStringLiteral("lessons/done");
}

} // namespace

LessonsMode::LessonsMode(const ModeContext &context, QWidget *parent)
    : GuidedMode(context, parent), m_course(context.document, context.playback),
      m_panel(new LessonPanel(m_course, context.document, this)),
      m_spotlight(new SpotlightFrame(this))
{
    setPanel(*m_panel);
    addKeys();
    // The panes take their places after that.
    connect(&scene(), &Mode::shownChanged, this, &LessonsMode::showSpotlight, Qt::QueuedConnection);
    connect(&scene().controls(), &SidePanel::scrolled, this, &LessonsMode::showSpotlight);
    connect(&scene(), &Mode::shownChanged, this, [this] {
        if (isCovered()) // whether it may be played is known with its result
            Q_EMIT coveredChanged();
    });
    connect(m_panel, &LessonPanel::keysChanged, this, &LessonsMode::presentedChanged);
    connect(m_panel, &LessonPanel::lessonChosen, this, &LessonsMode::start);
    connect(m_panel, &LessonPanel::ownLessonChosen, this, &LessonsMode::startOwn);
    connect(m_panel, &LessonPanel::listRequested, this,
            [this] { Q_EMIT modeRequested(QStringLiteral("lessons")); });
    connect(m_panel, &LessonPanel::folderRequested, this,
            [this] { openOwnLessonsFolder(window()); });
    connect(m_panel, &LessonPanel::trainRequested, this,
            [this] { Q_EMIT modeRequested(QStringLiteral("train")); });
    connect(&m_course, &LessonCourse::scenarioRequested, this, &Mode::scenarioRequested);
    connect(&m_course, &LessonCourse::coveredChanged, this, &LessonsMode::showCover);
    connect(&m_course, &LessonCourse::changed, this, &LessonsMode::showStep);
    connect(&m_course, &LessonCourse::finished, this, &LessonsMode::finish);
}

// Remote controls send PageUp and PageDown.
void LessonsMode::addKeys()
{
    addModeKey(*this, Qt::Key_PageUp, [this] { goBack(); });
    for (const auto key : {Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Enter})
        addModeKey(*this, key, [this] { goOn(); });
    for (int i = 0; i < kAnswerKeys; ++i)
        addModeKey(*this, QKeySequence(Qt::Key_1 + i), [this, i] {
            if (!offersNumbers(*m_panel))
                m_panel->choose(i);
        });
    for (int i = 0; i < kLetters; ++i) {
        QShortcut *letter =
            addModeKey(*this, QKeySequence(Qt::Key_A + i), [this, i] { m_panel->choose(i); });
        const auto offer = [this, letter] { letter->setEnabled(isCovered()); };
        connect(&m_course, &LessonCourse::coveredChanged, letter, offer);
        offer();
    }
}

void LessonsMode::start(const QString &id)
{
    const core::Lesson *lesson = core::findBuiltinLesson(id.toStdString());
    if (lesson == nullptr)
        return;
    begin(inLanguage(*lesson));
    if (const auto left = m_left.constFind(id); left != m_left.constEnd()) {
        m_course.resume(*left);
        m_course.goTo(left->index);
    }
}

// The list: a lesson of the program goes on there where it was left.
void LessonsMode::toTop()
{
    if (!m_course.isTaken())
        return;
    const LessonProgress progress = m_course.progress();
    const QString id = QString::fromStdString(progress.lesson.id);
    if (progress.folder.empty()) {
        m_left.insert(id, progress);
        m_panel->setLeft(id, progress.index);
    }
    m_course.leave();
    m_panel->focusMain();
}

// What somebody pinned before is no matter of the lesson; what the lesson lets them pin, is.
void LessonsMode::begin(const core::Lesson &lesson, const std::string &folder)
{
    scene().leaveOut(pinned().snapshot());
    m_course.start(lesson, folder);
}

// What was put there meanwhile.
void LessonsMode::renewOwn()
{
    m_own = core::ownLessonsIn(QFile::encodeName(ownLessonsFolder()).toStdString());
    m_panel->setOwn(m_own);
}

void LessonsMode::startOwn(const QString &path)
{
    const auto own = std::ranges::find(m_own.lessons, path.toStdString(), &core::OwnLesson::path);
    if (own != m_own.lessons.end())
        begin(own->lesson, QFileInfo(path).path().toStdString());
}

void LessonsMode::take(const core::ClassroomFile &file, const QString &folder)
{
    if (const auto *lesson = std::get_if<core::Lesson>(&file))
        begin(inLanguage(*lesson), folder.toStdString());
}

void LessonsMode::prepareLesson(const QString &lesson, int step)
{
    m_left.remove(lesson);
    start(lesson);
    m_course.goTo(static_cast<std::size_t>(step));
}

Presented LessonsMode::presented() const
{
    Presented presented = {
        .title = tr("Lessons"), .panel = m_panel, .place = Presented::Place::Beside};
    if (!m_course.isTaken())
        return presented;
    const core::LessonStep &step = m_course.step();
    presented.title = QString::fromStdString(m_course.lesson().title);
    presented.progress =
        tr("Page %1 of %2").arg(m_course.index() + 1).arg(m_course.lesson().steps.size());
    presented.notes = m_panel->notes();
    presented.keys = keysNow();
    const bool isLong =
        step.answer || step.kind == core::StepKind::Quiz || m_course.lesson().listing;
    presented.place = isLong ? Presented::Place::Beside : Presented::Place::Above;
    presented.isWaiting = m_course.isWaiting();
    presented.hasControls = step.kind == core::StepKind::Do;
    presented.freeControls = m_course.freeControls();
    presented.spotlight = step.spotlight;
    return presented;
}

QString LessonsMode::keysNow() const
{
    const core::LessonStep &step = m_course.step();
    if (m_panel->tellsNext())
        return step.answer ? tr("Nothing is predicted yet · Page Down once more tells the answer")
                           : tr("Nothing is answered yet · Page Down once more tells the answer");
    if (m_course.isPredicting() && step.answer->kind == core::AnswerKind::Choice)
        return tr("1 to %1 choose · Page Down lock in · Page Up back")
            .arg(step.answer->options.size());
    if (m_course.isPredicting())
        return tr("Page Down lock in · Page Up back");
    if (step.kind == core::StepKind::Quiz)
        return tr("1 to 4 answer · Page Down next · Page Up back");
    if (step.kind == core::StepKind::Do && !m_course.isDone())
        return step.solution.empty()
                   ? tr("N opens the controls · Page Up back")
                   : tr("Page Down shows it · N opens the controls · Page Up back");
    return tr("Page Down next page · Page Up back · Space play · → event");
}

core::SnapshotPtr LessonsMode::presentedScene() const
{
    const core::SnapshotPtr snapshot = scene().shown();
    const bool tells = m_course.isAsking() || (snapshot && sceneTellsAtOnce(*snapshot));
    return isCovered() && tells ? nullptr : snapshot;
}

void LessonsMode::setTeaching(const Teaching &teaching)
{
    m_panel->showNotes(teaching.showsNotes);
    m_course.setHidesAnswers(teaching.hidesAnswers);
}

void LessonsMode::goOn()
{
    m_panel->goOn();
}

void LessonsMode::goBack()
{
    m_panel->goBack();
}

bool LessonsMode::choose(int option)
{
    const bool asks = m_course.isTaken() &&
                      (m_course.isPredicting() || m_course.step().kind == core::StepKind::Quiz);
    if (asks) {
        m_panel->choose(option);
        Q_EMIT presentedChanged(); // its keys, of a prediction as well
    }
    return asks;
}

void LessonsMode::finish(const QString &lesson)
{
    m_done.insert(lesson);
    m_left.remove(lesson);
    m_panel->setDone(m_done);
    m_panel->setLeft(lesson, 0);
    m_panel->focusMain();
    Q_EMIT stateToKeep();
}

void LessonsMode::showCover()
{
    scene().setCovered(m_course.isCovered(), m_course.isAsking());
    showCoverWords();
    Q_EMIT coveredChanged();
}

// Before the question there is nothing to predict yet.
QString LessonsMode::coverWords() const
{
    return m_course.isPredicting() ? tr("hidden until you predict")
           : m_course.isAsking()   ? tr("hidden until the questions are answered")
                                   : tr("hidden: it would answer the next question");
}

void LessonsMode::showCoverWords()
{
    if (m_course.isCovered())
        scene().setCoverWords(coverWords());
}

void LessonsMode::showStep()
{
    const core::LessonStep *step = m_course.isTaken() ? &m_course.step() : nullptr;
    const bool changes = step != m_shownStep;
    m_shownStep = step;
    // What is to be changed must be at hand.
    if (changes || step == nullptr) {
        const bool isDo = step != nullptr && step->kind == core::StepKind::Do;
        scene().showLeftPanel(isDo && !m_course.asksForFew() && !m_course.leadsToTrain());
    }
    showFreeControls();
    scene().setTellsRemedies(step == nullptr); // a lesson comes to them by itself
    showCoverWords();
    place();
    if (changes) // once the panel has its size
        QMetaObject::invokeMethod(this, &LessonsMode::bringOutControl, Qt::QueuedConnection);
    // The step before may have taken the focus along with what it hid.
    if (changes && isAwake() && step != nullptr)
        m_panel->focusMain();
    Q_EMIT presentedChanged();
}

bool LessonsMode::mayBreak() const
{
    const std::optional<QStringList> free = m_course.freeControls();
    return !free || free->contains(controlNames("faults").front());
}

// Where little is free, what would help is not told either.
void LessonsMode::showFreeControls()
{
    const std::optional<QStringList> free = m_course.freeControls();
    scene().controls().allow(free);
    scene().setGuarded(free.has_value());
    if (std::exchange(m_isLocked, free.has_value()) != m_isLocked)
        Q_EMIT coveredChanged(); // and what goes with it
}

// What a step points at may stand under "More", or further down than is in sight.
void LessonsMode::bringOutControl()
{
    if (m_shownStep == nullptr || !m_shownStep->spotlight || !scene().showsLeftPanel())
        return;
    (void)scene().controls().bringOut(controlNames(m_shownStep->spotlight->setting));
    showSpotlight();
}

void LessonsMode::showSpotlight()
{
    const bool points = m_course.isTaken() && m_course.step().spotlight && isAwake();
    m_spotlight->setTarget(points ? placeOf(*m_course.step().spotlight, scene().places())
                                  : QRectF());
}

void LessonsMode::wake()
{
    scene().setAwake(true);
    m_course.setAwake(true);
    renewOwn();
    showStep();
}

void LessonsMode::sleep()
{
    m_course.setAwake(false);
    scene().setAwake(false);
}

void LessonsMode::setLook(const Look &look)
{
    m_spotlight->setLook(look);
    GuidedMode::setLook(look);
}

core::SnapshotPtr LessonsMode::shown() const
{
    return isCovered() ? nullptr : scene().shown();
}

Standing LessonsMode::standing() const
{
    Standing standing = Mode::standing();
    if (!m_course.isTaken())
        return standing;
    // Once more in the language that is spoken then.
    const core::Lesson *builtin =
        m_course.folder().empty() ? core::findBuiltinLesson(m_course.lesson().id) : nullptr;
    LessonProgress progress = m_course.progress();
    if (builtin != nullptr)
        progress.lesson = *builtin;
    standing.take = [progress](Mode &fresh) {
        LessonProgress taken = progress;
        taken.lesson = inLanguage(taken.lesson);
        static_cast<LessonsMode &>(fresh).m_course.resume(std::move(taken));
    };
    return standing;
}

QStringList LessonsMode::withoutActions() const
{
    QStringList without = isCovered()  ? tellingActions()
                          : m_isLocked ? QStringList{QStringLiteral("advice")}
                                       : QStringList();
    without.append(QStringLiteral("inspect")); // its Enter goes on here
    return without;
}

QString LessonsMode::describe() const
{
    if (!isCovered())
        return scene().describe();
    const QString words = coverWords();
    return words.at(0).toUpper() + words.mid(1) + u'.';
}

void LessonsMode::resetLayout()
{
    scene().resetLayout();
    scene().showLeftPanel(false);
}

void LessonsMode::saveState(QSettings &settings) const
{
    settings.setValue(doneKey(), QStringList(m_done.begin(), m_done.end()));
}

void LessonsMode::restoreState(const QSettings &settings)
{
    const QStringList done = settings.value(doneKey()).toStringList();
    m_done = QSet<QString>(done.begin(), done.end());
    m_panel->setDone(m_done);
}

void LessonsMode::place()
{
    GuidedMode::place();
    m_spotlight->setGeometry(scene().geometry());
    m_spotlight->raise();
    showSpotlight();
}

} // namespace ui
