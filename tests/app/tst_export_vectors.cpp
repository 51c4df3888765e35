// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in formats that scale, as other programs read them: poppler and librsvg.
#include "core/io/scenario/scenario_json.h"
#include "tests/app/painted_texts.h"
#include "tests/app/program.h"
#include "ui/export/picture_formats.h"
#include "ui/export/scenario_picture.h"
#include "ui/shell/window_image.h"

#include <QImage>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using program::Answer;

class TestExportVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rasterisedTheyAreThePicture_data();
    void rasterisedTheyAreThePicture();
    void everyLabelIsText_data();
    void everyLabelIsText();
    void noShapeIsAnImage();
    void nothingLiesOutsideTheAxes();
    void theyOpenAsTheirScenario_data();
    void theyOpenAsTheirScenario();
    void theSamePictureHasTheSameBytes();
    void thePageIsAsLargeAsThePicture();
    void aPartIsThatPartOfTheStep();
    void writtenWholeOrNotAtAll();
    void manySpansMakeASmallFile();
};

namespace {

const QStringList kFormats = {QStringLiteral("svg"), QStringLiteral("pdf")};

Answer exported(const QString &scenario, const QString &view, const QString &format,
                const QStringList &more = {}, const program::Limits &limits = {})
{
    return program::run(QStringList{QStringLiteral("export"), scenario, QStringLiteral("--view"),
                                    view, QStringLiteral("--format"), format,
                                    QStringLiteral("--out"), QStringLiteral("-")} +
                            more,
                        limits);
}

QString tool(const QString &name)
{
    return QStandardPaths::findExecutable(name);
}

// As a program of somebody else draws it, a pixel for each logical pixel.
QImage rasterised(const QByteArray &file, const QString &format)
{
    const QTemporaryDir folder;
    const QString in = folder.filePath(QStringLiteral("in"));
    const QString out = folder.filePath(QStringLiteral("out"));
    if (!program::write(in, file))
        return {};
    const bool svg = format == QStringLiteral("svg");
    const QStringList arguments =
        svg ? QStringList{QStringLiteral("--unlimited"), QStringLiteral("-o"),
                          out + QStringLiteral(".png"), in}
            : QStringList{QStringLiteral("-r"),
                          QStringLiteral("96"),
                          QStringLiteral("-png"),
                          QStringLiteral("-singlefile"),
                          in,
                          out};
    program::runProgram(tool(svg ? QStringLiteral("rsvg-convert") : QStringLiteral("pdftoppm")),
                        arguments, {.memory = 4ull << 30});
    return QImage(out + QStringLiteral(".png")).convertToFormat(QImage::Format_RGB32);
}

// Mean over pixels and channels, 0 to 1; 1 if the sizes differ by more than the rounding of a page.
double meanDifference(const QImage &one, const QImage &other)
{
    if (std::abs(one.width() - other.width()) > 1 || std::abs(one.height() - other.height()) > 1)
        return 1;
    const int width = std::min(one.width(), other.width());
    const int height = std::min(one.height(), other.height());
    std::int64_t sum = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            sum += std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) +
                   std::abs(qBlue(a) - qBlue(b));
        }
    }
    return static_cast<double>(sum) / (3.0 * 255 * width * height);
}

QStringList paintedTexts(const QString &scenario, std::string_view view)
{
    const auto snapshot = core::run(core::loadScenario(scenario.toStdString()).value()).value();
    for (const ui::PictureView &row : ui::pictureViews()) {
        if (row.id != view)
            continue;
        const ui::Drawing drawing = ui::drawingOf(snapshot, row, {}).value();
        PaintedTextDevice device;
        QPainter painter(&device);
        drawing.paint(painter);
        painter.end();
        return device.engine.texts;
    }
    return {};
}

QString withoutBlanks(QString text)
{
    return text.remove(QRegularExpression(QStringLiteral("\\s")));
}

