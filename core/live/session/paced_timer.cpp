// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/paced_timer.h"

#include "core/base/median.h"
#include "core/live/run/processor_time.h"

namespace core::live {
namespace {

constexpr std::int64_t kStretch = 40'000; // ns, some hundred times what the clock takes

} // namespace

PacedTimer::PacedTimer()
{
    std::vector<double> paces;
    for (int i = 0; i < 40; ++i)
        paces.push_back(static_cast<double>(m_pace.measure()));
    m_reference = medianOf(std::move(paces));
}

double PacedTimer::medianTime(const std::function<void()> &work, int stretches)
{
    int calls = 1;
    work(); // the first one finds nothing in the caches
    for (;;) {
        const std::int64_t before = threadProcessorTime();
        for (int i = 0; i < calls; ++i)
            work();
        if (threadProcessorTime() - before >= kStretch / 2 || calls > 1'000'000)
            break;
        calls *= 2;
    }
    std::vector<double> all;
    std::vector<double> calm; // while the speed of the processor did not change
    std::int64_t pace = m_pace.measure();
    for (int i = 0; i < stretches; ++i) {
        const std::int64_t before = threadProcessorTime();
        for (int call = 0; call < calls; ++call)
            work();
        const std::int64_t time = threadProcessorTime() - before;
        const std::int64_t next = m_pace.measure();
        all.push_back(2.0 * static_cast<double>(time) / static_cast<double>(pace + next));
        if (isCalm(pace, next))
            calm.push_back(all.back());
        pace = next;
    }
    const bool enough = 2 * calm.size() >= all.size();
    return medianOf(enough ? std::move(calm) : std::move(all)) * m_reference / calls;
}

} // namespace core::live
