// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/check_box.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/push_button.h"
#include "ui/controls/theme_watcher.h"
#include "ui/controls/value_scale.h"
#include "ui/controls/value_slider.h"

#include <QAccessible>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;

class TestControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void evenStopsStandAtEqualDistances();
    void logarithmicStopsStandAtEqualRatios();
    void theNearestStopIsFound();
    void stepsStayWithinTheScaleAndStartFromBetween();
    void typedQuantitiesKeepTheirPrefix_data();
    void typedQuantitiesKeepTheirPrefix();
    void draggingTheHandleSnapsToStopsAndReleasesOnce();
    void pressingTheHandleDoesNotMoveIt();
    void keysStepTheSlider();
    void doubleClickResets();
    void typingSetsAValueBetweenTheStops();
    void badTypingKeepsTheValueAndSaysWhatIsNeeded();
    void escapeLeavesTypingAlone();
    void theWheelPassesTheSliderAndTheList();
    void screenReadersSeeASliderWithItsValue();
    void arrowKeysChooseAmongTiles();
    void choosingByProgramSendsNoSignal();
    void aListShowsForeignTextWhenNoRowIsCurrent();
    void enterPressesAButton();
    void everyHitTargetIsAtLeast32PixelsOr30ForTiles();
    void theFocusRingShowsForKeysAndNotForClicks();
    void rightToLeftMirrorsTheSlider();
    void systemThemeIsLightOrDark();
};

namespace {

ValueScale counts()
{
    return {{1, 2, 3, 4, 6, 8}};
}

struct Shown
{
    Shown()
    {
        slider.setScale(counts());
        slider.setValue(4);
        slider.resize(218, slider.sizeHint().height());
        slider.show();
    }
    ValueSlider slider{QStringLiteral("GPUs")};
};

bool hasVisibleRing(const QWidget &window)
{
    for (const FocusRing *ring : window.findChildren<FocusRing *>()) {
        if (ring->isVisible())
            return true;
    }
    return false;
}

} // namespace

void TestControls::evenStopsStandAtEqualDistances()
{
    QCOMPARE(positionOf(counts(), 1), 0.0);
    QCOMPARE(positionOf(counts(), 3), 0.4);
    QCOMPARE(positionOf(counts(), 5), 0.7); // half-way from 4 (0.6) to 6 (0.8)
    QCOMPARE(positionOf(counts(), 100), 1.0);
    QCOMPARE(positionOf(counts(), -5), 0.0);
}

void TestControls::logarithmicStopsStandAtEqualRatios()
{
    const ValueScale scale = logarithmicScale(1, 10000);
    QCOMPARE(scale.stops.front(), 1.0);
    QCOMPARE(scale.stops.back(), 10000.0);
    QVERIFY(std::is_sorted(scale.stops.begin(), scale.stops.end()));
    QVERIFY(qAbs(positionOf(scale, 10) - 0.25) < 1e-9);
    QVERIFY(qAbs(positionOf(scale, 100) - 0.5) < 1e-9);
}

void TestControls::theNearestStopIsFound()
{
    for (const double stop : counts().stops)
        QCOMPARE(stopNear(counts(), positionOf(counts(), stop)), stop);
    QCOMPARE(stopNear(counts(), 0.49), 3.0);
    QCOMPARE(stopNear(counts(), 0.51), 4.0);
}

void TestControls::stepsStayWithinTheScaleAndStartFromBetween()
{
    QCOMPARE(stepped(counts(), 4, 1), 6.0);
    QCOMPARE(stepped(counts(), 4, -1), 3.0);
    QCOMPARE(stepped(counts(), 5, 1), 6.0);
    QCOMPARE(stepped(counts(), 5, -1), 4.0);
    QCOMPARE(stepped(counts(), 8, 1), 8.0);
    QCOMPARE(stepped(counts(), 1, -3), 1.0);
    QCOMPARE(stepped(counts(), 1, 100), 8.0);
}

