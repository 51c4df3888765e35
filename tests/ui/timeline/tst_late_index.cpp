// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_scenario.h"
#include "core/analysis/area_statistics.h"
#include "core/analysis/early_snapshot.h"
#include "core/analysis/recording.h"
#include "core/analysis/trace_index.h"
#include "ui/bridge/simulation_bridge.h"
#include "ui/document/document.h"
#include "ui/layout/timeline/timeline_shares.h"
#include "ui/views/timeline/minimap_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace {

// L* of CIE 1976 (0 to 100) of a colour of sRGB (IEC 61966-2-1). Ten are a step of the Munsell
// scale of greys, which nobody overlooks.
double lightnessOf(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
                     0.0722 * linear(colour.blueF());
    return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
}

} // namespace

// A step of so many spans that it is shown before its index is made.
class LateIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aSmallStepIsIndexedAtOnce();
    void fewSpansInSightLookTheSameBeforeTheIndexIsMade();
    void rowsOfManySpansArePlainUntilTheyAreIndexed();
    void nothingIsToldOfSpansThatAreNotCountedYet();
    void theMinimapFillsWhenTheIndexIsMade();
    void theWindowIsToldWhenTheIndexIsMade();

private:
    [[nodiscard]] std::unique_ptr<ui::TimelineView> viewOf(const core::SnapshotPtr &snapshot) const
    {
        auto view = std::make_unique<ui::TimelineView>();
        view->resize(900, 1000); // rows of 10 pixels and more, which show cells
        view->setLook({});
        view->setRuns(core::RunPtr(snapshot), {});
        return view;
    }
    [[nodiscard]] static QImage picture(QWidget &widget) { return widget.grab().toImage(); }

    core::Scenario m_scenario;
    core::SnapshotPtr m_whole; // as it is in the end
    core::EarlySnapshot m_early;
};

