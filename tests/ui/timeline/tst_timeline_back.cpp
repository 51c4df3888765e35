// SPDX-License-Identifier: GPL-3.0-or-later
// Back from anything that can be done to it, the timeline is the picture that it was, to the pixel:
// with few spans, as cells, and with many, as shares.
#include "core/presets/presets.h"
#include "hand_drawn.h"
#include "ui/views/timeline/timeline_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QTest>
#include <QWheelEvent>

#include <functional>
#include <memory>

using namespace handdrawn;

namespace {

using Doing = std::function<void(ui::TimelineView &)>;

struct Event
{
    const char *name;
    Doing there;
    Doing back;
};

void setStep(ui::TimelineView &view, const core::SnapshotPtr &step)
{
    view.setLook({});
    view.resize(994, 159);
    view.setSnapshot(step);
}

// To two fifths of it.
void zoomIn(ui::TimelineView &view, std::int64_t stop)
{
    view.navigator().zoomTo({stop / 5, stop / 5 * 3});
}

core::Nanos partOf(const ui::TimelineView &view, int percent)
{
    return {(view.viewport().end - view.viewport().begin).count * percent / 100 +
            view.viewport().begin.count};
}

void moveTo(ui::TimelineView &view, const QPointF &at)
{
    QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
}

void leave(ui::TimelineView &view)
{
    QEvent away(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &away);
}

void drag(ui::TimelineView &view, Qt::MouseButton button, Qt::KeyboardModifiers keys, int by)
{
    const QPoint from(300, 60);
    QTest::mousePress(&view, button, keys, from);
    const QPointF to(from.x() + by, from.y() + 30);
    QMouseEvent move(QEvent::MouseMove, to, to, Qt::NoButton, button, keys);
    QCoreApplication::sendEvent(&view, &move);
    QTest::mouseRelease(&view, button, keys, to.toPoint());
}

const Doing goBack = [](ui::TimelineView &view) { view.goBack(); };

std::vector<Event> events()
{
    return {
        {"zoom in", [](ui::TimelineView &view) { view.zoomIn(); }, goBack},
        {"zoom out", [](ui::TimelineView &view) { view.zoomOut(); }, goBack},
        {"fit", [](ui::TimelineView &view) { view.fit(); }, goBack},
        {"pan", [](ui::TimelineView &view) { view.navigator().pan(37); },
         [](ui::TimelineView &view) { view.navigator().pan(-37); }},
        {"drag with the right button",
         [](ui::TimelineView &view) { drag(view, Qt::RightButton, Qt::NoModifier, 55); },
         [](ui::TimelineView &view) { drag(view, Qt::RightButton, Qt::NoModifier, -55); }},
        {"playhead",
         [](ui::TimelineView &view) {
             for (const int percent : {40, 55, 80})
                 view.setMoment(partOf(view, percent));
         },
         [](ui::TimelineView &view) { view.setMoment(partOf(view, 30)); }},
        {"selected device", [](ui::TimelineView &view) { view.setSelectedDevice(2); },
         [](ui::TimelineView &view) { view.setSelectedDevice({}); }},
        {"hover",
         [](ui::TimelineView &view) {
             moveTo(view, {400, 70});
         },
         leave},
        {"measure",
         [](ui::TimelineView &view) { drag(view, Qt::LeftButton, Qt::ControlModifier, 90); },
         [](ui::TimelineView &view) { (void)view.letGo(); }},
        {"area", [](ui::TimelineView &view) { drag(view, Qt::LeftButton, Qt::ShiftModifier, 120); },
         [](ui::TimelineView &view) { (void)view.letGo(); }},
        {"search", [](ui::TimelineView &view) { view.search().find(QStringLiteral("backward")); },
         [](ui::TimelineView &view) { (void)view.search().close(); }},
        {"groups", [](ui::TimelineView &view) { view.rows().setGrouping(ui::RowGrouping::Stage); },
         [](ui::TimelineView &view) { view.rows().setGrouping(ui::RowGrouping::None); }},
        {"pin", [](ui::TimelineView &view) { view.rows().togglePin(3); },
         [](ui::TimelineView &view) { view.rows().togglePin(3); }},
        {"critical path",
         [](ui::TimelineView &view) { view.setOptions({.bubble = {}, .criticalPath = true}); },
         [](ui::TimelineView &view) { view.setOptions({}); }},
        {"the end before", [](ui::TimelineView &view) { view.setEndBefore(partOf(view, 70)); },
         [](ui::TimelineView &view) { view.setEndBefore({}); }},
        {"another size", [](ui::TimelineView &view) { view.resize(700, 200); },
         [](ui::TimelineView &view) { view.resize(994, 159); }},
        {"another theme",
         [](ui::TimelineView &view) {
             ui::Look dark;
             dark.theme = ui::themeOf(ui::ThemeId::Dark);
             view.setLook(dark);
         },
         [](ui::TimelineView &view) { view.setLook({}); }},
    };
}

// How much of a widget is painted.
class PaintedArea : public QObject
{
public:
    int pixels = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            for (const QRect &rect : static_cast<QPaintEvent *>(event)->region())
                pixels += rect.width() * rect.height();
        }
        return false;
    }
};

