// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/io/schedule/schedule_json.h"
#include "core/presets/presets.h"
#include "core/schedule/schedule.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/table_widget.h"
#include "ui/panels/kpi_strip.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/mistakes_dialog.h"
#include "ui/shell/schedule_files.h"
#include "ui/shell/validation_dialog.h"
#include "ui/views/charts/agreement_view.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QWindow>

namespace {

QString id(const char *name)
{
    return QString::fromLatin1(name);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray csvOf(const char *schedule, int ranks, int microBatches)
{
    const core::ScheduleOrder order =
        core::makeOrder(schedule, {.ranks = ranks, .microBatches = microBatches}).value();
    return QByteArray::fromStdString(core::scheduleToCsv(order));
}

} // namespace

// Schedules from files and into them, what is marked on the timeline, and Help > Validation.
class TestScheduleFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(id("1f1b-4-8")); }
    void cleanup() { m_fixture.close(); }
    void aScheduleOfTorchRunsWithRealPricesAndCanBeUndone();
    void anEditedScheduleIsRecognised();
    void aDroppedScheduleIsImported();
    void everyMistakeIsListed();
    void whatIsNoScheduleIsExplainedWithItsLine();
    void theLineOfAMistakeIsItsOwn();
    void whatAScheduleChangesIsSaid();
    void anExportedScheduleIsReadBackTheSame();
    void aScheduleNeedsLayersForItsStages();
    void bubblesAndThePathAreMarkedByKeysAndMenus();
    void validationShowsTheWorstFirstAndCopies();
    void stepTimesArePlottedAndConstantsNamed();
    void assumptionsSayHowFarOffAndWhatIsOn();

private:
    [[nodiscard]] QString message()
    {
        QString text;
        for (const ui::MessageStrip *strip :
             m_fixture.window().findChildren<ui::MessageStrip *>()) {
            if (strip->isVisible())
                text += strip->message().text;
        }
        return text;
    }

    WindowFixture m_fixture;
};

void TestScheduleFiles::aScheduleOfTorchRunsWithRealPricesAndCanBeUndone()
{
    const core::Scenario before = m_fixture.document().scenario();
    const core::Nanos step = m_fixture.document().snapshot()->metrics.step;
    const QString path = m_fixture.filePath(id("mine.csv"));
    write(path, csvOf("1f1b", 4, 8));
    QVERIFY(m_fixture.importSchedule(path));
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().parallel.schedule, std::string(core::kOwnSchedule));
    // The same order as the built-in one takes as long.
    QCOMPARE(m_fixture.document().snapshot()->metrics.step, step);
    QVERIFY2(message().contains(id("1F1B")), qPrintable(message()));
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == before);
}

void TestScheduleFiles::anEditedScheduleIsRecognised()
{
    // Three ranks, with one more forward than 1F1B before the first backward of rank 1.
    const QString path = m_fixture.filePath(id("warm.csv"));
    write(path, "0F0,0F1,0F2,0B0,0F3,0B1,0B2,0B3\n1F0,1F1,1F2,1B0,1F3,1B1,1B2,1B3\n"
                "2F0,2B0,2F1,2B1,2F2,2B2,2F3,2B3\n");
    QVERIFY(m_fixture.importSchedule(path));
    QVERIFY2(message().contains(id("warm-up")), qPrintable(message()));
    m_fixture.settle();
    QCOMPARE(m_fixture.document().snapshot()->plan.ranks(), 3);
}

void TestScheduleFiles::aDroppedScheduleIsImported()
{
    const QString path = m_fixture.filePath(id("dropped.csv"));
    write(path, csvOf("gpipe", 4, 8));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &enter);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &drop);
    m_fixture.settle();
    QCOMPARE(m_fixture.document().scenario().parallel.own.title, std::string("dropped"));
}

void TestScheduleFiles::everyMistakeIsListed()
{
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("wrong.csv"));
    // Micro-batch 1 is missing on rank 1, and rank 0 runs the backward of 0 twice.
    write(path, "0F0,0F1,0B0,0B0,0B1\n1F0,1B0\n");
    QVERIFY(!m_fixture.importSchedule(path));
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY2(message().contains(id("wrong.csv cannot run")), qPrintable(message()));
    auto *strip = m_fixture.window().findChildren<ui::MessageStrip *>().front();
    const QList<ui::Message::Button> buttons = strip->message().buttons;
    QCOMPARE(buttons.size(), 1);
    buttons.front().run();
    auto *dialog = m_fixture.window().findChild<ui::MistakesDialog *>();
    QVERIFY(dialog != nullptr);
    const QString listed = dialog->table().asText();
    QVERIFY2(listed.contains(id("DUPLICATE")), qPrintable(listed));
    QVERIFY2(listed.contains(id("MISSING_F")), qPrintable(listed));
    dialog->reject();
}

