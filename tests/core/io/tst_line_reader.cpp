// SPDX-License-Identifier: GPL-3.0-or-later
// Reading that is followed, bounded and stopped.
#include "core/io/file/line_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <zlib.h>

class TestLineReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingEndsWhenItIsStoppedOrUnpacksTooMuch();
};

void TestLineReader::readingEndsWhenItIsStoppedOrUnpacksTooMuch()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("blank.gz").toStdString();
    const gzFile file = ::gzopen(path.c_str(), "wb9");
    const QByteArray block(1 << 20, '\n'); // 8 of them are 8 kB
    for (int i = 0; i < 8; ++i)
        QCOMPARE(::gzwrite(file, block.constData(), unsigned(block.size())), int(block.size()));
    ::gzclose(file);
    const auto errorOf = [&path](const core::Watch &watch) {
        core::LineReader reader = core::LineReader::open(path, watch).value();
        std::string line;
        while (true) {
            const core::Result<bool> more = reader.next(line);
            if (!more)
                return more.error().message;
            if (!more.value())
                return std::to_string(reader.lineNumber() - 1) + " lines";
        }
    };
    std::vector<double> shares;
    const auto note = [&shares](double share) { shares.push_back(share); };
    std::stop_source stop;
    core::Watch watch = {.stop = stop.get_token(), .progress = note, .mostBytes = 16 << 20};
    QCOMPARE(errorOf(watch), std::to_string(8 << 20) + " lines");
    QVERIFY(std::ranges::is_sorted(shares) && shares.back() == 1);
    watch.mostBytes = 4 << 20;
    QVERIFY(errorOf(watch).find("holds more than 4.19 MB") != std::string::npos);
    stop.request_stop();
    QVERIFY(errorOf(watch).find("stopped") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestLineReader)
#include "tst_line_reader.moc"
