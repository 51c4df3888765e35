// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibrate.h"
#include "core/runner/latest_only.h"

#include <QObject>

#include <memory>

namespace ui {

// What this computer was measured to do, asked for in the background.
class ComputerBridge : public QObject
{
    Q_OBJECT

public:
    enum class Ask { Kept, Anew }; // the kept measurement where there is one; or another one

    explicit ComputerBridge(QObject *parent = nullptr);
    ~ComputerBridge() override;

    void request(Ask ask);

Q_SIGNALS:
    void measured(const core::live::ComputerCurve &curve);

private:
    using Runner = core::LatestOnly<Ask, core::live::ComputerCurve>;

    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
