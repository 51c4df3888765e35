// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lesson_course.h"

#include "core/classroom/set_ups.h"
#include "ui/document/document.h"
#include "ui/modes/control_names.h"
#include "ui/modes/lesson_truth.h"
#include "ui/playback/playback.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr std::size_t kMostListed = 100; // visits; more are not read in a lesson
constexpr std::size_t kFew = 4;          // controls

QStringList idsOf(const std::vector<std::string> &controls)
{
    QStringList ids;
    for (const std::string &name : controls)
        ids += controlNames(name);
    return ids;
}

} // namespace

LessonCourse::LessonCourse(Document &document, Playback &playback, QObject *parent)
    : QObject(parent), m_document(document), m_playback(playback)
{
    connect(&document, &Document::snapshotChanged, this, &LessonCourse::renewState);
    connect(&document, &Document::scenarioChanged, this, &LessonCourse::changed);
    connect(&playback, &Playback::moved, this, &LessonCourse::followMoment);
}

void LessonCourse::start(const core::Lesson &lesson, const std::string &folder)
{
    m_lesson = lesson;
    m_folder = folder;
    m_answers.assign(lesson.steps.size(), {});
    m_index = 0;
    enter(true);
}

LessonProgress LessonCourse::progress() const
{
    return {*m_lesson, m_folder, m_index, m_answers, m_placesMoment};
}

// An answer that waits to be told is asked for once more: nobody may be there who tells it.
void LessonCourse::resume(LessonProgress progress)
{
    m_lesson = std::move(progress.lesson);
    m_folder = std::move(progress.folder);
    m_index = progress.index;
    m_answers = std::move(progress.answers);
    if (m_answers[m_index].waits)
        m_answers[m_index] = {};
    m_asks = step().kind == core::StepKind::Quiz;
    m_setUp = setUp(false);
    m_placesMoment = progress.placesMoment;
    renewState();
}

void LessonCourse::leave()
{
    m_lesson.reset();
    m_playback.setHeld(false);
    m_goal.reset();
    renewState();
}

void LessonCourse::goTo(std::size_t index)
{
    if (!isTaken() || index >= m_lesson->steps.size())
        return;
    m_index = index;
    enter(false);
}

void LessonCourse::next()
{
    if (!isTaken() || !isDone())
        return;
    if (!isLast())
        return goTo(m_index + 1);
    const QString id = QString::fromStdString(m_lesson->id);
    leave();
    Q_EMIT finished(id);
}

void LessonCourse::back()
{
    if (isTaken() && m_index > 0)
        goTo(m_index - 1);
}

bool LessonCourse::isDone() const
{
    const bool asks = step().kind == core::StepKind::Do || step().kind == core::StepKind::Predict;
    return !asks || m_answers[m_index].done;
}

bool LessonCourse::isPredicting() const
{
    return isTaken() && step().answer && (!prediction() || isWaiting());
}

void LessonCourse::setAsking(bool asks)
{
    m_asks = asks;
    renewCover();
}

bool LessonCourse::isAsking() const
{
    return isTaken() && step().kind == core::StepKind::Quiz && m_asks;
}

bool LessonCourse::isWaiting() const
{
    return isTaken() && m_answers[m_index].waits;
}

bool LessonCourse::isCovered() const
{
    if (!isTaken() || isPredicting() || isAsking())
        return isTaken();
    const std::vector<core::LessonStep> &steps = m_lesson->steps;
    std::size_t next = m_index;
    while (next < steps.size() && steps[next].kind == core::StepKind::Say)
        ++next;
    if (next == m_index || next == steps.size())
        return false;
    const bool isOpen = !m_answers[next].prediction || m_answers[next].waits;
    return steps[next].answer && isOpen &&
           core::setUpOf(*m_lesson, next) == core::setUpOf(*m_lesson, m_index);
}

std::optional<core::Scenario> LessonCourse::setUp(bool done) const
{
    const core::SetUp wanted =
        done ? core::setUpAfter(*m_lesson, m_index) : core::setUpOf(*m_lesson, m_index);
    const core::Result<core::Scenario> scenario = core::scenarioOf(wanted, m_folder);
    return scenario ? std::optional(scenario.value()) : std::nullopt;
}

void LessonCourse::enter(bool opens)
{
    m_playback.pause();
    m_playback.setHeld(false);
    m_goal.reset();
    m_asks = step().kind == core::StepKind::Quiz;
    m_setUp = setUp(false);
    if (m_setUp)
        apply(*m_setUp, opens);
    m_placesMoment = true;
    renewState();
}

void LessonCourse::apply(const core::Scenario &scenario, bool opens)
{
    if (opens)
        Q_EMIT scenarioRequested(scenario, QString::fromStdString(m_lesson->scenario));
    else if (!(m_document.scenario() == scenario))
        m_document.edit(scenario, tr("Set-up of the lesson"));
    // What the lesson did is nothing that a person would want to keep.
    m_document.undoStack().setClean();
}

