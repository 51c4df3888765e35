// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time goes, operation by operation, and what predictions are blamed on, as files.
#include "tests/app/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesSumToTheirVisits();
    void blameNamesTheWorstFirst();
};

// In whole nanoseconds, as a table and as an object alike.
void TestOperations::linesSumToTheirVisits()
{
    const Answer table = program::run("simulate llama7b-pp4 --operations -");
    QVERIFY2(table.exitCode == 0, table.error.constData());
    const QList<QByteArray> lines = table.out.trimmed().split('\n');
    const QList<QByteArray> head = lines[0].split(',');
    const auto nanos = [](const QByteArray &seconds) { return qRound64(seconds.toDouble() * 1e9); };
    const qsizetype time = head.indexOf("time_s");
    const qsizetype visit = head.indexOf("visit_s");
    QVERIFY(time > 0 && visit > time && head.contains("flops") && head.contains("tiles"));
    QMap<QByteArray, qint64> sums;
    QMap<QByteArray, qint64> visits;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> cells = lines[i].split(',');
        QCOMPARE(cells.size(), head.size());
        const QByteArray key = cells[0] + ' ' + cells[1];
        sums[key] += nanos(cells[time]);
        visits[key] = nanos(cells[visit]);
    }
    QCOMPARE(sums.size(), 4 * 3); // forward, backward and the end of the step of four stages
    QCOMPARE(sums, visits);
    const Answer object =
        program::run("simulate llama7b-pp4 --operations - --operations-format json");
    const QJsonArray all = object.json()[QStringLiteral("visits")].toArray();
    QCOMPARE(all.size(), sums.size());
    for (const QJsonValue &each : all) {
        qint64 sum = 0;
        for (const QJsonValue &row : each[QStringLiteral("operations")].toArray())
            sum += qRound64(row[QStringLiteral("time_s")].toDouble() * 1e9);
        QCOMPARE(sum, qRound64(each[QStringLiteral("time_s")].toDouble() * 1e9));
    }
    for (const char *wrong :
         {"simulate naive-4 --operations - --operations-format xml",
          "simulate naive-4 --operations-format csv", "simulate naive-4 --operations - --json -"}) {
        const Answer refused = program::run(wrong);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.isOneSentence(), refused.error.constData());
    }
}

// Two runs of one scenario, one of them measured at twice the time of the other.
void TestOperations::blameNamesTheWorstFirst()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("runs.jsonl"));
    const QByteArray scenario = program::run("simulate llama7b-pp4 --json -").out;
    const QJsonObject result = QJsonDocument::fromJson(scenario).object();
    const double step = result[QStringLiteral("step_time_s")].toDouble();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const double ratio : {1.1, 2.0}) {
        const QJsonObject line{{QStringLiteral("id"), QStringLiteral("times %1").arg(ratio)},
                               {QStringLiteral("scenario"), result[QStringLiteral("scenario")]},
                               {QStringLiteral("step_time_s"), ratio * step}};
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }
    file.close();
    const Answer text =
        program::run(QStringList{QStringLiteral("validate"), path, QStringLiteral("--blame")});
    QVERIFY2(text.exitCode == 0, text.error.constData());
    QVERIFY(text.out.indexOf("times 2:") < text.out.indexOf("times 1.1:"));
    QVERIFY(text.out.contains("made of   matrix products"));
    const Answer json =
        program::run(QStringList{QStringLiteral("validate"), path, QStringLiteral("--blame"),
                                 QStringLiteral("--json"), QStringLiteral("-")});
    const QJsonArray rows = json.json()[QStringLiteral("rows")].toArray();
    QCOMPARE(rows.size(), 2);
    QVERIFY(qAbs(rows[0][QStringLiteral("error")].toDouble() + 0.5) < 1e-6);
    double sum = 0;
    for (const QJsonValue &part : rows[0][QStringLiteral("parts")].toArray())
        sum += part[QStringLiteral("share")].toDouble();
    QVERIFY(qAbs(sum - 1) < 1e-6);
    QVERIFY(!rows[0][QStringLiteral("constants")].toArray().isEmpty());
    const Answer refused = program::run("validate --schedules --blame");
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.isOneSentence(), refused.error.constData());
}

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
