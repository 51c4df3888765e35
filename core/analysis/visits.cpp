// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/visits.h"

#include "core/analysis/visit_stream.h"

namespace core {

std::vector<Visit> visits(const Snapshot &snapshot, std::size_t limit, const std::stop_token &stop)
{
    std::vector<Visit> all;
    VisitStream stream(snapshot);
    while (all.size() < limit && !stop.stop_requested()) {
        std::optional<PlacedVisit> placed = stream.next();
        if (!placed)
            break;
        all.push_back(std::move(placed->visit));
    }
    return all;
}

} // namespace core
