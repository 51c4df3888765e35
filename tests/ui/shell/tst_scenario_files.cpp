// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/scenario/check.h"
#include "core/scenario/edits.h"
#include "ui/controls/value_slider.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/window_image.h"
#include "ui/views/timeline/timeline_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
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

} // namespace

// What the window opens, saves, and keeps from one start to the next.
class TestScenarioFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokenFileIsExplainedAndTheOldScenarioStays();
    void aDroppedFileOpens();
    void aSavedScenarioHasTheNameThatTheSystemKnows();
    void ofSeveralFilesTheFirstThatOpensIsTaken();
    void aConfigurationOfDeepSpeedIsLaidOverTheScenario();
    void aConfigurationCanBeWhatIsOpenedFirst();
    void aConfigOfHuggingFaceBringsItsModel();
    void aConfigurationThatCannotBeIsExplained();
    void textIsPastedButNotIntoTheWindowWhileANumberIsTyped();
    void anExportedPictureOpensAsItsScenario();
    void savingAndOpeningGivesTheSameScenario();
    void whatIsNotSavedComesBackWithTheNextStart();
    void changesLeftBehindCanBeBroughtBack();
    void settingsOutliveTheWindow();
    void changedKeysOutliveTheWindow();

private:
    void drop(const QString &path) { drop(QStringList{path}); }
    void drop(const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_fixture.window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_fixture.window(), &drop);
        m_fixture.settle();
    }
    WindowFixture m_fixture;
};

constexpr const char *kDeepSpeed =
    "{ \"train_batch_size\": 64, \"train_micro_batch_size_per_gpu\": 2,\n"
    "  \"zero_optimization\": { \"stage\": 2 }, \"fp16\": { \"enabled\": true } }";

// GPT-2 small as published: 124,439,808 parameters.
constexpr const char *kGpt2 =
    "{ \"model_type\": \"gpt2\", \"architectures\": [\"GPT2LMHeadModel\"], \"n_embd\": 768,\n"
    "  \"n_layer\": 12, \"n_head\": 12, \"n_positions\": 1024, \"n_ctx\": 1024,\n"
    "  \"vocab_size\": 50257 }";

void TestScenarioFiles::aSavedScenarioHasTheNameThatTheSystemKnows()
{
    m_fixture.open(id("1f1b-4-8"));
    m_fixture.window().files().askToSaveAs();
    const auto *dialog = m_fixture.window().findChild<QFileDialog *>();
    QVERIFY(dialog != nullptr && dialog->selectedFiles().front().endsWith(id(".parallarium.json")));
    delete dialog;
}

void TestScenarioFiles::aConfigurationOfDeepSpeedIsLaidOverTheScenario()
{
    m_fixture.open(id("llama7b-zero1-8"));
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("ds_config.json"));
    write(path, kDeepSpeed);
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    drop(path);
    const core::Scenario &now = m_fixture.document().scenario();
    QVERIFY(now.parallel.sharding == core::Sharding::Zero2);
    QCOMPARE(now.training.globalBatch, std::int64_t{64});
    QCOMPARE(now.training.microBatch, std::int64_t{2});
    QVERIFY(now.training.precision == core::Precision::Fp16);
    QVERIFY(now.model == before.model && now.cluster.device == before.cluster.device);
    QCOMPARE(messages.count(), 1);
    const auto message = messages.front().front().value<ui::Message>();
    QVERIFY2(message.text.startsWith(id("ds_config.json was applied to the scenario: ZeRO-2, "
                                        "batches of 64 in micro-batches of 2, fp16.")),
             qPrintable(message.text));
    message.buttons.front().run();
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(!m_fixture.window().files().recent().contains(path)); // no scenario of its own
}

