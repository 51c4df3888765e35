// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that the program writes: their size, what they carry, and what is refused.
#include "core/io/scenario/scenario_json.h"
#include "tests/app/program.h"
#include "ui/export/picture_formats.h"
#include "ui/export/scenario_picture.h"
#include "ui/paint/theme.h"
#include "ui/shell/window_image.h"

#include <QBuffer>
#include <QImage>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyViewOfEveryKindOfScenarioIsDrawn_data();
    void everyViewOfEveryKindOfScenarioIsDrawn();
    void everyRowIsInTheTimeline();
    void withoutASizeNothingEmptyIsLeftAtTheFoot_data();
    void withoutASizeNothingEmptyIsLeftAtTheFoot();
    void scaleMultipliesThePixels();
    void themesSetTheGround_data();
    void themesSetTheGround();
    void theSamePictureHasTheSameBytes();
    void anImageOpensAsItsScenario_data();
    void anImageOpensAsItsScenario();
    void anOverlayIsInThePictureAndInTheScenarioItCarries();
    void otherImagesAreRefused_data();
    void otherImagesAreRefused();
    void theMomentMovesThePlayhead();
    void bubblesAndTheCriticalPathAreMarkedWhereAskedFor();
    void aTraceIsDrawnWithItsPredictionOrAlone();
    void wrongOptionsAreOneSentence_data();
    void wrongOptionsAreOneSentence();
};

namespace {

const QString kOut = QStringLiteral("--out");
const QString kView = QStringLiteral("--view");

Answer exported(const QString &scenario, const QString &view, const QStringList &more = {})
{
    return program::run(
        QStringList{QStringLiteral("export"), scenario, kView, view, kOut, QStringLiteral("-")} +
        more);
}

QImage imageOf(const Answer &answer)
{
    return QImage::fromData(answer.out, "png");
}

int coloursIn(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

// A step that was simulated comes back as itself: the same picture but for what is above it.
void TestExport::aTraceIsDrawnWithItsPredictionOrAlone()
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("step.json.gz"));
    const Answer written = program::run(
        {QStringLiteral("simulate"), QStringLiteral("1f1b-4-8"), QStringLiteral("--trace"), trace});
    QCOMPARE(written.exitCode, 0);
    const Answer simulated = program::run({QStringLiteral("simulate"), trace});
    const Answer checked = program::run({QStringLiteral("check"), trace});
    for (const Answer &answer : {simulated, checked}) {
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.isOneSentence() && answer.error.contains("This is a trace, not a s"),
                 answer.error.constData());
    }
    const QImage both = imageOf(exported(trace, QStringLiteral("timeline")));
    const QImage alone = imageOf(exported(trace, QStringLiteral("timeline"),
                                          {QStringLiteral("--runs"), QStringLiteral("measured")}));
    QVERIFY(!both.isNull() && !alone.isNull());
    QVERIFY(both != alone);
    const Answer wrong = exported(trace, QStringLiteral("memory"));
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.isOneSentence() && wrong.error.contains("only the timeline is drawn"));
    for (const char *more :
         {"--mode train", "--present", "--steps 3", "--bubble step", "--critical-path"}) {
        const Answer idle = exported(trace, QStringLiteral("timeline"),
                                     QString::fromLatin1(more).split(QLatin1Char(' ')));
        QCOMPARE(idle.exitCode, 2);
        QVERIFY(idle.isOneSentence() && idle.error.contains("are for scenarios"));
    }
}

// A pipeline, replicas, a cut link and a model that does not fit.
void TestExport::everyViewOfEveryKindOfScenarioIsDrawn_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QStringList>("more");
    const QStringList cut = {QStringLiteral("--set"),
                             QStringLiteral("faults=[{\"link\": [1, 2], \"down\": true}]")};
    for (const ui::PictureView &view : ui::allPictureViews()) {
        const QString id = QString::fromUtf8(view.id.data(), qsizetype(view.id.size()));
        for (const char *scenario : {"1f1b-4-8", "dp-90-3", "llama7b-dp3-80", "tiny-3x2"})
            QTest::addRow("%s of %s", qPrintable(id), scenario)
                << id << QString::fromLatin1(scenario) << QStringList();
        QTest::addRow("%s with a cut link", qPrintable(id))
            << id << QStringLiteral("naive-4") << cut;
    }
}

