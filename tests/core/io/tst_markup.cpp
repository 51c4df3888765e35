// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/toml/toml_tree.h"
#include "core/io/yaml/yaml_tree.h"

#include <QTest>

using core::JsonNode;

namespace {

QString refusalOf(const core::Result<JsonNode> &tree)
{
    return tree ? QString() : QString::fromStdString(tree.error().message);
}

std::string repeated(const std::string &text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

class TestMarkup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTomlFileBecomesATreeWithLines();
    void whatIsNoTomlIsRefused_data();
    void whatIsNoTomlIsRefused();
    void aTomlKeyOfAMillionDotsIsRefused();
    void textsThatAreNotUtf8AreRefused();
    void dotsInStringsAreNoDepth();
    void plainWordsOfYamlAreWhatPythonReads_data();
    void plainWordsOfYamlAreWhatPythonReads();
    void yamlKeepsItsLines();
    void flowMapsWithCommentsAreRead();
    void aliasesStandForWhatTheyName();
    void mergedKeysStandBehindOwnOnes();
    void whatIsNoYamlIsRefused_data();
    void whatIsNoYamlIsRefused();
    void aYamlBombIsRefusedAtOnce();
};

void TestMarkup::aTomlFileBecomesATreeWithLines()
{
    const auto tree = core::parseTomlTree("# a comment\n[training]\nseq_len = 8_192\nlr = 8e-5\n"
                                          "names = [\"a\", 'b']\nday = 2025-10-17\n"
                                          "[quantize.linear]\non = true\n",
                                          "a.toml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    const JsonNode *training = tree.value().member("training");
    QVERIFY(training);
    QCOMPARE(training->line, 2);
    QCOMPARE(training->member("seq_len")->integer, 8192);
    QCOMPARE(training->member("seq_len")->line, 3);
    QCOMPARE(training->member("lr")->number, 8e-5);
    QCOMPARE(training->member("names")->items.at(1).text, std::string("b"));
    QCOMPARE(training->member("day")->text, std::string("2025-10-17"));
    const JsonNode *linear = tree.value().member("quantize")->member("linear");
    QVERIFY(linear->member("on")->flag);
    QCOMPARE(linear->member("on")->line, 8);
}

void TestMarkup::whatIsNoTomlIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("no value") << "a = 1\nb =\n"
                              << "x.toml:2: This is not TOML";
    QTest::newRow("given twice") << "[a]\nb = 1\nb = 2\n"
                                 << "x.toml:3: This is not TOML";
    QTest::newRow("a bare word") << "a = float8\n"
                                 << "x.toml:1: This is not TOML";
    QTest::newRow("deep lists") << "a = " + QString(100, '[') + QString(100, ']')
                                << "x.toml:1: Keys and brackets are nested more than 64 deep";
}

void TestMarkup::whatIsNoTomlIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const QString refusal = refusalOf(core::parseTomlTree(text.toStdString(), "x.toml"));
    QVERIFY2(refusal.startsWith(message), qPrintable(refusal));
}

// Each dot is a table within another; taking down a million of them, one within the next, would
// overrun the stack.
void TestMarkup::aTomlKeyOfAMillionDotsIsRefused()
{
    const std::string key = repeated("a.", 400'000) + "a";
    for (const std::string &text :
         {key + " = 1", "[" + key + "]\n", "b = { " + key + " = 1 }",
          "x = '''\n\"''' \n" + key + " = 1", "x = \"\\\"\"\n" + key + " = 1"}) {
        const QString refusal = refusalOf(core::parseTomlTree(text, "x.toml"));
        QVERIFY2(refusal.contains("nested more than 64 deep"), qPrintable(refusal));
    }
}

void TestMarkup::textsThatAreNotUtf8AreRefused()
{
    const QString toml = refusalOf(core::parseTomlTree("a = 1\nb = \"\xff\"\n", "x.toml"));
    QVERIFY2(toml.startsWith("x.toml:2: This is not UTF-8"), qPrintable(toml));
    const QString yaml = refusalOf(core::parseYamlTree("a: 1\nb: \xff\n", "x.yaml"));
    QVERIFY2(yaml.startsWith("x.yaml:2: This is not UTF-8"), qPrintable(yaml));
}

void TestMarkup::dotsInStringsAreNoDepth()
{
    const std::string names = repeated("\"layers.1\", ", 300);
    QVERIFY(core::parseTomlTree("a = [" + names + "]\nb = '" + repeated(".", 100) +
                                    "'\nc = \"\"\"\n" + repeated(".\"", 100) + "\n\"\"\" # " +
                                    repeated(".", 100) + "\n",
                                "x.toml"));
}

// PyYAML's resolver (YAML 1.1); numbers without a point are taken as those who write them mean
// them.
void TestMarkup::plainWordsOfYamlAreWhatPythonReads_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("number"); // or 1 for true
    const auto row = [](const char *word, JsonNode::Kind kind, double number) {
        QTest::newRow(word) << word << static_cast<int>(kind) << number;
    };
    using Kind = JsonNode::Kind;
    row("true", Kind::Bool, 1);
    row("True", Kind::Bool, 1);
    row("YES", Kind::Bool, 1);
    row("off", Kind::Bool, 0);
    row("No", Kind::Bool, 0);
    row("nO", Kind::String, 0);
    row("'no'", Kind::String, 0);
    row("~", Kind::Null, 0);
    row("null", Kind::Null, 0);
    row("1_000", Kind::Integer, 1000);
    row("-7", Kind::Integer, -7);
    row("0x10", Kind::Integer, 16);
    row("5e8", Kind::Number, 5e8);
    row("1.0e-8", Kind::Number, 1e-8);
    row(".001", Kind::Number, .001);
    row(".inf", Kind::NotFinite, 0);
    row("FULL_SHARD", Kind::String, 0);
    row("./out", Kind::String, 0);
    row("1.2.3", Kind::String, 0);
    row("99999999999999999999", Kind::Number, 1e20);
}

