// SPDX-License-Identifier: GPL-3.0-or-later
#include "../timeline/hand_drawn.h"
#include "core/analysis/link_use.h"
#include "core/analysis/memory_series.h"
#include "core/analysis/memory_steps.h"
#include "core/analysis/visits.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/layout/timeline/busy_bars.h"
#include "ui/views/charts/agreement_view.h"
#include "ui/views/charts/breakdown_bar.h"
#include "ui/views/charts/busy_view.h"
#include "ui/views/charts/chart_images.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/charts/network_view.h"
#include "ui/views/events/events_view.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

using namespace handdrawn;

namespace {

int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour;
    }
    return count;
}

// Columns that have this colour somewhere.
int widthOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x) {
        bool found = false;
        for (int y = 0; y < image.height() && !found; ++y)
            found = image.pixelColor(x, y) == colour;
        count += found;
    }
    return count;
}

// All that is not the colour of the corner.
QRect inkOf(const QImage &image)
{
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != image.pixel(0, 0))
                ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

} // namespace

class ChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMemoryChartIsGivenTheStepsOfTheEngine();
    void decimationKeepsThePeakOfEveryColumn();
    void withoutASelectionAllDevicesAreShown();
    void thePartsOfEveryBusyBarTileTheStep();
    void everyMicroBatchCrossesEveryPipelineLinkOnceEachWay();
    void aRingCarriesTwiceTheGradientsLessOneShare();
    void chartsCanBeDrawnAsImages();
    void theEventsListTheVisitsInOrderAndSeek();
    void emptyChartsSayWhatToDo();
    void predictionsAreDrawnBesideTheDiagonal();
    void theBreakdownSumsToTheStep();
    void theBreakdownHasOneUnit();
    void theLegendOfTheBreakdownWrapsAndIsNotCut();
};

void ChartsTest::theMemoryChartIsGivenTheStepsOfTheEngine()
{
    const core::SnapshotPtr snapshot = realStep(4, 1, 8);
    QVERIFY(snapshot);
    ui::MemoryView view;
    view.resize(900, 300);
    view.setSnapshot(snapshot);
    view.setSelectedDevice(1);
    const std::vector<core::MemoryStep> steps = core::memorySteps(*snapshot, snapshot->rowOf(1));
    // Graph 0 is the sum of all parts, graph 4 the weights alone; one point more ends the step.
    const auto total = view.plot().graph(0)->data();
    const auto weights = view.plot().graph(4)->data();
    QCOMPARE(total->size(), static_cast<int>(steps.size()) + 1);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto point = total->at(static_cast<int>(i));
        QCOMPARE(point->key, static_cast<double>(steps[i].time.count));
        QCOMPARE(point->value, static_cast<double>(steps[i].parts.total().count));
        QCOMPARE(weights->at(static_cast<int>(i))->value,
                 static_cast<double>(steps[i].parts.parameters.count));
    }
    QCOMPARE(total->at(total->size() - 1)->key, static_cast<double>(snapshot->trace.stop));
}

void ChartsTest::decimationKeepsThePeakOfEveryColumn()
{
    std::vector<core::MemoryStep> steps;
    for (int i = 0; i < 10000; ++i)
        steps.push_back({{i}, {{i == 4321 ? 1000 : i % 7}, {}, {}, {}, {}}});
    const auto kept = core::decimated(steps, {10000}, 100);
    QVERIFY(kept.size() <= 200);
    QCOMPARE(kept.front().time.count / 100, std::int64_t(0));
    QVERIFY(std::ranges::any_of(
        kept, [](const core::MemoryStep &step) { return step.parts.total().count == 1000; }));
    QVERIFY(std::ranges::is_sorted(kept, {}, &core::MemoryStep::time));
}

