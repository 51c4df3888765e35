// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sound/tone_player.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>

namespace ui {

namespace {

constexpr int kMostAtOnce = 3;

} // namespace

QString TonePlayer::foundProgram()
{
    for (const char *name : {"pw-play", "paplay", "aplay"}) {
        const QString path = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!path.isEmpty())
            return path;
    }
    return {};
}

TonePlayer::TonePlayer(const QString &program, QObject *parent)
    : QObject(parent), m_program(program)
{}

// Each is written once.
QString TonePlayer::fileOf(const Tone &tone)
{
    const auto known = std::ranges::find(m_files, tone, &std::pair<Tone, QString>::first);
    if (known != m_files.end())
        return known->second;
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(QStringLiteral("%1.wav").arg(m_files.size()));
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(waveOf(tone)) > 0;
    m_files.emplace_back(tone, written ? path : QString());
    return m_files.back().second;
}

void TonePlayer::play(const Tone &tone)
{
    if (m_program.isEmpty() || m_sounding >= kMostAtOnce)
        return;
    const QString file = fileOf(tone);
    if (file.isEmpty())
        return;
    auto *process = new QProcess(this);
    const auto over = [this, process] {
        --m_sounding;
        process->deleteLater();
    };
    connect(process, &QProcess::finished, this, over);
    connect(process, &QProcess::errorOccurred, this, [over](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            over();
    });
    ++m_sounding;
    QStringList arguments{file};
    if (QFileInfo(m_program).fileName() == QStringLiteral("aplay"))
        arguments.prepend(QStringLiteral("-q"));
    process->start(m_program, arguments);
}

} // namespace ui