void TestMarkup::plainWordsOfYamlAreWhatPythonReads()
{
    QFETCH(QString, word);
    QFETCH(int, kind);
    QFETCH(double, number);
    const auto tree = core::parseYamlTree("key: " + word.toStdString() + "\n", "x.yaml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    const JsonNode *value = tree.value().member("key");
    QVERIFY(value);
    QCOMPARE(static_cast<int>(value->kind), kind);
    QCOMPARE(value->kind == JsonNode::Kind::Bool ? (value->flag ? 1. : 0.) : value->number, number);
}

void TestMarkup::yamlKeepsItsLines()
{
    const auto tree =
        core::parseYamlTree("---\na: 1\nb:\n  c: [1,\n    2]\n  d: x\n...\n", "x.yaml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    const JsonNode *b = tree.value().member("b");
    QCOMPARE(tree.value().member("a")->line, 2);
    QCOMPARE(b->member("c")->items.at(1).line, 5);
    QCOMPARE(b->member("d")->line, 6);
}

void TestMarkup::flowMapsWithCommentsAreRead()
{
    const auto tree = core::parseYamlTree(
        "# sizes\n{\n  \"a\": True,\n  # more\n  \"b\": { \"c\": 1.0e-8, },\n}\n", "x.yml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    QVERIFY(tree.value().member("a")->flag);
    QCOMPARE(tree.value().member("b")->member("c")->number, 1e-8);
}

void TestMarkup::aliasesStandForWhatTheyName()
{
    const auto tree = core::parseYamlTree("a: &it {x: 1, y: [2]}\nb: *it\n", "x.yaml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    QCOMPARE(tree.value().member("b")->member("y")->items.at(0).integer, 2);
    QCOMPARE(tree.value().member("b")->line, 2);
}

void TestMarkup::mergedKeysStandBehindOwnOnes()
{
    const auto tree =
        core::parseYamlTree("base: &b {x: 1, y: 2}\nrun:\n  <<: *b\n  y: 3\n", "x.yaml");
    QVERIFY2(tree, qPrintable(refusalOf(tree)));
    QCOMPARE(tree.value().member("run")->member("x")->integer, 1);
    QCOMPARE(tree.value().member("run")->member("y")->integer, 3);
}

void TestMarkup::whatIsNoYamlIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("open bracket") << "a: 1\nb: [1, 2\n"
                                  << "x.yaml:3: This is not YAML";
    QTest::newRow("tab") << "a:\n\tb: 1\n"
                         << "x.yaml:2: This is not YAML";
    QTest::newRow("given twice") << "a: 1\nb: 2\na: 3\n"
                                 << "x.yaml:3: The key \"a\" is given twice";
    QTest::newRow("key is a list") << "a: 1\n? [1, 2]\n: 3\n"
                                   << "x.yaml:2: A key is a map or a list";
    QTest::newRow("code") << "a: !!python/object/apply:os.system ['true']\n"
                          << "x.yaml:1: The tag !!python/object/apply:os.system would make";
    QTest::newRow("unknown alias") << "a: *b\n"
                                   << "x.yaml:1: This is not YAML";
    QTest::newRow("holds itself") << "a: &a [*a]\n"
                                  << "x.yaml:1: ";
    QTest::newRow("deep") << "a: " + QString(100, '[') + QString(100, ']')
                          << "x.yaml:1: Maps and lists are nested more than 64 deep";
    QTest::newRow("empty") << ""
                           << "x.yaml:1: The file is empty.";
}

void TestMarkup::whatIsNoYamlIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const QString refusal = refusalOf(core::parseYamlTree(text.toStdString(), "x.yaml"));
    QVERIFY2(refusal.startsWith(message), qPrintable(refusal));
}

// "Billion laughs": nine lists of nine aliases each would be 10^9 values; and brackets without end.
void TestMarkup::aYamlBombIsRefusedAtOnce()
{
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string alias = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
                repeated(alias + ", ", 9) + alias + "]\n";
    }
    const QString refusal = refusalOf(core::parseYamlTree(bomb, "x.yaml"));
    QVERIFY2(refusal.contains("more than a million values"), qPrintable(refusal));
    QVERIFY(!core::parseYamlTree(repeated("[", 500'000), "x.yaml"));
    QVERIFY(!core::parseYamlTree(repeated("- ", 100'000), "x.yaml"));
    QVERIFY(!core::parseYamlTree(repeated("a: ", 100'000), "x.yaml"));
    QVERIFY(!core::parseYamlTree(repeated("? ", 100'000), "x.yaml"));
    const QString size = refusalOf(core::parseYamlTree(repeated("a: 1\n", 300'000), "x.yaml"));
    QVERIFY2(size.contains("more than 1 MB"), qPrintable(size));
}

QTEST_APPLESS_MAIN(TestMarkup)
#include "tst_markup.moc"
