// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/library.h"

#include "core/base/text.h"
#include "core/classroom/check_lesson.h"
#include "core/classroom/check_quiz.h"
#include "core/io/lesson/read_lesson.h"
#include "core/io/lesson/read_quiz.h"

#include "builtin_lessons_data.h"

#include <algorithm>
#include <cassert>
#include <filesystem>

namespace core {
std::span<const Lesson> builtinLessons()
{
    static const std::vector<Lesson> lessons = [] {
        std::vector<Lesson> read;
        for (const BuiltinLessonText &text : kBuiltinLessonTexts) {
            Result<Lesson> lesson = lessonFromJson(text.json, text.id);
            assert(lesson); // tst_builtin_lessons reads them all
            if (lesson)
                read.push_back(std::move(lesson).value());
        }
        return read;
    }();
    return lessons;
}

const Lesson *findBuiltinLesson(std::string_view id)
{
    const auto lesson = std::ranges::find(builtinLessons(), id, &Lesson::id);
    return lesson == builtinLessons().end() ? nullptr : &*lesson;
}

int numberOfBuiltinLesson(std::string_view id)
{
    const Lesson *lesson = findBuiltinLesson(id);
    return lesson == nullptr ? 0 : static_cast<int>(lesson - builtinLessons().data()) + 1;
}

const Quiz &builtinQuiz()
{
    static const Quiz quiz = [] {
        Result<Quiz> read = quizFromJson(kBuiltinQuizText, "basics");
        assert(read);
        return read ? std::move(read).value() : Quiz();
    }();
    return quiz;
}

const Question *findBuiltinQuestion(std::string_view id)
{
    const std::vector<Question> &questions = builtinQuiz().questions;
    const auto question = std::ranges::find(questions, id, &Question::id);
    return question == questions.end() ? nullptr : &*question;
}

bool isClassroomFile(std::string_view text)
{
    constexpr std::size_t beginning = 4096;
    std::string begin(text.substr(0, beginning));
    std::erase(begin, '\0'); // of UTF-16, which the reader refuses by name
    return begin.find("\"lesson/") != begin.npos || begin.find("\"quiz/") != begin.npos;
}

Result<ClassroomFile> classroomFileFrom(std::string_view text, std::string_view name)
{
    if (text.size() > kLargestLesson)
        return Error{std::string(name) + ":1: A lesson or a quiz has 1 MiB at most, and this has " +
                     figureOf(Bytes{static_cast<std::int64_t>(text.size())}).text() + '.'};
    const std::size_t quiz = text.find("\"quiz/");
    const std::size_t lesson = text.find("\"lesson/");
    if (quiz < lesson) {
        Result<Quiz> read = quizFromJson(text, name);
        return read ? Result<ClassroomFile>(std::move(read).value()) : read.error();
    }
    Result<Lesson> read = lessonFromJson(text, name);
    return read ? Result<ClassroomFile>(std::move(read).value()) : read.error();
}

std::vector<Error> checkClassroomFile(const std::string &path, std::string_view text)
{
    const Result<ClassroomFile> file = classroomFileFrom(text, path);
    if (!file)
        return {file.error()};
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (const auto *quiz = std::get_if<Quiz>(&file.value()))
        return checkQuiz(*quiz, path, folder.empty() ? "." : folder);
    LessonPlace place = {path, folder.empty() ? "." : folder, {}};
    for (const Question &question : builtinQuiz().questions)
        place.questions.insert(question.id);
    return checkLesson(std::get<Lesson>(file.value()), place);
}

} // namespace core
