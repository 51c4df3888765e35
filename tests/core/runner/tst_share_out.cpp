// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of work that several threads share are each done once, whoever else calls.
#include "core/runner/share_out.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

#if defined(__GLIBC__)
#include <pthread.h>
#endif

namespace {

using Counts = std::vector<std::atomic<int>>;

bool eachOnce(const Counts &counts)
{
    for (const std::atomic<int> &count : counts) {
        if (count != 1)
            return false;
    }
    return true;
}

} // namespace

class TestShareOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPieceIsDoneOnce_data();
    void eachPieceIsDoneOnce();
    void aCallWithinACallIsDoneAlone();
    void callsOfSeveralThreadsAllEnd();
    void whereNoThreadStartsFewerShare();
};

void TestShareOut::eachPieceIsDoneOnce_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {0, 1, 2, 3, 7})
        QTest::addRow("%d threads", threads) << threads;
}

void TestShareOut::eachPieceIsDoneOnce()
{
    QFETCH(const int, threads);
    const core::SharingThreads shared(threads);
    for (int call = 0; call < 500; ++call) {
        Counts counts(std::size_t(call % 23));
        core::shareOut(counts.size(), [&](std::size_t i) { ++counts[i]; });
        QVERIFY(eachOnce(counts)); // and none is under way any more
    }
}

void TestShareOut::aCallWithinACallIsDoneAlone()
{
    const core::SharingThreads shared(3);
    Counts counts(64);
    core::shareOut(8, [&](std::size_t outer) {
        core::shareOut(8, [&](std::size_t inner) { ++counts[8 * outer + inner]; });
    });
    QVERIFY(eachOnce(counts));
}

void TestShareOut::callsOfSeveralThreadsAllEnd()
{
    const core::SharingThreads shared(2);
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 3; ++caller) {
            callers.emplace_back([&wrong] {
                for (int call = 0; call < 300; ++call) {
                    Counts counts(9);
                    core::shareOut(counts.size(), [&](std::size_t i) { ++counts[i]; });
                    wrong += eachOnce(counts) ? 0 : 1;
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
}

// Nowhere is there room for a stack of 2^60 bytes.
void TestShareOut::whereNoThreadStartsFewerShare()
{
#if defined(__GLIBC__)
    pthread_attr_t usual = {};
    QCOMPARE(pthread_getattr_default_np(&usual), 0);
    pthread_attr_t huge = {};
    QCOMPARE(pthread_attr_init(&huge), 0);
    QCOMPARE(pthread_attr_setstacksize(&huge, std::size_t(1) << 60), 0);
    const core::SharingThreads shared(40); // more than any other test has started
    Counts counts(80);
    QCOMPARE(pthread_setattr_default_np(&huge), 0);
    core::shareOut(counts.size(), [&](std::size_t i) { ++counts[i]; });
    QCOMPARE(pthread_setattr_default_np(&usual), 0);
    QVERIFY(eachOnce(counts));
    // Later as many as were asked for.
    core::shareOut(counts.size(), [&](std::size_t i) { ++counts[i]; });
    for (const std::atomic<int> &count : counts)
        QCOMPARE(count.load(), 2);
    pthread_attr_destroy(&huge);
    pthread_attr_destroy(&usual);
#else
    QSKIP("This library cannot be told to refuse threads.");
#endif
}

QTEST_GUILESS_MAIN(TestShareOut)
#include "tst_share_out.moc"
