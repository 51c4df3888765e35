// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"

#include "core/scenario/edits.h"
#include "ui/layout/timeline/view_history.h"
#include "ui/paint/timeline/timeline_picture.h"
#include "ui/views/timeline/area_panel.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/area_texts.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace handdrawn;

class TimelineSelectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shiftAndADragSelectRowsAndTime();
    void theDragSnapsToTheEndsOfSpansUnlessAltIsHeld();
    void aDragAlongTheAxisSelectsAllRows();
    void aSideOfTheAreaCanBeDragged();
    void theNumbersAreThoseOfTheDrawing();
    void thePanelAndTheTableSayTheNumbers();
    void shiftAndArrowsSelect();
    void escapeLetsTheSelectionGo();
    void zoomingToTheSelectionCanBeTakenBack();
    void theMiddleButtonZoomsToWhatItWentOver();
    void theRightButtonPansOrAsksForAMenu();
    void oneMovementIsOneView();
    void theSideButtonsOfTheMouseGoBackAndForward();
    void aDeviceInABandAndInARowOfItsOwnCountsOnce();
    void aPictureShowsTheSelection();
    void otherRunsForgetIt();

private:
    // Pixels of a moment and of the middle of a row.
    QPoint at(double unit, int row)
    {
        const ui::TimelineLayout &layout = m_view->timelineLayout();
        const core::Nanos time{std::int64_t(unit * double(kUnit))};
        return QPointF(layout.viewport.xOf(time), layout.rows[std::size_t(row)].rect.center().y())
            .toPoint();
    }
    void drag(const QPoint &from, const QPoint &to, Qt::KeyboardModifiers modifiers,
              Qt::MouseButton button = Qt::LeftButton)
    {
        send(QEvent::MouseButtonPress, from, button, modifiers);
        send(QEvent::MouseMove, to, button, modifiers);
        send(QEvent::MouseButtonRelease, to, button, modifiers);
    }
    void send(QEvent::Type type, const QPoint &at, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers)
    {
        const bool moves = type == QEvent::MouseMove;
        QMouseEvent event(type, at, m_view->mapToGlobal(at), moves ? Qt::NoButton : button,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton
                                                             : Qt::MouseButtons(button),
                          modifiers);
        QCoreApplication::sendEvent(m_view.get(), &event);
    }
    const std::optional<ui::TimelineArea> &area() { return m_view->selection().area(); }

    std::shared_ptr<core::Snapshot> m_drawn;
    std::unique_ptr<ui::TimelineView> m_view;
};

void TimelineSelectionTest::init()
{
    m_drawn = std::make_shared<core::Snapshot>(oneForwardOneBackward());
    m_view = std::make_unique<ui::TimelineView>();
    m_view->resize(994, 159);
    m_view->setSnapshot(m_drawn);
    m_view->show();
    QVERIFY(m_view->timelineLayout().rows.size() == 2);
}

void TimelineSelectionTest::shiftAndADragSelectRowsAndTime()
{
    QSignalSpy scrubbed(m_view.get(), &ui::TimelineView::scrubbed);
    drag(at(1, 0), at(3, 1), Qt::ShiftModifier);
    QCOMPARE(scrubbed.size(), 0);
    QVERIFY(area().has_value());
    QCOMPARE(area()->time(), (core::TimeInterval{kUnit, 3 * kUnit}));
    QCOMPARE(area()->firstRow(), 0);
    QCOMPARE(area()->lastRow(), 1);
    drag(at(4, 1), at(2, 1), Qt::ShiftModifier); // back in time, one row
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 4 * kUnit}));
    QCOMPARE(area()->firstRow(), 1);
    QCOMPARE(area()->lastRow(), 1);
}

