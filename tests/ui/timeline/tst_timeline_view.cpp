// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"
#include "ui/paint/timeline/timeline_overlays.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/timeline_readout.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace handdrawn;

class TimelineViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void draggingAnywhereScrubs();
    void theEndBeforeIsInTheUnitOfTheAxis();
    void theWheelZoomsAtThePointer();
    void atTheEndOfTheZoomThePageScrolls();
    void shiftAndTheWheelPan();
    void aDoubleClickShowsTheWholeStep();
    void aDoubleClickLeavesThePlayhead();
    void theEndBeforeGivesWayToThePlayhead();
    void controlAndADragMeasureInsteadOfScrubbing();
    void whatIsMeasuredSaysHowItsTimeIsSpent();
    void zoomingToWhatIsMeasuredCanBeTakenBack();
    void keysZoomPanAndFit();
    void goingBackRestoresTheIdenticalPicture();
    void aMovedPlayheadLeavesNoTraceBehind();
    void rowsThatScrollLookTheSameTheFirstTime();
    void namesOfRowsAreThoseOfNow();
    void aPannedPictureIsTheOnePaintedAnew_data();
    void aPannedPictureIsTheOnePaintedAnew();
    void followingKeepsTheMicroBatchUntilAskedAgain();
    void aClickOnALabelNamesItsDevice();
    void anIdleCellSaysWhatItWaitsFor();
    void aModelThatDoesNotRunHasATextInsteadOfAPicture();

private:
    std::unique_ptr<ui::TimelineView> m_view;
    core::SnapshotPtr m_snapshot;
    double m_y = 0; // middle of the first row
};

// Whether the widget took it.
static bool turnWheel(QWidget &widget, const QPointF &at, int notches,
                      Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

void TimelineViewTest::atTheEndOfTheZoomThePageScrolls()
{
    QVERIFY(!turnWheel(*m_view, {500, m_y}, -1)); // the whole step is shown
    QVERIFY(turnWheel(*m_view, {500, m_y}, 1));
    QVERIFY(turnWheel(*m_view, {500, m_y}, -1));
    QVERIFY(!turnWheel(*m_view, {500, m_y}, -1));
}

void TimelineViewTest::init()
{
    m_snapshot = realStep(4, 1, 8);
    QVERIFY(m_snapshot);
    m_view = std::make_unique<ui::TimelineView>();
    m_view->resize(994, 159);
    m_view->setSnapshot(m_snapshot);
    m_view->show();
    m_y = m_view->timelineLayout().rows.front().rect.center().y();
}

void TimelineViewTest::theEndBeforeIsInTheUnitOfTheAxis()
{
    const auto text = [](std::int64_t end, std::int64_t stop) {
        return ui::endBeforeText(core::Nanos{end}, core::Nanos{stop});
    };
    QCOMPARE(text(894'000'000, 1'230'000'000), QStringLiteral("before: 0.894 s"));
    QCOMPARE(text(2'300'000'000, 783'000'000), QStringLiteral("before: 2,300 ms"));
    QCOMPARE(text(3'000, 1'230'000'000), QStringLiteral("before: 3.00 µs"));
}

void TimelineViewTest::draggingAnywhereScrubs()
{
    QSignalSpy spy(m_view.get(), &ui::TimelineView::scrubbed);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {400, static_cast<int>(m_y)});
    QCOMPARE(spy.size(), 1);
    QTest::mouseMove(m_view.get(), {500, 5});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {500, 5});
    QCOMPARE(spy.size(), 2);
    const auto at = spy.last().at(0).value<core::Nanos>();
    QCOMPARE(at.count, m_view->viewport().timeAt(500).count);
}

void TimelineViewTest::theWheelZoomsAtThePointer()
{
    const core::Nanos before = m_view->viewport().timeAt(600);
    turnWheel(*m_view, {600, m_y}, 5);
    QVERIFY(m_view->viewport().end.count - m_view->viewport().begin.count <
            m_snapshot->trace.stop / 2);
    QVERIFY(std::abs(m_view->viewport().xOf(before) - 600) < 1);
}

void TimelineViewTest::shiftAndTheWheelPan()
{
    turnWheel(*m_view, {600, m_y}, 5);
    const ui::TimelineViewport before = m_view->viewport();
    turnWheel(*m_view, {600, m_y}, -1, Qt::ShiftModifier);
    QVERIFY(m_view->viewport().begin > before.begin);
    QCOMPARE(m_view->viewport().end.count - m_view->viewport().begin.count,
             before.end.count - before.begin.count);
}

void TimelineViewTest::aDoubleClickShowsTheWholeStep()
{
    turnWheel(*m_view, {600, m_y}, 5);
    QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, {300, static_cast<int>(m_y)});
    QCOMPARE(m_view->viewport().begin.count, std::int64_t(0));
    QCOMPARE(m_view->viewport().end.count, m_snapshot->trace.stop);
}

void TimelineViewTest::aDoubleClickLeavesThePlayhead()
{
    const core::Nanos before{m_snapshot->trace.stop / 3};
    m_view->setMoment(before);
    core::Nanos moment = before;
    connect(m_view.get(), &ui::TimelineView::scrubbed, this, [&](core::Nanos at) {
        moment = at;
        m_view->setMoment(at);
    });
    const QPoint at(700, static_cast<int>(m_y));
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at);
    QVERIFY(moment != before); // a click scrubs
    moment = before;
    m_view->setMoment(before);
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, at);
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, at);
    QMouseEvent twice(QEvent::MouseButtonDblClick, at, m_view->mapToGlobal(at), Qt::LeftButton,
                      Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_view.get(), &twice);
    QCOMPARE(moment.count, before.count);
}

