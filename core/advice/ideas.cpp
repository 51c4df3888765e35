// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/ideas.h"

#include "core/advice/idea_moves.h"
#include "core/analysis/step_time.h"
#include "core/base/language.h"
#include "core/base/text.h"
#include "core/plan/plan_memory.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostIdeas = 3;
constexpr double kWorthwhile = 0.005; // of the step, or of the capacity
constexpr double kMemoryMatters = 0.5;

// Work is counted in visits of a stage: about a microsecond for ten of them.
constexpr std::int64_t kMostWork = 12'000'000;    // of one search
constexpr std::int64_t kMostWorkEach = 2'000'000; // of one candidate
constexpr std::int64_t kSearchedOrder = 40;       // visits that making one visit of it is worth

bool doesTheSameWork(const Scenario &a, const Scenario &b)
{
    return a.model == b.model && a.training.globalBatch == b.training.globalBatch &&
           a.training.sequence == b.training.sequence && a.cluster.devices == b.cluster.devices;
}

std::int64_t workOf(const Scenario &scenario)
{
    const ScheduleEntry *entry = findSchedule(scenario.parallel.schedule);
    const std::int64_t visits = 3 * microBatchCount(scenario) * stagesOf(scenario.parallel);
    const std::int64_t classes = 1 + static_cast<std::int64_t>(scenario.faults.devices.size() +
                                                               scenario.faults.links.size());
    return visits * classes * (entry && entry->searched ? kSearchedOrder : 1) +
           scenario.model.layerCount();
}

// A setting that the user can choose, as opposed to a repair.
bool isSetting(IdeaKind kind)
{
    return kind >= IdeaKind::TakeNoTurns;
}

int repairedBy(IdeaKind kind, const FaultSpec &faults)
{
    return static_cast<int>(kind == IdeaKind::RepairDevices ? faults.devices.size()
                            : kind == IdeaKind::RepairLinks ? faults.links.size()
                                                            : 0);
}

// Timed, and planned where its time is good enough.
struct Candidate
{
    IdeaKind kind = IdeaKind::MicroBatches;
    Scenario scenario;
    Nanos step;
    Bytes need;
};

class IdeaSearch
{
public:
    IdeaSearch(const Snapshot &now, std::stop_token stop) : m_now(now), m_stop(std::move(stop)) {}

    IdeaList run()
    {
        const TakesMove take = [this](IdeaKind kind, Scenario changed) {
            return offer(kind, std::move(changed));
        };
        const Scenario &scenario = m_now.scenario;
        offerSingleMoves(scenario, take);
        if (m_now.trace.completed) { // else only a repair makes a difference
            offerSchedules(scenario, take);
            offerRecomputations(scenario, take);
            offerMicroBatches(scenario, take);
            offerDegrees(scenario, take);
            offerPrecisions(scenario, take);
        }
        m_list.tried.complete = !m_stop.stop_requested();
        if (m_list.tried.complete)
            choose();
        return std::move(m_list);
    }

private:
    int &counterOf(IdeaKind kind)
    {
        switch (kind) {
        case IdeaKind::Schedule:
            return m_list.tried.schedules;
        case IdeaKind::Recompute:
        case IdeaKind::LessRecompute:
            return m_list.tried.recomputations;
        case IdeaKind::MicroBatches:
            return m_list.tried.microBatches;
        case IdeaKind::Degrees:
            return m_list.tried.degrees;
        case IdeaKind::Precision:
            return m_list.tried.precisions;
        default:
            return m_list.tried.others;
        }
    }

    // False after a stop request.
    bool offer(IdeaKind kind, Scenario changed)
    {
        if (m_stop.stop_requested())
            return false;
        if (changed == m_now.scenario || !doesTheSameWork(changed, m_now.scenario) ||
            !validate(changed))
            return true;
        const std::int64_t work = workOf(changed);
        if (work > kMostWorkEach || work > m_left) {
            ++m_list.tried.tooLarge;
            return true;
        }
        m_left -= work;
        const Result<Nanos> step = m_timer.time(changed);
        if (!step) // a shape that the schedule cannot have
            return true;
        ++counterOf(kind);
        consider({kind, std::move(changed), step.value(), {}}, work);
        return true;
    }

