// SPDX-License-Identifier: GPL-3.0-or-later
// How the micro-batches of several replicas are named.
#include "core/plan/batch_words.h"

#include <QTest>

#include <numeric>

class TestBatchWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replicasHaveEveryEighthMicroBatch();
    void oneOfEachReplicaFollowsTheOther();
    void amongManyDevicesTheyAreNumberedWithinAReplica();
    void aForwardPassAloneTakesBatches();
};

namespace {

QString named(const core::BatchNumbers &numbers, int replicas, int microBatch, bool training = true)
{
    std::vector<int> all(static_cast<std::size_t>(replicas));
    std::iota(all.begin(), all.end(), 0);
    return QString::fromStdString(core::batchesText(numbers, all, microBatch, training));
}

} // namespace

// Eight replicas of eight: their fifth ones are 5, 5 + 8 and so on to 5 + 7 x 8.
void TestBatchWords::replicasHaveEveryEighthMicroBatch()
{
    const core::BatchNumbers numbers{.devices = 8, .replicas = 8, .microBatches = 8};
    QCOMPARE(named(numbers, 8, 4), QStringLiteral("micro-batches 5, 13, … 61"));
    QCOMPARE(named(numbers, 3, 4), QStringLiteral("micro-batches 5, 13 and 21"));
    QCOMPARE(named(numbers, 1, 4), QStringLiteral("micro-batch 5"));
}

// With one each there is none between.
void TestBatchWords::oneOfEachReplicaFollowsTheOther()
{
    const core::BatchNumbers numbers{.devices = 8, .replicas = 8, .microBatches = 1};
    QCOMPARE(named(numbers, 8, 0), QStringLiteral("micro-batches 1 to 8"));
}

void TestBatchWords::amongManyDevicesTheyAreNumberedWithinAReplica()
{
    const core::BatchNumbers numbers{.devices = 512, .replicas = 512, .microBatches = 8};
    QCOMPARE(named(numbers, 512, 3), QStringLiteral("micro-batch 4 of each replica"));
    QCOMPARE(named(numbers, 9, 3), QStringLiteral("micro-batch 4 of each of 9 replicas"));
}

void TestBatchWords::aForwardPassAloneTakesBatches()
{
    const core::BatchNumbers numbers{.devices = 8, .replicas = 8, .microBatches = 8};
    QCOMPARE(named(numbers, 1, 4, false), QStringLiteral("batch 5"));
    QCOMPARE(named(numbers, 3, 4, false), QStringLiteral("batches 5, 13 and 21"));
    QCOMPARE(named(numbers, 8, 4, false), QStringLiteral("batches 5, 13, … 61"));
}

QTEST_GUILESS_MAIN(TestBatchWords)
#include "tst_batch_words.moc"
