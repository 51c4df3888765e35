// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ffmpeg_film.h"

#include "core/io/file/files.h"
#include "core/io/picture/carried_scenario.h"

#include <QFile>
#include <QFileInfo>

namespace ui {
namespace {

constexpr int kLongestFrame = 60'000;       // ms
constexpr qsizetype kLongestText = 100'000; // bytes; Linux takes 131,072 for one argument

} // namespace

FfmpegFilm::FfmpegFilm(FilmTarget target, const FilmFormat &format, QStringList encoder)
    : m_target(std::move(target)), m_suffix(format.suffix), m_name(format.name),
      m_encoder(std::move(encoder))
{}

FfmpegFilm::~FfmpegFilm()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

QString FfmpegFilm::file() const
{
    return m_folder.filePath(QStringLiteral("film.") + QString::fromStdString(m_suffix));
}

// The colours of pictures are those of BT.709 (sRGB has its primaries), and so are the film's.
// Sides of an odd number of pixels get one more, since colour is kept for two by two.
QStringList FfmpegFilm::arguments() const
{
    const QString filter =
        QStringLiteral("pad=ceil(iw/2)*2:ceil(ih/2)*2:color=0x%1,"
                       "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p")
            .arg(m_target.ground.name().mid(1));
    QStringList all = {
        QStringLiteral("-hide_banner"), QStringLiteral("-loglevel"), QStringLiteral("error"),
        QStringLiteral("-f"), QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"),
        QStringLiteral("bgr0"), QStringLiteral("-video_size"),
        QStringLiteral("%1x%2").arg(m_target.pixels.width()).arg(m_target.pixels.height()),
        QStringLiteral("-framerate"), QString::number(m_target.rate), QStringLiteral("-i"),
        QStringLiteral("pipe:0"), QStringLiteral("-an"), QStringLiteral("-vf"), filter,
        QStringLiteral("-colorspace"), QStringLiteral("bt709"), QStringLiteral("-color_primaries"),
        QStringLiteral("bt709"), QStringLiteral("-color_trc"), QStringLiteral("bt709"),
        // The same film has the same bytes.
        QStringLiteral("-fflags"), QStringLiteral("+bitexact"), QStringLiteral("-flags:v"),
        QStringLiteral("+bitexact")};
    const QString element = QString::fromStdString(core::scenarioElement(m_target.scenario));
    if (!element.isEmpty() && element.toUtf8().size() < kLongestText)
        all += {QStringLiteral("-metadata"), QStringLiteral("comment=") + element};
    return all + m_encoder + QStringList{QStringLiteral("-y"), file()};
}

core::Written FfmpegFilm::failed()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished(kLongestFrame);
    m_said += m_process.readAllStandardError();
    const QString said = QString::fromUtf8(m_said).simplified();
    core::Written failure = core::Error{
        "ffmpeg could not write the film as " + m_name +
        (said.isEmpty() ? std::string("; it said nothing.") : ": " + said.left(200).toStdString()) +
        (said.isEmpty() || said.endsWith(u'.') ? "" : ".")};
    failure.machineFailed = true;
    return failure;
}

core::Written FfmpegFilm::begin()
{
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(QString::fromLatin1(kFfmpeg), arguments());
    if (!m_folder.isValid() || !m_process.waitForStarted())
        return failed();
    return {};
}

core::Written FfmpegFilm::add(const QImage &frame)
{
    for (int y = 0; y < frame.height(); ++y) {
        const auto *line = reinterpret_cast<const char *>(frame.constScanLine(y));
        const qint64 size = qint64{4} * frame.width();
        if (m_process.write(line, size) != size)
            return failed();
    }
    // No more than one frame waits in memory.
    while (m_process.bytesToWrite() > 0) {
        if (!m_process.waitForBytesWritten(kLongestFrame))
            return failed();
    }
    return {};
}

core::Written FfmpegFilm::finish()
{
    m_process.closeWriteChannel();
    const bool ended =
        m_process.state() == QProcess::NotRunning || m_process.waitForFinished(kLongestFrame);
    // It ends well on a disk that is full, and only says so.
    m_said += m_process.readAllStandardError();
    QFile made(file());
    if (!ended || !m_said.trimmed().isEmpty() || m_process.exitStatus() != QProcess::NormalExit ||
        m_process.exitCode() != 0 || !made.open(QIODevice::ReadOnly) || made.size() == 0)
        return failed();
    const QByteArray content = made.readAll();
    return core::writeFile(m_target.path,
                           {content.constData(), static_cast<std::size_t>(content.size())});
}

std::uint64_t FfmpegFilm::bytes() const
{
    return static_cast<std::uint64_t>(QFileInfo(file()).size());
}

} // namespace ui
