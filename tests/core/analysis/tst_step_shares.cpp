// SPDX-License-Identifier: GPL-3.0-or-later
// Busy, idle and waiting for gradients make up the step of any scenario, as numbers and as they are
// shown; the parts of the breakdown do, too.
#include "core/analysis/formulas.h"
#include "core/io/scenario/scenario_json.h"
#include "tests/core/toy_scenario.h"

#include <QTest>

#include <cmath>
#include <rapidcheck.h>

namespace {

core::Result<core::Scenario> read(const std::string &json)
{
    return core::scenarioFromJson(json, "test");
}

template <class T>
std::string member(const char *name, T value)
{
    if constexpr (std::is_same_v<T, const char *>)
        return '"' + std::string(name) + "\": \"" + value + '"';
    else
        return '"' + std::string(name) + "\": " + std::to_string(value);
}

// Degrees, sharding and its groups, context, experts and chunks; some are invalid.
std::string drawn()
{
    const int nodes = *rc::gen::element(1, 2, 4);
    const int tensor = *rc::gen::element(1, 2, 4);
    const int context = *rc::gen::weightedElement<int>({{4, 1}, {1, 2}});
    const int pipeline = *rc::gen::element(1, 1, 2, 4);
    const int data = 8 * nodes / (tensor * context * pipeline);
    const bool experts = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
    const int expert = experts ? *rc::gen::element(1, 2, 4, 8) : 1;
    const bool groups = *rc::gen::arbitrary<bool>();
    const int count = *rc::gen::element(1, 2, 4, 8);
    const char *model = experts ? "mixtral-8x7b" : *rc::gen::element("gpt2-1.5b", "llama-3-8b");
    std::string json = R"({"format": "parallarium-scenario/1", )" + member("model", model);
    json += R"(, "cluster": {)" + member("device", *rc::gen::element("a100-80g", "h200-141g")) +
            ", " + member("devices", 8 * nodes) + ", " +
            member("inter_link", *rc::gen::element("ib-hdr", "eth-25g")) + "}";
    json += R"(, "training": {)" + member("global_batch", data * count) + ", " +
            member("micro_batch", 1) + ", " + member("sequence", 1024) + ", " +
            member("recompute", *rc::gen::element("none", "selective", "full")) + "}";
    json += R"(, "parallel": {)" + member("data", data) + ", " + member("tensor", tensor) + ", " +
            member("context", context) + ", " + member("pipeline", pipeline) + ", " +
            member("expert", expert) + ", " +
            member("sharding", *rc::gen::element("none", "zero1", "zero2", "zero3")) + ", " +
            R"("overlap": )" + (*rc::gen::arbitrary<bool>() ? "true" : "false");
    if (groups)
        json += ", " + member("sharding_group", *rc::gen::element(2, 4, 8));
    if (pipeline > 1)
        json += ", " + member("schedule", *rc::gen::element("1f1b", "gpipe", "zb-h1"));
    return json + "}}";
}

} // namespace

class TestStepShares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyMakeUpTheStep();
    void aGroupThatWaitsForTheOthersSaysHowMuchIsWithinBusy();
};

void TestStepShares::theyMakeUpTheStep()
{
    int checked = 0;
    QVERIFY(rc::check("busy, idle and waiting for gradients are the step", [&checked] {
        const auto scenario = read(drawn());
        RC_PRE(bool(scenario));
        const auto snapshot = toy::run(scenario.value());
        RC_PRE(snapshot && snapshot->metrics.runs());
        const core::Metrics &metrics = snapshot->metrics;
        // The mean idle time is one of whole nanoseconds.
        const double nanosecond = 1e-9 / core::seconds(metrics.step);
        RC_ASSERT(std::abs(metrics.busyShare + metrics.idleShare + metrics.gradientSyncShare - 1) <=
                  nanosecond + 1e-12);
        RC_ASSERT(metrics.breakdown.total() == metrics.step);
        for (const core::RowMetrics &row : metrics.rows) {
            RC_ASSERT(row.busy() + row.bubble() + row.sharing() == metrics.step);
            RC_ASSERT(row.breakdown.total() == metrics.step);
        }
        // Gradient sync is what is waited for and what lies within the busy time.
        const double step = core::seconds(metrics.step);
        const double all = core::seconds(metrics.breakdown.dataComm) / step;
        RC_ASSERT(all > metrics.gradientSyncShare - 12 * nanosecond); // of as many parts
        const core::SyncTenths shown = core::gradientSyncTenths(metrics);
        RC_ASSERT(core::busyTenths(metrics) + std::llround(1000 * metrics.idleShare) +
                      shown.waited ==
                  1000);
        RC_ASSERT(shown.within + shown.waited == shown.all);
        RC_ASSERT(shown.all == std::llround(1000 * all));
        ++checked;
    }));
    QVERIFY2(checked >= 50, qPrintable(QString::number(checked)));
}

// States shared by the eight of a node: gathers and scatters lie within the passes, the sum over
// nodes is waited for at the end of the step.
void TestStepShares::aGroupThatWaitsForTheOthersSaysHowMuchIsWithinBusy()
{
    const auto scenario = read(
        R"({"format": "parallarium-scenario/1", "model": "llama-3-8b",
            "cluster": {"device": "a100-80g", "devices": 64},
            "training": {"global_batch": 256, "micro_batch": 1, "recompute": "selective"},
            "parallel": {"data": 64, "sharding": "zero3", "sharding_group": 8}})");
    QVERIFY(bool(scenario));
    const auto snapshot = toy::run(scenario.value());
    const core::Metrics &metrics = snapshot->metrics;
    const core::SyncTenths shown = core::gradientSyncTenths(metrics);
    QVERIFY(shown.waited > 0 && shown.within > 0);
    core::Nanos within;
    for (const core::Nanos gathered : metrics.rows.front().gathering)
        within += gathered;
    QCOMPARE(metrics.rows.front().breakdown.dataComm.count,
             (within + metrics.rows.front().sharing()).count);
}

QTEST_APPLESS_MAIN(TestStepShares)
#include "tst_step_shares.moc"
