// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/step_tables.h"

#include "core/base/text.h"
#include "core/io/published/read_published_runs.h"
#include "core/papers/paper_tables.h"
#include "core/validation/run_kind.h"
#include "core/validation/validation.h"

#include <algorithm>

namespace core {
namespace {

// "korthikanti22_t5_22B_full" → "22B full": what the paper's table calls it.
std::string shortName(const std::string &id)
{
    std::size_t from = id.find("_t");
    from = from == std::string::npos ? from : id.find('_', from + 2);
    std::string name = from == std::string::npos ? id : id.substr(from + 1);
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::string nameOf(const PublishedRun &run)
{
    std::string name = shortName(run.id);
    if (!run.scenario)
        return name;
    const Scenario &scenario = run.scenario.value();
    const auto degree = [&](const char *words, int count) {
        if (count > 1)
            name += std::string(", ") + words + ' ' + figureOfCount(count);
    };
    name += ", " + figureOfCount(scenario.cluster.devices) + " GPUs";
    degree("tensor", scenario.parallel.tensor);
    degree("pipeline", scenario.parallel.pipeline);
    degree("data", scenario.parallel.data);
    return name;
}

ValidationRow rowOf(const PublishedRun &run, std::string_view paper)
{
    const ValidatedRun result = validateRun(run);
    ValidationRow row = {.group = std::string(paper.substr(0, paper.find(" ("))),
                         .name = nameOf(run),
                         .published = result.published,
                         .note = result.problem,
                         .isRate = false};
    row.counts = result.problem.empty() && result.published > 0;
    if (run.scenario)
        row.kind = runKind(run.scenario.value());
    if (row.counts)
        row.ours = result.predicted;
    return row;
}

} // namespace

std::vector<ValidationTable> stepTimeTables(const std::stop_token &stop)
{
    std::vector<ValidationTable> tables = {
        {.id = std::string(kAllStepTimes),
         .title = "Step times of three papers together",
         .source =
             "One set of constants per generation of software, none for a single paper or run.",
         .rows = {}}};
    for (const PaperTable &paper : paperTables()) {
        const auto runs = readPublishedRuns(paper.text, paper.name);
        if (!runs)
            continue; // a test reads them all
        ValidationTable table = {.id = std::string(paper.name),
                                 .title = std::string(paper.title) + ": step times",
                                 .source = std::string(paper.title),
                                 .rows = {}};
        for (const PublishedRun &run : runs.value()) {
            if (stop.stop_requested())
                return {};
            table.rows.push_back(rowOf(run, paper.title));
        }
        tables.front().rows.insert(tables.front().rows.end(), table.rows.begin(), table.rows.end());
        tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace core
