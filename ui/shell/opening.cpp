// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/opening.h"

#include "core/base/text.h"
#include "core/io/chrome/read_recorded.h"
#include "core/io/exchange/read_step.h"
#include "core/io/file/files.h"
#include "core/io/huggingface/read_hf_config.h"
#include "core/io/picture/carried_scenario.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/predicted_step.h"
#include "ui/export/scenario_picture.h"
#include "ui/shell/config_change.h"
#include "ui/shell/launch_reading.h"
#include "ui/shell/schedule_reading.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ui {

namespace {

struct Openings
{
    Q_DECLARE_TR_FUNCTIONS(Openings)
};

std::string bytesOf(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

Opening refused(const core::Error &error, const QString &name)
{
    return {Refusal{textOf(error.message), name, {}}, {}};
}

Opening changed(core::Result<ConfigChange> change, const core::Scenario &base, const QString &name)
{
    if (!change)
        return refused(change.error(), name);
    if (change.value().scenario == base)
        return {Change{base,
                       {},
                       Openings::tr("%1 changes nothing: the scenario already has these values.")
                           .arg(name)},
                {}};
    return {Change{std::move(change.value().scenario), Openings::tr("apply %1").arg(name),
                   change.value().sentence},
            {}};
}

Opening readScenario(const std::string &bytes, const QString &path)
{
    const QFileInfo file(path);
    const std::string name = file.fileName().toStdString();
    const bool picture = core::isPicture(bytes);
    core::Result<core::Scenario> scenario =
        picture ? scenarioFromPicture(bytes, name)
                : core::scenarioFromJson(bytes, name, bytesOf(file.absolutePath()));
    if (!scenario)
        return refused(scenario.error(), file.fileName());
    // A scenario must not overwrite a picture or a model configuration.
    const bool savable = !picture && !core::isHfConfig(bytes);
    const QString absolute = file.absoluteFilePath();
    return {Whole{std::move(scenario).value(), savable ? absolute : QString(), absolute}, {}};
}

// Of the scenario that ran, if that is known; null where it cannot be simulated any more. Workers
// are predicted one by one, under the names that they have in the trace.
core::SnapshotPtr predictionOf(const core::Recording &run, const std::stop_token &stop)
{
    if (!run.scenario)
        return nullptr;
    if (run.scenario->train && deviceWordOf(run.trace) == DeviceWord::Worker)
        return core::live::predictedStep(*run.scenario);
    core::Result<core::SnapshotPtr> predicted = core::run(*run.scenario, stop);
    return predicted ? std::move(predicted).value() : nullptr;
}

Opening readRecorded(const QString &path, core::Watch watch)
{
    watch.mostBytes = kMostUnpacked;
    core::Result<core::Recording> read = core::readStep(bytesOf(path), watch);
    if (!read)
        return refused(read.error(), QFileInfo(path).fileName());
    Recorded recorded;
    recorded.run = std::make_shared<const core::Recording>(std::move(read).value());
    recorded.predicted = predictionOf(*recorded.run, watch.stop);
    return {std::move(recorded), {}};
}

// Traces of a profiler, one for each rank.
Opening readProfiled(const QStringList &paths, const ToRead &what, const core::Watch &watch,
                     const ShowEarly &early)
{
    std::vector<std::string> files;
    for (const QString &path : paths)
        files.push_back(bytesOf(path));
    core::EarlyLook look;
    if (early)
        look.show = [&early, &paths](core::Recording soFar) {
            Recorded shown;
            shown.run = std::make_shared<const core::Recording>(std::move(soFar));
            shown.paths = paths;
            early(shown);
        };
    core::Result<core::ReadRun> read = core::readRecordedRun(files, what.rules, watch, look);
    if (!read)
        return refused(read.error(), QFileInfo(paths.front()).fileName());
    Recorded recorded;
    recorded.profile = std::make_shared<const core::ReadRun>(std::move(read).value());
    recorded.part = std::make_shared<const core::RecordedPart>(
        core::partOf(recorded.profile->run, recorded.profile->matches));
    recorded.run = recorded.part->recording;
    recorded.paths = paths;
    recorded.layout = core::guessLayout(recorded.profile->run);
    QStringList notes;
    for (const std::string &note : recorded.profile->run.notes)
        notes.append(textOf(note));
    return {std::move(recorded), notes.join(QLatin1Char(' '))};
}

// What it says that is not true is told, and it opens all the same: its author is at work.
Opening readTaught(const std::string &bytes, const QString &path)
{
    const QFileInfo info(path);
    core::Result<core::ClassroomFile> file =
        core::classroomFileFrom(bytes, info.fileName().toStdString());
    if (!file)
        return refused(file.error(), info.fileName());
    const std::vector<core::Error> complaints =
        core::checkClassroomFile(bytesOf(info.absoluteFilePath()), bytes);
    const QString note = complaints.empty() ? QString()
                                            : Openings::tr("%1, line %2: %3")
                                                  .arg(info.fileName())
                                                  .arg(complaints.front().line)
                                                  .arg(textOf(complaints.front().withoutPlace()));
    return {Taught{std::move(file).value(), info.absolutePath()}, note};
}

// A folder, too: of what is opened nothing else is one.
bool isProfiled(const QString &path)
{
    return QFileInfo(path).isDir() || core::isChromeTrace(bytesOf(path));
}

Opening readFile(const QString &path, const ToRead &what, const core::Watch &watch,
                 const ShowEarly &early)
{
    if (what.as == ToRead::As::Anything && core::isStepFile(bytesOf(path)))
        return readRecorded(path, watch);
    if (what.as == ToRead::As::Anything && isProfiled(path))
        return readProfiled({path}, what, watch, early);
    if (what.as == ToRead::As::Schedule || isScheduleFile(path))
        return readSchedule(path, what.base, watch);
    const core::Result<std::string> bytes =
        core::readFile(bytesOf(path), core::kLargestScenarioFile, watch);
    const QString name = QFileInfo(path).fileName();
    if (!bytes)
        return refused(bytes.error(), name);
    if (core::isClassroomFile(bytes.value()))
        return readTaught(bytes.value(), path);
    const QString place = QFileInfo(path).absoluteFilePath();
    if (isLaunch(bytes.value(), name, place))
        return readLaunchText(bytes.value(), name, place, what);
    if (isConfig(bytes.value()))
        return changed(withConfig(what.base, bytes.value(), name), what.base, name);
    return readScenario(bytes.value(), path);
}

} // namespace

Opening readFiles(const ToRead &what, const core::Watch &watch, const ShowEarly &early)
{
    if (what.paths.size() == 1)
        return readFile(what.paths.front(), what, watch, early);
    if (what.as == ToRead::As::Anything && std::ranges::all_of(what.paths, isProfiled))
        return readProfiled(what.paths, what, watch, early);
    // The window has one scenario: the first file that can be opened is used, and a message says
    // so.
    std::optional<Opening> first;
    for (const QString &path : what.paths) {
        Opening opening = readFile(path, what, watch, early);
        if (opening.isRefused()) {
            first = first ? first : opening;
            continue;
        }
        opening.note =
            Openings::tr("Only %2 of the %1 files was opened: a window holds one scenario.")
                .arg(what.paths.size())
                .arg(QFileInfo(path).fileName());
        return opening;
    }
    return {Refusal{Openings::tr("None of the %1 files could be opened. The first: %2")
                        .arg(what.paths.size())
                        .arg(std::get<Refusal>(first->what).sentence),
                    QFileInfo(what.paths.front()).fileName(),
                    {}},
            {}};
}

Opening readText(const QByteArray &text, const QString &name, const ToRead &what)
{
    const std::string bytes = text.toStdString();
    if (text.trimmed().isEmpty())
        return {Refusal{Openings::tr("The clipboard holds no text: copy a scenario, a Hugging Face "
                                     "config.json or a DeepSpeed configuration first."),
                        name,
                        {}},
                {}};
    if (bytes.size() > core::kLargestScenarioFile)
        return {
            Refusal{
                Openings::tr("The clipboard holds more than %1 of text, too much for a scenario.")
                    .arg(textOf(core::figureOf(core::Bytes{core::kLargestScenarioFile}).text())),
                name,
                {}},
            {}};
    if (isLaunch(bytes, name, {}))
        return readLaunchText(bytes, name, {}, what);
    if (isConfig(bytes))
        return changed(withConfig(what.base, bytes, name), what.base, name);
    core::Result<core::Scenario> scenario = core::scenarioFromJson(bytes, name.toStdString());
    if (!scenario)
        return refused(scenario.error(), name);
    return {Whole{std::move(scenario).value(), {}, {}}, {}};
}

} // namespace ui
