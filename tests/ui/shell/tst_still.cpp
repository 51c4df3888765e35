// SPDX-License-Identifier: GPL-3.0-or-later
// The picture holds still: messages, drawers and popovers move nothing, and nothing that was asked
// goes away unanswered.
#include "core/classroom/mystery.h"
#include "core/scenario/edits.h"
#include "ui/controls/table_widget.h"
#include "ui/modes/fault_menus.h"
#include "ui/panels/idea_row.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/remedies_panel.h"
#include "ui/panels/top_bar.h"
#include "ui/playback/playback.h"
#include "ui/shell/advice_popover.h"
#include "ui/shell/assumptions_drawer.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/suggested_name.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include "text_recorder.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace {

QString id(const char *text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestStill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(id("1f1b-4-8")); }
    void cleanup() { m_fixture.close(); }
    void aMessageMovesAndCoversNothing_data();
    void aMessageMovesAndCoversNothing();
    void aLongMessageIsUnfoldedOnRequest_data();
    void aLongMessageIsUnfoldedOnRequest();
    void aQuestionStaysUntilItIsAnswered();
    void whatIsSaidOfAChangeGoesWhenThatIsUndone();
    void theEndBeforeIsThatOfAChange();
    void anExampleOpensWhereAStepIsUnderWay();
    void theKeyboardStaysWithThePicture();
    void assumptionsCoverNeitherSceneNorNumbers();
    void theTimelineIsInSightAtEveryUsualZoom();
    void waysOutAreSeenWholeAtEveryUsualZoom();
    void adviceIsAKeyAway();
    void theMenuOfAGpuSaysWhichOne();
    void theMenuOfAGpuDividesUnevenLayers();
    void aPictureIsAsHighAsItsRows();
    void copyingIsAnswered();
    void aNameForTheFileIsProposed_data();
    void aNameForTheFileIsProposed();

private:
    // Where the parts of the picture are, in the window.
    [[nodiscard]] QList<QRect> places()
    {
        QList<QRect> rects;
        for (const QWidget *part : {static_cast<QWidget *>(&m_fixture.part<ui::TopBar>()),
                                    static_cast<QWidget *>(&m_fixture.part<ui::KpiStrip>()),
                                    static_cast<QWidget *>(&m_fixture.part<ui::SceneView>()),
                                    static_cast<QWidget *>(&m_fixture.part<ui::LowerPane>())})
            rects.append({part->mapTo(&m_fixture.window(), QPoint()), part->size()});
        return rects;
    }
    [[nodiscard]] ui::MessageStrip &strip() { return m_fixture.part<ui::MessageStrip>(); }
    void edit()
    {
        m_fixture.document().edit(core::withMicroBatches(m_fixture.document().scenario(), 16),
                                  id("more micro-batches"));
        m_fixture.settle();
    }

    WindowFixture m_fixture;
};

void TestStill::aMessageMovesAndCoversNothing_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1024x640") << QSize(1024, 640);
    QTest::newRow("1280x720") << QSize(1280, 720);
    QTest::newRow("1920x1080") << QSize(1920, 1080);
}

void TestStill::aMessageMovesAndCoversNothing()
{
    QFETCH(QSize, size);
    m_fixture.window().resize(size);
    QCoreApplication::processEvents();
    const QList<QRect> before = places();
    edit();
    m_fixture.openBuiltin(id("gpipe-4-8"));
    QCoreApplication::processEvents();
    QVERIFY(strip().isVisible());
    QCOMPARE(places(), before);
    const QRect message(strip().mapTo(&m_fixture.window(), QPoint()), strip().size());
    for (const QWidget *control : m_fixture.part<ui::TopBar>().findChildren<QWidget *>()) {
        const QRect area(control->mapTo(&m_fixture.window(), QPoint()), control->size());
        QVERIFY2(!message.intersects(area), qPrintable(control->accessibleName()));
    }
    QVERIFY(m_fixture.window().rect().contains(message));
}

void TestStill::aLongMessageIsUnfoldedOnRequest_data()
{
    aMessageMovesAndCoversNothing_data();
}

