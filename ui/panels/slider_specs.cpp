// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/scenario_controls.h"
#include "ui/words/text_of.h"

#include "core/base/text.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct Controls
{
    Q_DECLARE_TR_FUNCTIONS(Controls)
};

template <class Values>
ValueScale scaleOf(const Values &values)
{
    ValueScale scale;
    for (const auto value : values)
        scale.stops.push_back(static_cast<double>(value));
    return scale;
}

// Presets get a stop of their own between the round values.
void addStop(ValueScale &scale, double value)
{
    const auto at = std::ranges::lower_bound(scale.stops, value);
    if (at == scale.stops.end() || at == scale.stops.begin() ||
        std::abs(*at - value) < value * 1e-9)
        return;
    scale.stops.insert(at, value);
}

QString wholeText(const ControlContext &, double value)
{
    return countText(std::llround(value));
}

bool always(const core::Scenario &)
{
    return true;
}

ValueScale devicesScale(const ControlContext &)
{
    return scaleOf(core::deviceSteps());
}

double devicesValue(const ControlContext &context)
{
    return context.scenario.cluster.devices;
}

ValueScale microBatchesScale(const ControlContext &context)
{
    return scaleOf(core::microBatchSteps(context.scenario, context.follows));
}

double microBatchesValue(const ControlContext &context)
{
    return static_cast<double>(core::microBatchCount(context.scenario));
}

ValueScale sizeScale(const ControlContext &context)
{
    return scaleOf(core::microBatchSizeSteps(context.scenario, context.follows));
}

double sizeValue(const ControlContext &context)
{
    return static_cast<double>(context.scenario.training.microBatch);
}

ValueScale batchScale(const ControlContext &context)
{
    return scaleOf(core::globalBatchSteps(context.scenario, context.follows));
}

double batchValue(const ControlContext &context)
{
    return static_cast<double>(context.scenario.training.globalBatch);
}

ValueScale layersScale(const ControlContext &context)
{
    ValueScale scale = scaleOf(std::initializer_list<int>{
        1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128});
    addStop(scale, static_cast<double>(context.scenario.model.layerCount()));
    return scale;
}

double layersValue(const ControlContext &context)
{
    return static_cast<double>(context.scenario.model.layerCount());
}

ValueScale linkScale(const ControlContext &)
{
    ValueScale scale = logarithmicScale(1e8, 2e12);
    for (const core::LinkSpec &link : core::linkPresets())
        addStop(scale, link.bandwidth);
    return scale;
}

double linkValue(const ControlContext &context)
{
    return core::mainLink(context.scenario).bandwidth;
}

QString linkText(const ControlContext &, double value)
{
    return textOf(core::figureOfRate(value).text());
}

std::optional<double> parseGigabytes(const QString &typed)
{
    return parseQuantity(typed, 1e9);
}

core::Scenario applyLink(const ControlContext &context, double value)
{
    return core::withLinkBandwidth(context.scenario, value);
}

ValueScale memoryScale(const ControlContext &)
{
    ValueScale scale = logarithmicScale(1e9, 1e12);
    for (const core::DeviceSpec &device : core::devicePresets())
        addStop(scale, static_cast<double>(device.memory.count));
    return scale;
}

double memoryValue(const ControlContext &context)
{
    return static_cast<double>(context.scenario.cluster.device.memory.count);
}

QString memoryText(const ControlContext &, double value)
{
    return textOf(core::figureOf(core::bytesFrom(value)).text());
}

core::Scenario applyMemory(const ControlContext &context, double value)
{
    return core::withMemory(context.scenario, core::bytesFrom(value));
}

// Lost speed in percent: 0 is off, 90 leaves a tenth.
ValueScale slowScale(const ControlContext &)
{
    ValueScale scale;
    for (int lost = 0; lost <= 90; lost += 5)
        scale.stops.push_back(lost);
    return scale;
}

const core::DeviceFault *faultOf(const core::Scenario &scenario, int device)
{
    for (const core::DeviceFault &fault : scenario.faults.devices) {
        if (fault.device == device)
            return &fault;
    }
    return nullptr;
}

// What the slider shows: the selected device if it is slow, else any that is.
const core::DeviceFault *shownFault(const ControlContext &context)
{
    if (context.selectedDevice) {
        if (const core::DeviceFault *fault = faultOf(context.scenario, *context.selectedDevice))
            return fault;
    }
    const auto &faults = context.scenario.faults.devices;
    return faults.empty() ? nullptr : &faults.front();
}

