// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/step_tables.h"

#include "core/base/text.h"
#include "core/io/published/read_published_runs.h"
#include "core/io/published/read_run_lines.h"
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

ValidationRow rowOf(const PublishedRun &run, std::string group, std::string name)
{
    const ValidatedRun result = validateRun(run);
    ValidationRow row = {.group = std::move(group),
                         .name = std::move(name),
                         .published = result.published,
                         .note = result.problem.empty() ? result.note : result.problem,
                         .isRate = false};
    row.counts = result.problem.empty() && result.published > 0;
    if (run.scenario) {
        const ClusterSpec &cluster = run.scenario.value().cluster;
        row.kind = runKind(run.scenario.value());
        row.device = cluster.device.id;
        row.software = cluster.software.id;
    }
    if (row.counts)
        row.ours = result.predicted;
    return row;
}

// "rn50 a100 8, 8 × A100 · 80 GB"
std::string nameOnCard(const PublishedRun &run)
{
    std::string name = run.id;
    std::ranges::replace(name, '_', ' ');
    if (!run.scenario)
        return name;
    const ClusterSpec &cluster = run.scenario.value().cluster;
    return name + ", " + figureOfCount(cluster.devices) + " × " + cluster.device.title;
}

// A step time and a card; what a source leaves open stands in the note.
ValidationTable measuredTable(const std::stop_token &stop)
{
    ValidationTable table = {
        .id = std::string(kMeasuredStepTimes),
        .title = "Runs of other sources, A100 to B200 and TPU: step times",
        .source =
            "Repositories and pages of NVIDIA, PyTorch, Google, InternLM, IBM and others. Some "
            "leave settings open, as their notes say; no run has a constant of its own.",
        .rows = {}};
    const Result<RunLines> lines = readRunLines(measuredRuns(), kMeasuredStepTimes);
    if (!lines)
        return table; // a test reads them all
    for (const PublishedRun &run : lines.value().runs) {
        if (stop.stop_requested())
            break;
        table.rows.push_back(rowOf(run, run.group, nameOnCard(run)));
    }
    return table;
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
            table.rows.push_back(rowOf(
                run, std::string(paper.title.substr(0, paper.title.find(" ("))), nameOf(run)));
        }
        tables.front().rows.insert(tables.front().rows.end(), table.rows.begin(), table.rows.end());
        tables.push_back(std::move(table));
    }
    tables.push_back(measuredTable(stop));
    return stop.stop_requested() ? std::vector<ValidationTable>() : tables;
}

} // namespace core
