// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/span_search.h"

#include "core/plan/batch_numbers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <tuple>

namespace core {

namespace {

constexpr std::uint32_t bitOf(SpanKind kind)
{
    return std::uint32_t{1} << static_cast<unsigned>(kind);
}

struct KindWord
{
    std::string_view word;
    std::uint32_t kinds;
};

constexpr std::uint32_t kBackwards = bitOf(SpanKind::Backward) | bitOf(SpanKind::BackwardInput);

constexpr std::array<KindWord, 17> kKindWords = {{{"forward", bitOf(SpanKind::Forward)},
                                                  {"f", bitOf(SpanKind::Forward)},
                                                  {"backward", kBackwards},
                                                  {"b", kBackwards},
                                                  {"weight", bitOf(SpanKind::BackwardWeight)},
                                                  {"weights", bitOf(SpanKind::BackwardWeight)},
                                                  {"w", bitOf(SpanKind::BackwardWeight)},
                                                  {"recompute", bitOf(SpanKind::Recompute)},
                                                  {"r", bitOf(SpanKind::Recompute)},
                                                  {"optimizer", bitOf(SpanKind::Optimizer)},
                                                  {"idle", bitOf(SpanKind::Wait)},
                                                  {"wait", bitOf(SpanKind::Wait)},
                                                  {"communication", bitOf(SpanKind::Communication)},
                                                  {"other", bitOf(SpanKind::Other)},
                                                  {"product", bitOf(SpanKind::Product)},
                                                  {"attention", bitOf(SpanKind::Attention)},
                                                  {"copy", bitOf(SpanKind::Copy)}}};

std::uint32_t kindsOf(std::string_view word)
{
    const auto found = std::ranges::find(kKindWords, word, &KindWord::word);
    return found == kKindWords.end() ? 0 : found->kinds;
}

// Which number follows the word, and what is taken off to count from 0.
struct NumberWord
{
    std::string_view word;
    std::optional<int> SpanQuery::*member;
    int from = 0;
};

constexpr std::array<NumberWord, 11> kNumberWords = {{{"gpu", &SpanQuery::device, 0},
                                                      {"device", &SpanQuery::device, 0},
                                                      {"worker", &SpanQuery::device, 1},
                                                      {"stage", &SpanQuery::rank, 1},
                                                      {"micro-batch", &SpanQuery::microBatch, 0},
                                                      {"microbatch", &SpanQuery::microBatch, 0},
                                                      {"batch", &SpanQuery::microBatch, 0},
                                                      {"mb", &SpanQuery::microBatch, 0},
                                                      {"#", &SpanQuery::microBatch, 0},
                                                      {"layer", &SpanQuery::layer, 0},
                                                      {"l", &SpanQuery::layer, 0}}};

std::optional<int> numberIn(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        return {};
    return number;
}

// In small letters, without what stands between them.
std::vector<std::string> wordsIn(std::string_view text)
{
    std::vector<std::string> words;
    bool inWord = false;
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        const bool between = std::isspace(code) != 0 || letter == ',' || letter == ';';
        if (!between) {
            if (!inWord)
                words.emplace_back();
            words.back().push_back(static_cast<char>(std::tolower(code)));
        }
        inWord = !between;
    }
    return words;
}

// "f5" is "f" and "5".
std::pair<std::string, std::string> wordAndNumber(const std::string &word)
{
    const std::size_t digits = word.find_last_not_of("0123456789") + 1;
    return {word.substr(0, digits), word.substr(digits)};
}

Error notKnown(const std::string &word)
{
    return {"\"" + word +
            "\" is nothing that can be found: GPU 3, stage 2, micro-batch 5, layer 7, forward, "
            "backward, weight, recompute, optimizer and idle can."};
}

// One word and, where it is a word before a number, that number; false: it is neither.
bool takeWord(const std::vector<std::string> &words, std::size_t &at, SpanQuery &query)
{
    const auto [word, digits] = wordAndNumber(words[at]);
    const auto named = std::ranges::find(kNumberWords, word, &NumberWord::word);
    if (named != kNumberWords.end()) {
        const bool next = digits.empty() && at + 1 < words.size();
        const std::optional<int> number = numberIn(next ? words[at + 1] : digits);
        if (!number || *number < named->from)
            return false;
        query.*(named->member) = *number - named->from;
        at += next ? 1 : 0;
        return true;
    }
    const std::uint32_t kinds = kindsOf(word);
    if (kinds == 0)
        return false;
    query.kinds |= kinds;
    if (const std::optional<int> number = numberIn(digits))
        query.microBatch = number;
    return true;
}

// What does not change from span to span of a search.
class Search
{
public:
    Search(const RunView &run, const SpanQuery &query) : m_run(run), m_query(query)
    {
        const TraceShape &shape = run.trace().shape;
        m_numbers = {run.deviceCount(), std::max(1, shape.replicas),
                     std::max(1, shape.microBatches)};
        const Snapshot *snapshot = run.snapshot();
        for (int stage = 0;
             query.layer && snapshot && stage < static_cast<int>(snapshot->plan.stages.size());
             ++stage) {
            const LayerRange blocks = stageBlocks(snapshot->plan, stage);
            m_holdsLayer.push_back(blocks.first < *query.layer && *query.layer <= blocks.end);
        }
    }

