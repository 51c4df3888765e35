// SPDX-License-Identifier: GPL-3.0-or-later
// Training from a scenario, as the command line and the window run it.
#include "core/analysis/memory_steps.h"
#include "core/io/live/training_data.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/program/compile.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/session.h"
#include "core/live/session/trained_layout.h"

#include <QTest>

#include <cmath>
#include <ctime>

using namespace core::live;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExampleLearns_data();
    void everyExampleLearns();
    void twoSteadyRunsAreIdentical();
    void theStepIsItsReplayToTheNanosecond_data();
    void theStepIsItsReplayToTheNanosecond();
    void theRecordedMemoryPeaksAtWhatWasAllocated_data();
    void theRecordedMemoryPeaksAtWhatWasAllocated();
    void exactSumsMakeEveryLayoutOneWorker();
    void replicasDriftApartOnceTheyDoNotShare();
    void replicasThatDoNotShareArePredictedWithoutARing();
    void digitsComeTo95PercentInASecond();
    void divergenceKeepsTheLastGoodWeights();
    void whatCannotBeTrainedSaysWhy_data();
    void whatCannotBeTrainedSaysWhy();
    void aCutLinkIsSaidBeforeAnythingStarts();
    void aSlowWorkerMakesItsWorkLonger();
    void pointsAndImagesAndTextAreAnswered();
};

namespace {

using Settings = std::vector<std::string>;

core::Scenario scenarioOf(const char *id, const Settings &settings = {})
{
    const core::Result<core::Scenario> scenario = core::loadScenario(id, settings);
    if (!scenario)
        qWarning("%s", scenario.error().message.c_str());
    return scenario ? scenario.value() : core::Scenario{};
}

std::unique_ptr<Session> sessionOf(const core::Scenario &scenario)
{
    auto session = Session::open(scenario, nominalCalibration(), {});
    if (!session)
        qWarning("%s", session.error().message.c_str());
    return session ? std::move(session).value() : nullptr;
}

std::vector<StepReport> steps(Session &session, int count)
{
    std::vector<StepReport> reports;
    for (int i = 0; i < count; ++i) {
        const core::Result<StepReport> report = session.step({});
        if (!report)
            return reports;
        reports.push_back(report.value());
    }
    return reports;
}

// What steady costs and links give without computing anything.
std::vector<InstructionTimes> replayed(const core::Scenario &scenario)
{
    const TrainedLayout trained = trainedLayout(scenario).value();
    const std::vector<Program> programs = compile(trained.layout);
    const Costs costs = steadyCosts(trained.layout, programs, trained.optimizer,
                                    nominalCalibration(), trained.speeds);
    return replay(trained.layout, programs, costs, trained.links(), sizeof(float)).value();
}

std::int64_t steadyTime(const core::Scenario &scenario)
{
    std::int64_t end = 0;
    for (const InstructionTimes &device : replayed(scenario))
        end = std::max(end, std::ranges::max(device.end));
    return end;
}

std::string refusal(const core::Scenario &scenario)
{
    const auto session = Session::open(scenario, nominalCalibration(), {});
    return session ? std::string() : session.error().message;
}

double meanLoss(const std::vector<StepReport> &reports, std::size_t first, std::size_t count)
{
    double sum = 0;
    for (std::size_t i = first; i < first + count; ++i)
        sum += reports[i].loss;
    return sum / static_cast<double>(count);
}

} // namespace

void TestSession::everyExampleLearns_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id :
         {"train-digits-1", "train-digits-dp3", "train-digits-pp4", "train-digits-tp2",
          "train-gpt-pp4", "train-gpt-2x2", "train-spirals-dp4"})
        QTest::newRow(id) << QByteArray(id);
}

void TestSession::everyExampleLearns()
{
    QFETCH(QByteArray, id);
    const core::Scenario scenario = scenarioOf(id);
    const auto session = sessionOf(scenario);
    QVERIFY(session);
    const std::vector<StepReport> reports = steps(*session, 30);
    QCOMPARE(reports.size(), std::size_t{30});
    QVERIFY2(meanLoss(reports, 25, 5) < meanLoss(reports, 0, 5), id);
    const std::int64_t time = steadyTime(scenario);
    for (const StepReport &report : reports)
        QCOMPARE(report.time, time);
}