// Five notes on a configuration are longer than the two lines that menus and top bar leave.
void TestStill::aLongMessageIsUnfoldedOnRequest()
{
    QFETCH(QSize, size);
    m_fixture.window().resize(size);
    QFile file(m_fixture.filePath(id("ds_config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"zero_optimization": {"stage": 3, "super_offload": true,
                   "zero_quantized_weights": true, "zero_quantized_gradients": true},
                   "bf16": {"enabled": true}, "curriculum_learning": {"enabled": true},
                   "sparse_attention": {"mode": "fixed"}, "gradient_clipping": 1.0})");
    file.close();
    m_fixture.openFile(file.fileName());
    QCoreApplication::processEvents();
    const auto bottom = [this] {
        return strip().mapTo(&m_fixture.window(), QPoint()).y() + strip().height();
    };
    const QList<QRect> before = places();
    const QRect numbers = before[1];
    QVERIFY2(bottom() <= numbers.top(), qPrintable(strip().message().text));
    QAbstractButton *more = nullptr;
    for (auto *button : strip().findChildren<QAbstractButton *>())
        more = button->text() == id("More") ? button : more;
    QVERIFY(more && more->isVisible());
    const int folded = strip().height();
    QTest::mouseClick(more, Qt::LeftButton);
    QVERIFY(strip().height() > folded);
    QCOMPARE(places(), before);
    QTest::mouseClick(more, Qt::LeftButton);
    QCOMPARE(strip().height(), folded);
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
}

void TestStill::aQuestionStaysUntilItIsAnswered()
{
    edit();
    m_fixture.openBuiltin(id("gpipe-4-8"));
    const QString question = strip().message().text;
    QVERIFY2(question.contains(id("not saved")), qPrintable(question));
    // Changes and going back do not answer it, and a note only hides it.
    edit();
    m_fixture.document().undoStack().undo();
    m_fixture.settle();
    QCOMPARE(strip().message().text, question);
    m_fixture.window().copyScenario();
    QVERIFY(strip().message().text != question);
    m_fixture.window().leave();
    QVERIFY(strip().isVisible());
    QCOMPARE(strip().message().text, question);
    QCOMPARE(strip().message().buttons.size(), qsizetype{1});
    QTest::mouseClick(strip().findChildren<QAbstractButton *>().back(), Qt::LeftButton);
    m_fixture.settle();
    QCOMPARE(core::microBatchCount(m_fixture.document().scenario()), 16);
}

void TestStill::whatIsSaidOfAChangeGoesWhenThatIsUndone()
{
    edit();
    m_fixture.window().showMessage({ui::Message::Kind::Note, id("changed"), {}, {}, true});
    QCOMPARE(strip().message().text, id("changed"));
    m_fixture.document().undoStack().undo();
    QVERIFY(strip().message().text != id("changed"));
}

// Not that of a set-up which something else has put in the place of another, as lessons do.
void TestStill::theEndBeforeIsThatOfAChange()
{
    const auto isTold = [this] {
        auto &view = m_fixture.part<ui::TimelineView>();
        TextRecorder recorder(view.size());
        view.render(&recorder);
        return std::ranges::any_of(recorder.texts(), [](const RecordedText &text) {
            return text.text.startsWith(id("before:"));
        });
    };
    QVERIFY(!isTold());
    edit();
    QVERIFY(isTold());
    ui::Document &document = m_fixture.document();
    document.edit(core::withMicroBatches(document.scenario(), 4), id("set-up of a lesson"));
    document.undoStack().setClean();
    m_fixture.settle();
    QVERIFY(!isTold());
}

void TestStill::anExampleOpensWhereAStepIsUnderWay()
{
    m_fixture.playback().toEnd();
    m_fixture.playback().setLoops(false);
    m_fixture.openBuiltin(id("llama7b-pp4"));
    const core::Nanos end = m_fixture.playback().end();
    QCOMPARE(end.count, m_fixture.document().snapshot()->trace.stop);
    const double share = core::seconds(m_fixture.playback().moment()) / core::seconds(end);
    QVERIFY2(qAbs(share - ui::kStartShare) < 1e-6, qPrintable(QString::number(share)));
    // A change of the same scenario keeps it.
    m_fixture.playback().seekShare(0.8);
    edit();
    QVERIFY(qAbs(core::seconds(m_fixture.playback().moment()) /
                     core::seconds(m_fixture.playback().end()) -
                 0.8) < 1e-6);
}