void TimelineSelectionTest::theDragSnapsToTheEndsOfSpansUnlessAltIsHeld()
{
    const QPoint off(4, 0);
    drag(at(1, 0) + off, at(3, 0) - off, Qt::ShiftModifier);
    QCOMPARE(area()->time(), (core::TimeInterval{kUnit, 3 * kUnit}));
    drag(at(1, 0) + off, at(3, 0) - off, Qt::ShiftModifier | Qt::AltModifier);
    const ui::TimelineViewport &view = m_view->viewport();
    QCOMPARE(area()->time().begin, view.timeAt((at(1, 0) + off).x()).count);
    QCOMPARE(area()->time().end, view.timeAt((at(3, 0) - off).x()).count);
}

void TimelineSelectionTest::aDragAlongTheAxisSelectsAllRows()
{
    const int below = int(m_view->timelineLayout().rowsArea.bottom()) + 8;
    drag({at(1, 0).x(), below}, {at(2, 0).x(), below}, Qt::ShiftModifier);
    QVERIFY(area().has_value());
    QCOMPARE(area()->firstRow(), 0);
    QCOMPARE(area()->lastRow(), 1);
}

void TimelineSelectionTest::aSideOfTheAreaCanBeDragged()
{
    drag(at(1, 0), at(3, 1), Qt::ShiftModifier);
    QSignalSpy scrubbed(m_view.get(), &ui::TimelineView::scrubbed);
    drag(at(1, 0), at(2, 1), {}); // the left side, without keys
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 3 * kUnit}));
    QCOMPARE(area()->firstRow(), 0);
    drag(at(3, 0), at(5, 0), {});
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 5 * kUnit}));
    QCOMPARE(scrubbed.size(), 0);
    drag(at(3.5, 0), at(4.5, 0), {}); // inside of it a drag scrubs
    QVERIFY(scrubbed.size() > 0);
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 5 * kUnit}));
}

void TimelineSelectionTest::theNumbersAreThoseOfTheDrawing()
{
    // From 1 to 5: F2 .. B1 .. and F1 B1 F2 B2, of which the units of work are 1 + 2 forwards and
    // 1 + 2 backwards; the two waits of the first row are for others.
    drag(at(1, 0), at(5, 1), Qt::ShiftModifier);
    const core::AreaStatistics numbers = m_view->selection().statistics()->first;
    QCOMPARE(numbers.devices, 2);
    QCOMPARE(numbers.spent[std::size_t(ui::WorkClass::Forward)], 3 * kUnit);
    QCOMPARE(numbers.spent[std::size_t(ui::WorkClass::Backward)], 3 * kUnit);
    QCOMPARE(numbers.spent[std::size_t(ui::WorkClass::Idle)], 2 * kUnit);
    QCOMPARE(numbers.waits[std::size_t(core::WaitReason::Others)], 2 * kUnit);
    QCOMPARE(numbers.busyShare(), 0.75);
    QCOMPARE(numbers.spanCount(), std::int64_t(8));
}

void TimelineSelectionTest::thePanelAndTheTableSayTheNumbers()
{
    drag(at(1, 0), at(5, 1), Qt::ShiftModifier);
    auto *panel = m_view->findChild<ui::AreaPanel *>();
    QVERIFY(panel != nullptr && panel->isVisible());
    const ui::AreaTexts &texts = panel->texts();
    QCOMPARE(texts.extent, QStringLiteral("4.00 ms × 2 GPUs"));
    QCOMPARE(texts.lines.size(), 4);
    QCOMPARE(texts.lines[0].text, QStringLiteral("forward"));
    QCOMPARE(texts.lines[0].share, QStringLiteral("37.5 %")); // 3 of 8
    QCOMPARE(texts.lines[0].time, QStringLiteral("1.50 ms")); // of each GPU
    QCOMPARE(texts.lines[0].count, QStringLiteral("3"));
    QCOMPARE(texts.lines[2].text, QStringLiteral("idle"));
    QCOMPARE(texts.lines[3].text, QStringLiteral("waits for others"));
    QCOMPARE(texts.lines[3].share, QStringLiteral("25 %"));
    QCOMPARE(texts.spans, QStringLiteral("8 spans"));
    m_view->copySelection();
    const QString table = QApplication::clipboard()->text();
    QVERIFY(table.contains(QStringLiteral("forward\t0.375\t3000000\t3\n")));
    QVERIFY(table.contains(QStringLiteral("from, ns\t1000000\n")));
}

