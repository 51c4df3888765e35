// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/layer_exchange.h"
#include "core/analysis/moment.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/cell_ring.h"
#include "ui/paint/scene/scene_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <span>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

// Pixels in the colour of communication within the tile.
int syncPixels(const core::Snapshot &snapshot, const ui::TileGeometry &tile, core::Nanos time)
{
    const QSizeF size(996, 277);
    const ui::Look look;
    QImage image(size.toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.fillRect(image.rect(), look.theme.surface);
    ui::paintScene(painter, snapshot, time, size, look);
    painter.end();
    int count = 0;
    const QRect area = tile.tile.toAlignedRect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y) == look.theme.sync;
    }
    return count;
}

} // namespace

// Tensor partners in a tile add up their results in every layer, and it is seen.
class TestTileBursts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partnersAreSeenToAddUp_data();
    void partnersAreSeenToAddUp();
    void withoutPartnersNothingIsSent();
    void chunksKeepOffTheNumbers_data();
    void chunksKeepOffTheNumbers();
};

void TestTileBursts::partnersAreSeenToAddUp_data()
{
    QTest::addColumn<QByteArray>("scenario");
    for (const char *id : {"gpt3-64-4x4x4", "gpt3-64-t8", "gpt3-64-t16"})
        QTest::newRow(id) << QByteArray(id);
}

void TestTileBursts::chunksKeepOffTheNumbers_data()
{
    partnersAreSeenToAddUp_data();
}

// Of cells with room for a number: its digits are 0.73 of the font high and lie in the middle.
void TestTileBursts::chunksKeepOffTheNumbers()
{
    QFETCH(QByteArray, scenario);
    const core::SnapshotPtr snapshot = stepOf(scenario.constData());
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::TileGeometry &tile = layout.tiles.front();
    const std::span<const ui::CardGeometry> cells(&layout.cards[std::size_t(tile.firstCard)],
                                                  std::size_t(tile.cardCount));
    constexpr double kFont = 10.5;
    const QSizeF number(2 * 0.62 * kFont, 0.73 * kFont); // two digits
    const double radius = ui::chunkRadius(cells.front().card, 1);
    if (cells.front().card.height() < number.height() + 4 * radius)
        QSKIP("the cells have no room below a number");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const QRectF &from = cells[i].card;
        const QRectF &to = cells[(i + 1) % cells.size()].card;
        for (int step = 0; step <= 100; ++step) {
            const QPointF at = ui::chunkBetween(from, to, radius, step / 100.0);
            const QRectF chunk(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius);
            for (const ui::CardGeometry &cell : cells) {
                QRectF digits(QPointF(), number);
                digits.moveCenter(cell.card.center());
                QVERIFY(!chunk.intersects(digits));
            }
        }
        QCOMPARE(ui::chunkBetween(from, to, radius, 0).x(), from.center().x());
        QCOMPARE(ui::chunkBetween(from, to, radius, 1).x(), to.center().x());
    }
}

void TestTileBursts::partnersAreSeenToAddUp()
{
    QFETCH(QByteArray, scenario);
    const core::SnapshotPtr snapshot = stepOf(scenario.constData());
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    const ui::TileGeometry &tile = layout.tiles.front();
    const int device = layout.cards[std::size_t(tile.firstCard)].device;
    const core::Span first = snapshot->trace.span(snapshot->trace.rows.front().first);
    int with = 0;
    int without = 0;
    for (int i = 1; i < 400 && (with < 3 || without < 3); ++i) {
        const core::Nanos time{first.begin + (first.end - first.begin) * i / 400};
        const bool adds =
            core::partnerSum(*snapshot, core::deviceMoment(*snapshot, device, time)).has_value();
        int &seen = adds ? with : without;
        if (seen++ >= 3)
            continue;
        // Of a square for each cell at least 2 x 2 pixels are not mixed with others; or nothing.
        const int pixels = syncPixels(*snapshot, tile, time);
        QVERIFY2(adds ? pixels >= 4 * tile.cardCount : pixels == 0,
                 qPrintable(QString::number(pixels)));
    }
    QVERIFY(with >= 3 && without >= 3);
}

void TestTileBursts::withoutPartnersNothingIsSent()
{
    const core::SnapshotPtr snapshot = stepOf("deepseek-v3-2048");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    QVERIFY(!layout.tiles.empty());
    QCOMPARE(syncPixels(*snapshot, layout.tiles.front(), {snapshot->trace.stop / 100}), 0);
}

QTEST_MAIN(TestTileBursts)
#include "tst_tile_bursts.moc"
