// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/schedule/schedule_file.h"

#include "core/base/text.h"
#include "core/io/file/utf8.h"
#include "core/io/schedule/order_text.h"
#include "core/schedule/order_from_actions.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace core {
namespace {

// At most as many idle ranks as a schedule may have.
constexpr std::int64_t kMostBlankLines = 1'000'000;
constexpr std::string_view kBlank = " \t\r\f\v";

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(kBlank) == std::string_view::npos;
}

bool endsObject(std::string_view line)
{
    const std::size_t last = line.find_last_not_of(kBlank);
    return last != std::string_view::npos && line[last] == '}';
}

} // namespace

Result<ScheduleFile> ScheduleFile::open(const std::string &path, Watch watch)
{
    Result<LineReader> reader = LineReader::open(path, std::move(watch));
    if (!reader)
        return reader.error();
    return ScheduleFile(std::move(reader).value());
}

Result<bool> ScheduleFile::readLine()
{
    const Result<bool> more = m_reader.next(m_line);
    if (more && m_reader.isBlownUp())
        return errorAt(m_reader.path(), m_reader.lineNumber(),
                       "The file unpacks to more than " + figureOfCount(LineReader::kMostTimes) +
                           " times its size, which no schedule does: reading stopped.");
    m_blankLines = isBlank(m_line) ? m_blankLines + 1 : 0;
    if (more && more.value() && m_blankLines > kMostBlankLines)
        return errorAt(m_reader.path(), m_reader.lineNumber(),
                       "More than " + figureOfCount(kMostBlankLines) +
                           " consecutive blank lines, the most that is read: remove them.");
    return more;
}

Result<bool> ScheduleFile::skipBlankLines()
{
    while (true) {
        const Result<bool> more = readLine();
        if (!more || !more.value())
            return more;
        if (m_reader.lineNumber() == 1 && m_line.starts_with("\xEF\xBB\xBF"))
            m_line.erase(0, 3); // a byte order mark
        if (!isBlank(m_line))
            return true;
    }
}

Result<std::optional<ReadSchedule>> ScheduleFile::next()
{
    if (!m_begun)
        return first();
    if (m_item < m_items.size())
        return nextItem();
    if (!m_read.empty()) {
        std::optional<ReadSchedule> read = std::move(m_read.back());
        m_read.pop_back();
        return read;
    }
    if (m_ended)
        return std::optional<ReadSchedule>();
    return nextLine();
}

Result<std::optional<ReadSchedule>> ScheduleFile::first()
{
    m_begun = true;
    const Result<bool> more = skipBlankLines();
    if (!more)
        return more.error();
    if (!more.value())
        return errorAt(m_reader.path(), 1,
                       "The file is empty; a schedule is one line of actions per rank (0F0,0B0), "
                       "or JSON in the vector form.");
    const char begin = m_line[m_line.find_first_not_of(kBlank)];
    if (begin != '[' && begin != '{')
        return readCsv();
    if (isPrintedRow(m_line))
        return readCsv();
    if (begin == '[' || !endsObject(m_line))
        return readDocument();
    return std::optional(scheduleOnLine(m_line, m_reader.lineNumber()));
}

// One JSON object on one line.
ReadSchedule ScheduleFile::scheduleOnLine(const std::string &text, int line) const
{
    const Result<JsonNode> node = parseJsonTree(text, m_reader.path(), line);
    if (node)
        return scheduleFromVector(node.value(), m_reader.path());
    ReadSchedule read;
    read.line = line;
    read.id = "line " + std::to_string(line);
    read.order = node.error();
    return read;
}

// Text that is not one document but has an object on every non-blank line: its first line is
// broken. In reverse order, to be taken from the back.
bool ScheduleFile::readLines(const std::string &text, int firstLine)
{
    std::istringstream lines(text);
    std::string line;
    int objects = 0;
    for (int number = firstLine; std::getline(lines, line); ++number) {
        if (isBlank(line))
            continue;
        objects += line[line.find_first_not_of(kBlank)] == '{';
        m_read.push_back(scheduleOnLine(line, number));
    }
    if (objects < 2 || objects != static_cast<int>(m_read.size())) {
        m_read.clear();
        return false;
    }
    std::ranges::reverse(m_read);
    return true;
}

