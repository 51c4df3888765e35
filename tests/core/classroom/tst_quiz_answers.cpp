// SPDX-License-Identifier: GPL-3.0-or-later
// Questions whose answers are words: each option is made a statement about results of the
// simulator. Exactly one must hold, and it must be the one that the quiz calls correct.
#include "core/classroom/library.h"
#include "core/classroom/set_ups.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace {

using Sets = std::vector<std::string>;
using Holds = std::vector<bool>; // per option, in the order of the file

// What simulations say; each is run once.
class Simulator
{
public:
    double of(const char *metric, const char *scenario, const Sets &sets = {})
    {
        const core::Result<core::Measured> &measured = m_setUps.of({scenario, sets});
        if (!measured)
            qFatal("%s: %s", scenario, measured.error().message.c_str());
        const core::Result<double> value = measured.value().value(metric);
        if (!value)
            qFatal("%s: %s", metric, value.error().message.c_str());
        return value.value();
    }
    double step(const char *scenario, const Sets &sets = {})
    {
        return of("step_time_s", scenario, sets);
    }
    bool fits(const char *scenario, const Sets &sets = {})
    {
        return of("peak_memory / device_memory", scenario, sets) <= 1;
    }

private:
    core::SetUps m_setUps{{}};
};

bool isNear(double value, double other)
{
    return std::abs(value - other) <= 0.02 * std::abs(other);
}

Sets joined(Sets sets, const Sets &more)
{
    sets.insert(sets.end(), more.begin(), more.end());
    return sets;
}

template <std::size_t count>
Holds largestOf(const std::array<double, count> &values)
{
    Holds holds;
    for (const double value : values)
        holds.push_back(value == *std::ranges::max_element(values));
    return holds;
}

Holds whoDoesWhat(Simulator &s)
{
    const auto isData = [&](const char *scenario) {
        return s.of("scenario.parallel.data", scenario) > 1;
    };
    const auto isModel = [&](const char *scenario) {
        return s.of("scenario.parallel.pipeline", scenario) > 1;
    };
    const char *north = "dp-90-3";
    const char *south = "naive-3-90";
    return {isData(north) && isModel(south), isModel(north) && isData(south),
            isData(north) && isData(south), isModel(north) && isModel(south)};
}

Holds whatAGpuHolds(Simulator &s)
{
    const double part =
        s.of("devices.0.memory_at_peak.parameters / (2 * model_parameters)", "dp-90-3");
    const double samples = 1 / s.of("scenario.parallel.data", "dp-90-3");
    return {isNear(part, 0.5), isNear(part, 1) && samples < 1, isNear(part, 1) && samples == 1,
            part == 0};
}

// That copies drift apart without it is no matter of time and bytes: it is what the others leave.
Holds whyGradientsAreCombined(Simulator &s)
{
    const char *network = "train-digits-dp3";
    const Sets alone = {"train.share_gradients=false"};
    const bool savesMemory = s.of("peak_memory", network) < s.of("peak_memory", network, alone);
    const bool isFaster =
        s.of("breakdown_s.backward", network) < s.of("breakdown_s.backward", network, alone);
    const bool cannot = s.of("breakdown_s.backward", network, alone) == 0;
    return {savesMemory, !savesMemory && !isFaster && !cannot, isFaster, cannot};
}

Holds whatReachesTheLast(Simulator &s)
{
    const char *row = "naive-3-90";
    const double samples = s.of("scenario.training.micro_batch", row);
    const bool isMade = s.of("scenario.parallel.pipeline", row) > 1; // of the parts before
    const bool isSpare = s.of("devices.2.busy_s", row) == 0;
    return {samples == 30 && !isMade, samples == 30 && isMade, samples == 90 && isMade && !isSpare,
            isSpare};
}

