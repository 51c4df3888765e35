// SPDX-License-Identifier: GPL-3.0-or-later
// Every example, every text of the window: a figure has one value, one unit and one precision on a
// screen, and it is the one of `simulate --json`.
#include "core/analysis/formulas.h"
#include "core/base/text.h"
#include "core/io/result/result_json.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/still_window.h"
#include "tests/ui/shell/text_recorder.h"
#include "ui/panels/kpi_strip.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/device_inspector.h"
#include "ui/words/scene_texts.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <cmath>

namespace {

// What is painted, what is said on hovering, and what a screen reader is told.
void collect(const QWidget &from, QSet<QString> &texts)
{
    TextRecorder recorder(from.size());
    const_cast<QWidget &>(from).render(&recorder);
    for (const RecordedText &text : recorder.texts())
        texts.insert(text.text);
    for (const QWidget *widget : from.findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        for (const QString &text :
             {widget->toolTip(), widget->accessibleName(), widget->accessibleDescription()})
            texts.insert(text);
    }
}

QSet<QString> textsOf(StillWindow &of)
{
    QSet<QString> texts;
    ui::MainWindow &window = *of.window;
    window.actions().find(QStringLiteral("assumptions"))->trigger();
    texts.insert(window.findChild<ui::AssumptionsDrawer *>()->text());
    window.actions().find(QStringLiteral("assumptions"))->trigger();
    for (const ui::ChoiceItem &tab : window.mode().tabs()) {
        window.mode().showTab(tab.id);
        QCoreApplication::processEvents();
        collect(window, texts);
    }
    const auto *strip = window.findChild<ui::KpiStrip *>();
    for (int i = 0; i < strip->itemCount(); ++i) {
        texts.insert(strip->tipOf(i));
        texts.insert(strip->itemAt(i).name);
    }
    const core::Snapshot &snapshot = *of.snapshot;
    const int fullest =
        snapshot.plan.rows[std::size_t(snapshot.metrics.fullestRow)].devices.front();
    for (const int device : {0, fullest}) {
        window.inspect(device);
        auto *inspector = window.findChild<ui::DeviceInspector *>();
        texts.insert(inspector->text());
        inspector->close();
        texts.insert(ui::deviceDescription(snapshot, device, of.playback.moment()));
    }
    texts.remove(QString());
    return texts;
}

// A number with its unit, as it is written.
struct Written
{
    QString figure; // "2.57 s"
    double value = 0;
    double half = 0; // of its last digit
    int digits = 0;  // significant ones
};

double sizeOf(const QString &unit)
{
    static const QHash<QString, double> sizes = {
        {QStringLiteral("s"), 1},     {QStringLiteral("ms"), 1e-3}, {QStringLiteral("µs"), 1e-6},
        {QStringLiteral("ns"), 1e-9}, {QStringLiteral("B"), 1},     {QStringLiteral("kB"), 1e3},
        {QStringLiteral("MB"), 1e6},  {QStringLiteral("GB"), 1e9},  {QStringLiteral("TB"), 1e12}};
    return sizes.value(unit, 0);
}

// All of one kind in a text: times, or sizes. What is reckoned with, left of an equals sign, has as
// many digits as it takes.
std::vector<Written> figuresIn(const QString &text, const QString &units)
{
    const QRegularExpression form(
        QStringLiteral("(?<![\\d.,\\w])(\\d[\\d,]*(?:\\.\\d+)?) (%1)(?![\\w/])").arg(units));
    std::vector<Written> all;
    for (const QString &line : text.split(u'\n')) {
        const qsizetype result = line.lastIndexOf(QStringLiteral(" = "));
        auto matches = form.globalMatch(line);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedStart() < result)
                continue;
            QString number = match.captured(1).remove(u',');
            const qsizetype point = number.indexOf(u'.');
            const double unit = sizeOf(match.captured(2));
            Written written{match.captured(0), number.toDouble() * unit, unit / 2};
            if (point >= 0)
                written.half *= std::pow(10, -double(number.size() - point - 1));
            const QString digits = number.remove(u'.');
            qsizetype first = 0;
            while (first < digits.size() && digits[first] == u'0')
                ++first;
            written.digits = int(digits.size() - first);
            all.push_back(written);
        }
    }
    return all;
}

const QString kTimes = QStringLiteral("s|ms|µs|ns");
const QString kSizes = QStringLiteral("B|kB|MB|GB|TB");

