// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/collective_operation.h"

#include <algorithm>
#include <string>

namespace core {

std::size_t collectiveOperationOf(std::string_view name)
{
    constexpr std::size_t kHead = 200; // bytes; the rest of a kernel's name are its parameters
    std::string letters;
    for (const char c : name.substr(0, std::min(name.find('('), kHead))) {
        if (c >= 'A' && c <= 'Z')
            letters += static_cast<char>(c - 'A' + 'a');
        else if (c != '_' && c != '-')
            letters += c;
    }
    const auto *const found =
        std::ranges::find_if(kCollectiveOperations, [&letters](const CollectiveOperation &row) {
            return letters.find(row.letters) != std::string::npos;
        });
    return static_cast<std::size_t>(found - kCollectiveOperations.begin());
}

std::string_view idOfOperation(std::size_t operation)
{
    return operation < kUnknownOperation ? kCollectiveOperations[operation].id : "collective";
}

std::int64_t elementBytes(std::string_view type)
{
    struct TypeSize
    {
        std::string_view type;
        std::int64_t bytes;
    };
    // c10/core/ScalarType.h
    static constexpr TypeSize kSizes[] = {
        {"Float", 4},       {"Double", 8},       {"Half", 2},          {"BFloat16", 2},
        {"Byte", 1},        {"Char", 1},         {"Bool", 1},          {"Short", 2},
        {"Int", 4},         {"Long", 8},         {"Float8_e4m3fn", 1}, {"Float8_e5m2", 1},
        {"ComplexHalf", 4}, {"ComplexFloat", 8}, {"ComplexDouble", 16}};
    const auto *const found = std::ranges::find(kSizes, type, &TypeSize::type);
    return found == std::end(kSizes) ? 0 : found->bytes;
}

} // namespace core
