// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against runs that were worked out in float64 with torch 1.13 (tests/data/live).
#include "core/io/live/reference_file.h"
#include "core/live/check/check_layout.h"
#include "core/live/check/check_run.h"
#include "core/live/compute/blas.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

class TestReferenceRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::live::useKernelsOfProcessor(); } // as the program does
    void everyNumberIsWithinItsTolerance_data();
    void everyNumberIsWithinItsTolerance();
    void seedsHaveSixtyFourBits();
    void whatWouldNotBeComparedIsRefused_data();
    void whatWouldNotBeComparedIsRefused();
    void whatCannotBeTrainedIsRefusedInASentence();
    void whatIsNotGivenIsNotComparedWithNothing();
    void partsThatStagesAreMadeOfAreNotCalledLayers();
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

QJsonObject firstVector()
{
    QFile file(QStringLiteral(PARALLARIUM_TEST_DATA "/live/v01_mlp_sgd.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

std::string textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson().toStdString();
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

// Of a run of 6 steps. Each of these once passed, unread.
void TestReferenceRuns::whatWouldNotBeComparedIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // JSON; empty: the key is taken away
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *key, const char *value, const char *word) {
        QTest::newRow(name) << QString::fromLatin1(key) << QString::fromLatin1(value)
                            << QString::fromLatin1(word);
    };
    row("a text", "losses", "\"abc\"", "losses");
    row("no losses", "losses", "[]", "6 steps");
    row("two losses", "losses", "[1.5, 1.5]", "2 numbers");
    row("a word among them", "losses", "[1.5, 1.5, \"x\", 1.5, 1.5, 1.5]", "losses");
    row("none at all", "losses", "", "losses");
    row("a key misspelt", "loses", "[1.5]", "loses");
    row("a norm of 5 steps", "weight_l2", "[1, 1, 1, 1, 1]", "5 numbers");
    row("a norm that is none", "grad0_l2", "\"large\"", "grad0_l2");
    row("no tensor", "tensors", "[]", "0 tensors");
    row("tensors that are none", "tensors", "3", "tensors");
    row("an element without its value", "grad0_elements",
        "[{\"tensor\": \"layers.0.w\", \"flat\": 3}]", "value");
    row("digits where there are none", "after_epochs", "{\"epochs\": 5}", "after_epochs");
}

void TestReferenceRuns::whatWouldNotBeComparedIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, word);
    QJsonObject object = firstVector();
    QVERIFY(!object.isEmpty());
    object.remove(key);
    if (!value.isEmpty())
        object.insert(key, QJsonDocument::fromJson('[' + value.toUtf8() + ']').array().at(0));
    const auto run = core::referenceRunFromJson(textOf(object), "v01");
    QVERIFY(!run);
    QVERIFY2(QString::fromStdString(run.error().message).contains(word),
             run.error().message.c_str());
}

// What is wrong of a run's description, with the value that it has.
void TestReferenceRuns::whatCannotBeTrainedIsRefusedInASentence()
{
    const auto refusal = [](const char *path, const QJsonValue &value) {
        QJsonObject object = firstVector();
        QJsonObject config = object.value(QLatin1String("config")).toObject();
        const QStringList keys = QString::fromLatin1(path).split(u'.');
        QJsonObject inner = config.value(keys.front()).toObject();
        inner.insert(keys.back(), value);
        config.insert(keys.front(), keys.size() > 1 ? QJsonValue(inner) : value);
        object.insert(QLatin1String("config"), config);
        const auto run = core::referenceRunFromJson(textOf(object), "v01");
        return run ? QString() : QString::fromStdString(run.error().message).section(u' ', 1);
    };
    QCOMPARE(refusal("micro_batches", 3),
             QStringLiteral("config.micro_batches is 3, but must divide the batch of 16."));
    QCOMPARE(refusal("steps", 200'000),
             QStringLiteral("config.steps is 200,000, but must be from 1 to 100,000."));
    QCOMPARE(refusal("data.kind", QStringLiteral("noise")),
             QStringLiteral("config.data.kind is \"noise\": it must be hash, digits or text."));
    QVERIFY(refusal("data.kind", QStringLiteral("digits"))
                .startsWith(QLatin1String("config.data.kind does not fit the network. The ")));
    QCOMPARE(refusal("model.sizes", QJsonArray{8, 16'384, 16'384}),
             QStringLiteral("config.model.kind is of a network of more than 50,000,000 parameters, "
                            "which are too many to train here."));
}

// A norm that the file does not tell is not 0.
void TestReferenceRuns::whatIsNotGivenIsNotComparedWithNothing()
{
    const QJsonObject all = firstVector();
    QJsonObject few;
    for (const QString &key : {QStringLiteral("config"), QStringLiteral("losses")})
        few.insert(key, all.value(key));
    const auto run = core::referenceRunFromJson(textOf(few), "v01");
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    const auto layout = core::live::layoutFor(run.value(), "");
    QVERIFY(layout);
    const core::live::CheckedRun checked =
        core::live::checkRun(run.value(), layout.value(), core::live::Digits::Double);
    QCOMPARE(checked.values.size(), all.value(QLatin1String("losses")).toArray().size());
    QVERIFY(checked.allWithin());
}

// Hanayo cuts 4 ranks into 8 stages; v06 is a gpt of 4 layers between an embedding and a head, v01
// has 2 dense layers.
void TestReferenceRuns::partsThatStagesAreMadeOfAreNotCalledLayers()
{
    const auto refusal = [](const char *file, const char *layout) {
        const auto run = core::readReferenceRun(std::string(PARALLARIUM_TEST_DATA "/live/") + file);
        const core::Result<core::live::Layout> made =
            run ? core::live::layoutFor(run.value(), layout) : run.error();
        return made ? std::string() : made.error().message;
    };
    const std::string gpt = refusal("v06_gpt4_untied_adamw.json", "pp4:hanayo");
    QVERIFY2(gpt.find("4 layers") != std::string::npos, gpt.c_str());
    QVERIFY2(gpt.find("6 layers") == std::string::npos, gpt.c_str());
    QVERIFY2(gpt.find("at most 6 stages") != std::string::npos, gpt.c_str());
    const std::string dense = refusal("v01_mlp_sgd.json", "pp4");
    QVERIFY2(dense.find("A network of 2 layers") != std::string::npos, dense.c_str());
}

QTEST_GUILESS_MAIN(TestReferenceRuns)
#include "tst_reference_runs.moc"