void TestExport::everyViewOfEveryKindOfScenarioIsDrawn()
{
    QFETCH(QString, view);
    QFETCH(QString, scenario);
    QFETCH(QStringList, more);
    for (const char *size : {"1280x720", "16x16", "16x1200", "1200x16"}) {
        const Answer answer =
            exported(scenario, view,
                     more + QStringList{QStringLiteral("--size"), QString::fromLatin1(size)});
        QCOMPARE(answer.exitCode, 0);
        QCOMPARE(answer.error, QByteArray());
        const QImage image = imageOf(answer);
        QCOMPARE(QString::asprintf("%dx%d", image.width(), image.height()),
                 QString::fromLatin1(size));
        if (image.width() == 1280)
            QVERIFY2(coloursIn(image) > 20, "The picture is empty.");
    }
}

// A figure cannot scroll. Each of the 32 GPUs ends the step with its optimizer, in one column.
void TestExport::everyRowIsInTheTimeline()
{
    const QImage image =
        imageOf(exported(QStringLiteral("gpt3-175b-pp"), QStringLiteral("timeline"),
                         {QStringLiteral("--size"), QStringLiteral("1280x480")}));
    const QRgb optimizer = ui::themeOf(ui::ThemeId::Light).optimizer.rgb();
    int most = 0;
    for (int x = image.width() - 40; x < image.width(); ++x) {
        int rows = 0;
        for (int y = 81; y < image.height(); ++y) // below the legend
            rows += image.pixel(x, y) == optimizer && image.pixel(x, y - 1) != optimizer ? 1 : 0;
        most = std::max(most, rows);
    }
    QCOMPARE(most, 32);
}

void TestExport::withoutASizeNothingEmptyIsLeftAtTheFoot_data()
{
    QTest::addColumn<QString>("view");
    QTest::newRow("timeline") << QStringLiteral("timeline");
    QTest::newRow("busy") << QStringLiteral("busy");
}

// Four rows do not fill 720 lines. The same picture as with a size, less what is empty of it.
void TestExport::withoutASizeNothingEmptyIsLeftAtTheFoot()
{
    QFETCH(QString, view);
    const QString scenario = QStringLiteral("1f1b-4-8");
    const QImage image = imageOf(exported(scenario, view, {}));
    const QImage whole =
        imageOf(exported(scenario, view, {QStringLiteral("--size"), QStringLiteral("1280x720")}));
    QCOMPARE(image.width(), 1280);
    QVERIFY(image.height() > 100 && image.height() < 500);
    QCOMPARE(image.convertToFormat(QImage::Format_RGB32),
             whole.copy(0, 0, 1280, image.height()).convertToFormat(QImage::Format_RGB32));
    QSet<QRgb> cutOff;
    for (int y = image.height(); y < whole.height(); ++y) {
        for (int x = 0; x < whole.width(); ++x)
            cutOff.insert(whole.pixel(x, y));
    }
    QCOMPARE(cutOff, QSet<QRgb>{ui::themeOf(ui::ThemeId::Light).surface.rgb()});
}

void TestExport::scaleMultipliesThePixels()
{
    for (int scale = 1; scale <= 4; ++scale) {
        const QImage image = imageOf(exported(QStringLiteral("naive-4"), QStringLiteral("timeline"),
                                              {QStringLiteral("--size"), QStringLiteral("320x240"),
                                               QStringLiteral("--scale"), QString::number(scale)}));
        QCOMPARE(image.size(), QSize(320, 240) * scale);
    }
}

void TestExport::themesSetTheGround_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QColor>("ground");
    QTest::newRow("light") << QStringLiteral("light") << ui::themeOf(ui::ThemeId::Light).surface;
    QTest::newRow("dark") << QStringLiteral("dark") << ui::themeOf(ui::ThemeId::Dark).surface;
    QTest::newRow("print") << QStringLiteral("print") << QColor(Qt::white);
}

