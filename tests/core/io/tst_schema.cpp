// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

namespace {

QJsonObject schema()
{
    const std::string path = PARALLARIUM_SOURCE_DIR "/resources/schema/parallarium-scenario-1.json";
    const std::string text = core::readFile(path, core::kLargestScenarioFile).value();
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

// The properties of the object with this key, among the alternatives and items of a schema.
QJsonObject propertiesOf(const QJsonObject &node, const QString &key)
{
    const QJsonObject own = node["properties"].toObject();
    if (own.contains(key))
        return own;
    QJsonArray alternatives = node["anyOf"].toArray();
    alternatives.append(node["items"]);
    for (const QJsonValue &alternative : alternatives) {
        const QJsonObject found =
            alternative.isObject() ? propertiesOf(alternative.toObject(), key) : QJsonObject();
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QString refusalOf(const QString &document)
{
    const auto scenario = core::scenarioFromJson(document.toStdString(), "probe");
    return scenario ? QString() : QString::fromStdString(scenario.error().message);
}

// A refusal of an unknown key says which are known: all of them, or the first and how many more.
struct KnownKeys
{
    QStringList told;
    qsizetype count = 0;
};

KnownKeys keysThatAreRead(const QString &document)
{
    QString known = refusalOf(document).section("Known keys are ", 1);
    known.chop(1);
    KnownKeys keys;
    keys.told = known.split(QRegularExpression(", | and "), Qt::SkipEmptyParts);
    keys.count = keys.told.size();
    static const QRegularExpression more("^(\\d+) more$");
    const auto match = more.match(keys.told.value(keys.count - 1));
    if (match.hasMatch()) {
        keys.told.removeLast();
        keys.count += match.captured(1).toInt() - 1;
    }
    return keys;
}

constexpr const char *kUnknownKey = "qqqqqqqqqqqqqqqqqqqqqq";

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHasTheKeysThatAreRead_data();
    void itHasTheKeysThatAreRead();
    void itsBoundsAreThoseThatAreChecked_data();
    void itsBoundsAreThoseThatAreChecked();
};

void TestSchema::itHasTheKeysThatAreRead_data()
{
    QTest::addColumn<QString>("document"); // with a key that nobody knows
    QTest::addColumn<QString>("path");     // in the schema
    QTest::addColumn<QString>("key");      // one of those at that place
    const auto row = [](const char *document, const char *path, const char *key) {
        QTest::newRow(path) << document << path << key;
    };
    row(R"({"model": "tiny-2", "qqqqqqqqqqqqqqqqqqqqqq": 1})", "", "model");
    row(R"({"model": {"base": "tiny-2", "qqqqqqqqqqqqqqqqqqqqqq": 1}})", "properties/model",
        "base");
    row(R"({"model": {"transformer": {"hidden": 8, "layers": 1, "heads": 1, "vocab": 8,
            "qqqqqqqqqqqqqqqqqqqqqq": 1}}})",
        "$defs/transformer", "hidden");
    row(R"({"model": {"layers": [{"qqqqqqqqqqqqqqqqqqqqqq": 1}]}})", "properties/model/layers",
        "forward_flops");
    row(R"({"model": "tiny-2", "cluster": {"qqqqqqqqqqqqqqqqqqqqqq": 1}})", "properties/cluster",
        "device");
    row(R"({"model": "tiny-2", "cluster": {"device": {"base": "a100-80g", "qqqqqqqqqqqqqqqqqqqqqq": 1}}})",
        "properties/cluster/device", "memory_gb");
    row(R"({"model": "tiny-2", "cluster": {"intra_link": {"base": "pcie4", "qqqqqqqqqqqqqqqqqqqqqq": 1}}})",
        "$defs/link", "gbps");
    row(R"({"model": "tiny-2", "cluster": {"software": {"base": "2022", "qqqqqqqqqqqqqqqqqqqqqq": 1}}})",
        "properties/cluster/software", "gemm_efficiency");
    row(R"({"model": "tiny-2", "training": {"qqqqqqqqqqqqqqqqqqqqqq": 1}})", "properties/training",
        "global_batch");
    row(R"({"model": "tiny-2", "parallel": {"qqqqqqqqqqqqqqqqqqqqqq": 1}})", "properties/parallel",
        "data");
    row(R"({"model": "tiny-2", "parallel": {"schedule": {"qqqqqqqqqqqqqqqqqqqqqq": 1, "ranks": ["0F0 0B0"]}}})",
        "properties/parallel/schedule", "ranks");
}

void TestSchema::itHasTheKeysThatAreRead()
{
    QFETCH(QString, document);
    QFETCH(QString, path);
    QFETCH(QString, key);
    QJsonObject node = schema();
    const QStringList steps = path.split('/', Qt::SkipEmptyParts);
    for (const QString &step : steps) {
        const QJsonObject within = propertiesOf(node, step);
        node = (within.isEmpty() ? node : within)[step].toObject();
    }
    const QStringList keys = propertiesOf(node, key).keys();
    // As many, and each of them is read: the same.
    const KnownKeys read = keysThatAreRead(document);
    QCOMPARE(keys.size(), read.count);
    for (const QString &told : read.told)
        QVERIFY2(keys.contains(told), qPrintable(told));
    for (const QString &each : keys) {
        const QString refusal = refusalOf(QString(document).replace(kUnknownKey, each));
        QVERIFY2(!refusal.contains("is not known"), qPrintable(refusal));
    }
}

void TestSchema::itsBoundsAreThoseThatAreChecked_data()
{
    QTest::addColumn<QString>("section");
    for (const char *section : {"training", "parallel", "cluster"})
        QTest::newRow(section) << QString::fromLatin1(section);
}

// What the schema refuses, the program refuses as well; and a whole number has a highest value that
// both know.
void TestSchema::itsBoundsAreThoseThatAreChecked()
{
    QFETCH(QString, section);
    const QJsonObject properties =
        schema()["properties"].toObject()[section].toObject()["properties"].toObject();
    int tried = 0;
    const auto isRefused = [&](const QString &key, double value) {
        ++tried;
        return refusalOf(
            QStringLiteral(R"({"model": "llama-2-7b", "%1": {"%2": %3}})")
                .arg(section, key, QString::number(value, 'f', value < 1 && value > 0 ? 6 : 0)));
    };
    for (auto each = properties.begin(); each != properties.end(); ++each) {
        const QJsonObject property = each.value().toObject();
        const QString type = property["type"].toString();
        if (type != "integer" && type != "number")
            continue;
        if (property.contains("minimum"))
            QVERIFY2(!isRefused(each.key(), property["minimum"].toDouble() - 1).isEmpty(),
                     qPrintable(each.key()));
        if (property.contains("exclusiveMinimum"))
            QVERIFY2(!isRefused(each.key(), property["exclusiveMinimum"].toDouble()).isEmpty(),
                     qPrintable(each.key()));
        if (type == "integer" && each.key() != "group") // micro-batches: no more than there are
            QVERIFY2(property.contains("maximum"), qPrintable(each.key()));
        if (property.contains("maximum"))
            QVERIFY2(!isRefused(each.key(), property["maximum"].toDouble() + 1).isEmpty(),
                     qPrintable(each.key()));
    }
    QVERIFY(tried > 2);
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
