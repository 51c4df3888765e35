// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/named_device.h"

#include "core/base/similar_names.h"
#include "core/presets/presets.h"

#include <algorithm>
#include <cctype>

namespace core {
namespace {

bool isWordPart(char byte)
{
    return std::isalnum(static_cast<unsigned char>(byte)) != 0;
}

// "a100-80g" has the names a100 and 80g: whether the type begins with the first, as a word.
bool isOfFamily(std::string_view type, std::string_view id)
{
    const std::string_view family = id.substr(0, id.find('-'));
    return type.starts_with(family) &&
           (type.size() == family.size() || !isWordPart(type[family.size()]));
}

const DeviceSpec *deviceOfType(std::string type)
{
    type = lowerCase(type);
    for (const std::string_view maker : {"nvidia_", "nvidia-", "tesla_", "tesla-", "amd_"}) {
        if (type.starts_with(maker))
            type.erase(0, maker.size());
    }
    const DeviceSpec *found = nullptr;
    for (const DeviceSpec &device : devicePresets()) {
        const std::string_view id = device.id;
        if (!isOfFamily(type, id) || id.find('-') == id.npos)
            continue;
        const bool hasSize = type.find(id.substr(id.rfind('-') + 1)) != std::string::npos;
        if (hasSize)
            return &device;
        if (!found || (device.verified && !found->verified))
            found = &device;
    }
    return found;
}

// The word that begins here, up to a blank or what ends a list.
std::string_view wordAt(std::string_view text, std::size_t at)
{
    const std::size_t end = std::min(text.find_first_of(" \t\n\r,\"'();", at), text.size());
    return text.substr(at, end - at);
}

} // namespace

std::optional<NamedDevice> namedDevice(std::string_view script)
{
    int line = 0;
    for (std::size_t begin = 0; begin < script.size(); ++line) {
        const std::size_t end = std::min(script.find('\n', begin), script.size());
        const std::string_view text = script.substr(begin, end - begin);
        begin = end + 1;
        for (const std::string_view mark :
             {"gpu:", "--gpus-per-node=", "--gpus-per-task=", "--gpus="}) {
            const std::size_t at = text.find(mark);
            if (at == text.npos)
                continue;
            const std::string_view word = wordAt(text, at);
            const std::string_view type = word.substr(std::min(mark.size(), word.size()));
            if (const DeviceSpec *device =
                    deviceOfType(std::string(type.substr(0, type.find(':')))))
                return NamedDevice{*device, std::string(word), line + 1};
        }
    }
    return {};
}

} // namespace core