void ChartsTest::withoutASelectionAllDevicesAreShown()
{
    // 1F1B: the first of four stages keeps four micro-batches, the last one.
    const core::SnapshotPtr snapshot = realStep(4, 1, 8);
    ui::MemoryView view;
    QSignalSpy spy(&view, &ui::MemoryView::captionChanged);
    view.setSnapshot(snapshot);
    QCOMPARE(view.caption(), QStringLiteral("all 4 GPUs"));
    // A line for each of four stages, the fullest drawn last; the five parts are of nobody.
    QCOMPARE(view.plot().graphCount(), core::kMemoryParts + 4);
    for (int graph = 0; graph < core::kMemoryParts; ++graph)
        QVERIFY(view.plot().graph(graph)->data()->isEmpty());
    const std::vector<ui::MemoryLine> lines = ui::memoryLines(*snapshot);
    QCOMPARE(lines.back().row, snapshot->metrics.fullestRow);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::vector<core::MemoryStep> steps = core::memorySteps(*snapshot, lines[i].row);
        const auto drawn = view.plot().graph(core::kMemoryParts + int(i))->data();
        QCOMPARE(drawn->size(), int(steps.size()) + 1);
        for (std::size_t step = 0; step < steps.size(); ++step)
            QCOMPARE(drawn->at(int(step))->value, double(steps[step].parts.total().count));
    }
    view.setSelectedDevice(3);
    QCOMPARE(view.caption(), QString::fromStdString(core::deviceName(3)));
    QCOMPARE(view.plot().graphCount(), core::kMemoryParts);
    QCOMPARE(spy.size(), 2);
}

namespace {

core::SnapshotPtr splitBackward()
{
    const core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
    return core::run(core::withSchedule(scenario, "zb-h1")).value();
}

} // namespace

void ChartsTest::thePartsOfEveryBusyBarTileTheStep()
{
    for (const core::SnapshotPtr &snapshot :
         {realStep(4, 1, 8), realStep(2, 2, 4), realStep(1, 4, 1), splitBackward()}) {
        QVERIFY(snapshot);
        const auto bars = ui::busyBars(*snapshot);
        QCOMPARE(static_cast<int>(bars.size()), snapshot->deviceCount());
        for (const ui::BusyBar &bar : bars) {
            core::Nanos sum;
            double at = 0;
            for (const ui::BusyPart &part : bar.parts) {
                QCOMPARE(part.from, at);
                at = part.to;
                sum += part.time;
            }
            QCOMPARE(sum.count, snapshot->trace.stop);
            QCOMPARE(at, 1.0);
        }
    }
}

void ChartsTest::everyMicroBatchCrossesEveryPipelineLinkOnceEachWay()
{
    const core::SnapshotPtr snapshot = realStep(4, 1, 8);
    const auto links = core::linkUses(*snapshot, {});
    QCOMPARE(links.size(), std::size_t(6)); // three neighbours, both ways
    for (const core::LinkUse &link : links) {
        const bool forward = link.to > link.from;
        const int stage = std::min(link.from, link.to);
        const std::int64_t expected =
            8 * snapshot->plan.stages[static_cast<std::size_t>(stage)].output.count;
        QCOMPARE(link.activations.count, forward ? expected : 0);
        QCOMPARE(link.gradients.count, forward ? 0 : expected);
    }
    QCOMPARE(core::linkUses(*snapshot, 0).size(), std::size_t(2));
}

void ChartsTest::aRingCarriesTwiceTheGradientsLessOneShare()
{
    const core::SnapshotPtr snapshot = realStep(1, 4, 1);
    const auto links = core::linkUses(*snapshot, {});
    QCOMPARE(links.size(), std::size_t(1));
    QVERIFY(links[0].ring);
    QCOMPARE(links[0].count, 4);
    core::Bytes gradients;
    for (const core::GradientBucket &bucket : snapshot->plan.sync[0].buckets)
        gradients += bucket.size;
    // 2 (n-1) / n of what is summed up, to the byte that each bucket rounds.
    const double expected = 2.0 * 3 / 4 * static_cast<double>(gradients.count);
    QVERIFY(std::abs(static_cast<double>(links[0].gradients.count) - expected) <=
            static_cast<double>(snapshot->plan.sync[0].buckets.size()));
}

