// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that somebody looked at and found right, of each view in both themes, and beside each
// the list of what is painted where: when a change moves something, the list says what, and the
// picture whether it still looks as it did. After a change that is meant, PARALLARIUM_GOLDEN=FOLDER
// writes what there is now into a folder; look at it, then put it into tests/data/golden.
#include "tests/core/toy_scenario.h"
#include "tests/ui/golden/display_list.h"
#include "ui/export/picture.h"
#include "ui/paint/look.h"
#include "ui/paint/vector_device.h"

#include <QDir>
#include <QFile>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <unordered_map>

namespace {

constexpr QSize kSize(1280, 720);
constexpr int kTile = 40;
// Codes of 0 to 255, mean over a tile. Versions of FreeType shade the rims of letters differently,
// at most by 8 in a tile full of text; a word that is not there differs by 20 and more.
constexpr double kMostInTile = 12;
constexpr double kMostInAll = 1;
constexpr int kMostMoved = 1; // pixels: advances of letters are rounded differently

const char *const kFew = "few";
const char *const kMany = "many";

QString goldenFile(const QString &name)
{
    return QStringLiteral(PARALLARIUM_TEST_DATA "/golden/") + name;
}

// That the pictures were made with: Inter 4. Where it is missing or another version, texts are as
// wide as they are there, and everything lies elsewhere.
bool hasTheFont()
{
    constexpr double kWidth = 162.92; // of the text below, in pixels
    const QFont font = ui::Look().font(ui::TextRole::Control);
    const double width =
        QFontMetricsF(font).horizontalAdvance(QStringLiteral("GPU 0123456789 forward"));
    return QFontInfo(font).family() == QStringLiteral("Inter") && std::abs(width - kWidth) < 0.5;
}

// Worlds made for arithmetic, so that a better price of a kernel moves nothing here: four devices,
// and 64 of which one is slow.
core::Scenario scenarioOf(const QString &id)
{
    core::Scenario scenario = toy::pipeline("1f1b", 4, 8);
    std::vector<core::NamedLayer> layers = toy::layers(4);
    for (core::NamedLayer &layer : layers) {
        layer.parameters = 1'000'000'000;
        layer.activationBytes = 2'000'000'000;
    }
    scenario.model.shape = layers;
    scenario.cluster.intraLink.bandwidth = 2e10;
    scenario.cluster.interLink.bandwidth = 1e10;
    if (id == QLatin1StringView(kFew))
        return scenario;
    scenario.cluster.devices = 64;
    scenario.cluster.devicesPerNode = 8;
    scenario.parallel.data = 16;
    scenario.training.globalBatch = 16 * 32;
    scenario.faults.devices = {{37, 0.7}};
    return scenario;
}

core::SnapshotPtr stepOf(const QString &id)
{
    static std::unordered_map<std::string, core::SnapshotPtr> steps;
    core::SnapshotPtr &step = steps[id.toStdString()];
    if (!step)
        step = core::run(scenarioOf(id)).value();
    return step;
}

core::Result<ui::Drawing> drawingOf(const QString &id, const QString &view, ui::ThemeId theme)
{
    const core::SnapshotPtr step = stepOf(id);
    const auto views = ui::pictureViews();
    const auto found = std::ranges::find(views, view.toStdString(), &ui::PictureView::id);
    ui::Picture picture;
    picture.size = kSize;
    picture.theme = theme;
    picture.moment = core::Nanos{step->trace.stop / 3};
    if (found->shows != ui::Shows::Time && found->shows != ui::Shows::Moment)
        picture.moment.reset();
    return ui::drawingOf(step, *found, picture);
}

QStringList displayListOf(const ui::Drawing &drawing)
{
    ListDevice device(drawing.size);
    QPainter list(&device);
    ui::VectorDevice shapes(list, drawing.size); // charts and sprites as what they consist of
    QPainter painter(&shapes);
    drawing.paint(painter);
    painter.end();
    list.end();
    return device.engine.lines;
}

// The same thing, at most a pixel away.
bool isSame(const QString &a, const QString &b)
{
    if (a == b)
        return true;
    const QStringList one = a.split(u' ');
    const QStringList other = b.split(u' ');
    if (one.size() != other.size())
        return false;
    for (qsizetype i = 0; i < one.size(); ++i) {
        if (one[i] == other[i])
            continue;
        const bool number = i > 0 && i <= (one.front() == QStringLiteral("text") ? 2 : 4);
        if (!number || std::abs(one[i].toInt() - other[i].toInt()) > kMostMoved)
            return false;
    }
    return true;
}

// The first difference, as a sentence; empty: there is none.
QString differenceOf(const QStringList &is, const QStringList &was)
{
    for (qsizetype i = 0; i < std::min(is.size(), was.size()); ++i) {
        if (!isSame(is[i], was[i]))
            return QStringLiteral("line %1 is \"%2\", was \"%3\"").arg(i + 1).arg(is[i], was[i]);
    }
    if (is.size() == was.size())
        return {};
    const bool more = is.size() > was.size();
    return QStringLiteral("%1 of %2 lines more: \"%3\"")
        .arg(more ? is.size() - was.size() : was.size() - is.size())
        .arg(more ? QStringLiteral("the picture") : QStringLiteral("the file"))
        .arg(more ? is[was.size()] : was[is.size()]);
}

QStringList withoutTexts(QStringList lines)
{
    lines.removeIf([](const QString &line) { return line.startsWith(QStringLiteral("text ")); });
    return lines;
}

// The most frequent colours; the rest becomes the nearest of them.
QImage inPalette(const QImage &image)
{
    std::unordered_map<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    std::vector<std::pair<int, QRgb>> order;
    for (const auto &[colour, count] : counts)
        order.emplace_back(-count, colour);
    std::ranges::sort(order);
    QList<QRgb> palette;
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), 256); ++i)
        palette.append(order[i].second);
    return image.convertToFormat(QImage::Format_Indexed8, palette, Qt::ThresholdDither);
}