void TestExport::themesSetTheGround()
{
    QFETCH(QString, theme);
    QFETCH(QColor, ground);
    for (const char *view : {"timeline", "scene", "memory", "busy", "network", "roofline"}) {
        const QImage image = imageOf(exported(QStringLiteral("1f1b-4-8"), QString::fromLatin1(view),
                                              {QStringLiteral("--theme"), theme}));
        QCOMPARE(image.pixelColor(2, 2), ground);
        QCOMPARE(image.pixelColor(image.width() - 2, image.height() - 2), ground);
    }
}

void TestExport::theSamePictureHasTheSameBytes()
{
    for (const char *view : {"timeline", "scene", "memory", "busy", "network", "roofline"}) {
        const auto bytes = [&] {
            return exported(QStringLiteral("1f1b-4-8"), QString::fromLatin1(view),
                            {QStringLiteral("--at"), QStringLiteral("45%")})
                .out;
        };
        QCOMPARE(bytes(), bytes());
    }
}

void TestExport::anImageOpensAsItsScenario_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("title");
    QTest::newRow("built in") << QStringLiteral("pp4-straggler") << QString();
    QTest::newRow("other letters")
        << QStringLiteral("naive-4") << QString::fromUtf8("Größe ≥ 4 · 四");
}

void TestExport::anImageOpensAsItsScenario()
{
    QFETCH(QString, scenario);
    QFETCH(QString, title);
    const std::string setting = "title=\"" + title.toStdString() + '"';
    QStringList more;
    std::vector<std::string> settings;
    if (!title.isEmpty()) {
        settings.push_back(setting);
        more = {QStringLiteral("--set"), QString::fromStdString(setting)};
    }
    const Answer answer = exported(scenario, QStringLiteral("scene"), more);
    const core::Result<core::Scenario> carried =
        ui::scenarioFromPicture(viewOf(answer.out), "picture.png");
    QVERIFY2(carried, carried ? "" : carried.error().message.c_str());
    QVERIFY(carried.value() == core::loadScenario(scenario.toStdString(), settings).value());
}

void TestExport::anOverlayIsInThePictureAndInTheScenarioItCarries()
{
    const QTemporaryDir folder;
    const QString config = folder.filePath(QStringLiteral("ds_config.json"));
    QVERIFY(program::write(config, "{\"zero_optimization\": {\"stage\": 3},\n"
                                   " \"train_batch_size\": 32,\n"
                                   " \"train_micro_batch_size_per_gpu\": 2}"));
    const QString id = QStringLiteral("llama7b-zero1-8");
    const QString option = QStringLiteral("--overlay");
    const Answer answer = exported(id, QStringLiteral("scene"), {option, config});
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    const core::Scenario carried =
        ui::scenarioFromPicture(viewOf(answer.out), "picture.png").value();
    QVERIFY(carried.parallel.sharding == core::Sharding::Zero3);
    QCOMPARE(carried.training.globalBatch, std::int64_t{32});
    QCOMPARE(carried.training.microBatch, std::int64_t{2});
    QVERIFY(imageOf(answer) != imageOf(exported(id, QStringLiteral("scene"))));
    QVERIFY(program::write(config, "{\"zero_optimization\": {\"stage\": 7}}"));
    const Answer wrong = exported(id, QStringLiteral("scene"), {option, config});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.isOneSentence() && wrong.error.contains("ds_config.json:1: "));
    QVERIFY(wrong.out.isEmpty());
}

void TestExport::otherImagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("part"); // of the sentence
    const QByteArray whole = exported(QStringLiteral("naive-4"), QStringLiteral("scene")).out;
    QTest::newRow("empty") << QByteArray() << QByteArray("carries no scenario");
    QTest::newRow("no image") << QByteArray("hello") << QByteArray("carries no scenario");
    QTest::newRow("signature alone") << whole.left(8) << QByteArray("carries no scenario");
    QTest::newRow("broken off early") << whole.left(60) << QByteArray("carries no scenario");
    QImage plain(4, 4, QImage::Format_RGB32);
    plain.fill(Qt::red);
    const core::Scenario scenario = core::loadScenario("naive-4").value();
    ui::Drawing drawing;
    drawing.size = plain.size();
    drawing.scenario = scenario;
    drawing.paint = [plain](QPainter &painter) { painter.drawImage(0, 0, plain); };
    QTest::newRow("wrong scenario") << ui::pictureFormats().front().write(drawing).value().replace(
                                           "parallarium-scenario", "parallarium-scenarix")
                                    << QByteArray("carries no scenario");
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    plain.setText(QStringLiteral("parallarium-scenario"), QStringLiteral("{\"model\": \"gpt-9\"}"));
    plain.save(&buffer, "png");
    QTest::newRow("other JSON") << buffer.data() << QByteArray("gpt-9");
}