QString textOf(const QByteArray &file, const QString &format)
{
    if (format == QStringLiteral("pdf")) {
        const QTemporaryDir folder;
        const QString in = folder.filePath(QStringLiteral("in.pdf"));
        program::write(in, file);
        return QString::fromUtf8(
            program::runProgram(tool(QStringLiteral("pdftotext")),
                                {QStringLiteral("-raw"), in, QStringLiteral("-")})
                .out);
    }
    QString text;
    QXmlStreamReader reader(file);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement &&
            reader.name() == QStringLiteral("text"))
            text += reader.readElementText() + u'\n';
    }
    return reader.hasError() ? QString() : text;
}

} // namespace

void TestExportVectors::rasterisedTheyAreThePicture_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("theme");
    for (const ui::PictureView &view : ui::allPictureViews()) {
        const QString id = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        for (const char *scenario : {"1f1b-4-8", "dp-90-3", "pp4-straggler"})
            QTest::addRow("%s of %s", qPrintable(id), scenario)
                << id << QString::fromLatin1(scenario) << QStringLiteral("light");
        QTest::addRow("%s, dark", qPrintable(id))
            << id << QStringLiteral("zb-h2-4-8") << QStringLiteral("dark");
    }
}

// The bar is two hundredths, of the mean over all pixels.
void TestExportVectors::rasterisedTheyAreThePicture()
{
    QFETCH(QString, view);
    QFETCH(QString, scenario);
    QFETCH(QString, theme);
    if (tool(QStringLiteral("pdftoppm")).isEmpty() ||
        tool(QStringLiteral("rsvg-convert")).isEmpty())
        QSKIP("pdftoppm (package poppler-utils) or rsvg-convert (librsvg2-bin) is not installed.");
    const QStringList framed = {QStringLiteral("--size"), QStringLiteral("1280x720"),
                                QStringLiteral("--theme"), theme};
    const QImage png =
        QImage::fromData(exported(scenario, view, QStringLiteral("png"), framed).out, "png");
    QCOMPARE(png.size(), QSize(1280, 720));
    for (const QString &format : kFormats) {
        const Answer answer = exported(scenario, view, format, framed);
        QVERIFY2(answer.exitCode == 0, answer.error.constData());
        const double difference = meanDifference(png.convertToFormat(QImage::Format_RGB32),
                                                 rasterised(answer.out, format));
        QVERIFY2(
            difference < 0.02,
            qPrintable(QStringLiteral("%1 differs by %2 %").arg(format).arg(difference * 100)));
    }
}

void TestExportVectors::everyLabelIsText_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QStringList>("also"); // labels of axes, which a chart paints by itself
    QTest::newRow("timeline") << QStringLiteral("timeline") << QStringList();
    QTest::newRow("scene") << QStringLiteral("scene") << QStringList();
    QTest::newRow("busy") << QStringLiteral("busy") << QStringList();
    QTest::newRow("memory") << QStringLiteral("memory")
                            << QStringList{QStringLiteral("GB"), QStringLiteral("0 ms")};
    QTest::newRow("network") << QStringLiteral("network")
                             << QStringList{QStringLiteral("B/s"), QStringLiteral("0 ms")};
    QTest::newRow("roofline") << QStringLiteral("roofline")
                              << QStringList{QStringLiteral("FLOP per byte")};
}

void TestExportVectors::everyLabelIsText()
{
    QFETCH(QString, view);
    QFETCH(QStringList, also);
    if (tool(QStringLiteral("pdftotext")).isEmpty())
        QSKIP("pdftotext (package poppler-utils) is not installed.");
    const QString scenario = QStringLiteral("1f1b-4-8");
    const QStringList painted = paintedTexts(scenario, view.toStdString());
    QVERIFY(painted.size() >= 2); // at least the heading
    for (const QString &format : kFormats) {
        const QString text = withoutBlanks(textOf(
            exported(scenario, view, format, {QStringLiteral("--size"), QStringLiteral("1280x720")})
                .out,
            format));
        for (const QString &label : painted + also)
            QVERIFY2(text.contains(withoutBlanks(label)),
                     qPrintable(format + QStringLiteral(" lacks ") + label));
    }
}

