// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_formats.h"
#include "core/io/launch/torchtitan_apply.h"
#include "core/io/toml/toml_tree.h"

#include <algorithm>

namespace core {

// Its sections stand at the beginning of a line, and no other file has these.
bool isTorchtitanToml(const LaunchFile &file)
{
    const std::string text = '\n' + std::string(file.text.substr(0, 1u << 16));
    const auto has = [&text](std::string_view section) {
        return text.find('\n' + std::string(section)) != std::string::npos;
    };
    const bool isJob = has("[training]") && (has("[model]") || has("[parallelism]") ||
                                             has("[job]") || has("[experimental]"));
    if (isJob && (file.name.ends_with(".toml") || text.find('=') != std::string::npos))
        return true;
    // With a slip in one of them, so that the reader can say which.
    constexpr std::string_view sections[] = {
        "[job]",       "[model]",        "[training]", "[parallelism]",           "[optimizer]",
        "[profiling]", "[lr_scheduler]", "[metrics]",  "[activation_checkpoint]", "[checkpoint]"};
    return file.name.ends_with(".toml") && std::ranges::count_if(sections, has) >= 3;
}

Status readTorchtitanToml(LaunchSheet &sheet)
{
    Result<JsonNode> tree = parseTomlTree(sheet.file().text, sheet.file().name);
    if (!tree)
        return tree.error();
    return applyTorchtitan(sheet, LaunchSettings(std::move(tree).value()), {});
}

} // namespace core
