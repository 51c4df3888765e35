// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/gradient_ring.h"
#include "core/plan/plan.h"

#include <cstdint>

namespace core {

// Weights of ZeRO 1 before 2024: each owner broadcasts its own, one after the other (InternEvo,
// hybrid_zero_optim.py; FairScale's OSS; PyTorch's ZeroRedundancyOptimizer). Megatron and DeepSpeed
// gather them at once.
[[nodiscard]] bool broadcastsWeights(const Scenario &scenario);
// The most owners of any run that this price was held against (InternEvo's on A100).
inline constexpr int kMostMeasuredOwners = 1024;

// What is reduced of a stage: experts only among the replicas that have the same ones.
class StageSync
{
public:
    // The ring must outlive it.
    StageSync(const StagePlan &stage, const GradientRing &ring, const Scenario &scenario);

    void price(GradientBucket &bucket) const;

private:
    struct Prices
    {
        AllReduce algorithm = AllReduce::Ring;
        double seconds = 0;
        double healthy = 0;
    };
    [[nodiscard]] BucketReach reachOf(const GradientBucket &bucket) const;
    // Of so many bytes of the bucket, where so many partners have other ones.
    [[nodiscard]] Prices priceOf(const GradientBucket &bucket, double bytes, int partners) const;
    void addBroadcasts(Prices &prices) const;
    // Of a collective among these, whose links are those of a reach.
    [[nodiscard]] Prices part(double bytes, bool onePass, bool adds, const Members &members,
                              BucketReach reach = BucketReach::All) const;

    const GradientRing &m_ring;
    AllReduce m_rule;
    bool m_scatters;
    bool m_inVisits; // scattered there already
    int m_sharers;
    bool m_groups;    // of sharers, more than one
    Members m_within; // one of them
    int m_partners;   // that hold other experts each
    double m_experts = 0;
    double m_matrices = 0; // whose owners broadcast them
};

// Of a bucket, what the next step's first forward hides.
[[nodiscard]] Nanos gatheredAhead(const GradientBucket &bucket, const StagePlan &stage,
                                  const Scenario &scenario);

// Of the gradients of a stage: as asked for, but not too many of them.
[[nodiscard]] std::int64_t bucketBytesOf(const StagePlan &stage, const Scenario &scenario);

// Of each parameter: what training keeps, unless it is sent in another width.
[[nodiscard]] std::int64_t sentBytesOfGradient(const Scenario &scenario);

// How long all buckets of a stage take, before any are cut: for bounds. Not of networks that are
// trained here.
struct SharingTime
{
    Nanos gradients; // while backward makes them, or behind it
    Nanos weights;   // behind the last visit, and hidden by nothing
};
[[nodiscard]] SharingTime sharingTime(const StagePlan &stage, const GradientRing &ring,
                                      const Scenario &scenario);

} // namespace core
