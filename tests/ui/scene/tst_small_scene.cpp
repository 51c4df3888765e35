// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/scene/scene_painter.h"

#include <QImage>
#include <QPainter>
#include <QTest>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

} // namespace

// What a window of 1024 x 640 leaves of a scene.
class TestSmallScene : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inASmallWindowStagesAreTilesWithAKey();
    void everyReplicaHasMicroBatchesOfItsOwn();
};

// UX section 7: rows are replicas, columns are stages.
// 32 stages at 1024 x 640 have no room for cards; cells of colour alone would leave the state, the
// micro-batch and the meaning of the colours unsaid.
void TestSmallScene::inASmallWindowStagesAreTilesWithAKey()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-175b-pp");
    const QSizeF size(740, 225);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    QCOMPARE(layout.tiles.size(), std::size_t{32});
    for (const ui::TileGeometry &tile : layout.tiles) {
        QVERIFY(QRectF(QPointF(), size).contains(tile.tile));
        QVERIFY(!tile.word.isEmpty() || tile.tokenRadius > 0);
    }
    QVERIFY(!layout.key.isEmpty() && !layout.colourChoice.isEmpty());
    QVERIFY(layout.links.empty());
}

// All replicas are at the same place of the same step, each with micro-batches of its own: 17 of
// the first is 17 + 32 of the second. Circles of one size in one place differ by colour and number.
void TestSmallScene::everyReplicaHasMicroBatchesOfItsOwn()
{
    const core::SnapshotPtr snapshot = stepOf("gpt3-64-4x4x4");
    const QSizeF size(740, 200);
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
    QCOMPARE(layout.squares.order, ui::SquareOrder::Grid);
    QCOMPARE(layout.tiles.size(), std::size_t{16});
    QVERIFY(layout.tiles.front().tokenRadius > 0);
    const ui::Look look;
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.fill(look.theme.surface);
    QPainter painter(&image);
    ui::paintScene(painter, *snapshot, {snapshot->trace.stop * 45 / 100}, size, look);
    painter.end();
    const auto token = [&](std::size_t tile) {
        const ui::TileGeometry &of = layout.tiles[tile];
        const QPoint centre = of.token.toPoint();
        return image.copy(QRect(centre - QPoint(6, 6), QSize(13, 13)));
    };
    for (std::size_t replica = 1; replica < 4; ++replica)
        QVERIFY(token(4 * replica) != token(4 * (replica - 1)));
}

QTEST_MAIN(TestSmallScene)
#include "tst_small_scene.moc"
