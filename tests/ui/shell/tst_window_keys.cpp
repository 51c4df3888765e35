// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "core/scenario/edits.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/focus_ring.h"
#include "ui/controls/value_slider.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/device_inspector.h"
#include "ui/views/scene/scene_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QWindow>

#include <algorithm>

// Whose key is it: the window's, or the control's that a person has just used?
class TestWindowKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(QString()); }
    void cleanup() { m_fixture.close(); }

    void spacePlaysFromTheStart();
    void returnInTheEditorTakesTheValueOnce();
    void escapeInTheEditorClosesItAndNothingElse();
    void anOpenEditorShowsNoFormerValue();
    void textThatIsNoNumberSaysSoInPlace();
    void afterAClickOnASliderTheKeysStillPlay();
    void afterAClickOnAListTheKeysStillPlay();
    void escapeClosesAnOpenListAndNothingElse();
    void returnChoosesInTheListOfSchedules_data();
    void returnChoosesInTheListOfSchedules();
    void theListOfSchedulesOpensByKey_data();
    void theListOfSchedulesOpensByKey();
    void theFocusRingFollowsTheZoom();
    void aControlThatIsFoundShowsItsFocus_data();
    void aControlThatIsFoundShowsItsFocus();
    void lettersInAnOpenListAreNoShortcuts();
    void returnTakesTheRowOfAMenuAndNothingElse();
    void aFirstWindowStaysOnASmallScreen();

private:
    // As the keyboard sends it: to the window, which finds out whose it is.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_fixture.window().windowHandle(), key, modifiers);
        QCoreApplication::processEvents();
    }
    void press(QChar letter)
    {
        QTest::keyClick(m_fixture.window().windowHandle(), letter.toLatin1());
        QCoreApplication::processEvents();
    }
    ui::ChoiceBox &scheduleList()
    {
        return *m_fixture.window().findChild<ui::ChoiceBox *>(QStringLiteral("schedule"));
    }
    ui::ValueSlider &slider(const char *name)
    {
        return *m_fixture.window().findChild<ui::ValueSlider *>(QString::fromLatin1(name));
    }
    QLineEdit *openEditor(ui::ValueSlider &of)
    {
        QTest::mouseClick(&of, Qt::LeftButton, {}, of.valueRect().center().toPoint());
        return of.findChild<QLineEdit *>();
    }

    WindowFixture m_fixture;
};

void TestWindowKeys::spacePlaysFromTheStart()
{
    QCOMPARE(QApplication::focusWidget(), &m_fixture.part<ui::SceneView>());
    press(Qt::Key_Space);
    QVERIFY(m_fixture.playback().isPlaying());
    QVERIFY(QApplication::activePopupWidget() == nullptr);
}

void TestWindowKeys::returnInTheEditorTakesTheValueOnce()
{
    ui::ValueSlider &batch = slider("batch");
    QLineEdit *editor = openEditor(batch);
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, QStringLiteral("64"));
    press(Qt::Key_Return);
    QCOMPARE(m_fixture.document().scenario().training.globalBatch, std::int64_t{64});
    QTRY_VERIFY(batch.findChild<QLineEdit *>() == nullptr); // gone, and no second one
    QCOMPARE(QApplication::focusWidget(), &m_fixture.part<ui::SceneView>());
}

void TestWindowKeys::escapeInTheEditorClosesItAndNothingElse()
{
    m_fixture.window().showFullScreen(true);
    ui::ValueSlider &batch = slider("batch");
    QVERIFY(openEditor(batch) != nullptr);
    press(Qt::Key_Escape);
    QTRY_VERIFY(batch.findChild<QLineEdit *>() == nullptr);
    QVERIFY(m_fixture.window().isFullScreen());
}

// While a number is typed, it is changed: by an undo, by the lock of another control, by an example
// that is opened.
void TestWindowKeys::anOpenEditorShowsNoFormerValue()
{
    ui::Document &document = m_fixture.document();
    ui::ValueSlider &batch = slider("batch");
    const auto shown = [&document] {
        return QString::number(document.scenario().training.globalBatch);
    };
    const std::int64_t first = document.scenario().training.globalBatch;
    document.edit(core::asking(document.wish(), core::Setting::GlobalBatch, 2 * first),
                  QStringLiteral("twice"));
    QLineEdit *editor = openEditor(batch);
    QTest::keyClicks(editor, QStringLiteral("3"));
    document.undoStack().undo();
    QCOMPARE(document.scenario().training.globalBatch, first);
    QCOMPARE(editor->text(), shown());
    QTest::keyClicks(editor, QStringLiteral("3"));
    document.edit(core::asking(document.wish(), core::Setting::GlobalBatch, 4 * first),
                  QStringLiteral("four times"));
    QCOMPARE(editor->text(), shown());
    QTest::keyClicks(editor, QStringLiteral("3"));
    m_fixture.openBuiltin(QStringLiteral("dp-90-3"));
    for (const QLineEdit *open : batch.findChildren<QLineEdit *>())
        QVERIFY(!open->isVisible() || open->text() == shown());
    m_fixture.openBuiltin(QStringLiteral("llama7b-pp4"));
}