void TestStill::theKeyboardStaysWithThePicture()
{
    edit();
    const auto undo = m_fixture.part<ui::TopBar>().findChildren<QAbstractButton *>();
    const auto button = std::ranges::find_if(undo, [](const QAbstractButton *each) {
        return each->isEnabled() && each->toolTip().startsWith(id("Undo"));
    });
    QVERIFY(button != undo.end());
    (*button)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(*button, Qt::Key_Space); // the last change: the button is off now
    m_fixture.settle();
    QVERIFY(!(*button)->isEnabled());
    QCOMPARE(m_fixture.window().focusWidget(),
             static_cast<QWidget *>(&m_fixture.part<ui::SceneView>()));
    QTest::keyClick(m_fixture.window().focusWidget(), Qt::Key_Space);
    QVERIFY(m_fixture.playback().isPlaying());
    QVERIFY(QApplication::activePopupWidget() == nullptr);
    m_fixture.playback().pause();
}

void TestStill::assumptionsCoverNeitherSceneNorNumbers()
{
    for (const QSize size : {QSize(1024, 640), QSize(1280, 720), QSize(1920, 1080)}) {
        m_fixture.window().resize(size);
        QCoreApplication::processEvents();
        const QList<QRect> before = places();
        m_fixture.window().actions().find(id("assumptions"))->trigger();
        QCoreApplication::processEvents();
        auto &drawer = m_fixture.part<ui::AssumptionsDrawer>();
        QVERIFY(drawer.isVisible());
        QCOMPARE(places(), before);
        const QRect area(drawer.mapTo(&m_fixture.window(), QPoint()), drawer.size());
        for (const QRect &part : before)
            QVERIFY(!area.intersects(part));
        m_fixture.window().actions().find(id("assumptions"))->trigger();
    }
}

void TestStill::theTimelineIsInSightAtEveryUsualZoom()
{
    m_fixture.window().resize(1280, 720);
    for (const int percent : {100, 125, 150}) {
        m_fixture.window().appearance().setZoom(percent);
        QCoreApplication::processEvents();
        const auto &timeline = m_fixture.part<ui::TimelineView>();
        QVERIFY2(timeline.visibleRegion().boundingRect() == timeline.rect(),
                 qPrintable(QString::number(percent)));
        const auto &scene = m_fixture.part<ui::SceneView>();
        QVERIFY(scene.visibleRegion().boundingRect() == scene.rect());
    }
}

void TestStill::waysOutAreSeenWholeAtEveryUsualZoom()
{
    m_fixture.openBuiltin(id("llama7b-dp3-80"));
    QTRY_VERIFY(m_fixture.document().remedies().has_value());
    m_fixture.window().resize(1280, 720);
    for (const int percent : {100, 125, 150}) {
        m_fixture.window().appearance().setZoom(percent);
        QCoreApplication::processEvents();
        const auto buttons = m_fixture.part<ui::RemediesPanel>().findChildren<QAbstractButton *>();
        QVERIFY(!buttons.isEmpty());
        for (const QAbstractButton *button : buttons)
            QVERIFY2(!button->isVisible() ||
                         button->visibleRegion().boundingRect() == button->rect(),
                     qPrintable(QString::number(percent)));
    }
}

