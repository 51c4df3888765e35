// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_cases.h"
#include "app/bench/medians.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace app {
namespace {

constexpr int kLines = 200;
constexpr int kLongestMs = 60'000;

// The same scenario with another batch on each line, so that nothing could be kept.
bool writeRequests(const QString &path)
{
    QFile file(path);
    bool done = file.open(QIODevice::WriteOnly);
    for (int i = 0; i < kLines && done; ++i)
        done = file.write("{\"scenario\": \"llama7b-pp4\", \"set\": {\"training.global_batch\": " +
                          QByteArray::number(4 * (8 + i % 8)) + "}}\n") > 0;
    return done;
}

double secondsToRun(const QStringList &arguments)
{
    return secondsOf([&] {
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(QCoreApplication::applicationFilePath(), arguments);
        process.waitForFinished(kLongestMs);
    });
}

} // namespace

core::BenchResult benchLines()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("requests.jsonl"));
    const bool written = writeRequests(path);
    const Medians medians = mediansOf(
        7,
        [&] {
            return secondsToRun({QStringLiteral("simulate"), QStringLiteral("--lines"), path}) /
                   kLines;
        },
        [] {
            return secondsToRun({QStringLiteral("simulate"), QStringLiteral("llama7b-pp4"),
                                 QStringLiteral("--json"), QStringLiteral("-")});
        });
    return {"line_over_start", written ? medians.work / medians.yardstick : 1, 0.1, "ratio",
            "one of " + std::to_string(kLines) + " lines of simulate --lines, llama7b-pp4: " +
                millisecondsText(medians.work) + " (" + core::figureOfSpeed(1 / medians.work) +
                " lines a second), over a start of the program for the same: " +
                millisecondsText(medians.yardstick) + "; medians of 7"};
}

} // namespace app
