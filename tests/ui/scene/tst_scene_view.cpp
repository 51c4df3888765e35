// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/communication_moment.h"
#include "core/analysis/moment.h"
#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/edits.h"
#include "ui/paint/scene/device_card.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/figure_texts.h"
#include "ui/words/link_texts.h"
#include "ui/words/scene_inspector.h"
#include "ui/words/scene_texts.h"

#include <QContextMenuEvent>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <optional>

namespace {

core::SnapshotPtr snapshotOf(std::string_view id)
{
    return core::run(core::loadScenario(id).value()).value();
}

// A ring all-reduce played with sets: who has whose contribution to which chunk.
using Sets = QList<QList<QSet<int>>>;

Sets played(int n, int steps)
{
    Sets has(n, QList<QSet<int>>(n));
    for (int position = 0; position < n; ++position) {
        for (int chunk = 0; chunk < n; ++chunk)
            has[position][chunk] = {position};
    }
    for (int step = 0; step < steps; ++step) {
        const Sets before = has;
        for (int position = 0; position < n; ++position) {
            const int chunk = ((position - step) % n + n) % n; // what it sends
            const int next = (position + 1) % n;
            if (step < n - 1)
                has[next][chunk] |= before[position][chunk];
            else
                has[next][chunk] = before[position][chunk];
        }
    }
    return has;
}

} // namespace

class TestSceneView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chunksHaveTheContributionsOfARingAllReduce();
    void theSameMomentIsTheSamePicture();
    void aClickSelectsAndAnotherLetsGo();
    void keysMoveTheSelectionAndEnterOpens();
    void everyDeviceIsDescribed();
    void aCutLinkAndASlowDeviceAreNamed();
    void aLinkOnALongerWayThanNeededIsMarked();
    void linksTellTheDataSheetAndWhatIsReached();
    void theRightButtonAndTheMenuKeyAskForAMenu();
    void bucketsAndStepsAreToldApart();
    void figuresHaveNoTrailingZeros();
    void aStretchHasTheDecimalsOfItsLength();
    void countsHaveCommas();
    void ctrlAndTheWheelAskForMoreOfEachDevice();
    void aPinchDoesTheSame();
    void chosenDetailStaysUntilADoubleClickOnEmptyGround();
    void aSceneThatScrollsIsClickedWhereItShows();

private:
    void show(ui::SceneView &view, std::string_view id);
};

void TestSceneView::chunksHaveTheContributionsOfARingAllReduce()
{
    for (int n = 2; n <= 9; ++n) {
        for (int step = 0; step <= 2 * (n - 1); ++step) {
            const Sets has = played(n, step);
            for (int position = 0; position < n; ++position) {
                for (int chunk = 0; chunk < n; ++chunk)
                    QCOMPARE(ui::chunkContributions(n, position, chunk, step),
                             has[position][chunk].size());
            }
        }
    }
}

void TestSceneView::show(ui::SceneView &view, std::string_view id)
{
    view.setSnapshot(snapshotOf(id));
    view.resize(996, 277);
    view.show();
    (void)view.grab();
}

void TestSceneView::theSameMomentIsTheSamePicture()
{
    for (const char *id : {"dp-90-3", "1f1b-4-8", "naive-4-misplaced", "gpt3-175b-pp"}) {
        ui::SceneView view;
        show(view, id);
        const std::int64_t step = snapshotOf(id)->trace.stop;
        QList<QImage> pictures;
        for (int i = 0; i <= 10; ++i) {
            view.setMoment({step * i / 10});
            pictures.append(view.grab().toImage());
        }
        QVERIFY(pictures[1] != pictures[4]);
        for (int i = 10; i >= 0; --i) {
            view.setMoment({step * i / 10});
            QVERIFY(view.grab().toImage() == pictures[i]);
        }
        // A view that was never anywhere else shows the same.
        ui::SceneView fresh;
        show(fresh, id);
        fresh.setMoment({step * 4 / 10});
        QVERIFY(fresh.grab().toImage() == pictures[4]);
    }
}