void TestControls::typedQuantitiesKeepTheirPrefix_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("unit");
    QTest::addColumn<double>("expected"); // negative: refused
    QTest::newRow("bare number") << "300" << 1e9 << 300e9;
    QTest::newRow("as shown") << "300 GB/s" << 1e9 << 300e9;
    QTest::newRow("other prefix") << "1.2 TB/s" << 1e9 << 1.2e12;
    QTest::newRow("small") << "512MB" << 1e9 << 512e6;
    QTest::newRow("count") << "16" << 1.0 << 16.0;
    QTest::newRow("count with unit") << "32 samples" << 1.0 << 32.0;
    QTest::newRow("count with thousands") << "1,024" << 1.0 << 1024.0;
    QTest::newRow("count of micro-batches") << "8 micro-batches" << 1.0 << 8.0;
    QTest::newRow("empty") << "" << 1.0 << -1.0;
    QTest::newRow("word") << "many" << 1.0 << -1.0;
    QTest::newRow("negative") << "-3" << 1.0 << -1.0;
    QTest::newRow("not a number") << "nan" << 1.0 << -1.0;
    QTest::newRow("infinite") << "1e999" << 1.0 << -1.0;
}

void TestControls::typedQuantitiesKeepTheirPrefix()
{
    QFETCH(QString, typed);
    QFETCH(double, unit);
    QFETCH(double, expected);
    const std::optional<double> value = parseQuantity(typed, unit);
    QCOMPARE(value.has_value(), expected >= 0);
    if (value)
        QCOMPARE(*value, expected);
}

void TestControls::draggingTheHandleSnapsToStopsAndReleasesOnce()
{
    Shown shown;
    ValueSlider &slider = shown.slider;
    QSignalSpy changing(&slider, &ValueSlider::changing);
    QSignalSpy released(&slider, &ValueSlider::released);
    const QPoint start = slider.handleRect().center().toPoint();
    QTest::mousePress(&slider, Qt::LeftButton, {}, start);
    // The way of the handle is 200 px for 5 steps: 40 px each.
    QTest::mouseMove(&slider, start + QPoint(15, 0));
    QCOMPARE(changing.count(), 0);
    QTest::mouseMove(&slider, start + QPoint(38, 0));
    QCOMPARE(slider.value(), 6.0);
    QTest::mouseMove(&slider, start + QPoint(500, 0));
    QCOMPARE(slider.value(), 8.0);
    QCOMPARE(released.count(), 0);
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, start + QPoint(500, 0));
    QCOMPARE(changing.count(), 2);
    QCOMPARE(released.count(), 1);
}

void TestControls::pressingTheHandleDoesNotMoveIt()
{
    Shown shown;
    shown.slider.setValue(5); // between two stops
    QSignalSpy changing(&shown.slider, &ValueSlider::changing);
    QSignalSpy released(&shown.slider, &ValueSlider::released);
    QTest::mouseClick(&shown.slider, Qt::LeftButton, {},
                      shown.slider.handleRect().center().toPoint() + QPoint(4, 2));
    QCOMPARE(changing.count(), 0);
    QCOMPARE(released.count(), 0);
    QCOMPARE(shown.slider.value(), 5.0);
}

void TestControls::keysStepTheSlider()
{
    Shown shown;
    QTest::keyClick(&shown.slider, Qt::Key_Right);
    QCOMPARE(shown.slider.value(), 6.0);
    QTest::keyClick(&shown.slider, Qt::Key_Down);
    QCOMPARE(shown.slider.value(), 4.0);
    QTest::keyClick(&shown.slider, Qt::Key_PageDown);
    QCOMPARE(shown.slider.value(), 1.0);
    QTest::keyClick(&shown.slider, Qt::Key_End);
    QCOMPARE(shown.slider.value(), 8.0);
    QTest::keyClick(&shown.slider, Qt::Key_Home);
    QCOMPARE(shown.slider.value(), 1.0);
}