// Where the clock stands when the step begins. A prediction is made before anything has run.
void LessonCourse::showMoment()
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    if (!m_placesMoment || !isShown())
        return;
    m_placesMoment = false;
    m_playback.setHeld(false); // until it is there
    const core::MomentText at = step().at.value_or(core::StepShare{0});
    const core::Result<core::Nanos> moment = core::momentOf(*snapshot, at);
    if (step().at || step().answer || step().kind == core::StepKind::Watch)
        m_playback.seek(moment ? moment.value() : core::Nanos{});
}

void LessonCourse::renewState()
{
    if (isTaken() && m_awake) {
        showMoment();
        m_playback.setHeld(isPredicting());
    }
    if (isTaken() && step().kind == core::StepKind::Do && isShown()) {
        m_holds = holdsNow();
        m_answers[m_index].done = m_answers[m_index].done || m_holds;
    }
    renewCover();
    Q_EMIT changed();
}

bool LessonCourse::hasMovedOn() const
{
    return m_awake && asksForFew() && isDone() && !m_holds;
}

// The result is that of the scenario.
bool LessonCourse::isShown() const
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    return snapshot && snapshot->scenario == m_document.scenario();
}

// Also in another mode, to which the step may send a person, but of no other network.
bool LessonCourse::holdsNow() const
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    if (!m_awake && !(m_setUp && m_setUp->model == snapshot->scenario.model))
        return false;
    return isReached(step(), snapshot);
}

void LessonCourse::renewCover()
{
    const Cover cover = !m_awake || !isCovered() ? Cover::None
                        : isAsking()             ? Cover::Asking
                        : isWaiting()            ? Cover::Waiting
                        : isPredicting()         ? Cover::Predicting
                                                 : Cover::Ahead;
    if (std::exchange(m_cover, cover) != cover)
        Q_EMIT coveredChanged();
}

void LessonCourse::lockIn(const Prediction &prediction)
{
    if (!isPredicting() || isWaiting())
        return;
    m_answers[m_index].prediction = prediction;
    m_answers[m_index].waits = true;
    if (!m_hidesAnswers)
        return reveal();
    renewState();
}

void LessonCourse::revealUnanswered()
{
    if (isWaiting())
        return;
    lockIn(Prediction());
    reveal();
}

void LessonCourse::reveal()
{
    if (!isWaiting())
        return;
    m_answers[m_index].waits = false;
    m_answers[m_index].done = true;
    m_playback.setHeld(false);
    renewState();
    if (!core::isOfShownStep(step()))
        return; // it would tell of something else
    m_playback.toStart();
    m_playback.play();
}

LessonCourse::Prediction LessonCourse::truth()
{
    if (step().answer->kind != core::AnswerKind::Curve)
        return {step().answer->correct};
    Prediction &values = m_answers[m_index].truth;
    if (values.empty())
        values = curveOf(*m_lesson, m_index, m_folder);
    return values;
}

std::optional<QStringList> LessonCourse::freeControls() const
{
    if (isCovered())
        return QStringList();
    if (!isTaken() || isDone() || !step().allowed)
        return {};
    return idsOf(*step().allowed);
}

std::optional<QStringList> LessonCourse::taskControls() const
{
    return m_awake && asksForFew() ? std::optional(idsOf(*step().allowed)) : std::nullopt;
}

bool LessonCourse::asksForFew() const
{
    return isTaken() && step().kind == core::StepKind::Do && step().allowed &&
           step().allowed->size() <= kFew;
}

bool LessonCourse::leadsToTrain() const
{
    const bool learns = isTaken() && !isPredicting() && m_setUp && m_setUp->train;
    return learns && (step().kind == core::StepKind::Do || step().answer);
}

bool LessonCourse::deviates() const
{
    return isTaken() && m_setUp && !(m_document.scenario() == *m_setUp);
}

void LessonCourse::backToSetUp()
{
    if (!m_setUp)
        return;
    apply(*m_setUp, false);
    m_placesMoment = true;
    renewState();
}

void LessonCourse::showSolution()
{
    if (const std::optional<core::Scenario> solved = setUp(true))
        m_document.edit(*solved, tr("What the lesson asks for"));
}

// What is watched ends where the step says.
void LessonCourse::play()
{
    m_goal = step().to ? momentIn(m_document.snapshot(), *step().to) : std::nullopt;
    if (m_playback.moment() >= m_goal.value_or(m_playback.end()))
        m_playback.toStart();
    m_playback.play();
}

LessonCourse::ListingState LessonCourse::listingState()
{
    ListingState state = {step().markedLines, {}};
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    const core::Nanos moment = m_playback.moment();
    if (!snapshot || moment.count == 0)
        return state;
    if (m_listed != snapshot) {
        m_listed = snapshot;
        m_visits = core::visits(*snapshot, kMostListed);
    }
    state = listingAt(*m_lesson->listing, m_visits, moment, {snapshot->trace.stop});
    if (state.marked.empty())
        state.marked = step().markedLines;
    return state;
}

void LessonCourse::followMoment()
{
    if (isTaken() && m_lesson->listing)
        Q_EMIT listingChanged();
    if (!m_goal || m_playback.moment() < *m_goal)
        return;
    m_goal.reset();
    m_playback.pause();
}

void LessonCourse::setAwake(bool awake)
{
    m_awake = awake;
    if (!awake)
        m_playback.setHeld(false);
    renewState();
}

} // namespace ui
