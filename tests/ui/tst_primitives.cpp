// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/primitives.h"
#include "ui/paint/token_text.h"

#include <QImage>
#include <QPainter>
#include <QTest>

class TestPrimitives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFrameFromItsCornersIsTheFrameDrawnWhole_data();
    void aFrameFromItsCornersIsTheFrameDrawnWhole();
    void aCardCastsItsShadowBelowAlone();
    void flatThemesHaveNoShadows();
    void numbersOnTokensReadInHighContrast();
    void numbersStayInsideTheirTokens_data();
    void numbersStayInsideTheirTokens();
    void aNumberThatIsASpeckIsLeftOut();
};

void TestPrimitives::aFrameFromItsCornersIsTheFrameDrawnWhole_data()
{
    QTest::addColumn<QRectF>("rect");
    QTest::addColumn<double>("radius");
    QTest::addColumn<double>("width"); // of the outline; 0: none
    QTest::newRow("card") << QRectF(3, 4, 120, 60) << 10.0 << 1.0;
    QTest::newRow("thick outline") << QRectF(1, 1, 71, 43) << 7.5 << 2.5;
    QTest::newRow("no outline") << QRectF(0, 2, 40, 31) << 6.0 << 0.0;
    QTest::newRow("square corners") << QRectF(5, 5, 50, 50) << 0.0 << 1.0;
    QTest::newRow("too small to be put together") << QRectF(2, 2, 12, 9) << 10.0 << 1.0;
    QTest::newRow("between pixels") << QRectF(2.5, 2.25, 60.5, 40) << 8.0 << 1.0;
}

void TestPrimitives::aFrameFromItsCornersIsTheFrameDrawnWhole()
{
    QFETCH(const QRectF, rect);
    QFETCH(const double, radius);
    QFETCH(const double, width);
    const QColor fill(0x20, 0x80, 0xC0);
    const QColor outline = width > 0 ? QColor(0x40, 0x10, 0x10) : QColor();
    QImage expected(140, 80, QImage::Format_RGB32);
    expected.fill(Qt::white);
    QImage drawn = expected;
    {
        QPainter painter(&expected);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(width > 0 ? QPen(outline, width) : QPen(Qt::NoPen));
        painter.setBrush(fill);
        const double inset = width / 2;
        const double inner = std::max(0.0, radius - inset);
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), inner, inner);
    }
    {
        QPainter painter(&drawn);
        ui::drawRounded(painter, rect, radius, fill, outline, width);
    }
    // Blending in two steps may round a channel of an edge pixel the other way.
    for (int y = 0; y < drawn.height(); ++y) {
        for (int x = 0; x < drawn.width(); ++x) {
            const QColor a = drawn.pixelColor(x, y);
            const QColor b = expected.pixelColor(x, y);
            QVERIFY2(std::abs(a.red() - b.red()) <= 2 && std::abs(a.green() - b.green()) <= 2 &&
                         std::abs(a.blue() - b.blue()) <= 2,
                     qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
        }
    }
}

void TestPrimitives::aCardCastsItsShadowBelowAlone()
{
    const ui::Look look;
    QImage image(100, 80, QImage::Format_RGB32);
    image.fill(look.theme.bg);
    {
        QPainter painter(&image);
        ui::drawCard(painter, QRectF(10, 10, 80, 60), look);
    }
    QCOMPARE(image.pixelColor(50, 40), look.theme.surface);
    QCOMPARE(image.pixelColor(50, 10), look.theme.line);
    QCOMPARE(image.pixelColor(50, 69), look.theme.line);
    QCOMPARE(image.pixelColor(50, 9), look.theme.bg);
    QVERIFY(image.pixelColor(50, 70) != look.theme.bg);
    QCOMPARE(image.pixelColor(50, 73), look.theme.bg);
    QCOMPARE(image.pixelColor(9, 40), look.theme.bg);
    QCOMPARE(image.pixelColor(90, 40), look.theme.bg);
}

