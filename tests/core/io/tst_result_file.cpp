// SPDX-License-Identifier: GPL-3.0-or-later
// What is written of a result, by hand: visits as lines, and where devices are.
#include "core/io/file/file_writer.h"
#include "core/io/file/files.h"
#include "core/io/result/event_writer.h"
#include "core/io/result/result_json.h"
#include "tests/core/toy_scenario.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

class TestResultFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreSecondsWithAllTheirZeros();
    void everyDeviceIsNamedWithItsPlace();

private:
    [[nodiscard]] QStringList linesOf(const core::Snapshot &snapshot, core::EventFormat format)
    {
        const std::string path = m_folder.filePath(QStringLiteral("events")).toStdString();
        core::FileWriter writer(path);
        if (!writer.open() || !core::writeEvents(writer, snapshot, format) || !writer.seal() ||
            !writer.commit())
            return {};
        const std::string text = core::readFile(path, std::size_t{1} << 20).value();
        return QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
    }

    QTemporaryDir m_folder;
};

// Two ranks, one micro-batch; forward 1 ms, backward 2.
void TestResultFile::timesAreSecondsWithAllTheirZeros()
{
    const core::SnapshotPtr snapshot = toy::run(toy::pipeline("1f1b", 2, 1));
    const QStringList expected = {
        QStringLiteral("begin_s,end_s,device,replica,rank,stage,micro_batch,batch,kind,name"),
        QStringLiteral("0,0.001,0,0,0,0,0,1,forward,batch1-layer1"),
        QStringLiteral("0.001,0.002,1,0,1,1,0,1,forward,batch1-layer2"),
        QStringLiteral("0.002,0.004,1,0,1,1,0,1,backward,batch1-layer2-backward"),
        QStringLiteral("0.004,0.006,0,0,0,0,0,1,backward,batch1-layer1-backward")};
    QCOMPARE(linesOf(*snapshot, core::EventFormat::Csv), expected);
    const QStringList json = linesOf(*snapshot, core::EventFormat::JsonLines);
    QCOMPARE(json.size(), 4);
    QVERIFY(json[3].startsWith(QStringLiteral("{\"begin_s\":0.004,\"end_s\":0.006,")));
}

// Two nodes of four devices; two stages of two replicas of two context partners.
void TestResultFile::everyDeviceIsNamedWithItsPlace()
{
    core::Scenario s = toy::scenario(8, 1);
    core::TransformerSpec spec;
    spec.hidden = 64;
    spec.layers = 2;
    spec.heads = spec.kvHeads = 4;
    spec.headDimension = 16;
    spec.ffn = 256;
    spec.vocab = 1000;
    spec.positions = 128;
    s.model.shape = spec;
    s.model.sequence = s.training.sequence = 128;
    s.training.globalBatch = 2;
    s.cluster.devicesPerNode = 4;
    s.parallel.pipeline = s.parallel.data = s.parallel.context = 2;
    const core::SnapshotPtr snapshot = toy::run(s);
    QVERIFY(snapshot);
    const QByteArray text = QByteArray::fromStdString(core::resultToJson(*snapshot));
    const QJsonArray devices = QJsonDocument::fromJson(text).object()["devices"].toArray();
    QCOMPARE(devices.size(), 8);
    for (int device = 0; device < 8; ++device) {
        const QJsonObject entry = devices[device].toObject();
        QCOMPARE(entry["device"].toInt(), device);
        QCOMPARE(entry["node"].toInt(), device < 4 ? 0 : 1);
        QCOMPARE(entry["pipeline"].toInt(), device < 4 ? 0 : 1);
        QCOMPARE(entry["data"].toInt(), device % 4 < 2 ? 0 : 1);
        QCOMPARE(entry["context"].toInt(), device % 2);
        QCOMPARE(entry["tensor"].toInt(), 0);
    }
}

QTEST_GUILESS_MAIN(TestResultFile)
#include "tst_result_file.moc"
