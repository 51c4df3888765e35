// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program reads from and writes to: pipes, pictures, terminals, systems without fonts.
#include "tests/app/program.h"

#include "core/base/printable.h"
#include "core/io/scenario/scenario_json.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using program::Answer;

class TestInputOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPipeIsWrittenByItsPath_data();
    void aPipeIsWrittenByItsPath();
    void scenariosAreReadFromStandardInput_data();
    void scenariosAreReadFromStandardInput();
    void aPictureIsAScenarioToEveryCommand();
    void aPictureWithoutAScenarioIsOneSentence();
    void nothingThatATerminalObeysIsPrinted();
    void aZeroByteInAPathIsRefused();
    void withoutFontsItSaysSo();
    void eventsHaveTimesAndDevices();
    void eventsAreNamedByTheirFile();
    void spansTileTheStep();
    void misspeltColumnsAreRefused_data();
    void misspeltColumnsAreRefused();
    void otherColumnsAreTold();
    void aWrongNumberIsAnsweredAtOnce();

private:
    QString file(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }

    QTemporaryDir m_folder;
};

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '));
}

Answer runWith(const QStringList &arguments, const QByteArray &input,
               const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PARALLARIUM_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    Answer answer;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        answer.exitCode = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.error = process.readAllStandardError();
    return answer;
}

QJsonObject withoutElapsed(QJsonObject result)
{
    result.remove(QStringLiteral("elapsed_s"));
    return result;
}

} // namespace

// What a shell hands over for >(…) is the path of a pipe that is open already.
void TestInputOutput::aPipeIsWrittenByItsPath_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"/dev/fd/1", "/dev/stdout", "/proc/self/fd/1", "-"})
        QTest::newRow(path) << QString::fromUtf8(path);
}

void TestInputOutput::aPipeIsWrittenByItsPath()
{
    QFETCH(QString, path);
    const Answer answer = program::run(words("simulate naive-4 --json") + QStringList{path});
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    QCOMPARE(answer.json()[QStringLiteral("format")].toString(),
             QStringLiteral("parallarium-result/1"));
}

void TestInputOutput::scenariosAreReadFromStandardInput_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
        QTest::newRow(path) << QString::fromUtf8(path);
}

void TestInputOutput::scenariosAreReadFromStandardInput()
{
    QFETCH(QString, path);
    const std::string scenario = core::scenarioToJson(core::loadScenario("naive-4").value());
    const QJsonObject expected = withoutElapsed(program::run("simulate naive-4 --json -").json());
    const Answer answer =
        runWith({QStringLiteral("simulate"), path, QStringLiteral("--json"), QStringLiteral("-")},
                QByteArray::fromStdString(scenario));
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    QCOMPARE(withoutElapsed(answer.json()), expected);
    const Answer overlaid =
        runWith({QStringLiteral("simulate"), QStringLiteral("llama7b-zero2-8"),
                 QStringLiteral("--overlay"), path, QStringLiteral("--json"), QStringLiteral("-")},
                R"({"train_batch_size": "auto", "bf16": {"enabled": true},
                    "zero_optimization": {"stage": 2, "super_offload": true}})");
    QVERIFY2(overlaid.exitCode == 0, overlaid.error.constData());
    const QString first = overlaid.json()[QStringLiteral("warnings")][0].toString();
    QVERIFY2(first.contains(QStringLiteral("zero_optimization.super_offload is true")),
             qPrintable(first));
    const Answer schedule = runWith({QStringLiteral("check"), path}, "0F0,0F1,0B0,0B1\n");
    QVERIFY2(schedule.exitCode == 0, schedule.error.constData());
    const Answer broken = runWith({QStringLiteral("simulate"), path}, "{");
    QCOMPARE(broken.exitCode, 2);
    QVERIFY2(broken.isOneSentence(), broken.error.constData());
}