// High contrast and print: below its frame nothing is painted.
void TestPrimitives::flatThemesHaveNoShadows()
{
    const QColor ground(0x10, 0x60, 0x10);
    for (const ui::ThemeId id : {ui::ThemeId::HighContrast, ui::ThemeId::Print}) {
        ui::Look look;
        look.theme = ui::themeOf(id);
        QImage image(80, 80, QImage::Format_RGB32);
        image.fill(ground);
        QPainter painter(&image);
        ui::drawCard(painter, QRectF(10, 10, 60, 60), look);
        painter.end();
        for (int below = 70; below < 80; ++below)
            QCOMPARE(image.pixelColor(40, below), ground);
    }
}

// WCAG's 4.5 : 1, for tokens of the past and, paler, of the future.
void TestPrimitives::numbersOnTokensReadInHighContrast()
{
    constexpr int count = 64;
    constexpr double paler = 0.35; // as the timeline has them
    ui::Look look;
    look.theme = ui::themeOf(ui::ThemeId::HighContrast);
    for (int i = 0; i < 2 * count; ++i) {
        const QColor past = ui::microBatchColour(i % count, count);
        QImage image(40, 40, QImage::Format_RGB32);
        QPainter painter(&image);
        ui::drawToken(painter, {20, 20}, 15, ui::TokenShape::Circle,
                      i < count ? past : ui::mixed(past, look.theme.surface, paler), {}, look);
        painter.end();
        const QColor fill = image.pixelColor(20, 20);
        QVERIFY2(ui::contrastRatio(ui::textOn(fill), fill) >= 4.5, qPrintable(fill.name()));
        QVERIFY2(ui::contrastRatio(fill, look.theme.surface) >= 3, qPrintable(fill.name()));
    }
}

void TestPrimitives::numbersStayInsideTheirTokens_data()
{
    QTest::addColumn<QString>("number");
    for (const char *number : {"8", "48", "888", "8888"})
        QTest::addRow("%s", number) << QString::fromLatin1(number);
}

// The corners of a number are inside a circle where their distance from its centre is at most the
// radius, and inside a diamond where their sum is at most its reach, 1.2 radii.
void TestPrimitives::numbersStayInsideTheirTokens()
{
    QFETCH(const QString, number);
    constexpr double radius = 40;
    const auto corner = [&](ui::TokenShape shape) {
        QFont font = ui::Look().font(ui::TextRole::Small);
        font.setWeight(QFont::Bold);
        font.setPixelSize(int(ui::tokenTextPixels(radius, shape, number.size())));
        const QRectF box = QFontMetricsF(font).tightBoundingRect(number);
        return box.size() / 2;
    };
    const QSizeF round = corner(ui::TokenShape::Circle);
    QVERIFY(std::hypot(round.width(), round.height()) <= radius);
    const QSizeF diamond = corner(ui::TokenShape::Diamond);
    QVERIFY(diamond.width() + diamond.height() <= 1.2 * radius);
    // As large as that allows, but for one digit: small tokens are read too.
    if (number.size() > 1)
        QVERIFY(std::hypot(round.width(), round.height()) >= 0.8 * radius);
}

// Three digits of a token of 6 pixels would be 5 pixels high: it has none, as one without a number.
void TestPrimitives::aNumberThatIsASpeckIsLeftOut()
{
    const auto picture = [](double radius, const QString &number) {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        ui::drawToken(painter, {20, 20}, radius, ui::TokenShape::Diamond, Qt::darkBlue, number, {});
        return image;
    };
    QVERIFY(ui::tokenTextPixels(6, ui::TokenShape::Diamond, 3) < 6);
    QCOMPARE(picture(6, QStringLiteral("109")), picture(6, {}));
    QVERIFY(picture(6, QStringLiteral("9")) != picture(6, {}));
    QVERIFY(picture(12, QStringLiteral("109")) != picture(12, {}));
}

QTEST_MAIN(TestPrimitives)
#include "tst_primitives.moc"