void TestSession::twoSteadyRunsAreIdentical()
{
    const core::Scenario scenario = scenarioOf("train-gpt-2x2");
    const auto first = sessionOf(scenario);
    const auto second = sessionOf(scenario);
    std::vector<double> losses;
    for (int step = 0; step < 3; ++step) {
        losses.push_back(first->step({}).value().loss);
        QCOMPARE(second->step({}).value().loss, losses.back());
        const core::SnapshotPtr a = first->measured();
        const core::SnapshotPtr b = second->measured();
        QCOMPARE(a->trace.spanCount(), b->trace.spanCount());
        for (std::size_t i = 0; i < a->trace.spanCount(); ++i) {
            QCOMPARE(a->trace.begin[i], b->trace.begin[i]);
            QCOMPARE(a->trace.end[i], b->trace.end[i]);
        }
    }
    QVERIFY(losses.back() < losses.front());
    QCOMPARE(first->weights(), second->weights());
}

void TestSession::theStepIsItsReplayToTheNanosecond_data()
{
    everyExampleLearns_data();
}

// The replay computes nothing and starts no thread: another program of the same times.
void TestSession::theStepIsItsReplayToTheNanosecond()
{
    QFETCH(QByteArray, id);
    const core::Scenario scenario = scenarioOf(id);
    const TrainedLayout trained = trainedLayout(scenario).value();
    ThreadTeam<float> team(trained.layout, trained.optimizer,
                           core::trainingData(*scenario.train).value(), trained.links());
    const Costs costs = steadyCosts(trained.layout, team.programs(), trained.optimizer,
                                    nominalCalibration(), trained.speeds);
    const std::vector<InstructionTimes> times = replayed(scenario);
    for (int step = 0; step < 2; ++step) {
        QVERIFY(team.step(costs).completed);
        for (int device = 0; device < trained.layout.devices(); ++device) {
            const DeviceRecord &record = team.record(device);
            QCOMPARE(record.begin, times[static_cast<std::size_t>(device)].begin);
            QCOMPARE(record.end, times[static_cast<std::size_t>(device)].end);
        }
    }
}

void TestSession::theRecordedMemoryPeaksAtWhatWasAllocated_data()
{
    everyExampleLearns_data();
}

void TestSession::theRecordedMemoryPeaksAtWhatWasAllocated()
{
    QFETCH(QByteArray, id);
    const auto session = sessionOf(scenarioOf(id));
    (void)steps(*session, 2);
    const core::SnapshotPtr measured = session->measured();
    for (const WorkerMemory &memory : session->memory()) {
        const std::vector<core::MemoryStep> over =
            core::memorySteps(*measured, measured->rowOf(memory.device));
        QCOMPARE(over.front().time.count, 0);
        QVERIFY(std::ranges::is_sorted(over, {}, &core::MemoryStep::time));
        core::Bytes most;
        for (const core::MemoryStep &step : over) {
            most = std::max(most, step.parts.total());
            QCOMPARE(step.parts.parameters, memory.weights);
        }
        QVERIFY(memory.activations.count > 0);
        QCOMPARE(most, memory.weights + memory.gradients + memory.optimizer + memory.activations);
    }
}

void TestSession::exactSumsMakeEveryLayoutOneWorker()
{
    const Settings common = {"train.exact_sums=true", "train.network.sizes=[64, 48, 48, 48, 10]",
                             "training.global_batch=48", "training.micro_batch=6"};
    const auto weightsOf = [&](const char *id) {
        const auto session = sessionOf(scenarioOf(id, common));
        const std::vector<StepReport> reports = steps(*session, 20);
        return reports.back().loss < reports.front().loss ? session->weights() : std::string();
    };
    const std::string one = weightsOf("train-digits-1");
    QVERIFY(!one.empty());
    QCOMPARE(weightsOf("train-digits-pp4"), one);
    Settings two = common;
    two.insert(two.end(), {"parallel.data=2", "parallel.pipeline=2", "cluster.devices=4"});
    const auto session = sessionOf(scenarioOf("train-digits-1", two));
    QVERIFY(session);
    const std::vector<StepReport> reports = steps(*session, 20);
    QVERIFY(reports.back().loss < reports.front().loss);
    QCOMPARE(session->weights(), one);
}

