// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/incoming.h"

#include "ui/shell/main_window.h"
#include "ui/shell/schedule_files.h"

#include <QMimeData>
#include <QUrl>

namespace ui {

namespace {

bool isOneFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile();
}

} // namespace

bool isIncoming(const QMimeData &data)
{
    return isOneFile(data) || (data.urls().isEmpty() && data.hasText());
}

void receive(MainWindow &window, const QMimeData &data)
{
    if (!isOneFile(data)) {
        window.files().openText(data.text().toUtf8());
        return;
    }
    const QString path = data.urls().front().toLocalFile();
    if (isScheduleFile(path))
        importSchedule(window, path);
    else
        window.files().openFile(path);
}

} // namespace ui
