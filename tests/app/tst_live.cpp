// SPDX-License-Identifier: GPL-3.0-or-later
// live from the outside: what it trains, writes and refuses.
#include "core/analysis/snapshot.h"
#include "core/io/file/file_writer.h"
#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/read_trace.h"
#include "core/live/compute/blas.h"
#include "core/live/session/calibration_file.h"
#include "core/presets/this_computer.h"
#include "core/scenario/edits.h"
#include "tests/app/program.h"
#include "ui/document/document.h"

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <string>

using program::Answer;

class TestLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoRunsEndWithTheSameWeights();
    void everyKeyOfTheResultSaysWhatItIsCalled();
    void theTraceOfTheLastStepIsReadAgain();
    void rowsOfItsTraceAreCalledWorkers();
    void filesAreCalledFilesInTheHelp();
    void whatCannotBeIsRefused_data();
    void whatCannotBeIsRefused();
    void aRunThatDivergesWritesNothing();
    void noStepsAreRefusedInWords();
    void aTraceThatCannotBeWrittenIsSaidBeforeTheTraining();
    void withLittleAddressSpaceItTrainsOrSaysSo();
    void predictionsUseWhatWasMeasuredOfThisComputer();
    void aCalibrationOfOtherKernelsIsNotUsed();
    void theWindowFollowsWhatIsMeasured();

private:
    void theRestAgrees(double step);
};

namespace {

const QStringList kRun = {QStringLiteral("live"), QStringLiteral("train-digits-1")};

QStringList listOf(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '));
}

QStringList run(const char *more)
{
    return kRun + QString::fromLatin1(more).split(QLatin1Char(' '));
}

} // namespace

void TestLive::twoRunsEndWithTheSameWeights()
{
    const Answer first = program::run(run("--steps 30 --json -"));
    QCOMPARE(first.exitCode, 0);
    const QJsonArray losses = first.json().value(QLatin1String("losses")).toArray();
    QCOMPARE(losses.size(), 30);
    QVERIFY(losses.last().toDouble() < losses.first().toDouble());
    const Answer second = program::run(run("--steps 30 --json -"));
    const QString weights = first.json().value(QLatin1String("weights")).toString();
    QCOMPARE(weights.size(), 16);
    QCOMPARE(second.json().value(QLatin1String("weights")).toString(), weights);
    QCOMPARE(second.json().value(QLatin1String("losses")).toArray(), losses);
}

// The digits in a pipeline of four: 64 inputs, three layers of 64 and one of 10, 4 bytes a number.
void TestLive::everyKeyOfTheResultSaysWhatItIsCalled()
{
    const QString scenario = QStringLiteral("train-digits-pp4");
    const QJsonObject json =
        program::run({QStringLiteral("live"), scenario, QStringLiteral("--steps"),
                      QStringLiteral("3"), QStringLiteral("--json"), QStringLiteral("-")})
            .json();
    QCOMPARE(json.keys(),
             listOf("accuracy accuracy_of allocated_bytes batch_accuracies clock devices "
                    "format losses scenario step_time_s step_times_s steps weights "
                    "weights_of"));
    const auto at = [&json](const char *key) { return json.value(QLatin1String(key)); };
    const auto isShare = [](const QJsonValue &value) {
        return value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= 1;
    };
    QCOMPARE(at("format").toString(), QStringLiteral("parallarium-live/1"));
    QVERIFY(at("scenario").toObject().contains(QLatin1String("train")));
    QCOMPARE(at("clock").toString(), QStringLiteral("steady"));
    QCOMPARE(at("steps").toInt(), 3);
    QCOMPARE(at("losses").toArray().size(), 3);
    // Ten digits that are guessed cost ln 10 each; the first weights know nothing yet.
    QVERIFY(std::abs(at("losses").toArray().first().toDouble() - std::log(10)) < 0.5);
    QVERIFY(isShare(at("accuracy")));
    QCOMPARE(at("accuracy_of").toString(), QStringLiteral("test"));
    QCOMPARE(at("batch_accuracies").toArray().size(), 3);
    for (const QJsonValue &share : at("batch_accuracies").toArray())
        QVERIFY(isShare(share));
    // The middle one of the times, which a steady clock makes all alike.
    QCOMPARE(at("step_times_s").toArray().size(), 3);
    for (const QJsonValue &time : at("step_times_s").toArray())
        QCOMPARE(time.toDouble(), at("step_time_s").toDouble());
    QVERIFY(at("step_time_s").toDouble() > 0);
    const QJsonObject simulated = program::run({QStringLiteral("simulate"), scenario,
                                                QStringLiteral("--json"), QStringLiteral("-")})
                                      .json();
    const QJsonArray devices = at("devices").toArray();
    QCOMPARE(devices.size(), 4);
    for (const QJsonValue &device : devices)
        QCOMPARE(device.toObject().keys(),
                 simulated.value(QLatin1String("devices")).toArray().first().toObject().keys());
    QCOMPARE(at("weights").toString().size(), 16);
    QCOMPARE(at("weights_of").toArray().size(), 4);
    for (const QJsonValue &worker : at("weights_of").toArray())
        QCOMPARE(worker.toObject().keys(), listOf("device equal group weights"));
    const QJsonArray memory = at("allocated_bytes").toArray();
    QCOMPARE(memory.size(), 4);
    for (int worker = 0; worker < 4; ++worker) {
        const QJsonObject bytes = memory[worker].toObject();
        QCOMPARE(bytes.keys(), listOf("activations_at_peak device gradients optimizer "
                                      "planned_activations_at_peak weights workspace_at_peak"));
        const auto of = [&bytes](const char *key) {
            return bytes.value(QLatin1String(key)).toInteger();
        };
        QCOMPARE(of("device"), worker);
        const qint64 outputs = worker < 3 ? 64 : 10;
        QCOMPARE(of("weights"), 4 * (64 * outputs + outputs));
        QCOMPARE(of("gradients"), of("weights"));
        QCOMPARE(of("optimizer"), 0); // plain descent
        // Rank r of 1F1B keeps 4 - r micro-batches of 8 samples: what goes into its layer.
        QCOMPARE(of("planned_activations_at_peak") % (4 - worker), 0);
        QCOMPARE(of("activations_at_peak"),
                 of("planned_activations_at_peak") + of("workspace_at_peak"));
        QVERIFY(of("workspace_at_peak") > 0);
    }
}

