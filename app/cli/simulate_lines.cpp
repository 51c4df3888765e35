// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/simulate_lines.h"

#include "core/answer/answer_line.h"
#include "core/base/text.h"
#include "core/io/file/arriving_lines.h"
#include "core/io/file/files.h"

#include <filesystem>
#include <new>

namespace app {
namespace {

bool isBlank(const std::string &line)
{
    return line.find_first_not_of(" \t\r") == std::string::npos;
}

std::string tooLongText(std::string_view name, int line)
{
    return core::errorAt(name, line,
                         "The line is longer than " +
                             core::figureOfCount(std::int64_t{core::kLongestRequest}) +
                             " bytes, the most that can be read.")
        .message;
}

// One scenario that asks for more memory than there is must not end the run of the others.
core::LineAnswer answered(const std::string &text, int line, const core::DocumentPlace &place,
                          const std::vector<std::string> &settings)
{
    try {
        return core::answerLine(text, line, place, settings);
    } catch (const std::bad_alloc &) {
        return core::refuseLine(
            core::errorAt(place.name, line, "This computer has no more memory for that.").message,
            line);
    }
}

struct Count
{
    int asked = 0;
    int failed = 0;
};

core::Written answerAll(core::ArrivingLines &lines, const core::DocumentPlace &place,
                        const std::vector<std::string> &settings, Count &count)
{
    std::string line;
    while (true) {
        const core::Result<bool> more = lines.next(line);
        if (!more)
            return more.error();
        if (!more.value())
            return {};
        if (isBlank(line) && !lines.wasTooLong())
            continue;
        const int number = lines.lineNumber();
        const core::LineAnswer answer =
            lines.wasTooLong() ? core::refuseLine(tooLongText(place.name, number), number)
                               : answered(line, number, place, settings);
        ++count.asked;
        count.failed += answer.failed ? 1 : 0;
        if (core::Written done = core::writeFile("-", answer.text); !done)
            return done;
    }
}

std::string failedText(const std::string &name, const Count &count)
{
    return name + ": " + core::figureOfCount(count.failed) + " of " +
           core::figureOfCount(count.asked) + (count.asked == 1 ? " line" : " lines") +
           " could not be simulated: see the \"error\" of each answer.";
}

} // namespace

core::Written simulateLines(const std::string &path, const std::vector<std::string> &settings)
{
    core::Result<core::ArrivingLines> lines =
        core::ArrivingLines::open(path, core::kLongestRequest);
    if (!lines)
        return lines.error();
    const bool piped = path == "-";
    const std::string name = piped ? "standard input" : path;
    const std::string folder =
        piped ? std::string() : std::filesystem::path(path).parent_path().string();
    Count count;
    core::Written done =
        answerAll(lines.value(), {.name = name, .folder = folder}, settings, count);
    if (done && count.failed > 0)
        return core::Error{failedText(name, count)};
    return done;
}

} // namespace app