void TestInputOutput::aPictureIsAScenarioToEveryCommand()
{
    const QString picture = file("picture.png");
    const Answer drawn =
        program::run(words("export 1f1b-4-8 --view timeline --set training.global_batch=48 --out") +
                     QStringList{picture});
    QVERIFY2(drawn.exitCode == 0, drawn.error.constData());
    const Answer simulated = program::run(QStringList{
        QStringLiteral("simulate"), picture, QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY2(simulated.exitCode == 0, simulated.error.constData());
    const Answer expected =
        program::run("simulate 1f1b-4-8 --set training.global_batch=48 --json -");
    QCOMPARE(withoutElapsed(simulated.json()), withoutElapsed(expected.json()));
    const Answer again = program::run(QStringList{QStringLiteral("export"), picture} +
                                      words("--view timeline --out -"));
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(again.out, program::read(picture));
    const Answer checked = program::run(QStringList{QStringLiteral("check"), picture});
    QVERIFY2(checked.exitCode == 0, checked.error.constData());
    QVERIFY2(checked.out.contains("This is 1F1B."), checked.out.constData());
    const Answer table = program::run(QStringList{QStringLiteral("validate"), picture});
    QCOMPARE(table.exitCode, 2);
    QVERIFY2(table.error.contains("This is a picture"), table.error.constData());
    const Answer piped = runWith(words("simulate - --json -"), program::read(picture));
    QCOMPARE(withoutElapsed(piped.json()), withoutElapsed(expected.json()));
}

void TestInputOutput::aPictureWithoutAScenarioIsOneSentence()
{
    const QByteArray signature("\x89PNG\r\n\x1a\n", 8);
    const QByteArray cut = signature + QByteArray("\0\0\xff\xff"
                                                  "zTXtparallarium-scenario",
                                                  28);
    const QByteArray damaged = signature + QByteArray("\0\0\0\x1a"
                                                      "zTXtparallarium-scenario\0\0xxxx\0\0\0\0",
                                                      42);
    for (const QByteArray &content : {signature, cut, damaged}) {
        const Answer answer = runWith(words("simulate -"), content);
        QCOMPARE(answer.exitCode, 2);
        QVERIFY2(answer.isOneSentence(), answer.error.constData());
        QVERIFY2(answer.error.contains("image") || answer.error.contains("picture"),
                 answer.error.constData());
    }
}

void TestInputOutput::nothingThatATerminalObeysIsPrinted()
{
    const QByteArray escape("\x1b]0;owned\x07\xc2\x9b"
                            "31m");
    const QString path = m_folder.filePath(QString::fromUtf8(escape));
    QVERIFY(program::write(path, "{\"model\": \"llama-9\"}"));
    const QByteArray layers =
        R"({"model": {"title": "a\u009b31m", "layers": [{"name": "x\u009by", "parameters": 1,
            "forward_flops": 1e9, "activation_bytes": 1, "output_bytes": 1}]}})";
    const QList<Answer> answers = {
        program::run(QStringList{QStringLiteral("simulate"), path}),
        program::run(QStringList{QStringLiteral("check"), path}),
        program::run(QStringList{QString::fromUtf8(escape)}),
        program::run(QStringList{QStringLiteral("list"), QString::fromUtf8(escape)}),
        program::run(words("simulate naive-4 --set") + QStringList{QString::fromUtf8(escape)}),
        program::run(words("export naive-4 --out x.png --view") +
                     QStringList{QString::fromUtf8(escape)}),
        runWith(words("simulate -"), "{\"" + escape + "\": 1}"),
        runWith(words("simulate -"), "{\"\\u001b[31m\": 1, \"\\u001b[31m\": 2}"),
        runWith(words("simulate -"), layers),
        runWith(words("simulate - --json -"), layers),
        runWith(words("check - --json -"), "{\"id\": \"\\u009b31m\", \"ranks\": [\"0F0 0B0\"]}"),
        runWith(words("check -"), "{\"id\": \"\\u001b[31m\", \"ranks\": [\"0F0 0B0\"]}")};
    for (const Answer &answer : answers) {
        for (const QByteArray &stream : {answer.out, answer.error}) {
            QByteArray lines = stream;
            lines.replace('\n', ' ');
            QVERIFY2(!core::hasUnprintable(lines.toStdString()), stream.toPercentEncoding());
        }
        QVERIFY(!answer.out.isEmpty() || !answer.error.isEmpty());
    }
}

void TestInputOutput::aZeroByteInAPathIsRefused()
{
    QVERIFY(program::write(file("config.json"), "{\"model_type\": \"gpt2\"}"));
    QVERIFY(program::write(file("scenario.json"),
                           "{\"model\": {\"hf_config_file\": \"config.json\\u0000.txt\"}}"));
    const Answer answer =
        program::run(QStringList{QStringLiteral("simulate"), file("scenario.json")});
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.error.contains("config.json\\x00.txt"), answer.error.constData());
}

