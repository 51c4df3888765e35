// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/first_picture.h"

#include "app/bench/medians.h"
#include "app/window/window.h"
#include "ui/bridge/fonts_ahead.h"

#include <QApplication>
#include <QEvent>
#include <QMainWindow>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <vector>

namespace app {
namespace {

constexpr QSize kWindowSize(1280, 720);
constexpr int kLongestMs = 30'000;
constexpr int kRepetitions = 21;

// Says when all of a window has been painted and handed to the screen.
class PictureWatch : public QObject
{
public:
    PictureWatch(QWidget &window, std::function<bool()> complete)
        : m_window(window), m_complete(std::move(complete))
    {
        window.installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // The window is painted before what is in it, and all of it within one event.
        if (event->type() == QEvent::Paint && watched == &m_window && m_complete())
            QMetaObject::invokeMethod(this, &PictureWatch::finish, Qt::QueuedConnection);
        return false;
    }

private:
    void finish()
    {
        std::fputs("painted\n", stdout);
        std::fflush(stdout);
        QCoreApplication::exit();
    }

    QWidget &m_window;
    std::function<bool()> m_complete;
};

bool hasScreen()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

struct Run
{
    double picture = 0; // seconds from its start
    double end = 0;
};

Run runUntilPicture(const QString &what)
{
    Run run;
    run.end = secondsOf([&] {
        QProcess process;
        if (hasScreen()) {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.remove(QStringLiteral("QT_QPA_PLATFORM")); // which bench set to offscreen
            process.setProcessEnvironment(environment);
        }
        run.picture = secondsOf([&] {
            process.start(QCoreApplication::applicationFilePath(),
                          {QStringLiteral("bench"), QStringLiteral("--first-picture"), what});
            process.waitForReadyRead(kLongestMs);
        });
        process.waitForFinished(kLongestMs);
    });
    return run;
}

} // namespace

// The whole run is measured from outside, as "time" would: what Qt puts off until the end counts on
// both sides. The share up to the picture stands beside it. Measured on the screen that is there;
// without one on Qt's offscreen platform, where an empty window costs less than on any screen.
core::BenchResult benchFirstPicture()
{
    std::vector<double> windowPictures;
    std::vector<double> emptyPictures;
    const auto run = [](const char *what, std::vector<double> &pictures) {
        const Run one = runUntilPicture(QString::fromLatin1(what));
        pictures.push_back(one.picture);
        return one.end;
    };
    const Medians medians = mediansOf(
        kRepetitions, [&] { return run("window", windowPictures); },
        [&] { return run("empty", emptyPictures); });
    return {"first_picture_over_empty_window", medians.work / medians.yardstick, 2, "ratio",
            "this program opens its window, 1280x720, shows the first picture with the result in "
            "it, and ends: " +
                millisecondsText(medians.work) +
                ", over an empty Qt window of that size: " + millisecondsText(medians.yardstick) +
                "; up to the picture alone " + millisecondsText(core::medianOf(windowPictures)) +
                " over " + millisecondsText(core::medianOf(emptyPictures)) + "; medians of " +
                std::to_string(kRepetitions) +
                (hasScreen() ? "; on this screen" : "; offscreen, there is no screen here")};
}

void drawFirstPicture(std::string_view what)
{
    static int count = 1;
    static char name[] = "parallarium";
    static char *arguments[] = {name, nullptr};
    if (what == "window") {
        ui::FontsAhead fonts;
        const QApplication application(count, arguments);
        fonts.wait();
        const QTemporaryDir home; // of temporary settings
        Window window(home.path());
        window.open({});
        window.awaitResult();
        const PictureWatch watch(window.widget(), [&] { return window.hasResult(); });
        window.widget().show();
        QApplication::exec();
        return;
    }
    const QApplication application(count, arguments);
    QMainWindow window;
    window.resize(kWindowSize);
    const PictureWatch watch(window, [] { return true; });
    window.show();
    QApplication::exec();
}

} // namespace app
