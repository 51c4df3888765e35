// SPDX-License-Identifier: GPL-3.0-or-later
// What an SVG holds, shape by shape, against the step that it shows.
#include "core/io/scenario/scenario_json.h"
#include "tests/app/program.h"
#include "tests/app/svg_shapes.h"
#include "ui/paint/theme.h"
#include "ui/shell/window_image.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using program::Answer;

class TestExportShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPassIsAShapeInItsRow_data();
    void everyPassIsAShapeInItsRow();
    void shapesLieWhereTheirTimeIs();
    void neighboursOfOneColourAreOneShape();
    void noLabelLiesOnAnother_data();
    void noLabelLiesOnAnother();
    void aWidePictureOfALargeStepIsASmallFile_data();
    void aWidePictureOfALargeStepIsASmallFile();
    void withoutASizeEveryBarIsInThePicture();
    void aPdfIsOnePageOfItsSize();
};

namespace {

Answer exported(const QString &scenario, const QString &view, const QString &format,
                const QString &size, const QStringList &more = {})
{
    return program::run(QStringList{QStringLiteral("export"), scenario, QStringLiteral("--view"),
                                    view, QStringLiteral("--format"), format,
                                    QStringLiteral("--size"), size, QStringLiteral("--out"),
                                    QStringLiteral("-")} +
                            more,
                        {.memory = 4ull << 30});
}

// Where the row of a label is.
double rowOf(const svg::Content &content, const QString &label)
{
    for (const svg::Label &each : content.labels) {
        if (each.text == label)
            return each.box.center().y();
    }
    return -1;
}

// Of a colour, in the row at y, from left to right.
QList<QRectF> shapesIn(const svg::Content &content, double y, const QColor &colour)
{
    QList<QRectF> found;
    for (const svg::Shape &shape : content.shapes) {
        if (shape.fill != colour || shape.bounds.top() > y || shape.bounds.bottom() < y)
            continue;
        found += shape.parts;
    }
    std::ranges::sort(found, {}, [](const QRectF &rect) { return rect.left(); });
    return found;
}

constexpr qsizetype kMostBytes = 5'000'000; // of a file, even as wide as 8,000 pixels

struct Times
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

std::vector<Times> timesOf(const core::Trace &trace, std::size_t row, core::SpanKind kind)
{
    std::vector<Times> times;
    for (std::size_t i = 0; i < trace.rows[row].count; ++i) {
        const core::Span span = trace.span(trace.rows[row].first + i);
        if (span.tag.kind == kind)
            times.push_back({span.begin, span.end});
    }
    return times;
}

} // namespace

void TestExportShapes::everyPassIsAShapeInItsRow_data()
{
    QTest::addColumn<int>("passes"); // of each direction, in each row: micro-batches x chunks
    QTest::newRow("naive-4") << 1;
    QTest::newRow("gpipe-4-8") << 8;
    QTest::newRow("1f1b-4-8") << 8;
    QTest::newRow("interleaved-4-8x2") << 8 * 2;
    QTest::newRow("zb-h1-4-8") << 8;
}

void TestExportShapes::everyPassIsAShapeInItsRow()
{
    QFETCH(int, passes);
    const QString scenario = QString::fromLatin1(QTest::currentDataTag());
    const svg::Content content =
        svg::read(exported(scenario, QStringLiteral("timeline"), QStringLiteral("svg"),
                           QStringLiteral("2400x720"))
                      .out);
    QVERIFY(content.wellFormed);
    const ui::Theme &theme = ui::themeOf(ui::ThemeId::Light);
    for (int gpu = 0; gpu < 4; ++gpu) {
        const double y = rowOf(content, QStringLiteral("GPU %1").arg(gpu));
        QVERIFY(y > 0);
        QCOMPARE(shapesIn(content, y - 12, theme.forward).size(), qsizetype{passes});
        QCOMPARE(shapesIn(content, y - 12, theme.backward).size(), qsizetype{passes});
    }
}