void TestSession::replicasDriftApartOnceTheyDoNotShare()
{
    const auto session = sessionOf(scenarioOf("train-digits-dp3"));
    (void)steps(*session, 3);
    for (const Fingerprint &print : session->fingerprints()) {
        QCOMPARE(print.group, 0);
        QVERIFY(print.equal);
    }
    session->setShareGradients(false);
    (void)steps(*session, 1);
    const std::vector<Fingerprint> prints = session->fingerprints();
    QVERIFY(prints[0].equal); // to itself
    QVERIFY(!prints[1].equal);
    QVERIFY(!prints[2].equal);
    QVERIFY(prints[1].digits != prints[2].digits);
}

// In either world the devices do the same things in the same order.
void TestSession::replicasThatDoNotShareArePredictedWithoutARing()
{
    const auto kindsOf = [](const core::Trace &trace, std::size_t row) {
        std::vector<core::SpanKind> kinds;
        const auto range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (trace.tag[i].kind != core::SpanKind::Wait &&
                trace.tag[i].kind != core::SpanKind::Optimizer)
                kinds.push_back(trace.tag[i].kind);
        }
        return kinds;
    };
    const auto session = sessionOf(scenarioOf("train-digits-dp3"));
    for (const bool shares : {true, false}) {
        session->setShareGradients(shares);
        (void)steps(*session, 1);
        const core::SnapshotPtr measured = session->measured();
        const core::SnapshotPtr predicted = session->predicted();
        QCOMPARE(measured->trace.collectives.empty(), !shares);
        QCOMPARE(predicted->trace.collectives.empty(), !shares);
        for (std::size_t row = 0; row < 3; ++row)
            QCOMPARE(kindsOf(measured->trace, row), kindsOf(predicted->trace, row));
        QCOMPARE(predicted, session->predicted());
    }
}

// A linear classifier on these 64 pixels comes to about 92 %. Sanitizers take their time.
void TestSession::digitsComeTo95PercentInASecond()
{
    const core::Scenario scenario = scenarioOf("train-digits-1");
    QCOMPARE(scenario.train->network.sizes, std::vector<int>({64, 64, 64, 10}));
    const auto session = sessionOf(scenario);
    const std::clock_t before = std::clock(); // processor time of all threads
    (void)steps(*session, static_cast<int>(scenario.train->steps));
    const std::clock_t taken = std::clock() - before;
    QVERIFY(session->testAnswers().value().accuracy() >= 0.95);
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
    QVERIFY2(taken < CLOCKS_PER_SEC, qPrintable(QString::number(taken)));
#else
    (void)taken;
#endif
}

void TestSession::divergenceKeepsTheLastGoodWeights()
{
    const auto session = sessionOf(scenarioOf("train-digits-1", {"train.learning_rate=1000"}));
    StepReport last;
    int taken = 0;
    for (; taken < 100 && !last.diverged; ++taken)
        last = session->step({}).value();
    QVERIFY(last.diverged);
    QVERIFY(QString::fromStdString(last.message).contains("smaller learning rate"));
    QVERIFY(std::isfinite(session->testAnswers().value().accuracy()));
    // The same run, stopped before the step that spoiled the weights.
    const auto same = sessionOf(scenarioOf("train-digits-1", {"train.learning_rate=1000"}));
    (void)steps(*same, taken - 2);
    QCOMPARE(session->weights(), same->weights());
    QVERIFY(!session->step({}));
}

