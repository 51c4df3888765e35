// SPDX-License-Identifier: GPL-3.0-or-later
// Every example, every text of the window: a figure has one value, one unit and one precision on a
// screen, and it is the one of `simulate --json`. What Compare says of two is held against both.
#include "core/analysis/formulas.h"
#include "core/base/text.h"
#include "core/io/result/result_json.h"
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/figure_checks.h"
#include "tests/ui/shell/still_window.h"
#include "ui/modes/compare_mode.h"
#include "ui/panels/compare_pane.h"
#include "ui/panels/compare_strip.h"
#include "ui/panels/kpi_strip.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/device_inspector.h"
#include "ui/words/scene_texts.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <cmath>
#include <optional>

namespace {

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

QJsonObject jsonOf(const core::Snapshot &snapshot)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(core::resultToJson(snapshot)))
        .object();
}

QJsonValue formulaOf(const QJsonObject &json, const char *key, const char *what)
{
    return json[QStringLiteral("formulas")][QLatin1StringView(key)][QLatin1StringView(what)];
}

double sentIn(const QJsonObject &json)
{
    double sent = 0;
    for (const QJsonValue &link : json[QStringLiteral("links")].toArray()) {
        const double each = link[QStringLiteral("activation_bytes")].toDouble() +
                            link[QStringLiteral("gradient_bytes")].toDouble() +
                            link[QStringLiteral("rings")].toDouble() *
                                link[QStringLiteral("sent_bytes_per_device")].toDouble();
        sent += link[QStringLiteral("count")].toDouble() * each;
    }
    return sent;
}

// Two results, and what is said of them.
struct TwoTruths
{
    QJsonObject a;
    QJsonObject b;
    QStringList faults;

    [[nodiscard]] bool runs(const QJsonObject &json) const
    {
        return json[QStringLiteral("completed")].toBool();
    }
    [[nodiscard]] double more(const char *key) const // in B
    {
        return b[QLatin1StringView(key)].toDouble() - a[QLatin1StringView(key)].toDouble();
    }
    [[nodiscard]] double moreMemory() const
    {
        return formulaOf(b, "memory", "value").toDouble() -
               formulaOf(a, "memory", "value").toDouble();
    }
    // "+5.47 s" where B has so much more; within one of the last digit, as both are rounded.
    void holdChange(const QString &text, const QString &units, double change)
    {
        const QString size = QString(text).remove(u'+').remove(QChar(0x2212));
        const std::vector<Written> all = figuresIn(size, units);
        if (all.empty()) {
            const bool none = text == QStringLiteral("no difference");
            if (!none || change != 0)
                faults.append(QStringLiteral("\"%1\" for %2").arg(text).arg(change));
            return;
        }
        const double sign = text.startsWith(u'+') ? 1 : -1;
        if (std::abs(sign * all[0].value - change) > 2.001 * all[0].half)
            faults.append(QStringLiteral("\"%1\" for %2").arg(text).arg(change));
    }
    void holdTiles(const ui::KpiTexts &tiles)
    {
        const auto hold = [&](int tile, const QString &units, double change) {
            QString note = tiles[std::size_t(tile)].note;
            note.replace(QStringLiteral("same as A"), QStringLiteral("no difference"));
            holdChange(note.remove(QStringLiteral(" from A")), units, change);
        };
        if (runs(a) && runs(b))
            hold(0, kTimes, more("step_time_s"));
        hold(4, kSizes, moreMemory());
    }
    // What each of them is follows from how far the work of both is equal.
    void holdPane(const QJsonObject &json, const QList<ui::ComparePane::Figure> &figures)
    {
        using Kind = ui::ComparePane::Figure::Kind;
        for (const ui::ComparePane::Figure &figure : figures) {
            if (figure.kind == Kind::Memory)
                holdPeak(json, figure.value);
            if (!runs(json) || (figure.kind != Kind::Step && figure.kind != Kind::Busy))
                continue;
            const char *key = figure.kind == Kind::Step ? "step_time" : "busy";
            const QString own = formulaOf(json, key, "figure").toString();
            if (figure.value != own)
                faults.append(QStringLiteral("pane %1, JSON %2").arg(figure.value, own));
        }
    }
    void holdPeak(const QJsonObject &json, const QString &shown)
    {
        const double peak = formulaOf(json, "memory", "value").toDouble();
        const std::vector<Written> memory = figuresIn(shown, kSizes);
        if (memory.size() != 1 || std::abs(memory[0].value - peak) > memory[0].half * 1.001)
            faults.append(QStringLiteral("pane %1, JSON %2 B").arg(shown).arg(peak));
    }
    void holdTexts(const QSet<QString> &texts)
    {
        faults += wrongWords(texts) + wrongSums(texts);
        const QString steps[] = {formulaOf(a, "step_time", "figure").toString(),
                                 formulaOf(b, "step_time", "figure").toString()};
        for (const int which : {0, 1}) {
            const QJsonObject &json = which == 0 ? a : b;
            for (const QString &fault : otherwise(
                     texts, kTimes, json[QStringLiteral("step_time_s")].toDouble(), steps[which])) {
                if (!fault.contains(QStringLiteral(" is %1 in").arg(steps[1 - which]))) // close by
                    faults.append(fault);
            }
        }
    }
    void holdSentence(const QString &sentence)
    {
        const QRegularExpression form(
            QStringLiteral("(?<![\\d.,\\w])(?:(sends|needs) )?([\\d,.]+ (%1|%2))(?![\\w/])"
                           "( faster| more on GPU| less on GPU| more sent| more| less)?")
                .arg(kTimes, kSizes));
        auto matches = form.globalMatch(sentence);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const bool isTime = kTimes.split(u'|').contains(match.captured(3));
            const QString what = match.captured(4);
            const bool sent = match.captured(1) == QStringLiteral("sends") ||
                              what == QStringLiteral(" more sent");
            if (what.isEmpty()) // how much there is for what does not fit
                continue;
            const QString sign = what.startsWith(QStringLiteral(" more")) ? QStringLiteral("+")
                                                                          : QString(QChar(0x2212));
            if (!isTime && !sent && !what.endsWith(QStringLiteral("GPU")))
                faults.append(QStringLiteral("\"%1\" of what?").arg(match.captured()));
            holdChange(sign + match.captured(2), isTime ? kTimes : kSizes,
                       isTime ? more("step_time_s")
                       : sent ? sentIn(b) - sentIn(a)
                              : moreMemory());
        }
    }
};

} // namespace

