// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/torchtitan_csv.h"

#include "core/io/file/files.h"
#include "core/io/file/named_file.h"
#include "core/io/schedule/order_text.h"
#include "core/schedule/order_from_actions.h"
#include "core/schedule/recognise.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

namespace core {
namespace {

// The id under which the same order is made again; empty: none.
std::string idOf(const ScheduleOrder &order)
{
    const Recognition found = recognise(order);
    if (!found.exact)
        return {};
    const Result<ScheduleOrder> again = makeOrder(
        found.schedule,
        {.ranks = order.ranks, .microBatches = order.microBatches, .chunks = chunksOf(order)});
    return again && again.value().actions == order.actions ? found.schedule : std::string();
}

// A line for each rank.
Result<ScheduleOrder> orderOfTable(std::string_view text)
{
    OrderTextReader ranks;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const Status added = ranks.addRank(text.substr(0, end), ','); !added)
            return Error{"is no table of actions: " + added.error().message};
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return orderFromActions(ranks.take());
}

Result<ScheduleOrder> orderIn(const LaunchFile &file, const std::string &path)
{
    if (file.beside && file.beside->contains(path))
        return orderOfTable(file.beside->at(path));
    const std::filesystem::path settings(file.place());
    std::error_code error;
    if (!std::filesystem::is_regular_file(settings, error))
        return Error{"names " + path +
                     ", which can be read only beside the file of the settings: open that."};
    if (outsideOf(settings.parent_path(), path) != Outside::No)
        return Error{"names " + path +
                     ", but must name a file in the folder of the settings or below it."};
    const Result<std::string> text =
        readFile((settings.parent_path() / path).string(), kLargestScenarioFile);
    if (!text)
        return Error{"names a table: " + text.error().message};
    return orderOfTable(text.value());
}

} // namespace

Status takeTorchTable(LaunchSheet &sheet, const std::string &path)
{
    Result<ScheduleOrder> read = orderIn(sheet.file(), path);
    if (!read)
        return read.error();
    ScheduleOrder order = std::move(read).value();
    ParallelSpec &parallel = sheet.scenario.parallel;
    parallel.chunks = chunksOf(order);
    if (const std::string id = idOf(order); !id.empty()) {
        parallel.schedule = id;
        return std::monostate{};
    }
    parallel.schedule = std::string(kOwnSchedule);
    parallel.own = {.title = std::filesystem::path(path).stem().string(),
                    .order = std::make_shared<const ScheduleOrder>(std::move(order))};
    return std::monostate{};
}

} // namespace core
