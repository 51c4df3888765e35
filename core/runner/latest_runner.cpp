// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runner/latest_runner.h"

#include <utility>

namespace core {

LatestRunner::LatestRunner(Callback callback)
    : m_callback(std::move(callback)), m_thread([this](std::stop_token stop) { loop(stop); })
{}

LatestRunner::~LatestRunner()
{
    const std::lock_guard lock(m_mutex);
    m_current.request_stop();
}

std::uint64_t LatestRunner::request(Scenario scenario)
{
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_pending = std::move(scenario);
        m_current.request_stop();
        number = ++m_newest;
    }
    m_wake.notify_one();
    return number;
}

void LatestRunner::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_pending.reset();
    m_current.request_stop();
    ++m_newest;
}

void LatestRunner::loop(std::stop_token stop)
{
    while (true) {
        Scenario scenario;
        std::uint64_t number = 0;
        std::stop_source current;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_pending.has_value(); }))
                return;
            scenario = std::move(*m_pending);
            m_pending.reset();
            number = m_newest;
            m_current = current;
        }
        if (stop.stop_requested())
            return;
        Result<SnapshotPtr> result = run(scenario, current.get_token());
        {
            const std::lock_guard lock(m_mutex);
            if (number != m_newest || stop.stop_requested())
                continue;
        }
        m_callback({number, std::move(result)});
    }
}

} // namespace core
