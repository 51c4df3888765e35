// SPDX-License-Identifier: GPL-3.0-or-later
// Predictions against the tables of three papers, and memory against two more. The rows are facts
// of the papers that the files name; nothing is fitted to a row or to one of these tables alone.
#include "core/cost/layer_price.h"
#include "core/io/file/files.h"
#include "core/io/published/read_published_runs.h"
#include "core/memory/memory_parts.h"
#include "core/papers/paper_tables.h"
#include "core/papers/step_tables.h"
#include "core/presets/presets.h"
#include "core/validation/validation.h"

#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

std::string textOf(const char *name)
{
    const auto text =
        core::readFile(std::string(PARALLARIUM_TEST_DATA) + "/published/" + name, 1 << 20);
    return text ? text.value() : std::string();
}

std::string_view tableOf(std::string_view name)
{
    return std::ranges::find(core::paperTables(), name, &core::PaperTable::name)->text;
}

core::Validation validationOf(std::string_view name)
{
    const auto runs = core::readPublishedRuns(tableOf(name), name);
    return runs ? core::validateRuns(runs.value()) : core::Validation{};
}

// Lines after the first, cut at commas.
QList<QStringList> rowsOf(const char *name)
{
    QList<QStringList> rows;
    const QStringList lines = QString::fromStdString(textOf(name)).split('\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1))
        rows.append(line.split(','));
    return rows;
}

core::TransformerSpec gpt(qint64 hidden, qint64 layers, qint64 heads)
{
    return {.hidden = hidden,
            .layers = layers,
            .heads = heads,
            .kvHeads = heads,
            .headDimension = hidden / heads,
            .ffn = 4 * hidden,
            .vocab = 51200};
}

void setShape(core::Scenario &s, const core::TransformerSpec &spec)
{
    s.model = *core::findModel("gpt3-175b");
    *std::get_if<core::TransformerSpec>(&s.model.shape) = spec;
}

} // namespace

class TestPublishedRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threePaperTablesArePredicted();
    void theWindowsTablesHoldEveryRun();
    void memoryOfTheZeroBubbleTableIsPredicted();
    void zeroTable1IsMetToThePrintedDigit();
    void korthikantisFigure1IsMet();
    void aRowThatCannotBeModelledIsNamedAndCounted();
    void aTableWithoutColumnsIsRefused();
    void tablesAreReadStrictly_data();
    void tablesAreReadStrictly();
    void marksShortLinesAndTwins();
    void meansCountTheRowsThatHaveAFigure();
    void ratesAreTurnedIntoStepsAsThePapersCount();
};

// Narayanan 2021, Table 1; Korthikanti 2022, Table 5; Zero Bubble, Table 4: together at most 4 % of
// mean absolute error, no row over 10 %.
void TestPublishedRuns::threePaperTablesArePredicted()
{
    double sum = 0;
    int rows = 0;
    for (const core::PaperTable &table : core::paperTables()) {
        const core::Validation validation = validationOf(table.name);
        QVERIFY(!validation.runs.empty());
        for (const core::ValidatedRun &run : validation.runs) {
            QVERIFY2(run.problem.empty(), run.problem.c_str());
            QVERIFY2(std::abs(run.error()) <= 0.10,
                     qPrintable(QString::fromStdString(run.id) + ' ' +
                                QString::number(100 * run.error())));
            sum += std::abs(run.error());
            ++rows;
        }
    }
    QCOMPARE(rows, 7 + 6 + 32);
    QVERIFY2(sum / rows <= 0.04, qPrintable(QString::number(100 * sum / rows)));
}

void TestPublishedRuns::memoryOfTheZeroBubbleTableIsPredicted()
{
    double sum = 0;
    int rows = 0;
    for (const core::ValidatedRun &run : validationOf("zerobubble2024-t4").runs) {
        sum += std::abs(run.memoryError());
        ++rows;
    }
    QCOMPARE(rows, 32);
    QVERIFY2(sum / rows <= 0.05, qPrintable(QString::number(100 * sum / rows)));
}

// Values that are printed without a decimal are cut off, the others rounded.
void TestPublishedRuns::zeroTable1IsMetToThePrintedDigit()
{
    const QList<QStringList> rows = rowsOf("zero2020_t1.csv");
    QVERIFY(rows.size() > 30);
    for (const QStringList &row : rows) {
        core::HeldParameters held;
        held.dense = row[1].toLongLong();
        held.copies = row[2].toLongLong();
        held.sharding = static_cast<core::Sharding>(row[3].toInt());
        const double gb =
            static_cast<double>(core::modelStates(held, core::TrainingSpec{}).total().count) / 1e9;
        const QString printed = row[4];
        const auto digits = printed.contains('.') ? printed.size() - printed.indexOf('.') - 1 : 0;
        const double unit = std::pow(10.0, double(digits));
        const double shown =
            digits > 0 ? std::floor(gb * unit + 0.5 + 1e-6) / unit : std::floor(gb + 1e-6);
        QVERIFY2(std::abs(shown - printed.toDouble()) < 1e-9,
                 qPrintable(row[0] + ": " + QString::number(gb, 'g', 12) + " for " + printed));
    }
}

