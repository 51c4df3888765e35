// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/icons.h"
#include "ui/paint/look.h"
#include "ui/paint/primitives.h"
#include "ui/paint/theme.h"
#include "ui/shell/dialog_icons.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QImage>
#include <QTest>

#include <cstdlib>

using namespace ui;

namespace {

constexpr double kText = 4.5;  // WCAG 2 AA, text
constexpr double kShape = 3.0; // WCAG 2 AA, shapes that carry state

struct NamedTheme
{
    const char *name;
    ThemeId id;
};
constexpr NamedTheme kThemes[] = {{"light", ThemeId::Light},
                                  {"dark", ThemeId::Dark},
                                  {"high contrast", ThemeId::HighContrast},
                                  {"print", ThemeId::Print}};

void addThemeRows()
{
    QTest::addColumn<int>("id");
    for (const NamedTheme &theme : kThemes)
        QTest::newRow(theme.name) << static_cast<int>(theme.id);
}

Theme fetchedTheme()
{
    QFETCH_GLOBAL(int, id);
    return themeOf(static_cast<ThemeId>(id));
}

// Whatever its opacity, which at 16 pixels no line has in full.
bool isAlmost(const QColor &pixel, const QColor &colour)
{
    const auto near = [](int a, int b) { return std::abs(a - b) <= 6; };
    return pixel.alpha() > 120 && near(pixel.red(), colour.red()) &&
           near(pixel.green(), colour.green()) && near(pixel.blue(), colour.blue());
}

struct Pair
{
    const char *name;
    QColor over;
    QColor under;
};

void requireContrast(const QList<Pair> &pairs, double least)
{
    for (const Pair &pair : pairs) {
        const double ratio = contrastRatio(pair.over, pair.under);
        QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 has contrast %2, needs %3")
                                                .arg(QLatin1String(pair.name))
                                                .arg(ratio)
                                                .arg(least)));
    }
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addThemeRows(); }
    void contrastOfBlackOnWhiteIs21();
    void everyTextReadsOnEverySurface();
    void textReadsOnTheWorkItNames();
    void shapesThatCarryStateStandOutFromTheSurface();
    void tokensAreThoseOfTheSpecification();
    void theRampIsSampledEvenlyFromFirstToLastColour();
    void theNumberOnEveryTokenReads();
    void theFutureIsMixed62PercentTowardsTheSurface();
    void everyIconDrawsSomethingInTheColourAsked();
    void fontsAreInPixelsAndGrowWithTheScale();
    void hatchTilesMeetWithoutASeam();
    void iconsOfTheFileDialogAreOursInTheColourOfText();
};

void TestTheme::contrastOfBlackOnWhiteIs21()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
}

void TestTheme::everyTextReadsOnEverySurface()
{
    const Theme t = fetchedTheme();
    QList<Pair> pairs;
    for (const auto &[surfaceName, surface] :
         {std::pair("bg", t.bg), std::pair("surface", t.surface),
          std::pair("surface2", t.surface2)}) {
        Q_UNUSED(surfaceName)
        pairs << Pair{"text1", t.text1, surface} << Pair{"text2", t.text2, surface}
              << Pair{"text3", t.text3, surface} << Pair{"problemText", t.problemText, surface};
    }
    pairs << Pair{"text1 on accentSoft", t.text1, t.accentSoft}
          << Pair{"text2 on accentSoft", t.text2, t.accentSoft}
          << Pair{"problemText on problemSoft", t.problemText, t.problemSoft}
          << Pair{"text1 on problemSoft", t.text1, t.problemSoft};
    requireContrast(pairs, kText);
}

void TestTheme::textReadsOnTheWorkItNames()
{
    const Theme t = fetchedTheme();
    requireContrast({{"onAccent", t.onAccent, t.accent},
                     {"onForward", t.onForward, t.forward},
                     {"onBackward", t.onBackward, t.backward},
                     {"onSync", t.onSync, t.sync},
                     {"onProblem", t.onProblem, t.problem},
                     {"surface on text1", t.surface, t.text1}},
                    kText);
}

void TestTheme::shapesThatCarryStateStandOutFromTheSurface()
{
    const Theme t = fetchedTheme();
    requireContrast({{"line3", t.line3, t.surface},
                     {"accent", t.accent, t.surface},
                     {"forward", t.forward, t.surface},
                     {"backwardEdge", t.backwardEdge, t.surface},
                     {"sync", t.sync, t.surface},
                     {"optimizer", t.optimizer, t.surface},
                     {"problem", t.problem, t.surface},
                     {"memActs", t.memActs, t.surface}},
                    kShape);
}