    [[nodiscard]] double stepNow() const { return static_cast<double>(m_now.metrics.step.count); }
    [[nodiscard]] bool isFaster(Nanos step) const
    {
        // A step stopped by a cut link has no length to compare with.
        return !m_now.trace.completed ||
               static_cast<double>((m_now.metrics.step - step).count) > kWorthwhile * stepNow();
    }
    [[nodiscard]] bool mayFreeMemory(const Candidate &candidate) const
    {
        const bool asFast =
            static_cast<double>(candidate.step.count) <= (1 + kWorthwhile) * stepNow();
        return asFast || candidate.kind == IdeaKind::Recompute;
    }

    // Keeps the fastest of each kind that fits, and the one that frees most at no cost.
    void consider(Candidate candidate, std::int64_t work)
    {
        const bool faster = isFaster(candidate.step);
        if (!faster && !mayFreeMemory(candidate))
            return;
        auto &best = m_fastest[static_cast<std::size_t>(candidate.kind)];
        auto &least = m_smallest[static_cast<std::size_t>(candidate.kind)];
        m_left -= work;
        const Result<Plan> plan = makePlan(candidate.scenario);
        if (!plan)
            return;
        if (!plan.value().fits) {
            m_list.tried.doNotFit += faster ? 1 : 0;
            return;
        }
        candidate.need = largestPeak(plan.value());
        const auto order = [](const Candidate &each) { return std::pair(each.step, each.need); };
        if (faster && (!best || order(candidate) < order(*best)))
            best = candidate;
        if (!faster && (!least || candidate.need < least->need))
            least = std::move(candidate);
    }

    std::optional<Idea> simulated(const Candidate &candidate) const
    {
        const Result<SnapshotPtr> after = core::run(candidate.scenario, m_stop);
        if (!after || !after.value()->metrics.fits || !after.value()->trace.completed)
            return std::nullopt;
        const Metrics &was = m_now.metrics;
        const Metrics &is = after.value()->metrics;
        const ParallelSpec &parallel = m_now.scenario.parallel;
        const bool drops = parallel.schedule == kOwnSchedule &&
                           candidate.scenario.parallel.schedule != kOwnSchedule;
        return Idea{candidate.kind,
                    candidate.scenario,
                    was.step - is.step,
                    largestPeak(m_now.plan) - largestPeak(after.value()->plan),
                    was.idleShare,
                    is.idleShare,
                    was.gradientSyncShare,
                    is.gradientSyncShare,
                    repairedBy(candidate.kind, m_now.scenario.faults),
                    drops ? scheduleTitle(parallel) : std::string()};
    }

    [[nodiscard]] bool isBeaten(const Idea &idea, const std::vector<Idea> &ideas) const
    {
        const auto rank = [](const Idea &each) { return std::pair(each.saved, each.freed); };
        return isSetting(idea.kind) && std::ranges::any_of(ideas, [&](const Idea &other) {
                   return isSetting(other.kind) && other.saved >= idea.saved &&
                          other.freed >= idea.freed && rank(other) > rank(idea);
               });
    }

    void choose()
    {
        std::vector<Idea> faster;
        for (const std::optional<Candidate> &candidate : m_fastest) {
            std::optional<Idea> idea = candidate ? simulated(*candidate) : std::nullopt;
            if (idea && isFaster(m_now.metrics.step - idea->saved))
                faster.push_back(std::move(*idea));
        }
        const std::vector<Idea> all = faster;
        std::erase_if(faster, [&](const Idea &idea) { return isBeaten(idea, all); });
        std::ranges::stable_sort(faster, std::greater{}, [](const Idea &idea) {
            return std::pair(idea.saved, idea.freed);
        });
        std::optional<Idea> smaller = smallest(all);
        faster.resize(std::min(faster.size(), kMostIdeas - (smaller ? 1 : 0)));
        if (smaller)
            faster.push_back(std::move(*smaller));
        m_list.best = std::move(faster);
    }

