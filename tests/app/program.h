// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <csignal>
#include <optional>

#include <sys/resource.h>

// Runs the built program.
namespace program {

struct Limits
{
    rlim_t memory = 1u << 30;            // bytes of address space
    std::optional<rlim_t> fileSize = {}; // bytes that a file may have: what a full disk does
};

struct Answer
{
    int exitCode = -1; // -1: it crashed or did not end
    QByteArray out;
    QByteArray error;

    // One line that ends a sentence, and nothing else.
    [[nodiscard]] bool isOneSentence() const
    {
        return error.count('\n') == 1 && error.endsWith('\n') && error.size() > 20 &&
               QByteArray(".?!\"").contains(error.trimmed().back());
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

inline void start(QProcess &process, const QString &path, const QStringList &arguments,
                  const Limits &limits = {})
{
    process.setChildProcessModifier([limits] {
        const rlimit memory = {limits.memory, limits.memory};
        ::setrlimit(RLIMIT_AS, &memory);
        if (limits.fileSize) {
            const rlimit fileSize = {*limits.fileSize, *limits.fileSize};
            ::setrlimit(RLIMIT_FSIZE, &fileSize);
            std::signal(SIGXFSZ, SIG_IGN); // a refused write then says so, as on a full disk
        }
    });
    process.start(path, arguments);
}

inline Answer answerOf(QProcess &process)
{
    Answer answer;
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return answer;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        answer.exitCode = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.error = process.readAllStandardError();
    return answer;
}

inline Answer runProgram(const QString &path, const QStringList &arguments,
                         const Limits &limits = {})
{
    QProcess process;
    start(process, path, arguments, limits);
    return answerOf(process);
}

inline Answer run(const QStringList &arguments, const Limits &limits = {})
{
    return runProgram(QStringLiteral(PARALLARIUM_PROGRAM), arguments, limits);
}

inline Answer run(const char *arguments, const Limits &limits = {})
{
    return run(QString::fromUtf8(arguments).split(QLatin1Char(' ')), limits);
}

inline QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
}

inline bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

inline QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace program
