// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_json.h"

#include <QString>

#include <algorithm>
#include <map>
#include <string>

// What is read of a text that is called run.sh, and what is told of it.

inline core::Scenario base()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m"})", "base").value();
}

inline core::LaunchOutcome outcomeOf(const std::string &text,
                                     const core::LaunchAnswers &answers = {})
{
    return core::readLaunch({text, "run.sh"}, answers, base());
}

using Files = std::map<std::string, std::string>;

// With files beside it, by their names.
inline core::LaunchOutcome outcomeWith(const std::string &text, const Files &beside,
                                       const core::LaunchAnswers &answers = {},
                                       const std::string &name = "run.sh")
{
    return core::readLaunch({text, name, &beside}, answers, base());
}

inline std::string messageOf(const core::LaunchOutcome &outcome)
{
    return outcome.reading ? std::string() : outcome.reading.error().message;
}

inline core::LaunchReading readingOf(const std::string &text,
                                     const core::LaunchAnswers &answers = {})
{
    const core::LaunchOutcome outcome = outcomeOf(text, answers);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}

inline QString refusalOf(const std::string &text, const core::LaunchAnswers &answers = {})
{
    const core::LaunchOutcome outcome = outcomeOf(text, answers);
    return outcome.reading ? QString() : QString::fromStdString(outcome.reading.error().message);
}

inline bool tells(const core::LaunchReading &reading, const char *words)
{
    return std::ranges::any_of(reading.notes, [words](const core::LaunchNote &note) {
        return note.text.find(words) != std::string::npos;
    });
}
