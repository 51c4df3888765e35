// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "core/presets/presets.h"
#include "core/scenario/edits.h"

#include <QTest>

#include <random>

namespace {

core::Scenario roundTrip(const core::Scenario &scenario, core::Detail detail)
{
    return core::scenarioFromJson(core::scenarioToJson(scenario, detail), "again").value();
}

// Bytes that matter to a JSON reader, so that random changes get past its first line.
constexpr std::string_view kPieces[] = {
    "0",     "-1",   "1e308", "1e999", "\"\"",    "{}",  "[]",        "null",
    "true",  "}",    "]",     "\"",    ",",       ":",   "\\u0000",   "99999999",
    "0.001", "\xff", "4096",  "[[[[",  "{\"a\":", "NaN", "\"gpipe\"", "\"devices\""};

std::string mutated(std::string text, std::mt19937 &random)
{
    const auto upTo = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most)(random);
    };
    for (std::size_t changes = 1 + upTo(2); changes > 0; --changes) {
        const std::size_t at = upTo(text.size());
        const std::string_view piece = kPieces[upTo(std::size(kPieces) - 1)];
        switch (upTo(5)) {
        case 0:
            text.resize(at);
            break;
        case 1:
            text.insert(at, piece);
            break;
        case 2:
            text.replace(at, std::min<std::size_t>(1 + upTo(6), text.size() - at), piece);
            break;
        case 3:
            text.erase(at, 1 + upTo(9));
            break;
        default: // another number
            if (const std::size_t digit = text.find_first_of("0123456789", at);
                digit != std::string::npos)
                text[digit] = static_cast<char>('0' + upTo(9));
        }
    }
    return text;
}

} // namespace

class TestScenarioJson : public QObject
{
    Q_OBJECT

