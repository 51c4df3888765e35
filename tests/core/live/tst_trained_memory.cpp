// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine allocates beside what the plan says that a worker keeps.
#include "core/analysis/memory_steps.h"
#include "core/io/live/training_data.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/run/thread_team.h"
#include "core/live/session/calibration.h"
#include "core/live/session/session.h"
#include "core/live/session/trained_layout.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace core::live;

class TestTrainedMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptActivationsAreThePlannedOnes_data();
    void keptActivationsAreThePlannedOnes();
    void thePeakIsThePlanAndTheWorkspaceOfOnePass();
    void optimizerStatesAreThePlannedOnes_data();
    void optimizerStatesAreThePlannedOnes();
};

namespace {

struct Row
{
    const char *id;
    int data = 1;
    int tensor = 1;
    int pipeline = 1;
    const char *schedule = "1f1b";
    const char *sharding = "none";
};

constexpr Row kRows[] = {{.id = "train-digits-1"},
                         {.id = "train-digits-1", .data = 2},
                         {.id = "train-digits-1", .data = 4},
                         {.id = "train-digits-1", .pipeline = 2, .schedule = "gpipe"},
                         {.id = "train-digits-1", .pipeline = 4, .schedule = "gpipe"},
                         {.id = "train-digits-1", .pipeline = 4},
                         {.id = "train-digits-1", .pipeline = 8},
                         {.id = "train-digits-1", .pipeline = 4, .schedule = "zb-h1"},
                         {.id = "train-digits-1", .pipeline = 4, .schedule = "naive"},
                         {.id = "train-digits-1", .tensor = 2},
                         {.id = "train-digits-1", .data = 2, .pipeline = 2},
                         {.id = "train-digits-1", .data = 2, .pipeline = 4},
                         {.id = "train-digits-1", .data = 4, .sharding = "zero1"},
                         {.id = "train-digits-1", .data = 4, .sharding = "zero2"},
                         {.id = "train-digits-1", .data = 2, .sharding = "zero3"},
                         {.id = "train-gpt-pp4"},
                         {.id = "train-gpt-pp4", .data = 4},
                         {.id = "train-gpt-pp4", .pipeline = 4},
                         {.id = "train-gpt-pp4", .data = 2, .pipeline = 2},
                         {.id = "train-gpt-pp4", .pipeline = 2, .schedule = "zb-h1"},
                         {.id = "train-gpt-pp4", .tensor = 2},
                         {.id = "train-gpt-pp4", .data = 2, .sharding = "zero1"}};

void addRows()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("settings");
    for (const char *id :
         {"train-digits-1", "train-digits-dp3", "train-digits-pp4", "train-digits-tp2",
          "train-gpt-2x2", "train-gpt-pp4", "train-spirals-dp4"})
        QTest::addRow("%s", id) << QString::fromLatin1(id) << QStringList();
    for (const Row &row : kRows) {
        const auto set = [](const char *path, int value) {
            return QStringLiteral("%1=%2").arg(QLatin1String(path)).arg(value);
        };
        QStringList settings = {set("parallel.data", row.data),
                                set("parallel.tensor", row.tensor),
                                set("parallel.pipeline", row.pipeline),
                                set("cluster.devices", row.data * row.tensor * row.pipeline),
                                QStringLiteral("parallel.schedule=") + QLatin1String(row.schedule),
                                QStringLiteral("parallel.sharding=") + QLatin1String(row.sharding),
                                QStringLiteral("train.optimizer=adamw")};
        // As the layouts that are compared by "live --compare".
        if (QLatin1String(row.id) == QLatin1String("train-digits-1"))
            settings += {QStringLiteral("train.network.sizes=[64, 256, 256, 256, 256, 256, 256, "
                                        "256, 10]"),
                         QStringLiteral("training.global_batch=256"),
                         QStringLiteral("training.micro_batch=32")};
        QTest::addRow("%s d%d t%d p%d %s %s", row.id, row.data, row.tensor, row.pipeline,
                      row.schedule, row.sharding)
            << QString::fromLatin1(row.id) << settings;
    }
}