void TestInputOutput::withoutFontsItSaysSo()
{
    const QString configuration = file("fonts.conf");
    QVERIFY(program::write(configuration,
                           "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
                           "<fontconfig></fontconfig>"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FONTCONFIG_FILE"), configuration);
    environment.insert(QStringLiteral("QT_QPA_FONTDIR"), m_folder.path());
    const Answer answer =
        runWith(words("export naive-4 --view scene --out") + QStringList{file("none.png")}, {},
                environment);
    QCOMPARE(answer.exitCode, 1);
    QVERIFY2(answer.error.contains("There is no font on this system"), answer.error.constData());
    QVERIFY(answer.isOneSentence());
    QVERIFY(!QFile::exists(file("none.png")));
}

// naive-4: 4 stages and 8 micro-batches one after the other, forwards and backwards: 64 visits,
// each of which begins when the one before has ended.
void TestInputOutput::eventsHaveTimesAndDevices()
{
    const QString target = file("events.csv");
    const Answer answer =
        program::run(words("simulate naive-4 --json - --events") + QStringList{target});
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    const QList<QByteArray> lines = program::read(target).trimmed().split('\n');
    QCOMPARE(lines[0],
             QByteArray("begin_s,end_s,device,replica,rank,stage,micro_batch,batch,kind,name"));
    const QJsonObject scenario = answer.json()[QStringLiteral("scenario")].toObject();
    const int count = scenario[QStringLiteral("training")][QStringLiteral("global_batch")].toInt() /
                      scenario[QStringLiteral("training")][QStringLiteral("micro_batch")].toInt();
    QCOMPARE(lines.size(), 1 + 2 * 24 * count);
    double before = 0;
    double busy = 0;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> cells = lines[i].split(',');
        QCOMPARE(cells.size(), 10);
        QVERIFY(cells[0].toDouble() >= before);
        before = cells[0].toDouble();
        QCOMPARE(cells[2], cells[5]); // stage s runs on GPU s
        if (cells[2] == "1")
            busy += cells[1].toDouble() - cells[0].toDouble();
    }
    const QJsonObject breakdown =
        answer.json()[QStringLiteral("devices")][1][QStringLiteral("breakdown_s")].toObject();
    double expected = 0;
    for (const char *part : {"forward", "backward", "host", "recompute", "tensor_comm"})
        expected += breakdown[QString::fromUtf8(part)].toDouble();
    QVERIFY2(qAbs(busy - expected) < 1e-8 * count, qPrintable(QString::number(busy - expected)));
}

void TestInputOutput::eventsAreNamedByTheirFile()
{
    const Answer names = program::run("simulate tiny-3x2 --events -");
    const Answer lines = program::run("simulate tiny-3x2 --events - --events-format jsonl");
    const Answer table = program::run("simulate tiny-3x2 --events - --events-format csv");
    const QList<QByteArray> plain = names.out.trimmed().split('\n');
    const QList<QByteArray> objects = lines.out.trimmed().split('\n');
    const QList<QByteArray> rows = table.out.trimmed().split('\n');
    QCOMPARE(plain.size(), 6); // 3 batches on 2 layers
    QCOMPARE(objects.size(), 6);
    QCOMPARE(rows.size(), 7);
    for (qsizetype i = 0; i < 6; ++i) {
        const QJsonObject object = QJsonDocument::fromJson(objects[i]).object();
        QCOMPARE(object[QStringLiteral("name")].toString().toUtf8(), plain[i]);
        QVERIFY(rows[i + 1].endsWith(QByteArray(',' + plain[i])));
        QCOMPARE(object[QStringLiteral("kind")].toString(), QStringLiteral("forward"));
        QVERIFY(object[QStringLiteral("end_s")].toDouble() >=
                object[QStringLiteral("begin_s")].toDouble());
    }
    for (const char *wrong : {"simulate naive-4 --spans", "simulate naive-4 --events-format csv",
                              "simulate naive-4 --events - --events-format xml"}) {
        const Answer refused = program::run(wrong);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.isOneSentence(), refused.error.constData());
    }
}

// Every nanosecond of every device is in one span, and their waits are the idle time of the result.
void TestInputOutput::spansTileTheStep()
{
    const Answer answer = program::run("simulate pp4-straggler --spans --json -");
    QVERIFY2(answer.exitCode == 0, answer.error.constData());
    const QJsonObject result = answer.json();
    const double step = result[QStringLiteral("step_time_s")].toDouble();
    const QJsonArray rows = result[QStringLiteral("spans")].toArray();
    QCOMPARE(rows.size(), 4);
    for (const QJsonValue &row : rows) {
        double end = 0;
        double waits = 0;
        for (const QJsonValue &span : row[QStringLiteral("spans")].toArray()) {
            QCOMPARE(span[QStringLiteral("begin_s")].toDouble(), end);
            end = span[QStringLiteral("end_s")].toDouble();
            if (span[QStringLiteral("kind")].toString() == QStringLiteral("wait"))
                waits += end - span[QStringLiteral("begin_s")].toDouble();
        }
        QVERIFY(qAbs(end - step) < 1e-9);
        const int device = row[QStringLiteral("devices")][0].toInt();
        const QJsonObject idle =
            result[QStringLiteral("devices")][device][QStringLiteral("idle_s")].toObject();
        double expected = 0;
        for (const QJsonValue &cause : idle)
            expected += cause.toDouble();
        QVERIFY2(qAbs(waits - expected) < 1e-8, qPrintable(QString::number(waits - expected)));
    }
}

