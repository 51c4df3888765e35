// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/own_lessons_folder.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QMessageBox>
#include <QStandardPaths>
#include <QUrl>

namespace ui {

namespace {

class FolderWords
{
    Q_DECLARE_TR_FUNCTIONS(OwnLessonsFolder)
};

void say(QWidget *parent, const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::Information, FolderWords::tr("Your lessons"), sentence,
                                QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace

QString ownLessonsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
           QStringLiteral("/lessons");
}

void openOwnLessonsFolder(QWidget *parent)
{
    const QString folder = ownLessonsFolder();
    if (!QDir().mkpath(folder))
        say(parent,
            FolderWords::tr("The folder %1 cannot be made: look who may write there.").arg(folder));
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        say(parent, FolderWords::tr("No program opens folders here. Put your lessons into %1.")
                        .arg(folder));
}

} // namespace ui