// What mends it.
Holds whatMakesAHandOverSlow(Simulator &s)
{
    const char *bad = "naive-4-badlink";
    const double waits = s.of("devices.0.idle_s.link", bad);
    return {s.of("scenario.parallel.data", bad) > 1,
            s.of("devices.0.idle_s.link", "naive-4") < waits / 2,
            s.of("devices.0.idle_s.link", bad,
                 {"training.global_batch=64", "training.micro_batch=64"}) < waits / 2,
            s.of("breakdown_s.data_comm", bad) > 0};
}

Holds whatOneForwardOneBackwardChanges(Simulator &s)
{
    const auto share = [&](const char *metric) {
        return s.of(metric, "round-1f1b-4") / s.of(metric, "round-gpipe-4");
    };
    return {share("idle.mean") < 0.75, share("devices.0.in_flight_peak") < 0.75,
            s.of("breakdown_s.backward", "round-1f1b-4") == 0, share("hand_overs") < 1};
}

// No processor is among the devices; at a hundredth of the speed of a GPU it is not reasonable.
Holds howAModelGetsIn(Simulator &s)
{
    return {s.fits("llama7b-dp8-80"), false,
            s.fits("llama7b-dp8-80",
                   {"cluster.devices=1", "parallel.data=1", "training.global_batch=1"}),
            s.fits("llama7b-pp4") && s.fits("llama7b-zero1-8")};
}

Holds whatShrinksWithTheMicroBatch(Simulator &s)
{
    const auto shrinks = [&](const char *part) {
        const std::string metric = std::string("devices.0.memory_at_peak.") + part;
        return s.of(metric.c_str(), "llama7b-pp4", {"training.micro_batch=1"}) <
               0.99 * s.of(metric.c_str(), "llama7b-pp4");
    };
    return {shrinks("parameters"), shrinks("gradients"), shrinks("optimizer"),
            shrinks("activations")};
}

// With every GPU in a node of its own: which of the three then talks longest.
Holds whatStaysInANode(Simulator &s)
{
    const auto talks = [&](const char *part) {
        return s.of((std::string("breakdown_s.") + part).c_str(), "gpt3-64-4x4x4",
                    {"cluster.devices_per_node=1"});
    };
    return largestOf<4>({talks("data_comm"), talks("pipeline_comm"), talks("tensor_comm"), 0});
}

Holds whichIsSlow(Simulator &s)
{
    const char *slow = "round-straggler-4";
    const double culprit = s.of("scenario.faults.0.device", slow);
    const auto busy = [&](int device) {
        return s.of(("devices." + std::to_string(device) + ".busy_s").c_str(), slow);
    };
    const std::array<double, 4> all = {busy(0), busy(1), busy(2), busy(3)};
    const auto withoutGaps = std::ranges::max_element(all) - all.begin();
    return {culprit == 1, culprit == 3, culprit == static_cast<double>(withoutGaps),
            isNear(all[0], all[2])};
}

// Their time in all: smaller pieces are each shorter, and more of them.
Holds whatShortensHandOvers(Simulator &s)
{
    const char *placed = "naive-4-misplaced";
    const auto links = [&](const Sets &sets) {
        return s.of("links.0.busy_s + links.1.busy_s + links.2.busy_s", placed, sets);
    };
    const double now = links({});
    return {links({"parallel.schedule=gpipe", "training.micro_batch=4"}) < 0.9 * now,
            links({"training.global_batch=64", "training.micro_batch=64"}) < 0.9 * now,
            links({"parallel.placement=[]"}) < 0.9 * now,
            s.of("scenario.parallel.data", placed) > 1}; // else there is nothing to shard
}

Holds whatDoublesWithTheBatch(Simulator &s)
{
    const auto grows = [&](const char *scenario) {
        const char *kept = "devices.0.memory_at_peak.activations";
        return s.of(kept, scenario, {"training.global_batch=64"}) / s.of(kept, scenario);
    };
    const double gpipe = grows("round-gpipe-4");
    const double other = grows("round-1f1b-4");
    return {isNear(gpipe, 2) && isNear(other, 2), isNear(gpipe, 1) && isNear(other, 1),
            isNear(gpipe, 2) && isNear(other, 1), isNear(gpipe, 1) && isNear(other, 2)};
}