// Two moments give the scale of the axis; every other edge follows from the trace.
void TestExportShapes::shapesLieWhereTheirTimeIs()
{
    const svg::Content content =
        svg::read(exported(QStringLiteral("1f1b-4-8"), QStringLiteral("timeline"),
                           QStringLiteral("svg"), QStringLiteral("1280x720"))
                      .out);
    const auto snapshot = core::run(core::loadScenario("1f1b-4-8").value()).value();
    const core::Trace &trace = snapshot->trace;
    const ui::Theme &theme = ui::themeOf(ui::ThemeId::Light);
    const auto shapes = [&](std::size_t gpu, const QColor &colour) {
        return shapesIn(content, rowOf(content, QStringLiteral("GPU %1").arg(gpu)) - 12, colour);
    };
    const auto first = timesOf(trace, 0, core::SpanKind::Forward).front();
    const auto last = timesOf(trace, 0, core::SpanKind::Backward).back();
    const double left = shapes(0, theme.forward).front().left();
    const double scale = (shapes(0, theme.backward).back().right() - left) /
                         static_cast<double>(last.end - first.begin);
    constexpr double kInset = 1.5; // pixels that neighbours leave between them
    for (std::size_t gpu = 0; gpu < 4; ++gpu) {
        for (const bool forward : {true, false}) {
            const auto drawn = shapes(gpu, forward ? theme.forward : theme.backward);
            const auto times =
                timesOf(trace, gpu, forward ? core::SpanKind::Forward : core::SpanKind::Backward);
            QCOMPARE(drawn.size(), qsizetype(times.size()));
            for (std::size_t i = 0; i < times.size(); ++i) {
                const QRectF &rect = drawn[qsizetype(i)];
                QVERIFY(std::abs(rect.left() - left - scale * double(times[i].begin)) < kInset);
                QVERIFY(std::abs(rect.right() - left - scale * double(times[i].end)) < kInset);
            }
        }
    }
}

// Too many visits for shapes of their own: in a row, forward passes that follow each other within a
// pixel are one, and so is every other stretch of one colour. The trace says how many there are.
void TestExportShapes::neighboursOfOneColourAreOneShape()
{
    const QString scenario = QStringLiteral("gpt3-175b-pp");
    const svg::Content content =
        svg::read(exported(scenario, QStringLiteral("timeline"), QStringLiteral("svg"),
                           QStringLiteral("8000x1200"))
                      .out);
    QVERIFY(content.wellFormed);
    const auto snapshot = core::run(core::loadScenario(scenario.toStdString()).value()).value();
    const core::Trace &trace = snapshot->trace;
    const ui::Theme &theme = ui::themeOf(ui::ThemeId::Light);
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        const double y = rowOf(content, QStringLiteral("GPU %1").arg(row));
        QVERIFY(y > 0);
        const auto drawn = shapesIn(content, y - 4, theme.forward);
        QVERIFY(!drawn.isEmpty());
        const auto times = timesOf(trace, row, core::SpanKind::Forward);
        const double pixel = static_cast<double>(times.back().end - times.front().begin) /
                             (drawn.back().right() - drawn.front().left());
        qsizetype runs = 0;
        for (std::size_t i = 0; i < times.size(); ++i)
            runs += i == 0 || double(times[i].begin - times[i - 1].end) >= pixel ? 1 : 0;
        QCOMPARE(drawn.size(), runs);
    }
}

void TestExportShapes::noLabelLiesOnAnother_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("size");
    for (const ui::PictureView &view : ui::allPictureViews()) {
        const QString id = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        for (const char *scenario :
             {"1f1b-4-8", "zb-h2-4-8", "dp-90-3", "gpt3-175b-pp", "mixtral-ep8", "llama7b-zero3-8"})
            for (const char *size : {"1280x720", "8000x1200"})
                QTest::addRow("%s of %s, %s", qPrintable(id), scenario, size)
                    << QString::fromLatin1(scenario) << id << QString::fromLatin1(size);
    }
}

