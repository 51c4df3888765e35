// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/curve_editor.h"

#include <QTest>

class TestCurveEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCurveIsDrawnWithTheKeys();
    void whatIsRevealedIsNotDrawnOver();
};

// Two of four points are given: the cursor begins on the third, never left of it.
void TestCurveEditor::aCurveIsDrawnWithTheKeys()
{
    ui::CurveEditor curve;
    curve.setQuestion(QStringLiteral("4,8,16,32").split(u','), {0.43, 0.27}, 2);
    QVERIFY(!curve.isDrawn());
    QTest::keyClick(&curve, Qt::Key_Left);
    QTest::keyClick(&curve, Qt::Key_Down);
    QVERIFY(curve.values()[2] < 0.27);
    QCOMPARE(curve.values()[1], 0.27);
    QTest::keyClick(&curve, Qt::Key_Right);
    QVERIFY(curve.isDrawn());
    const double third = curve.values()[2];
    QTest::keyClick(&curve, Qt::Key_Up);
    QVERIFY(curve.values()[3] > third);
    QTest::keyClick(&curve, Qt::Key_Left);
    QTest::keyClick(&curve, Qt::Key_Up);
    QVERIFY(curve.values()[2] > third);
}

void TestCurveEditor::whatIsRevealedIsNotDrawnOver()
{
    ui::CurveEditor curve;
    curve.setQuestion(QStringLiteral("4,8,16").split(u','), {0.43}, 1);
    curve.reveal({0.43, 0.3, 0.2}, {0.43, 0.27, 0.16});
    curve.setEnabled(true); // keys reach it again, as through a parent that is enabled
    QTest::keyClick(&curve, Qt::Key_Up);
    QCOMPARE(curve.values(), (std::vector{0.43, 0.3, 0.2}));
}

QTEST_MAIN(TestCurveEditor)
#include "tst_curve_editor.moc"
