// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breakdown.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"

#include <QTest>

#include <cmath>

using namespace core;

namespace {

Nanos communication(const RowMetrics &row)
{
    const Breakdown &parts = row.breakdown;
    return parts.tensorComm + parts.contextComm + parts.expertComm + parts.pipelineComm +
           parts.dataComm - row.sharing();
}

} // namespace

// What of a visit is communication.
class TestExchangeShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void visitsSumToTheBreakdown_data();
    void visitsSumToTheBreakdown();
    void withoutPartnersThereIsNone();
    void tensorPartnersExchangeAsTheirPriceSays();
};

void TestExchangeShares::visitsSumToTheBreakdown_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("setting");
    for (const char *id : {"llama7b-zero1-8", "llama7b-zero3-8", "gpt3-64-t8", "gpt3-64-t16",
                           "gpt3-64-4x4x4", "llama3-405b-16k", "mixtral-ep8", "deepseek-v3-2048"})
        QTest::newRow(id) << QString::fromLatin1(id) << QString();
    QTest::newRow("a slow device") << QStringLiteral("gpt3-64-4x4x4")
                                   << QStringLiteral(R"(faults=[{"device": 21, "speed": 0.7}])");
}

// Every nanosecond that the breakdown books as communication is in a visit, but for gradients.
void TestExchangeShares::visitsSumToTheBreakdown()
{
    QFETCH(QString, scenario);
    QFETCH(QString, setting);
    std::vector<std::string> settings;
    if (!setting.isEmpty())
        settings.push_back(setting.toStdString());
    const SnapshotPtr step = run(loadScenario(scenario.toStdString(), settings).value()).value();
    for (std::size_t row = 0; row < step->trace.rows.size(); ++row) {
        const ExchangeShares shares(step->plan, step->trace, row);
        const Trace::RowRange range = step->trace.rows[row];
        double sum = 0;
        double longest = 0;
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const double share = shares.of(i);
            QVERIFY(share >= 0 && share <= 1);
            const auto time = static_cast<double>(step->trace.end[i] - step->trace.begin[i]);
            sum += share * time;
            longest += share > 0 ? time : 0;
        }
        const auto booked = static_cast<double>(communication(step->metrics.rows[row]).count);
        QCOMPARE(shares.any(), booked > 0);
        // Visits of a slow device and of the halves of a pair are rounded to the nanosecond.
        QVERIFY2(std::abs(sum - booked) <= 1e-6 * longest + 100,
                 qPrintable(QStringLiteral("row %1: %2 of visits, %3 booked")
                                .arg(row)
                                .arg(sum, 0, 'f', 0)
                                .arg(booked, 0, 'f', 0)));
    }
}

void TestExchangeShares::withoutPartnersThereIsNone()
{
    const SnapshotPtr step = run(loadScenario("dp8-nvlink").value()).value();
    const ExchangeShares shares(step->plan, step->trace, 0);
    QVERIFY(!shares.any()); // gradients wait for the end of the visits
    QCOMPARE(shares.of(step->trace.rows.front().first), 0.0);
}

void TestExchangeShares::tensorPartnersExchangeAsTheirPriceSays()
{
    const SnapshotPtr step =
        run(loadScenario("llama7b-pp4",
                         std::vector<std::string>{"parallel.pipeline=1", "parallel.tensor=4"})
                .value())
            .value();
    const ExchangeShares shares(step->plan, step->trace, 0);
    const std::size_t first = step->trace.rows.front().first;
    const SpanTag tag = step->trace.tag[first];
    QVERIFY(tag.kind == SpanKind::Forward);
    const VisitProfile &visit =
        step->plan.stages[tag.stage].visits[static_cast<std::size_t>(Op::Forward)];
    const Nanos partners = visit.parts[static_cast<std::size_t>(CostPart::TensorComm)];
    QVERIFY(partners.count > 0);
    // A single rank hands nothing over: the partners' sums are all there is.
    QVERIFY(std::abs(shares.of(first) - seconds(partners) / seconds(visit.duration)) < 1e-6);
}

QTEST_APPLESS_MAIN(TestExchangeShares)
#include "tst_exchange_shares.moc"
