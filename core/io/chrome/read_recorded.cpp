// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/read_recorded.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/chrome/element_reader.h"
#include "core/io/chrome/read_event.h"
#include "core/io/json/json_tree.h"
#include "core/recorded/rank_recorder.h"
#include "core/recorded/recorded_steps.h"
#include "core/recorded/recorded_trace.h"
#include "core/recorded/recording_notes.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <new>
#include <optional>
#include <set>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostFiles = 65'536;

struct TraceFiles
{
    std::vector<std::string> paths;
    bool ofFolder = false; // what is no trace among them is left out
};

bool isNamedAsTrace(const std::filesystem::path &path)
{
    const std::string name = path.filename().string();
    return name.ends_with(".json") || name.ends_with(".json.gz");
}

Result<std::vector<std::string>> filesOf(const std::string &folder)
{
    std::error_code error;
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (isNamedAsTrace(at->path()) && at->is_regular_file(error))
            files.push_back(at->path().string());
        if (files.size() > kMostFiles)
            return Error{folder + ": The folder has more than " + std::to_string(kMostFiles) +
                         " traces, the most that can be read."};
    }
    if (error)
        return Error{folder + ": The folder cannot be read: " + error.message() + '.'};
    if (files.empty())
        return Error{folder + ": There is no trace in this folder: no file ends in .json or "
                              ".json.gz."};
    std::ranges::sort(files);
    return files;
}

Result<TraceFiles> allFiles(std::span<const std::string> paths)
{
    TraceFiles all;
    for (const std::string &path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            all.paths.push_back(path);
            continue;
        }
        const Result<std::vector<std::string>> files = filesOf(path);
        if (!files)
            return files.error();
        all.ofFolder = true;
        all.paths.insert(all.paths.end(), files.value().begin(), files.value().end());
    }
    return all;
}

// "trace_rank3.json", "rank-3", "worker0.rank_12": the number behind the last "rank".
std::optional<int> rankInName(const std::string &path)
{
    const std::string name = std::filesystem::path(path).filename().string();
    std::size_t at = name.rfind("rank");
    if (at == std::string::npos)
        return {};
    at = name.find_first_not_of("-_.=", at + 4);
    if (at == std::string::npos)
        return {};
    int rank = 0;
    const auto [end, error] = std::from_chars(name.data() + at, name.data() + name.size(), rank);
    return error == std::errc() && rank >= 0 ? std::optional(rank) : std::nullopt;
}

// One file.
struct ReadRank
{
    RecordedRank rank;
    std::optional<int> number; // as the trace says it
    int worldSize = 0;         // likewise; 0: it does not
    bool hasEvents = false;    // the document has a list of them
};

void readMember(const ChromeElement &element, ReadRank &read)
{
    if (element.member != "distributedInfo")
        return;
    const Result<JsonNode> info = parseJsonTree(element.text, element.member);
    if (!info)
        return;
    const auto numberOf = [&info](const char *key) -> std::optional<int> {
        constexpr std::int64_t kMostRanks = 1'000'000;
        const JsonNode *node = info.value().member(key);
        const bool counts = node && node->kind == JsonNode::Kind::Integer && node->integer >= 0 &&
                            node->integer <= kMostRanks;
        return counts ? std::optional(static_cast<int>(node->integer)) : std::nullopt;
    };
    read.number = numberOf("rank");
    read.worldSize = numberOf("world_size").value_or(0);
}

// Profilers do not escape all that they should (pytorch issue 113001). A few such events are left
// out of a trace; one with more of them is something else.
class DamagedEvents
{
public:
    void addSound() { ++m_sound; }
    std::int64_t add() { return ++m_count; } // how many there are now
    void setFirst(const Error &refusal) { m_first = refusal; }
    [[nodiscard]] std::int64_t count() const { return m_count; }
    [[nodiscard]] bool areMany() const
    {
        constexpr std::int64_t kSoundOnes = 20; // to one that is left out
        return m_count * kSoundOnes > m_sound;
    }
    [[nodiscard]] const Error &first() const { return m_first; }

private:
    std::int64_t m_sound = 0;
    std::int64_t m_count = 0;
    Error m_first;
};

// By what the traces say, else by their names, else in order; always each once.
void numberRanks(std::vector<ReadRank> &ranks, RecordedRun &run)
{
    for (ReadRank &read : ranks) {
        if (!read.number)
            read.number = rankInName(read.rank.file);
    }
    std::set<int> seen;
    const bool each = std::ranges::all_of(ranks, [&seen](const ReadRank &read) {
        return read.number && seen.insert(*read.number).second;
    });
    if (!each && ranks.size() > 1)
        run.notes.push_back("The traces do not say which rank each is of, or say one twice: they "
                            "are numbered in the order of their files.");
    for (std::size_t i = 0; i < ranks.size(); ++i)
        ranks[i].rank.rank = each ? *ranks[i].number : static_cast<int>(i);
    std::ranges::stable_sort(ranks, {}, [](const ReadRank &read) { return read.rank.rank; });
    for (ReadRank &read : ranks)
        run.ranks.push_back(std::move(read.rank));
}