// Hatches and tokens are shapes: where no row is too fine for cells, nothing is pixels.
void TestExportVectors::noShapeIsAnImage()
{
    for (const char *view : {"timeline", "scene", "memory", "busy", "network", "roofline"}) {
        const QString id = QString::fromLatin1(view);
        // Without the optimizer at the end, which is too short for a cell.
        const QStringList part = id == QStringLiteral("timeline")
                                     ? QStringList{QStringLiteral("--to"), QStringLiteral("90%")}
                                     : QStringList();
        const Answer svg = exported(QStringLiteral("zb-h2-4-8"), id, QStringLiteral("svg"), part);
        QVERIFY2(!svg.out.contains("<image"), view);
        QVERIFY2(!svg.out.contains("mask="), view);
        const Answer pdf = exported(QStringLiteral("zb-h2-4-8"), id, QStringLiteral("pdf"), part);
        QVERIFY2(!pdf.out.contains("/Subtype /Image"), view);
    }
}

// A part of the step: what lies before and after it must not reach over the axes. Left of the axis
// of the chart stand only its labels, in a colour that is no memory's.
void TestExportVectors::nothingLiesOutsideTheAxes()
{
    if (tool(QStringLiteral("rsvg-convert")).isEmpty())
        QSKIP("rsvg-convert (package librsvg2-bin) is not installed.");
    for (const char *view : {"timeline", "memory", "network"}) {
        const QStringList part = {QStringLiteral("--from"), QStringLiteral("40%"),
                                  QStringLiteral("--to"),   QStringLiteral("60%"),
                                  QStringLiteral("--size"), QStringLiteral("1280x720")};
        const QString id = QString::fromLatin1(view);
        const QString scenario = QStringLiteral("1f1b-4-8");
        const QImage png =
            QImage::fromData(exported(scenario, id, QStringLiteral("png"), part).out, "png")
                .convertToFormat(QImage::Format_RGB32);
        for (const QString &format : kFormats) {
            const double difference =
                meanDifference(png, rasterised(exported(scenario, id, format, part).out, format));
            QVERIFY2(difference < 0.02, qPrintable(QStringLiteral("%1 of %2 differs by %3 %")
                                                       .arg(format, id)
                                                       .arg(difference * 100)));
        }
    }
}

void TestExportVectors::theyOpenAsTheirScenario_data()
{
    QTest::addColumn<QString>("title");
    QTest::newRow("plain") << QStringLiteral("plain");
    QTest::newRow("letters of XML") << QStringLiteral("a <b> & 'c' ]]> &amp; d");
    QTest::newRow("other letters") << QString::fromUtf8("Größe ≥ 4 · 四");
}

