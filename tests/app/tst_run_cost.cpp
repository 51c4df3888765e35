// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of a whole run from outside: lines, JSON, and what is refused.
#include "core/campaign/campaign_text.h"
#include "tests/app/program.h"

#include <QTest>

using program::Answer;

class TestRunCost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesTellTimeMoneyAndEnergy();
    void jsonHasItsAssumptionsAndSums();
    void eachOptionOfFailuresAsksForThem_data();
    void eachOptionOfFailuresAsksForThem();
    void tokensAndStepsAgree();
    void whatIsNotKnownIsAskedFor();
    void wrongOptionsAreOneSentence_data();
    void wrongOptionsAreOneSentence();
};

namespace {

Answer run(const QByteArray &arguments)
{
    return program::run(arguments.trimmed().constData());
}

QJsonObject costOf(const QByteArray &arguments)
{
    return run("cost " + arguments + " --json -").json();
}

double number(const QJsonObject &object, const char *name)
{
    return object[QString::fromLatin1(name)].toDouble();
}

bool isClose(double value, double expected)
{
    return qAbs(value - expected) <= 1e-9 * qAbs(expected);
}

} // namespace

void TestRunCost::linesTellTimeMoneyAndEnergy()
{
    const Answer answer = program::run("cost llama3-405b-16k --tokens 15.6e12 --failures");
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.error, QByteArray());
    for (const char *said :
         {"15.6 trillion tokens", "days", "Failures", "Young", "Daly", "Effective", "Device hours",
          "Money", "million", "Energy", "GWh", "assumptions"})
        QVERIFY2(answer.out.contains(said), said);
    // Times that are held against each other have as many decimals.
    const core::Figure day = core::figureOfLongTime(65.04 * 86'400);
    const auto both = core::figuresOfLongTimes({65.04 * 86'400, 64.8 * 86'400});
    QCOMPARE(day.text(), std::string("65 days"));
    QCOMPARE(both[0].text() + ", " + both[1].text(), std::string("65.0 days, 64.8 days"));
    const auto hours = core::figuresOfLongTimes({2.091 * 3600, 2.1 * 3600, 2.1 * 3600});
    QCOMPARE(hours[0].text() + ", " + hours[2].text(), std::string("2.09 h, 2.10 h"));
    // In units of their own where one has no other.
    const auto mixed = core::figuresOfLongTimes({1.5 * 3600, 2.1 * 3600});
    QCOMPARE(mixed[0].text() + ", " + mixed[1].text(), std::string("90 min, 2.1 h"));
    const Answer without = program::run("cost llama3-405b-16k --tokens 15.6e12");
    QVERIFY(without.out.contains("if nothing fails"));
    QVERIFY(!without.out.contains("Checkpoints"));
}

void TestRunCost::jsonHasItsAssumptionsAndSums()
{
    const QJsonObject cost =
        costOf("llama7b-pp4 --steps 1e6 --price 2 --watts 500 --pue 1.2 --mtbf "
               "500 --checkpoint-time 20 --restart-time 100");
    const QJsonObject failures = cost[QStringLiteral("failures")].toObject();
    const double total = number(cost, "training_s") + number(failures, "checkpoints_s") +
                         number(failures, "lost_s") + number(failures, "restarts_s");
    QVERIFY(isClose(number(cost, "total_s"), total));
    QVERIFY(isClose(number(cost, "days"), total / 86'400));
    QVERIFY(isClose(number(cost, "effective_share"), number(cost, "training_s") / total));
    const double hours = 4 * total / 3600; // of four devices
    QVERIFY(isClose(number(cost, "device_hours"), hours));
    QVERIFY(isClose(number(cost, "dollars"), 2 * hours));
    QVERIFY(isClose(number(cost, "kilowatt_hours"), hours * 0.5 * 1.2));
    QVERIFY(isClose(number(failures, "hours_between"), 125));
    const QJsonObject assumed = cost[QStringLiteral("assumptions")].toObject();
    QCOMPARE(number(assumed, "device_hours_between_failures"), 500.);
    QCOMPARE(number(assumed, "checkpoint_s"), 20.);
    QCOMPARE(number(assumed, "restart_s"), 100.);
    // The step is the one that is simulated.
    const QJsonObject step = program::run("simulate llama7b-pp4 --json -").json();
    QCOMPARE(number(cost, "step_time_s"), number(step, "step_time_s"));
}

void TestRunCost::eachOptionOfFailuresAsksForThem_data()
{
    QTest::addColumn<QByteArray>("option");
    for (const char *option : {"--failures", "--mtbf 1000", "--checkpoint-time 5",
                               "--restart-time 60", "--checkpoint-every 100"})
        QTest::newRow(option) << QByteArray(option);
}

void TestRunCost::eachOptionOfFailuresAsksForThem()
{
    QFETCH(QByteArray, option);
    QVERIFY(!costOf("llama7b-pp4 --steps 1000").contains(QStringLiteral("failures")));
    QVERIFY(costOf("llama7b-pp4 --steps 1000 " + option).contains(QStringLiteral("failures")));
}

void TestRunCost::tokensAndStepsAgree()
{
    const QJsonObject steps = costOf("llama7b-pp4 --steps 1000");
    const QByteArray tokens = QByteArray::number(number(steps, "tokens"), 'f', 0);
    QCOMPARE(costOf("llama7b-pp4 --tokens " + tokens), steps);
}

void TestRunCost::whatIsNotKnownIsAskedFor()
{
    const QByteArray device = "cost llama7b-pp4 --steps 10 --set cluster.device=h100-96g";
    const Answer answer = run(device);
    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.out.contains("--price"), answer.out.constData());
    const QJsonObject json = run(device + " --json -").json();
    QVERIFY(json[QStringLiteral("dollars")].isNull());
    QVERIFY(json[QStringLiteral("kilowatt_hours")].isDouble());
}

void TestRunCost::wrongOptionsAreOneSentence_data()
{
    QTest::addColumn<QByteArray>("options");
    for (const char *options :
         {"", "--tokens 1e9 --steps 10", "--tokens many", "--tokens nan", "--tokens -1",
          "--tokens 0", "--steps -1", "--steps 0", "--steps 1e99", "--steps 10 --price -1",
          "--steps 10 --watts inf", "--steps 10 --pue 0.5", "--steps 10 --mtbf 0",
          "--steps 10 --checkpoint-every 0", "--steps 10 --checkpoint-every 1.5",
          "--steps 1e6 --mtbf 0.001 --checkpoint-time 60",
          "--steps 10 --set cluster.device.memory_gb=0.001"})
        QTest::newRow(options) << QByteArray(options);
}

void TestRunCost::wrongOptionsAreOneSentence()
{
    QFETCH(QByteArray, options);
    const Answer answer = run("cost llama7b-pp4 " + options);
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.out, QByteArray());
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    if (options.contains("--price") || options.contains("--pue") || options.contains("--mtbf"))
        QVERIFY2(!answer.error.contains("llama7b-pp4"), answer.error.constData()); // not its fault
    if (options == "--tokens -1")
        QVERIFY2(answer.error.contains("-1 tokens trains nothing"), answer.error.constData());
}

QTEST_GUILESS_MAIN(TestRunCost)
#include "tst_run_cost.moc"
