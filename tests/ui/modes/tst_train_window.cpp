// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/modes/train_fixture.h"
#include "tests/ui/shell/text_recorder.h"

#include "core/analysis/link_use.h"
#include "core/io/scenario/scenario_json.h"
#include "core/live/session/calibration_file.h"
#include "ui/controls/choice_row.h"
#include "ui/controls/value_slider.h"
#include "ui/paint/timeline/legend_entries.h"
#include "ui/shell/actions.h"
#include "ui/shell/computer_dialog.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/window_image.h"
#include "ui/views/charts/learning_chart.h"
#include "ui/views/charts/link_list.h"
#include "ui/views/charts/memory_lines.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/charts/speed_chart.h"
#include "ui/views/events/events_model.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/runs_choice.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/views/training/workers_view.h"

#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

// What mode Train tells of a run: in the same words everywhere, whole, and no longer than it holds.
class TestTrainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture.open(id("train-digits-pp4"));
        mode().showTab(id("timeline")); // the tab of the test before is kept
    }
    void cleanup() { m_fixture.close(); }
    void theMessageGoesWithTheRunItIsAbout();
    void anotherRunStandsAtItsStart();
    void workersHaveOneNameBeforeAndAfterTheFirstStep();
    void thisComputerIsShownWithItsCurve();
    void splitsAreNamedAsTheTiles();
    void copiesAreComparedWithEachOther();
    void ofATextTheAccuracyIsThatOfTheBatch();
    void atALargeZoomTheModeScrolls();
    void theLegendIsSeenInASmallWindow();
    void theFastestPaceIsWrittenWhole();
    void aPictureOfTheWindowShowsTheRunAsItStands();
    void memorySaysWhatIsPlannedAndWhatAPassTakesBesideIt();

private:
    [[nodiscard]] ui::TrainMode &mode() { return m_fixture.mode(); }
    [[nodiscard]] ui::TrainingRun &run() { return m_fixture.run(); }
    void make(std::int64_t steps) { m_fixture.make(steps); }
    [[nodiscard]] std::vector<ui::WeightsVerdict> verdicts() { return m_fixture.verdicts(); }
    void changeRate(double rate)
    {
        m_fixture.change([rate](core::TrainSpec &train) { train.learningRate = rate; });
    }

    TrainFixture m_fixture;
};

