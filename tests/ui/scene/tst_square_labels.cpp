// SPDX-License-Identifier: GPL-3.0-or-later
// Which devices or nodes the lines of a ring of squares are said to hold.
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/layout/scene/scene_layout.h"
#include "ui/paint/look.h"
#include "ui/paint/scene/scene_parts.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QTest>

class TestSquareLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesGoOnWhereTheOneBeforeEnds_data();
    void linesGoOnWhereTheOneBeforeEnds();
    void aLineOfReplicasEndsWithTheLastOfThem();
    void numbersOfReplicasStandOnOneLine_data();
    void numbersOfReplicasStandOnOneLine();
    void theReplicaOfASlowGpuIsNamedOnOneLine();
};

void TestSquareLabels::linesGoOnWhereTheOneBeforeEnds_data()
{
    QTest::addColumn<int>("devices");
    QTest::addColumn<int>("perNode");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("devices") << 512 << 1 << 0 << 511;
    QTest::newRow("devices, several in a square") << 3000 << 1 << 0 << 2999;
    QTest::newRow("nodes") << 512 << 8 << 1 << 64;
    QTest::newRow("nodes, several devices in a square") << 4096 << 8 << 1 << 512;
}

// Devices are counted from 0, nodes from 1; none is left out, and none is named twice.
void TestSquareLabels::linesGoOnWhereTheOneBeforeEnds()
{
    QFETCH(int, devices);
    QFETCH(int, perNode);
    QFETCH(int, first);
    QFETCH(int, last);
    const std::string count = std::to_string(devices);
    const core::Scenario scenario =
        core::loadScenario("dp8-nvlink", {"cluster.devices=" + count, "parallel.data=" + count,
                                          "training.global_batch=" + count,
                                          "cluster.devices_per_node=" + std::to_string(perNode)})
            .value();
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, {996, 277}, 1);
    int next = first;
    for (const ui::TileLabel &label : layout.tileLabels) {
        if (label.number < 0)
            continue; // a heading
        QCOMPARE(label.number, next);
        QVERIFY(label.last >= label.number);
        next = label.last + 1;
    }
    QCOMPARE(next, last + 1);
}

// Ten replicas of eight partners: eight tiles on the first line, two on the second.
void TestSquareLabels::aLineOfReplicasEndsWithTheLastOfThem()
{
    const core::Scenario scenario =
        core::loadScenario("gpt3-64-4x4x4",
                           {"cluster.devices=80", "cluster.devices_per_node=8", "parallel.tensor=8",
                            "parallel.data=10", "parallel.pipeline=1", "training.global_batch=160",
                            "training.micro_batch=1", "cluster.device.memory_gb=10000"})
            .value();
    const ui::SceneLayout layout = ui::layoutScene(*core::run(scenario).value(), {1600, 900}, 1);
    QCOMPARE(layout.tiles.size(), std::size_t{10});
    std::vector<std::pair<int, int>> lines;
    for (const ui::TileLabel &label : layout.tileLabels) {
        if (label.what == ui::TileLabel::What::Replica)
            lines.emplace_back(label.number, label.last);
    }
    QCOMPARE(lines, (std::vector<std::pair<int, int>>{{1, 8}, {9, 10}}));
}

void TestSquareLabels::numbersOfReplicasStandOnOneLine_data()
{
    QTest::addColumn<int>("replicas");
    for (const int replicas : {64, 256, 1000, 4096, 32768})
        QTest::addRow("%d", replicas) << replicas;
}

// Rows are lower than two lines of text, so that a second line would be in the next row.
void TestSquareLabels::numbersOfReplicasStandOnOneLine()
{
    QFETCH(int, replicas);
    const core::Scenario scenario =
        core::loadScenario("llama7b-pp4", {"parallel.data=" + std::to_string(replicas),
                                           "cluster.devices=" + std::to_string(4 * replicas),
                                           "training.global_batch=" + std::to_string(4 * replicas),
                                           "training.micro_batch=1"})
            .value();
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const QFont font = ui::Look().font(ui::TextRole::Caption, 12);
    const auto figure = [](int number) { return QLocale(QLocale::English).toString(number); };
    for (const QSizeF size : {QSizeF(996, 277), QSizeF(740, 200), QSizeF(1210, 430)}) {
        const ui::SceneLayout layout = ui::layoutScene(*snapshot, size, 1);
        int seen = 0;
        for (const ui::TileLabel &label : layout.tileLabels) {
            if (label.what != ui::TileLabel::What::Replica)
                continue;
            ++seen;
            const QString text = label.last == 0 ? figure(label.number)
                                                 : QStringLiteral("%1–%2").arg(figure(label.number),
                                                                               figure(label.last));
            QVERIFY2(QFontMetricsF(font).horizontalAdvance(text) <= label.rect.width(),
                     qPrintable(text));
            QVERIFY(label.rect.left() >= 0);
        }
        QVERIFY(seen > 0);
    }
}

// GPU 77 is in replica 20, whose name is bold, and so wider than the others.
void TestSquareLabels::theReplicaOfASlowGpuIsNamedOnOneLine()
{
    for (const int replicas : {64, 1024}) {
        const core::Scenario scenario =
            core::loadScenario("gpt3-64-4x4x4",
                               {"parallel.data=" + std::to_string(replicas),
                                "cluster.devices=" + std::to_string(16 * replicas),
                                "training.global_batch=" + std::to_string(32 * replicas),
                                R"(faults=[{"device":77,"speed":0.7}])"})
                .value();
        const ui::Look look;
        const ui::SceneLayout layout = ui::layoutScene(*core::run(scenario).value(), {996, 277}, 1);
        TextRecorder recorder({996, 277});
        QPainter painter(&recorder);
        ui::paintTileLabels(painter, layout, look);
        painter.end();
        QVERIFY(std::ranges::count(recorder.texts(), QStringLiteral("replica 20"),
                                   &RecordedText::text) == 1);
    }
}

QTEST_MAIN(TestSquareLabels)
#include "tst_square_labels.moc"
