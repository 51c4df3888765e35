// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runner/latest_only.h"

#include <QObject>

#include <functional>
#include <utility>

namespace ui {

// Work that tells what it finds while it goes on, on a thread of its own, to a receiver that lives
// on the thread of the window. Newer work takes the place of that under way, of which nothing is
// heard any more. To be the last member of the receiver: its thread ends before the rest goes.
template <class Request>
class NewestWork
{
public:
    // What the work finds: delivered to the receiver, unless it is no longer asked for.
    using Post = std::function<void(std::function<void()> deliver)>;
    // On the thread of the work.
    using Work = std::function<void(const Request &, const std::stop_token &, const Post &)>;

    // ended: on the thread of the window, when all of it is done or it was cancelled.
    NewestWork(QObject *receiver, Work work, std::function<void()> ended)
        : m_receiver(receiver), m_work(std::move(work)), m_ended(std::move(ended)),
          m_runner([this](const Numbered &asked,
                          const std::stop_token &stop) { return run(asked, stop); },
                   [this](const typename Runner::Answer &answer) { end(answer.request); })
    {}

    void start(Request request)
    {
        // The runner counts its requests and cancellations from 1, one by one: this is the next.
        ++m_newest;
        m_isBusy = true;
        m_newest = m_runner.request({std::move(request), m_newest});
    }
    void cancel() // what is there already stays
    {
        m_runner.cancel();
        ++m_newest;
        if (std::exchange(m_isBusy, false))
            m_ended();
    }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

private:
    struct Numbered
    {
        Request request;
        quint64 number = 0;
    };
    using Runner = core::LatestOnly<Numbered, bool>;

    bool run(const Numbered &asked, const std::stop_token &stop)
    {
        m_work(asked.request, stop, [this, number = asked.number](std::function<void()> deliver) {
            deliverIfNewest(number, std::move(deliver));
        });
        return true;
    }
    void end(quint64 number)
    {
        deliverIfNewest(number, [this] {
            m_isBusy = false;
            m_ended();
        });
    }
    void deliverIfNewest(quint64 number, std::function<void()> deliver)
    {
        QMetaObject::invokeMethod(
            m_receiver,
            [this, number, deliver = std::move(deliver)] {
                if (number == m_newest)
                    deliver();
            },
            Qt::QueuedConnection);
    }

    QObject *m_receiver;
    Work m_work;
    std::function<void()> m_ended;
    quint64 m_newest = 0; // on the thread of the window
    bool m_isBusy = false;
    Runner m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
