// SPDX-License-Identifier: GPL-3.0-or-later
// Films, frame by frame as other programs read them: Qt's reader of GIF, and ffmpeg.
#include "core/io/scenario/scenario_json.h"
#include "tests/app/program.h"
#include "ui/export/film.h"

#include <QImage>
#include <QImageReader>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using program::Answer;

class TestExportFilm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void momentsAreExact_data();
    void momentsAreExact();
    void framesOfAGifAreThePictures_data();
    void framesOfAGifAreThePictures();
    void framesOfAFilmAreThePictures_data();
    void framesOfAFilmAreThePictures();
    void aPartIsPlayedAlone();
    void aFilmHasTheSameBytesAgainAndItsScenario();
    void writtenWholeOrNotAtAll();
    void withoutFfmpegItSaysSo();
    void whatFfmpegSaysIsTold();
    void whatNoFilmHasIsRefused_data();
    void whatNoFilmHasIsRefused();
};

namespace {

QString id(const char *text)
{
    return QString::fromLatin1(text);
}

Answer exported(const QString &view, const QString &path, const QStringList &more = {},
                const program::Limits &limits = {.memory = 4ull << 30})
{
    return program::run(QStringList{id("export"), id("1f1b-4-8"), id("--view"), view, id("--size"),
                                    id("1281x479"), id("--out"), path} +
                            more,
                        limits);
}

QImage picture(const QString &view, const QString &moment, const QStringList &more = {})
{
    const Answer answer =
        exported(view, id("-"), QStringList{id("--at"), moment, id("--format"), id("png")} + more);
    return QImage::fromData(answer.out, "png").convertToFormat(QImage::Format_RGB32);
}

// Mean over pixels and channels, 0 to 1, where both have pixels.
double meanDifference(const QImage &one, const QImage &other)
{
    const int width = std::min(one.width(), other.width());
    const int height = std::min(one.height(), other.height());
    std::int64_t sum = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            sum += std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) +
                   std::abs(qBlue(a) - qBlue(b));
        }
    }
    return width * height > 0 ? static_cast<double>(sum) / (3.0 * 255 * width * height) : 1;
}

bool hasFfmpeg()
{
    return !QStandardPaths::findExecutable(id("ffmpeg")).isEmpty() &&
           !QStandardPaths::findExecutable(id("ffprobe")).isEmpty();
}

// With another path for programs until it goes out of scope.
auto withPath(const QByteArray &path)
{
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", path);
    return qScopeGuard([before] { qputenv("PATH", before); });
}

} // namespace

void TestExportFilm::momentsAreExact_data()
{
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<int>("frames");
    QTest::newRow("a step") << qint64{0} << qint64{271'123'457} << 250;
    QTest::newRow("a part") << qint64{1'000'003} << qint64{9'999'999} << 7;
    QTest::newRow("two frames") << qint64{5} << qint64{6} << 2;
    QTest::newRow("less than a nanosecond apart") << qint64{0} << qint64{10} << 3'000;
    QTest::newRow("eleven days") << qint64{1} << qint64{1'000'000'000'000'000} << 3'000;
}

void TestExportFilm::momentsAreExact()
{
    QFETCH(qint64, begin);
    QFETCH(qint64, end);
    QFETCH(int, frames);
    const ui::Film film = {{begin}, {end}, frames, 25};
    for (int i = 0; i < frames; ++i) {
        const std::int64_t exact = begin + (end - begin) * i / (frames - 1);
        QCOMPARE(ui::momentOfFrame(film, i).count, exact);
    }
    QCOMPARE(ui::momentOfFrame(film, frames - 1).count, end);
}

void TestExportFilm::framesOfAGifAreThePictures_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("theme");
    for (const char *view : {"timeline", "scene", "memory", "network", "window"})
        QTest::newRow(view) << id(view) << id("light");
    QTest::newRow("dark") << id("scene") << id("dark");
}

