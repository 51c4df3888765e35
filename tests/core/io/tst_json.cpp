// SPDX-License-Identifier: GPL-3.0-or-later
// What is read as JSON, and what is said of that which is not.
#include "core/io/json/json_dialect.h"
#include "core/io/json/json_reader.h"
#include "core/io/json/json_tree.h"
#include "core/io/json/json_value.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <random>
#include <string>

using core::JsonNode;

namespace {

QString refusalOf(const QByteArray &text)
{
    const auto tree = core::parseJsonTree(text.toStdString(), "file");
    return tree ? QString() : QString::fromStdString(tree.error().message);
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersThatAreNotFiniteAreRead();
    void wholeNumbersAreExactUpToSixtyFourBits_data();
    void wholeNumbersAreExactUpToSixtyFourBits();
    void otherNumbersAreNoSeeds_data();
    void otherNumbersAreNoSeeds();
    void listsTakeWholeNumbersHoweverTheyAreWritten();
    void wordsWithinTextsStay();
    void bracketsMayBeNestedSixtyFourDeep();
    void aLongTextIsCutBetweenLetters();
    void otherFormatsAreNamed_data();
    void otherFormatsAreNamed();
    void aZeroByteIsNamedAtItsLine();
    void timeGrowsWithTheNumberOfValues();
    void slipsAreNamedAtTheirLine_data();
    void slipsAreNamedAtTheirLine();
    void aMissingCommaIsStillLookedFor();
    void hjsonIsRead_data();
    void hjsonIsRead();
    void hjsonKeepsItsLines();
    void jsonIsHjson_data();
    void jsonIsHjson();
    void anyTextIsReadOrRefused();
};

// Python's json.dumps([0.0, math.inf, -math.inf, math.nan])
void TestJson::numbersThatAreNotFiniteAreRead()
{
    const auto tree =
        core::parseJsonTree("{\"a\": [0.0, Infinity,\n-Infinity, NaN], \"b\": 7}", "f");
    QVERIFY2(bool(tree), tree ? "" : tree.error().message.c_str());
    const JsonNode &list = *tree.value().member("a");
    const char *const words[] = {"Infinity", "-Infinity", "NaN"};
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(list.items[i + 1].kind, JsonNode::Kind::NotFinite);
        QCOMPARE(list.items[i + 1].text, std::string(words[i]));
        QCOMPARE(list.items[i + 1].line, i == 0 ? 1 : 2);
    }
    QCOMPARE(tree.value().member("b")->integer, 7);
}

void TestJson::wholeNumbersAreExactUpToSixtyFourBits_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<quint64>("value");
    // 2^53 + 1 is the first whole number that no double holds.
    const quint64 values[] = {0,
                              1,
                              (quint64{1} << 53U) + 1,
                              (quint64{1} << 63U) - 1,
                              quint64{1} << 63U,
                              (quint64{1} << 63U) + 1,
                              ~quint64{0}};
    for (const quint64 value : values)
        QTest::newRow(QByteArray::number(value).constData()) << QByteArray::number(value) << value;
}

void TestJson::wholeNumbersAreExactUpToSixtyFourBits()
{
    QFETCH(QByteArray, digits);
    QFETCH(quint64, value);
    const auto tree = core::parseJsonTree("{\"seed\": " + digits.toStdString() + "}", "f");
    QVERIFY2(bool(tree), tree ? "" : tree.error().message.c_str());
    const std::vector<std::string> none;
    core::JsonComplaints complaints("f", none);
    core::ObjectReader reader(complaints, tree.value(), {});
    std::uint64_t seed = 7;
    QVERIFY(reader.take("seed", seed));
    QVERIFY2(!complaints.any(), complaints.first().c_str());
    QCOMPARE(quint64{seed}, value);
    QCOMPARE(core::jsonLine(core::JsonValue(seed)), digits.toStdString() + '\n');
    QCOMPARE(core::kindText(*tree.value().member("seed")), "the number " + digits.toStdString());
}

void TestJson::otherNumbersAreNoSeeds_data()
{
    QTest::addColumn<QString>("digits");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *digits, const char *says) {
        QTest::newRow(digits) << QString::fromLatin1(digits) << QString::fromLatin1(says);
    };
    row("-1", "seed is -1, but must be 0 or more.");
    row("-9223372036854775809", "the number -9223372036854775809, ");
    row("0.5", "but must be a whole number.");
    row("18446744073709551616",
        "the number 18446744073709551616, but must be 18446744073709551615 or less.");
    row("1e30", "the number 1e+30, but must be 18446744073709551615 or less.");
    row("\"1\"", "but must be a whole number.");
}

