// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule editor in windows that are narrow.
#include "tests/ui/shell/text_recorder.h"
#include "tests/ui/shell/window_fixture.h"

#include "ui/controls/push_button.h"
#include "ui/editor/comparison_view.h"
#include "ui/editor/editor_tools.h"

#include <QMenu>
#include <QTest>

class TestEditorWidth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(QStringLiteral("1f1b-4-8")); }
    void cleanup() { m_fixture.close(); }
    void theTitleOfTheComparisonIsNotWrittenOver();
    void toolsWithoutRoomAreInAMenu();

private:
    void edit() { m_fixture.window().actions().find(QStringLiteral("edit-schedule"))->trigger(); }

    WindowFixture m_fixture;
};

void TestEditorWidth::theTitleOfTheComparisonIsNotWrittenOver()
{
    edit();
    auto &comparison = m_fixture.part<ui::ComparisonView>();
    int both = 0;
    for (int wide = 200; wide <= 700; wide += 20) {
        comparison.resize(wide, comparison.sizeHint().height());
        TextRecorder recorder(comparison.size());
        comparison.render(&recorder);
        QRectF title;
        for (const RecordedText &text : recorder.texts()) {
            if (text.text.startsWith(QStringLiteral("For comp")))
                title = text.whole;
        }
        QVERIFY(!title.isEmpty() && title.right() <= wide);
        for (const RecordedText &text : recorder.texts()) {
            if (!text.text.endsWith(QStringLiteral("idle")))
                continue;
            ++both;
            QVERIFY(text.whole.left() > title.right());
        }
    }
    QVERIFY(both > 0 && both < 26); // of the widths
}

// One line of tools at any width, and each of them is there or in the menu at its end.
void TestEditorWidth::toolsWithoutRoomAreInAMenu()
{
    edit();
    auto &tools = m_fixture.part<ui::EditorTools>();
    const QList<ui::PushButton *> all = tools.findChildren<ui::PushButton *>();
    const ui::PushButton *more = nullptr;
    for (const ui::PushButton *button : all)
        more = button->text() == QStringLiteral("More") ? button : more;
    QVERIFY(more);
    int narrow = 0;
    for (int wide = 200; wide <= 900; wide += 50) {
        tools.resize(wide, tools.sizeHint().height());
        qsizetype hidden = 0;
        for (const ui::PushButton *button : all) {
            hidden += button != more && button->isHidden();
            QVERIFY(button->isHidden() || tools.rect().contains(button->geometry()));
        }
        QCOMPARE(more->isHidden(), hidden == 0);
        if (hidden == 0)
            continue;
        ++narrow;
        QTest::mouseClick(const_cast<ui::PushButton *>(more), Qt::LeftButton);
        auto *menu = tools.findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), hidden);
        delete menu;
    }
    QVERIFY(narrow > 2 && narrow < 15);
}

QTEST_MAIN(TestEditorWidth)
#include "tst_editor_width.moc"