void TestSceneView::aClickSelectsAndAnotherLetsGo()
{
    ui::SceneView view;
    show(view, "1f1b-4-8");
    QSignalSpy selected(&view, &ui::SceneView::deviceSelected);
    const core::SnapshotPtr snapshot = snapshotOf("1f1b-4-8");
    const ui::SceneLayout layout = ui::layoutScene(*snapshot, view.size(), 1);
    const QPoint card = ui::cardOf(layout, 2)->card.center().toPoint();
    QTest::mouseClick(&view, Qt::LeftButton, {}, card);
    QCOMPARE(selected.takeLast().front().value<std::optional<int>>(), std::optional(2));
    QTest::mouseClick(&view, Qt::LeftButton, {}, card);
    QCOMPARE(selected.takeLast().front().value<std::optional<int>>(), std::optional<int>());
}

void TestSceneView::keysMoveTheSelectionAndEnterOpens()
{
    ui::SceneView view;
    show(view, "1f1b-4-8");
    QSignalSpy selected(&view, &ui::SceneView::deviceSelected);
    QSignalSpy opened(&view, &ui::SceneView::deviceActivated);
    const auto last = [&] { return selected.back().front().value<std::optional<int>>(); };
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(last(), std::optional(0));
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(last(), std::optional(1));
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(last(), std::optional(3)); // the last of four
    QTest::keyClick(&view, Qt::Key_Up);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(opened.back().front().toInt(), 2);
}

void TestSceneView::everyDeviceIsDescribed()
{
    ui::SceneView view;
    show(view, "dp8-nvlink");
    const QString words = view.describe();
    for (int device = 0; device < 8; ++device)
        QVERIFY(words.contains(QStringLiteral("GPU %1, ").arg(device)));
}

void TestSceneView::aCutLinkAndASlowDeviceAreNamed()
{
    core::Scenario scenario = core::loadScenario("1f1b-4-8").value();
    scenario.faults.links.push_back({.from = 2, .to = 3, .bandwidth = 1, .down = true});
    scenario.faults.devices.push_back({.device = 1, .speed = 0.5});
    const core::SnapshotPtr snapshot = core::run(scenario).value();
    QVERIFY(!snapshot->trace.completed);
    ui::SceneView view;
    view.setSnapshot(snapshot);
    view.resize(996, 277);
    view.show();
    view.setMoment({snapshot->trace.stop});
    (void)view.grab();
    const QStringList lines = view.describe().split(QLatin1Char('\n'));
    QVERIFY2(lines[4].contains(QStringLiteral("Link to GPU 2 is down")), qPrintable(lines[4]));
    QVERIFY2(lines[2].contains(QStringLiteral("50 %")), qPrintable(lines[2]));
}

void TestSceneView::aLinkOnALongerWayThanNeededIsMarked()
{
    // Stages 0, 1, 2, 3 on GPUs 0, 2, 1, 3 of two nodes: 0-2 and 1-3 could stay inside a node.
    const core::SnapshotPtr misplaced = snapshotOf("naive-4-misplaced");
    QVERIFY(!ui::linkTrouble(*misplaced, 0, 2).icon.isEmpty());
    QVERIFY(!ui::linkTrouble(*misplaced, 1, 3).icon.isEmpty());
    const core::SnapshotPtr ordered = snapshotOf("naive-4");
    for (int device = 0; device < 3; ++device)
        QVERIFY(ui::linkTrouble(*ordered, device, device + 1).icon.isEmpty());
}

void TestSceneView::linksTellTheDataSheetAndWhatIsReached()
{
    const core::SnapshotPtr snapshot = snapshotOf("llama7b-pp4");
    const core::LinkSpec &link = core::mainLink(snapshot->scenario);
    const auto rate = [](double bandwidth) {
        return QString::fromStdString(core::figureOfRate(bandwidth).text());
    };
    QCOMPARE(ui::linkSpeedText(*snapshot, 0, 1).replace(u'\n', u' '), rate(link.bandwidth));
    const QString told = ui::linkDescription(*snapshot, 0, 1);
    QVERIFY(told.contains(rate(link.bandwidth)));
    QVERIFY(told.contains(rate(snapshot->plan.wiring.between(0, 1).bandwidth)));
}

