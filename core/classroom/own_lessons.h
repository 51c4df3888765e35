// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/lesson/lesson.h"

#include <string>
#include <vector>

namespace core {

struct OwnLesson
{
    std::string path;
    Lesson lesson;
};

// The lessons of a teacher, and why others of the files are none.
struct OwnLessons
{
    std::vector<OwnLesson> lessons; // in the order of their files' names
    std::vector<Error> broken;
};

// Those of the .json files of the folder that say that they are lessons; a folder that is not there
// holds none. Reads so many files at most, and no more than a lesson may hold of each.
constexpr std::size_t kMostOwnLessons = 100;
[[nodiscard]] OwnLessons ownLessonsIn(const std::string &folder);

} // namespace core