// What the window is on the screen, and what is painted of a view that was never moved.
QImage onScreen(ui::TimelineView &view)
{
    view.repaint(0, 0, 1, 1); // and with it all that waits to be
    return view.screen()->grabWindow(view.winId()).toImage().convertToFormat(QImage::Format_RGB32);
}

QImage anew(ui::TimelineView &view, const core::SnapshotPtr &step,
            const std::optional<core::Nanos> &endBefore)
{
    ui::TimelineView other;
    other.setLook({});
    other.resize(view.size());
    other.setSnapshot(step);
    other.setEndBefore(endBefore);
    other.setMoment(view.moment()); // it may be out of sight
    other.navigator().zoomTo({view.viewport().begin.count, view.viewport().end.count});
    QImage image(view.size(), QImage::Format_RGB32);
    other.render(&image);
    return image;
}

} // namespace

class TestTimelineBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void backFromAnEventIsTheSamePicture_data();
    void backFromAnEventIsTheSamePicture();
    void whatAPanMovesOnTheScreenIsThePicture_data();
    void whatAPanMovesOnTheScreenIsThePicture();
    void aZoomThatWasAskedForItsLayoutIsPaintedAnew();
};

void TestTimelineBack::backFromAnEventIsTheSamePicture_data()
{
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<std::size_t>("event");
    const std::vector<Event> all = events();
    for (const int microBatches : {8, 1500}) {
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%s, %d micro-batches", all[i].name, microBatches) << microBatches << i;
    }
}

void TestTimelineBack::backFromAnEventIsTheSamePicture()
{
    QFETCH(const int, microBatches);
    QFETCH(const std::size_t, event);
    const core::SnapshotPtr step = realStep(4, 1, microBatches);
    QVERIFY(step);
    ui::TimelineView view;
    setStep(view, step);
    view.show();
    zoomIn(view, step->trace.stop);
    view.setMoment(partOf(view, 30));
    const QImage before = view.grab().toImage();
    const Event doing = events()[event];
    doing.there(view);
    (void)view.grab();
    doing.back(view);
    const QImage after = view.grab().toImage();
    QCOMPARE(after.size(), before.size());
    QVERIFY2(after == before, doing.name);
}

void TestTimelineBack::whatAPanMovesOnTheScreenIsThePicture_data()
{
    QTest::addColumn<int>("microBatches");
    QTest::addColumn<bool>("withEnd");
    QTest::newRow("cells") << 8 << false;
    QTest::newRow("cells and the end before") << 8 << true;
    QTest::newRow("cells and strips") << 300 << false;
    QTest::newRow("shares") << 1'500 << true;
}

void TestTimelineBack::whatAPanMovesOnTheScreenIsThePicture()
{
    QFETCH(const int, microBatches);
    QFETCH(const bool, withEnd);
    const core::SnapshotPtr step = realStep(4, 1, microBatches);
    QVERIFY(step);
    ui::TimelineView view;
    setStep(view, step);
    zoomIn(view, step->trace.stop);
    view.setMoment(partOf(view, 40));
    const std::optional<core::Nanos> end = withEnd ? std::optional(partOf(view, 60)) : std::nullopt;
    view.setEndBefore(end);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    (void)onScreen(view);
    PaintedArea painted;
    view.installEventFilter(&painted);
    const int all = view.width() * view.height();
    for (const int by : {40, 40, 3, -75, 900, -30, -700, -600, 25, 5, -11, 17}) {
        painted.pixels = 0;
        view.navigator().pan(by);
        const QImage shown = onScreen(view);
        QCOMPARE(shown.size(), view.size());
        QVERIFY2(shown == anew(view, step, end), qPrintable(QString::number(by)));
        // Half of this low view is head, axis and labels.
        const bool first = by == 40 && painted.pixels == all;
        QVERIFY2(first || std::abs(by) > 100 || painted.pixels < all * 2 / 3,
                 qPrintable(QString::number(painted.pixels)));
    }
    // Twice before it is painted, and with the playhead.
    view.navigator().pan(13);
    view.setMoment(partOf(view, 50));
    view.navigator().pan(-40);
    QVERIFY(onScreen(view) == anew(view, step, end));
}

// What the layout is asked for between zoom and paint does not make the zoom one to the side.
void TestTimelineBack::aZoomThatWasAskedForItsLayoutIsPaintedAnew()
{
    const core::SnapshotPtr step = realStep(4, 1, 8);
    QVERIFY(step);
    ui::TimelineView view;
    setStep(view, step);
    for (int i = 0; i < 3; ++i)
        (void)view.grab(); // layers are made
    view.zoomIn();
    (void)view.timelineLayout();
    QVERIFY(view.grab().toImage() == anew(view, step, {}));
}

QTEST_MAIN(TestTimelineBack)
#include "tst_timeline_back.moc"
