// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/schedule/order_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace core {
namespace {

constexpr Op kEarlierFull = static_cast<Op>(kOpCount); // "BW", until the notation is known
constexpr std::string_view kOverlap = "OVERLAP_F_B";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n\"'";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// A number that is cut off at largest; nothing if there is none.
std::optional<std::uint64_t> takeNumber(std::string_view &text, std::uint64_t largest)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::invalid_argument)
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc::result_out_of_range ? largest : std::min(value, largest);
}

std::optional<Op> opOf(std::string_view kind)
{
    constexpr std::string_view kLetters = "FBIWR"; // in the order of Op
    if (kind == "BW")
        return kEarlierFull;
    const std::size_t at = kind.size() == 1 ? kLetters.find(kind.front()) : std::string_view::npos;
    return at == std::string_view::npos ? std::optional<Op>() : static_cast<Op>(at);
}

bool isBeyondReading(const Action &action)
{
    return action.stage >= kMostRanks || action.microBatch >= kMaxActions;
}

bool isCommunication(std::string_view kind)
{
    constexpr std::string_view kKinds[] = {"SEND_F",  "RECV_F",  "SEND_B",     "RECV_B",
                                           "UNSHARD", "RESHARD", "REDUCE_GRAD"};
    return std::ranges::find(kKinds, kind) != std::end(kKinds);
}

std::string shown(std::string_view text)
{
    std::string copy(text.substr(0, 40));
    std::ranges::replace_if(
        copy, [](char c) { return c < ' ' || c > '~'; }, '?');
    return copy + (text.size() > 40 ? "…" : "");
}

} // namespace

bool OrderTextReader::addAction(std::string_view text, std::vector<Action> &actions)
{
    const auto stage = takeNumber(text, std::numeric_limits<std::uint16_t>::max());
    const std::size_t kindEnd = std::min(text.size(), text.find_first_of("0123456789"));
    const std::string_view kind = text.substr(0, kindEnd);
    text.remove_prefix(kindEnd);
    const auto microBatch = takeNumber(text, std::numeric_limits<std::uint32_t>::max());
    if (!stage || !text.empty())
        return false;
    if (isCommunication(kind)) {
        ++m_communication;
        return true;
    }
    const std::optional<Op> op = opOf(kind);
    if (!op || !microBatch)
        return false;
    m_sawFullBackward |= *op == kEarlierFull;
    m_sawInput |= *op == Op::BackwardInput;
    m_backwards += *op == Op::Backward;
    m_weights += *op == Op::BackwardWeight;
    actions.push_back({.microBatch = static_cast<std::uint32_t>(*microBatch),
                       .stage = static_cast<std::uint16_t>(*stage),
                       .op = *op});
    return true;
}

Status OrderTextReader::addCell(std::string_view cell, std::vector<Action> &actions)
{
    const auto wrong = [cell] {
        return Error{"\"" + shown(cell) +
                     "\" is not an action; actions look like 0F3 (stage, one of F B I W R, "
                     "micro-batch) or (0F7;7B3)."};
    };
    if (!cell.starts_with('('))
        return addAction(cell, actions) ? Status(std::monostate{}) : wrong();
    const std::size_t end = cell.find(')');
    const std::size_t middle = cell.find(';');
    if (end == std::string_view::npos || middle > end)
        return wrong();
    const std::string_view suffix = cell.substr(end + 1);
    const std::size_t before = actions.size();
    if ((!suffix.empty() && suffix != kOverlap) ||
        !addAction(trimmed(cell.substr(1, middle - 1)), actions) ||
        !addAction(trimmed(cell.substr(middle + 1, end - middle - 1)), actions))
        return wrong();
    if (actions.size() == before + 2)
        actions[before].pairedWithNext = true;
    return std::monostate{};
}