// Of the ranks that are read, and of the one that is being read. Empty: no work was found yet.
Recording recordingSoFar(const RecordedRun &run, std::vector<ReadRank> ranks, ReadRank newest)
{
    if (!newest.rank.streams.empty())
        ranks.push_back(std::move(newest));
    if (ranks.empty())
        return {};
    RecordedRun shown;
    shown.title = run.title;
    shown.names = run.names;
    numberRanks(ranks, shown);
    return recordingOfRun(shown);
}

// before: the ranks of files that were read before it.
Result<ReadRank> readFileOfRank(const std::string &path, RecordedRun &run,
                                const std::vector<ReadRank> &before, const Watch &watch,
                                EarlyLooks &looks)
{
    Result<ElementReader> opened = ElementReader::open(path, watch);
    if (!opened)
        return opened.error();
    ElementReader reader = std::move(opened).value();
    EventReader events;
    RankRecorder recorder(run.names, run.groups);
    ReadRank read;
    DamagedEvents damaged;
    TraceEvent event;
    while (true) {
        const Result<std::optional<ChromeElement>> next = reader.next();
        if (!next)
            return next.error();
        if (!next.value())
            break;
        const ChromeElement &element = *next.value();
        if (!element.member.empty()) {
            readMember(element, read);
            continue;
        }
        read.hasEvents = true;
        if (!events.read(element.text, event)) {
            if (damaged.add() == 1) // to find the line takes time
                damaged.setFirst(reader.refusalOfElement(
                    "The event that begins here is not JSON (" + printable(events.reason()) +
                    "): record the trace again."));
            continue;
        }
        damaged.addSound();
        recorder.add(event, events.counters());
        if (!recorder.problem().empty())
            return reader.refusalOfElement(recorder.problem());
        if (looks.isDue())
            looks.look([&] {
                ReadRank newest = {recorder.soFar(), read.number};
                newest.rank.file = path;
                return recordingSoFar(run, before, std::move(newest));
            });
    }
    if (damaged.areMany())
        return damaged.first();
    read.rank = recorder.finish();
    read.rank.mended.unreadable = damaged.count();
    read.rank.worldSize = read.worldSize;
    read.rank.file = path;
    return read;
}

// Of part i of n parts.
Watch partOf(const Watch &watch, std::size_t i, std::size_t n)
{
    Watch part = watch;
    if (watch.progress) {
        part.progress = [progress = watch.progress, i, n](double share) {
            progress((static_cast<double>(i) + share) / static_cast<double>(n));
        };
    }
    return part;
}

Status readAll(const TraceFiles &files, ReadRun &read, std::vector<ReadRank> &ranks,
               const Watch &watch, const EarlyLook &early)
{
    EarlyLooks looks(early);
    for (std::size_t i = 0; i < files.paths.size(); ++i) {
        const std::string &path = files.paths[i];
        Result<ReadRank> rank =
            readFileOfRank(path, read.run, ranks, partOf(watch, i, files.paths.size()), looks);
        if (!rank)
            return rank.error();
        if (!rank.value().rank.streams.empty()) {
            ranks.push_back(std::move(rank).value());
            continue;
        }
        const std::string nothing =
            rank.value().hasEvents
                ? "None of the " + figureOfCount(rank.value().rank.events) +
                      " events of the trace is work that takes time."
                : std::string("There are no events in it (\"traceEvents\"): it is no trace.");
        if (!files.ofFolder)
            return Error{path + ": " + nothing};
        read.run.notes.push_back(path + " was left out: " + nothing);
    }
    if (ranks.empty())
        return Error{files.paths.front() + ": Neither this file nor another of the folder holds "
                                           "work that takes time."};
    return std::monostate{};
}

} // namespace

Result<ReadRun> readRecordedRun(std::span<const std::string> paths, std::vector<KernelRule> rules,
                                const Watch &watch, const EarlyLook &early)
{
    const Result<TraceFiles> files = allFiles(paths);
    if (!files)
        return files.error();
    try {
        ReadRun read;
        read.run.title = std::filesystem::path(paths.front()).filename().string();
        read.run.names = NameTable(std::move(rules));
        std::vector<ReadRank> ranks;
        if (const Status done = readAll(files.value(), read, ranks, watch, early); !done)
            return done.error();
        numberRanks(ranks, read.run);
        for (RecordedRank &rank : read.run.ranks)
            findSteps(rank, read.run.names);
        read.matches = matchCollectives(read.run);
        read.clocks = agreeClocks(read.run, read.matches);
        if (read.clocks.shifted)
            read.matches = matchCollectives(read.run); // with the times that hold now
        noteMendings(read.run, read.clocks);
        return read;
    } catch (const std::bad_alloc &) {
        return Error{paths.front() +
                     ": There is not enough memory on this machine to read the trace."};
    }
}

bool beginsAsChromeTrace(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos)
        return false;
    if (text[first] == '{')
        return text.find("\"traceEvents\"") != std::string_view::npos ||
               (text.find("\"schemaVersion\"") != std::string_view::npos &&
                text.find("\"deviceProperties\"") != std::string_view::npos);
    return text[first] == '[' && text.find("\"ph\"") != std::string_view::npos;
}

bool isChromeTrace(const std::string &path)
{
    return beginsAsChromeTrace(beginningOf(path, 1u << 16));
}

} // namespace core
