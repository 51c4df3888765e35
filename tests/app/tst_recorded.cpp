// SPDX-License-Identifier: GPL-3.0-or-later
// The command recorded from the outside.
#include "tests/app/program.h"
#include "tests/core/recorded/made_chrome.h"

#include <QTest>

class TestRecorded : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void twoRanksAreTold();
    void oneStepCanBeAskedFor();
    void ownRulesDecide();
    void aTraceOfThisProgramIsTold();
    void theTimelineIsDrawn();
    void wrongInputIsOneSentence();

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return QString::fromStdString(m_folder.path(name));
    }
    made::ChromeFolder m_folder;
};

void TestRecorded::initTestCase()
{
    for (int rank = 0; rank < 2; ++rank) {
        made::Events events(rank * 7'000'000);
        events.step(4, 0, 100'000)
            .kernel("gemm", 7, 0, 10'000, rank == 0 ? 40'000 : 60'000)
            .kernel("ncclKernel_AllReduce_RING", 20, 0, rank == 0 ? 40'000 : 60'000, 90'000)
            .step(5, 100'000, 200'000)
            .kernel("gemm", 7, 101'000, 110'000, 190'000);
        QVERIFY(m_folder.write("rank" + std::to_string(rank) + ".json",
                               events.document(made::ofRank(rank))));
    }
    QVERIFY(m_folder.write("cut.json", "{\"traceEvents\": [{"));
}

void TestRecorded::twoRanksAreTold()
{
    const auto told =
        program::run({QStringLiteral("recorded"), path("rank0.json"), path("rank1.json")});
    QCOMPARE(told.exitCode, 0);
    QVERIFY(told.out.contains("2 ranks"));
    QVERIFY(told.out.contains("Rank 1 arrives last at 1 of 1"));
    QVERIFY(told.out.contains("! The clocks of the ranks were shifted by up to 7.00 ms"));
    const auto json =
        program::run({QStringLiteral("recorded"), path("rank1.json"), path("rank0.json"),
                      QStringLiteral("--json"), QStringLiteral("-")});
    QCOMPARE(json.exitCode, 0);
    const QJsonObject facts = json.json();
    QCOMPARE(facts.value(u"format").toString(), QStringLiteral("parallarium-recorded/1"));
    QCOMPARE(facts.value(u"steps").toArray().size(), 2);
    QCOMPARE(facts.value(u"ranks").toArray().at(0)[u"waited_ns"].toInteger(), 20'000);
    QCOMPARE(facts.value(u"collectives").toArray().at(0)[u"transfer_ns"].toInteger(), 30'000);
}

void TestRecorded::oneStepCanBeAskedFor()
{
    const auto told =
        program::run({QStringLiteral("recorded"), path("rank0.json"), QStringLiteral("--step"),
                      QStringLiteral("5"), QStringLiteral("--json"), QStringLiteral("-")});
    QCOMPARE(told.exitCode, 0);
    const QJsonValue rank = told.json().value(u"ranks").toArray().at(0);
    QCOMPARE(rank[u"window_ns"].toInteger(), 100'000);
    QCOMPARE(rank[u"devices"].toArray().at(0)[u"computing_ns"].toInteger(), 80'000);
    const auto none = program::run({QStringLiteral("recorded"), path("rank0.json"),
                                    QStringLiteral("--step"), QStringLiteral("9")});
    QCOMPARE(none.exitCode, 2);
    QVERIFY(none.isOneSentence());
    QVERIFY(none.error.contains("steps 4 to 5"));
}

void TestRecorded::ownRulesDecide()
{
    QVERIFY(m_folder.write("rules.json", R"({"format": "parallarium-kernel-rules/1",
        "rules": [{"kind": "attention", "names": ["*gemm*"]}]})"));
    const auto told =
        program::run({QStringLiteral("recorded"), path("rank0.json"), QStringLiteral("--rules"),
                      path("rules.json"), QStringLiteral("--json"), QStringLiteral("-")});
    QCOMPARE(told.exitCode, 0);
    const QJsonValue stream =
        told.json().value(u"ranks").toArray().at(0)[u"streams"].toArray().at(0);
    QCOMPARE(stream[u"busy_ns"][u"attention"].toInteger(), 110'000);
}

void TestRecorded::aTraceOfThisProgramIsTold()
{
    QCOMPARE(program::run({QStringLiteral("simulate"), QStringLiteral("1f1b-4-8"),
                           QStringLiteral("--trace"), path("own.json.gz")})
                 .exitCode,
             0);
    const auto told = program::run({QStringLiteral("recorded"), path("own.json.gz"),
                                    QStringLiteral("--json"), QStringLiteral("-")});
    QCOMPARE(told.exitCode, 0);
    QCOMPARE(told.json().value(u"ranks").toArray().size(), 4);
}

void TestRecorded::theTimelineIsDrawn()
{
    const auto drawn =
        program::run({QStringLiteral("export"), path("rank0.json"), QStringLiteral("--view"),
                      QStringLiteral("timeline"), QStringLiteral("--out"), path("t.png")});
    QVERIFY2(drawn.exitCode == 0, drawn.error.constData());
    QVERIFY(QFile::exists(path("t.png")));
}

void TestRecorded::wrongInputIsOneSentence()
{
    const QList<QStringList> wrong = {
        {path("cut.json")},
        {path("missing.json")},
        {path("rank0.json"), path("cut.json")},
        {QStringLiteral("/proc/self/fd")},
        {path("rank0.json"), QStringLiteral("--rules"), path("rank0.json")}};
    for (const QStringList &files : wrong) {
        const QString out = path("out.json");
        const auto told = program::run(QStringList{QStringLiteral("recorded")} + files +
                                       QStringList{QStringLiteral("--json"), out});
        QVERIFY2(told.exitCode == 2, qPrintable(files.join(QLatin1Char(' '))));
        QVERIFY2(told.isOneSentence(), told.error.constData());
        QVERIFY(!QFile::exists(out));
    }
}

QTEST_GUILESS_MAIN(TestRecorded)
#include "tst_recorded.moc"
