// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of public files beyond the usual ones: each is read as the framework's own program does.
#include "core/model/model_spec.h"
#include "tests/core/io/launch_cases.h"

#include <QTest>

#include <cmath>

namespace {

core::LaunchReading readAs(const std::string &text, const std::string &name,
                           std::int64_t devices = 64)
{
    const core::LaunchOutcome outcome = outcomeWith(text, {}, {.devices = devices}, name);
    if (!outcome.reading)
        qWarning("%s", outcome.reading.error().message.c_str());
    return outcome.reading ? outcome.reading.value() : core::LaunchReading();
}


} // namespace

class TestLaunchKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expertsOfTorchtitanLieWithinAReplica();
};

// torchtitan's meshes: dp_replicate outside, and both fsdp and ep within dp_shard x cp x tp. With
// tensor 2 and expert 8 over both, experts lie on 4 neighbours of this program.
void TestLaunchKinds::expertsOfTorchtitanLieWithinAReplica()
{
    const core::Scenario scenario =
        readAs("[model]\nname = \"deepseek_v3\"\nflavor = \"16B\"\n[training]\n"
               "local_batch_size = 1\nseq_len = 4096\n[parallelism]\n"
               "data_parallel_replicate_degree = 4\ndata_parallel_shard_degree = 8\n"
               "tensor_parallel_degree = 2\nexpert_parallel_degree = 8\n",
               "run.toml")
            .scenario;
    QCOMPARE(scenario.parallel.data, 32);
    QCOMPARE(scenario.parallel.expert, 4);
    QVERIFY(core::sharesInGroups(scenario));
    QCOMPARE(core::sharersOf(scenario), 8);
}

QTEST_APPLESS_MAIN(TestLaunchKinds)
#include "tst_launch_kinds.moc"