// At the start of the program there is no scenario yet that it could change: the usual first one
// is opened beneath.
void TestScenarioFiles::aConfigurationCanBeWhatIsOpenedFirst()
{
    const core::Scenario first = core::loadScenario("llama7b-pp4").value();
    const QString path = m_fixture.filePath(id("ds_config.json")); // Hjson, without braces
    write(path, "train_batch_size: 64\ntrain_micro_batch_size_per_gpu: 2\n"
                "bf16: { enabled: true }\n");
    m_fixture.open(path);
    const core::Scenario &now = m_fixture.document().scenario();
    QVERIFY(now.model == first.model && now.parallel.sharding == core::Sharding::Zero1);
    QCOMPARE(now.training.globalBatch, std::int64_t{64});
    QCOMPARE(m_fixture.document().undoStack().index(), 1);
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == first);
    m_fixture.settle();
    m_fixture.close();

    const QString model = m_fixture.filePath(id("config.json"));
    write(model, kGpt2);
    m_fixture.open(model);
    QCOMPARE(m_fixture.document().scenario().model.layerCount(), std::int64_t{12});
    QCOMPARE(m_fixture.document().scenario().cluster.devices, first.cluster.devices);
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
    m_fixture.close();
}

void TestScenarioFiles::aConfigOfHuggingFaceBringsItsModel()
{
    m_fixture.open(id("llama7b-pp4"));
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("config.json"));
    write(path, kGpt2);
    drop(path);
    const core::Scenario &now = m_fixture.document().scenario();
    QCOMPARE(core::parameterCount(now.model), std::int64_t{124'439'808});
    QVERIFY(now.cluster == before.cluster);
    QCOMPARE(now.parallel.pipeline, before.parallel.pipeline);
    QVERIFY(bool(core::validate(now)));
    QCOMPARE(m_fixture.document().undoStack().count(), 1);
    m_fixture.document().undoStack().undo();
    QVERIFY(m_fixture.document().scenario() == before);
}

void TestScenarioFiles::aConfigurationThatCannotBeIsExplained()
{
    m_fixture.open(id("llama7b-zero1-8"));
    const core::Scenario before = m_fixture.document().scenario();
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    const std::pair<const char *, const char *> cases[] = {
        {"{ \"zero_optimization\": { \"stage\": 7 } }", "stage is 7"},
        {"{ \"train_batch_size\": 30, \"train_micro_batch_size_per_gpu\": 4 }", "30"},
        {"{ \"model_type\": \"gpt2\", \"n_layer\": 12 }", "n_embd"}};
    for (const auto &[json, word] : cases) {
        const QString path = m_fixture.filePath(id("wrong.json"));
        write(path, json);
        drop(path);
        const auto message = messages.takeLast().front().value<ui::Message>();
        QVERIFY(message.kind == ui::Message::Kind::Problem);
        QVERIFY2(message.text.startsWith(id("wrong.json:1: ")), qPrintable(message.text));
        QVERIFY2(message.text.contains(id(word)), qPrintable(message.text));
        QVERIFY(m_fixture.document().scenario() == before);
    }
}

void TestScenarioFiles::textIsPastedButNotIntoTheWindowWhileANumberIsTyped()
{
    m_fixture.open(id("llama7b-zero1-8"));
    const core::Scenario before = m_fixture.document().scenario();
    QClipboard &clipboard = *QGuiApplication::clipboard();
    const auto paste = [this] {
        QTest::keyClick(m_fixture.window().windowHandle(), Qt::Key_V, Qt::ControlModifier);
        m_fixture.settle();
    };
    clipboard.setText(QString::fromLatin1(kDeepSpeed));
    auto &slider = *m_fixture.window().findChild<ui::ValueSlider *>(id("batch"));
    slider.beginTyping();
    QVERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr);
    paste();
    QVERIFY(m_fixture.document().scenario() == before);
    QTest::keyClick(m_fixture.window().windowHandle(), Qt::Key_Escape);
    paste();
    QVERIFY(m_fixture.document().scenario().parallel.sharding == core::Sharding::Zero2);
    clipboard.setText(QString::fromLatin1(kGpt2));
    paste();
    QCOMPARE(core::parameterCount(m_fixture.document().scenario().model),
             std::int64_t{124'439'808});
    const core::Scenario naive = core::loadScenario("naive-4").value();
    clipboard.setText(QString::fromStdString(core::scenarioToJson(naive)));
    paste();
    QVERIFY(m_fixture.document().scenario() == naive);
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    clipboard.clear();
    paste();
    QCOMPARE(messages.count(), 1);
    QVERIFY(messages.front().front().value<ui::Message>().text.contains(id("holds no text")));
}

