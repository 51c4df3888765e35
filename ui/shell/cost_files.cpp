// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cost_files.h"

#include "core/io/file/files.h"
#include "core/io/result/operation_writer.h"
#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

namespace ui {

namespace {

struct CostFiles
{
    Q_DECLARE_TR_FUNCTIONS(CostFiles)
};

void complain(MainWindow &window, const QString &sentence)
{
    window.showMessage({Message::Kind::Problem, sentence, {}});
}

} // namespace

bool exportCosts(MainWindow &window, const QString &path)
{
    const core::SnapshotPtr &snapshot = window.document().snapshot();
    if (!snapshot) {
        complain(window, CostFiles::tr("There are no operations to export yet."));
        return false;
    }
    const std::string file = QFile::encodeName(path).toStdString();
    const std::vector<core::StageCosts> costs = core::allStageCosts(*snapshot);
    const std::string text = core::operationFormatOf(file) == core::OperationFormat::Json
                                 ? core::operationsToJson(costs, *snapshot)
                                 : core::operationsToCsv(costs, *snapshot);
    const core::Status written = core::writeFile(file, text);
    if (!written) {
        complain(window, textOf(written.error().message));
        return false;
    }
    window.showMessage({Message::Kind::Note,
                        CostFiles::tr("The operations of all stages were written to %1.")
                            .arg(QFileInfo(path).fileName()),
                        {}});
    return true;
}

void askToExportCosts(MainWindow &window)
{
    auto *dialog = new QFileDialog(&window, CostFiles::tr("Export the operations"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({CostFiles::tr("Tables (*.csv)"), CostFiles::tr("Objects (*.json)")});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
                     [&window](const QString &path) { exportCosts(window, path); });
    dialog->open();
}

} // namespace ui
