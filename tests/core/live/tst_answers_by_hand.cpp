// SPDX-License-Identifier: GPL-3.0-or-later
// What a trained network answers, and what is told of a run, each by hand.
#include "core/io/live/idx_file.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/answers.h"
#include "core/live/session/calibration.h"
#include "core/live/session/run_report.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace {

namespace live = core::live;

live::Tensors startOf(const live::NetworkSpec &network)
{
    live::Tensors weights(live::allTensors(network).size());
    for (const live::TensorSpec &tensor : live::allTensors(network)) {
        for (std::int64_t i = 0; i < tensor.size(); ++i)
            weights[static_cast<std::size_t>(tensor.number)].push_back(
                live::startValue(network, tensor, i));
    }
    return weights;
}

live::NetworkSpec dense()
{
    live::NetworkSpec network;
    network.kind = live::NetworkKind::Mlp;
    network.sizes = {4, 2};
    return network;
}

} // namespace

class TestAnswersByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesThatAreShownAreThoseOfTheTest();
    void aLongTextIsContinuedFromItsEnd();
    void withoutATestTheLastBatchIsTold();
    void workOfAnotherSizeHasAnotherName();
    void aClassThatOnlyTheTestHasIsRefused();
};

// Ten rows, of which the last two are for the test.
void TestAnswersByHand::picturesThatAreShownAreThoseOfTheTest()
{
    live::Table table = {.width = 4, .classes = 2, .trainingRows = 8};
    for (int row = 0; row < 10; ++row) {
        table.numbers.insert(table.numbers.end(), 4, static_cast<float>(row));
        table.labels.push_back(row % 2);
    }
    live::Evaluator<float> evaluator(dense(), startOf(dense()));
    const std::vector<live::ImageAnswer> answers = live::imageAnswersOf(evaluator, table, 2);
    QCOMPARE(answers.size(), std::size_t{2});
    for (int i = 0; i < 2; ++i) {
        const live::ImageAnswer &answer = answers[static_cast<std::size_t>(i)];
        QCOMPARE(answer.row, 8 + i);
        QCOMPARE(answer.right, i);
        QCOMPARE(answer.pixels.front(), static_cast<float>(8 + i));
    }
}

// A network of four tokens sees the last four.
void TestAnswersByHand::aLongTextIsContinuedFromItsEnd()
{
    live::NetworkSpec network;
    network.kind = live::NetworkKind::Gpt;
    network.hidden = 8;
    network.heads = 2;
    network.layers = 1;
    network.sequence = 4;
    network.vocab = 256;
    live::Evaluator<float> evaluator(network, startOf(network));
    const std::vector<std::int32_t> text = {72, 101, 108, 108, 111, 33};
    const std::span<const std::int32_t> all(text);
    QVERIFY(evaluator.nextByte(all) == evaluator.nextByte(all.last(4)));
    QVERIFY(evaluator.nextByte(all) != evaluator.nextByte(all.first(4)));
}

void TestAnswersByHand::withoutATestTheLastBatchIsTold()
{
    live::RunReport report;
    report.scenario = core::loadScenario("train-digits-1").value();
    report.lastStep = core::run(report.scenario).value();
    report.steps = {{.number = 1, .loss = 2, .accuracy = 0.25, .time = 10, .message = {}},
                    {.number = 2, .loss = 1, .accuracy = 0.75, .time = 10, .message = {}}};
    const auto told = [&report] {
        return QJsonDocument::fromJson(QByteArray::fromStdString(live::reportToJson(report)))
            .object();
    };
    QCOMPARE(told()[QStringLiteral("accuracy")].toDouble(), 0.75);
    QCOMPARE(told()[QStringLiteral("accuracy_of")].toString(), QStringLiteral("batch"));
    report.testAccuracy = 0.5;
    QCOMPARE(told()[QStringLiteral("accuracy")].toDouble(), 0.5);
    QCOMPARE(told()[QStringLiteral("accuracy_of")].toString(), QStringLiteral("test"));
}

// What was measured of four samples does not hold for eight.
void TestAnswersByHand::workOfAnotherSizeHasAnotherName()
{
    live::Layout layout = {.network = dense(), .samples = 4};
    layout.order.ranks = 1;
    const live::Instruction forward = {.code = live::Code::Forward, .partEnd = 1, .unit = 0};
    const std::string four = live::workName(layout, 0, {}, forward);
    layout.samples = 8;
    QVERIFY2(live::workName(layout, 0, {}, forward) != four, four.c_str());
}

namespace {

// Images of a pixel each with these labels, in the form of MNIST.
bool writeImages(const QTemporaryDir &folder, const char *part, const QByteArray &labels)
{
    const auto write = [&](const char *kind, const QByteArray &bytes) {
        QFile file(folder.filePath(QLatin1String(part) + QLatin1String(kind)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    const QByteArray count = QByteArray(3, 0) + char(labels.size());
    const QByteArray one = QByteArray(3, 0) + char(1);
    return write("-images-idx3-ubyte", QByteArray::fromHex("00000803") + count + one + one +
                                           QByteArray(labels.size(), 7)) &&
           write("-labels-idx1-ubyte", QByteArray::fromHex("00000801") + count + labels);
}

} // namespace

// Classes 0 and 1 are learned: a 2 is one too many, as no output stands for it.
void TestAnswersByHand::aClassThatOnlyTheTestHasIsRefused()
{
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    QVERIFY(writeImages(folder, "train", QByteArray::fromHex("0001")));
    QVERIFY(writeImages(folder, "t10k", QByteArray::fromHex("0100")));
    const auto known = core::readIdxFolder(path);
    QVERIFY2(bool(known), known ? "" : known.error().message.c_str());
    QCOMPARE(known.value()->classes, 2);
    QVERIFY(writeImages(folder, "t10k", QByteArray::fromHex("0102")));
    const auto unknown = core::readIdxFolder(path);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().message.find("go up to 2") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestAnswersByHand)
#include "tst_answers_by_hand.moc"