void TimelineViewTest::theEndBeforeGivesWayToThePlayhead()
{
    const ui::TimelineLayout &layout = m_view->timelineLayout();
    const ui::Look look;
    for (int share = 0; share <= 20; ++share) {
        const core::Nanos moment{m_snapshot->trace.stop * share / 20};
        for (const core::Nanos end : {moment, core::Nanos{m_snapshot->trace.stop * 2}}) {
            const QRectF before = ui::endBeforePill(layout, end, moment, look);
            QVERIFY(!before.intersects(ui::playheadPill(layout, moment, look)));
            QVERIFY(before.left() >= 0 && before.right() <= layout.viewport.size.width());
        }
    }
}

void TimelineViewTest::controlAndADragMeasureInsteadOfScrubbing()
{
    QSignalSpy spy(m_view.get(), &ui::TimelineView::scrubbed);
    const QImage before = m_view->grab().toImage();
    QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ControlModifier, {300, 60});
    QTest::mouseMove(m_view.get(), {500, 60});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ControlModifier, {500, 60});
    QCOMPARE(spy.size(), 0);
    QVERIFY(m_view->grab().toImage() != before);
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QTest::mouseMove(m_view.get(), {500, 3}); // away from any cell
    QCOMPARE(m_view->grab().toImage(), before);
}

void TimelineViewTest::whatIsMeasuredSaysHowItsTimeIsSpent()
{
    // Two GPUs, six units each: 8 of 12 are work, of which half are forwards.
    const core::Snapshot drawn = oneForwardOneBackward();
    QCOMPARE(ui::stretchSentence(drawn, {0, 6 * kUnit}),
             QStringLiteral("forward 33 %, backward 33 %, idle 33 %"));
    // From 1 to 3: forward and nothing on the first, forward and backward on the second.
    QCOMPARE(ui::stretchSentence(drawn, {1 * kUnit, 3 * kUnit}),
             QStringLiteral("forward 50 %, backward 25 %, idle 25 %"));
}

void TimelineViewTest::zoomingToWhatIsMeasuredCanBeTakenBack()
{
    const ui::TimelineViewport whole = m_view->viewport();
    QTest::keyClick(m_view.get(), Qt::Key_Z); // nothing is measured
    QCOMPARE(m_view->viewport(), whole);
    QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ControlModifier,
                      {400, static_cast<int>(m_y)});
    QTest::mouseMove(m_view.get(), {600, static_cast<int>(m_y)});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ControlModifier,
                        {600, static_cast<int>(m_y)});
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QCOMPARE(m_view->viewport().begin, whole.timeAt(400));
    QCOMPARE(m_view->viewport().end, whole.timeAt(600));
    QTest::keyClick(m_view.get(), Qt::Key_Backspace);
    QCOMPARE(m_view->viewport(), whole);
    QTest::keyClick(m_view.get(), Qt::Key_Backspace); // nothing is left
    QCOMPARE(m_view->viewport(), whole);
}

