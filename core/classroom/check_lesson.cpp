// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/check_lesson.h"

#include "core/base/text.h"
#include "core/classroom/possible.h"
#include "core/classroom/proof.h"
#include "core/lesson/lesson_controls.h"

#include <cmath>

namespace core {
namespace {

std::string whyItStands(const Snapshot &snapshot)
{
    const Bytes needed = snapshot.metrics.fullest().peakMemory;
    const Bytes capacity = snapshot.plan.capacity;
    if (needed <= capacity)
        return "a link is down.";
    return "a device would need " + figureOf(needed).text() + ", and has " +
           figureOf(capacity).text() + '.';
}

// One lesson as it is played.
class LessonCheck
{
public:
    LessonCheck(const Lesson &lesson, const LessonPlace &place)
        : m_lesson(lesson), m_place(place), m_complaints(place.file), m_setUps(place.folder)
    {}

    std::vector<Error> all()
    {
        for (std::size_t i = 0; i < m_lesson.steps.size(); ++i)
            checkStep(i);
        return m_complaints.take();
    }

private:
    void checkStep(std::size_t index)
    {
        const LessonStep &step = m_lesson.steps[index];
        const SetUp begin = setUpOf(m_lesson, index);
        const Result<Measured> &before = m_setUps.of(begin);
        if (!before) {
            m_complaints.add(step.line, before.error().message);
            return;
        }
        checkPlaces(step, before.value());
        if (step.kind == StepKind::Watch && !before.value().snapshot().metrics.runs())
            m_complaints.add(step.line, "Nothing runs that could be watched: " +
                                            whyItStands(before.value().snapshot()));
        if (step.answer)
            checkAnswer(index, before.value());
        const SetUp end = setUpAfter(m_lesson, index);
        if (step.kind == StepKind::Do)
            checkDo(step, before.value(), end);
        for (const std::string &id : step.questions) {
            if (!m_place.questions.contains(id))
                m_complaints.add(step.line, "There is no question \"" + id + "\".");
        }
        std::vector<std::string> texts = {step.text, step.after, step.hint, step.note,
                                          step.expected};
        if (step.answer)
            texts.insert(texts.end(), step.answer->options.begin(), step.answer->options.end());
        for (const Claim &claim : step.claims)
            checkClaim(m_complaints, m_setUps, claim, end, texts);
    }

    void checkPlaces(const LessonStep &step, const Measured &measured)
    {
        for (const std::optional<MomentText> &moment : {step.at, step.to}) {
            if (!moment)
                continue;
            const Result<Nanos> time = momentOf(measured.snapshot(), *moment);
            if (!time)
                m_complaints.add(step.line, time.error().message);
        }
        if (!step.spotlight)
            return;
        using Target = Spotlight::Target;
        const Spotlight &light = *step.spotlight;
        const int devices = measured.snapshot().deviceCount();
        if ((light.target == Target::Device || light.target == Target::Link) &&
            (light.device >= devices || light.toDevice >= devices))
            m_complaints.add(step.line,
                             "The spotlight is on a device that is not there: there are " +
                                 std::to_string(devices) + ", counted from 0.");
        if (light.target == Target::Listing && !m_lesson.listing)
            m_complaints.add(step.line, "The spotlight is on a listing, but the lesson has none.");
        if (light.target == Target::Control && controlsOf(light.setting).empty() &&
            !measured.has("scenario." + light.setting))
            m_complaints.add(step.line, "The spotlight is on \"" + light.setting +
                                            "\", which is neither a control nor a setting of a "
                                            "scenario.");
    }

    void checkAnswer(std::size_t step, const Measured &measured)
    {
        const Prediction &answer = *m_lesson.steps[step].answer;
        if (answer.kind == AnswerKind::Curve) {
            checkCurve(step);
            return;
        }
        checkOptions(m_complaints, m_setUps, answer.options, answer.optionClaims,
                     static_cast<int>(answer.correct), setUpOf(m_lesson, step));
        if (answer.truth.empty())
            return;
        const Result<double> truth = measured.value(answer.truth);
        if (!truth)
            m_complaints.add(answer.line, truth.error().message);
        else if (answer.kind == AnswerKind::Choice)
            checkChoice(m_complaints, answer.line, answer.options, static_cast<int>(answer.correct),
                        truth.value());
        else if (!(std::abs(truth.value() - scaled(answer)) <= answer.step / 2 * unitOf(answer)))
            m_complaints.add(answer.line, "The correct number is said to be " +
                                              plainNumber(answer.correct) + ", but " +
                                              answer.truth + " is " +
                                              figureOfNumber(truth.value() / unitOf(answer)) + '.');
    }

    static double unitOf(const Prediction &answer)
    {
        const std::optional<ShownFigure> one = shownFigure("1 " + answer.unit);
        return one ? one->value : 1;
    }
    static double scaled(const Prediction &answer) { return answer.correct * unitOf(answer); }

    void checkCurve(std::size_t step)
    {
        const Prediction &answer = *m_lesson.steps[step].answer;
        for (const double value : answer.over) {
            const Result<Measured> &measured = m_setUps.of(setUpOfPoint(m_lesson, step, value));
            const Result<double> is =
                measured ? measured.value().value(answer.truth) : Result<double>(measured.error());
            if (!is) {
                m_complaints.add(answer.line, is.error().message);
                return;
            }
        }
    }

    void checkDo(const LessonStep &step, const Measured &before, const SetUp &end)
    {
        bool already = true;
        for (const Condition &condition : step.until) {
            const Result<bool> holds = before.holds(condition);
            if (!holds) {
                m_complaints.add(condition.line, holds.error().message);
                return;
            }
            already = already && holds.value();
        }
        if (already)
            m_complaints.add(step.line, "What is asked for holds before anything is done.");
        if (step.solution.empty())
            return checkPossible(step, end);
        const Result<Measured> &after = m_setUps.of(end);
        if (!after) {
            m_complaints.add(step.line, after.error().message);
            return;
        }
        for (const Condition &condition : step.until) {
            const Result<bool> holds = after.value().holds(condition);
            if (holds && !holds.value())
                m_complaints.add(condition.line, "The solution does not bring what is asked for: " +
                                                     condition.metric + " does not become that.");
        }
    }

    // Without a solution nothing proves that it can be done; one complaint for what contradicts.
    void checkPossible(const LessonStep &step, const SetUp &setUp)
    {
        for (const Condition &condition : step.until) {
            if (const auto why = whyNever(condition, step.until, setUp, m_place.folder)) {
                m_complaints.add(condition.line, *why);
                return;
            }
        }
    }

    const Lesson &m_lesson;
    const LessonPlace &m_place;
    Complaints m_complaints;
    SetUps m_setUps;
};

} // namespace

std::vector<Error> checkLesson(const Lesson &lesson, const LessonPlace &place)
{
    return LessonCheck(lesson, place).all();
}

} // namespace core
