// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include <QApplication>
#include <QMenu>
#include <QPointer>
#include <QWheelEvent>

#include <random>

// Random input, the same on every run: the window must stay alive and tell the truth.
class TestMonkey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightHundredEventsLeaveItAlive_data();
    void eightHundredEventsLeaveItAlive();

private:
    void act(ui::MainWindow &window);
    void press(QWidget &widget, QPoint position);
    void strike(QWidget &widget);
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }

    std::mt19937 m_random;
};

void TestMonkey::eightHundredEventsLeaveItAlive_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<int>("seed");
    QTest::newRow("pipeline") << QStringLiteral("1f1b-4-8") << 1;
    QTest::newRow("data parallel") << QStringLiteral("dp8-straggler") << 2;
    QTest::newRow("does not fit") << QStringLiteral("llama7b-dp3-80") << 3;
    QTest::newRow("chunks") << QStringLiteral("interleaved-4-8x2") << 4;
    QTest::newRow("both ends") << QStringLiteral("dualpipe-4-8") << 5;
}

void TestMonkey::eightHundredEventsLeaveItAlive()
{
    QFETCH(const QString, scenario);
    QFETCH(const int, seed);
    m_random.seed(static_cast<unsigned>(seed));
    WindowFixture fixture;
    fixture.open(scenario);
    for (int i = 0; i < 800; ++i) {
        act(fixture.window());
        QCoreApplication::processEvents();
        fixture.window().show(); // full screen or closed: on it goes
    }
    while (QWidget *dialog = QApplication::activeModalWidget())
        dialog->close();
    fixture.settle();
    QVERIFY(core::validate(fixture.document().scenario()) ||
            !fixture.document().problem().isEmpty());
    fixture.openBuiltin(QStringLiteral("1f1b-4-8"));
    QVERIFY(fixture.document().problem().isEmpty());
    QVERIFY(fixture.document().snapshot()->scenario == fixture.document().scenario());
    QVERIFY(!fixture.window().grab().isNull());
}

void TestMonkey::act(ui::MainWindow &window)
{
    if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
        const QList<QAction *> rows = menu->actions();
        if (!rows.isEmpty() && upTo(1) == 0)
            menu->setActiveAction(rows[upTo(static_cast<int>(rows.size()) - 1)]);
        QTest::keyClick(menu, upTo(2) == 0 ? Qt::Key_Return : Qt::Key_Escape);
        return;
    }
    if (QWidget *popup = QApplication::activePopupWidget()) {
        QTest::keyClick(popup, upTo(1) == 0 ? Qt::Key_Return : Qt::Key_Escape);
        return;
    }
    if (QWidget *dialog = QApplication::activeModalWidget()) {
        QTest::keyClick(dialog, Qt::Key_Escape);
        dialog->close();
        return;
    }
    if (upTo(2) == 0) {
        strike(window);
        return;
    }
    const QPoint position(upTo(window.width() - 1), upTo(window.height() - 1));
    QWidget *target = window.childAt(position);
    press(target == nullptr ? window : *target,
          target == nullptr ? position : target->mapFrom(&window, position));
}

void TestMonkey::press(QWidget &widget, QPoint position)
{
    switch (upTo(4)) {
    case 0:
        QTest::mouseDClick(&widget, Qt::LeftButton, {}, position);
        break;
    case 1: {
        // The press may delete the widget.
        const QPointer<QWidget> alive(&widget);
        QTest::mousePress(&widget, Qt::LeftButton, {}, position);
        if (alive)
            QTest::mouseMove(alive, position + QPoint(upTo(200) - 100, upTo(40) - 20));
        if (alive)
            QTest::mouseRelease(alive, Qt::LeftButton, {}, position + QPoint(upTo(60), 0));
        break;
    }
    case 2: {
        QWheelEvent wheel(position, widget.mapToGlobal(position), {}, {0, upTo(480) - 240},
                          Qt::NoButton, upTo(3) == 0 ? Qt::ControlModifier : Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &wheel);
        break;
    }
    default:
        QTest::mouseClick(&widget, Qt::LeftButton, {}, position);
    }
}

void TestMonkey::strike(QWidget &window)
{
    static constexpr Qt::Key keys[] = {
        Qt::Key_Space, Qt::Key_Left, Qt::Key_Right,  Qt::Key_Up,          Qt::Key_Down,
        Qt::Key_Home,  Qt::Key_End,  Qt::Key_Tab,    Qt::Key_F6,          Qt::Key_Return,
        Qt::Key_F,     Qt::Key_L,    Qt::Key_E,      Qt::Key_W,           Qt::Key_S,
        Qt::Key_0,     Qt::Key_9,    Qt::Key_Escape, Qt::Key_PageUp,      Qt::Key_F11,
        Qt::Key_F1,    Qt::Key_Z,    Qt::Key_B,      Qt::Key_K,           Qt::Key_Equal,
        Qt::Key_Minus, Qt::Key_N,    Qt::Key_O,      Qt::Key_BracketLeft, Qt::Key_C,
        Qt::Key_I};
    static constexpr Qt::KeyboardModifier modifiers[] = {Qt::NoModifier, Qt::NoModifier,
                                                         Qt::ShiftModifier, Qt::ControlModifier};
    QWidget *target = window.focusWidget() != nullptr ? window.focusWidget() : &window;
    QTest::keyClick(target, keys[upTo(std::size(keys) - 1)], modifiers[upTo(3)]);
}

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
