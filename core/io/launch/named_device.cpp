// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/named_device.h"

#include "core/base/similar_names.h"
#include "core/io/launch/job_request.h"
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

// The value behind a mark, up to a blank or what ends a list; with a blank or "=" before it where
// the mark is an option.
struct Marked
{
    std::string_view whole; // "--gpus-per-node a100:4"
    std::string_view value; // "a100:4"
};

std::optional<Marked> valueOf(std::string_view text, std::string_view mark)
{
    const std::size_t at = text.find(mark);
    if (at == text.npos)
        return {};
    std::size_t begin = at + mark.size();
    if (mark.starts_with('-')) {
        const std::size_t next = std::min(text.find_first_not_of(" \t", begin), text.size());
        const bool isSet = text.substr(begin).starts_with('=');
        if (!isSet && next == begin) // --gpus is not --gpus-per-node
            return {};
        begin = isSet ? begin + 1 : next;
    }
    const std::size_t end = std::min(text.find_first_of(" \t\n\r,\"'();", begin), text.size());
    return Marked{text.substr(at, end - at), text.substr(begin, end - begin)};
}

} // namespace

std::optional<NamedDevice> namedDevice(std::string_view script)
{
    int line = 0;
    for (std::size_t begin = 0; begin < script.size(); ++line) {
        const std::size_t end = std::min(script.find('\n', begin), script.size());
        const std::string_view text = script.substr(begin, end - begin);
        begin = end + 1;
        if (text.starts_with('#') && !isJobDirective(text))
            continue;
        for (const std::string_view mark :
             {"gpu:", "--gpus-per-node", "--gpus-per-task", "--gpus"}) {
            const std::optional<Marked> marked = valueOf(text, mark);
            const DeviceSpec *device =
                marked ? deviceOfType(std::string(marked->value.substr(0, marked->value.find(':'))))
                       : nullptr;
            if (device)
                return NamedDevice{*device, std::string(marked->whole), line + 1};
        }
    }
    return {};
}

} // namespace core