double meanDifference(const QImage &a, const QImage &b, const QRect &area)
{
    qint64 sum = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto *one = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *other = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = area.left(); x <= area.right(); ++x)
            sum += std::abs(qRed(one[x]) - qRed(other[x])) +
                   std::abs(qGreen(one[x]) - qGreen(other[x])) +
                   std::abs(qBlue(one[x]) - qBlue(other[x]));
    }
    return double(sum) / (3. * area.width() * area.height());
}

void write(const QString &folder, const QString &name, const QImage &image, const QStringList &list)
{
    QVERIFY(QDir().mkpath(folder));
    const QDir to(folder);
    QVERIFY(inPalette(image).save(to.filePath(name + QStringLiteral(".png")), "PNG", 0));
    QFile file(to.filePath(name.section(u'-', 0, -2) + QStringLiteral(".txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(list.join(u'\n').toUtf8() + '\n');
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDisplayListIsAsItWas_data() { views(); }
    void theDisplayListIsAsItWas();
    void thePictureIsAsItWas_data() { views(); }
    void thePictureIsAsItWas();
    void aThingThatMovesIsNamed();

private:
    static void views();
};

void TestGolden::initTestCase()
{
    const QString folder = qEnvironmentVariable("PARALLARIUM_GOLDEN");
    if (folder.isEmpty())
        return;
    for (const ui::PictureView &view : ui::pictureViews()) {
        for (const char *const id : {kFew, kMany}) {
            for (const ui::ThemeId theme : {ui::ThemeId::Light, ui::ThemeId::Dark}) {
                const QString name = QStringLiteral("%1-%2").arg(
                    QString::fromUtf8(view.id.data(), qsizetype(view.id.size())),
                    QString::fromUtf8(id));
                const ui::Drawing drawing =
                    drawingOf(QString::fromUtf8(id), name.section(u'-', 0, 0), theme).value();
                write(folder,
                      name + (theme == ui::ThemeId::Light ? QStringLiteral("-light")
                                                          : QStringLiteral("-dark")),
                      ui::imageOf(drawing).value(), displayListOf(drawing));
            }
        }
    }
}

void TestGolden::views()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("file");
    QTest::addColumn<ui::ThemeId>("theme");
    for (const ui::PictureView &view : ui::pictureViews()) {
        const QString name = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        for (const char *const id : {kFew, kMany}) {
            const QString list = QStringLiteral("%1-%2").arg(name, QString::fromUtf8(id));
            for (const ui::ThemeId theme : {ui::ThemeId::Light, ui::ThemeId::Dark})
                QTest::addRow("%s, %s", qPrintable(list),
                              theme == ui::ThemeId::Light ? "light" : "dark")
                    << QString::fromUtf8(id) << name << list << theme;
        }
    }
}

void TestGolden::theDisplayListIsAsItWas()
{
    QFETCH(const QString, scenario);
    QFETCH(const QString, view);
    QFETCH(const QString, file);
    QFETCH(const ui::ThemeId, theme);
    QFile golden(goldenFile(file + QStringLiteral(".txt")));
    QVERIFY(golden.open(QIODevice::ReadOnly));
    QStringList was = QString::fromUtf8(golden.readAll()).trimmed().split(u'\n');
    QStringList is = displayListOf(drawingOf(scenario, view, theme).value());
    QVERIFY(was.size() > 10);
    if (!hasTheFont()) { // how many things there are, at least
        QCOMPARE(withoutTexts(is).size(), withoutTexts(was).size());
        QSKIP("Not the font of the pictures: only things are counted.");
    }
    const QString difference = differenceOf(is, was);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void TestGolden::thePictureIsAsItWas()
{
    QFETCH(const QString, scenario);
    QFETCH(const QString, view);
    QFETCH(const QString, file);
    QFETCH(const ui::ThemeId, theme);
    if (!hasTheFont())
        QSKIP("Not the font of the pictures.");
    const QString name = file + (theme == ui::ThemeId::Light ? QStringLiteral("-light.png")
                                                             : QStringLiteral("-dark.png"));
    QVERIFY(QFile(goldenFile(name)).size() <= 60'000);
    const QImage was = QImage(goldenFile(name)).convertToFormat(QImage::Format_RGB32);
    const QImage is = ui::imageOf(drawingOf(scenario, view, theme).value())
                          .value()
                          .convertToFormat(QImage::Format_RGB32);
    QCOMPARE(is.size(), was.size());
    for (int y = 0; y < is.height(); y += kTile) {
        for (int x = 0; x < is.width(); x += kTile) {
            const double differs = meanDifference(is, was, QRect(x, y, kTile, kTile) & is.rect());
            QVERIFY2(differs <= kMostInTile, qPrintable(QStringLiteral("around %1, %2 by %3 of 255")
                                                            .arg(x + kTile / 2)
                                                            .arg(y + kTile / 2)
                                                            .arg(differs)));
        }
    }
    QVERIFY(meanDifference(is, was, is.rect()) <= kMostInAll);
}

// The comparison itself: a cell that moves by three pixels, and a text that is another one.
void TestGolden::aThingThatMovesIsNamed()
{
    const QStringList was = {QStringLiteral("shape 10 20 30 40"), QStringLiteral("text 5 6 GPU 0")};
    QCOMPARE(differenceOf(was, was), QString());
    QCOMPARE(differenceOf({QStringLiteral("shape 11 20 30 39"), was[1]}, was), QString());
    QCOMPARE(differenceOf({QStringLiteral("shape 13 20 30 40"), was[1]}, was),
             QStringLiteral("line 1 is \"shape 13 20 30 40\", was \"shape 10 20 30 40\""));
    QCOMPARE(differenceOf({was[0], QStringLiteral("text 5 6 GPU 1")}, was),
             QStringLiteral("line 2 is \"text 5 6 GPU 1\", was \"text 5 6 GPU 0\""));
    QCOMPARE(differenceOf({was[0]}, was),
             QStringLiteral("1 of the file lines more: \"text 5 6 GPU 0\""));
}

QTEST_MAIN(TestGolden)
#include "tst_golden.moc"