double slowValue(const ControlContext &context)
{
    const core::DeviceFault *fault = shownFault(context);
    return fault != nullptr ? std::round((1 - fault->speed) * 1000) / 10 : 0;
}

QString slowText(const ControlContext &context, double value)
{
    if (value <= 0)
        return Controls::tr("off");
    const core::DeviceFault *fault = shownFault(context);
    const int device = fault != nullptr ? fault->device : deviceToSlow(context);
    return Controls::tr("GPU %1 · %2")
        .arg(device)
        .arg(textOf(core::figureOfShare((100 - value) / 100)));
}

// Typed as it is shown: the speed that is left.
std::optional<double> parseSlow(const QString &typed)
{
    if (typed.trimmed().compare(Controls::tr("off"), Qt::CaseInsensitive) == 0)
        return 0;
    const QString speed = typed.section(QStringLiteral("·"), -1);
    const std::optional<double> percent = parseQuantity(speed, 1);
    return percent ? std::optional(100 - *percent) : std::nullopt;
}

core::Scenario applySlow(const ControlContext &context, double value)
{
    core::Scenario changed = context.scenario;
    const int device = deviceToSlow(context);
    const core::DeviceFault *shown = shownFault(context);
    if (shown != nullptr && shown->device != device)
        changed = core::withSlowDevice(std::move(changed), shown->device, 1);
    return core::withSlowDevice(std::move(changed), device, (100 - value) / 100);
}

} // namespace

int deviceToSlow(const ControlContext &context)
{
    if (context.selectedDevice)
        return *context.selectedDevice;
    const core::DeviceFault *fault = shownFault(context);
    return fault != nullptr ? fault->device : context.scenario.cluster.devices / 2;
}

QList<SliderSpec> sliderSpecs()
{
    using enum ControlGroup;
    using core::Setting;
    return scheduleSliderSpecs() + degreeSliderSpecs() + stateSliderSpecs() +
           QList<SliderSpec>{
               {QStringLiteral("devices"), Split, Controls::tr("GPUs"), Controls::tr("change GPUs"),
                Controls::tr("How many GPUs train together"), devicesScale, devicesValue, wholeText,
                nullptr, always, Setting::Devices},
               {QStringLiteral("batch"), Batch, Controls::tr("Global batch"),
                Controls::tr("change the batch"), Controls::tr("Samples per step, across all GPUs"),
                batchScale, batchValue, wholeText, nullptr, always, Setting::GlobalBatch},
               {QStringLiteral("microbatchsize"), Batch, Controls::tr("Micro-batch size"),
                Controls::tr("change the micro-batch size"),
                Controls::tr("Samples that a GPU processes at once"), sizeScale, sizeValue,
                wholeText, nullptr, always, Setting::MicroBatch},
               {QStringLiteral("microbatches"), Batch, Controls::tr("Micro-batches"),
                Controls::tr("change micro-batches"),
                Controls::tr("How many pieces each replica's batch is split into"),
                microBatchesScale, microBatchesValue, wholeText, nullptr, always,
                Setting::MicroBatches},
               {QStringLiteral("layers"), More, Controls::tr("Layers"),
                Controls::tr("change layers"), Controls::tr("How many layers the model has"),
                layersScale, layersValue, wholeText, nullptr, always, Setting::Layers},
               {QStringLiteral("link"),
                Hardware,
                Controls::tr("Link speed"),
                Controls::tr("change link speed"),
                Controls::tr("Bandwidth between neighbouring GPUs, in each direction"),
                linkScale,
                linkValue,
                linkText,
                parseGigabytes,
                always,
                {},
                applyLink,
                1,
                core::kLargestRate},
               {QStringLiteral("memory"),
                Hardware,
                Controls::tr("Memory per GPU"),
                Controls::tr("change memory"),
                Controls::tr("GB is 10⁹ bytes"),
                memoryScale,
                memoryValue,
                memoryText,
                parseGigabytes,
                always,
                {},
                applyMemory,
                1,
                static_cast<double>(core::kMaxModelSize)},
               {QStringLiteral("slow"),
                Hardware,
                Controls::tr("Slow GPU"),
                Controls::tr("slow down a GPU"),
                Controls::tr("Acts on the selected GPU, else on one in the middle"),
                slowScale,
                slowValue,
                slowText,
                parseSlow,
                always,
                {},
                applySlow,
                0,
                100 - 100 * core::kSlowestShare},
           };
}

} // namespace ui
