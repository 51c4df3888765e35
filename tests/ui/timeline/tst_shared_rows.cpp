// SPDX-License-Identifier: GPL-3.0-or-later
// However many threads share the rows of the timeline, it is the same picture, painted at once or
// in parts, by a painter or without one.
#include "core/runner/share_out.h"
#include "hand_drawn.h"
#include "ui/paint/pixel_target.h"
#include "ui/paint/timeline/cell_band.h"
#include "ui/views/timeline/timeline_view.h"

#include <QPainter>
#include <QTest>

#include <optional>
#include <random>
#include <vector>

using namespace handdrawn;

namespace {

// What is painted by so many threads, step by step.
std::vector<QImage> picturesBy(int threads, const core::RunPtr &run, double ratio, int height)
{
    const core::SharingThreads shared(threads);
    ui::TimelineView view;
    view.resize(2'800, height); // so wide that 12 rows are more than the part of one thread
    view.setLook({});
    view.setRuns(run, {});
    view.setMoment({run.trace().stop / 3});
    std::vector<QImage> pictures;
    const auto paint = [&] {
        QImage image(view.size() * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::magenta);
        view.render(&image);
        pictures.push_back(image);
    };
    paint();
    for (int zoom = 0; zoom < 14; ++zoom) {
        view.zoomIn();
        paint();
        for (const int by : {40, -13}) {
            view.navigator().pan(by);
            paint();
        }
    }
    view.setMoment({run.trace().stop / 2});
    paint();
    return pictures;
}

} // namespace

class SharedRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNumberOfThreadsPaintsTheSame_data();
    void anyNumberOfThreadsPaintsTheSame();
    void cellsAreWrittenAsAPainterBlendsThem();
};

void SharedRowsTest::anyNumberOfThreadsPaintsTheSame_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("ratio");
    QTest::newRow("high rows") << 500 << 1.0;
    QTest::newRow("at two pixels a point") << 500 << 2.0;
    QTest::newRow("at parts of pixels") << 333 << 1.5;
    QTest::newRow("rows of a mixed colour") << 75 << 1.0;
    QTest::newRow("rows that scroll") << 60 << 1.0;
}

void SharedRowsTest::anyNumberOfThreadsPaintsTheSame()
{
    QFETCH(const int, height);
    QFETCH(const double, ratio);
    const core::RunPtr run(realStep(12, 1, 4'000));
    const std::vector<QImage> alone = picturesBy(1, run, ratio, height);
    for (const int threads : {2, 4}) {
        const std::vector<QImage> shared = picturesBy(threads, run, ratio, height);
        QCOMPARE(shared.size(), alone.size());
        for (std::size_t i = 0; i < alone.size(); ++i)
            QVERIFY2(shared[i] == alone[i], qPrintable(QString::number(i)));
    }
}

// To the bit: over any colours, with edges and corners that cover parts of pixels.
void SharedRowsTest::cellsAreWrittenAsAPainterBlendsThem()
{
    constexpr int kWidth = 213; // no multiple of what is blended at once
    constexpr int kHeight = 20;
    std::mt19937 random(20'261);
    QImage painted(kWidth, kHeight, QImage::Format_RGB32);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x)
            painted.setPixel(x, y, static_cast<QRgb>(random()) | 0xFF000000U);
    }
    QImage written = painted.copy();
    ui::CellBand band(QRectF(0, 0, kWidth, kHeight), 1);
    for (double left = 1.3; left < kWidth; left += 7.37)
        band.fill({QRectF(left, 0, 5.71, kHeight), 1.7, 1.7, qRgb(40, 90, 200)});
    QPainter onPainted(&painted);
    band.drawOnto(onPainted);
    QPainter onWritten(&written);
    const std::optional<ui::PixelTarget> target = ui::PixelTarget::of(onWritten, 1);
    QVERIFY(target.has_value());
    band.writeOnto(*target);
    QCOMPARE(written, painted);
}

QTEST_MAIN(SharedRowsTest)
#include "tst_shared_rows.moc"
