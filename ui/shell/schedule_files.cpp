// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/schedule_files.h"

#include "core/io/file/files.h"
#include "core/io/schedule/schedule_json.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

namespace ui {

namespace {

struct Schedules
{
    Q_DECLARE_TR_FUNCTIONS(Schedules)
};

void complain(MainWindow &window, const QString &sentence)
{
    window.showMessage({Message::Kind::Problem, sentence, {}});
}

QFileDialog *fileDialog(MainWindow &window, const QString &title, const QStringList &filters)
{
    auto *dialog = new QFileDialog(&window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    return dialog;
}

} // namespace

void askToImportSchedule(MainWindow &window)
{
    QFileDialog *dialog = fileDialog(
        window, Schedules::tr("Import a schedule"),
        {Schedules::tr("Schedules (*.csv *.json *.jsonl *.gz)"), Schedules::tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString &path) { window.files().importSchedule(path); });
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
                        Schedules::tr("The schedule was written to %1, one line per rank.")
                            .arg(QFileInfo(path).fileName()),
                        {}});
    return true;
}

void askToExportSchedule(MainWindow &window)
{
    QFileDialog *dialog = fileDialog(window, Schedules::tr("Export the schedule"),
                                     {Schedules::tr("PyTorch schedules (*.csv)")});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString &path) { exportSchedule(window, path); });
    dialog->open();
}

} // namespace ui