void ChartsTest::chartsCanBeDrawnAsImages()
{
    const core::SnapshotPtr snapshot = realStep(2, 2, 4);
    const ui::ChartPicture picture{{400, 260}, 2, {}, core::Nanos{snapshot->trace.stop / 2}};
    const ui::Look look;
    ui::ChartPicture ofOne = picture;
    ofOne.device = 0;
    const QImage memory = ui::renderMemoryChart(snapshot, ofOne, look);
    const QImage busy = ui::renderBusyChart(snapshot, picture, look);
    const QImage network = ui::renderNetworkChart(snapshot, picture, look);
    for (const QImage &image : {memory, busy, network})
        QCOMPARE(image.size(), QSize(800, 520));
    // The states of the model fill the chart of a device from the left to the right.
    QVERIFY(widthOf(memory, look.theme.memWeights) > 500);
    // Bars are as long as the time: of one pass a device spends twice as long on the backward.
    core::Nanos forward;
    core::Nanos backward;
    for (const core::RowMetrics &row : snapshot->metrics.rows) {
        forward += row.spent[std::size_t(core::SpanKind::Forward)];
        backward += row.spent[std::size_t(core::SpanKind::Backward)];
    }
    const double ratio = core::seconds(backward) / core::seconds(forward);
    const double drawn = double(pixelsOf(busy, look.theme.backward)) /
                         std::max(1, pixelsOf(busy, look.theme.forward));
    QVERIFY2(std::abs(drawn / ratio - 1) < 0.15, qPrintable(QString::number(drawn)));
    // Messages both ways, and the sharing of gradients between two replicas.
    for (const QColor &colour : {look.theme.forward, look.theme.backward, look.theme.sync})
        QVERIFY2(pixelsOf(network, colour) > 10, qPrintable(colour.name()));
}

void ChartsTest::theEventsListTheVisitsInOrderAndSeek()
{
    const core::SnapshotPtr snapshot = realStep(2, 1, 3);
    ui::EventsView view;
    view.resize(600, 200);
    view.setSnapshot(snapshot);
    view.show();
    auto *table = view.findChild<QTableView *>();
    QVERIFY(table);
    const std::vector<core::Visit> visits = core::visits(*snapshot);
    QCOMPARE(table->model()->rowCount(), static_cast<int>(visits.size()));
    QCOMPARE(table->model()->index(0, 2).data().toString(),
             QString::fromStdString(visits.front().name));
    QSignalSpy spy(&view, &ui::EventsView::scrubbed);
    Q_EMIT table->clicked(table->model()->index(5, 0));
    QCOMPARE(spy.first().first().value<core::Nanos>().count, visits[5].begin.count);
}

void ChartsTest::emptyChartsSayWhatToDo()
{
    ui::MemoryView memory;
    ui::NetworkView network;
    ui::BusyView busy;
    for (QWidget *view : std::initializer_list<QWidget *>{&memory, &network, &busy}) {
        view->resize(400, 200);
        // A sentence in the middle, and nothing else.
        const QImage image = view->grab().toImage();
        const QRect ink = inkOf(image);
        QVERIFY2(ink.width() > 60 && ink.height() > 5, view->metaObject()->className());
        QVERIFY2(ink.height() < 60 && ink.width() < 396, view->metaObject()->className());
        QVERIFY(std::abs(ink.center().x() - 200) < 12);
    }
}

void ChartsTest::theBreakdownSumsToTheStep()
{
    const core::SnapshotPtr snapshot = realStep(4, 2, 8);
    QVERIFY(snapshot);
    core::Nanos sum;
    for (const ui::BreakdownPart &part : ui::breakdownParts(*snapshot)) {
        QVERIFY(part.time.count > 0 && !part.name.isEmpty());
        sum += part.time;
    }
    QCOMPARE(sum.count, snapshot->metrics.step.count);
    ui::BusyView view;
    view.resize(600, 300);
    view.setLook({});
    view.setSnapshot(snapshot);
    const auto *bar = view.findChild<ui::BreakdownBar *>();
    QVERIFY(bar->isVisibleTo(&view));
    QVERIFY(bar->accessibleDescription().startsWith(QStringLiteral("forward: ")));
}

