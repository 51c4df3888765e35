// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/computer_bridge.h"

#include "core/live/session/kept_computer.h"

namespace ui {

namespace {

core::live::ComputerCurve curveNow(ComputerBridge::Ask ask, const std::stop_token &stop)
{
    if (ask == ComputerBridge::Ask::Kept)
        return core::live::curveOf(core::live::keptCalibration(stop));
    core::live::ComputerCurve curve = core::live::calibrate(stop);
    if (!stop.stop_requested())
        core::live::keepCalibration(curve.calibration);
    return curve;
}

} // namespace

ComputerBridge::ComputerBridge(QObject *parent) : QObject(parent)
{
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(curveNow, [this](Runner::Answer answer) {
        QMetaObject::invokeMethod(
            this, [this, answer = std::move(answer)] { Q_EMIT measured(answer.result); },
            Qt::QueuedConnection);
    });
}

ComputerBridge::~ComputerBridge() = default;

void ComputerBridge::request(Ask ask)
{
    m_runner->request(ask);
}

} // namespace ui
