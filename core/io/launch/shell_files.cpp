// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/file_beside.h"
#include "core/io/launch/shell_context.h"

namespace core::shell {
namespace {

// "$(pwd)/CONFIG.sh", "${SCRIPT_DIR}/env.sh" and "./env.sh": as it lies below the folder.
std::string pathBelow(const Text &name)
{
    std::string path = name.behindMarks();
    const bool isOfFolder = path.size() < name.size();
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
    const std::string path = pathBelow(name);
    if (path.empty())
        return {};
    auto found = shell.reading.beside.find(path);
    if (found == shell.reading.beside.end()) {
        const Result<std::string> text = textBeside(shell.reading.file, path, {});
        found =
            shell.reading.beside.emplace(path, text ? std::optional(text.value()) : std::nullopt)
                .first;
    }
    if (!found->second)
        return {};
    const int line = name.lineAt(0);
    tell(shell, line, path + " lies beside it and is read, too.");
    shell.reading.budget.spend(found->second->size());
    return Text::ofOther(*found->second, line);
}

} // namespace core::shell