void TestJson::otherNumbersAreNoSeeds()
{
    QFETCH(QString, digits);
    QFETCH(QString, says);
    const auto tree = core::parseJsonTree("{\"seed\": " + digits.toStdString() + "}", "f");
    QVERIFY2(bool(tree), tree ? "" : tree.error().message.c_str());
    const std::vector<std::string> none;
    core::JsonComplaints complaints("f", none);
    core::ObjectReader reader(complaints, tree.value(), {});
    std::uint64_t seed = 7;
    QVERIFY(!reader.take("seed", seed));
    QCOMPARE(quint64{seed}, quint64{7});
    QVERIFY2(QString::fromStdString(complaints.first()).contains(says), complaints.first().c_str());
}

// As a value that stands alone does.
void TestJson::listsTakeWholeNumbersHoweverTheyAreWritten()
{
    const auto listIn = [](const std::string &text) -> std::vector<int> {
        const auto tree = core::parseJsonTree("{\"sizes\": " + text + "}", "f");
        const std::vector<std::string> none;
        core::JsonComplaints complaints("f", none);
        core::ObjectReader reader(complaints, tree.value(), {});
        std::vector<int> sizes;
        return reader.take("sizes", sizes) && !complaints.any() ? sizes : std::vector<int>{};
    };
    const std::vector<int> expected = {64, 1000, -20, 999'999'999};
    QCOMPARE(listIn("[64, 1e3, -20.0, 999999999]"), expected);
    for (const char *refused : {"[2.5]", "[1e9]", "[-1e9]", "[1e300]", "[NaN]", "[\"1\"]", "1"})
        QVERIFY2(listIn(refused).empty(), refused);
}

void TestJson::wordsWithinTextsStay()
{
    const auto tree =
        core::parseJsonTree(R"({"NaN": "to Infinity \" NaN", "a": NaN, "NaNs": "\\"})", "f");
    QVERIFY2(bool(tree), tree ? "" : tree.error().message.c_str());
    QCOMPARE(tree.value().member("NaN")->text, std::string("to Infinity \" NaN"));
    QCOMPARE(tree.value().member("NaNs")->text, std::string("\\"));
    QVERIFY(refusalOf("[Infinity8]").contains(QStringLiteral("not JSON")));
}

void TestJson::bracketsMayBeNestedSixtyFourDeep()
{
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    QVERIFY(core::parseJsonTree(nested(64), "f"));
    QVERIFY(refusalOf(nested(65).c_str()).contains(QStringLiteral("more than 64 deep")));
}

// Of a text 60 bytes are repeated; an umlaut, two bytes in UTF-8, that would be the 60th and 61st
// is left out whole.
void TestJson::aLongTextIsCutBetweenLetters()
{
    const std::string begin(59, 'a');
    for (const auto &[text, shown] : {std::pair(begin + "\u00e4bc", begin + "…"),
                                      {begin + "bcd", begin + "b…"},
                                      {begin.substr(1) + "\u00e4bc", begin.substr(1) + "\u00e4…"},
                                      {begin + "b", begin + "b"}}) {
        core::JsonNode node;
        node.kind = core::JsonNode::Kind::String;
        node.text = text;
        QCOMPARE(core::kindText(node), "the string \"" + shown + '"');
    }
}