void TestTheme::tokensAreThoseOfTheSpecification()
{
    // The first column of the table of colours, and a sample of the second.
    const Theme &light = themeOf(ThemeId::Light);
    QCOMPARE(light.bg, QColor(0xF1, 0xF4, 0xF8));
    QCOMPARE(light.accent, QColor(0x17, 0x68, 0xAC));
    QCOMPARE(light.backward, QColor(0xEF, 0xA0, 0x0B));
    QCOMPARE(light.sync, QColor(0xB8, 0x4A, 0x8C));
    QCOMPARE(light.problem, QColor(0xC4, 0x38, 0x0F));
    const Theme &dark = themeOf(ThemeId::Dark);
    QCOMPARE(dark.surface, QColor(0x19, 0x20, 0x2A));
    QCOMPARE(dark.line3, QColor(0x6B, 0x7A, 0x90));
    QVERIFY(dark.dark && !dark.flat);
    QVERIFY(themeOf(ThemeId::Print).flat && !themeOf(ThemeId::Print).dark);
    QCOMPARE(themeOf(ThemeId::HighContrast).lineWidth, 2.0);
}

void TestTheme::theRampIsSampledEvenlyFromFirstToLastColour()
{
    const QColor first(0x46, 0x32, 0x7E);
    const QColor middle(0x1F, 0xA1, 0x87);
    const QColor last(0xF2, 0xE5, 0x1D);
    for (const int count : {2, 3, 7, 13, 1000}) {
        QCOMPARE(microBatchColour(0, count), first);
        QCOMPARE(microBatchColour(count - 1, count), last);
    }
    QCOMPARE(microBatchColour(1, 3), middle);
    QCOMPARE(microBatchColour(3, 7), middle);
    QCOMPARE(microBatchColour(0, 1), first);
    QCOMPARE(microBatchColour(99, 8), last); // out of range stays on the ramp
}

void TestTheme::theNumberOnEveryTokenReads()
{
    for (int i = 0; i < 64; ++i) {
        const QColor fill = microBatchColour(i, 64);
        // Around luminance 0.22 black and white read equally badly: 0.27/0.05 apart each way.
        QVERIFY2(contrastRatio(textOn(fill), fill) >= 3.8, qPrintable(fill.name()));
    }
    QCOMPARE(textOn(Qt::black), QColor(Qt::white));
    QCOMPARE(textOn(Qt::white), QColor(0x11, 0x15, 0x1B));
}

void TestTheme::theFutureIsMixed62PercentTowardsTheSurface()
{
    Theme theme = themeOf(ThemeId::Light);
    theme.surface = QColor(100, 200, 0);
    QCOMPARE(faded(QColor(0, 100, 100), theme), QColor(62, 162, 38));
}

void TestTheme::everyIconDrawsSomethingInTheColourAsked()
{
    const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
    QVERIFY2(names.size() >= 30, "the icons are not in the program");
    for (const QString &name : names) {
        const QPixmap pixmap = iconPixmap(name.chopped(4), QColor(200, 0, 0), 20, 2);
        QCOMPARE(pixmap.size(), QSize(40, 40));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
        const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() > 250) {
                    ++painted;
                    QVERIFY2(pixel.red() > 190 && pixel.green() < 10, qPrintable(name));
                }
            }
        }
        QVERIFY2(painted > 20, qPrintable(name));
    }
}

void TestTheme::fontsAreInPixelsAndGrowWithTheScale()
{
    QVERIFY(!QFontDatabase::families().isEmpty());
    Look look;
    QCOMPARE(look.font(TextRole::KpiValue).pixelSize(), 24);
    QCOMPARE(look.font(TextRole::Control).pixelSize(), 13);
    QCOMPARE(look.font(TextRole::CardTitle).weight(), QFont::Bold);
    look.scale = 2;
    QCOMPARE(look.font(TextRole::Caption).pixelSize(), 24);
    QCOMPARE(look.font(TextRole::Caption, 12.5).pixelSize(), 25);
}

void TestTheme::hatchTilesMeetWithoutASeam()
{
    for (const double ratio : {1.0, 1.5, 2.0}) {
        const Look look;
        const QBrush brush = idleHatchBrush(look, ratio);
        const QImage tile = brush.texture().toImage();
        const int width = tile.width();
        const int height = tile.height();
        QCOMPARE(width % height, 0);
        // A line at 45 degrees rising to the right: one pixel right is one pixel up, across edges.
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const QColor here = tile.pixelColor(x, y);
                const QColor next = tile.pixelColor((x + 1) % width, (y + height - 1) % height);
                QVERIFY(qAbs(here.red() - next.red()) <= 2);
            }
        }
    }
}

void TestTheme::iconsOfTheFileDialogAreOursInTheColourOfText()
{
    QFETCH_GLOBAL(int, id);
    Look look;
    look.theme = themeOf(static_cast<ThemeId>(id));
    for (const DialogIcon &row : dialogIcons()) {
        QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(row.name))),
                 row.name);
        const QImage image = dialogIcon(row.of, look).pixmap(16, 16).toImage();
        bool painted = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                painted = painted || isAlmost(image.pixelColor(x, y), look.theme.text2);
        }
        QVERIFY2(painted, row.name);
    }
    QVERIFY(dialogIcon(QStyle::SP_MessageBoxWarning, look).isNull());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