void TestScenarioFiles::aBrokenFileIsExplainedAndTheOldScenarioStays()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::Scenario before = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("broken.json"));
    write(path, "{ \"model\": \"gpt2-124m\",\n  \"trainning\": {} }");
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    QVERIFY(!m_fixture.openFile(path));
    QCOMPARE(messages.count(), 1);
    const QString text = messages.front().front().value<ui::Message>().text;
    QVERIFY2(text.startsWith(id("broken.json:2: ")), qPrintable(text));
    QVERIFY(text.contains(id("trainning")));
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(m_fixture.window().files().recent().isEmpty());
    for (const char *other : {"/", "no-such-file.json"}) {
        QVERIFY(!m_fixture.openFile(id(other)));
        QVERIFY(m_fixture.document().scenario() == before);
    }
    QCOMPARE(messages.count(), 3);
}

void TestScenarioFiles::aDroppedFileOpens()
{
    m_fixture.open(id("1f1b-4-8"));
    const core::Scenario dropped = core::loadScenario("naive-4").value();
    const QString path = m_fixture.filePath(id("dropped.json"));
    write(path, QByteArray::fromStdString(core::scenarioToJson(dropped)));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture.window(), &drop);
    m_fixture.settle();
    QVERIFY(m_fixture.document().scenario() == dropped);
    QCOMPARE(m_fixture.document().path(), path);
}

void TestScenarioFiles::ofSeveralFilesTheFirstThatOpensIsTaken()
{
    m_fixture.open(id("llama7b-zero1-8"));
    const QString broken = m_fixture.filePath(id("broken.json"));
    const QString good = m_fixture.filePath(id("good.json"));
    const QString other = m_fixture.filePath(id("other.json"));
    const core::Scenario wanted = core::loadScenario("naive-4").value();
    write(broken, "{ \"nothing\": 1 }");
    write(good, QByteArray::fromStdString(core::scenarioToJson(wanted)));
    write(other,
          QByteArray::fromStdString(core::scenarioToJson(core::loadScenario("1f1b-4-8").value())));
    drop({broken, good, other});
    QVERIFY(m_fixture.document().scenario() == wanted);
    const auto message = [this] {
        return m_fixture.window().findChild<ui::MessageStrip *>()->message();
    };
    QVERIFY2(message().text.startsWith(id("Only good.json of the 3 files was opened")),
             qPrintable(message().text));
    // Its own message stays, with the way back.
    const QString config = m_fixture.filePath(id("ds_config.json"));
    write(config, kDeepSpeed);
    m_fixture.open(id("llama7b-zero1-8"));
    drop({broken, config});
    QVERIFY(message().text.contains(id("was applied to the scenario")));
    QVERIFY(!message().buttons.isEmpty());
    const core::Scenario before = m_fixture.document().scenario();
    drop({broken, broken});
    QVERIFY(m_fixture.document().scenario() == before);
    QVERIFY(message().kind == ui::Message::Kind::Problem);
    QVERIFY2(message().text.startsWith(id("None of the 2 files could be opened.")),
             qPrintable(message().text));
    QVERIFY(message().text.contains(id("broken.json:1")));
}

void TestScenarioFiles::anExportedPictureOpensAsItsScenario()
{
    m_fixture.open(id("naive-4-badlink"));
    const core::Scenario scenario = m_fixture.document().scenario();
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    for (const ui::PictureView &view : ui::allPictureViews()) {
        dialog.chooseView(view.id);
        const QString path = m_fixture.filePath(id("picture.png"));
        QVERIFY(dialog.saveTo(path));
        const QSize most = dialog.picture().size * dialog.picture().scale;
        QCOMPARE(QImage(path).width(), most.width());
        QVERIFY(QImage(path).height() <= most.height()); // only as high as it needs
        m_fixture.openBuiltin(id("tiny-3x2"));
        QVERIFY(m_fixture.openFile(path));
        m_fixture.settle();
        QVERIFY(m_fixture.document().scenario() == scenario);
        QVERIFY(m_fixture.document().path().isEmpty()); // saving never overwrites the picture
    }
    QVERIFY(!dialog.saveTo(id("/no/such/folder/x.png")));
}

