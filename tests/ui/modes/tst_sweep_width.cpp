// SPDX-License-Identifier: GPL-3.0-or-later
// Mode Sweep in windows that are narrow.
#include "tests/ui/shell/window_fixture.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/push_button.h"
#include "ui/modes/sweep_mode.h"
#include "ui/panels/sweep_bar.h"
#include "ui/panels/sweep_pane.h"

#include <QTest>

class TestSweepWidth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(QStringLiteral("llama7b-pp4"));
        m_fixture.window().modes().choose(QStringLiteral("sweep"));
    }
    void cleanup()
    {
        m_fixture.window().modes().choose(QStringLiteral("explore")); // the last is remembered
        m_fixture.close();
    }
    void choicesAreWholeInANarrowPane();
    void inANarrowWindowOnePaneIsBelowTheOther();

private:
    WindowFixture m_fixture;
};

// At 1280x720 and 150 % the third read "…".
void TestSweepWidth::choicesAreWholeInANarrowPane()
{
    m_fixture.window().resize(1280, 720);
    m_fixture.window().appearance().setZoom(150);
    QCoreApplication::processEvents();
    for (const ui::SweepPane *pane :
         {&m_fixture.part<ui::SweepMode>().lines(), &m_fixture.part<ui::SweepMode>().map()}) {
        for (const auto *box : pane->findChildren<ui::ChoiceBox *>())
            QVERIFY2(box->width() >= box->neededWidth(), qPrintable(box->currentText()));
    }
    m_fixture.window().appearance().setZoom(100);
}

// Beside each other neither would have room for its words.
void TestSweepWidth::inANarrowWindowOnePaneIsBelowTheOther()
{
    m_fixture.window().resize(1280, 720);
    m_fixture.window().appearance().setZoom(200);
    QCoreApplication::processEvents();
    const QRect lines = m_fixture.part<ui::SweepMode>().lines().geometry();
    const QRect map = m_fixture.part<ui::SweepMode>().map().geometry();
    QCOMPARE(map.left(), lines.left());
    QCOMPARE(map.width(), lines.width());
    QVERIFY(map.top() > lines.bottom());
    for (const ui::SweepPane *pane :
         {&m_fixture.part<ui::SweepMode>().lines(), &m_fixture.part<ui::SweepMode>().map()}) {
        int line = -1; // all choices in one, which leaves the chart its height
        for (const auto *box : pane->findChildren<ui::ChoiceBox *>()) {
            QVERIFY2(box->width() >= box->neededWidth(), qPrintable(box->currentText()));
            QVERIFY(line < 0 || box->y() == line);
            line = box->y();
        }
    }
    const auto &bar = m_fixture.part<ui::SweepMode>().bar();
    for (const auto *button : bar.findChildren<ui::PushButton *>())
        QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
    m_fixture.window().appearance().setZoom(100);
}

QTEST_MAIN(TestSweepWidth)
#include "tst_sweep_width.moc"