void TestSceneView::theRightButtonAndTheMenuKeyAskForAMenu()
{
    ui::SceneView view;
    show(view, "llama7b-pp4");
    QSignalSpy device(&view, &ui::SceneView::deviceMenuRequested);
    QSignalSpy link(&view, &ui::SceneView::linkMenuRequested);
    const ui::SceneLayout layout = ui::layoutScene(*snapshotOf("llama7b-pp4"), {996, 277}, 1);
    const auto ask = [&view](QContextMenuEvent::Reason reason, QPointF at) {
        QContextMenuEvent event(reason, at.toPoint(), view.mapToGlobal(at.toPoint()));
        QCoreApplication::sendEvent(&view, &event);
    };
    ask(QContextMenuEvent::Mouse, layout.cards[2].card.center());
    QCOMPARE(device.last().at(0).toInt(), 2);
    view.setSelectedDevice(1);
    ask(QContextMenuEvent::Keyboard, {});
    QCOMPARE(device.last().at(0).toInt(), 1);
    ask(QContextMenuEvent::Mouse, ui::pointAlong(layout.links[2].forward, 0.5));
    QCOMPARE(link.count(), 1);
    QCOMPARE(link.last().at(1).toInt(), 3);
}

void TestSceneView::bucketsAndStepsAreToldApart()
{
    const core::SnapshotPtr snapshot = snapshotOf("dp8-nvlink"); // many buckets, each in 14 steps
    bool found = false;
    for (int i = 0; i <= 200; ++i) {
        const core::Nanos time{snapshot->trace.stop * i / 200};
        const core::DeviceMoment moment = core::deviceMoment(*snapshot, 0, time);
        if (moment.state != core::DeviceState::Sharing || !core::collectiveAt(*snapshot, 0, time))
            continue;
        const QString text = ui::pillText(*snapshot, moment, time).full;
        QVERIFY2(text.contains(QStringLiteral("bucket ")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("step ")), qPrintable(text));
        found = true;
    }
    QVERIFY(found);
}

