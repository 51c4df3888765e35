// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/moment.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/layout/scene/scene_routes.h"
#include "ui/words/card_texts.h"
#include "ui/words/scene_work_texts.h"

#include <QTest>

#include <algorithm>

namespace {

core::SnapshotPtr stepOf(const char *schedule, int devices = 4)
{
    core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    scenario = core::withSchedule(scenario, schedule);
    return core::run(core::withDevices(scenario, devices)).value();
}

bool crossesNoCard(const ui::SceneLayout &layout, const ui::Lane &way)
{
    for (int i = 0; i <= 400; ++i) {
        if (ui::cardAt(layout, ui::pointAlong(way, i / 400.0)) != nullptr)
            return false;
    }
    return true;
}

using Hops = std::vector<std::pair<int, int>>;

} // namespace

class TestSceneRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hopsFollowTheRoutes();
    void everyTransferHasAWayThatCrossesNoCard_data();
    void everyTransferHasAWayThatCrossesNoCard();
    void interleavedStagesReturnBelowTheCards();
    void whereBothWaysAreTakenThereAreFourLanes();
    void aDeviceWithSeveralPiecesNamesThemAll();
    void thePillNamesKindChunkAndMicroBatch();
    void pipeDreamKeepsVersionsOfItsWeights();
};

void TestSceneRoutes::hopsFollowTheRoutes()
{
    QCOMPARE(ui::activationHops(stepOf("1f1b")->plan), (Hops{{0, 1}, {1, 2}, {2, 3}}));
    QCOMPARE(ui::activationHops(stepOf("interleaved")->plan),
             (Hops{{0, 1}, {1, 2}, {2, 3}, {3, 0}}));
    // Down and back; the turn at rank 3 stays within the device.
    const Hops both{{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}};
    QCOMPARE(ui::activationHops(stepOf("zb-v")->plan), both);
    QCOMPARE(ui::activationHops(stepOf("dualpipe")->plan), both);
}

void TestSceneRoutes::everyTransferHasAWayThatCrossesNoCard_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<int>("devices");
    for (const core::ScheduleEntry &entry : core::schedules()) {
        for (const int devices : {4, 8, 16}) {
            const QByteArray id(entry.id.data(), qsizetype(entry.id.size()));
            QTest::addRow("%s on %d", id.constData(), devices) << id << devices;
        }
    }
}

void TestSceneRoutes::everyTransferHasAWayThatCrossesNoCard()
{
    QFETCH(QByteArray, schedule);
    QFETCH(int, devices);
    const core::SnapshotPtr step = stepOf(schedule.constData(), devices);
    for (const QSizeF size : {QSizeF(994, 310), QSizeF(1260, 460)}) {
        const ui::SceneLayout layout = ui::layoutScene(*step, size, 1);
        if (layout.detail == ui::CardDetail::Cell)
            continue;
        for (const auto &row : step->trace.transfers) {
            for (const core::Transfer &transfer : row) {
                const int from =
                    step->plan.rows[static_cast<std::size_t>(transfer.fromRow)].devices.front();
                const int to =
                    step->plan.rows[static_cast<std::size_t>(transfer.toRow)].devices.front();
                const auto link = std::ranges::find_if(layout.links, [&](const auto &each) {
                    return std::minmax(each.fromDevice, each.toDevice) == std::minmax(from, to);
                });
                QVERIFY2(link != layout.links.end(), schedule.constData());
                const bool along = link->fromDevice == from;
                const ui::Lane &way = transfer.gradient
                                          ? (along ? link->backwardAgainst : link->backward)
                                          : (along ? link->forward : link->forwardAgainst);
                QVERIFY2(way.size() >= 2, schedule.constData());
            }
        }
        for (const ui::LinkGeometry &link : layout.links) {
            for (const ui::Lane *way :
                 {&link.forward, &link.backward, &link.forwardAgainst, &link.backwardAgainst}) {
                QVERIFY2(crossesNoCard(layout, *way), schedule.constData());
                for (const QPointF &corner : *way)
                    QVERIFY(QRectF(QPointF(), layout.size).contains(corner));
            }
        }
    }
}