void TestJson::otherFormatsAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &text, const char *words) {
        QTest::newRow(name) << text << QString::fromUtf8(words);
    };
    row("yaml", "model:\n  hidden: 4096\n", "This is YAML, not JSON");
    row("yaml with a comment", "# ours\nzero_stage: 3\n", "This is YAML");
    row("yaml document", "---\na: 1\n", "This is YAML");
    row("yaml list", "- a\n- b\n", "This is YAML");
    row("accelerate",
        "deepspeed_config:\n  zero_stage: 3\ndistributed_type: DEEPSPEED\nmixed_precision: bf16\n",
        "This is YAML, an accelerate configuration");
    row("toml", "[training]\nsteps = 10\n", "This is TOML");
    row("toml without a section", "# x\nsteps = 10\n", "This is TOML");
    row("csv", "id,layers,hidden\na,1,2\n", "This is a table (CSV)");
    row("csv with quotation marks", "\"id\",\"layers\"\n", "This is a table (CSV)");
    row("page", "<!DOCTYPE html>\n<html>", "This is a web page");
    row("script", "#!/bin/bash\ndeepspeed train.py\n", "This is a shell script");
    row("python", "import torch\n", "This is a Python program");
    row("rows of a schedule", "[0F0, 0F1, 0B0, 0B1]\n", "rows of a schedule");
    row("rows of a schedule as CSV", "0F0,0F1,2kBm0,0I0\n1F0,1F1\n", "rows of a schedule");
    row("a table that begins with a number", "7,8 layers\n", "a table");
    row("a table with tabs", "rank\tx\n0\t1\n", "a table");
    row("a table with semicolons", "rank;x\n0;1\n", "a table");
    row("a pointer of Git LFS",
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS");
    row("plain text", "once upon a time\n", "plain text");
    row("a sentence", "Dear all, these are the settings that we use.\n", "plain text");
    row("words", "In the beginning was the layer, and it was wide\nand deep\n", "plain text");
    row("a table with blanks", "step, step time, loss\n1, 2.5, 3\n", "a table");
    row("half a character", R"({"title": "\ud800"})", "half of a character");
    row("a tab in a string", "{\"title\": \"a\tb\"}", "control character");
    row("a minus without a number", R"({"a": -})", "invalid number");
    row("picture", "\x89PNG\r\n\x1a\n", "This is a picture");
    row("gzip", "\x1f\x8b\x08", "compressed");
    row("UTF-16", QByteArray("\xff\xfe{\0}\0", 6), "written as UTF-16");
    row("UTF-16, the larger byte first", QByteArray("\xfe\xff\0{\0}", 6), "written as UTF-16");
}

void TestJson::otherFormatsAreNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const QString refusal = refusalOf(text);
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
    QVERIFY2(!refusal.contains(QStringLiteral("missing comma")), qPrintable(refusal));
}

void TestJson::aZeroByteIsNamedAtItsLine()
{
    for (const QByteArray &text : {QByteArray(1000, '\0'), QByteArray("{\"a\": \"b\0c\"}", 12)})
        QVERIFY2(refusalOf(text).startsWith(QStringLiteral("file:1: A zero byte stands here")),
                 qPrintable(refusalOf(text)));
    QVERIFY(refusalOf(QByteArray("{\"a\":\n\n\0}", 9)).startsWith(QStringLiteral("file:3: ")));
}

// A long line of values takes as long per value as a short one.
void TestJson::timeGrowsWithTheNumberOfValues()
{
    const auto secondsOf = [](int values) {
        std::string text = "{";
        for (int i = 0; i < values; ++i)
            text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
        text += '}';
        double best = 1e9;
        for (int round = 0; round < 3; ++round) {
            const std::clock_t begin = std::clock();
            const std::size_t size = core::jsonOfHjson(text).size();
            if (size < text.size())
                return 1e9;
            best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        return best;
    };
    // Eight times as many: 8 times as long, where it was 64 times with the square of it.
    const double few = std::max(secondsOf(20'000), 1e-3);
    const double many = secondsOf(160'000);
    QVERIFY2(many < 24 * few, qPrintable(QStringLiteral("%1 s, %2 s").arg(few).arg(many)));
}

void TestJson::slipsAreNamedAtTheirLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *text, const char *words) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(words);
    };
    row("{\n// ours\n\"a\": 1}", "file:2: Comments are not JSON");
    row("{\n\"a\": 1 # ours\n}", "file:2: Comments are not JSON");
    row("{\n\"a\": /* one */ 1}", "file:2: Comments are not JSON");
    row("// ours, and\n{\"a\": 1}", "file:1: Comments are not JSON");
    row("{\"a\": 1,\n}", "file:2: JSON allows no comma before a closing bracket");
    row("{\"a\": [1,\n2,]}", "file:2: JSON allows no comma before a closing bracket");
    row("{'a': 1}", "file:1: JSON strings are in double quotes");
    row("{“a”: 1}", "file:1: JSON strings are in straight quotes");
    row("{\"a\":\n True}", "file:2: This is Python's True: JSON has true.");
    row("{\"a\":\n None}", "file:2: This is Python's None: JSON has null.");
}

void TestJson::slipsAreNamedAtTheirLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const QString refusal = refusalOf(text);
    QVERIFY2(refusal.startsWith(words), qPrintable(refusal));
}

void TestJson::aMissingCommaIsStillLookedFor()
{
    for (const char *text : {"{\"a\": 1 \"b\": 2}", "[1 2]", "{\"a\" 1}"}) {
        const QString refusal = refusalOf(text);
        QVERIFY2(refusal.contains(QStringLiteral("Look for a missing comma")), qPrintable(refusal));
    }
}