class TestOneTruth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void theChecksFindWhatIsWrong();
    void everyFigureIsTheOneOfTheResult_data();
    void everyFigureIsTheOneOfTheResult();
    void everyDifferenceIsTheOneOfBothResults();
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

    const QJsonObject json = jsonOf(*of.snapshot);
    const auto formula = [&json](const char *key, const char *what) {
        return formulaOf(json, key, what);
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

// Each example against the next one, in one window.
void TestOneTruth::everyDifferenceIsTheOneOfBothResults()
{
    StillWindow of(core::builtinScenarios().back().id.data());
    of.setSize({1920, 1080});
    QStringList faults;
    for (const core::BuiltinScenario &next : core::builtinScenarios()) {
        const QString name = QString::fromUtf8(next.id.data(), qsizetype(next.id.size()));
        of.window->modes().choose(QStringLiteral("explore"));
        of.window->pinned().pin();
        const core::SnapshotPtr a = of.document.snapshot();
        of.document.open(core::loadScenario(next.id).value(), {});
        const core::SnapshotPtr b = core::run(of.document.scenario()).value();
        of.document.setResult(b);
        of.playback.seekShare(0.45);
        TwoTruths truths{jsonOf(*a), jsonOf(*b), {}};
        if (of.window->modes().currentId() == QStringLiteral("explore")) // else it trains
            truths.holdTiles(of.window->findChild<ui::KpiStrip *>()->texts());
        of.window->modes().choose(QStringLiteral("compare"));
        QCoreApplication::processEvents();
        auto &mode = static_cast<ui::CompareMode &>(of.window->mode());
        truths.holdPane(truths.a, mode.paneA().figures());
        truths.holdPane(truths.b, mode.paneB().figures());
        const QList<ui::ComparePane::Figure> figures = mode.paneB().figures();
        if (!figures.front().change.isEmpty()) // steps of equal work
            truths.holdChange(figures.front().change, kTimes, truths.more("step_time_s"));
        if (!figures.back().change.isEmpty()) // memory of one model
            truths.holdChange(figures.back().change, kSizes, truths.moreMemory());
        truths.holdSentence(mode.strip().sentence());
        QSet<QString> texts;
        collect(*of.window, texts);
        truths.holdTexts(texts);
        for (const QString &fault : std::as_const(truths.faults))
            faults.append(name + QStringLiteral(": ") + fault);
    }
    faults.removeDuplicates();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

QTEST_MAIN(TestOneTruth)
#include "tst_one_truth.moc"
