// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/launch_reading.h"

#include "core/io/scenario/load_launch.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct LaunchReadings
{
    Q_DECLARE_TR_FUNCTIONS(LaunchReadings)
};

// What was read, and then what was told, with the lines.
QString noteOf(const core::LaunchReading &reading, const QString &name)
{
    QStringList sentences = {LaunchReadings::tr("%1 was read as a start of %2, on the devices that "
                                                "were chosen before.")
                                 .arg(name, textOf(reading.framework))};
    for (const core::LaunchNote &note : reading.notes)
        sentences.append(
            note.line > 0 ? LaunchReadings::tr("Line %1: %2").arg(note.line).arg(textOf(note.text))
                          : textOf(note.text));
    return sentences.join(u' ');
}

} // namespace

bool isLaunch(const std::string &bytes, const QString &name, const QString &path)
{
    const std::string called = name.toStdString();
    const std::string place = path.toStdString();
    return core::isLaunchText({.text = bytes, .name = called, .path = place});
}

Opening readLaunchText(const std::string &bytes, const QString &name, const QString &path,
                       const ToRead &what)
{
    const std::string called = name.toStdString();
    const std::string place = path.toStdString();
    core::LaunchOutcome outcome =
        core::readLaunch({.text = bytes, .name = called, .path = place}, what.answers, what.base);
    if (!outcome.questions.empty())
        return {Questioned{name, std::move(outcome.questions)}, {}};
    if (!outcome.reading)
        return {Refusal{textOf(outcome.reading.error().message), name, {}}, {}};
    const QString note = noteOf(outcome.reading.value(), name);
    // A scenario must not overwrite a script. With answers it is not what the file alone says.
    const bool asked = !what.answers.environment.empty() || what.answers.devices ||
                       what.answers.vocab || what.answers.model;
    return {Whole{std::move(outcome.reading.value().scenario), {}, asked ? QString() : path}, note};
}

} // namespace ui