// GiB of the first stage: L layers times what one keeps, (1 + (p-1)/(p v)) times with interleaving.
void TestPublishedRuns::korthikantisFigure1IsMet()
{
    constexpr double kGib = 1024.0 * 1024 * 1024;
    int rows = 0;
    for (const QStringList &row : rowsOf("korthikanti2022_fig1.csv")) {
        if (row[10].isEmpty()) { // 18 bytes for each of the 12 L h^2 / (p t) weights
            core::TrainingSpec training;
            training.gradientBytes = 4;
            const qint64 weights = 12 * row[3].toLongLong() * row[3].toLongLong() *
                                   row[4].toLongLong() / row[7].toLongLong() / row[6].toLongLong();
            const double gib =
                static_cast<double>(core::modelStates({.dense = weights}, training).total().count) /
                kGib;
            QVERIFY2(std::abs(gib / row[12].toDouble() - 1) < 0.001, qPrintable(row[0]));
            ++rows;
            continue;
        }
        core::Scenario s;
        setShape(s, gpt(row[3].toLongLong(), 1, row[2].toLongLong()));
        s.training.sequence = row[5].toLongLong();
        s.training.microBatch = row[8].toLongLong();
        s.training.recompute = row[10] == "selective" ? core::Recompute::Selective
                               : row[10] == "full"    ? core::Recompute::Full
                                                      : core::Recompute::None;
        s.parallel.tensor = row[6].toInt();
        s.parallel.sequenceParallel = row[11] == "1";
        const double p = row[7].toDouble();
        const double v = row[9].toDouble();
        const double layers = row[4].toDouble() * (v > 1 ? 1 + (p - 1) / (p * v) : 1);
        const double gib = static_cast<double>(core::priceLayers(s)[1].kept.count) * layers / kGib;
        QVERIFY2(std::abs(gib / row[12].toDouble() - 1) < 0.001,
                 qPrintable(row[0] + ' ' + QString::number(gib)));
        ++rows;
    }
    QCOMPARE(rows, 8);
}

void TestPublishedRuns::aRowThatCannotBeModelledIsNamedAndCounted()
{
    std::string table(tableOf("korthikanti2022-t5"));
    table +=
        "odd,korthikanti2022-t5,2022,6144,48,63,63,24576,51200,2048,0,0,,1,8,1,1,1,none,1,1f1b,"
        "4,4,full,0,a100-80g,8,,fp16,2,0,1,,,nobody\n";
    const auto runs = core::readPublishedRuns(table, "table");
    QVERIFY(bool(runs));
    const core::Validation validation = core::validateRuns(runs.value());
    QCOMPARE(validation.runs.back().id, std::string("odd"));
    QVERIFY(validation.runs.back().problem.find("63") != std::string::npos);
    QCOMPARE(validation.groups.front().rows, 6);
    QCOMPARE(validation.groups.front().skipped, 1);
}

void TestPublishedRuns::aTableWithoutColumnsIsRefused()
{
    const auto empty = core::readPublishedRuns("", "t.csv");
    QVERIFY(!empty && empty.error().message.starts_with("t.csv:1: "));
    const auto wrong = core::readPublishedRuns("a,b\n1,2\n", "t.csv");
    QVERIFY(!wrong && wrong.error().message.find("\"id\" is missing") != std::string::npos);
}

void TestPublishedRuns::tablesAreReadStrictly_data()
{
    QTest::addColumn<QString>("before"); // in the first row of Korthikanti's table
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("words");
    QTest::newRow("hidden") << "2022,6144"
                            << "2022,-3"
                            << "hidden is \"-3\", but must be a number from 0";
    QTest::newRow("word") << "2022,6144"
                          << "2022,many"
                          << "hidden is \"many\", but must be a number.";
    QTest::newRow("year") << "2022,6144"
                          << "1999,6144"
                          << "year is 1999, but must be from 2018";
}

void TestPublishedRuns::tablesAreReadStrictly()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, words);
    const std::string_view table = tableOf("korthikanti2022-t5");
    QString text = QString::fromUtf8(table.data(), static_cast<qsizetype>(table.size()));
    const qsizetype at = text.indexOf(before);
    QVERIFY(at > 0);
    text.replace(at, before.size(), after);
    const auto runs = core::readPublishedRuns(text.toStdString(), "table");
    QVERIFY(bool(runs));
    QString problems;
    for (const core::PublishedRun &run : runs.value())
        problems += run.scenario ? QString() : QString::fromStdString(run.scenario.error().message);
    QVERIFY2(problems.contains(words), qPrintable(problems));
}