void TestTrainWindow::theMessageGoesWithTheRunItIsAbout()
{
    const auto told = [this] {
        const auto strips = m_fixture.window().findChildren<ui::MessageStrip *>();
        return std::ranges::any_of(strips, [](const ui::MessageStrip *strip) {
            return strip->isVisible() && strip->message().text.contains(id("diverged"));
        });
    };
    const auto diverge = [this] {
        changeRate(500);
        run().setPace(0);
        run().start();
        QTRY_VERIFY_WITH_TIMEOUT(!run().isGoing(), 60'000);
    };
    diverge();
    QVERIFY(told());
    changeRate(0.2);
    QVERIFY(told()); // it is still the run that is shown
    run().restart();
    QVERIFY(!told());
    QVERIFY(run().problem().isEmpty());
    diverge();
    QVERIFY(told());
    m_fixture.window().modes().choose(id("explore"));
    QVERIFY(!told());
}

// Its step has not been made, so nobody is done with it.
void TestTrainWindow::anotherRunStandsAtItsStart()
{
    const auto finish = [this] {
        make(2);
        run().playback().seek(run().playback().end());
    };
    finish();
    run().restart();
    QCOMPARE(run().playback().moment(), core::Nanos{});
    QVERIFY2(!mode().describe().contains(id("done"), Qt::CaseInsensitive),
             qPrintable(mode().describe()));
    finish();
    auto *tiles = mode().findChild<ui::TileGroup *>();
    Q_EMIT tiles->chosen(id("data"));
    m_fixture.settle();
    QCOMPARE(run().stepsMade(), std::int64_t{0});
    QCOMPARE(run().playback().moment(), core::Nanos{});
}

void TestTrainWindow::workersHaveOneNameBeforeAndAfterTheFirstStep()
{
    for (const char *name : {"train-digits-pp4", "train-digits-dp3", "train-digits-tp2"}) {
        m_fixture.openBuiltin(id(name));
        const int workers = m_fixture.document().scenario().cluster.devices;
        for (const int steps : {0, 1}) {
            if (steps > 0)
                make(steps);
            const core::SnapshotPtr shown = mode().shown();
            QCOMPARE(shown->trace.info.size(), static_cast<std::size_t>(workers));
            for (int worker = 0; worker < workers; ++worker)
                QCOMPARE(shown->trace.info[static_cast<std::size_t>(worker)].label,
                         "Worker " + std::to_string(worker + 1));
            for (const ui::MemoryLine &line : ui::memoryLines(*shown))
                QVERIFY2(line.name.startsWith(id("Worker ")), qPrintable(line.name));
            ui::LinkList links;
            const auto uses = core::linkUses(*shown, {});
            links.setLinks(uses, {shown->trace.stop}, ui::deviceWordOf(*shown));
            for (const core::LinkUse &use : uses)
                QVERIFY2(!links.nameOf(use).contains(id("GPU")) &&
                             !links.nameOf(use).contains(id("0")),
                         qPrintable(links.nameOf(use)));
            mode().showTab(id("events"));
            const auto *events = mode().findChild<ui::EventsModel *>();
            const auto text = [events](int row) {
                return events->data(events->index(row, ui::EventsModel::Device), Qt::DisplayRole)
                    .toString();
            };
            QVERIFY(events->rowCount() > 0);
            QVERIFY2(text(0).startsWith(id("Worker ")), qPrintable(text(0)));
            for (const ui::ChoiceItem &tab : mode().tabs())
                QVERIFY2(!tab.toolTip.contains(id("GPU")), qPrintable(tab.toolTip));
        }
    }
}

void TestTrainWindow::thisComputerIsShownWithItsCurve()
{
    m_fixture.window().actions().find(id("this-computer"))->trigger();
    auto *dialog = m_fixture.window().findChild<ui::ComputerDialog *>();
    QVERIFY(dialog != nullptr);
    const auto isShown = [dialog] { return dialog->facts().contains(id("GFLOP/s")); };
    QTRY_VERIFY_WITH_TIMEOUT(isShown(), 60'000);
    const core::Result<core::live::Calibration> kept =
        core::live::readCalibration(core::live::calibrationPath());
    QVERIFY(kept);
    // Dots are what was measured: rates of the three kinds of product, from the table that is kept.
    const QCustomPlot &plot = dialog->chart().plot();
    QCOMPARE(plot.graphCount(), 12); // 10, 16, 32, 64, 128 and 256 rows
    double time = 0;
    for (int kind = 0; kind < core::kProductKinds; ++kind)
        time += core::productNanos(kept.value().device.curve.table,
                                   static_cast<core::ProductKind>(kind), 32, 128, 128);
    const QCPGraph *dots = plot.graph(4);
    QCOMPARE((dots->data()->constBegin() + 4)->key, 128.0);
    QCOMPARE((dots->data()->constBegin() + 4)->value,
             2.0 * 32 * 128 * 128 / (time / core::kProductKinds));
    QPushButton *again = nullptr;
    for (QPushButton *button : dialog->findChildren<QPushButton *>())
        again = button->text() == id("Measure again") ? button : again;
    QVERIFY(again != nullptr);
    again->click();
    QVERIFY(!again->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(again->isEnabled() && isShown(), 60'000);
    dialog->close();
}

void TestTrainWindow::splitsAreNamedAsTheTiles()
{
    const std::pair<const char *, const char *> titles[] = {
        {"train-digits-1", "One worker"},
        {"train-digits-tp2", "Tensor parallel"},
        {"train-digits-dp3", "Data parallel"},
        {"train-digits-pp4", "Pipeline parallel"}};
    for (const auto &[scenario, title] : titles) {
        m_fixture.openBuiltin(id(scenario));
        QCOMPARE(mode().describe().section(QLatin1Char('\n'), 0, 0), id(title));
    }
}

// Also beside a kept run, from which they differ by rounding.
void TestTrainWindow::copiesAreComparedWithEachOther()
{
    make(2);
    run().keep();
    m_fixture.document().edit(core::loadScenario("train-digits-dp3").value(), id("change"));
    m_fixture.settle();
    make(2);
    using enum ui::WeightsVerdict;
    QVERIFY(verdicts() == std::vector({First, Equal, Equal}));
    QCOMPARE(run().weights().comparedWith, id("worker 1"));
}

void TestTrainWindow::ofATextTheAccuracyIsThatOfTheBatch()
{
    m_fixture.openBuiltin(id("train-gpt-2x2"));
    make(2);
    QVERIFY(run().current().ofBatches);
    QVERIFY(!run().current().tested.empty());
    QCOMPARE(run().current().tested.back().steps, std::int64_t{2});
    // Bytes at random are foretold once in 256; a network that begins is not far from that.
    QVERIFY(run().current().tested.back().accuracy < 0.5);
    m_fixture.openBuiltin(id("train-digits-dp3"));
    make(1);
    QVERIFY(!run().current().ofBatches);
}

void TestTrainWindow::atALargeZoomTheModeScrolls()
{
    ui::MainWindow &window = m_fixture.window();
    window.resize(1280, 720);
    make(2);
    for (const int percent : {100, 125, 150, 175, 200, 225}) {
        window.appearance().setZoom(percent);
        QCoreApplication::processEvents();
        // Heights below which charts lie over their titles and cards are cut.
        const auto *workers = mode().findChild<ui::WorkersView *>();
        QVERIFY2(workers->height() >= 186 * percent / 100, qPrintable(QString::number(percent)));
        for (const auto *chart : mode().findChildren<ui::LearningChart *>())
            QVERIFY2(!chart->isVisible() || chart->plot().height() >= 40 * percent / 100,
                     qPrintable(QString::number(percent)));
        // As many rows as there are names for.
        const ui::TimelineLayout &layout = mode().findChild<ui::TimelineView *>()->timelineLayout();
        QVERIFY2(layout.rowHeight >= 7.5 * percent / 100,
                 qPrintable(QStringLiteral("%1 at %2 %").arg(layout.rowHeight).arg(percent)));
        const auto *runs = mode().findChild<ui::RunsChoice *>();
        QVERIFY(runs->isVisible());
        QVERIFY(runs->parentWidget()->rect().contains(runs->geometry()));
    }
}

void TestTrainWindow::theLegendIsSeenInASmallWindow()
{
    ui::MainWindow &window = m_fixture.window();
    for (const char *name : {"train-digits-pp4", "train-gpt-2x2"}) {
        m_fixture.openBuiltin(id(name));
        make(1);
        for (const QSize size : {QSize(1024, 640), QSize(900, 560), QSize(1280, 720)}) {
            window.resize(size);
            QCoreApplication::processEvents();
            const auto *legend = mode().findChild<ui::LegendView *>();
            const auto *runs = mode().findChild<ui::RunsChoice *>();
            QVERIFY2(legend->isVisible(), name);
            QVERIFY(legend->parentWidget()->rect().contains(legend->geometry()));
            QVERIFY(runs->parentWidget()->rect().contains(runs->geometry()));
            QVERIFY(!runs->geometry().intersects(legend->geometry()));
        }
    }
}

void TestTrainWindow::theFastestPaceIsWrittenWhole()
{
    const auto *pace = mode().findChild<ui::ValueSlider *>(id("train-pace"));
    const QFontMetrics strong(
        m_fixture.window().appearance().look().font(ui::TextRole::ControlStrong));
    for (const double seconds : {16.0, 4.0, 0.25, 0.0}) {
        run().setPace(seconds);
        const int text = strong.horizontalAdvance(pace->valueText());
        const int name = strong.horizontalAdvance(id("Pace"));
        QVERIFY2(text + name + 4 <= pace->width(), qPrintable(pace->valueText()));
    }
}

// At the size of the window: the same pixels.
void TestTrainWindow::aPictureOfTheWindowShowsTheRunAsItStands()
{
    ui::MainWindow &window = m_fixture.window();
    window.resize(1280, 720);
    window.appearance().setTheme(ui::ThemeId::Light);
    window.appearance().setZoom(100); // that of the test before is kept
    make(3);
    run().keep();
    changeRate(0.5);
    run().restart();
    make(2);
    mode().showTab(id("memory"));
    mode().showLeftPanel(false);
    run().playback().seekShare(0.4);
    QCoreApplication::processEvents();
    ui::ExportDialog dialog(mode(), nullptr);
    dialog.chooseView("window");
    ui::Picture picture = dialog.picture();
    picture.theme = ui::ThemeId::Light;
    const auto paint = ui::windowPainter(mode());
    QImage drawn(picture.size, QImage::Format_RGB32);
    {
        picture.scale = 1;
        QPainter painter(&drawn);
        paint(painter, picture);
    }
    const auto partOf = [&window](const QImage &image, const QWidget &part) {
        return image.copy(QRect(part.mapTo(&window, QPoint()), part.size()));
    };
    const QImage seen = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    QCOMPARE(seen.size(), drawn.size());
    for (const QWidget *part :
         {static_cast<const QWidget *>(mode().findChild<ui::WorkersView *>()),
          static_cast<const QWidget *>(mode().findChild<ui::LearningChart *>()),
          static_cast<const QWidget *>(mode().findChild<ui::MemoryView *>())})
        QVERIFY2(partOf(seen, *part) == partOf(drawn, *part), part->metaObject()->className());
    // The run goes on, and the picture that was asked for before is still the same.
    QImage later(picture.size, QImage::Format_RGB32);
    run().oneStep();
    QTRY_VERIFY(!run().isGoing());
    {
        QPainter painter(&later);
        paint(painter, picture);
    }
    QVERIFY(later == drawn);
}

// Of a step that was made; one that is predicted has no workspace.
void TestTrainWindow::memorySaysWhatIsPlannedAndWhatAPassTakesBesideIt()
{
    const QString workspace = id("workspace of a pass");
    const auto legend = [this] {
        QStringList words;
        for (const ui::LegendEntry &entry : ui::memoryLegend(*mode().shown(), 0))
            words.append(entry.text);
        return words;
    };
    QVERIFY(!legend().contains(workspace));
    QVERIFY(ui::workspaceText(*mode().shown(), 0).whole.isEmpty());
    make(1);
    const core::SnapshotPtr shown = mode().shown();
    QVERIFY2(legend().contains(workspace), qPrintable(legend().join(u',')));
    QVERIFY(!legend().contains(id("buffers")));
    for (int row = 0; row < 4; ++row) {
        const core::Bytes planned = shown->plan.rows[std::size_t(row)].peak.activations;
        const ui::WorkspaceText text = ui::workspaceText(*shown, row);
        static const QRegularExpression form(
            id("^At most ([0-9.]+) kB of activations on worker ([1-4]): ([0-9.]+) kB are planned, "
               "and ([0-9.]+) kB are the workspace of one pass$"));
        const QRegularExpressionMatch found = form.match(text.whole);
        QVERIFY2(found.hasMatch(), qPrintable(text.whole));
        QCOMPARE(found.captured(2).toInt(), row + 1);
        // Three digits of each: what is kept is what the plan counts, the pass takes the rest.
        const double all = found.captured(1).toDouble();
        QVERIFY(std::abs(found.captured(3).toDouble() * 1e3 - double(planned.count)) <= 5e-3 * 1e3);
        QVERIFY(std::abs(found.captured(3).toDouble() + found.captured(4).toDouble() - all) < 0.02);
        QVERIFY2(text.brief.contains(found.captured(3)), qPrintable(text.brief));
    }
    // And on the picture, below its legend.
    mode().showTab(id("memory"));
    QCoreApplication::processEvents();
    auto *memory = mode().findChild<ui::MemoryView *>();
    TextRecorder recorder(memory->size());
    memory->render(&recorder);
    QVERIFY(std::ranges::any_of(recorder.texts(), [](const RecordedText &text) {
        return text.text.contains(id("workspace of one pass"));
    }));
}

QTEST_MAIN(TestTrainWindow)
#include "tst_train_window.moc"