// 11 frames lie at tenths of the step. A GIF has 256 colours in a frame, so a hundredth of
// difference is allowed.
void TestExportFilm::framesOfAGifAreThePictures()
{
    QFETCH(QString, view);
    QFETCH(QString, theme);
    const QTemporaryDir folder;
    const QString path = folder.filePath(id("film.gif"));
    const QStringList framed = {id("--theme"), theme};
    const Answer answer = exported(
        view, path, framed + QStringList{id("--seconds"), id("1.1"), id("--fps"), id("10")});
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    QVERIFY2(answer.error.contains("11 frames of 1281x479 pixels"), answer.error.constData());
    QImageReader reader(path, "gif");
    QCOMPARE(reader.imageCount(), 11);
    QCOMPARE(reader.loopCount(), -1); // without end
    for (int i = 0; i < 11; ++i) {
        const QImage frame = reader.read();
        QCOMPARE(frame.size(), QSize(1281, 479));
        QCOMPARE(reader.nextImageDelay(), 100); // ms
        if (i % 5 != 0)
            continue;
        const QImage still = picture(view, QString::number(i * 10) + u'%', framed);
        const double difference =
            meanDifference(frame.convertToFormat(QImage::Format_RGB32), still);
        QVERIFY2(difference < 0.01, qPrintable(QString::number(difference)));
    }
}

void TestExportFilm::framesOfAFilmAreThePictures_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("mp4") << id("mp4");
    QTest::newRow("webm") << id("webm");
}

void TestExportFilm::framesOfAFilmAreThePictures()
{
    QFETCH(QString, suffix);
    if (!hasFfmpeg())
        QSKIP("ffmpeg is not installed.");
    const QTemporaryDir folder;
    const QString path = folder.filePath(id("film.") + suffix);
    const Answer answer =
        exported(id("scene"), path, {id("--seconds"), id("1.1"), id("--fps"), id("10")});
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    const Answer facts = program::runProgram(
        QStandardPaths::findExecutable(id("ffprobe")),
        {id("-v"), id("error"), id("-count_frames"), id("-show_entries"),
         id("stream=width,height,avg_frame_rate,nb_read_frames"), id("-of"), id("csv=p=0"), path},
        {.memory = 4ull << 30});
    // Sides of an odd number of pixels get one more.
    QCOMPARE(facts.out.trimmed(), QByteArray("1282,480,10/1,11"));
    for (const int i : {0, 5, 10}) {
        const QString out = folder.filePath(id("frame.png"));
        program::runProgram(QStandardPaths::findExecutable(id("ffmpeg")),
                            {id("-v"), id("error"), id("-y"), id("-i"), path, id("-vf"),
                             QStringLiteral("select=eq(n\\,%1),scale=in_color_matrix=bt709").arg(i),
                             id("-frames:v"), id("1"), out},
                            {.memory = 4ull << 30});
        const double difference =
            meanDifference(QImage(out).convertToFormat(QImage::Format_RGB32),
                           picture(id("scene"), QString::number(i * 10) + u'%'));
        QVERIFY2(difference < 0.02, qPrintable(QString::number(difference)));
    }
}

void TestExportFilm::aPartIsPlayedAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(id("film.gif"));
    const QStringList part = {id("--from"), id("40%"), id("--to"), id("60%")};
    for (const char *view : {"timeline", "scene"}) {
        const Answer answer = exported(
            id(view), path, part + QStringList{id("--seconds"), id("1.1"), id("--fps"), id("10")});
        QVERIFY2(answer.exitCode == 0, answer.error.constData());
        QImageReader reader(path, "gif");
        const QStringList axis = id(view) == id("timeline") ? part : QStringList();
        for (int i = 0; i < 11; ++i) {
            const QImage frame = reader.read().convertToFormat(QImage::Format_RGB32);
            if (i % 5 == 0)
                QVERIFY(meanDifference(frame, picture(id(view), QString::number(40 + 2 * i) + u'%',
                                                      axis)) < 0.01);
        }
    }
}

void TestExportFilm::aFilmHasTheSameBytesAgainAndItsScenario()
{
    const QTemporaryDir folder;
    const core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    for (const char *suffix : {"gif", "mp4", "webm"}) {
        if (id(suffix) != id("gif") && !hasFfmpeg())
            continue;
        const QString path = folder.filePath(id("film.") + id(suffix));
        const auto bytes = [&] {
            const Answer made = exported(id("timeline"), path, {id("--seconds"), id("1")});
            return made.exitCode == 0 ? program::read(path) : QByteArray();
        };
        const QByteArray first = bytes();
        QVERIFY(!first.isEmpty());
        QTest::qSleep(1100); // a clock would show
        QVERIFY2(bytes() == first, suffix);
        const auto read = core::loadScenario(path.toStdString());
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(read.value() == scenario);
    }
}

