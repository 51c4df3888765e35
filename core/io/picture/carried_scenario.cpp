// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/picture/carried_scenario.h"

#include "core/io/file/files.h"
#include "core/io/picture/gif_film.h"
#include "core/io/picture/png_text.h"

#include <optional>

namespace core {
namespace {

constexpr std::string_view kOpening =
    "<parallarium:scenario xmlns:parallarium=\"https://parallarium.org/ns/scenario/1\">";
constexpr std::string_view kClosing = "</parallarium:scenario>";
constexpr std::size_t kHead = 1024; // bytes within which an SVG says what it is

struct Entity
{
    char character;
    std::string_view name;
};
// The five that XML knows by itself, but for the apostrophe, which text may hold.
constexpr Entity kEntities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

bool isPdf(std::string_view bytes)
{
    return bytes.starts_with("%PDF-");
}

// A film of ISO 14496-12 or of Matroska.
bool isMp4OrWebm(std::string_view bytes)
{
    return bytes.substr(0, 8).ends_with("ftyp") || bytes.starts_with("\x1A\x45\xDF\xA3");
}

bool isSvg(std::string_view bytes)
{
    const std::string_view head = bytes.substr(0, kHead);
    const std::size_t first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    return first != std::string_view::npos && head[first] == '<' &&
           head.find("<svg") != std::string_view::npos;
}

std::string withEntities(std::string_view text)
{
    std::string result;
    result.reserve(text.size() * 5 / 4);
    for (const char c : text) {
        std::string_view piece(&c, 1);
        for (const Entity &entity : kEntities) {
            if (entity.character == c)
                piece = entity.name;
        }
        result += piece;
    }
    return result;
}

// Nothing if there is an ampersand that begins none of them.
std::optional<std::string> withoutEntities(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('&'), text.size());
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const Entity *found = nullptr;
        for (const Entity &entity : kEntities) {
            if (text.starts_with(entity.name))
                found = &entity;
        }
        if (found == nullptr)
            return {};
        result += found->character;
        text.remove_prefix(found->name.size());
    }
    return result;
}

Result<std::string> scenarioTextOfElement(std::string_view bytes, std::string_view name)
{
    const std::size_t begin = bytes.find(kOpening);
    if (begin == std::string_view::npos)
        return Error{std::string(name) + ": This picture carries no scenario; only pictures that "
                                         "Parallarium exported can be opened."};
    const std::string_view rest = bytes.substr(begin + kOpening.size());
    const std::size_t end = rest.find(kClosing);
    std::optional<std::string> text;
    if (end != std::string_view::npos && end <= kLargestScenarioFile)
        text = withoutEntities(rest.substr(0, end));
    if (!text || text->empty())
        return Error{std::string(name) +
                     ": The scenario in this picture is damaged or too large to be read."};
    return std::move(*text);
}

} // namespace

bool isPicture(std::string_view bytes)
{
    return isPng(bytes) || isPdf(bytes) || isSvg(bytes) || isGif(bytes) || isMp4OrWebm(bytes);
}

Result<std::string> scenarioTextOfPicture(std::string_view bytes, std::string_view name)
{
    if (isGif(bytes))
        return scenarioTextOfElement(commentOfGif(bytes), name);
    return isPng(bytes) ? scenarioTextOfPng(bytes, name) : scenarioTextOfElement(bytes, name);
}

std::string scenarioElement(std::string_view json)
{
    if (json.empty())
        return {};
    return std::string(kOpening) + withEntities(json) + std::string(kClosing);
}

} // namespace core
