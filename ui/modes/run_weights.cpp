// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/run_weights.h"

#include "ui/words/training_texts.h"

#include <algorithm>
#include <charconv>

namespace ui {

std::uint64_t printOf(const std::string &digits)
{
    std::uint64_t print = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), print, 16);
    return print;
}

namespace {

using core::live::Fingerprint;

bool isCopied(const std::vector<Fingerprint> &prints, const Fingerprint &print)
{
    return std::ranges::count(prints, print.group, &Fingerprint::group) > 1;
}

// The whole network, as the kept run had it after as many steps; None: it made fewer.
WeightsVerdict verdictOnKept(const LearningCurve &current, const LearningCurve &kept)
{
    const std::size_t made = current.prints.size();
    if (made == 0 || kept.prints.size() < made)
        return WeightsVerdict::None;
    if (kept.prints[made - 1] == current.prints.back())
        return WeightsVerdict::Equal;
    return compare(kept, current).isRounding() ? WeightsVerdict::Rounding : WeightsVerdict::Differ;
}

} // namespace

RunWeights runWeights(const std::vector<Fingerprint> &prints, const LearningCurve &current,
                      const LearningCurve *kept)
{
    using enum WeightsVerdict;
    RunWeights weights;
    const bool copies = std::ranges::any_of(
        prints, [&prints](const Fingerprint &print) { return isCopied(prints, print); });
    if (copies)
        weights.comparedWith = ofWorkers(QStringLiteral("GPU 0"));
    else if (kept != nullptr)
        weights.comparedWith = kept->name;
    const WeightsVerdict onKept = copies || kept == nullptr ? None : verdictOnKept(current, *kept);
    std::vector<int> groups;
    for (const Fingerprint &print : prints) {
        const bool first = std::ranges::find(groups, print.group) == groups.end();
        groups.push_back(print.group);
        const WeightsVerdict verdict = !isCopied(prints, print) ? onKept
                                       : first                  ? First
                                       : print.equal            ? Equal
                                                                : Differ;
        weights.workers.push_back({print.digits, verdict});
    }
    return weights;
}

} // namespace ui
