// SPDX-License-Identifier: GPL-3.0-or-later
// Of several requests only the newest is answered.
#include "core/runner/latest_runner.h"
#include "core/runner/work_queue.h"

#include "tests/core/toy_scenario.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>
#include <vector>

class TestLatestRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheNewestRequestIsAnsweredLast();
    void endingTheRunnerDropsWhatIsUnderWay();
    void anImpossibleScenarioAnswersWithItsError();
    void endingBeforeTheWorkBeginsEndsItToo();
    void everyJobIsDoneInItsTurn();
};

void TestLatestRunner::onlyTheNewestRequestIsAnsweredLast()
{
    constexpr int kRequests = 200;
    std::latch newestAnswered(1);
    std::atomic<std::uint64_t> last = 0;
    std::atomic<int> microBatches = 0;
    std::atomic<int> answers = 0;
    core::LatestRunner runner([&](core::LatestRunner::Answer answer) {
        QVERIFY(answer.request > last); // never an older one after a newer one
        last = answer.request;
        ++answers;
        microBatches = answer.result.value()->plan.order.microBatches;
        if (answer.request == kRequests)
            newestAnswered.count_down();
    });
    for (int i = 1; i <= kRequests; ++i)
        runner.request(toy::pipeline("1f1b", 16, i));
    newestAnswered.wait();
    QCOMPARE(microBatches.load(), kRequests);
    QVERIFY(answers <= kRequests);
}

void TestLatestRunner::endingTheRunnerDropsWhatIsUnderWay()
{
    std::atomic<bool> ended = false;
    {
        core::LatestRunner runner([&](core::LatestRunner::Answer) { QVERIFY(!ended); });
        runner.request(toy::pipeline("1f1b", 64, 4096));
    }
    ended = true;
}

void TestLatestRunner::anImpossibleScenarioAnswersWithItsError()
{
    std::latch answered(1);
    bool failed = false;
    core::LatestRunner runner([&](core::LatestRunner::Answer answer) {
        failed = !answer.result;
        answered.count_down();
    });
    core::Scenario s = toy::pipeline("1f1b", 4, 4);
    s.parallel.partition = {1, 1};
    runner.request(s);
    answered.wait();
    QVERIFY(failed);
}

// Work that would never end by itself, asked for just before the end.
void TestLatestRunner::endingBeforeTheWorkBeginsEndsItToo()
{
    for (int i = 0; i < 200; ++i) {
        core::LatestOnly<int, int> runner(
            [](int, const std::stop_token &stop) {
                while (!stop.stop_requested())
                    std::this_thread::yield();
                return 0;
            },
            [](auto) { QFAIL("the work was stopped"); });
        runner.request(i);
    }
}

void TestLatestRunner::everyJobIsDoneInItsTurn()
{
    std::vector<int> done; // on the thread of the queue alone, until that has ended
    {
        core::WorkQueue queue;
        for (int i = 0; i < 500; ++i)
            queue.post([&done, i] { done.push_back(i); });
        queue.finish();
        QCOMPARE(done.size(), std::size_t{500});
        for (int i = 500; i < 1000; ++i)
            queue.post([&done, i] { done.push_back(i); });
    }
    QCOMPARE(done.size(), std::size_t{1000});
    QVERIFY(std::ranges::is_sorted(done));
}

QTEST_APPLESS_MAIN(TestLatestRunner)
#include "tst_latest_runner.moc"
