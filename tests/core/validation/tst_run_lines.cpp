// SPDX-License-Identifier: GPL-3.0-or-later
// Measured runs as scenarios, one a line: what is read of them, and what is refused or told.
#include "core/io/published/read_run_lines.h"
#include "core/validation/validation.h"

#include <QTest>

#include <cmath>

namespace {

const QString kScenario = QStringLiteral(
    R"({"model": "llama-2-7b", "cluster": {"device": "a100-80g", "devices": 8},)"
    R"( "training": {"global_batch": 64, "micro_batch": 1}, "parallel": {"data": 8}})");

std::string line(const QString &members)
{
    return QStringLiteral("{%1, \"scenario\": %2}\n").arg(members, kScenario).toStdString();
}

} // namespace

class TestRunLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsAScenarioAndWhatWasMeasured();
    void whatTheSourceLeavesOpenStaysWithTheRun();
    void keysWithoutAMeaningAreTold();
    void linesAreReadStrictly_data();
    void linesAreReadStrictly();
    void aScenarioThatCannotRunIsTheRowsProblem();
    void groupsAreMadeBySourceCardAndLayout();
};

void TestRunLines::aLineIsAScenarioAndWhatWasMeasured()
{
    const std::string text = line(R"("id": "a", "group": "g", "step_time_s": 2.5)") + "\n" +
                             line(R"("id": "b", "peak_memory_gb": 40, "source": "s")");
    QVERIFY(core::areRunLines(text));
    QVERIFY(!core::areRunLines("id,group\n"));
    const auto lines = core::readRunLines(text, "t.jsonl");
    QVERIFY2(bool(lines), lines ? "" : lines.error().message.c_str());
    const std::vector<core::PublishedRun> &runs = lines.value().runs;
    QCOMPARE(runs.size(), std::size_t{2});
    QCOMPARE(runs[0].group, std::string("g"));
    QCOMPARE(runs[0].stepSeconds, 2.5);
    QVERIFY(bool(runs[0].scenario));
    QCOMPARE(runs[0].scenario.value().cluster.devices, 8);
    QCOMPARE(runs[1].memoryGb, 40.0);
    QCOMPARE(runs[1].source, std::string("s"));
}

void TestRunLines::whatTheSourceLeavesOpenStaysWithTheRun()
{
    const auto lines = core::readRunLines(
        line(R"("id": "a", "step_time_s": 2, "confidence": "network?", "note": "of a plot")") +
            line(R"("id": "b", "step_time_s": 2, "confidence": "full", "note": "")"),
        "t");
    QVERIFY(bool(lines));
    const core::Validation validation = core::validateRuns(lines.value().runs);
    QCOMPARE(validation.runs[0].note, std::string("network?; of a plot"));
    QCOMPARE(validation.runs[1].note, std::string());
    QVERIFY(validation.runs[0].predicted > 0);
}

void TestRunLines::keysWithoutAMeaningAreTold()
{
    const auto lines =
        core::readRunLines(line(R"("id": "a", "step_time_s": 2, "loss": 3, "who": "me")") +
                               line(R"("id": "b", "step_time_s": 2, "loss": 3)"),
                           "t");
    QVERIFY(bool(lines));
    QCOMPARE(lines.value().unread, (std::vector<std::string>{"loss", "who"}));
}

void TestRunLines::linesAreReadStrictly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("words");
    const auto of = [](const char *members) { return QByteArray::fromStdString(line(members)); };
    QTest::newRow("no JSON") << of(R"("id": "a")") + "{\"id\"\n" << QByteArray("t:2: ");
    QTest::newRow("no id") << of(R"("step_time_s": 1)") << QByteArray("name the run.");
    QTest::newRow("no scenario") << QByteArray("{\"id\": \"a\"}") << QByteArray("say what ran.");
    QTest::newRow("misspelt") << of(R"("id": "a", "step_times": 1)")
                              << QByteArray("Did you mean \"step_time_s\"?");
    QTest::newRow("no time") << of(R"("id": "a", "step_time_s": 0)")
                             << QByteArray("must be more than 0");
    QTest::newRow("twins") << of(R"("id": "a", "step_time_s": 1)") +
                                  of(R"("id": "a", "step_time_s": 1)")
                           << QByteArray("already used by line 1");
    QTest::newRow("a list") << QByteArray("{\"id\": \"a\", \"scenario\": {}}\n[]\n")
                            << QByteArray("t:2: ");
}

void TestRunLines::linesAreReadStrictly()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, words);
    const auto lines = core::readRunLines(text.toStdString(), "t");
    QVERIFY(!lines);
    QVERIFY2(lines.error().message.find(words.toStdString()) != std::string::npos,
             lines.error().message.c_str());
}

// A key that no scenario has is not passed over either.
void TestRunLines::aScenarioThatCannotRunIsTheRowsProblem()
{
    std::string odd = line(R"("id": "b", "step_time_s": 2)");
    odd.replace(odd.find("\"data\": 8"), 9, "\"data\": 7");
    std::string unknown = line(R"("id": "c", "step_time_s": 2)");
    unknown.replace(unknown.find("micro_batch"), 11, "micro_bunch");
    const auto lines =
        core::readRunLines(line(R"("id": "a", "step_time_s": 2)") + odd + unknown, "t");
    QVERIFY2(bool(lines), lines ? "" : lines.error().message.c_str());
    const core::Validation validation = core::validateRuns(lines.value().runs);
    QCOMPARE(validation.groups.front().rows, 1);
    QCOMPARE(validation.groups.front().skipped, 2);
    QVERIFY(validation.runs[1].problem.starts_with("t:2: "));
    QVERIFY(validation.runs[2].problem.find("micro_bunch") != std::string::npos);
}

// Errors of 10, 20 and -40 %: the mean of their sizes is 70/3, the middle one 20, the bias -10/3.
void TestRunLines::groupsAreMadeBySourceCardAndLayout()
{
    std::vector<core::ValidatedRun> runs(4);
    runs[0] = {.id = "a", .group = "g", .published = 10, .predicted = 11};
    runs[1] = {.id = "b", .group = "g", .published = 10, .predicted = 12};
    runs[2] = {.id = "c", .group = "g", .published = 10, .predicted = 6};
    runs[3] = {.id = "d", .group = "h", .published = 10, .problem = "It cannot run."};
    runs[0].device = runs[1].device = "x";
    runs[2].device = "y";
    const auto all = core::groupsOf(runs);
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(std::abs(all[0].meanError - 0.7 / 3) < 1e-12);
    QVERIFY(std::abs(all[0].medianError - 0.2) < 1e-12);
    QVERIFY(std::abs(all[0].bias + 0.1 / 3) < 1e-12);
    QCOMPARE(all[1].skipped, 1);
    const auto cards = core::groupsOf(runs, &core::ValidatedRun::device);
    QCOMPARE(cards.size(), std::size_t{2}); // what cannot be modelled has none
    QCOMPARE(cards[0].rows, 2);
    QVERIFY(std::abs(cards[1].bias + 0.4) < 1e-12);
}

QTEST_APPLESS_MAIN(TestRunLines)
#include "tst_run_lines.moc"
