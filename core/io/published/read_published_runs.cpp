// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/published/read_published_runs.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/scenario/scenario_names.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <span>

namespace core {
namespace {

using Cells = std::vector<std::string>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // written by spreadsheets
constexpr double kLargestNumber = 1e15;
// Nothing that these presets describe was published before or long after.
constexpr std::int64_t kFirstYear = 2018;
constexpr std::int64_t kLastYear = 2100;

// Cells of one line; a cell in quotation marks may hold commas, and "" for a quotation mark.
Cells cellsOf(std::string_view line)
{
    Cells cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

// One row, by column names; remembers the first invalid cell.
class Row
{
public:
    Row(const Cells &columns, Cells cells) : m_columns(columns), m_cells(std::move(cells)) {}

    [[nodiscard]] std::string text(std::string_view column) const
    {
        const auto found = std::ranges::find(m_columns, column);
        const auto at = static_cast<std::size_t>(found - m_columns.begin());
        return at < m_cells.size() ? m_cells[at] : std::string();
    }
    [[nodiscard]] double number(std::string_view column, double otherwise = 0)
    {
        const std::string cell = text(column);
        if (cell.empty())
            return otherwise;
        double value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        const bool reads = error == std::errc() && end == cell.data() + cell.size();
        if (reads && value >= 0 && value < kLargestNumber)
            return value;
        complain(std::string(column) + " is \"" + cell + "\", but must be a number" +
                 (reads ? " from 0 to " + figureOfNumber(kLargestNumber) : std::string()) + '.');
        return otherwise;
    }
    [[nodiscard]] std::int64_t whole(std::string_view column, std::int64_t otherwise = 0)
    {
        const double value = number(column, static_cast<double>(otherwise));
        if (value != static_cast<double>(static_cast<std::int64_t>(value)))
            complain(std::string(column) + " is " + figureOfNumber(value) +
                     ", but must be a whole number.");
        return static_cast<std::int64_t>(value);
    }
    [[nodiscard]] int degree(std::string_view column)
    {
        return static_cast<int>(std::min<std::int64_t>(whole(column, 1), kMaxDevices + 1));
    }
    [[nodiscard]] bool flag(std::string_view column) { return number(column) != 0; }
    template <class T, std::size_t N>
    [[nodiscard]] T choice(std::string_view column, const NamedValue<T> (&names)[N], T otherwise)
    {
        const std::string cell = text(column);
        for (const NamedValue<T> &name : names) {
            if (name.id == cell)
                return name.value;
        }
        if (!cell.empty())
            complain(std::string(column) + " is \"" + cell + "\", which is not known.");
        return otherwise;
    }
    void complain(std::string sentence)
    {
        if (m_problem.empty())
            m_problem = std::move(sentence);
    }
    [[nodiscard]] const std::string &problem() const { return m_problem; }

private:
    const Cells &m_columns;
    Cells m_cells;
    std::string m_problem;
};

// Llama's kind: RMSNorm, no biases, untied head. Else GPT's: biases, learned positions, tied head,
// and dropout unless it has flash attention.
TransformerSpec shapeOf(Row &row)
{
    TransformerSpec spec;
    spec.hidden = row.whole("hidden");
    spec.layers = row.whole("layers");
    spec.heads = row.whole("heads");
    spec.kvHeads = row.whole("kv_heads", spec.heads);
    spec.headDimension = spec.heads > 0 ? spec.hidden / spec.heads : 0;
    spec.ffn = row.whole("ffn");
    spec.vocab = row.whole("vocab");
    spec.flashAttention = row.flag("flash_attention");
    spec.gatedMlp = row.flag("gated_mlp");
    spec.rmsNorm = spec.gatedMlp;
    spec.bias = !spec.gatedMlp;
    spec.tiedEmbedding = !spec.gatedMlp;
    spec.positions = spec.gatedMlp ? 0 : row.whole("sequence");
    return spec;
}

const DeviceSpec *deviceNamed(std::string_view id)
{
    return findDevice(id == "b200" ? "b200-180g" : id);
}

void readCluster(Row &row, Scenario &scenario)
{
    ClusterSpec &cluster = scenario.cluster;
    const std::string name = row.text("device");
    const DeviceSpec *device = deviceNamed(name);
    if (!device) {
        row.complain("The device \"" + name + "\" is not known.");
        device = findDevice("a100-80g");
    }
    cluster.device = *device;
    cluster.devicesPerNode = row.degree("devices_per_node");
    cluster.intraLink = usualLink(*device);
    cluster.interLink = usualNetwork(*device);
    cluster.interLink.bandwidth = 1e9 * row.number("inter_gbps", cluster.interLink.bandwidth / 1e9);
    const std::int64_t year = row.whole("year", 2022);
    if (year < kFirstYear || year > kLastYear)
        row.complain("year is " + std::to_string(year) + ", but must be from " +
                     std::to_string(kFirstYear) + " to " + std::to_string(kLastYear) +
                     ": it chooses the generation of software.");
    cluster.software = softwareOfYear(static_cast<int>(std::clamp(year, kFirstYear, kLastYear)));
}

void readTraining(Row &row, TrainingSpec &training)
{
    training.globalBatch = row.whole("global_batch");
    training.microBatch = row.whole("micro_batch");
    training.sequence = row.whole("sequence");
    training.precision = row.choice("precision", kPrecisionNames, Precision::Bf16);
    training.recompute = row.choice("recompute", kRecomputeNames, Recompute::None);
    training.gradientBytes = static_cast<int>(row.whole("gradient_bytes"));
}

// "zb-auto:2p": up to twice as many micro-batches in flight as there are ranks.
void readSchedule(Row &row, ParallelSpec &parallel)
{
    const std::string name = row.text("schedule");
    const std::size_t colon = name.find(':');
    parallel.schedule = name.empty() ? ParallelSpec{}.schedule : name.substr(0, colon);
    parallel.chunks = row.degree("chunks");
    if (colon != std::string::npos) {
        double ranks = 0;
        std::from_chars(name.data() + colon + 1, name.data() + name.size(), ranks);
        parallel.memoryLimit = ranks * parallel.pipeline;
    }
    // Megatron's 1F1B sends and receives in batches that both sides take part in; the published
    // zero-bubble schedules send beside the work, and their optimizer does not wait for all.
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool zeroBubble = entry && entry->splitsBackward;
    parallel.exchange = zeroBubble ? Exchange::Overlapped : Exchange::Blocking;
    parallel.postValidation = parallel.schedule == "zb-auto";
    // Its memory limit counts what the input gradient frees (arXiv:2401.10241, section 3.1).
    parallel.splitMemory = zeroBubble ? SplitMemory::Half : SplitMemory::UntilWeight;
}

void readLayout(Row &row, Scenario &scenario)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.data = row.degree("data");
    parallel.tensor = row.degree("tensor");
    parallel.pipeline = row.degree("pipeline");
    parallel.context = row.degree("context");
    parallel.expert = row.degree("expert");
    readSchedule(row, parallel);
    parallel.sharding = row.choice("sharding", kShardingNames, Sharding::None);
    parallel.sequenceParallel = row.flag("sequence_parallel");
    parallel.overlap = row.flag("data_overlap");
    if (!parallel.overlap) // what is sent when all is done is sent in one piece
        parallel.bucketBytes = kMaxModelSize;
    const std::string partition = row.text("partition");
    const char *at = partition.data();
    const char *end = at + partition.size();
    while (at < end) {
        int layers = 0;
        const auto [next, error] = std::from_chars(at, end, layers);
        if (error != std::errc()) {
            row.complain("partition is \"" + partition +
                         "\", but must be numbers of layers with spaces between them.");
            break;
        }
        parallel.partition.push_back(layers);
        at = next + (next < end ? 1 : 0);
    }
    const double devices = static_cast<double>(parallel.data) * parallel.tensor *
                           static_cast<double>(parallel.pipeline) * parallel.context;
    scenario.cluster.devices = static_cast<int>(std::min(devices, kMaxDevices + 1.0));
}

Result<Scenario> scenarioOf(Row &row)
{
    Scenario scenario;
    scenario.title = row.text("id");
    scenario.model.title = scenario.title;
    scenario.model.shape = shapeOf(row);
    readCluster(row, scenario);
    readTraining(row, scenario.training);
    scenario.model.sequence = scenario.training.sequence;
    readLayout(row, scenario);
    if (!row.problem().empty())
        return Error{row.problem()};
    if (const Status status = validate(scenario); !status)
        return status.error();
    return scenario;
}

PublishedRun runOf(Row &row)
{
    PublishedRun run;
    run.id = row.text("id");
    run.group = row.text("group");
    run.source = row.text("source");
    run.stepSeconds = row.number("step_s");
    run.modelFlopsPerDevice = row.number("model_tflops_per_device") * 1e12;
    run.memoryGb = row.number("memory_gb");
    run.scenario = scenarioOf(row);
    if (run.stepSeconds == 0 && run.scenario)
        run.stepSeconds = stepOfRate(run.scenario.value(), run.modelFlopsPerDevice);
    return run;
}

constexpr std::string_view kNeeded[] = {
    "id",   "group",  "year",     "hidden",       "layers",      "heads",    "ffn",   "vocab",
    "data", "tensor", "pipeline", "global_batch", "micro_batch", "sequence", "device"};
constexpr std::string_view kOptional[] = {"kv_heads",
                                          "gated_mlp",
                                          "flash_attention",
                                          "partition",
                                          "context",
                                          "expert",
                                          "sharding",
                                          "chunks",
                                          "schedule",
                                          "recompute",
                                          "sequence_parallel",
                                          "devices_per_node",
                                          "inter_gbps",
                                          "precision",
                                          "gradient_bytes",
                                          "data_overlap",
                                          "step_s",
                                          "model_tflops_per_device",
                                          "memory_gb",
                                          "source"};

bool isColumn(std::string_view name)
{
    return std::ranges::find(kNeeded, name) != std::end(kNeeded) ||
           std::ranges::find(kOptional, name) != std::end(kOptional);
}

bool holds(const Cells &columns, std::string_view name)
{
    return std::ranges::find(columns, name) != columns.end();
}

// A missing column that this one may be a misspelling of.
std::string_view columnMeant(const Cells &columns, std::string_view name)
{
    std::vector<std::string_view> absent;
    for (const std::span<const std::string_view> known :
         {std::span<const std::string_view>(kNeeded), std::span<const std::string_view>(kOptional)})
        std::ranges::copy_if(
            known, std::back_inserter(absent),
            [&columns](std::string_view column) { return !holds(columns, column); });
    return nearest(lowerCase(name), absent);
}

// A misspelt column would be ignored, and its default would change the prediction.
std::string complaintAboutColumns(const Cells &columns)
{
    for (auto column = columns.begin(); column != columns.end(); ++column) {
        const std::string_view meant = isColumn(*column) ? "" : columnMeant(columns, *column);
        if (!meant.empty())
            return "The column \"" + *column + "\" is not known: did you mean \"" +
                   std::string(meant) + "\"?";
        if (!column->empty() && std::find(columns.begin(), column, *column) != column)
            return "The column \"" + *column + "\" appears twice: keep one of them.";
    }
    for (const std::string_view column : kNeeded) {
        if (!holds(columns, column))
            return "The column \"" + std::string(column) +
                   "\" is missing: the first line must name the columns of a table of published "
                   "runs.";
    }
    return {};
}

} // namespace

Result<std::vector<PublishedRun>> readPublishedRuns(std::string_view text, std::string_view name)
{
    std::vector<PublishedRun> runs;
    Cells columns;
    std::map<std::string, int> lineOfId;
    int number = 0;
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const auto at = [&] { return std::string(name) + ':' + std::to_string(number) + ": "; };
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        ++number;
        if (line.empty() || line == "\r" || line.front() == '#')
            continue;
        Cells cells = cellsOf(line);
        if (columns.empty()) {
            columns = std::move(cells);
            if (const std::string complaint = complaintAboutColumns(columns); !complaint.empty())
                return errorAt(name, number, complaint);
            continue;
        }
        if (cells.size() != columns.size())
            return Error{at() + "There are " + std::to_string(cells.size()) + " cells, but " +
                         std::to_string(columns.size()) +
                         " columns: give every column a cell, empty where nothing is known."};
        Row row(columns, std::move(cells));
        runs.push_back(runOf(row));
        const auto [before, isNew] = lineOfId.try_emplace(runs.back().id, number);
        if (!isNew)
            return Error{at() + "The id \"" + runs.back().id + "\" is already used by line " +
                         std::to_string(before->second) +
                         ": a run counts once, so give each its own id."};
    }
    if (columns.empty())
        return Error{std::string(name) + ":1: The file is empty: it must name the columns of a "
                                         "table of published runs."};
    return runs;
}

std::vector<std::string> unreadColumns(std::string_view text)
{
    std::vector<std::string> unread;
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty() || line == "\r" || line.front() == '#')
            continue;
        for (std::string &column : cellsOf(line)) {
            if (!column.empty() && !isColumn(column))
                unread.push_back(std::move(column));
        }
        break;
    }
    return unread;
}

} // namespace core
