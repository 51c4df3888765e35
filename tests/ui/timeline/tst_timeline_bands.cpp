// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"
#include "ui/layout/timeline/timeline_bands.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/words/timeline_readout.h"

#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "tests/ui/shell/text_recorder.h"

#include <QGuiApplication>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace handdrawn;

namespace {

constexpr int kUnits = 8;

// Twenty replicas of two stages in two classes: fifteen, and five that work twice as long.
core::Snapshot twoClasses()
{
    using enum core::SpanKind;
    const std::vector<DrawnSpan> quick = {{0, 4, Forward, 0}, {4, 8, Wait}};
    const std::vector<DrawnSpan> late = {{0, 8, Forward, 0}};
    core::Snapshot snapshot = snapshotOf({quick, quick, late, late}, kUnits, 1);
    core::Plan &plan = snapshot.plan;
    plan.order.ranks = 2;
    plan.replicas = 20;
    plan.replicaClasses = 2;
    plan.rowOfDevice.clear();
    for (std::size_t row = 0; row < 4; ++row) {
        plan.rows[row].pipelineRank = int(row % 2);
        plan.rows[row].replicaClass = int(row / 2);
        plan.rows[row].devices.clear();
        plan.rows[row].replicas.clear();
        const int count = row < 2 ? 15 : 5;
        for (int i = 0; i < count; ++i) {
            plan.rows[row].devices.push_back(int(plan.rowOfDevice.size()));
            plan.rows[row].replicas.push_back(row < 2 ? i : 15 + i);
            plan.rowOfDevice.push_back(int(row));
        }
        snapshot.metrics.rows[row].lastWork = {(row < 2 ? 4 : 8) * kUnit};
    }
    nameRows(snapshot);
    return snapshot;
}

ui::TimelineViewport viewportOf(double width, double height)
{
    ui::TimelineViewport viewport;
    viewport.size = {1000, height};
    viewport.size.rwidth() += width - viewport.body().width();
    return ui::fitted(viewport, {kUnits * kUnit});
}

} // namespace

// Rows that are the mean of several rows of the trace.
class TimelineBandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBandIsAStage();
    void aBandIsTheMeanOfItsDevices();
    void theSlowestReplicaIsAThinLine();
    void theLatestEndOfAnyStageSetsThePace();
    void aSlowDeviceHasARowOfItsOwn();
    void slowDevicesThatAreAlikeAreNamedOneByOne();
    void manySlowDevicesAreNamedByTheFirst();
    void slowDevicesComeFirstWhereRowsScroll();
    void everySlowDeviceIsNamedOrCounted_data();
    void everySlowDeviceIsNamedOrCounted();
    void everyDeviceHasARow();
    void rowsOfOneClassStayAsTheyAre();
};

void TimelineBandsTest::aBandIsAStage()
{
    const core::Snapshot snapshot = twoClasses();
    const auto rows = ui::timelineRows(snapshot);
    QCOMPARE(rows.size(), std::size_t(2));
    for (int stage = 0; stage < 2; ++stage) {
        const ui::TimelineRow &row = rows[std::size_t(stage)];
        QCOMPARE(row.deviceCount, 20);
        QCOMPARE(row.parts.size(), std::size_t(2));
        QCOMPARE(ui::timelineLabel(row), QStringLiteral("stage %1").arg(stage + 1));
    }
    const ui::TimelineLayout layout = ui::layoutTimeline(snapshot, viewportOf(800, 150));
    QCOMPARE(ui::bandSentence(layout),
             QStringLiteral("a band is a stage, mean of 20 replicas · thin line: replica 16"));
}

void TimelineBandsTest::aBandIsTheMeanOfItsDevices()
{
    const core::Snapshot snapshot = twoClasses();
    const ui::TimelineLayout layout = ui::layoutTimeline(snapshot, viewportOf(800, 150));
    int found = 0;
    for (const ui::TimelineStrip &strip : layout.strips) {
        if (strip.rect.top() != layout.rows[std::size_t(strip.row)].rect.top())
            continue;
        ++found;
        QCOMPARE(strip.pixels.size(), std::size_t(800));
        // All work in the first half; in the second 5 of 20 do.
        for (int x : {10, 399, 401, 790}) {
            const float share = strip.pixels[std::size_t(x)][std::size_t(ui::WorkClass::Forward)];
            QVERIFY(std::abs(share - (x < 400 ? 1.0F : 0.25F)) < 1e-4F);
        }
    }
    QCOMPARE(found, 2);
    QVERIFY(layout.cells.empty());
}

