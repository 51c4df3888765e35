// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/snapshot.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

class TestHfConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreThePublishedOnes_data();
    void countsAreThePublishedOnes();
    void itsModelIsThatOfThePreset_data();
    void itsModelIsThatOfThePreset();
    void aScenarioNamesAFileBesideIt();
    void aScenarioHoldsAConfiguration();
    void aConfigurationIsOpenedInPlaceOfAScenario();
    void aClassIsEnoughToKnowTheKind();
    void aModelWithoutItsHeadCountsLess();
    void attentionBiasesAreOnAllFourProducts();
    void aConfigurationWithoutAKindIsToldSo();
    void aSquareImageMayHaveTwoSides();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void brokenConfigurationsAreRefusedOrSimulated();
};

void TestHfConfig::countsAreThePublishedOnes_data()
{
    QTest::addColumn<qint64>("published");
    QTest::addColumn<int>("sequence");
    const struct
    {
        const char *name;
        qint64 parameters;
        int sequence; // as trained, at most 8192
    } rows[] = {{"gpt2", 124'439'808, 1024},
                {"gpt2-xl", 1'557'611'200, 1024},
                {"llama-2-7b", 6'738'415'616, 4096},
                {"llama-2-70b", 68'976'648'192, 4096},
                {"llama-3-8b", 8'030'261'248, 8192},
                {"llama-3-70b", 70'553'706'496, 8192},
                {"llama-3.1-405b", 405'853'388'800, 8192},
                {"mistral-7b", 7'241'732'096, 8192},
                {"mixtral-8x7b", 46'702'792'704, 8192},
                {"qwen2-7b", 7'615'616'512, 8192},
                {"qwen2-0.5b", 494'032'768, 8192},
                {"qwen3-8b", 8'190'735'360, 8192},
                {"qwen3-30b-a3b", 30'532'122'624, 8192},
                {"qwen1.5-moe-a2.7b", 14'315'784'192, 8192},
                {"deepseek-v2", 235'741'434'880, 8192},
                {"deepseek-v2-lite", 15'706'484'224, 8192},
                // with the 58 x 256 corrections of its router
                {"deepseek-v3", 671'026'404'352 + 58 * 256, 8192},
                // without the layer that predicts a further token: that is a layer, 2 x 4096^2,
                // three norms and two tables
                {"glm-4.5-air", 110'468'824'832 - 3'616'573'568, 8192},
                {"phi-3-mini", 3'821'079'552, 4096},
                {"granite-3.1-8b", 8'170'848'256, 8192},
                {"smollm3-3b", 3'075'098'624, 8192},
                {"seed-oss-36b", 36'151'104'512, 8192},
                {"gpt-neox-20b", 20'554'567'680, 2048},
                {"bloom", 176'247'271'424, 2048},
                {"bloom-560m", 559'214'592, 2048},
                {"bert-large", 335'141'888, 512},
                {"bert-base-mlm", 109'514'298, 512},
                {"bert-base-pretraining", 110'106'428, 512},
                {"vit-base-patch16-224", 86'567'656, 197},
                {"vit-base-patch16-224-in21k", 86'389'248, 197}};
    for (const auto &row : rows)
        QTest::newRow(row.name) << row.parameters << row.sequence;
}

void TestHfConfig::countsAreThePublishedOnes()
{
    QFETCH(qint64, published);
    QFETCH(int, sequence);
    const auto scenario = core::loadScenario(hf::fileOf(QTest::currentDataTag()));
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    QCOMPARE(core::parameterCount(scenario.value().model), published);
    QCOMPARE(scenario.value().training.sequence, sequence);
    QVERIFY(!scenario.value().model.title.empty());
    // As resolved, it is read back the same.
    for (const core::Detail detail : {core::Detail::Short, core::Detail::Everything}) {
        const auto again =
            core::scenarioFromJson(core::scenarioToJson(scenario.value(), detail), "again");
        QVERIFY2(bool(again), again ? "" : again.error().message.c_str());
        QVERIFY(again.value() == scenario.value());
    }
}

void TestHfConfig::itsModelIsThatOfThePreset_data()
{
    QTest::addColumn<QString>("preset");
    QTest::newRow("gpt2") << "gpt2-124m";
    QTest::newRow("gpt2-xl") << "gpt2-1.5b";
    for (const char *same :
         {"llama-2-7b", "llama-2-70b", "llama-3-8b", "llama-3-70b", "llama-3.1-405b", "mistral-7b",
          "mixtral-8x7b", "qwen2-7b", "deepseek-v3", "gpt-neox-20b", "bert-large"})
        QTest::newRow(same) << same;
    QTest::newRow("bloom") << "bloom-176b";
    QTest::newRow("vit-base-patch16-224") << "vit-b-16";
}

void TestHfConfig::itsModelIsThatOfThePreset()
{
    QFETCH(QString, preset);
    const core::Scenario scenario = core::loadScenario(hf::fileOf(QTest::currentDataTag())).value();
    QVERIFY(*scenario.model.transformer() == *core::findModel(preset.toStdString())->transformer());
}

void TestHfConfig::aScenarioNamesAFileBesideIt()
{
    QTemporaryDir folder;
    const std::string home = folder.path().toStdString();
    QVERIFY(core::writeFile(home + "/config.json", hf::textOf("llama-3-8b")));
    const std::string scenario = R"({"model": {"hf_config_file": "config.json", "title": "Mine"},
        "parallel": {"pipeline": 4}})";
    QVERIFY(core::writeFile(home + "/scenario.json", scenario));
    const auto read = core::loadScenario(home + "/scenario.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().title, "Mine on 4 GPUs");
    QCOMPARE(core::parameterCount(read.value().model), 8'030'261'248);
    QVERIFY(core::scenarioFromJson(scenario, "dropped", home));
    const auto lost = core::scenarioFromJson(scenario, "dropped", home + "/elsewhere");
    QVERIFY(!lost);
    QVERIFY(lost.error().message.starts_with("dropped:1: model.hf_config_file: "));
}

void TestHfConfig::aScenarioHoldsAConfiguration()
{
    const std::string text = R"({"model": {"hf_config": )" + hf::textOf("mixtral-8x7b") +
                             R"(, "sequence": 4096}, "parallel": {"pipeline": 8}})";
    const auto read = core::scenarioFromJson(text, "inline");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().training.sequence, 4096);
    QCOMPARE(core::parameterCount(read.value().model), 46'702'792'704);
    QVERIFY(bool(core::run(read.value())));
    QVERIFY(!core::scenarioFromJson(R"({"model": {"hf_config": {}, "hf_config_file": "x"}})", "x"));
}

void TestHfConfig::aConfigurationIsOpenedInPlaceOfAScenario()
{
    const auto read =
        core::loadScenario(hf::fileOf("gpt2"), {"parallel.pipeline=4", "training.global_batch=8",
                                                "training.micro_batch=1"});
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(read.value().title, "gpt2 on 4 GPUs"); // from openai-community/gpt2
    QCOMPARE(core::microBatchCount(read.value()), 8);
    QVERIFY(bool(core::run(read.value())));
}

void TestHfConfig::aClassIsEnoughToKnowTheKind()
{
    const auto read = core::scenarioFromJson(hf::with("qwen2-7b", "model_type", ""), "config.json");
    QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
    QCOMPARE(core::parameterCount(read.value().model), 7'615'616'512);
}

// Without the 128256 x 4096 matrix of its own
void TestHfConfig::aModelWithoutItsHeadCountsLess()
{
    const auto read = core::scenarioFromJson(QString::fromStdString(hf::textOf("llama-3-8b"))
                                                 .replace("ForCausalLM", "Model")
                                                 .toStdString(),
                                             "config.json");
    QCOMPARE(core::parameterCount(read.value().model), 8'030'261'248 - 128'256LL * 4096);
}

void TestHfConfig::aConfigurationWithoutAKindIsToldSo()
{
    const QString refusal = hf::refusalOf(
        R"({"hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32})");
    QVERIFY2(refusal.contains("model_type is missing"), qPrintable(refusal));
}

void TestHfConfig::aSquareImageMayHaveTwoSides()
{
    const auto one = core::scenarioFromJson(hf::textOf("vit-base-patch16-224"), "config.json");
    const auto two = core::scenarioFromJson(
        hf::with("vit-base-patch16-224", "image_size", "[224, 224]"), "config.json");
    QVERIFY(bool(one) && bool(two));
    QVERIFY(one.value().model == two.value().model);
}

void TestHfConfig::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // empty: missing
    QTest::addColumn<QString>("words"); // of the refusal
    const struct
    {
        const char *file;
        const char *key;
        const char *value;
        const char *words;
    } rows[] = {
        {"llama-3-8b", "model_type", "\"mamba\"", "\"mamba\", which is not known"},
        {"llama-3-8b", "model_type", "\"lama\"", "Did you mean \"llama\"?"},
        {"llama-3-8b", "model_type", "7", "model_type is the number 7"},
        {"llama-3-8b", "hidden_size", "", "hidden_size is missing"},
        {"llama-3-8b", "num_hidden_layers", "", "num_hidden_layers is missing"},
        {"llama-3-8b", "intermediate_size", "", "intermediate_size is missing"},
        {"llama-3-8b", "vocab_size", "null", "vocab_size is missing"},
        {"deepseek-v3", "q_lora_rank", "", "q_lora_rank is missing"},
        {"deepseek-v3", "n_shared_experts", "", "n_shared_experts is missing"},
        {"deepseek-v3", "first_k_dense_replace", "", "first_k_dense_replace is missing"},
        {"llama-3-8b", "hidden_size", "0", "hidden_size is 0, but must be from 1 to"},
        {"llama-3-8b", "hidden_size", "-4096", "hidden_size is -4,096"},
        {"llama-3-8b", "hidden_size", "1e18", "hidden_size is the number 1e+18"},
        {"llama-3-8b", "hidden_size", "1000000000000000000", "but must be from 1 to 1,000,000"},
        {"llama-3-8b", "hidden_size", "\"4096\"", "must be a whole number"},
        {"llama-3-8b", "hidden_size", "40.5", "must be a whole number"},
        {"llama-2-7b", "hidden_size", "4100",
         "num_attention_heads is 32, which does not divide hidden_size, 4,100"},
        {"llama-3-8b", "num_key_value_heads", "5",
         "num_key_value_heads is 5, which does not divide num_attention_heads, 32"},
        {"llama-3-8b", "num_key_value_heads", "64", "does not divide"},
        {"llama-3-8b", "num_key_value_heads", "7", "the nearest that does is 8."},
        {"llama-2-7b", "num_attention_heads", "33", "the nearest that does is 32."},
        {"deepseek-v3", "first_k_dense_replace", "62",
         "first_k_dense_replace is 62, but must be from 0 to 61"},
        {"vit-base-patch16-224", "image_size", "[224, 196]", "only square images are simulated"},
        {"llama-3-8b", "num_hidden_layers", "1000000000", "num_hidden_layers is 1,000,000,000"},
        {"llama-3-8b", "tie_word_embeddings", "1", "must be true or false"},
        {"llama-3-8b", "mlp_bias", "true", "only false is simulated"},
        {"llama-3-8b", "architectures", "[\"LlamaForSequenceClassification\"],",
         "LlamaForCausalLM and LlamaModel"},
        {"mistral-7b", "num_key_value_heads", "", "num_key_value_heads is missing"},
        {"mixtral-8x7b", "num_local_experts", "", "num_local_experts is missing"},
        {"mixtral-8x7b", "num_experts_per_tok", "9", "must be from 1 to 8"},
        {"deepseek-v3", "kv_lora_rank", "", "kv_lora_rank is missing"},
        {"deepseek-v3", "moe_layer_freq", "2", "only 1 is simulated"},
        {"deepseek-v3", "n_group", "7",
         "n_group is 7, which does not divide n_routed_experts, 256"},
        {"deepseek-v3", "topk_group", "9", "topk_group is 9, but must be from 0 to 8"},
        {"deepseek-v2", "topk_group", "\"3\"", "must be a whole number"},
        {"qwen3-30b-a3b", "decoder_sparse_step", "2", "only 1 is simulated"},
        {"gpt2", "n_embd", "", "n_embd is missing"},
        {"gpt2", "n_positions", "0", "n_positions is 0"},
        {"bloom", "n_layer", "", "n_layer is missing"},
        {"bert-large", "type_vocab_size", "", "type_vocab_size is missing"},
        {"vit-base-patch16-224", "patch_size", "15",
         "patch_size is 15, which does not divide image_size, 224"},
        {"vit-base-patch16-224", "image_size", "", "image_size is missing"},
    };
    for (const auto &row : rows)
        QTest::newRow(qPrintable(QString("%1 %2 %3").arg(row.file, row.key, row.value)))
            << row.file << row.key << row.value << row.words;
}

void TestHfConfig::whatIsWrongIsRefused()
{
    QFETCH(QString, file);
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, words);
    QString text = QString::fromStdString(hf::with(file, key, value));
    if (key == "architectures") // its list stands on three lines
        text = QString::fromStdString(hf::textOf(file))
                   .replace("LlamaForCausalLM", "LlamaForSequenceClassification");
    const QString refusal = hf::refusalOf(text.toStdString());
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
    QVERIFY2(refusal.startsWith("config.json:"), qPrintable(refusal));
}

// Numbers of every size in place of one another: a sentence, or a model that can be counted.
void TestHfConfig::brokenConfigurationsAreRefusedOrSimulated()
{
    std::mt19937 generator(20260101);
    const auto below = [&generator](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, end - 1)(generator);
    };
    const QStringList values = {"0",       "1",   "-1",   "3",     "128",      "99999",
                                "1000000", "1e9", "1e18", "1e308", "\"8\"",    "null",
                                "[1, 2]",  "{}",  "true", "0.125", "100000000"};
    for (const char *file : {"gpt2", "llama-3-8b", "mixtral-8x7b", "deepseek-v3", "bert-large",
                             "vit-base-patch16-224", "qwen3-30b-a3b", "bloom"}) {
        const QStringList lines = QString::fromStdString(hf::textOf(file)).split('\n');
        for (int round = 0; round < 150; ++round) {
            QStringList changed = lines;
            for (int change = 0; change < 2; ++change) {
                QString &line = changed[below(changed.size())];
                const qsizetype colon = line.indexOf(": ");
                if (colon > 0 && !line.endsWith('['))
                    line = line.left(colon + 2) + values[below(values.size())] +
                           (line.endsWith(',') ? "," : "");
            }
            const auto read = core::scenarioFromJson(changed.join('\n').toStdString(), "broken");
            if (read)
                QVERIFY(core::parameterCount(read.value().model) > 0);
            else
                QVERIFY(read.error().message.size() > 20);
        }
    }
}

// Queries and outputs of 32 heads of 128, keys and values of 8: biases of 32 layers.
void TestHfConfig::attentionBiasesAreOnAllFourProducts()
{
    const auto scenario =
        core::scenarioFromJson(hf::with("llama-3-8b", "attention_bias", "true"), "config.json");
    QVERIFY(bool(scenario));
    QCOMPARE(core::parameterCount(scenario.value().model),
             std::int64_t{8'030'261'248 + 32 * (2 * 4096 + 2 * 1024)});
}

QTEST_APPLESS_MAIN(TestHfConfig)
#include "tests/core/io/hf_cases.h"
#include "tst_hf_config.moc"
