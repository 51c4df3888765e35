// SPDX-License-Identifier: GPL-3.0-or-later
// Cards of devices that are lower than their words would have it.
#include "core/analysis/moment.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/paint/scene/card_body.h"

#include <QFontInfo>
#include <QImage>
#include <QPainter>
#include <QTest>
#include <QtMath>

class TestLowCards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void descendersOfLowCardsAreWhole();
};

// "Waiting for GPU 1" has a descender, below a line that is lower than the font. What is below its
// baseline is what the word alone paints there.
void TestLowCards::descendersOfLowCardsAreWhole()
{
    const core::SnapshotPtr snapshot = core::run(core::loadScenario("1f1b-4-8").value()).value();
    ui::Look look;
    look.scale = 2;
    const QFont font = look.font(ui::TextRole::Caption, 11);
    const int deep = qFloor(0.2 * QFontInfo(font).pixelSize()); // of "g"; the bar is below that
    int found = 0;
    for (int high = 34; high <= 60; ++high) {
        ui::CardGeometry card;
        card.card = QRectF(0, 0, 260, 2 * high);
        const core::Nanos start{1}; // all but the first wait
        const core::DeviceMoment moment = core::deviceMoment(*snapshot, 2, start);
        const auto paint = [&](QPaintDevice &device) {
            QPainter painter(&device);
            ui::paintMovingSmallCard(painter, *snapshot, card, moment, start, look);
        };
        TextRecorder recorder(card.card.size().toSize());
        paint(recorder);
        QImage whole(card.card.size().toSize(), QImage::Format_RGB32);
        whole.fill(Qt::white);
        QImage word = whole;
        paint(whole);
        for (const RecordedText &text : recorder.texts()) {
            if (!text.text.contains(u'g'))
                continue;
            ++found;
            QPainter painter(&word);
            painter.setFont(font);
            painter.setPen(look.theme.text2);
            painter.drawText(text.at, text.text);
            painter.end();
            const QRect below(qRound(text.at.x()), qCeil(text.at.y()) + 1,
                              qFloor(text.whole.width()), deep);
            QCOMPARE(whole.copy(below), word.copy(below));
        }
    }
    QVERIFY(found > 10);
}

QTEST_MAIN(TestLowCards)
#include "tst_low_cards.moc"
