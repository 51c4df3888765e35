// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against runs that were worked out in float64 with torch 1.13 (tests/data/live).
#include "core/io/live/reference_file.h"
#include "core/live/check/check_layout.h"
#include "core/live/check/check_run.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

class TestReferenceRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyNumberIsWithinItsTolerance_data();
    void everyNumberIsWithinItsTolerance();
    void seedsHaveSixtyFourBits();
};

namespace {

const char *const kLayouts[] = {
    "",    "dp2", "pp2",     "pp4",     "pp2:gpipe", "pp2:zb-h1", "pp2:interleaved",
    "tp2", "2x2", "zero1:2", "zero2:2", "zero3:2"};

QStringList files()
{
    return QDir(QStringLiteral(PARALLARIUM_TEST_DATA "/live"))
        .entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
}

} // namespace

void TestReferenceRuns::everyNumberIsWithinItsTolerance_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("inDouble");
    QCOMPARE(files().size(), 8);
    for (const QString &file : files()) {
        for (const char *layout : kLayouts) {
            for (const bool inDouble : {true, false})
                QTest::addRow("%s %s %s", qPrintable(file.left(3)), layout,
                              inDouble ? "double" : "float")
                    << file << QString::fromLatin1(layout) << inDouble;
        }
    }
}

void TestReferenceRuns::everyNumberIsWithinItsTolerance()
{
    QFETCH(QString, file);
    QFETCH(QString, layout);
    QFETCH(bool, inDouble);
    const auto run =
        core::readReferenceRun(std::string(PARALLARIUM_TEST_DATA "/live/") + file.toStdString());
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    const auto wanted = core::live::layoutFor(run.value(), layout.toStdString());
    if (!wanted) {
        QVERIFY2(wanted.error().message.find("stages") != std::string::npos ||
                     wanted.error().message.find("partners") != std::string::npos,
                 wanted.error().message.c_str());
        QSKIP(wanted.error().message.c_str());
    }
    const core::live::CheckedRun checked =
        core::live::checkRun(run.value(), wanted.value(),
                             inDouble ? core::live::Digits::Double : core::live::Digits::Float);
    QVERIFY(checked.values.size() > 30);
    for (const core::live::CheckedValue &value : checked.values)
        QVERIFY2(value.within(), qPrintable(QStringLiteral("%1 of %2: %3, not %4; off by %5")
                                                .arg(QString::fromStdString(value.quantity),
                                                     QString::fromStdString(value.what))
                                                .arg(value.got, 0, 'g', 17)
                                                .arg(value.expected, 0, 'g', 17)
                                                .arg(value.difference)));
}

// Seeds above 2^63 are no signed number, and doubles near them are 2048 apart.
void TestReferenceRuns::seedsHaveSixtyFourBits()
{
    QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/live/v01_mlp_sgd.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(file.readAll());
    const QRegularExpression seed(QStringLiteral("\"seed\": *[0-9]+"));
    QVERIFY(text.count(seed) == 1 || text.count(seed) == 2); // of the weights, of the data
    text.replace(seed, QStringLiteral("\"seed\": 18446744073709551557")); // 2^64 - 59
    const auto run = core::referenceRunFromJson(text.toStdString(), "v01");
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    QCOMPARE(quint64{run.value().network.seed}, ~quint64{0} - 58);
}

QTEST_GUILESS_MAIN(TestReferenceRuns)
#include "tst_reference_runs.moc"