Holds whoSuffersFromSlowLinks(Simulator &s)
{
    const Sets pipeline = {"parallel.data=1", "parallel.pipeline=8", "parallel.sharding=none",
                           "parallel.schedule=1f1b"};
    const Sets slow = {"cluster.intra_link.gbps=25"};
    const auto suffers = [&](const Sets &sets) {
        return s.step("llama7b-zero3-8", joined(sets, slow)) >
               1.1 * s.step("llama7b-zero3-8", sets);
    };
    const bool piped = suffers(pipeline);
    const bool sharded = suffers({});
    return {piped && !sharded, sharded && !piped, piped && sharded, !piped && !sharded};
}

Holds whatGrowsInSmallNodes(Simulator &s)
{
    const auto growth = [&](const char *part) {
        const std::string metric = std::string("breakdown_s.") + part;
        return s.of(metric.c_str(), "gpt3-64-t8", {"cluster.devices_per_node=4"}) -
               s.of(metric.c_str(), "gpt3-64-t8");
    };
    return largestOf<4>(
        {growth("idle"), growth("pipeline_comm"), growth("optimizer"), growth("tensor_comm")});
}

Holds whatDoesNotShrink(Simulator &s)
{
    const auto stays = [&](const char *part) {
        const std::string metric = std::string("breakdown_s.") + part;
        return s.of(metric.c_str(), "llama7b-zero1-8",
                    {"cluster.devices=64", "parallel.data=64"}) >=
               s.of(metric.c_str(), "llama7b-zero1-8");
    };
    return {stays("forward"), stays("backward"), stays("optimizer"), stays("data_comm")};
}

Holds howOftenIsGathered(Simulator &s)
{
    const double times =
        s.of("breakdown_s.data_comm", "llama7b-zero3-8") /
        s.of("breakdown_s.data_comm", "llama7b-zero3-8", {"training.global_batch=8"});
    return {isNear(times, 1), isNear(times, 1. / 8), isNear(times, 8), isNear(times, 64)};
}

Holds whatFillsMost(Simulator &s)
{
    const auto part = [&](const char *name) {
        return s.of((std::string("devices.0.memory_at_peak.") + name).c_str(), "llama7b-dp3-80");
    };
    return largestOf<4>(
        {part("parameters"), part("gradients"), part("optimizer"), part("activations")});
}

Holds whatShardingSplits(Simulator &s)
{
    const double work = s.of("breakdown_s.forward", "llama7b-zero3-8") /
                        s.of("breakdown_s.forward", "llama7b-zero1-8");
    const double replicas = s.of("scenario.parallel.data", "llama7b-zero3-8");
    const bool agree = s.of("breakdown_s.data_comm", "llama7b-zero3-8") > 0;
    const bool isStored = s.of("devices.0.memory_at_peak.optimizer / (12 * model_parameters)",
                               "llama7b-zero3-8") < 0.2;
    return {isNear(work, 1. / 8), isNear(work, 1) && replicas == 8 && agree && isStored,
            replicas == 1, !agree};
}

Holds whatEachOfFiveGets(Simulator &s)
{
    const Sets five = {"cluster.devices=5", "parallel.data=5", "training.micro_batch=18"};
    const char *share = "scenario.training.global_batch / scenario.parallel.data";
    const char *weights = "devices.0.memory_at_peak.parameters";
    const double samples = s.of(share, "dp-90-3", five);
    const bool whole = s.of(weights, "dp-90-3", five) == s.of(weights, "dp-90-3");
    return {samples == 18 && whole, samples == 18 && !whole, samples == 30 && whole,
            samples == 90 && whole};
}