Result<std::optional<ReadSchedule>> ScheduleFile::nextLine()
{
    const Result<bool> more = skipBlankLines();
    if (!more)
        return more.error();
    if (!more.value()) {
        m_ended = true;
        return std::optional<ReadSchedule>();
    }
    return std::optional(scheduleOnLine(m_line, m_reader.lineNumber()));
}

// A whole file that is one JSON value; lines are kept so that complaints name them.
Result<std::optional<ReadSchedule>> ScheduleFile::readDocument()
{
    m_ended = true;
    const int firstLine = m_reader.lineNumber();
    std::string text = m_line;
    while (true) {
        const Result<bool> more = readLine();
        if (!more)
            return more.error();
        if (!more.value())
            break;
        text += '\n';
        text += m_line;
        if (text.size() > LineReader::kLongestLine)
            return errorAt(m_reader.path(), firstLine,
                           "The JSON value is longer than " +
                               figureOfCount(static_cast<std::int64_t>(LineReader::kLongestLine)) +
                               " bytes; write one schedule per line.");
    }
    Result<JsonNode> node = parseJsonTree(text, m_reader.path(), firstLine);
    if (!node && readLines(text, firstLine))
        return next();
    if (!node) {
        ReadSchedule read;
        read.id = std::filesystem::path(m_reader.path()).filename().string();
        read.line = firstLine;
        read.order = node.error();
        return std::optional(std::move(read));
    }
    if (node.value().kind != JsonNode::Kind::Array)
        return std::optional(scheduleFromVector(node.value(), m_reader.path()));
    m_items = std::move(node.value().items);
    if (m_items.empty())
        return errorAt(m_reader.path(), firstLine, "The list holds no schedule.");
    return nextItem();
}

std::optional<ReadSchedule> ScheduleFile::nextItem()
{
    return scheduleFromVector(m_items[m_item++], m_reader.path());
}

// The ranks of a line. Error: on which line, and why.
Status ScheduleFile::addRanks(OrderTextReader &ranks, ReadSchedule &read, int &count) const
{
    const std::vector<std::string_view> rows = rowsIn(m_line);
    read.isCsv &= rows.size() == 1;
    count += static_cast<int>(std::min<std::size_t>(rows.size(), kMostRanks + 1));
    if (count > kMostRanks)
        return errorAt(m_reader.path(), m_reader.lineNumber(),
                       "Each line is a rank, and at most " + figureOfCount(kMostRanks) +
                           " ranks can be read.");
    for (const std::string_view row : rows) {
        if (const Status status = ranks.addRank(row, ','); !status)
            return errorAt(m_reader.path(), m_reader.lineNumber(), status.error().message);
    }
    return std::monostate{};
}

Result<std::optional<ReadSchedule>> ScheduleFile::readCsv()
{
    m_ended = true;
    OrderTextReader ranks;
    ReadSchedule read;
    read.id = std::filesystem::path(m_reader.path()).filename().string();
    const int first = m_reader.lineNumber();
    read.line = first;
    read.isCsv = true;
    int blank = 0; // lines, which are ranks only if others follow
    int count = 0;
    while (true) {
        for (; !isBlank(m_line) && blank > 0; --blank, ++count)
            (void)ranks.addRank({}, ',');
        if (isBlank(m_line)) {
            ++blank;
        } else if (const Status added = addRanks(ranks, read, count); !added) {
            read.order = added.error();
            return std::optional(std::move(read));
        }
        if (count + blank > kMostRanks + 1)
            blank = kMostRanks + 1 - count; // too many in any case, if ever a rank follows
        const Result<bool> more = readLine();
        if (!more)
            return more.error();
        if (!more.value())
            break;
    }
    std::vector<std::string> notes = ranks.notes();
    Result<ScheduleOrder> order = orderFromActions(ranks.take());
    if (!order) {
        read.order = errorAt(m_reader.path(), first, order.error().message);
        return std::optional(std::move(read));
    }
    order.value().notes = std::move(notes);
    read.order = std::move(order);
    return std::optional(std::move(read));
}

} // namespace core
