// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations of Hugging Face as people bring them: named by a scenario, of other families, of
// other ages of the library.
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

class TestHfFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileIsNamedInTheRefusalAndNothingOfItIsShown();
    void theUserMayNameAnyFileAndIsToldWhatIsWrong();
    void aScenarioNamesNoFileElsewhere();
    void anUnknownTypeOfAKnownClassNamesTheFix();
    void classesAreReadInAnyCase();
    void anotherFamilyIsNoSlip_data();
    void anotherFamilyIsNoSlip();
    void numbersThatAreNotFiniteStandAsideOfWhatIsRead();
    void headsOfLlamaAreAsManyAndAsWideAsItSays_data();
    void headsOfLlamaAreAsManyAndAsWideAsItSays();
    void headsOfAFamilyNeedNotDivideItsWidth_data();
    void headsOfAFamilyNeedNotDivideItsWidth();
};

// What stands in a file that a scenario names is not repeated: somebody else may have written the
// scenario, and named a file that is not theirs.
void TestHfFiles::theFileIsNamedInTheRefusalAndNothingOfItIsShown()
{
    QTemporaryDir folder;
    const std::string home = folder.path().toStdString();
    const std::string scenario = R"({"model": {"hf_config_file": "config.json"}})";
    const auto refusal = [&](const std::string &content) {
        if (!core::writeFile(home + "/config.json", content))
            return QStringLiteral("not written");
        const auto read = core::scenarioFromJson(scenario, "scenario.json", home);
        return QString::fromStdString(read ? "" : read.error().message);
    };
    const QString name = folder.filePath("config.json");
    const QString behind =
        " cannot be read as part of a model: open this file by itself to see why.";
    // the eleventh line of the file
    QCOMPARE(refusal(hf::with("llama-2-7b", "vocab_size", "0")), name + ":11: vocab_size" + behind);
    QCOMPARE(refusal("[]"), name + ":1: This" + behind);
    for (const char *content :
         {"{\"model_type\": \"s3cret\"}", "s3cret", "root:s3cret:1",
          "{\"s3cret\": 1, \"s3cret\": 2}", "{\"architectures\": [\"s3cret\"]}",
          "{\"model_type\": \"llama\", \"hidden_size\": \"s3cret\"}"}) {
        const QString text = refusal(content);
        QVERIFY2(text.startsWith(name + ':') && text.endsWith(behind), qPrintable(text));
        QVERIFY2(!text.contains("s3cret"), qPrintable(text));
    }
}

void TestHfFiles::theUserMayNameAnyFileAndIsToldWhatIsWrong()
{
    QTemporaryDir folder;
    QTemporaryDir other;
    const std::string home = folder.path().toStdString();
    const std::string far = other.filePath("far.json").toStdString();
    QVERIFY(core::writeFile(home + "/scenario.json", R"({"model": "gpt2-124m"})"));
    QVERIFY(core::writeFile(far, hf::textOf("llama-3-8b")));
    const std::vector<std::string> settings = {R"(model={"hf_config_file": ")" + far + "\"}"};
    const auto read = core::loadScenario(home + "/scenario.json", settings);
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(core::parameterCount(read.value().model), 8'030'261'248);
    QVERIFY(core::writeFile(far, "{\"model_type\": \"gptj\"}"));
    const auto wrong = core::loadScenario(home + "/scenario.json", settings);
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.find("\"gptj\"") != std::string::npos,
             wrong.error().message.c_str());
}

void TestHfFiles::aScenarioNamesNoFileElsewhere()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("home/models"));
    const std::string outside = folder.filePath("outside.json").toStdString();
    const std::string home = folder.filePath("home").toStdString();
    QVERIFY(core::writeFile(outside, hf::textOf("llama-3-8b")));
    QVERIFY(core::writeFile(home + "/models/inside.json", hf::textOf("llama-3-8b")));
    QVERIFY(QFile::link(QString::fromStdString(outside), folder.filePath("home/link.json")));
    QVERIFY(QFile::link("models/inside.json", folder.filePath("home/near.json")));
    QVERIFY(QFile::link("..", folder.filePath("home/up")));
    const auto read = [&](const std::string &path) {
        return core::scenarioFromJson(R"({"model": {"hf_config_file": ")" + path + "\"}}", "it",
                                      home);
    };
    for (const std::string path : {"models/inside.json", "./models/inside.json", "near.json"}) {
        const auto inside = read(path);
        QVERIFY2(bool(inside), inside ? "" : inside.error().message.c_str());
    }
    const std::string paths[] = {"../outside.json", "models/../../outside.json",
                                 outside,           "link.json",
                                 "up/outside.json", "near.json\\u0000x"};
    for (const std::string &path : paths) {
        const auto refused = read(path);
        QVERIFY2(!refused, path.c_str());
        QVERIFY2(refused.error().message.starts_with("it:1: model.hf_config_file is the string"),
                 refused.error().message.c_str());
    }
}

