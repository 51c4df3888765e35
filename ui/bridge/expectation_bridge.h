// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/runner/latest_only.h"
#include "ui/bridge/shared_computer.h"

#include <QObject>

#include <memory>

namespace ui {

// What the workers of a scenario are expected to do in a step on this computer, found out in the
// background: as a training run of it will say beside its first measured one, a row for each
// worker, called by its name. The first answer of all measures the computer, about a second.
class ExpectationBridge : public QObject
{
    Q_OBJECT

public:
    explicit ExpectationBridge(std::shared_ptr<SharedComputer> computer);
    ~ExpectationBridge() override;

    // Of a scenario that was simulated; null, or one that cannot be trained: nothing is expected.
    // What was expected before stays until the answer is there.
    void expect(const core::SnapshotPtr &simulated);
    // What was found out elsewhere: nothing has to be measured for it.
    void take(const core::SnapshotPtr &simulated, const core::SnapshotPtr &expected);
    [[nodiscard]] const core::SnapshotPtr &expected() const { return m_expected; }
    [[nodiscard]] bool isBusy() const { return m_newest != m_answered; }

Q_SIGNALS:
    void arrived();

private:
    using Runner = core::LatestOnly<core::SnapshotPtr, core::SnapshotPtr>;
    void deliver(const Runner::Answer &answer);

    core::SnapshotPtr m_of; // the last one that was asked about
    core::SnapshotPtr m_expected;
    std::uint64_t m_newest = 0;
    std::uint64_t m_answered = 0;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
