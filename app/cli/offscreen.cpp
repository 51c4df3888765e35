// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/offscreen.h"

#include <cstdio>

namespace app {
namespace {

// Qt remarks on missing environment variables there.
void sayOnlyWhatIsWrong(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fputs(qPrintable(message + QLatin1Char('\n')), stderr);
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

} // namespace app