Status OrderTextReader::addRank(std::string_view text, char separator)
{
    std::vector<Action> &actions = m_ranks.emplace_back();
    m_mayBeEarlier |= separator == ',';
    std::int64_t place = 0;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(separator));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        ++place;
        const std::string_view cell = trimmed(part);
        if (cell.empty() || cell == "None")
            continue;
        const auto before = static_cast<std::ptrdiff_t>(actions.size());
        Status status = addCell(cell, actions);
        if (status && std::any_of(actions.begin() + before, actions.end(), isBeyondReading))
            status =
                Error{"\"" + shown(cell) + "\" is too large: at most " + figureOfCount(kMostRanks) +
                      " stages and " + figureOfCount(kMaxActions) + " micro-batches can be read."};
        if (!status)
            return Error{"Action " + figureOfCount(place) +
                         " of the rank: " + status.error().message};
        if (m_count + static_cast<std::int64_t>(actions.size()) > kMaxActions)
            return Error{"This is more than " + figureOfCount(kMaxActions) +
                         " actions, the most that can be read."};
    }
    m_count += static_cast<std::int64_t>(actions.size());
    return std::monostate{};
}

bool OrderTextReader::isEarlierNotation() const
{
    const bool everyWeightHasItsB = m_weights > 0 && m_weights == m_backwards && !m_sawInput;
    return m_sawFullBackward || (m_mayBeEarlier && everyWeightHasItsB);
}

std::vector<std::string> OrderTextReader::notes() const
{
    std::vector<std::string> notes;
    if (m_communication > 0)
        notes.push_back("The communication actions (" + figureOfCount(m_communication) +
                        ") were skipped: sends, receives and gathers follow from the routes.");
    if (isEarlierNotation())
        notes.emplace_back("Read in PyTorch's earlier notation, in which B is the backward for the "
                           "input and BW the full backward.");
    return notes;
}

std::vector<std::vector<Action>> OrderTextReader::take()
{
    if (isEarlierNotation()) {
        for (std::vector<Action> &actions : m_ranks) {
            for (Action &action : actions) {
                if (action.op == Op::Backward)
                    action.op = Op::BackwardInput;
                else if (action.op == kEarlierFull)
                    action.op = Op::Backward;
            }
        }
    }
    std::vector<std::vector<Action>> ranks = std::move(m_ranks);
    *this = OrderTextReader();
    return ranks;
}

namespace {

// Of "Rank 1:", "rank_1:" or "1:" at the start of a line, with the colon; 0 if there is none.
std::size_t rankNameSize(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return 0;
    const std::string_view name = line.substr(0, colon);
    const std::size_t digits = name.find_first_of("0123456789");
    const std::string_view word = trimmed(name.substr(0, digits));
    const bool isRank = word.empty() || word == "Rank" || word == "rank" || word == "rank_";
    const bool isNumber =
        digits != std::string_view::npos &&
        trimmed(name.substr(digits)).find_first_not_of("0123456789") == std::string_view::npos;
    return isRank && isNumber ? colon + 1 : 0;
}

} // namespace

std::vector<std::string_view> rowsIn(std::string_view line)
{
    std::vector<std::string_view> rows;
    if (line.find('[') == std::string_view::npos)
        return {line.substr(rankNameSize(line))};
    while (true) {
        const std::size_t begin = line.find_first_not_of("[", line.find('['));
        if (begin == std::string_view::npos)
            return rows;
        const std::size_t end = std::min(line.size(), line.find(']', begin));
        rows.push_back(line.substr(begin, end - begin));
        line.remove_prefix(end);
    }
}

bool isPrintedRow(std::string_view line)
{
    const std::size_t letter = line.find_first_not_of("[{(:,' \t0123456789");
    if (letter == std::string_view::npos || letter == 0)
        return false;
    if (line.substr(letter).starts_with("None"))
        return true;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return isDigit(line[letter - 1]) && line[letter] >= 'A' && line[letter] <= 'Z';
}

} // namespace core