void TestWindowKeys::textThatIsNoNumberSaysSoInPlace()
{
    ui::ValueSlider &batch = slider("batch");
    const auto before = m_fixture.document().scenario();
    QLineEdit *editor = openEditor(batch);
    QTest::keyClicks(editor, QStringLiteral("abc"));
    press(Qt::Key_Return);
    QVERIFY(batch.refusal().contains(QStringLiteral("number")));
    QVERIFY(m_fixture.document().scenario() == before);
    QTest::keyClicks(editor, QStringLiteral("9"));
    QVERIFY(batch.refusal().isEmpty());
}

void TestWindowKeys::afterAClickOnASliderTheKeysStillPlay()
{
    ui::ValueSlider &batch = slider("batch");
    QTest::mouseClick(&batch, Qt::LeftButton, {}, batch.handleRect().center().toPoint());
    const auto before = m_fixture.document().scenario();
    m_fixture.playback().toStart();
    press(Qt::Key_End);
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(m_fixture.playback().moment(), m_fixture.playback().end());
}

void TestWindowKeys::afterAClickOnAListTheKeysStillPlay()
{
    auto *list = m_fixture.window().findChild<ui::ChoiceBox *>(QStringLiteral("schedule"));
    QTest::mouseClick(list, Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    press(Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    m_fixture.window().activateWindow(); // as a window system does when a popup closes
    QTRY_VERIFY(m_fixture.window().isActiveWindow());
    const auto before = m_fixture.document().scenario();
    m_fixture.playback().toStart();
    press(Qt::Key_End);
    QVERIFY(m_fixture.document().scenario() == before);
    QCOMPARE(m_fixture.playback().moment(), m_fixture.playback().end());
}

void TestWindowKeys::escapeClosesAnOpenListAndNothingElse()
{
    m_fixture.window().showFullScreen(true);
    auto *list = m_fixture.window().findChild<ui::ChoiceBox *>(QStringLiteral("schedule"));
    QTest::mouseClick(list, Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    press(Qt::Key_Escape);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QVERIFY(m_fixture.window().isFullScreen());
}

// KEYS, then Return: typed words find "Chimera", arrows the row below.
void TestWindowKeys::returnChoosesInTheListOfSchedules_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<Qt::Key>("last");
    QTest::newRow("typed") << QStringLiteral("chim") << Qt::Key_Return;
    QTest::newRow("keypad") << QStringLiteral("chim") << Qt::Key_Enter;
    QTest::newRow("arrow") << QString() << Qt::Key_Return;
}

void TestWindowKeys::returnChoosesInTheListOfSchedules()
{
    QFETCH(QString, typed);
    QFETCH(Qt::Key, last);
    m_fixture.openBuiltin(QStringLiteral("1f1b-4-8"));
    const int steps = m_fixture.document().undoStack().count();
    QTest::mouseClick(&scheduleList(), Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    const QString before = scheduleList().currentId();
    for (const QChar letter : typed)
        press(letter);
    if (typed.isEmpty())
        press(Qt::Key_Down);
    press(last);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    const QString chosen =
        QString::fromStdString(m_fixture.document().scenario().parallel.schedule);
    QCOMPARE(scheduleList().currentId(), chosen);
    QVERIFY(chosen != before);
    if (!typed.isEmpty())
        QCOMPARE(chosen, QStringLiteral("chimera"));
    QCOMPARE(m_fixture.document().undoStack().count(), steps + 1);
    // The key is used up: it does not open what has the focus below.
    QVERIFY(m_fixture.window().findChild<ui::DeviceInspector *>() == nullptr);
}

void TestWindowKeys::theListOfSchedulesOpensByKey_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::newRow("space") << Qt::Key_Space << Qt::KeyboardModifiers();
    QTest::newRow("Alt+Down") << Qt::Key_Down << Qt::KeyboardModifiers(Qt::AltModifier);
    QTest::newRow("F4") << Qt::Key_F4 << Qt::KeyboardModifiers();
}

void TestWindowKeys::theListOfSchedulesOpensByKey()
{
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    m_fixture.openBuiltin(QStringLiteral("1f1b-4-8"));
    for (int i = 0; i < 60 && QApplication::focusWidget() != &scheduleList(); ++i)
        press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &scheduleList());
    press(key, modifiers);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QVERIFY(!m_fixture.playback().isPlaying());
    for (const QChar letter : QStringLiteral("gp"))
        press(letter);
    press(Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QCOMPARE(m_fixture.document().scenario().parallel.schedule, std::string("gpipe"));
    QCOMPARE(QApplication::focusWidget(), &scheduleList());
}

void TestWindowKeys::theFocusRingFollowsTheZoom()
{
    m_fixture.window().resize(1280, 720); // room for the left panel at each zoom
    m_fixture.openBuiltin(QStringLiteral("1f1b-4-8"));
    for (int i = 0; i < 60 && QApplication::focusWidget() != &scheduleList(); ++i)
        press(Qt::Key_Tab);
    const auto visibleRing = [this] {
        for (const ui::FocusRing *ring : m_fixture.window().findChildren<ui::FocusRing *>()) {
            if (ring->isVisible())
                return ring;
        }
        return static_cast<const ui::FocusRing *>(nullptr);
    };
    const auto frame = [this](const QWidget &widget) {
        return QRect(widget.mapTo(&m_fixture.window(), QPoint()), widget.size());
    };
    for (const int percent : {100, 125, 75}) {
        m_fixture.window().appearance().setZoom(percent);
        QCoreApplication::processEvents();
        QVERIFY(visibleRing() != nullptr);
        const int reach = 6 * percent / 100 + 1; // line and gap of the ring
        QCOMPARE(frame(*visibleRing()),
                 frame(scheduleList()).adjusted(-reach, -reach, reach, reach));
    }
}

// By its title, and by what engineers call it.
void TestWindowKeys::aControlThatIsFoundShowsItsFocus_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("control");
    QTest::newRow("its title") << "offload"
                               << "offload";
    QTest::newRow("of PyTorch") << "fsdp"
                                << "shardingMore";
    QTest::newRow("of DeepSpeed, before examples") << "zero"
                                                   << "shardingMore";
    QTest::newRow("of Megatron-LM") << "activation check"
                                    << "recompute";
}

void TestWindowKeys::aControlThatIsFoundShowsItsFocus()
{
    QFETCH(QString, words);
    QFETCH(QString, control);
    m_fixture.openBuiltin(QStringLiteral("dp8-nvlink"));
    ui::CommandPalette::open(m_fixture.window());
    auto &palette = m_fixture.part<ui::CommandPalette>();
    auto *line = palette.findChild<QLineEdit *>();
    line->setText(words);
    QTest::keyClick(line, Qt::Key_Return);
    QCoreApplication::processEvents();
    m_fixture.window().activateWindow(); // no window manager does it here
    QCoreApplication::processEvents();
    const QWidget *found = m_fixture.window().focusWidget();
    QVERIFY(found != nullptr);
    QCOMPARE(found->objectName(), control);
    const auto rings = m_fixture.window().findChildren<ui::FocusRing *>();
    QVERIFY(std::ranges::any_of(rings, [found](const ui::FocusRing *ring) {
        const QPoint centre = ring->mapFromGlobal(found->mapToGlobal(found->rect().center()));
        return ring->isVisible() && ring->rect().contains(centre);
    }));
}

void TestWindowKeys::lettersInAnOpenListAreNoShortcuts()
{
    QTest::mouseClick(&scheduleList(), Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    press(QLatin1Char('b')); // the next definition of the bubble
    press(QLatin1Char('c')); // the critical path
    QVERIFY(m_fixture.window().mode().timelineOptions() == ui::TimelineOptions());
    press(Qt::Key_Escape);
    press(QLatin1Char('c'));
    QVERIFY(m_fixture.window().mode().timelineOptions().criticalPath);
}

void TestWindowKeys::returnTakesTheRowOfAMenuAndNothingElse()
{
    QMenu *menu = m_fixture.window().newMenu();
    int taken = 0;
    menu->addAction(QStringLiteral("First"), this, [&taken] { ++taken; });
    menu->popup(m_fixture.window().mapToGlobal(QPoint(100, 100)));
    QTRY_VERIFY(QApplication::activePopupWidget() == menu);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    QCOMPARE(taken, 1);
    QVERIFY(m_fixture.window().findChild<ui::DeviceInspector *>() == nullptr);
    press(Qt::Key_Space); // the next key is the window's again
    QVERIFY(m_fixture.playback().isPlaying());
}

void TestWindowKeys::aFirstWindowStaysOnASmallScreen()
{
    QVERIFY(ui::startsMaximized({1280, 690})); // 720 less a panel
    QVERIFY(ui::startsMaximized({1280, 720})); // no room for a title bar
    QVERIFY(!ui::startsMaximized({1920, 1040}));
}

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
