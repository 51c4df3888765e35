// SPDX-License-Identifier: GPL-3.0-or-later
// What ranks of MPI send each other of a device.
#include "app/mpi/packed_device.h"
#include "core/live/run/thread_team.h"
#include "tests/core/live/splits.h"

#include <QTest>

using namespace core::live;

class TestPackedDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gradientsGoWhereTheyAreAskedFor();
    void weightsComeWithoutGradients();
};

namespace {

std::unique_ptr<ThreadTeam<float>> newTeam()
{
    const Layout layout = layoutOf(eightLayers(), {.keepGradients = true});
    return std::make_unique<ThreadTeam<float>>(layout, OptimizerSpec{}, samplesFor(layout.network),
                                               freeLink);
}

} // namespace

// Three numbers and two sizes of 8 bytes for each instruction, 4 bytes a weight and as many a
// gradient, and the length of each of these seven lists in 8 bytes.
void TestPackedDevice::gradientsGoWhereTheyAreAskedFor()
{
    const auto made = newTeam();
    ThreadTeam<float> &team = *made;
    QVERIFY(team.step({}).completed);
    const auto sizeWith = [&team](Collected what) {
        return static_cast<std::int64_t>(
            app::packedDevice(team.record(0), team.store(0), what).size());
    };
    const std::int64_t weights = 4 * parameterCount(eightLayers());
    const auto instructions = static_cast<std::int64_t>(team.programs().front().size());
    QCOMPARE(sizeWith(Collected::Weights), 5 * 8 * instructions + weights + 7 * 8);
    QCOMPARE(sizeWith(Collected::WeightsAndGradients), 5 * 8 * instructions + 2 * weights + 7 * 8);
}

void TestPackedDevice::weightsComeWithoutGradients()
{
    const auto made = newTeam();
    ThreadTeam<float> &team = *made;
    QVERIFY(team.step({}).completed);
    WeightStore<float> copy(team.layout(), {}, 0);
    DeviceRecord record;
    const std::vector<std::byte> none = copy.copyOfGradients();
    app::unpackDevice<float>(app::packedDevice(team.record(0), team.store(0), Collected::Weights),
                             record, copy);
    std::vector<float> sent;
    std::vector<float> come;
    team.store(0).copyHeld(sent);
    copy.copyHeld(come);
    QCOMPARE(come, sent);
    QCOMPARE(record.end, team.record(0).end);
    QVERIFY(copy.copyOfGradients() == none);
    app::unpackDevice<float>(
        app::packedDevice(team.record(0), team.store(0), Collected::WeightsAndGradients), record,
        copy);
    QVERIFY(copy.copyOfGradients() == team.store(0).copyOfGradients());
    QVERIFY(copy.copyOfGradients() != none);
}

QTEST_GUILESS_MAIN(TestPackedDevice)
#include "tst_packed_device.moc"
