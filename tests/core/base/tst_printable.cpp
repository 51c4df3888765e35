// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"

#include <QTest>

#include <string>

using core::LineBreaks;
using core::printable;

class TestPrintable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatATerminalObeysIsShown_data();
    void whatATerminalObeysIsShown();
    void textOfAnyLanguageStays();
    void lineBreaksAreKeptOnRequest();
    void noByteOfAnyTextIsObeyed();
};

// ECMA-48: Escape is 1B, and its short form with [ is the single U+009B; BEL is 07. Unicode 15,
// table 23-3: U+202E turns the direction of text.
void TestPrintable::whatATerminalObeysIsShown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("escape") << QByteArray("a\x1b[31mb") << QByteArray("a\\x1b[31mb");
    QTest::newRow("bell") << QByteArray("\x07") << QByteArray("\\x07");
    QTest::newRow("delete") << QByteArray("\x7f") << QByteArray("\\u007f");
    QTest::newRow("short form") << QByteArray("\xC2\x9B") << QByteArray("\\u009b");
    QTest::newRow("direction") << QByteArray("\xE2\x80\xAE") << QByteArray("\\u202e");
    QTest::newRow("line separator") << QByteArray("\xE2\x80\xA8") << QByteArray("\\u2028");
    QTest::newRow("no UTF-8") << QByteArray("\xFF\xC3") << QByteArray("\\xff\\xc3");
    QTest::newRow("byte of its own") << QByteArray("\x9b") << QByteArray("\\x9b");
    QTest::newRow("overlong") << QByteArray("\xC0\x9B") << QByteArray("\\xc0\\x9b");
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
    QTest::newRow("line") << QByteArray("a\nb") << QByteArray("a\\x0ab");
}

void TestPrintable::whatATerminalObeysIsShown()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(printable(text.toStdString()), shown.toStdString());
    QVERIFY(core::hasUnprintable(text.toStdString()));
}

void TestPrintable::textOfAnyLanguageStays()
{
    for (const char *text : {"", "Llama-2 7B on 4 GPUs", "Großes Modell – 12 µs × 3", "大模型训练",
                             "نموذج", "🚀 café"}) {
        QCOMPARE(printable(text), std::string(text));
        QVERIFY(!core::hasUnprintable(text));
    }
}

void TestPrintable::lineBreaksAreKeptOnRequest()
{
    QCOMPARE(printable("a\tb\n\x1b", LineBreaks::Kept), std::string("a\tb\n\\x1b"));
    QCOMPARE(printable("a\r\n", LineBreaks::Kept), std::string("a\\x0d\n"));
}

// All pairs of bytes: what comes out has none that printable() would replace again.
void TestPrintable::noByteOfAnyTextIsObeyed()
{
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string text = {static_cast<char>(first), static_cast<char>(second)};
            QVERIFY(!core::hasUnprintable(printable(text)));
        }
    }
}

QTEST_APPLESS_MAIN(TestPrintable)
#include "tst_printable.moc"