void TestSceneRoutes::interleavedStagesReturnBelowTheCards()
{
    const core::SnapshotPtr step = stepOf("interleaved");
    const ui::SceneLayout layout = ui::layoutScene(*step, {994, 310}, 1);
    QVERIFY(layout.returns);
    const ui::LinkGeometry &back = layout.links.back();
    QVERIFY(back.returns);
    QCOMPARE(back.fromDevice, 3);
    QCOMPARE(back.toDevice, 0);
    const double low = std::ranges::max(back.forward, {}, [](QPointF p) { return p.y(); }).y();
    QVERIFY(low > layout.cards.front().card.bottom());
    QVERIFY(!ui::layoutScene(*stepOf("1f1b"), {994, 310}, 1).returns);
}

void TestSceneRoutes::whereBothWaysAreTakenThereAreFourLanes()
{
    const core::SnapshotPtr step = stepOf("dualpipe");
    const ui::SceneLayout layout = ui::layoutScene(*step, {994, 310}, 1);
    for (const ui::LinkGeometry &link : layout.links) {
        QVERIFY(link.bothWays());
        const std::vector<double> levels = {
            link.forward.front().y(), link.forwardAgainst.front().y(),
            link.backwardAgainst.front().y(), link.backward.front().y()};
        QVERIFY(std::ranges::is_sorted(levels));
        QVERIFY(std::ranges::adjacent_find(levels) == levels.end());
        // Tokens of the two directions run towards each other.
        QVERIFY(link.forward.front().x() < link.forward.back().x());
        QVERIFY(link.forwardAgainst.front().x() > link.forwardAgainst.back().x());
    }
    const std::vector<ui::RouteEnds> ends = ui::routeEnds(step->plan);
    QCOMPARE(ends.size(), std::size_t(2));
    QVERIFY(!ends[0].goesUp() && ends[1].goesUp());
}

void TestSceneRoutes::aDeviceWithSeveralPiecesNamesThemAll()
{
    // 24 layers in 8 stages of 3: GPU 0 has the first and the fifth.
    QCOMPARE(ui::cardSubtitle(*stepOf("interleaved"), 0), QStringLiteral("layers 1–3, 13–15"));
    // The two pieces of the last device of a V meet.
    QCOMPARE(ui::cardSubtitle(*stepOf("zb-v"), 3), QStringLiteral("layers 10–15"));
    QCOMPARE(ui::cardSubtitle(*stepOf("1f1b"), 3), QStringLiteral("layers 19–24"));
}

void TestSceneRoutes::thePillNamesKindChunkAndMicroBatch()
{
    const core::SnapshotPtr step = stepOf("interleaved");
    const core::Trace &trace = step->trace;
    QStringList texts;
    for (std::size_t i = trace.rows[0].first; i < trace.rows[0].first + trace.rows[0].count; ++i) {
        const core::Nanos middle{(trace.begin[i] + trace.end[i]) / 2};
        texts.append(ui::pillText(*step, core::deviceMoment(*step, 0, middle), middle).full);
    }
    QVERIFY(texts.contains(QStringLiteral("Forward · chunk 1 · micro-batch 1")));
    QVERIFY(texts.contains(QStringLiteral("Forward · chunk 2 · micro-batch 3")));
    QVERIFY(texts.contains(QStringLiteral("Backward · chunk 2 · micro-batch 1")));
}

void TestSceneRoutes::pipeDreamKeepsVersionsOfItsWeights()
{
    const core::SnapshotPtr step = stepOf("pipedream");
    const core::Trace &trace = step->trace;
    qsizetype most = 0;
    for (std::size_t i = trace.rows[0].first; i < trace.rows[0].first + trace.rows[0].count; ++i) {
        const core::Nanos middle{(trace.begin[i] + trace.end[i]) / 2};
        const QString text = ui::versionsText(*step, core::deviceMoment(*step, 0, middle)).full;
        most = std::max(most, text.count(QLatin1Char('v')));
    }
    QCOMPARE(most, 4); // p - s versions at most at stage s (PipeDream, SOSP'19)
    QVERIFY(ui::versionsText(*stepOf("1f1b"), core::deviceMoment(*stepOf("1f1b"), 0, {0}))
                .full.isEmpty());
}

QTEST_MAIN(TestSceneRoutes)
#include "tst_scene_routes.moc"