void LateIndexTest::initTestCase()
{
    // On each of 64 devices a forward and a backward span for each of 8,000 micro-batches.
    m_scenario = app::pipelineScenario(64, 8'000);
    m_whole = core::run(m_scenario).value();
    QVERIFY(m_whole->trace.begin.size() >= 64 * 2 * 8'000);
}

void LateIndexTest::init()
{
    m_early = core::runEarly(m_scenario).value();
    QVERIFY(m_early.index != nullptr);
    QVERIFY(core::RunView(*m_early.snapshot).awaitsIndex());
}

void LateIndexTest::aSmallStepIsIndexedAtOnce()
{
    const core::EarlySnapshot small = core::runEarly(app::pipelineScenario(4, 8)).value();
    QVERIFY(small.index == nullptr);
    QVERIFY(core::RunView(*small.snapshot).index() != nullptr);
    QVERIFY(!core::RunView(*small.snapshot).awaitsIndex());
}

void LateIndexTest::fewSpansInSightLookTheSameBeforeTheIndexIsMade()
{
    const auto early = viewOf(m_early.snapshot);
    const auto whole = viewOf(m_whole);
    const std::int64_t stop = m_whole->trace.stop;
    // Of 16,000 visits of a row 160, and 267, which are told pixel by pixel in part.
    for (const std::int64_t part : {std::int64_t{100}, std::int64_t{60}}) {
        for (ui::TimelineView *view : {early.get(), whole.get()}) {
            view->navigator().zoomTo({stop / 2, stop / 2 + stop / part});
            view->setMoment({stop / 2 + stop / part / 3});
        }
        const ui::TimelineLayout &layout = early->timelineLayout();
        QVERIFY(std::ranges::none_of(layout.rows, &ui::TimelineRow::pending));
        const QImage before = picture(*early);
        QVERIFY(!layout.strips.empty() || !layout.cells.empty());
        QVERIFY(std::ranges::none_of(whole->timelineLayout().rows, &ui::TimelineRow::dense));
        QCOMPARE(before, picture(*whole));
    }
    QVERIFY(core::RunView(*m_early.snapshot).awaitsIndex());
}

void LateIndexTest::rowsOfManySpansArePlainUntilTheyAreIndexed()
{
    const auto early = viewOf(m_early.snapshot);
    const auto whole = viewOf(m_whole);
    const ui::TimelineLayout &layout = early->timelineLayout();
    QVERIFY(!layout.rows.empty());
    QVERIFY(std::ranges::all_of(layout.rows, &ui::TimelineRow::pending));
    QVERIFY(layout.strips.empty() && layout.cells.empty() && layout.syncLines.empty());
    const QImage plain = picture(*early);
    const QRectF row = layout.rows.front().rect;
    const QPoint inRow(static_cast<int>(row.left() + row.width() / 4),
                       static_cast<int>(row.center().y()));
    for (const ui::ThemeId id :
         {ui::ThemeId::Light, ui::ThemeId::Dark, ui::ThemeId::HighContrast}) {
        ui::Look look;
        look.theme = ui::themeOf(id);
        const auto view = viewOf(m_early.snapshot);
        view->setLook(look);
        const double apart =
            lightnessOf(picture(*view).pixelColor(inRow)) - lightnessOf(look.theme.surface);
        QVERIFY2(std::abs(apart) >= 10, qPrintable(QString::number(apart)));
    }
    QVERIFY(core::completed(m_early));
    QCOMPARE(picture(*early), plain); // until it is told
    early->renew();
    QVERIFY(std::ranges::none_of(early->timelineLayout().rows, &ui::TimelineRow::pending));
    QCOMPARE(picture(*early), picture(*whole));
    QVERIFY(picture(*early) != plain);
}

void LateIndexTest::nothingIsToldOfSpansThatAreNotCountedYet()
{
    const core::TimeInterval step{0, m_whole->trace.stop};
    const std::array<core::AreaRow, 1> row = {{{0, 1}}};
    QCOMPARE(core::areaStatistics(*m_early.snapshot, row, step).spanCount(), std::int64_t{0});
    QVERIFY(std::ranges::all_of(core::workSharesWithin(*m_early.snapshot, step),
                                [](double share) { return share == 0; }));
    QVERIFY(core::completed(m_early));
    const core::Trace::RowRange range = m_whole->trace.rows[0];
    QCOMPARE(core::areaStatistics(*m_early.snapshot, row, step).spanCount(),
             static_cast<std::int64_t>(range.count));
    QCOMPARE(core::workSharesWithin(*m_early.snapshot, step),
             core::workSharesWithin(*m_whole, step));
}

void LateIndexTest::theMinimapFillsWhenTheIndexIsMade()
{
    ui::MinimapView map;
    map.resize(600, 34);
    map.setLook({});
    map.setSnapshot(m_whole);
    const QImage whole = picture(map);
    map.setSnapshot(m_early.snapshot);
    QVERIFY(picture(map) != whole);
    QVERIFY(core::completed(m_early));
    map.renew();
    QCOMPARE(picture(map), whole);
}

void LateIndexTest::theWindowIsToldWhenTheIndexIsMade()
{
    ui::Document document;
    ui::SimulationBridge bridge(document);
    QSignalSpy made(&bridge, &ui::SimulationBridge::indexMade);
    QSignalSpy shown(&document, &ui::Document::snapshotChanged);
    document.open(m_scenario, {});
    QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, 60'000);
    QCOMPARE(shown.count(), 1);
    QCOMPARE(bridge.deliveredResults(), 1);
    QVERIFY(core::RunView(*document.snapshot()).index() != nullptr);
    // Of a small one there is nothing more to tell: it would come before the next result.
    for (int more = 1; more <= 2; ++more) {
        document.open(app::pipelineScenario(4, 8 * more), {});
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1 + more, 60'000);
    }
    QCOMPARE(made.count(), 1);
}

QTEST_MAIN(LateIndexTest)
#include "tst_late_index.moc"