// As mode Train calls them.
void TestLive::rowsOfItsTraceAreCalledWorkers()
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("step.json"));
    QCOMPARE(program::run({QStringLiteral("live"), QStringLiteral("train-digits-pp4"),
                           QStringLiteral("--steps"), QStringLiteral("1"),
                           QStringLiteral("--trace"), trace})
                 .exitCode,
             0);
    const core::Result<core::Recording> recording = core::readTrace(trace.toStdString());
    QVERIFY(recording);
    QCOMPARE(recording.value().trace.info.size(), std::size_t{4});
    for (std::size_t row = 0; row < 4; ++row)
        QCOMPARE(recording.value().trace.info[row].label, "Worker " + std::to_string(row + 1));
}

void TestLive::theTraceOfTheLastStepIsReadAgain()
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("step.json.gz"));
    const Answer written = program::run(run("--steps 2 --json - --trace") + QStringList(trace));
    QCOMPARE(written.exitCode, 0);
    const core::Result<core::Recording> recording = core::readTrace(trace.toStdString());
    QVERIFY(recording);
    QCOMPARE(recording.value().trace.rows.size(), std::size_t{1});
    QVERIFY(recording.value().scenario && recording.value().scenario->train);
    QCOMPARE(program::filesIn(folder.path()), QStringList(QStringLiteral("step.json.gz")));
}

void TestLive::filesAreCalledFilesInTheHelp()
{
    for (const char *command : {"live --help", "simulate --help"})
        QVERIFY(program::run(command).out.contains("--trace FILE"));
}

void TestLive::whatCannotBeIsRefused_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QByteArray &arguments, const QByteArray &says) {
        QTest::newRow(arguments.constData()) << QString::fromLatin1(arguments) << says;
    };
    row("live", "What is to be trained?");
    row("live 1f1b-4-8", "no section \"train\"");
    row("live train-digits-1 --set train.learning_rate=-1",
        "--set train.learning_rate=-1: train.learning_rate is -1, but must be from 0 to 1e+06.");
    row("live train-digits-1 --clock sundial", "no clock \"sundial\"");
    row("live train-digits-1 --trace -", "standard output");
    row("live train-digits-1 --trace - --json -", "standard output");
    row("live --compare --calibrate", "Give one of --check");
    row("live train-digits-1 --float", "belong to --check");
    row("live train-digits-1 --calibrate", "FILE has no effect with --calibrate");
    row("live train-digits-1 --check run.json", "FILE has no effect with --check");
    row("live train-digits-1 --env A=1", "--env: It belongs to files");
    for (const char *option :
         {"--set a=1", "--env A=1", "--training 2", "--model llama-3-8b", "--data digits",
          "--steps 3", "--clock steady", "--trace x.json", "--progress"}) {
        const QByteArray name = QByteArray(option).split(' ').front();
        for (const QByteArray mode : {"--calibrate", "--compare", "--check run.json"})
            row("live " + mode + ' ' + option,
                name + " has no effect with " + mode.split(' ').front());
    }
    for (const char *option : {"--steps 3", "--clock steady", "--trace x.json", "--progress"})
        row("live train-digits-1 --compare " + QByteArray(option),
            QByteArray(option).split(' ').front() + " has no effect with --compare");
}

