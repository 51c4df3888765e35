// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/visits.h"
#include "core/lesson/lesson.h"
#include "core/scenario/scenario.h"

#include <QObject>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace ui {

class Document;
class Playback;

// What was predicted: the position of an option, a number, or the values of a curve; empty:
// nothing was, and the answer is told all the same.
using LessonPrediction = std::vector<double>;

struct LessonStepState
{
    std::optional<LessonPrediction> prediction;
    bool waits = false;     // locked in, and not told yet
    bool done = false;      // what was asked for was reached once
    LessonPrediction truth; // of a curve, once it was worked out
};

// All that it takes to go on with a lesson in another window.
struct LessonProgress
{
    core::Lesson lesson;
    std::string folder;
    std::size_t index = 0;
    std::vector<LessonStepState> answers; // per step
    bool placesMoment = false;            // the clock does not stand there yet
};

// The lesson that is being taken: which step, what was answered, and the set-up of the window that
// goes with it. While a prediction is open, the clock is held and nothing that tells is shown.
class LessonCourse : public QObject
{
    Q_OBJECT

public:
    using Prediction = LessonPrediction;

    LessonCourse(Document &document, Playback &playback, QObject *parent = nullptr);

    // folder: where the scenarios lie that the lesson brings; empty: it brings none.
    void start(const core::Lesson &lesson, const std::string &folder = {});
    [[nodiscard]] LessonProgress progress() const;
    // With the scenario that the document has, and its history.
    void resume(LessonProgress progress);
    void leave();
    [[nodiscard]] bool isTaken() const { return m_lesson.has_value(); }
    [[nodiscard]] const core::Lesson &lesson() const { return *m_lesson; }
    [[nodiscard]] const std::string &folder() const { return m_folder; }
    [[nodiscard]] std::size_t index() const { return m_index; }
    [[nodiscard]] const core::LessonStep &step() const { return m_lesson->steps[m_index]; }
    [[nodiscard]] bool isLast() const { return m_index + 1 == m_lesson->steps.size(); }

    void goTo(std::size_t index); // of a step
    void next();                  // nothing happens while something is to be done first
    void back();
    // A step is done at once, unless it asks for something.
    [[nodiscard]] bool isDone() const;

    [[nodiscard]] bool isPredicting() const; // the answer is not told yet
    // What would tell the answer is not to be seen: while it is predicted, and before, while the
    // same set-up is explained; and of a question, as what stands there may be what it asks for.
    [[nodiscard]] bool isCovered() const;
    void setAsking(bool asks); // a question of this step is not answered yet
    [[nodiscard]] bool isAsking() const;
    void lockIn(const Prediction &prediction);
    // Whether an answer that is locked in is not told before reveal().
    void setHidesAnswers(bool hides) { m_hidesAnswers = hides; }
    [[nodiscard]] bool isWaiting() const; // for reveal()
    void reveal();
    void revealUnanswered(); // to a class that says nothing
    [[nodiscard]] const std::optional<Prediction> &prediction() const
    {
        return m_answers[m_index].prediction;
    }
    // What really comes, once it is locked in: of a choice the position, else values.
    [[nodiscard]] Prediction truth();

    // What may be changed: nothing while an answer is covered, as what is tried would tell it; of a
    // step that asks for changes what it names, until it is done. None: everything.
    [[nodiscard]] std::optional<QStringList> freeControls() const;
    // While it is awake: those of a step that asks for a change of a few, also once it is done.
    [[nodiscard]] std::optional<QStringList> taskControls() const;
    [[nodiscard]] bool asksForFew() const; // awake or not
    // The step is about a network that learns, and now is the time to let it: in mode Train.
    [[nodiscard]] bool leadsToTrain() const;
    // What was asked for was reached, and then a few controls were moved further.
    [[nodiscard]] bool hasMovedOn() const;
    // The scenario is another than that of the step; of a step that asks for changes it may be.
    [[nodiscard]] bool deviates() const;
    void backToSetUp();
    void showSolution();
    void play(); // what is to be watched
    // The lines of the listing that are at hand, and what the program has listed so far.
    struct ListingState
    {
        std::vector<int> marked;
        QStringList printed;
    };
    [[nodiscard]] ListingState listingState();
    void setAwake(bool awake);

Q_SIGNALS:
    void changed();        // step, answer or state
    void listingChanged(); // as the step runs
    void coveredChanged(); // or why: a prediction was opened, locked in or told
    void scenarioRequested(const core::Scenario &scenario, const QString &id);
    void finished(const QString &lesson);

private:
    void enter(bool opens);
    void apply(const core::Scenario &scenario, bool opens);
    void showMoment();
    void renewState();
    void renewCover();
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] bool holdsNow() const; // what a Do asks for
    void followMoment();
    [[nodiscard]] std::optional<core::Scenario> setUp(bool done) const;

    Document &m_document;
    Playback &m_playback;
    std::optional<core::Lesson> m_lesson;
    std::string m_folder;
    std::size_t m_index = 0;
    std::vector<LessonStepState> m_answers; // per step
    std::optional<core::Scenario> m_setUp;  // of the step; none: it cannot be made
    bool m_placesMoment = false;            // once the result is there
    std::optional<core::Nanos> m_goal;      // of what is watched
    bool m_holds = false;                   // what a Do asks for, now
    core::SnapshotPtr m_listed;             // whose visits these are
    std::vector<core::Visit> m_visits;
    bool m_hidesAnswers = false;
    enum class Cover { None, Ahead, Predicting, Waiting, Asking };
    Cover m_cover = Cover::None;
    bool m_asks = false;
    bool m_awake = true;
};

} // namespace ui
