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

void TestAdvise::badInputIsASentence_data()
{
    QTest::addColumn<QByteArray>("arguments");
    for (const char *arguments :
         {"advise", "advise nothing-of-that-name", "advise naive-4 --top 0",
          "advise naive-4 --top 21", "advise naive-4 --set cluster.devices=0",
          "advise naive-4 --json /nowhere/at/all.json"})
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