void TestLive::whatCannotBeIsRefused()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, says);
    const Answer answer = program::run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains(says), answer.error.constData());
    QVERIFY(answer.out.isEmpty());
}

void TestLive::aRunThatDivergesWritesNothing()
{
    const QTemporaryDir folder;
    const Answer answer = program::run(
        run("--set train.learning_rate=1000 --trace") +
        QStringList({folder.filePath(QStringLiteral("step.json")), QStringLiteral("--json"),
                     folder.filePath(QStringLiteral("run.json"))}));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("smaller learning rate"),
             answer.error.constData());
    QVERIFY(program::filesIn(folder.path()).isEmpty());
}

void TestLive::noStepsAreRefusedInWords()
{
    const Answer answer = program::run(run("--steps 0"));
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("give 1 or more"),
             answer.error.constData());
}

// Ten million steps would take hours.
void TestLive::aTraceThatCannotBeWrittenIsSaidBeforeTheTraining()
{
    const Answer answer = program::run(run("--steps 10000000 --trace /nowhere/at/all/step.json"));
    QVERIFY(answer.exitCode == 1 || answer.exitCode == 2);
    QVERIFY2(answer.isOneSentence() && answer.error.contains("/nowhere/at/all"),
             answer.error.constData());
}

// OpenBLAS takes 128 MiB for each thread that multiplies, and asks without an end where it gets
// none.
void TestLive::withLittleAddressSpaceItTrainsOrSaysSo()
{
    const QStringList wide =
        QString::fromLatin1("live train-digits-1 --set train.network.sizes=[64,512,512,512,10] "
                            "--set parallel.data=4 --set cluster.devices=4 --set "
                            "training.micro_batch=16 --set training.global_batch=64 --steps 3 "
                            "--json -")
            .split(QLatin1Char(' '));
    const Answer whole = program::run(wide, {.memory = RLIM_INFINITY});
    QCOMPARE(whole.exitCode, 0);
    int trained = 0;
    int refused = 0;
    for (const rlim_t megabytes : {320U, 400U, 480U, 560U, 640U, 720U, 800U, 900U, 1024U}) {
        const Answer answer = program::run(wide, {.memory = megabytes << 20});
        const QByteArray where =
            QByteArray::number(qulonglong(megabytes)) + " MiB: " + answer.error;
        if (answer.exitCode == 0) {
            ++trained;
            QCOMPARE(answer.json().value(QLatin1String("weights")),
                     whole.json().value(QLatin1String("weights")));
            continue;
        }
        ++refused;
        QVERIFY2(answer.exitCode == 2, where.constData());
        QVERIFY2(answer.isOneSentence(), where.constData());
        if (refused == 1)
            QVERIFY2(answer.error.contains("of address space"), where.constData());
    }
    QVERIFY(trained > 0);
    QVERIFY(refused > 0);
}

// live --compare predicts with the same measurement, through mode Train's code.
void TestLive::predictionsUseWhatWasMeasuredOfThisComputer()
{
    const QTemporaryDir cache;
    const QByteArray before = qgetenv("XDG_CACHE_HOME");
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    const auto restore = qScopeGuard([&before] { qputenv("XDG_CACHE_HOME", before); });
    const QStringList simulate = listOf("simulate train-digits-dp3");
    const QStringList asJson = simulate + listOf("--json -");
    const Answer usual = program::run(simulate);
    QCOMPARE(usual.exitCode, 0);
    QVERIFY2(usual.out.contains("This computer was never measured"), usual.out.constData());
    const double unmeasured = program::run(asJson).json()[QLatin1String("step_time_s")].toDouble();
    const QJsonObject row = program::run(listOf("live --compare train-digits-dp3 --json -"))
                                .json()[QLatin1String("rows")][0]
                                .toObject();
    const Answer measured = program::run(asJson);
    QCOMPARE(measured.exitCode, 0);
    QVERIFY2(measured.error.contains("priced by what was measured"), measured.error.constData());
    const double step = measured.json()[QLatin1String("step_time_s")].toDouble();
    QCOMPARE(step, row[QLatin1String("predicted_s")].toDouble());
    QVERIFY(step != unmeasured);
    QVERIFY(!program::run(listOf("simulate 1f1b-4-8")).out.contains("This computer"));

    theRestAgrees(step);
}

