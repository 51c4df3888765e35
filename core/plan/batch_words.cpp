// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/batch_words.h"

#include "core/base/language.h"
#include "core/base/text.h"

namespace core {

namespace {

constexpr std::size_t kMostNumbers = 3; // named one by one

} // namespace

std::string batchesText(const BatchNumbers &numbers, const std::vector<int> &replicas,
                        int microBatch)
{
    std::vector<std::string> names;
    for (const int replica : replicas)
        names.push_back(figureOfCount(numbers.of(replica, microBatch)));
    if (names.size() == 1)
        return phrase(inContext("Event", "micro-batch %1"), {names.front()});
    if (numbers.areWithinReplica()) {
        if (names.size() == static_cast<std::size_t>(numbers.replicas))
            return phrase(inContext("Event", "micro-batch %1 of each replica"), {names.front()});
        return phrase(inContext("Event", "micro-batch %1 of each of %2 replicas"),
                      {names.front(), figureOfCount(static_cast<std::int64_t>(names.size()))});
    }
    if (names.size() <= kMostNumbers)
        return phrase(inContext("Event", "micro-batches %1"), {listedInLanguage(names)});
    // "5 to 61" would name those between as well, which are micro-batches of the same replicas.
    if (numbers.microBatches > 1)
        return phrase(inContext("Event", "micro-batches %1, %2, … %3, one in each replica"),
                      {names[0], names[1], names.back()});
    return phrase(inContext("Event", "micro-batches %1 to %2, one in each replica"),
                  {names.front(), names.back()});
}

} // namespace core
