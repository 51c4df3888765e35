// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace core {

// Works on its own thread; only the newest of several requests is answered, and superseded work is
// stopped.
template <class Request, class Reply>
class LatestOnly
{
public:
    struct Answer
    {
        std::uint64_t request = 0; // the number that request() returned
        Reply result;
    };
    using Work = std::function<Reply(const Request &, std::stop_token)>;
    // Called on the worker thread, never for a superseded request.
    using Callback = std::function<void(Answer)>;

    LatestOnly(Work work, Callback callback)
        : m_work(std::move(work)), m_callback(std::move(callback)),
          m_thread([this](std::stop_token stop) { loop(stop); })
    {}
    ~LatestOnly()
    {
        // Both at once: work that starts between them would hold up the end until it is done.
        const std::lock_guard lock(m_mutex);
        m_thread.request_stop();
        m_current.request_stop();
    }
    LatestOnly(const LatestOnly &) = delete;
    LatestOnly &operator=(const LatestOnly &) = delete;

    std::uint64_t request(Request request)
    {
        std::uint64_t number = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_pending = std::move(request);
            m_current.request_stop();
            number = ++m_newest;
        }
        m_wake.notify_one();
        return number;
    }

    // Cancels every request made so far.
    void cancel()
    {
        const std::lock_guard lock(m_mutex);
        m_pending.reset();
        m_current.request_stop();
        ++m_newest;
    }

private:
    void loop(std::stop_token stop)
    {
        while (true) {
            Request request;
            std::uint64_t number = 0;
            std::stop_source current;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return m_pending.has_value(); }))
                    return;
                request = std::move(*m_pending);
                m_pending.reset();
                number = m_newest;
                m_current = current;
            }
            if (stop.stop_requested())
                return;
            Reply reply = m_work(request, current.get_token());
            {
                const std::lock_guard lock(m_mutex);
                if (number != m_newest || stop.stop_requested())
                    continue;
            }
            m_callback({number, std::move(reply)});
        }
    }

    Work m_work;
    Callback m_callback;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_pending;
    std::uint64_t m_newest = 0;
    std::stop_source m_current;
    std::jthread m_thread; // last member: starts last, joins first
};

} // namespace core