// To the nanosecond: lines of scenarios, a step of a sweep, what is exported, and the window.
void TestLive::theRestAgrees(double step)
{
    const QTemporaryDir folder;
    const QString lines = folder.filePath(QStringLiteral("lines.jsonl"));
    QVERIFY(program::write(lines, "{\"scenario\": \"train-digits-dp3\"}\n"));
    const Answer line = program::run(listOf("simulate --lines") + QStringList{lines});
    QCOMPARE(line.json()[QLatin1String("step_time_s")].toDouble(), step);
    const QString svg = folder.filePath(QStringLiteral("picture.svg"));
    const Answer exported =
        program::run(listOf("export train-digits-dp3 --view timeline --out") + QStringList{svg});
    QVERIFY2(exported.exitCode == 0, exported.error.constData());
    QVERIFY(exported.error.contains("priced by what was measured"));
    // A picture holds its scenario with all numbers: it is simulated as it was drawn, by whomever.
    qputenv("XDG_CACHE_HOME", folder.path().toUtf8());
    const Answer elsewhere =
        program::run(QStringList{QStringLiteral("simulate"), svg} + listOf("--json -"));
    QCOMPARE(elsewhere.json()[QLatin1String("step_time_s")].toDouble(), step);
}

// Rates of other kernels are no rates of these: training measures anew, and until then nothing is
// priced by them.
void TestLive::aCalibrationOfOtherKernelsIsNotUsed()
{
    const auto restore = qScopeGuard([] { core::setThisComputer(core::usualComputer()); });
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("calibration.json")).toStdString();
    core::live::Calibration kept = core::live::nominalCalibration();
    kept.device.peakSingleFlops *= 3;
    for (const bool same : {false, true}) {
        kept.kernels = same ? core::live::kernelsInUse() : "Of another library";
        QVERIFY(core::writeFile(file, core::live::calibrationToJson(kept)));
        core::live::useKeptCalibration(file, core::live::kernelsInUse());
        QCOMPARE(core::thisComputer() == core::usualComputer(), !same);
    }
}

// A window that was open while this computer was measured, before and after.
void TestLive::theWindowFollowsWhatIsMeasured()
{
    const auto restore = qScopeGuard([] { core::setThisComputer(core::usualComputer()); });
    const QTemporaryDir cache;
    const QString file = cache.filePath(QStringLiteral("parallarium/calibration.json"));
    const QByteArray before = qgetenv("XDG_CACHE_HOME");
    qputenv("XDG_CACHE_HOME", cache.path().toUtf8());
    const auto put = qScopeGuard([&before] { qputenv("XDG_CACHE_HOME", before); });
    ui::Document document;
    document.open(core::loadScenario("train-digits-dp3").value(), {});
    document.edit(core::withMicroBatchSize(document.scenario(), 15), QStringLiteral("edit"));
    const auto stepOf = [&document] {
        return static_cast<double>(core::run(document.scenario()).value()->trace.stop) / 1e9;
    };
    const double nominal = stepOf();
    QCOMPARE(program::run(listOf("live --calibrate")).exitCode, 0);
    core::live::useKeptCalibration(file.toStdString());
    document.knowThisComputer();
    const QStringList asked = listOf("simulate train-digits-dp3 --json -");
    QVERIFY(stepOf() != nominal);
    QVERIFY(document.undoStack().canUndo()); // what was asked for is still there
    QCOMPARE(stepOf(), program::run(asked + listOf("--set training.micro_batch=15"))
                           .json()[QLatin1String("step_time_s")]
                           .toDouble());
    document.undoStack().undo();
    QCOMPARE(stepOf(), program::run(asked).json()[QLatin1String("step_time_s")].toDouble());
    QVERIFY(!document.isModified());
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
