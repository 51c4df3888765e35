// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_schema.h"
#include "core/io/scenario/setting_titles.h"
#include "core/presets/builtin_scenarios.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

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

// What a value breaks of a schema, by the words of draft 2020-12 that ours has; empty: nothing.
class Validator
{
public:
    explicit Validator(QJsonObject root) : m_root(std::move(root)) {}

    [[nodiscard]] QString fault(const QJsonValue &value, const QJsonObject &schema) const
    {
        if (schema.contains("$ref"))
            return fault(value, referred(schema["$ref"].toString()));
        for (const auto check : {&Validator::ofKind, &Validator::ofNumber, &Validator::ofObject,
                                 &Validator::ofList, &Validator::ofChoices}) {
            if (const QString found = (this->*check)(value, schema); !found.isEmpty())
                return found;
        }
        return {};
    }

private:
    [[nodiscard]] QJsonObject referred(const QString &path) const
    {
        QJsonObject node = m_root;
        const QStringList steps = path.mid(2).split('/');
        for (const QString &step : steps)
            node = node[step].toObject();
        return node;
    }
    [[nodiscard]] static bool isOf(const QJsonValue &value, const QString &type)
    {
        const bool whole = value.isDouble() && value.toDouble() == std::floor(value.toDouble());
        return type == "object"    ? value.isObject()
               : type == "array"   ? value.isArray()
               : type == "string"  ? value.isString()
               : type == "boolean" ? value.isBool()
               : type == "integer" ? whole
               : type == "number"  ? value.isDouble()
                                   : false;
    }
    [[nodiscard]] QString ofKind(const QJsonValue &value, const QJsonObject &schema) const
    {
        if (schema.contains("type") && !isOf(value, schema["type"].toString()))
            return "is no " + schema["type"].toString();
        if (schema.contains("const") && schema["const"] != value)
            return "is not the constant";
        if (schema.contains("enum") && !schema["enum"].toArray().contains(value))
            return "is none of the choices";
        return {};
    }
    [[nodiscard]] QString ofNumber(const QJsonValue &value, const QJsonObject &schema) const
    {
        const double number = value.toDouble();
        if (!value.isDouble())
            return {};
        if (schema.contains("minimum") && number < schema["minimum"].toDouble())
            return "is too small";
        if (schema.contains("maximum") && number > schema["maximum"].toDouble())
            return "is too large";
        if (schema.contains("exclusiveMinimum") && number <= schema["exclusiveMinimum"].toDouble())
            return "is too small";
        return {};
    }
    [[nodiscard]] QString ofObject(const QJsonValue &value, const QJsonObject &schema) const
    {
        const QJsonObject object = value.toObject();
        const QJsonObject properties = schema["properties"].toObject();
        for (const QJsonValue &key : schema["required"].toArray()) {
            if (value.isObject() && !object.contains(key.toString()))
                return "lacks " + key.toString();
        }
        for (const QString &key : object.keys()) {
            const bool known = properties.contains(key);
            if (!known && schema["additionalProperties"] == false)
                return key + " is not known";
            if (const QString found = fault(object[key], properties[key].toObject());
                known && !found.isEmpty())
                return key + ' ' + found;
        }
        return {};
    }
    [[nodiscard]] QString ofList(const QJsonValue &value, const QJsonObject &schema) const
    {
        const QJsonArray list = value.toArray();
        if (value.isArray() && list.size() < schema["minItems"].toInt())
            return "has too few items";
        if (value.isArray() && schema.contains("maxItems") &&
            list.size() > schema["maxItems"].toInt())
            return "has too many items";
        for (const QJsonValue &item : list) {
            if (const QString found = fault(item, schema["items"].toObject()); !found.isEmpty())
                return "has an item that " + found;
        }
        return {};
    }
    [[nodiscard]] QString ofChoices(const QJsonValue &value, const QJsonObject &schema) const
    {
        for (const auto &[word, most] : {std::pair("anyOf", 1000), std::pair("oneOf", 1)}) {
            int fits = 0;
            QString last;
            for (const QJsonValue &choice : schema[QLatin1String(word)].toArray()) {
                const QString found = fault(value, choice.toObject());
                fits += found.isEmpty() ? 1 : 0;
                last = found.isEmpty() ? last : found;
            }
            if (schema.contains(QLatin1String(word)) && (fits < 1 || fits > most))
                return last.isEmpty() ? QStringLiteral("fits more than one way") : last;
        }
        return {};
    }

    QJsonObject m_root;
};

