// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/own_lessons.h"

#include "core/classroom/library.h"
#include "core/io/file/files.h"
#include "core/io/lesson/read_lesson.h"

#include <algorithm>
#include <filesystem>

namespace core {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesOf(const std::string &folder, OwnLessons &found)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unknown;
        if (entry->path().extension() == ".json" && entry->is_regular_file(unknown))
            files.push_back(entry->path());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        found.broken.push_back({"The folder of your lessons, " + folder +
                                ", cannot be read: " + error.message() + '.'});
    std::ranges::sort(files);
    if (files.size() > kMostOwnLessons) {
        found.broken.push_back({"The folder of your lessons holds more than " +
                                std::to_string(kMostOwnLessons) +
                                " files: only the first of them, by name, are shown."});
        files.resize(kMostOwnLessons);
    }
    return files;
}

} // namespace

OwnLessons ownLessonsIn(const std::string &folder)
{
    OwnLessons found;
    for (const fs::path &file : filesOf(folder, found)) {
        const Result<std::string> text = readFile(file.string(), kLargestLesson);
        if (!text) {
            found.broken.push_back(text.error());
            continue;
        }
        if (!isClassroomFile(text.value()))
            continue; // a scenario of a lesson, say
        Result<ClassroomFile> read = classroomFileFrom(text.value(), file.filename().string());
        if (!read)
            found.broken.push_back(read.error());
        else if (auto *lesson = std::get_if<Lesson>(&read.value()))
            found.lessons.push_back({file.string(), std::move(*lesson)});
    }
    return found;
}

} // namespace core
