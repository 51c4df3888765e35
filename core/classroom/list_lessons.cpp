// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/list_lessons.h"

#include "core/classroom/library.h"

namespace core {
namespace {

std::vector<ListedItem> listLessons()
{
    std::vector<ListedItem> items;
    for (const Lesson &lesson : builtinLessons())
        items.push_back(
            {lesson.id,
             lesson.title + ", " + std::to_string(lesson.minutes) + " minutes: " + lesson.goal,
             {{"title", lesson.title},
              {"goal", lesson.goal},
              {"minutes", static_cast<double>(lesson.minutes)},
              {"steps", static_cast<double>(lesson.steps.size())},
              {"scenario", lesson.scenario}}});
    return items;
}

} // namespace

std::vector<Listing> listingsWithLessons()
{
    std::vector<Listing> all(listings().begin(), listings().end());
    all.push_back({"lessons", listLessons});
    return all;
}

} // namespace core