// hjson.github.io/syntax.html
void TestJson::hjsonIsRead_data()
{
    QTest::addColumn<QByteArray>("hjson");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *hjson, const char *json) {
        QTest::newRow(hjson) << QByteArray(hjson) << QByteArray(json);
    };
    row("{\"a\": 1, // one\n \"b\": 2 # two\n}", R"({"a":1,"b":2})");
    row("/* x\n y */ {\"a\": [1, 2, ], }", R"({"a":[1,2]})");
    row("{\n a: 1\n b: text to the end, with } and \"\n c: true\n}",
        R"({"a":1,"b":"text to the end, with } and \"","c":true})");
    row("{a: 5e8, b: -1.5, c: null}", R"({"a":5e8,"b":-1.5,"c":null})");
    row("{'a': 'b\"c', d: http://x.org/y\n}", R"({"a":"b\"c","d":"http://x.org/y"})");
    row("{\"a\": \"// no comment # here\"}", R"({"a":"// no comment # here"})");
    row("{\"a\": {\"b\": 1}\n\"c\": [1\n2]\n}", R"({"a":{"b":1},"c":[1,2]})");
    row("{a: '''one\ntwo'''}", "{\"a\":\"one\\ntwo\"}");
    // As configurations for GPT-NeoX have it.
    row("{a: True, b: [False, None], c: Truely\n}", R"({"a":true,"b":[false,null],"c":"Truely"})");
}

void TestJson::hjsonIsRead()
{
    QFETCH(QByteArray, hjson);
    QFETCH(QByteArray, json);
    const QByteArray made = QByteArray::fromStdString(core::jsonOfHjson(hjson.toStdString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(made, &error);
    QVERIFY2(error.error == QJsonParseError::NoError, made.constData());
    QCOMPARE(document, QJsonDocument::fromJson(json));
}

void TestJson::hjsonKeepsItsLines()
{
    const auto tree =
        core::parseHjsonTree("{\n// one\n/* two\n three */\na: 1\nb: '''\n'''\nc: 2}", "f");
    QVERIFY2(bool(tree), tree ? "" : tree.error().message.c_str());
    QCOMPARE(tree.value().member("a")->line, 5);
    QCOMPARE(tree.value().member("c")->line, 8);
    const auto wrong = core::parseHjsonTree("{\"a\": 1,\n\"b\" 2}", "f");
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.starts_with("f:2: This is not JSON"),
             wrong.error().message.c_str());
    // The comma before the second name, not a bracket, is what this lacks.
    const auto comma = core::parseHjsonTree("{\"a\":64 \"x\":1}", "f");
    QVERIFY(!comma);
    QVERIFY2(comma.error().message.find("missing comma") != std::string::npos,
             comma.error().message.c_str());
    const auto yaml = core::parseHjsonTree("a: 1\n", "f");
    QVERIFY(!yaml && yaml.error().message.starts_with("f:1: This is YAML"));
}

// What is JSON already means the same as Hjson.
void TestJson::jsonIsHjson_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"{}", "[]", "{\"a\":{\"b\":[1,[2,3],{}]},\"c\":\"\\u0041\\\"\"}", "[true, false ,null\n]",
          "{\"a\" : 1.5e-3 ,\n\"b\" :\n-7}", "{\"train_batch_size\": 3.2e1}"})
        QTest::newRow(json) << QByteArray(json);
}

void TestJson::jsonIsHjson()
{
    QFETCH(QByteArray, json);
    const QByteArray made = QByteArray::fromStdString(core::jsonOfHjson(json.toStdString()));
    QCOMPARE(QJsonDocument::fromJson(made), QJsonDocument::fromJson(json));
    QVERIFY(!QJsonDocument::fromJson(made).isNull());
}

// Tokens of all dialects in any order: a tree, or a sentence with its line.
void TestJson::anyTextIsReadOrRefused()
{
    const char *const tokens[] = {"{",         "}",   "[",    "]",   ",",   ":",    "\"",
                                  "'",         "'''", "//",   "/*",  "*/",  "#",    "\n",
                                  " ",         "a",   "1",    "-",   "NaN", "True", "\\",
                                  "-Infinity", "\t",  "null", "0F0", "\f",  "=",    "\x01"};
    std::mt19937 generator(20261128);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const auto size = generator() % 12;
        for (unsigned i = 0; i < size; ++i)
            text += tokens[generator() % std::size(tokens)];
        for (const auto &tree : {core::parseJsonTree(text, "f"), core::parseHjsonTree(text, "f")}) {
            if (!tree)
                QVERIFY2(tree.error().message.starts_with("f:") && tree.error().message.size() > 20,
                         text.c_str());
        }
    }
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
