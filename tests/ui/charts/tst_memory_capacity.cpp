// SPDX-License-Identifier: GPL-3.0-or-later
// The capacity in the chart of memory over time: whether it is drawn, and that it can be read.
#include "core/io/scenario/scenario_json.h"
#include "ui/views/charts/memory_lines.h"
#include "ui/views/charts/memory_view.h"

#include <QTest>
#include <qcustomplot.h>

class MemoryCapacityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCapacityFarAboveIsLeftOut();
    void thePlayheadDoesNotStrikeItsText_data();
    void thePlayheadDoesNotStrikeItsText();
};

void MemoryCapacityTest::aCapacityFarAboveIsLeftOut()
{
    const core::Bytes capacity{80'000'000'000};
    const ui::MemoryScale near = ui::memoryScale({60'000'000'000}, capacity, 1.12);
    QVERIFY(near.showsCapacity);
    QCOMPARE(near.top, 80e9 * 1.12);
    QCOMPARE(near.unit, QStringLiteral("GB"));
    const ui::MemoryScale above = ui::memoryScale({200'000'000'000}, capacity, 1.12);
    QVERIFY(above.showsCapacity);
    QCOMPARE(above.top, 200e9 * 1.04);
    const ui::MemoryScale far = ui::memoryScale({40'000'000}, capacity, 1.12);
    QVERIFY(!far.showsCapacity);
    QCOMPARE(far.top, 40e6 * 1.25);
    QCOMPARE(far.unit, QStringLiteral("MB"));
    QCOMPARE(far.divisor, 1e6);
}

void MemoryCapacityTest::thePlayheadDoesNotStrikeItsText_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::newRow("line") << QByteArray("llama7b-pp4");
    QTest::newRow("above") << QByteArray("train-digits-1");
}

// The same pixels, wherever the playhead is.
void MemoryCapacityTest::thePlayheadDoesNotStrikeItsText()
{
    QFETCH(const QByteArray, scenario);
    ui::MemoryView view;
    view.resize(640, 300);
    view.setSnapshot(core::run(core::loadScenario(scenario.toStdString()).value()).value());
    const QCPItemText *text = nullptr;
    for (int i = 0; i < view.plot().itemCount(); ++i) {
        if (const auto *item = qobject_cast<const QCPItemText *>(view.plot().item(i)))
            text = item;
    }
    QVERIFY(text != nullptr);
    view.setMoment(std::nullopt);
    const QImage without = view.image(1);
    const QRect words = // within the pixels at its edge
        QRectF(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition())
            .toRect()
            .adjusted(1, 1, -1, -1);
    QVERIFY(words.width() > 40 && words.height() > 8);
    view.setMoment(core::Nanos{
        std::llround(view.plot().xAxis->pixelToCoord(words.left() + words.width() / 3.0))});
    const QImage with = view.image(1);
    const QPoint at = view.plot().geometry().topLeft();
    QVERIFY(with != without);
    QCOMPARE(with.copy(words.translated(at)), without.copy(words.translated(at)));
}

QTEST_MAIN(MemoryCapacityTest)
#include "tst_memory_capacity.moc"
