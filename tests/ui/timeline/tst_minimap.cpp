// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_drawn.h"
#include "ui/layout/timeline/timeline_shares.h"
#include "ui/views/timeline/minimap_view.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

using namespace handdrawn;

class MinimapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSharesAreThoseOfTheHandDrawnSchedule();
    void theSharesOfEveryColumnSumToOne();
    void aClickSeeksToTheTimeUnderIt();
    void arrowKeysMoveByAHundredthOfTheStep();
    void goingBackRestoresTheIdenticalPicture();
    void withoutAResultItStaysQuiet();

private:
    std::unique_ptr<ui::MinimapView> m_view;
    core::SnapshotPtr m_snapshot;
};

void MinimapTest::init()
{
    m_snapshot = std::make_shared<const core::Snapshot>(oneForwardOneBackward());
    m_view = std::make_unique<ui::MinimapView>();
    m_view->resize(614, 34);
    m_view->setSnapshot(m_snapshot);
    m_view->show();
}

void MinimapTest::theSharesAreThoseOfTheHandDrawnSchedule()
{
    // Two ranks, so one working rank is a half; read off the drawing, unit by unit.
    const auto shares = ui::workShares(*m_snapshot, 6);
    const std::array<double, 6> forward = {0.5, 1, 0, 0.5, 0, 0};
    const std::array<double, 6> backward = {0, 0, 0.5, 0.5, 0.5, 0.5};
    for (std::size_t i = 0; i < 6; ++i) {
        QVERIFY(std::abs(shares[i][std::size_t(ui::WorkClass::Forward)] - forward[i]) < 1e-9);
        QVERIFY(std::abs(shares[i][std::size_t(ui::WorkClass::Backward)] - backward[i]) < 1e-9);
    }
}

void MinimapTest::theSharesOfEveryColumnSumToOne()
{
    const core::SnapshotPtr real = realStep(2, 2, 4);
    QVERIFY(real);
    for (const auto &column : ui::workShares(*real, 333)) {
        double sum = 0;
        for (const double share : column)
            sum += share;
        QVERIFY(std::abs(sum - 1) < 1e-6);
    }
}

void MinimapTest::aClickSeeksToTheTimeUnderIt()
{
    QSignalSpy spy(m_view.get(), &ui::MinimapView::scrubbed);
    // Track of 600 pixels from 7: half of it is at 307.
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {307, 15});
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().value<core::Nanos>().count, 3 * kUnit);
    QVERIFY(std::abs(m_view->xOf({3 * kUnit}) - 307) < 1e-6);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {1, 15});
    QCOMPARE(spy.last().first().value<core::Nanos>().count, std::int64_t(0));
}

void MinimapTest::arrowKeysMoveByAHundredthOfTheStep()
{
    QSignalSpy spy(m_view.get(), &ui::MinimapView::scrubbed);
    m_view->setMoment({3 * kUnit});
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QCOMPARE(spy.last().first().value<core::Nanos>().count, 3 * kUnit + 6 * kUnit / 100);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(spy.last().first().value<core::Nanos>().count, 6 * kUnit);
}

void MinimapTest::goingBackRestoresTheIdenticalPicture()
{
    m_view->setMoment({2 * kUnit});
    const QImage first = m_view->grab().toImage();
    m_view->setMoment({5 * kUnit});
    QVERIFY(m_view->grab().toImage() != first);
    m_view->setMoment({2 * kUnit});
    QCOMPARE(m_view->grab().toImage(), first);
}

void MinimapTest::withoutAResultItStaysQuiet()
{
    m_view->setSnapshot(nullptr);
    QSignalSpy spy(m_view.get(), &ui::MinimapView::scrubbed);
    QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {307, 15});
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(spy.size(), 0);
    QVERIFY(!m_view->grab().isNull());
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    MinimapTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_minimap.moc"
