// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/lesson_truth.h"

#include "core/classroom/measured.h"
#include "core/classroom/set_ups.h"

#include <algorithm>
#include <set>

namespace ui {

LessonPrediction curveOf(const core::Lesson &lesson, std::size_t step, const std::string &folder)
{
    const core::Prediction &answer = *lesson.steps[step].answer;
    LessonPrediction values;
    core::SetUps setUps(folder);
    for (const double value : answer.over) {
        const core::Result<core::Measured> &measured =
            setUps.of(core::setUpOfPoint(lesson, step, value));
        const core::Result<double> is =
            measured ? measured.value().value(answer.truth) : core::Result<double>(0.0);
        values.push_back(is ? is.value() : 0);
    }
    return values;
}

bool isReached(const core::LessonStep &step, const core::SnapshotPtr &snapshot)
{
    const core::Measured measured(snapshot);
    return std::ranges::all_of(step.until, [&](const core::Condition &each) {
        const core::Result<bool> is = measured.holds(each);
        return is && is.value();
    });
}

std::optional<core::Nanos> momentIn(const core::SnapshotPtr &snapshot, const core::MomentText &text)
{
    if (!snapshot)
        return {};
    const core::Result<core::Nanos> moment = core::momentOf(*snapshot, text);
    return moment ? std::optional(moment.value()) : std::nullopt;
}

LessonCourse::ListingState listingAt(const core::ProgramListing &listing,
                                     const std::vector<core::Visit> &visits, core::Nanos moment,
                                     core::Nanos stop)
{
    LessonCourse::ListingState state;
    std::set<int> batches;
    for (const core::Visit &visit : visits) {
        if (visit.begin > moment)
            break;
        state.printed.append(QString::fromStdString(visit.name));
        state.marked = batches.insert(visit.microBatch).second ? listing.first : listing.next;
    }
    if (moment >= stop)
        state.marked = listing.end;
    return state;
}

} // namespace ui
