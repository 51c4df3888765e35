// SPDX-License-Identifier: GPL-3.0-or-later
// Makespan, span and memory of the schedules with chunks, split backward or two directions against
// their published formulas; unit costs F = I = W = 1 and no latency unless said.
#include "core/schedule/recompute.h"
#include "core/schedule/schedule.h"
#include "core/schedule/weight_versions.h"
#include "core/sim/evaluate.h"
#include "tests/core/schedule/greedy_waves.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

namespace {

// Ranks to try, up to the sizes of large clusters.
constexpr int kRanks[] = {1, 2, 3, 4, 7, 8, 13, 16, 31, 64};

struct Figures
{
    core::Evaluation times;
    core::PeakActivations peaks;
};

Figures figuresOf(const char *id, const core::ScheduleShape &shape,
                  const core::UnitCosts &costs = {})
{
    const core::ScheduleOrder order = core::makeOrder(id, shape).value();
    return {core::evaluate(order, costs).value(), core::peakActivations(order)};
}

int fullest(const Figures &figures)
{
    return std::ranges::max(figures.peaks.untilWeight);
}

} // namespace

class TestScheduleForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interleavingDividesTheBubbleByTheChunks();
    void interleavedRanksKeepTheirWarmUpAndOneMore();
    void raggedGroupsCostNoTime();
    void breadthFirstHasTheBubbleOfInterleaved();
    void h1HasAThirdOfTheBubbleForTheMemoryOf1f1b();
    void h2HasSpansWithoutIdleTime();
    void interleavedZeroBubble();
    void zbvHasSpansWithoutIdleTimeForTheMemoryOf1f1b();
    void dualPipe();
    void dualPipeV();
    void hanayoIsThePlainestScheduleOfItsWaves();
    void publishedGoldensHold_data();
    void publishedGoldensHold();
    void gpipeWithRematerializationRunsEveryForwardTwice();
    void pipedreamUsesTheVersionsOfItsRule();
    void pipedreamKeepsAsManyVersionsAsMicroBatchesInFlight();
};

// (m v + p - 1)(F + B) in chunk units, arXiv:2104.04473 section 2.2; also with v = 1.
void TestScheduleForms::interleavingDividesTheBubbleByTheChunks()
{
    for (const int p : kRanks) {
        for (int rounds = 1; rounds <= 3; ++rounds) {
            for (int v = 1; v <= 4; ++v) {
                const int m = rounds * p;
                const Figures figures =
                    figuresOf("interleaved", {.ranks = p, .microBatches = m, .chunks = v});
                QCOMPARE(figures.times.makespan, 3.0 * (m * v + p - 1));
            }
        }
    }
}

// (v - 1) p + 2 (p - 1 - r) + 1 chunks on rank r, arXiv:2205.05198.
void TestScheduleForms::interleavedRanksKeepTheirWarmUpAndOneMore()
{
    for (const int p : kRanks) {
        for (int v = 2; v <= 4; ++v) {
            const Figures figures =
                figuresOf("interleaved", {.ranks = p, .microBatches = 2 * p, .chunks = v});
            for (int r = 0; r < p; ++r)
                QCOMPARE(figures.peaks.untilWeight[static_cast<std::size_t>(r)],
                         (v - 1) * p + 2 * (p - 1 - r) + 1);
        }
    }
}

// Groups that are not equal keep the formula of equal ones: the warm-up covers the largest.
void TestScheduleForms::raggedGroupsCostNoTime()
{
    for (int p = 1; p <= 9; ++p) {
        for (int m = p; m <= 4 * p + 1; ++m) {
            for (int v = 1; v <= 4; ++v) {
                const core::ScheduleShape shape{.ranks = p, .microBatches = m, .chunks = v};
                QCOMPARE(figuresOf("interleaved", shape).times.makespan, 3.0 * (m * v + p - 1));
                QCOMPARE(figuresOf("interleaved-zb", shape).times.makespan, 3.0 * m * v + p - 1);
            }
        }
    }
}

void TestScheduleForms::breadthFirstHasTheBubbleOfInterleaved()
{
    for (const int p : kRanks) {
        for (const int m : {p, p + 1, 2 * p + 3}) {
            for (int v = 1; v <= 4; ++v) {
                const Figures figures =
                    figuresOf("looped-bfs", {.ranks = p, .microBatches = m, .chunks = v});
                QCOMPARE(figures.times.makespan, 3.0 * (m * v + p - 1));
                QCOMPARE(fullest(figures), m * v);
            }
        }
    }
}