// Where a value stands written in another way than it is in its headline.
QStringList otherwise(const QSet<QString> &texts, const QString &units, double value,
                      const QString &headline)
{
    QStringList found;
    const std::vector<Written> own = figuresIn(headline, units);
    const double least = own.empty() ? 0 : own.front().half;
    for (const QString &text : texts) {
        for (const Written &written : figuresIn(text, units)) {
            // Coarser ones are ticks of axes.
            const bool same = written.digits >= 3 && written.half <= least * 1.0001 &&
                              std::abs(written.value - value) <= written.half * 1.0001;
            if (same && written.figure != headline)
                found.append(QStringLiteral("%1 is %2 in \"%3\"")
                                 .arg(headline, written.figure, text.left(200)));
        }
    }
    return found;
}

// "1 units", "1 GPUs"; shares that are nothing; numbers that are none.
QStringList wrongWords(const QSet<QString> &texts)
{
    static const QRegularExpression one(QStringLiteral(
        "(?<![\\d.,–\\-×/] )(?<![\\d.,–\\-])\\b1 (?:units|devices|GPUs|stages|replicas|samples|"
        "micro-batches|layers|partners|nodes|tokens|steps|chunks|groups|experts|bytes|others|links|"
        "ways|ideas|sizes|changes|squares|milliseconds|seconds)\\b"));
    static const QRegularExpression none(QStringLiteral("(?i)\\b(?:nan|inf)\\b|−0(?:\\.0+)? |"
                                                        "\\b0\\.0+ %|\\b0 % of 0\\b|%[0-9L]"));
    QStringList found;
    for (const QString &text : texts) {
        for (const QRegularExpression &form : {one, none}) {
            const QRegularExpressionMatch match = form.match(text);
            if (match.hasMatch())
                found.append(
                    QStringLiteral("\"%1\" in \"%2\"").arg(match.captured(), text.left(200)));
        }
    }
    return found;
}

// "13.5 + 13.5 + 80.9 = 107.9 GB": what is left of the equals sign is what is right of it, to the
// digits that are shown.
QStringList wrongSums(const QSet<QString> &texts)
{
    static const QRegularExpression number(QStringLiteral("(?<![\\d.,\\w])\\d[\\d,]*(?:\\.\\d+)?"));
    static const QRegularExpression brackets(QStringLiteral("\\([^()]*\\)"));
    QStringList found;
    for (const QString &whole : texts) {
        for (QString text : whole.split(u'\n')) {
            text.remove(brackets); // what a part is made of
            const QStringList sides = text.split(QStringLiteral(" = "));
            if (sides.size() != 2 || !sides[0].contains(QStringLiteral(" + ")) ||
                sides[0].contains(QStringLiteral(" × ")) ||
                sides[0].contains(QStringLiteral(" / ")))
                continue;
            double sum = 0;
            double slack = 0;
            const auto add = [](const QString &from, double &into) {
                const QRegularExpressionMatch match = number.match(from);
                const QString digits = match.captured().remove(u',');
                into += digits.toDouble();
                const qsizetype point = digits.indexOf(u'.');
                return 0.5 * std::pow(10, point < 0 ? 0 : -double(digits.size() - point - 1));
            };
            for (const QString &part : sides[0].split(QStringLiteral(" + ")))
                slack = std::max(slack, add(part.mid(part.lastIndexOf(u':') + 1), sum));
            double result = 0;
            const double half = add(sides[1], result);
            if (std::abs(sum - result) > half + slack)
                found.append(QStringLiteral("%1 is not %2: \"%3\"").arg(sum).arg(result).arg(text));
        }
    }
    return found;
}

// "backward 46.9 % · 1.206 s": the nearest figures of what the result has, and how many there are.
std::pair<int, QStringList> wrongParts(const QSet<QString> &texts, const QJsonObject &json)
{
    static const QRegularExpression part(
        QStringLiteral("^([a-z ]+): ([\\d.]+) % · ([\\d.]+) (\\S+)$"),
        QRegularExpression::MultilineOption);
    static const QHash<QString, const char *> keys = {
        {QStringLiteral("forward"), "forward"},
        {QStringLiteral("backward"), "backward"},
        {QStringLiteral("recompute"), "recompute"},
        {QStringLiteral("tensor communication"), "tensor_comm"},
        {QStringLiteral("context communication"), "context_comm"},
        {QStringLiteral("expert communication"), "expert_comm"},
        {QStringLiteral("pipeline communication"), "pipeline_comm"},
        {QStringLiteral("gradient sync"), "data_comm"},
        {QStringLiteral("optimizer"), "optimizer"},
        {QStringLiteral("host"), "host"}};
    const QJsonObject spent = json[QStringLiteral("breakdown_s")].toObject();
    const double step = json[QStringLiteral("step_time_s")].toDouble();
    std::pair<int, QStringList> found;
    for (const QString &text : texts) {
        auto matches = part.globalMatch(text);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const char *key = keys.value(match.captured(1));
            if (key == nullptr)
                continue;
            ++found.first;
            const double seconds = spent[QLatin1StringView(key)].toDouble();
            const Written time =
                figuresIn(match.captured(3) + u' ' + match.captured(4), kTimes).front();
            const double percent = match.captured(2).toDouble();
            if (std::abs(time.value - seconds) > time.half * 1.001 ||
                std::abs(percent - 100 * seconds / step) > 0.0501)
                found.second.append(QStringLiteral("%1 against %2 s, %3 %")
                                        .arg(match.captured())
                                        .arg(seconds)
                                        .arg(100 * seconds / step));
        }
    }
    return found;
}

} // namespace

