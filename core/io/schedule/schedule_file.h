// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/file/line_reader.h"
#include "core/io/json/json_tree.h"
#include "core/io/schedule/order_text.h"
#include "core/schedule/schedule.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// A cost set that comes with a schedule.
struct NamedCosts
{
    std::string name; // may be empty
    UnitCosts costs;
};

// One schedule as a file holds it; nothing about it has been checked beyond its form.
struct ReadSchedule
{
    std::string id;     // as given; else where it stands
    int line = 1;       // where it begins
    bool isCsv = false; // a line for each rank: rank r stands on line + r
    Result<ScheduleOrder> order = Error{"Nothing was read."};
    std::vector<NamedCosts> costs;
};

// Reads schedules one by one: torch.distributed.pipelining's CSV or printed rows (one line per
// rank, one schedule per file) or the vector form (one JSON object per line or per file, or a list
// of them), plain or gzip. The form is told by the first character that is not blank.
class ScheduleFile
{
public:
    [[nodiscard]] static Result<ScheduleFile> open(const std::string &path, Watch watch = {});

    // The next schedule; nothing after the last. Error: the file cannot be read any further. A
    // schedule that cannot be understood is an error in its order, and the next one follows.
    [[nodiscard]] Result<std::optional<ReadSchedule>> next();

private:
    explicit ScheduleFile(LineReader reader) : m_reader(std::move(reader)) {}
    [[nodiscard]] Result<std::optional<ReadSchedule>> first();
    [[nodiscard]] Result<std::optional<ReadSchedule>> nextLine();
    [[nodiscard]] Result<std::optional<ReadSchedule>> readCsv();
    [[nodiscard]] Result<std::optional<ReadSchedule>> readDocument();
    [[nodiscard]] std::optional<ReadSchedule> nextItem();
    [[nodiscard]] ReadSchedule scheduleOnLine(const std::string &text, int line) const;
    [[nodiscard]] bool readLines(const std::string &text, int firstLine);
    [[nodiscard]] Status addRanks(OrderTextReader &ranks, ReadSchedule &read, int &count) const;
    [[nodiscard]] Result<bool> readLine(); // the next one of the file into m_line
    [[nodiscard]] Result<bool> skipBlankLines();

    LineReader m_reader;
    bool m_begun = false;
    bool m_ended = false;
    std::string m_line;
    std::int64_t m_blankLines = 0; // up to here, without another between them
    std::vector<JsonNode> m_items; // of a document that is a list
    std::size_t m_item = 0;
    std::vector<ReadSchedule> m_read; // lines of a file that looked like one document
};

// One schedule from an object of the vector form.
[[nodiscard]] ReadSchedule scheduleFromVector(const JsonNode &node, const std::string &path);

} // namespace core
