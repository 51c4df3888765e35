// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/slider_painter.h"
#include "ui/controls/value_slider.h"

#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

using namespace ui;

namespace {

ValueScale counts()
{
    return {{1, 2, 3, 4, 6, 8}};
}

} // namespace

class TestSliderKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysGoToTheSliderInHand();
    void aLongRefusalSaysWhatToType();
    void anOpenEditorFollowsItsValue();
};

// Not to the one that the keyboard was at before, whether the hand drags it or types its value.
void TestSliderKeys::keysGoToTheSliderInHand()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *stages = new ValueSlider(QStringLiteral("Stages"));
    auto *devices = new ValueSlider(QStringLiteral("GPUs"));
    for (ValueSlider *slider : {stages, devices}) {
        slider->setScale(counts());
        slider->setValue(4);
        layout->addWidget(slider);
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    stages->setFocus(Qt::TabFocusReason);
    QTest::mouseClick(devices, Qt::LeftButton, {}, devices->handleRect().center().toPoint());
    QTest::keyClick(window.focusWidget(), Qt::Key_Left);
    QCOMPARE(devices->value(), 3.0);
    QCOMPARE(stages->value(), 4.0);
    stages->setFocus(Qt::TabFocusReason);
    QTest::mouseClick(devices, Qt::LeftButton, {}, devices->valueRect().center().toPoint());
    QTest::keyClick(devices->findChild<QLineEdit *>(), Qt::Key_Escape);
    QTest::keyClick(window.focusWidget(), Qt::Key_Right);
    QCOMPARE(devices->value(), 4.0);
    QCOMPARE(stages->value(), 4.0);
}

// Cut at its end it would lose the range, which is what matters.
void TestSliderKeys::aLongRefusalSaysWhatToType()
{
    SliderPicture slider;
    slider.refusal = QStringLiteral("7.5 is not a whole number: type one from 1 to 262,144");
    slider.size = {223, 40};
    QCOMPARE(shownRefusal(slider), QStringLiteral("Type one from 1 to 262,144"));
    slider.size = {600, 40};
    QCOMPARE(shownRefusal(slider), slider.refusal);
    // Both of what is wrong and of what to type where the panel has its usual width.
    for (const char *whole :
         {"Type a number from 1 to 262,144", "Type a whole number, 1 to 250,000,000"}) {
        slider.refusal = QString::fromLatin1(whole);
        slider.size = {223, 40};
        QCOMPARE(shownRefusal(slider), slider.refusal);
        const QFontMetricsF smallest(slider.look.font(TextRole::Caption, 11));
        QVERIFY(smallest.horizontalAdvance(slider.refusal) <= 223);
    }
}

// What was typed so far was meant for another value: an undo, another control or a file that is
// opened takes its place, and a refusal with it. The same value again leaves it alone.
void TestSliderKeys::anOpenEditorFollowsItsValue()
{
    ValueSlider slider(QStringLiteral("Stages"));
    slider.setScale(counts());
    slider.setValue(4);
    slider.beginTyping();
    auto *editor = slider.findChild<QLineEdit *>();
    QTest::keyClicks(editor, QStringLiteral("7"));
    slider.setValue(4); // as it was
    QCOMPARE(editor->text(), QStringLiteral("7"));
    slider.setValue(2);
    QCOMPARE(editor->text(), QStringLiteral("2"));
    QCOMPARE(editor->selectedText(), QStringLiteral("2")); // typing on replaces it
    QTest::keyClicks(editor, QStringLiteral("lots"));
    QTest::keyClick(editor, Qt::Key_Return);
    QVERIFY(!slider.refusal().isEmpty());
    slider.setValue(6);
    QCOMPARE(editor->text(), QStringLiteral("6"));
    QVERIFY(slider.refusal().isEmpty());
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(slider.value(), 6.0);
}

QTEST_MAIN(TestSliderKeys)
#include "tst_slider_keys.moc"