// Of Kimi K2: embedding and head 2 x 163840 x 7168, 61 blocks of latent attention and norms, one
// dense MLP of 18432, 60 of 384 + 1 experts of 2048 with a router and its 384 corrections.
void TestHfFiles::anUnknownTypeOfAKnownClassNamesTheFix()
{
    const qint64 attention = 7168LL * 1536 + 1536 + 1536LL * 64 * 192 + 7168LL * (512 + 64) + 512 +
                             512LL * 64 * (128 + 128) + 64LL * 128 * 7168;
    const qint64 expert = 3LL * 7168 * 2048;
    const qint64 count = 2LL * 163840 * 7168 + 7168 + 61 * (attention + 2 * 7168) +
                         3LL * 7168 * 18432 + 60 * (385 * expert + 7168LL * 384 + 384);
    QCOMPARE(count, 1'026'408'232'448);
    const QString refusal = hf::refusalOf(hf::textOf("kimi-k2"));
    QVERIFY2(refusal.contains("model_type is the string \"kimi_k2\", which is not known, but its "
                              "class DeepseekV3ForCausalLM is: write \"deepseek_v3\""),
             qPrintable(refusal));
    QVERIFY2(refusal.contains("1,026,408,232,448 parameters"), qPrintable(refusal));
    const auto read =
        core::loadScenario(hf::fileOf("kimi-k2"), {"model.hf_config.model_type=deepseek_v3"});
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(core::parameterCount(read.value().model), count);
}

void TestHfFiles::classesAreReadInAnyCase()
{
    for (const char *name : {"LLaMAForCausalLM", "llamaforcausallm", "LlamaForCausalLm"}) {
        const std::string text = QString::fromStdString(hf::textOf("llama-2-7b"))
                                     .replace("LlamaForCausalLM", name)
                                     .toStdString();
        const auto read = core::scenarioFromJson(text, "config.json");
        QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
        QCOMPARE(core::parameterCount(read.value().model), 6'738'415'616);
    }
}

// Other families of the transformers library whose names are near to those that are read.
void TestHfFiles::anotherFamilyIsNoSlip_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("like"); // empty: nothing
    for (const char *other :
         {"gptj",   "gpt_neo",  "gpt_bigcode", "llama4",      "llava", "qwen2_vl",   "qwen3_next",
          "bart",   "blip",     "ministral",   "deepseek_vl", "t5",    "mamba2",     "phi4mm",
          "gemma4", "vitmatte", "beit",        "roberta",     "qwen",  "deepseek_v4"})
        QTest::newRow(other) << other << QString();
    const std::pair<const char *, const char *> slips[] = {{"LLaMA", "llama"},
                                                           {"lama", "llama"},
                                                           {"gpt-2", "gpt2"},
                                                           {"GPTNeoX", "gpt_neox"},
                                                           {"deepseek-v3", "deepseek_v3"},
                                                           {"mixtrall", "mixtral"},
                                                           {"Qwen2-MoE", "qwen2_moe"}};
    for (const auto &[slip, type] : slips)
        QTest::newRow(slip) << slip << type;
}

void TestHfFiles::anotherFamilyIsNoSlip()
{
    QFETCH(QString, type);
    QFETCH(QString, like);
    const QString refusal = hf::refusalOf("{\"model_type\": \"" + type.toStdString() + "\"}");
    QVERIFY2(refusal.contains("which is not known"), qPrintable(refusal));
    QCOMPARE(refusal.contains("Did you mean"), !like.isEmpty());
    QVERIFY2(like.isEmpty() || refusal.contains("Did you mean \"" + like + "\"?"),
             qPrintable(refusal));
}

