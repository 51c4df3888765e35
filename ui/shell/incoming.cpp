// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/incoming.h"

#include "ui/document/document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/schedule_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <optional>

namespace ui {

namespace {

struct Incoming
{
    Q_DECLARE_TR_FUNCTIONS(Incoming)
};

QStringList filesIn(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

bool opens(MainWindow &window, const QString &path)
{
    if (!isScheduleFile(path))
        return window.files().openFile(path);
    const core::Scenario before = window.document().scenario();
    importSchedule(window, path);
    return !(window.document().scenario() == before);
}

// The window has one scenario: the first file that can be opened is taken, and that is said.
void receiveSeveral(MainWindow &window, const QStringList &paths)
{
    const QObject scope; // ends the connection
    std::optional<Message> said;
    std::optional<Message> first;
    QObject::connect(&window.files(), &ScenarioFiles::message, &scope,
                     [&said](const Message &message) { said = message; });
    for (const QString &path : paths) {
        said.reset();
        if (!opens(window, path)) {
            first = first ? first : said;
            continue;
        }
        Message note{Message::Kind::Note,
                     Incoming::tr("Of the %1 files, %2 was opened; one is open at a time.")
                         .arg(paths.size())
                         .arg(QFileInfo(path).fileName()),
                     {}};
        if (said) { // of this file, with its way back
            note.text += QChar::Space + said->text;
            note.buttons = said->buttons;
        }
        window.showMessage(note);
        return;
    }
    window.showMessage({Message::Kind::Problem,
                        Incoming::tr("None of the %1 files can be opened. The first: %2")
                            .arg(paths.size())
                            .arg(first ? first->text : QFileInfo(paths.front()).fileName()),
                        {}});
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
    else if (paths.size() > 1)
        receiveSeveral(window, paths);
    else if (isScheduleFile(paths.front()))
        importSchedule(window, paths.front());
    else
        window.files().openFile(paths.front());
}

} // namespace ui
