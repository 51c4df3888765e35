// SPDX-License-Identifier: GPL-3.0-or-later
// Families that took one thing or another from Llama, against the parameters that their model cards
// give (the total of the safetensors), and what is told or refused of others.
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_request.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace {

std::string fileOf(const QString &name)
{
    return PARALLARIUM_TEST_DATA "/hf/" + name.toStdString() + ".json";
}

QString textOf(const QString &name)
{
    return QString::fromStdString(core::readFile(fileOf(name), core::kLargestScenarioFile).value());
}

QString refusalOf(const QString &text)
{
    const auto scenario = core::scenarioFromJson(text.toStdString(), "config.json");
    return scenario ? QString() : QString::fromStdString(scenario.error().message);
}

int notesOn(const core::LoadedScenario &loaded, const std::string &place)
{
    return int(std::ranges::count_if(loaded.notes, [&place](const std::string &note) {
        return note.starts_with(place + ": ");
    }));
}

// The sizes of a dense Llama-like block: queries and output, keys and values, MLP, two norms.
std::int64_t block(std::int64_t hidden, std::int64_t heads, std::int64_t shared, std::int64_t width,
                   std::int64_t ffn)
{
    return 2 * hidden * width * (heads + shared) + 3 * hidden * ffn + 2 * hidden;
}

} // namespace

class TestHfNewer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreThePublishedOnes_data();
    void countsAreThePublishedOnes();
    void nemotronHasTheEmbeddingsOfItsPaper();
    void activeOnesAreThoseOfTheModelCard();
    void whatIsLeftOutIsTold_data();
    void whatIsLeftOutIsTold();
    void aModelBesideAFileTellsTheSame();
    void aModelThatIsNamedAnywhereTellsTheSame();
    void aModelOfAScenarioTellsTheSame();
    void layersThatDifferAreRefused_data();
    void layersThatDifferAreRefused();
    void otherFamiliesAreRefusedWithTheReason_data();
    void otherFamiliesAreRefusedWithTheReason();
};

