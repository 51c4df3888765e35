// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/file_beside.h"

#include "core/base/printable.h"
#include "core/io/file/files.h"
#include "core/io/file/named_file.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace core {

Result<std::string> textBeside(const LaunchFile &file, const std::string &path,
                               const std::string &what)
{
    if (file.beside && file.beside->contains(path))
        return file.beside->at(path);
    const std::filesystem::path script(file.place());
    const std::filesystem::path named = script.parent_path() / path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(script, error) ||
        outsideOf(script.parent_path(), path) != Outside::No ||
        !std::filesystem::exists(named, error))
        return Error{what + ' ' + printable(path) +
                     ", which is not in its folder: open that file itself, or copy it there."};
    return readFile(named.string(), kLargestScenarioFile);
}

Result<std::string> textBeside(const LaunchSheet &sheet, const std::string &path,
                               const std::string &what)
{
    const auto written = sheet.written().find(path);
    return written != sheet.written().end() ? Result<std::string>(written->second)
                                            : textBeside(sheet.file(), path, what);
}

bool isScriptName(std::string_view name)
{
    return std::ranges::any_of(kScriptEndings,
                               [name](std::string_view ending) { return name.ends_with(ending); });
}

bool namesOneBeside(const LaunchFile &file, std::span<const std::string_view> endings,
                    bool (*accepts)(std::string_view text))
{
    constexpr std::size_t most = 20; // files that are looked at, however often they are named
    std::set<std::string> seen;
    for (const std::string_view ending : endings) {
        for (std::size_t at = file.text.find(ending);
             at != std::string_view::npos && seen.size() < most;
             at = file.text.find(ending, at + 1)) {
            const std::size_t end = at + ending.size();
            std::size_t begin = file.text.find_last_of(" \t\n\"'`)}=;", at) + 1;
            begin = std::min(file.text.find_first_not_of("./", begin), at);
            std::string path(file.text.substr(begin, end - begin));
            if (!seen.insert(path).second)
                continue;
            const Result<std::string> text = textBeside(file, path, {});
            if (text && accepts(text.value()))
                return true;
        }
    }
    return false;
}

} // namespace core
