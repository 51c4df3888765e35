// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/base/result.h"
#include "core/base/watch.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What is looked for among the spans of a step: all of it at once.
struct SpanQuery
{
    std::optional<int> device;
    std::optional<int> rank;       // along the pipeline, from 0: what rows call their stage
    std::optional<int> microBatch; // the number that it is shown with
    std::optional<int> layer;      // from 1, as devices are told of
    std::uint32_t kinds = 0;       // bits by SpanKind; 0: every kind
    std::string name;              // a part of it, of recorded spans; in small letters

    bool operator==(const SpanQuery &) const = default;
};

// "GPU 3", "worker 2", "stage 2", "micro-batch 5", "layer 7", kinds of work such as "backward", or
// part of a name that a recorded trace gives, in any order; "F5" is the forward of micro-batch 5.
// Error: the word that is none of them. Nothing to look for is an error as well.
[[nodiscard]] Result<SpanQuery> parseSpanQuery(std::string_view text, bool hasNames);

// A row of the trace as one of its devices shows it, or all of them.
struct SearchRow
{
    int row = 0;
    int device = 0;
    bool alone = true; // the device, not all of its row
    int firstReplica = 0;
    int lastReplica = 0;
};

struct SpanHit
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int32_t row = 0; // index into the rows that were searched
};

struct SpanHits
{
    std::vector<SpanHit> hits; // in order of begin, then of row
    std::int64_t count = 0;    // of all; above kMost the later rows have none in hits

    static constexpr std::size_t kMost = 1'000'000;
};

// O(spans) of the rows that can match. Spans without length match nothing. After a stop request
// some spans are missing.
[[nodiscard]] SpanHits findSpans(const RunView &run, std::span<const SearchRow> rows,
                                 const SpanQuery &query, const Watch &watch = {});

} // namespace core
