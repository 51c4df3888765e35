// SPDX-License-Identifier: GPL-3.0-or-later
// The best layout from outside: a table, and ideas that can be opened and are what they promise.
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

class TestAdvise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIdeaSimulatesToWhatItPromises();
    void theTableSaysHowManyWereLookedAt();
    void noIdeaNeedsMoreThanTheMemoryLimit();
    void whatIsHeldDoesNotChange();
    void whatItKeepsIsSaidAndOffloadTriedBothWays();
    void whereNothingFitsItSaysSoAndOnHowMany();
    void badInputIsASentence_data();
    void badInputIsASentence();
};

void TestAdvise::everyIdeaSimulatesToWhatItPromises()
{
    const program::Answer answer =
        program::run("advise llama7b-zero1-8 --set training.global_batch=16 --json -");
    QCOMPARE(answer.exitCode, 0);
    const QJsonObject advice = answer.json();
    QCOMPARE(advice[QStringLiteral("format")].toString(), QStringLiteral("parallarium-advice/1"));
    QVERIFY(advice[QStringLiteral("complete")].toBool());
    const QJsonArray ideas = advice[QStringLiteral("ideas")].toArray();
    QVERIFY(!ideas.isEmpty());
    QCOMPARE(ideas.first()[QStringLiteral("step_time_s")], advice[QStringLiteral("bound_s")]);
    const QTemporaryDir folder;
    double before = 0;
    for (const QJsonValue &idea : ideas) {
        QFile file(folder.filePath(QStringLiteral("idea.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(idea[QStringLiteral("scenario")].toObject()).toJson());
        file.close();
        const QJsonObject alone = program::run({QStringLiteral("simulate"), file.fileName(),
                                                QStringLiteral("--json"), QStringLiteral("-")})
                                      .json();
        const double step = idea[QStringLiteral("step_time_s")].toDouble();
        QCOMPARE(alone[QStringLiteral("step_time_s")].toDouble(), step);
        QVERIFY(step >= before); // the fastest first
        before = step;
    }
}

void TestAdvise::theTableSaysHowManyWereLookedAt()
{
    const program::Answer answer = program::run("advise 1f1b-4-8 --top 1");
    QCOMPARE(answer.exitCode, 0);
    for (const char *part : {"Step", "Memory", "Now", " layouts: ", "simulated", "Proved"})
        QVERIFY2(answer.out.contains(part), part);
}

// An 80 GB device: 40 % of it are 32 GB. Without a limit the fastest needs more.
void TestAdvise::noIdeaNeedsMoreThanTheMemoryLimit()
{
    const auto ideasOf = [](const char *limit) {
        return program::run(
                   QByteArray("advise llama7b-zero1-8 --set training.global_batch=16 --json -")
                       .append(limit))
            .json();
    };
    const auto most = [](const QJsonObject &advice) {
        double bytes = 0;
        for (const QJsonValue &idea : advice[QStringLiteral("ideas")].toArray())
            bytes = std::max(bytes, idea[QStringLiteral("memory_bytes")].toDouble());
        return bytes;
    };
    QVERIFY(most(ideasOf("")) > 32e9);
    for (const char *limit :
         {" --memory-limit 32GB", " --memory-limit 32", " --memory-limit 40%"}) {
        const QJsonObject advice = ideasOf(limit);
        QCOMPARE(advice[QStringLiteral("limit_bytes")].toDouble(), 32e9);
        QVERIFY(advice[QStringLiteral("complete")].toBool());
        QVERIFY(!advice[QStringLiteral("ideas")].toArray().isEmpty());
        QVERIFY(most(advice) <= 32e9);
    }
    const QByteArray now = program::run("advise llama7b-zero3-8 --top 1 --memory-limit 12GB").out;
    QVERIFY2(now.contains(" (over the 12 GB asked for)"), now.constData());
}

// With states on the devices the search is the one without offload: one answer for both.
void TestAdvise::whatIsHeldDoesNotChange()
{
    const QJsonObject json =
        program::run("advise llama7b-pp4 --hold pipeline,micro_batch --json -").json();
    QCOMPARE(json[QLatin1String("held")].toVariant().toStringList(),
             (QStringList{QStringLiteral("pipeline"), QStringLiteral("micro_batch")}));
    const QJsonArray ideas = json[QLatin1String("ideas")].toArray();
    QVERIFY(!ideas.isEmpty());
    for (const QJsonValue &idea : ideas) {
        const QJsonValue scenario = idea[QLatin1String("scenario")];
        QCOMPARE(scenario[QLatin1String("parallel")][QLatin1String("pipeline")].toInt(), 4);
        QCOMPARE(scenario[QLatin1String("training")][QLatin1String("micro_batch")].toInt(), 2);
    }
    const QByteArray table = program::run("advise llama7b-pp4 --hold pipeline --top 1").out;
    QVERIFY2(table.contains("Kept as it is: kernels of ") && table.contains(" and pipeline.\n"),
             table.constData());
}

void TestAdvise::whatItKeepsIsSaidAndOffloadTriedBothWays()
{
    const QByteArray plain = "advise llama7b-pp4 --set training.global_batch=4 --top 1 --json -";
    const QJsonObject kept =
        program::run(QByteArray(plain + " --set parallel.offload_optimizer=true")).json();
    const QJsonObject on = program::run(plain).json();
    const QJsonArray list = kept[QStringLiteral("kept")].toArray();
    QVERIFY(list.contains(QStringLiteral("the optimizer in host memory")));
    QVERIFY(list.contains(QStringLiteral("kernels of Megatron-LM")));
    const QJsonObject other = kept[QStringLiteral("other_offload")].toObject();
    QCOMPARE(other[QStringLiteral("offload_optimizer")], QJsonValue(false));
    QCOMPARE(other[QStringLiteral("best")][QStringLiteral("step_time_s")],
             on[QStringLiteral("bound_s")]);
    QVERIFY(!on.contains(QStringLiteral("other_offload")));
}

// 16 bytes for each of 6.74 billion parameters are 107.8 GB: more than one GPU of 80 GB has, and,
// divided by two, less than two of them have.
void TestAdvise::whereNothingFitsItSaysSoAndOnHowMany()
{
    const QByteArray one = "advise llama7b-dp3-80 --set cluster.devices=1 --set parallel.data=1 "
                           "--set training.global_batch=1 --set training.micro_batch=1";
    const program::Answer table = program::run(one.constData());
    QCOMPARE(table.exitCode, 0);
    QVERIFY2(table.out.contains(", 0 ruled out by bounds."), table.out.constData());
    QVERIFY2(!table.out.contains(", 0 do not fit"), table.out.constData());
    QVERIFY2(table.out.contains("None of them fits; on 2 GPUs there is one that does: "
                                "--set cluster.devices=2 finds the best."),
             table.out.constData());
    const QJsonObject json = program::run(QByteArray(one + " --json -")).json();
    QVERIFY(json[QStringLiteral("bound_s")].isNull());
    QCOMPARE(json[QStringLiteral("devices_needed")].toInt(), 2);
    const QJsonObject candidates = json[QStringLiteral("candidates")].toObject();
    QCOMPARE(candidates[QStringLiteral("do_not_fit")].toInt() +
                 candidates[QStringLiteral("no_such_order")].toInt(),
             candidates[QStringLiteral("all")].toInt());
    QCOMPARE(candidates[QStringLiteral("ruled_out_by_bounds")].toInt(), 0);
}

void TestAdvise::badInputIsASentence_data()
{
    QTest::addColumn<QByteArray>("arguments");
    for (const char *arguments :
         {"advise", "advise nothing-of-that-name", "advise naive-4 --top 0",
          "advise naive-4 --top 21", "advise naive-4 --set cluster.devices=0",
          "advise naive-4 --memory-limit much", "advise naive-4 --memory-limit 0%",
          "advise naive-4 --memory-limit 101%", "advise naive-4 --hold stages",
          "advise naive-4 --memory-limit 4000GB", "advise naive-4 --json /nowhere/at/all.json"})
        QTest::newRow(arguments) << QByteArray(arguments);
}

void TestAdvise::badInputIsASentence()
{
    QFETCH(QByteArray, arguments);
    const program::Answer answer = program::run(arguments.constData());
    QVERIFY(answer.exitCode == 1 || answer.exitCode == 2);
    QVERIFY2(answer.isOneSentence(), answer.error.constData());
    QCOMPARE(answer.out, QByteArray());
}

QTEST_GUILESS_MAIN(TestAdvise)
#include "tst_advise.moc"
