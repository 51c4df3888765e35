// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/watch.h"
#include "core/runner/latest_only.h"

#include <QObject>

#include <functional>
#include <memory>

namespace ui {

// Reads files, or does other long work, in the background. Only the newest of several is delivered.
class ReadingBridge : public QObject
{
    Q_OBJECT

public:
    using Delivery = std::function<void()>;            // on the UI thread
    using Work = std::function<Delivery(core::Watch)>; // on the reader's thread

    explicit ReadingBridge(QObject *parent = nullptr);
    ~ReadingBridge() override; // cancels the current read

    // what: the name shown to the user.
    void read(const QString &what, Work work);
    // From the reader's thread, of a read that goes on: delivered unless it was cancelled by then.
    void meanwhile(const std::stop_token &stop, Delivery deliver);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_newest != m_answered; }
    [[nodiscard]] QString what() const { return m_what; }

Q_SIGNALS:
    void busyChanged(bool busy);   // also with each further reading
    void progressed(double share); // 0 to 1, of the current read

private:
    using Runner = core::LatestOnly<Work, Delivery>;
    [[nodiscard]] Delivery run(const Work &work, const std::stop_token &stop);
    void deliver(const Runner::Answer &answer);

    QString m_what;
    quint64 m_newest = 0;
    quint64 m_answered = 0;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
