// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/file_beside.h"
#include "core/io/launch/shell_context.h"

#include <filesystem>

namespace core::shell {
namespace {

constexpr int kMostTimes = 100; // one that reads itself would never end

// "$(pwd)/CONFIG.sh", "${SCRIPT_DIR}/env.sh" and "./env.sh": as it lies below the folder.
std::string pathBelow(const Text &name, std::string_view script)
{
    const std::filesystem::path whole = std::filesystem::path(name.plain()).lexically_normal();
    if (whole.is_absolute() && !name.isUnknown() && name.unsetNames().empty()) {
        std::error_code error;
        const std::filesystem::path folder =
            std::filesystem::absolute(std::filesystem::path(script), error)
                .lexically_normal()
                .parent_path();
        const std::string below = whole.lexically_relative(folder).string();
        return below.starts_with("..") ? std::string() : below;
    }
    std::string path = name.behindMarks();
    const bool isOfFolder = path.size() < name.size();
    const std::string plain = name.plain();
    const std::string_view before = std::string_view(plain).substr(0, plain.size() - path.size());
    const bool isBelow = before.find("..") == std::string_view::npos &&
                         before.find_first_not_of("./") == std::string_view::npos;
    if (!isBelow) // "/opt/$VERSION/env.sh" is of another folder
        return {};
    while (isOfFolder && path.starts_with('/'))
        path.erase(0, 1);
    while (path.starts_with("./"))
        path.erase(0, 2);
    return path;
}

} // namespace

std::optional<Text> scriptNamed(Shell &shell, const Text &name)
{
    const auto written = shell.state.files.find(name.plain());
    if (written != shell.state.files.end())
        return written->second;
    const std::string path = pathBelow(name, shell.reading.file.place());
    if (path.empty())
        return {};
    auto found = shell.reading.beside.find(path);
    if (found == shell.reading.beside.end()) {
        const Result<std::string> text = textBeside(shell.reading.file, path, {});
        Reading::Beside file{.text = {}};
        if (text)
            file.text = text.value();
        found = shell.reading.beside.emplace(path, std::move(file)).first;
    }
    Reading::Beside &file = found->second;
    if (!file.text)
        return {};
    const int line = name.lineAt(0);
    if (file.times == kMostTimes) {
        tell(shell, line,
             path + " is read again and again: not more than " + std::to_string(kMostTimes) +
                 " times here.");
        return Text();
    }
    ++file.times;
    tell(shell, line, path + " lies beside it and is read, too.");
    shell.reading.budget.spend(file.text->size());
    return Text::ofOther(*file.text, line);
}

} // namespace core::shell
