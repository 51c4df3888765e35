// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lesson_option.h"

#include "core/classroom/library.h"

#include <charconv>

namespace app {

core::Result<LessonPlace> lessonPlace(const std::string &text)
{
    const std::size_t colon = text.find(':');
    const std::string id = text.substr(0, colon);
    const core::Lesson *lesson = core::findBuiltinLesson(id);
    if (lesson == nullptr)
        return core::Error{"--lesson: There is no lesson \"" + id +
                           "\": see \"parallarium list lessons\"."};
    int step = 1;
    if (colon != std::string::npos) {
        const char *end = text.data() + text.size();
        const auto [rest, failure] = std::from_chars(text.data() + colon + 1, end, step);
        if (failure != std::errc{} || rest != end || step < 1 ||
            step > static_cast<int>(lesson->steps.size()))
            return core::Error{"--lesson: The lesson has steps 1 to " +
                               std::to_string(lesson->steps.size()) + ", not \"" +
                               text.substr(colon + 1) + "\"."};
    }
    return LessonPlace{id, step - 1};
}

} // namespace app
