// SPDX-License-Identifier: GPL-3.0-or-later
// Beside each other two results are the pictures that Explore shows of each.
#include "tests/ui/modes/compare_fixture.h"

#include "ui/export/picture.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/panels/compare_pane.h"
#include "ui/shell/window_image.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QPainter>
#include <QTest>

#include <random>
#include <vector>

namespace {

constexpr int kMoments = 100;
constexpr std::uint64_t kSeed = 58872538;

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

// The devices of a step, by the painter alone: no widget, no mode, no clock.
QImage painted(const core::Snapshot &snapshot, core::Nanos moment, const QSize &size,
               const ui::Look &look)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    ui::paintSceneGround(painter, QRectF(QPointF(), size), ui::SceneExtent::Devices, look);
    const ui::SceneLayout layout =
        ui::layoutScene(snapshot, size, look.scale, {}, ui::SceneExtent::Devices);
    ui::paintStillScene(painter, snapshot, layout, look);
    ui::paintMovingScene(painter, snapshot, layout, moment, look);
    return image;
}

} // namespace

class TestComparePictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("gpipe-4-8"));
        m_fixture.window().modes().choose(id("explore")); // the last mode is remembered
    }
    void cleanup() { m_fixture.close(); }
    void bothPanesShowWhatExploreShowsOfEach_data();
    void bothPanesShowWhatExploreShowsOfEach();
    void bothTimelinesShowWhatExploreShowsOfEach();
    void aPictureShowsBoth();

private:
    CompareFixture m_fixture;
};

void TestComparePictures::bothPanesShowWhatExploreShowsOfEach_data()
{
    QTest::addColumn<QString>("other");
    QTest::addRow("another schedule") << id("1f1b-4-8");
    QTest::addRow("another split") << id("dp8-nvlink");
}

// Independently twice: by the painter alone, and by the scene of mode Explore, which is given the
// extent and the size of a pane and shows the step that the document has.
void TestComparePictures::bothPanesShowWhatExploreShowsOfEach()
{
    QFETCH(QString, other);
    ui::CompareMode &mode = m_fixture.against(qPrintable(other));
    const core::SnapshotPtr a = m_fixture.window().pinned().snapshot();
    const core::SnapshotPtr b = m_fixture.document().snapshot();
    const ui::Look &look = m_fixture.window().appearance().look();
    std::mt19937_64 random(kSeed);
    std::vector<std::int64_t> clocks;
    std::vector<QImage> seenA;
    std::vector<QImage> seenB;
    std::uniform_int_distribution<std::int64_t> moments(0, m_fixture.playback().end().count);
    for (int i = 0; i < kMoments; ++i) {
        clocks.push_back(moments(random));
        m_fixture.playback().seek({clocks.back()});
        seenA.push_back(pictureOf(mode.paneA().scene()));
        seenB.push_back(pictureOf(mode.paneB().scene()));
        const core::Nanos ofA{std::min(clocks.back(), a->trace.stop)};
        const core::Nanos ofB{std::min(clocks.back(), b->trace.stop)};
        // A pane copies its still part; an edge drawn directly may be rounded by one.
        QVERIFY(difference(seenA.back(), painted(*a, ofA, seenA.back().size(), look)) <= 1);
        QVERIFY(difference(seenB.back(), painted(*b, ofB, seenB.back().size(), look)) <= 1);
    }
    const auto explored = [&](const std::vector<QImage> &seen, std::int64_t stop) {
        m_fixture.window().modes().choose(id("explore"));
        auto *scene = m_fixture.window().mode().findChild<ui::SceneView *>();
        scene->setExtent(ui::SceneExtent::Devices);
        scene->setMinimumSize(0, 0);
        int different = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            m_fixture.playback().seek({std::min(clocks[i], stop)});
            scene->resize(seen[i].size());
            different += difference(pictureOf(*scene), seen[i]) != 0;
        }
        scene->setExtent(ui::SceneExtent::Whole);
        return different;
    };
    QCOMPARE(explored(seenB, b->trace.stop), 0);
    m_fixture.window().pinned().swap();
    m_fixture.settle();
    QVERIFY(m_fixture.document().snapshot()->scenario == a->scenario);
    QCOMPARE(explored(seenA, a->trace.stop), 0);
}

// Of a fitted axis and of the same size: that of Explore ends with its step.
void TestComparePictures::bothTimelinesShowWhatExploreShowsOfEach()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    const ui::Look &look = m_fixture.window().appearance().look();
    const auto alone = [&](const core::SnapshotPtr &snapshot, const ui::TimelineView &like) {
        ui::TimelineView view;
        view.setLook(look);
        view.setSnapshot(snapshot);
        view.setAxisEnd(like.viewport().end);
        view.resize(like.size());
        view.setMoment(like.moment());
        return pictureOf(view);
    };
    std::mt19937_64 random(kSeed);
    std::uniform_int_distribution<std::int64_t> moments(0, m_fixture.playback().end().count);
    for (ui::ComparePane *pane : {&mode.paneA(), &mode.paneB()})
        pane->timeline().setEnd({}); // which Explore has not
    for (int i = 0; i < kMoments; ++i) {
        m_fixture.playback().seek({moments(random)});
        QCOMPARE(difference(pictureOf(mode.paneA().timeline()),
                            alone(m_fixture.window().pinned().snapshot(), mode.paneA().timeline())),
                 0);
        QCOMPARE(difference(pictureOf(mode.paneB().timeline()),
                            alone(m_fixture.document().snapshot(), mode.paneB().timeline())),
                 0);
    }
}

void TestComparePictures::aPictureShowsBoth()
{
    ui::CompareMode &mode = m_fixture.against("1f1b-4-8");
    ui::Picture picture;
    picture.moment = m_fixture.playback().moment();
    picture.size = {1000, 640};
    const auto drawn = [&](const auto &draw) {
        QImage image(picture.size, QImage::Format_RGB32);
        QPainter painter(&image);
        draw(painter);
        return image;
    };
    const QImage standing =
        drawn([&](QPainter &painter) { ui::windowPainter(mode)(painter, picture); });
    // The same as the command line draws it.
    picture.against = m_fixture.document().snapshot();
    const QImage asked = drawn([&](QPainter &painter) {
        ui::paintWindow(painter, m_fixture.window().pinned().snapshot(), picture);
    });
    QCOMPARE(difference(standing, asked), 0);
    picture.against = m_fixture.window().pinned().snapshot();
    const QImage same = drawn([&](QPainter &painter) {
        ui::paintWindow(painter, m_fixture.window().pinned().snapshot(), picture);
    });
    QVERIFY(difference(asked, same) > 0);
}

QTEST_MAIN(TestComparePictures)
#include "tst_compare_pictures.moc"