void TestScenarioFiles::savingAndOpeningGivesTheSameScenario()
{
    m_fixture.open(id("pp4-straggler"));
    m_fixture.document().edit(core::withMicroBatches(m_fixture.document().scenario(), 4),
                              id("change"));
    const core::Scenario changed = m_fixture.document().scenario();
    const QString path = m_fixture.filePath(id("saved.json"));
    QVERIFY(m_fixture.window().files().saveTo(path));
    QVERIFY(!m_fixture.document().isModified());
    QCOMPARE(m_fixture.window().files().recent().front(), path);
    m_fixture.openBuiltin(id("naive-4"));
    QVERIFY(m_fixture.openFile(path));
    QVERIFY(m_fixture.document().scenario() == changed);
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    QVERIFY(!m_fixture.window().files().saveTo(id("/no/such/folder/x.json")));
    QCOMPARE(messages.count(), 1);
}

void TestScenarioFiles::whatIsNotSavedComesBackWithTheNextStart()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    const core::Scenario original = fixture.document().scenario();
    fixture.document().edit(core::withLinkBandwidth(original, 1e9), id("change"));
    const core::Scenario changed = fixture.document().scenario();
    QVERIFY(!(changed == original));
    fixture.close();
    fixture.open({});
    QVERIFY(fixture.document().scenario() == changed);
    QVERIFY(fixture.document().isModified());
    fixture.document().undoStack().undo();
    QVERIFY(fixture.document().scenario() == original);
    fixture.close();
    fixture.open({}); // all was as in the file: nothing to recover
    QVERIFY(fixture.document().scenario() == original);
    QVERIFY(!fixture.document().isModified());
}

void TestScenarioFiles::changesLeftBehindCanBeBroughtBack()
{
    m_fixture.open(id("naive-4"));
    m_fixture.document().edit(core::withLinkBandwidth(m_fixture.document().scenario(), 1e9),
                              id("change"));
    const core::Scenario changed = m_fixture.document().scenario();
    QSignalSpy messages(&m_fixture.window().files(), &ui::ScenarioFiles::message);
    m_fixture.openBuiltin(id("dp-90-3"));
    QCOMPARE(messages.count(), 1);
    messages.front().front().value<ui::Message>().buttons.front().run();
    QVERIFY(m_fixture.document().scenario() == changed);
    QVERIFY(m_fixture.document().isModified());
}

void TestScenarioFiles::settingsOutliveTheWindow()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    fixture.window().appearance().setTheme(ui::ThemeId::Dark);
    fixture.window().appearance().setZoom(150);
    fixture.window().mode().showTab(id("events"));
    fixture.window().mode().showLeftPanel(false);
    fixture.close();
    fixture.open({});
    QVERIFY(fixture.window().appearance().theme() == ui::ThemeId::Dark);
    QCOMPARE(fixture.window().appearance().zoomPercent(), 150);
    QVERIFY(!fixture.window().mode().showsLeftPanel());
    QVERIFY(fixture.part<ui::TimelineView>().isHidden() ||
            !fixture.part<ui::TimelineView>().isVisible());
    QCOMPARE(QString::fromStdString(fixture.document().scenario().title),
             QString::fromStdString(core::loadScenario("naive-4").value().title));
}

void TestScenarioFiles::changedKeysOutliveTheWindow()
{
    WindowFixture fixture;
    fixture.open(id("naive-4"));
    // Taking the key of another action leaves that one without it.
    fixture.window().actions().setKeys(id("loop"), {QKeySequence(Qt::Key_F)},
                                       fixture.window().settings());
    fixture.close();
    fixture.open({});
    const ui::Actions &actions = fixture.window().actions();
    QCOMPARE(actions.find(id("loop"))->shortcut(), QKeySequence(Qt::Key_F));
    QVERIFY(actions.find(id("follow"))->shortcut().isEmpty());
}

QTEST_MAIN(TestScenarioFiles)
#include "tst_scenario_files.moc"
