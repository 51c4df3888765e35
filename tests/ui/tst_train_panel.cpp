// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/trained_layout.h"
#include "core/scenario/edits.h"
#include "core/scenario/train.h"
#include "core/schedule/schedule.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/train_panel.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

core::Scenario builtin(const char *id)
{
    return core::loadScenario(id).value();
}

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

// A panel on a scenario, as large as in the window.
struct Bench
{
    explicit Bench(const char *scenario)
    {
        document.open(builtin(scenario), {});
        panel.resize(256, 580);
        panel.show();
    }
    ValueSlider &slider(const char *name) { return *panel.findChild<ValueSlider *>(id(name)); }
    [[nodiscard]] const ElidedLabel &note() const
    {
        return *panel.findChild<ElidedLabel *>(id("train-note"));
    }
    PushButton &reset() { return *panel.findChild<PushButton *>(id("train-reset")); }
    [[nodiscard]] const core::Scenario &scenario() const { return document.scenario(); }

    Document document;
    TrainPanel panel{document};
};

} // namespace

class TestTrainPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void whatGaveWayIsSaidUntilSomethingElseIsDone();
    void aNumberThatIsNotTakenSaysWhy();
    void workersAreNoMoreThanCanBeTrained();
    void whatCannotBeTrainedIsRefused();
    void theSameWorkerIsSlowAfterADragThroughZero();
    void nothingMovesUnderTheHand();
    void resetForgetsKeptRunsOfTheOpenedScenario();
    void resetLeadsToTheScenarioThatWasTaken();
    void everyNetworkOfTheListCanBeTrained_data();
    void everyNetworkOfTheListCanBeTrained();
};

// ZB-V cuts the 4 layers for each worker into two parts: 2 stages are left.
void TestTrainPanel::whatGaveWayIsSaidUntilSomethingElseIsDone()
{
    Bench bench("train-digits-pp4");
    auto *schedule = bench.panel.findChild<ChoiceBox *>(id("train-schedule"));
    QVERIFY(!bench.note().isVisible());
    Q_EMIT schedule->chosen(id("zb-v"));
    QVERIFY(bench.note().isVisible());
    QVERIFY2(bench.note().text().startsWith(id("Stages gave way: 4 became 2")),
             qPrintable(bench.note().text()));
    bench.document.undoStack().undo();
    QVERIFY(!bench.note().isVisible());
    Q_EMIT schedule->chosen(id("zb-h1")); // as many stages
    QVERIFY(!bench.note().isVisible());
    Q_EMIT schedule->chosen(id("zb-v"));
    QVERIFY(bench.note().isVisible());
    bench.document.open(builtin("train-digits-dp3"), {});
    QVERIFY(!bench.note().isVisible());
}

void TestTrainPanel::aNumberThatIsNotTakenSaysWhy()
{
    Bench bench("train-digits-pp4");
    Q_EMIT bench.slider("train-devices").refused(1e9);
    QVERIFY(bench.note().isVisible());
    QVERIFY2(!bench.note().text().contains(id("GPU")), qPrintable(bench.note().text()));
}

// A worker is a thread, and there are 64 at most; 4 layers are a pipeline of 4 at most.
void TestTrainPanel::workersAreNoMoreThanCanBeTrained()
{
    for (const char *name : {"train-digits-1", "train-digits-pp4", "train-digits-tp2",
                             "train-digits-dp3", "train-gpt-2x2", "train-spirals-dp4"}) {
        Bench bench(name);
        ValueSlider &workers = bench.slider("train-devices");
        const std::vector<double> stops = workers.scale().stops;
        QVERIFY2(stops.back() <= 64, name);
        QVERIFY2(stops.size() > 3, name);
        for (const double stop : stops) {
            Q_EMIT workers.changing(stop);
            const auto trained = core::live::trainedLayout(bench.scenario());
            QVERIFY2(trained, trained ? "" : trained.error().message.c_str());
            QCOMPARE(bench.scenario().cluster.devices, static_cast<int>(stop));
        }
        Q_EMIT workers.released();
        for (const double refused : {65.0, 131072.0, 0.5}) {
            Q_EMIT workers.refused(refused);
            QVERIFY2(bench.note().text().contains(id("from 1 to 64")),
                     qPrintable(bench.note().text()));
        }
    }
}

// PipeDream updates the weights after every backward pass, which the engine does not.
void TestTrainPanel::whatCannotBeTrainedIsRefused()
{
    Bench bench("train-digits-pp4");
    const core::Scenario before = bench.scenario();
    auto *schedule = bench.panel.findChild<ChoiceBox *>(id("train-schedule"));
    int refused = 0;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        Q_EMIT schedule->chosen(QString::fromStdString(std::string(entry.id)));
        const auto trained = core::live::trainedLayout(bench.scenario());
        QVERIFY2(trained, trained ? "" : trained.error().message.c_str());
        if (bench.note().text().contains(id("not trained here")))
            ++refused;
    }
    QVERIFY(refused > 0);
}

