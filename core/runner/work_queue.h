// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace core {

// Runs every job in order of arrival on its own thread. The destructor waits for the last one, so
// that everything posted is written.
class WorkQueue
{
public:
    using Job = std::function<void()>;

    WorkQueue() : m_thread([this](const std::stop_token &stop) { loop(stop); }) {}
    WorkQueue(const WorkQueue &) = delete;
    WorkQueue &operator=(const WorkQueue &) = delete;

    void post(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_changed.notify_all();
    }

    // Until all that was posted so far is done.
    void finish()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_jobs.empty(); });
    }

private:
    void loop(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        // After a stop request the wait returns at once: true while jobs are left.
        while (m_changed.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
            const Job job = m_jobs.front(); // stays in the list until it is done
            lock.unlock();
            job();
            lock.lock();
            m_jobs.pop_front();
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_jobs;
    std::jthread m_thread; // last member: starts last, joins first
};

} // namespace core
