// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/this_computer.h"

#include "core/presets/preset_tables.h"
#include "core/presets/presets.h"

#include <algorithm>
#include <atomic>
#include <vector>

namespace core {
namespace {

constexpr std::string_view kDevice = "this-computer";
constexpr std::string_view kLink = "threads";

// The tables with what was measured in place of their rows. Pointers into them are everywhere, so
// that each stays as long as the program runs; the newest leads to those before it.
struct MeasuredTables
{
    std::vector<DeviceSpec> devices;
    std::vector<LinkSpec> links;
    const MeasuredTables *former = nullptr;
};

std::atomic<const MeasuredTables *> g_newest;

template <class Row>
const Row &rowOf(std::span<const Row> table, std::string_view id)
{
    return *std::ranges::find(table, id, &Row::id);
}

template <class Row>
std::vector<Row> with(std::span<const Row> table, const Row &measured)
{
    std::vector<Row> rows(table.begin(), table.end());
    *std::ranges::find(rows, measured.id, &Row::id) = measured;
    return rows;
}

} // namespace

std::span<const DeviceSpec> devicePresets()
{
    const MeasuredTables *measured = g_newest.load();
    return measured ? std::span<const DeviceSpec>(measured->devices) : usualDevices();
}

std::span<const LinkSpec> linkPresets()
{
    const MeasuredTables *measured = g_newest.load();
    return measured ? std::span<const LinkSpec>(measured->links) : usualLinks();
}

ThisComputer usualComputer()
{
    return {rowOf(usualDevices(), kDevice), rowOf(usualLinks(), kLink)};
}

ThisComputer thisComputer()
{
    return {rowOf(devicePresets(), kDevice), rowOf(linkPresets(), kLink)};
}

void setThisComputer(const ThisComputer &measured)
{
    if (thisComputer() == measured)
        return;
    auto *tables = new MeasuredTables{with(usualDevices(), measured.device),
                                      with(usualLinks(), measured.link), g_newest.load()};
    while (!g_newest.compare_exchange_weak(tables->former, tables)) {
    }
}

bool isThisComputer(const DeviceSpec &device)
{
    if (device.id != kDevice)
        return false;
    for (const MeasuredTables *tables = g_newest.load(); tables; tables = tables->former) {
        if (device == rowOf(std::span<const DeviceSpec>(tables->devices), kDevice))
            return true;
    }
    return device == rowOf(usualDevices(), kDevice);
}

bool isThisComputer(const LinkSpec &link)
{
    if (link.id != kLink)
        return false;
    for (const MeasuredTables *tables = g_newest.load(); tables; tables = tables->former) {
        if (link == rowOf(std::span<const LinkSpec>(tables->links), kLink))
            return true;
    }
    return link == rowOf(usualLinks(), kLink);
}

void putThisComputer(ClusterSpec &cluster, const ThisComputer &known)
{
    if (isThisComputer(cluster.device))
        cluster.device = known.device;
    for (LinkSpec *link : {&cluster.intraLink, &cluster.interLink}) {
        if (isThisComputer(*link))
            *link = known.link;
    }
}

} // namespace core
