// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/background_worker.h"

#include "ui/bridge/reading_bridge.h"

#include <QPointer>

#include <utility>

namespace ui {

WorkRunner backgroundWorker(QObject *owner, const std::function<void(double)> &progressed)
{
    const QPointer<ReadingBridge> bridge(new ReadingBridge(owner));
    if (progressed)
        QObject::connect(bridge, &ReadingBridge::progressed, owner, progressed);
    return [bridge](LongWork work) {
        if (bridge)
            bridge->read({}, std::move(work));
    };
}

} // namespace ui