void TestExportVectors::theyOpenAsTheirScenario()
{
    QFETCH(QString, title);
    const std::string setting = "title=\"" + title.toStdString() + '"';
    const core::Scenario scenario = core::loadScenario("pp4-straggler", {{setting}}).value();
    const QTemporaryDir folder;
    for (const QString &format : kFormats) {
        const Answer answer =
            exported(QStringLiteral("pp4-straggler"), QStringLiteral("scene"), format,
                     {QStringLiteral("--set"), QString::fromStdString(setting)});
        const QString path = folder.filePath(QStringLiteral("picture.") + format);
        QVERIFY(program::write(path, answer.out));
        const auto carried = ui::scenarioFromPicture(answer.out.toStdString(), "picture");
        QVERIFY2(carried, carried ? "" : carried.error().message.c_str());
        QVERIFY(carried.value() == scenario);
        QVERIFY(core::loadScenario(path.toStdString(), {}).value() == scenario);
        const std::string cut =
            answer.out.left(answer.out.indexOf("parallarium:scenario") + 300).toStdString();
        const auto damaged = ui::scenarioFromPicture(cut, "picture");
        QVERIFY(!damaged && damaged.error().message.find("damaged") != std::string::npos);
    }
    const auto other = ui::scenarioFromPicture("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "x");
    QVERIFY(!other && other.error().message.find("carries no scenario") != std::string::npos);
}

void TestExportVectors::theSamePictureHasTheSameBytes()
{
    for (const QString &format : kFormats) {
        const auto bytes = [&] {
            return exported(QStringLiteral("1f1b-4-8"), QStringLiteral("timeline"), format).out;
        };
        const QByteArray first = bytes();
        QTest::qSleep(1100); // a clock would show
        QCOMPARE(bytes(), first);
    }
}

// 1280 x 720 pixels of 96 to an inch are 960 x 540 points of 72.
void TestExportVectors::thePageIsAsLargeAsThePicture()
{
    const QStringList size = {QStringLiteral("--size"), QStringLiteral("1280x720")};
    const auto of = [&](const char *format) {
        return exported(QStringLiteral("naive-4"), QStringLiteral("timeline"),
                        QString::fromLatin1(format), size)
            .out;
    };
    QVERIFY(of("pdf").contains("/MediaBox [0 0 960.000000 540.000000]"));
    QVERIFY(of("svg").contains("viewBox=\"0 0 1280 720\""));
}

// The upper half of the step alone, drawn twice as wide: the colour of a column is that of the
// moment it stands for. Between the text there is enough plain ground to tell.
void TestExportVectors::aPartIsThatPartOfTheStep()
{
    const auto picture = [](const QStringList &more) {
        return QImage::fromData(
            exported(QStringLiteral("naive-4"), QStringLiteral("timeline"), QStringLiteral("png"),
                     QStringList{QStringLiteral("--size"), QStringLiteral("1280x480")} + more)
                .out,
            "png");
    };
    const QImage whole = picture({});
    const QImage half = picture({QStringLiteral("--from"), QStringLiteral("50%")});
    QCOMPARE(half.size(), whole.size());
    QVERIFY(half != whole);
    // The first row lies within these lines, and its time within these columns.
    const QRgb forward = ui::themeOf(ui::ThemeId::Light).backward.rgb();
    const auto spread = [&](const QImage &image) {
        int first = image.width();
        int last = 0;
        for (int x = 0; x < image.width(); ++x) {
            int found = 0;
            for (int y = 100; y < image.height(); ++y)
                found += image.pixel(x, y) == forward ? 1 : 0;
            if (found > 8) {
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
        return last - first;
    };
    // Backward passes of a pipeline without overlap end with the step and begin after a third of
    // it: seen from the half on, they reach from edge to edge.
    QVERIFY(spread(half) > spread(whole));
}

void TestExportVectors::writtenWholeOrNotAtAll()
{
    const QTemporaryDir folder;
    for (const QString &format : kFormats) {
        const QString path = folder.filePath(QStringLiteral("picture.") + format);
        const QStringList arguments = {QStringLiteral("export"), QStringLiteral("1f1b-4-8"),
                                       QStringLiteral("--view"), QStringLiteral("timeline"),
                                       QStringLiteral("--out")};
        QVERIFY(program::write(path, "old"));
        const Answer full = program::run(arguments + QStringList{path}, {.fileSize = 4096});
        QCOMPARE(full.exitCode, 1);
        QVERIFY2(full.isOneSentence(), full.error.constData());
        QCOMPARE(program::read(path), QByteArray("old"));
        const Answer device =
            program::run(arguments + QStringList{QStringLiteral("/dev/full"),
                                                 QStringLiteral("--format"), format});
        QCOMPARE(device.exitCode, 1);
        QVERIFY2(device.isOneSentence(), device.error.constData());
        const Answer nowhere = program::run(
            arguments + QStringList{QStringLiteral("/no/such/folder/picture.") + format});
        QCOMPARE(nowhere.exitCode, 2);
        QVERIFY2(nowhere.isOneSentence(), nowhere.error.constData());
    }
    QCOMPARE(program::filesIn(folder.path()).size(), 2);
}

// A pipeline of 32 with 131,072 micro-batches: more than ten million visits and waits.
void TestExportVectors::manySpansMakeASmallFile()
{
    constexpr qsizetype kMost = 5'000'000; // bytes
    for (const QString &format : kFormats) {
        const Answer answer =
            exported(QStringLiteral("gpt3-175b-pp"), QStringLiteral("timeline"), format,
                     {QStringLiteral("--set"), QStringLiteral("training.global_batch=131072"),
                      QStringLiteral("--set"), QStringLiteral("training.micro_batch=1")},
                     {.memory = 4ull << 30});
        QVERIFY2(answer.exitCode == 0, answer.error.constData());
        QVERIFY2(answer.out.size() < kMost, qPrintable(QString::number(answer.out.size())));
    }
}

QTEST_MAIN(TestExportVectors)
#include "tst_export_vectors.moc"
