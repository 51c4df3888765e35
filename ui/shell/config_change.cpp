// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/config_change.h"

#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/huggingface/read_hf_config.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_names.h"
#include "core/scenario/edits.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <utility>

namespace ui {

namespace {

struct Config
{
    Q_DECLARE_TR_FUNCTIONS(Config)
};

QString shardingText(core::Sharding sharding)
{
    const int stage = static_cast<int>(sharding);
    return stage == 0 ? Config::tr("no sharding") : Config::tr("ZeRO-%1").arg(stage);
}

QString precisionText(core::Precision precision)
{
    const std::string_view name = core::nameOf<core::Precision>(precision, core::kPrecisionNames);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

core::Result<ConfigChange> withModelOf(const core::Scenario &scenario, std::string_view text,
                                       const QString &name)
{
    const core::Result<core::Scenario> read = core::scenarioFromJson(text, name.toStdString());
    if (!read)
        return read.error();
    const core::ModelSpec &model = read.value().model;
    return ConfigChange{
        core::withModel(scenario, model),
        Config::tr("The model is now %1 with %2 parameters, from %3; everything else is unchanged.")
            .arg(titleOf(model), countText(core::parameterCount(model)), name)};
}

core::Result<ConfigChange> withOverlay(const core::Scenario &scenario, std::string_view text,
                                       const QString &name)
{
    core::Result<core::Scenario> read = core::withDeepSpeed(scenario, text, name.toStdString());
    if (!read)
        return read.error();
    const core::TrainingSpec &training = read.value().training;
    const QString sentence =
        Config::tr("%1 was applied to the scenario: %2, batches of %3 in micro-batches of %4, %5.")
            .arg(name, shardingText(read.value().parallel.sharding),
                 countText(training.globalBatch), countText(training.microBatch),
                 precisionText(training.precision));
    QStringList sentences = {sentence};
    for (const std::string &note : core::deepSpeedNotes(text, read.value()))
        sentences.push_back(textOf(note));
    return ConfigChange{std::move(read).value(), sentences.join(u' ')};
}

} // namespace

bool isConfig(std::string_view text)
{
    return core::isHfConfig(text) || core::isDeepSpeedConfig(text);
}

core::Result<ConfigChange> withConfig(const core::Scenario &scenario, std::string_view text,
                                      const QString &name)
{
    return core::isHfConfig(text) ? withModelOf(scenario, text, name)
                                  : withOverlay(scenario, text, name);
}

} // namespace ui
