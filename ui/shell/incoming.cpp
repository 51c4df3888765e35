// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/incoming.h"

#include "ui/shell/main_window.h"

#include <QMimeData>
#include <QUrl>

namespace ui {

namespace {

QStringList filesIn(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

bool isIncoming(const QMimeData &data)
{
    return !filesIn(data).isEmpty() || (data.urls().isEmpty() && data.hasText());
}

void receive(MainWindow &window, const QMimeData &data)
{
    const QStringList paths = filesIn(data);
    if (paths.isEmpty())
        window.files().openText(data.text().toUtf8());
    else
        window.files().openFiles(paths);
}

} // namespace ui