// m (F + I + W) + (p - 1)(F + I - W) and p activations: arXiv:2401.10241, table 2.
void TestScheduleForms::h1HasAThirdOfTheBubbleForTheMemoryOf1f1b()
{
    for (const int p : kRanks) {
        for (const int m : {p, p + 1, 2 * p + 1, 5 * p}) {
            const Figures figures = figuresOf("zb-h1", {.ranks = p, .microBatches = m});
            QCOMPARE(figures.times.makespan, 3.0 * m + p - 1);
            QCOMPARE(fullest(figures), p);
        }
    }
}

// Span 3 m; 2 p - 1 activations: arXiv:2401.10241, table 2.
void TestScheduleForms::h2HasSpansWithoutIdleTime()
{
    for (const int p : kRanks) {
        for (const int m : {2 * p - 1, 2 * p, 3 * p + 1}) {
            const Figures figures = figuresOf("zb-h2", {.ranks = p, .microBatches = m});
            QCOMPARE(figures.times.makespan, 3.0 * m + p - 1);
            QCOMPARE(figures.times.maxSpan, 3.0 * m);
            QCOMPARE(fullest(figures), 2 * p - 1);
        }
    }
}

void TestScheduleForms::interleavedZeroBubble()
{
    for (const int p : kRanks) {
        for (int rounds = 1; rounds <= 3; ++rounds) {
            for (int v = 1; v <= 4; ++v) {
                const int m = rounds * p;
                const Figures figures =
                    figuresOf("interleaved-zb", {.ranks = p, .microBatches = m, .chunks = v});
                QCOMPARE(figures.times.makespan, 3.0 * m * v + p - 1);
            }
        }
    }
}

// Section 6 of arXiv:2401.10241, in units of a chunk: p stages are 2 p chunks.
void TestScheduleForms::zbvHasSpansWithoutIdleTimeForTheMemoryOf1f1b()
{
    for (const int p : kRanks) {
        for (const int m : {2 * p - 1, 2 * p, 3 * p + 1}) {
            const Figures figures = figuresOf("zb-v", {.ranks = p, .microBatches = m});
            QCOMPARE(figures.times.makespan, 6.0 * m + p - 1);
            QCOMPARE(figures.times.maxSpan, 6.0 * m);
            QCOMPARE(fullest(figures), 2 * p);
        }
    }
}

// Bubble (p/2 - 1)(F&B + B - 3 W) and p + 1 activations: README of deepseek-ai/DualPipe.
void TestScheduleForms::dualPipe()
{
    for (int p = 2; p <= 64; p += p < 16 ? 2 : 12) {
        for (const int m : {2 * p, 2 * p + 2, 3 * p}) {
            const Figures figures = figuresOf("dualpipe", {.ranks = p, .microBatches = m});
            QCOMPARE(figures.times.makespan, 3.0 * m + 2 * (p / 2 - 1));
            QCOMPARE(fullest(figures), p + 1);
        }
    }
}

// The same with 2 p stages of half the size on p ranks.
void TestScheduleForms::dualPipeV()
{
    for (const int p : kRanks) {
        for (const int m : {2 * p, 2 * p + 1, 3 * p}) {
            const Figures figures = figuresOf("dualpipe-v", {.ranks = p, .microBatches = m});
            QCOMPARE(figures.times.makespan, 6.0 * m + 2 * (p - 1));
            QCOMPARE(fullest(figures), 2 * p + 1);
        }
    }
}

// No code of its authors was found: held against a scheduler that is written out in greedy_waves.h.
void TestScheduleForms::hanayoIsThePlainestScheduleOfItsWaves()
{
    for (const int p : {2, 3, 4, 8}) {
        for (const int m : {1, 2, p, 2 * p, 2 * p + 3}) {
            for (const int waves : {1, 2, 3}) {
                greedy_waves::Run run(p, m, waves);
                const Figures figures =
                    figuresOf("hanayo", {.ranks = p, .microBatches = m, .chunks = 2 * waves});
                QCOMPARE(figures.times.makespan, double(run.makespan()));
                QCOMPARE(figures.peaks.untilWeight, run.mostKept());
            }
        }
    }
}

void TestScheduleForms::publishedGoldensHold_data()
{
    QTest::addColumn<QStringList>("row");
    QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/schedules/closed_form_goldens.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    file.readLine(); // names of the columns
    int line = 1;
    while (!file.atEnd()) {
        const QStringList row = QString::fromUtf8(file.readLine()).split(QLatin1Char(','));
        QTest::newRow(qPrintable(QStringLiteral("line %1: %2").arg(++line).arg(row[0]))) << row;
    }
    QCOMPARE(line, 74);
}

