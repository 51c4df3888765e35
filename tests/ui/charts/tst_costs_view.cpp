// SPDX-License-Identifier: GPL-3.0-or-later
// The table of a visit's costs and the roofline beside it.
#include "core/analysis/roofline.h"
#include "core/io/scenario/scenario_json.h"
#include "ui/controls/choice_box.h"
#include "ui/document/document.h"
#include "ui/panels/lower_pane.h"
#include "ui/playback/playback.h"
#include "ui/views/charts/costs_model.h"
#include "ui/views/charts/costs_view.h"
#include "ui/views/charts/roofline_chart.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/operation_texts.h"

#include <QApplication>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <qcustomplot.h>

namespace {

core::SnapshotPtr stepOf(const char *id)
{
    return core::run(core::loadScenario(id).value()).value();
}

ui::ChoiceBox &box(ui::CostsView &view, const char *title)
{
    for (auto *each : view.findChildren<ui::ChoiceBox *>()) {
        if (each->accessibleName().contains(QLatin1String(title)))
            return *each;
    }
    qFatal("There is no such box.");
}

// Those of the picture, none over another.
QSet<QString> namesIn(const QCustomPlot &plot)
{
    QSet<QString> names;
    QList<QRectF> rooms;
    for (int i = 0; i < plot.itemCount(); ++i) {
        const auto *name = qobject_cast<const QCPItemText *>(plot.item(i));
        if (name == nullptr)
            continue;
        const QRectF room(name->topLeft->pixelPosition(), name->bottomRight->pixelPosition());
        for (const QRectF &other : rooms) {
            if (other.intersects(room.adjusted(2, 2, -2, -2))) // whole pixels of their sizes
                qFatal("One name covers another.");
        }
        rooms.append(room);
        names.insert(name->text());
    }
    return names;
}

} // namespace

class TestCostsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<ui::CostsView>();
        m_view->setLook({});
        m_view->resize(1000, 260);
        m_view->setSnapshot(stepOf("llama7b-pp4"));
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void everyOperationHasItsWords()
    {
        QSet<QString> names;
        for (const core::OperationTitle &row : core::operationTitles())
            names.insert(ui::operationName(row.name));
        QCOMPARE(names.size(), static_cast<qsizetype>(core::OperationName::Rest) + 1);
        QCOMPARE(ui::operationName(core::OperationName::MlpIn),
                 QStringLiteral("MLP, up projection"));
    }

    void theTableHasEachLineAndTheLongestFirst()
    {
        const core::SnapshotPtr snapshot = stepOf("llama7b-pp4");
        m_view->showVisit(2, core::SpanKind::Backward);
        const core::StageCosts costs = core::stageCosts(*snapshot, 2, core::SpanKind::Backward);
        const QAbstractItemModel &model = *m_view->table().model();
        QCOMPARE(model.rowCount(), static_cast<int>(costs.rows.size()));
        qlonglong sum = 0;
        qlonglong before = costs.total.count;
        for (int row = 0; row < model.rowCount(); ++row) {
            const qlonglong time =
                model.index(row, ui::CostsModel::Time).data(Qt::UserRole).toLongLong();
            QVERIFY(time <= before);
            before = time;
            sum += time;
        }
        QCOMPARE(sum, static_cast<qlonglong>(costs.total.count));
        QVERIFY(m_view->summary().contains(QStringLiteral("8 passes")) || costs.visits != 8);
    }

    void aClickOnAHeaderSortsByIt()
    {
        m_view->table().sortByColumn(ui::CostsModel::Flops, Qt::DescendingOrder);
        const QAbstractItemModel &model = *m_view->table().model();
        double before = 1e300;
        for (int row = 0; row < model.rowCount(); ++row) {
            const double flops =
                model.index(row, ui::CostsModel::Flops).data(Qt::UserRole).toDouble();
            QVERIFY(flops <= before);
            before = flops;
        }
    }

    // At the width of 1280 pixels: whole columns, nothing to scroll to, and what is left out told
    // by the tip of a row.
    void besideThePictureEveryColumnIsWhole()
    {
        QTableView &table = m_view->table();
        for (const int wide : {700, 966, 1400}) {
            m_view->resize(wide, 160);
            QVERIFY(m_view->chart().isVisible());
            QVERIFY(!table.horizontalScrollBar()->isVisible());
            QVERIFY(!table.isColumnHidden(ui::CostsModel::Time));
            int last = 0;
            for (int column = 0; column < ui::CostsModel::ColumnCount; ++column) {
                const int end = table.columnViewportPosition(column) + table.columnWidth(column);
                QVERIFY(table.isColumnHidden(column) || end <= table.viewport()->width());
                last += table.isColumnHidden(column) ? 0 : 1;
            }
            QVERIFY(last >= 2 && (wide < 1400 || last > 4));
        }
        const QString tip =
            table.model()->index(0, ui::CostsModel::Name).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("FLOP")), qPrintable(tip));
        m_view->resize(500, 300); // below each other: all columns
        for (int column = 0; column < ui::CostsModel::ColumnCount; ++column)
            QVERIFY(!table.isColumnHidden(column));
    }

    // At the width of 1280 pixels, and in a pane that was drawn higher.
    void noNameOfAPointIsStruckThroughByTheRoof()
    {
        for (const int high : {160, 300}) {
            m_view->resize(966, high);
            const QCustomPlot &plot = m_view->chart().plot();
            const core::Roofline &roofline = m_view->chart().roofline();
            int names = 0;
            for (int i = 0; i < plot.itemCount(); ++i) {
                const auto *name = qobject_cast<const QCPItemText *>(plot.item(i));
                if (name == nullptr)
                    continue;
                ++names;
                const double last = name->right->pixelPosition().x();
                for (double x = name->left->pixelPosition().x(); x <= last; ++x) {
                    const double intensity = plot.xAxis->pixelToCoord(x);
                    const double roof =
                        plot.yAxis->coordToPixel(roofline.roofAt(intensity, roofline.peak) / 1e12);
                    QVERIFY2(roof < name->top->pixelPosition().y() ||
                                 roof > name->bottom->pixelPosition().y(),
                             qPrintable(name->text()));
                }
            }
            QVERIFY(names > 0);
        }
    }

    // Beside its point or at the end of a line from it; of points in one place one may be left out.
    void allPointsButOneHaveTheirNames()
    {
        for (const char *id : {"llama7b-pp4", "gpt3-64-4x4x4", "llama3-405b-16k"}) {
            const core::SnapshotPtr snapshot = stepOf(id);
            m_view->setSnapshot(snapshot);
            m_view->showVisit(0, core::SpanKind::Forward);
            const core::StageCosts costs = core::stageCosts(*snapshot, 0, core::SpanKind::Forward);
            QSet<QString> expected;
            for (const core::RooflinePoint &point : m_view->chart().roofline().points)
                expected.insert(ui::operationTitle(costs.rows[point.row], costs.kind));
            QVERIFY(expected.size() >= 5);
            m_view->resize(966, 300);
            QVERIFY(expected.contains(namesIn(m_view->chart().plot())));
            QVERIFY(namesIn(m_view->chart().plot()).size() >= expected.size() - 1);
        }
    }

    void stageAndPassAreChosenFromLists()
    {
        QCOMPARE(box(*m_view, "Stage").count(), 4);
        box(*m_view, "Stage").chosen(QStringLiteral("3"));
        QCOMPARE(m_view->stage(), 3);
        box(*m_view, "Pass").chosen(QString::number(static_cast<int>(core::SpanKind::Optimizer)));
        QCOMPARE(m_view->kind(), core::SpanKind::Optimizer);
        // The head is in the last stage alone.
        m_view->showVisit(3, core::SpanKind::Forward);
        const auto hasHead = [this] {
            const QAbstractItemModel &model = *m_view->table().model();
            for (int row = 0; row < model.rowCount(); ++row) {
                if (model.index(row, ui::CostsModel::Layers).data().toString() ==
                    QStringLiteral("head"))
                    return true;
            }
            return false;
        };
        QVERIFY(hasHead());
        m_view->showVisit(1, core::SpanKind::Forward);
        QVERIFY(!hasHead());
    }

    // By definition: FLOPs over bytes, FLOPs over time, and nothing above the roof.
    void pointsLieUnderTheRoof()
    {
        const core::SnapshotPtr snapshot = stepOf("llama7b-pp4");
        const core::StageCosts costs = core::costliestVisit(*snapshot);
        const core::Roofline roofline = core::rooflineOf(costs, snapshot->scenario);
        QVERIFY(roofline.points.size() > 5);
        QCOMPARE(roofline.peak, snapshot->scenario.cluster.device.peakHalfFlops);
        for (const core::RooflinePoint &point : roofline.points) {
            const core::Operation &operation = costs.rows[point.row].operation;
            QCOMPARE(point.intensity, operation.flops / operation.bytes);
            QCOMPARE(point.reached, operation.flops / operation.seconds);
            QVERIFY(point.reached <= roofline.roofAt(point.intensity, roofline.peak));
        }
        QCOMPARE(roofline.roofAt(roofline.ridge(roofline.peak), roofline.peak), roofline.peak);
    }

    void theArrowKeysGoFromPointToPointAndTheTableFollows()
    {
        m_view->showVisit(0, core::SpanKind::Forward);
        ui::RooflineChart &chart = m_view->chart();
        QVERIFY(chart.isVisible() && chart.itemCount() > 3);
        QSignalSpy chosen(&chart, &ui::RooflineChart::rowChosen);
        chart.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&chart, Qt::Key_Home);
        QCOMPARE(*chart.chosen(), chart.roofline().points.front().row);
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(*chart.chosen(), chart.roofline().points[1].row);
        QTest::keyClick(&chart, Qt::Key_End);
        QCOMPARE(*chart.chosen(), chart.roofline().points.back().row);
        QVERIFY(chosen.count() >= 3);
        const ui::AccessibleItems::Item item = chart.itemAt(chart.itemCount() - 1);
        QVERIFY(item.selected && !item.name.isEmpty() &&
                item.value.contains(QStringLiteral("FLOP")));
        QCOMPARE(m_view->table().currentIndex().data().toString(), item.name);
        // And the other way round.
        m_view->table().setCurrentIndex(m_view->table().model()->index(0, 0));
        QVERIFY(chart.chosen());
    }

    void aScenarioWithFewerStagesShowsItsLast()
    {
        m_view->showVisit(3, core::SpanKind::BackwardWeight);
        QVERIFY(m_view->kind() != core::SpanKind::BackwardWeight); // 1F1B does not split them
        m_view->setSnapshot(stepOf("tiny-3x2"));
        QVERIFY(m_view->stage() < 3);
        QVERIFY(m_view->table().model()->rowCount() > 0);
        m_view->setSnapshot(nullptr);
        QCOMPARE(m_view->table().model()->rowCount(), 0);
        QVERIFY(!m_view->chart().isVisible());
    }

    // The first backward of the third GPU: a click chooses it, and the tab then shows it.
    void aClickOnTheTimelineChoosesTheVisit()
    {
        ui::Document document;
        ui::Playback playback;
        ui::LowerPane pane(document, playback);
        pane.setLook({});
        pane.resize(1000, 300);
        const core::SnapshotPtr snapshot = stepOf("llama7b-pp4");
        pane.setSnapshot(snapshot);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        const core::Trace &trace = snapshot->trace;
        std::size_t span = trace.rows[2].first;
        while (trace.tag[span].kind != core::SpanKind::Backward)
            ++span;
        ui::TimelineView &timeline = pane.timeline();
        const double x =
            timeline.viewport().xOf(core::Nanos{(trace.begin[span] + trace.end[span]) / 2});
        const double y = timeline.timelineLayout().rows[2].rect.center().y();
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, QPointF(x, y).toPoint());
        QCOMPARE(pane.currentTab(), QStringLiteral("timeline")); // a click also moves the playhead
        pane.showTab(QStringLiteral("costs"));
        const auto *view = pane.findChild<ui::CostsView *>();
        QCOMPARE(view->stage(), 2);
        QCOMPARE(view->kind(), core::SpanKind::Backward);
    }

private:
    std::unique_ptr<ui::CostsView> m_view;
};

QTEST_MAIN(TestCostsView)
#include "tst_costs_view.moc"