void TestExportShapes::noLabelLiesOnAnother()
{
    QFETCH(QString, scenario);
    QFETCH(QString, view);
    QFETCH(QString, size);
    const QByteArray file = exported(scenario, view, QStringLiteral("svg"), size).out;
    QVERIFY2(file.size() < kMostBytes, qPrintable(QString::number(file.size())));
    const svg::Content content = svg::read(file);
    QVERIFY(content.wellFormed);
    QVERIFY(!content.labels.isEmpty());
    QStringList touching;
    for (qsizetype i = 0; i < content.labels.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            const QRectF common = content.labels[i].box.intersected(content.labels[j].box);
            if (common.width() > 0.5 && common.height() > 0.5)
                touching += content.labels[i].text + u'|' + content.labels[j].text;
        }
    }
    QVERIFY2(touching.isEmpty(), qPrintable(touching.join(u'\n')));
}

void TestExportShapes::aWidePictureOfALargeStepIsASmallFile_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QStringList>("formats");
    const QString svg = QStringLiteral("svg");
    const QString pdf = QStringLiteral("pdf");
    // Its SVGs are among those of noLabelLiesOnAnother.
    QTest::newRow("gpt3-175b-pp") << QStringLiteral("gpt3-175b-pp") << QStringList(pdf);
    for (const char *scenario :
         {"deepseek-v3-2048", "gpt3-64-t8", "llama3-405b-16k", "llama7b-zero1-8"})
        QTest::newRow(scenario) << QString::fromLatin1(scenario) << QStringList({svg, pdf});
}

void TestExportShapes::aWidePictureOfALargeStepIsASmallFile()
{
    QFETCH(QString, scenario);
    QFETCH(QStringList, formats);
    for (const ui::PictureView &view : ui::allPictureViews()) {
        const QString id = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        for (const QString &format : formats) {
            const Answer answer = exported(scenario, id, format, QStringLiteral("8000x1200"));
            QVERIFY2(answer.exitCode == 0, answer.error.constData());
            QVERIFY2(answer.out.size() < kMostBytes,
                     qPrintable(id + u' ' + QString::number(answer.out.size())));
        }
    }
}

// Bars have a least height, so that 32 of them need more than the usual 720 lines.
void TestExportShapes::withoutASizeEveryBarIsInThePicture()
{
    const Answer answer =
        program::run({QStringLiteral("export"), QStringLiteral("gpt3-175b-pp"),
                      QStringLiteral("--view"), QStringLiteral("busy"), QStringLiteral("--format"),
                      QStringLiteral("svg"), QStringLiteral("--out"), QStringLiteral("-")});
    QCOMPARE(answer.exitCode, 0);
    const svg::Content content = svg::read(answer.out);
    for (int device = 0; device < 32; ++device) {
        const QString name = QStringLiteral("GPU %1").arg(device);
        QVERIFY2(rowOf(content, name) > 0, qPrintable(name));
    }
}

// 1280 x 720 pixels of 96 to an inch are 960 x 540 points of 72.
void TestExportShapes::aPdfIsOnePageOfItsSize()
{
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("pdfinfo"));
    if (tool.isEmpty())
        QSKIP("pdfinfo (package poppler-utils) is not installed.");
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.pdf"));
    for (const ui::PictureView &view : ui::allPictureViews()) {
        const QString id = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        QVERIFY(program::write(path, exported(QStringLiteral("1f1b-4-8"), id, QStringLiteral("pdf"),
                                              QStringLiteral("1280x720"))
                                         .out));
        const QByteArray facts = program::runProgram(tool, {path}).out.simplified();
        QVERIFY2(facts.contains("Pages: 1 "), facts.constData());
        QVERIFY2(facts.contains("Page size: 960 x 540 pts"), facts.constData());
    }
}

QTEST_MAIN(TestExportShapes)
#include "tst_export_shapes.moc"
