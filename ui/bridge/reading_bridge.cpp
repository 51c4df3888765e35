// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/reading_bridge.h"

#include <utility>

namespace ui {

namespace {

constexpr double kLeastProgress = 0.01; // a file in small blocks must not flood the UI thread

} // namespace

ReadingBridge::ReadingBridge(QObject *parent) : QObject(parent) {}

ReadingBridge::~ReadingBridge() = default;

void ReadingBridge::read(const QString &what, Work work)
{
    if (!m_runner) { // a window that only draws a picture needs no thread
        const auto runs = [this](const Work &task, const std::stop_token &stop) {
            return run(task, stop);
        };
        // Runs on the runner's thread; see SimulationBridge.
        m_runner = std::make_unique<Runner>(runs, [this](Runner::Answer answer) {
            QMetaObject::invokeMethod(
                this, [this, answer = std::move(answer)] { deliver(answer); },
                Qt::QueuedConnection);
        });
    }
    m_what = what;
    m_newest = m_runner->request(std::move(work));
    Q_EMIT busyChanged(true);
}

ReadingBridge::Delivery ReadingBridge::run(const Work &work, const std::stop_token &stop)
{
    double told = 0;
    const auto tell = [this, stop, told](double share) mutable {
        if (share < told + kLeastProgress)
            return;
        told = share;
        meanwhile(stop, [this, share] { Q_EMIT progressed(share); });
    };
    return work({.stop = stop, .progress = tell});
}

void ReadingBridge::meanwhile(const std::stop_token &stop, Delivery deliver)
{
    const auto pass = [stop, deliver = std::move(deliver)] {
        if (!stop.stop_requested())
            deliver();
    };
    QMetaObject::invokeMethod(this, pass, Qt::QueuedConnection);
}

void ReadingBridge::cancel()
{
    if (!isBusy())
        return;
    m_runner->cancel();
    m_answered = m_newest;
    Q_EMIT busyChanged(false);
}

void ReadingBridge::deliver(const Runner::Answer &answer)
{
    if (answer.request != m_newest || m_answered == m_newest)
        return; // overtaken or cancelled while it was queued
    m_answered = answer.request;
    answer.result(); // may ask for the next reading
    if (!isBusy())
        Q_EMIT busyChanged(false);
}

} // namespace ui