// Columns: schedule, p, m, F, B, I, W, pair, makespan, ..., peaks per device at 12.
void TestScheduleForms::publishedGoldensHold()
{
    QFETCH(QStringList, row);
    const QString name = row[0];
    const char *id = name == QLatin1String("1F1B")             ? "1f1b"
                     : name.startsWith(QLatin1String("inter")) ? "interleaved"
                     : name.startsWith(QLatin1String("ZB-1P")) ? "zb-h1"
                     : name == QLatin1String("DualPipe")       ? "dualpipe"
                                                               : "dualpipe-v";
    const int chunks = name.contains(QLatin1String("v=")) ? name.right(1).toInt() : 0;
    core::UnitCosts costs{.forward = {row[3].toDouble()},
                          .input = {row[5].toDouble()},
                          .weight = {row[6].toDouble()},
                          .backward = {row[4].toDouble()}};
    const Figures figures = figuresOf(
        id, {.ranks = row[1].toInt(), .microBatches = row[2].toInt(), .chunks = chunks}, costs);
    QVERIFY(qAbs(figures.times.makespan - row[8].toDouble()) < 1e-9);
    QStringList peaks;
    for (const int peak : figures.peaks.untilWeight)
        peaks.append(QString::number(peak));
    QCOMPARE(peaks.join(QLatin1Char('/')), row[12]);
}

// A recomputation needs its forward alone, so that of a rank that waits for a gradient hides: every
// rank runs m of them (arXiv:1811.06965, section 2.3), but the drain is as long as without:
// (m + p - 1)(F + B) + m F.
void TestScheduleForms::gpipeWithRematerializationRunsEveryForwardTwice()
{
    for (const int p : {1, 2, 5, 8}) {
        for (const int m : {1, 4, 9}) {
            const auto plain = core::makeOrder("gpipe", {.ranks = p, .microBatches = m});
            const auto result = core::evaluate(core::withRecompute(plain.value()), {});
            QCOMPARE(result.value().makespan, 3.0 * (m + p - 1) + m);
        }
    }
}

void TestScheduleForms::pipedreamUsesTheVersionsOfItsRule()
{
    QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/schedules/pipedream_versions.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int stages = 0;
    for (const QJsonValue &each : QJsonDocument::fromJson(file.readAll()).array()) {
        const int p = each[QStringLiteral("p")].toInt();
        const auto made = core::makeOrder(
            "pipedream", {.ranks = p, .microBatches = each[QStringLiteral("m")].toInt()});
        QVERIFY(made.value().asynchronous);
        for (const QJsonValue &stage : each[QStringLiteral("stages")].toArray()) {
            const int s = stage[QStringLiteral("stage")].toInt();
            const core::WeightVersions versions = core::weightVersions(made.value(), s);
            QStringList sequence;
            int updates = 0;
            for (const core::Action &action : made.value().actions[static_cast<std::size_t>(s)]) {
                const bool forward = action.op == core::Op::Forward;
                QString text = QStringLiteral("%1%2@v%3")
                                   .arg(forward ? QStringLiteral("F") : QStringLiteral("B"))
                                   .arg(action.microBatch)
                                   .arg(versions.ofMicroBatch[action.microBatch]);
                if (!forward)
                    text += QStringLiteral("->v%1").arg(++updates);
                sequence.append(text);
            }
            QCOMPARE(sequence.join(QLatin1Char(' ')), stage[QStringLiteral("seq")].toString());
            QCOMPARE(versions.mostAtOnce,
                     stage[QStringLiteral("peak_distinct_weight_versions")].toInt());
            ++stages;
        }
    }
    QVERIFY(stages > 10);
}

// max(0, i - (p - 1 - s)) and p - s versions: PipeDream, SOSP 2019, section 3.3.
void TestScheduleForms::pipedreamKeepsAsManyVersionsAsMicroBatchesInFlight()
{
    for (int p = 1; p <= 12; ++p) {
        const auto order = core::makeOrder("pipedream", {.ranks = p, .microBatches = 4 * p});
        for (int s = 0; s < p; ++s) {
            const core::WeightVersions versions = core::weightVersions(order.value(), s);
            QCOMPARE(versions.mostAtOnce, p - s);
            for (int i = 0; i < 4 * p; ++i)
                QCOMPARE(versions.ofMicroBatch[static_cast<std::size_t>(i)],
                         std::max(0, i - (p - 1 - s)));
        }
    }
}

QTEST_APPLESS_MAIN(TestScheduleForms)
#include "tst_schedule_forms.moc"
