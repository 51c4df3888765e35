// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/batch_words.h"

#include "core/base/language.h"
#include "core/base/text.h"

namespace core {
namespace {

constexpr std::size_t kMostNumbers = 3; // named one by one

} // namespace

std::string batchesText(const BatchNumbers &numbers, const std::vector<int> &replicas,
                        int microBatch, bool training)
{
    // Of many replicas only those are written that are read.
    const auto name = [&](std::size_t at) {
        return figureOfCount(numbers.of(replicas[at], microBatch));
    };
    const std::size_t count = replicas.size();
    if (count == 1)
        return phrase(training ? inContext("Event", "micro-batch %1")
                               : inContext("Event", "batch %1"),
                      {name(0)});
    if (numbers.areWithinReplica()) {
        if (count == static_cast<std::size_t>(numbers.replicas))
            return phrase(training ? inContext("Event", "micro-batch %1 of each replica")
                                   : inContext("Event", "batch %1 of each replica"),
                          {name(0)});
        return phrase(training ? inContext("Event", "micro-batch %1 of each of %2 replicas")
                               : inContext("Event", "batch %1 of each of %2 replicas"),
                      {name(0), figureOfCount(static_cast<std::int64_t>(count))});
    }
    if (count <= kMostNumbers) {
        std::vector<std::string> names;
        for (std::size_t at = 0; at < count; ++at)
            names.push_back(name(at));
        return phrase(training ? inContext("Event", "micro-batches %1")
                               : inContext("Event", "batches %1"),
                      {listedInLanguage(names)});
    }
    // "5 to 61" would name those between as well, which are micro-batches of the same replicas.
    if (numbers.microBatches > 1)
        return phrase(training ? inContext("Event", "micro-batches %1, %2, … %3")
                               : inContext("Event", "batches %1, %2, … %3"),
                      {name(0), name(1), name(count - 1)});
    return phrase(training ? inContext("Event", "micro-batches %1 to %2")
                           : inContext("Event", "batches %1 to %2"),
                  {name(0), name(count - 1)});
}

} // namespace core
