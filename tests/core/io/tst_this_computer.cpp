// SPDX-License-Identifier: GPL-3.0-or-later
// One rule for what this computer is: the presets, files, results and predictions follow what was
// measured of it.
#include "core/advice/assumptions.h"
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/calibration.h"
#include "core/presets/presets.h"
#include "core/presets/this_computer.h"

#include <QTest>

namespace {

// Numbers that no decimal holds, as measurements are.
core::ThisComputer measuredComputer(double factor)
{
    core::ThisComputer computer = core::usualComputer();
    core::DeviceSpec &device = computer.device;
    device.peakSingleFlops = 7.7e10 / 3 * factor;
    device.peakHalfFlops = device.peakSingleFlops;
    device.memoryBandwidth = 2.9e10 / 7 * factor;
    device.curve = {11.0 / 3, 5.0 / 3, 13.0 / 7, 1.7e9 / 3, {41}, {}};
    core::KernelTable &table = device.curve.table;
    for (std::size_t i = 0; i < core::productCount(); ++i)
        table.products.push_back((1000.0 + static_cast<double>(i)) / 7 / factor);
    for (int i = 0; i < core::kKernels; ++i)
        table.elements.push_back((1.0 + i) / 9 / factor);
    device.source = core::kMeasuredHere;
    device.verified = true;
    computer.link.bandwidth = 1.9e10 / 3 * factor;
    computer.link.latency = {3217};
    computer.link.source = core::kMeasuredHere;
    computer.link.verified = true;
    return computer;
}

core::Scenario trained()
{
    return core::loadScenario("train-digits-dp3").value();
}

std::int64_t stepOf(const core::Scenario &scenario)
{
    return core::run(scenario).value()->trace.stop;
}

// The name of the effect is on where it holds.
bool saysMeasured(const core::Scenario &scenario)
{
    for (const core::Effect &effect : core::effectsOf(scenario)) {
        if (effect.name == "This computer as it was measured")
            return effect.on;
    }
    return false;
}

} // namespace

class TestThisComputer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { core::setThisComputer(core::usualComputer()); }

    void scenariosAreOnWhatWasMeasured()
    {
        const core::Scenario nominal = trained();
        QVERIFY(nominal.cluster.device == core::usualComputer().device);
        QVERIFY(!saysMeasured(nominal));
        const core::ThisComputer computer = measuredComputer(1);
        core::setThisComputer(computer);
        const core::Scenario measured = trained();
        QVERIFY(measured.cluster.device == computer.device);
        QVERIFY(measured.cluster.intraLink == computer.link);
        QVERIFY(saysMeasured(measured));
        QVERIFY(stepOf(measured) != stepOf(nominal));
        // As mode Train prices a scenario that was made before.
        const core::Scenario calibrated =
            core::live::calibrated(nominal, {computer.device, computer.link});
        QVERIFY(stepOf(measured) == stepOf(calibrated));
    }

    void othersStayWhatTheyAre()
    {
        const std::vector<core::DeviceSpec> before(core::devicePresets().begin(),
                                                   core::devicePresets().end());
        core::setThisComputer(measuredComputer(1));
        QCOMPARE(core::devicePresets().size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            QCOMPARE(core::devicePresets()[i] == before[i], before[i].id != "this-computer");
    }

    // Rows that were handed out are still there, and known as this computer.
    void whatWasKnownBeforeIsStillThisComputer()
    {
        core::setThisComputer(measuredComputer(1));
        const core::DeviceSpec *former = core::findDevice("this-computer");
        core::Scenario scenario = trained();
        const core::ThisComputer newer = measuredComputer(1.5);
        core::setThisComputer(newer);
        QVERIFY(*former == measuredComputer(1).device);
        QVERIFY(core::isThisComputer(*former));
        QVERIFY(core::isThisComputer(core::usualComputer().device));
        core::putThisComputer(scenario.cluster, core::thisComputer());
        QVERIFY(scenario.cluster.device == newer.device);
        QVERIFY(scenario.cluster.intraLink == newer.link);
    }

    void whatSomebodyChangedStays()
    {
        core::setThisComputer(measuredComputer(1));
        core::Scenario scenario = trained();
        scenario.cluster.device.memoryBandwidth *= 2;
        scenario.cluster.intraLink.latency = {99};
        const core::Scenario before = scenario;
        core::setThisComputer(measuredComputer(2));
        QVERIFY(!core::isThisComputer(scenario.cluster.device));
        core::putThisComputer(scenario.cluster, core::thisComputer());
        QVERIFY(scenario == before);
    }

    // A file means the computer that reads it.
    void filesNameIt()
    {
        core::setThisComputer(measuredComputer(1));
        const std::string file = core::scenarioToJson(trained(), core::Detail::Short);
        core::setThisComputer(measuredComputer(3));
        const core::Scenario read = core::scenarioFromJson(file, "file").value();
        QVERIFY(read.cluster.device == measuredComputer(3).device);
        QVERIFY(read == trained());
    }

    // A result holds on another computer as well: bit for bit, whether this one, or that one, was
    // measured or never.
    void resultsTellItsNumbers()
    {
        const core::ThisComputer computers[] = {measuredComputer(1), measuredComputer(3),
                                                core::usualComputer()};
        for (const core::ThisComputer &own : computers) {
            core::setThisComputer(own);
            const core::Scenario here = trained();
            const std::int64_t step = stepOf(here);
            const std::string result = core::scenarioToJson(here, core::Detail::Everything);
            for (const core::ThisComputer &other : computers) {
                core::setThisComputer(other);
                const core::Scenario read = core::scenarioFromJson(result, "result").value();
                QCOMPARE(stepOf(read), step);
                QVERIFY(read.cluster.device.curve == own.device.curve);
                QCOMPARE(read.cluster.device.source, own.device.source);
                QCOMPARE(read.cluster.device.verified, own.device.verified);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestThisComputer)
#include "tst_this_computer.moc"