core::Scenario scenarioOf(const QString &id, const QStringList &settings)
{
    std::vector<std::string> texts;
    for (const QString &setting : settings)
        texts.push_back(setting.toStdString());
    const auto scenario = core::loadScenario(id.toStdString(), texts);
    if (!scenario)
        qWarning("%s", scenario.error().message.c_str());
    return scenario ? scenario.value() : core::Scenario{};
}

void addChange(std::vector<std::int64_t> &values, core::Bytes bytes)
{
    if (values.empty() || values.back() != bytes.count)
        values.push_back(bytes.count);
}

// Whether the forward pass of a micro-batch goes on behind instruction i.
bool forwardGoesOn(const Program &program, std::size_t i)
{
    const auto next = std::find_if(program.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   program.end(), [](const Instruction &instruction) {
                                       return instruction.code == Code::Forward ||
                                              instruction.code == Code::BackwardInput ||
                                              instruction.code == Code::Receive ||
                                              instruction.code == Code::Load;
                                   });
    return next != program.end() && next->code == Code::Forward &&
           next->microBatch == program[i].microBatch;
}

// Whether instruction i ends the input gradients of a micro-batch, whose weight gradients come
// later: else those of the same unit follow at once.
bool splitInputEnds(const Program &program, std::size_t i)
{
    if (program[i].code != Code::BackwardInput)
        return false;
    const auto next = std::find_if(program.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   program.end(), [](const Instruction &instruction) {
                                       return instruction.code == Code::Forward ||
                                              instruction.code == Code::BackwardInput ||
                                              instruction.code == Code::BackwardWeight;
                                   });
    if (next == program.end() || next->microBatch != program[i].microBatch)
        return true;
    return next->code == Code::BackwardWeight && next->unit != program[i].unit;
}

// Behind each forward pass, each complete backward pass, and the first half of a split one. Within
// a pass there are gradients of activations as well, which nobody keeps.
std::vector<std::int64_t> keptOver(const Program &program, const DeviceRecord &record)
{
    std::vector<std::int64_t> values = {0};
    for (std::size_t i = 0; i < program.size(); ++i) {
        const auto isNext = [&](Code code) {
            return i + 1 < program.size() && program[i + 1].code == code;
        };
        const bool forwardEnds = program[i].code == Code::Forward && !forwardGoesOn(program, i);
        const bool backwardEnds = program[i].code == Code::Finish && !isNext(Code::Finish);
        if (forwardEnds || backwardEnds || splitInputEnds(program, i))
            addChange(values, record.activations[i + (isNext(Code::Send) ? 1 : 0)]);
    }
    return values;
}

// The plan lets go of activations layer by layer, and of the last one at the moment at which the
// next visit begins: so it is the different heights before a backward pass that are compared.
std::set<std::int64_t> highestOf(const std::vector<std::int64_t> &values)
{
    std::set<std::int64_t> highest;
    for (std::size_t i = 1; i + 1 < values.size(); ++i) {
        if (values[i] > values[i - 1] && values[i] > values[i + 1])
            highest.insert(values[i]);
    }
    return highest;
}

} // namespace

void TestTrainedMemory::keptActivationsAreThePlannedOnes_data()
{
    addRows();
}

