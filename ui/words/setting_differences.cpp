// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/setting_differences.h"

#include "core/io/scenario/scenario_difference.h"
#include "core/io/scenario/setting_titles.h"
#include "core/sweep/sweep_axis.h"
#include "ui/words/kind_words.h"
#include "ui/words/language.h"
#include "ui/words/text_of.h"
#include "ui/words/what_if_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace ui {

namespace {

struct Differing
{
    Q_DECLARE_TR_FUNCTIONS(Differing)
};

constexpr qsizetype kMostNamed = 5;

bool linksWithin(const core::ClusterSpec &cluster)
{
    return std::min(cluster.devices, cluster.devicesPerNode) > 1;
}

bool linksBetween(const core::ClusterSpec &cluster)
{
    return cluster.devices > cluster.devicesPerNode;
}

// What a file holds, as people write it; empty: it is a list or an object.
QString plainText(const core::JsonValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value.value()))
        return *flag ? Differing::tr("on") : Differing::tr("off");
    if (const auto *whole = std::get_if<std::int64_t>(&value.value()))
        return countText(*whole);
    if (const auto *number = std::get_if<double>(&value.value()))
        return textOf(core::figureOfNumber(*number));
    if (const auto *name = std::get_if<std::string>(&value.value()))
        return textOf(*name).replace(u'_', QChar::Space);
    return {};
}

// Which are slow, and how much; of many, how many.
QString faultsText(const core::FaultSpec &faults)
{
    if (faults.devices.empty() && faults.links.empty())
        return Differing::tr("all healthy");
    std::vector<std::string> parts;
    for (const core::DeviceFault &fault : faults.devices)
        parts.push_back(Differing::tr("%1 at %2 speed")
                            .arg(textOf(core::deviceName(fault.device)),
                                 textOf(core::figureOfShare(fault.speed)))
                            .toStdString());
    for (const core::LinkFault &fault : faults.links) {
        const QString link =
            Differing::tr("link between %1 and %2")
                .arg(textOf(core::deviceName(fault.from)), textOf(core::deviceName(fault.to)));
        parts.push_back((fault.down ? Differing::tr("%1 down").arg(link)
                                    : Differing::tr("%1 at %2 speed")
                                          .arg(link, textOf(core::figureOfShare(fault.bandwidth))))
                            .toStdString());
    }
    constexpr std::size_t most = 2;
    return parts.size() > most ? countText(static_cast<std::int64_t>(parts.size()))
                               : textOf(core::listedInLanguage(parts));
}

// What is taken where nothing is given; empty: it has no figure or name.
QString usualText(const std::string &path, const core::Scenario &scenario)
{
    const core::TrainingSpec &training = scenario.training;
    if (path == "parallel.framework")
        return textOf(core::frameworkTitle(scenario.parallel));
    if (path == "training.gradient_bytes" || path == "training.reduce_bytes")
        return countText(core::gradientBytesOf(training));
    return path == "training.moment_bytes" ? countText(core::momentBytesOf(training)) : QString();
}

QString valueText(const std::string &path, const std::optional<core::JsonValue> &value,
                  const core::Scenario &scenario)
{
    if (path == "model")
        return titleOf(scenario.model);
    if (path == "cluster.device")
        return textOf(scenario.cluster.device.title);
    if (path == "faults")
        return faultsText(scenario.faults);
    if (path == "cluster.software")
        return textOf(scenario.cluster.software.title);
    if (path == "cluster.intra_link")
        return textOf(core::figureOfRate(scenario.cluster.intraLink.bandwidth).text());
    if (path == "cluster.inter_link")
        return textOf(core::figureOfRate(scenario.cluster.interLink.bandwidth).text());
    if (const core::SweptSetting *swept = core::findSweptSetting(path))
        return settingValue(swept->setting, core::valueOf(swept->setting, scenario));
    const QString usual = usualText(path, scenario);
    if (value)
        return path == "parallel.framework" ? usual : plainText(*value);
    if (!usual.isEmpty())
        return Differing::tr("%1 as usual").arg(usual);
    const auto row = std::ranges::find(core::settingTitles(), path, &core::SettingTitle::path);
    return row == core::settingTitles().end() ? Differing::tr("not given")
                                              : textOf(core::phrase(row->without));
}

SettingTexts textsOf(const core::SettingDifference &difference, const core::Scenario &first,
                     const core::Scenario &second)
{
    SettingTexts texts = {difference.path, textOf(core::settingTitle(difference.path)),
                          valueText(difference.path, difference.first, first),
                          valueText(difference.path, difference.second, second)};
    constexpr std::string_view named[] = {"model", "cluster.device", "cluster.software",
                                          "training.precision", "faults"};
    texts.areNames = std::ranges::find(named, difference.path) != std::end(named);
    if (difference.path == "cluster.intra_link" && !linksBetween(first.cluster) &&
        !linksBetween(second.cluster))
        texts.name = Differing::tr("Links");
    if (texts.first == texts.second || texts.first.isEmpty() || texts.second.isEmpty())
        texts.first = texts.second = QString();
    const std::int64_t layers = first.model.layerCount();
    if (difference.path == "model" && texts.first.isEmpty() && layers != second.model.layerCount())
        return {"model.layers", textOf(core::settingTitle("model.layers")), countText(layers),
                countText(second.model.layerCount())};
    return texts;
}

bool counts(const std::string &path, const core::ClusterSpec &first,
            const core::ClusterSpec &second)
{
    if (path == "cluster.intra_link")
        return linksWithin(first) && linksWithin(second);
    return path != "cluster.inter_link" || (linksBetween(first) && linksBetween(second));
}

} // namespace

QList<SettingTexts> differentSettings(const core::Scenario &first, const core::Scenario &second)
{
    QList<SettingTexts> list;
    for (const core::SettingDifference &difference : core::settingDifferences(first, second)) {
        if (counts(difference.path, first.cluster, second.cluster))
            list.append(textsOf(difference, first, second));
    }
    return list;
}

QString differencesText(const QList<SettingTexts> &differences)
{
    QStringList parts;
    // One more is named rather than counted.
    const qsizetype named = differences.size() > kMostNamed + 1 ? kMostNamed : differences.size();
    for (const SettingTexts &each : differences.first(named)) {
        const QString name = withinSentence(each.name);
        parts.append(each.first.isEmpty()
                         ? name
                         : Differing::tr("%1 (%2, %3)").arg(name, each.first, each.second));
    }
    if (named < differences.size())
        parts.append(Differing::tr("%1 other settings").arg(countText(differences.size() - named)));
    return listed(parts);
}

QString differenceLines(const QList<SettingTexts> &differences)
{
    QStringList lines;
    for (const SettingTexts &each : differences)
        lines.append(each.first.isEmpty()
                         ? each.name
                         : Differing::tr("%1: A %2, B %3").arg(each.name, each.first, each.second));
    return lines.join(u'\n');
}

} // namespace ui