    // The one that frees most memory, at no cost in time if there is one.
    std::optional<Idea> smallest(const std::vector<Idea> &faster) const
    {
        const double capacity = static_cast<double>(m_now.plan.capacity.count);
        if (static_cast<double>(largestPeak(m_now.plan).count) <= kMemoryMatters * capacity)
            return std::nullopt;
        std::optional<Idea> best;
        const auto rank = [&](const Idea &idea) {
            const bool free = static_cast<double>(idea.saved.count) >= -kWorthwhile * stepNow();
            return std::pair(free, idea.freed);
        };
        for (const std::optional<Candidate> &candidate : m_smallest) {
            std::optional<Idea> idea = candidate ? simulated(*candidate) : std::nullopt;
            if (!idea || static_cast<double>(idea->freed.count) <= kWorthwhile * capacity ||
                isBeaten(*idea, faster))
                continue;
            if (!best || rank(*idea) > rank(*best))
                best = std::move(idea);
        }
        return best;
    }

    const Snapshot &m_now;
    std::stop_token m_stop;
    StepTimer m_timer;
    std::int64_t m_left = kMostWork;
    std::array<std::optional<Candidate>, kIdeaKindCount> m_fastest;
    std::array<std::optional<Candidate>, kIdeaKindCount> m_smallest;
    IdeaList m_list;
};

// Planned alone: nothing of a model that does not fit can be timed.
IdeaList triedOnOneDevice(const Scenario &scenario, const std::stop_token &stop)
{
    IdeaList list;
    const auto plan = [&](const Scenario &changed) {
        const Result<Plan> made = makePlan(changed);
        if (made && (list.leastNeed == Bytes{} || largestPeak(made.value()) < list.leastNeed))
            list.leastNeed = largestPeak(made.value());
        return bool(made);
    };
    const TakesMove take = [&](IdeaKind kind, const Scenario &changed) {
        if (stop.stop_requested())
            return false;
        if (workOf(changed) > kMostWorkEach) {
            ++list.tried.tooLarge;
            return true;
        }
        const int planned = validate(changed) && plan(changed) ? 1 : 0;
        (kind == IdeaKind::Precision      ? list.tried.precisions
         : kind == IdeaKind::MicroBatches ? list.tried.microBatches
                                          : list.tried.recomputations) += planned;
        return true;
    };
    offerRecomputations(scenario, take);
    offerMicroBatches(scenario, take);
    offerPrecisions(scenario, take);
    if (const Scenario least = withLeastMemory(scenario);
        validate(least) && workOf(least) <= kMostWorkEach)
        plan(least);
    list.tried.complete = !stop.stop_requested();
    return list;
}

} // namespace

std::string triedText(const Tried &tried)
{
    std::vector<std::string> parts;
    const auto add = [&parts](int count, const Words &one, const Words &several) {
        if (count > 0)
            parts.push_back(phrase(count == 1 ? one : several, {figureOfCount(count)}));
    };
    add(tried.schedules, inContext("Tried", "%1 schedule"), inContext("Tried", "%1 schedules"));
    add(tried.recomputations, inContext("Tried", "%1 way to recompute"),
        inContext("Tried", "%1 ways to recompute"));
    add(tried.microBatches, inContext("Tried", "%1 micro-batch size"),
        inContext("Tried", "%1 micro-batch sizes"));
    add(tried.degrees, inContext("Tried", "%1 layout"), inContext("Tried", "%1 layouts"));
    add(tried.precisions, inContext("Tried", "%1 precision"), inContext("Tried", "%1 precisions"));
    add(tried.others, inContext("Tried", "%1 other change"),
        inContext("Tried", "%1 other changes"));
    const std::string text = listedInLanguage(parts);
    if (tried.doNotFit == 0)
        return text;
    return phrase(tried.doNotFit == 1
                      ? inContext("Tried", "%1; %2 would be faster but does not fit")
                      : inContext("Tried", "%1; %2 would be faster but do not fit"),
                  {text, figureOfCount(tried.doNotFit)});
}

IdeaList ideasFor(const Snapshot &snapshot, std::stop_token stop)
{
    if (!snapshot.metrics.fits && snapshot.deviceCount() == 1)
        return triedOnOneDevice(snapshot.scenario, stop);
    if (!snapshot.metrics.fits || snapshot.metrics.rows.empty())
        return {};
    return IdeaSearch(snapshot, std::move(stop)).run();
}

} // namespace core