constexpr const char *kUnknownKey = "qqqqqqqqqqqqqqqqqqqqqq";

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itHasTheKeysThatAreRead_data();
    void itHasTheKeysThatAreRead();
    void itIsMadeOfTheRowsThatAreRead();
    void everyKeyOfTrainingAndLayoutHasATitle();
    void everyExampleFitsIt_data();
    void everyExampleFitsIt();
    void itsBoundsAreThoseThatAreChecked_data();
    void itsBoundsAreThoseThatAreChecked();
    void boundsOfPartsAreThoseThatAreChecked_data();
    void boundsOfPartsAreThoseThatAreChecked();
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
    // A former name is read, and named in no list of what is known.
    const QJsonObject properties = propertiesOf(node, key);
    QStringList keys = properties.keys();
    keys.removeIf([&properties](const QString &each) {
        return properties[each].toObject()["description"].toString().startsWith("Former name");
    });
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

// The file is what "parallarium list schema" writes: after a change of a row, write it again.
void TestSchema::itIsMadeOfTheRowsThatAreRead()
{
    const QJsonObject made =
        QJsonDocument::fromJson(QByteArray::fromStdString(core::scenarioSchema())).object();
    QVERIFY(!made.isEmpty());
    QCOMPARE(made, schema());
}

// As they are, and with every field written out.
// Where two scenarios are compared, people read the title and not the path.
void TestSchema::everyKeyOfTrainingAndLayoutHasATitle()
{
    for (const auto &[section, key] : {std::pair("training", "precision"), {"parallel", "data"}}) {
        const QJsonObject part = schema()["properties"][QLatin1String(section)].toObject();
        const QStringList keys = propertiesOf(part, QLatin1String(key)).keys();
        QVERIFY(keys.size() > 10);
        for (const QString &each : keys) {
            const std::string path = section + ('.' + each.toStdString());
            QVERIFY2(core::settingTitle(path) != path, path.c_str());
        }
    }
}

void TestSchema::everyExampleFitsIt_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const std::string whole = core::scenarioToJson(
            core::scenarioFromJson(builtin.json, builtin.id).value(), core::Detail::Everything);
        QTest::addRow("%s", std::string(builtin.id).c_str())
            << QByteArray::fromStdString(std::string(builtin.json));
        QTest::addRow("%s, everything", std::string(builtin.id).c_str())
            << QByteArray::fromStdString(whole);
    }
}

void TestSchema::everyExampleFitsIt()
{
    QFETCH(QByteArray, json);
    const QJsonObject root = schema();
    QCOMPARE(Validator(root).fault(QJsonDocument::fromJson(json).object(), root), QString());
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

// Of a device, a link and software: one step beyond each bound is refused for that key.
void TestSchema::boundsOfPartsAreThoseThatAreChecked_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("key"); // one of those at that place
    QTest::newRow("device") << "a100-80g"
                            << "peak_tflops";
    QTest::newRow("intra_link") << "pcie4"
                                << "latency_us";
    QTest::newRow("inter_link") << "ib-hdr"
                                << "latency_us";
    QTest::newRow("software") << "2022"
                              << "ring_step";
}

void TestSchema::boundsOfPartsAreThoseThatAreChecked()
{
    QFETCH(QString, base);
    QFETCH(QString, key);
    const QString part = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject root = schema();
    const QJsonObject cluster =
        root["properties"].toObject()["cluster"].toObject()["properties"].toObject();
    const QJsonObject properties =
        part.endsWith("link") ? propertiesOf(root["$defs"].toObject()["link"].toObject(), key)
                              : propertiesOf(cluster[part].toObject(), key);
    int tried = 0;
    for (auto each = properties.begin(); each != properties.end(); ++each) {
        const QJsonObject property = each.value().toObject();
        for (const auto &[word, sign] : {std::pair("minimum", -1.0), std::pair("maximum", 1.0)}) {
            if (!property.contains(QLatin1String(word)))
                continue;
            const double bound = property[QLatin1String(word)].toDouble();
            const double beyond = bound + sign * std::max(1.0, std::abs(bound) / 1000);
            const QString refusal = refusalOf(
                QStringLiteral(R"({"model": "llama-2-7b", "cluster": {"%1": {"base": "%2",
                                   "%3": %4}}})")
                    .arg(part, base, each.key(),
                         QString::number(beyond, 'f', property["type"] == "integer" ? 0 : 3)));
            QVERIFY2(refusal.contains("must be from"), qPrintable(each.key() + ": " + refusal));
            ++tried;
        }
    }
    QVERIFY(tried >= 8);
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
