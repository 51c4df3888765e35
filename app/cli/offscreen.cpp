// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/offscreen.h"

#include "core/base/printable.h"

#include <QRawFont>

#include <cstdio>

namespace app {
namespace {

// Qt remarks on missing environment variables there.
void sayOnlyWhatIsWrong(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fputs((core::printable(message.toStdString()) + "\n").c_str(), stderr);
}

} // namespace

std::unique_ptr<QApplication> offscreenApplication()
{
    // QApplication keeps references to both.
    static int count = 1;
    static char name[] = "parallarium";
    static char *arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(sayOnlyWhatIsWrong);
    return std::make_unique<QApplication>(count, arguments);
}

core::Written checkFonts()
{
    // The list of families has aliases even then, with boxes for letters; a real font has a
    // character table.
    if (!QRawFont::fromFont(QFont()).fontTable("cmap").isEmpty())
        return {};
    core::Written failed = core::Error{"There is no font on this system, so no text can be drawn: "
                                       "install one, such as the package "
                                       "fonts-inter or fonts-dejavu-core."};
    failed.machineFailed = true;
    return failed;
}

} // namespace app
