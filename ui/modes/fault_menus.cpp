// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/fault_menus.h"

#include "core/base/text.h"
#include "core/scenario/edits.h"
#include "ui/controls/menu_heading.h"
#include "ui/document/document.h"
#include "ui/modes/mode.h"
#include "ui/words/card_texts.h"
#include "ui/words/scene_texts.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

#include <algorithm>
#include <functional>

namespace ui {

namespace {

struct FaultMenus
{
    Q_DECLARE_TR_FUNCTIONS(FaultMenus)
};

constexpr int kSpeeds[] = {100, 90, 70, 50, 25}; // percent

QString gpuName(int device)
{
    return QString::fromStdString(core::deviceName(device));
}

void addChoice(QMenu &menu, QActionGroup &group, const QString &text, bool current,
               const std::function<void()> &run)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(current);
    group.addAction(action);
    QObject::connect(action, &QAction::triggered, &menu, run);
}

void addSpeeds(QMenu &menu, Document &document, const Mode &mode, int device)
{
    const auto &faults = document.scenario().faults.devices;
    const auto fault = std::ranges::find(faults, device, &core::DeviceFault::device);
    const double now = fault == faults.end() ? 1 : fault->speed;
    const QString undoText = mode.inItsWords(FaultMenus::tr("slow down a GPU"));
    auto *group = new QActionGroup(&menu);
    for (const int percent : kSpeeds) {
        const double speed = percent / 100.0;
        const QString text = percent == 100
                                 ? FaultMenus::tr("Full speed")
                                 : FaultMenus::tr("Slow: %1 of its speed")
                                       .arg(QString::fromStdString(core::figureOfShare(speed)));
        addChoice(
            menu, *group, text, qAbs(now - speed) < 0.005, [&document, device, speed, undoText] {
                document.edit(core::withSlowDevice(document.scenario(), device, speed), undoText);
            });
    }
}

// Devices that the snapshot's plan joins to this one.
QList<int> neighboursOf(const Document &document, int device)
{
    QList<int> found;
    if (!document.snapshot())
        return found;
    const core::Plan &plan = document.snapshot()->plan;
    std::vector<int> order(plan.rowOfDevice.size(), -1);
    const bool ring = plan.ranks() == 1;
    for (const core::RowPlan &row : plan.rows) {
        for (std::size_t i = 0; i < row.devices.size(); ++i) {
            const int place = row.replicas[i] * plan.ranks() + row.pipelineRank;
            order[static_cast<std::size_t>(place)] = row.devices[i];
        }
    }
    const auto at = std::ranges::find(order, device);
    if (at == order.end() || order.size() < 2)
        return found;
    const auto place = static_cast<int>(at - order.begin());
    const auto count = static_cast<int>(order.size());
    const int rank = place % plan.ranks();
    if (ring || rank > 0)
        found.append(order[static_cast<std::size_t>((place + count - 1) % count)]);
    const int next = order[static_cast<std::size_t>((place + 1) % count)];
    if ((ring || rank + 1 < plan.ranks()) && !found.contains(next))
        found.append(next);
    return found;
}

void addLinkStates(QMenu &menu, Document &document, int fromDevice, int toDevice)
{
    struct Row
    {
        core::LinkState state;
        QString text;
    };
    const Row rows[] = {{core::LinkState::Healthy, FaultMenus::tr("Normal")},
                        {core::LinkState::Slow, FaultMenus::tr("Slow: 1/20 of its bandwidth")},
                        {core::LinkState::Cut, FaultMenus::tr("Cut")}};
    const core::LinkState now = core::linkState(document.scenario(), fromDevice, toDevice);
    auto *group = new QActionGroup(&menu);
    for (const Row &row : rows)
        addChoice(menu, *group, row.text, row.state == now,
                  [&document, fromDevice, toDevice, state = row.state] {
                      document.edit(
                          core::withLinkState(document.scenario(), fromDevice, toDevice, state),
                          FaultMenus::tr("change a link"));
                  });
}

// What no control sets.
void addEvenLayers(QMenu &menu, Document &document, const Mode &mode)
{
    if (document.scenario().parallel.partition.empty())
        return;
    menu.addSeparator();
    const QString undoText = mode.inItsWords(FaultMenus::tr("divide the layers evenly"));
    QAction *action = menu.addAction(mode.inItsWords(FaultMenus::tr("Divide the layers evenly")));
    action->setObjectName(QStringLiteral("even-layers"));
    QObject::connect(action, &QAction::triggered, &menu, [&document, undoText] {
        core::Scenario even = document.scenario();
        even.parallel.partition.clear();
        document.edit(even, undoText);
    });
}

} // namespace

void fillDeviceMenu(QMenu &menu, Document &document, const Mode &mode, int device)
{
    const core::SnapshotPtr &snapshot = document.snapshot();
    const bool known = snapshot && device < snapshot->deviceCount();
    const QString heading =
        known ? FaultMenus::tr("%1 · %2").arg(gpuName(device), cardSubtitle(*snapshot, device))
              : gpuName(device);
    addMenuHeading(menu, mode.inItsWords(heading));
    addSpeeds(menu, document, mode, device);
    addEvenLayers(menu, document, mode);
    const QList<int> neighbours = neighboursOf(document, device);
    if (!neighbours.isEmpty())
        menu.addSeparator();
    for (const int other : neighbours)
        addLinkStates(
            *menu.addMenu(mode.inItsWords(FaultMenus::tr("Link to %1").arg(gpuName(other)))),
            document, device, other);
}

void fillLinkMenu(QMenu &menu, Document &document, const Mode &mode, int fromDevice, int toDevice)
{
    addMenuHeading(
        menu, mode.inItsWords(
                  FaultMenus::tr("Link of %1 and %2").arg(gpuName(fromDevice), gpuName(toDevice))));
    addLinkStates(menu, document, fromDevice, toDevice);
}

} // namespace ui
