// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/lesson.h"

#include <algorithm>

#include "core/base/text.h"

namespace core {
namespace {

void add(SetUp &setUp, const std::vector<std::string> &settings)
{
    setUp.settings.insert(setUp.settings.end(), settings.begin(), settings.end());
}

} // namespace

SetUp setUpOf(const Lesson &lesson, std::size_t step)
{
    SetUp setUp = {lesson.scenario, {}};
    for (std::size_t i = 0; i <= step && i < lesson.steps.size(); ++i) {
        const LessonStep &each = lesson.steps[i];
        if (!each.setUp.scenario.empty())
            setUp = {each.setUp.scenario, {}};
        add(setUp, each.setUp.settings);
        if (i < step)
            add(setUp, each.solution);
    }
    return setUp;
}

bool isOfShownStep(const LessonStep &step)
{
    const bool hasTruth = step.answer && !step.answer->truth.empty();
    return hasTruth || step.claims.empty() ||
           std::ranges::any_of(step.claims, [](const Claim &claim) {
               return claim.about.scenario.empty() && claim.about.settings.empty();
           });
}

SetUp setUpOfPoint(const Lesson &lesson, std::size_t step, double value)
{
    SetUp setUp = setUpOf(lesson, step);
    setUp.settings.push_back(lesson.steps[step].answer->vary + '=' + plainNumber(value));
    return setUp;
}

SetUp setUpAfter(const Lesson &lesson, std::size_t step)
{
    SetUp setUp = setUpOf(lesson, step);
    add(setUp, lesson.steps[step].solution);
    return setUp;
}

} // namespace core
