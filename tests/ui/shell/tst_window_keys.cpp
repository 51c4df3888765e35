// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/window_fixture.h"

#include "ui/controls/choice_box.h"
#include "ui/controls/value_slider.h"
#include "ui/views/scene/scene_view.h"

#include <QApplication>
#include <QLineEdit>
#include <QWindow>

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
    void textThatIsNoNumberSaysSoInPlace();
    void afterAClickOnASliderTheKeysStillPlay();
    void afterAClickOnAListTheKeysStillPlay();
    void escapeClosesAnOpenListAndNothingElse();
    void aFirstWindowStaysOnASmallScreen();

private:
    // As the keyboard sends it: to the window, which finds out whose it is.
    void press(Qt::Key key)
    {
        QTest::keyClick(m_fixture.window().windowHandle(), key);
        QCoreApplication::processEvents();
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

void TestWindowKeys::aFirstWindowStaysOnASmallScreen()
{
    QVERIFY(ui::startsMaximized({1280, 690})); // 720 less a panel
    QVERIFY(ui::startsMaximized({1280, 720})); // no room for a title bar
    QVERIFY(!ui::startsMaximized({1920, 1040}));
}

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
