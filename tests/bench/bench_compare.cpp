// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame costs while two results are played beside each other, held against a frame of mode
// Explore in the same window: processor time, both in turn, so that other work on the machine does
// not matter. Exit code 1 when it is more than the bar.
#include "core/io/scenario/scenario_json.h"
#include "ui/document/document.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

constexpr double kBar = 2.2;
constexpr int kRounds = 9;
constexpr int kFrames = 60; // of a round

// Seconds of this process.
double processorTime()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double secondsOfAFrame(ui::MainWindow &window, const QString &mode)
{
    window.modes().choose(mode);
    const auto show = [&window](int frame) {
        window.playback().seekShare(0.2 + 0.6 * frame / kFrames);
        QCoreApplication::processEvents();
    };
    show(0); // what is drawn once
    const double began = processorTime();
    for (int frame = 1; frame <= kFrames; ++frame)
        show(frame);
    return (processorTime() - began) / kFrames;
}

double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + kRounds / 2);
    return values[kRounds / 2];
}

// A pair of built-in scenarios; whether the bar holds.
bool measure(const char *a, const char *b)
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat);
    ui::Document document;
    ui::Playback playback;
    ui::MainWindow window({document, playback, nullptr, settings, {}});
    document.open(core::loadScenario(a).value(), {});
    document.setResult(core::run(document.scenario()));
    window.pinned().pin();
    document.open(core::loadScenario(b).value(), {});
    document.setResult(core::run(document.scenario()));
    window.resize(1280, 720);
    window.show();
    std::vector<double> explore;
    std::vector<double> compare;
    std::vector<double> ratios;
    for (int round = 0; round < kRounds; ++round) {
        explore.push_back(secondsOfAFrame(window, QStringLiteral("explore")));
        compare.push_back(secondsOfAFrame(window, QStringLiteral("compare")));
        ratios.push_back(compare.back() / explore.back());
    }
    const double ratio = median(ratios);
    std::printf("%s against %s: %.2f ms a frame in Explore, %.2f ms in Compare, %.2f times\n", a, b,
                1e3 * median(explore), 1e3 * median(compare), ratio);
    return ratio <= kBar;
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const std::array pairs = {std::pair("gpipe-4-8", "1f1b-4-8"),
                              std::pair("dp8-nvlink", "llama7b-zero2-8"),
                              std::pair("gpt3-175b-pp", "gpt3-175b-pp")};
    bool holds = true;
    for (const auto &[a, b] : pairs)
        holds = measure(a, b) && holds;
    std::printf("bar: %.1f times\n", kBar);
    return holds ? 0 : 1;
}