void TestTrainPanel::theSameWorkerIsSlowAfterADragThroughZero()
{
    Bench bench("train-digits-pp4");
    bench.document.edit(core::withSlowDevice(bench.scenario(), 1, 0.5), id("slow"));
    ValueSlider &slow = bench.slider("train-slow");
    for (const double percent : {20.0, 0.0, 40.0})
        Q_EMIT slow.changing(percent);
    Q_EMIT slow.released();
    QCOMPARE(bench.scenario().faults.devices.size(), std::size_t{1});
    QCOMPARE(bench.scenario().faults.devices.front().device, 1);
    QCOMPARE(bench.scenario().faults.devices.front().speed, 0.6);
}

void TestTrainPanel::nothingMovesUnderTheHand()
{
    Bench bench("train-digits-pp4");
    ValueSlider &workers = bench.slider("train-devices");
    const auto places = [&bench] {
        std::vector<QRect> all;
        for (const ValueSlider *slider : bench.panel.findChildren<ValueSlider *>())
            all.push_back(slider->isVisible() ? slider->geometry() : QRect());
        return all;
    };
    const std::vector<QRect> before = places();
    const std::vector<double> stops = workers.scale().stops;
    for (const double count : {2.0, 1.0}) {
        Q_EMIT workers.changing(count);
        QCOMPARE(bench.scenario().cluster.devices, static_cast<int>(count));
        QCoreApplication::sendPostedEvents();
        QVERIFY(places() == before);
        QVERIFY(workers.scale().stops == stops);
    }
    Q_EMIT workers.released();
    QCoreApplication::sendPostedEvents();
    QVERIFY(places() != before); // one worker has no micro-batches to take turns with
}

void TestTrainPanel::resetForgetsKeptRunsOfTheOpenedScenario()
{
    Bench bench("train-digits-pp4");
    QSignalSpy forgotten(&bench.panel, &TrainPanel::forgetRequested);
    QVERIFY(!bench.reset().isEnabled());
    bench.panel.setKept(1, true);
    QVERIFY(bench.reset().isEnabled());
    bench.reset().click();
    QCOMPARE(forgotten.count(), 1);
    QVERIFY(!bench.document.isModified()); // nothing to undo
    bench.panel.setKept(0, true);
    QVERIFY(!bench.reset().isEnabled());
}

void TestTrainPanel::resetLeadsToTheScenarioThatWasTaken()
{
    Bench bench("1f1b-4-8");
    const core::Scenario taken = builtin("train-digits-pp4");
    bench.document.edit(taken, id("taken"));
    core::Scenario other = bench.scenario();
    other.train->seed = 9;
    bench.document.edit(other, id("change"));
    QVERIFY(bench.reset().isEnabled());
    bench.reset().click();
    QVERIFY(bench.scenario().train.has_value());
    QCOMPARE(bench.scenario().train->seed, taken.train->seed);
    QVERIFY(!bench.reset().isEnabled());
}

void TestTrainPanel::everyNetworkOfTheListCanBeTrained_data()
{
    QTest::addColumn<QByteArray>("scenario");
    for (const char *name : {"train-digits-1", "train-digits-pp4", "train-digits-tp2",
                             "train-digits-dp3", "train-gpt-2x2", "train-spirals-dp4"})
        QTest::newRow(name) << QByteArray(name);
}

void TestTrainPanel::everyNetworkOfTheListCanBeTrained()
{
    QFETCH(QByteArray, scenario);
    const core::Scenario before = builtin(scenario);
    const TrainChooserSpec networks = trainChooserSpecs()[0];
    const TrainChooserSpec data = trainChooserSpecs()[1];
    int seen = 0;
    for (const ChoiceBox::Item &read : data.items(*before.train)) {
        const core::TrainSpec train = data.apply(*before.train, read.id);
        QCOMPARE(data.current(train).id, read.id);
        for (const ChoiceBox::Item &network : networks.items(train)) {
            const core::TrainSpec chosen = networks.apply(train, network.id);
            QCOMPARE(networks.current(chosen).id, network.id);
            const core::Status valid = core::validate(core::withTrain(before, chosen));
            QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
            ++seen;
        }
    }
    QCOMPARE(seen, 8); // 3 for digits, 2 for spirals, 3 for text
}

QTEST_MAIN(TestTrainPanel)
#include "tst_train_panel.moc"
