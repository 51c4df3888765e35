// SPDX-License-Identifier: GPL-3.0-or-later
// A refusal names a way out; who follows it is not refused again.
#include "core/io/scenario/scenario_json.h"
#include "core/plan/plan.h"
#include "core/schedule/schedule.h"

#include <rapidcheck.h>

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cstdlib>

namespace {

using Settings = std::vector<std::string>;

QString refusalOf(const Settings &settings, const char *id = "llama7b-zero1-8")
{
    const auto scenario = core::loadScenario(id, settings);
    return scenario ? QString() : QString::fromStdString(scenario.error().message);
}

QString pathOf(const QString &name)
{
    if (name == QLatin1String("devices"))
        return QStringLiteral("cluster.devices");
    return (name.endsWith(QLatin1String("_batch")) ? QStringLiteral("training.")
                                                   : QStringLiteral("parallel.")) +
           name;
}

// "set tensor to 4 and devices to 32, and leave partition out" as --set takes it
Settings settingsOf(const QString &way)
{
    Settings settings;
    static const QRegularExpression value(
        QStringLiteral("([a-z_]+) to (\\[[^\\]]*\\]|\"[^\"]*\"|[0-9,]*[0-9])"));
    for (auto found = value.globalMatch(way); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        QString number = match.captured(2);
        if (!number.startsWith(u'['))
            number.remove(u',');
        settings.push_back((pathOf(match.captured(1)) + u'=' + number).toStdString());
    }
    for (const char *list : {"partition", "placement"}) {
        if (way.contains(QStringLiteral("leave ")) &&
            way.section(QStringLiteral("leave "), 1).contains(QLatin1String(list)))
            settings.push_back("parallel." + std::string(list) + "=[]");
    }
    return settings;
}

// The ways that a refusal names: what stands behind its last colon, apart by "or".
QStringList waysOf(const QString &refusal)
{
    const int start = static_cast<int>(refusal.lastIndexOf(QStringLiteral(": ")));
    QString ways = refusal.mid(start + 2);
    ways.chop(1);
    return ways.split(QStringLiteral(", or "));
}

std::string told(const Settings &settings)
{
    std::string text;
    for (const std::string &setting : settings)
        text += setting + "  ";
    return text;
}

// Every way that is named is accepted.
void leadsOut(const Settings &settings, const char *id = "llama7b-zero1-8")
{
    const QString refusal = refusalOf(settings, id);
    RC_CLASSIFY(!refusal.isEmpty(), "refused");
    if (refusal.isEmpty())
        return;
    for (const QString &way : waysOf(refusal)) {
        Settings changed = settings;
        const Settings more = settingsOf(way);
        if (more.empty())
            RC_FAIL(refusal.toStdString() + "   names nothing to set: " + told(settings));
        changed.insert(changed.end(), more.begin(), more.end());
        const QString again = refusalOf(changed, id);
        if (again.isEmpty()) {
            const auto plan = core::makePlan(core::loadScenario(id, changed).value());
            if (!plan)
                RC_FAIL("no plan: " + plan.error().message + "\nafter: " + refusal.toStdString() +
                        "\nwith: " + told(changed));
        }
        if (!again.isEmpty())
            RC_FAIL(refusal.toStdString() + "\nthen: " + again.toStdString() +
                    "\nwith: " + told(changed));
    }
}

int from(int least, int most)
{
    return *rc::gen::inRange(least, most + 1);
}

std::string number(const char *path, std::int64_t value)
{
    return std::string(path) + '=' + std::to_string(value);
}

std::string randomModel(int heads, int layers)
{
    const int experts = *rc::gen::element(1, 1, 4, 6, 8);
    const int hidden = heads * *rc::gen::element(32, 64, 128);
    std::string text = "model={\"transformer\": {\"vocab\": 32000";
    const auto add = [&text](const char *name, int value) {
        text += ", \"" + std::string(name) + "\": " + std::to_string(value);
    };
    add("hidden", hidden);
    add("layers", layers);
    add("heads", heads);
    add("ffn", from(1, 40) * 64);
    if (experts > 1) {
        add("experts", experts);
        add("experts_per_token", 2);
    }
    return text + "}}";
}

Settings randomLayout()
{
    const auto &schedule = core::schedules()[static_cast<std::size_t>(
        from(0, static_cast<int>(core::schedules().size()) - 1))];
    Settings settings = {randomModel(from(1, 64), from(1, 96)),
                         number("cluster.devices", from(1, 512)),
                         number("parallel.data", from(1, 64)),
                         number("parallel.tensor", from(1, 64)),
                         number("parallel.pipeline", from(1, 64)),
                         number("parallel.context", *rc::gen::element(1, 1, 2, 3, 8)),
                         number("parallel.expert", *rc::gen::element(1, 1, 2, 3, 8)),
                         number("training.global_batch", from(1, 600)),
                         number("training.micro_batch", from(1, 16)),
                         "parallel.schedule=" + std::string(schedule.id),
                         "parallel.sharding=" + *rc::gen::element<std::string>("none", "zero3")};
    if (from(0, 2) == 0)
        settings.push_back(number("parallel.chunks", from(1, 6)));
    if (from(0, 3) == 0)
        settings.push_back("parallel.partition=[4, 5, 6, 7]");
    return settings;
}

} // namespace

class TestWayOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoeverFollowsARefusalIsNotRefusedAgain();
    void degreesThatTheModelCannotHave();
    void aPartitionThatDoesNotAddUp();
    void otherDevicesBringAnotherBatch();
    void devicesThatCannotBeUsedUpTakeOtherStages();
    void theMicroBatchNamedIsTheNearestThatDivides();
    void everySingleDegreeLeadsOut();
};

void TestWayOut::whoeverFollowsARefusalIsNotRefusedAgain()
{
    QVERIFY(rc::check("one refusal is enough", [] { leadsOut(randomLayout()); }));
}

// 40 / (4 x 4) is no number of replicas; 5 stages of 4 partners are 20 devices, twice.
void TestWayOut::devicesThatCannotBeUsedUpTakeOtherStages()
{
    const QString refusal = refusalOf({"cluster.devices=40"}, "gpt3-64-4x4x4");
    QVERIFY2(refusal.endsWith("the cluster has 40: set devices to 64, or set pipeline to 5 and "
                              "data to 2."),
             qPrintable(refusal));
}

// 16 samples divide into micro-batches of 1, 2, 4, 8 and 16.
void TestWayOut::theMicroBatchNamedIsTheNearestThatDivides()
{
    static const QRegularExpression named(QStringLiteral("micro_batch to ([0-9]+)"));
    for (const int wanted : {3, 5, 6, 7, 9, 11, 13}) {
        const QString refusal =
            refusalOf({number("training.global_batch", 16), number("training.micro_batch", wanted)},
                      "1f1b-4-8");
        const int way = named.match(refusal).captured(1).toInt();
        QVERIFY2(way > 0 && 16 % way == 0, qPrintable(refusal));
        for (const int divisor : {1, 2, 4, 8, 16})
            QVERIFY2(std::abs(way - wanted) <= std::abs(divisor - wanted), qPrintable(refusal));
    }
}

void TestWayOut::everySingleDegreeLeadsOut()
{
    QVERIFY(rc::check("one refusal is enough for one number", [] {
        const char *id = *rc::gen::element("gpt3-64-4x4x4", "llama7b-pp4", "mixtral-ep8",
                                           "interleaved-4-8x2", "dualpipe-4-8", "pipedream-4-8");
        const char *path =
            *rc::gen::element("parallel.tensor", "parallel.data", "parallel.pipeline",
                              "parallel.context", "parallel.expert", "parallel.chunks",
                              "cluster.devices", "training.global_batch", "training.micro_batch");
        leadsOut({number(path, from(1, 64))}, id);
    }));
}

void TestWayOut::degreesThatTheModelCannotHave()
{
    // 32 heads: 4 divides them and is nearest to 5; 4 x 8 stages are 32 of the 40 devices. With
    // all 40, partners are at most 40 / 8 = 5, of which 1 divides 32.
    const QString refusal = refusalOf({"cluster.devices=40", "parallel.data=1", "parallel.tensor=5",
                                       "parallel.pipeline=8", "training.global_batch=40"});
    QVERIFY2(refusal.endsWith("32 attention heads cannot be divided over tensor 5: set tensor to 4 "
                              "and devices to 32, or set tensor to 1 and data to 5."),
             qPrintable(refusal));
}

void TestWayOut::aPartitionThatDoesNotAddUp()
{
    const QString refusal = refusalOf({"parallel.partition=[8, 8, 8, 7]"}, "llama7b-pp4");
    QVERIFY2(refusal.endsWith("The partition adds up to 31 layers, but the model has 32: set "
                              "partition to [8, 8, 8, 8]."),
             qPrintable(refusal));
    const QString many = refusalOf({"parallel.partition=[8, 8, 8, 20]"}, "llama7b-pp4");
    QVERIFY2(many.endsWith("set partition to [8, 8, 8, 8]."), qPrintable(many));
    const QString few = refusalOf({"parallel.partition=[16, 16]"}, "llama7b-pp4");
    QVERIFY2(few.endsWith("leave partition out."), qPrintable(few));
}

// 12 samples in micro-batches of 4 for 3 replicas; for 8, 32 are as near to 12 as one round is.
void TestWayOut::otherDevicesBringAnotherBatch()
{
    const QString refusal = refusalOf({"cluster.devices=8"}, "llama7b-dp3-80");
    QVERIFY2(refusal.endsWith("uses 3 devices, but the cluster has 8: set devices to 3, or set "
                              "data to 8 and global_batch to 32."),
             qPrintable(refusal));
}

QTEST_APPLESS_MAIN(TestWayOut)
#include "tst_way_out.moc"
