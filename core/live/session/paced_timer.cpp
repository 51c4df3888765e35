// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/paced_timer.h"

#include "core/live/run/processor_time.h"

#include <algorithm>

namespace core::live {
namespace {

constexpr std::int64_t kStretch = 40'000; // ns, some hundred times what the clock takes

int callsFor(const std::function<void()> &work)
{
    int calls = 1;
    for (;; calls *= 2) {
        const std::int64_t before = threadProcessorTime();
        for (int i = 0; i < calls; ++i)
            work();
        if (threadProcessorTime() - before >= kStretch / 2 || calls > 1'000'000)
            return calls;
    }
}

} // namespace

PacedTimer::PacedTimer()
{
    for (int i = 0; i < 40; ++i)
        m_fastest = std::min(m_fastest, m_pace.measure());
    m_reference = static_cast<double>(m_fastest);
}

void PacedTimer::measure(const std::function<void()> &work, int stretches, Stretches &into)
{
    work(); // the first one finds nothing in the caches
    if (into.calls == 0)
        into.calls = callsFor(work);
    std::int64_t pace = m_pace.measure();
    for (int i = 0; i < stretches; ++i) {
        const std::int64_t before = threadProcessorTime();
        for (int call = 0; call < into.calls; ++call)
            work();
        const std::int64_t time = threadProcessorTime() - before;
        const std::int64_t next = m_pace.measure();
        into.all.push_back(
            {2.0 * static_cast<double>(time) / static_cast<double>(pace + next) / into.calls,
             std::max(pace, next), isCalm(pace, next)});
        m_fastest = std::min(m_fastest, next);
        pace = next;
    }
}

double PacedTimer::timeOf(const Stretches &stretches) const
{
    const std::size_t enough = (stretches.all.size() + 2) / 3;
    return quartileAtPace(stretches.all, m_fastest, enough) * m_reference;
}

} // namespace core::live
