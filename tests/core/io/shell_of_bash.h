// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <string>

// What a script hands to the command show: as bash has it, and as we read it.

inline QStringList wordsOfBash(const QString &script)
{
    QProcess bash;
    const QString prelude = QStringLiteral(
        "show() { W=(\"$@\"); printf '<%s>\\n' \"${W[@]}\" >&3; }; export -f show; exec 3>&1;\n");
    bash.start(QStringLiteral("bash"), {QStringLiteral("-c"), prelude + script});
    bash.waitForFinished();
    QStringList words =
        QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    for (QString &word : words)
        word = word.mid(1, word.size() - 2);
    return words;
}

inline QStringList wordsRead(const std::string &script)
{
    const auto read = core::readShell({script, "run.sh"}, {});
    if (!read)
        return {QString::fromStdString(read.error().message)};
    QStringList words;
    for (const core::ShellCommand &command : read.value().commands) {
        if (command.words.front().text != "show")
            continue;
        for (std::size_t i = 1; i < command.words.size(); ++i) {
            const core::ShellWord &word = command.words[i];
            // A word of nothing but what is not set is none in bash.
            if (!word.text.empty() || word.unset.empty())
                words.append(QString::fromStdString(word.text));
        }
    }
    return words;
}
