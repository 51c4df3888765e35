// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that everything shares, against plain counting.
#include "core/io/scenario/scenario_json.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>

namespace {

// One by one.
std::vector<std::int64_t> countedDivisors(std::int64_t whole)
{
    std::vector<std::int64_t> divisors;
    for (std::int64_t each = 1; each <= whole; ++each) {
        if (whole % each == 0)
            divisors.push_back(each);
    }
    return divisors;
}

constexpr core::Setting kDegrees[] = {core::Setting::Tensor, core::Setting::Pipeline,
                                      core::Setting::Context, core::Setting::Expert};

} // namespace

class TestConstraints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void divisorsAreThoseThatCountingFinds();
    void degreesThatAreOfferedHold_data();
    void degreesThatAreOfferedHold();
    void everyDegreeThatHoldsIsOffered();
};

void TestConstraints::divisorsAreThoseThatCountingFinds()
{
    for (std::int64_t whole = 1; whole <= 400; ++whole) {
        const std::vector<std::int64_t> all = countedDivisors(whole);
        QVERIFY(core::divisorsOf(whole) == all);
        for (std::int64_t wanted = 1; wanted <= 12; ++wanted) {
            const auto apart = [wanted](std::int64_t value) { return std::abs(value - wanted); };
            QCOMPARE(core::nearestDivisor(whole, wanted),
                     *std::ranges::min_element(all, {}, apart)); // the smaller of two
            QCOMPARE(core::divisorUpTo(whole, wanted),
                     *std::ranges::find_if(all.rbegin(), all.rend(),
                                           [wanted](auto value) { return value <= wanted; }));
            const auto from =
                std::ranges::find_if(all, [wanted](auto value) { return value >= wanted; });
            QCOMPARE(core::divisorFrom(whole, wanted), from == all.end() ? whole : *from);
        }
    }
    QCOMPARE(core::divisorUpTo(999'999'937, 500'000'000), 1); // a prime
}

void TestConstraints::degreesThatAreOfferedHold_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"llama7b-pp4", "1f1b-4-8", "llama7b-zero1-8", "naive-4"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

// None snaps away: what is asked for is what the scenario then shows, on as many devices, and that
// scenario is valid.
void TestConstraints::degreesThatAreOfferedHold()
{
    QFETCH(QString, id);
    const core::Scenario scenario = core::loadScenario(id.toStdString()).value();
    const core::Wish wish = core::wishFor(scenario);
    for (const core::Setting degree : kDegrees) {
        const std::vector<std::int64_t> offered = core::degreesThatHold(scenario, degree);
        QVERIFY(std::ranges::is_sorted(offered));
        QVERIFY(std::ranges::find(offered, core::valueOf(degree, scenario)) != offered.end());
        for (const std::int64_t value : offered) {
            const core::Scenario then = core::complete(core::asking(wish, degree, value)).scenario;
            QCOMPARE(core::valueOf(degree, then), value);
            QCOMPARE(then.cluster.devices, scenario.cluster.devices);
            QVERIFY(core::validate(then));
        }
    }
}

// Heads and width of the MLP together, not the heads alone: 12 heads and 20 wide divide over 2
// and 4.
void TestConstraints::everyDegreeThatHoldsIsOffered()
{
    core::Scenario scenario = core::loadScenario("llama7b-zero1-8").value();
    core::TransformerSpec spec = *scenario.model.transformer();
    spec.heads = spec.kvHeads = 12;
    spec.headDimension = 128;
    spec.hidden = 12 * 128;
    spec.ffn = 20;
    scenario.model.shape = spec;
    scenario.cluster.devices = scenario.parallel.data = 24;
    scenario.training.globalBatch = 24;
    scenario.training.microBatch = 1;
    QVERIFY(core::validate(scenario));
    QVERIFY(core::degreesThatHold(scenario, core::Setting::Tensor) ==
            (std::vector<std::int64_t>{1, 2, 4}));
    // 24 devices: ranks that divide them, and no more of them than the 32 layers.
    QVERIFY(core::degreesThatHold(scenario, core::Setting::Pipeline) ==
            (std::vector<std::int64_t>{1, 2, 3, 4, 6, 8, 12, 24}));
}

QTEST_GUILESS_MAIN(TestConstraints)
#include "tst_constraints.moc"
