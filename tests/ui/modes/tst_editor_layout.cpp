// SPDX-License-Identifier: GPL-3.0-or-later
// Where the visits of an edited schedule lie, at any size and zoom.
#include "core/editor/order_editor.h"
#include "ui/editor/grid_layout.h"

#include <QTest>

namespace {

core::OrderEditor editorOf(std::string_view id, int ranks, int microBatches)
{
    core::ScheduleOrder order = core::forEditing(
        core::makeOrder(id, {.ranks = ranks, .microBatches = microBatches}).value());
    core::GridCosts costs = core::gridCosts(order, {}).value();
    return {std::move(order), std::move(costs)};
}

} // namespace

class TestEditorLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsLieWhereTheirVisitsRun_data();
    void cellsLieWhereTheirVisitsRun();
    void whatIsDroppedOnAVisitComesBeforeOrBehindIt();
    void dashedVisitsCoverNothing();
};

void TestEditorLayout::cellsLieWhereTheirVisitsRun_data()
{
    QTest::addColumn<int>("ranks");
    QTest::addColumn<double>("scale");
    QTest::newRow("few") << 4 << 1.0;
    QTest::newRow("zoomed") << 4 << 2.0;
    QTest::newRow("many") << 16 << 1.0;
}

// Idle time and cells of a row tile it without overlap, in proportion to time.
void TestEditorLayout::cellsLieWhereTheirVisitsRun()
{
    QFETCH(int, ranks);
    QFETCH(double, scale);
    const core::OrderEditor editor = editorOf("zb-h1", ranks, 2 * ranks);
    const ui::EditorLayout layout =
        ui::layoutEditor(editor.order(), editor.grid(), {}, {.room = {700, 300}, .scale = scale});
    QCOMPARE(layout.rows.size(), static_cast<std::size_t>(ranks));
    for (std::size_t rank = 0; rank < layout.rows.size(); ++rank) {
        const ui::EditorLayout::Row &row = layout.rows[rank];
        QCOMPARE(row.cells.size(), editor.order().actions[rank].size());
        double end = layout.labelWidth;
        for (std::size_t index = 0; index < row.cells.size(); ++index) {
            const QRectF &area = row.cells[index].area;
            const core::VisitTime &time = editor.grid().visits[rank][index];
            QVERIFY(area.left() >= end);
            end = area.right();
            QVERIFY(std::abs(area.center().x() -
                             (layout.xOf(time.start) + layout.xOf(time.end)) / 2) < 1e-6);
            QVERIFY(row.track.contains(area));
        }
        for (const QRectF &idle : row.idle) {
            for (const ui::EditorLayout::Cell &cell : row.cells)
                QVERIFY(!cell.area.intersects(idle));
        }
        QVERIFY(end <= layout.size.width());
    }
    QVERIFY(layout.rows.back().track.bottom() <= layout.size.height());
}

void TestEditorLayout::whatIsDroppedOnAVisitComesBeforeOrBehindIt()
{
    const core::OrderEditor editor = editorOf("gpipe", 2, 3);
    const ui::EditorLayout layout =
        ui::layoutEditor(editor.order(), editor.grid(), {}, {.room = {700, 300}});
    for (std::size_t index = 0; index < 6; ++index) {
        const QRectF area = layout.cellOf({0, index})->area;
        QCOMPARE(layout.indexAt(0, area.left() + 1), index);
        QCOMPARE(layout.indexAt(0, area.right() - 1), index + 1);
        QVERIFY((layout.cellAt(area.center())->place == core::VisitPlace{0, index}));
    }
    QCOMPARE(layout.indexAt(0, 1e6), std::size_t{6});
    QVERIFY(layout.cellOf({0, 6}) == nullptr);
    QVERIFY(layout.cellAt({1, 1}) == nullptr);
}

void TestEditorLayout::dashedVisitsCoverNothing()
{
    core::OrderEditor editor = editorOf("zb-h1", 4, 6);
    QVERIFY(!editor.edit(core::removeWithFollowers(editor.order(), {1, 2})));
    const auto ready = core::readyVisits(editor.order(), editor.grid(), editor.costs(),
                                         {.form = core::BackwardForm::Split});
    QVERIFY(!ready.empty());
    const ui::EditorLayout layout =
        ui::layoutEditor(editor.order(), editor.grid(), ready, {.room = {700, 300}});
    QVERIFY(!layout.ghosts.empty());
    for (const ui::EditorLayout::Ghost &ghost : layout.ghosts) {
        QCOMPARE(ready[ghost.ready].before.rank, ghost.rank);
        for (const ui::EditorLayout::Cell &cell :
             layout.rows[static_cast<std::size_t>(ghost.rank)].cells)
            QVERIFY(!cell.area.intersects(ghost.area));
        QCOMPARE(layout.ghostAt(ghost.area.center()), &ghost);
    }
}

QTEST_APPLESS_MAIN(TestEditorLayout)
#include "tst_editor_layout.moc"