Holds whatReachesTheLastInPieces(Simulator &s)
{
    const char *row = "naive-3-90";
    const Sets pieces = {"parallel.schedule=gpipe", "training.micro_batch=30"};
    const double all = s.of("scenario.training.global_batch / scenario.parallel.data", row, pieces);
    const double piece = s.of("scenario.training.micro_batch", row, pieces);
    return {all == 30, all == 90 && piece == 30, all == 90 && piece == 90,
            s.of("scenario.parallel.tensor", row, pieces) == 3};
}

// A second batch on its way would help; the links take none of the time.
Holds whyFourWait(Simulator &s)
{
    const char *four = "round-naive-4";
    return {s.of("devices.1.idle_s.link / step_time_s", four) > 0.01,
            s.of("scenario.parallel.data", four) > 1,
            s.of("scenario.training.global_batch / scenario.training.micro_batch", four) == 1 &&
                s.of("idle.mean", "round-gpipe-4") < 0.5 * s.of("idle.mean", four),
            s.of("breakdown_s.data_comm", four) > 0};
}

Holds whatFitsThirteenBillion(Simulator &s)
{
    const Sets large = {"model=llama-2-13b"};
    const auto with = [&](const Sets &more) {
        return s.fits("llama7b-zero1-8", joined(large, more));
    };
    return {with({"parallel.sharding=none"}), with({}),
            with({"parallel.sharding=none", "parallel.data=4", "parallel.tensor=2"}),
            s.fits("llama7b-zero3-8", large)};
}

struct Tried
{
    const char *id;
    Holds (*options)(Simulator &);
};

constexpr Tried kTried[] = {
    {"q01", whoDoesWhat},
    {"q03", whatAGpuHolds},
    {"q05", whyGradientsAreCombined},
    {"q06", whatReachesTheLast},
    {"q07", whatMakesAHandOverSlow},
    {"q10", whatOneForwardOneBackwardChanges},
    {"q14", howAModelGetsIn},
    {"q15", whatShrinksWithTheMicroBatch},
    {"q19", whatStaysInANode},
    {"q22", whichIsSlow},
    {"q24", whatShortensHandOvers},
    {"q25", whatDoublesWithTheBatch},
    {"q26", whoSuffersFromSlowLinks},
    {"q31", whatGrowsInSmallNodes},
    {"q33", whatDoesNotShrink},
    {"q34", howOftenIsGathered},
    {"q35", whatFillsMost},
    {"q37", whatShardingSplits},
    {"q38", whatEachOfFiveGets},
    {"q39", whatReachesTheLastInPieces},
    {"q40", whyFourWait},
    {"q41", whatFitsThirteenBillion},
};

} // namespace

class TestQuizAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOptionHoldsAndIsMarked_data();
    void oneOptionHoldsAndIsMarked();
    void everyQuestionIsTried();

private:
    Simulator m_simulator;
};

void TestQuizAnswers::oneOptionHoldsAndIsMarked_data()
{
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < std::size(kTried); ++i)
        QTest::newRow(kTried[i].id) << static_cast<int>(i);
}

void TestQuizAnswers::oneOptionHoldsAndIsMarked()
{
    QFETCH(int, row);
    const core::Question *question = core::findBuiltinQuestion(kTried[row].id);
    QVERIFY(question != nullptr);
    const Holds holds = kTried[row].options(m_simulator);
    QCOMPARE(holds.size(), question->options.size());
    for (std::size_t i = 0; i < holds.size(); ++i) {
        const bool isMarked = static_cast<int>(i) == question->correct;
        QVERIFY2(holds[i] == isMarked, question->options[i].c_str());
    }
}

// Of the others the option is a figure, which "truth" proves.
void TestQuizAnswers::everyQuestionIsTried()
{
    for (const core::Question &question : core::builtinQuiz().questions) {
        const bool isTried = std::ranges::any_of(
            kTried, [&](const Tried &tried) { return question.id == tried.id; });
        QVERIFY2(isTried || !question.truth.empty(), question.id.c_str());
    }
}

QTEST_GUILESS_MAIN(TestQuizAnswers)
#include "tst_quiz_answers.moc"
