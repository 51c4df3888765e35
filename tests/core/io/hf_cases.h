// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QString>
#include <QStringList>

#include <string>

// Configurations of tests/data/hf, by their names.

namespace hf {

inline const std::string kFolder = PARALLARIUM_TEST_DATA "/hf";

inline std::string fileOf(const QString &name)
{
    return kFolder + '/' + name.toStdString() + ".json";
}

inline std::string textOf(const QString &name)
{
    return core::readFile(fileOf(name), core::kLargestScenarioFile).value();
}

// The configuration with the value of one key replaced, or the key renamed away.
inline std::string with(const QString &name, const QString &key, const QString &value)
{
    QStringList lines = QString::fromStdString(textOf(name)).split('\n');
    for (QString &line : lines) {
        if (line.contains('"' + key + "\":"))
            line = QString("  \"%1\": %2")
                       .arg(value.isEmpty() ? "away" : key, value.isEmpty() ? "0" : value) +
                   (line.endsWith(',') ? "," : "");
    }
    return lines.join('\n').toStdString();
}

inline QString refusalOf(const std::string &text)
{
    const auto scenario = core::scenarioFromJson(text, "config.json");
    return scenario ? QString() : QString::fromStdString(scenario.error().message);
}

} // namespace hf