void TimelineViewTest::keysZoomPanAndFit()
{
    QTest::keyClick(m_view.get(), Qt::Key_W);
    QTest::keyClick(m_view.get(), Qt::Key_W);
    const ui::TimelineViewport zoomed = m_view->viewport();
    QVERIFY(zoomed.end.count - zoomed.begin.count < m_snapshot->trace.stop);
    QTest::keyClick(m_view.get(), Qt::Key_D);
    QVERIFY(m_view->viewport().begin > zoomed.begin);
    QTest::keyClick(m_view.get(), Qt::Key_A);
    QTest::keyClick(m_view.get(), Qt::Key_S);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->viewport().end.count, m_snapshot->trace.stop);
}

void TimelineViewTest::goingBackRestoresTheIdenticalPicture()
{
    const core::Nanos third{m_snapshot->trace.stop / 3};
    m_view->setMoment(third);
    const QImage first = m_view->grab().toImage();
    m_view->setMoment({m_snapshot->trace.stop});
    QVERIFY(m_view->grab().toImage() != first);
    m_view->setMoment(third);
    QCOMPARE(m_view->grab().toImage(), first);
}

void TimelineViewTest::aMovedPlayheadLeavesNoTraceBehind()
{
    ui::TimelineView fresh;
    fresh.resize(m_view->size());
    fresh.setSnapshot(m_snapshot);
    for (int i = 0; i <= 20; ++i)
        m_view->setMoment({m_snapshot->trace.stop * i / 20});
    m_view->setMoment({m_snapshot->trace.stop / 2});
    fresh.setMoment({m_snapshot->trace.stop / 2});
    QCOMPARE(m_view->grab().toImage(), fresh.grab().toImage());
}

void TimelineViewTest::rowsThatScrollLookTheSameTheFirstTime()
{
    ui::TimelineView view;
    view.resize(994, 100); // room for two of the four rows
    view.setSnapshot(m_snapshot);
    view.setMoment({m_snapshot->trace.stop / 2});
    view.show();
    const QImage first = view.grab().toImage();
    QCOMPARE(view.grab().toImage(), first);
}

// They are kept from zoom to zoom, but not when the selection, the rows or the look are others.
void TimelineViewTest::namesOfRowsAreThoseOfNow()
{
    ui::Look large;
    large.scale = 1.5;
    m_view->zoomIn();
    (void)m_view->grab();
    for (int change = 0; change < 4; ++change) {
        ui::TimelineView fresh;
        fresh.resize(m_view->size());
        fresh.setSnapshot(m_snapshot);
        for (ui::TimelineView *view : {m_view.get(), &fresh}) {
            if (change >= 1)
                view->setSelectedDevice(2);
            if (change >= 2)
                view->rows().setGrouping(ui::RowGrouping::Stage);
            if (change >= 3)
                view->setLook(large);
        }
        m_view->zoomIn();
        fresh.navigator().goTo(m_view->viewport(), ui::ViewHistory::Change::Jump);
        QCOMPARE(m_view->grab().toImage(), fresh.grab().toImage());
    }
}

// The largest difference of any channel of any pixel.
static int difference(const QImage &a, const QImage &b)
{
    int most = a.size() == b.size() ? 0 : 255;
    for (int y = 0; most < 255 && y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor one = a.pixelColor(x, y);
            const QColor other = b.pixelColor(x, y);
            most = std::max({most, std::abs(one.red() - other.red()),
                             std::abs(one.green() - other.green()),
                             std::abs(one.blue() - other.blue())});
        }
    }
    return most;
}

