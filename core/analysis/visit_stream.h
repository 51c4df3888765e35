// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/visits.h"

#include <optional>
#include <queue>
#include <vector>

namespace core {

// A visit, with where it is made.
struct PlacedVisit
{
    Visit visit;
    int replica = 0;
    int rank = 0; // of the pipeline
    int stage = 0;
    int microBatch = 0; // of its replica, from 0
    SpanKind kind = SpanKind::Forward;
};

// The visits of a step one after the other, in order of time, then of device and micro-batch. Takes
// memory for each device, and none for each visit.
class VisitStream
{
public:
    explicit VisitStream(const Snapshot &snapshot);

    [[nodiscard]] std::optional<PlacedVisit> next();

private:
    // The position of a device: a segment of a span of its row.
    struct Cursor
    {
        Nanos begin; // of the visit
        int device = 0;
        std::size_t row = 0;
        std::size_t position = 0; // among the devices of the row
        std::size_t span = 0;
        std::size_t segment = 0;
    };
    struct Later
    {
        bool operator()(const Cursor &a, const Cursor &b) const;
    };

    // From this position on; otherwise nothing is left of the row.
    [[nodiscard]] bool settle(Cursor &cursor) const;
    [[nodiscard]] PlacedVisit visitAt(const Cursor &cursor) const;
    [[nodiscard]] const VisitProfile &profileOf(const Span &span) const;
    [[nodiscard]] std::size_t segmentsOf(const Span &span) const;

    const Snapshot &m_snapshot;
    bool m_named; // a visit for each layer
    std::priority_queue<Cursor, std::vector<Cursor>, Later> m_cursors;
};

} // namespace core
