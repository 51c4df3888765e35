// SPDX-License-Identifier: GPL-3.0-or-later
// The Zero Bubble paper's Tables 5 and 8 (arXiv:2401.10241): 96 entries to four decimals.
#include "core/papers/published_bubbles.h"
#include "core/schedule/schedule.h"

#include <QTest>

class TestPublishedBubbles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsReproduced();
};

void TestPublishedBubbles::everyEntryIsReproduced()
{
    const std::vector<core::PublishedBubble> bubbles = core::publishedBubbles();
    QCOMPARE(bubbles.size(), std::size_t(117)); // 12 x 6 in Table 5 and 9 x 5 in Table 8
    int counted = 0;
    for (const core::PublishedBubble &bubble : bubbles) {
        if (!core::findSchedule(bubble.id))
            continue;
        QVERIFY2(bubble.ours, bubble.note.c_str());
        QCOMPARE(bubble.counts, bubble.schedule != "1F1B-I");
        if (!bubble.counts) { // without the hops that the paper leaves out it is the same
            const QString published = QString::number(bubble.published);
            QVERIFY2(bubble.note.find(published.toStdString()) != std::string::npos,
                     bubble.note.c_str());
            continue;
        }
        ++counted;
        QVERIFY2(bubble.agrees(), qPrintable(QStringLiteral("table %1 %2 p %3 m %4: %5")
                                                 .arg(bubble.table)
                                                 .arg(bubble.schedule.c_str())
                                                 .arg(bubble.ranks)
                                                 .arg(bubble.microBatches)
                                                 .arg(*bubble.ours)));
    }
    for (const core::PublishedBubble &bubble : bubbles) // the search is never worse
        QVERIFY(!bubble.searched || *bubble.searched <= *bubble.ours + 1e-9);
    if (core::findSchedule("zb-auto") && core::findSchedule("zbv-auto"))
        QCOMPARE(counted, 96);
}

QTEST_APPLESS_MAIN(TestPublishedBubbles)
#include "tst_published_bubbles.moc"
