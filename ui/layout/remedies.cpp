// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/remedies.h"

#include "core/base/text.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace ui {

namespace {

struct Remedies
{
    Q_DECLARE_TR_FUNCTIONS(Remedies)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// Memory of the scenario's fullest device; empty when it cannot be planned.
struct Need
{
    core::Bytes need;
    core::Bytes capacity;
    bool fits = false;
};

std::optional<Need> needOf(const core::Scenario &scenario)
{
    const core::Result<core::Plan> plan = core::makePlan(scenario);
    if (!plan)
        return std::nullopt;
    core::Bytes largest;
    for (const core::RowPlan &row : plan.value().rows)
        largest = std::max(largest, row.peak.total());
    return Need{largest, plan.value().capacity, plan.value().fits};
}

// Of several variants in order of preference: the first that fits, else the one that needs least.
class Best
{
public:
    // False when nothing better can come.
    bool offer(const core::Scenario &scenario, int tag)
    {
        const std::optional<Need> need = needOf(scenario);
        if (!need || (m_need && !need->fits && need->need >= m_need->need))
            return true;
        m_need = need;
        m_scenario = scenario;
        m_tag = tag;
        return !need->fits;
    }
    [[nodiscard]] int tag() const { return m_tag; }
    [[nodiscard]] std::optional<Remedy> remedy(const QString &title, const QString &action,
                                               const QString &undoText) const
    {
        if (!m_need)
            return std::nullopt;
        return Remedy{title,        action,           undoText,    m_scenario,
                      m_need->need, m_need->capacity, m_need->fits};
    }

private:
    std::optional<Need> m_need;
    core::Scenario m_scenario;
    int m_tag = 0;
};

// Over at least as many devices as there are; more only as far as needed.
std::optional<Remedy> splitLayers(const core::Scenario &scenario)
{
    const bool isPipeline = core::strategyOf(scenario) == core::Strategy::Pipeline;
    const core::Scenario pipeline =
        isPipeline ? scenario : core::withStrategy(scenario, core::Strategy::Pipeline);
    Best best;
    for (const int devices : core::deviceSteps()) {
        const bool tooFew = devices < 2 || devices < scenario.cluster.devices;
        if (tooFew || (isPipeline && devices == scenario.cluster.devices))
            continue;
        if (devices > scenario.model.layerCount())
            break;
        if (!best.offer(core::withDevices(pipeline, devices), devices))
            break;
    }
    return best.remedy(Remedies::tr("Split the layers over %1 GPUs").arg(best.tag()),
                       isPipeline ? Remedies::tr("Try %1 GPUs").arg(best.tag())
                                  : Remedies::tr("Try pipeline"),
                       Remedies::tr("split the layers"));
}

std::optional<Remedy> smallerMicroBatches(const core::Scenario &scenario)
{
    Best best;
    for (const std::int64_t count : core::microBatchSteps(scenario)) {
        if (count <= core::microBatchCount(scenario))
            continue;
        if (!best.offer(core::withMicroBatches(scenario, count), static_cast<int>(count)))
            break;
    }
    return best.remedy(Remedies::tr("Cut the batch into %1 micro-batches").arg(best.tag()),
                       Remedies::tr("Try smaller pieces"), Remedies::tr("cut the batch smaller"));
}

std::optional<Remedy> recompute(const core::Scenario &scenario)
{
    Best best;
    for (const core::Recompute wanted : {core::Recompute::Selective, core::Recompute::Full}) {
        if (wanted <= scenario.training.recompute)
            continue;
        if (!best.offer(core::withRecompute(scenario, wanted), static_cast<int>(wanted)))
            break;
    }
    return best.remedy(Remedies::tr("Recompute activations"), Remedies::tr("Try recomputing"),
                       Remedies::tr("recompute activations"));
}

std::optional<Remedy> biggerDevice(const core::Scenario &scenario)
{
    std::vector<const core::DeviceSpec *> devices;
    for (const core::DeviceSpec &device : core::devicePresets()) {
        if (device.memory > scenario.cluster.device.memory)
            devices.push_back(&device);
    }
    std::ranges::stable_sort(devices, {}, [](const auto *device) { return device->memory; });
    // The need hardly depends on the device, so all but the largest only count if they fit.
    for (const core::DeviceSpec *device : devices) {
        Best best;
        best.offer(core::withDeviceSpec(scenario, *device), 0);
        const std::optional<Remedy> remedy =
            best.remedy(Remedies::tr("Use %1").arg(text(device->title)),
                        Remedies::tr("Try this GPU"), Remedies::tr("use a bigger GPU"));
        if (remedy && (remedy->fits || device == devices.back()))
            return remedy;
    }
    return std::nullopt;
}

} // namespace

QString Remedy::resultText() const
{
    const QString size = text(core::figureOf(need).text());
    return fits ? Remedies::tr("%1 per GPU").arg(size)
                : Remedies::tr("%1: still too much").arg(size);
}

std::vector<Remedy> remediesFor(const core::Snapshot &snapshot)
{
    std::vector<Remedy> remedies;
    if (snapshot.plan.fits)
        return remedies;
    for (const auto &idea : {splitLayers, smallerMicroBatches, recompute, biggerDevice}) {
        if (const std::optional<Remedy> remedy = idea(snapshot.scenario))
            remedies.push_back(*remedy);
    }
    std::ranges::stable_sort(remedies, {}, [](const Remedy &remedy) { return !remedy.fits; });
    if (remedies.size() > 3)
        remedies.resize(3);
    return remedies;
}

QString doesNotFitHeadline(const core::Snapshot &snapshot)
{
    if (snapshot.deviceCount() == 1)
        return Remedies::tr("This model does not fit on one GPU");
    if (snapshot.plan.ranks() == 1)
        return Remedies::tr(
            "This model does not fit on one GPU, so it cannot be copied to each of them");
    const std::size_t row = static_cast<std::size_t>(snapshot.metrics.fullestRow);
    return Remedies::tr("The part of the model on GPU %1 does not fit")
        .arg(snapshot.plan.rows[row].devices.front());
}

} // namespace ui
