// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/what_if_texts.h"

#include "core/base/text.h"
#include "core/scenario/constraints.h"
#include "core/scenario/wish_words.h"
#include "core/schedule/schedule.h"
#include "ui/words/figure_texts.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

struct WhatIf
{
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

// One row for each Setting: the name of its count, and that of one, where it differs.
struct Names
{
    const char *counted;
    const char *one = nullptr;
};
constexpr std::array<Names, core::kSettingCount> kNames = {{
    {QT_TRANSLATE_NOOP("WhatIf", "%1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 GPUs"), QT_TRANSLATE_NOOP("WhatIf", "1 GPU")},
    {QT_TRANSLATE_NOOP("WhatIf", "tensor %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 stages"), QT_TRANSLATE_NOOP("WhatIf", "1 stage")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 replicas"), QT_TRANSLATE_NOOP("WhatIf", "1 replica")},
    {QT_TRANSLATE_NOOP("WhatIf", "context %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "expert %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "sharding %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 layers"), QT_TRANSLATE_NOOP("WhatIf", "1 layer")},
    {QT_TRANSLATE_NOOP("WhatIf", "batch %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "micro-batches of %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 micro-batches"), QT_TRANSLATE_NOOP("WhatIf", "1 micro-batch")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 chunks"), QT_TRANSLATE_NOOP("WhatIf", "1 chunk")},
    {QT_TRANSLATE_NOOP("WhatIf", "groups of %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "an activation limit of %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "layers for %1 stages")},
    {QT_TRANSLATE_NOOP("WhatIf", "placement of %1")},
    {QT_TRANSLATE_NOOP("WhatIf", "%1 slow GPUs or links")},
}};

template <class Value>
std::size_t at(Value value)
{
    return static_cast<std::size_t>(value);
}

QString reasonText(const core::Reason &reason)
{
    return textOf(core::textOfReason(reason));
}

QString countedText(core::Setting setting, std::int64_t value)
{
    const Names &names = kNames[at(setting)];
    if (value == 1 && names.one)
        return WhatIf::tr(names.one);
    return WhatIf::tr(names.counted).arg(settingValue(setting, value));
}

// What must be divided, for the degrees.
struct Whole
{
    std::int64_t number = 1;
    QString text;
};
std::optional<Whole> wholeOf(core::Setting setting, const core::Scenario &scenario)
{
    const core::TransformerSpec *spec = scenario.model.transformer();
    const std::int64_t width = core::widthOfPartners(scenario);
    if (!spec && setting == core::Setting::Tensor && width > 1)
        return Whole{width, WhatIf::tr("layers with a common width of %1").arg(countText(width))};
    if (!spec)
        return {};
    if (setting == core::Setting::Tensor)
        return Whole{width, WhatIf::tr("%1 attention heads").arg(countText(spec->heads))};
    if (setting == core::Setting::Context)
        return Whole{scenario.training.sequence,
                     WhatIf::tr("%1 tokens").arg(countText(scenario.training.sequence))};
    if (setting == core::Setting::Expert)
        return Whole{spec->experts, WhatIf::tr("%1 experts").arg(countText(spec->experts))};
    return {};
}

// What gave way comes before what the chosen split itself sets.
std::vector<core::GaveWay> changesOf(const core::Scenario &before, const core::Answer &after,
                                     core::Setting moved)
{
    std::vector<core::GaveWay> changes = core::gaveWay(before, after, moved);
    if (before.parallel.pipeline == 1) // it had no schedule
        std::erase_if(changes, [](const core::GaveWay &change) {
            return change.setting == core::Setting::Schedule;
        });
    std::ranges::stable_partition(changes, [](const core::GaveWay &change) {
        return change.reason.because != core::Because::SplitSets;
    });
    return changes;
}

// One of several changes. A part of the batch that is held says why it changed.
QString shortText(const core::GaveWay &change)
{
    if (change.setting >= core::Setting::Partition)
        return gaveWayText(change);
    const QString text =
        QStringLiteral("%1 %2 → %3")
            .arg(settingName(change.setting), settingValue(change.setting, change.from),
                 settingValue(change.setting, change.to));
    const bool isBatch =
        change.setting == core::Setting::GlobalBatch || change.setting == core::Setting::MicroBatch;
    const QString reason = reasonText(change.reason);
    const bool follows = change.reason.because == core::Because::BatchStays;
    return isBatch && !follows && !reason.isEmpty() ? text + QChar::Space + reason : text;
}

// The nearest possible numbers below and above: "4 or 6".
QString nearestText(const core::Wish &wish, core::Setting setting, std::int64_t wanted)
{
    constexpr std::int64_t far = 64;
    const core::Range range = core::rangeOf(setting, core::complete(wish).scenario);
    QStringList near;
    for (const int step : {-1, 1}) {
        for (std::int64_t apart = 1; apart <= far; ++apart) {
            const std::int64_t value = wanted + step * apart;
            if (value < range.least || value > range.most)
                break;
            if (!core::canBe(wish, setting, value))
                continue;
            near.append(countText(value));
            break;
        }
    }
    return near.join(WhatIf::tr(" or "));
}

} // namespace

QString settingName(core::Setting setting)
{
    return textOf(core::nameOfSetting(setting));
}

QString settingValue(core::Setting setting, std::int64_t value)
{
    if (setting == core::Setting::Split)
        return wordsOf(static_cast<core::Strategy>(value)).name;
    if (setting == core::Setting::Sharding)
        return wordsOf(static_cast<core::Sharding>(value)).name;
    if (setting == core::Setting::MemoryLimit)
        return textOf(core::figureOfNumber(static_cast<double>(value) / 1000));
    if (setting == core::Setting::Schedule)
        return value < 0 ? WhatIf::tr("your schedule") : textOf(core::schedules()[at(value)].title);
    return countText(value);
}

QString gaveWayText(const core::GaveWay &change)
{
    const QString name = settingName(change.setting);
    const QString reason = reasonText(change.reason);
    if (change.setting >= core::Setting::Partition)
        return WhatIf::tr("%1 was reset: it was set for another layout.").arg(name);
    const QString from = settingValue(change.setting, change.from);
    const QString to = settingValue(change.setting, change.to);
    if (change.reason.because == core::Because::SplitSets) // it was chosen
        return WhatIf::tr("%1: %2 became %3, %4.").arg(name, from, to, reason);
    return reason.isEmpty()
               ? WhatIf::tr("%1 gave way: %2 became %3.").arg(name, from, to)
               : WhatIf::tr("%1 gave way: %2 became %3, %4.").arg(name, from, to, reason);
}

QString batchText(const core::Scenario &scenario)
{
    const std::int64_t replicas = scenario.parallel.data;
    return (replicas == 1 ? WhatIf::tr("%1 = %2 replica × %3 × %4")
                          : WhatIf::tr("%1 = %2 replicas × %3 × %4"))
        .arg(countText(scenario.training.globalBatch), countText(replicas),
             countText(core::microBatchCount(scenario)), countText(scenario.training.microBatch));
}

WhatIfText whatIfText(const core::Scenario &before, const core::Answer &after, core::Setting moved)
{
    const std::vector<core::GaveWay> changes = changesOf(before, after, moved);
    if (changes.empty())
        return {batchText(after.scenario), {}};
    QStringList others;
    for (std::size_t i = 1; i < changes.size(); ++i) {
        const core::GaveWay &change = changes[i];
        if (change.reason.because == core::Because::DegreesMultiply)
            continue; // the degrees themselves already say it
        others.append(shortText(change));
    }
    return {gaveWayText(changes.front()), others.join(QStringLiteral(", "))};
}

QString idleText(std::optional<double> before, std::optional<double> after, bool besidesSync)
{
    if (!before || !after)
        return {};
    const QString was = textOf(core::shareInTenths(*before));
    const QString is = textOf(core::shareInTenths(*after));
    // The numbers first: what is cut off is what is at the end. GPUs wait while gradients are
    // shared, too: that is a headline figure of its own.
    const QString text =
        was == is ? WhatIf::tr("Idle: still %1").arg(is) : WhatIf::tr("Idle: %1 → %2").arg(was, is);
    return besidesSync ? WhatIf::tr("%1, apart from gradient sync.").arg(text) : text + u'.';
}

QString refusalText(const core::Wish &wish, core::Setting setting, double wanted)
{
    const core::Scenario now = core::complete(wish).scenario;
    const core::Range range = core::rangeOf(setting, now);
    if (wanted != std::floor(wanted))
        return WhatIf::tr("Type a whole number, %1 to %2")
            .arg(countText(range.least), countText(range.most));
    if (wanted < static_cast<double>(range.least) || wanted > static_cast<double>(range.most))
        return WhatIf::tr("Type a number from %1 to %2")
            .arg(countText(range.least), countText(range.most));
    const auto value = static_cast<std::int64_t>(wanted);
    if (core::canBe(wish, setting, value))
        return {};
    const QString near = nearestText(wish, setting, value);
    const std::optional<Whole> whole = wholeOf(setting, now);
    if (whole && whole->number % value != 0)
        return WhatIf::tr("%1 does not divide %2: type %3")
            .arg(countText(value), whole->text, near);
    if (setting == core::Setting::GlobalBatch && value % now.parallel.data != 0)
        return WhatIf::tr("%1 replicas cannot share %2: type %3")
            .arg(countText(now.parallel.data), samplesText(value), near);
    return near.isEmpty()
               ? WhatIf::tr("%1 is not possible here").arg(countText(value))
               : WhatIf::tr("%1 is not possible here: type %2").arg(countText(value), near);
}

QString splitText(core::Strategy wanted, const core::Scenario &after)
{
    const core::Strategy is = core::strategyOf(after);
    if (is == wanted)
        return {};
    const QString devices = countText(after.cluster.devices);
    if (wanted == core::Strategy::Tensor && after.parallel.tensor == 1)
        return after.model.transformer() == nullptr
                   ? WhatIf::tr("This model has no attention heads to split.")
                   : WhatIf::tr("The heads of this model cannot be split over %1 GPUs.")
                         .arg(devices);
    if (is == core::Strategy::Hybrid)
        return WhatIf::tr("Replicas were added, so that %1 GPUs are used.").arg(devices);
    return WhatIf::tr("%1 GPUs and %2 layers cannot be split this way.")
        .arg(devices, countText(after.model.layerCount()));
}

QString undoText(const core::Scenario &before, const core::Answer &after, core::Setting moved)
{
    QStringList were = {countedText(moved, core::valueOf(moved, before))};
    const std::vector<core::GaveWay> changes = changesOf(before, after, moved);
    if (!changes.empty() && changes.front().setting < core::Setting::Partition)
        were.append(countedText(changes.front().setting, changes.front().from));
    return WhatIf::tr("Ctrl+Z: %1").arg(were.join(QStringLiteral(", ")));
}

} // namespace ui