    [[nodiscard]] bool canHold(const SearchRow &row) const
    {
        const RowInfo &info = m_run.row(row.row);
        if (m_query.rank && info.rank != *m_query.rank)
            return false;
        if (!m_query.device)
            return true;
        return row.alone ? row.device == *m_query.device
                         : std::ranges::find(info.devices, *m_query.device) != info.devices.end();
    }

    [[nodiscard]] bool matches(const SearchRow &row, std::size_t span) const
    {
        const SpanTag tag = m_run.trace().tag[span];
        if (m_query.kinds != 0 && (m_query.kinds & bitOf(tag.kind)) == 0)
            return false;
        const bool visit = opOf(tag.kind).has_value();
        if (m_query.layer &&
            (!visit || tag.stage >= m_holdsLayer.size() || !m_holdsLayer[tag.stage]))
            return false;
        if (m_query.microBatch && (!visit || !hasNumber(row, static_cast<int>(tag.microBatch))))
            return false;
        return m_query.name.empty() || isNamed(span);
    }

private:
    [[nodiscard]] bool hasNumber(const SearchRow &row, int microBatch) const
    {
        for (int replica = row.firstReplica; replica <= row.lastReplica; ++replica) {
            if (m_numbers.of(replica, microBatch) == *m_query.microBatch)
                return true;
        }
        return false;
    }

    [[nodiscard]] bool isNamed(std::size_t span) const
    {
        const std::string *name = m_run.trace().nameOf(span);
        return name != nullptr &&
               !std::ranges::search(*name, m_query.name, {}, [](char letter) {
                    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
                }).empty();
    }

    const RunView &m_run;
    const SpanQuery &m_query;
    BatchNumbers m_numbers;
    std::vector<char> m_holdsLayer; // by stage
};

} // namespace

Result<SpanQuery> parseSpanQuery(std::string_view text, bool hasNames)
{
    SpanQuery query;
    const std::vector<std::string> words = wordsIn(text);
    if (words.empty())
        return Error{"Nothing is looked for: name a GPU, stage, micro-batch, layer or kind."};
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (takeWord(words, at, query))
            continue;
        if (!hasNames)
            return notKnown(words[at]);
        query.name += (query.name.empty() ? "" : " ") + words[at];
    }
    return query;
}

SpanHits findSpans(const RunView &run, std::span<const SearchRow> rows, const SpanQuery &query,
                   const Watch &watch)
{
    constexpr std::size_t kAtOnce = 65'536; // spans, between two looks at the watch
    const Trace &trace = run.trace();
    const Search search(run, query);
    SpanHits found;
    std::size_t all = 0;
    std::vector<std::size_t> counts(rows.size()); // of spans to look at
    for (std::size_t number = 0; number < rows.size(); ++number) {
        const auto row = static_cast<std::size_t>(rows[number].row);
        if (row < trace.rows.size() && search.canHold(rows[number]))
            counts[number] = trace.rows[row].count;
        all += counts[number];
    }
    const auto look = [&](std::size_t number, std::size_t i) {
        if (trace.end[i] <= trace.begin[i] || !search.matches(rows[number], i))
            return;
        ++found.count;
        if (found.hits.size() < SpanHits::kMost)
            found.hits.push_back({trace.begin[i], trace.end[i], static_cast<std::int32_t>(number)});
    };
    std::size_t done = 0;
    for (std::size_t number = 0; number < rows.size(); ++number) {
        const std::size_t first =
            counts[number] > 0 ? trace.rows[static_cast<std::size_t>(rows[number].row)].first : 0;
        for (std::size_t i = 0; i < counts[number] && !watch.stop.stop_requested(); i += kAtOnce) {
            const std::size_t end = std::min(counts[number], i + kAtOnce);
            for (std::size_t span = i; span < end; ++span)
                look(number, first + span);
            done += end - i;
            watch.tell(static_cast<double>(done) / static_cast<double>(all));
        }
    }
    std::ranges::sort(found.hits, {},
                      [](const SpanHit &hit) { return std::tuple(hit.begin, hit.row); });
    return found;
}

} // namespace core
