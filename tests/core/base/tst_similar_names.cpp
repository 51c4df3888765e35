// SPDX-License-Identifier: GPL-3.0-or-later
// Which name is suggested for one that is not known: what a person would have meant.
#include "core/base/similar_names.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/schedule/schedule.h"

#include <QTest>

#include <string>
#include <vector>

class TestSimilarNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMeantIsSuggested_data();
    void whatIsMeantIsSuggested();
    void nothingLikeItIsNoSuggestion();
    void slipsAreOfTwoLettersAtMost();
    void aRefusedSettingNamesIt_data();
    void aRefusedSettingNamesIt();
};

void TestSimilarNames::whatIsMeantIsSuggested_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *table, const char *word, const char *meant) {
        QTest::addRow("%s %s", table, word)
            << QByteArray(table) << QByteArray(word) << QByteArray(meant);
    };
    row("devices", "H100-80G", "h100-80g"); // not a100-80g, which has as many letters the same
    row("devices", "h100", "h100-80g");
    row("devices", "H200", "h200-141g");
    row("devices", "RTX 4090", "rtx-4090");
    row("devices", "4090", "rtx-4090");
    row("devices", "a100-80gb", "a100-80g");
    row("models", "llama3-8b", "llama-3-8b");
    row("models", "Llama-3-70B", "llama-3-70b");
    row("models", "mixtral", "mixtral-8x7b");
    row("links", "infiniband", "ib-ndr");
    row("links", "ndr", "ib-ndr");
    row("schedules", "1f1B", "1f1b");
    row("schedules", "ZB_H1", "zb-h1");
    row("schedules", "interleave", "interleaved");
    row("choices", "fsdp", "zero3");
    row("choices", "SHARD_GRAD_OP", "zero2");
    row("choices", "ZeRO3", "zero3");
    row("choices", "AdamW", "adam");
    row("choices", "bfloat16", "bf16");
    row("choices", "seq_len", "sequence");
    row("choices", "tp", "tensor");
}

void TestSimilarNames::whatIsMeantIsSuggested()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, meant);
    std::vector<std::string_view> ids = {"zero1", "zero2", "zero3",    "adam",   "sgd",
                                         "bf16",  "fp16",  "sequence", "tensor", "pipeline"};
    if (table != "choices")
        ids.clear();
    if (table == "devices")
        for (const core::DeviceSpec &device : core::devicePresets())
            ids.push_back(device.id);
    if (table == "models")
        for (const core::ModelSpec &model : core::modelPresets())
            ids.push_back(model.id);
    if (table == "links")
        for (const core::LinkSpec &link : core::linkPresets())
            ids.push_back(link.id);
    if (table == "schedules")
        for (const core::ScheduleEntry &entry : core::schedules())
            ids.push_back(entry.id);
    const std::string_view like = core::nearest(word.toStdString(), ids);
    QCOMPARE(QByteArray(like.data(), static_cast<qsizetype>(like.size())), meant);
}

void TestSimilarNames::nothingLikeItIsNoSuggestion()
{
    const std::vector<std::string_view> ids = {"zero1", "zero2", "h100-80g"};
    for (const char *word : {"", "x", "something", "80"})
        QVERIFY2(core::nearest(word, ids).empty(), word);
    QVERIFY(core::nearest(std::string(1000, 'z'), ids).empty());
}

void TestSimilarNames::slipsAreOfTwoLettersAtMost()
{
    QCOMPARE(core::slipBetween("max_length", "max_length"), std::size_t(0));
    QCOMPARE(core::slipBetween("max_legth", "max_length"), std::size_t(1));
    QCOMPARE(core::slipBetween("max_lenght", "max_length"), std::size_t(2));   // two replaced
    QCOMPARE(core::slipBetween("max_length", "max_length_of"), core::kNoSlip); // three more
    QCOMPARE(core::slipBetween("max_steps", "min_lengt"), core::kNoSlip);
    QCOMPARE(core::slipBetween("abcdefgh", "abcdefgx"), std::size_t(1)); // 8 letters
    QCOMPARE(core::slipBetween("abcdefg", "abcdefgh"), core::kNoSlip);   // 7: another word
    const std::string longest(199, 'z');
    QCOMPARE(core::slipBetween(longest, longest), std::size_t(0));
    QCOMPARE(core::slipBetween(longest, longest + 'z'), core::kNoSlip);
}

void TestSimilarNames::aRefusedSettingNamesIt_data()
{
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *setting, const char *meant) {
        QTest::newRow(setting) << QByteArray(setting) << QByteArray(meant);
    };
    row("cluster.device=h100", "Did you mean \"h100-80g\"?");
    row("parallel.schedule=1f1B", "perhaps \"1f1b\" is meant");
    row("parallel.sharding=fsdp", "Did you mean \"zero3\"?");
    row("training.optimizer=adamw", "Did you mean \"adam\"?");
    row("training.seq_len=4096", "Did you mean \"sequence\"?");
    row("parallel.tp=4", "Did you mean \"tensor\"?");
}

void TestSimilarNames::aRefusedSettingNamesIt()
{
    QFETCH(QByteArray, setting);
    QFETCH(QByteArray, meant);
    const core::Result<core::Scenario> scenario =
        core::loadScenario("1f1b-4-8", {setting.toStdString()});
    QVERIFY(!scenario);
    QVERIFY2(QByteArray::fromStdString(scenario.error().message).contains(meant),
             scenario.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestSimilarNames)
#include "tst_similar_names.moc"