void TestExportFilm::writtenWholeOrNotAtAll()
{
    const QTemporaryDir folder;
    for (const char *suffix : {"gif", "mp4"}) {
        if (id(suffix) != id("gif") && !hasFfmpeg())
            continue;
        const QString path = folder.filePath(id("film.") + id(suffix));
        QVERIFY(program::write(path, "old"));
        const Answer full = exported(id("timeline"), path, {id("--seconds"), id("1")},
                                     {.memory = 4ull << 30, .fileSize = 4096});
        QCOMPARE(full.exitCode, 1);
        QCOMPARE(full.error.count('\n'), 2); // what it was to be, and why it is not
        QCOMPARE(program::read(path), QByteArray("old"));
        const Answer nowhere = exported(id("timeline"), id("/no/such/folder/film.") + id(suffix),
                                        {id("--seconds"), id("1")});
        QCOMPARE(nowhere.exitCode, 2);
    }
    QCOMPARE(program::filesIn(folder.path()).size(), hasFfmpeg() ? 2 : 1);
}

void TestExportFilm::withoutFfmpegItSaysSo()
{
    const QTemporaryDir folder;
    const auto path = withPath(folder.path().toUtf8());
    const Answer answer = exported(id("timeline"), folder.filePath(id("film.mp4")));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("install the package ffmpeg"),
             answer.error.constData());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

void TestExportFilm::whatFfmpegSaysIsTold()
{
    const QTemporaryDir folder;
    const QString fake = folder.filePath(id("ffmpeg"));
    QVERIFY(program::write(fake, "#!/bin/sh\necho 'Unknown encoder libx264' >&2\nexit 1\n"));
    QVERIFY(QFile::setPermissions(fake, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const auto path = withPath(folder.path().toUtf8() + ':' + qgetenv("PATH"));
    const Answer answer = exported(id("timeline"), folder.filePath(id("film.mp4")));
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.error.contains("Unknown encoder libx264."), answer.error.constData());
    QCOMPARE(program::filesIn(folder.path()), QStringList{id("ffmpeg")});
}

void TestExportFilm::whatNoFilmHasIsRefused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a rate above that of GIF")
        << QStringList{id("--fps"), id("60")} << QByteArray("at most 50 frames a second, not 60");
    QTest::newRow("no rate") << QStringList{id("--fps"), id("0")} << QByteArray("from 1 to 60");
    QTest::newRow("no time") << QStringList{id("--seconds"), id("0")} << QByteArray("above 0");
    QTest::newRow("an hour") << QStringList{id("--seconds"), id("3600")} << QByteArray("up to 600");
    QTest::newRow("one frame") << QStringList{id("--seconds"), id("0.04")}
                               << QByteArray("1 frames");
    QTest::newRow("too many frames")
        << QStringList{id("--seconds"), id("600")} << QByteArray("15000 frames");
    QTest::newRow("too many pixels")
        << QStringList{id("--seconds"), id("100"), id("--scale"), id("4")}
        << QByteArray("4,000,000,000");
    QTest::newRow("a moment") << QStringList{id("--at"), id("50%")}
                              << QByteArray("more than one moment");
    QTest::newRow("no stretch") << QStringList{id("--from"), id("50%"), id("--to"), id("50%")}
                                << QByteArray("--to");
}

void TestExportFilm::whatNoFilmHasIsRefused()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, says);
    const QTemporaryDir folder;
    const Answer answer = exported(id("timeline"), folder.filePath(id("film.gif")), options);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(says), answer.error.constData());
    const Answer still = exported(id("busy"), folder.filePath(id("film.gif")));
    QVERIFY(still.exitCode == 2 && still.isOneSentence());
    const Answer picture =
        exported(id("timeline"), folder.filePath(id("picture.png")), {id("--fps"), id("10")});
    QVERIFY(picture.exitCode == 2 && picture.isOneSentence());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

QTEST_MAIN(TestExportFilm)
#include "tst_export_film.moc"