void TimelineBandsTest::theSlowestReplicaIsAThinLine()
{
    const core::Snapshot snapshot = twoClasses();
    const ui::TimelineLayout layout = ui::layoutTimeline(snapshot, viewportOf(800, 150));
    for (const ui::TimelineRow &row : layout.rows) {
        QCOMPARE(row.slowestRow, 2 + row.pipelineRank);
        QVERIFY(row.thin.height() >= 1 && row.thin.height() < row.rect.height() / 2);
        QVERIFY(row.thin.top() >= row.rect.bottom());
        const auto line = std::ranges::find_if(layout.strips, [&](const ui::TimelineStrip &strip) {
            return strip.rect.top() == row.thin.top();
        });
        QVERIFY(line != layout.strips.end());
        // It works to the end.
        QCOMPARE(line->pixels.size(), std::size_t(800));
    }
    // Where rows are as low as they get, the band keeps all of them.
    const ui::TimelineLayout low = ui::layoutTimeline(snapshot, viewportOf(800, 44 + 6));
    for (const ui::TimelineRow &row : low.rows)
        QVERIFY(row.thin.isEmpty());
}

// The second class ends last in its first stage, and first in its last one.
void TimelineBandsTest::theLatestEndOfAnyStageSetsThePace()
{
    core::Snapshot snapshot = twoClasses();
    snapshot.metrics.rows[3].lastWork = {2 * kUnit};
    for (const ui::TimelineRow &row : ui::layoutTimeline(snapshot, viewportOf(800, 150)).rows)
        QCOMPARE(row.slowestRow, 2 + row.pipelineRank);
}

void TimelineBandsTest::aSlowDeviceHasARowOfItsOwn()
{
    core::Snapshot snapshot = twoClasses();
    // Of the second stage of the second class one is slow: it leads, and four are behind.
    core::Plan &plan = snapshot.plan;
    plan.rows[3].ownSpeed = plan.rows[3].speed = 0.5;
    core::RowPlan partners = plan.rows[3]; // whose lead is row 3
    partners.ownSpeed = 1;
    partners.devices.erase(partners.devices.begin());
    partners.replicas.erase(partners.replicas.begin());
    plan.rows[3].devices.resize(1);
    plan.rows[3].replicas.resize(1);
    for (const int device : partners.devices)
        plan.rowOfDevice[std::size_t(device)] = 4;
    plan.rows.push_back(partners);
    snapshot.trace.rows.push_back(snapshot.trace.rows[3]);
    snapshot.metrics.rows.push_back(snapshot.metrics.rows[3]);
    nameRows(snapshot);
    const auto rows = ui::timelineRows(snapshot);
    QCOMPARE(rows.size(), std::size_t(3));
    QCOMPARE(rows[2].device, plan.rows[3].devices.front());
    QCOMPARE(rows[2].deviceCount, 1);
    QCOMPARE(rows[2].problem, ui::RowProblem::Slow);
    QCOMPARE(rows[1].problem, ui::RowProblem::None); // its own row says so
    QCOMPARE(rows[1].deviceCount, 20);               // of which it is one
}

namespace {

// All devices of these rows of the trace compute at half speed.
core::Snapshot slowed(core::Snapshot snapshot, const std::vector<std::size_t> &rows)
{
    for (const std::size_t row : rows)
        snapshot.plan.rows[row].ownSpeed = snapshot.plan.rows[row].speed = 0.5;
    nameRows(snapshot);
    return snapshot;
}

QString labelsOf(const std::vector<ui::TimelineRow> &rows)
{
    QStringList labels;
    for (const ui::TimelineRow &row : rows)
        labels.append(ui::timelineLabel(row));
    return labels.join(QStringLiteral(", "));
}

} // namespace

// The five of the second stage of the second class: devices 15 + 15 + 5 to 39.
void TimelineBandsTest::slowDevicesThatAreAlikeAreNamedOneByOne()
{
    const core::Snapshot snapshot = slowed(twoClasses(), {3});
    const auto rows = ui::timelineRows(snapshot);
    QCOMPARE(labelsOf(rows),
             QStringLiteral("stage 1, stage 2, GPU 35, GPU 36, GPU 37, GPU 38, GPU 39"));
    for (std::size_t i = 2; i < rows.size(); ++i) {
        QCOMPARE(rows[i].replica, 15 + int(i) - 2);
        QCOMPARE(ui::timelineRowOf(snapshot, rows, rows[i].device), int(i));
    }
}

// All twenty of the second stage are more than have rows; the stage itself is still shown.
void TimelineBandsTest::manySlowDevicesAreNamedByTheFirst()
{
    const auto rows = ui::timelineRows(slowed(twoClasses(), {1, 3}));
    QCOMPARE(labelsOf(rows),
             QStringLiteral("stage 1, stage 2, GPU 15 and 14 more, GPU 35 and 4 more"));
}