// A spreadsheet's byte order mark is no part of a name; a short line and a second row of the same
// name are refused with their line.
void TestPublishedRuns::marksShortLinesAndTwins()
{
    const std::string table(tableOf("korthikanti2022-t5"));
    QVERIFY(bool(core::readPublishedRuns("\xEF\xBB\xBF" + table, "t")));
    const auto cut = core::readPublishedRuns(table + "short,korthikanti2022-t5,2022\n", "t");
    QVERIFY(!cut && cut.error().message.find("There are 3 cells, but ") != std::string::npos);
    const std::string last = table.substr(table.rfind('\n', table.size() - 2) + 1);
    const auto twice = core::readPublishedRuns(table + last, "t");
    QVERIFY(!twice && twice.error().message.find("a run counts once") != std::string::npos);
}

// 72 B L s h^2 (1 + s/6h + V/12hL) is 96 / 4 * 3 without recomputation (Korthikanti, equation 7)
void TestPublishedRuns::ratesAreTurnedIntoStepsAsThePapersCount()
{
    core::Scenario s;
    const double h = 6144, layers = 48, seq = 2048, vocab = 51200, batch = 4;
    setShape(s, gpt(6144, 48, 64));
    s.training.sequence = 2048;
    s.training.globalBatch = 4;
    s.cluster.devices = 8;
    const double flops =
        72 * batch * layers * seq * h * h * (1 + seq / (6 * h) + vocab / (12 * h * layers));
    QVERIFY(std::abs(core::stepOfRate(s, 1e14) / (flops / 8e14) - 1) < 1e-12);
}

// The tables that the window shows: every line of the papers' files is a row, and the table of all
// has the limits that are asked of the three together.
void TestPublishedRuns::theWindowsTablesHoldEveryRun()
{
    const std::vector<core::ValidationTable> tables = core::stepTimeTables();
    QCOMPARE(tables.size(), core::paperTables().size() + 2);
    std::size_t all = 0;
    for (std::size_t i = 1; i + 1 < tables.size(); ++i) {
        const QString text = QString::fromStdString(std::string(core::paperTables()[i - 1].text));
        const qsizetype lines = text.count('\n') - text.count("# "); // and one of column names
        QCOMPARE(static_cast<qsizetype>(tables[i].rows.size()), lines - 1);
        all += tables[i].rows.size();
    }
    QCOMPARE(tables.front().rows.size(), all);
    const core::ValidationSummary summary = core::summaryOf(tables.front());
    QCOMPARE(summary.rows, all);
    QVERIFY(summary.mean <= 0.04 && summary.most <= 0.10);
    const core::ValidationRow &first = tables[2].rows.front(); // Korthikanti 2022, Table 5
    QCOMPARE(first.published, 1.42);
    QVERIFY(first.name.starts_with("22B full, 8 GPUs"));
    // Of the other sources each line too, on cards of H100 and later among them.
    const core::ValidationTable &measured = tables.back();
    QCOMPARE(static_cast<qsizetype>(measured.rows.size()),
             QString::fromStdString(std::string(core::measuredRuns())).count('\n'));
    for (const core::ValidationRow &row : measured.rows)
        QVERIFY2(row.counts && row.ours, row.note.c_str());
    for (const char *device : {"a100-80g", "h100-80g", "b200-180g"})
        QVERIFY(std::ranges::count(measured.rows, device, &core::ValidationRow::device) > 0);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(core::stepTimeTables(stop.get_token()).empty());
}

// A time that is met to 10 % above, and memory to 10 % above and 30 % below of two other rows.
void TestPublishedRuns::meansCountTheRowsThatHaveAFigure()
{
    std::vector<core::ValidatedRun> runs(3);
    runs[0] = {.id = "time", .group = "g", .published = 10, .predicted = 11};
    runs[1] = {.id = "more", .group = "g", .memoryPublished = 10, .memoryPredicted = 11};
    runs[2] = {.id = "less", .group = "g", .memoryPublished = 10, .memoryPredicted = 7};
    const std::vector<core::ValidatedGroup> groups = core::groupsOf(runs);
    QCOMPARE(groups.size(), std::size_t{1});
    QCOMPARE(groups[0].rows, 1);
    QCOMPARE(groups[0].memoryRows, 2);
    QVERIFY(std::abs(groups[0].meanError - 0.1) < 1e-12);
    QVERIFY(std::abs(groups[0].bias - 0.1) < 1e-12);
    QVERIFY(std::abs(groups[0].memoryMeanError - 0.2) < 1e-12);
}

QTEST_APPLESS_MAIN(TestPublishedRuns)
#include "tst_published_runs.moc"
