// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/torchtitan_apply.h"

namespace core {

// What --debug.print_config or --debug.save_config_file writes: all sections with all defaults.
bool isTorchtitanJson(const LaunchFile &file)
{
    const std::string_view text = file.text;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' &&
           text.find("\"parallelism\"") != std::string_view::npos &&
           text.find("\"training\"") != std::string_view::npos &&
           text.find("parallarium") == std::string_view::npos;
}

Status readTorchtitanJson(LaunchSheet &sheet)
{
    Result<JsonNode> tree = parseJsonTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    return applyTorchtitan(sheet, LaunchSettings(std::move(tree).value()), {});
}

} // namespace core
