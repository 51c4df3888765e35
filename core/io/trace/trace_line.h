// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Where numbers of a column must lie.
struct NumberBounds
{
    std::int64_t least = 0;
    std::int64_t most = 0;
};

// One line of a trace file, an object with columns. Complains about what is not as it must be;
// what is taken then has no meaning, but can be used without harm.
class TraceLine
{
public:
    TraceLine(JsonComplaints &complaints, const JsonNode &node, std::string where)
        : m_complaints(complaints), m_reader(complaints, node, std::move(where))
    {}

    [[nodiscard]] ObjectReader &reader() { return m_reader; }
    // A whole number; usual if it is missing and usual is given.
    [[nodiscard]] std::int64_t number(std::string_view key, NumberBounds bounds,
                                      std::optional<std::int64_t> usual = {});
    // A column. Of a size that is given; without the column, as many of the usual number.
    [[nodiscard]] std::vector<std::int64_t> column(std::string_view key, NumberBounds bounds);
    [[nodiscard]] std::vector<std::int64_t> column(std::string_view key, NumberBounds bounds,
                                                   std::size_t size, std::int64_t usual);
    // A column of letters, each of which is one of these.
    [[nodiscard]] std::string letters(std::string_view key, std::string_view allowed);
    [[nodiscard]] std::string letters(std::string_view key, std::string_view allowed,
                                      std::size_t size);
    void complain(std::string_view key, const std::string &message)
    {
        m_reader.complain(m_reader.node(), key, message);
    }
    [[nodiscard]] bool failed() const { return m_complaints.any(); }
    void finish() { m_reader.finish(); }

private:
    void numbersOf(const JsonNode &list, std::string_view key, NumberBounds bounds,
                   std::vector<std::int64_t> &numbers);
    void checkSize(std::string_view key, std::size_t size, std::size_t expected);

    JsonComplaints &m_complaints;
    ObjectReader m_reader;
};

} // namespace core
