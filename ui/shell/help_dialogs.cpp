// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_dialogs.h"

#include "ui/shell/dialog_frame.h"
#include "ui/shell/keyboard_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/words/language.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace ui {

namespace {

class HelpWords
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

void showText(MainWindow &window, const QString &title, const QString &markdown, QSize logical)
{
    auto *dialog = new QDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *body = new QTextBrowser(dialog);
    body->setOpenExternalLinks(true);
    body->setFrameShape(QFrame::NoFrame);
    body->setMarkdown(markdown);
    body->setAccessibleName(title);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto *layout = new QVBoxLayout;
    layout->addWidget(body);
    frameDialog(*dialog, layout, {buttons});
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    const Look &look = window.appearance().look();
    fitToScreen(*dialog, {look.ipx(logical.width()), look.ipx(logical.height())});
    dialog->open();
}

} // namespace

void showGuide(MainWindow &window)
{
    QFile file(QStringLiteral(":/help/guide_%1.md").arg(languageInUse()));
    if (!file.exists())
        file.setFileName(QStringLiteral(":/help/guide.md"));
    if (file.open(QIODevice::ReadOnly))
        showText(window, HelpWords::tr("Guide"), QString::fromUtf8(file.readAll()), {640, 560});
}

void showKeyboard(MainWindow &window)
{
    auto *dialog = new KeyboardDialog(window.actions(), window.settings(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void showAbout(MainWindow &window)
{
    showText(window, HelpWords::tr("About Parallarium"),
             HelpWords::tr(
                 "# Parallarium %1\n\nWatch distributed training happen.\n\n"
                 "Every picture and every number follows from a schedule that is simulated action "
                 "by action.\n\nFree software under the GNU General Public License, version 3 or "
                 "later. Made with Qt and QCustomPlot.")
                 .arg(QCoreApplication::applicationVersion()),
             {460, 300});
}

void showDescription(MainWindow &window)
{
    const QString words = window.mode().describe();
    // Two spaces at the end of a line are a line break in Markdown.
    showText(window, HelpWords::tr("The scene in words"),
             QString(words).replace(QLatin1Char('\n'), QStringLiteral("\n\n")), {620, 420});
}

} // namespace ui