void TestScheduleFiles::whatIsNoScheduleIsExplainedWithItsLine()
{
    const QString path = m_fixture.filePath(id("odd.csv"));
    write(path, "0F0,0B0\n1F0,hello\n");
    QVERIFY(!m_fixture.importSchedule(path));
    QVERIFY2(message().startsWith(id("odd.csv, line 2: ")) && message().contains(id("hello")),
             qPrintable(message()));
    QVERIFY2(!message().contains(m_fixture.filePath({})) && !message().contains(id("csv:")),
             qPrintable(message()));
    write(path, "");
    QVERIFY(!m_fixture.importSchedule(path));
    QVERIFY(!message().isEmpty());
    QVERIFY2(message().startsWith(id("odd.csv, line 1: ")), qPrintable(message()));
    QVERIFY(!m_fixture.importSchedule(m_fixture.filePath(id("absent.csv"))));
    QVERIFY2(!message().contains(m_fixture.filePath({})), qPrintable(message()));
}

// A line is a rank, of which the most that can be read are 65,535.
void TestScheduleFiles::theLineOfAMistakeIsItsOwn()
{
    const QString path = m_fixture.filePath(id("million.csv"));
    write(path, QByteArray("0F0\n").repeated(100'000));
    QVERIFY(!m_fixture.importSchedule(path));
    QVERIFY2(message().startsWith(id("million.csv, line 65,536: Each line is a rank")),
             qPrintable(message()));
    QVERIFY2(!message().contains(m_fixture.filePath({})), qPrintable(message()));
}

// Four GPUs, eight micro-batches; the schedule is for two ranks and four.
void TestScheduleFiles::whatAScheduleChangesIsSaid()
{
    const QString path = m_fixture.filePath(id("two.csv"));
    write(path, csvOf("1f1b", 2, 4));
    QVERIFY(m_fixture.importSchedule(path));
    const core::Scenario &scenario = m_fixture.document().scenario();
    QCOMPARE(scenario.parallel.data, 2);
    QVERIFY2(message().contains(QStringLiteral("stages 4 → 2")), qPrintable(message()));
    QVERIFY2(message().contains(QStringLiteral("replicas 1 → 2")), qPrintable(message()));
    QVERIFY2(message().contains(QStringLiteral("micro-batches 8 → 4")), qPrintable(message()));
    // As many as there were: nothing to say.
    write(path, csvOf("gpipe", 2, 4));
    QVERIFY(m_fixture.importSchedule(path));
    QVERIFY2(!message().contains(QStringLiteral("→")), qPrintable(message()));
}

void TestScheduleFiles::anExportedScheduleIsReadBackTheSame()
{
    m_fixture.openBuiltin(id("interleaved-4-8x2"));
    const core::ScheduleOrder before = m_fixture.document().snapshot()->plan.order;
    const QString path = m_fixture.filePath(id("out.csv"));
    QVERIFY(ui::exportSchedule(m_fixture.window(), path));
    QVERIFY(m_fixture.importSchedule(path));
    m_fixture.settle();
    QVERIFY(m_fixture.document().snapshot()->plan.order.actions == before.actions);
}

void TestScheduleFiles::aScheduleNeedsLayersForItsStages()
{
    const QString path = m_fixture.filePath(id("long.csv"));
    write(path, csvOf("1f1b", 40, 2)); // the model has 32 layers
    QVERIFY(m_fixture.importSchedule(path));
    QCOMPARE(m_fixture.document().scenario().model.layerCount(), 40);
    QVERIFY2(message().contains(id("40 layers")), qPrintable(message()));
}

void TestScheduleFiles::bubblesAndThePathAreMarkedByKeysAndMenus()
{
    ui::MainWindow &window = m_fixture.window();
    const QList<ui::ElidedLabel *> lines = window.findChildren<ui::ElidedLabel *>(id("readout"));
    QCOMPARE(lines.size(), 2);
    const ui::ElidedLabel *readout = lines.front();
    QVERIFY(!readout->isVisible());
    const auto press = [&](const char *action) { window.actions().find(id(action))->trigger(); };
    press("next-bubble");
    QVERIFY(readout->isVisible());
    QVERIFY2(readout->text().startsWith(id("Idle of the step")), qPrintable(readout->text()));
    QVERIFY(window.actions().find(id("bubble-step"))->isChecked());
    press("next-bubble");
    QVERIFY2(readout->text().startsWith(id("Idle over work")), qPrintable(readout->text()));
    press("bubble-span");
    QVERIFY2(readout->text().startsWith(id("Idle within the span")), qPrintable(readout->text()));
    press("critical-path");
    // In the same line where both fit, as every line takes height from the rows.
    QString all = lines[0]->text();
    if (lines[1]->isVisible())
        all += lines[1]->text();
    QVERIFY2(all.contains(id("Idle within the span")) && all.contains(id("Critical path")),
             qPrintable(all));
    QVERIFY(window.actions().find(id("critical-path"))->isChecked());
    press("bubble-none");
    press("critical-path");
    QVERIFY(!readout->isVisible());
}

void TestScheduleFiles::validationShowsTheWorstFirstAndCopies()
{
    m_fixture.window().actions().find(id("validation"))->trigger();
    auto *dialog = m_fixture.window().findChild<ui::ValidationDialog *>();
    QVERIFY(dialog != nullptr);
    auto *choice = dialog->findChild<QComboBox *>();
    // Three papers together and alone, runs of others, Tables 5 and 8, the fitted constants.
    QTRY_COMPARE_WITH_TIMEOUT(choice->count(), 8, 30000);
    choice->setCurrentIndex(5);
    ui::TableWidget &table = dialog->table();
    QVERIFY(table.rowCount() > 20);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.front().split(QLatin1Char('\t')).size(), 6);
    QCOMPARE(lines.size(), table.rowCount() + 2); // headings and the last line's end
    table.sortItems(2);
    for (int row = 1; row < table.rowCount(); ++row)
        QVERIFY(table.item(row - 1, 2)->text() <= table.item(row, 2)->text());
    dialog->reject();
}

void TestScheduleFiles::stepTimesArePlottedAndConstantsNamed()
{
    m_fixture.window().actions().find(id("validation"))->trigger();
    auto *dialog = m_fixture.window().findChild<ui::ValidationDialog *>();
    QVERIFY(dialog != nullptr && dialog->isVisible()); // at once, before anything is predicted
    auto *choice = dialog->findChild<QComboBox *>();
    QTRY_COMPARE_WITH_TIMEOUT(choice->count(), 8, 30000);
    ui::TableWidget &table = dialog->table();
    QCOMPARE(choice->currentIndex(), 0);
    QVERIFY(table.item(0, 4)->text().endsWith(id(" %")));
    const auto *chart = dialog->findChild<ui::AgreementView *>();
    QVERIFY(chart->isVisible());
    QVERIFY(chart->accessibleDescription().startsWith(id("%1 runs").arg(table.rowCount())));
    choice->setCurrentIndex(7);
    QVERIFY(!chart->isVisible());
    QCOMPARE(table.rowCount(), static_cast<int>(core::fittedConstants({}).size()));
    QCOMPARE(table.item(0, 0)->text(), id("gemm_efficiency"));
    dialog->reject();
}

void TestScheduleFiles::assumptionsSayHowFarOffAndWhatIsOn()
{
    auto &drawer = m_fixture.part<ui::AssumptionsDrawer>();
    QAction *action = m_fixture.window().actions().find(id("assumptions"));
    QVERIFY(!drawer.isVisible());
    m_fixture.openBuiltin(id("gpt3-64-4x4x4"));
    action->trigger();
    QVERIFY(drawer.isVisible());
    // All published runs of that kind were on A100 and H100: 1.3 x 1.49 of their error is told.
    QTRY_VERIFY_WITH_TIMEOUT(
        drawer.text().contains(id("like this one (tensor and pipeline parallel) on other cards: ")),
        30000);
    QVERIFY(drawer.text().contains(id("; on H200")));
    QVERIFY(drawer.text().contains(id("That is 1.9 times the error")));
    const qsizetype notIn = drawer.text().indexOf(id("Not modelled"));
    QVERIFY(drawer.text().indexOf(id("Tiles and waves")) < notIn);
    QVERIFY(drawer.text().indexOf(id("Other jobs on the network")) > notIn);
    QVERIFY(drawer.text().contains(id("Matrix products, of the sustained rate")));
    // A toy of equal layers has pauses alone of these effects, and where there is one GPU it has
    // none: no heading stands above nothing.
    m_fixture.openBuiltin(id("1f1b-4-8"));
    QTRY_VERIFY(drawer.text().contains(id("Modelled\nPauses of processes")));
    m_fixture.openBuiltin(id("train-digits-1"));
    QTRY_VERIFY(drawer.text().contains(id("Modelled\nNone of these: ")));
    m_fixture.openBuiltin(id("llama7b-zero3-8")); // IBM's and PyTorch's, fully sharded
    QTRY_VERIFY(drawer.text().contains(id("like this one (data parallel, fully sharded)")));
    // Escape gives the keys back to whoever had them.
    QWidget *before = &m_fixture.part<ui::SceneView>();
    QTest::keyClick(m_fixture.window().windowHandle(), Qt::Key_Escape);
    QVERIFY(!drawer.isVisible() && !action->isChecked());
    QCOMPARE(QApplication::focusWidget(), before);
    // Beside the numbers is a button for it, and the card of the step time is another.
    auto &strip = m_fixture.part<ui::KpiStrip>();
    QTest::mouseClick(strip.findChild<QAbstractButton *>(id("assumptions")), Qt::LeftButton);
    QVERIFY(drawer.isVisible());
    QVERIFY(drawer.isAncestorOf(QApplication::focusWidget()));
    QTest::mouseClick(&m_fixture.part<ui::KpiStrip>(), Qt::LeftButton, {}, {20, 20});
    QVERIFY(!drawer.isVisible() && !action->isChecked());
}

QTEST_MAIN(TestScheduleFiles)
#include "tst_schedule_files.moc"
