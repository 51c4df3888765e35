// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts that authors tuned for their clusters, against the best of the whole space, or of what
// their framework had: within 8 % (docs/best-layout.md lists the others and why they are not).
#include "core/io/published/read_published_runs.h"
#include "core/papers/paper_tables.h"
#include "core/search/held_parts.h"
#include "core/search/layout_advice.h"

#include <QTest>

namespace {

constexpr double kNear = 1.08;

std::optional<core::Scenario> publishedScenario(std::string_view id)
{
    for (const core::PaperTable &table : core::paperTables()) {
        const auto runs = core::readPublishedRuns(table.text, table.name);
        if (!runs)
            continue;
        for (const core::PublishedRun &run : runs.value()) {
            if (run.id == id && run.scenario)
                return run.scenario.value();
        }
    }
    return {};
}

} // namespace

class TestPublishedLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTunedLayoutIsNearTheBest_data();
    void aTunedLayoutIsNearTheBest();
};

void TestPublishedLayouts::aTunedLayoutIsNearTheBest_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("held");
    for (const char *id : {"korthikanti22_t5_22B_selective", "korthikanti22_t5_530B_selective",
                           "zb_t4_ZB-2p_6.2B_m32", "zb_t4_ZB-2p_6.2B_m64", "zb_t4_ZB-2p_14.6B_m128",
                           "zb_t4_ZB-2p_28.3B_m256"})
        QTest::newRow(id) << QByteArray(id) << QByteArray();
    // Megatron-LM of 2021 recomputed everything, or nothing, and had no sequence parallelism, no
    // shards of the optimizer, no context parallelism and no split backward.
    const QByteArray held = "recompute,sequence_parallel,sharding,context,schedule";
    for (const char *id : {"narayanan21_t1_1.7", "narayanan21_t1_3.6", "narayanan21_t1_18.4",
                           "narayanan21_t1_39.1", "narayanan21_t1_310.1", "narayanan21_t1_1008"})
        QTest::newRow(id) << QByteArray(id) << held;
    QTest::newRow("narayanan21_t1_145.6")
        << QByteArray("narayanan21_t1_145.6") << held + ",tensor"; // else 3 of 8 GPUs of a node
}

void TestPublishedLayouts::aTunedLayoutIsNearTheBest()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, held);
    const std::optional<core::Scenario> scenario = publishedScenario(id.toStdString());
    QVERIFY(scenario);
    const core::LayoutAdvice advice = core::adviseLayouts(
        *scenario, {.most = 1, .held = core::heldPartsFrom(held.toStdString()).value()});
    QVERIFY(advice.complete);
    QVERIFY(advice.now && advice.now->ends);
    const double now = core::seconds(advice.now->step);
    const double best = core::seconds(advice.ideas.front().step);
    QVERIFY(best <= now); // theirs is one of the space
    QVERIFY2(now <= kNear * best, QByteArray::number(now / best));
}

QTEST_GUILESS_MAIN(TestPublishedLayouts)
#include "tst_published_layouts.moc"