void TestInputOutput::misspeltColumnsAreRefused_data()
{
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<QByteArray>("becomes");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *is, const char *becomes, const char *words) {
        QTest::newRow(becomes) << QByteArray(is) << QByteArray(becomes) << QByteArray(words);
    };
    row("recompute", "recomputation", "did you mean \"recompute\"?");
    row("recompute", "recompte", "did you mean \"recompute\"?");
    row("micro_batch", "microbatch", "did you mean \"micro_batch\"?");
    row("sequence_parallel", "seq_parallel", "did you mean \"sequence_parallel\"?");
    row("kv_heads", "heads", "The column \"heads\" appears twice");
    row("pipeline", "note", "The column \"pipeline\" is missing");
}

void TestInputOutput::misspeltColumnsAreRefused()
{
    QFETCH(QByteArray, is);
    QFETCH(QByteArray, becomes);
    QFETCH(QByteArray, words);
    const QByteArray head =
        "id,group,year,hidden,layers,heads,kv_heads,ffn,vocab,sequence,data,tensor,pipeline,"
        "global_batch,micro_batch,recompute,sequence_parallel,device,devices_per_node,step_s";
    QByteArray changed = ',' + head + ',';
    changed.replace(QByteArray(',' + is + ','), QByteArray(',' + becomes + ','));
    const QByteArray row =
        "a,b,2022,6144,40,48,48,24576,51200,2048,1,8,2,64,4,full,1,a100-80g,8,10";
    QVERIFY(program::write(file("runs.csv"), changed.mid(1).chopped(1) + '\n' + row + '\n'));
    const Answer answer = program::run(QStringList{QStringLiteral("validate"), file("runs.csv")});
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.error.startsWith(QByteArray(file("runs.csv").toUtf8() + ":1: ")),
             answer.error.constData());
    QVERIFY2(answer.error.contains(words), answer.error.constData());
    QVERIFY(program::write(file("runs.csv"), head + '\n' + row + '\n'));
    QCOMPARE(program::run(QStringList{QStringLiteral("validate"), file("runs.csv")}).exitCode, 0);
}

void TestInputOutput::otherColumnsAreTold()
{
    QVERIFY(program::write(
        file("noted.csv"),
        "id,group,year,hidden,layers,heads,ffn,vocab,sequence,data,tensor,pipeline,global_batch,"
        "micro_batch,device,step_s,remark,who\n"
        "a,b,2022,6144,40,48,24576,51200,2048,1,8,2,64,4,a100-80g,10,ours,me\n"));
    const Answer text = program::run(QStringList{QStringLiteral("validate"), file("noted.csv")});
    QCOMPARE(text.exitCode, 0);
    QVERIFY2(text.out.contains("were ignored: remark and who."), text.out.constData());
    const Answer json = program::run(QStringList{QStringLiteral("validate"), file("noted.csv"),
                                                 QStringLiteral("--json"), QStringLiteral("-")});
    QVERIFY(json.json()[QStringLiteral("warnings")][0].toString().contains(
        QStringLiteral("remark and who")));
}

// A micro-batch number of millions in a file of four lines is bounded by the file: 64 MB and a few
// milliseconds; the limit leaves room for a busy machine.
void TestInputOutput::aWrongNumberIsAnsweredAtOnce()
{
    QVERIFY(
        program::write(file("wrong.csv"),
                       "0F0,0F1,0F2,0F3,0B0,0B1,0B2,0B3\n1F0,1F1,1F2,1B0,1F3,1B1,1B2,1B3\n"
                       "2F0,2F1,2B0,2F2,2B1,2F3,2B2,2B3\n3F0,3B0,3F1,3B1,3F2,3B2,3F3999999,3B3\n"));
    QElapsedTimer timer;
    timer.start();
    const Answer answer = program::run(QStringList{QStringLiteral("check"), file("wrong.csv")},
                                       {.memory = 400u << 20});
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(
        answer.error.contains("wrong.csv:4: MB_RANGE: Rank 3 runs 3F3999999, but there are only "
                              "4 micro-batches"),
        answer.error.constData());
}

QTEST_GUILESS_MAIN(TestInputOutput)
#include "tst_input_output.moc"