void TimelineSelectionTest::shiftAndArrowsSelect()
{
    m_view->setMoment({2 * kUnit});
    m_view->setSelectedDevice(1);
    for (int i = 0; i < 25; ++i) // hundredths of the six units that are visible
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 2 * kUnit + 25 * 6 * kUnit / 100}));
    QCOMPARE(area()->firstRow(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier); // there are no more
    QCOMPARE(area()->firstRow(), 0);
    QCOMPARE(area()->lastRow(), 1);
    for (int i = 0; i < 25; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(area()->time(), (core::TimeInterval{2 * kUnit, 2 * kUnit}));
}

void TimelineSelectionTest::escapeLetsTheSelectionGo()
{
    const QImage before = m_view->grab().toImage();
    drag(at(1, 0), at(3, 1), Qt::ShiftModifier);
    QVERIFY(m_view->holdsSomething());
    QTest::keyClick(m_view.get(), Qt::Key_Escape);
    QVERIFY(!area().has_value());
    QVERIFY(!m_view->findChild<ui::AreaPanel *>()->isVisible());
    QTest::mouseMove(m_view.get(), {500, 3}); // away from any cell
    QCOMPARE(m_view->grab().toImage(), before);
    drag(at(1, 0), at(1, 0), Qt::ShiftModifier); // a click selects nothing
    QVERIFY(!area().has_value());
}

void TimelineSelectionTest::zoomingToTheSelectionCanBeTakenBack()
{
    const ui::TimelineViewport whole = m_view->viewport();
    drag(at(1, 0), at(3, 1), Qt::ShiftModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QCOMPARE(m_view->viewport().begin.count, kUnit);
    QCOMPARE(m_view->viewport().end.count, 3 * kUnit);
    m_view->goBack();
    QCOMPARE(m_view->viewport(), whole);
    m_view->goForward();
    QCOMPARE(m_view->viewport().begin.count, kUnit);
    QVERIFY(area().has_value()); // it stays
}

void TimelineSelectionTest::theMiddleButtonZoomsToWhatItWentOver()
{
    const core::Nanos from = m_view->viewport().timeAt(300);
    const core::Nanos to = m_view->viewport().timeAt(700);
    drag({300, 60}, {700, 60}, {}, Qt::MiddleButton);
    QCOMPARE(m_view->viewport().begin, from);
    QCOMPARE(m_view->viewport().end, to);
    m_view->goBack();
    QVERIFY(m_view->viewport().begin.count == 0);
}

void TimelineSelectionTest::theRightButtonPansOrAsksForAMenu()
{
    QSignalSpy menu(m_view.get(), &ui::TimelineView::menuWanted);
    drag({300, 60}, {300, 60}, {}, Qt::RightButton);
    QCOMPARE(menu.size(), 1);
    m_view->zoomIn();
    const ui::TimelineViewport before = m_view->viewport();
    drag({500, 60}, {440, 60}, {}, Qt::RightButton);
    QCOMPARE(menu.size(), 1);
    const double moved = double(m_view->viewport().begin.count - before.begin.count);
    QVERIFY(std::abs(moved - 60 / before.pixelsPerNano()) <= 1);
}

void TimelineSelectionTest::oneMovementIsOneView()
{
    using Change = ui::ViewHistory::Change;
    const auto view = [](std::int64_t begin, std::int64_t end) {
        ui::TimelineViewport viewport;
        viewport.begin = {begin};
        viewport.end = {end};
        return viewport;
    };
    ui::ViewHistory history;
    QVERIFY(!history.canGoBack());
    history.leave(view(0, 1000), view(100, 900), Change::Movement); // two steps inwards
    history.leave(view(100, 900), view(200, 800), Change::Movement);
    history.leave(view(200, 800), view(250, 850), Change::Movement); // along
    history.leave(view(250, 850), view(250, 850), Change::Jump);     // nothing
    history.leave(view(250, 850), view(0, 1000), Change::Jump);
    ui::TimelineViewport now = view(0, 1000);
    std::vector<std::int64_t> begins;
    while (history.canGoBack()) {
        now = *history.back(now);
        begins.push_back(now.begin.count);
    }
    QCOMPARE(begins, (std::vector<std::int64_t>{250, 200, 0}));
    begins.clear();
    while (history.canGoForward()) {
        now = *history.forward(now);
        begins.push_back(now.begin.count);
    }
    QCOMPARE(begins, (std::vector<std::int64_t>{200, 250, 0}));
    now = *history.back(now);
    history.leave(now, view(300, 400), Change::Jump); // what was ahead is gone
    QVERIFY(!history.canGoForward());
}

void TimelineSelectionTest::theSideButtonsOfTheMouseGoBackAndForward()
{
    const ui::TimelineViewport whole = m_view->viewport();
    m_view->zoomIn();
    const ui::TimelineViewport closer = m_view->viewport();
    QTest::mouseClick(m_view.get(), Qt::BackButton, {}, {300, 60});
    QCOMPARE(m_view->viewport(), whole);
    QTest::mouseClick(m_view.get(), Qt::ForwardButton, {}, {300, 60});
    QCOMPARE(m_view->viewport(), closer);
}

void TimelineSelectionTest::aDeviceInABandAndInARowOfItsOwnCountsOnce()
{
    const core::SnapshotPtr bands = realStep(4, 16, 8); // 64 GPUs
    const core::SnapshotPtr slow =
        core::run(core::withSlowDevice(bands->scenario, 5, 0.5)).value(); // has a row beside
    QVERIFY(ui::arrangedRows(*slow).size() > ui::arrangedRows(*bands).size());
    for (const core::SnapshotPtr &step : {bands, slow}) {
        const ui::TimelineRuns runs(*step);
        const int rows = ui::arrangedRows(runs).back().index;
        const ui::TimelineArea all = {{0}, {step->trace.stop}, 0, rows};
        const core::AreaStatistics numbers = ui::statisticsOf(runs, all).first;
        QCOMPARE(numbers.devices, 64);
        QCOMPARE(numbers.deviceTime(), 64 * step->trace.stop);
        // The breakdown of the step books the same idle time.
        const double idle = double(numbers.spent[std::size_t(ui::WorkClass::Idle)]) / 64;
        QVERIFY(std::abs(idle - double(step->metrics.breakdown.idle.count)) <=
                1e-6 * double(step->trace.stop));
    }
}

void TimelineSelectionTest::aPictureShowsTheSelection()
{
    const auto picture = [&](const std::optional<ui::TimelineArea> &selected) {
        QImage image(800, 300, QImage::Format_RGB32);
        QPainter painter(&image);
        ui::TimelinePicture timeline;
        timeline.size = image.size();
        timeline.area = selected;
        ui::paintTimelinePicture(painter, *m_drawn, timeline, {.interactive = false});
        return image;
    };
    const QImage plain = picture({});
    const QImage selected = picture(ui::TimelineArea{{kUnit}, {3 * kUnit}, 0, 1});
    QVERIFY(selected != plain);
    const QString words = ui::areaSentence(ui::statisticsOf(*m_drawn, {{kUnit}, {3 * kUnit}, 0, 1}),
                                           ui::DeviceWord::Gpu);
    QCOMPARE(words, QStringLiteral("Selected: 2.00 ms × 2 GPUs, forward 50 %, backward 25 %, idle "
                                   "25 %, 0 B sent"));
}

void TimelineSelectionTest::otherRunsForgetIt()
{
    drag(at(1, 0), at(3, 1), Qt::ShiftModifier);
    m_view->setSnapshot(realStep(4, 1, 8));
    QVERIFY(!area().has_value());
    m_view->setSnapshot(nullptr);
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    m_view->selectVisible();
    m_view->copySelection();
    QVERIFY(!area().has_value());
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    TimelineSelectionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline_selection.moc"
