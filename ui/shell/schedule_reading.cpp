// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/schedule_reading.h"

#include "core/base/text.h"
#include "core/io/schedule/schedule_file.h"
#include "core/scenario/edits.h"
#include "core/schedule/recognise.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <memory>
#include <utility>

namespace ui {

namespace {

struct Schedules
{
    Q_DECLARE_TR_FUNCTIONS(Schedules)
};

Opening refused(const QString &name, const QString &sentence)
{
    return {Refusal{sentence, name, {}}, {}};
}

// Names the file and line once, and omits the folder.
Opening refused(const QString &path, const core::Error &error)
{
    const QString name = QFileInfo(path).fileName();
    if (error.line > 0)
        return refused(name, Schedules::tr("%1, line %2: %3")
                                 .arg(name, countText(error.line), textOf(error.withoutPlace())));
    return refused(name, textOf(error.message).replace(path, name));
}

// "GPUs 8 → 4, stages 4 → 2": what the schedule changed; empty if nothing.
QString changesText(const core::Scenario &before, const core::Scenario &after)
{
    struct Number
    {
        QString name;
        std::int64_t before;
        std::int64_t after;
    };
    const Number numbers[] = {
        {Schedules::tr("GPUs"), before.cluster.devices, after.cluster.devices},
        {Schedules::tr("stages"), before.parallel.pipeline, after.parallel.pipeline},
        {Schedules::tr("replicas"), before.parallel.data, after.parallel.data},
        {Schedules::tr("micro-batches"), core::microBatchCount(before),
         core::microBatchCount(after)},
        {Schedules::tr("samples per step"), before.training.globalBatch,
         after.training.globalBatch}};
    QStringList changes;
    for (const Number &number : numbers) {
        if (number.before != number.after)
            changes.append(
                QStringLiteral("%1 %2 → %3")
                    .arg(number.name, countText(number.before), countText(number.after)));
    }
    return changes.join(QStringLiteral(", "));
}

// The first schedule of a file, and whether more follow.
struct FirstOfFile
{
    core::ReadSchedule read;
    bool more = false;
};

core::Result<FirstOfFile> readFirst(const QString &path, core::Watch watch)
{
    core::Result<core::ScheduleFile> file =
        core::ScheduleFile::open(QFile::encodeName(path).toStdString(), std::move(watch));
    if (!file)
        return file.error();
    core::Result<std::optional<core::ReadSchedule>> read = file.value().next();
    if (!read)
        return read.error();
    if (!read.value())
        return core::Error{Schedules::tr("%1 holds no schedule: it needs one line of actions per "
                                         "rank, such as \"0F0,0F1,0B0,0B1\".")
                               .arg(QFileInfo(path).fileName())
                               .toStdString()};
    FirstOfFile first{std::move(*read.value()), false};
    const core::Result<std::optional<core::ReadSchedule>> next = file.value().next();
    first.more = next && next.value();
    return first;
}

Opening withMistakes(const QString &name, core::OrderErrors errors)
{
    const QString rest =
        errors.count > 1 ? Schedules::tr(" There are %1 errors.").arg(errors.count) : QString();
    const QString sentence = Schedules::tr("%1 cannot run: %2%3 The schedule was not imported.")
                                 .arg(name, textOf(errors.listed.front().message), rest);
    return {Refusal{sentence, name, std::move(errors)}, {}};
}

// Adds layers if there are fewer than stages; the user is told.
core::Scenario withOrder(core::Scenario scenario, core::OwnSchedule own)
{
    const int stages = own.order->stages;
    if (scenario.model.layerCount() < stages)
        scenario = core::withLayers(std::move(scenario), stages);
    return core::withOwnSchedule(std::move(scenario), std::move(own));
}

// What the schedule is, what it changed, and what in the file was ignored.
QString sentenceFor(const QString &name, const QStringList &about, const core::Scenario &before,
                    const core::Scenario &after, bool more)
{
    QStringList said = about;
    if (const QString changes = changesText(before, after); !changes.isEmpty())
        said.append(Schedules::tr("To match the schedule: %1.").arg(changes));
    if (after.model.layerCount() != before.model.layerCount())
        said.append(Schedules::tr("The model now has %1 layers, one for each stage.")
                        .arg(after.model.layerCount()));
    if (more)
        said.append(Schedules::tr("Only the first schedule in the file was imported."));
    said.removeAll(QString());
    return Schedules::tr("%1 was imported. %2").arg(name, said.join(QChar::Space));
}

} // namespace

bool isScheduleFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("csv") || suffix == QStringLiteral("jsonl") ||
        suffix == QStringLiteral("gz"))
        return true;
    QFile file(path);
    if (suffix != QStringLiteral("json") || !QFileInfo(path).isFile() ||
        !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray beginning = file.read(1 << 16);
    return beginning.contains("\"ranks\"") && !beginning.contains("parallarium-scenario");
}

Opening readSchedule(const QString &path, const core::Scenario &base, core::Watch watch)
{
    const QString name = QFileInfo(path).fileName();
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile()) // it could block forever
        return refused(name, Schedules::tr("%1 is a folder, a pipe or a device: save the schedule "
                                           "to a file and open that.")
                                 .arg(name));
    watch.mostBytes = kMostUnpacked;
    core::Result<FirstOfFile> first = readFirst(path, watch);
    if (!first)
        return refused(path, first.error());
    if (!first.value().read.order)
        return refused(path, first.value().read.order.error());
    core::ScheduleOrder order = std::move(first.value().read.order).value();
    if (core::OrderErrors errors = core::validateOrder(order); !errors.none())
        return withMistakes(name, std::move(errors));
    QStringList about = {textOf(core::recognise(order).sentence)};
    for (const std::string &note : order.notes)
        about.append(textOf(note));
    const std::string title = QFileInfo(name).completeBaseName().toStdString();
    core::Scenario scenario =
        withOrder(base, {title, std::make_shared<const core::ScheduleOrder>(std::move(order))});
    if (scenario.parallel.schedule != core::kOwnSchedule)
        return refused(
            name, Schedules::tr(
                      "%1 has more stages than the model can have layers: choose another model.")
                      .arg(name));
    const QString sentence = sentenceFor(name, about, base, scenario, first.value().more);
    return {Change{std::move(scenario), Schedules::tr("import %1").arg(name), sentence}, {}};
}

} // namespace ui
