// SPDX-License-Identifier: GPL-3.0-or-later
// Orders and times of every schedule against the published orders in tests/data/vectors.
#include "core/schedule/schedule.h"
#include "core/sim/evaluate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace {

std::vector<double> numbers(const QJsonValue &value)
{
    if (!value.isArray())
        return {value.toDouble()};
    std::vector<double> list;
    for (const QJsonValue &each : value.toArray())
        list.push_back(each.toDouble());
    return list;
}

QStringList orderOf(const core::ScheduleOrder &order)
{
    QStringList ranks;
    for (const std::vector<core::Action> &actions : order.actions)
        ranks.append(QString::fromStdString(core::actionsText(actions, ' ')));
    return ranks;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &each : value.toArray())
        list.append(each.toString());
    return list;
}

// The ids of the program under the names of the vector files.
QString fileOf(const core::ScheduleEntry &entry)
{
    return QString::fromUtf8(entry.vectorName.data(),
                             static_cast<qsizetype>(entry.vectorName.size()));
}

core::ScheduleShape shapeOf(const QJsonObject &vector)
{
    const QJsonObject parameters = vector[QStringLiteral("params")].toObject();
    return {.ranks = vector[QStringLiteral("p")].toInt(),
            .microBatches = vector[QStringLiteral("m")].toInt(),
            .chunks = vector[QStringLiteral("v")].toInt(),
            .group = parameters[QStringLiteral("microbatch_group_size_per_vp_stage")].toInt()};
}

core::UnitCosts costsOf(const QJsonObject &costs)
{
    return {.forward = numbers(costs[QStringLiteral("F")]),
            .input = numbers(costs[QStringLiteral("I")]),
            .weight = numbers(costs[QStringLiteral("W")]),
            .hop = {costs[QStringLiteral("comm")].toDouble()},
            .pair = costs[QStringLiteral("pair")].toString() == QLatin1String("max")
                        ? core::PairRule::Max
                        : core::PairRule::Sum};
}

constexpr int kVectors = 112; // of all the files in tests/data/vectors

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-6 * std::max(1.0, std::abs(b));
}

} // namespace

class TestScheduleVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOrderIsReproducedActionByAction_data();
    void everyOrderIsReproducedActionByAction();
    void everyEvaluationIsReproduced_data();
    void everyEvaluationIsReproduced();

private:
    static void addVectors();
};

void TestScheduleVectors::addVectors()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QJsonObject>("vector");
    int vectors = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const QString id =
            QString::fromUtf8(entry.id.data(), static_cast<qsizetype>(entry.id.size()));
        QStringList names = {fileOf(entry)};
        if (entry.id == "interleaved")
            names.append(QStringLiteral("Megatron-Interleaved"));
        for (const QString &name : names) {
            QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/vectors/%1.jsonl").arg(name));
            // naive has none: it is GPipe with one micro-batch. What is searched or has no
            // published order is held against searched.csv and closed forms.
            if (!file.exists())
                continue;
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            while (!file.atEnd()) {
                const QJsonObject vector = QJsonDocument::fromJson(file.readLine()).object();
                QTest::newRow(qPrintable(vector[QStringLiteral("id")].toString())) << id << vector;
                ++vectors;
            }
        }
    }
    QCOMPARE(vectors, kVectors);
}

void TestScheduleVectors::everyOrderIsReproducedActionByAction_data()
{
    addVectors();
}

void TestScheduleVectors::everyOrderIsReproducedActionByAction()
{
    QFETCH(QString, schedule);
    QFETCH(QJsonObject, vector);
    const auto made = core::makeOrder(schedule.toStdString(), shapeOf(vector));
    QVERIFY(bool(made));
    const core::ScheduleOrder &order = made.value();
    QCOMPARE(orderOf(order), strings(vector[QStringLiteral("ranks")]));
    QCOMPARE(order.stages, vector[QStringLiteral("stages")].toInt());
    const QJsonArray routes = vector[QStringLiteral("routes")].toArray();
    QCOMPARE(order.routes.size(), static_cast<std::size_t>(routes.size()));
    for (std::size_t route = 0; route < order.routes.size(); ++route)
        QCOMPARE(std::vector<double>(order.routes[route].begin(), order.routes[route].end()),
                 numbers(routes[static_cast<qsizetype>(route)]));
    const std::vector<double> routeOf(order.routeOf.begin(), order.routeOf.end());
    QCOMPARE(routeOf, numbers(vector[QStringLiteral("mb_route")].toArray()));
}

void TestScheduleVectors::everyEvaluationIsReproduced_data()
{
    addVectors();
}

void TestScheduleVectors::everyEvaluationIsReproduced()
{
    QFETCH(QString, schedule);
    QFETCH(QJsonObject, vector);
    const auto made = core::makeOrder(schedule.toStdString(), shapeOf(vector));
    QVERIFY(bool(made));
    for (const QJsonValue &each : vector[QStringLiteral("eval")].toArray()) {
        const QJsonObject eval = each.toObject();
        const auto result =
            core::evaluate(made.value(), costsOf(eval[QStringLiteral("costs")].toObject()));
        QVERIFY(bool(result));
        QVERIFY(close(result.value().makespan, eval[QStringLiteral("makespan")].toDouble()));
        QVERIFY(close(result.value().maxSpan, eval[QStringLiteral("max_span")].toDouble()));
        QVERIFY(close(result.value().bubbleRatio, eval[QStringLiteral("bubble_ratio")].toDouble()));
        const std::vector<double> busy = numbers(eval[QStringLiteral("busy")]);
        const std::vector<double> spanIdle = numbers(eval[QStringLiteral("span_idle")]);
        for (std::size_t rank = 0; rank < busy.size(); ++rank) {
            QVERIFY(close(result.value().busy[rank], busy[rank]));
            QVERIFY(close(result.value().spanIdle[rank], spanIdle[rank]));
        }
    }
    const QJsonObject peaks = vector[QStringLiteral("peak_activations")].toObject();
    const core::PeakActivations live = core::peakActivations(made.value());
    const std::vector<double> untilWeight(live.untilWeight.begin(), live.untilWeight.end());
    const std::vector<double> untilInput(live.untilInput.begin(), live.untilInput.end());
    QCOMPARE(untilWeight, numbers(peaks[QStringLiteral("until_W")]));
    QCOMPARE(untilInput, numbers(peaks[QStringLiteral("until_I")]));
    QCOMPARE(live.half, numbers(peaks[QStringLiteral("half")]));
}

QTEST_APPLESS_MAIN(TestScheduleVectors)
#include "tst_schedule_vectors.moc"
