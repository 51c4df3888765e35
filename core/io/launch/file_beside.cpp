// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/file_beside.h"

#include "core/base/printable.h"
#include "core/io/file/files.h"
#include "core/io/file/named_file.h"

#include <filesystem>

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

} // namespace core