void TestHfFiles::numbersThatAreNotFiniteStandAsideOfWhatIsRead()
{
    const std::string text =
        "{\"scale\": [Infinity, -Infinity, NaN]," + hf::textOf("llama-3-8b").substr(1);
    const auto read = core::scenarioFromJson(text, "config.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QVERIFY(hf::refusalOf(hf::with("llama-3-8b", "hidden_size", "Infinity"))
                .contains("hidden_size is Infinity, but must be a whole number"));
    QVERIFY(hf::refusalOf(R"({"architectures": ["Mamba2ForCausalLM"], "model_type": "mamba2",
                          "time_step_limit": [0.0, Infinity]})")
                .contains("\"mamba2\", which is not known"));
}

// Without num_key_value_heads every head has keys and values of its own (LlamaConfig); head_dim
// may differ from hidden_size / heads.
void TestHfFiles::headsOfLlamaAreAsManyAndAsWideAsItSays_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("shared");
    QTest::addColumn<int>("width");
    QTest::newRow("neither") << "" << 4 << 4 << 16;
    QTest::newRow("null") << ", \"num_key_value_heads\": null, \"head_dim\": null" << 4 << 4 << 16;
    QTest::newRow("12 heads") << ", \"head_dim\": 8" << 12 << 12 << 8;
    QTest::newRow("shared") << ", \"num_key_value_heads\": 2" << 4 << 2 << 16;
    QTest::newRow("wide") << ", \"num_key_value_heads\": 2, \"head_dim\": 32" << 4 << 2 << 32;
}

void TestHfFiles::headsOfLlamaAreAsManyAndAsWideAsItSays()
{
    QFETCH(QString, keys);
    QFETCH(int, heads);
    QFETCH(int, shared);
    QFETCH(int, width);
    const std::string text =
        R"({"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 3, "vocab_size": 100,
            "intermediate_size": 128, "num_attention_heads": )" +
        std::to_string(heads) + keys.toStdString() + '}';
    const auto read = core::scenarioFromJson(text, "config.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    // Queries and output, keys and values, three matrices of the MLP, two norms.
    const qint64 block = 2 * 64 * heads * width + 2 * 64 * shared * width + 3 * 64 * 128 + 2 * 64;
    QCOMPARE(core::parameterCount(read.value().model), 3 * block + 2 * 100 * 64 + 64);
    const core::TransformerSpec &spec = *read.value().model.transformer();
    QCOMPARE(spec.kvHeads, shared);
    QCOMPARE(spec.headDimension, width);
}

// head_dim of each family's configuration class in the transformers library, which applies where a
// file leaves it out: 5 heads do not divide a width of 64, and need not.
void TestHfFiles::headsOfAFamilyNeedNotDivideItsWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("qwen3") << 128;
    QTest::newRow("gemma") << 256;
    QTest::newRow("gemma2") << 256;
    QTest::newRow("gemma3_text") << 256;
    QTest::newRow("glm") << 128;
    QTest::newRow("glm4") << 128;
    QTest::newRow("ernie4_5") << 128;
    QTest::newRow("gpt_oss") << 64;
}

void TestHfFiles::headsOfAFamilyNeedNotDivideItsWidth()
{
    QFETCH(int, width);
    const auto textOfType = [](const std::string &type) {
        return "{\"model_type\": \"" + type +
               R"(", "hidden_size": 64, "num_hidden_layers": 3, "vocab_size": 100,
                  "intermediate_size": 128, "num_attention_heads": 5, "num_key_value_heads": 5,
                  "num_local_experts": 4, "num_experts_per_tok": 2})";
    };
    const auto read = core::scenarioFromJson(textOfType(QTest::currentDataTag()), "config.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().model.transformer()->headDimension, width);
    const QString refusal = hf::refusalOf(textOfType("llama"));
    QVERIFY2(refusal.contains("num_attention_heads is 5, which does not divide hidden_size, 64"),
             qPrintable(refusal));
}

QTEST_APPLESS_MAIN(TestHfFiles)
#include "tests/core/io/hf_cases.h"
#include "tst_hf_files.moc"