// 2.5 s + 1.2494 s + 642 us are 3.750042 s: 66.7 %, 33.3 % and 0.02 %.
void ChartsTest::theBreakdownHasOneUnit()
{
    const auto part = [](std::int64_t nanos) {
        return ui::BreakdownPart{.name = {}, .time = core::Nanos{nanos}};
    };
    const std::vector<QString> wanted = {QStringLiteral("66.7 % · 2.500 s"),
                                         QStringLiteral("33.3 % · 1.249 s"),
                                         QStringLiteral("< 0.1 % · 0.001 s")};
    QCOMPARE(ui::breakdownFigures({part(2'500'000'000), part(1'249'400'000), part(642'000)}),
             wanted);
    QCOMPARE(ui::breakdownFigures({part(2'500'000'000), part(1'000)}).back(),
             QStringLiteral("< 0.1 % · < 0.001 s"));
}

void ChartsTest::theLegendOfTheBreakdownWrapsAndIsNotCut()
{
    const core::SnapshotPtr snapshot = realStep(4, 2, 8);
    const auto parts = ui::breakdownParts(*snapshot);
    for (const double scale : {1.0, 1.5, 2.0}) {
        ui::Look look;
        look.scale = scale;
        ui::BreakdownBar bar;
        bar.setLook(look);
        bar.setSnapshot(snapshot);
        const int width = look.ipx(300); // of the right pane
        const int height = bar.heightFor(width, look.ipx(1000));
        const auto entries = bar.legend(width, height);
        QCOMPARE(entries.size(), parts.size());
        const QFontMetricsF metrics(look.font(ui::TextRole::Caption));
        double top = 0;
        for (const auto &entry : entries) {
            QVERIFY(QRectF(0, 0, width, height).contains(entry.area));
            QVERIFY(metrics.horizontalAdvance(entry.text) < entry.area.width());
            QVERIFY(entry.colour != nullptr && entry.area.top() >= top);
            top = entry.area.top();
        }
        // With room for one line alone the others are counted.
        const int low = bar.heightFor(width, look.ipx(48));
        QVERIFY(low > 0 && low <= look.ipx(48));
        const auto few = bar.legend(width, low);
        QVERIFY(few.size() < parts.size() && few.back().colour == nullptr);
        QCOMPARE(few.back().text, QStringLiteral("and %1 more").arg(parts.size() - few.size() + 1));
        QCOMPARE(bar.heightFor(width, look.ipx(20)), 0);
    }
}

void ChartsTest::predictionsAreDrawnBesideTheDiagonal()
{
    core::ValidationTable table;
    table.rows = {{.published = 2, .ours = 2.1, .isRate = false},
                  {.published = 8, .ours = std::nullopt, .isRate = false}, // not modelled
                  {.published = 20, .ours = 19, .isRate = false}};
    ui::AgreementView view;
    view.resize(400, 400);
    view.setLook({});
    view.setTable(table);
    const QCustomPlot &plot = view.plot();
    QCOMPARE(plot.xAxis->scaleType(), QCPAxis::stLogarithmic);
    QCOMPARE(plot.yAxis->scaleType(), QCPAxis::stLogarithmic);
    const auto points = plot.graph(3)->data();
    QCOMPARE(points->size(), 2);
    QCOMPARE(points->at(1)->key, 20.0);
    QCOMPARE(points->at(1)->value, 19.0);
    for (const auto &[graph, slope] : {std::pair(0, 1.0), std::pair(1, 1.1), std::pair(2, 0.9)}) {
        const auto line = plot.graph(graph)->data();
        QCOMPARE(line->size(), 2);
        QCOMPARE(line->at(0)->value, line->at(0)->key * slope);
        QCOMPARE(line->at(1)->value, line->at(1)->key * slope);
        QVERIFY(line->at(0)->key < 2 && line->at(1)->key > 20);
    }
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    ChartsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_charts.moc"