    // A scenario that was read has a result, or a reason with which it is refused; every
    // nanosecond of the result has one cause. Long steps take long, and are left out.
    static void simulate(const core::Scenario &scenario)
    {
        constexpr std::int64_t mostVisits = 20'000;
        if (core::microBatchCount(scenario) * scenario.cluster.devices > mostVisits)
            return;
        const auto result = core::run(scenario);
        if (!result) {
            QVERIFY(result.error().message.size() > 20);
            return;
        }
        const core::Metrics &metrics = result.value()->metrics;
        QVERIFY(metrics.step.count >= 0);
        for (const core::RowMetrics &row : metrics.rows)
            QCOMPARE((row.busy() + row.idleTotal()).count, metrics.step.count);
    }

private Q_SLOTS:
    void formerWordsAreRead()
    {
        const auto read = [](const std::string &contention, const std::string &exchange) {
            return core::scenarioFromJson(
                R"({"model": "llama-2-7b", "cluster": {"device": "a100-80g", "devices": 4,
                    "software": {"base": "2022", ")" +
                    contention + R"(": 0.25}}, "parallel": {"pipeline": 4, "exchange": ")" +
                    exchange + R"("}})",
                "words");
        };
        // A file that says "stolen" and "beside" is the file that says the words of today.
        const auto former = read("stolen", "beside");
        const auto now = read("contention", "overlapped");
        QVERIFY2(former, former ? "" : former.error().message.c_str());
        QVERIFY2(now, now ? "" : now.error().message.c_str());
        QCOMPARE(former.value().cluster.software.contention, 0.25);
        QVERIFY(former.value().parallel.exchange == core::Exchange::Overlapped);
        QVERIFY(former.value() == now.value());
        QVERIFY(core::scenarioToJson(now.value()).find("stolen") == std::string::npos);
        // Nor is it among the keys that a wrong one is answered with.
        const std::string keys = read("foo", "beside").error().message;
        QVERIFY2(keys.find("base, title") != std::string::npos &&
                     keys.find("stolen") == std::string::npos,
                 keys.c_str());
    }
    void everyBuiltinIsReadBackTheSame()
    {
        for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
            const core::Scenario scenario = core::loadScenario(builtin.id).value();
            QVERIFY2(roundTrip(scenario, core::Detail::Short) == scenario, builtin.id.data());
            QVERIFY2(roundTrip(scenario, core::Detail::Everything) == scenario, builtin.id.data());
        }
    }

    void everyPresetIsReadBackTheSame()
    {
        core::Scenario scenario = core::loadScenario("llama7b-pp4").value();
        for (const core::ModelSpec &model : core::modelPresets()) {
            const core::Scenario other = core::withModel(scenario, model);
            QVERIFY(roundTrip(other, core::Detail::Everything) == other);
            QVERIFY(roundTrip(other, core::Detail::Short) == other);
        }
        for (const core::DeviceSpec &device : core::devicePresets()) {
            scenario.cluster.device = device;
            QVERIFY(roundTrip(scenario, core::Detail::Everything) == scenario);
        }
        for (const core::LinkSpec &link : core::linkPresets()) {
            scenario.cluster.intraLink = link;
            scenario.cluster.interLink = link;
            QVERIFY(roundTrip(scenario, core::Detail::Short) == scenario);
        }
    }

    // "1F1B, 4 GPUs, 8 micro-batches" is wrong as soon as one of them is another.
    void aChangedBuiltinLosesTheTitleOfItsSetup()
    {
        const auto titled = [](const std::vector<std::string> &settings) {
            return QString::fromStdString(core::loadScenario("1f1b-4-8", settings).value().title);
        };
        QCOMPARE(titled({}), QStringLiteral("1F1B, 4 GPUs, 8 micro-batches"));
        const QString changed = titled({"training.global_batch=64"});
        QVERIFY(!changed.contains(QStringLiteral("8 micro-batches")));
        QVERIFY(changed.endsWith(QStringLiteral("4 GPUs")));
        QCOMPARE(titled({"training.global_batch=64", "title=mine"}), QStringLiteral("mine"));
    }

    // Numbers in the units of the file: GB are 10^9 bytes, microseconds, TFLOP/s.
    void unitsAreThoseOfTheFile()
    {
        const core::Scenario scenario =
            core::scenarioFromJson(R"({ "model": "llama-2-7b", "cluster": { "devices": 1,
                "device": { "base": "a100-80g", "memory_gb": 40, "peak_tflops": 100 },
                "intra_link": { "base": "nvlink3", "gbps": 12.5, "latency_us": 3 } } })",
                                   "units")
                .value();
        QCOMPARE(scenario.cluster.device.memory.count, 40'000'000'000);
        QCOMPARE(scenario.cluster.intraLink.bandwidth, 12.5e9);
        QCOMPARE(scenario.cluster.intraLink.latency.count, 3'000);
    }

    void settingsChangeWhatTheyName()
    {
        const core::Scenario scenario =
            core::loadScenario("1f1b-4-8", {"parallel.schedule=gpipe", "training.global_batch=64"})
                .value();
        QCOMPARE(scenario.parallel.schedule, "gpipe");
        QCOMPARE(scenario.training.globalBatch, 64);
        for (const char *wrong : {"parallel", "=1", "parallel.pipelines=4", "training=3",
                                  "training.micro_batch=none", "a.b.c=1"}) {
            const auto refused = core::loadScenario("1f1b-4-8", {wrong});
            QVERIFY2(!refused, wrong);
            QVERIFY2(refused.error().message.find("--set") != std::string::npos,
                     refused.error().message.c_str());
        }
    }

    // The batch of 32 samples is of the file; what it cannot be divided into was set.
    void aSettingIsNamedThoughTheFileHasTheOtherNumber()
    {
        const auto complaintOf = [](const std::vector<std::string> &settings) {
            const auto refused = core::loadScenario("1f1b-4-8", settings);
            return refused ? std::string() : refused.error().message;
        };
        const std::string micro = "training.micro_batch=3";
        for (const std::vector<std::string> &settings : {std::vector{micro},
                                                         {micro, "training.precision=fp32"},
                                                         {"parallel.schedule=gpipe", micro}}) {
            const std::string complaint = complaintOf(settings);
            QVERIFY2(complaint.starts_with("--set training.micro_batch=3: A batch of"),
                     complaint.c_str());
        }
        // Each alone would do; the complaint names a member that one of them gives.
        const std::string both = complaintOf({"training.global_batch=100", micro});
        QVERIFY2(both.starts_with("--set training.global_batch=100: "), both.c_str());
    }

    // A number of chunks that is left out is the schedule's usual one, and then said.
    void chunksFollowTheSchedule()
    {
        const core::Scenario v = core::loadScenario("1f1b-4-8", {"parallel.schedule=zb-v"}).value();
        QCOMPARE(v.parallel.chunks, 2);
        QVERIFY(core::scenarioToJson(v, core::Detail::Everything).find("\"chunks\": 2") !=
                std::string::npos);
        const auto wrong = core::loadScenario("1f1b-4-8", {"parallel.chunks=2"});
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().message.find("but chunks is 2: set chunks to 1") !=
                     std::string::npos,
                 wrong.error().message.c_str());
        const auto many =
            core::loadScenario("1f1b-4-8", {"parallel.schedule=interleaved", "parallel.chunks=7"});
        QVERIFY(!many);
        QVERIFY2(
            many.error().message.find("24 layers cannot be cut into 28 stages (4 ranks of 7 "
                                      "chunks): set pipeline to 3 and devices to 3, or set chunks "
                                      "to 6") != std::string::npos,
            many.error().message.c_str());
    }

    void scheduleOptionsAreReadBack()
    {
        const core::Scenario scenario =
            core::loadScenario("1f1b-4-8", {"parallel.schedule=dualpipe", "parallel.pair=0.8",
                                            "parallel.split_memory=half", "parallel.memory_limit=6",
                                            "parallel.group=4"})
                .value();
        QVERIFY(scenario.parallel.pair == core::PairRule::Factor);
        QCOMPARE(scenario.parallel.pairFactor, 0.8);
        QVERIFY(scenario.parallel.splitMemory == core::SplitMemory::Half);
        QCOMPARE(scenario.parallel.memoryLimit, 6.0);
        QCOMPARE(scenario.parallel.group, 4);
        QVERIFY(roundTrip(scenario, core::Detail::Short) == scenario);
        QVERIFY(roundTrip(scenario, core::Detail::Everything) == scenario);
        for (const char *wrong : {"parallel.pair=min", "parallel.pair=2", "parallel.group=-1",
                                  "parallel.memory_limit=-2", "parallel.split_memory=never"})
            QVERIFY2(!core::loadScenario("1f1b-4-8", {wrong}), wrong);
    }

    // 1F1B of two ranks written out runs like the built-in one; both notations are the same.
    void aWrittenScheduleRunsLikeABuiltInOne()
    {
        const std::vector<std::string> two = {"parallel.pipeline=2", "cluster.devices=2",
                                              "training.global_batch=12"};
        const auto with = [&two](const std::string &schedule) {
            std::vector<std::string> settings = two;
            settings.push_back("parallel.schedule=" + schedule);
            return core::loadScenario("1f1b-4-8", settings);
        };
        const auto written = with(R"({"title": "mine", "ranks": ["0F0 0F1 0B0 0F2 0B1 0B2",
                                                                  "1F0 1B0 1F1 1B1 1F2 1B2"]})");
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto csv = with(R"({"title": "mine",
                                  "csv": "0F0,0F1,0B0,0F2,0B1,0B2\n1F0,1B0,1F1,1B1,1F2,1B2\n"})");
        QVERIFY2(csv, csv ? "" : csv.error().message.c_str());
        QVERIFY(written.value() == csv.value());
        QVERIFY(roundTrip(written.value(), core::Detail::Short) == written.value());
        QVERIFY(roundTrip(written.value(), core::Detail::Everything) == written.value());
        const auto own = core::run(written.value()).value();
        const auto builtin = core::run(with("1f1b").value()).value();
        QCOMPARE(own->metrics.step.count, builtin->metrics.step.count);
        QVERIFY(own->plan.order.actions == builtin->plan.order.actions);
    }

    void aWrittenScheduleThatCannotRunIsRefused()
    {
        const struct
        {
            const char *schedule;
            const char *what;
        } cases[] = {{R"({"ranks": ["0F0 0B0"]})", "is written for 1 rank, but pipeline is 2"},
                     {R"({"ranks": ["0F0 0B0", "1F0 1B0"]})", "is written for 1 micro-batch,"},
                     {R"({"ranks": ["0F0 0F1 0B0 0B1", "1F0 1B0 1F1"]})", "cannot run"},
                     {R"({"ranks": ["0F0 0F1 0B1 0B0", "1F0 1B0 1F1 1B1"]})", ""},
                     {R"({"ranks": ["0F0 0B0 0F1 0B1", "1F1 1B1 1F0 1B0"]})", "cannot run"},
                     {R"({"ranks": ["what", "1F0"]})", "cannot be read"},
                     {R"({"ranks": "0F0 0B0"})", "must be a list"},
                     {R"({"ranks": [], "csv": ""})", "either"},
                     {R"({"title": "none"})", "either"},
                     {R"({"rank": []})", "rank"},
                     {"own", "needs its ranks"}};
        for (const auto &each : cases) {
            const auto read = core::loadScenario(
                "1f1b-4-8", {"parallel.pipeline=2", "cluster.devices=2", "training.global_batch=8",
                             std::string("parallel.schedule=") + each.schedule});
            const std::string message = read ? "" : read.error().message;
            QVERIFY2(message.find(each.what) != std::string::npos, message.c_str());
            QVERIFY2(bool(read) == (*each.what == 0), each.schedule);
        }
    }

    // Four thousand damaged documents: each is refused with a sentence or gives a scenario that
    // is sound and can be simulated. Nothing crashes, hangs or asks for much memory.
    void damagedDocumentsAreRefusedOrSound()
    {
        std::mt19937 random(20'26);
        int refused = 0;
        int read = 0;
        for (int round = 0; round < 250; ++round) {
            for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
                const std::string text = mutated(std::string(builtin.json), random);
                const auto scenario = core::scenarioFromJson(text, "damaged.json");
                if (scenario) {
                    ++read;
                    QVERIFY(core::validate(scenario.value()));
                    simulate(scenario.value());
                    continue;
                }
                ++refused;
                const std::string &message = scenario.error().message;
                QVERIFY2(message.starts_with("damaged.json:"), message.c_str());
                QVERIFY2(message.find('\n') == std::string::npos, message.c_str());
                QVERIFY(message.size() < 600);
            }
        }
        QVERIFY(refused > 1000);
        QVERIFY(read > 100); // the changes are not all fatal, so the later checks were reached
    }
};

QTEST_GUILESS_MAIN(TestScenarioJson)
#include "tst_scenario_json.moc"