void TestExport::otherImagesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, part);
    const core::Result<core::Scenario> scenario =
        ui::scenarioFromPicture(viewOf(bytes), "picture.png");
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().message.starts_with("picture.png:"),
             scenario.error().message.c_str());
    QVERIFY2(scenario.error().message.find(part.toStdString()) != std::string::npos,
             scenario.error().message.c_str());
}

// naive-4 takes 794 ms; each way of saying the same moment gives the same picture.
void TestExport::theMomentMovesThePlayhead()
{
    const auto at = [](const char *moment) {
        return imageOf(exported(QStringLiteral("naive-4"), QStringLiteral("timeline"),
                                {QStringLiteral("--at"), QString::fromUtf8(moment)}));
    };
    const QImage half = at("0.4s");
    QCOMPARE(at("400ms"), half);
    QCOMPARE(at("400000us"), half);
    QCOMPARE(at("400000000ns"), half);
    QVERIFY(at("0s") != half);
    QVERIFY(at("100%") != half);
    QVERIFY(imageOf(exported(QStringLiteral("naive-4"), QStringLiteral("timeline"))) != half);
}

void TestExport::bubblesAndTheCriticalPathAreMarkedWhereAskedFor()
{
    const auto with = [](const QStringList &marks) {
        return imageOf(exported(QStringLiteral("zb-h2-4-8"), QStringLiteral("timeline"), marks));
    };
    QList<QImage> images = {with({}), with({QStringLiteral("--critical-path")})};
    for (const char *bubble : {"step", "ideal", "span"})
        images.append(with({QStringLiteral("--bubble"), QString::fromLatin1(bubble)}));
    for (qsizetype i = 0; i < images.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(images[i] != images[j]);
    }
}

void TestExport::wrongOptionsAreOneSentence_data()
{
    QTest::addColumn<QStringList>("more");
    const auto add = [](const char *option, const char *value) {
        QTest::addRow("%s %s", option, value)
            << QStringList{QString::fromLatin1(option), QString::fromLatin1(value)};
    };
    for (const char *size : {"15x100", "16385x100", "8193x8192", "axb", "10", "-5x5", "1e3x5",
                             "99999999999x5", "5x", ""})
        add("--size", size);
    for (const char *scale : {"0", "5", "-1", "x", "1.5", "nan", "1e9"})
        add("--scale", scale);
    for (const char *moment : {"5", "1e400s", "nans", "infs", "-1s", "200%", "99s", "s", "1 s"})
        add("--at", moment);
    add("--theme", "blue");
    add("--bubble", "soap");
    for (const char *moment : {"5", "100%", "0%", "-1s", "99s", "s"})
        add("--to", moment == std::string_view("100%") ? "200%" : moment);
    add("--from", "100%");
    add("--from", "10%"); // of the scene, which shows one moment
    add("--format", "bmp");
    add("--view", "garden");
    add("--set", "a.b=3");
    for (const char *target : {"/nonexistent/x.png", "x.bmp", "x", "/tmp", "/proc/x.png"})
        add("--out", target);
}

void TestExport::wrongOptionsAreOneSentence()
{
    QFETCH(QStringList, more);
    const QTemporaryDir folder;
    QStringList arguments = {QStringLiteral("export"), QStringLiteral("naive-4")};
    if (more.first() != kView)
        arguments += {kView, QStringLiteral("scene")};
    if (more.first() != kOut)
        arguments += {kOut, folder.filePath(QStringLiteral("picture.png"))};
    const Answer answer = program::run(arguments + more);
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.out, QByteArray());
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
