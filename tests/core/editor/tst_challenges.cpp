// SPDX-License-Identifier: GPL-3.0-or-later
// The challenges of the schedule editor: each can be solved, and none can be done better than it
// says, because every order has been looked at.
#include "core/editor/challenges.h"
#include "core/editor/order_editor.h"
#include "core/sim/evaluate.h"
#include "tests/core/editor/every_order.h"

#include <QTest>

#include <set>

class TestChallenges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsBetterThanTheBest_data() { rows(); }
    void nothingIsBetterThanTheBest();
    void theBestSolvesItVisitByVisit_data() { rows(); }
    void theBestSolvesItVisitByVisit();
    void theStartDoesNotSolveIt_data() { rows(); }
    void theStartDoesNotSolveIt();
    void theBoundLiesBelowTheBest_data() { rows(); }
    void theBoundLiesBelowTheBest();
    void fourOnThreeStagesAreKnown();
    void idsAreUniqueAndComparisonsExist();

private:
    static void rows()
    {
        QTest::addColumn<QString>("id");
        for (const core::EditorChallenge &each : core::challenges()) {
            const QString id =
                QString::fromUtf8(each.id.data(), static_cast<qsizetype>(each.id.size()));
            QTest::newRow(qPrintable(id)) << id;
        }
    }
    static const core::EditorChallenge &current()
    {
        const QString *id = static_cast<QString *>(QTest::qData("id", qMetaTypeId<QString>()));
        return *core::findChallenge(id->toStdString());
    }
    static core::GridCosts costsFor(const core::EditorChallenge &challenge)
    {
        return core::gridCosts(core::startOf(challenge), core::costsOf(challenge)).value();
    }
};

void TestChallenges::nothingIsBetterThanTheBest()
{
    const core::EditorChallenge &challenge = current();
    QVERIFY(challenge.best <= challenge.goal);
    every_order::Search search(challenge);
    QVERIFY(!search.within(challenge.best - 1));
    QVERIFY(search.within(challenge.best));
}

// With one insertion after the other, each of which is legal in the order in which they run.
void TestChallenges::theBestSolvesItVisitByVisit()
{
    const core::EditorChallenge &challenge = current();
    const auto best = every_order::Search(challenge).within(challenge.best);
    QVERIFY(best);
    const core::OrderGrid times = core::placeOnGrid(*best, costsFor(challenge));
    core::ScheduleOrder empty = *best;
    for (std::vector<core::Action> &actions : empty.actions)
        actions.clear();
    core::OrderEditor editor(empty, costsFor(challenge));
    std::vector<std::pair<std::int64_t, core::VisitPlace>> visits;
    for (int rank = 0; rank < best->ranks; ++rank) {
        const auto &row = times.visits[static_cast<std::size_t>(rank)];
        for (std::size_t index = 0; index < row.size(); ++index)
            visits.push_back({row[index].start, {rank, index}});
    }
    std::ranges::stable_sort(visits, {}, [](const auto &each) { return each.first; });
    for (const auto &[start, place] : visits) {
        QVERIFY(!core::stateOf(challenge, editor.order(), editor.grid()).isSolved);
        const core::Action action =
            best->actions[static_cast<std::size_t>(place.rank)][place.index];
        const auto refusal = editor.edit(core::insertVisit(editor.order(), place, action));
        QVERIFY2(!refusal, refusal ? refusal->message.c_str() : "");
    }
    const core::ChallengeState state = core::stateOf(challenge, editor.order(), editor.grid());
    QVERIFY2(state.isSolved, state.open.c_str());
    QVERIFY(state.isBest);
    // The evaluator of schedules agrees.
    const auto evaluated = core::evaluate(editor.order(), core::costsOf(challenge));
    QCOMPARE(evaluated.value().makespan, static_cast<double>(challenge.best));
}

void TestChallenges::theStartDoesNotSolveIt()
{
    const core::EditorChallenge &challenge = current();
    const core::OrderEditor editor(core::startOf(challenge), costsFor(challenge));
    QVERIFY(core::validateSoFar(editor.order()).none());
    const core::ChallengeState state = core::stateOf(challenge, editor.order(), editor.grid());
    QVERIFY(!state.isSolved);
    QVERIFY(!state.open.empty());
}

void TestChallenges::theBoundLiesBelowTheBest()
{
    const core::EditorChallenge &challenge = current();
    const core::GridCosts costs = costsFor(challenge);
    const core::LowerBound bound = core::lowerBound(core::startOf(challenge), costs);
    QVERIFY(static_cast<double>(bound.ticks) / costs.ticksPerUnit <= challenge.best);
}

// The search itself, where papers know the answer: without a split 3 (m + p - 1) slots (1F1B is
// the best there is), with it 3 m + p - 1 (ZB-H1, and the bound).
void TestChallenges::fourOnThreeStagesAreKnown()
{
    core::EditorChallenge challenge{
        .id = {}, .title = {}, .hint = {}, .ranks = 3, .microBatches = 4};
    challenge.maySplit = false;
    QVERIFY(!every_order::Search(challenge).within(17));
    QVERIFY(every_order::Search(challenge).within(18));
    challenge.maySplit = true;
    QVERIFY(!every_order::Search(challenge).within(13));
    QVERIFY(every_order::Search(challenge).within(14));
    // One kept: a micro-batch passes alone, 2 p + 1 slots after the other (its last weights can
    // run on stage 1 alone while nothing else may).
    challenge.mostKept = 1;
    challenge.microBatches = 1;
    QVERIFY(!every_order::Search(challenge).within(6));
    QVERIFY(every_order::Search(challenge).within(7));
}

void TestChallenges::idsAreUniqueAndComparisonsExist()
{
    std::set<std::string_view> ids;
    for (const core::EditorChallenge &each : core::challenges()) {
        QVERIFY(ids.insert(each.id).second);
        QVERIFY(core::findSchedule(each.compareWith) != nullptr);
        QVERIFY(!core::taskOf(each).empty());
    }
    QCOMPARE(ids.size(), std::size_t{8});
    QCOMPARE(core::findChallenge("none"), nullptr);
}

QTEST_APPLESS_MAIN(TestChallenges)
#include "tst_challenges.moc"
