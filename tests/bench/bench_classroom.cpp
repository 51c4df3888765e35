// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person waits in a lesson: for another mode, after it was looked at once, and for a
// window that begins with a lesson, held against one that does not. Processor time, so that other
// work on the machine does not matter. Exit code 1 when one is more than its bar.
#include "core/io/scenario/scenario_json.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

namespace {

constexpr double kSwitchBar = 0.150; // seconds
constexpr double kStartBar = 1.2;    // times
constexpr int kRounds = 15;

double secondsOf(const std::function<void()> &work)
{
    const std::clock_t began = std::clock();
    work();
    return static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + static_cast<long>(values.size() / 2));
    return values[values.size() / 2];
}

// A window with a result; what is done to it before it is first seen.
struct Shown
{
    explicit Shown(const QString &firstMode, const std::function<void(ui::MainWindow &)> &before)
        : window({document, playback, nullptr, settings, {}, 1, firstMode})
    {
        QObject::connect(&document, &ui::Document::scenarioChanged, &document,
                         [this] { document.setResult(core::run(document.scenario())); });
        document.open(core::loadScenario("gpipe-4-8").value(), {});
        document.setResult(core::run(document.scenario()));
        window.resize(1280, 720);
        before(window);
        window.show();
        QCoreApplication::processEvents();
        (void)window.grab();
    }

    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat};
    ui::Document document;
    ui::Playback playback;
    ui::MainWindow window;
};

// The slowest mode; whether the bar holds.
bool measureSwitch()
{
    Shown shown({}, [](ui::MainWindow &) {});
    const auto look = [&shown](const QString &mode) {
        shown.window.modes().choose(mode);
        QCoreApplication::processEvents();
        (void)shown.window.grab();
    };
    bool holds = true;
    for (const ui::ChoiceItem &mode : shown.window.modes().switchItems()) {
        look(mode.id); // the first time it is made
        std::vector<double> times;
        for (int round = 0; round < kRounds; ++round) {
            look(mode.id == QStringLiteral("explore") ? QStringLiteral("compare")
                                                      : QStringLiteral("explore"));
            times.push_back(secondsOf([&] { look(mode.id); }));
        }
        const double seconds = median(times);
        std::printf("to %s: %.0f ms\n", qPrintable(mode.id), 1e3 * seconds);
        holds = holds && seconds <= kSwitchBar;
    }
    return holds;
}

bool measureStart()
{
    std::vector<double> without;
    std::vector<double> with;
    for (int round = 0; round < kRounds; ++round) {
        without.push_back(secondsOf([] { const Shown shown({}, [](ui::MainWindow &) {}); }));
        with.push_back(secondsOf([] {
            const Shown shown(QStringLiteral("lessons"), [](ui::MainWindow &window) {
                window.mode().prepareLesson(QStringLiteral("waiting"), 0);
            });
        }));
    }
    const double ratio = median(with) / median(without);
    std::printf("a window: %.0f ms, with a lesson %.0f ms, %.2f times\n", 1e3 * median(without),
                1e3 * median(with), ratio);
    return ratio <= kStartBar;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const bool switches = measureSwitch();
    const bool starts = measureStart();
    std::printf("bars: %.0f ms, %.1f times\n", 1e3 * kSwitchBar, kStartBar);
    return switches && starts ? 0 : 1;
}
