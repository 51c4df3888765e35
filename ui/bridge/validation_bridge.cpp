// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/validation_bridge.h"

#include "core/papers/bubble_tables.h"
#include "core/papers/step_tables.h"

#include <utility>

namespace ui {

ValidationBridge::ValidationBridge(QObject *parent) : QObject(parent) {}

ValidationBridge::~ValidationBridge() = default;

void ValidationBridge::request()
{
    if (m_runner)
        return;
    const auto work = [](const Everything &, const std::stop_token &stop) {
        std::vector<core::ValidationTable> tables = core::stepTimeTables(stop);
        if (stop.stop_requested())
            return tables;
        for (core::ValidationTable &table : core::bubbleTables())
            tables.push_back(std::move(table));
        return tables;
    };
    // Runs on the runner's thread; see SimulationBridge.
    m_runner = std::make_unique<Runner>(work, [this](Runner::Answer answer) {
        const auto deliver = [this, answer = std::move(answer)]() mutable {
            m_tables = std::move(answer.result);
            Q_EMIT tablesReady();
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
    m_runner->request({});
}

} // namespace ui