class TestOneTruth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void theChecksFindWhatIsWrong();
    void everyFigureIsTheOneOfTheResult_data();
    void everyFigureIsTheOneOfTheResult();
};

void TestOneTruth::theChecksFindWhatIsWrong()
{
    const QString headline = QStringLiteral("2.57 s");
    const auto found = [&](const char *text) {
        return otherwise({QString::fromUtf8(text)}, kTimes, 2.5684, headline).size();
    };
    QCOMPARE(found("of 2.57 s"), 0);
    QCOMPARE(found("of 2.568 s"), 1);
    QCOMPARE(found("of 2,568 ms"), 1);
    QCOMPARE(found("at work 1.8250 s / step 2.5684 s = 71.1 %"), 0);
    QCOMPARE(found("1.0000 s + 1.5684 s = 2.5684 s"), 1);
    QCOMPARE(found("axis 2.6 s"), 0);
    QCOMPARE(wrongWords({QStringLiteral("uses 1 devices")}).size(), 1);
    QCOMPARE(wrongWords({QStringLiteral("GPUs 0–1 devices, 11 GPUs, 1 GPU")}).size(), 0);
    QCOMPARE(wrongWords({QStringLiteral("idle 0.0 %")}).size(), 1);
    QCOMPARE(wrongSums({QStringLiteral("weights 1.2 + gradients 2.3 = 3.5 GB")}).size(), 0);
    QCOMPARE(wrongSums({QStringLiteral("weights 1.2 + gradients 2.3 = 3.7 GB")}).size(), 1);
}

void TestOneTruth::everyFigureIsTheOneOfTheResult_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        const QByteArray id(scenario.id.data(), qsizetype(scenario.id.size()));
        QTest::newRow(id.constData()) << id;
    }
}

void TestOneTruth::everyFigureIsTheOneOfTheResult()
{
    QFETCH(const QByteArray, id);
    StillWindow of(id.constData());
    of.setSize({1920, 1080});
    const QSet<QString> texts = textsOf(of);
    QVERIFY(texts.size() > 50);
    QStringList faults = wrongWords(texts) + wrongSums(texts);

    const QJsonObject json =
        QJsonDocument::fromJson(QByteArray::fromStdString(core::resultToJson(*of.snapshot)))
            .object();
    const QJsonObject formulas = json[QStringLiteral("formulas")].toObject();
    const auto formula = [&formulas](const char *key, const char *what) {
        return formulas[QLatin1StringView(key)][QLatin1StringView(what)];
    };
    // The peak is written in the tile, its sum ends in it, and no other form of it is about.
    const QString memory = formula("memory", "figure").toString();
    faults += otherwise(texts, kSizes, formula("memory", "value").toDouble(), memory);
    const auto *strip = of.window->findChild<ui::KpiStrip *>();
    const ui::KpiText &tile = strip->texts()[4];
    const QString own = tile.unit.section(u' ', 0, 0) == QStringLiteral("of")
                            ? tile.unit.section(u' ', 2, 2) // that of the capacity
                            : tile.unit.section(u' ', 0, 0);
    if (tile.value + u' ' + own != memory)
        faults.append(QStringLiteral("tile %1 %2, JSON %3").arg(tile.value, own, memory));
    for (const char *key : {"step_time", "memory"}) {
        const QString text = formula(key, "text").toString();
        if (!text.isEmpty() &&
            !text.section(QStringLiteral(" = "), -1).startsWith(formula(key, "figure").toString()))
            faults.append(QStringLiteral("%1: %2").arg(QLatin1StringView(key), text));
    }
    if (of.snapshot->metrics.runs()) {
        const QString step = formula("step_time", "figure").toString();
        faults += otherwise(texts, kTimes, json[QStringLiteral("step_time_s")].toDouble(), step);
        QCOMPARE(strip->texts()[0].value + u' ' + strip->texts()[0].unit, step);
        QCOMPARE(strip->texts()[2].value, formula("busy", "figure").toString());
    }
    const auto [parts, wrong] = wrongParts(texts, json);
    faults += wrong;
    QVERIFY(parts > 0 || !of.snapshot->metrics.runs());
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

QTEST_MAIN(TestOneTruth)
#include "tst_one_truth.moc"