void TimelineViewTest::aPannedPictureIsTheOnePaintedAnew_data()
{
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<int>("zooms");
    QTest::newRow("wide cells") << 8 << 3;
    QTest::newRow("cells and strips") << 200 << 2;
    QTest::newRow("narrow pieces") << 600 << 1;
    QTest::newRow("strips") << 4000 << 2;
}

// Edges of cells lie within a 256th of a pixel of where they are when all is painted at once.
void TimelineViewTest::aPannedPictureIsTheOnePaintedAnew()
{
    QFETCH(const int, microBatches);
    QFETCH(const int, zooms);
    constexpr int kMost = 2; // of 255
    const core::SnapshotPtr step = realStep(4, 1, microBatches);
    QVERIFY(step);
    m_view->setSnapshot(step);
    m_view->setMoment({step->trace.stop / 2});
    for (int zoom = 0; zoom < zooms; ++zoom)
        m_view->zoomIn();
    (void)m_view->grab();
    for (const double by : {13.0, 13.0, -7.0, 250.0, 1.0, -400.0, -3.0, 2000.0, -55.0}) {
        m_view->navigator().pan(by);
        ui::TimelineView fresh;
        fresh.resize(m_view->size());
        fresh.setSnapshot(step);
        fresh.setMoment({step->trace.stop / 2});
        fresh.navigator().goTo(m_view->viewport(), ui::ViewHistory::Change::Jump);
        const QImage panned = m_view->grab().toImage();
        const QImage anew = fresh.grab().toImage();
        QCOMPARE(fresh.viewport(), m_view->viewport());
        const int most = difference(panned, anew);
        QVERIFY2(most <= kMost, qPrintable(QStringLiteral("%1: %2").arg(by).arg(most)));
    }
    // And while it is played from there on.
    const ui::TimelineViewport view = m_view->viewport();
    const core::Nanos later{view.begin.count + (view.end.count - view.begin.count) / 3};
    ui::TimelineView fresh;
    fresh.resize(m_view->size());
    fresh.setSnapshot(step);
    fresh.setMoment(later);
    fresh.navigator().goTo(view, ui::ViewHistory::Change::Jump);
    m_view->setMoment(later);
    QCOMPARE(m_view->viewport(), view);
    QVERIFY(difference(m_view->grab().toImage(), fresh.grab().toImage()) <= kMost);
}

void TimelineViewTest::followingKeepsTheMicroBatchUntilAskedAgain()
{
    QSignalSpy spy(m_view.get(), &ui::TimelineView::followedChanged);
    m_view->setMoment({m_snapshot->trace.stop / 2});
    m_view->toggleFollow();
    QVERIFY(m_view->followed().has_value());
    m_view->toggleFollow();
    QVERIFY(!m_view->followed().has_value());
    QCOMPARE(spy.size(), 2);
}

void TimelineViewTest::aClickOnALabelNamesItsDevice()
{
    QSignalSpy clicked(m_view.get(), &ui::TimelineView::deviceClicked);
    const double y = m_view->timelineLayout().rows[2].rect.center().y();
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {30, static_cast<int>(y)});
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.first().first().toInt(), 2);
}

void TimelineViewTest::anIdleCellSaysWhatItWaitsFor()
{
    const ui::TimelineLayout &layout = m_view->timelineLayout();
    const QPointF start(layout.viewport.xOf({m_snapshot->trace.stop / 200}),
                        layout.rows[3].rect.center().y());
    QVERIFY(m_view->tipAt(start).contains(QStringLiteral("idle")));
    QVERIFY(m_view->tipAt(start).contains(QStringLiteral("GPU 2")));
    const QPointF work(start.x(), m_y);
    QVERIFY(m_view->tipAt(work).contains(QStringLiteral("forward of micro-batch 1")));
}

void TimelineViewTest::aModelThatDoesNotRunHasATextInsteadOfAPicture()
{
    m_view->setSnapshot(nullptr);
    QVERIFY(!m_view->grab().isNull());
    QVERIFY(m_view->tipAt({300, 60}).isEmpty());
    QTest::keyClick(m_view.get(), Qt::Key_W);
    turnWheel(*m_view, {300, 60}, 2);
    m_view->toggleFollow();
    QVERIFY(!m_view->followed().has_value());
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    TimelineViewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline_view.moc"