void TestSession::whatCannotBeTrainedSaysWhy_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *id, const char *settings, const char *says) {
        QTest::newRow(name) << QByteArray(id) << QString(settings) << QString(says);
    };
    row("no network", "llama7b-pp4", "", "train");
    row("schedule", "train-digits-pp4", "parallel.schedule=pipedream", "one update a step");
    row("recomputation", "train-gpt-pp4", "training.recompute=full", "recompute to none");
    row("precision", "train-digits-1", "training.precision=fp16", "fp32");
    row("no such file", "train-gpt-pp4", "train.data=text:/nowhere/at/all", "/nowhere/at/all");
    row("text for dense layers", "train-digits-1", "train.data=text", "digits or spirals");
    row("digits for a gpt", "train-gpt-pp4", "train.data=digits", "trained on text");
    row("width of samples", "train-digits-1", "train.network.sizes=[63, 10]", "64 inputs");
    row("classes", "train-digits-1", "train.network.sizes=[64, 9]", "10 outputs");
    row("sequence", "train-gpt-pp4", "train.network.sequence=4000", "longer text");
    row("no folder", "train-digits-1", "train.data=idx:/nowhere", "train-images-idx3-ubyte");
    static const QByteArray endless = "train.data=idx:/" + QByteArray(300, 'x');
    row("a folder of 300 letters", "train-digits-1", endless.constData(), "too long");
    row("sharded and apart", "train-digits-dp3",
        "parallel.sharding=zero1;train.share_gradients=false", "share");
}

void TestSession::whatCannotBeTrainedSaysWhy()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, settings);
    QFETCH(QString, says);
    Settings list;
    for (const QString &setting : settings.split(';', Qt::SkipEmptyParts))
        list.push_back(setting.toStdString());
    const QString text = QString::fromStdString(refusal(scenarioOf(id, list)));
    QVERIFY2(text.contains(says), qPrintable(text));
    QVERIFY(!text.contains('\n'));
}

void TestSession::aCutLinkIsSaidBeforeAnythingStarts()
{
    core::Scenario scenario = scenarioOf("train-digits-pp4");
    scenario.faults.links.push_back({1, 2, 1, true});
    QVERIFY(QString::fromStdString(refusal(scenario)).contains("from device 1 to device 2 is cut"));
    // A link that nothing passes does no harm.
    scenario.faults.links = {{0, 3, 1, true}};
    QCOMPARE(refusal(scenario), std::string());
}

// One worker without links: all of its time is work.
void TestSession::aSlowWorkerMakesItsWorkLonger()
{
    core::Scenario scenario = scenarioOf("train-digits-1");
    const std::int64_t whole = sessionOf(scenario)->step({}).value().time;
    scenario.faults.devices.push_back({0, 0.5});
    const std::int64_t slow = sessionOf(scenario)->step({}).value().time;
    QVERIFY(std::abs(slow - 2 * whole) <= 100); // rounding of each instruction
}

void TestSession::pointsAndImagesAndTextAreAnswered()
{
    const auto digits = sessionOf(scenarioOf("train-digits-1"));
    const std::vector<ImageAnswer> images = digits->imageAnswers(12);
    QCOMPARE(images.size(), std::size_t{12});
    QCOMPARE(images.front().width, 8);
    QCOMPARE(images.front().pixels.size(), std::size_t{64});
    QVERIFY(!digits->planeAnswer(8));

    const auto spirals = sessionOf(scenarioOf("train-spirals-dp4"));
    (void)steps(*spirals, 600);
    const PlaneAnswer plane = spirals->planeAnswer(16).value();
    QCOMPARE(plane.probabilities.size(), std::size_t{16 * 16 * 2});
    for (std::size_t cell = 0; cell < 16 * 16; ++cell)
        QVERIFY(std::abs(plane.probabilities[2 * cell] + plane.probabilities[2 * cell + 1] - 1) <
                1e-5F);
    QVERIFY(spirals->testAnswers().value().accuracy() > 0.9);
    QVERIFY(spirals->imageAnswers(4).empty());

    const auto gpt = sessionOf(scenarioOf("train-gpt-pp4"));
    const std::string text = gpt->write("The ", 40, 0.8, 7);
    QCOMPARE(text.size(), std::size_t{40});
    QCOMPARE(gpt->write("The ", 40, 0.8, 7), text);
    QVERIFY(!gpt->testAnswers());
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