void TestControls::doubleClickResets()
{
    Shown shown;
    shown.slider.setResetValue(2);
    QSignalSpy released(&shown.slider, &ValueSlider::released);
    QTest::mouseDClick(&shown.slider, Qt::LeftButton, {},
                       shown.slider.handleRect().center().toPoint());
    QCOMPARE(shown.slider.value(), 2.0);
    QCOMPARE(released.count(), 1);
}

void TestControls::typingSetsAValueBetweenTheStops()
{
    Shown shown;
    QTest::mouseClick(&shown.slider, Qt::LeftButton, {},
                      shown.slider.valueRect().center().toPoint());
    auto *editor = shown.slider.findChild<QLineEdit *>();
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, QStringLiteral("5"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(shown.slider.value(), 5.0);
    // Beyond the end: none, unless the range is wider than the stops.
    shown.slider.beginTyping();
    for (QLineEdit *open : shown.slider.findChildren<QLineEdit *>()) {
        if (open->isVisible()) {
            QTest::keyClicks(open, QStringLiteral("5000"));
            QTest::keyClick(open, Qt::Key_Return);
            QCOMPARE(shown.slider.value(), 5.0);
            shown.slider.setRange(1, 10000);
            QTest::keyClick(open, Qt::Key_Return);
        }
    }
    QCOMPARE(shown.slider.value(), 5000.0);
}

void TestControls::badTypingKeepsTheValueAndSaysWhatIsNeeded()
{
    Shown shown;
    shown.slider.beginTyping();
    auto *editor = shown.slider.findChild<QLineEdit *>();
    QTest::keyClicks(editor, QStringLiteral("lots"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(shown.slider.value(), 4.0);
    QVERIFY(editor->isVisible());
    QCOMPARE(shown.slider.refusal(), QStringLiteral("Type a number from 1 to 8"));
}

void TestControls::escapeLeavesTypingAlone()
{
    Shown shown;
    shown.slider.beginTyping();
    auto *editor = shown.slider.findChild<QLineEdit *>();
    QTest::keyClicks(editor, QStringLiteral("7"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(shown.slider.value(), 4.0);
    QVERIFY(!editor->isVisible());
}

void TestControls::theWheelPassesTheSliderAndTheList()
{
    Shown shown;
    ChoiceBox box(QStringLiteral("Schedule"));
    box.setItems({{QStringLiteral("a"), QStringLiteral("A"), {}, {}},
                  {QStringLiteral("b"), QStringLiteral("B"), {}, {}}});
    box.setCurrentId(QStringLiteral("a"));
    for (QWidget *widget : {static_cast<QWidget *>(&shown.slider), static_cast<QWidget *>(&box)}) {
        const QPointF at = widget->rect().center();
        QWheelEvent wheel(at, widget->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &wheel);
    }
    QCOMPARE(shown.slider.value(), 4.0);
    QCOMPARE(box.currentId(), QStringLiteral("a"));
}

void TestControls::screenReadersSeeASliderWithItsValue()
{
    Shown shown;
    shown.slider.setFormat([](double value) { return QStringLiteral("%1 GB").arg(value); });
    QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(&shown.slider);
    QVERIFY(seen != nullptr);
    QCOMPARE(seen->role(), QAccessible::Slider);
    QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("GPUs"));
    QCOMPARE(seen->text(QAccessible::Value), QStringLiteral("4 GB"));
    QCOMPARE(seen->valueInterface()->maximumValue().toDouble(), 8.0);
    seen->valueInterface()->setCurrentValue(3.0);
}

void TestControls::arrowKeysChooseAmongTiles()
{
    TileGroup tiles;
    tiles.setItems({{QStringLiteral("data"), QStringLiteral("Data"), {}},
                    {QStringLiteral("layers"), QStringLiteral("Layers"), {}}});
    tiles.setCurrent(QStringLiteral("data"));
    tiles.resize(224, 30);
    tiles.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tiles));
    QSignalSpy chosen(&tiles, &ChoiceRow::chosen);
    auto *first = tiles.findChildren<ChoiceButton *>().front();
    first->setFocus(Qt::TabFocusReason);
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(tiles.current(), QStringLiteral("layers"));
    QCOMPARE(chosen.count(), 1);
}

void TestControls::choosingByProgramSendsNoSignal()
{
    TabStrip tabs;
    tabs.setItems({{QStringLiteral("a"), QStringLiteral("A"), {}},
                   {QStringLiteral("b"), QStringLiteral("B"), {}}});
    QSignalSpy chosen(&tabs, &ChoiceRow::chosen);
    tabs.setCurrent(QStringLiteral("b"));
    QCOMPARE(tabs.current(), QStringLiteral("b"));
    tabs.setCurrent(QStringLiteral("a"));
    QCOMPARE(chosen.count(), 0);
    int checked = 0;
    for (const ChoiceButton *button : tabs.findChildren<ChoiceButton *>())
        checked += button->isChecked() ? 1 : 0;
    QCOMPARE(checked, 1);
}

void TestControls::aListShowsForeignTextWhenNoRowIsCurrent()
{
    ChoiceBox box(QStringLiteral("GPU model"));
    box.setItems({{QStringLiteral("a"), QStringLiteral("A"), {}, {}}});
    QSignalSpy chosen(&box, &ChoiceBox::chosen);
    box.setCurrentId(QStringLiteral("a"));
    QCOMPARE(box.currentId(), QStringLiteral("a"));
    box.setCurrentId({}, QStringLiteral("my own"));
    QCOMPARE(box.currentId(), QString());
    QCOMPARE(box.currentIndex(), -1);
    QCOMPARE(chosen.count(), 0);
}

void TestControls::enterPressesAButton()
{
    PushButton button(PushButton::Kind::Primary, {}, QStringLiteral("Try"));
    QSignalSpy clicked(&button, &PushButton::clicked);
    QTest::keyClick(&button, Qt::Key_Return);
    QTest::keyClick(&button, Qt::Key_Space);
    QCOMPARE(clicked.count(), 2);
}

void TestControls::everyHitTargetIsAtLeast32PixelsOr30ForTiles()
{
    const PushButton button(PushButton::Kind::Outline, {}, QStringLiteral("OK"));
    const IconButton icon(QStringLiteral("undo"), QStringLiteral("Undo"));
    const ChoiceBox box(QStringLiteral("List"));
    const CheckBox check(QStringLiteral("Check"));
    const ValueSlider slider(QStringLiteral("Slider"));
    for (const QSize size : {button.sizeHint(), icon.sizeHint(), box.sizeHint(), check.sizeHint(),
                             slider.sizeHint()}) {
        QVERIFY(size.height() >= 32);
        QVERIFY(size.width() >= 32);
    }
}

void TestControls::theFocusRingShowsForKeysAndNotForClicks()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *first = new PushButton(PushButton::Kind::Outline, {}, QStringLiteral("One"));
    auto *slider = new ValueSlider(QStringLiteral("Two"));
    layout->addWidget(first);
    layout->addWidget(slider);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    slider->setFocus(Qt::TabFocusReason);
    QVERIFY(hasVisibleRing(window));
    first->setFocus(Qt::BacktabFocusReason);
    QVERIFY(hasVisibleRing(window));
    slider->setFocus(Qt::MouseFocusReason);
    QVERIFY(!hasVisibleRing(window));
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(hasVisibleRing(window));
}

void TestControls::rightToLeftMirrorsTheSlider()
{
    Shown shown;
    shown.slider.setValue(1);
    QVERIFY(shown.slider.handleRect().left() < 1);
    shown.slider.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(shown.slider.handleRect().right() > shown.slider.width() - 1);
    QVERIFY(shown.slider.valueRect().left() < 1);
}

void TestControls::systemThemeIsLightOrDark()
{
    const ThemeWatcher watcher;
    QVERIFY(watcher.systemTheme() == ThemeId::Light || watcher.systemTheme() == ThemeId::Dark);
    QCOMPARE(watcher.resolved(ThemeId::System), watcher.systemTheme());
    QCOMPARE(watcher.resolved(ThemeId::HighContrast), ThemeId::HighContrast);
}

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