// The same figure as on the headline card: "41 GB", not "41.0 GB".
void TestSceneView::figuresHaveNoTrailingZeros()
{
    const core::Bytes capacity{80'000'000'000};
    QCOMPARE(ui::ofText(core::Bytes{41'000'000'000}, capacity), QStringLiteral("41 of 80 GB"));
    QCOMPARE(ui::ofText(core::Bytes{41'100'000'000}, capacity), QStringLiteral("41.1 of 80 GB"));
    QCOMPARE(ui::ofText(core::Bytes{500'000'000}, capacity), QStringLiteral("0.5 of 80 GB"));
}

// 1 ms of 10.5 s is 0.001 s: a digit more, and both ends have four. 2 to 7 of 10.5 s are whole
// numbers; nothing is finer than a nanosecond.
void TestSceneView::aStretchHasTheDecimalsOfItsLength()
{
    const auto text = [](double begin, double end, double step) {
        const auto nanos = [](double s) { return core::Nanos{std::llround(s * 1e9)}; };
        return ui::stretchText(nanos(begin), nanos(end), nanos(step));
    };
    QCOMPARE(text(4.7, 4.701, 10.549), QStringLiteral("from 4.7000 to 4.7010 of 10.5 s"));
    QCOMPARE(text(2, 7, 10.549), QStringLiteral("from 2.0 to 7.0 of 10.5 s"));
    QCOMPARE(text(0.001, 0.0015, 0.002), QStringLiteral("from 1.00 to 1.50 of 2.00 ms"));
    QCOMPARE(text(4.7, 4.700000002, 10.549),
             QStringLiteral("from 4.700000000 to 4.700000002 of 10.5 s"));
}

void TestSceneView::countsHaveCommas()
{
    QCOMPARE(ui::doneText(481, 1000, false), QStringLiteral("481 of 1,000\ndone"));
    QCOMPARE(ui::doneText(1481, 2000, true), QStringLiteral("1,481 of\n2,000\ndone"));
}

namespace {

void turnWheel(QWidget &view, int notches, Qt::KeyboardModifiers modifiers)
{
    const QPointF centre = QRectF(view.rect()).center();
    QWheelEvent event(centre, view.mapToGlobal(centre), {}, {0, 120 * notches}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &event);
}

core::SnapshotPtr pipelineOf(int devices)
{
    core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
    scenario = core::withDevices(scenario, devices);
    return core::run(core::withPipeline(scenario, devices)).value(); // one pipeline
}

} // namespace

void TestSceneView::ctrlAndTheWheelAskForMoreOfEachDevice()
{
    ui::SceneView view;
    view.setSnapshot(pipelineOf(16));
    view.resize(996, 277);
    view.show();
    QCOMPARE(view.shownDetail(), ui::CardDetail::Small); // UX section 7: 9 to 32 devices
    turnWheel(view, 1, Qt::ControlModifier);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full);
    QCOMPARE(view.itemCount(), 16);
    for (int i = 0; i < 16; ++i)
        QVERIFY(view.itemAt(i).area.width() >= 150);
    turnWheel(view, 1, Qt::ControlModifier); // there is no more
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full);
    turnWheel(view, -1, Qt::ControlModifier);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Small);
    QCOMPARE(view.chosenDetail(), std::optional<ui::CardDetail>()); // what fits anyway

    view.setSnapshot(pipelineOf(4));
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full);
    turnWheel(view, -1, Qt::ControlModifier);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Small);
}

void TestSceneView::aPinchDoesTheSame()
{
    ui::SceneView view;
    view.setSnapshot(pipelineOf(16));
    view.resize(996, 277);
    view.show();
    const auto pinch = [&view](double value) {
        const QPointF centre = QRectF(view.rect()).center();
        QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(),
                                  2, centre, centre, view.mapToGlobal(centre), value, {});
        QCoreApplication::sendEvent(&view, &event);
    };
    pinch(0.1); // too little
    QCOMPARE(view.shownDetail(), ui::CardDetail::Small);
    pinch(0.1);
    pinch(0.1);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full); // 1.1 x 1.1 x 1.1 is a step
    pinch(-0.4);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Small);
}

void TestSceneView::chosenDetailStaysUntilADoubleClickOnEmptyGround()
{
    ui::SceneView view;
    view.setSnapshot(pipelineOf(16));
    view.resize(996, 277);
    view.show();
    view.setDetail(ui::CardDetail::Full);
    view.setSnapshot(pipelineOf(32));
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full);
    view.resize(760, 320);
    QCOMPARE(view.shownDetail(), ui::CardDetail::Full);
    QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(40, 120)); // beside the cards
    QVERIFY(view.shownDetail() != ui::CardDetail::Full);
    QCOMPARE(view.chosenDetail(), std::optional<ui::CardDetail>());
}

void TestSceneView::aSceneThatScrollsIsClickedWhereItShows()
{
    ui::SceneView view;
    view.setSnapshot(pipelineOf(16));
    view.resize(996, 277);
    view.show();
    view.setDetail(ui::CardDetail::Full);
    const auto areaOf = [&view](int device) { return view.itemAt(device).area; };
    QVERIFY(!view.rect().contains(areaOf(15).center().toPoint()));
    const double before = areaOf(0).top();
    turnWheel(view, -1, {});
    QVERIFY(areaOf(0).top() < before);
    // What is selected comes into sight.
    view.setSelectedDevice(15);
    QVERIFY(view.rect().contains(areaOf(15).toAlignedRect()));
    QSignalSpy selected(&view, &ui::SceneView::deviceSelected);
    QTest::mouseClick(&view, Qt::LeftButton, {}, areaOf(14).center().toPoint());
    QCOMPARE(selected.takeLast().front().value<std::optional<int>>(), std::optional(14));
    // The same place gives the same picture, scrolled there or not.
    const QImage picture = view.grab().toImage();
    QVERIFY(view.grab().toImage() == picture);
    view.setSelectedDevice({});
    view.setDetail({});
    QVERIFY(view.rect().contains(areaOf(15).toAlignedRect()));
}

QTEST_MAIN(TestSceneView)
#include "tst_scene_view.moc"
