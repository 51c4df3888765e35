// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/schedule_files.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/schedule/schedule_file.h"
#include "core/io/schedule/schedule_json.h"
#include "core/scenario/edits.h"
#include "core/schedule/recognise.h"
#include "core/schedule/validate_order.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/mistakes_dialog.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

#include <memory>
#include <utility>

namespace ui {

namespace {

constexpr qint64 kLargestFile = 64'000'000; // bytes; larger ones would hold up the window

struct Schedules
{
    Q_DECLARE_TR_FUNCTIONS(Schedules)
};

void complain(MainWindow &window, const QString &sentence)
{
    window.showMessage({Message::Kind::Problem, sentence, {}});
}

// Names the file and the line once, and the folder not at all.
void complain(MainWindow &window, const QString &path, const core::Error &error)
{
    const QString name = QFileInfo(path).fileName();
    if (error.line > 0)
        return complain(window,
                        Schedules::tr("%1, line %2: %3")
                            .arg(name, countText(error.line), textOf(error.withoutPlace())));
    complain(window, textOf(error.message).replace(path, name));
}

// "GPUs 8 → 4, stages 4 → 2": what the schedule asked for other than it was; empty if nothing.
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

core::Result<FirstOfFile> readFirst(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (QFileInfo(path).size() > kLargestFile)
        return core::Error{
            Schedules::tr("%1 is too large for the window (%2): use \"parallarium "
                          "check\".")
                .arg(name, textOf(core::figureOf(core::Bytes{QFileInfo(path).size()}).text()))
                .toStdString()};
    core::Result<core::ScheduleFile> file =
        core::ScheduleFile::open(QFile::encodeName(path).toStdString());
    if (!file)
        return file.error();
    core::Result<std::optional<core::ReadSchedule>> read = file.value().next();
    if (!read)
        return read.error();
    if (!read.value())
        return core::Error{
            Schedules::tr("%1 holds no schedule: give one line of actions for each rank, such as "
                          "\"0F0,0F1,0B0,0B1\".")
                .arg(name)
                .toStdString()};
    FirstOfFile first{std::move(*read.value()), false};
    const core::Result<std::optional<core::ReadSchedule>> next = file.value().next();
    first.more = next && next.value();
    return first;
}

void showMistakes(MainWindow &window, const QString &name, const core::OrderErrors &errors)
{
    const core::OrderError &first = errors.listed.front();
    const QString rest =
        errors.count > 1 ? Schedules::tr(" There are %1 mistakes.").arg(errors.count) : QString();
    window.showMessage({Message::Kind::Problem,
                        Schedules::tr("%1 cannot run: %2%3 The schedule was not imported.")
                            .arg(name, textOf(first.message), rest),
                        {{Schedules::tr("Show all"), [&window, name, errors] {
                              MistakesDialog::open(window, name, errors);
                          }}}});
}

// Layers enough for the stages, which the user is told.
core::Scenario withOrder(core::Scenario scenario, core::OwnSchedule own)
{
    const int stages = own.order->stages;
    if (scenario.model.layerCount() < stages)
        scenario = core::withLayers(std::move(scenario), stages);
    return core::withOwnSchedule(std::move(scenario), std::move(own));
}

void adopt(MainWindow &window, const QString &name, FirstOfFile first)
{
    core::ScheduleOrder order = std::move(first.read.order).value();
    const core::OrderErrors errors = core::validateOrder(order);
    if (!errors.none())
        return showMistakes(window, name, errors);
    QStringList said = {textOf(core::recognise(order).sentence)};
    for (const std::string &note : order.notes)
        said.append(textOf(note));
    Document &document = window.document();
    const core::Scenario before = document.scenario();
    const QString title = QFileInfo(name).completeBaseName();
    const core::Scenario changed =
        withOrder(before, {title.toStdString(),
                           std::make_shared<const core::ScheduleOrder>(std::move(order))});
    if (changed.parallel.schedule != core::kOwnSchedule)
        return complain(window,
                        Schedules::tr("%1 needs more layers than the model can have; choose "
                                      "another model.")
                            .arg(name));
    if (const QString changes = changesText(before, changed); !changes.isEmpty())
        said.append(Schedules::tr("The schedule asks for it: %1.").arg(changes));
    if (changed.model.layerCount() != before.model.layerCount())
        said.append(Schedules::tr("The model now has %1 layers, one for each stage.")
                        .arg(changed.model.layerCount()));
    if (first.more)
        said.append(Schedules::tr("Only the first schedule of the file was taken."));
    said.removeAll(QString());
    document.edit(changed, Schedules::tr("import %1").arg(name));
    window.showMessage({Message::Kind::Note,
                        Schedules::tr("%1 is imported. %2").arg(name, said.join(QChar::Space)),
                        {}});
}

QFileDialog *fileDialog(MainWindow &window, const QString &title, const QStringList &filters)
{
    auto *dialog = new QFileDialog(&window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    return dialog;
}

} // namespace

bool isScheduleFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QStringLiteral("csv") || suffix == QStringLiteral("jsonl") ||
        suffix == QStringLiteral("gz"))
        return true;
    QFile file(path);
    if (suffix != QStringLiteral("json") || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray beginning = file.read(1 << 16);
    return beginning.contains("\"ranks\"") && !beginning.contains("parallarium-scenario");
}

bool importSchedule(MainWindow &window, const QString &path)
{
    core::Result<FirstOfFile> first = readFirst(path);
    if (!first) {
        complain(window, path, first.error());
        return false;
    }
    if (!first.value().read.order) {
        complain(window, path, first.value().read.order.error());
        return false;
    }
    const QString name = QFileInfo(path).fileName();
    const int before = window.document().undoStack().index();
    adopt(window, name, std::move(first).value());
    return window.document().undoStack().index() > before;
}

void askToImportSchedule(MainWindow &window)
{
    QFileDialog *dialog = fileDialog(
        window, Schedules::tr("Import a schedule"),
        {Schedules::tr("Schedules (*.csv *.json *.jsonl *.gz)"), Schedules::tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString &path) { importSchedule(window, path); });
    dialog->open();
}

bool exportSchedule(MainWindow &window, const QString &path)
{
    const core::SnapshotPtr &snapshot = window.document().snapshot();
    if (!snapshot) {
        complain(window, Schedules::tr("There is no schedule to export yet."));
        return false;
    }
    const core::Status written = core::writeFile(QFile::encodeName(path).toStdString(),
                                                 core::scheduleToCsv(snapshot->plan.order));
    if (!written) {
        complain(window, textOf(written.error().message));
        return false;
    }
    window.showMessage({Message::Kind::Note,
                        Schedules::tr("The schedule is in %1, one line for each rank.")
                            .arg(QFileInfo(path).fileName()),
                        {}});
    return true;
}

void askToExportSchedule(MainWindow &window)
{
    QFileDialog *dialog = fileDialog(window, Schedules::tr("Export the schedule"),
                                     {Schedules::tr("Schedules of torch (*.csv)")});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString &path) { exportSchedule(window, path); });
    dialog->open();
}

} // namespace ui