// 40 stages and a slow device of the last but one: seen before anything is scrolled.
void TimelineBandsTest::slowDevicesComeFirstWhereRowsScroll()
{
    core::Scenario scenario = realStep(4, 2, 4)->scenario;
    scenario.model = *core::findModel("gpt3-175b");
    scenario.cluster.device.memory = {1'000'000'000'000};
    scenario.cluster.devices = 80;
    scenario.parallel.pipeline = 40;
    const int slow = core::run(scenario).value()->plan.rows[38].devices.front();
    scenario.faults.devices = {{.device = slow, .speed = 0.5}};
    const auto rows = ui::timelineRows(*core::run(scenario).value());
    QCOMPARE(rows.size(), std::size_t(41));
    QCOMPARE(rows[0].device, slow);
    QCOMPARE(rows[0].deviceCount, 1);
    QCOMPARE(rows[1].pipelineRank, 0);
    QCOMPARE(rows[40].pipelineRank, 39);
}

void TimelineBandsTest::everySlowDeviceIsNamedOrCounted_data()
{
    QTest::addColumn<int>("height");
    for (const int height : {40, 60, 80, 100, 120, 140, 160, 200, 260, 330, 500})
        QTest::addRow("%d", height) << height;
}

// Twelve of 512: all names where the rows are as high as the smallest label, else how many are
// missing.
void TimelineBandsTest::everySlowDeviceIsNamedOrCounted()
{
    QFETCH(const int, height);
    core::Scenario scenario = core::loadScenario("dp8-nvlink").value();
    scenario = core::withDevices(scenario, 512);
    for (int i = 0; i < 12; ++i)
        scenario.faults.devices.push_back({.device = 40 * i + 3, .speed = 0.5});
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    const auto rows = ui::timelineRows(*snapshot);
    QCOMPARE(std::ranges::count(rows, ui::RowProblem::Slow, &ui::TimelineRow::problem), 12);
    const ui::Look look;
    ui::TimelineViewport viewport;
    viewport.labelWidth = ui::timelineLabelWidth(rows, look);
    viewport.size = {1000, double(height)};
    const ui::TimelineLayout layout =
        ui::layoutTimeline(*snapshot, ui::fitted(viewport, {snapshot->trace.stop}));
    TextRecorder recorder(QSize(1000, height));
    QPainter painter(&recorder);
    ui::paintTimeline(painter, layout, {snapshot->trace.stop}, {}, look);
    painter.end();
    int named = 0;
    int more = 0;
    for (const RecordedText &text : recorder.texts()) {
        named += text.text.startsWith(QStringLiteral("GPU ")) ? 1 : 0;
        if (text.text.startsWith(QStringLiteral("+ ")))
            more = text.text.section(QLatin1Char(' '), 1, 1).toInt();
    }
    int inSight = 0;
    for (const ui::TimelineRow &row : layout.rows)
        inSight += row.problem == ui::RowProblem::Slow ? 1 : 0;
    QCOMPARE(named + more, inSight);
    // A label of 9.5 pixels needs 0.8 of its line.
    const double line = QFontMetricsF(look.font(ui::TextRole::Control, 9.5)).height();
    if (layout.contentHeight / layout.rowCount >= 0.8 * line + 1)
        QCOMPARE(named, inSight);
}

void TimelineBandsTest::everyDeviceHasARow()
{
    const core::Snapshot snapshot = twoClasses();
    const auto rows = ui::timelineRows(snapshot);
    for (int device = 0; device < snapshot.deviceCount(); ++device) {
        const int row = ui::timelineRowOf(snapshot, rows, device);
        QCOMPARE(row, snapshot.plan.rows[std::size_t(snapshot.rowOf(device))].pipelineRank);
    }
}

void TimelineBandsTest::rowsOfOneClassStayAsTheyAre()
{
    const core::SnapshotPtr snapshot = realStep(4, 16, 4);
    const auto rows = ui::timelineRows(*snapshot);
    QCOMPARE(rows.size(), std::size_t(4));
    for (const ui::TimelineRow &row : rows) {
        QVERIFY(row.parts.empty());
        QCOMPARE(row.slowestRow, -1);
        QCOMPARE(row.deviceCount, 16);
    }
    const ui::TimelineLayout layout =
        ui::layoutTimeline(*snapshot, ui::fitted(viewportOf(800, 150), {snapshot->trace.stop}));
    QVERIFY(ui::bandSentence(layout).isEmpty());
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QGuiApplication application(argc, argv);
    TimelineBandsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline_bands.moc"