void TestTrainedMemory::keptActivationsAreThePlannedOnes()
{
    QFETCH(QString, id);
    QFETCH(QStringList, settings);
    const core::Scenario scenario = scenarioOf(id, settings);
    const TrainedLayout trained = trainedLayout(scenario).value();
    ThreadTeam<float> team(trained.layout, trained.optimizer,
                           core::trainingData(*scenario.train).value(), trained.links());
    QVERIFY(team.step({}).completed);
    const auto session = Session::open(scenario, nominalCalibration(), {});
    QVERIFY(session);
    const core::SnapshotPtr predicted = session.value()->predicted();
    for (int device = 0; device < trained.layout.devices(); ++device) {
        std::vector<std::int64_t> planned;
        const int row = predicted->rowOf(trained.deviceOf[static_cast<std::size_t>(device)]);
        for (const core::MemoryStep &step : core::memorySteps(*predicted, row))
            addChange(planned, step.parts.activations);
        const std::vector<std::int64_t> kept =
            keptOver(team.programs()[static_cast<std::size_t>(device)], team.record(device));
        QCOMPARE(kept.back(), 0);
        QCOMPARE(highestOf(kept), highestOf(planned));
    }
}

// Of dense layers of s0, s1, s2, s3 numbers and b samples: the forward pass keeps the inputs of the
// last two layers and what the last one puts out, b (s1 + s2 + s3). Backward makes the gradients of
// both inputs, b (s2 + s1), and at the end, beside them, the sum of a bias of s1 numbers.
void TestTrainedMemory::thePeakIsThePlanAndTheWorkspaceOfOnePass()
{
    const core::Scenario scenario = scenarioOf(
        QStringLiteral("train-digits-1"), {QStringLiteral("train.network.sizes=[64, 40, 32, 10]"),
                                           QStringLiteral("training.micro_batch=8")});
    const auto session = Session::open(scenario, nominalCalibration(), {});
    QVERIFY(session && session.value()->step({}));
    const WorkerMemory memory = session.value()->memory().front();
    constexpr std::int64_t kKept = 4 * 8 * (40 + 32 + 10);
    constexpr std::int64_t kWorkspace = 4 * (8 * (32 + 40) + 40);
    QCOMPARE(memory.planned.count, kKept);
    QCOMPARE(memory.workspace.count, kWorkspace);
    QCOMPARE(memory.activations.count, kKept + kWorkspace);
    // Over time as well: activations as the plan has them, and the rest as buffers.
    core::Bytes kept;
    core::Bytes beside;
    for (const core::MemoryStep &step : core::memorySteps(*session.value()->measured(), 0)) {
        kept = std::max(kept, step.parts.activations);
        beside = std::max(beside, step.parts.buffers);
    }
    QCOMPARE(kept, memory.planned);
    QCOMPARE(beside, memory.workspace);
}

void TestTrainedMemory::optimizerStatesAreThePlannedOnes_data()
{
    addRows();
}

void TestTrainedMemory::optimizerStatesAreThePlannedOnes()
{
    QFETCH(QString, id);
    QFETCH(QStringList, settings);
    const core::Scenario scenario = scenarioOf(id, settings);
    const auto session = Session::open(scenario, nominalCalibration(), {});
    QVERIFY(session);
    QVERIFY(session.value()->step({}));
    const core::SnapshotPtr predicted = session.value()->predicted();
    // The plan divides all weights at once, the engine each unit on its own, to the element: two
    // fp32 moments of AdamW for each of the units may fall to a neighbour.
    const bool isShared = scenario.parallel.sharding != core::Sharding::None;
    const std::int64_t rounding = std::int64_t{unitCount(scenario.train->network)} * 2 * 4;
    std::int64_t all = 0;
    std::int64_t plannedForAll = 0;
    for (const WorkerMemory &memory : session.value()->memory()) {
        const core::MemoryParts planned =
            core::memorySteps(*predicted, predicted->rowOf(memory.device)).front().parts;
        const std::int64_t difference = memory.optimizer.count - planned.optimizer.count;
        QVERIFY(difference == 0 || (isShared && std::abs(difference) < rounding));
        QCOMPARE(memory.weights.count, planned.parameters.count);
        all += memory.optimizer.count;
        plannedForAll += planned.optimizer.count;
    }
    // Nothing is left out and nothing is kept twice.
    QVERIFY(std::abs(all - plannedForAll) < rounding);
}

QTEST_GUILESS_MAIN(TestTrainedMemory)
#include "tst_trained_memory.moc"