void TestHfNewer::countsAreThePublishedOnes_data()
{
    QTest::addColumn<qint64>("published");
    const std::pair<const char *, std::int64_t> rows[] = {
        {"gpt-oss-20b", 20'914'757'184}, // arXiv:2508.10925, table 1: 20.91 billion
        {"gpt-oss-120b", 116'829'156'672},
        {"gemma-2b", 2'506'172'416},
        {"gemma-7b", 8'537'680'896},
        {"gemma-2-9b", 9'241'705'984},
        {"gemma-2-27b", 27'227'128'320},
        {"gemma-3-1b", 999'885'952},
        {"olmo-2-7b", 7'298'617'344},
        {"olmo-2-32b", 32'234'279'936},
        {"olmo-3-7b", 7'298'011'136},
        {"olmoe-1b-7b", 6'919'161'856},
        {"glm-4-9b-chat", 9'399'951'360},
        {"glm-4-9b-0414", 9'400'279'040},
        {"glm-4-32b-0414", 32'566'081'536},
        {"phi-3.5-moe", 41'873'153'344},
        {"granite-3.1-3b-a800m", 3'298'793'472},
        {"starcoder2-3b", 3'030'371'328},
        {"starcoder2-15b", 15'957'889'024},
        {"exaone-3.5-2.4b", 2'405'327'360},
        {"exaone-4.0-1.2b", 1'279'391'488},
        {"exaone-4.0-32b", 32'003'216'384},
        {"hunyuan-0.5b", 539'010'048},
        {"hunyuan-a13b", 80'393'183'232},
        {"ernie-4.5-0.3b", 360'748'032},
        {"ernie-4.5-21b-a3b", 21'825'437'888},
        {"internlm2-7b", 7'737'708'544},
        {"apertus-8b", 8'053'338'176},
        {"dots.llm1", 142'774'381'696},
        {"afm-4.5b", 4'619'184'640},
        {"opt-6.7b", 6'658'473'984},
        // the file has a scale beside each 128 x 128 of its fp8 matrices, 13,880,064 of them
        {"minimax-m2", 228'703'644'928 - 13'880'064},
        // without the layer that predicts a further token: biases of queries, keys and values, a
        // matrix of twice the width, three norms
        {"mimo-7b",
         7'833'409'536 - (block(4096, 32, 8, 128, 11008) + 6144 + 2 * 4096LL * 4096 + 3 * 4096)},
    };
    for (const auto &[name, parameters] : rows)
        QTest::newRow(name) << qint64(parameters);
}

void TestHfNewer::countsAreThePublishedOnes()
{
    QFETCH(qint64, published);
    const auto scenario = core::loadScenario(fileOf(QTest::currentDataTag()));
    QVERIFY2(bool(scenario), scenario ? "" : scenario.error().message.c_str());
    QCOMPARE(core::parameterCount(scenario.value().model), published);
    // Its class alone is enough, and as resolved it is read back the same.
    QString text = textOf(QTest::currentDataTag());
    text.replace("\"model_type\"", "\"kind\"");
    const auto byClass = core::scenarioFromJson(text.toStdString(), "config.json");
    QVERIFY2(bool(byClass), byClass ? "" : byClass.error().message.c_str());
    QCOMPARE(core::parameterCount(byClass.value().model), published);
    const auto again = core::scenarioFromJson(core::scenarioToJson(scenario.value()), "again");
    QVERIFY2(bool(again), again ? "" : again.error().message.c_str());
    QVERIFY(again.value() == scenario.value());
}

// arXiv:2406.11704, section 2.1: 9.4 billion of embeddings and 331.6 billion others.
void TestHfNewer::nemotronHasTheEmbeddingsOfItsPaper()
{
    const core::ModelSpec model = core::loadScenario(fileOf("nemotron-4-340b")).value().model;
    const std::int64_t tables = 2 * model.transformer()->vocab * model.transformer()->hidden;
    QCOMPARE(std::round(double(tables) / 1e8), 94);
    QCOMPARE(std::round(double(core::parameterCount(model) - tables) / 1e8), 3316);
}

// arXiv:2508.10925, table 1: 3.61 and 5.13 billion for each token, without the table of embeddings.
void TestHfNewer::activeOnesAreThoseOfTheModelCard()
{
    const std::pair<const char *, double> rows[] = {{"gpt-oss-20b", 361}, {"gpt-oss-120b", 513}};
    for (const auto &[name, hundredths] : rows) {
        const core::ModelSpec model = core::loadScenario(fileOf(name)).value().model;
        // The table counts biases of idle experts neither.
        const core::TransformerSpec &spec = *model.transformer();
        const std::int64_t idle = (spec.experts - spec.expertsPerToken) * 3 * spec.hidden;
        const std::int64_t active =
            core::activeParameterCount(model) - spec.vocab * spec.hidden - spec.layers * idle;
        QCOMPARE(std::round(double(active) / 1e7), hundredths);
    }
}

void TestHfNewer::whatIsLeftOutIsTold_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("words"); // of each note
    const auto row = [](const char *file, const QStringList &words) {
        QTest::newRow(file) << file << words;
    };
    row("gpt-oss-20b", {"quantization_config (mxfp4) is not simulated",
                        "sliding_window is 128 in 12 of its layers"});
    row("gemma-2-9b", {"Each block has two more norms, behind attention and MLP: their 301,056 "
                       "parameters are counted, and their time is not",
                       "sliding_window is 4,096: every layer is simulated with attention over the "
                       "whole sequence"});
    row("minimax-m2", {"quantization_config (fp8)", "num_mtp_modules is 3"});
    row("mimo-7b", {"num_nextn_predict_layers is 1: what predicts further tokens is neither "
                    "counted nor simulated"});
    // Windows that hold the whole sequence, or are none
    row("phi-3.5-moe", {});
    row("exaone-4.0-1.2b", {});
    row("llama-3-8b", {});
}

void TestHfNewer::whatIsLeftOutIsTold()
{
    QFETCH(QString, file);
    QFETCH(QStringList, words);
    const auto loaded = core::loadWithNotes(fileOf(file), {}, {});
    QVERIFY2(bool(loaded), loaded ? "" : loaded.error().message.c_str());
    const std::vector<std::string> &notes = loaded.value().notes;
    QCOMPARE(qsizetype(notes.size()), words.size());
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString note = QString::fromStdString(notes[std::size_t(i)]);
        QVERIFY2(note.startsWith(QString::fromStdString(fileOf(file)) + ": ") &&
                     note.contains(words[i]),
                 qPrintable(note));
    }
    // Qwen says so of windows that it does not use, and a note is made of numbers alone.
    QString off = textOf(file);
    off.replace("\"sliding_window\"", "\"use_sliding_window\": false, \"sliding_window\"");
    off.replace("\"num_nextn_predict_layers\": 1", "\"num_nextn_predict_layers\": \"one\"");
    QVERIFY2(refusalOf(off).isEmpty(), qPrintable(refusalOf(off)));
}

void TestHfNewer::aModelBesideAFileTellsTheSame()
{
    const auto loaded = core::loadRequested({.file = PARALLARIUM_TEST_DATA "/launch/acc_fsdp.yaml",
                                             .settings = {"training.micro_batch=1"},
                                             .model = fileOf("gpt-oss-20b")});
    QVERIFY2(bool(loaded), loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(notesOn(loaded.value(), fileOf("gpt-oss-20b")), 2);
}

// --model may name a scenario, --set another file: whoever is read tells.
void TestHfNewer::aModelThatIsNamedAnywhereTellsTheSame()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("scenario.json")).toStdString();
    QVERIFY(bool(core::writeFile(path, R"({"model": {"hf_config": )" +
                                           textOf("gpt-oss-20b").toStdString() + "}}")));
    const auto beside = core::loadRequested({.file = PARALLARIUM_TEST_DATA "/launch/acc_fsdp.yaml",
                                             .settings = {"training.micro_batch=1"},
                                             .model = path});
    QVERIFY2(bool(beside), beside ? "" : beside.error().message.c_str());
    QCOMPARE(notesOn(beside.value(), path + ": model.hf_config"), 2);

    QVERIFY(bool(core::writeFile(path, R"({"model": {"hf_config_file": "config.json"}})")));
    const std::string setting = "model.hf_config_file=" + fileOf("gpt-oss-20b");
    const auto set = core::loadRequested({.file = path, .settings = {setting}});
    QVERIFY2(bool(set), set ? "" : set.error().message.c_str());
    QCOMPARE(notesOn(set.value(), fileOf("gpt-oss-20b")), 2);
}

void TestHfNewer::aModelOfAScenarioTellsTheSame()
{
    const QTemporaryDir folder;
    QVERIFY(QFile::copy(QString::fromStdString(fileOf("gpt-oss-20b")),
                        folder.filePath(QStringLiteral("config.json"))));
    const QString inside = QStringLiteral("\"hf_config\": ") + textOf("gpt-oss-20b");
    for (const QString &model : {QStringLiteral(R"("hf_config_file": "config.json")"), inside}) {
        const QString path = folder.filePath(QStringLiteral("scenario.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write((QStringLiteral("{\"model\": {") + model + QStringLiteral("}}")).toUtf8());
        file.close();
        const auto loaded = core::loadRequested({.file = path.toStdString()});
        QVERIFY2(bool(loaded), loaded ? "" : loaded.error().message.c_str());
        const std::vector<std::string> &notes = loaded.value().notes;
        QCOMPARE(notes.size(), std::size_t(2));
        QVERIFY(notes.front().find("quantization_config (mxfp4)") != std::string::npos);
        const auto other =
            core::loadRequested({.file = path.toStdString(), .settings = {"model=llama-2-7b"}});
        QVERIFY(other && other.value().notes.empty());
    }
}

void TestHfNewer::layersThatDifferAreRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("words");
    QTest::newRow("experts") << "hunyuan-a13b"
                             << "\"num_experts\": 64"
                             << "\"num_experts\": [64, 32]"
                             << "num_experts is a list, but must be a number";
    QTest::newRow("linear attention") << "minimax-m2"
                                      << "[1, 1,"
                                      << "[0, 1,"
                                      << "attn_type_list has another entry than 1";
    QTest::newRow("every second") << "ernie-4.5-21b-a3b"
                                  << "\"moe_layer_interval\": 1"
                                  << "\"moe_layer_interval\": 2"
                                  << "moe_layer_interval is the number 2";
    QTest::newRow("the last without experts") << "ernie-4.5-21b-a3b"
                                              << "\"moe_layer_end_index\": 27"
                                              << "\"moe_layer_end_index\": 20"
                                              << "only 27 is simulated";
}

void TestHfNewer::layersThatDifferAreRefused()
{
    QFETCH(QString, file);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, words);
    const QString refusal = refusalOf(textOf(file).replace(from, to));
    QVERIFY2(refusal.contains(words), qPrintable(refusal));
}

void TestHfNewer::otherFamiliesAreRefusedWithTheReason_data()
{
    QTest::addColumn<QString>("words");
    const std::pair<const char *, const char *> rows[] = {
        {"qwen3_next", "most of its layers have gated linear attention"},
        {"minimax", "lightning attention"},
        {"mamba2", "state spaces"},
        {"t5", "an encoder and a decoder"},
        {"gemma3", "save what stands under text_config as a config.json of its own"},
        {"olmo", "its norms have no weights"},
        {"cohere", "share one norm"}};
    for (const auto &[type, words] : rows)
        QTest::newRow(type) << words;
}

void TestHfNewer::otherFamiliesAreRefusedWithTheReason()
{
    QFETCH(QString, words);
    const QString type = QString::fromLatin1(QTest::currentDataTag());
    const QString refusal =
        refusalOf(R"({"model_type": ")" + type + R"(", "architectures": ["LlamaForCausalLM"]})");
    QVERIFY2(refusal.contains("model_type is the string \"" + type + "\", which is not known: ") &&
                 refusal.contains(words),
             qPrintable(refusal));
}

QTEST_APPLESS_MAIN(TestHfNewer)
#include "tst_hf_newer.moc"