void TestStill::adviceIsAKeyAway()
{
    m_fixture.window().resize(1280, 720);
    QCoreApplication::processEvents();
    QTRY_VERIFY(m_fixture.document().ideas().has_value());
    QVERIFY(!m_fixture.document().ideas()->best.empty());
    const QList<QRect> before = places();
    QTest::keyClick(&m_fixture.window(), Qt::Key_I);
    auto &popover = m_fixture.part<ui::AdvicePopover>();
    QVERIFY(popover.isVisible());
    QCOMPARE(places(), before);
    auto *row = qobject_cast<ui::IdeaRow *>(m_fixture.window().focusWidget());
    QVERIFY(row != nullptr);
    QTest::keyClick(row, Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
    QTest::keyClick(&m_fixture.window(), Qt::Key_I);
    const core::Scenario was = m_fixture.document().scenario();
    QTest::keyClick(m_fixture.window().focusWidget(), Qt::Key_Space);
    QVERIFY(!(m_fixture.document().scenario() == was));
}

void TestStill::theMenuOfAGpuSaysWhichOne()
{
    QMenu menu;
    ui::fillDeviceMenu(menu, m_fixture.document(), m_fixture.window().mode(), 2);
    QVERIFY2(menu.actions().front()->text().startsWith(QStringLiteral("GPU 2 · layers ")),
             qPrintable(menu.actions().front()->text()));
    QMenu link;
    ui::fillLinkMenu(link, m_fixture.document(), m_fixture.window().mode(), 1, 2);
    QCOMPARE(link.actions().front()->text(), id("Link of GPU 1 and GPU 2"));
}

// The repair of a mystery box, which no control of the panel has.
void TestStill::theMenuOfAGpuDividesUnevenLayers()
{
    std::uint64_t seed = 1;
    while (core::makeMystery(seed).fault != core::MysteryFault::UnevenLayers)
        ++seed;
    const core::Mystery mystery = core::makeMystery(seed);
    ui::Document &document = m_fixture.document();
    document.edit(mystery.faulty, id("a box"));
    m_fixture.settle();
    QMenu menu;
    ui::fillDeviceMenu(menu, document, m_fixture.window().mode(), 3);
    menu.findChild<QAction *>(id("even-layers"))->trigger();
    m_fixture.settle();
    QVERIFY(core::isRepaired(mystery, *document.snapshot(), *core::run(mystery.healthy).value()));
    QMenu after;
    ui::fillDeviceMenu(after, document, m_fixture.window().mode(), 3);
    QVERIFY(after.findChild<QAction *>(id("even-layers")) == nullptr);
    document.undoStack().undo();
    QCOMPARE(document.scenario().parallel.partition, mystery.faulty.parallel.partition);
}

// Four rows of at most 44 pixels with their gaps, heading, legend and axis: less than half of 720.
void TestStill::aPictureIsAsHighAsItsRows()
{
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    const ui::Picture picture = dialog.picture();
    QVERIFY(picture.trimmed);
    const auto image =
        ui::renderPicture(m_fixture.document().snapshot(), ui::pictureViews().front(), picture);
    QVERIFY(bool(image));
    QVERIFY(image.value().height() < picture.scale * picture.size.height() / 2);
    QVERIFY(image.value().height() > picture.scale * 4 * 44);
}

void TestStill::copyingIsAnswered()
{
    ui::TableWidget table({id("one"), id("two")}, id("Table"));
    table.resize(300, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    table.copy();
    QTRY_VERIFY(QToolTip::text().contains(id("on the clipboard")));
    m_fixture.window().copyScenario();
    QVERIFY(strip().message().text.contains(id("clipboard")));
}

void TestStill::aNameForTheFileIsProposed_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << id("Llama-2 7B, pipeline of 4") << id("Llama-2 7B, pipeline of 4");
    QTest::newRow("path") << id("../a/b\\c: d?") << id("a b c d");
    QTest::newRow("hidden") << id(".hidden") << id("hidden");
    QTest::newRow("nothing") << QString() << id("scenario");
    QTest::newRow("control") << QStringLiteral("a\u001b[31m\nb") << id("a [31m b");
    QTest::newRow("long") << QString(300, u'x') << QString(80, u'x');
}

void TestStill::aNameForTheFileIsProposed()
{
    QFETCH(QString, title);
    QFETCH(QString, name);
    QCOMPARE(ui::suggestedName(title), name);
}

QTEST_MAIN(TestStill)
#include "tst_still.moc"
