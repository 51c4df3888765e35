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
    for (const std::vector<core::Action> &actions : order.actions) {
        QStringList texts;
        for (const core::Action &action : actions)
            texts.append(QString::fromStdString(core::actionText(action)));
        ranks.append(texts.join(QLatin1Char(' ')));
    }
    return ranks;
}

bool close(double a, double b)
{
    return std::abs(a - b) <= 1e-6 * std::max(1.0, std::abs(b));
}

} // namespace

class TestScheduleVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVectorIsReproduced_data();
    void everyVectorIsReproduced();
};

void TestScheduleVectors::everyVectorIsReproduced_data()
{
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<QJsonObject>("vector");
    for (const core::ScheduleEntry &entry : core::schedules()) {
        const QString name = QString::fromUtf8(entry.vectorName.data(),
                                               static_cast<qsizetype>(entry.vectorName.size()));
        QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/vectors/%1.jsonl").arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue; // naive has none: it is GPipe with one micro-batch
        while (!file.atEnd()) {
            const QJsonObject vector = QJsonDocument::fromJson(file.readLine()).object();
            const QString id = vector[QStringLiteral("id")].toString();
            QTest::newRow(qPrintable(id))
                << QString::fromUtf8(entry.id.data(), static_cast<qsizetype>(entry.id.size()))
                << vector;
        }
    }
}

void TestScheduleVectors::everyVectorIsReproduced()
{
    QFETCH(QString, schedule);
    QFETCH(QJsonObject, vector);
    const auto made = core::makeOrder(schedule.toStdString(),
                                      {.ranks = vector[QStringLiteral("p")].toInt(),
                                       .microBatches = vector[QStringLiteral("m")].toInt()});
    QVERIFY(bool(made));
    QStringList expected;
    for (const QJsonValue &rank : vector[QStringLiteral("ranks")].toArray())
        expected.append(rank.toString());
    QCOMPARE(orderOf(made.value()), expected);
    for (const QJsonValue &each : vector[QStringLiteral("eval")].toArray()) {
        const QJsonObject eval = each.toObject();
        const QJsonObject costs = eval[QStringLiteral("costs")].toObject();
        const auto result =
            core::evaluate(made.value(), {.forward = numbers(costs[QStringLiteral("F")]),
                                          .input = numbers(costs[QStringLiteral("I")]),
                                          .weight = numbers(costs[QStringLiteral("W")]),
                                          .hop = {costs[QStringLiteral("comm")].toDouble()}});
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
    const std::vector<double> untilWeight = numbers(peaks[QStringLiteral("until_W")]);
    for (std::size_t rank = 0; rank < untilWeight.size(); ++rank)
        QCOMPARE(static_cast<double>(live.untilWeight[rank]), untilWeight[rank]);
}

QTEST_APPLESS_MAIN(TestScheduleVectors)
#include "tst_schedule_vectors.moc"
